//! A council's folder: its paths and the names in them.
//!
//! ```text
//! data/plan.yaml, 用語.yaml, measures/<id>.yaml, records/<year>/<id>.yaml, years/<year>.yaml
//! layouts/, fonts/    what the council has of its own; the program has the rest
//! out/                what is made
//! ```
//!
//! Paths are relative to the folder, which is the root to everybody else.

use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What the council writes.
pub const DATA: &str = "data";

/// The layouts of the council's own.
pub const LAYOUTS: &str = "layouts";

/// The fonts of the council's own.
pub const FONTS: &str = "fonts";

/// What is made.
pub const OUT: &str = "out";

/// What the program keeps for itself: nothing that a booklet is made of.
pub const KEPT: &str = ".shinchoku";

/// 書き込みの履歴, in what the program keeps.
pub const JOURNAL: &str = "journal.jsonl";

/// The secrets of those who write from other computers, in what the program keeps.
pub const ADDRESSES: &str = "addresses.json";

/// The folders whose files make a booklet.
pub const SOURCES: [&str; 3] = [DATA, LAYOUTS, FONTS];

/// The files at the top of `data/`, of which only the plan has to be there.
pub const DATA_FILES: [&str; 2] = [PLAN, WORDS];

/// The folders in `data/`.
pub const DATA_FOLDERS: [&str; 4] = [MEASURES, RECORDS, YEARS, FIGURES];

/// The plan, in `data/`.
pub const PLAN: &str = "plan.yaml";

/// 用語, in `data/`.
pub const WORDS: &str = "用語.yaml";

/// The folder of the measures, in `data/`.
pub const MEASURES: &str = "measures";

/// The folder of the records, in `data/`.
pub const RECORDS: &str = "records";

/// The folder of what belongs to a year and to no measure, in `data/`.
pub const YEARS: &str = "years";

/// The folder of the pictures that records name, in `data/`.
pub const FIGURES: &str = "figures";

/// What Visual Studio Code is told of the folder.
pub const EDITOR: &str = ".vscode";

/// How it treats the files of the folder, in [`EDITOR`].
pub const EDITOR_SETTINGS: &str = "settings.json";

/// The largest file of `data/` that is read, in bytes. The longest record of the real plan has about 3,000.
pub const LARGEST_DATA: u64 = 1 << 20;

/// The largest file of `layouts/` and of the figures that is read, in bytes: a picture for print.
pub const LARGEST_LAYOUT: u64 = 32 << 20;

/// The largest font that is read, in bytes. Collections of all scripts of East Asia have some 130 million.
pub const LARGEST_FONT: u64 = 256 << 20;

/// How many bytes a file may have, by its folder.
#[must_use]
pub fn size_limit(path: &Path) -> u64 {
    match path.components().next() {
        Some(Component::Normal(folder)) if folder == FONTS => LARGEST_FONT,
        Some(Component::Normal(folder)) if folder == LAYOUTS => LARGEST_LAYOUT,
        _ if path.starts_with(in_data(FIGURES)) => LARGEST_LAYOUT,
        _ => LARGEST_DATA,
    }
}

/// Makes the folder for what the program keeps, if it is not there.
///
/// # Errors
/// A root that cannot be written to.
pub fn make_kept(root: &Path) -> io::Result<()> {
    let kept = root.join(KEPT);
    if kept.exists() {
        return Ok(());
    }
    fs::create_dir_all(&kept)?;
    // What is in it belongs to this computer, and to no version.
    fs::write(kept.join(".gitignore"), "*\n")
}

/// What systems and programs put into a folder beside the files that people put there, by the end of its name.
const LEFT_BY_PROGRAMS: &[&str] =
    &["~", ".bak", ".orig", ".old", ".tmp", ".swp", ".swo", ".part", ".crdownload", ".ini", ".db"];

/// Whether a name is that of a file that an editor or the system keeps for itself: nobody means it to be read.
#[must_use]
pub fn is_left_by_programs(name: &str) -> bool {
    // Vim tries with this name whether it may write into a folder.
    const TRIAL: &str = "4913";
    // Hidden files of Unix and macOS, the open documents of office programs, and what Emacs has not yet saved.
    let begins = name.starts_with(['.', '~']) || name.starts_with('#') && name.ends_with('#');
    let lower = name.to_lowercase();
    begins || name == TRIAL || name == "Icon\r" || LEFT_BY_PROGRAMS.iter().any(|end| lower.ends_with(end))
}

/// What the names of files in `data/` end in.
pub const EXTENSION: &str = "yaml";

