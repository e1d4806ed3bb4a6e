//! `shinchoku serve`: the booklet in a browser, made anew with every save.

mod addresses;
mod watching;

use std::io::{self, ErrorKind};
use std::path::{Path, absolute};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use shinchoku::book::{Book, Wanted};
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::editing::{Desk, Secret};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::layout::Printing;
use shinchoku::model::{Model, Parsed};
use shinchoku::preview::{Booklet, EditorLink, FIRST_PORT, PORTS, Server};
use shinchoku::typeset::{self, Kept};

use self::watching::{Rest, Watching};
use super::office::Secretary;
use super::version::Version;
use crate::cli::Serve;
use crate::terminal::{remark, say};

/// Serves until the program is told to end. `page` is what a browser is opened at.
pub fn run(arguments: &Serve, page: &str) -> Result<ExitCode, Diagnostics> {
    let earlier = arguments.since.as_deref().map(|name| earlier(name, &arguments.which.root)).transpose()?;
    let root = absolute(&arguments.which.root).unwrap_or_else(|_| arguments.which.root.clone());
    let editor = arguments.editor.clone().unwrap_or_default().within(root);
    let desk = Desk::open(&arguments.which.root, arguments.which.year, arguments.which.stage())?;
    let office = Arc::new(Secretary::of(arguments.which.clone()));
    let access = addresses::access(arguments)?;
    let addresses = addresses::told(&access);
    let server =
        Server::start(arguments.host, arguments.port, editor.clone(), desk, office, (access, Secret::new()?))
            .map_err(|error| not_serving(arguments, &error))?;
    // Nobody waits for it before it is needed.
    thread::spawn(Edition::get_ready);
    let mut watching = Watching::new(&arguments.which.root);
    let mut maker = Maker {
        arguments,
        earlier: earlier.as_ref(),
        editor: &editor,
        server: &server,
        parsed: Parsed::default(),
        kept: Kept::default(),
    };
    let mut told = false;
    let mut rest = Rest::Quiet;
    loop {
        // What is saved while the booklet is made is noticed too.
        let watched = match watching.renew() {
            Ok(()) => Diagnostics::new(),
            Err(reason) if watching.has_begun() => blind(Code::NotWatching, reason).into(),
            Err(reason) => return Err(blind(Code::NoServer, reason).into()),
        };
        server.folder_has_changed(watched.iter().next().is_none());
        let started = Instant::now();
        let (booklet, found) = match with_strays(&arguments.which.root, maker.compose()) {
            Ok((booklet, found)) => (Some(booklet), found),
            Err(found) => (None, found),
        };
        let took = started.elapsed();
        // An editor may just have emptied the file that it is about to write.
        if rest == Rest::Unknown && booklet.is_none() && watching.changed_meanwhile() {
            rest = Rest::Quiet;
            continue;
        }
        let found = found.and(watched);
        // Without data there is nothing to wait for: it is the wrong folder.
        if !told && found.iter().any(|found| found.code == Code::NoData) {
            return Err(found);
        }
        server.publish(booklet, &found, took);
        typeset::forget_the_old();
        if !told {
            greet(&server, arguments, &addresses, page)?;
            told = true;
        }
        // That this is kept in a file on a full disk is no reason to end.
        let _ = say(format_args!(
            "{:.2} 秒で作りました（エラー {} 件、注意 {} 件）。",
            took.as_secs_f64(),
            found.error_count(),
            found.warning_count()
        ));
        rest = watching.wait();
    }
}

/// What makes the booklet anew, again and again.
struct Maker<'a> {
    arguments: &'a Serve,
    /// The records of the version to compare with.
    earlier: Option<&'a Model>,
    editor: &'a EditorLink,
    server: &'a Server,
    parsed: Parsed,
    kept: Kept,
}

