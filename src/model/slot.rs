//! 欄: the single values of a record that people are asked for, each with its place in the file. Whoever shows a form to be written
//! in (as Excel, in a browser) asks for these, and what comes back goes through the one writer.

use std::path::Path;
use std::sync::Arc;

use super::edit::{Change, Edits, Item, Step};
use super::indicator::{ACTUAL, Figure, IndicatorYear, NAME, TARGET};
use super::measure::Measure;
use super::plan::Plan;
use super::record::Record;
use super::values::{DESCRIPTION, FILE, Value, one};
use super::yaml::{self, Kind as NodeKind, Node};
use crate::diagnostics::{Diagnostic, SourceFile, Spanned};
use crate::form::{Due, Face, Field, Form, Kind, Labels, Level};

/// How many entries of a 一覧 are asked for beyond those that are there.
const MORE_ENTRIES: usize = 2;

/// 欄: one value of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The field.
    pub field: Field,
    /// Which value of the field.
    pub part: SlotPart,
}

/// Which value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SlotPart {
    /// The only one.
    Whole,
    /// A column of an entry of a 一覧; the entries are counted from 0.
    Entry(usize, &'static str),
    /// A column of a row of a 表.
    Cell(&'static str, &'static str),
    /// 目標 or 実績 of the 指標 with a name.
    Figure(String, &'static str),
    /// The file or the description of a picture.
    Picture(&'static str),
}

/// The fields of a record in the order of the sheet. What stands nowhere of its own on it comes first, as the targets do.
#[must_use]
pub fn fields_on_sheet(form: &Form) -> Vec<Field> {
    let of_record: Vec<Field> =
        form.fields(Level::Record).filter(|field| field.row().level == Level::Record).collect();
    let Face { pages, .. } = form.face();
    let placed: Vec<Field> = pages
        .iter()
        .flatten()
        .flat_map(|block| block.fields().collect::<Vec<_>>())
        .filter(|field| of_record.contains(field))
        .collect();
    let unplaced = of_record.iter().copied().filter(|field| !placed.contains(field));
    unplaced.chain(placed.iter().copied()).collect()
}

/// The values of a field of a measure's record, as the form asks for them.
#[must_use]
pub fn slots(field: Field, measure: &Measure, record: Option<&Record>) -> Vec<Slot> {
    let parts: Vec<SlotPart> = match field.row().kind {
        Kind::Indicators => {
            let declared = measure.indicators.iter().map(|line| &line.name);
            let said = record.map_or(&[][..], |record| &record.indicator_years).iter().map(|year| &year.name);
            let mut names: Vec<&str> = Vec::new();
            for name in declared.chain(said) {
                if !names.contains(&name.value.as_str()) {
                    names.push(&name.value);
                }
            }
            let figures =
                |name: &str| [TARGET, ACTUAL].map(|figure| SlotPart::Figure(name.to_owned(), figure));
            names.into_iter().flat_map(figures).collect()
        }
        Kind::List(columns) => {
            let there = match record.and_then(|record| record.value(field)) {
                Some(Value::Rows(rows)) => rows.rows.len(),
                _ => 0,
            };
            let entry = |index| columns.iter().map(move |column| SlotPart::Entry(index, column.key));
            (0..there + MORE_ENTRIES).flat_map(entry).collect()
        }
        Kind::Table(table) => {
            let row = |row: &&'static str| {
                table.columns.iter().map({
                    let row = *row;
                    move |column| SlotPart::Cell(row, column.key)
                })
            };
            table.rows.iter().flat_map(row).collect()
        }
        Kind::Picture => [FILE, DESCRIPTION].map(SlotPart::Picture).into(),
        Kind::Words
        | Kind::Prose
        | Kind::Grade
        | Kind::Choice(_)
        | Kind::Number(_)
        | Kind::Amount(_)
        | Kind::Date => {
            vec![SlotPart::Whole]
        }
        _ => Vec::new(),
    };
    parts.into_iter().map(|part| Slot { field, part }).collect()
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

    /// Its name for people, by the printed words of the form.
    #[must_use]
    pub fn label(&self, labels: &Labels, measure: &Measure, record: &Record) -> String {
        let field = labels.field(self.field);
        let with_unit = |name: &str| match self.kind().unit() {
            Some(unit) => format!("{name}（{unit}）"),
            None => name.to_owned(),
        };
        match &self.part {
            SlotPart::Whole => with_unit(field),
            SlotPart::Entry(index, key) => with_unit(&format!("{field}{}：{key}", index + 1)),
            SlotPart::Cell(row, key) => with_unit(&format!("{field}：{row}：{key}")),
            SlotPart::Figure(name, figure) => {
                let line = measure.indicators.iter().find(|line| line.name.value == *name);
                let counted = record.indicators.iter().find(|counted| counted.name.value == *name);
                let unit = line.and_then(|line| line.unit.as_ref()).or(counted.map(|counted| &counted.unit));
                let unit = unit.map(|unit| format!("（{}）", unit.value)).unwrap_or_default();
                format!("{name} {figure}{unit}")
            }
            SlotPart::Picture(key) => format!("{field}：{key}"),
        }
    }

    /// The words by which a form that comes back names it: those of the files, whatever 呼称 says.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let field = self.field.key().to_owned();
        match &self.part {
            SlotPart::Whole => vec![field],
            SlotPart::Entry(index, key) => vec![field, (index + 1).to_string(), (*key).to_owned()],
            SlotPart::Cell(row, key) => vec![field, (*row).to_owned(), (*key).to_owned()],
            SlotPart::Figure(name, figure) => vec![field, name.clone(), (*figure).to_owned()],
            SlotPart::Picture(key) => vec![field, (*key).to_owned()],
        }
    }

    /// The value with [`keys`](Self::keys), if the form has it.
    #[must_use]
    pub fn find(form: &Form, keys: &[String]) -> Option<Self> {
        let (key, rest) = keys.split_first()?;
        let field = form.find(key).filter(|field| field.row().level == Level::Record)?;
        let kind = field.row().kind;
        let column = |key: &String| kind.parts().iter().map(|part| part.key).find(|other| other == key);
        let part = match (kind, rest) {
            (Kind::Table(table), [row, key]) => {
                SlotPart::Cell(table.rows.iter().copied().find(|other| other == row)?, column(key)?)
            }
            (Kind::List(_), [index, key]) => {
                SlotPart::Entry(index.parse::<usize>().ok()?.checked_sub(1)?, column(key)?)
            }
            (Kind::Indicators, [name, figure]) => {
                let figure = [TARGET, ACTUAL].into_iter().find(|other| other == figure)?;
                SlotPart::Figure(name.clone(), figure)
            }
            (Kind::Picture, [key]) => {
                SlotPart::Picture([FILE, DESCRIPTION].into_iter().find(|other| other == key)?)
            }
            (_, []) => SlotPart::Whole,
            _ => return None,
        };
        Some(Self { field, part })
    }

    /// What a record says there: a text as it was typed, a number in digits without separators, a day as `2024-07-31`.
    #[must_use]
    pub fn value(&self, plan: &Plan, record: &Record) -> Option<String> {
        let plain = |value: &Value| plain(value, self.field, plan);
        let cell = |index: usize, key: &str| {
            let Value::Rows(rows) = record.value(self.field)? else { return None };
            let column = self.field.row().kind.parts().iter().position(|part| part.key == key)?;
            plain(rows.rows.get(index)?.get(column)?.as_ref()?)
        };
        match &self.part {
            SlotPart::Whole => plain(record.value(self.field)?),
            SlotPart::Entry(index, key) => cell(*index, key),
            SlotPart::Cell(row, key) => {
                let Kind::Table(table) = self.field.row().kind else { return None };
                cell(table.rows.iter().position(|other| other == row)?, key)
            }
            SlotPart::Figure(name, figure) => {
                let said = record.indicator_years.iter().find(|said| said.name.value == *name)?;
                let IndicatorYear { target, actual, .. } = said;
                Some(match (if *figure == TARGET { target } else { actual }).as_ref()? {
                    Figure::Number(number) => number.value.digits(),
                    Figure::Words(words) => words.value.clone(),
                })
            }
            SlotPart::Picture(key) => {
                let Value::Picture(picture) = record.value(self.field)? else { return None };
                let text = if *key == FILE { &picture.file } else { &picture.description };
                Some(text.value.clone())
            }
        }
    }

    /// A text as this value says it, if it may be written here: numbers in plain digits.
    ///
    /// # Errors
    /// What the kind of the field forbids, at a place in the text, whose `source` people know.
    pub fn read(&self, plan: &Plan, source: &Path, text: &str) -> Result<String, Diagnostic> {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        let kind = self.kind();
        let file = SourceFile::new(source, text);
        let typed = Spanned::new(file.text().to_owned(), file.place(0..file.text().len()));
        let value = one(kind, plan.scale_of(self.field), typed)?;
        Ok(plain(&value, self.field, plan).unwrap_or_else(|| text.to_owned()))
    }

    /// Writes a text into a record.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn write(
        &self,
        edits: &mut Edits,
        form: &Form,
        record: &Record,
        text: &str,
    ) -> Result<(), Diagnostic> {
        let read = record.place.source();
        let file = edits.get(read.path()).unwrap_or(read).clone();
        let order: Vec<&str> = form.fields(Level::Record).map(Field::key).collect();
        self.write_in(edits, &file, &order, text)
    }

    fn write_in(
        &self,
        edits: &mut Edits,
        file: &Arc<SourceFile>,
        order: &[&str],
        text: &str,
    ) -> Result<(), Diagnostic> {
        let field = self.field.key();
        let set = |order| Change::Set { text, order };
        let begun = |first, text| Change::Append { item: Item::Entry(first, text), order };
        match &self.part {
            SlotPart::Whole => edits.make(file, &[Step::Key(field)], set(order)),
            SlotPart::Cell(row, column) => {
                let Kind::Table(table) = self.field.row().kind else { return Ok(()) };
                let columns = table.columns.iter().map(|part| part.key);
                let order: Vec<&str> = order.iter().chain(table.rows).copied().chain(columns).collect();
                edits.make(file, &[Step::Key(field), Step::Key(row), Step::Key(column)], set(&order))
            }
            SlotPart::Picture(key) => {
                let order: Vec<&str> = order.iter().copied().chain([FILE, DESCRIPTION]).collect();
                edits.make(file, &[Step::Key(field), Step::Key(key)], set(&order))
            }
            SlotPart::Entry(index, column) => {
                let columns: Vec<&str> = self.field.row().kind.parts().iter().map(|part| part.key).collect();
                let there = items(file, field)?.len();
                if *index < there {
                    return edits.make(
                        file,
                        &[Step::Key(field), Step::Item(*index), Step::Key(column)],
                        set(&columns),
                    );
                }
                if text.trim().is_empty() {
                    Ok(())
                } else {
                    edits.make(file, &[Step::Key(field)], begun(column, text))
                }
            }
            SlotPart::Figure(name, figure) => {
                const ORDER: &[&str] = &[NAME, "単位", TARGET, ACTUAL];
                let names = items(file, field)?;
                let (file, index) = match names.iter().position(|item| name_of(item) == Some(name)) {
                    Some(index) => (Arc::clone(file), index),
                    None if text.trim().is_empty() => return Ok(()),
                    None => {
                        edits.make(file, &[Step::Key(field)], begun(NAME, name))?;
                        (edits.get(file.path()).unwrap_or(file).clone(), names.len())
                    }
                };
                edits.make(&file, &[Step::Key(field), Step::Item(index), Step::Key(figure)], set(ORDER))
            }
        }
    }
}

