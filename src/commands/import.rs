//! `shinchoku import`: the way in for a council that has its booklet in Excel.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use shinchoku::edition::Made;
use shinchoku::exchange::import::{Imported, MAPPING, import};
use shinchoku::exchange::workbook::{Workbook, workbooks};
use shinchoku::folder::{DATA, LARGEST_DATA};
use shinchoku::model::{EditedFile, load};
use shinchoku::output::replace_all;
use shinchoku::reading::{self, Unread};

use crate::cli::Import;
use crate::terminal::{hint_at_explanations, say, show, status};

pub fn run(arguments: &Import) -> Result<ExitCode, Diagnostics> {
    let (imported, found) = take(arguments)?;
    show(&found);
    say(summary(&imported, &arguments.root))?;
    hint_at_explanations(&found);
    Ok(status(&found))
}

/// Makes `data/` of the workbooks. What is told beside it is of files that are there all the same.
pub fn take(Import { files, year, root }: &Import) -> Made<Imported> {
    refuse_data(root)?;
    let mapping = mapping(root)?;
    let (books, mut found) = books(files)?;
    let mut imported = import(&books, mapping.as_ref().map(|file| file.text()), *year)?;
    fs::create_dir_all(root).map_err(|error| unwritable(root, &error))?;
    let data = imported.edits.files().map(|EditedFile { original, edited, .. }| (original.as_ref(), edited));
    found.append(replace_all(root, data.chain([(mapping.as_ref(), &imported.mapping)]))?);
    found.append(std::mem::take(&mut imported.found));
    // What the files lack is told as `check` tells it; they are there all the same.
    if let Err(lacking) = load(root) {
        found.append(few(&lacking));
    }
    Ok((imported, found))
}

/// There is no way to import over records that are there.
fn refuse_data(root: &Path) -> Result<(), Diagnostic> {
    if fs::symlink_metadata(root.join(DATA)).is_err() {
        return Ok(());
    }
    Err(Diagnostic::new(Code::DataIsThere, format!("「{}」には、data がもうあります。", root.display()))
        .hint("取り込み直すときは、その data フォルダーの名前を変えるか、ほかの場所へ移してから、もう一度実行してください。")
        .hint("ほかの計画を取り込むときは、--root で新しいフォルダーを示してください。"))
}

/// What a person has corrected after an earlier run.
fn mapping(root: &Path) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
    let path = Path::new(MAPPING);
    match reading::read(&root.join(path), LARGEST_DATA) {
        Ok(bytes) => Ok(Some(SourceFile::new(path, reading::text(path, bytes)?))),
        Err(Unread::Refused(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(unread) => Err(unread.diagnostic(path)),
    }
}

/// The workbooks, and what a person should look at in them.
fn books(files: &[std::path::PathBuf]) -> Result<(Vec<Workbook>, Diagnostics), Diagnostics> {
    let paths = workbooks(files);
    if paths.is_empty() {
        return Err(Diagnostic::new(Code::Usage, "Excel ブック（.xlsx）がありません。")
            .hint("shinchoku import 進捗管理シート.xlsx のように、ブックか、ブックのあるフォルダーを示してください。")
            .into());
    }
    let (mut books, mut found, mut refused) = (Vec::new(), Diagnostics::new(), Diagnostics::new());
    for path in &paths {
        match Workbook::read(path) {
            Ok((book, remarks)) => {
                books.push(book);
                found.append(remarks);
            }
            Err(refusal) => refused.push(refusal),
        }
    }
    if refused.has_errors() { Err(refused) } else { Ok((books, found)) }
}

/// How many findings that say the same are shown.
const SHOWN_ALIKE: usize = 3;

/// The first of those that say the same of one file after another: what one column lacks, all measures lack.
fn few(found: &Diagnostics) -> Diagnostics {
    let alike =
        |one: &Diagnostic, other: &Diagnostic| (one.code, &one.message) == (other.code, &other.message);
    let all: Vec<&Diagnostic> = found.iter().collect();
    let shown = all.iter().enumerate().filter_map(|(index, one)| {
        let count = |all: &[&Diagnostic]| all.iter().filter(|other| alike(one, other)).count();
        let (before, after) = (count(&all[..index]), count(&all[index + 1..]));
        let hint = format!("ほかの {after} のファイルでも同じです。shinchoku check で、すべて出ます。");
        match before + 1 {
            SHOWN_ALIKE if after > 0 => Some((*one).clone().hint(hint)),
            number => (number <= SHOWN_ALIKE).then(|| (*one).clone()),
        }
    });
    shown.collect()
}

fn unwritable(root: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, format!("「{}」を作れません（{error}）。", root.display()))
        .hint("書き込める場所を --root で示してください。")
}

/// What was taken, for people.
pub fn summary(imported: &Imported, root: &Path) -> String {
    let Imported { year, measures, sheets, records, left, hidden, .. } = imported;
    let reprints = sheets - measures;
    let there = if root == Path::new(".") { String::new() } else { format!(" --root {}", root.display()) };
    let left = match left {
        0 => String::new(),
        some => format!("\n取り込まなかったセルが {some} あります。{MAPPING} の終わりに、一覧があります。"),
    };
    let hidden = match hidden.as_slice() {
        [] => String::new(),
        names => format!("\n隠れているシートは読んでいません: {}", names.join("、")),
    };
    format!(
        "data に、事業 {measures}、シート {sheets}（うち再掲 {reprints}）、記録 {records} を書き込みました。{left}{hidden}\n\
         読み取ったことは {MAPPING} にあります。違う所を直し、data を消してからもう一度実行すると、そのとおりに取り込み直します。\n\
         次に: shinchoku check {year}{there}"
    )
}
