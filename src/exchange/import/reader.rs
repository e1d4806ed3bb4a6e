//! From workbooks to the files of a plan.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::files::{self, PlanFacts};
use super::findings::{
    MOST_MEASURES, differences, no_measure, no_year, notes, place, taken_from_records, too_many, uneven,
    unnamed,
};
use super::form_sheet::{self, Reading};
use super::found::{Found, Source};
use super::gather::Draft;
use super::grid::{Block, Grid};
use super::mapping::{Left, MAPPING, Mapping, Mark, PlanWords, entries};
use super::marks::{Marks, in_usual_order};
use super::repeated::Repeated;
use super::surroundings;
use super::table_sheet;
use super::vocabulary::{NEW_FIELD, NOT_TAKEN, Vocabulary};
use super::words::one_line;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use crate::exchange::workbook::{Note, Workbook};
use crate::form::Field;
use crate::model::{Edits, keys};
use crate::year::{FiscalYear, Period};

/// How many cells that were not taken are listed.
const MOST_LISTED: usize = 3_000;

/// How many characters of them.
const MOST_OF_TEXT: usize = 200;

/// What became of the workbooks.
#[derive(Debug)]
pub struct Imported {
    /// The files of `data/`.
    pub edits: Edits,
    /// The mapping as it is to be written.
    pub mapping: Arc<SourceFile>,
    /// The year of the booklet.
    pub year: FiscalYear,
    /// How many measures there are.
    pub measures: usize,
    /// How many sheets the booklet has: measures, as often as the tree mentions them.
    pub sheets: usize,
    /// How many records there are, in all years.
    pub records: usize,
    /// How many cells say something that was not taken.
    pub left: usize,
    /// The sheets that are hidden, which are not read.
    pub hidden: Vec<String>,
    /// What a person should look at.
    pub found: Diagnostics,
}

/// A sheet that is read, with its place among the workbooks.
struct Opened<'w> {
    grid: Grid<'w>,
    workbook: usize,
    sheet: usize,
}

