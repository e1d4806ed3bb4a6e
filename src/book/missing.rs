//! What a booklet lacks.

use std::collections::BTreeMap;

use super::chapter::Chapter;
use super::said;
use super::sheet::Sheet;
use super::wanted::Wanted;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Owed, Unwritten};
use crate::form::{Field, Kind, Stage, Writer};
use crate::model::{Measure, MeasureId, Record, Value, WHOLE_ROWS};
use crate::year::FiscalYear;

/// What has to be there for the sheets of a booklet and is not: a record in any year up to this one of which there are records
/// at all, and any field of this year's that is due. Measures without a sheet are missed in a booklet that is whole.
pub(super) fn missing<'a>(chapter: Chapter<'a>, sheets: &[Sheet<'a>], wanted: &Wanted) -> Diagnostics {
    let mut pages = BTreeMap::new();
    for sheet in sheets {
        pages.entry(sheet.id).or_insert(sheet.page);
    }
    let whole = wanted.selection.is_all();
    let mut measures: Vec<_> = chapter.model.measures.iter().collect();
    measures.retain(|(id, _)| whole || pages.contains_key(id));
    measures.sort_by_key(|(id, _)| pages.get(id).copied().unwrap_or(u32::MAX));
    let mut missing = Diagnostics::new();
    for year in chapter.model.plan.period.years().take_while(|&year| year <= chapter.year) {
        let records = chapter.model.records.get(&year).filter(|records| !records.is_empty());
        let Some(records) = records else {
            if year == chapter.year {
                missing.push(
                    Diagnostic::new(Code::MissingRecord, format!("{}の記録がありません。", year.label()))
                        .in_file(chapter.model.folder(year))
                        .hint(format!("事業ごとの記録は、shinchoku new-year {year} で作れます。")),
                );
            }
            continue;
        };
        for &(id, measure) in measures.iter().filter(|(_, measure)| measure.runs_in(year)) {
            let lacks = match records.get(id) {
                None => without_record(chapter, year, id, measure, wanted.stage),
                Some(record) if year == chapter.year && !record.is_finished(wanted.stage) => {
                    without_fields(chapter, record, measure, wanted.stage)
                }
                Some(_) => continue,
            };
            missing.push(match pages.get(id) {
                Some(&page) => lacks.about_sheet(page),
                None => lacks,
            });
        }
    }
    if whole { missing.and(said::missing(chapter, wanted.stage)) } else { missing }
}

/// A measure has no record of a year.
fn without_record(
    chapter: Chapter<'_>,
    year: FiscalYear,
    id: &MeasureId,
    measure: &Measure,
    stage: Stage,
) -> Diagnostic {
    let due = measure.due(&chapter.model.plan.form, stage);
    let fields: Vec<Field> = if year == chapter.year { due.collect() } else { Vec::new() };
    let message = format!("事業「{}」の{}の記録がありません。", measure.title_in(year).value, year.label());
    Diagnostic::new(Code::MissingRecord, message)
        .in_file(chapter.model.record_file(year, id))
        .is_unwritten(unwritten(chapter, year, measure, &fields))
        .hint(format!("このファイルを作るか（shinchoku new-year {year} で作れます）、事業のファイルに「開始年度」か「終了年度」か「休止」を書いてください。"))
}

/// The record of this year lacks fields.
fn without_fields(chapter: Chapter<'_>, record: &Record, measure: &Measure, stage: Stage) -> Diagnostic {
    let missing: Vec<Field> = record.missing(stage).collect();
    let lacks: Vec<String> = missing.iter().map(|&field| lacking(record, measure, field)).collect();
    let fields = lacks.join("」「");
    let message = format!("{}の記録に「{fields}」がありません。", chapter.year.label());
    let booklet = stage.name().unwrap_or("印刷する年度");
    let wanted = measure.due(&chapter.model.plan.form, stage);
    let wanted = wanted.map(Field::key).collect::<Vec<_>>().join("・");
    let empty = record.first_empty(stage);
    let has_gaps = missing.iter().any(|&field| record.value(field).is_some());
    let found = Diagnostic::new(Code::IncompleteRecord, message)
        .at(empty.map_or(&record.place, |(_, place)| place))
        .is_unwritten(unwritten(chapter, chapter.year, measure, &missing))
        .hint(format!("{booklet}の記録には、{wanted}がすべて要ります。"));
    let found = match empty {
        Some((field, _)) => {
            found.hint(format!("「{}:」の後に、何も書かれていません（空白は値になりません）。", field.key()))
        }
        None => found,
    };
    if has_gaps { found.hint(WHOLE_ROWS) } else { found }
}

/// What of a field is not there: all of it, or cells of its table.
fn lacking(record: &Record, measure: &Measure, field: Field) -> String {
    let (Some(Value::Rows(rows)), Kind::Table(table)) = (record.value(field), field.row().kind) else {
        return field.key().to_owned();
    };
    format!("{}（{}）", field.key(), rows.named_gaps(table, measure.rows_of(field)))
}

fn unwritten(chapter: Chapter<'_>, year: FiscalYear, measure: &Measure, fields: &[Field]) -> Unwritten {
    let sections = measure.sections.iter().map(|section| chapter.model.plan.section_name(section.value));
    let sections = sections.map(|name| name.value.clone());
    let mut of_writers: BTreeMap<Writer, usize> = BTreeMap::new();
    for field in fields {
        *of_writers.entry(field.row().writer).or_default() += 1;
    }
    // Nobody but the section begins a record.
    let of_section = of_writers.remove(&Writer::Section).or(of_writers.is_empty().then_some(0));
    let of_others = of_writers.into_iter().map(|(writer, fields)| Owed {
        writer: writer.said().to_owned(),
        fields,
        is_in_review: matches!(writer, Writer::WorkingGroup | Writer::Named(_)),
    });
    let owed = of_section
        .into_iter()
        .flat_map(|fields| sections.clone().map(move |writer| Owed { writer, fields, is_in_review: false }));
    Unwritten {
        year: year.label(),
        measure: measure.title_in(year).value.clone(),
        owed: owed.chain(of_others).collect(),
        booklet: [Some(chapter.year.to_string().as_str()), chapter.stage.option()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    }
}
