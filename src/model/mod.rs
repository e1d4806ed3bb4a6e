//! What the files say: the plan, its measures, and a record for each measure and year.

mod data;
mod date;
mod deadlines;
mod due;
mod edit;
mod elsewhere;
mod excuse;
mod files;
mod form;
mod grade;
mod house_style;
mod id;
mod indicator;
pub(crate) mod keys;
mod load;
mod mapping;
mod measure;
mod number;
mod parsed;
mod plan;
mod publication;
mod record;
mod rows;
pub mod scaffold;
mod schema;
mod slot;
mod typed;
mod value;
mod values;
mod words;
mod written_in;
pub mod yaml;
mod year;

pub use data::{LevelNotes, Model, YearNotes};
pub use date::{Day, NotADay};
pub use deadlines::Deadlines;
pub use due::due;
pub use edit::{Change, EditedFile, Edits, Item, Step};
pub use excuse::{Excuse, ExcusedFinding, words_at};
pub use grade::{Grade, GradeDefinition, GradeScale};
pub use house_style::{Digits, HouseStyle};
pub use id::MeasureId;
pub use indicator::{Base, Direction, Figure, FigureKind, Indicator, IndicatorLine, IndicatorYear, unit_of};
pub use load::{load, load_again, load_edited, load_form, load_plan};
pub use mapping::Text;
pub use measure::{Course, Measure, PlanBar};
pub use parsed::Parsed;
pub use plan::{
    ForewordSection, Initiative, Plan, Policy, PolicyBody, Priority, Section, Strategy, TreeLevel,
};
pub use publication::{MunicipalityCode, NotAMunicipalityCode, Publication};
pub use record::Record;
pub use schema::Schema;
pub use slot::{Slot, SlotPart, entries_in, fields_on_sheet, slots};
pub use value::{PictureFile, PicturePart, Rows, Value, WHOLE_ROWS};
pub use words::Word;
