//! The files of a layout: a council's own `layouts/`, and ours for what it does not have.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::version;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceFile, file_name};
use crate::folder::{FIGURES, LARGEST_LAYOUT, LAYOUTS, in_data, is_left_by_programs};
use crate::language::script::composed;
use crate::reading::{self, read};

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../layouts/", $name)))),+]
    };
}

/// Our own layout, which is also in the binary.
const BUILT_IN: &[(&str, &str)] = built_in![
    "booklet.typ.j2",
    "booklet.typ",
    "changes.typ.j2",
    "chart.svg.j2",
    "chart.typ",
    "checklist.typ.j2",
    "contract.typ",
    "cover.typ.j2",
    "cover.typ",
    "foreword.typ.j2",
    "foreword.typ",
    "index.typ.j2",
    "index.typ",
    "lists.typ",
    "overview.typ.j2",
    "overview.typ",
    "sheet.typ.j2",
    "sheet-plan.typ",
    "sheet.typ",
    "fits.typ",
    "theme.typ",
    "web/accessibility.html.j2",
    "web/front.html.j2",
    "web/measure.html.j2",
    "web/overview.html.j2",
    "web/page.html.j2",
    "web/search.html.j2",
    "web/search.js",
    "web/style.css",
    "web/values.html.j2",
];

/// The folder in `layouts/` with the layout of the web edition.
const WEB: &str = "web";

/// The file with what a council changes.
pub const THEME: &str = "theme.typ";

/// What our layout had in earlier versions of the program, and has no more.
const GONE: &[&str] = &["style.typ"];

/// Looks up layout files: first in `layouts/` of the root, then among ours. Nothing outside that folder can be read.
#[derive(Debug, Default)]
pub struct LayoutFiles {
    folder: Option<PathBuf>,
    /// The pictures that records name.
    figures: Option<PathBuf>,
}

/// A file of our layout.
#[derive(Debug, Clone, Copy)]
pub struct Original {
    /// As it is called in the folder.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What is in it.
    pub text: &'static str,
}

/// Why a layout file cannot be had.
#[derive(Debug)]
pub enum LayoutFileError {
    /// Neither the council nor we have it.
    NotFound,
    /// It leads out of the folder, is no file or too large, or the system refuses it.
    Denied,
    /// It is not UTF-8.
    NotText(Diagnostic),
}

impl LayoutFileError {
    /// Why a file is denied, for people.
    #[must_use]
    pub fn denied(name: &str) -> String {
        format!(
            "「{LAYOUTS}/{name}」を開けません（フォルダーか、layouts の外へ出る名前やリンクか、ふつうのファイルでないか、開く権限がないか、大きすぎます）"
        )
    }
}

impl LayoutFiles {
    /// The layouts of a root.
    ///
    /// # Errors
    /// Every file of the council's that was copied from a version of ours with which the program no longer works, or is not UTF-8.
    pub fn open(root: &Path) -> Result<Self, Diagnostics> {
        let folder = |path: PathBuf| Some(root.join(path)).filter(|folder| folder.is_dir());
        let files = Self { folder: folder(LAYOUTS.into()), figures: folder(in_data(FIGURES)) };
        // What cannot be opened is told where it is needed.
        let copy = |name: &str| Some(text_of(name, inside(files.folder.as_deref(), name).ok()??));
        let old = BUILT_IN
            .iter()
            .filter_map(|(name, ours)| copy(name)?.and_then(|copy| version::check(&copy, ours)).err());
        let gone = GONE.iter().filter_map(|name| Some(version::gone(&copy(name)?.ok()?)));
        let stale: Diagnostics = old.chain(gone).collect();
        if stale.has_errors() { Err(stale) } else { Ok(files) }
    }

    /// The bytes of a file, named as in the folder (`theme.typ`, `web/style.css`).
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, LayoutFileError> {
        if let Some(bytes) = inside(self.folder.as_deref(), name)? {
            return Ok(bytes);
        }
        BUILT_IN
            .iter()
            .find(|(built_in, _)| *built_in == name)
            .map(|(_, text)| text.as_bytes().to_vec())
            .ok_or(LayoutFileError::NotFound)
    }

    /// The bytes of a picture that a record names. Its name on the disk may have its marks apart, or together, unlike that in the record.
    pub fn figure(&self, name: &str) -> Result<Vec<u8>, LayoutFileError> {
        if name.contains('/') {
            return Err(LayoutFileError::Denied);
        }
        let folder = self.figures.as_deref();
        if let Some(bytes) = inside(folder, name)? {
            return Ok(bytes);
        }
        let mut names = entries(folder).filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
        let on_disk = names.find(|other| composed(other) == composed(name));
        inside(folder, &on_disk.ok_or(LayoutFileError::NotFound)?)?.ok_or(LayoutFileError::NotFound)
    }

    /// Whether the council has changed anything of the web edition's layout.
    #[must_use]
    pub fn has_own_web(&self) -> bool {
        let folder = self.folder.as_deref();
        let web = BUILT_IN.iter().filter(|(name, _)| in_web(name).is_some());
        web.clone()
            .any(|(name, ours)| inside(folder, name).ok().flatten().is_some_and(|own| own != ours.as_bytes()))
    }

    /// Our own, as far as a council may copy them.
    pub fn originals() -> impl Iterator<Item = Original> {
        BUILT_IN
            .iter()
            .filter_map(|&(name, text)| Some(Original { name, purpose: version::purpose(text)?, text }))
    }

