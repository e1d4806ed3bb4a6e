//! `shinchoku` turns the YAML records of a council's plan into its yearly 進捗管理 booklet.
//!
//! The flow has one direction, and each module is one stage of it:
//!
//! ```text
//! data/*.yaml ─▶ model ─▶ book ─▶ layout ─▶ typeset ─▶ PDF, PNG, preview
//!                          ├▶ proof
//!                          ├▶ changes
//!                          ├▶ publish
//!                          └▶ handout ─▶ exchange (Excel), editing (browser), and back as edits
//! ```
//!
//! [`edition`] is the way through all of them. Every stage may add [`diagnostics`], which [`reports`] hands on; nothing
//! here prints or exits.

#![deny(missing_docs)]

pub mod book;
pub mod changes;
pub mod diagnostics;
pub mod editing;
pub mod edition;
pub mod exchange;
pub mod folder;
pub mod form;
pub mod handout;
pub mod language;
pub mod layout;
pub mod manual;
pub mod memory;
pub mod model;
pub mod output;
pub mod picture;
pub mod preview;
pub mod proof;
pub mod publish;
pub mod reading;
pub mod reports;
pub mod typeset;
pub mod year;
