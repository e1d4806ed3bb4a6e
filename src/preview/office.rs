//! 事務室: what the secretariat does with a plan as a whole, which is what the commands do.

use crate::changes::Change;
use crate::diagnostics::Diagnostics;
use crate::form::Stage;
use crate::handout::Handout;
use crate::reports::ProgressTable;

/// Does what the page はじめに asks for. Whoever starts the server says how.
pub trait Office: Send + Sync {
    /// Where the plan lies, or could.
    fn place(&self) -> Place;

    /// Who has reported.
    ///
    /// # Errors
    /// A folder that cannot be read.
    fn progress(&self) -> Result<ProgressTable, Diagnostics>;

    /// What the working group is asked.
    ///
    /// # Errors
    /// A folder that cannot be read, and a year without records.
    fn review(&self) -> Result<Handout, Diagnostics>;

    /// The versions that can be compared with, the nearest first.
    fn versions(&self) -> Vec<Version>;

    /// The names of the files that were made and are for people, in the folder for them.
    fn made(&self) -> Vec<String>;

    /// The folders for a website that were made, as people see them.
    fn sites(&self) -> Vec<String>;

    /// One of the files that were made.
    fn file(&self, name: &str) -> Option<Vec<u8>>;

    /// Does something that takes its time, and tells how far it is: a step, and how much of the whole is done before it.
    fn work(&self, task: Task, step: &dyn Fn(&str, f64)) -> Outcome;
}

/// Where a plan lies.
#[derive(Debug, Clone)]
pub struct Place {
    /// Whether there is a plan.
    pub is_begun: bool,
    /// Its folder, as people see it; without a plan, one that it could be in.
    pub folder: String,
}

/// The kinds of files that are made for people, by how their names end.
const FOR_PEOPLE: [(&str, &str); 2] = [
    ("pdf", "application/pdf"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The kind of a file that is made for people, by its name; none for other files.
#[must_use]
pub fn kind_for_people(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    FOR_PEOPLE.iter().find(|(known, _)| *known == end).map(|(_, kind)| *kind)
}

/// An earlier state of the records.
#[derive(Debug, Clone)]
pub struct Version {
    /// What it is asked for by.
    pub name: String,
    /// What people know it by.
    pub label: String,
}

/// A file that a person has given to the page.
#[derive(Debug)]
pub struct Sent {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is to be done.
#[derive(Debug)]
pub enum Task {
    /// 記入様式 for the sections, or the table for 査定.
    HandOut {
        /// For which booklet.
        stage: Stage,
        /// Whether it is the table.
        review: bool,
    },
    /// Takes forms back.
    Collect {
        /// The forms.
        files: Vec<Sent>,
        /// Whether the forms are right where the records say something else by now.
        theirs: bool,
    },
    /// Looks for what has changed since a version.
    Compare {
        /// The version.
        since: String,
    },
    /// Makes what is printed.
    Publish {
        /// 冊子, and which.
        booklet: Option<Stage>,
        /// 校正一覧.
        checklist: bool,
        /// The folder for a website.
        site: bool,
        /// 新旧対照表, from a version on.
        since: Option<String>,
    },
    /// Begins a plan.
    Begin {
        /// Where.
        folder: String,
        /// How.
        how: Beginning,
    },
}

/// How a plan begins.
#[derive(Debug)]
pub enum Beginning {
    /// With what is said of it, each as a person types it.
    New {
        /// 名称.
        name: String,
        /// 発行者.
        publisher: String,
        /// 計画期間.
        period: String,
        /// 評価基準.
        grades: String,
        /// 担当係.
        sections: String,
    },
    /// As an example.
    Sample,
    /// With a booklet that a council has in Excel.
    Import {
        /// Its workbooks.
        files: Vec<Sent>,
    },
}

/// What came of a task.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Whether it was done.
    pub is_done: bool,
    /// What was done, for people, line by line.
    pub said: Vec<String>,
    /// The files that were made, by their names in the folder for them.
    pub files: Vec<String>,
    /// What there is to say about it.
    pub found: Diagnostics,
    /// What has changed since a version.
    pub changes: Vec<Change>,
}

impl Outcome {
    /// Why nothing was done.
    #[must_use]
    pub fn refused(found: Diagnostics) -> Self {
        Self { found, ..Self::default() }
    }
}
