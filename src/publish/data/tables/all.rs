//! The tables, in the order of their description.

use super::super::source::Source;
use super::super::table::Table;
use super::{
    codes, definitions, evaluations, fields, indicator_values, indicators, measure_sections, measures,
    own_values, placements, plan, plan_tree, schedule, texts,
};

/// All of them, each the same in every year and stage; that of the columns last.
pub(in super::super) fn all(source: &Source<'_>) -> Vec<Table> {
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