/// Reads workbooks as the booklet of a plan, with what a person has said in the mapping of an earlier run.
///
/// # Errors
/// A mapping that cannot be read, workbooks in which there is no measure, and no year.
pub fn import(
    workbooks: &[Workbook],
    mapping: Option<&str>,
    year: Option<FiscalYear>,
) -> Result<Imported, Diagnostics> {
    let mapping = mapping.map(Mapping::read).transpose()?.unwrap_or_default();
    let vocabulary = Vocabulary::new(mapping.meanings()?);
    let ids = mapping.ids()?;
    let opened = open(workbooks, &mapping);
    let grids: Vec<&Grid<'_>> = opened.iter().map(|opened| &opened.grid).collect();
    let years = years(workbooks, &opened, &mapping, &vocabulary, year)?;
    let year = years.iter().copied().max().ok_or_else(no_year)?;
    let of_legend = surroundings::scale(&grids);
    let said = mapping.scale();
    let marks = Marks(if said.is_empty() { of_legend } else { said });

    let repeated = Repeated::of(&grids);
    let (found, of_measures) = measures(&opened, &vocabulary, &marks, &repeated);
    if found.is_empty() {
        return Err(no_measure(workbooks).into());
    }
    if found.len() > MOST_MEASURES {
        return Err(too_many().into());
    }
    let draft = Draft::of(&found, &years, &ids);
    let given = |given: &Option<String>, field| {
        given
            .clone()
            .filter(|given| *given != placeholder(field))
            .or_else(|| surroundings::of_plan(&grids, &vocabulary, field))
    };
    let name = given(&mapping.plan.name, Field::Name).or_else(|| surroundings::name(&of_measures));
    let publisher = given(&mapping.plan.publisher, Field::Publisher);
    let mut remarks = differences(&draft, workbooks);
    let mut or_unnamed = |value: Option<String>, field: Field| {
        value.unwrap_or_else(|| {
            remarks.push(unnamed(field));
            placeholder(field)
        })
    };
    let name = or_unnamed(name, Field::Name);
    let publisher = or_unnamed(publisher, Field::Publisher);
    draft.unnamed.iter().for_each(|&level| remarks.push(unnamed(level)));
    draft.uneven.iter().for_each(|policy| remarks.push(uneven(policy)));
    let scale = if marks.0.is_empty() {
        let scale = in_usual_order(draft.marks());
        let taken: Vec<&str> = scale.iter().map(|grade| grade.mark.as_str()).collect();
        remarks.push(taken_from_records(Field::Scale.key(), &taken.join("・"), "{記号: C, 名称: 検討中}"));
        scale
    } else {
        marks.0
    };
    let period = period(&mapping, &draft, year)?;
    if period.first() == period.last() && mapping.plan.period.is_none() {
        remarks.push(taken_from_records(keys::PERIOD, &period.to_string(), "R6-R10"));
    }
    let sections =
        if mapping.plan.sections.is_empty() { draft.sections() } else { mapping.plan.sections.clone() };
    let facts = PlanFacts { name, publisher, period, scale, sections };

    let edits = files::files(&draft, &facts)?;
    for Opened { grid, workbook, sheet } in &opened {
        let of_sheet = |source: &&Source| (source.workbook, source.sheet) == (*workbook, *sheet);
        draft.passed_over.iter().filter(of_sheet).for_each(|source| grid.leave(source.at));
    }
    for (index, workbook) in workbooks.iter().enumerate() {
        let of_workbook = opened.iter().filter(|opened| opened.workbook == index);
        remarks.append(notes(workbook, of_workbook.map(|opened| opened.grid.sheet)));
    }
    let mut left = left(&opened, workbooks);
    let left_count = left.len();
    left.extend(left_over(&opened, workbooks));
    left.truncate(MOST_LISTED);
    let unknown = surroundings::unknown_headings(&of_measures, |text| vocabulary.meaning(text).is_some());
    let names = workbooks.iter().map(|workbook| workbook.name.as_str());
    let named: Vec<(&str, String)> = names.zip(years.iter().map(ToString::to_string)).collect();
    let next = next_mapping(&mapping, &named, &facts, &draft, &unknown, left);
    let mapping = SourceFile::new(Path::new(MAPPING), next.written().unwrap_or_default());
    Ok(Imported {
        edits,
        mapping,
        year,
        measures: draft.measures.len(),
        sheets: draft.tree.mentions(),
        records: draft.measures.iter().map(|measure| measure.records.len()).sum(),
        left: left_count,
        hidden: hidden(workbooks),
        found: remarks,
    })
}

/// What stands where nobody has written a name yet.
fn placeholder(field: Field) -> String {
    format!("（{}）", if field == Field::Name { "計画の名称" } else { field.key() })
}

/// The sheets that people see and nobody has left out.
fn open<'w>(workbooks: &'w [Workbook], mapping: &Mapping) -> Vec<Opened<'w>> {
    let all = workbooks.iter().enumerate().flat_map(|(workbook, book)| {
        book.sheets.iter().enumerate().map(move |(sheet, tab)| (workbook, sheet, tab))
    });
    let read = all.filter(|(.., tab)| tab.visible && !mapping.leaves_out(&tab.name));
    read.map(|(workbook, sheet, tab)| Opened { grid: Grid::new(tab), workbook, sheet }).collect()
}

/// The year of each workbook: as a person says, or as its sheets are headed, or else that of most sheets of all.
fn years(
    workbooks: &[Workbook],
    opened: &[Opened<'_>],
    mapping: &Mapping,
    vocabulary: &Vocabulary,
    given: Option<FiscalYear>,
) -> Result<Vec<FiscalYear>, Diagnostics> {
    let all: Vec<&Grid<'_>> = opened.iter().map(|opened| &opened.grid).collect();
    let of_most = surroundings::year(&all, vocabulary);
    let of_workbook = |(index, workbook): (usize, &Workbook)| {
        let own = || -> Vec<&Grid<'_>> {
            opened.iter().filter(|opened| opened.workbook == index).map(|opened| &opened.grid).collect()
        };
        let year = given.or(mapping.year(&workbook.name)?);
        year.or_else(|| surroundings::year(&own(), vocabulary)).or(of_most).ok_or_else(no_year)
    };
    workbooks
        .iter()
        .enumerate()
        .map(of_workbook)
        .collect::<Result<_, Diagnostic>>()
        .map_err(Diagnostics::from)
}

