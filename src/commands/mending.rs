//! `shinchoku check --fix` and `--diff`: what is certain, written into the files or shown.

use std::fs;
use std::path::Path;

use shinchoku::diagnostics::{Code, Diagnostic};
use shinchoku::model::{EditedFile, Edits};
use shinchoku::output::write_all;
use similar::TextDiff;

/// Writes the edits into the files.
pub fn write(edits: &Edits, root: &Path) -> Result<(), Diagnostic> {
    let mut files = Vec::new();
    for EditedFile { original, edited, .. } in edits.files() {
        // What a link leads to is mended, and the link stays.
        let path = root.join(original.path());
        let path = path.canonicalize().unwrap_or(path);
        if fs::read(&path).ok().as_deref() != Some(original.contents().as_bytes()) {
            let message = "直している間に、ほかのソフトがこのファイルを保存しました。";
            return Err(Diagnostic::new(Code::Unwritable, message)
                .in_file(original.path())
                .hint("何も直していません。もう一度実行してください。"));
        }
        files.push((path, edited.contents().into_bytes()));
    }
    write_all(&files)
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
