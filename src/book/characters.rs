//! Characters that would not be seen on paper as they were meant.

use std::cell::LazyCell;
use std::iter;
use std::ops::Range;

use rayon::prelude::*;

use super::booklet::Book;
use crate::diagnostics::{Certainty, Code, Diagnostic, Diagnostics, Fix, Place};
use crate::language::script::{after, before, composed, is_ideograph, is_variation_selector, plain_form};
use crate::model::Text;

/// Why a character cannot be printed as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// None of the fonts has it.
    Missing,
    /// The fonts have it, but not in the shape that its variation selector asks for.
    MissingVariant,
    /// It has no shape of its own, and nobody would see that it is there.
    Invisible,
    /// A mark that belongs on the character before it, typed as a character of its own.
    Combining,
}

/// Looks at every character of the booklet. `has_shape` tells whether a font has it, in the shape that the variation selector
/// after it asks for, if there is one.
#[must_use]
pub fn characters(book: &Book<'_>, has_shape: impl Fn(char, Option<char>) -> bool + Sync) -> Diagnostics {
    let texts = book.texts_with_places();
    let found: Vec<Diagnostic> = texts
        .par_iter()
        .flat_map_iter(|(cell, text)| {
            let place_of = LazyCell::new(|| text.parts());
            let troubled = signs(&text.value)
                .filter_map(|sign| Some((sign, trouble(sign.character, sign.selector, &has_shape)?)));
            let has_shape = &has_shape;
            troubled.map(move |(Sign { offset, character, selector }, trouble)| {
                let end = offset + character.len_utf8() + selector.map_or(0, char::len_utf8);
                let mended = mended(&text.value, offset..end, trouble).and_then(|(range, replacement)| {
                    Some(Fix { place: place_of(range)?, replacement, certainty: Certainty::Certain })
                });
                let place = place_of(offset..end);
                let place = place.unwrap_or_else(|| place_near(text, offset, character));
                let plain =
                    plain_form(character).filter(|plain| plain.chars().all(|part| has_shape(part, None)));
                let found = diagnostic(character, selector, trouble, plain.as_deref(), &place);
                let found = match (mended, trouble) {
                    (Some(fix), _) => found.hint("「shinchoku check --fix」で直せます。").fix(fix),
                    (None, Trouble::Invisible) => found.hint(visible_instead(character)),
                    (None, Trouble::Combining) => found.hint("「が」のように１字で入力し直してください。"),
                    (None, Trouble::Missing | Trouble::MissingVariant) => found,
                };
                match cell {
                    Some((page, cell)) => found.about(*page, *cell),
                    None => found,
                }
            })
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    for diagnostic in found {
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// A character of a text, with the variation selector that belongs to it.
#[derive(Clone, Copy)]
struct Sign {
    offset: usize,
    character: char,
    selector: Option<char>,
}

/// The characters of a text. A selector belongs to the ideograph before it; one after anything else stands for itself.
fn signs(text: &str) -> impl Iterator<Item = Sign> {
    let mut characters = text.char_indices().peekable();
    iter::from_fn(move || {
        let (offset, character) = characters.next()?;
        let selects = |(_, next): &(usize, char)| is_variation_selector(*next) && is_ideograph(character);
        let selector = characters.next_if(selects).map(|(_, selector)| selector);
        Some(Sign { offset, character, selector })
    })
}

fn trouble(
    character: char,
    selector: Option<char>,
    has_shape: impl Fn(char, Option<char>) -> bool,
) -> Option<Trouble> {
    match character {
        '\n' => None,
        '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}' | '\u{20D0}'..='\u{20FF}' => {
            Some(Trouble::Combining)
        }
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}' => Some(Trouble::Invisible),
        control if control.is_control() => Some(Trouble::Invisible),
        other if !has_shape(other, None) => Some(Trouble::Missing),
        other => selector.filter(|_| !has_shape(other, selector)).map(|_| Trouble::MissingVariant),
    }
}

/// What stands in the place of a character that has exactly one right reading, whatever the sentence means: nothing of what has no
/// width and only says how the text is to be set, one character of a letter and its mark.
fn mended(text: &str, range: Range<usize>, trouble: Trouble) -> Option<(Range<usize>, String)> {
    let character = after(text, range.start)?;
    match trouble {
        Trouble::Invisible => (!divides(character)).then(|| (range, String::new())),
        Trouble::Combining => {
            let letter = before(text, range.start)?;
            let whole = [letter, character].iter().collect::<String>();
            let composed = composed(&whole);
            (composed.chars().count() == 1)
                .then(|| (range.start - letter.len_utf8()..range.end, composed.into_owned()))
        }
        Trouble::Missing | Trouble::MissingVariant => None,
    }
}

/// Whether two numbers or two lines would be one without a character that has no shape.
fn divides(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1C}'..='\u{1F}')
}

/// What a person types in the place of a character that has no shape.
fn visible_instead(character: char) -> &'static str {
    match character {
        '\t' | '\u{1C}'..='\u{1F}' => {
            "半角の空白に直してください。ほかのソフトから写したときに紛れ込むことがあります。"
        }
        divides if divides.is_whitespace() => {
            "ふつうの改行に直してください。ほかのソフトから写したときに紛れ込むことがあります。"
        }
        _ => "この文字を消してください。ほかのソフトから写したときに紛れ込むことがあります。",
    }
}

fn diagnostic(
    character: char,
    selector: Option<char>,
    trouble: Trouble,
    plain: Option<&str>,
    place: &Place,
) -> Diagnostic {
    let code_point = format!("U+{:04X}", u32::from(character));
    match trouble {
        Trouble::Missing => {
            let diagnostic = Diagnostic::new(
                Code::MissingCharacter,
                format!("「{character}」（{code_point}）は、どの書体にもありません。"),
            );
            let private = matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
            if let Some(plain) = plain {
                diagnostic.hint(format!("「{plain}」と書いてください。"))
            } else if private {
                diagnostic.hint("外字はこのパソコンの外では読めません。通常の字に改めてください。")
            } else {
                diagnostic.hint(
                    "字体の近い通常の字に改めるか、この字のある書体を fonts フォルダーに置いてください。",
                )
            }
        }
        Trouble::MissingVariant => {
            let selector = selector.map(|selector| format!(" U+{:04X}", u32::from(selector))).unwrap_or_default();
            Diagnostic::new(
                Code::MissingCharacter,
                format!("異体字の「{character}」（{code_point}{selector}）は、どの書体にもありません。"),
            )
            .hint("この字を消して、ふつうの字で入力し直すか、この異体字のある書体を fonts フォルダーに置いてください。")
        }
        Trouble::Invisible => {
            Diagnostic::new(Code::InvisibleCharacter, format!("目に見えない文字（{code_point}）があります。"))
        }
        Trouble::Combining => Diagnostic::new(
            Code::CombiningCharacter,
            format!("濁点などの記号（{code_point}）が、前の文字と別の文字になっています。"),
        ),
    }
    .at(place)
}

/// The place of a character where YAML spells the value in another way: the same occurrence in the file is the likeliest, if the
/// character is typed as it is.
fn place_near(text: &Text, offset: usize, character: char) -> Place {
    let before = text.value[..offset].matches(character).count();
    let range = text.place.range();
    let source = text.place.source();
    source.text()[range.clone()].match_indices(character).nth(before).map_or_else(
        || text.place.first_line(),
        |(at, found)| source.place(range.start + at..range.start + at + found.len()),
    )
}
