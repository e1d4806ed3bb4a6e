//! `shinchoku check --fix` and `--diff`: what is certain, written into the files or shown.

use std::path::Path;

use shinchoku::diagnostics::Diagnostic;
use shinchoku::model::{EditedFile, Edits};
use shinchoku::output::replace_all;
use similar::TextDiff;

/// Writes the edits into the files.
pub fn write(edits: &Edits, root: &Path) -> Result<(), Diagnostic> {
    replace_all(root, edits.files().map(|EditedFile { original, edited, .. }| (original, edited)))
}

/// What has been mended, for people.
pub fn mended(edits: &Edits) -> String {
    if edits.places() == 0 {
        return "直せる誤りはありませんでした。".to_owned();
    }
    let files =
        edits.files().map(|file| format!("  {}: {} か所", file.original.path().display(), file.places));
    let summary = format!("{} か所を直しました。", edits.places());
    [summary].into_iter().chain(files).collect::<Vec<_>>().join("\n")
}

/// What would be mended, for people.
pub fn mendable(edits: &Edits) -> String {
    match edits.places() {
        0 => "直せる誤りはありません。".to_owned(),
        all => format!("shinchoku check --fix で、この {all} か所が直ります。"),
    }
}

/// The edits as a unified diff.
pub fn diff(edits: &Edits) -> String {
    let of_file = |EditedFile { original, edited, .. }: &EditedFile| {
        let path = original.path().display();
        let (before, after) = (original.contents(), edited.contents());
        let diff = TextDiff::from_lines(&before, &after);
        diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
    };
    edits.files().map(of_file).collect()
}
