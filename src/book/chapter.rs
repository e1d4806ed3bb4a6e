//! The model as seen from one year, and what it lacks for the booklet.

use super::views::{GradeView, YearView};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder;
use crate::form::Field;
use crate::model::{Grade, MeasureId, Model, Record, due};
use crate::year::FiscalYear;

/// The model as seen from one year.
#[derive(Clone, Copy)]
pub(super) struct Chapter<'a> {
    pub(super) model: &'a Model,
    pub(super) year: FiscalYear,
}

impl<'a> Chapter<'a> {
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

    /// What is missing: a record in any year up to this one of which there are records at all,
    /// and any field of this year's.
    pub(super) fn gaps(self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for year in self.model.plan.period.years().take_while(|&year| year <= self.year) {
            let folder = self.model.folder(year);
            let records = self.model.records.get(&year).filter(|records| !records.is_empty());
            let Some(records) = records else {
                if year == self.year && !self.model.measures.values().any(|measure| measure.runs_in(year)) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::YearOutsidePeriod,
                            format!("{}に行われている事業がありません。", year.label()),
                        )
                        .in_file(folder::in_data(folder::MEASURES))
                        .hint("年度を確かめるか、事業のファイルの開始年度・終了年度・休止を直してください。"),
                    );
                } else if year == self.year {
                    diagnostics.push(
                        Diagnostic::new(Code::MissingRecord, format!("{}の記録がありません。", year.label()))
                            .in_file(&folder)
                            .hint("このフォルダーを作り、事業ごとの記録を入れてください。"),
                    );
                }
                continue;
            };
            for (id, measure) in self.model.measures.iter().filter(|(_, measure)| measure.runs_in(year)) {
                match records.get(id) {
                    None => diagnostics.push(
                        Diagnostic::new(
                            Code::MissingRecord,
                            format!("事業「{}」の{}の記録がありません。", measure.title.value, year.label()),
                        )
                        .in_file(folder.join(folder::yaml_file(id)))
                        .hint("このファイルを作るか、事業のファイルに「開始年度」か「終了年度」か「休止」を書いてください。"),
                    ),
                    Some(record) if year == self.year => {
                        let Err(missing) = record.report() else { continue };
                        diagnostics.push(
                            Diagnostic::new(
                                Code::IncompleteRecord,
                                format!(
                                    "{}の記録に「{}」がありません。",
                                    year.label(),
                                    keys(missing.iter().copied(), "」「")
                                ),
                            )
                            .at(&record.place)
                            .hint(format!(
                                "印刷する年度の記録には、{}がすべて要ります。",
                                keys(due(&self.model.plan.form), "・")
                            )),
                        );
                    }
                    Some(_) => {}
                }
            }
        }
        diagnostics
    }
}

/// The keys of fields, in one text.
fn keys(fields: impl IntoIterator<Item = Field>, between: &str) -> String {
    fields.into_iter().map(Field::key).collect::<Vec<_>>().join(between)
}
