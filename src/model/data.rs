//! All that the files say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::date::Day;
use super::deadlines::Deadlines;
use super::elsewhere;
use super::excuse::Excuse;
use super::id::MeasureId;
use super::mapping::{Mapping, Text};
use super::measure::Measure;
use super::plan::{ForewordSection, NUMBER, Plan, TreeLevel};
use super::record::Record;
use super::value::Value;
use super::values::Values;
use super::words::Word;
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use crate::folder::{self, DataFile};
use crate::form::{Field, Level, Stage, Tier};
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
    /// The files that were read, in the order of their paths.
    pub sources: Vec<Arc<SourceFile>>,
    /// The pictures that were looked at, relative to the root.
    pub(super) pictures: Vec<PathBuf>,
}

/// `years/<year>.yaml`: what belongs to one year's booklet and to no measure.
#[derive(Debug)]
pub struct YearNotes {
    /// Its file, relative to the root: 2019 may be `H31.yaml` or `R1.yaml`.
    pub file: PathBuf,
    /// 発行日: on the cover, and the date of the PDF.
    pub issued: Option<Day>,
    /// 締切: by when the sections have to have written.
    pub deadlines: Deadlines,
    /// What the council's own fields say of the levels of the tree.
    pub strategies: Vec<LevelNotes>,
    /// 前文 of that year's own, in place of the plan's.
    pub foreword: Option<Vec<ForewordSection>>,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
}

impl Model {
    /// When a file that was read was last changed, if the system says so.
    #[must_use]
    pub fn last_change(&self, root: &Path) -> Option<SystemTime> {
        let files =
            self.sources.iter().map(|file| file.path()).chain(self.pictures.iter().map(PathBuf::as_path));
        files.filter_map(|file| fs::metadata(root.join(file)).ok()?.modified().ok()).max()
    }

    /// Where the records of a year lie, or would lie, relative to the root.
    #[must_use]
    pub fn folder(&self, year: FiscalYear) -> PathBuf {
        self.folders
            .get(&year)
            .cloned()
            .unwrap_or_else(|| folder::in_data(folder::RECORDS).join(year.to_string()))
    }

    /// The file of a record, there or not, relative to the root.
    #[must_use]
    pub fn record_file(&self, year: FiscalYear, id: &MeasureId) -> PathBuf {
        self.folder(year).join(folder::yaml_file(id))
    }

    /// The file of what belongs to a year and to no measure, there or not, relative to the root.
    #[must_use]
    pub fn notes_file(&self, year: FiscalYear) -> PathBuf {
        let notes = self.years.get(&year);
        notes.map_or_else(
            || DataFile::YearNotes { year: &year.to_string() }.path(),
            |notes| notes.file.clone(),
        )
    }

    /// The newest 年度 of which there is any record.
    #[must_use]
    pub fn newest_begun_year(&self) -> Option<FiscalYear> {
        self.records.iter().rev().find(|(_, records)| !records.is_empty()).map(|(&year, _)| year)
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

/// What the council's own fields say of a level of the tree in a year.
#[derive(Debug)]
pub struct LevelNotes {
    /// Its number.
    pub number: u32,
    values: Values,
    /// What they say of those of the next level in it.
    pub below: Vec<Self>,
}

impl LevelNotes {
    /// What is typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.values.value(field)
    }

    /// What is said of one of several, by its number.
    #[must_use]
    pub fn find(notes: &[Self], number: u32) -> Option<&Self> {
        notes.iter().find(|notes| notes.number == number)
    }

    /// Reads what a file says of the levels of a tier.
    pub(super) fn read_all(
        tier: Tier,
        levels: &[TreeLevel<'_>],
        mapping: &Mapping<'_>,
        plan: &Plan,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for node in mapping.list(tier.key(), diagnostics) {
            let Some(notes) = Self::read(tier, levels, node, plan, diagnostics) else { continue };
            if Self::find(&all, notes.number).is_some() {
                let message = format!("{}{} が二度出てきます。", tier.key(), notes.number);
                diagnostics.push(
                    Diagnostic::new(Code::Duplicate, message)
                        .at(&node.place.first_line())
                        .hint("一つにまとめてください。"),
                );
            }
            all.push(notes);
        }
        all
    }

    fn read(
        tier: Tier,
        levels: &[TreeLevel<'_>],
        node: &Node,
        plan: &Plan,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let level = mapping.require_text(NUMBER, diagnostics).and_then(|typed| {
            let level = levels.iter().find(|level| level.number.to_string() == typed.value);
            diagnostics.take(level.ok_or_else(|| unknown_number(tier, levels, &typed)))
        });
        let mut values = Values::default();
        for field in plan.form.fields(Level::Year(tier)) {
            values.read(field, &mapping, plan, None, diagnostics);
        }
        let below = match (tier.below(), level) {
            (Some(below), Some(level)) => Self::read_all(below, &level.below, &mapping, plan, diagnostics),
            (Some(below), None) => {
                mapping.get(below.key());
                Vec::new()
            }
            (None, _) => Vec::new(),
        };
        elsewhere::tell(&plan.form, &mapping, diagnostics);
        mapping.finish(diagnostics);
        Some(Self { number: level?.number, values, below })
    }
}

fn unknown_number(tier: Tier, levels: &[TreeLevel<'_>], typed: &Text) -> Diagnostic {
    let numbers: Vec<String> = levels.iter().map(|level| level.number.to_string()).collect();
    let unknown = Diagnostic::new(
        Code::BadValue,
        format!("{} {} は plan.yaml にありません。", tier.key(), typed.value),
    )
    .at(&typed.place);
    if numbers.is_empty() { unknown } else { unknown.label(format!("{} のどれか", numbers.join("・"))) }
}
