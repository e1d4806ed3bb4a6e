//! Typesetting: markup as pages, and pages as PDF or images. Knows nothing of 事業.

mod compact;
mod contract;
mod export;
mod extent;
mod fit;
mod fonts;
mod forgetting;
mod japanese;
mod join;
mod kept;
mod laid_out;
mod leftovers;
mod links;
mod messages;
mod objects;
mod pages;
mod paper;
mod remedy;
mod rooms;
mod runs;
mod sound;
mod spread;
mod too_long;
mod view;
mod weights;
mod world;

pub use export::{Image, PageName};
pub use fonts::Fonts;
pub use forgetting::forget_the_old;
pub use kept::Kept;
pub use pages::{Pages, UnlikeSheet};
pub use rooms::Room;
pub use view::{FieldArea, View};
