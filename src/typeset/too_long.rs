//! What is told of sheets that have more to say than their pages hold, and what gives them room.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use typst::layout::Size;

use super::contract::{Fit, RowMark, SheetMark};
use super::fit::{Fits, Inspection, Overflow};
use super::laid_out::LaidOut;
use super::paper::POINTS_PER_MILLIMETRE;
use super::remedy::{self, Remedy};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder::LAYOUTS;
use crate::form::{CellName, Field, MOST_PAGES, PAGES};
use crate::layout::Part;

/// What does not fit at the smallest size. Of sheets that have to be alike, the first speaks for all.
pub(super) fn too_long(parts: &[Arc<LaidOut>], fits: &Fits) -> Diagnostics {
    let mut reported = BTreeSet::new();
    let mut errors = Diagnostics::new();
    for (inspection, sheet) in parts.iter().flat_map(|done| done.overflowing()) {
        if !reported.insert(&sheet.fit) {
            continue;
        }
        let fit = fits.of(sheet).cloned().unwrap_or_default();
        let is_squeezed = |row: &RowMark| {
            let height = fit.heights.get(&row.name);
            height.is_some_and(|height| *height < row.least - SQUEEZED)
        };
        let is_in_squeezed = |overflow: &&Overflow| {
            sheet.rows.iter().any(|row| row.fields.contains(&overflow.cell) && is_squeezed(row))
        };
        // A text that is too long takes the room of the others.
        let (squeezed, long): (Vec<_>, Vec<_>) = inspection.overflows.iter().partition(is_in_squeezed);
        if long.is_empty() {
            let bars = squeezed.into_iter().find(|overflow| is_of_bars(overflow));
            errors.push(
                bars.map_or_else(|| too_many(inspection, sheet, &fit), |bars| too_many_bars(sheet, bars)),
            );
        } else {
            for overflow in long {
                errors
                    .push(on_its_paper(field_too_long(inspection, sheet, &fit, overflow), inspection.paper));
            }
        }
    }
    errors
}

/// A row that is so many points lower than its head has had to give what it does not have: there are too many rows.
const SQUEEZED: f64 = 1.0;

fn too_many(page: &Inspection, sheet: &SheetMark, fit: &Fit) -> Diagnostic {
    let message = format!("シート {}: 項目が多すぎて、１ページに入りません。", sheet.number);
    let found = Diagnostic::new(Code::SheetOverflow, message)
        .about_sheet(sheet.number)
        .hint("様式の紙面に「- --- 裏 ---」の行を入れて二ページに分けるか、図や項目を減らしてください。");
    with_more_pages(found, page, sheet, fit)
}

/// Whether what does not fit are the bars of 年次計画, one under another.
fn is_of_bars(overflow: &Overflow) -> bool {
    overflow.cell == CellName::from(Field::Schedule) && !overflow.too_wide
}

fn too_many_bars(sheet: &SheetMark, Overflow { cell, nth, .. }: &Overflow) -> Diagnostic {
    let message =
        format!("シート {}: 「{}」に重なる期間が多すぎて、段が入りません。", sheet.number, cell.shown());
    Diagnostic::new(Code::SheetOverflow, message).about(sheet.number, cell.clone()).nth(*nth).hint(
        "期間の重なる内容を一つにまとめるか、内容の文を短くしてください。期間の重ならない内容は、同じ段に並びます。",
    )
}

/// Says how a sheet gets more room, where its layout lets it and that is enough.
fn with_more_pages(found: Diagnostic, page: &Inspection, sheet: &SheetMark, fit: &Fit) -> Diagnostic {
    match remedy::remedy(page, sheet, fit, *PAGES.end()) {
        None => found,
        Some(Remedy::Pages(pages)) => found.hint(format!(
            "入りきらないシートだけページを増やすときは、plan.yaml の「様式」に「{MOST_PAGES}: {pages}」と書いてください。"
        )),
        Some(Remedy::Apart(row, pages)) => {
            let rows: Vec<String> = row.fields.iter().map(|field| format!("「- [{field}]」")).collect();
            let rows = rows.concat();
            let and = if pages > sheet.pages {
                format!("行に分け、「様式」に「{MOST_PAGES}: {pages}」とも書いてください。")
            } else {
                "行に分けてください。".to_owned()
            };
            found.hint(format!(
                "短くしないときは、plan.yaml の「様式」の「紙面」で、幅の広がるように{rows}の{and}\
                 「紙面」がまだなければ、「shinchoku explain 紙面」で出る例を写して、その行を替えてください。"
            ))
        }
    }
}

