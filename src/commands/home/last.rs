//! Which plan was opened last, kept among the settings of whoever uses the computer.

use std::path::{Path, PathBuf, absolute};
use std::{env, fs};

use shinchoku::output::write_all;

/// The file, in the folder of settings.
const FILE: &str = "shinchoku/last-plan.txt";

/// Remembers a plan. Where it cannot be kept, the next start asks for it again, and nothing else is lost.
pub fn remember(root: &Path) {
    if let (Some(file), Ok(root)) = (file(), absolute(root))
        && let Some(root) = root.to_str()
    {
        let _ = write_all(&[(file, root.as_bytes().to_vec())]);
    }
}

/// The folder of the plan that was opened last, whether or not it is still there.
pub fn remembered() -> Option<PathBuf> {
    let root = fs::read_to_string(file()?).ok()?;
    Some(root).filter(|root| !root.is_empty()).map(PathBuf::from)
}

fn file() -> Option<PathBuf> {
    Some(settings()?.join(FILE))
}

/// Where programs keep their settings, as each system has it.
fn settings() -> Option<PathBuf> {
    let of = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        of("APPDATA")
    } else if cfg!(target_os = "macos") {
        Some(of("HOME")?.join("Library/Application Support"))
    } else {
        of("XDG_CONFIG_HOME").or_else(|| Some(of("HOME")?.join(".config")))
    }
}
