//! What is not written yet, told together: who has to write it is not helped by a finding for each record.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Unwritten};

/// What a section has not written of a year.
struct Owed<'d> {
    year: &'d str,
    section: &'d str,
    records: Vec<(&'d Diagnostic, &'d Unwritten)>,
}

/// Findings for people to read in one go: what is not written is one line a 担当係. Where a section has one record to write, the
/// finding stays, for it says which fields.
#[must_use]
pub fn by_section(found: &Diagnostics) -> Diagnostics {
    let mut owed: Vec<Owed<'_>> = Vec::new();
    for diagnostic in found.iter() {
        let Some(unwritten) = diagnostic.unwritten() else { continue };
        for section in &unwritten.sections {
            let of_section = |owed: &&mut Owed<'_>| (owed.year, owed.section) == (&unwritten.year, section);
            if let Some(owed) = owed.iter_mut().find(of_section) {
                owed.records.push((diagnostic, unwritten));
            } else {
                let records = vec![(diagnostic, unwritten)];
                owed.push(Owed { year: &unwritten.year, section, records });
            }
        }
    }
    let last = owed.iter().rposition(|owed| owed.records.len() > 1);
    let without_file = owed.iter().filter(|owed| owed.records.len() > 1).find(|owed| owed.lacks_a_file());
    let how_to_begin = without_file.map(|Owed { year, .. }| {
        format!("記録のファイルのない事業の分は、「shinchoku new-year {year}」で作れます。行われていない事業なら、事業のファイルに「開始年度」か「終了年度」か「休止」を書いてください。")
    });
    let mut owed = owed.iter().enumerate().peekable();
    let mut told = Diagnostics::new();
    for diagnostic in found.iter() {
        if diagnostic.unwritten().is_none() {
            told.push(diagnostic.clone());
        }
        // Sections stand in the order of their first record.
        while let Some((index, owed)) = owed.next_if(|(_, owed)| std::ptr::eq(owed.records[0].0, diagnostic))
        {
            told.push(match owed.records.as_slice() {
                [_] => diagnostic.clone(),
                // What to do is the same for all.
                _ if Some(index) == last => how_to_begin
                    .iter()
                    .fold(owed.told(), Diagnostic::hint)
                    .hint(format!(
                        "ファイルごとの一覧は、shinchoku check {} --format markdown で出ます。",
                        owed.booklet()
                    ))
                    .hint(format!(
                        "書きかけのまま印刷するには、shinchoku build {} --draft と打ってください。",
                        owed.booklet()
                    )),
                _ => owed.told(),
            });
        }
    }
    told
}

impl Owed<'_> {
    /// Whether a record is not even begun.
    fn lacks_a_file(&self) -> bool {
        self.records.iter().any(|(diagnostic, _)| diagnostic.code == Code::MissingRecord)
    }

    /// How the booklet that requires it is asked for.
    fn booklet(&self) -> &str {
        self.records.first().map_or("", |(_, unwritten)| &unwritten.booklet)
    }

    /// All that a section has not written, in one line.
    fn told(&self) -> Diagnostic {
        let Self { year, section, records } = self;
        let fields: usize = records.iter().map(|(_, unwritten)| unwritten.fields).sum();
        let names = records.iter().map(|(_, Unwritten { measure, fields, .. })| match fields {
            0 => format!("「{measure}」"),
            fields => format!("「{measure}」{fields}"),
        });
        let names = names.collect::<Vec<_>>().join("、");
        if fields == 0 {
            Diagnostic::new(Code::MissingRecord, format!("{section}: {year}の記録がありません（{names}）。"))
        } else {
            let message = format!("{section}: {year}の記録の {fields} 項目が未記入です（{names}）。");
            Diagnostic::new(Code::IncompleteRecord, message)
        }
    }
}
