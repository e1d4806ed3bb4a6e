//! The folder of an edition on the disk: whether what is there may be replaced.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::{MANIFEST, Manifest};
use crate::diagnostics::{Code, Diagnostic, file_name};

/// What systems put into folders that people look at.
const OF_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// How many files are named at most.
const MOST_NAMED: usize = 3;

/// Refuses a folder that has anything which an earlier run of ours did not write, or not so: it would be lost.
///
/// # Errors
/// Files of other people, and files that somebody has changed; a folder that cannot be read.
pub fn may_replace(folder: &Path) -> Result<(), Diagnostic> {
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Diagnostic::new(
            Code::Unwritable,
            "フォルダーを作る所に、同じ名前のファイルがあります。",
        )
        .in_file(folder)
        .hint("そのファイルの名前を変えるか、-o でほかのフォルダーを指定してください。"));
    }
    let mut paths = Vec::new();
    collect(folder, folder, &mut paths).map_err(|error| {
        Diagnostic::new(Code::Unreadable, format!("フォルダーの中を調べられません（{error}）。"))
            .in_file(folder)
            .hint("開く権限があるか確かめてください。")
    })?;
    let manifest = fs::read(folder.join(MANIFEST)).ok().and_then(|bytes| Manifest::read(&bytes));
    let is_ours = |path: &String| {
        let Some(manifest) = &manifest else { return false };
        path == MANIFEST || fs::read(folder.join(path)).is_ok_and(|bytes| manifest.has(path, &bytes))
    };
    let theirs: Vec<&String> = paths.iter().filter(|path| !is_ours(path)).collect();
    if theirs.is_empty() {
        return Ok(());
    }
    let is_changed = |path: &String| manifest.as_ref().is_some_and(|manifest| manifest.names(path));
    let message = if theirs.iter().all(|path| is_changed(path)) {
        "公開用のフォルダーに、作った後に書き換えられたファイルがあります。"
    } else {
        "公開用のフォルダーを作る所に、このプログラムの作ったものでないファイルがあります。"
    };
    let named: Vec<&str> = theirs.iter().take(MOST_NAMED).map(|path| path.as_str()).collect();
    let named = named.join("」「");
    let more = if theirs.len() > MOST_NAMED { format!("など {} 個", theirs.len()) } else { String::new() };
    Err(Diagnostic::new(Code::Unwritable, message)
        .in_file(folder)
        .hint(format!("作り直すと、「{named}」{more}が失われます。何も書き込んでいません。"))
        .hint("要るものなら、ほかのフォルダーへ移すか、-o でほかのフォルダーを指定してください。要らなければ、このフォルダーを消してください。"))
}

/// The files of a folder, in one order. A link is one, wherever it leads.
fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(root, &path, paths)?;
        } else if !OF_SYSTEMS.iter().any(|name| entry.file_name() == *name) {
            paths.push(file_name(path.strip_prefix(root).unwrap_or(&path)));
        }
    }
    Ok(())
}
