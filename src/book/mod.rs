//! The booklet of one year, in page order: what stands where, with every number worked out.
//!
//! A [`Book`] is a pure function of the model and the year. It knows no fonts and no paper; the templates
//! get it as it is and decide nothing about content.

mod booklet;
mod chapter;
mod characters;
mod face;
mod index;
mod schedule;
mod selection;
mod sheet;
mod views;

pub use booklet::Book;
pub use characters::characters;
pub use face::{BlockView, CellView, ValueView};
pub use index::{Became, IndexGrade, IndexGroup, IndexInitiative, IndexPolicy, IndexRow, IndexStrategy};
pub use schedule::ScheduleCell;
pub use selection::{PageList, Selection};
pub use sheet::{PageReference, Sheet, Typed, YearColumn};
pub use views::{CalendarDate, ForewordView, GradeView, LevelView, YearView};
