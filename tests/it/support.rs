//! Projects in temporary folders, and PDFs as a reader sees them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
#[cfg(unix)]
use std::sync::Once;

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};
use tempfile::TempDir;

/// The folder of this repository, which is also the project of the real plan.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One of our layout files.
pub fn layout(name: &str) -> String {
    fs::read_to_string(repository().join("layouts").join(name)).unwrap()
}

/// A council's folder.
pub struct Project(TempDir);

/// What a run of the program said.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// An empty folder.
    pub fn empty() -> Self {
        #[cfg(unix)]
        let_programs_be_ended();
        Self(TempDir::new().unwrap())
    }

    /// The real plan.
    pub fn real() -> Self {
        let project = Self::empty();
        copy_folder(&repository().join("data"), &project.path("data"));
        project
    }

    /// A plan of another council: six years from R6, grades 5 to 1, no 重点施策, one section, words of its own;
    /// printed in its second year.
    pub fn small() -> Self {
        let project = Self::empty();
        copy_folder(&repository().join("tests/midori/data"), &project.path("data"));
        project
    }

    /// A plan of another council, of `tests/plans`.
    pub fn of_council(name: &str) -> Self {
        let project = Self::empty();
        copy_folder(&repository().join("tests/plans").join(name).join("data"), &project.path("data"));
        project
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a layout file of the council's own, in the place of ours; the version stands before its first line.
    pub fn write_layout(&self, name: &str, text: &str) {
        let version = layout(name).lines().next().unwrap().to_owned();
        self.write(&format!("layouts/{name}"), version + text);
    }

    /// Replaces a text in a file, which has to be there.
    pub fn edit(&self, relative: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(relative)).unwrap();
        assert!(text.contains(from), "{relative} has no {from:?}");
        self.write(relative, text.replacen(from, to, 1));
    }

    pub fn remove(&self, relative: &str) {
        let path = self.path(relative);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }

    /// Runs the program in the project's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Run {
            status: output.status.code().expect("the program ends by itself"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Builds the booklet, which has to succeed, and reads the pages of the PDF.
    pub fn build(&self, arguments: &[&str]) -> Vec<String> {
        let run = self.run(&[&["build"], arguments].concat());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        let written = run.stdout.split(' ').next().unwrap();
        pdf_pages(&self.path(written))
    }
}

/// The text of each page without any white space, in which lines and cells of the form end anywhere.
pub fn pdf_pages(path: &Path) -> Vec<String> {
    pdf_lines(path).into_iter().map(|page| squeeze(&page)).collect()
}

/// The text of each page as it stands there.
pub fn pdf_lines(path: &Path) -> Vec<String> {
    pdf_extract::extract_text_by_pages(path).unwrap()
}

/// A character where it stands on the page, in points from the lower left corner.
#[derive(Debug, Clone)]
pub struct Glyph {
    pub character: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
}

impl Glyph {
    /// Whether two characters stand on one another by more than a fifth of the smaller one. A sign may be set in half its width.
    fn covers(&self, other: &Self) -> bool {
        let is_sign = |glyph: &Self| "、。，．・：；「」『』（）【】〔〕".contains(&glyph.character);
        if is_sign(self) || is_sign(other) {
            return false;
        }
        let size = self.size.min(other.size);
        let common = |from: f64, length: f64, other_from: f64, other_length: f64| {
            (from + length).min(other_from + other_length) - from.max(other_from)
        };
        common(self.x, self.width, other.x, other.width) > 0.2 * size
            && common(self.y, self.size * 0.8, other.y, other.size * 0.8) > 0.2 * size
    }
}

/// The characters of a page that can be seen, in the order of the file.
pub fn pdf_glyphs(path: &Path, page: u32) -> Vec<Glyph> {
    let document = Document::load(path).unwrap();
    let mut glyphs = Glyphs::default();
    output_doc_page(&document, &mut glyphs, page).unwrap();
    glyphs.glyphs
}