impl Maker<'_> {
    /// The booklet as it is now, with what there is to say about it. Its pages are shown as soon as they are there.
    fn compose(&mut self) -> Made<Booklet> {
        let which = &self.arguments.which;
        let edition = {
            let wanted = Wanted::as_it_stands(which.stage());
            Edition::open_again(&which.root, which.year, wanted, &mut self.parsed)?
        };
        let book = edition.book()?;
        let (booklet, mut found) = edition.then_proofreading(&book, self.lay_out(&edition, &book))?;
        match self.earlier.map(|earlier| Book::new(earlier, edition.year, &edition.wanted)) {
            None => Ok((booklet, found)),
            Some(Ok(earlier)) => Ok((booklet.since(&earlier, &book), found)),
            Some(Err(reasons)) => {
                let message =
                    format!("前の版から{}の冊子を作れないので、比べられません。", edition.year.label());
                let reason = reasons.iter().next().map(|reason| format!("前の版では、{}", reason.message));
                let mut warning = Diagnostic::new(Code::NoEarlierBooklet, message);
                warning.hints.extend(reason);
                found.push(warning);
                Ok((booklet, found))
            }
        }
    }

    /// The pages, and what is found on the way to them.
    fn lay_out(&mut self, edition: &Edition, book: &Book<'_>) -> Made<Booklet> {
        let (markup, unprintable) = edition.markup_as_it_stands(book, &Printing::default())?;
        let mut pages = edition.pages_again(book, &markup, &mut self.kept)?;
        let (booklet, found) =
            Edition::export(book, &mut pages, |pages| Ok(Booklet::new(book, pages, self.editor)))?;
        self.server.show_pages(&booklet);
        Ok((booklet, unprintable.and(found)))
    }
}

/// The records of an earlier version.
fn earlier(name: &str, root: &Path) -> Result<Model, Diagnostics> {
    Version::find(name, root)?.records()
}

/// That files are not watched, and why.
fn blind(code: Code, reason: String) -> Diagnostic {
    Diagnostic::new(code, "ファイルの変化を見張れません。").label(reason).hint(
        "ほかのブラウザーの窓やソフトを閉じてください。保存しても変わらなければ、プレビューを始め直してください。",
    )
}

fn greet(
    server: &Server,
    arguments: &Serve,
    addresses: &[(String, String)],
    page: &str,
) -> Result<(), Diagnostic> {
    let own = addresses.first().map(|(_, query)| query.as_str()).unwrap_or_default();
    let url = server.url();
    say(format_args!("{url} で見られます。終えるには Ctrl-C を押してください。"))?;
    let others = addresses::of_others(server.address());
    if !addresses.is_empty() {
        say(about_addresses(others.ip().is_loopback()))?;
        for (name, query) in addresses {
            say(format_args!("  {name}　http://{others}/{query}"))?;
        }
    } else if !arguments.host.is_loopback() {
        remark(format_args!(
            "注意: 同じネットワークのだれでも、http://{others}/ から下書きを見られます。書けるようにするには --edit を付けます。"
        ));
    }
    let address = format!("{url}{page}{own}");
    if arguments.open && open::that_detached(&address).is_err() {
        remark(no_browser(&address));
    }
    Ok(())
}

/// What to do where no browser opens by itself.
pub fn no_browser(address: &str) -> String {
    format!(
        "ブラウザーを開けませんでした。ブラウザーを自分で開き、アドレスの欄に {address} を写してください。"
    )
}

/// What there is to know of the addresses with which people write.
fn about_addresses(is_here_alone: bool) -> &'static str {
    if is_here_alone {
        "書き込むためのアドレスです。このパソコンでしか開けません。ほかのパソコンから書いてもらうには、いったん終えて、\
         --host にこのパソコンの IP アドレスを付けて始め直してください（例: shinchoku serve --host 192.168.1.5 --edit）。"
    } else {
        "書き込むためのアドレスです。それぞれの担当係だけに知らせてください。"
    }
}

/// Why there is no preview, by what was tried.
pub fn not_serving(arguments: &Serve, error: &io::Error) -> Diagnostic {
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
