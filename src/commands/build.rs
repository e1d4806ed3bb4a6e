//! `shinchoku build`: the booklet of a year.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use shinchoku::book::Book;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::{Edition, Made, Watcher, with_strays};
use shinchoku::layout::Printing;
use shinchoku::model::Model;
use shinchoku::output::write_all;
use shinchoku::publish::data::DataFile;
use shinchoku::reports::by_writer;
use shinchoku::typeset::{PageName, Pages, UnlikeSheet};

use super::patience::Bar;
use super::target;
use crate::cli::{Build, Format, Variant};
use crate::terminal::{hint_at_explanations, remark, say, show, status};

/// From a paper to the next larger one of its series, both sides.
const A4_TO_A3: f64 = std::f64::consts::SQRT_2;

/// How the name of the folder of 公開データ ends.
const DATA: &str = "公開データ";

/// How the name of the folder of the images ends.
const IMAGES: &str = "画像";

pub fn run(arguments: &Build) -> Result<ExitCode, Diagnostics> {
    let bar = Bar::begin();
    let made = build(arguments, Afterwards::End, bar.watcher());
    drop(bar);
    if let Ok((written, _)) = &made {
        say(written)?;
        if arguments.verbose {
            for UnlikeSheet { sheet, size, own_heights, more_pages } in &written.unlike {
                let size = size.map(|size| format!("{size} ポイント"));
                let heights = own_heights.then(|| "枠の高さを分け直し".to_owned());
                let pages = (*more_pages > 0).then(|| format!("{} ページ", more_pages + 1));
                let how: Vec<String> = pages.into_iter().chain(size).chain(heights).collect();
                say(format_args!("  シート {sheet}: {}", how.join("、")))?;
            }
        }
    }
    let (Ok((_, found)) | Err(found)) = &made;
    let found = by_writer(found);
    show(&found);
    if let Ok((written, _)) = &made {
        tell_unfinished("まだ書かれていない項目があります。", &written.unwritten);
        tell_unfinished("枠に入りきらないものがあります。入る所までを載せました。", &written.unfit);
    } else {
        remark(format_args!("エラーが {} 件あります。何も書き込んでいません。", found.error_count()));
        hint_at_explanations(&found);
    }

    Ok(status(&found))
}

/// Says what is not finished in a draft. It was asked for as it stands, so that nothing is wrong with it.
fn tell_unfinished(what: &str, found: &Diagnostics) {
    if found.has_errors() {
        remark(what);
    }
    for Diagnostic { message, .. } in found.iter() {
        remark(format_args!("  {message}"));
    }
}

/// What becomes of the program when the booklet is there.
#[derive(Clone, Copy)]
pub enum Afterwards<'s> {
    /// It ends; taking what a large plan holds apart piece by piece would only take time.
    End,
    /// It goes on, and tells meanwhile how far the booklet is: a step, and how much is done before it.
    GoOn(&'s dyn Fn(&str, f64)),
}

impl Afterwards<'_> {
    fn is_end(self) -> bool {
        matches!(self, Self::End)
    }

    fn step(self, step: &str, share: f64) {
        if let Self::GoOn(tell) = self {
            tell(step, share);
        }
    }
}

/// Writes the booklet. Returns what has been done, and what is to be warned of.
pub fn build(arguments: &Build, afterwards: Afterwards<'_>, watcher: Box<Watcher>) -> Made<Written> {
    check(arguments)?;
    let started = Instant::now();
    afterwards.step("記録を読んでいます", 0.0);
    let opened = Edition::open(&arguments.which.root, arguments.which.year, arguments.wanted());
    let made = opened.and_then(|edition| {
        let edition = edition.watched(watcher);
        let made = make(arguments, &edition, started, afterwards);
        if afterwards.is_end() {
            std::mem::forget(edition);
        }
        made
    });
    with_strays(&arguments.which.root, made)
}

