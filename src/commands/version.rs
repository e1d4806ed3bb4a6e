//! An earlier or later state of the records: a folder, or a version that git keeps.

use std::path::{Path, PathBuf};

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::folder::{DATA, PLAN};
use shinchoku::model::{self, Model};
use shinchoku::output::TemporaryFolder;

use super::repository::Repository;

/// A state of the records that can be read as a folder.
pub struct Version {
    name: String,
    path: PathBuf,
    // Gone with the value, if git has written it.
    _written: Option<TemporaryFolder>,
}

impl Version {
    /// A folder that has a name, or else a version of the git repository that `root` is in.
    pub fn find(name: &str, root: &Path) -> Result<Self, Diagnostic> {
        let folder = Path::new(name);
        if folder.is_dir() {
            refuse_data_itself(name, folder)?;
            return Ok(Self { name: name.to_owned(), path: folder.to_owned(), _written: None });
        }
        let written = Repository::of(root).version(name)?.write()?;
        Ok(Self { name: name.to_owned(), path: written.path().to_owned(), _written: Some(written) })
    }

    /// The name by which it was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The records of the version.
    pub fn records(&self) -> Result<Model, Diagnostics> {
        model::load(&self.path).map_err(|found| self.blame(found))
    }

    /// Says of findings that they are the version's: what is wrong in it is not wrong in the files of today.
    pub fn blame(&self, found: Diagnostics) -> Diagnostics {
        let message = format!("版「{}」から冊子を作れません。", self.name);
        let of_version = Diagnostic::new(Code::Unreadable, message)
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
    Err(Diagnostic::new(Code::Usage, format!("「{name}」は data フォルダーそのものです。"))
        .hint(format!("その一つ上の「{}」を指定してください。", above.display())))
}
