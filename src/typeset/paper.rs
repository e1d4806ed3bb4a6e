//! Whether what is printed goes with its paper: nothing is cut off at an edge, and sheets are laid out for the paper that they are on.

use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::text::TextItem;

use super::contract::SheetMark;
use super::fit::Inspection;
use super::messages::at_first;
use super::world::PartWorld;
use crate::diagnostics::{Code, Diagnostic, Place, cut};
use crate::layout::{LayoutFiles, WORD_JOINER};

/// Layouts round, and the last hair of a letter is not missed. In points.
const TOLERANCE_PT: f64 = 1.0;

/// How many characters at most are shown of a text that is cut off.
const LONGEST_SAYING: usize = 30;

/// ISO 32000-1, 8.3.2.3: a point is the seventy-second part of an inch.
pub(super) const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;

/// Refuses a sheet that is laid out for other paper, or other margins, than its page has.
pub(super) fn of_its_paper(
    page: &Inspection,
    sheet: &SheetMark,
    layouts: &LayoutFiles,
) -> Result<(), Diagnostic> {
    let (Some(meant), Some(begin), Some(end)) = (sheet.body, page.body_begin, page.body_end) else {
        return Ok(());
    };
    let has = [(end.x - begin.x).to_pt(), (end.y - begin.y).to_pt()];
    if meant.iter().zip(has).all(|(meant, has)| (meant - has).abs() <= TOLERANCE_PT) {
        return Ok(());
    }
    let shown = |[width, height]: [f64; 2]| {
        format!("{:.0} × {:.0} ミリ", width / POINTS_PER_MILLIMETRE, height / POINTS_PER_MILLIMETRE)
    };
    let message = format!(
        "シート {}: 余白を除いた紙の大きさは {} なのに、枠は {} として割り付けられています。",
        sheet.number,
        shown(has),
        shown(meant)
    );
    let found = Diagnostic::new(Code::Paper, message).about_sheet(sheet.number);
    let found = match layouts.own_lines().find(|line| sets_page(line.text())) {
        Some(line) => found.at(&written(&line)),
        None => found,
    };
    Err(found.hint(
        "紙の大きさは layouts の theme.typ の paper に、余白は margins に書いてください（横に使うときは、paper の幅と高さを入れ替えます）。layouts のほかのファイルに書き加えた set page の紙の大きさ、向き、余白は消してください。",
    ))
}

/// A line without the space before what is written in it.
fn written(line: &Place) -> Place {
    let blank = line.text().len() - line.text().trim_start().len();
    line.source().place(line.range().start + blank..line.range().end)
}

/// Whether a line most likely says how large the paper or its margins are.
fn sets_page(line: &str) -> bool {
    ["set page", "page(", "paper:", "flipped:", "margin:"].iter().any(|words| line.contains(words))
}

/// The first text of a page that is cut off at an edge of the paper. `number` is the page's, of the part in front of the sheets.
pub(super) fn cut_off(
    page: &Frame,
    number: usize,
    sheet: Option<&SheetMark>,
    world: &PartWorld<'_>,
) -> Option<Diagnostic> {
    let everything = Rect::new(Point::splat(-Abs::inf()), Point::splat(Abs::inf()));
    let text = beyond(page, Point::zero(), everything, page.size())?;
    let said: String = text.text.chars().filter(|&character| character != WORD_JOINER).collect();
    let of_page = match sheet {
        Some(sheet) => format!("シート {}: ", sheet.number),
        None => format!("初めから {number} ページ目の"),
    };
    let message = format!("{of_page}「{}」が紙の外に出て、切れます。", cut(said.trim(), LONGEST_SAYING));
    let found = Diagnostic::new(Code::Paper, message)
        .hint("語を短くするか、layouts を直したときは、文字の場所と幅を紙に合わせてください。");
    let found = at_first(found, text.glyphs.iter().map(|glyph| glyph.span.0.into()), world);
    Some(match sheet {
        Some(sheet) => found.about_sheet(sheet.number),
        None => found,
    })
}

/// The first text of a frame at `origin` of which something lies beyond the paper, within what is shown of it. What is turned or
/// stretched is a mark across the page and no line of it.
fn beyond(frame: &Frame, origin: Point, shown: Rect, paper: Size) -> Option<&TextItem> {
    frame.items().find_map(|(position, item)| {
        let at = origin + *position;
        match item {
            FrameItem::Group(group) => {
                let Transform { tx, ty, .. } = group.transform;
                if group.transform != Transform::translate(tx, ty) {
                    return None;
                }
                let at = at + Point::new(tx, ty);
                let shown = match group.clip {
                    Some(_) => common(shown, Rect::from_pos_size(at, group.frame.size())),
                    None => shown,
                };
                beyond(&group.frame, at, shown, paper)
            }
            FrameItem::Text(text) => is_beyond(text, at, shown, paper).then_some(text),
            _ => None,
        }
    })
}

fn is_beyond(text: &TextItem, at: Point, shown: Rect, paper: Size) -> bool {
    let is_blank = |character: char| character.is_whitespace() || character == WORD_JOINER;
    if text.text.chars().all(is_blank) {
        return false;
    }
    // The square of a letter of ours.
    let square = Rect::new(
        Point::new(at.x, at.y - text.size * 0.88),
        Point::new(at.x + text.width(), at.y + text.size * 0.12),
    );
    let Rect { min, max } = common(square, shown);
    let is_shown = min.x < max.x && min.y < max.y;
    let tolerance = Abs::pt(TOLERANCE_PT);
    let is_inside = min.x >= -tolerance
        && min.y >= -tolerance
        && max.x <= paper.x + tolerance
        && max.y <= paper.y + tolerance;
    is_shown && !is_inside
}

/// What two rectangles have in common. One whose end is before its beginning is none.
fn common(one: Rect, other: Rect) -> Rect {
    Rect::new(one.min.max(other.min), one.max.min(other.max))
}
