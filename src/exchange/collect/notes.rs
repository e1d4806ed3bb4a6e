//! What people have written over the sheets of a form, in comments and shapes: no record has a place for it, so it is told.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept;
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{Note, NoteKind, Notes, Sheet, Workbook};

/// How many notes of a sheet are told one by one.
const MOST_ALONE: usize = 10;

/// What is to be told of all sheets, also of those that are of no measure: a question may stand on the first one.
pub(super) fn told(workbook: &Workbook) -> Diagnostics {
    let written_in = workbook.sheets.iter().filter(|sheet| sheet.name != kept::SHEET);
    written_in.flat_map(|sheet| of_sheet(workbook, sheet)).collect()
}

fn of_sheet(workbook: &Workbook, sheet: &Sheet) -> Vec<Diagnostic> {
    let Notes { found, may_be_more } = &sheet.notes;
    let more = found.len().saturating_sub(MOST_ALONE);
    let of_note = |(number, note): (usize, &Note)| {
        let told = of_note(workbook, sheet, note);
        let is_last = number == MOST_ALONE && more > 0;
        if !is_last {
            return told;
        }
        told.hint(format!(
            "このシートには、コメントや図形に書かれたことが、ほかに {more} か所あります。示したものを消すと、続きが出ます。"
        ))
    };
    let mut told: Vec<Diagnostic> = (1..).zip(found).take(MOST_ALONE).map(of_note).collect();
    told.extend(may_be_more.then(|| unread(workbook, sheet)));
    told
}

fn of_note(workbook: &Workbook, sheet: &Sheet, note: &Note) -> Diagnostic {
    let (what, how) = match note.kind {
        NoteKind::Comment => {
            ("コメント（メモ）", "升を右クリックし、「コメントの削除」か「メモの削除」を選びます")
        }
        NoteKind::Shape => ("図形（テキスト ボックスなど）", "縁を押して選び、Delete キーを押します"),
    };
    let name = note.kind.name();
    Diagnostic::new(Code::Note, format!("{what}に書かれています。取り込みません。"))
        .in_file(workbook.file_of(sheet, note.at))
        .hint(format!("書かれていること: {}", shortened(&note.text)))
        .hint(format!(
            "記録に要る文なら、書いた人に確かめて、その項目の太い枠の中へ写し、{name}を消してから、もう一度取り込んでください。人どうしのやりとりなら、{name}を消すだけでかまいません。"
        ))
        .hint(format!(
            "消すには、{how}。選べなければ、先に「校閲」の「シート保護の解除」を押します（パスワードはありません）。"
        ))
}

/// That there may be notes which cannot be read.
fn unread(workbook: &Workbook, sheet: &Sheet) -> Diagnostic {
    Diagnostic::new(
        Code::Note,
        "コメントや図形の中に、読めないものがあります。そこに文章があるかどうか分かりません。",
    )
    .in_file(workbook.file_of(sheet, None))
    .hint("Excel で開いて、記録に要る文がコメントや図形に書かれていないかを見てください。あれば、その項目の太い枠の中へ写してください。")
    .hint("このお知らせは、そのシートのコメントと図形を消して保存すると、出なくなります。枠の中に書かれたことは、読めています。")
}
