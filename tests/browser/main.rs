//! The preview as its users meet it: the real program, a real browser, files saved meanwhile.
//!
//! `.ci/browser` installs what these tests need.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod browser;
mod editing;
mod looking;
mod preview;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the other commands")]
mod support;
