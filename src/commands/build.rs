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
use shinchoku::typeset::{Fonts, Pages, SmallerSheet};

use super::{Outcome, report};
use crate::cli::{Build, Format};

/// The folder of the output, in the root.
const FOLDER: &str = "out";

pub fn run(arguments: &Build) -> Outcome {
    let started = Instant::now();
    let model = model::load(&arguments.root)?;
    let year = arguments.year.map_or_else(|| newest_year(&model), Ok)?;
    let book = Book::new(&model, year)?;
    let layouts = Arc::new(LayoutFiles::new(&arguments.root));
    let target = arguments.output.clone().unwrap_or_else(|| {
        arguments.root.join(FOLDER).join(format!("{year}.{}", arguments.format.extension()))
    });

    let mut written =
        Written { sheets: book.sheets.len(), smaller: Vec::new(), pages: 0, bytes: 0, target, started };
    if arguments.format == Format::Typ {
        let markup = layout::render_whole(&book, &layouts)?;
        let text = markup.parts().iter().flat_map(|part| part.text().bytes()).collect();
        written.write(vec![(written.target.clone(), text)])?;
        anstream::println!("{written}");
        return Ok(());
    }
    let markup = layout::render(&book, &layouts)?;
    let fonts = Fonts::new(&arguments.root);
    let mut warnings = Diagnostics::new();
    let pages = Pages::lay_out(&markup, &fonts, &mut warnings)
        .map_err(|diagnostics| diagnostics.map(|diagnostic| book.locate(diagnostic)))?;
    written.pages = pages.count();
    written.smaller = pages.smaller().to_vec();
    let files = if arguments.format == Format::Png {
        let digits = pages.count().to_string().len();
        pages
            .images()
            .map(|image| image.map(|image| (numbered(&written.target, image.page, digits), image.png)))
            .collect::<Result<_, _>>()?
    } else {
        vec![(written.target.clone(), pages.pdf(&format!("{}/{year}", book.plan.value))?)]
    };
    written.write(files)?;
    // The process is about to end; taking the pages of a large plan apart piece by piece would only take time.
    std::mem::forget((pages, model));
    warnings.iter().for_each(report);
    anstream::println!("{written}");
    if arguments.verbose {
        for SmallerSheet { sheet, size } in &written.smaller {
            anstream::println!("  シート {sheet}: {size} ポイント");
        }
    }
    Ok(())
}

fn newest_year(model: &Model) -> Result<FiscalYear, Diagnostics> {
    model.newest_complete_year().ok_or_else(|| {
        Diagnostic::error(Code::NoYear, "取組内容から今後の方針までそろった記録が、どの年度にもありません。")
            .in_file("data/records")
            .hint(format!(
                "足りない項目を知るには、年度を指定してください（例: shinchoku build {}）。",
                model.plan.period.first()
            ))
            .into()
    })
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
    target: PathBuf,
    started: Instant,
}

impl Written {
    /// Writes the files all together, or none.
    fn write(&mut self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(), Diagnostic> {
        let mut pending = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            self.bytes += bytes.len();
            pending.push(PendingFile::write(&path, &bytes)?);
        }
        pending.into_iter().try_for_each(PendingFile::commit)
    }
}

impl Display for Written {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let target = self.target.strip_prefix(".").unwrap_or(&self.target);
        write!(f, "{} を作りました（", target.display())?;
        if self.pages > 0 {
            write!(f, "{} ページ、", self.pages)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "one or two decimals are shown")]
        let megabytes = self.bytes as f64 / 1e6;
        write!(
            f,
            "シート {} 枚、{megabytes:.1} MB、{:.2} 秒）",
            self.sheets,
            self.started.elapsed().as_secs_f64()
        )
    }
}
