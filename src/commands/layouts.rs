//! `shinchoku layouts`: our layout files, for a council that changes how its booklet looks.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use shinchoku::folder::LAYOUTS;
use shinchoku::layout::{LayoutFiles, Original};
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
    for Original { name, purpose, .. } in LayoutFiles::originals() {
        say(format_args!("{name}　{purpose}"))?;
    }
    remark("\n「shinchoku layouts theme.typ」のように名前を書くと、layouts に写します。");
    Ok(ExitCode::SUCCESS)
}

/// One of ours as it is to lie in the council's folder.
fn copy(root: &Path, name: &str) -> Result<Arc<SourceFile>, Diagnostic> {
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("layouts/").unwrap_or(&name);
    let Some(Original { name, text, .. }) = LayoutFiles::originals().find(|ours| ours.name == name) else {
        return Err(Diagnostic::new(Code::Usage, format!("「{name}」というひな形はありません。"))
            .hint_nearest(name, LayoutFiles::originals().map(|ours| ours.name))
            .hint("写せるひな形は、「shinchoku layouts」で表示されます。"));
    };
    let path = Path::new(LAYOUTS).join(name);
    if root.join(&path).symlink_metadata().is_ok() {
        return Err(Diagnostic::new(Code::Unwritable, "もう写してあります。")
            .in_file(path)
            .hint("何も書き込んでいません。写し直すときは、今のファイルを layouts の外へ移してから、もう一度実行してください。"));
    }
    Ok(SourceFile::new(path, text))
}
