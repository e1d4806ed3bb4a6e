//! The booklet of one year, in page order: what stands where, with every number worked out.
//!
//! A [`Book`] is a pure function of the model, the year and what is [`Wanted`]. It knows no fonts and no paper; the templates
//! get it as it is and decide nothing about content.

mod address;
mod booklet;
mod change;
mod chapter;
mod characters;
pub mod chart;
mod face;
mod index;
mod missing;
mod numbering;
mod overview;
mod progress;
mod said;
mod schedule;
mod selection;
mod series;
mod sheet;
mod too_long;
mod typed;
mod values;
mod views;
mod wanted;
mod years;

pub use address::measure_page;
pub use booklet::Book;
pub use change::Change;
pub use characters::characters;
pub use face::{BlockView, CellView};
pub use index::{Became, IndexGrade, IndexGroup, IndexInitiative, IndexPolicy, IndexRow, IndexStrategy};
pub use overview::{Achievement, Category, MeasureView, Moved, Overview, Standing, Tally};
pub use progress::{Counts, MeasureProgress, Progress, SectionProgress, State};
pub use said::SaidView;
pub use schedule::ScheduleCell;
pub use selection::{PageList, Selection};
pub use series::{BaseView, Series, SeriesYear};
pub use sheet::{PageReference, Sheet, YearColumn};
pub use typed::Typed;
pub use values::{ColumnView, RowView, ValueView};
pub use views::{CalendarDate, ForewordView, GradeView, LevelView, MeasureName, YearView};
pub use wanted::Wanted;
pub use years::{FigureYear, GradeYear, IndicatorYears, MeasureYears, measure_years};
