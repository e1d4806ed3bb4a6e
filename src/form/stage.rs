//! The booklets of a year: what each is called, and what has to be there for it.

use super::row::Due;
use super::table::Label;

/// One of the booklets that a year has. What it requires follows from when a field is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// 目標設定: the sheets of April, with the targets of the year and room for the rest.
    Targets,
    /// 中間報告: the report in the middle of the year.
    Interim,
    /// The report on the whole year.
    #[default]
    Whole,
}

impl Stage {
    /// All of them, in the order of the year.
    pub const ALL: [Self; 3] = [Self::Targets, Self::Interim, Self::Whole];

    /// Its word in the files: that under which 呼称 has the name of the booklet.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.booklet().key()
    }

    /// Whether a field has to be there for it.
    #[must_use]
    pub fn requires(self, due: Due) -> bool {
        match due {
            Due::Always | Due::YearStart => true,
            Due::MidYear => self >= Self::Interim,
            Due::YearEnd => self == Self::Whole,
            Due::Optional => false,
        }
    }

    /// Whether it shows a field of a record. The sheets of April have room for what is written later.
    #[must_use]
    pub fn shows(self, due: Due) -> bool {
        self != Self::Targets || self.requires(due)
    }

    /// What tells it from the report on the whole year: the end of a file's name, and beside the head of a sheet.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Targets => Some("目標設定"),
            Self::Interim => Some("中間報告"),
            Self::Whole => None,
        }
    }

    /// What it tells of each measure.
    #[must_use]
    pub fn contents(self) -> &'static str {
        match self {
            Self::Targets => "目標",
            Self::Interim => "取組の途中経過",
            Self::Whole => "取組と評価",
        }
    }

    /// The option that the commands know it by.
    #[must_use]
    pub fn option(self) -> Option<&'static str> {
        match self {
            Self::Targets => Some("--targets"),
            Self::Interim => Some("--interim"),
            Self::Whole => None,
        }
    }

    /// The word of the form for the index.
    pub(super) fn index(self) -> Label {
        match self {
            Self::Targets => Label::TargetIndex,
            Self::Interim | Self::Whole => Label::Index,
        }
    }

    /// The word of the form for the booklet.
    pub(super) fn booklet(self) -> Label {
        match self {
            Self::Targets => Label::TargetBooklet,
            Self::Interim => Label::InterimBooklet,
            Self::Whole => Label::Booklet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_booklet_requires_what_is_due_by_then() {
        let required = |stage: Stage| {
            [Due::Always, Due::YearStart, Due::MidYear, Due::YearEnd, Due::Optional]
                .map(|due| stage.requires(due))
        };
        assert_eq!(required(Stage::Targets), [true, true, false, false, false]);
        assert_eq!(required(Stage::Interim), [true, true, true, false, false]);
        assert_eq!(required(Stage::Whole), [true, true, true, true, false]);
    }
}
