//! How a form looks: its fonts, colours and measures.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A face of universal design that Windows has.
const FONT: &str = "BIZ UDゴシック";

/// The size of texts, in points.
const SIZE: f64 = 11.0;

/// The height of a line of text, in points.
pub(super) const LINE: f64 = 17.0;

/// The tallest row that Excel has, in points.
const TALLEST: f64 = 409.0;

/// What is fixed: a light grey that copies well.
const FIXED: Color = Color::RGB(0x00F2_F2F2);

/// What is to be written in: as light as paper, with a dark frame.
const FRAME: Color = Color::RGB(0x001F_3864);

/// What separates what is not written in.
const RULE: Color = Color::RGB(0x00BF_BFBF);

pub(super) fn text() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_indent(1)
        .set_text_wrap()
}

pub(super) fn title() -> Format {
    text().set_indent(0).set_font_size(16.0).set_bold()
}

/// Small, beside what matters.
pub(super) fn note() -> Format {
    text().set_indent(0).set_font_size(9.0).set_font_color(Color::RGB(0x0059_5959))
}

pub(super) fn heading() -> Format {
    ruled(text().set_bold().set_indent(0).set_align(FormatAlign::Center))
        .set_background_color(Color::RGB(0x00D9_E2F3))
}

pub(super) fn label() -> Format {
    ruled(text().set_bold()).set_background_color(FIXED)
}

/// A text that is not to be changed.
pub(super) fn fixed() -> Format {
    ruled(text().set_align(FormatAlign::Top)).set_background_color(FIXED)
}

/// The same, short beside a label.
pub(super) fn fact() -> Format {
    fixed().set_align(FormatAlign::VerticalCenter)
}

/// A few characters that are not to be changed.
pub(super) fn mark() -> Format {
    fixed().set_indent(0).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// A cell to be written in.
pub(super) fn input() -> Format {
    text().set_align(FormatAlign::Top).set_border(FormatBorder::Medium).set_border_color(FRAME).set_unlocked()
}

/// A cell for one word or figure.
pub(super) fn short_input() -> Format {
    input().set_align(FormatAlign::VerticalCenter)
}

/// How many characters are left; a number below zero stands out by more than its colour.
pub(super) fn count() -> Format {
    ruled(text().set_indent(0).set_align(FormatAlign::Center)).set_num_format("0;[Red]\"超過 \"0;0")
}

fn ruled(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// The height of a row whose text stands in a column of a width, in points, between some lines and the most that Excel has.
pub(super) fn height(text: &str, width: f64, least: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = lines(text, width).max(least) as f64 * LINE + 6.0;
    height.min(TALLEST)
}

/// How many lines a text takes in a column of a width, in half-width characters.
fn lines(text: &str, width: f64) -> usize {
    let of_line = |line: &str| {
        let halves: f64 = line.chars().map(|character| if character.is_ascii() { 1.0 } else { 2.0 }).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
        let lines = (halves * 1.05 / width).ceil().max(1.0) as usize;
        lines
    };
    text.split('\n').map(of_line).sum()
}
