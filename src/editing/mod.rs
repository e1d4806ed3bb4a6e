//! 書き込み: what people write in a browser, on its way to the files.
//!
//! A [`Desk`] answers those who write: what there is to write about a measure, how a text that is not saved yet would look on its
//! page, and whether it is saved. It reads the folder anew for each question, so that it never works on what was; what it keeps is
//! the journal of what was written, in the folder itself. Nothing is overwritten that has changed since it was shown.

mod addresses;
mod author;
mod desk;
mod draft;
mod journal;
mod proposal;
mod secret;

pub use addresses::addresses;
pub use author::Author;
pub use desk::{Desk, Excusing, NotSaved, Step, Told, Writing, Written};
pub use draft::Draft;
pub use journal::{At, Deed, Entry, Write};
pub use proposal::Proposal;
pub use secret::Secret;
