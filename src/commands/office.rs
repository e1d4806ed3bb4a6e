//! 事務室 of a plan: what the page はじめに asks for, done as the commands do it.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use shinchoku::edition::{Edition, Made, Watcher};
use shinchoku::folder::{DATA, OUT, PLAN, is_left_by_programs};
use shinchoku::form::Stage;
use shinchoku::handout::{Handout, Rooms, handouts};
use shinchoku::output::TemporaryFolder;
use shinchoku::preview::{Office, Outcome, Place, Sent, Task, Version, kind_for_people};
use shinchoku::publish::MANIFEST;
use shinchoku::reports::{ProgressTable, by_writer, progress_to_table};

use super::build::{Afterwards, build};
use super::collect::{Back, Desk};
use super::forms::HandedOut;
use super::repository::Repository;
use super::{checklist, collect, diff, forms, publish, status};
use crate::cli::{Build, Check, CheckFormat, Collect, Diff, Format, Forms, Publish, Variant, Which};

/// How many versions are offered to compare with.
const MOST_VERSIONS: usize = 30;

/// Does what is asked in a plan.
pub struct Secretary {
    which: Which,
}

impl Secretary {
    /// Of a plan, for one of its booklets.
    pub fn of(which: Which) -> Self {
        Self { which }
    }

    fn root(&self) -> &Path {
        &self.which.root
    }

    /// The same plan, for another of the year's booklets.
    fn which_for(&self, stage: Stage) -> Which {
        let (interim, targets) = (stage == Stage::Interim, stage == Stage::Targets);
        Which { interim, targets, ..self.which.clone() }
    }

    fn hand_out(&self, stage: Stage, review: bool, step: &dyn Fn(&str, f64)) -> Result<Outcome, Diagnostics> {
        step("記録を読み、様式を作っています", 0.1);
        let arguments = Forms { which: self.which_for(stage), section: None, review, output: None };
        let HandedOut { files, lacking, warned, .. } = forms::make(&arguments, nobody())?;
        let made = format!("様式を {} つ作りました。", files.len());
        let said = [made].into_iter().chain(lacking).collect();
        Ok(Outcome { is_done: true, said, files: names(&files), found: warned, changes: Vec::new() })
    }

    fn collect(
        &self,
        files: &[Sent],
        theirs: bool,
        step: &dyn Fn(&str, f64),
    ) -> Result<Outcome, Diagnostics> {
        step("様式を読んでいます", 0.1);
        let received = ReceivedFiles::of(files)?;
        let root = self.root().to_owned();
        let files = received.paths.clone();
        let arguments = Collect { files, diff: false, theirs, year: self.which.year, output: None, root };
        let back = collect::read_back(&arguments, Desk::Page).map_err(|found| received.by_name(found))?;
        step("記録に書いています", 0.4);
        let mut found = back.write(&arguments)?;
        let mut outcome = Outcome { is_done: true, said: back.summary(), ..Outcome::default() };
        step("取り込んだ欄を調べています", 0.6);
        for stage in Stage::ALL {
            // What was taken stays, whether or not it can be answered.
            match back.answer(&arguments, stage) {
                Ok(answers) => {
                    outcome.said.extend(answers.said);
                    outcome.files.extend(names(&answers.files));
                    found.append(answers.warned);
                }
                Err(why) => found.append(why),
            }
        }
        let Back { told, .. } = back;
        outcome.found = received.by_name(told.and(found));
        Ok(outcome)
    }

    fn compare(&self, since: &str, step: &dyn Fn(&str, f64)) -> Result<Outcome, Diagnostics> {
        step("前の版と比べています", 0.2);
        let (changes, found) = diff::list(&self.since(since)?)?;
        let said = match changes.len() {
            0 => "変わった所はありません。".to_owned(),
            count => format!("変わった項目は {count} 件です。"),
        };
        Ok(Outcome { is_done: true, said: vec![said], files: Vec::new(), found, changes })
    }

    /// The question for what has changed since a version. Only what is offered is looked for: nothing that a browser says is a path.
    fn since(&self, name: &str) -> Result<Diff, Diagnostic> {
        let known = self.versions().into_iter().find(|version| version.name == name);
        let version = known.ok_or_else(|| {
            Diagnostic::new(Code::Usage, "選んだ版が、もうありません。").hint("選び直してください。")
        })?;
        let (year, root) = (self.which.year, self.root().to_owned());
        Ok(Diff { old: version.name, new: None, output: None, year, root })
    }

