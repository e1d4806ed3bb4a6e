//! What the council's own fields say of the levels of the tree, for 全体の評価; and what they should say and do not.

use serde::Serialize;

use super::chapter::Chapter;
use super::values::{ValueView, figure};
use super::views::GradeView;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{Field, Level, Stage, Tier};
use crate::model::{LevelNotes, Text, TreeLevel, Value};

/// What a field says of a level.
#[derive(Debug, Serialize)]
pub struct SaidView<'a> {
    /// The field.
    #[serde(skip)]
    pub field: Field,
    /// Its word on paper.
    pub label: &'static str,
    /// Who writes it, if the council has named somebody.
    pub writer: Option<&'static str>,
    /// What is typed there.
    pub value: ValueView<'a>,
}

impl<'a> SaidView<'a> {
    /// The text as it was typed, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&'a Text> {
        match self.value {
            ValueView::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What is read on paper.
    #[must_use]
    pub fn printed(&self) -> String {
        self.value.printed()
    }
}

/// What the fields of a tier say of one level in the booklet's year.
pub(super) fn said_of<'a>(
    chapter: Chapter<'a>,
    tier: Tier,
    notes: Option<&'a LevelNotes>,
) -> Vec<SaidView<'a>> {
    let Some(notes) = notes else { return Vec::new() };
    let fields = chapter.model.plan.form.fields(Level::Year(tier));
    let shown = fields.filter(|field| chapter.stage.shows(field.row().due));
    shown
        .filter_map(|field| {
            let value = match notes.value(field)? {
                Value::Text(text) => ValueView::Text(text),
                Value::Number(number) => ValueView::Words(figure(number.value, field.row().kind)),
                Value::Day(day) => ValueView::Words(day.value.label()),
                Value::Grade(grade) => {
                    let definition = chapter.model.plan.scale_of(field).definition(grade.value);
                    let grade = ValueView::Grade { grade: Some(GradeView::from(definition)), revised: None };
                    ValueView::Words(grade.printed())
                }
                Value::Picture(_) | Value::Rows(_) => return None,
            };
            Some(SaidView { field, label: field.key(), writer: field.row().writer.name(), value })
        })
        .collect()
}

/// What a booklet lacks of what has to be said of the levels by its stage.
pub(super) fn missing(chapter: Chapter<'_>, stage: Stage) -> Diagnostics {
    let notes = chapter.model.years.get(&chapter.year).map_or(&[][..], |notes| &notes.strategies);
    let mut missing = Diagnostics::new();
    let walk = Walk { chapter, stage };
    walk.tier(Tier::Strategy, &chapter.model.plan.levels(), notes, "", &mut missing);
    missing
}

/// A walk through the tree and what is said of it.
struct Walk<'a> {
    chapter: Chapter<'a>,
    stage: Stage,
}

impl Walk<'_> {
    /// Looks at the levels of a tier; `above` are the numbers of those in which they lie.
    fn tier(
        &self,
        tier: Tier,
        levels: &[TreeLevel<'_>],
        notes: &[LevelNotes],
        above: &str,
        missing: &mut Diagnostics,
    ) {
        for level in levels {
            let said = LevelNotes::find(notes, level.number);
            let path = format!("{above}{}{}", tier.key(), level.number);
            let lacks: Vec<&str> = self
                .chapter
                .model
                .plan
                .form
                .fields(Level::Year(tier))
                .filter(|field| self.stage.requires(field.row().due))
                .filter(|field| said.and_then(|said| said.value(*field)).is_none())
                .map(Field::key)
                .collect();
            if !lacks.is_empty() {
                missing.push(self.lacking(tier, level, &path, &lacks));
            }
            if let Some(below) = tier.below() {
                let notes = said.map_or(&[][..], |said| &said.below);
                self.tier(below, &level.below, notes, &format!("{path}の"), missing);
            }
        }
    }

    fn lacking(&self, tier: Tier, level: &TreeLevel<'_>, path: &str, lacks: &[&str]) -> Diagnostic {
        let year = self.chapter.year;
        let fields = lacks.join("」「");
        let message = format!("{}の{path}「{}」の「{fields}」がありません。", year.label(), level.name.value);
        let example = format!("{}: [{{番号: {}, {}: …}}]", tier.key(), level.number, lacks[0]);
        let inside = match tier {
            Tier::Strategy => String::new(),
            _ => format!("{}の中に、", path.rsplit_once('の').map_or("", |(above, _)| above)),
        };
        Diagnostic::new(Code::IncompleteRecord, message)
            .in_file(self.chapter.model.notes_file(year))
            .hint(format!("このファイルの{inside}「{example}」のように書いてください。"))
    }
}
