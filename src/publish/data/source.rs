//! What the tables are made of: the book, walked through once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::terms::TreeTier;
use crate::book::{Book, IndexRow, LevelView, MeasureYears, Sheet, measure_years};
use crate::form::{Field, Kind, Labels, Level, Stage};
use crate::language::Decimal;
use crate::model::{Day, LevelNotes, MeasureId, Model, Text, Value};
use crate::year::FiscalYear;

/// What the tables are made of.
pub(super) struct Source<'a> {
    /// What the files say.
    pub model: &'a Model,
    /// The booklet.
    pub book: &'a Book<'a>,
    /// The tree, level by level as it is printed.
    pub nodes: Vec<Node<'a>>,
    /// The measures as the tree lists them, 再掲 and all.
    pub mentions: Vec<Mention<'a>>,
    /// The measures, each once, where it is listed first.
    pub measures: Vec<Listed<'a>>,
}

/// A level of the tree.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Its code.
    pub code: Rc<str>,
    /// Which level it is.
    pub tier: TreeTier,
    /// Its printed number.
    pub number: u32,
    /// 名称.
    pub name: &'a Text,
    /// The code of the level above.
    pub parent: Option<Rc<str>>,
    /// What is said of it in the booklet's year.
    notes: Option<&'a LevelNotes>,
}

/// A measure at a place of the tree.
#[derive(Debug, Clone)]
pub(super) struct Mention<'a> {
    /// The measure.
    pub id: &'a MeasureId,
    /// Where it stands.
    pub place: TreePlace<'a>,
    /// The printed page of its sheet.
    pub page: Option<u32>,
    /// Whether it is a 再掲.
    pub is_reprint: bool,
}

/// A place in the tree, by the codes of its levels.
#[derive(Debug, Clone)]
pub(super) struct TreePlace<'a> {
    /// 基本戦略.
    pub strategy: Rc<str>,
    /// Its name.
    pub strategy_name: &'a Text,
    /// 施策細目.
    pub policy: Rc<str>,
    /// 重点施策.
    pub priority: Option<Rc<str>>,
    /// 重点的取組.
    pub initiative: Rc<str>,
}

/// A measure, where the tree lists it first.
pub(super) struct Listed<'a> {
    /// The measure over the years.
    pub years: MeasureYears<'a>,
    /// Where it is listed first, and so where it is counted.
    pub place: TreePlace<'a>,
    /// The page of its first sheet.
    pub page: Option<u32>,
}

impl<'a> Source<'a> {
    /// Walks through a booklet.
    pub fn new(model: &'a Model, book: &'a Book<'a>) -> Self {
        let mut walk = Walk { book, nodes: Vec::new(), mentions: Vec::new(), seen: BTreeSet::new() };
        let notes = model.years.get(&book.year.short).map_or(&[][..], |notes| &notes.strategies);
        walk.tree(notes);
        let Walk { nodes, mentions, .. } = walk;
        let mut places: BTreeMap<&MeasureId, &Mention<'a>> = BTreeMap::new();
        for mention in &mentions {
            places.entry(mention.id).or_insert(mention);
        }
        let listed = measure_years(model, book).into_iter().filter_map(|years| {
            let Mention { place, page, .. } = (*places.get(years.id)?).clone();
            Some(Listed { years, place, page })
        });
        let measures = listed.collect();
        Self { model, book, nodes, mentions, measures }
    }

    /// The council's words.
    pub fn labels(&self) -> &Labels {
        &self.book.labels
    }

    /// The fields that are published under their own names, in the order of the form: texts, and what is the council's own.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.book.form.all().filter(|&field| is_published(field, self.book.stage))
    }

    /// What is said in those fields: of the measures with a sheet, and of the levels of the tree.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for sheet in
            self.book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none_or(|first| !first.printed))
        {
            self.of_sheet(sheet, &mut entries);
        }
        for node in &self.nodes {
            let fields = self.fields().filter(|field| matches!(field.row().level, Level::Year(_)));
            for field in fields {
                let Some(value) = node.notes.and_then(|notes| notes.value(field)) else { continue };
                let subject = Subject::Level(Rc::clone(&node.code));
                let entry = Entry::of(subject, self.book.year.short, field);
                self.add(&entry, value, field.row().kind, &[], &mut entries);
            }
        }
        entries
    }

    fn of_sheet(&self, sheet: &Sheet<'a>, entries: &mut Vec<Entry<'a>>) {
        let subject = Subject::Measure(sheet.id);
        for field in self.fields() {
            if field.row().yearly {
                let said = sheet.years.iter().filter_map(|column| Some((column.year.short, column.target?)));
                entries.extend(said.map(|(year, text)| Entry {
                    said: Said::Words(text),
                    ..Entry::of(subject.clone(), year, field)
                }));
            } else if let Some(value) = sheet.fields.typed(field) {
                let entry = Entry::of(subject.clone(), self.book.year.short, field);
                self.add(&entry, value, field.row().kind, &sheet.fields.heads(field), entries);
            }
        }
    }

    /// Adds a value, cell by cell; `entry` says what it is of.
    fn add(
        &self,
        entry: &Entry<'a>,
        value: &'a Value,
        kind: Kind,
        heads: &[&'a str],
        entries: &mut Vec<Entry<'a>>,
    ) {
        let said = match value {
            Value::Text(text) if matches!(kind, Kind::Choice(_)) => Said::Code(&text.value),
            Value::Text(text) => Said::Words(text),
            Value::Grade(grade) => {
                let scale = self.model.plan.scale_of(entry.field);
                Said::Code(&scale.definition(grade.value).mark.value)
            }
            Value::Number(number) => Said::Number(number.value, kind.unit()),
            Value::Day(day) => Said::Day(day.value),
            Value::Picture(picture) => Said::Words(&picture.description),
            Value::Rows(rows) => {
                for (index, (row, cells)) in rows.shown(kind).enumerate() {
                    for (cell, part) in cells.iter().zip(kind.parts()) {
                        let Some(cell) = cell else { continue };
                        let row = Some(TableRow { number: index + 1, name: heads.get(row).copied() });
                        let entry = Entry { row, column: Some(part.key), ..entry.clone() };
                        self.add(&entry, cell, part.kind, &[], entries);
                    }
                }
                return;
            }
        };
        entries.push(Entry { said, ..entry.clone() });
    }
}

