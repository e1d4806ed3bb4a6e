//! The files that the commands make: where they go, and what may not be written over.

use std::path::{Component, Path, PathBuf, absolute};

use shinchoku::book::Book;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Edition;
use shinchoku::folder::{OUT, SOURCES};
use shinchoku::layout::Markup;
use shinchoku::output::write_all;

/// The file in the folder of what is made.
pub fn in_out(root: &Path, name: &str) -> PathBuf {
    root.join(OUT).join(name)
}

/// A file as people see it.
pub fn shown(target: &Path) -> String {
    target.strip_prefix(".").unwrap_or(target).display().to_string()
}

/// Refuses a target that is most likely a slip: a file of the council's own, or one of another kind.
pub fn check(output: &Path, root: &Path, wanted: &str) -> Result<(), Diagnostic> {
    if output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(wanted)) {
        return Err(Diagnostic::new(
            Code::Usage,
            format!("「{}」は .{wanted} のファイルではありません。", output.display()),
        )
        .hint(format!("-o には .{wanted} で終わる名前を書いてください。")));
    }
    check_folder(output, root)
}

/// The same of a folder that is replaced as a whole: the council's own must not lie in it either.
pub fn check_whole_folder(output: &Path, root: &Path) -> Result<(), Diagnostic> {
    check_folder(output, root)?;
    if resolved(root).starts_with(resolved(output)) {
        return Err(Diagnostic::new(
            Code::Usage,
            format!("「{}」には、記録のフォルダーがあります。", output.display()),
        )
        .hint("out の中など、新しいフォルダーを指定してください。"));
    }
    Ok(())
}

/// Refuses a folder in which a council's own files lie.
pub fn check_folder(output: &Path, root: &Path) -> Result<(), Diagnostic> {
    if SOURCES.iter().any(|own| resolved(output).starts_with(resolved(&root.join(own)))) {
        return Err(Diagnostic::new(
            Code::Usage,
            format!("「{}」は記録やひな形のフォルダーの中です。", output.display()),
        )
        .hint("out など、ほかのフォルダーを指定してください。"));
    }
    Ok(())
}

/// Where a path leads. What of it is not there yet, a build makes as it is written.
fn resolved(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|there| Some((there, there.canonicalize().ok()?)));
    let Some((there, mut resolved)) = there else { return path };
    for component in path.strip_prefix(there).into_iter().flat_map(Path::components) {
        if component == Component::ParentDir {
            resolved.pop();
        } else {
            resolved.push(component);
        }
    }
    resolved.canonicalize().unwrap_or(resolved)
}

/// A table that goes with the booklet, as it was written.
pub struct WrittenTable {
    /// Its file, as people see it.
    pub shown: String,
    pub pages: usize,
    /// What is to be warned of.
    pub warnings: Diagnostics,
}

impl WrittenTable {
    /// Writes a table as a PDF: into `output`, or among what is made under the root. `name` is what it is called.
    pub fn write(
        edition: &Edition,
        book: &Book<'_>,
        markup: &Markup,
        name: &str,
        output: Option<&Path>,
        root: &Path,
    ) -> Result<Self, Diagnostics> {
        let mut pages = edition.pages(book, markup)?;
        let name = format!("{}-{name}", edition.year);
        let (bytes, warnings) = Edition::pdf(book, &mut pages, &name)?;
        let target = output.map_or_else(|| in_out(root, &format!("{name}.pdf")), Path::to_path_buf);
        let shown = shown(&target);
        match write_all(&[(target, bytes)]) {
            Ok(also) => Ok(Self { shown, pages: pages.count(), warnings: warnings.and(also) }),
            Err(failure) => Err(Diagnostics::from(failure).and(warnings)),
        }
    }
}
