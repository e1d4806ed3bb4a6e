//! What a form asks for, and what it shows beside it: a plain reading of the form, the records and the tree.

use std::collections::BTreeMap;

use crate::book::{Book, Sheet};
use crate::diagnostics::Spanned;
use crate::form::{Cell, Due, Field, Kind, Label, Labels, Level, Stage, Writer};
use crate::model::{
    Day, FigureKind, Grade, GradeDefinition, Measure, MeasureId, Model, Plan, Record, Slot, SlotPart,
    fields_on_sheet, slots,
};
use crate::typeset::Room;
use crate::year::FiscalYear;

/// How many entries of a 一覧 a form has beyond those that are there.
const MORE_ENTRIES: usize = 2;

/// Who gets a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// 担当係, for its own measures.
    Section(String),
    /// The working group that reviews all of them.
    WorkingGroup,
}

/// 記入様式: what one recipient is asked for in a year.
#[derive(Debug)]
pub struct Handout {
    /// 計画の名称.
    pub plan: String,
    /// The year that is written about.
    pub year: FiscalYear,
    /// The year before, if it has any record that can stand beside.
    pub last_year: Option<FiscalYear>,
    /// The booklet that it is for.
    pub stage: Stage,
    /// Who gets it.
    pub to: Recipient,
    /// The printed words of the booklet's form.
    pub labels: Labels,
    /// 締切.
    pub deadline: Option<Day>,
    /// The measures, in the order of the booklet.
    pub sheets: Vec<FormSheet>,
}

/// What is asked for about a measure.
#[derive(Debug)]
pub struct FormSheet {
    /// The page of its sheet in the booklet.
    pub page: u32,
    /// The measure.
    pub id: MeasureId,
    /// 事業名.
    pub title: String,
    /// Where it stands in the tree, from 基本戦略 on.
    pub way: String,
    /// What is fixed, each under its printed word.
    pub facts: Vec<(String, String)>,
    /// What is to be written.
    pub rows: Vec<FormRow>,
}

/// A value that is to be written.
#[derive(Debug)]
pub struct FormRow {
    /// Where it is kept.
    pub slot: Slot,
    /// Its name, by the printed words of the form.
    pub label: String,
    /// What may be written.
    pub asked: Asked,
    /// Whether the booklet requires it.
    pub required: bool,
    /// Whether it may stay empty for the booklet, whatever else is written.
    pub may_stay_empty: bool,
    /// What is written already.
    pub value: String,
    /// What was written a year before.
    pub last: Option<String>,
    /// How much goes onto the sheet.
    pub room: Option<Room>,
    /// What is said about it, to be read by those who write it: what [`Findings::tell`](super::Findings::tell) puts there.
    pub findings: Vec<String>,
}

/// What may be written in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A few words.
    Words,
    /// Sentences.
    Prose,
    /// A number.
    Number,
    /// A number, or words in its stead.
    Figure,
    /// A day.
    Date,
    /// One of some words, each with what it stands for, if that is not the same.
    OneOf(Vec<(String, Option<String>)>),
}

/// The rooms of the cells of a sheet.
pub type Rooms = BTreeMap<Cell, Room>;

/// Whose fields are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Those of the sections. What is set when the year begins is fixed later on, once it is there.
    Sections,
    /// Those of the working group, and of whoever else 様式 names.
    WorkingGroup,
    /// All of a record.
    All,
}

impl Asking {
    /// Whether a value of a record is to be written.
    #[must_use]
    pub fn asks(self, slot: &Slot, stage: Stage, record: &Record) -> bool {
        let (field, row) = (slot.field, slot.field.row());
        let is_writer = match (self, row.writer) {
            (_, Writer::Program) => false,
            (Self::All, _) => return true,
            (Self::Sections, writer) => writer == Writer::Section,
            (Self::WorkingGroup, writer) => matches!(writer, Writer::WorkingGroup | Writer::Named(_)),
        };
        is_writer
            && match (stage, row.due) {
                (Stage::Targets, due) => {
                    due == Due::YearStart || matches!(slot.part, SlotPart::Figure(_, FigureKind::Target))
                }
                (_, Due::YearStart) => record.value(field).is_none(),
                _ => !is_set_target(slot, record),
            }
    }
}

/// Whether a value is a 目標 of a 指標 that is there.
fn is_set_target(slot: &Slot, record: &Record) -> bool {
    let SlotPart::Figure(name, FigureKind::Target) = &slot.part else { return false };
    let said = record.indicator_years.iter().find(|said| said.is_named(name));
    said.is_some_and(|said| said.figure(FigureKind::Target).is_some())
}

