//! What Typst can see: the markup, the layout files and the fonts; no clock, no network, no other file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::Utf8Error;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::diag::{FileError, FileResult, eco_format};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};

use super::contract::{FITS, fits_file};
use super::fit::Fits;
use super::fonts::Fonts;
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::folder::{FIGURES, LAYOUTS, in_data};
use crate::layout::{LayoutFileError, LayoutFiles, Part};
use crate::picture::Picture;

/// What all parts of a booklet have in common. A layout file is read and parsed once for all of them.
pub(super) struct Setting<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    files: FileStore<Loader<'a>>,
    /// Those that were asked for.
    parsed: Sources,
    /// Those of the state before.
    known: Sources,
    key: OnceLock<u128>,
}

/// Layout files as Typst has parsed them.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources(Arc<Mutex<HashMap<FileId, Source>>>);

impl Sources {
    fn get(&self, id: FileId) -> Option<Source> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn insert(&self, source: &Source) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(source.id(), source.clone());
    }
}

impl<'a> Setting<'a> {
    /// A layout file that is as it was in the state before is not parsed again, and what Typst worked out of its tree stays.
    pub(super) fn new(fonts: &'a Fonts, layouts: &'a LayoutFiles, known: Sources) -> Self {
        // Header cells of rows are behind this feature, and a form has them.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            fonts,
            files: FileStore::new(Loader { layouts, refused: Mutex::default() }),
            parsed: Sources::default(),
            known,
            key: OnceLock::new(),
        }
    }
}

impl Setting<'_> {
    /// The fonts.
    pub(super) fn fonts(&self) -> &Fonts {
        self.fonts
    }

    /// The layout files that were asked for.
    pub(super) fn sources(&self) -> Sources {
        self.parsed.clone()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(source) = self.parsed.get(id) {
            return Ok(source);
        }
        let bytes = self.files.file(id)?;
        let text = str::from_utf8(&bytes).map_err(|error| self.files.loader().not_text(id, error))?;
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let known = self.known.get(id).filter(|known| known.text() == text);
        let source = known.unwrap_or_else(|| Source::new(id, text.to_owned()));
        self.parsed.insert(&source);
        Ok(source)
    }

    /// What tells it from any other, as far as its pages do not look the same.
    pub(super) fn key(&self) -> u128 {
        *self.key.get_or_init(|| hash128(&(self.fonts.key(), self.files.loader().layouts.contents())))
    }
}

/// What Windows puts before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The file that says how each sheet is set.
fn fits_source(fits: &Fits) -> Source {
    Source::new(file_id(&format!("{LAYOUTS}/{FITS}")), fits_file(fits.iter(), fits.longer()))
}

fn file_id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a plain name is a path")).intern()
}

/// One part of the booklet as Typst sees it.
pub(super) struct PartWorld<'a> {
    setting: &'a Setting<'a>,
    part: &'a Part,
    main: Source,
    fits: Source,
}

impl<'a> PartWorld<'a> {
    pub(super) fn new(part: &'a Part, setting: &'a Setting<'a>, fits: &Fits) -> Self {
        let main = Source::new(file_id(&part.path().to_string_lossy()), part.text().to_owned());
        Self { setting, part, main, fits: fits_source(fits) }
    }

    /// Says anew how each sheet is set.
    pub(super) fn set_fits(&mut self, fits: &Fits) {
        self.fits = fits_source(fits);
    }

    pub(super) fn part(&self) -> &'a Part {
        self.part
    }

    pub(super) fn layouts(&self) -> &'a LayoutFiles {
        self.setting.files.loader().layouts
    }

    /// Why a file was refused of which Typst says that it cannot load it.
    pub(super) fn refused(&self, said: &str) -> Option<Diagnostic> {
        let refused = self.setting.files.loader().refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.iter().find(|(name, _)| said.contains(&refusal(name))).map(|(_, reason)| reason.clone())
    }

    pub(super) fn is_part(&self, id: FileId) -> bool {
        id == self.main.id()
    }

    /// The layout file that Typst knows by an id.
    pub(super) fn layout_file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        self.layouts().text(layout_name(id.vpath())?).ok()
    }
}

/// The name of a layout file: `/layouts/theme.typ` is `theme.typ`. A template names what lies beside it without a folder.
fn layout_name(path: &VirtualPath) -> Option<&str> {
    let path = path.get_without_slash();
    match path.split_once('/') {
        None => Some(path),
        Some((folder, name)) => (folder == LAYOUTS).then_some(name),
    }
}

/// The name of a picture that a record names: `/figures/salon.png`.
fn figure_name(path: &VirtualPath) -> Option<&str> {
    path.get_without_slash().strip_prefix(FIGURES)?.strip_prefix('/')
}

impl World for PartWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.setting.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.setting.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match [&self.main, &self.fits].into_iter().find(|source| source.id() == id) {
            Some(source) => Ok(source.clone()),
            None => self.setting.source(id),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.setting.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.setting.fonts.font(index)
    }

    /// The same data has to give the same bytes on every day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Why a file is not read that does not lie in `layouts`.
fn elsewhere(path: &VirtualPath) -> FileError {
    let path = path.get_with_slash();
    FileError::Other(Some(eco_format!(
        "「{path}」は読みません。layouts フォルダーに置いて、「/{LAYOUTS}/名前」と書いてください"
    )))
}

/// What Typst is told of a file that is refused, in its own message; the people are told more.
fn refusal(name: &str) -> String {
    format!("refused: /{LAYOUTS}/{name};")
}

/// Reads layout files, and nothing else.
struct Loader<'a> {
    layouts: &'a LayoutFiles,
    /// The files that Typst does not get, by their names.
    refused: Mutex<Vec<(String, Diagnostic)>>,
}

impl Loader<'_> {
    /// Keeps why a file is refused, and says so to Typst.
    fn refuse(&self, name: &str, reason: Diagnostic) -> FileError {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), reason));
        FileError::Other(Some(refusal(name).into()))
    }

    /// Why a file is refused that is not UTF-8.
    fn not_text(&self, id: FileId, error: Utf8Error) -> FileError {
        let reason = layout_name(id.vpath()).and_then(|name| match self.layouts.text(name) {
            Err(LayoutFileError::NotText(reason)) => Some((name, reason)),
            _ => None,
        });
        reason.map_or_else(|| error.into(), |(name, reason)| self.refuse(name, reason))
    }
}

impl FileLoader for Loader<'_> {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(name) = figure_name(id.vpath()) {
            // The model has looked at it.
            let figure = self.layouts.figure(name);
            return figure.map(Bytes::new).map_err(|_| FileError::NotFound(in_data(FIGURES).join(name)));
        }
        let name = match id.root() {
            VirtualRoot::Project => layout_name(id.vpath()).ok_or_else(|| elsewhere(id.vpath()))?,
            VirtualRoot::Package(_) => return Err(FileError::AccessDenied),
        };
        let bytes = self.layouts.bytes(name).map_err(|error| match error {
            LayoutFileError::NotFound => FileError::NotFound(PathBuf::from(name)),
            LayoutFileError::Denied => FileError::Other(Some(LayoutFileError::denied(name).into())),
            LayoutFileError::NotText(reason) => self.refuse(name, reason),
        })?;
        // Typst takes as much memory as the file says that its picture needs.
        if let Err(reason) = Picture::of(&Path::new(LAYOUTS).join(name), &bytes) {
            return Err(self.refuse(name, reason));
        }
        Ok(Bytes::new(bytes))
    }
}
