//! 記入: what each of those who write is asked for, with what they need beside it. Excel forms and the page to write in are readings of
//! this.

mod findings;
mod left;
mod reading;

pub use findings::{Findings, NotTaken};
pub use left::{Text, granted, left};
pub use reading::{Asked, Asking, FormRow, FormSheet, Handout, Recipient, Rooms, form_of, handouts};
