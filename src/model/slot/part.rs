//! Which values there are, and how they are named.

use crate::form::{Due, Field, Form, Kind, Labels, Level, Stage, Table, TableRows};
use crate::language::script::composed;
use crate::model::indicator::{FigureKind, unit_of};
use crate::model::measure::Measure;
use crate::model::record::Record;
use crate::model::value::PicturePart;

/// 欄: one value of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The field.
    pub field: Field,
    /// Which value of the field.
    pub part: SlotPart,
}

/// Which value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotPart {
    /// The only one.
    Whole,
    /// A column of an entry of a 一覧; the entries are counted from 0.
    Entry(usize, &'static str),
    /// A column of a row of a 表.
    Cell(String, &'static str),
    /// A figure of the 指標 with a name, whose marks are composed.
    Figure(String, FigureKind),
    /// The file or the description of a picture.
    Picture(PicturePart),
}

impl Slot {
    /// What may be written in it. 目標 and 実績 may be words, too.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let kind = self.field.row().kind;
        let column = |key: &str| kind.parts().iter().find(|part| part.key == key).map(|part| part.kind);
        match &self.part {
            SlotPart::Whole => kind,
            SlotPart::Entry(_, key) | SlotPart::Cell(_, key) => column(key).unwrap_or(Kind::Words),
            SlotPart::Figure(..) | SlotPart::Picture(_) => Kind::Words,
        }
    }

    /// Whether something has to be written in it sooner or later.
    #[must_use]
    pub fn due(&self) -> Due {
        match self.part {
            SlotPart::Whole => self.field.row().due,
            _ => Due::Optional,
        }
    }

    /// Whether it may stay empty for a booklet, whatever else is written: not where its field has to be there as a whole.
    #[must_use]
    pub fn may_stay_empty(&self, stage: Stage) -> bool {
        matches!(self.part, SlotPart::Entry(1.., _)) || !stage.requires(self.field.row().due)
    }

    /// What it is counted in: of a 指標, what its measure or its record says.
    #[must_use]
    pub fn unit<'a>(&self, measure: &'a Measure, record: &'a Record) -> Option<&'a str> {
        let SlotPart::Figure(name, _) = &self.part else { return self.kind().unit() };
        let line = measure.indicators.iter().find(|line| line.is_named(name));
        let said = record.indicator_years.iter().find(|said| said.is_named(name));
        unit_of(line, said).map(|unit| unit.value.as_str())
    }

    /// Its name for people, by the printed words of the form.
    #[must_use]
    pub fn label(&self, labels: &Labels, measure: &Measure, record: &Record) -> String {
        let field = labels.field(self.field);
        let unit = self.unit(measure, record);
        let unit = unit.map(|unit| format!("（{unit}）")).unwrap_or_default();
        let with_unit = |name: &str| format!("{name}{unit}");
        match &self.part {
            SlotPart::Whole => with_unit(field),
            SlotPart::Entry(index, key) => with_unit(&format!("{field}{}：{key}", index + 1)),
            SlotPart::Cell(row, key) => with_unit(&format!("{field}：{row}：{key}")),
            SlotPart::Figure(name, figure) => with_unit(&format!("{name} {}", figure.key())),
            SlotPart::Picture(part) => format!("{field}：{}", part.key()),
        }
    }

    /// The words by which a form that comes back names it: those of the files, whatever 呼称 says.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let field = self.field.key().to_owned();
        match &self.part {
            SlotPart::Whole => vec![field],
            SlotPart::Entry(index, key) => vec![field, (index + 1).to_string(), (*key).to_owned()],
            SlotPart::Cell(row, key) => vec![field, row.clone(), (*key).to_owned()],
            SlotPart::Figure(name, figure) => vec![field, name.clone(), figure.key().to_owned()],
            SlotPart::Picture(part) => vec![field, part.key().to_owned()],
        }
    }

    /// The value with [`keys`](Self::keys), if the records of a measure have it.
    #[must_use]
    pub fn find(form: &Form, measure: &Measure, keys: &[String]) -> Option<Self> {
        let (key, rest) = keys.split_first()?;
        let field = form.find(key).filter(|field| field.row().level == Level::Record)?;
        let kind = field.row().kind;
        let column = |key: &String| kind.parts().iter().map(|part| part.key).find(|other| other == key);
        let part = match (kind, rest) {
            (Kind::Table(table), [row, key]) => {
                heads(table, field, measure).find(|other| other == row)?;
                SlotPart::Cell(row.clone(), column(key)?)
            }
            (Kind::List(_), [index, key]) => {
                SlotPart::Entry(index.parse::<usize>().ok()?.checked_sub(1)?, column(key)?)
            }
            (Kind::Indicators, [name, figure]) => {
                let figure = FigureKind::ALL.into_iter().find(|other| other.key() == figure)?;
                SlotPart::Figure(composed(name).into_owned(), figure)
            }
            (Kind::Picture, [key]) => {
                SlotPart::Picture(PicturePart::ALL.into_iter().find(|other| other.key() == key)?)
            }
            (_, []) => SlotPart::Whole,
            _ => return None,
        };
        Some(Self { field, part })
    }
}

/// The rows of a 表 in the records of a measure.
pub(super) fn heads<'a>(table: &Table, field: Field, measure: &'a Measure) -> impl Iterator<Item = &'a str> {
    let (fixed, named) = match table.rows {
        TableRows::Fixed(heads) => (heads, &[][..]),
        TableRows::OfMeasure => (&[][..], measure.rows_of(field)),
    };
    fixed.iter().copied().chain(named.iter().map(|name| name.value.as_str()))
}
