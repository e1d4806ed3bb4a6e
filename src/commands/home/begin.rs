//! A page to begin with, where there is no plan: it ends when there is one.

use std::env;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::editing::{Desk, Secret};
use shinchoku::form::Stage;
use shinchoku::handout::Handout;
use shinchoku::model::scaffold::{NewScale, NewSections};
use shinchoku::preview::{Access, Beginning, EditorLink, Office, Outcome, Place, Server, Task, Version};
use shinchoku::reports::ProgressTable;
use shinchoku::year::Period;

use super::super::office::ReceivedFiles;
use super::super::{import, init, serve};
use super::{HOW_TO_END, PAGE};
use crate::cli::{self, Home, Import, Init, Serve, Which};
use crate::terminal::{remark, say};

/// The folder of a new plan, in that in which the program was started.
const NEW_PLAN: &str = "新しい計画";

/// What the example says of itself.
const SAMPLE: [&str; 5] = [
    "みどり町地域福祉推進計画（見本）",
    "みどり町社会福祉協議会",
    "R6-R10",
    "A 達成、B 未達成、C 検討中、D 中止",
    "総務係、地域福祉係",
];

/// Waits until there is a plan. Tells where it is, and the port of the page, which goes on there.
pub fn wait(arguments: &Home) -> Result<(PathBuf, u16), Diagnostics> {
    let (begun, plans) = mpsc::channel();
    let here = env::current_dir().unwrap_or_default();
    let desk = Desk::open(&here, None, Stage::Whole)?;
    let office = Arc::new(Beginner { here, begun });
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let access = (Access::Here, Secret::new()?);
    let server = Server::start(host, arguments.port, EditorLink::default(), desk, office, access)
        .map_err(|error| serve::not_serving(&as_served(host, arguments.port), &error))?;
    let url = format!("{}{PAGE}", server.url());
    say(format_args!("{url} で計画を始められます。{HOW_TO_END}"))?;
    if !arguments.quiet && open::that_detached(&url).is_err() {
        remark(serve::no_browser(&url));
    }
    let port = server.address().port();
    let broken =
        || Diagnostic::new(Code::NoServer, "ページが終わりました。").hint("もう一度始めてください。");
    let root = plans.recv().map_err(|_| broken())?;
    server.end();
    Ok((root, port))
}

fn as_served(host: IpAddr, port: Option<u16>) -> Serve {
    let which = Which { year: None, root: PathBuf::new(), interim: false, targets: false };
    Serve { which, port, open: false, host, edit: false, since: None, editor: None }
}

/// Does what is asked where there is no plan: begins one.
struct Beginner {
    here: PathBuf,
    /// Hears of the plan.
    begun: Sender<PathBuf>,
}

impl Office for Beginner {
    fn place(&self) -> Place {
        Place { is_begun: false, folder: self.here.join(NEW_PLAN).display().to_string() }
    }

    fn progress(&self) -> Result<ProgressTable, Diagnostics> {
        Err(none())
    }

    fn review(&self) -> Result<Handout, Diagnostics> {
        Err(none())
    }

    fn versions(&self) -> Vec<Version> {
        Vec::new()
    }

    fn made(&self) -> Vec<String> {
        Vec::new()
    }

    fn sites(&self) -> Vec<String> {
        Vec::new()
    }

    fn file(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn work(&self, task: Task, step: &dyn Fn(&str, f64)) -> Outcome {
        let Task::Begin { folder, how } = task else { return Outcome::refused(none()) };
        step("計画のファイルを作っています", 0.2);
        let made = self.folder(&folder).map_err(Diagnostics::from).and_then(|folder| {
            let (said, found) = begin(&folder, how)?;
            Ok((folder, said, found))
        });
        match made {
            Ok((folder, said, found)) => {
                // Nobody listens any more where another plan was begun a moment before.
                let _ = self.begun.send(folder);
                Outcome { is_done: true, said: vec![said], found, ..Outcome::default() }
            }
            Err(found) => Outcome::refused(found),
        }
    }
}

impl Beginner {
    /// The folder that a person has chosen.
    fn folder(&self, typed: &str) -> Result<PathBuf, Diagnostic> {
        let typed = typed.trim();
        if typed.is_empty() || typed.chars().any(char::is_control) {
            return Err(Diagnostic::new(Code::Usage, "計画を置くフォルダーを書いてください。")
                .hint(format!("例: {}", self.here.join(NEW_PLAN).display())));
        }
        Ok(self.here.join(typed))
    }
}

fn begin(folder: &Path, how: Beginning) -> Result<(String, Diagnostics), Diagnostics> {
    let (said, found) = match how {
        Beginning::New { name, publisher, period, grades, sections } => {
            let found = new(folder, [&name, &publisher, &period, &grades, &sections])?;
            (String::new(), found)
        }
        Beginning::Sample => (String::new(), new(folder, SAMPLE)?),
        Beginning::Import { files } => {
            let received = ReceivedFiles::of(&files)?;
            let arguments = Import { files: received.paths.clone(), year: None, root: folder.to_owned() };
            let (imported, found) = import::take(&arguments).map_err(|found| received.by_name(found))?;
            (import::summary(&imported, folder), received.by_name(found))
        }
    };
    let begun = format!("「{}」に計画を作りました。", folder.display());
    Ok((if said.is_empty() { begun } else { format!("{begun}\n{said}") }, found))
}

/// Begins a plan with what is said of it. Returns what there is to be warned of.
fn new(folder: &Path, said: [&str; 5]) -> Result<Diagnostics, Diagnostics> {
    let [name, publisher, period, grades, sections] = said;
    let mut wrong = Diagnostics::new();
    let name: Option<String> = wrong.take(read("計画の名称", cli::line(name)));
    let publisher: Option<String> = wrong.take(read("発行者", cli::line(publisher)));
    let period: Option<Period> = wrong.take(read("計画期間", cli::period(period)));
    let grades: Option<NewScale> = wrong.take(read("評価の段階", cli::grades(grades)));
    let sections: Option<NewSections> = wrong.take(read("担当係", cli::sections(sections)));
    if wrong.has_errors() {
        return Err(wrong);
    }
    let (folder, slogan) = (folder.to_owned(), None);
    let arguments =
        Init { folder, name, slogan, publisher, period, grades, sections, from: None, measures: false };
    init::start(&arguments).map(|(_, warned)| warned)
}

/// What is typed under a heading.
fn read<T>(heading: &str, read: Result<T, &'static str>) -> Result<T, Diagnostic> {
    read.map_err(|reason| Diagnostic::new(Code::Usage, format!("「{heading}」: {reason}")))
}

fn none() -> Diagnostics {
    Diagnostic::new(Code::NoData, "計画がまだありません。").hint("先に計画を始めてください。").into()
}