/// The forms for all sections that have a measure in the year, in the order of the plan; or the one of the working group.
#[must_use]
pub fn handouts(
    model: &Model,
    book: &Book<'_>,
    stage: Stage,
    is_review: bool,
    rooms: &Rooms,
) -> Vec<Handout> {
    let year = book.year.short;
    let asking = if is_review { Asking::WorkingGroup } else { Asking::Sections };
    let reading = Reading { model, year, stage, asking, rooms, more_entries: MORE_ENTRIES };
    let sheets = || book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none());
    let has_records = |year: &FiscalYear| model.records.get(year).is_some_and(|records| !records.is_empty());
    let last_year = year.before().filter(has_records);
    let handout = |to: Recipient, sheets: Vec<FormSheet>| Handout {
        plan: model.plan.name.value.clone(),
        year,
        last_year,
        stage,
        to,
        labels: model.plan.form.labels.of(stage),
        deadline: model.years.get(&year).and_then(|notes| notes.deadlines.of(stage)),
        sheets,
    };
    if is_review {
        return vec![handout(
            Recipient::WorkingGroup,
            sheets().filter_map(|sheet| reading.sheet(sheet)).collect(),
        )];
    }
    let of_section = |name: &String| {
        let own = sheets().filter(|sheet| sheet.sections.iter().any(|section| section.value == *name));
        let own: Vec<FormSheet> = own.filter_map(|sheet| reading.sheet(sheet)).collect();
        (!own.is_empty()).then(|| handout(Recipient::Section(name.clone()), own))
    };
    model.plan.sections.iter().filter_map(|section| of_section(&section.value)).collect()
}

/// What is asked for about one measure, as its first sheet in the book has it; nothing where it has no sheet or no record. It is asked
/// anew after every value that is written: of a 一覧, one entry more than there are is enough.
#[must_use]
pub fn form_of(
    model: &Model,
    book: &Book<'_>,
    asking: Asking,
    id: &MeasureId,
    rooms: &Rooms,
) -> Option<FormSheet> {
    let (year, stage) = (book.year.short, book.stage);
    let reading = Reading { model, year, stage, asking, rooms, more_entries: 1 };
    reading.sheet(book.sheets.iter().find(|sheet| sheet.id == id)?)
}

/// All that the rows of a form are read from.
#[derive(Clone, Copy)]
struct Reading<'a> {
    model: &'a Model,
    year: FiscalYear,
    stage: Stage,
    asking: Asking,
    rooms: &'a Rooms,
    /// How many entries of a 一覧 are asked for beyond those that are there.
    more_entries: usize,
}

impl<'a> Reading<'a> {
    /// What is asked for on a sheet; nothing where there is no record to take it.
    fn sheet(self, sheet: &Sheet<'_>) -> Option<FormSheet> {
        let record = self.record(self.year, sheet.id)?;
        let rows = self.rows(sheet.id, record);
        let way = [Some(sheet.strategy), Some(sheet.policy), sheet.priority, Some(sheet.initiative)];
        let way: Vec<String> = way.into_iter().flatten().map(|level| level.to_string()).collect();
        Some(FormSheet {
            page: sheet.page,
            id: sheet.id.clone(),
            title: sheet.name(),
            way: way.join("　›　"),
            facts: if self.asking == Asking::WorkingGroup {
                self.review_facts(sheet, &self.model.measures[sheet.id], record)
            } else {
                self.facts(sheet, record, &rows)
            },
            rows,
        })
    }

