//! `shinchoku manual`: the manual as a folder of pages, for whoever hands it on.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::manual::{FIRST_PAGE, file, files};
use shinchoku::output::replace_folder;

use super::target;
use crate::cli::Manual;
use crate::terminal::{remark, say};

/// The folder, if no other is asked for.
const FOLDER: &str = "手引き";

pub fn run(arguments: &Manual) -> Result<ExitCode, Diagnostics> {
    let folder = arguments.output.clone().unwrap_or_else(|| target::in_out(Path::new("."), FOLDER));
    let written = files().iter().map(|file| (&*file.name, &*file.bytes));
    replace_folder(&folder, written, || may_replace(&folder))?;
    let shown = target::shown(&folder);
    say(format_args!("{shown} を作りました（ファイル {} 個）。", files().len()))?;
    remark(format_args!("{shown}/{FIRST_PAGE} をブラウザーで開くと、目次が出ます。"));
    Ok(ExitCode::SUCCESS)
}

/// Refuses a folder that has anything but what is written anew: it would be lost.
fn may_replace(folder: &Path) -> Result<(), Diagnostic> {
    let is_the_same = |path: &Path| {
        let ours = path.file_name().and_then(|name| file(name.to_str()?));
        ours.is_some_and(|ours| fs::read(path).is_ok_and(|bytes| bytes == *ours.bytes))
    };
    let nothing_is_lost = match fs::read_dir(folder) {
        Ok(mut entries) => entries.all(|entry| entry.is_ok_and(|entry| is_the_same(&entry.path()))),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if nothing_is_lost {
        return Ok(());
    }
    Err(Diagnostic::new(Code::Unwritable, "手引きを作る所に、ほかのものがあります。")
        .in_file(folder)
        .hint("何も書き込んでいません。前の版の手引きなら、消してからもう一度実行してください。要るものなら、-o でほかのフォルダーを指定してください。"))
}
