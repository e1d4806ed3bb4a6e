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
    /// Our faces and those in `fonts/` of the root; a file there replaces ours of the same name.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let mut store = FontStore::new();
        let folder = root.join(FOLDER);
        for (name, data) in BUILT_IN {
            if !folder.join(name).is_file() {
                store.extend(Font::iter(Bytes::new(*data)).map(|font| {
                    let info = font.info().clone();
                    (font, info)
                }));
            }
        }
        if folder.is_dir() {
            store.extend(scan(&folder));
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
