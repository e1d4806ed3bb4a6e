//! Findings whose fix is certain, mended.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Edits;

/// How often the booklet is read again with what was mended. A second time is needed where findings overlap, or where one
/// hides another.
const ROUNDS: usize = 8;

/// The edits that mend what `find` finds in the files as they are with edits. With them, it finds nothing more that they
/// could mend. Files for which there is no end to it stay as they were: two rules that never agree are not for a program to
/// reconcile.
///
/// # Errors
/// What `find` says of a booklet that cannot be made.
pub fn mend(find: impl Fn(&Edits) -> Result<Diagnostics, Diagnostics>) -> Result<Edits, Diagnostics> {
    let mut edits = Edits::default();
    let mut found = find(&edits)?;
    for _ in 0..ROUNDS {
        let before = edits.clone();
        if edits.apply(found.iter().filter_map(Diagnostic::certain_fix)).is_empty() {
            return Ok(edits);
        }
        match find(&edits) {
            Ok(next) => found = next,
            // Something that other files name by its old spelling.
            Err(_) => return Ok(before),
        }
    }
    let mut further = edits.clone();
    let endless = further.apply(found.iter().filter_map(Diagnostic::certain_fix));
    edits.forget(&endless);
    Ok(edits)
}

/// The edits that make what is proposed for the findings that a person has read, once. Where the booklet could not be made with
/// them, the edits stay as they were.
///
/// # Errors
/// What `find` says of a booklet that cannot be made.
pub fn accept(
    edits: Edits,
    find: impl Fn(&Edits) -> Result<Diagnostics, Diagnostics>,
    is_read: impl Fn(&Diagnostic) -> bool,
) -> Result<Edits, Diagnostics> {
    let found = find(&edits)?;
    let mut accepted = edits.clone();
    let read = found.iter().filter(|diagnostic| is_read(diagnostic));
    accepted.apply(read.filter_map(|diagnostic| diagnostic.fix.as_deref()));
    Ok(if find(&accepted).is_ok() { accepted } else { edits })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::{Certainty, Code, Diagnostic, Fix, SourceFile};
    use crate::model::yaml;

    fn file(name: &str, text: &str) -> Arc<SourceFile> {
        yaml::decode(Path::new(name), text.as_bytes().to_vec()).expect("a file")
    }

    /// What is mended in two files by rules that know a wrong and a right spelling each.
    fn mended(rules: &[(&str, &str)]) -> Vec<(String, usize)> {
        let files = [file("a.yaml", "成果: ○○○○\n"), file("b.yaml", "成果: ●\n")];
        let find = |edits: &Edits| {
            let mut found = Diagnostics::new();
            for original in &files {
                let edited = edits.files().find(|file| file.path() == original.path());
                let source = edited.map_or(original, |file| &file.edited);
                for (wrong, right) in rules {
                    let Some(start) = source.text().find(wrong) else { continue };
                    let place = source.place(start..start + wrong.len());
                    let fix = Fix { place, replacement: (*right).to_owned(), certainty: Certainty::Certain };
                    found.push(Diagnostic::new(Code::Sum, "誤り。").at(&fix.place.clone()).fix(fix));
                }
            }
            Ok(found)
        };
        let edits = mend(find).expect("a booklet");
        edits.files().map(|file| (file.edited.contents(), file.places)).collect()
    }

    #[test]
    fn what_one_fix_hid_is_mended_too() {
        assert_eq!(mended(&[("○", "△"), ("△△△△", "□")]), [("成果: □\n".to_owned(), 5)]);
    }

    #[test]
    fn a_file_about_which_rules_do_not_agree_stays() {
        assert_eq!(mended(&[("●", "▲"), ("▲", "●")]), []);
        assert_eq!(mended(&[("●", "▲"), ("▲", "●"), ("○", "△")]), [("成果: △△△△\n".to_owned(), 4)]);
    }
}
