//! 種類: what may be typed in a field, with what more its kind has to say.

use super::keys;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{self, Kind, Part, Sums, Table, TableRows, is_sum, word, words};
use crate::language::script::composed;
use crate::model::mapping::{Mapping, Text, chosen, text};
use crate::model::yaml::Kind as Typed;

/// The keys that only some kinds have.
const KEYS_OF_KINDS: [&str; 6] =
    [keys::UNIT, keys::CHOICES, keys::SCALE, keys::COLUMNS, keys::ROWS, keys::SUM];

/// Of them, those that a kind has.
fn keys_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Number(_) | Kind::Amount(_) => &[keys::UNIT],
        Kind::Choice(_) => &[keys::CHOICES],
        Kind::Grade => &[keys::SCALE],
        Kind::List(_) => &[keys::COLUMNS],
        Kind::Table(_) => &[keys::UNIT, keys::COLUMNS, keys::ROWS, keys::SUM],
        _ => &[],
    }
}

/// The same of a column, which has marks of the plan's scale alone.
fn keys_of_column(kind: Kind) -> &'static [&'static str] {
    if kind == Kind::Grade { &[] } else { keys_of(kind) }
}

/// The keys that a field has not that quotes another.
const KEYS_OF_TYPED: [&str; 5] = [keys::KIND, keys::DUE, keys::LEVEL, keys::WRITER, keys::DATA_NAME];

/// Reads 種類.
pub(super) struct KindReader<'t> {
    /// What is printed of the kinds, as it was typed.
    pub typed: &'t mut Vec<Text>,
}

