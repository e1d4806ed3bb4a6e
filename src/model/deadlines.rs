//! 締切: by when the sections have to have written.

use std::collections::BTreeMap;

use super::date::Day;
use super::mapping::{Mapping, text};
use super::yaml::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::form::Stage;
use crate::year::FiscalYear;

/// Its key in `years/<year>.yaml`.
pub(super) const KEY: &str = "締切";

/// How many calendar years a day may lie before and after that in which its 年度 begins: targets are set before it, and the last
/// report is written in the year after its end.
const YEARS_AROUND: (i32, i32) = (1, 2);

/// The last days of a 年度, by booklet.
#[derive(Debug, Default)]
pub struct Deadlines(BTreeMap<Stage, Spanned<Day>>);

impl Deadlines {
    /// By when what a booklet requires has to be written.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Option<Day> {
        self.0.get(&stage).map(|day| day.value)
    }

    /// Reads one day for all booklets, or a day for each of some.
    pub(super) fn read(mapping: &Mapping<'_>, year: FiscalYear, diagnostics: &mut Diagnostics) -> Self {
        let Some(node) = mapping.get(KEY) else { return Self::default() };
        if matches!(node.kind, Kind::Scalar(_)) {
            let day = day(node, year, diagnostics);
            return Self(
                day.into_iter().flat_map(|day| Stage::ALL.map(|stage| (stage, day.clone()))).collect(),
            );
        }
        let Some(mapping) = Mapping::like(&example(year), node, diagnostics) else { return Self::default() };
        let mut days = BTreeMap::new();
        for stage in Stage::ALL {
            let node = mapping.get(stage.key());
            days.extend(node.and_then(|node| day(node, year, diagnostics)).map(|day| (stage, day)));
        }
        mapping.finish(diagnostics);
        let deadlines = Self(days);
        deadlines.check_order(diagnostics);
        deadlines
    }

    /// What is written first is due first.
    fn check_order(&self, diagnostics: &mut Diagnostics) {
        for ((earlier, first), (later, second)) in self.0.iter().zip(self.0.iter().skip(1)) {
            if second.value < first.value {
                diagnostics.push(
                    Diagnostic::new(
                        Code::BadValue,
                        format!(
                            "「{}」の締切（{}）が、「{}」の締切（{}）より前です。",
                            later.key(),
                            second.value,
                            earlier.key(),
                            first.value
                        ),
                    )
                    .at(&second.place)
                    .hint("二つの日付を確かめて、違うほうを直してください。"),
                );
            }
        }
    }
}

/// A day that can be one of the 年度.
fn day(node: &Node, year: FiscalYear, diagnostics: &mut Diagnostics) -> Option<Spanned<Day>> {
    let text = text(node, diagnostics)?;
    let day = diagnostics.take(Day::read_near(KEY, &text, year, YEARS_AROUND))?;
    Some(Spanned::new(day, text.place))
}

/// How it is written.
fn example(year: FiscalYear) -> String {
    let [start, end] = [year.starts_in(), year.starts_in() + 1];
    let days = [format!("{start}-04-30"), format!("{start}-10-31"), format!("{end}-04-30")];
    let by_stage = Stage::ALL.iter().zip(&days).map(|(stage, day)| format!("{}: {day}", stage.key()));
    let by_stage = by_stage.collect::<Vec<_>>().join(", ");
    format!("{KEY}: {end}-04-30、または {KEY}: {{{by_stage}}}")
}
