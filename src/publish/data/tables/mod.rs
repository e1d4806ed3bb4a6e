//! The tables, one a file.

mod codes;
mod definitions;
mod entry_row;
mod evaluations;
mod fields;
mod figures;
mod indicator_values;
mod indicators;
mod measure_sections;
mod measures;
mod own_values;
mod placements;
mod plan;
mod plan_tree;
mod schedule;
mod texts;

use super::source::Source;
use super::table::Table;
pub(super) use codes::CODES;

/// All of them, each the same in every year and stage; that of the columns last.
pub(super) fn all(source: &Source<'_>) -> Vec<Table> {
    let entries = source.entries();
    let mut tables = vec![
        plan::table(source),
        plan_tree::table(source),
        measures::table(source),
        measure_sections::table(source),
        placements::table(source),
        schedule::table(source),
        evaluations::table(source),
        indicators::table(source),
        indicator_values::table(source),
        own_values::table(source, &entries),
        texts::table(source, &entries),
        fields::table(source),
        codes::table(source),
    ];
    tables.push(definitions::table(source, &tables));
    tables
}