/// The items of the list under a key of a file.
fn items(file: &Arc<SourceFile>, key: &str) -> Result<Vec<Node>, Diagnostic> {
    let NodeKind::Mapping(entries) = yaml::parse(file)?.kind else { return Ok(Vec::new()) };
    let list = entries.into_iter().find(|(name, _)| name.value == key);
    Ok(match list.map(|(_, node)| node.kind) {
        Some(NodeKind::Sequence(items)) => items,
        _ => Vec::new(),
    })
}

/// 名称 of an item.
fn name_of(item: &Node) -> Option<&String> {
    let NodeKind::Mapping(entries) = &item.kind else { return None };
    let (_, node) = entries.iter().find(|(key, _)| key.value == NAME)?;
    match &node.kind {
        NodeKind::Scalar(name) => Some(name),
        _ => None,
    }
}

/// A value as it is typed.
fn plain(value: &Value, field: Field, plan: &Plan) -> Option<String> {
    Some(match value {
        Value::Text(text) => text.value.clone(),
        Value::Grade(grade) => plan.scale_of(field).definition(grade.value).mark.value.clone(),
        Value::Number(number) => number.value.digits(),
        Value::Day(day) => day.value.to_string(),
        Value::Picture(_) | Value::Rows(_) => return None,
    })
}
