//! The heights of `theme.typ` that are of no row: Typst looks up those of the fields, and never sees the others.

use super::files::{LayoutFiles, THEME};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{Field, Form};

/// How their list begins, and how it ends.
const LIST: [&str; 2] = ["#let row-heights = (", "\n)"];

impl LayoutFiles {
    /// The heights of rows under names that no field of a form has.
    #[must_use]
    pub fn heights_of_no_field(&self, form: &Form) -> Diagnostics {
        let Ok(theme) = self.text(THEME) else { return Diagnostics::new() };
        let [begins, ends] = LIST;
        let text = theme.text();
        let Some(start) = text.find(begins).map(|start| start + begins.len()) else {
            return Diagnostics::new();
        };
        let list = &text[start..start + text[start..].find(ends).unwrap_or(0)];
        let mut found = Diagnostics::new();
        let mut line_start = start;
        for line in list.split_inclusive('\n') {
            let at = line_start + line.len() - line.trim_start().len();
            line_start += line.len();
            let Some((name, _)) = line.trim().split_once(':').filter(|(name, _)| !name.contains(['/', '"']))
            else {
                continue;
            };
            let name = name.trim_end();
            if form.find(name).is_some() {
                continue;
            }
            let wrong = Diagnostic::new(
                Code::MarkupWarning,
                format!("row-heights の「{name}」は、どの項目の名前でもありません。"),
            )
            .at(&theme.place(at..at + name.len()));
            let keys: Vec<&str> = form.all().map(Field::key).collect();
            found.push(match form.printed_under(name) {
                Some(field) => wrong.hint(format!("「{}」と書いてください。", field.key())),
                None => wrong.hint_nearest(name, keys),
            });
        }
        found
    }
}