    fn publish(&self, wanted: &Publishing, step: &dyn Fn(&str, f64)) -> Outcome {
        let all = [
            wanted.booklet.map(Print::Booklet),
            wanted.checklist.then_some(Print::Checklist),
            wanted.since.as_deref().map(Print::Changes),
            wanted.site.then_some(Print::Site(wanted.since.as_deref())),
        ];
        let all: Vec<Print<'_>> = all.into_iter().flatten().collect();
        let mut outcome = Outcome { is_done: true, ..Outcome::default() };
        // How much of all that is wanted is done before the next, and what part of all one is.
        let part = 1.0 / f64::from(u8::try_from(all.len()).unwrap_or(u8::MAX).max(1));
        for (done, print) in (0_u8..).zip(all) {
            let name = print.name();
            let step = |what: &str, share: f64| {
                step(&format!("{name}: {what}"), (f64::from(done) + share) * part);
            };
            let made = match print {
                Print::Booklet(stage) => self.booklet(stage, &step),
                Print::Checklist => self.checklist(&step),
                Print::Changes(since) => self.changes(since, &step),
                Print::Site(since) => self.site(since, &step),
            };
            match made {
                Ok((said, found)) => {
                    outcome.said.extend(said);
                    outcome.found.append(found);
                }
                Err(found) => {
                    outcome.is_done = false;
                    let errors = found.error_count();
                    outcome.said.push(format!(
                        "{name}は、エラーが {errors} 件あるので作れませんでした。前に作ったものは、そのままです。"
                    ));
                    outcome.found.append(by_writer(&found));
                }
            }
        }
        outcome
    }

    fn booklet(&self, stage: Stage, step: &dyn Fn(&str, f64)) -> Made<Vec<String>> {
        let variant = Variant { section: None, sheets: None, draft: false, large: false, duplex: false };
        let which = self.which_for(stage);
        let arguments = Build { which, output: None, format: Format::Pdf, verbose: false, variant };
        build(&arguments, Afterwards::GoOn(step), nobody())
            .map(|(written, found)| (vec![written.to_string()], found))
    }

    fn checklist(&self, step: &dyn Fn(&str, f64)) -> Made<Vec<String>> {
        step("調べています", 0.0);
        let which = self.which.clone();
        let arguments =
            Check { which, section: None, fix: None, diff: false, format: CheckFormat::Pdf, output: None };
        // What is on the list is not told beside it.
        checklist::write(&arguments).map(|(list, _)| (vec![list.done], list.warned))
    }

    fn site(&self, since: Option<&str>, step: &dyn Fn(&str, f64)) -> Made<Vec<String>> {
        step("紙面とページを作っています", 0.0);
        let since = since.map(|since| self.since(since)).transpose()?.map(|since| since.old);
        let which = self.which_for(Stage::Whole);
        let arguments = Publish { which, output: None, since };
        publish::publish(&arguments, nobody()).map(|(published, found)| (vec![published.to_string()], found))
    }

    fn changes(&self, since: &str, step: &dyn Fn(&str, f64)) -> Made<Vec<String>> {
        step("前の版と比べています", 0.0);
        let arguments = self.since(since)?;
        diff::diff(&arguments).map(|(done, found)| (vec![done], found))
    }
}

/// The page is told the steps alone.
fn nobody() -> Box<Watcher> {
    Box::new(|_| {})
}

/// What is to be made for print.
struct Publishing {
    booklet: Option<Stage>,
    checklist: bool,
    site: bool,
    since: Option<String>,
}

/// Something that is printed.
#[derive(Clone, Copy)]
enum Print<'s> {
    /// 冊子.
    Booklet(Stage),
    /// 校正一覧.
    Checklist,
    /// 新旧対照表, from a version on.
    Changes(&'s str),
    /// The folder for a website, with what has changed from a version on.
    Site(Option<&'s str>),
}

impl Print<'_> {
    fn name(self) -> &'static str {
        match self {
            Self::Booklet(_) => "冊子",
            Self::Checklist => "校正一覧",
            Self::Changes(_) => "新旧対照表",
            Self::Site(_) => "ホームページ用のフォルダー",
        }
    }
}

impl Office for Secretary {
    fn place(&self) -> Place {
        let folder = absolute(self.root()).unwrap_or_else(|_| self.root().to_owned());
        Place { is_begun: true, folder: folder.display().to_string() }
    }

    fn progress(&self) -> Result<ProgressTable, Diagnostics> {
        let progress = Edition::progress(self.root(), self.which.year, self.which.stage())?;
        Ok(progress_to_table(&progress, status::today()))
    }