/// What to do about the text itself, the book says, which knows what is typed there.
fn field_too_long(page: &Inspection, sheet: &SheetMark, fit: &Fit, overflow: &Overflow) -> Diagnostic {
    let Overflow { cell, nth, characters, too_wide, .. } = overflow;
    let name = cell.shown();
    if is_of_bars(overflow) {
        return too_many_bars(sheet, overflow);
    }
    // The words of the form have sizes of their own.
    let at_size = match (cell, sheet.sizes.last()) {
        (CellName::Known(_) | CellName::Own(_), Some(size)) => format!("（{size} ポイントの文字で）"),
        _ => String::new(),
    };
    let found = Diagnostic::new(
        Code::SheetOverflow,
        format!("シート {}: 「{name}」があと約 {characters} 字入りません{at_size}。", sheet.number),
    )
    .about(sheet.number, cell.clone())
    .nth(*nth)
    .exceeds(*characters);
    // Its row has all that the others can spare.
    let row = sheet.rows.iter().find(|row| row.fields.contains(cell));
    let Some(row) = row.filter(|_| !too_wide) else { return found };
    let found = if remedy::fits_beside_others(page, sheet, fit, row) {
        found.hint("ページがいっぱいなので、同じシートのほかの項目を短くしても入ります。")
    } else {
        found
    };
    with_more_pages(found, page, sheet, fit)
}

/// What to do where the paper is smaller than that for which sizes and widths are meant.
fn on_its_paper(found: Diagnostic, paper: Size) -> Diagnostic {
    /// A hundredth less than A4, in square points.
    const USUAL: f64 = 0.99 * 595.28 * 841.89;
    if paper.x.to_pt() * paper.y.to_pt() >= USUAL {
        return found;
    }
    found.hint("紙を小さくしたときは、theme.typ の paper を (width: 210mm, height: 297mm) に戻して A4 で作り、印刷するときに縮小しても入ります。")
}

/// Refuses a sheet whose rows, as low as they may be, are together higher than its page.
pub(super) fn of_one_page(sheet: &SheetMark) -> Result<(), Diagnostic> {
    /// Layouts round.
    const TOLERANCE: f64 = 1.0;
    let excess = sheet.rows.iter().map(|row| row.height).sum::<f64>() - sheet.room;
    if excess <= TOLERANCE {
        return Ok(());
    }
    let excess = (excess / POINTS_PER_MILLIMETRE).ceil();
    let message =
        format!("シート {}: 枠の高さの合計が、ページより {excess} ミリ高くなります。", sheet.number);
    Err(Diagnostic::new(Code::SheetOverflow, message)
        .about_sheet(sheet.number)
        .hint("様式の紙面に「- --- 裏 ---」の行を入れて二ページに分けるか、図や項目を減らしてください。")
        .hint("layouts の theme.typ を直したときは、heights の高さを合わせてその分だけ低くするか、紙（paper）を大きくしてください。"))
}

/// A page after the front matter without a sheet of its own is what another has spilled.
pub(super) fn one_page_each(part: &Part) -> impl FnMut(&Inspection) -> Result<(), Diagnostic> {
    let front = part.is_front();
    let mut last = 0;
    move |inspection| {
        match &inspection.sheet {
            Some(sheet) => last = sheet.number,
            None if front => {}
            None if last == 0 => {
                return Err(Diagnostic::new(Code::Markup, "シートの前に、シートのないページがあります。")
                    .in_file(Path::new(LAYOUTS).join("sheet.typ.j2"))
                    .hint(
                        "layouts を直したときは、シートの block の前で改ページしていないか確かめてください。",
                    ));
            }
            None => {
                return Err(Diagnostic::new(
                    Code::SheetOverflow,
                    format!("シート {last} が１ページに収まりません。"),
                )
                .about_sheet(last)
                .hint("layouts を直したときは、枠の高さの合計を確かめてください。"));
            }
        }
        Ok(())
    }
}
