//! `shinchoku serve`: the booklet in a browser, made anew with every save.

mod addresses;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use shinchoku::book::{Book, Wanted};
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::editing::{Desk, Secret};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::folder::SOURCES;
use shinchoku::layout::Printing;
use shinchoku::model::Model;
use shinchoku::preview::{Booklet, EditorLink, FIRST_PORT, PORTS, Server};
use shinchoku::typeset;
use typst_kit::watcher::Watcher;

use super::version::Version;
use crate::cli::Serve;
use crate::terminal::{remark, say};

/// How deep folders may lie in one another: `data/records/R5`, and what is told to lie too deep.
const LEVELS: usize = 4;

/// How often to try to watch folders that change meanwhile, and how long to wait in between.
const ATTEMPTS: u32 = 20;
const MOMENT: Duration = Duration::from_millis(100);

/// Serves until the program is told to end.
pub fn run(arguments: &Serve) -> Result<ExitCode, Diagnostics> {
    let earlier = arguments.since.as_deref().map(|name| earlier(name, &arguments.which.root)).transpose()?;
    let root = absolute(&arguments.which.root).unwrap_or_else(|_| arguments.which.root.clone());
    let editor = arguments.editor.clone().unwrap_or_default().within(root);
    let desk = Desk::open(&arguments.which.root, arguments.which.year, arguments.which.stage())?;
    let access = addresses::access(arguments)?;
    let addresses = addresses::told(&access);
    let server =
        Server::start(arguments.host, arguments.port, editor.clone(), desk, (access, Secret::new()?))
            .map_err(|error| not_serving(arguments, &error))?;
    // Nobody waits for it before it is needed.
    thread::spawn(Edition::get_ready);
    let mut told = false;
    let mut watcher: Option<Watcher> = None;
    loop {
        // What is saved while the booklet is made is noticed too. Where no new watcher can be had, the old one stays.
        let watching = match (watch(&arguments.which.root, if told { 1 } else { ATTEMPTS }), &watcher) {
            (Ok(new), _) => {
                watcher = Some(new);
                Diagnostics::new()
            }
            (Err(reason), None) => return Err(blind(Code::NoServer, reason).into()),
            (Err(reason), Some(_)) => blind(Code::NotWatching, reason).into(),
        };
        let started = Instant::now();
        let (booklet, found) =
            match with_strays(&arguments.which.root, compose(arguments, earlier.as_ref(), &editor)) {
                Ok((booklet, found)) => (Some(booklet), found),
                Err(found) => (None, found),
            };
        let found = found.and(watching);
        // Without data there is nothing to wait for: it is the wrong folder.
        if !told && found.iter().any(|found| found.code == Code::NoData) {
            return Err(found);
        }
        let took = started.elapsed();
        server.publish(booklet, &found, took);
        typeset::forget_the_old();
        if !told {
            greet(&server, arguments, &addresses)?;
            told = true;
        }
        // That this is kept in a file on a full disk is no reason to end.
        let _ = say(format_args!(
            "{:.2} 秒で作りました（エラー {} 件、注意 {} 件）。",
            took.as_secs_f64(),
            found.error_count(),
            found.warning_count()
        ));
        // If the watcher fails, the next one tells why, or the booklet is merely made once more.
        if let Some(watcher) = &mut watcher {
            let _ = watcher.wait();
        }
    }
}

/// The booklet as it is now, with what there is to say about it.
fn compose(arguments: &Serve, earlier: Option<&Model>, editor: &EditorLink) -> Made<Booklet> {
    let wanted = Wanted::as_it_stands(arguments.which.stage());
    let edition = Edition::open(&arguments.which.root, arguments.which.year, wanted)?;
    let book = edition.book()?;
    let (booklet, mut found) = edition.while_proofreading(&book, || lay_out(&edition, &book, editor))?;
    match earlier.map(|earlier| Book::new(earlier, edition.year, &edition.wanted)) {
        None => Ok((booklet, found)),
        Some(Ok(earlier)) => Ok((booklet.since(&earlier, &book), found)),
        Some(Err(reasons)) => {
            let message = format!("前の版から{}の冊子を作れないので、比べられません。", edition.year.label());
            let reason = reasons.iter().next().map(|reason| format!("前の版では、{}", reason.message));
            let mut warning = Diagnostic::new(Code::NoEarlierBooklet, message);
            warning.hints.extend(reason);
            found.push(warning);
            Ok((booklet, found))
        }
    }
}

