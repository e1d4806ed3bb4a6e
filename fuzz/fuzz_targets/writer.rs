//! Any edit of any file of `data/` keeps every other character; the tests throw the same dice.

#![no_main]

#[path = "../../tests/it/any_edit.rs"]
mod any_edit;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|dice: &[u8]| any_edit::check(dice));
