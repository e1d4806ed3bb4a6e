//! The fonts of a booklet: ours, and those that a council puts into `fonts/`. Never those of the system, so that a booklet
//! is the same on every machine.

use std::ops::Deref;
use std::path::Path;

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::{FontStore, scan};

/// The folder of the fonts, in the root.
const FOLDER: &str = "fonts";

/// Our own faces, which are also in the binary.
const BUILT_IN: &[(&str, &[u8])] = &[
    ("BIZUDGothic-Regular.ttf", include_bytes!("../../fonts/BIZUDGothic-Regular.ttf")),
    ("BIZUDGothic-Bold.ttf", include_bytes!("../../fonts/BIZUDGothic-Bold.ttf")),
];

/// The faces that a booklet may use.
pub struct Fonts(FontStore);

impl Fonts {
    /// Our faces and those in `fonts/` of the root; a file there replaces ours of the same name. One of the same name and
    /// length is ours, and need not be read.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let mut store = FontStore::new();
        let folder = root.join(FOLDER);
        for (name, data) in BUILT_IN {
            let own = folder.join(name);
            if !own.is_file() || is_ours(&own) {
                store.extend(Font::iter(Bytes::new(*data)).map(|font| {
                    let info = font.info().clone();
                    (font, info)
                }));
            }
        }
        if folder.is_dir() {
            store.extend(scan(&folder).filter(|(source, _)| !is_ours(&source.path)));
        }
        Self(store)
    }
}

impl Deref for Fonts {
    type Target = FontStore;

    fn deref(&self) -> &FontStore {
        &self.0
    }
}

/// Whether a file is one of our faces, as far as its name and length tell.
fn is_ours(path: &Path) -> bool {
    BUILT_IN.iter().any(|(name, data)| {
        path.file_name().is_some_and(|other| other == *name)
            && path.metadata().is_ok_and(|file| file.len() == data.len() as u64)
    })
}