/// The pages, and what is found on the way to them.
fn lay_out(edition: &Edition, book: &Book<'_>, editor: &EditorLink) -> Made<Booklet> {
    let markup = edition.markup(book, &Printing::default())?;
    let mut pages = edition.pages(book, &markup)?;
    Edition::export(book, &mut pages, |pages| Ok(Booklet::new(book, pages, editor)))
}

/// The records of an earlier version.
fn earlier(name: &str, root: &Path) -> Result<Model, Diagnostics> {
    Version::find(name, root)?.records()
}

/// Watches the folders as they are now. A folder that is taken away and comes back, as with every change of a git branch,
/// is another to the system; so the watcher is a new one each time.
fn watch(root: &Path, mut attempts: u32) -> Result<Watcher, String> {
    loop {
        let watcher = Watcher::new(None).and_then(|mut watcher| {
            watcher.update(watched(root))?;
            Ok(watcher)
        });
        attempts -= 1;
        match watcher {
            Ok(watcher) => return Ok(watcher),
            Err(error) if attempts == 0 => {
                return Err(error.into());
            }
            // A folder may go away while it is looked at.
            Err(_) => thread::sleep(MOMENT),
        }
    }
}

/// That files are not watched, and why.
fn blind(code: Code, reason: String) -> Diagnostic {
    Diagnostic::new(code, "ファイルの変化を見張れません。").label(reason).hint(
        "ほかのブラウザーの窓やソフトを閉じてください。保存しても変わらなければ、プレビューを始め直してください。",
    )
}

/// The folders to watch: a folder tells of the files in it, but not of those in folders below.
fn watched(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    let mut level = folders.clone();
    for _ in 0..LEVELS {
        level = level.iter().flat_map(|folder| folders_in(folder)).collect();
        folders.extend_from_slice(&level);
    }
    let linked: Vec<PathBuf> = folders.iter().flat_map(|folder| folders_linked_from(folder)).collect();
    folders.extend(linked);
    folders
}

fn folders_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_dir())
}

/// The folders in which files lie that are linked to from a folder.
fn folders_linked_from(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let links = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_symlink()));
    links.filter_map(|link| {
        Some(link.path().canonicalize().ok().filter(|path| path.is_file())?.parent()?.to_owned())
    })
}

fn greet(server: &Server, arguments: &Serve, addresses: &[(String, String)]) -> Result<(), Diagnostic> {
    let own = addresses.first().map(|(_, query)| query.as_str()).unwrap_or_default();
    let url = server.url();
    say(format_args!("{url} で見られます。終えるには Ctrl-C を押してください。"))?;
    let others = addresses::of_others(server.address());
    if !addresses.is_empty() {
        say(format_args!("書き込むためのアドレスです。それぞれの担当係だけに知らせてください。"))?;
        for (name, query) in addresses {
            say(format_args!("  {name}　http://{others}/{query}"))?;
        }
    } else if !arguments.host.is_loopback() {
        remark(format_args!(
            "注意: 同じネットワークのだれでも、http://{others}/ から下書きを見られます。書けるようにするには --edit を付けます。"
        ));
    }
    if arguments.open
        && let Err(error) = open::that_detached(format!("{url}{own}"))
    {
        remark(format_args!("ブラウザーを開けません（{error}）。上のアドレスを開いてください。"));
    }
    Ok(())
}

/// Why there is no preview, by what was tried.
fn not_serving(arguments: &Serve, error: &io::Error) -> Diagnostic {
    let host = arguments.host;
    let tried = arguments.port.map_or_else(
        || format!("{FIRST_PORT} から {} までの番号", FIRST_PORT + PORTS - 1),
        |port| format!("番号 {port} "),
    );
    let (message, hint) = match error.kind() {
        ErrorKind::AddrInUse => (
            format!("{tried}は、ほかのプログラムか、前に始めたプレビューが使っています。"),
            "前に始めたプレビューを終えるか、使われていない番号を --port で指定してください。",
        ),
        ErrorKind::AddrNotAvailable => (
            format!("「{host}」は、このパソコンのアドレスではありません。"),
            "--host には、このパソコンの IP アドレスを書いてください。このパソコンだけで見るなら、--host は要りません。",
        ),
        ErrorKind::PermissionDenied => (
            format!("{tried}を使うことを、このパソコンが許していません。"),
            "1024 以上の番号を --port で指定してください。",
        ),
        _ => (
            format!("「{host}」の{tried}で、プレビューを始められません。"),
            "--host と --port を確かめてください。",
        ),
    };
    Diagnostic::new(Code::NoServer, message).hint(hint)
}
