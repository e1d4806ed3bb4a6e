//! The booklet in a browser, renewed with every save.
//!
//! A [`Booklet`] is what the browser is told of one state of the folder; a [`Server`] hands out the last good one, and what was
//! found since. What it tells the page (`page/`) is described once, in `page/state.schema.json`. Nothing here reads or lays out
//! a booklet: that is done once, by whoever publishes.

mod access;
mod booklet;
mod counter;
mod editor;
mod findings;
mod jobs;
mod office;
mod page;
mod picture;
mod routes;
mod server;
mod site;
mod writing;

pub use access::Access;
pub use booklet::Booklet;
pub use editor::EditorLink;
pub use office::{Beginning, Office, Outcome, Place, Sent, Task, Version, kind_for_people};
pub use server::{FIRST_PORT, PORTS, Server};
