//! Excel: the forms that sections write in, what comes back, and the tables and booklets that a council has already.

mod collect;
mod forms;
pub mod import;
mod kept;
mod lost;
mod shortened;
mod targets;
pub mod workbook;

pub use collect::{Collected, OnConflict, Returned, ReturnedValue, Taken, collect};
pub use forms::{name_of_form, workbook_of};
pub use lost::Lost;
pub use shortened::shortened;
pub use targets::{TargetsSet, set_targets};
