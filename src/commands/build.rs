//! `shinchoku build`: the booklet of a year.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use shinchoku::book::Book;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::layout::{self, LayoutFiles};
use shinchoku::model::{self, FiscalYear, Model};
use shinchoku::output::PendingFile;
use shinchoku::proof;
use shinchoku::typeset::{Fonts, Pages, SmallerSheet};

use super::Outcome;
use crate::cli::{Build, Format};

/// The folder of the output, in the root.
const FOLDER: &str = "out";

pub fn run(arguments: &Build) -> Outcome {
    let started = Instant::now();
    if let Some(output) = &arguments.output {
        check_target(output, arguments)?;
    }
    let model = model::load(&arguments.root)?;
    let year = arguments.year.map_or_else(|| newest_year(&model), Ok)?;
    let book = Book::new(&model, year)?;
    let layouts = Arc::new(LayoutFiles::new(&arguments.root));
    let target = arguments.output.clone().unwrap_or_else(|| {
        arguments.root.join(FOLDER).join(format!("{year}.{}", arguments.format.extension()))
    });

    let mut written = Written {
        sheets: book.sheets.len(),
        smaller: Vec::new(),
        pages: 0,
        bytes: 0,
        files: 0,
        first: PathBuf::new(),
        target,
        started,
    };
    if arguments.format == Format::Typ {
        let markup = layout::render_whole(&book, &layouts)?;
        let text = markup.parts().iter().flat_map(|part| part.text().bytes()).collect();
        written.write(vec![(written.target.clone(), text)])?;
        anstream::println!("{written}");
        return Ok(Diagnostics::new());
    }
    let fonts = Fonts::new(&arguments.root)?;
    let findings = proof::characters(&book, |character| fonts.has(character));
    if findings.has_errors() {
        return Err(findings);
    }
    let markup = layout::render(&book, &layouts)?;
    let mut warnings = Diagnostics::new();
    let pages = Pages::lay_out(&markup, &fonts, &mut warnings)
        .map_err(|diagnostics| diagnostics.map(|diagnostic| book.locate(diagnostic)))?;
    written.pages = pages.count();
    written.smaller = pages.smaller().to_vec();
    let files = match arguments.format {
        Format::Png => images(&pages, &written.target)?,
        _ => vec![(written.target.clone(), pages.pdf(&format!("{}/{year}", book.plan.value))?)],
    };
    // Looking for errors is done with when everything but the writing is.
    if arguments.format != Format::Json {
        written.write(files)?;
        anstream::println!("{written}");
        if arguments.verbose {
            for SmallerSheet { sheet, size } in &written.smaller {
                anstream::println!("  シート {sheet}: {size} ポイント");
            }
        }
    }
    // The process is about to end; taking the pages of a large plan apart piece by piece would only take time.
    std::mem::forget((pages, model));
    Ok(warnings)
}

/// The pages as images, each with its file.
fn images(pages: &Pages<'_>, target: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Diagnostic> {
    let digits = pages.count().to_string().len();
    pages.images().map(|image| image.map(|image| (numbered(target, image.page, digits), image.png))).collect()
}

fn newest_year(model: &Model) -> Result<FiscalYear, Diagnostics> {
    model.newest_reported_year().ok_or_else(|| {
        Diagnostic::error(Code::NoYear, "取組内容から今後の方針までそろった記録が、どの年度にもありません。")
            .in_file("data/records")
            .hint(format!(
                "足りない項目を知るには、年度を指定してください（例: shinchoku build {}）。",
                model.plan.period.first()
            ))
            .into()
    })
}

/// Refuses a target that is most likely a slip: a file of the council's own, or one of another kind.
fn check_target(output: &Path, arguments: &Build) -> Result<(), Diagnostic> {
    let wanted = arguments.format.extension();
    if output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(wanted)) {
        return Err(Diagnostic::error(
            Code::Usage,
            format!("「{}」は .{wanted} のファイルではありません。", output.display()),
        )
        .hint(format!("-o には .{wanted} で終わる名前を書いてください。")));
    }
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for own in ["data", "layouts", "fonts"] {
        let own = arguments.root.join(own).canonicalize();
        if own.is_ok_and(|own| folder.canonicalize().is_ok_and(|folder| folder.starts_with(own))) {
            return Err(Diagnostic::error(
                Code::Usage,
                format!("「{}」は記録やひな形のフォルダーの中です。", output.display()),
            )
            .hint("out など、ほかのフォルダーを指定してください。"));
        }
    }
    Ok(())
}

/// `out/R5.png` as the file of a page: `out/R5-07.png`.
fn numbered(target: &Path, page: usize, digits: usize) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{stem}-{page:0digits$}.{}", Format::Png.extension()))
}

/// What a build has done, in one line.
struct Written {
    sheets: usize,
    smaller: Vec<SmallerSheet>,
    pages: usize,
    bytes: usize,
    files: usize,
    first: PathBuf,
    target: PathBuf,
    started: Instant,
}

impl Written {
    /// Writes the files all together, or none.
    fn write(&mut self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(), Diagnostic> {
        let mut pending = Vec::with_capacity(files.len());
        self.files = files.len();
        if let Some((path, _)) = files.first() {
            self.first.clone_from(path);
        }
        for (path, bytes) in files {
            self.bytes += bytes.len();
            pending.push(PendingFile::write(&path, &bytes)?);
        }
        pending.into_iter().try_for_each(PendingFile::commit)
    }
}

impl Display for Written {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.first.strip_prefix(".").unwrap_or(&self.first).display())?;
        if self.files > 1 {
            write!(f, "ほか、合わせて {} 枚の画像", self.files)?;
        }
        write!(f, "を作りました（")?;
        if self.pages > 0 {
            write!(f, "{} ページ、", self.pages)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "one or two decimals are shown")]
        let megabytes = self.bytes as f64 / 1e6;
        write!(f, "シート {} 枚", self.sheets)?;
        if !self.smaller.is_empty() {
            write!(f, "（うち {} 枚は小さい文字）", self.smaller.len())?;
        }
        write!(f, "、{megabytes:.1} MB、{:.2} 秒）", self.started.elapsed().as_secs_f64())
    }
}