/// The measures of all sheets in their order, and the sheets that have any.
fn measures<'o, 'w>(
    opened: &'o [Opened<'w>],
    vocabulary: &Vocabulary,
    marks: &Marks,
    repeated: &Repeated,
) -> (Vec<Found>, Vec<&'o Grid<'w>>) {
    let mut found = Vec::new();
    let mut of_measures = Vec::new();
    for Opened { grid, workbook, sheet } in opened {
        let reading = Reading { vocabulary, marks, repeated, workbook: *workbook, sheet: *sheet };
        let of_sheet = table_sheet::read(grid, reading).unwrap_or_else(|| form_sheet::read(grid, reading));
        if !of_sheet.is_empty() {
            of_measures.push(grid);
            found.extend(of_sheet);
        }
    }
    (found, of_measures)
}

fn period(mapping: &Mapping, draft: &Draft, year: FiscalYear) -> Result<Period, Diagnostics> {
    if let Some(period) = mapping.period()? {
        return Ok(period);
    }
    let years: BTreeSet<FiscalYear> = draft.years().chain([year]).collect();
    let ends = years.first().zip(years.last()).map(|(first, last)| format!("{first}-{last}"));
    ends.and_then(|ends| ends.parse().ok()).ok_or_else(|| no_year().into())
}

/// What was not taken, sheet by sheet.
fn left(opened: &[Opened<'_>], workbooks: &[Workbook]) -> Vec<Left> {
    let of_sheet = |opened: &Opened<'_>| {
        let workbook = workbooks[opened.workbook].name.clone();
        let sheet = opened.grid.sheet.name.clone();
        let cell = move |block: Block<'_>| Left {
            workbook: workbook.clone(),
            sheet: sheet.clone(),
            cell: block.at().to_string(),
            text: one_line(block.text).chars().take(MOST_OF_TEXT).collect(),
        };
        opened.grid.left().into_iter().map(cell).collect::<Vec<_>>()
    };
    opened.iter().flat_map(of_sheet).collect()
}

/// The same of what is written over the sheets.
fn left_over(opened: &[Opened<'_>], workbooks: &[Workbook]) -> Vec<Left> {
    let of_sheet = |Opened { grid, workbook, .. }: &Opened<'_>| {
        let workbook = &workbooks[*workbook].name;
        let note = |note: &Note| Left {
            workbook: workbook.clone(),
            sheet: grid.sheet.name.clone(),
            cell: place(note),
            text: one_line(&note.text).chars().take(MOST_OF_TEXT).collect(),
        };
        grid.sheet.notes.found.iter().map(note).collect::<Vec<_>>()
    };
    opened.iter().flat_map(of_sheet).collect()
}

/// The mapping of the next run: what a person has said, and what was understood beside it.
fn next_mapping(
    before: &Mapping,
    years: &[(&str, String)],
    facts: &PlanFacts,
    draft: &Draft,
    unknown: &[String],
    left: Vec<Left>,
) -> Mapping {
    let mut headings = before.headings.clone();
    let what = |field: Field| if matches!(field, Field::Own(_)) { NEW_FIELD } else { field.key() };
    let known = draft.headings.iter().map(|(heading, field)| (heading.as_str(), what(*field)));
    let unknown = unknown.iter().map(|heading| (heading.as_str(), NOT_TAKEN));
    for (heading, what) in entries(known.chain(unknown)) {
        if !headings.contains_key(&heading) {
            headings.insert(heading, what);
        }
    }
    Mapping {
        years: entries(years.iter().map(|(name, year)| (*name, year.as_str()))),
        plan: PlanWords {
            name: Some(facts.name.clone()),
            publisher: Some(facts.publisher.clone()),
            period: Some(facts.period.to_string()),
            scale: facts.scale.iter().map(Mark::from).collect(),
            sections: facts.sections.clone(),
        },
        headings,
        sheets: before.sheets.clone(),
        measures: entries(draft.measures.iter().map(|measure| (measure.title.as_str(), measure.id.as_str()))),
        left,
    }
}

/// The hidden sheets that say something.
fn hidden(workbooks: &[Workbook]) -> Vec<String> {
    let sheets = workbooks.iter().flat_map(|workbook| &workbook.sheets);
    sheets.filter(|sheet| !sheet.visible && !sheet.cells.is_empty()).map(|sheet| sheet.name.clone()).collect()
}
