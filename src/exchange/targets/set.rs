//! The targets of a table, written into the records of the year.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::names::{Meant, Names};
use super::table::{Row, rows};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{CellAt, CellText, Workbook};
use crate::form::Field;
use crate::model::{Edits, Measure, MeasureId, Model, Slot, SlotPart};
use crate::year::FiscalYear;

/// What came of a table of targets. Nothing is written yet.
#[derive(Debug)]
pub struct TargetsSet {
    /// The records as they would be.
    pub edits: Edits,
    /// How many of them get their target from the table.
    pub count: usize,
    /// What was not taken, and why.
    pub told: Diagnostics,
}

/// Writes the targets of a table into the records of a year, which may be new among the edits: the model is the one with them. A record
/// that has another target keeps it.
///
/// # Errors
/// A workbook without such a table.
pub fn set_targets(
    model: &Model,
    year: FiscalYear,
    workbook: &Workbook,
    edits: Edits,
) -> Result<TargetsSet, Diagnostic> {
    let mut setting = Setting {
        model,
        year,
        workbook,
        slot: Slot { field: Field::Target, part: SlotPart::Whole },
        names: Names::of(model, year),
        seen: BTreeMap::new(),
        done: TargetsSet { edits, count: 0, told: Diagnostics::new() },
    };
    for row in rows(workbook, &model.plan.form.labels)? {
        if let Err(reason) = setting.row(&row) {
            setting.done.told.push(reason);
        }
    }
    Ok(setting.done)
}

struct Setting<'m> {
    model: &'m Model,
    year: FiscalYear,
    workbook: &'m Workbook,
    slot: Slot,
    names: Names<'m>,
    /// The measures whose target has been read, with it and its cell.
    seen: BTreeMap<&'m MeasureId, (String, PathBuf)>,
    done: TargetsSet,
}

impl<'m> Setting<'m> {
    fn row(&mut self, row: &Row<'_>) -> Result<(), Diagnostic> {
        let (id, measure) = self.measure(row)?;
        let plan = &self.model.plan;
        let label = plan.form.labels.field(Field::Target);
        let title = &measure.title_in(self.year).value;
        let (at, said) = row.target;
        let place = self.file(row, at);
        let Some(record) = self.model.records.get(&self.year).and_then(|records| records.get(id)) else {
            let message = format!("事業「{title}」は、{}には行われていません。", self.year.label());
            return Err(Diagnostic::new(Code::UnknownTarget, message).in_file(place).hint(
                "行われるのなら、事業のファイルの開始年度・終了年度・休止を直して、もう一度実行してください。行われないのなら、そのままでかまいません。",
            ));
        };
        if let Some(date) = row.sheet.cells.get(&at).and_then(CellText::is_date) {
            return Err(date.in_file(place));
        }
        let target = self.slot.read(plan, None, &place, said)?;
        if let Some((other, earlier)) = self.seen.get(id) {
            if *other == target {
                return Ok(());
            }
            let message = format!(
                "事業「{title}」の{label}が、表の中で二通りに書かれています。先の行のとおりにします。"
            );
            return Err(Diagnostic::new(Code::OtherTarget, message)
                .hint(format!("{}: {}", earlier.display(), shortened(other)))
                .hint(format!("{}: {}", place.display(), shortened(&target)))
                .hint(format!(
                    "後のほうが正しければ、{} に書いてください。",
                    record.place.source().path().display()
                ))
                .in_file(place));
        }
        let there = self.slot.value(plan, measure, record).unwrap_or_default();
        self.seen.insert(id, (target.clone(), place.clone()));
        if there.trim() == target {
            return Ok(());
        }
        if !there.trim().is_empty() {
            let file = record.place.source().path().display();
            let message = format!(
                "事業「{title}」の記録には、表と違う{label}がもう書かれています。今の記録のままにします。"
            );
            return Err(Diagnostic::new(Code::OtherTarget, message)
                .hint(format!("表: {}", shortened(&target)))
                .hint(format!("今の記録（{file}）: {}", shortened(&there)))
                .hint(format!("表のとおりにするには、{file} の「{}」を書き換えてください。今の記録のままでよければ、何もしなくてかまいません。", Field::Target.key()))
                .in_file(place));
        }
        self.slot.write(&mut self.done.edits, &plan.form, record, &target)?;
        self.done.count += 1;
        Ok(())
    }

    /// The measure of a row: by its id, if it has one, or else by its name.
    fn measure(&self, row: &Row<'_>) -> Result<(&'m MeasureId, &'m Measure), Diagnostic> {
        let of_name = Some(row.name).filter(|(_, name)| !name.is_empty()).map(|cell| self.named(row, cell));
        let of_id = Some(row.id).filter(|(_, id)| !id.is_empty()).map(|cell| self.named(row, cell));
        match (of_id, of_name) {
            (Some(Ok(by_id)), Some(Ok(by_name))) if by_id.0 != by_name.0 => {
                Err(self.told(row, row.id.0, format!("ID「{}」の事業は「{}」です。隣の事業名と違います。", row.id.1, self.title(by_id.1)))
                    .hint(format!("ID か事業名の、違うほうを直してください（「{}」の ID は {} です）。", self.title(by_name.1), by_name.0)))
            }
            (Some(meant), _) | (None, Some(meant)) => meant,
            (None, None) => Err(self
                .told(row, row.target.0, "どの事業の目標か分かりません。事業名がありません。".into())
                .hint("同じ行に事業名（または事業のID）を書いてください。結合した升の目標は、事業ごとに一行に分けてください。")),
        }
    }

    fn named(
        &self,
        row: &Row<'_>,
        (at, name): (CellAt, &str),
    ) -> Result<(&'m MeasureId, &'m Measure), Diagnostic> {
        match self.names.find(name) {
            Meant::Measure(id, measure) => Ok((id, measure)),
            Meant::Several(ids) => {
                let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
                Err(self
                    .told(row, at, format!("「{}」という事業がいくつかあります。", shortened(name)))
                    .hint(format!("事業名の代わりに、事業の ID（{}）を書いてください。", ids.join("、"))))
            }
            Meant::Unknown(near) => {
                let told =
                    self.told(row, at, format!("「{}」という事業は、計画にありません。", shortened(name)));
                Err(match near {
                    Some(near) => told
                        .hint(format!("「{near}」ではありませんか。表を直して、もう一度実行してください。")),
                    None => told.hint(
                        "事業名か事業の ID を、事業のファイル（data/measures）のとおりに書いてください。",
                    ),
                })
            }
        }
    }

    fn title(&self, measure: &'m Measure) -> &'m str {
        &measure.title_in(self.year).value
    }

    fn told(&self, row: &Row<'_>, at: CellAt, message: String) -> Diagnostic {
        Diagnostic::new(Code::UnknownTarget, message).in_file(self.file(row, at))
    }

    fn file(&self, row: &Row<'_>, at: CellAt) -> PathBuf {
        self.workbook.file_of(row.sheet, Some(at))
    }
}
