//! 項目: the fields of the council's own.

use super::keys;
use super::kinds::{KindReader, refuse_other_keys};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{Block, Due, Field, Form, Kind, Label, Level, OwnField, Reading, Row, Writer, word};
use crate::language::script::composed;
use crate::model::grade::GradeScale;
use crate::model::mapping::{Mapping, Text, chosen, hint_at_separator, list};
use crate::model::yaml::Node;

/// How the names begin of those that the council has not named.
const NUMBERED: &str = "own_";

/// How long a name in data may be.
const LONGEST_DATA_NAME: usize = 40;

/// How many marks a scale has at least: one alone says nothing.
const FEWEST_MARKS: usize = 2;

/// Reads 項目.
pub(super) struct FieldReader<'f> {
    /// The form that gets the fields.
    pub form: &'f mut Form,
    /// The scales of those that have one of their own.
    pub scales: &'f mut Vec<(Field, GradeScale)>,
    /// What is printed of them, as it was typed.
    pub typed: &'f mut Vec<Text>,
    /// 担当係 of the plan.
    pub sections: &'f [Text],
}

impl FieldReader<'_> {
    /// Reads one of 項目, unless something is wrong with it.
    pub fn field(&mut self, name: &Text, node: &Node, diagnostics: &mut Diagnostics) -> Option<Field> {
        let is_known = Field::find(&name.value).is_some()
            || Label::ALL.iter().any(|label| label.key() == name.value)
            || Block::names().any(|block| block == name.value);
        if is_known {
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, format!("「{}」は、もとから様式にある言葉です。", name.value))
                    .at(&name.place)
                    .hint("項目には、ほかの名前を付けてください。紙に載る言葉を替えるだけなら、「呼称」に書きます。"),
            );
            return None;
        }
        if name.value.contains(char::is_whitespace) || name.value.contains('-') {
            diagnostics.push(
                Diagnostic::new(Code::BadValue, format!("「{}」は項目の名前になりません。", name.value))
                    .at(&name.place)
                    .hint("空白も半角の「-」も入れずに名付けてください。"),
            );
            return None;
        }
        let mapping = Mapping::of(node, diagnostics)?;
        let kind = if let Some(quoted) = mapping.text(keys::QUOTED, diagnostics) {
            mapping.choice(keys::QUOTED_YEAR, &keys::QUOTED_YEARS, diagnostics);
            diagnostics.take(self.quoted(&quoted)).map(|field| Kind::Quoted(field.row()))
        } else {
            KindReader { typed: self.typed }.read(&mapping, diagnostics)
        };
        if let Some(kind) = kind {
            refuse_other_keys(kind, &mapping, diagnostics);
        }
        let due = mapping.choice(keys::DUE, &keys::DUES, diagnostics);
        let level = mapping.choice(keys::LEVEL, &keys::LEVELS, diagnostics).unwrap_or(Level::Record);
        let writer = self.writer(&mapping, diagnostics);
        let data_name = mapping.text(keys::DATA_NAME, diagnostics);
        let data_name = data_name.and_then(|typed| diagnostics.take(self.data_name(&typed)));
        let scale = mapping.get(keys::SCALE).filter(|_| kind == Some(Kind::Grade));
        let scale = scale.and_then(|node| own_scale(node, diagnostics));
        mapping.finish(diagnostics);
        let kind = kind?;
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
            return None;
        }
        if kind.has_rows_of_measure() && level != Level::Record {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("「行: {}」は、年度の記録に書く表にだけ使えます。", keys::ROWS_OF_MEASURE),
                )
                .at(&name.place)
                .hint("「場所」を消すか、「行」に名前を並べてください（例: 行: [国, 県]）。"),
            );
            return None;
        }
        if let Level::Year(tier) = level
            && tier.own_keys().contains(&name.value.as_str())
        {
            let message = format!("{}の項目は、「{}」という名前にできません。", tier.key(), name.value);
            diagnostics.push(Diagnostic::new(Code::Duplicate, message).at(&name.place).hint(
                "年度のファイルでは、何番の段のことかを、この言葉で書きます。ほかの名前を付けてください。",
            ));
            return None;
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
            data_name: data_name.unwrap_or_else(|| word(&format!("{NUMBERED}{}", self.form.own.len() + 1))),
        });
        self.scales.extend(scale.map(|scale| (Field::Own(own), scale)));
        self.form.own.push(own);
        self.typed.push(name.clone());
        Some(Field::Own(own))
    }

    /// 英語名: a name that no other field has.
    fn data_name(&self, typed: &Text) -> Result<&'static str, Diagnostic> {
        let name = typed.value.as_str();
        let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        let fits = name.starts_with(|sign: char| sign.is_ascii_lowercase())
            && name.len() <= LONGEST_DATA_NAME
            && name.chars().all(is_plain)
            && !name.ends_with('_');
        let wrong = |message: String| Diagnostic::new(Code::BadValue, message).at(&typed.place);
        if !fits {
            return Err(wrong(format!("「{name}」は英語名になりません。"))
                .label("半角の英小文字・数字・「_」で")
                .hint(format!(
                    "budget や next_step のように、英小文字で始めて {LONGEST_DATA_NAME} 字までで書いてください。"
                )));
        }
        if name.starts_with(NUMBERED) {
            return Err(wrong(format!("「{NUMBERED}」で始まる英語名は、英語名のない項目に付きます。"))
                .hint("ほかの名前にしてください。"));
        }
        if let Some(other) = self.form.all().find(|field| field.row().data_name == name) {
            let message = format!("英語名「{name}」は、「{}」の英語名です。", other.key());
            return Err(Diagnostic::new(Code::Duplicate, message)
                .at(&typed.place)
                .hint("ほかの名前にしてください。"));
        }
        Ok(word(name))
    }

    /// 記入: who writes a field.
    fn writer(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Writer {
        let Some(typed) = mapping.text(keys::WRITER, diagnostics) else { return Writer::Section };
        if let Ok(known) = chosen(&typed, &keys::WRITERS) {
            return known;
        }
        if let Some(wrong) = self.meant_as_section(&typed) {
            diagnostics.push(wrong);
            return Writer::Section;
        }
        let named = Writer::Named(word(&typed.value));
        self.typed.push(typed);
        named
    }

    /// Tells of a name that says no more than 担当係: that of one section, or another word for it. As somebody else's, the field would
    /// be in no form of a section.
    fn meant_as_section(&self, typed: &Text) -> Option<Diagnostic> {
        let name = composed(&typed.value);
        let said = if self.sections.iter().any(|section| composed(&section.value) == name) {
            "計画の担当係の一つ"
        } else if composed(&self.form.labels[Label::Section]) == name
            || keys::WORDS_FOR_SECTION.contains(&&*name)
        {
            "「担当係」のこと"
        } else {
            return None;
        };
        let (key, name) = (keys::WRITER, &typed.value);
        let message = format!("「{key}: {name}」では、担当係の記入様式にこの項目が出ません。");
        let found = Diagnostic::new(Code::UnknownChoice, message).at(&typed.place).label(said);
        let found = found.hint(format!(
            "それぞれの事業を担当する係が書く項目なら、「{key}: {}」と書いてください。",
            keys::SECTION
        ));
        Some(found.hint("どの事業でも決まった人が書く項目なら、計画の担当係にない名前（「財政担当」など）で書いてください。"))
    }

    /// The field that another quotes.
    fn quoted(&self, typed: &Text) -> Result<Field, Diagnostic> {
        find_field(typed, self.form.all().filter(|field| field.is_quotable()))
    }
}

