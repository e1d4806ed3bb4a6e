//! 種類: what may be typed in a field, with what more its kind has to say.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{self, Kind, Part, Sums, Table, TableRows, word, words};
use crate::model::mapping::{Mapping, Text, chosen, text};
use crate::model::yaml::Kind as Typed;

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

/// The key of the name of a field in data that is published.
pub(super) const DATA_NAME: &str = "英語名";

/// The keys that a field has not that quotes another.
const KEYS_OF_TYPED: [&str; 5] = ["種類", "必須", "場所", "記入", DATA_NAME];

/// What stands in the place of the rows of a 表 that each measure names.
pub(super) const ROWS_OF_MEASURE: &str = "事業ごと";

/// Reads 種類.
pub(super) struct KindReader<'t> {
    /// What is printed of the kinds, as it was typed.
    pub typed: &'t mut Vec<Text>,
}

impl KindReader<'_> {
    /// 種類 of a field, with what more it has to say.
    pub fn read(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Kind> {
        let typed = mapping.require_text("種類", diagnostics)?;
        let kind = diagnostics.take(kind_of(&typed, &KINDS))?;
        self.kind(kind, mapping, diagnostics)
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
}

/// Tells of keys that a field of its kind has not, but others have.
pub(super) fn refuse_other_keys(kind: Kind, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
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

/// The kind with a name.
fn kind_of(typed: &Text, kinds: &[Kind]) -> Result<Kind, Diagnostic> {
    let named: Vec<(&str, Kind)> = kinds.iter().map(|kind| (kind.name(), *kind)).collect();
    chosen(typed, &named)
}
