//! Links that open a file in an editor.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostics::LineColumn;

/// The address that an editor answers to, with `{file}`, `{line}` and `{column}`.
#[derive(Debug, Clone)]
pub struct EditorLink {
    template: String,
    root: PathBuf,
}

/// What stands otherwise in the path of an address.
const NOT_IN_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b':').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The address of Visual Studio Code.
const DEFAULT: &str = "vscode://file/{file}:{line}:{column}";

impl Default for EditorLink {
    fn default() -> Self {
        Self { template: DEFAULT.to_owned(), root: PathBuf::new() }
    }
}

impl FromStr for EditorLink {
    type Err = &'static str;

    fn from_str(template: &str) -> Result<Self, Self::Err> {
        if !template.contains("{file}") {
            return Err("ファイルの名前が入る所に {file} と書いてください。");
        }
        let scheme = template.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if !template.contains(':') || matches!(scheme.trim(), "javascript" | "data") {
            return Err("vscode://file/{file}:{line} のように、エディターのアドレスを書いてください。");
        }
        Ok(Self { template: template.to_owned(), ..Self::default() })
    }
}

impl EditorLink {
    /// For the files of a root, given in full.
    #[must_use]
    pub fn within(self, root: PathBuf) -> Self {
        Self { root, ..self }
    }

    /// The link to a position in a file of the root.
    pub(super) fn to(&self, path: &Path, at: LineColumn) -> String {
        let file = address(&self.root.join(path).to_string_lossy());
        self.template
            .replace("{file}", &utf8_percent_encode(&file, NOT_IN_PATHS).to_string())
            .replace("{line}", &at.line.to_string())
            .replace("{column}", &at.column.to_string())
    }
}

/// A full path as it stands in an address, after the slash of the template: `C:/計画`, or `/server/share` for a folder of
/// another computer, which has two.
fn address(path: &str) -> String {
    let path = path.replace('\\', "/");
    // Windows also writes C:\… as \\?\C:\…, and \\server\… as \\?\UNC\server\….
    if let Some(share) = path.strip_prefix("//?/UNC/") {
        return format!("/{share}");
    }
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    path.strip_prefix('/').unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_file_line_and_column() {
        let root = PathBuf::from("/no such/計画");
        let at = LineColumn { line: 3, column: 7 };
        let file = Path::new("data/a.yaml");
        let default = EditorLink::default().within(root);
        assert_eq!(default.to(file, at), "vscode://file/no%20such/%E8%A8%88%E7%94%BB/data/a.yaml:3:7");
        let own: EditorLink = "x://open?f=/{file}&l={line}".parse().expect("a link");
        assert_eq!(own.within(PathBuf::from("/p")).to(file, at), "x://open?f=/p/data/a.yaml&l=3");
    }

    #[test]
    fn the_paths_of_windows_become_addresses() {
        for (path, expected) in [
            (r"C:\計画\a.yaml", "C:/計画/a.yaml"),
            (r"\\?\C:\計画\a.yaml", "C:/計画/a.yaml"),
            (r"\\server\share\a.yaml", "/server/share/a.yaml"),
            (r"\\?\UNC\server\share\a.yaml", "/server/share/a.yaml"),
            ("/home/a.yaml", "home/a.yaml"),
        ] {
            assert_eq!(address(path), expected);
        }
    }

    #[test]
    fn what_is_no_link_is_refused() {
        for template in ["vscode://file/", "{file}", "javascript:alert('{file}')", " JavaScript:{file}"] {
            assert!(template.parse::<EditorLink>().is_err(), "{template}");
        }
    }
}