/// 評価基準 of a field: what there is to choose from.
fn own_scale(node: &Node, diagnostics: &mut Diagnostics) -> Option<GradeScale> {
    let mut found = Diagnostics::new();
    let scale = list(node, &mut found).map(|nodes| GradeScale::read_own(nodes, &mut found));
    if !found.has_errors() && scale.as_ref().is_some_and(|scale| scale.len() < FEWEST_MARKS) {
        let message = format!("「{}」の記号が {FEWEST_MARKS} つありません。", keys::SCALE);
        found.push(Diagnostic::new(Code::BadValue, message).at(&node.place.first_line()).hint(format!(
            "よいほうから順に、「[順調, 遅れ]」のように並べてください。計画の評価基準で付けるなら、「{}」を消してください。",
            keys::SCALE
        )));
    }
    diagnostics.append(found);
    scale
}

/// The field with a name, of those that may stand there.
pub(super) fn find_field(typed: &Text, fields: impl Iterator<Item = Field>) -> Result<Field, Diagnostic> {
    let fields: Vec<Field> = fields.collect();
    let name = composed(&typed.value);
    fields
        .iter()
        .copied()
        .find(|field| field.key() == name)
        .ok_or_else(|| {
            let names: Vec<&str> = fields.iter().map(|field| field.key()).collect();
            Diagnostic::new(Code::UnknownKey, format!("「{}」という項目はありません。", typed.value))
                .at(&typed.place)
                .hint_nearest(&typed.value, names.iter().copied())
                .hint(format!("ここに書けるのは: {}", names.join("、")))
        })
        .map_err(|unknown| hint_at_separator(unknown, typed))
}
