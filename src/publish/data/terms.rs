//! The codes that the program itself has, each with what it stands for.

use crate::book::{Change, GradeYear};
use crate::form::{Field, Kind, Labels, Level, Tier};
use crate::model::{Course, Direction};

/// A code with what it stands for.
pub(super) struct Term {
    /// The code.
    pub code: &'static str,
    /// What people call it.
    pub name: String,
    /// When it is given.
    pub meaning: &'static str,
}

/// What has a code of a list.
pub(super) trait Coded: Copy + 'static {
    /// The name of the list.
    const LIST: &'static str;

    /// All that are in it.
    const ALL: &'static [Self];

    /// Its code, its name and its meaning.
    fn said(self) -> (&'static str, &'static str, &'static str);

    /// Its code.
    fn code(self) -> &'static str {
        self.said().0
    }

    /// Its name under the words of the council.
    fn name(self, _: &Labels) -> String {
        self.said().1.to_owned()
    }

    /// The list.
    fn terms(labels: &Labels) -> Vec<Term> {
        let term = |one: &Self| Term { code: one.code(), name: one.name(labels), meaning: one.said().2 };
        Self::ALL.iter().map(term).collect()
    }
}

/// A level of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TreeTier {
    /// 基本戦略.
    Strategy,
    /// 施策細目.
    Policy,
    /// 重点施策.
    Priority,
    /// 重点的取組.
    Initiative,
}

impl TreeTier {
    /// With what the codes of its nodes begin. Numbers alone would be days to a spreadsheet: 1-2.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Strategy => "S",
            Self::Policy => "P",
            Self::Priority => "F",
            Self::Initiative => "I",
        }
    }

    fn field(self) -> Field {
        match self {
            Self::Strategy => Field::Strategy,
            Self::Policy => Field::Policy,
            Self::Priority => Field::Priority,
            Self::Initiative => Field::Initiative,
        }
    }
}

impl Coded for TreeTier {
    const LIST: &'static str = "level";
    const ALL: &'static [Self] = &[Self::Strategy, Self::Policy, Self::Priority, Self::Initiative];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        let meaning = match self {
            Self::Strategy => "計画の並びの一段目",
            Self::Policy => "計画の並びの二段目",
            Self::Priority => "計画の並びの三段目。ない計画、ない所もある",
            Self::Initiative => "事業を束ねる段",
        };
        (self.field().row().data_name, self.field().key(), meaning)
    }

    fn name(self, labels: &Labels) -> String {
        labels.field(self.field()).to_owned()
    }
}

/// How it stands with the evaluation of a measure in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Graded,
    NotGraded,
    NotBegun,
    Paused,
    Ended,
}

impl State {
    /// How it stands in a year.
    pub fn of(year: &GradeYear<'_>) -> Self {
        match (year.course, &year.grade) {
            (Course::NotBegun, _) => Self::NotBegun,
            (Course::Paused, _) => Self::Paused,
            (Course::Ended, _) => Self::Ended,
            (Course::Running, Some(_)) => Self::Graded,
            (Course::Running, None) => Self::NotGraded,
        }
    }
}

impl Coded for State {
    const LIST: &'static str = "evaluation_state";
    const ALL: &'static [Self] = &[Self::Graded, Self::NotGraded, Self::NotBegun, Self::Paused, Self::Ended];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Graded => ("graded", "評価あり", "その年度に行われ、評価がある"),
            Self::NotGraded => ("not_graded", "未評価", "その年度に行われたが、評価がまだない"),
            Self::NotBegun => ("not_begun", "開始前", "事業が始まっていない（冊子では－）"),
            Self::Paused => ("paused", "休止", "その年度は行われなかった（冊子では－）"),
            Self::Ended => ("ended", "終了", "事業が終わっている（冊子では－）"),
        }
    }
}

impl Coded for Change {
    const LIST: &'static str = "grade_change";
    const ALL: &'static [Self] = &[Self::Rose, Self::Same, Self::Fell];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Rose => ("rose", "上がった", "前の年度より、評価基準の並びでよいほうの評価になった"),
            Self::Same => ("same", "変わらない", "前の年度と同じ評価"),
            Self::Fell => ("fell", "下がった", "前の年度より、評価基準の並びで悪いほうの評価になった"),
        }
    }
}