/// Refuses what does not go together, and a target that is most likely a slip.
fn check(arguments: &Build) -> Result<(), Diagnostic> {
    let Build { format, variant, which, output, .. } = arguments;
    let of_pages = [(variant.large, "--large", false), (variant.duplex, "--duplex", *format == Format::Typ)];
    let has_pages = matches!(format, Format::Pdf | Format::Png);
    if let Some((_, option, _)) = of_pages.iter().find(|(wanted, _, fits)| *wanted && !has_pages && !fits) {
        let message = format!("「{option}」と「--format {}」は一緒に書けません。", format.extension());
        return Err(Diagnostic::new(Code::Usage, message).hint(format!(
            "「{option}」は、でき上がったページの形です。PDF か画像（--format png）にしてください。"
        )));
    }
    match output {
        Some(output) if format.is_folder() => {
            if output.extension().is_some_and(|end| end == format.extension()) {
                let message = format!("「{}」は、フォルダーの名前にしてください。", output.display());
                return Err(Diagnostic::new(Code::Usage, message)
                    .hint("ファイルがいくつもできるので、-o にはそれを置くフォルダーを書きます。"));
            }
            target::check_folder(output, &which.root)
        }
        Some(output) => target::check(output, &which.root, format.extension()),
        None => Ok(()),
    }
}

/// Makes the booklet and writes it, if the arguments go together.
fn make(arguments: &Build, edition: &Edition, started: Instant, afterwards: Afterwards<'_>) -> Made<Written> {
    let book = edition.book()?;
    let printing = printing(arguments, &edition.model);
    let name = format!("{}{}", edition.year, arguments.suffix());
    let target = arguments.output.clone().unwrap_or_else(|| {
        let name = match arguments.format {
            Format::Csv => format!("{name}-{DATA}"),
            Format::Png => format!("{name}-{IMAGES}"),
            format => format!("{name}.{}", format.extension()),
        };
        target::in_out(&arguments.which.root, &name)
    });

    let mut written = Written {
        format: arguments.format,
        sheets: book.sheets.len(),
        unwritten: by_writer(&book.missing),
        unfit: Diagnostics::new(),
        unlike: Vec::new(),
        pages: 0,
        bytes: 0,
        files: 0,
        target,
        started,
    };
    if arguments.format.is_data() {
        let files = data(arguments.format, edition, &book, &written.target)?;
        let warnings = written.write(&files)?;
        return Ok((written, warnings));
    }
    if arguments.format == Format::Typ {
        let markup = edition.whole_markup(&book, &printing)?;
        let text = markup.parts().iter().flat_map(|part| part.text().bytes()).collect();
        let warnings = written.write(&[(written.target.clone(), text)])?;
        return Ok((written, warnings));
    }
    let markup = edition.markup(&book, &printing)?;
    afterwards.step("紙面を組んでいます", 0.1);
    let mut pages = if arguments.variant.draft {
        edition.pages_as_they_stand(&book, &markup)?
    } else {
        edition.pages(&book, &markup)?
    };
    if arguments.variant.large {
        pages.enlarge(A4_TO_A3);
    }
    written.pages = pages.count();
    afterwards.step("ファイルにしています", 0.7);
    written.unlike = pages.unlike().to_vec();
    let (files, warnings) = if arguments.format == Format::Png {
        Edition::export(&book, &mut pages, |pages| Ok(images(pages, &written.target)?))?
    } else {
        let (pdf, warnings) = Edition::pdf(&book, &mut pages, &name)?;
        (vec![(written.target.clone(), pdf)], warnings)
    };
    let (unfit, warnings) = warnings.parted();
    // Whatever else is wrong with the pages, a draft has not been asked for with it.
    if unfit.iter().any(|found| found.code != Code::SheetOverflow) {
        return Err(unfit.and(warnings));
    }
    written.unfit = unfit;
    let warnings = match written.write(&files) {
        Ok(also) => warnings.and(also),
        Err(failure) => return Err(Diagnostics::from(failure).and(warnings)),
    };
    if arguments.format == Format::Png {
        remove_leftover_images(&written.target, &files);
    }
    if afterwards.is_end() {
        std::mem::forget(pages);
    }
    Ok((written, warnings))
}

