//! `shinchoku check --fix` and `--diff`: what is certain and what is proposed, written into the files or shown.

use std::path::Path;
use std::sync::Arc;

use shinchoku::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use shinchoku::model::{EditedFile, Edits};
use shinchoku::output::replace_all;
use similar::TextDiff;

/// Writes the edits into the files. Returns what there is to be warned of.
pub fn write(edits: &Edits, root: &Path) -> Result<Diagnostics, Diagnostic> {
    replace_all(root, edits.files().map(|EditedFile { original, edited, .. }| (original.as_ref(), edited)))
}

/// What has been mended, for people.
pub fn mended(edits: &Edits) -> String {
    if edits.places() == 0 {
        return "直せる誤りはありませんでした。".to_owned();
    }
    let files = edits.files().map(|file| format!("  {}: {} か所", file.path().display(), file.places));
    let summary = format!("{} か所を直しました。", edits.places());
    [summary].into_iter().chain(files).collect::<Vec<_>>().join("\n")
}

/// What would be mended, and what could be, for people.
pub fn mendable(certain: &Edits, proposed: &Edits) -> String {
    let proposals = match proposed.places() - certain.places() {
        0 => String::new(),
        some => format!(
            "\n案は {some} か所です。読んで案のとおりでよければ、shinchoku check --fix W0671 のように符号を付けると直ります。"
        ),
    };
    match certain.places() {
        0 if proposals.is_empty() => "直せる誤りはありません。".to_owned(),
        0 => format!("文の意味によらず直せる誤りはありません。{proposals}"),
        all => format!("shinchoku check --fix で、この {all} か所が直ります。{proposals}"),
    }
}

/// The edits as a unified diff.
pub fn diff(edits: &Edits) -> String {
    edits.files().map(|EditedFile { original, edited, .. }| unified(original.as_deref(), edited)).collect()
}

/// What is proposed beyond what is certain, as a unified diff under a heading of its own.
pub fn proposals(certain: &Edits, proposed: &Edits) -> String {
    let before = |file: &EditedFile| {
        let mended = certain.files().find(|other| other.path() == file.path());
        mended.map_or_else(|| file.original.clone(), |mended| Some(Arc::clone(&mended.edited)))
    };
    let diff: String = proposed.files().map(|file| unified(before(file).as_deref(), &file.edited)).collect();
    if diff.is_empty() {
        diff
    } else {
        format!("■ 直し方の案（人が読んで決めるもの）\n\n{diff}")
    }
}

/// What a file is to be, beside what it was; nothing, if it is new.
fn unified(before: Option<&SourceFile>, after: &SourceFile) -> String {
    let path = after.path().display();
    let (before, after) = (before.map(SourceFile::contents).unwrap_or_default(), after.contents());
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