/// The characters of a booklet that stand on others.
pub fn covered(path: &Path) -> Vec<(u32, Glyph, Glyph)> {
    let pages = u32::try_from(Document::load(path).unwrap().get_pages().len()).unwrap();
    let mut found = Vec::new();
    for page in 1..=pages {
        let glyphs = pdf_glyphs(path, page);
        for (index, glyph) in glyphs.iter().enumerate() {
            let covers = glyphs[index + 1..].iter().filter(|other| glyph.covers(other));
            found.extend(covers.map(|other| (page, glyph.clone(), other.clone())));
        }
    }
    found
}

#[derive(Default)]
struct Glyphs {
    glyphs: Vec<Glyph>,
    /// Where the last run began, and how far it has come.
    run: Option<((f64, f64), f64)>,
}

impl OutputDev for Glyphs {
    fn output_character(
        &mut self,
        place: &Transform,
        _: f64,
        _: f64,
        size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        let size = size * place.m11.hypot(place.m12);
        // The reader knows no widths of our fonts, and so leaves all characters of a run where it begins, but for what signs are moved
        // closer together.
        let start = (place.m31, place.m32);
        let moved = |((x, y), end): ((f64, f64), f64)| {
            let by = start.0 - x;
            (start.1.total_cmp(&y).is_eq() && by.abs() < size).then_some(end + by)
        };
        let x = self.run.and_then(moved).unwrap_or(place.m31);
        let width = size * if character.is_ascii() { 0.5 } else { 1.0 };
        self.run = Some((start, x + width));
        if !character.trim().is_empty() {
            self.glyphs.push(Glyph { character: character.to_owned(), x, y: place.m32, width, size });
        }
        Ok(())
    }

    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The rows of characters of a page, as they stand on paper, in the order of the file. `pdf_lines` joins what is one paragraph.
pub fn pdf_rows(path: &Path, page: u32) -> Vec<String> {
    let document = Document::load(path).unwrap();
    let mut rows = Rows::default();
    output_doc_page(&document, &mut rows, page).unwrap();
    rows.rows
}

#[derive(Default)]
struct Rows {
    rows: Vec<String>,
    height: Option<f64>,
}

impl OutputDev for Rows {
    fn output_character(
        &mut self,
        place: &Transform,
        _: f64,
        _: f64,
        _: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        if self.height.is_none_or(|height| (height - place.m32).abs() > 0.1) {
            self.rows.push(String::new());
        }
        self.height = Some(place.m32);
        self.rows.last_mut().unwrap().push_str(character);
        Ok(())
    }

    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Has the programs that tests start hear signals that are ignored here, as behind `nohup` or `&`: a program leaves them ignored, but for
/// those that the one who starts it listens to.
#[cfg(unix)]
fn let_programs_be_ended() {
    use tokio::signal::unix::{SignalKind, signal};
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
        let ignored = u64::from_str_radix(ignored.unwrap_or("0"), 16).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
        let _within = runtime.enter();
        for kind in
            [SignalKind::interrupt(), SignalKind::quit(), SignalKind::hangup(), SignalKind::terminate()]
        {
            if ignored >> (kind.as_raw_value() - 1) & 1 == 1 {
                // It stays when the runtime is gone.
                drop(signal(kind).unwrap());
            }
        }
    });
}

/// Presses Ctrl-C for a program, if it has not ended by then. Any shell can; the program `kill` is not on every machine.
#[cfg(unix)]
pub fn interrupt(program: u32) -> bool {
    signal(program, "INT")
}

/// Sends a signal to a program, if it has not ended by then.
#[cfg(unix)]
pub fn signal(program: u32, name: &str) -> bool {
    Command::new("sh").args(["-c", &format!("kill -{name} {program}")]).output().unwrap().status.success()
}

/// A text without white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A small generator of numbers that are the same on every machine (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    /// Puts items in an order drawn by lot.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}
