//! New files: a plan to begin with, and the records of a new year. Nothing is written here; what comes of it are edits.

mod answers;
mod carried;
mod editor;
mod example;
mod plan;
mod records;
mod typing;

pub use answers::{Answers, Basis, NewGrade, NewScale, NewSections, NotAScale, NotSections};
pub use editor::editor_files;
pub use plan::new_plan;
pub use records::{new_records, next_year};
