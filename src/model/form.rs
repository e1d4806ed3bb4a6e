//! 様式 and 呼称 of a plan: the fields of the council's own, where the fields stand, and under which words.

use std::collections::HashSet;

use super::grade::GradeScale;
use super::mapping::{Mapping, Text, chosen, hint_at_separator, list, text};
use super::yaml::{Kind as Typed, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::form::{
    self, Block, Column, Due, Face, Field, Form, Kind, Label, Level, OwnField, Part, Reading, Row, Sums,
    Table, TableRows, Tier, Writer, word, words,
};
use crate::language::Decimal;

/// The form of a plan, with what its words were typed as.
#[derive(Debug, Default)]
pub(super) struct OwnForm {
    pub form: Form,
    /// The scales of the fields that have one of their own.
    pub scales: Vec<(Field, GradeScale)>,
    /// What is printed of it, as it was typed.
    pub typed: Vec<Text>,
    /// Whether it lacks a field that the council wanted to declare: what would be said of the records is mostly untrue.
    pub is_spoilt: bool,
}

/// What stands in 紙面 between the pages of a sheet.
const NEXT_PAGE: &str = "--- 裏 ---";

/// The key of how many pages a sheet may take.
const MOST_PAGES: &str = "紙面の頁数";

/// What stands under 事業番号 where the measures are numbered through.
pub(super) const THROUGH: &str = "通し";

/// The kinds of 項目, as they are written.
const KINDS: [Kind; 10] = [
    Kind::Prose,
    Kind::Words,
    Kind::Number(None),
    Kind::Amount(None),
    Kind::Choice(&[]),
    Kind::Grade,
    Kind::Date,
    Kind::Picture,
    Kind::List(&[]),
    Kind::Table(&NO_TABLE),
];

/// What a 表 has before its rows are read.
const NO_TABLE: Table = Table { rows: TableRows::Fixed(&[]), columns: &[], sums: Sums::None };

/// How many kinds a column of 一覧 and 表 may have: those of one cell.
const COLUMN_KINDS: usize = 7;

/// What a 表 may sum up, as it is written.
const SUMS: [(&str, Sums); 4] =
    [("行", Sums::Row), ("列", Sums::Column), ("両方", Sums::Both), ("しない", Sums::None)];

/// The keys that only some kinds have, by their names.
const KEYS_OF_KINDS: [(&str, &[&str]); 6] = [
    ("単位", &["数", "金額", "表"]),
    ("選択肢", &["選択"]),
    ("評価基準", &["評価"]),
    ("列", &["一覧", "表"]),
    ("行", &["表"]),
    ("計", &["表"]),
];

/// The keys that a field has not that quotes another.
const KEYS_OF_TYPED: [&str; 4] = ["種類", "必須", "場所", "記入"];

/// What stands in the place of the rows of a 表 that each measure names.
const ROWS_OF_MEASURE: &str = "事業ごと";

/// By when a field may have to be there, as it is written.
const DUES: [(&str, Due); 4] = [
    ("年度末", Due::YearEnd),
    ("中間", Due::MidYear),
    ("年度初め", Due::YearStart),
    ("しない", Due::Optional),
];

/// What a field may be of, as it is written.
const LEVELS: [(&str, Level); 5] = [
    ("記録", Level::Record),
    ("事業", Level::Measure),
    ("基本戦略", Level::Year(Tier::Strategy)),
    ("施策細目", Level::Year(Tier::Policy)),
    ("重点施策", Level::Year(Tier::Priority)),
];

/// Who writes a field, as it is written; any other words are a name.
const WRITERS: [(&str, Writer); 3] =
    [("担当係", Writer::Section), ("事務局", Writer::Secretariat), ("査定", Writer::WorkingGroup)];

impl OwnForm {
    /// Reads 様式 and 呼称. What they do not name stays as it is in the real booklet.
    pub(super) fn read(form: Option<&Node>, labels: Option<&Node>, diagnostics: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        if let Some(mapping) = labels.and_then(|node| Mapping::of(node, diagnostics)) {
            read.labels(&mapping, diagnostics);
            mapping.finish(diagnostics);
        }
        if let Some(mapping) = form.and_then(|node| Mapping::of(node, diagnostics)) {
            let mut spoilt = HashSet::new();
            if let Some(fields) = mapping.get("項目").and_then(|node| Mapping::of(node, diagnostics)) {
                for (name, node) in fields.entries() {
                    let before = read.form.own.len();
                    read.field(name, node, diagnostics);
                    if read.form.own.len() == before {
                        spoilt.insert(name.value.clone());
                    }
                }
            }
            read.is_spoilt = !spoilt.is_empty();
            if let Some(node) = mapping.get("紙面") {
                let mut reader =
                    FaceReader { form: &read.form, spoilt, placed: HashSet::new(), typed: Vec::new() };
                let pages = reader.pages(node, diagnostics);
                let typed = reader.typed;
                read.typed.extend(typed);
                read.form.face = Some(Face::declared(&read.form.all().collect::<Vec<_>>(), pages));
            }
            read.form.most_pages = mapping.text(MOST_PAGES, diagnostics).and_then(|typed| {
                let faces = read.form.face.as_ref().map_or(1, |face| face.pages.len());
                diagnostics.take(most_pages(&typed, faces))
            });
            let through = [(THROUGH, true), ("しない", false)];
            let through = mapping.choice(Field::Number.key(), &through, diagnostics);
            read.form.numbers_through = through.unwrap_or_default();
            mapping.finish(diagnostics);
        }
        read
    }

    fn labels(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
        for &label in Label::ALL {
            let Some(word) = mapping.get(label.key()).and_then(|node| text(node, diagnostics)) else {
                continue;
            };
            self.form.labels[label].clone_from(&word.value);
            self.typed.push(word);
        }
    }

    /// Reads one of 項目.
    fn field(&mut self, name: &Text, node: &Node, diagnostics: &mut Diagnostics) {
        let is_known = Field::find(&name.value).is_some()
            || Label::ALL.iter().any(|label| label.key() == name.value)
            || Block::names().any(|block| block == name.value);
        if is_known {
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, format!("「{}」は、もとから様式にある言葉です。", name.value))
                    .at(&name.place)
                    .hint("項目には、ほかの名前を付けてください。紙に載る言葉を替えるだけなら、「呼称」に書きます。"),
            );
            return;
        }
        if name.value.contains(char::is_whitespace) || name.value.contains('-') {
            diagnostics.push(
                Diagnostic::new(Code::BadValue, format!("「{}」は項目の名前になりません。", name.value))
                    .at(&name.place)
                    .hint("空白も半角の「-」も入れずに名付けてください。"),
            );
            return;
        }
        let Some(mapping) = Mapping::of(node, diagnostics) else { return };
        let kind = if let Some(quoted) = mapping.text("引用", diagnostics) {
            let years = [("前", ())];
            mapping.text("年度", diagnostics).and_then(|year| diagnostics.take(chosen(&year, &years)));
            diagnostics.take(self.quoted(&quoted)).map(|field| Kind::Quoted(field.row()))
        } else {
            mapping
                .require_text("種類", diagnostics)
                .and_then(|typed| diagnostics.take(kind_of(&typed, &KINDS)))
                .and_then(|kind| self.kind(kind, &mapping, diagnostics))
        };
        if let Some(kind) = kind {
            refuse_other_keys(kind, &mapping, diagnostics);
        }
        let due = mapping.choice("必須", &DUES, diagnostics);
        let level = mapping.choice("場所", &LEVELS, diagnostics).unwrap_or(Level::Record);
        let writer = self.writer(&mapping, diagnostics);
        let scale = mapping.get("評価基準").filter(|_| kind == Some(Kind::Grade));
        let scale = scale
            .and_then(|node| list(node, diagnostics))
            .map(|nodes| GradeScale::read_own(nodes, diagnostics));
        mapping.finish(diagnostics);
        let Some(kind) = kind else { return };
        if let Level::Year(tier) = level
            && !(kind.is_text() || kind.is_short())
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("{}の項目は、「種類: {}」にはできません。", tier.key(), kind.name()),
                )
                .at(&name.place)
                .hint("種類を、文章、語句、数、金額、選択、評価、日付のどれかにするか、「場所」を消してください。"),
            );
            return;
        }
        if kind.has_rows_of_measure() && level != Level::Record {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("「行: {ROWS_OF_MEASURE}」は、年度の記録に書く表にだけ使えます。"),
                )
                .at(&name.place)
                .hint("「場所」を消すか、「行」に名前を並べてください（例: 行: [国, 県]）。"),
            );
            return;
        }
        let is_quoted = matches!(kind, Kind::Quoted(_));
        let due = match level {
            _ if is_quoted => Due::Optional,
            Level::Year(_) => due.unwrap_or(Due::Optional),
            // What a measure says, it says in every year.
            Level::Measure if due != Some(Due::Optional) => Due::Always,
            _ => due.unwrap_or(Due::YearEnd),
        };
        let own = OwnField::declare(Row {
            key: word(&name.value),
            level: if is_quoted { Level::Computed } else { level },
            kind,
            due,
            writer: if is_quoted { Writer::Program } else { writer },
            reading: match kind {
                Kind::Prose | Kind::List(_) | Kind::Picture => Reading::Narrative,
                Kind::Words => Reading::Words,
                _ => Reading::Unread,
            },
            compared: true,
            yearly: false,
            data_name: word(&format!("own_{}", self.form.own.len() + 1)),
        });
        self.scales.extend(scale.map(|scale| (Field::Own(own), scale)));
        self.form.own.push(own);
        self.typed.push(name.clone());
    }

    /// 記入: who writes a field.
    fn writer(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Writer {
        let Some(typed) = mapping.text("記入", diagnostics) else { return Writer::Section };
        chosen(&typed, &WRITERS).unwrap_or_else(|_| {
            let named = Writer::Named(word(&typed.value));
            self.typed.push(typed);
            named
        })
    }

    /// What more a kind has to say.
    fn kind(&mut self, kind: Kind, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Kind> {
        match kind {
            Kind::Number(_) | Kind::Amount(_) => {
                let unit = mapping.text("単位", diagnostics);
                let known = unit.as_ref().map(|unit| word(&unit.value));
                self.typed.extend(unit);
                Some(if matches!(kind, Kind::Number(_)) { Kind::Number(known) } else { Kind::Amount(known) })
            }
            Kind::Choice(_) => {
                let choices = mapping.require_several("選択肢", diagnostics);
                let kind = Kind::Choice(words(choices.iter().map(|choice| choice.value.as_str())));
                let is_any = !choices.is_empty();
                self.typed.extend(choices);
                is_any.then_some(kind)
            }
            Kind::List(_) => {
                let parts = self.columns(None, mapping, diagnostics);
                (!parts.is_empty()).then(|| Kind::List(form::parts(parts)))
            }
            Kind::Table(_) => {
                let unit = mapping.text("単位", diagnostics);
                let columns = self.columns(unit.as_ref(), mapping, diagnostics);
                self.typed.extend(unit);
                let rows = self.rows(mapping, diagnostics);
                let sums = mapping.text("計", diagnostics).and_then(|typed| {
                    let sums = diagnostics.take(chosen(&typed, &SUMS))?;
                    diagnostics.take(summable(sums, &columns, &typed))
                });
                let (rows, sums) = (rows?, sums.unwrap_or_default());
                let is_any = !columns.is_empty();
                is_any.then(|| Kind::Table(form::table(Table { rows, columns: form::parts(columns), sums })))
            }
            _ => Some(kind),
        }
    }

    /// 行 of a 表: their names, or that each measure names them.
    fn rows(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<TableRows> {
        match mapping.get("行").map(|node| &node.kind) {
            Some(Typed::Scalar(word)) if word == ROWS_OF_MEASURE => Some(TableRows::OfMeasure),
            _ => {
                let mut found = Diagnostics::new();
                let rows = mapping.require_several("行", &mut found);
                let of_measure = format!("行が事業によって違うときは、「行: {ROWS_OF_MEASURE}」と書きます。");
                diagnostics.append(found.map(|wrong| wrong.hint(of_measure.clone())));
                let known = words(rows.iter().map(|row| row.value.as_str()));
                self.typed.extend(rows);
                (!known.is_empty()).then_some(TableRows::Fixed(known))
            }
        }
    }

    /// 列 of a 一覧 or 表: each with its kind alone, or with what more the kind has to say.
    fn columns(
        &mut self,
        unit: Option<&Text>,
        mapping: &Mapping<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Part> {
        let kinds = &KINDS[..COLUMN_KINDS];
        let Some(columns) =
            mapping.require("列", diagnostics).and_then(|node| Mapping::of(node, diagnostics))
        else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for (name, node) in columns.entries() {
            let kind = if let Typed::Mapping(_) = node.kind {
                let Some(mapping) = Mapping::of(node, diagnostics) else { continue };
                let typed = mapping.require_text("種類", diagnostics);
                let kind = typed.and_then(|typed| diagnostics.take(kind_of(&typed, kinds)));
                if let Some(kind) = kind {
                    refuse_other_keys(kind, &mapping, diagnostics);
                }
                let kind = kind.and_then(|kind| self.kind(kind, &mapping, diagnostics));
                mapping.finish(diagnostics);
                kind
            } else {
                let typed = text(node, diagnostics);
                typed.and_then(|typed| diagnostics.take(kind_of(&typed, kinds)))
            };
            let unit = unit.map(|unit| word(&unit.value));
            let kind = match kind {
                Some(Kind::Number(None)) => Some(Kind::Number(unit)),
                Some(Kind::Amount(None)) => Some(Kind::Amount(unit)),
                // Nothing to choose from was said.
                Some(Kind::Choice([])) => {
                    diagnostics.push(
                        Diagnostic::new(Code::MissingKey, "「選択肢」がありません。").at(&node.place).hint(
                            format!(
                                "「{}: {{種類: 選択, 選択肢: [一つ目, 二つ目]}}」のように書いてください。",
                                name.value
                            ),
                        ),
                    );
                    None
                }
                kind => kind,
            };
            parts.extend(kind.map(|kind| Part { key: word(&name.value), kind }));
            self.typed.push(name.clone());
        }
        parts
    }

    /// The field that another quotes.
    fn quoted(&self, typed: &Text) -> Result<Field, Diagnostic> {
        let is_quotable = |field: &Field| {
            field.row().level == Level::Record && field.is_placed() && field.row().kind != Kind::Grade
        };
        find_field(typed, self.form.all().filter(is_quotable))
    }
}

/// Tells of keys that a field of its kind has not, but others have.
fn refuse_other_keys(kind: Kind, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
    let of_kinds = KEYS_OF_KINDS.iter().filter(|(_, kinds)| !kinds.contains(&kind.name()));
    let of_kinds = of_kinds.map(|(key, kinds)| {
        (
            *key,
            format!(
                "「{key}」は、種類が {} の項目に書きます。消すか、種類を直してください。",
                kinds.join("・")
            ),
        )
    });
    let of_typed = KEYS_OF_TYPED.iter().filter(|_| matches!(kind, Kind::Quoted(_))).map(|key| {
        let why = "前の年度の記録から載る項目は、だれも書きません。";
        (*key, format!("{why}「{key}」を消してください。"))
    });
    for (key, hint) in of_kinds.chain(of_typed) {
        let Some((name, _)) = mapping.entries().iter().find(|(name, _)| name.value == key) else { continue };
        mapping.get(key);
        let message = format!("「{key}」は、「{}」の項目には書けません。", kind.name());
        diagnostics.push(Diagnostic::new(Code::UnknownKey, message).at(&name.place).hint(hint));
    }
}

/// Refuses to sum up what has no sum: words, and across a row figures of different units.
fn summable(sums: Sums, columns: &[Part], typed: &Text) -> Result<Sums, Diagnostic> {
    let figures: Vec<Kind> = columns.iter().map(|part| part.kind).filter(|kind| kind.is_figure()).collect();
    let wrong = |message: &str| Diagnostic::new(Code::BadValue, message).at(&typed.place);
    if sums != Sums::None && figures.is_empty() && !columns.is_empty() {
        return Err(wrong("数や金額の列がないので、合計は求められません。")
            .hint("「計」を消すか、列の種類を 数 か 金額 にしてください。"));
    }
    if sums.has_column() && figures.iter().any(|kind| *kind != figures[0]) {
        return Err(wrong("種類か単位の違う列があるので、列を横に合計できません。")
            .hint("「計: 行」（列ごとの合計の行）にするか、列の種類と単位をそろえてください。"));
    }
    Ok(sums)
}

/// How many pages a sheet may take, whose 紙面 has so many.
fn most_pages(typed: &Text, faces: usize) -> Result<usize, Diagnostic> {
    let pages = typed.value.parse().ok().filter(|pages| (1..=4).contains(pages)).ok_or_else(|| {
        Diagnostic::new(
            Code::BadValue,
            format!("{MOST_PAGES}「{}」は 1 から 4 の半角の数で書いてください。", typed.value),
        )
        .at(&typed.place)
        .hint("文章が入りきらないシートだけを、その数までのページに分けて組みます。")
    })?;
    if faces > 1 && pages > 1 {
        let both = format!("「{MOST_PAGES}」と、紙面の「{NEXT_PAGE}」は一緒に使えません。");
        return Err(Diagnostic::new(Code::BadValue, both).at(&typed.place).hint(format!(
            "どのシートにも裏のページがあるときは「{MOST_PAGES}」を消し、長いシートだけを二ページにするときは「- {NEXT_PAGE}」を消してください。"
        )));
    }
    Ok(pages)
}

/// The kind with a name.
fn kind_of(typed: &Text, kinds: &[Kind]) -> Result<Kind, Diagnostic> {
    let named: Vec<(&str, Kind)> = kinds.iter().map(|kind| (kind.name(), *kind)).collect();
    chosen(typed, &named)
}

/// The field with a name, of those that may stand there.
fn find_field(typed: &Text, fields: impl Iterator<Item = Field>) -> Result<Field, Diagnostic> {
    let fields: Vec<Field> = fields.collect();
    fields
        .iter()
        .copied()
        .find(|field| field.key() == typed.value)
        .ok_or_else(|| {
            let names: Vec<&str> = fields.iter().map(|field| field.key()).collect();
            Diagnostic::new(Code::UnknownKey, format!("「{}」という項目はありません。", typed.value))
                .at(&typed.place)
                .hint_nearest(&typed.value, names.iter().copied())
                .hint(format!("ここに書けるのは: {}", names.join("、")))
        })
        .map_err(|unknown| hint_at_separator(unknown, typed))
}

/// Reads 紙面.
struct FaceReader<'a> {
    form: &'a Form,
    /// The fields that are told of already.
    spoilt: HashSet<String>,
    /// What has its place already.
    placed: HashSet<String>,
    /// The headings, as they were typed.
    typed: Vec<Text>,
}

impl FaceReader<'_> {
    fn pages(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Vec<Vec<Block>> {
        let mut pages = vec![Vec::new()];
        for node in list(node, diagnostics).unwrap_or_default() {
            match &node.kind {
                Typed::Scalar(name) if name == NEXT_PAGE => pages.push(Vec::new()),
                _ => {
                    let block = self.block(node, diagnostics);
                    pages.last_mut().into_iter().for_each(|page| page.extend(block.clone()));
                }
            }
        }
        pages
    }

    fn block(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Option<Block> {
        match &node.kind {
            Typed::Mapping(_) => {
                let mapping = Mapping::of(node, diagnostics)?;
                let words = mapping.require_text("見出し", diagnostics);
                mapping.finish(diagnostics);
                let words = words?;
                let heading = Block::heading(&words.value);
                self.typed.push(words);
                Some(heading)
            }
            Typed::Sequence(nodes) => {
                let columns = nodes.iter().filter_map(|node| {
                    let typed = text(node, diagnostics).filter(|typed| !self.is_spoilt(typed))?;
                    diagnostics.take(self.column(&typed))
                });
                let columns: Vec<Column> = columns.collect();
                (!columns.is_empty()).then_some(Block::Row(columns))
            }
            Typed::Scalar(_) | Typed::Null => {
                let typed = text(node, diagnostics)?;
                if let Some(block) = Block::find(&typed.value) {
                    return diagnostics.take(self.first(&typed)).map(|()| block);
                }
                if self.is_spoilt(&typed) {
                    return None;
                }
                diagnostics.take(self.column(&typed)).map(|column| Block::Row(vec![column]))
            }
        }
    }

    /// Whether a field is told of already.
    fn is_spoilt(&self, typed: &Text) -> bool {
        typed.value.split_whitespace().next().is_some_and(|name| self.spoilt.contains(name))
    }

    /// A field with its part of the width: 「成果 3」.
    fn column(&mut self, typed: &Text) -> Result<Column, Diagnostic> {
        let (name, share) = match typed.value.split_once(char::is_whitespace) {
            Some((name, share)) => (name, Some(share.trim())),
            None => (typed.value.as_str(), None),
        };
        let share = share
            .map(|share| {
                let number = share.parse::<Decimal>().ok();
                number.filter(|number| *number > Decimal::whole(0)).ok_or_else(|| {
                    let wrong = Diagnostic::new(Code::BadValue, format!("幅の割合「{share}」は数として読めません。"))
                        .at(&typed.place)
                        .hint(format!("いくつかの項目を並べるときは「- [課題, 改善策]」、二ページ目にするときは「- {NEXT_PAGE}」と書きます。"));
                    wrong
                        .label("項目の名前のあとに、空白を１つと半角の数で（例: 成果 3）")
                })
            })
            .transpose()?;
        let name = Spanned::new(name.to_owned(), typed.place.clone());
        let places = self.form.all().filter(|field| field.is_placed());
        let field = find_field(&name, places).map_err(|unknown| {
            let blocks: Vec<&str> = Block::names().chain([NEXT_PAGE]).collect();
            unknown
                .hint_nearest(&name.value, blocks.iter().copied())
                .hint(format!("項目のほかに書けるのは: {}、見出し: …", blocks.join("、")))
        })?;
        self.first(&name)?;
        Ok(Column { field, share })
    }

    /// Refuses what has its place already.
    fn first(&mut self, name: &Text) -> Result<(), Diagnostic> {
        if self.placed.insert(name.value.clone()) {
            return Ok(());
        }
        Err(Diagnostic::new(Code::Duplicate, format!("「{}」が紙面に二度出てきます。", name.value))
            .at(&name.place)
            .hint("どちらか一方を消してください。"))
    }
}
