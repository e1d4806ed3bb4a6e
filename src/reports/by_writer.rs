//! What is not written yet, told together: who has to write it is not helped by a finding for each record.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Owed, Unwritten};

/// What a section, or somebody else whom the form names, has not written of a year.
struct OfWriter<'d> {
    year: &'d str,
    writer: &'d str,
    records: Vec<Record<'d>>,
}

/// A record of which something is not written.
struct Record<'d> {
    found: &'d Diagnostic,
    of: &'d Unwritten,
    owed: &'d Owed,
}

/// Findings for people to read in one go: what is not written is one line a 担当係. Where somebody has one record to write, the
/// finding stays, for it says which fields.
#[must_use]
pub fn by_writer(found: &Diagnostics) -> Diagnostics {
    let mut writers: Vec<OfWriter<'_>> = Vec::new();
    for diagnostic in found.iter() {
        let Some(unwritten) = diagnostic.unwritten() else { continue };
        for owed in &unwritten.owed {
            let record = Record { found: diagnostic, of: unwritten, owed };
            let is_same = |known: &&mut OfWriter<'_>| {
                (known.year, known.writer) == (unwritten.year.as_str(), owed.writer.as_str())
            };
            if let Some(known) = writers.iter_mut().find(is_same) {
                known.records.push(record);
            } else {
                writers.push(OfWriter { year: &unwritten.year, writer: &owed.writer, records: vec![record] });
            }
        }
    }
    let of_several = || writers.iter().filter(|writer| writer.records.len() > 1);
    let how_to_begin = of_several().find(|writer| writer.lacks_a_file()).map(|OfWriter { year, .. }| {
        format!("記録のファイルのない事業の分は、「shinchoku new-year {year}」で作れます。行われていない事業なら、事業のファイルに「開始年度」か「終了年度」か「休止」を書いてください。")
    });
    let last = writers.iter().rposition(|writer| writer.records.len() > 1);
    let mut writers = writers.iter().enumerate().peekable();
    let mut told = Diagnostics::new();
    for diagnostic in found.iter() {
        // It is told once, however many have it as their only one.
        let mut is_to_be_told = diagnostic.unwritten().is_some();
        if diagnostic.unwritten().is_none() {
            told.push(diagnostic.clone());
        }
        // They stand in the order of their first record.
        while let Some((index, writer)) =
            writers.next_if(|(_, writer)| std::ptr::eq(writer.records[0].found, diagnostic))
        {
            match writer.records.as_slice() {
                [_] if is_to_be_told => {
                    told.push(diagnostic.clone());
                    is_to_be_told = false;
                }
                [_] => {}
                // What to do is the same for all.
                _ if Some(index) == last => told.push(
                    how_to_begin
                        .iter()
                        .fold(writer.told(), Diagnostic::hint)
                        .hint(format!(
                            "ファイルごとの一覧は、shinchoku check {} --format markdown で出ます。",
                            writer.booklet()
                        ))
                        .hint(format!(
                            "書きかけのまま印刷するには、shinchoku build {} --draft と打ってください。",
                            writer.booklet()
                        )),
                ),
                _ => told.push(writer.told()),
            }
        }
    }
    told
}

impl OfWriter<'_> {
    /// Whether a record is not even begun.
    fn lacks_a_file(&self) -> bool {
        self.records.iter().any(|record| record.found.code == Code::MissingRecord)
    }

    /// How the booklet that requires it is asked for.
    fn booklet(&self) -> &str {
        self.records.first().map_or("", |record| &record.of.booklet)
    }

    /// All that they have not written, in one line.
    fn told(&self) -> Diagnostic {
        let Self { year, writer, records } = self;
        let fields: usize = records.iter().map(|record| record.owed.fields).sum();
        let names =
            records.iter().map(|Record { of: Unwritten { measure, .. }, owed, .. }| match owed.fields {
                0 => format!("「{measure}」"),
                fields => format!("「{measure}」{fields}"),
            });
        let names = names.collect::<Vec<_>>().join("、");
        if fields == 0 {
            return Diagnostic::new(
                Code::MissingRecord,
                format!("{writer}: {year}の記録がありません（{names}）。"),
            );
        }
        let message = format!("{writer}: {year}の記録の {fields} 項目が未記入です（{names}）。");
        let found = Diagnostic::new(Code::IncompleteRecord, message);
        if records.iter().any(|record| record.owed.is_in_review) {
            found.hint("「shinchoku forms --review」で作る査定の表に書いて、取り込めます。")
        } else {
            found
        }
    }
}
