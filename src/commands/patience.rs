//! A word for who waits: a template that goes round and round looks like a program that hangs.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use shinchoku::folder::LAYOUTS;

use crate::terminal::remark;

/// After how long something is said: ten times what the largest plans take on a slow computer.
const LONG: Duration = Duration::from_mins(1);

/// Says which templates of the council's own may be why, if the program has not ended by then. It goes on.
pub fn explain_later(root: &Path) {
    let layouts = root.join(LAYOUTS);
    thread::spawn(move || {
        thread::sleep(LONG);
        remark(explanation(&layouts));
    });
}

fn explanation(layouts: &Path) -> String {
    let entries = fs::read_dir(layouts).into_iter().flatten().flatten();
    let mut own: Vec<PathBuf> = entries.map(|entry| PathBuf::from(entry.file_name())).collect();
    own.sort();
    let own: Vec<String> = own.iter().map(|name| name.display().to_string()).collect();
    let waiting = format!(
        "{} 秒たっても終わりません。続けています。止めるには Ctrl-C を押してください。",
        LONG.as_secs()
    );
    if own.is_empty() {
        return waiting;
    }
    format!(
        "{waiting}\nlayouts のひな形（{}）に、終わらない繰り返しがないか確かめてください。",
        own.join("、")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_councils_own_templates_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!explanation(folder.path()).contains("ひな形"));
        fs::write(folder.path().join("cover.typ.j2"), "").expect("a file");
        assert!(explanation(folder.path()).contains("（cover.typ.j2）"));
    }
}