    fn record(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Record> {
        self.model.records.get(&year)?.get(id)
    }

    fn rows(self, id: &MeasureId, record: &Record) -> Vec<FormRow> {
        let measure = &self.model.measures[id];
        let plan = &self.model.plan;
        let last = self.year.before().and_then(|year| self.record(year, id));
        let slots = fields_on_sheet(&plan.form)
            .into_iter()
            .flat_map(|field| slots(field, measure, record, self.more_entries))
            .filter(|slot| self.asking.asks(slot, self.stage, record));
        let row = |slot: Slot| FormRow {
            label: slot.label(&plan.form.labels, measure, record),
            asked: Asked::of(&slot, plan),
            required: self.stage.requires(slot.due()),
            may_stay_empty: slot.may_stay_empty(self.stage),
            value: slot.value(plan, measure, record).unwrap_or_default(),
            last: last.and_then(|last| self.last(&slot, measure, last)),
            room: self
                .rooms
                .get(&Cell::in_year(slot.field, self.year))
                .copied()
                .filter(|_| slot.part == SlotPart::Whole && slot.kind().is_text()),
            findings: Vec::new(),
            slot,
        };
        slots.map(row).collect()
    }

    /// What was written a year before; of a grade, the one that counted.
    fn last(self, slot: &Slot, measure: &Measure, last: &Record) -> Option<String> {
        let plan = &self.model.plan;
        let counted = |grade: &Spanned<Grade>| plan.scale.definition(grade.value).mark.value.clone();
        match slot.field {
            Field::SelfGrade | Field::ReviewedGrade => last.grade().map(counted),
            _ => slot.value(plan, measure, last),
        }
    }

    /// What the working group looks at: the target and its figures, what came of it, the grades so far, and the section's own.
    fn review_facts(self, sheet: &Sheet<'_>, measure: &Measure, record: &Record) -> Vec<(String, String)> {
        let plan = &self.model.plan;
        let labels = &plan.form.labels;
        let said = |field: Field| {
            let slot = Slot { field, part: SlotPart::Whole };
            (labels.field(field).to_owned(), slot.value(plan, measure, record).unwrap_or_default())
        };
        let figures = figures(measure, record, |_| true);
        let sections: Vec<&str> = sheet.sections.iter().map(|section| section.value.as_str()).collect();
        vec![
            (labels[Label::Section].clone(), sections.join("\n")),
            said(Field::Target),
            (labels.field(Field::Indicators).to_owned(), figures),
            said(Field::Results),
            (format!("これまでの{}", labels[Label::Grade]), self.grades(sheet)),
            said(Field::SelfGrade),
        ]
    }

    /// What the form shows and does not ask for: of the measure, then of its record, and the grades so far.
    fn facts(self, sheet: &Sheet<'_>, record: &Record, rows: &[FormRow]) -> Vec<(String, String)> {
        let form = &self.model.plan.form;
        let is_asked = |field: Field| rows.iter().any(|row| row.slot.field == field);
        let of_measure = form.fields(Level::Measure).filter(|field| field.row().level == Level::Measure);
        let of_record = fields_on_sheet(form).into_iter().filter(|&field| {
            let is_known = self.asking == Asking::WorkingGroup || field.row().due == Due::YearStart;
            is_known
                && field.row().writer == Writer::Section
                && !is_asked(field)
                && record.value(field).is_some()
        });
        let printed = |field: Field| {
            (form.labels.field(field).to_owned(), sheet.printed(Cell::in_year(field, self.year)))
        };
        let is_shown = |field: &Field| !field.is_name() && *field != Field::Indicators;
        let facts = of_measure.filter(is_shown).chain(of_record).map(printed);
        // What the actual figures are held against.
        let is_fixed = |slot: &Slot| is_set_target(slot, record) && !rows.iter().any(|row| row.slot == *slot);
        let targets = figures(&self.model.measures[sheet.id], record, is_fixed);
        let facts = facts.chain([(form.labels.field(Field::Indicators).to_owned(), targets)]);
        let facts = facts.chain([(form.labels[Label::Grade].clone(), self.grades(sheet))]);
        facts.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The grades of the years before this one.
    fn grades(self, sheet: &Sheet<'_>) -> String {
        let graded = sheet.years.iter().filter(|column| column.year.short < self.year);
        let graded = graded.filter_map(|column| Some((column.year.short, column.grade?)));
        let graded = graded.map(|(year, grade)| format!("{year} {}", grade.mark.value));
        graded.collect::<Vec<_>>().join("　")
    }
}

/// The figures of the 指標 that are there, a line each, of those values that are meant.
fn figures(measure: &Measure, record: &Record, is_meant: impl Fn(&Slot) -> bool) -> String {
    let figures = slots(Field::Indicators, measure, record, 0);
    let figures = figures.iter().filter(|slot| is_meant(slot)).filter_map(|slot| {
        let SlotPart::Figure(name, figure) = &slot.part else { return None };
        let said = record.indicator_years.iter().find(|said| said.is_named(name))?.figure(*figure)?;
        let unit = slot.unit(measure, record).unwrap_or_default();
        Some(format!("{name} {} {said}{unit}", figure.key()))
    });
    figures.collect::<Vec<_>>().join("\n")
}

impl Asked {
    fn of(slot: &Slot, plan: &Plan) -> Self {
        match slot.kind() {
            _ if matches!(slot.part, SlotPart::Figure(..)) => Self::Figure,
            Kind::Prose => Self::Prose,
            Kind::Number(_) | Kind::Amount(_) => Self::Number,
            Kind::Date => Self::Date,
            Kind::Choice(choices) => {
                Self::OneOf(choices.iter().map(|choice| ((*choice).to_owned(), None)).collect())
            }
            Kind::Grade => {
                let grades = plan.scale_of(slot.field).definitions().iter();
                let grade = |grade: &GradeDefinition| {
                    let (mark, name) = (&grade.mark.value, &grade.name.value);
                    (mark.clone(), (mark != name).then(|| name.clone()))
                };
                Self::OneOf(grades.map(grade).collect())
            }
            _ => Self::Words,
        }
    }
}
