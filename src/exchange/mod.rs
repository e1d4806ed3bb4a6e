//! Excel: the forms that sections write in, and what comes back.
//!
//! A form is made anew each time from the form of the plan and what the records say; nothing is ever edited in place. What comes back is
//! compared value by value with what was handed out, and becomes edits of single values (`model::edit`).

mod collect;
mod findings;
mod forms;
mod front;
mod handout;
pub mod import;
mod kept;
mod left;
mod look;
mod returned;
mod review;
mod sheet;
mod targets;
pub mod workbook;

pub use collect::{Collected, OnConflict, Taken, collect};
pub use findings::findings;
pub use forms::{name_of_form, workbook_of};
pub use handout::{Asked, Findings, FormRow, FormSheet, Handout, Recipient, Rooms, handouts};
pub use returned::{Returned, ReturnedValue};
pub use targets::{TargetsSet, set_targets};