    /// A file as text.
    pub fn text(&self, name: &str) -> Result<Arc<SourceFile>, LayoutFileError> {
        text_of(name, self.bytes(name)?).map_err(LayoutFileError::NotText)
    }

    /// The lines that a council has put into its own files of Typst, apart from those of the theme: what copies of ours do not have.
    pub fn own_lines(&self) -> impl Iterator<Item = Place> {
        let files = entries(self.folder.as_deref()).filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            (name.contains(".typ") && name != THEME).then_some(name)
        });
        files.filter_map(|name| Some((self.text(&name).ok()?, name))).flat_map(|(text, name)| {
            let ours = BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map_or("", |(_, ours)| ours);
            let ours: HashSet<&str> = ours.lines().collect();
            let is_own = |(_, line): &(usize, &str)| !ours.contains(line);
            let own = text.text().lines().enumerate().filter(is_own).map(|(index, _)| index + 1);
            own.map(|line| text.line_place(line)).collect::<Vec<_>>()
        })
    }

    /// The names that the layout files of Typst define for each other.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let files =
            BUILT_IN.iter().filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "typ"));
        let texts = files.filter_map(|(name, _)| self.text(name).ok());
        let is_of_name = |sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_';
        let defined = |line: &str| {
            let rest = line.strip_prefix("#let ")?;
            Some(rest.split(|sign| !is_of_name(sign)).next()?.to_owned())
        };
        texts.flat_map(|text| text.text().lines().filter_map(defined).collect::<Vec<_>>()).collect()
    }

    /// What tells what is in them from anything else that may be: of layouts all that is in them, of figures, which may be many and
    /// large, when each was last changed.
    #[must_use]
    pub fn contents(&self) -> Vec<(PathBuf, FileContents)> {
        let layouts = entries(self.folder.as_deref()).map(|path| {
            let bytes = read(&path, LARGEST_LAYOUT).unwrap_or_default();
            (path, FileContents::Bytes(bytes))
        });
        let figures = entries(self.figures.as_deref()).map(|path| {
            let metadata = fs::metadata(&path).ok();
            let changed = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
            let length = metadata.map_or(0, |metadata| metadata.len());
            (path, FileContents::Changed(changed, length))
        });
        layouts.chain(figures).collect()
    }

    /// The files of a root's layouts that are most likely meant as such and are none, like `cover.typ.j2.txt`, of which
    /// Explorer does not show the end.
    #[must_use]
    pub fn strays(root: &Path) -> Diagnostics {
        let layouts = root.join(LAYOUTS);
        let of_web = layouts.join(WEB);
        let paths = entries(Some(&layouts)).chain(entries(Some(&of_web)));
        let mut names: Vec<PathBuf> =
            paths.filter_map(|path| path.strip_prefix(&layouts).map(Path::to_owned).ok()).collect();
        names.sort();
        names.iter().filter_map(|name| stray(name)).collect()
    }
}

/// What is in a file, for telling it from what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FileContents {
    /// All of it.
    Bytes(Vec<u8>),
    /// When it was last changed, and how long it is.
    Changed(Option<SystemTime>, u64),
}

/// The entries of a folder, if there is one, in one order.
fn entries(folder: Option<&Path>) -> impl Iterator<Item = PathBuf> {
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter()
}

/// A file of a folder, if there is such a folder and such a file. A link that leads out of it is refused.
fn inside(folder: Option<&Path>, name: &str) -> Result<Option<Vec<u8>>, LayoutFileError> {
    let plain = in_web(name).unwrap_or(name);
    if plain.is_empty() || plain.starts_with('.') || plain.contains(['/', '\\', ':', '\0']) {
        return Err(LayoutFileError::Denied);
    }
    let Some(folder) = folder else { return Ok(None) };
    let path = match folder.join(name).canonicalize() {
        Ok(path) => path,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(LayoutFileError::Denied),
    };
    if !folder.canonicalize().is_ok_and(|folder| path.starts_with(folder)) {
        return Err(LayoutFileError::Denied);
    }
    read(&path, LARGEST_LAYOUT).map(Some).map_err(|_| LayoutFileError::Denied)
}

/// What a file of the web edition's layout is called in its own folder.
fn in_web(name: &str) -> Option<&str> {
    name.strip_prefix(WEB)?.strip_prefix('/')
}

/// A layout file as text.
fn text_of(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceFile>, Diagnostic> {
    let path = Path::new(LAYOUTS).join(name);
    let text = reading::text(&path, bytes)?;
    Ok(SourceFile::new(path, text))
}

fn stray(name: &Path) -> Option<Diagnostic> {
    let is_ours = |name: &Path| BUILT_IN.iter().any(|(built_in, _)| Path::new(built_in) == name);
    let meant = name.with_extension("");
    let extension = name.extension()?.to_str()?;
    let is_kept = is_left_by_programs(&name.file_name()?.to_string_lossy());
    (!is_ours(name) && !is_kept && is_ours(&meant)).then(|| {
        let meant = file_name(&meant);
        Diagnostic::new(Code::StrayLayout, "この名前のファイルは、ひな形として読みません。")
            .in_file(Path::new(LAYOUTS).join(name))
            .hint(format!("ひな形なら、名前の終わりの .{extension} を消して「{meant}」にしてください（エクスプローラーの「表示」で「ファイル名拡張子」を出すと見えます）。"))
            .hint("要らなければ layouts の外へ移してください。")
    })
}