    fn review(&self) -> Result<Handout, Diagnostics> {
        let stage = self.which.stage();
        // The year that is written about on the page beside.
        let edition = Edition::open(self.root(), self.which.year, Wanted::as_it_stands(stage))?;
        let book = edition.book()?;
        let handouts = handouts(&edition.model, &book, stage, true, &Rooms::new());
        handouts.into_iter().next().ok_or_else(Diagnostics::new)
    }

    fn versions(&self) -> Vec<Version> {
        let folders = folders_beside(self.root()).into_iter().map(|folder| {
            let label = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
            Version { name: folder.display().to_string(), label: format!("フォルダー「{label}」") }
        });
        let commits = Repository::of(self.root()).versions(MOST_VERSIONS).into_iter();
        folders.chain(commits.map(|(name, label)| Version { name, label })).collect()
    }

    fn made(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root().join(OUT)).into_iter().flatten().flatten();
        // A link may lead anywhere.
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
        names.retain(|name| !name.starts_with(['.', '~']) && kind_for_people(name).is_some());
        names.sort();
        names
    }

    fn sites(&self) -> Vec<String> {
        let out = absolute(self.root()).unwrap_or_else(|_| self.root().to_owned()).join(OUT);
        let entries = fs::read_dir(out).into_iter().flatten().flatten().map(|entry| entry.path());
        let sites = entries.filter(|folder| folder.join(MANIFEST).is_file());
        let mut sites: Vec<String> = sites.map(|folder| folder.display().to_string()).collect();
        sites.sort();
        sites
    }

    fn file(&self, name: &str) -> Option<Vec<u8>> {
        let known = self.made().into_iter().find(|known| known == name)?;
        fs::read(self.root().join(OUT).join(known)).ok()
    }

    fn work(&self, task: Task, step: &dyn Fn(&str, f64)) -> Outcome {
        let made = match task {
            Task::HandOut { stage, review } => self.hand_out(stage, review, step),
            Task::Collect { files, theirs } => self.collect(&files, theirs, step),
            Task::Compare { since } => self.compare(&since, step),
            Task::Publish { booklet, checklist, site, since } => {
                Ok(self.publish(&Publishing { booklet, checklist, site, since }, step))
            }
            Task::Begin { .. } => {
                let message = "計画は、もう始まっています。";
                Err(Diagnostic::new(Code::Usage, message).hint("ページを読み込み直してください。").into())
            }
        };
        made.unwrap_or_else(Outcome::refused)
    }
}

/// The names of files in the folder that they were made in.
fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned())).collect()
}

/// Whether a plan lies in a folder.
pub fn has_plan(folder: &Path) -> bool {
    folder.join(DATA).join(PLAN).is_file()
}

/// The folders with a plan that lie in a plan's folder and beside it: what people copy before they change it.
fn folders_beside(root: &Path) -> Vec<PathBuf> {
    let Ok(root) = root.canonicalize() else { return Vec::new() };
    let inside = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        entries.filter(|path| has_plan(path)).collect::<Vec<_>>()
    };
    let mut folders = inside(&root);
    folders.extend(root.parent().map(inside).unwrap_or_default());
    let is_meant = |folder: &PathBuf| {
        folder.file_name().is_some_and(|name| !is_left_by_programs(&name.to_string_lossy()))
    };
    folders.retain(|folder| *folder != root && is_meant(folder));
    folders.sort();
    folders
}

/// Files of a page, where the commands can read them.
pub struct ReceivedFiles {
    folder: TemporaryFolder,
    pub paths: Vec<PathBuf>,
}

impl ReceivedFiles {
    /// Writes them, each into a folder of its own, as two may have one name.
    pub fn of(files: &[Sent]) -> Result<Self, Diagnostic> {
        let no_room = |error: std::io::Error| {
            Diagnostic::new(Code::Unwritable, format!("受け取ったファイルを置く所がありません（{error}）。"))
                .hint("ディスクに空きがあるか確かめてください。")
        };
        let folder = TemporaryFolder::new().map_err(no_room)?;
        let mut paths = Vec::new();
        for (number, Sent { name, bytes }) in files.iter().enumerate() {
            let path = Path::new(&number.to_string()).join(name);
            folder.write(&path, bytes).map_err(no_room)?;
            paths.push(folder.path().join(path));
        }
        Ok(Self { folder, paths })
    }

    /// Findings that name the files as people know them.
    pub fn by_name(&self, found: Diagnostics) -> Diagnostics {
        found.map(|mut finding| {
            if let Location::File(path) = &finding.location
                && path.starts_with(self.folder.path())
            {
                let name = path.file_name().unwrap_or_default().into();
                finding.location = Location::File(name);
            }
            finding
        })
    }
}
