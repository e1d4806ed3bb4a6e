//! All that the files say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::date::Day;
use super::excuse::Excuse;
use super::id::MeasureId;
use super::mapping::Mapping;
use super::measure::Measure;
use super::plan::{ForewordSection, Plan};
use super::record::Record;
use super::value::Value;
use super::values::Values;
use super::words::Word;
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder;
use crate::form::{Field, Level, Stage};
use crate::year::FiscalYear;

/// All of `data/`, with every reference known to lead somewhere.
#[derive(Debug)]
pub struct Model {
    /// The plan.
    pub plan: Plan,
    /// The measures by id; just those that the plan's tree mentions.
    pub measures: BTreeMap<MeasureId, Measure>,
    /// The records by year and measure.
    pub records: BTreeMap<FiscalYear, BTreeMap<MeasureId, Record>>,
    /// What is known of a year besides its records.
    pub years: BTreeMap<FiscalYear, YearNotes>,
    /// 用語: the words that the proofreader shall look for.
    pub words: Vec<Word>,
    /// Where the records of each year lie, relative to the root: `data/records/R5`.
    pub folders: BTreeMap<FiscalYear, PathBuf>,
    /// The files that were read, relative to the root.
    pub(super) files: Vec<PathBuf>,
}

/// `years/<year>.yaml`: what belongs to one year's booklet and to no measure.
#[derive(Debug, Default)]
pub struct YearNotes {
    /// 発行日: on the cover, and the date of the PDF.
    pub issued: Option<Day>,
    /// What the council's own fields say of a 基本戦略, by its number.
    pub strategies: Vec<StrategyNotes>,
    /// 前文 of that year's own, in place of the plan's.
    pub foreword: Option<Vec<ForewordSection>>,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
}

impl Model {
    /// When a file that was read was last changed, if the system says so.
    #[must_use]
    pub fn last_change(&self, root: &Path) -> Option<SystemTime> {
        self.files.iter().filter_map(|file| fs::metadata(root.join(file)).ok()?.modified().ok()).max()
    }

    /// Where the records of a year lie, or would lie, relative to the root.
    #[must_use]
    pub fn folder(&self, year: FiscalYear) -> PathBuf {
        self.folders
            .get(&year)
            .cloned()
            .unwrap_or_else(|| folder::in_data(folder::RECORDS).join(year.to_string()))
    }

    /// The newest 年度 for which a section has finished a record as far as a booklet requires; the year to print unless one is
    /// named. What the other sections have not finished is then missed, and said.
    #[must_use]
    pub fn newest_reported_year(&self, stage: Stage) -> Option<FiscalYear> {
        let mut newest_first = self.records.iter().rev();
        let reported =
            newest_first.find(|(_, records)| records.values().any(|record| record.is_finished(stage)));
        reported.map(|(&year, _)| year)
    }
}

/// What the council's own fields say of a 基本戦略 in a year.
#[derive(Debug)]
pub struct StrategyNotes {
    /// Its number.
    pub number: u32,
    values: Values,
}

impl StrategyNotes {
    /// What is typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.values.value(field)
    }

    pub(super) fn read(node: &Node, plan: &Plan, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let number = mapping.require_text("番号", diagnostics).and_then(|typed| {
            let strategy = plan.strategies.iter().find(|strategy| strategy.number.to_string() == typed.value);
            diagnostics.take(strategy.map(|strategy| strategy.number).ok_or_else(|| {
                let numbers: Vec<String> =
                    plan.strategies.iter().map(|strategy| strategy.number.to_string()).collect();
                Diagnostic::new(
                    Code::BadValue,
                    format!("基本戦略 {} は plan.yaml にありません。", typed.value),
                )
                .at(&typed.place)
                .label(format!("{} のどれか", numbers.join("・")))
            }))
        });
        let mut values = Values::default();
        for field in plan.form.own.iter().map(|own| Field::Own(*own)) {
            if field.row().level == Level::Tree {
                values.read(field, &mapping, plan, None, diagnostics);
            }
        }
        mapping.finish(diagnostics);
        Some(Self { number: number?, values })
    }
}
