//! Pictures of figures: where their lines, areas and words lie. One template (`layouts/chart.svg.j2`) draws them all, on paper and
//! in the browser.

mod hatch;
mod shape;
mod stacked;
mod trend;

pub use shape::{Anchor, Chart, Pattern, Role, Shape, Tone};
pub(super) use stacked::{Part, stacked, swatch};
pub(super) use trend::{Figures, YearFigures, trend};
