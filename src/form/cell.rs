//! The cells of a sheet, and the names that the layouts have for them.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::table::{Field, Label};
use crate::year::FiscalYear;

/// A cell of a sheet: a field, in the column of a year if it has one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The field.
    pub field: Field,
    /// The year of its column.
    pub year: Option<FiscalYear>,
}

impl Cell {
    /// The cell of a field in the column of a year.
    #[must_use]
    pub fn of_year(field: Field, year: FiscalYear) -> Self {
        Self { field, year: Some(year) }
    }

    /// Where a field of a year is printed: in the column of the year, if it has one for each.
    #[must_use]
    pub fn in_year(field: Field, year: FiscalYear) -> Self {
        Self { field, year: field.row().yearly.then_some(year) }
    }
}

impl From<Field> for Cell {
    fn from(field: Field) -> Self {
        Self { field, year: None }
    }
}

/// The cells of fields, in the order of the page: those of neighbouring fields that have one for each year stand year by year.
#[must_use]
pub fn cells(fields: &[Field], years: &[FiscalYear]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for run in fields.chunk_by(|one, next| one.row().yearly && next.row().yearly) {
        if run[0].row().yearly {
            for &year in years {
                cells.extend(run.iter().map(|&field| Cell::of_year(field, year)));
            }
        } else {
            cells.extend(run.iter().copied().map(Cell::from));
        }
    }
    cells
}

/// The key of the field, with the year behind it: `指標目標-R5`.
impl Display for Cell {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let key = self.field.key();
        match self.year {
            Some(year) => write!(f, "{key}-{year}"),
            None => f.write_str(key),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A name that is not a cell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACell;

impl FromStr for Cell {
    type Err = NotACell;

    fn from_str(name: &str) -> Result<Self, NotACell> {
        let (key, year) = match name.split_once('-') {
            Some((key, year)) => (key, Some(year.parse().map_err(|_| NotACell)?)),
            None => (name, None),
        };
        let field = Field::find(key).ok_or(NotACell)?;
        if field.row().yearly == year.is_some() { Ok(Self { field, year }) } else { Err(NotACell) }
    }
}

/// What a layout names on a page, so that what is wrong with it can be told at its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellName {
    /// A cell of the form.
    Known(Cell),
    /// A word of the form (`呼称-施策細目`), which may be too long for its cell.
    Label(Label),
    /// The name of a field of the council's own, which is printed over its cell (`呼称-課題`).
    Name(Box<str>),
    /// The words of a 見出し of 紙面 (`見出し-評価と方向性`).
    Heading(Box<str>),
    /// A name that only a council's layouts know.
    Own(Box<str>),
}

/// What stands before the name of a word of the form.
const LABEL_PREFIX: &str = "呼称-";

/// What stands before the words of a 見出し.
const HEADING_PREFIX: &str = "見出し-";

impl From<Cell> for CellName {
    fn from(cell: Cell) -> Self {
        Self::Known(cell)
    }
}

impl From<Field> for CellName {
    fn from(field: Field) -> Self {
        Self::Known(field.into())
    }
}

impl From<&str> for CellName {
    fn from(name: &str) -> Self {
        if let Ok(cell) = name.parse() {
            return Self::Known(cell);
        }
        if let Some(words) = name.strip_prefix(HEADING_PREFIX) {
            return Self::Heading(words.into());
        }
        let Some(key) = name.strip_prefix(LABEL_PREFIX) else { return Self::Own(name.into()) };
        let label = Label::ALL.iter().copied().find(|label| label.key() == key);
        label.map_or_else(|| Self::Name(key.into()), Self::Label)
    }
}

/// As the layouts write it.
impl Display for CellName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(cell) => cell.fmt(f),
            Self::Label(label) => write!(f, "{LABEL_PREFIX}{}", label.key()),
            Self::Name(name) => write!(f, "{LABEL_PREFIX}{name}"),
            Self::Heading(words) => write!(f, "{HEADING_PREFIX}{words}"),
            Self::Own(name) => f.write_str(name),
        }
    }
}

impl Serialize for CellName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How much of a 見出し is enough to know it by.
const SHOWN: usize = 20;

impl CellName {
    /// The name for people, where the council's own words are not known: 「指標目標（R5）」.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Known(Cell { field, year: Some(year) }) => format!("{}（{year}）", field.key()),
            Self::Known(Cell { field, year: None }) => field.key().to_owned(),
            Self::Label(label) => format!("呼称（{}）", label.key()),
            Self::Name(name) => format!("項目の名前（{name}）"),
            Self::Heading(words) if words.chars().count() > SHOWN => {
                format!("見出し（{}…）", words.chars().take(SHOWN).collect::<String>())
            }
            Self::Heading(words) => format!("見出し（{words}）"),
            Self::Own(name) => name.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        let year: FiscalYear = "R5".parse().expect("a year");
        let cells = cells(Field::ALL, &[year]);
        assert_eq!(cells.len(), Field::ALL.len());
        for cell in cells {
            assert_eq!(CellName::from(cell.to_string().as_str()), CellName::Known(cell));
        }
        for label in Label::ALL {
            let name = CellName::Label(*label);
            assert_eq!(CellName::from(name.to_string().as_str()), name);
        }
        assert_eq!(Cell::of_year(Field::Target, year).to_string(), "指標目標-R5");
    }

    #[test]
    fn other_names_are_the_layouts_own() {
        for name in ["", "市長の欄", "成果-R5", "指標目標", "指標目標-", "指標目標-R０", "評価-五年"]
        {
            assert_eq!(CellName::from(name), CellName::Own(name.into()), "{name}");
        }
        for name in [CellName::Name("市長の欄".into()), CellName::Heading("評価-R5".into())] {
            assert_eq!(CellName::from(name.to_string().as_str()), name);
        }
    }

    #[test]
    fn cells_of_years_stand_year_by_year() {
        let years = ["R1", "R2"].map(|year| year.parse().expect("a year"));
        let fields = [Field::Schedule, Field::Target, Field::Grade, Field::Actions];
        let names: Vec<String> = cells(&fields, &years).iter().map(Cell::to_string).collect();
        assert_eq!(names, ["年次計画", "指標目標-R1", "評価-R1", "指標目標-R2", "評価-R2", "取組内容"]);
    }
}
