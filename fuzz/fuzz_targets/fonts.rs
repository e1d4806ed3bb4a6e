//! Any bytes as the fonts of a folder: faces or a finding, and the finding can be shown.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shinchoku::folder::FONTS;
use shinchoku::reports::render;
use shinchoku::typeset::Fonts;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().expect("a temporary folder"));

fuzz_target!(|bytes: &[u8]| {
    let root = FOLDER.path();
    fs::create_dir_all(root.join(FONTS)).expect("a folder is made");
    // Under the names of ours, which are then not read each time.
    for name in ["BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"] {
        fs::write(root.join(FONTS).join(name), bytes).expect("a file is written");
    }
    match Fonts::new(root) {
        Ok(fonts) => _ = fonts.has('あ'),
        Err(found) => found.iter().for_each(|found| drop(render(found))),
    }
});
