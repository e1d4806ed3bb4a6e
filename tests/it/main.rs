//! The program as its users meet it: folders of YAML in, the real binary run, the real PDF read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod any_edit;
mod any_form;
mod as_shown;
mod beginning;
mod booklet;
mod characters;
mod check;
mod command_line;
mod contrast;
mod councils;
mod desk;
mod diff;
mod errors;
mod excuses;
mod filled;
mod fit;
mod forms;
mod home;
mod importing;
mod layouts;
mod listings;
mod looks;
mod manual;
mod manual_pages;
mod mending;
mod more_pages;
mod mutations;
mod notes;
mod numbering;
mod open_data;
mod overview;
mod own_form;
mod own_levels;
mod own_tables;
mod paper;
mod plans;
mod preview;
mod progress;
mod publish;
mod publishing;
mod rearranged;
mod returned_files;
mod round_trip;
#[cfg(unix)]
mod safety;
mod schema;
mod serving;
mod slips;
mod state;
mod support;
mod trust;
mod typed;
mod unfinished;
#[cfg(target_os = "linux")]
mod watching;
mod web;
mod workbooks;
mod writing;
mod year_round;
