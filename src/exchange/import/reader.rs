//! From workbooks to the files of a plan.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::files::{self, PlanFacts};
use super::form_sheet::{self, Reading};
use super::found::{Found, Source};
use super::gather::Draft;
use super::grid::{Block, Grid};
use super::mapping::{Left, MAPPING, Mapping, Mark, PlanWords, entries};
use super::marks::{Marks, in_usual_order};
use super::surroundings;
use super::table_sheet;
use super::vocabulary::{NOT_TAKEN, Vocabulary};
use super::words::one_line;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use crate::exchange::workbook::{CellPlace, Workbook};
use crate::form::Field;
use crate::model::Edits;
use crate::year::{FiscalYear, Period};

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
    let given = year.or(mapping.year()?);
    let Some(year) = given.or_else(|| surroundings::year(&grids, &vocabulary)) else {
        return Err(no_year().into());
    };
    let of_legend = surroundings::scale(&grids);
    let said = mapping.scale();
    let marks = Marks(if said.is_empty() { of_legend } else { said });

    let often = surroundings::often(&grids);
    let (found, of_measures) = measures(&opened, &vocabulary, &marks, &often);
    if found.is_empty() {
        return Err(no_measure(workbooks).into());
    }
    let draft = Draft::of(&found, year, &ids);
    let given = |given: &Option<String>, field| {
        given.clone().or_else(|| surroundings::of_plan(&grids, &vocabulary, field))
    };
    let name = given(&mapping.plan.name, Field::Name).or_else(|| surroundings::name(&of_measures));
    let publisher = given(&mapping.plan.publisher, Field::Publisher);
    let mut remarks = differences(&draft, workbooks);
    let mut or_unnamed = |value: Option<String>, field: Field| {
        value.unwrap_or_else(|| {
            remarks.push(unnamed(field));
            format!("（{}）", if field == Field::Name { "計画の名称" } else { field.key() })
        })
    };
    let name = or_unnamed(name, Field::Name);
    let publisher = or_unnamed(publisher, Field::Publisher);
    draft.unnamed.iter().for_each(|&level| remarks.push(unnamed(level)));
    let scale = if marks.0.is_empty() { in_usual_order(draft.marks()) } else { marks.0 };
    let sections =
        if mapping.plan.sections.is_empty() { draft.sections() } else { mapping.plan.sections.clone() };
    let facts = PlanFacts { name, publisher, period: period(&mapping, &draft, year)?, scale, sections };

    let edits = files::files(&draft, &facts)?;
    let left = left(&opened, workbooks);
    let unknown = surroundings::unknown_headings(&of_measures, |text| vocabulary.meaning(text).is_some());
    let next = next_mapping(&mapping, year, &facts, &draft, &unknown, left);
    let left = next.left.len();
    let mapping = SourceFile::new(Path::new(MAPPING), next.written().unwrap_or_default());
    Ok(Imported {
        edits,
        mapping,
        year,
        measures: draft.measures.len(),
        sheets: draft.tree.mentions(),
        records: draft.measures.iter().map(|measure| measure.records.len()).sum(),
        left,
        found: remarks,
    })
}

/// The sheets that people see and nobody has left out.
fn open<'w>(workbooks: &'w [Workbook], mapping: &Mapping) -> Vec<Opened<'w>> {
    let all = workbooks.iter().enumerate().flat_map(|(workbook, book)| {
        book.sheets.iter().enumerate().map(move |(sheet, tab)| (workbook, sheet, tab))
    });
    let read = all.filter(|(.., tab)| tab.visible && !mapping.leaves_out(&tab.name));
    read.map(|(workbook, sheet, tab)| Opened { grid: Grid::new(tab), workbook, sheet }).collect()
}

/// The measures of all sheets in their order, and the sheets that have any.
fn measures<'o, 'w>(
    opened: &'o [Opened<'w>],
    vocabulary: &Vocabulary,
    marks: &Marks,
    often: &HashMap<String, usize>,
) -> (Vec<Found>, Vec<&'o Grid<'w>>) {
    let mut found = Vec::new();
    let mut of_measures = Vec::new();
    for Opened { grid, workbook, sheet } in opened {
        let reading = Reading { vocabulary, marks, often, workbook: *workbook, sheet: *sheet };
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
            text: one_line(block.text),
        };
        opened.grid.left().into_iter().map(cell).collect::<Vec<_>>()
    };
    opened.iter().flat_map(of_sheet).collect()
}

/// The mapping of the next run: what a person has said, and what was understood beside it.
fn next_mapping(
    before: &Mapping,
    year: FiscalYear,
    facts: &PlanFacts,
    draft: &Draft,
    unknown: &[String],
    left: Vec<Left>,
) -> Mapping {
    let mut headings = before.headings.clone();
    for (heading, what) in entries(unknown.iter().map(|heading| (heading.as_str(), NOT_TAKEN))) {
        if !headings.contains_key(&heading) {
            headings.insert(heading, what);
        }
    }
    Mapping {
        year: Some(year.to_string()),
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

/// Values of one measure that differ between its sheets.
fn differences(draft: &Draft, workbooks: &[Workbook]) -> Diagnostics {
    let place = |source: &Source| {
        let workbook = &workbooks[source.workbook];
        CellPlace { workbook: &workbook.name, sheet: &workbook.sheets[source.sheet].name, at: source.at }
            .to_string()
    };
    let differing = draft.differing.iter().map(|(title, field, first, second)| {
        Diagnostic::new(
            Code::SheetsDiffer,
            format!("事業「{title}」の{}が、{} と {} で違います。", field.key(), place(first), place(second)),
        )
        .hint(format!(
            "{} のほうを取り込みました。違うときは、取り込んだ後のファイルを直してください。",
            place(first)
        ))
    });
    differing.collect()
}

fn unnamed(field: Field) -> Diagnostic {
    let what = if field == Field::Name { "計画の名称" } else { field.key() };
    Diagnostic::new(Code::Unnamed, format!("{what}が、Excel に見つかりませんでした。"))
        .in_file(Path::new(MAPPING))
        .hint(match field {
            Field::Name | Field::Publisher => format!("「計画」の「{}」に書いてください。", field.key()),
            _ => format!("data/plan.yaml の「（{what}の名称）」を直してください。"),
        })
}

fn no_year() -> Diagnostic {
    Diagnostic::new(Code::NotInWorkbook, "何年度の冊子か、Excel から読み取れませんでした。")
        .hint("--year R5 のように、年度を付けて実行してください。")
}

fn no_measure(workbooks: &[Workbook]) -> Diagnostic {
    let names: Vec<&str> = workbooks.iter().map(|workbook| workbook.name.as_str()).collect();
    Diagnostic::new(Code::NotInWorkbook, format!("事業が、{} に見つかりませんでした。", names.join("、")))
        .hint("「事業名」「担当係」「概要」などの見出しのある、進捗管理シートか一覧表のブックを示してください。")
        .hint(format!("見出しの言葉が違うときは、{MAPPING} の「見出し」に「取組の名前: 事業名」のように書いてから、もう一度実行してください。"))
}
