//! `shinchoku layouts`: our layout files, for a council that changes how its booklet looks.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use shinchoku::folder::LAYOUTS;
use shinchoku::layout::LayoutFiles;
use shinchoku::output::replace_all;

use super::target;
use crate::cli::Layouts;
use crate::terminal::{remark, say, show};

pub fn run(Layouts { root, names }: &Layouts) -> Result<ExitCode, Diagnostics> {
    if names.is_empty() {
        return list();
    }
    let mut wrong = Diagnostics::new();
    let copies: Vec<_> = names.iter().filter_map(|name| wrong.take(copy(root, name))).collect();
    if wrong.has_errors() {
        return Err(wrong);
    }
    show(&replace_all(root, copies.iter().map(|copy| (None, copy)))?);
    for copy in &copies {
        say(format_args!("{} に写しました。", target::shown(&root.join(copy.path()))))?;
    }
    remark("替える所のほかは、そのままにしてください。消すか layouts の外へ移すと、もとの見た目に戻ります。");
    Ok(ExitCode::SUCCESS)
}

/// Tells which there are, in the words of each.
fn list() -> Result<ExitCode, Diagnostics> {
    for (name, text) in LayoutFiles::ours() {
        if let Some(purpose) = purpose(text) {
            say(format_args!("{name}　{purpose}"))?;
        }
    }
    remark("\n「shinchoku layouts theme.typ」のように名前を書くと、layouts に写します。");
    Ok(ExitCode::SUCCESS)
}

/// What a file is for, as its second line says: the first sentence. The program's own says no version and is not copied.
fn purpose(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    lines.next().filter(|first| first.contains("ひな形の版"))?;
    let said = lines.find_map(|line| {
        let line = line.trim_start();
        ["// ", "{#- ", "/* "].iter().find_map(|mark| line.strip_prefix(mark))
    })?;
    said.split('。').next()
}

/// One of ours as it is to lie in the council's folder.
fn copy(root: &Path, name: &str) -> Result<Arc<SourceFile>, Diagnostic> {
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("layouts/").unwrap_or(&name);
    let ours = LayoutFiles::ours().iter().filter(|(_, text)| purpose(text).is_some());
    let Some((name, text)) = ours.clone().find(|(ours, _)| *ours == name) else {
        return Err(Diagnostic::new(Code::Usage, format!("「{name}」というひな形はありません。"))
            .hint_nearest(name, ours.map(|(ours, _)| *ours))
            .hint("写せるひな形は、「shinchoku layouts」で表示されます。"));
    };
    let path = Path::new(LAYOUTS).join(name);
    if root.join(&path).symlink_metadata().is_ok() {
        return Err(Diagnostic::new(Code::Unwritable, "もう写してあります。")
            .in_file(path)
            .hint("何も書き込んでいません。写し直すときは、今のファイルを layouts の外へ移してから、もう一度実行してください。"));
    }
    Ok(SourceFile::new(path, *text))
}