impl KindReader<'_> {
    /// 種類 of a field, with what more it has to say.
    pub fn read(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Kind> {
        let typed = mapping.require_text(keys::KIND, diagnostics);
        let Some(kind) = typed.and_then(|typed| diagnostics.take(kind_of(&typed, &keys::KINDS))) else {
            // They may be right once the kind is.
            for key in KEYS_OF_KINDS {
                mapping.get(key);
            }
            return None;
        };
        self.kind(kind, mapping, diagnostics)
    }

    /// What more a kind has to say.
    fn kind(&mut self, kind: Kind, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Kind> {
        match kind {
            Kind::Number(_) | Kind::Amount(_) => {
                let unit = mapping.text(keys::UNIT, diagnostics);
                let known = unit.as_ref().map(|unit| word(&unit.value));
                self.typed.extend(unit);
                Some(if matches!(kind, Kind::Number(_)) { Kind::Number(known) } else { Kind::Amount(known) })
            }
            Kind::Choice(_) => {
                let choices = mapping.require_several(keys::CHOICES, diagnostics);
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
                let unit = mapping.text(keys::UNIT, diagnostics);
                let first_column = self.typed.len();
                let columns = self.columns(unit.as_ref(), mapping, diagnostics);
                let first_row = self.typed.len();
                let rows = self.rows(mapping, diagnostics);
                let sums = mapping.text(keys::SUM, diagnostics).and_then(|typed| {
                    let sums = diagnostics.take(chosen(&typed, &keys::SUMS))?;
                    diagnostics.take(summable(sums, &columns, &typed))
                });
                let (rows, sums) = (rows?, sums.unwrap_or_default());
                if sums.has_row() {
                    diagnostics.append(added_twice(&self.typed[first_row..], Sums::Row, sums));
                }
                if sums.has_column() {
                    let is_figure = |name: &&Text| {
                        columns.iter().any(|part| part.key == name.value && part.kind.is_figure())
                    };
                    let named = self.typed[first_column..first_row].iter().filter(is_figure);
                    diagnostics.append(added_twice(named, Sums::Column, sums));
                }
                self.typed.extend(unit);
                let is_any = !columns.is_empty();
                is_any.then(|| Kind::Table(form::table(Table { rows, columns: form::parts(columns), sums })))
            }
            _ => Some(kind),
        }
    }

    /// 行 of a 表: their names, or that each measure names them.
    fn rows(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<TableRows> {
        match mapping.get(keys::ROWS).map(|node| &node.kind) {
            Some(Typed::Scalar(word)) if composed(word) == keys::ROWS_OF_MEASURE => {
                Some(TableRows::OfMeasure)
            }
            _ => {
                let mut found = Diagnostics::new();
                let rows = mapping.require_keys(keys::ROWS, &mut found);
                let of_measure =
                    format!("行が事業によって違うときは、「行: {}」と書きます。", keys::ROWS_OF_MEASURE);
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
        let kinds = &keys::KINDS[..keys::COLUMN_KINDS];
        let Some(columns) =
            mapping.require(keys::COLUMNS, diagnostics).and_then(|node| Mapping::of(node, diagnostics))
        else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for (name, node) in columns.entries() {
            let kind = if let Typed::Mapping(_) = node.kind {
                let Some(mapping) = Mapping::of(node, diagnostics) else { continue };
                let typed = mapping.require_text(keys::KIND, diagnostics);
                let kind = typed.and_then(|typed| diagnostics.take(kind_of(&typed, kinds)));
                if let Some(kind) = kind {
                    refuse_keys(kind, kinds, keys_of_column, &mapping, diagnostics);
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
    refuse_keys(kind, &keys::KINDS, keys_of, mapping, diagnostics);
}

/// Tells of keys that a kind has not; of the `kinds` that there are, others may have them.
fn refuse_keys(
    kind: Kind,
    kinds: &[Kind],
    keys_of: fn(Kind) -> &'static [&'static str],
    mapping: &Mapping<'_>,
    diagnostics: &mut Diagnostics,
) {
    let of_kinds = KEYS_OF_KINDS.iter().filter(|key| !keys_of(kind).contains(key)).map(|key| {
        let with_it = kinds.iter().filter(|kind| keys_of(**kind).contains(key));
        let with_it: Vec<&str> = with_it.map(|kind| kind.name()).collect();
        let hint = if with_it.is_empty() {
            format!("列に「{key}」は書けません。消してください。")
        } else {
            let with_it = with_it.join("・");
            format!("「{key}」は、種類が {with_it} の項目に書きます。消すか、種類を直してください。")
        };
        (*key, hint)
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

/// Tells of rows, or columns, that are sums already, where the 表 adds them up once more.
pub(in crate::model) fn added_twice<'t>(
    names: impl IntoIterator<Item = &'t Text>,
    way: Sums,
    sums: Sums,
) -> Diagnostics {
    let written =
        |sums: Sums| keys::SUMS.iter().find(|(_, other)| *other == sums).map_or("", |(word, _)| word);
    let (key, what, now) = (keys::SUM, written(way), written(sums));
    let rest = match (sums, way) {
        (Sums::Both, Sums::Row) => format!("「{key}: {}」にして", written(Sums::Column)),
        (Sums::Both, _) => format!("「{key}: {}」にして", written(Sums::Row)),
        _ => format!("「{key}: {now}」を消して"),
    };
    let twice = names.into_iter().filter(|name| is_sum(&name.value)).map(|name| {
        let message =
            format!("「{}」の{what}が、「{key}: {now}」で求める計に、もう一度足されます。", name.value);
        Diagnostic::new(Code::BadValue, message)
            .at(&name.place)
            .hint(format!(
                "計の{what}はプログラムが付けるので、「{}」を消してください。記録からも消します。",
                name.value
            ))
            .hint(format!("計を記録に書いて載せるなら、様式の{rest}ください。"))
    });
    twice.collect()
}

/// The kind with a name.
fn kind_of(typed: &Text, kinds: &[Kind]) -> Result<Kind, Diagnostic> {
    let named: Vec<(&str, Kind)> = kinds.iter().map(|kind| (kind.name(), *kind)).collect();
    chosen(typed, &named)
}
