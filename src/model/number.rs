//! Numbers as the files have them.

use super::mapping::Text;
use super::written_in::WrittenIn;
use crate::diagnostics::{Code, Diagnostic, Place, Spanned};
use crate::language::script::to_half_width;
use crate::language::{Decimal, NotADecimal};

/// Takes a text as a number.
pub(super) fn read(text: &Text, written_in: WrittenIn) -> Result<Spanned<Decimal>, Diagnostic> {
    text.value.parse().map(|number| Spanned::new(number, text.place.clone())).map_err(|NotADecimal| {
        Diagnostic::new(Code::BadValue, format!("「{}」は数として読めません。", text.value))
            .at(&text.place)
            .label("半角の数字だけで（桁区切りも単位もなしに）")
            .hint(how_to_write(text, written_in))
    })
}

/// How the number is written that was most likely meant.
fn how_to_write(text: &Text, written_in: WrittenIn) -> String {
    let key = key_before(&text.place);
    match meant(&text.value) {
        Some((number, unit)) if unit.is_empty() => format!("「{key}{number}」と書いてください。"),
        Some((number, _)) if written_in == WrittenIn::Form => {
            format!("「{number}」と書いてください。単位は付けません。")
        }
        Some((number, unit)) => {
            format!("「{key}{number}」と書いてください。「{unit}」は、ここではなく「単位」に書きます。")
        }
        None => format!("数だけを書いてください（例: {key}12）。"),
    }
}

/// The number in a text, and the unit behind it.
fn meant(text: &str) -> Option<(String, String)> {
    let narrow: String =
        text.chars().map(to_half_width).filter(|sign| *sign != ',' && !sign.is_whitespace()).collect();
    let end =
        narrow.find(|sign: char| !sign.is_ascii_digit() && !".-".contains(sign)).unwrap_or(narrow.len());
    let (number, unit) = narrow.split_at(end);
    // Whether 千 is of the number or of its unit, 千円, nobody can tell here.
    let is_plain = !unit.starts_with(['百', '千', '万', '億', '兆']) && !unit.contains(char::is_numeric);
    let is_number = is_plain && number.parse::<Decimal>().is_ok();
    is_number.then(|| (number.to_owned(), unit.to_owned()))
}

/// The key of a value on its line, as it is typed before it; nothing where the value stands below it.
fn key_before(place: &Place) -> String {
    let before = &place.source().text()[..place.range().start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key = line.trim_end().strip_suffix(':').and_then(|before| before.rsplit([' ', '{', ',']).next());
    key.map(|key| format!("{key}: ")).unwrap_or_default()
}
