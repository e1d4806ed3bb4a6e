//! What is typed in one field.

use super::date::Day;
use super::grade::{Grade, GradeScale};
use super::mapping::Text;
use super::number;
use super::written_in::WrittenIn;
use crate::diagnostics::{Code, Diagnostic, Place, Spanned};
use crate::form::{Kind, Table, TableRows};
use crate::language::Decimal;
use crate::language::script::composed;

/// What is typed in a field.
#[derive(Debug)]
pub enum Value {
    /// 語句, 文章, 選択.
    Text(Text),
    /// 評価.
    Grade(Spanned<Grade>),
    /// 数, 金額.
    Number(Spanned<Decimal>),
    /// 日付.
    Day(Spanned<Day>),
    /// 図.
    Picture(PictureFile),
    /// 一覧, 表.
    Rows(Rows),
}

/// What is typed in a field of pictures.
#[derive(Debug)]
pub struct PictureFile {
    /// ファイル: its name in the folder of the figures.
    pub file: Text,
    /// 説明: what it shows, for those who cannot see it.
    pub description: Text,
}

/// What is typed of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PicturePart {
    /// Its file.
    File,
    /// What it shows.
    Description,
}

impl PicturePart {
    /// Both, in the order in which they are written.
    pub const ALL: [Self; 2] = [Self::File, Self::Description];

    /// Its key in the files, which is its word in the forms as well.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::File => "ファイル",
            Self::Description => "説明",
        }
    }
}

impl PictureFile {
    /// What is typed of it.
    #[must_use]
    pub fn part(&self, part: PicturePart) -> &Text {
        match part {
            PicturePart::File => &self.file,
            PicturePart::Description => &self.description,
        }
    }
}

/// What is typed in a field of several rows and columns.
#[derive(Debug)]
pub struct Rows {
    /// The rows, each with a cell for each part of the kind.
    pub rows: Vec<Vec<Option<Value>>>,
    /// Where it was typed.
    pub place: Place,
}

/// How a table is written that has gaps.
pub const WHOLE_ROWS: &str = "表の行は、すべての列を書きます。ない数は 0 と書いてください。";

/// How many gaps of a table are named.
const GAPS_NAMED: usize = 3;

impl Rows {
    /// The cells of a 表 that have to be there and are not: row and column, counted from 0. What a measure names, it has; of the rows
    /// that the form names for all, some measures have no more than a few, but these whole.
    pub fn gaps(&self, table: &Table) -> impl Iterator<Item = (usize, usize)> {
        let are_all_due = table.rows == TableRows::OfMeasure;
        let rows = self.rows.iter().enumerate();
        let due = rows.filter(move |(_, cells)| are_all_due || cells.iter().any(Option::is_some));
        due.flat_map(|(row, cells)| {
            let gaps = cells.iter().enumerate().filter(|(_, cell)| cell.is_none());
            gaps.map(move |(column, _)| (row, column))
        })
    }

    /// The first of the gaps by the names of their rows and columns: 「国の予算、県の予算」. `names` are those of the rows that a
    /// measure names.
    #[must_use]
    pub fn named_gaps(&self, table: &Table, names: &[Text]) -> String {
        let head = |row: usize| match table.rows {
            TableRows::Fixed(heads) => heads.get(row).copied(),
            TableRows::OfMeasure => names.get(row).map(|name| name.value.as_str()),
        };
        let gap = |(row, column): (usize, usize)| {
            format!("{}の{}", head(row).unwrap_or_default(), table.columns[column].key)
        };
        let gaps: Vec<String> = self.gaps(table).map(gap).collect();
        let more = if gaps.len() > GAPS_NAMED { "など" } else { "" };
        format!("{}{more}", gaps[..gaps.len().min(GAPS_NAMED)].join("、"))
    }

    /// The rows as people see and count them: all of a 表, and the entries of a 一覧 in which anything is written. The number is
    /// that in the file.
    pub fn shown(&self, kind: Kind) -> impl Iterator<Item = (usize, &Vec<Option<Value>>)> {
        let is_list = matches!(kind, Kind::List(_));
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, cells)| !is_list || cells.iter().any(Option::is_some))
    }
}

impl Value {
    /// Where it was typed.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Text(text) => &text.place,
            Self::Grade(grade) => &grade.place,
            Self::Number(number) => &number.place,
            Self::Day(day) => &day.place,
            Self::Picture(picture) => &picture.file.place,
            Self::Rows(rows) => &rows.place,
        }
    }

    /// The texts in it, in reading order.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Text(text) => vec![text],
            Self::Picture(picture) => vec![&picture.description],
            Self::Rows(Rows { rows, .. }) => rows.iter().flatten().flatten().flat_map(Self::texts).collect(),
            Self::Grade(_) | Self::Number(_) | Self::Day(_) => Vec::new(),
        }
    }
}

/// Takes a text as what a cell of a kind may hold.
pub(super) fn one(
    kind: Kind,
    scale: &GradeScale,
    text: Text,
    written_in: WrittenIn,
) -> Result<Value, Diagnostic> {
    match kind {
        Kind::Grade => {
            let grade = scale.grade(&text, written_in)?;
            Ok(Value::Grade(Spanned::new(grade, text.place)))
        }
        Kind::Number(unit) | Kind::Amount(unit) => number::read(&text, unit, written_in).map(Value::Number),
        Kind::Date => Day::read(&text).map(|day| Value::Day(Spanned::new(day, text.place))),
        Kind::Choice(choices) => choice(choices, text, written_in).map(Value::Text),
        _ => Ok(Value::Text(text)),
    }
}

/// Takes a text as one of the choices of a field.
fn choice(choices: &[&str], text: Text, written_in: WrittenIn) -> Result<Text, Diagnostic> {
    if choices.iter().any(|choice| composed(choice) == composed(&text.value)) {
        return Ok(text);
    }
    let wrong = Diagnostic::new(Code::UnknownChoice, format!("「{}」は選択肢にありません。", text.value))
        .at(&text.place)
        .label(format!("{} のどれか", choices.join("・")))
        .hint_nearest(&text.value, choices.iter().copied());
    Err(written_in.one_of(wrong, "選択肢は plan.yaml の「様式」で決めています。", choices))
}
