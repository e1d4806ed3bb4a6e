//! A column: all that is said of it, and what stands in it.

use super::cell::Cell;
use super::terms::Coded as _;
use crate::form::{Field, Labels};
use crate::model::Direction;

/// A column of a table whose rows are made of `R`s.
pub(super) struct Column<R> {
    name: Name,
    kind: Kind,
    meaning: &'static str,
    cell: fn(&R) -> Cell,
}

/// What a column is called.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name {
    /// As a field of the form, in data and on paper.
    Of(Field),
    /// After a field, with what is added to its name in data and on paper.
    After(Field, &'static str, &'static str),
    /// Otherwise: in data and for people.
    Own(&'static str, &'static str),
}

impl Name {
    /// In data: ASCII, lower case.
    fn in_data(self) -> String {
        match self {
            Self::Of(field) => field.row().data_name.to_owned(),
            Self::After(field, added, _) => [field.row().data_name, added].concat(),
            Self::Own(name, _) => name.to_owned(),
        }
    }

    /// For people, under the words of the council.
    fn on_paper(self, labels: &Labels) -> String {
        match self {
            Self::Of(field) => labels.field(field).to_owned(),
            Self::After(field, _, added) => [labels.field(field), added].concat(),
            Self::Own(_, title) => title.to_owned(),
        }
    }
}

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words as they were typed.
    Text,
    /// The key of a row of another table.
    Refers {
        /// The table.
        table: &'static str,
        /// Its column.
        column: &'static str,
    },
    /// A code of a list of the table of codes.
    Code(&'static str),
    /// A whole number.
    Integer,
    /// A number in the unit that a column of the row names, or in this one.
    Number(Option<&'static str>),
    /// A day: 2024-03-31.
    Date,
    /// true or false.
    Flag,
}

impl Kind {
    /// Its name in Table Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Refers { .. } | Self::Code(_) => "string",
            Self::Integer => "integer",
            Self::Number(_) => "number",
            Self::Date => "date",
            Self::Flag => "boolean",
        }
    }

    /// The unit of its numbers, if it is one for all rows.
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Self::Number(unit) => unit,
            _ => None,
        }
    }

    /// The list whose codes stand there.
    pub fn code_list(self) -> Option<&'static str> {
        match self {
            Self::Code(list) => Some(list),
            _ => None,
        }
    }
}

impl<R> Column<R> {
    /// A column.
    pub fn new(name: Name, kind: Kind, meaning: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { name, kind, meaning, cell }
    }

    /// What stands there in a row.
    pub fn cell(&self, row: &R) -> Cell {
        (self.cell)(row)
    }

    /// What is told of it.
    pub fn head(&self, labels: &Labels) -> Head {
        Head {
            name: self.name.in_data(),
            title: self.name.on_paper(labels),
            kind: self.kind,
            meaning: self.meaning,
        }
    }

    /// The id of a measure.
    pub fn measure_id(cell: fn(&R) -> Cell) -> Self {
        let kind = Kind::Refers { table: "measures", column: "measure_id" };
        Self::new(Name::Own("measure_id", "事業のID"), kind, "どの事業か。事業の表のID", cell)
    }

    /// The name of a measure.
    pub fn measure_name(cell: fn(&R) -> Cell) -> Self {
        Self::new(Name::Of(Field::Title), Kind::Text, "この冊子の年度の名称", cell)
    }

    /// A 年度 by the western calendar.
    pub fn year(cell: fn(&R) -> Cell) -> Self {
        let meaning = "年度の始まる年（2023 は、2023年4月1日から2024年3月31日まで）";
        Self::new(Name::Own("fiscal_year", "年度（西暦）"), Kind::Integer, meaning, cell)
    }

    /// The same by the Japanese calendar.
    pub fn japanese_year(cell: fn(&R) -> Cell) -> Self {
        let name = Name::Own("fiscal_year_japanese", "年度（和暦）");
        Self::new(name, Kind::Text, "年度を元号で書いたもの", cell)
    }

    /// The 基本戦略 under which a measure is counted.
    pub fn strategy(cell: fn(&R) -> Cell) -> Self {
        let name = Name::After(Field::Strategy, "_code", "のコード");
        Self::node(name, "計画体系の段のコード", cell)
    }

    /// Which 指標 of its measure it is.
    pub fn indicator(cell: fn(&R) -> Cell) -> Self {
        let name = Name::Own("indicator_number", "指標の番号");
        Self::new(name, Kind::Integer, "事業の中での順。事業のIDと合わせて、指標を指す", cell)
    }

    /// The name of a 指標.
    pub fn indicator_name(cell: fn(&R) -> Cell) -> Self {
        Self::new(Name::Own("indicator_name", "指標の名称"), Kind::Text, "数えるもの", cell)
    }

    /// Which figures of a 指標 are good.
    pub fn direction(cell: fn(&R) -> Cell) -> Self {
        let name = Name::Own("direction", "向き");
        Self::new(name, Kind::Code(Direction::LIST), "どちらに動くのがよいか", cell)
    }

    /// A place in the tree of the plan.
    pub fn node(name: Name, meaning: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Kind::Refers { table: "plan_tree", column: "node_code" }, meaning, cell)
    }
}

/// What is told of a column.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Its name in data.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What may stand there.
    pub kind: Kind,
    /// What it says.
    pub meaning: &'static str,
}
