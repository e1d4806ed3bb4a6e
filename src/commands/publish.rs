//! `shinchoku publish`: the web edition, the booklet and what goes with them, as one folder for a website.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use shinchoku::book::{Book, Wanted};
use shinchoku::diagnostics::Diagnostics;
use shinchoku::edition::{Edition, Made, Watcher, with_strays};
use shinchoku::layout::Printing;
use shinchoku::output::replace_folder;
use shinchoku::publish::web::{self, Links};
use shinchoku::publish::{Manifest, PublishedFile, may_replace};
use shinchoku::reports::by_writer;

use super::diff;
use super::patience::Bar;
use super::target;
use super::version::Version;
use crate::cli::Publish;
use crate::terminal::{hint_at_explanations, remark, say, show, status};

/// The end of the names of folders that are published.
const FOLDER: &str = "公開";

pub fn run(arguments: &Publish) -> Result<ExitCode, Diagnostics> {
    let bar = Bar::begin();
    let made = publish(arguments, bar.watcher());
    drop(bar);
    if let Ok((published, _)) = &made {
        say(published)?;
    }
    let (Ok((_, found)) | Err(found)) = &made;
    let found = by_writer(found);
    show(&found);
    if let Ok((published, _)) = &made {
        remark(format_args!(
            "次にすること\n  {}/index.html を開いて確かめる\n  フォルダーごと、ホームページのサーバーに置く",
            target::shown(&published.folder)
        ));
    } else {
        remark(format_args!("エラーが {} 件あります。何も書き込んでいません。", found.error_count()));
        hint_at_explanations(&found);
    }
    Ok(status(&found))
}

/// Writes the folder, whole or not at all. Returns what has been done, and what is to be warned of.
pub fn publish(arguments: &Publish, watcher: Box<Watcher>) -> Made<Published> {
    let root = &arguments.which.root;
    if let Some(output) = &arguments.output {
        target::check_whole_folder(output, root)?;
    }
    let started = Instant::now();
    let wanted = Wanted { stage: arguments.which.stage(), ..Wanted::default() };
    let old = arguments.since.as_deref().map(|since| Version::find(since, root)).transpose()?;
    let made = Edition::open(root, arguments.which.year, wanted)
        .and_then(|edition| make(arguments, &edition.watched(watcher), old.as_ref(), started));
    with_strays(root, made)
}

/// Makes all files of one state of the records, and writes them.
fn make(arguments: &Publish, edition: &Edition, old: Option<&Version>, started: Instant) -> Made<Published> {
    let book = edition.book()?;
    let name =
        std::iter::once(edition.year.to_string()).chain(arguments.which.stage().name().map(str::to_owned));
    let name = name.collect::<Vec<_>>().join("-");
    let folder = arguments
        .output
        .clone()
        .unwrap_or_else(|| target::in_out(&arguments.which.root, &format!("{name}-{FOLDER}")));

    let markup = edition.markup(&book, &Printing::default())?;
    let mut pages = edition.pages(&book, &markup)?;
    let (pdf, warnings) = Edition::pdf(&book, &mut pages, &name)?;
    let booklet = PublishedFile { path: format!("{name}.pdf"), bytes: pdf };
    let (changes, also) = match old {
        Some(old) => changes(edition, &book, old, &name)?,
        None => (None, Diagnostics::new()),
    };
    let links = Links::new(&booklet, pages.sheets().clone());
    let links = changes.iter().fold(links, Links::with_changes);
    let (links, data) = links.with_data(edition.data_files(&book)?, &edition.model.plan.publication);
    let mut files = web::files(&book, &links, &edition.layouts)?;
    files.push(booklet);
    files.extend(changes);
    files.extend(data);
    files.push(Manifest::new(&book, &edition.model.sources, &files).file());

    let written = files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
    replace_folder(&folder, written, || may_replace(&folder))?;
    let published = Published {
        folder,
        sheets: book.sheets.len(),
        files: files.len(),
        bytes: files.iter().map(|file| file.bytes.len()).sum(),
        started,
    };
    Ok((published, warnings.and(also)))
}

/// 新旧対照表, if anything has changed.
fn changes(edition: &Edition, book: &Book<'_>, old: &Version, name: &str) -> Made<Option<PublishedFile>> {
    let changes = diff::changes_since(old, edition, book)?;
    if changes.is_empty() {
        return Ok((None, Diagnostics::new()));
    }
    let markup = edition.changes_markup(book, changes)?;
    let mut pages = edition.pages(book, &markup)?;
    let name = format!("{name}-新旧対照表");
    let (bytes, warnings) = Edition::pdf(book, &mut pages, &name)?;
    Ok((Some(PublishedFile { path: format!("{name}.pdf"), bytes }), warnings))
}

/// What was published, in one line.
pub struct Published {
    folder: PathBuf,
    sheets: usize,
    files: usize,
    bytes: usize,
    started: Instant,
}

impl Display for Published {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
        let megabytes = self.bytes as f64 / 1e6;
        let (folder, sheets, files) = (target::shown(&self.folder), self.sheets, self.files);
        let seconds = self.started.elapsed().as_secs_f64();
        write!(
            f,
            "{folder} を作りました（シート {sheets} 枚、ファイル {files} 個、{megabytes:.1} MB、{seconds:.2} 秒）"
        )
    }
}
