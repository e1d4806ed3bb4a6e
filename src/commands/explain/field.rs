//! What `shinchoku explain` says of a field of the form.

use std::fmt::Display;

use shinchoku::diagnostics::Diagnostic;
use shinchoku::form::{Field, Form, Kind, Labels, Reading, TableRows};

use crate::terminal::say;

/// Says all that the form knows of a field, which is printed under one of the council's words.
pub fn explain(field: Field, labels: &Labels) -> Result<(), Diagnostic> {
    let row = field.row();
    say(format_args!("{}  {}\n", row.key, row.kind.name()))?;
    line("書く所", row.level.said())?;
    line("書く人", row.writer.said())?;
    line("いつまでに", row.due.said())?;
    if let Some(label) = field.label() {
        let (printed, of_program) = (&labels[label], label.printed());
        let origin = if printed == of_program {
            format!("plan.yaml に「呼称: {{{}: …}}」と書いて替えられます。", label.key())
        } else {
            format!("plan.yaml の呼称。書かなければ、{of_program}")
        };
        line("紙に載る言葉", format_args!("{printed}（{origin}）"))?;
    }
    if let Some(unit) = row.kind.unit() {
        line("単位", unit)?;
    }
    if let Kind::Choice(choices) = row.kind {
        line("選択肢", choices.join("・"))?;
    }
    if let Kind::Table(table) = row.kind {
        match table.rows {
            TableRows::Fixed(rows) => line("行", rows.join("・"))?,
            TableRows::OfMeasure => line(
                "行",
                format_args!("事業ごと。事業のファイルに「{}: [北部, 南部]」のように並べます。", row.key),
            )?,
        }
    }
    if !row.kind.parts().is_empty() {
        let columns: Vec<String> =
            row.kind.parts().iter().map(|part| format!("{}（{}）", part.key, part.kind.name())).collect();
        line("列", columns.join("・"))?;
    }
    if let Kind::Quoted(quoted) = row.kind {
        line("引用", format_args!("前の年度の記録の「{}」を載せます。", quoted.key))?;
    }
    line("校正", reading(row.reading))?;
    let compared = if row.compared {
        "シートごとに比べます。"
    } else {
        "シートの行としては比べません。"
    };
    line("新旧対照表", compared)
}

/// All fields in the order of the form, each on a line.
pub fn list(form: &Form) -> Result<(), Diagnostic> {
    form.all().try_for_each(|field| {
        let row = field.row();
        let word = form.labels.field(field);
        let is_councils = word != row.key && field.label().is_some_and(|label| label.printed() != word);
        let printed = if is_councils { format!("（紙では「{word}」）") } else { String::new() };
        say(format_args!("{}{printed}  {}・{}", row.key, row.level.said(), row.kind.name()))
    })
}

fn line(heading: &str, text: impl Display) -> Result<(), Diagnostic> {
    say(format_args!("{heading}: {text}"))
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Unread => "読みません。",
        Reading::Cover | Reading::Words => "語句として読みます。",
        Reading::Narrative | Reading::Report => "文章として読みます。",
    }
}
