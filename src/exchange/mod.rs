//! What goes out to people as Excel and comes back from them: read here as cells, never as values of the plan.

pub mod import;
pub mod workbook;
