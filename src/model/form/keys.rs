//! The keys of 様式, and the words that may stand under them.

use crate::form::{Due, Kind, Level, Sums, Table, TableRows, Tier, Writer};

/// The key of the fields of the council's own.
pub const FIELDS: &str = "項目";

/// The key of where the fields stand on a sheet.
pub const FACE: &str = "紙面";

/// What stands in 紙面 where a sheet goes on on its next page.
pub const NEXT_PAGE: &str = "--- 裏 ---";

/// What 事業番号 says where the measures are numbered through.
pub const THROUGH: &str = "通し";

/// Whether the measures are numbered through, as it is written.
pub const THROUGHS: [(&str, bool); 2] = [(THROUGH, true), ("しない", false)];

/// The key of 種類.
pub const KIND: &str = "種類";

/// The kinds of 項目, as they are written.
pub const KINDS: [Kind; 10] = [
    Kind::Prose,
    Kind::Words,
    Kind::Number(None),
    Kind::Amount(None),
    Kind::Choice(&[]),
    Kind::Grade,
    Kind::Date,
    Kind::Picture,
    Kind::List(&[]),
    Kind::Table(&NO_TABLE),
];

/// What a 表 has before its rows are read.
const NO_TABLE: Table = Table { rows: TableRows::Fixed(&[]), columns: &[], sums: Sums::None };

/// How many kinds a column of 一覧 and 表 may have: those of one cell.
pub const COLUMN_KINDS: usize = 7;

/// The key of the unit of figures.
pub const UNIT: &str = "単位";

/// The key of what may be chosen.
pub const CHOICES: &str = "選択肢";

/// The key of the scale of a field of its own.
pub const SCALE: &str = "評価基準";

/// The key of the columns of 一覧 and 表.
pub const COLUMNS: &str = "列";

/// The key of the rows of a 表.
pub const ROWS: &str = "行";

/// What stands in the place of the rows of a 表 that each measure names.
pub const ROWS_OF_MEASURE: &str = "事業ごと";

/// The key of what a 表 sums up.
pub const SUM: &str = "計";

/// What a 表 may sum up, as it is written.
pub const SUMS: [(&str, Sums); 4] =
    [("行", Sums::Row), ("列", Sums::Column), ("両方", Sums::Both), ("しない", Sums::None)];

/// The key of by when a field has to be there.
pub const DUE: &str = "必須";

/// That a field need never be there, as it is written.
pub const OPTIONAL: &str = "しない";

/// By when a field may have to be there, as it is written.
pub const DUES: [(&str, Due); 4] = [
    ("年度末", Due::YearEnd),
    ("中間", Due::MidYear),
    ("年度初め", Due::YearStart),
    (OPTIONAL, Due::Optional),
];

/// The key of what a field is of.
pub const LEVEL: &str = "場所";

/// What a field may be of, as it is written.
pub const LEVELS: [(&str, Level); 5] = [
    ("記録", Level::Record),
    ("事業", Level::Measure),
    ("基本戦略", Level::Year(Tier::Strategy)),
    ("施策細目", Level::Year(Tier::Policy)),
    ("重点施策", Level::Year(Tier::Priority)),
];

/// The key of who writes a field.
pub const WRITER: &str = "記入";

/// The section that answers for the measure, as it is written under [`WRITER`].
pub const SECTION: &str = "担当係";

/// Who writes a field, as it is written; any other words are a name.
pub const WRITERS: [(&str, Writer); 3] =
    [(SECTION, Writer::Section), ("事務局", Writer::Secretariat), ("査定", Writer::WorkingGroup)];

/// Words of the trade for 担当係, whatever the plan calls its sections.
pub const WORDS_FOR_SECTION: [&str; 9] =
    ["担当", "担当課", "担当部", "担当室", "担当班", "担当者", "担当部署", "所管課", "主管課"];

/// The key of the name of a field in data that is published.
pub const DATA_NAME: &str = "英語名";

/// The key of a field that another one quotes.
pub const QUOTED: &str = "引用";

/// The key of the year that is quoted.
pub const QUOTED_YEAR: &str = "年度";

/// The years that may be quoted, as they are written: the one before.
pub const QUOTED_YEARS: [(&str, ()); 1] = [("前", ())];
