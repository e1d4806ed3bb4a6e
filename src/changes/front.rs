//! What stands before 全体の評価: the cover, 前文, 評価基準; and the words of the form.

use similar::{Algorithm, capture_diff_slices};

use super::change::Change;
use crate::book::{BlockView, Book, GradeView};
use crate::form::Field;
use crate::model::Text;

/// A section of 前文: its heading, which may be empty, and its body.
type Section = (String, String);

/// The cover, the words of the form, 前文 and 評価基準.
pub(super) fn changes(old: &Book<'_>, new: &Book<'_>) -> Vec<Change> {
    let slogan = |book: &Book<'_>| book.slogan.map(|slogan| slogan.value.clone()).unwrap_or_default();
    let issued = |book: &Book<'_>| book.issued.clone().unwrap_or_default();
    let note = |book: &Book<'_>| book.note.map(|note| note.value.clone()).unwrap_or_default();
    let cover = [
        (Field::Name.key(), old.plan.value.clone(), new.plan.value.clone()),
        (Field::Slogan.key(), slogan(old), slogan(new)),
        (Field::Publisher.key(), old.publisher.value.clone(), new.publisher.value.clone()),
        ("発行日", issued(old), issued(new)),
    ];
    let mut changes: Vec<Change> =
        cover.iter().filter_map(|(label, old, new)| Change::new(None, "表紙", label, old, new)).collect();
    for ((key, old), (_, new)) in old.labels.words().zip(new.labels.words()) {
        changes.extend(Change::new(None, "呼称", key, old, new));
    }
    let headings = |book: &Book<'_>| -> String {
        let blocks = book.sheets.first().into_iter().flat_map(|sheet| sheet.face.iter().flatten());
        let words = blocks.filter_map(|block| match block {
            BlockView::Heading { words } => words.as_deref(),
            _ => None,
        });
        words.collect::<Vec<_>>().join("\n")
    };
    changes.extend(Change::new(None, "紙面", "見出し", &headings(old), &headings(new)));
    let sections = |book: &Book<'_>| -> Vec<Section> {
        let heading = |heading: Option<&Text>| heading.map(|heading| heading.value.clone());
        book.foreword
            .iter()
            .map(|section| (heading(section.heading).unwrap_or_default(), section.body.value.clone()))
            .collect()
    };
    let (old_sections, new_sections) = (sections(old), sections(new));
    for ((old_heading, old_body), (new_heading, new_body)) in &pairs(&old_sections, &new_sections) {
        let title = if new_heading.is_empty() { old_heading } else { new_heading };
        let title = if title.is_empty() { Field::Foreword.key() } else { title };
        changes.extend(Change::new(None, title, "見出し", old_heading, new_heading));
        changes.extend(Change::new(None, title, "本文", old_body, new_body));
    }
    let scale = |book: &Book<'_>| -> String {
        let grade = |grade: &GradeView<'_>| {
            format!("{} {} {}", grade.mark.value, grade.name.value, grade.description.value)
        };
        book.scale.iter().map(grade).collect::<Vec<_>>().join("\n")
    };
    changes.extend(Change::new(None, Field::Scale.key(), "説明", &scale(old), &scale(new)));
    changes.extend(Change::new(None, Field::Scale.key(), "注記", &note(old), &note(new)));
    changes
}

/// The sections of 前文, each beside the one it was; one alone has gone or come. Those that stayed keep their order;
/// between them, those with one heading or one body belong together, and then those of one place.
fn pairs(old: &[Section], new: &[Section]) -> Vec<(Section, Section)> {
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        let mut before: Vec<&Section> = old[operation.old_range()].iter().collect();
        let now = &new[operation.new_range()];
        let mut origins: Vec<Option<&Section>> = vec![None; now.len()];
        let is_same: [fn(&Section, &Section) -> bool; 4] = [
            |one, other| one == other,
            |one, other| !one.0.is_empty() && one.0 == other.0,
            |one, other| one.1 == other.1,
            |_, _| true,
        ];
        for is_same in is_same {
            for (section, origin) in now.iter().zip(&mut origins).filter(|(_, origin)| origin.is_none()) {
                if let Some(place) = before.iter().position(|before| is_same(before, section)) {
                    *origin = Some(before.remove(place));
                }
            }
        }
        let origins = origins.into_iter().map(|origin| origin.cloned().unwrap_or_default());
        pairs.extend(origins.zip(now.iter().cloned()));
        pairs.extend(before.into_iter().map(|before| (before.clone(), Section::default())));
    }
    pairs
}
