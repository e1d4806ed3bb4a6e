//! What is known of a field.

/// All that is known of a field, whatever is typed there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// Its key in the files; a person knows it by this word.
    pub key: &'static str,
    /// What it is a field of.
    pub level: Level,
    /// What may be typed there.
    pub kind: Kind,
    /// By when it has to be there.
    pub due: Due,
    /// Who writes it.
    pub writer: Writer,
    /// As what the proofreader reads it.
    pub reading: Reading,
    /// Whether 新旧対照表 compares it on the sheets.
    pub compared: bool,
    /// Whether the sheet has a cell of it for each 年度 of the plan.
    pub yearly: bool,
    /// Its name in data that is published: ASCII, lower case (rule L3-08 of 行政データにおける機械可読性に関するルール).
    pub data_name: &'static str,
}

/// What a field is a field of, and so in which file it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The plan: `plan.yaml`.
    Plan,
    /// A level of the tree in `plan.yaml`.
    Tree,
    /// A measure: `measures/<id>.yaml`.
    Measure,
    /// A measure in one year: `records/<year>/<id>.yaml`.
    Record,
    /// Any of these files.
    AnyFile,
    /// Nothing that is typed: worked out from other fields.
    Computed,
}

/// What may be typed in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 語句: a few words.
    Words,
    /// 文章: sentences, on several lines if need be.
    Prose,
    /// 評価: a mark of the scale.
    Grade,
    /// 年度.
    Year,
    /// Names from a list of the plan.
    Names,
    /// 年次計画: what is planned, with its years.
    Schedule,
    /// 指標: countable targets.
    Indicators,
    /// 校正除外: findings with the reason why they are none.
    Excuses,
    /// A list or tree of a form that only `plan.yaml` has.
    Structure,
}

impl Kind {
    /// Whether it is a text as it was typed.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Words | Self::Prose)
    }
}

/// By when a field has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Always.
    Always,
    /// 年度初め: when the year begins.
    YearStart,
    /// 中間: in the middle of the year.
    MidYear,
    /// 年度末: when the year is reported on.
    YearEnd,
    /// It may be left out.
    Optional,
}

/// Who writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writer {
    /// 事務局: the secretariat.
    Secretariat,
    /// 担当係: the section that answers for the measure.
    Section,
    /// The working group that reviews what the sections report.
    WorkingGroup,
    /// Nobody: it is worked out.
    Program,
}

/// As what the proofreader reads a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Not at all: a mark, a year, a list of names.
    Unread,
    /// A line of the cover, set as the council likes it.
    Cover,
    /// A name, title or target: words, not sentences.
    Words,
    /// Sentences.
    Narrative,
    /// Sentences about what was done and reached in the year.
    Report,
}