impl Coded for Direction {
    const LIST: &'static str = "direction";
    const ALL: &'static [Self] = &[Self::More, Self::Fewer, Self::Neither];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::More => {
                ("more", "多いほどよい", "達成率は 実績÷目標。向きの書かれていない指標もこれとする")
            }
            Self::Fewer => ("fewer", "少ないほどよい", "達成率は 目標÷実績"),
            Self::Neither => ("neither", "なし", "見込みの数など。達成率はない"),
        }
    }
}

/// Of what a field of the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Measure,
    Record,
    Strategy,
    Policy,
    Priority,
}

impl Owner {
    /// Of what the fields of a level are, if something of them is published.
    pub fn of(level: Level) -> Option<Self> {
        match level {
            Level::Measure => Some(Self::Measure),
            Level::Record => Some(Self::Record),
            Level::Year(Tier::Strategy) => Some(Self::Strategy),
            Level::Year(Tier::Policy) => Some(Self::Policy),
            Level::Year(Tier::Priority) => Some(Self::Priority),
            Level::Plan | Level::Tree | Level::AnyFile | Level::Computed => None,
        }
    }

    fn tier(self) -> Option<TreeTier> {
        match self {
            Self::Measure | Self::Record => None,
            Self::Strategy => Some(TreeTier::Strategy),
            Self::Policy => Some(TreeTier::Policy),
            Self::Priority => Some(TreeTier::Priority),
        }
    }
}

impl Coded for Owner {
    const LIST: &'static str = "belongs_to";
    const ALL: &'static [Self] = &[Self::Measure, Self::Record, Self::Strategy, Self::Policy, Self::Priority];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Measure => ("measure", "事業", "年度によらず、事業について書く"),
            Self::Record => ("record", "年度の記録", "事業の年度ごとに書く"),
            Self::Strategy => ("strategy", "基本戦略", "計画の一段目について、年度ごとに書く"),
            Self::Policy => ("policy", "施策細目", "計画の二段目について、年度ごとに書く"),
            Self::Priority => ("priority", "重点施策", "計画の三段目について、年度ごとに書く"),
        }
    }

    fn name(self, labels: &Labels) -> String {
        self.tier().map_or_else(|| self.said().1.to_owned(), |tier| tier.name(labels))
    }
}

/// What may be typed in a field, or in a column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Prose,
    Words,
    Picture,
    Number,
    Amount,
    Choice,
    Grade,
    Date,
}

impl FieldKind {
    /// What may be typed in a field of a kind, if it is published by itself.
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Prose => Some(Self::Prose),
            Kind::Words => Some(Self::Words),
            Kind::Picture => Some(Self::Picture),
            Kind::Number(_) => Some(Self::Number),
            Kind::Amount(_) => Some(Self::Amount),
            Kind::Choice(_) => Some(Self::Choice),
            Kind::Grade => Some(Self::Grade),
            Kind::Date => Some(Self::Date),
            _ => None,
        }
    }
}

impl Coded for FieldKind {
    const LIST: &'static str = "field_kind";
    const ALL: &'static [Self] = &[
        Self::Prose,
        Self::Words,
        Self::Picture,
        Self::Number,
        Self::Amount,
        Self::Choice,
        Self::Grade,
        Self::Date,
    ];

    fn said(self) -> (&'static str, &'static str, &'static str) {
        let (kind, meaning) = match self {
            Self::Prose => (Kind::Prose, "長い文章。値は、文章のファイルにある"),
            Self::Words => (Kind::Words, "短い言葉。値は、文章のファイルにある"),
            Self::Picture => (Kind::Picture, "図。値はその説明で、文章のファイルにある"),
            Self::Number => (Kind::Number(None), "値は、様式の項目の値の表にある"),
            Self::Amount => (Kind::Amount(None), "値は、様式の項目の値の表にある"),
            Self::Choice => (Kind::Choice(&[]), "値はコードで、様式の項目の値の表にある"),
            Self::Grade => (Kind::Grade, "値はコードで、様式の項目の値の表にある"),
            Self::Date => (Kind::Date, "値は、様式の項目の値の表にある"),
        };
        (kind.name(), kind.name(), meaning)
    }
}
