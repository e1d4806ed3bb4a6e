//! The model as seen from one year, and what it lacks for the booklet.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::views::{GradeView, YearView};
use super::wanted::Wanted;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned, Unwritten};
use crate::folder;
use crate::form::{Field, Stage};
use crate::model::{Grade, Measure, MeasureId, Model, Record, due};
use crate::year::FiscalYear;

/// The model as seen from one year.
#[derive(Clone, Copy)]
pub(super) struct Chapter<'a> {
    pub(super) model: &'a Model,
    pub(super) year: FiscalYear,
    pub(super) stage: Stage,
}

impl<'a> Chapter<'a> {
    /// Whether a field of the record of a year is shown.
    pub(super) fn shows(self, year: FiscalYear, field: Field) -> bool {
        year != self.year || self.stage.shows(field.row().due)
    }

    /// The mark of a year, as far as it is shown: of the years up to the booklet's.
    pub(super) fn mark(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Spanned<Grade>> {
        let is_shown = year <= self.year && self.shows(year, Field::SelfGrade);
        self.record(year, id).filter(|_| is_shown).and_then(Record::grade)
    }

    pub(super) fn record(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Record> {
        self.model.records.get(&year).and_then(|records| records.get(id))
    }

    pub(super) fn grade(self, grade: Grade) -> GradeView<'a> {
        self.model.plan.scale.definition(grade).into()
    }

    pub(super) fn year_view(self, year: FiscalYear) -> YearView {
        YearView {
            short: year,
            label: year.label(),
            era: year.era_name(),
            in_era: year.label_in_era(),
            current: year == self.year,
        }
    }

    /// What has to be there for the sheets of a booklet and is not: a record in any year up to this one of which there are records
    /// at all, and any field of this year's that is due. Measures without a sheet are missed in a booklet that is whole.
    pub(super) fn missing(self, sheets: &[Sheet<'a>], wanted: &Wanted) -> Diagnostics {
        let mut pages = BTreeMap::new();
        for sheet in sheets {
            pages.entry(sheet.id).or_insert(sheet.page);
        }
        let whole = wanted.selection.is_all();
        let mut measures: Vec<_> = self.model.measures.iter().collect();
        measures.retain(|(id, _)| whole || pages.contains_key(id));
        measures.sort_by_key(|(id, _)| pages.get(id).copied().unwrap_or(u32::MAX));
        let mut missing = Diagnostics::new();
        for year in self.model.plan.period.years().take_while(|&year| year <= self.year) {
            let records = self.model.records.get(&year).filter(|records| !records.is_empty());
            let Some(records) = records else {
                if year == self.year {
                    missing.push(
                        Diagnostic::new(Code::MissingRecord, format!("{}の記録がありません。", year.label()))
                            .in_file(self.model.folder(year))
                            .hint("このフォルダーを作り、事業ごとの記録を入れてください。"),
                    );
                }
                continue;
            };
            for &(id, measure) in measures.iter().filter(|(_, measure)| measure.runs_in(year)) {
                let lacks = match records.get(id) {
                    None => self.without_record(year, id, measure, wanted.stage),
                    Some(record) if year == self.year && !record.is_finished(wanted.stage) => {
                        self.without_fields(record, measure, wanted.stage)
                    }
                    Some(_) => continue,
                };
                missing.push(match pages.get(id) {
                    Some(&page) => lacks.about_sheet(page),
                    None => lacks,
                });
            }
        }
        missing
    }

    /// A measure has no record of a year.
    fn without_record(self, year: FiscalYear, id: &MeasureId, measure: &Measure, stage: Stage) -> Diagnostic {
        let fields = if year == self.year { due(&self.model.plan.form, stage).count() } else { 0 };
        let message = format!("事業「{}」の{}の記録がありません。", measure.title.value, year.label());
        Diagnostic::new(Code::MissingRecord, message)
            .in_file(self.model.folder(year).join(folder::yaml_file(id)))
            .is_unwritten(self.unwritten(year, measure, fields))
            .hint("このファイルを作るか、事業のファイルに「開始年度」か「終了年度」か「休止」を書いてください。")
    }

    /// The record of this year lacks fields.
    fn without_fields(self, record: &Record, measure: &Measure, stage: Stage) -> Diagnostic {
        let missing: Vec<Field> = record.missing(stage).collect();
        let fields = keys(missing.iter().copied(), "」「");
        let message = format!("{}の記録に「{fields}」がありません。", self.year.label());
        let booklet = stage.name().unwrap_or("印刷する年度");
        let wanted = keys(due(&self.model.plan.form, stage), "・");
        Diagnostic::new(Code::IncompleteRecord, message)
            .at(&record.place)
            .is_unwritten(self.unwritten(self.year, measure, missing.len()))
            .hint(format!("{booklet}の記録には、{wanted}がすべて要ります。"))
    }

    fn unwritten(self, year: FiscalYear, measure: &Measure, fields: usize) -> Unwritten {
        let sections = measure.sections.iter();
        Unwritten {
            year: year.label(),
            sections: sections
                .map(|section| self.model.plan.section_name(section.value).value.clone())
                .collect(),
            measure: measure.title.value.clone(),
            fields,
        }
    }
}

/// The keys of fields, in one text.
fn keys(fields: impl IntoIterator<Item = Field>, between: &str) -> String {
    fields.into_iter().map(Field::key).collect::<Vec<_>>().join(between)
}
