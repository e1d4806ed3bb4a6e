//! The preview as its users meet it: the real program, a real browser, files saved meanwhile.
//!
//! `.ci/browser` installs what these tests need; therefore they are run where they are named only.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod editing;
#[path = "../../benches/enlarge/mod.rs"]
mod enlarge;
mod home;
mod looking;
#[path = "../it/preview.rs"]
#[expect(dead_code, reason = "shared with the tests of the server")]
mod preview;
mod printing;
mod published;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the other commands")]
mod support;
#[path = "../it/web.rs"]
#[expect(dead_code, reason = "shared with the tests of the folder")]
mod web;
mod writing;