/// 公開データ, each file with its place.
fn data(
    format: Format,
    edition: &Edition,
    book: &Book<'_>,
    target: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Diagnostics> {
    if format == Format::Json {
        return Ok(vec![(target.to_owned(), edition.data_document(book)?)]);
    }
    let files = edition.data_files(book)?.into_iter();
    Ok(files.map(|DataFile { file, .. }| (target.join(file.path), file.bytes)).collect())
}

/// How the arguments want it printed. A draft says when a record was last changed, in the office's own time.
fn printing(arguments: &Build, model: &Model) -> Printing {
    let Variant { draft, duplex, .. } = arguments.variant;
    let changed = || {
        let changed = jiff::Timestamp::try_from(model.last_change(&arguments.which.root)?).ok()?;
        let changed = changed.to_zoned(jiff::tz::TimeZone::system());
        Some(changed.strftime("%Y年%-m月%-d日 %-H時%M分").to_string())
    };
    Printing { duplex, draft: draft.then(|| changed().unwrap_or_default()) }
}

/// Removes the images of an earlier, longer booklet: who leafs through the folder must not take them for pages of this one. A
/// picture of the council's own has another name.
fn remove_leftover_images(folder: &Path, written: &[(PathBuf, Vec<u8>)]) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if is_image_of_page(&path) && written.iter().all(|(other, _)| *other != path) {
            // One that stays does no harm beyond confusion.
            let _ = fs::remove_file(path);
        }
    }
}

/// Whether a file has a name that [`image_name`] gives.
fn is_image_of_page(path: &Path) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(stem) = name.strip_suffix(".png") else { return false };
    let numbers = stem.strip_prefix("front-").or_else(|| stem.strip_prefix("sheet-"));
    numbers.is_some_and(|numbers| numbers.split('-').all(is_number))
}

/// The pages as images, each with its file.
fn images(pages: &Pages<'_>, folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Diagnostic> {
    let last = pages.sheets().keys().max().copied().unwrap_or_default();
    let digits = last.max(1).ilog10() as usize + 1;
    let images = pages.images();
    images.map(|image| image.map(|image| (folder.join(image_name(image.page, digits)), image.png))).collect()
}

/// The file of a page, by what is printed on it, so that files stand in the order of the pages.
fn image_name(page: PageName, digits: usize) -> String {
    match page {
        PageName::Front(number) => format!("front-{number:02}.png"),
        PageName::Sheet(sheet, 1) => format!("sheet-{sheet:0digits$}.png"),
        PageName::Sheet(sheet, nth) => format!("sheet-{sheet:0digits$}-{nth}.png"),
    }
}

/// What a build has done, in one line.
pub struct Written {
    format: Format,
    sheets: usize,
    /// What is missing in a draft, section by section.
    unwritten: Diagnostics,
    /// What does not fit in a draft.
    unfit: Diagnostics,
    unlike: Vec<UnlikeSheet>,
    pages: usize,
    bytes: usize,
    files: usize,
    target: PathBuf,
    started: Instant,
}

impl Written {
    /// Writes the files all together, or none. Returns what there is to be warned of.
    fn write(&mut self, files: &[(PathBuf, Vec<u8>)]) -> Result<Diagnostics, Diagnostic> {
        self.files = files.len();
        self.bytes = files.iter().map(|(_, bytes)| bytes.len()).sum();
        write_all(files)
    }
}

impl Display for Written {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", target::shown(&self.target))?;
        match self.format {
            Format::Csv => write!(f, "に公開データのファイル {} 個", self.files)?,
            Format::Png => write!(f, "に画像 {} 枚", self.files)?,
            _ => {}
        }
        write!(f, "を作りました（")?;
        if self.pages > 0 {
            write!(f, "{} ページ、", self.pages)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "one or two decimals are shown")]
        let megabytes = self.bytes as f64 / 1e6;
        write!(f, "シート {} 枚", self.sheets)?;
        let smaller = self.unlike.iter().filter(|sheet| sheet.size.is_some()).count();
        let own_heights = self.unlike.iter().filter(|sheet| sheet.own_heights).count();
        let longer = self.unlike.iter().filter(|sheet| sheet.more_pages > 0).count();
        let told = [(longer, "二ページ以上"), (own_heights, "枠の高さを分け直し"), (smaller, "小さい文字")];
        let told: Vec<String> = told
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, how)| format!("{count} 枚は{how}"))
            .collect();
        if !told.is_empty() {
            write!(f, "（うち {}）", told.join("、"))?;
        }
        write!(f, "、{megabytes:.1} MB、{:.2} 秒）", self.started.elapsed().as_secs_f64())
    }
}
