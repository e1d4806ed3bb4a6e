//! What the files say: the plan, its measures, and a record for each measure and year.

mod data;
mod date;
mod edit;
mod excuse;
mod grade;
mod house_style;
mod id;
mod load;
mod mapping;
mod measure;
mod plan;
mod record;
mod typed;
mod values;
mod words;
pub mod yaml;
mod year;

pub use data::{Model, YearNotes};
pub use date::IssueDate;
pub use edit::{Change, EditedFile, Edits, Item, Step};
pub use excuse::Excuse;
pub use grade::{Grade, GradeDefinition, GradeScale};
pub use house_style::{Digits, HouseStyle};
pub use id::MeasureId;
pub use load::{load, load_edited};
pub use mapping::Text;
pub use measure::{Measure, PlanBar};
pub use plan::{ForewordSection, Initiative, Plan, Policy, PolicyBody, Priority, Section, Strategy};
pub use record::{Indicator, Record, due};
pub use words::Word;
