//! What an editor is told of the folder: how to treat the files, and what may be typed in them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder::{EDITOR, EDITOR_SETTINGS};
use crate::model::Schema;
use crate::model::plan::Plan;

/// Files in UTF-8; in YAML spaces, never tabs, and nothing rearranged.
const SETTINGS: &str = include_str!("settings.json");

/// The key of the settings under which schemas have their files.
const SCHEMAS: &str = "yaml.schemas";

/// The files for Visual Studio Code that are not there yet or say something else by now, relative to the root; and what there is
/// to be warned of: settings that a person has written in a way that only a person can change.
#[must_use]
pub fn editor_files(root: &Path, plan: &Plan) -> (Vec<(PathBuf, Vec<u8>)>, Diagnostics) {
    let schemas = Schema::of(plan);
    let of_files: Map<String, Value> =
        schemas.iter().map(|schema| (format!("./{}", schema.path()), json!(schema.files))).collect();
    let mut wanted: Vec<(PathBuf, Value)> =
        schemas.into_iter().map(|schema| (schema.path().into(), schema.content)).collect();
    let mut warned = Diagnostics::new();
    wanted.extend(warned.take(settings(root, of_files)).map(|settings| (settings_path(), settings)));
    let mut files = Vec::new();
    for (path, content) in wanted {
        let there = fs::read(root.join(&path)).ok();
        if there.as_deref().and_then(|there| serde_json::from_slice::<Value>(there).ok()).as_ref()
            != Some(&content)
        {
            files.push((path, format!("{content:#}\n").into_bytes()));
        }
    }
    (files, warned)
}

/// Where the settings lie, relative to the root.
fn settings_path() -> PathBuf {
    Path::new(EDITOR).join(EDITOR_SETTINGS)
}

/// The settings that are there, or ours, with the schemas.
fn settings(root: &Path, schemas: Map<String, Value>) -> Result<Value, Diagnostic> {
    let there = match fs::read_to_string(root.join(settings_path())) {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => SETTINGS.to_owned(),
        // Not UTF-8, or not to be read.
        Err(_) => String::new(),
    };
    let own = json!({ SCHEMAS: schemas });
    let mut settings: Map<String, Value> = serde_json::from_str(&there).map_err(|_| {
        let message = "Visual Studio Code の設定に覚え書きなどがあるので、書き加えていません。";
        Diagnostic::new(Code::EditorSettings, message).in_file(settings_path()).hint(format!(
            "項目の候補を出すには、次の行を加えてください: {}",
            own.to_string().trim_matches(['{', '}'])
        ))
    })?;
    let known = settings.entry(SCHEMAS).or_insert_with(|| json!({}));
    match known {
        Value::Object(known) => known.extend(schemas),
        known => *known = schemas.into(),
    }
    Ok(settings.into())
}
