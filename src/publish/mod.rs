//! What of a year's booklet is put where everybody can read it.

pub mod data;
mod file;

pub use file::PublishedFile;
