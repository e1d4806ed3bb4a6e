//! Any bytes as a YAML file: a tree or a finding, and the finding can be shown.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use shinchoku::model::yaml;
use shinchoku::reports::render;

fuzz_target!(|bytes: &[u8]| {
    let parsed = yaml::decode(Path::new("a.yaml"), bytes.to_vec()).and_then(|source| yaml::parse(&source));
    if let Err(diagnostic) = parsed {
        drop(render(&diagnostic));
    }
});
