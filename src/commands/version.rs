//! An earlier or later state of the records: a folder, or a version that git keeps.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::folder::{DATA, PLAN, SOURCES};
use shinchoku::model::{self, Model};
use tempfile::TempDir;

/// A state of the records that can be read as a folder.
pub struct Version {
    name: String,
    path: PathBuf,
    // Gone with the value, if git has written it.
    _written: Option<TempDir>,
}

impl Version {
    /// A folder that has a name, or else a version of the git repository that `root` is in.
    pub fn find(name: &str, root: &Path) -> Result<Self, Diagnostic> {
        let folder = Path::new(name);
        if folder.is_dir() {
            refuse_data_itself(name, folder)?;
            return Ok(Self { name: name.to_owned(), path: folder.to_owned(), _written: None });
        }
        let written = TempDir::new().map_err(|error| {
            Diagnostic::error(Code::Unwritable, "一時的なフォルダーを作れません。").label(error.to_string())
        })?;
        let repository = Repository { root, index: written.path().join("index") };
        let version = repository.commit(name).ok_or_else(|| {
            Diagnostic::error(Code::Usage, format!("「{name}」というフォルダーも、git の版もありません。")).hint(
                "前の data のあるフォルダー（data の一つ上）か、HEAD~1 や v1.0、1a2b3c4 のような版の名前を書いてください。",
            )
        })?;
        let path = written.path().join("version");
        repository.write(&version, &path).ok_or_else(|| {
            Diagnostic::error(Code::Unreadable, format!("git の版「{name}」から data を取り出せません。"))
                .hint("その版に data フォルダーがあるかを確かめてください。")
        })?;
        Ok(Self { name: name.to_owned(), path, _written: Some(written) })
    }

    /// The records of the version.
    pub fn records(&self) -> Result<Model, Diagnostics> {
        model::load(&self.path).map_err(|found| self.blame(found))
    }

    /// Says of findings that they are the version's: what is wrong in it is not wrong in the files of today.
    pub fn blame(&self, found: Diagnostics) -> Diagnostics {
        let message = format!("版「{}」から冊子を作れません。", self.name);
        let of_version = Diagnostic::error(Code::Unreadable, message)
            .hint("次に示す誤りは、今の記録ではなく、この版の記録にあります。");
        Diagnostics::from(of_version).and(found)
    }

    /// The folder that `data` is in.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Refuses the folder `data` where the one that it is in is meant.
fn refuse_data_itself(name: &str, folder: &Path) -> Result<(), Diagnostic> {
    if folder.join(DATA).is_dir() || !folder.join(PLAN).is_file() {
        return Ok(());
    }
    let above = match folder.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new(".").to_owned(),
        Some(parent) if folder.file_name().is_some() => parent.to_owned(),
        _ => folder.join(".."),
    };
    Err(Diagnostic::error(Code::Usage, format!("「{name}」は data フォルダーそのものです。"))
        .hint(format!("その一つ上の「{}」を指定してください。", above.display())))
}

/// git, asked without touching anything of the repository: not its files, and not what is marked for the next commit.
struct Repository<'a> {
    root: &'a Path,
    index: PathBuf,
}

impl Repository<'_> {
    /// The full name of a version.
    fn commit(&self, name: &str) -> Option<String> {
        let version = format!("{name}^{{commit}}");
        let said = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &version])?;
        Some(said.trim().to_owned())
    }

    /// Writes the folders of the booklet as they were.
    fn write(&self, version: &str, target: &Path) -> Option<()> {
        for folder in SOURCES {
            // A council need not have layouts and fonts of its own.
            let prefix = format!("--prefix={folder}/");
            let read = self.git(&["read-tree", &prefix, &format!("{version}:./{folder}")]);
            if folder == DATA {
                read?;
            }
        }
        fs::create_dir(target).ok()?;
        // Where the root is not the top of the repository, git would write only what lies below it.
        let repository = format!("--git-dir={}", self.git(&["rev-parse", "--absolute-git-dir"])?.trim_end());
        let here = Repository { root: target, index: self.index.clone() };
        here.git(&[&repository, "--work-tree=.", "checkout-index", "--all"])?;
        target.join(DATA).is_dir().then_some(())
    }

    fn git(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.root)
            .args(arguments)
            .env("GIT_INDEX_FILE", &self.index)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
