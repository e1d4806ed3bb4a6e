//! Pictures that were replaced under their names, of which the records say nothing.

use super::change::Change;
use crate::book::{BlockView, Book, Sheet, ValueView};

/// The pictures of which another now stands on a sheet under the name of the old, a row each. `is_same` says of a name whether the
/// files of both books are the same.
#[must_use]
pub fn replaced_pictures(old: &Book<'_>, new: &Book<'_>, is_same: impl Fn(&str) -> bool) -> Vec<Change> {
    let mut changes = Vec::new();
    for sheet in new.sheets.iter().filter(|sheet| sheet.reprint_of.is_none()) {
        let Some(before) = old.sheets.iter().find(|before| before.id == sheet.id) else { continue };
        let before: Vec<(&str, &str, &str)> = pictures(before).collect();
        for (key, label, file) in pictures(sheet) {
            if before.iter().any(|&(of, _, name)| (of, name) == (key, file)) && !is_same(file) {
                let [was, is] = ["前の版の図", "差し替えた図"].map(|said| format!("{file}（{said}）"));
                changes.extend(Change::new(Some(sheet.page), &sheet.title.value, label, &was, &is));
            }
        }
    }
    changes
}

/// The pictures of a sheet: the key and the word of the field, and the name of the file.
fn pictures<'s>(sheet: &'s Sheet<'_>) -> impl Iterator<Item = (&'s str, &'s str, &'s str)> {
    let cells = sheet.face.iter().flatten().flat_map(BlockView::cells);
    cells.filter_map(|cell| match &cell.value {
        Some(ValueView::Picture { file, .. }) => Some((cell.key, cell.label.as_str(), file.value.as_str())),
        _ => None,
    })
}
