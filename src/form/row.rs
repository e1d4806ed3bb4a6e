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
    /// A level of the tree in one year: `years/<year>.yaml`.
    Year(Tier),
    /// A measure: `measures/<id>.yaml`.
    Measure,
    /// A measure in one year: `records/<year>/<id>.yaml`.
    Record,
    /// Any of these files.
    AnyFile,
    /// Nothing that is typed: worked out from other fields.
    Computed,
}

/// The key of the number of a level.
pub const TIER_NUMBER: &str = "番号";

/// A level of the tree of which something is said each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 基本戦略.
    Strategy,
    /// 施策細目.
    Policy,
    /// 重点施策.
    Priority,
}

impl Tier {
    /// Its key in the files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Strategy => "基本戦略",
            Self::Policy => "施策細目",
            Self::Priority => "重点施策",
        }
    }

    /// The keys that it has in the file of a year besides fields: its number, and the level below.
    #[must_use]
    pub fn own_keys(self) -> Vec<&'static str> {
        [TIER_NUMBER].into_iter().chain(self.below().map(Self::key)).collect()
    }

    /// The level below it.
    #[must_use]
    pub fn below(self) -> Option<Self> {
        match self {
            Self::Strategy => Some(Self::Policy),
            Self::Policy => Some(Self::Priority),
            Self::Priority => None,
        }
    }
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
    /// Some 年度.
    Years,
    /// Names of a measure, each with its years.
    Titles,
    /// The id of a measure.
    Id,
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
    /// 数: a number, exact as typed, in a 単位.
    Number(Option<&'static str>),
    /// 金額: an amount, in a 単位.
    Amount(Option<&'static str>),
    /// 選択: one of the 選択肢.
    Choice(&'static [&'static str]),
    /// 日付: a day.
    Date,
    /// 一覧: as many entries as there are, each with the same parts.
    List(&'static [Part]),
    /// 表: fixed rows with the same parts.
    Table(&'static Table),
    /// 図: a picture of [`FIGURES`](crate::folder::FIGURES), with what it shows in words.
    Picture,
    /// 引用: what last year's record says in another field. Computed.
    Quoted(&'static Row),
}

impl Kind {
    /// Whether it is a text as it was typed.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Words | Self::Prose)
    }

    /// Whether it needs no more than a narrow cell: a mark, a figure, a choice, a day.
    #[must_use]
    pub fn is_short(self) -> bool {
        matches!(
            self,
            Self::Grade | Self::Words | Self::Number(_) | Self::Amount(_) | Self::Choice(_) | Self::Date
        )
    }

    /// Whether it is a number.
    #[must_use]
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Number(_) | Self::Amount(_))
    }

    /// Whether it is a 表 whose rows each measure names.
    #[must_use]
    pub fn has_rows_of_measure(self) -> bool {
        matches!(self, Self::Table(Table { rows: TableRows::OfMeasure, .. }))
    }

    /// Its name in 様式, and what people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "語句",
            Self::Prose => "文章",
            Self::Grade => "評価",
            Self::Year => "年度",
            Self::Years => "年度の一覧",
            Self::Titles => "名称と期間の一覧",
            Self::Id => "事業の ID",
            Self::Names => "名前の一覧",
            Self::Schedule => "内容と期間の一覧",
            Self::Indicators => "名称・単位・目標・実績の一覧",
            Self::Excuses => "符号、箇所（省いてよい）、理由の一覧",
            Self::Structure => "見出しと内容の一覧",
            Self::Number(_) => "数",
            Self::Amount(_) => "金額",
            Self::Choice(_) => "選択",
            Self::Date => "日付",
            Self::List(_) => "一覧",
            Self::Table(_) => "表",
            Self::Picture => "図",
            Self::Quoted(_) => "引用",
        }
    }

    /// The unit of a number.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Self::Number(unit) | Self::Amount(unit) => unit,
            _ => None,
        }
    }
}

/// A column of a field with several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Its key in the files, and its heading on paper.
    pub key: &'static str,
    /// What may be typed there.
    pub kind: Kind,
}

/// The rows of a 表.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableRows {
    /// The same on all sheets, by their keys in the files, which are their headings on paper.
    Fixed(&'static [&'static str]),
    /// 事業ごと: each measure names them, in its file under the key of the field.
    OfMeasure,
}

/// What a 表 sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Sums {
    /// Nothing.
    #[default]
    None,
    /// 行: a last row has the sums of the columns.
    Row,
    /// 列: a last column has the sums of the rows.
    Column,
    /// 両方: both.
    Both,
}

impl Sums {
    /// Whether there is a last row.
    #[must_use]
    pub fn has_row(self) -> bool {
        matches!(self, Self::Row | Self::Both)
    }

    /// Whether there is a last column.
    #[must_use]
    pub fn has_column(self) -> bool {
        matches!(self, Self::Column | Self::Both)
    }
}

/// Whether a row or column says by its name that it is a sum of others.
#[must_use]
pub fn is_sum(name: &str) -> bool {
    let name: String = name.split_whitespace().collect();
    ["計", "合計", "総計", "小計"].contains(&name.as_str())
}

/// The rows and columns of a 表.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table {
    /// The rows.
    pub rows: TableRows,
    /// The columns.
    pub columns: &'static [Part],
    /// What it sums up.
    pub sums: Sums,
}

impl Kind {
    /// The columns of a field that has several.
    #[must_use]
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::List(parts) => parts,
            Self::Table(table) => table.columns,
            _ => &[],
        }
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
    /// Somebody whom the council names (記入: 評価委員会).
    Named(&'static str),
    /// Nobody: it is worked out.
    Program,
}

impl Writer {
    /// The name of somebody whom the council has named.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
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