/// Whether what is said in a field stands in a table of fields. Names, marks and years have columns of their own, and what is
/// quoted is told in the year in which it was typed.
fn is_published(field: Field, stage: Stage) -> bool {
    let row = field.row();
    let of_sheet = matches!(row.level, Level::Measure | Level::Record);
    match field {
        Field::Title | Field::Number => false,
        Field::Own(_) => (of_sheet || matches!(row.level, Level::Year(_))) && stage.shows(row.due),
        _ => of_sheet && row.kind.is_text() && stage.shows(row.due),
    }
}

/// What is said in a cell of a field.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// Of what.
    pub subject: Subject<'a>,
    /// In which year.
    pub year: FiscalYear,
    /// The field.
    pub field: Field,
    /// The row, in a field of several.
    pub row: Option<TableRow<'a>>,
    /// The column, in a field of several.
    pub column: Option<&'static str>,
    /// What is said.
    pub said: Said<'a>,
}

impl Entry<'_> {
    fn of(subject: Subject<'_>, year: FiscalYear, field: Field) -> Entry<'_> {
        Entry { subject, year, field, row: None, column: None, said: Said::Nothing }
    }
}

/// Of what something is said.
#[derive(Debug, Clone)]
pub(super) enum Subject<'a> {
    /// A measure.
    Measure(&'a MeasureId),
    /// A level of the tree.
    Level(Rc<str>),
}

/// A row of a field of several.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableRow<'a> {
    /// Which it is, counted from 1.
    pub number: usize,
    /// Its heading, if it has one.
    pub name: Option<&'a str>,
}

/// What is said in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Said<'a> {
    /// So far nothing.
    Nothing,
    /// Words as they were typed.
    Words(&'a Text),
    /// A number, in a unit.
    Number(Decimal, Option<&'static str>),
    /// A mark or a choice.
    Code(&'a str),
    /// A day.
    Day(Day),
}

/// The walk through 全体の評価.
struct Walk<'a> {
    book: &'a Book<'a>,
    nodes: Vec<Node<'a>>,
    mentions: Vec<Mention<'a>>,
    seen: BTreeSet<&'a MeasureId>,
}

impl<'a> Walk<'a> {
    fn tree(&mut self, notes: &'a [LevelNotes]) {
        let book = self.book;
        for strategy in &book.index {
            let said = LevelNotes::find(notes, strategy.level.number);
            let strategy_code = self.node(TreeTier::Strategy, strategy.level, None, said);
            for policy in &strategy.policies {
                let said = said.and_then(|said| LevelNotes::find(&said.below, policy.level.number));
                let policy_code = self.node(TreeTier::Policy, policy.level, Some(&strategy_code), said);
                for group in &policy.groups {
                    let priority_code = group.priority.map(|priority| {
                        let said = said.and_then(|said| LevelNotes::find(&said.below, priority.number));
                        self.node(TreeTier::Priority, priority, Some(&policy_code), said)
                    });
                    for initiative in &group.initiatives {
                        let above = priority_code.as_ref().unwrap_or(&policy_code);
                        let code = self.node(TreeTier::Initiative, initiative.level, Some(above), None);
                        let place = TreePlace {
                            strategy: Rc::clone(&strategy_code),
                            strategy_name: strategy.level.name,
                            policy: Rc::clone(&policy_code),
                            priority: priority_code.clone(),
                            initiative: code,
                        };
                        initiative.rows.iter().for_each(|row| self.mention(row, &place));
                    }
                }
            }
        }
    }

    fn node(
        &mut self,
        tier: TreeTier,
        level: LevelView<'a>,
        above: Option<&Rc<str>>,
        notes: Option<&'a LevelNotes>,
    ) -> Rc<str> {
        let own = format!("{}{}", tier.letters(), level.number);
        let code: Rc<str> = above.map_or(own.clone(), |above| format!("{above}-{own}")).into();
        let LevelView { number, name } = level;
        self.nodes.push(Node { code: Rc::clone(&code), tier, number, name, parent: above.cloned(), notes });
        code
    }

    fn mention(&mut self, row: &IndexRow<'a>, place: &TreePlace<'a>) {
        let is_first = self.seen.insert(row.id);
        let sheets = &self.book.sheets;
        let sheet = row.page.and_then(|page| sheets.binary_search_by_key(&page, |sheet| sheet.page).ok());
        let sheet = sheet.map(|index| &sheets[index]);
        let is_reprint = sheet.map_or(!is_first, |sheet| sheet.reprint_of.is_some());
        self.mentions.push(Mention { id: row.id, place: place.clone(), page: row.page, is_reprint });
    }
}
