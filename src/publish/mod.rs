//! What of a year's booklet is put where everybody can read it.

pub mod data;
mod file;
mod folder;
mod manifest;
pub mod web;

pub use file::PublishedFile;
pub use folder::may_replace;
pub use manifest::{MANIFEST, Manifest};
