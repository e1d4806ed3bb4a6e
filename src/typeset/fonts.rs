//! The fonts of a booklet: ours, and those that a council puts into `fonts/`. Never those of the system, so that a booklet
//! is the same on every machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontVariant, FontVariations};
use typst::utils::{LazyHash, hash128};
use typst_kit::fonts::FontStore;

use super::sound::is_sound;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder::{FONTS, LARGEST_FONT, is_left_by_programs};
use crate::reading::read;

/// Our own faces, which are also in the binary.
static OURS: LazyLock<Vec<Vec<(Font, FontInfo)>>> =
    LazyLock::new(|| BUILT_IN.iter().map(|(_, data)| open(Bytes::new(*data))).collect());

/// Their files.
const BUILT_IN: &[(&str, &[u8])] = &[
    ("BIZUDGothic-Regular.ttf", include_bytes!("../../fonts/BIZUDGothic-Regular.ttf")),
    ("BIZUDGothic-Bold.ttf", include_bytes!("../../fonts/BIZUDGothic-Bold.ttf")),
];

/// The faces that a booklet may use.
pub struct Fonts {
    store: FontStore,
    /// The files of the council's own faces, by their number.
    own: BTreeMap<usize, PathBuf>,
    /// The characters that any face has a shape for, in order.
    characters: Vec<u32>,
}

impl Fonts {
    /// Our faces and those in `fonts/` of the root; a file there replaces ours of the same name. One of the same name and
    /// length is ours, and need not be read.
    ///
    /// # Errors
    /// A font file in `fonts/` that is none.
    pub fn new(root: &Path) -> Result<Self, Diagnostics> {
        let mut store = FontStore::new();
        let mut own = BTreeMap::new();
        let mut diagnostics = Diagnostics::new();
        let folder = root.join(FONTS);
        let files = font_files(&folder);
        for ((name, _), faces) in BUILT_IN.iter().zip(&*OURS) {
            let file = folder.join(name);
            if !files.contains(&file) || is_ours(&file) {
                store.extend(faces.iter().cloned());
            }
        }
        for file in files.iter().filter(|file| !is_ours(file)) {
            let shown = Path::new(FONTS).join(file.file_name().unwrap_or_default());
            match read(file, LARGEST_FONT) {
                Ok(data) => match faces(data) {
                    faces if faces.is_empty() => diagnostics.push(damaged(&shown)),
                    faces => {
                        let first = count(&store);
                        own.extend((first..first + faces.len()).map(|index| (index, shown.clone())));
                        store.extend(faces);
                    }
                },
                Err(unread) => diagnostics.push(unread.diagnostic(&shown).hint(MEND)),
            }
        }
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        let infos = (0..).map_while(|index| store.book().info(index));
        let mut characters: Vec<u32> = infos.flat_map(|info| info.coverage.iter()).collect();
        characters.sort_unstable();
        Ok(Self { store, own, characters })
    }

    /// What tells them from any others.
    pub(super) fn key(&self) -> u128 {
        let faces: Vec<Font> = (0..).map_while(|index| self.font(index)).collect();
        hash128(&faces)
    }

    /// What Typst may know of all faces.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    /// A face.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }

    /// Whether the council has put any into `fonts/`.
    pub(super) fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// The file of a face that the council has put into `fonts/`.
    pub(super) fn own_file(&self, index: usize) -> Option<&Path> {
        self.own.get(&index).map(PathBuf::as_path)
    }

    /// Whether any face has a shape for a character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.characters.binary_search(&u32::from(character)).is_ok()
    }

    /// Whether any face has the shape of a character that a variation selector after it asks for.
    #[must_use]
    pub fn has_variant(&self, character: char, selector: char) -> bool {
        let mut faces = (0..).map_while(|index| self.font(index));
        faces.any(|face| {
            let face = face.instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default());
            face.ttf().glyph_variation_index(character, selector).is_some()
        })
    }
}

/// How many faces there are.
fn count(store: &FontStore) -> usize {
    (0..).take_while(|&index| store.book().info(index).is_some()).count()
}

/// What to do about a font that cannot be used.
const MEND: &str = "書体を入れ直すか、このファイルを fonts の外へ移してください。";

fn damaged(path: &Path) -> Diagnostic {
    Diagnostic::new(Code::Font, "書体のファイルとして読めません。").in_file(path).hint(MEND)
}

/// The faces of a font file; none of one that is damaged.
fn faces(data: Vec<u8>) -> Vec<(Font, FontInfo)> {
    if is_sound(&data) { open(Bytes::new(data)) } else { Vec::new() }
}

fn open(data: Bytes) -> Vec<(Font, FontInfo)> {
    let faces = Font::iter(data).map(|font| {
        let info = font.info().clone();
        (font, info)
    });
    faces.collect()
}

/// The font files of a folder, by their endings, in one order everywhere. Those in folders within it do not count.
fn font_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| !is_left_by_programs(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| {
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            ending.is_some_and(|ending| matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc"))
        })
        .collect();
    files.sort();
    files
}

/// Whether a file is one of our faces, as far as its name and length tell.
fn is_ours(path: &Path) -> bool {
    BUILT_IN.iter().any(|(name, data)| {
        path.file_name().is_some_and(|other| other == *name)
            && path.metadata().is_ok_and(|file| file.len() == data.len() as u64)
    })
}
