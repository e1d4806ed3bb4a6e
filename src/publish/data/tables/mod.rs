//! The tables, one a file.

mod all;
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

pub(super) use all::all;
pub(super) use codes::CODES;
