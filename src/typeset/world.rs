//! What Typst can see: the markup, the layout files and the fonts; no clock, no network, no other file.

use std::path::PathBuf;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};

use super::Fonts;
use crate::diagnostics::SourceFile;
use crate::layout::{FOLDER, LayoutFileError, LayoutFiles, Part};

/// The layout file that says which sheets are set smaller; written here as soon as it is known.
const STEPS: &str = "steps.typ";

/// What all parts of a booklet have in common.
pub(super) struct Setting<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    layouts: &'a LayoutFiles,
}

impl<'a> Setting<'a> {
    pub(super) fn new(fonts: &'a Fonts, layouts: &'a LayoutFiles) -> Self {
        // Header cells of rows are behind this feature, and a form has them.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self { library: LazyHash::new(Library::builder().with_features(features).build()), fonts, layouts }
    }
}

/// One part of the booklet as Typst sees it.
pub(super) struct PartWorld<'a> {
    setting: &'a Setting<'a>,
    files: FileStore<Loader<'a>>,
    main: FileId,
}

impl<'a> PartWorld<'a> {
    pub(super) fn new(part: &'a Part, setting: &'a Setting<'a>, steps: &'a str) -> Self {
        let path = part
            .path()
            .to_str()
            .and_then(|path| VirtualPath::new(path).ok())
            .expect("a plain name is a path");
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Self { setting, files: FileStore::new(Loader { part, layouts: setting.layouts, main, steps }), main }
    }

    pub(super) fn part(&self) -> &'a Part {
        self.files.loader().part
    }

    pub(super) fn layouts(&self) -> &'a LayoutFiles {
        self.setting.layouts
    }

    pub(super) fn is_part(&self, id: FileId) -> bool {
        id == self.main
    }

    /// The layout file that Typst knows by an id.
    pub(super) fn layout_file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        self.layouts().text(layout_name(id.vpath())?).ok()
    }
}

/// The name of a layout file: `/layouts/style.typ` is `style.typ`.
fn layout_name(path: &VirtualPath) -> Option<&str> {
    path.get_without_slash().strip_prefix(FOLDER)?.strip_prefix('/')
}

impl World for PartWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.setting.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.setting.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.setting.fonts.font(index)
    }

    /// The same data has to give the same bytes on every day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

struct Loader<'a> {
    part: &'a Part,
    layouts: &'a LayoutFiles,
    main: FileId,
    steps: &'a str,
}

impl FileLoader for Loader<'_> {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.main {
            return Ok(Bytes::from_string(self.part.text().to_owned()));
        }
        let name = match id.root() {
            VirtualRoot::Project => layout_name(id.vpath()).ok_or(FileError::AccessDenied)?,
            VirtualRoot::Package(_) => return Err(FileError::AccessDenied),
        };
        if name == STEPS {
            return Ok(Bytes::from_string(self.steps.to_owned()));
        }
        self.layouts.bytes(name).map(Bytes::new).map_err(|error| match error {
            LayoutFileError::NotFound => FileError::NotFound(PathBuf::from(name)),
            LayoutFileError::Denied => FileError::AccessDenied,
            LayoutFileError::NotText => FileError::InvalidUtf8,
        })
    }
}
