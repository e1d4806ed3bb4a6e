//! What an editor is told of the folder.

use std::path::Path;

use crate::diagnostics::Diagnostic;
use crate::folder::EDITOR_SETTINGS;
use crate::model::edit::Edits;

/// Files in UTF-8; in YAML spaces, never tabs, and nothing rearranged.
const SETTINGS: &str = include_str!("settings.json");

/// Adds the settings for Visual Studio Code.
///
/// # Errors
/// They are among the edits.
pub fn editor_settings(edits: &mut Edits) -> Result<(), Diagnostic> {
    edits.create(Path::new(EDITOR_SETTINGS), SETTINGS.to_owned())
}