/// What a file of `data/` is called that is named after a measure or a year.
#[must_use]
pub fn yaml_file(stem: impl Display) -> String {
    format!("{stem}.{EXTENSION}")
}

/// A name of the council's own as a part of the name of a file: no system takes these signs.
#[must_use]
pub fn as_file_name(name: &str) -> String {
    name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_")
}

/// What has a name in `data/`.
#[must_use]
pub fn in_data(name: impl AsRef<Path>) -> PathBuf {
    Path::new(DATA).join(name)
}

/// The folders of a root in which the program writes.
#[must_use]
pub fn written(root: &Path) -> Vec<PathBuf> {
    let records = root.join(in_data(RECORDS));
    let years = fs::read_dir(&records).into_iter().flatten().flatten().map(|entry| entry.path());
    let fixed = [Path::new(DATA).to_owned(), in_data(MEASURES), in_data(YEARS), Path::new(OUT).to_owned()];
    fixed.iter().map(|folder| root.join(folder)).chain(years).collect()
}

/// A file of `data/`, by what it is about. Years and ids are as the names of files and folders have them: of `H31` and `R1`,
/// which are one year, either may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFile<'n> {
    /// `plan.yaml`.
    Plan,
    /// `用語.yaml`.
    Words,
    /// `measures/<id>.yaml`.
    Measure {
        /// The measure.
        id: &'n str,
    },
    /// `records/<year>/<id>.yaml`.
    Record {
        /// The year.
        year: &'n str,
        /// The measure.
        id: &'n str,
    },
    /// `years/<year>.yaml`.
    YearNotes {
        /// The year.
        year: &'n str,
    },
}

impl<'n> DataFile<'n> {
    /// What the file at a path is about.
    #[must_use]
    pub fn of(path: &'n Path) -> Option<Self> {
        let names = path.components().map(|component| match component {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        let names: Vec<&str> = names.collect::<Option<_>>()?;
        let stem = |name: &'n str| name.strip_suffix(EXTENSION)?.strip_suffix('.');
        match names[..] {
            [DATA, PLAN] => Some(Self::Plan),
            [DATA, WORDS] => Some(Self::Words),
            [DATA, MEASURES, name] => Some(Self::Measure { id: stem(name)? }),
            [DATA, RECORDS, year, name] => Some(Self::Record { year, id: stem(name)? }),
            [DATA, YEARS, name] => Some(Self::YearNotes { year: stem(name)? }),
            _ => None,
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(self) -> PathBuf {
        match self {
            Self::Plan => in_data(PLAN),
            Self::Words => in_data(WORDS),
            Self::Measure { id } => in_data(MEASURES).join(yaml_file(id)),
            Self::Record { year, id } => in_data(RECORDS).join(year).join(yaml_file(id)),
            Self::YearNotes { year } => in_data(YEARS).join(yaml_file(year)),
        }
    }

    /// The measure that it is about, if it is about one.
    #[must_use]
    pub fn measure(self) -> Option<&'n str> {
        match self {
            Self::Measure { id } | Self::Record { id, .. } => Some(id),
            Self::Plan | Self::Words | Self::YearNotes { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_not_what_people_write() {
        for name in [
            "salon.yaml~",
            "#salon.yaml#",
            "4913",
            "._BIZ.ttf",
            "Thumbs.db",
            ".DS_Store",
            "~$回答.xlsx",
            "desktop.ini",
            "salon.yaml.bak",
            ".salon.yaml.swp",
        ] {
            assert!(is_left_by_programs(name), "{name}");
        }
        for name in ["salon.yaml", "salon.yaml.txt", "salon-PC01.yaml", "49130.yaml", "salon.yml"] {
            assert!(!is_left_by_programs(name), "{name}");
        }
    }

    #[test]
    fn a_path_says_what_the_file_is_about() {
        for (path, file) in [
            ("data/plan.yaml", DataFile::Plan),
            ("data/用語.yaml", DataFile::Words),
            ("data/measures/salon.yaml", DataFile::Measure { id: "salon" }),
            ("data/records/H31/salon.yaml", DataFile::Record { year: "H31", id: "salon" }),
            ("data/years/R5.yaml", DataFile::YearNotes { year: "R5" }),
        ] {
            assert_eq!(DataFile::of(Path::new(path)), Some(file), "{path}");
            assert_eq!(file.path(), Path::new(path));
        }
        for path in
            ["data", "data/records/R5", "data/measures/salon.yml", "layouts/plan.yaml", "../data/plan.yaml"]
        {
            assert_eq!(DataFile::of(Path::new(path)), None, "{path}");
        }
    }
}
