//! Numbers as the files have them.

use super::mapping::Text;
use super::written_in::WrittenIn;
use crate::diagnostics::{Code, Diagnostic, Place, Spanned};
use crate::language::script::to_half_width;
use crate::language::{Decimal, NotADecimal, magnitude, with_one_ka};

/// Takes a text as a number of a unit, if that is known.
pub(super) fn read(
    text: &Text,
    unit: Option<&str>,
    written_in: WrittenIn,
) -> Result<Spanned<Decimal>, Diagnostic> {
    text.value.parse().map(|number| Spanned::new(number, text.place.clone())).map_err(|NotADecimal| {
        Diagnostic::new(Code::BadValue, format!("「{}」は数として読めません。", text.value))
            .at(&text.place)
            .label("半角の数字だけで（桁区切りも単位もなしに）")
            .hint(how_to_write(text, unit, written_in))
    })
}

/// How the number is written that was most likely meant.
fn how_to_write(text: &Text, unit: Option<&str>, written_in: WrittenIn) -> String {
    let key = key_before(&text.place);
    let Some(Meant { number, about, rest }) = Meant::of(&text.value, unit) else {
        let counted = unit.map(|unit| format!("単位は「{unit}」です。")).unwrap_or_default();
        return format!("数だけを書いてください（例: {key}12）。{counted}");
    };
    let about = about.map(|about| format!("「{about}」は書けません。")).unwrap_or_default();
    let counted = match unit {
        _ if rest.is_empty() => String::new(),
        Some(unit) if with_one_ka(&narrow(unit)).ends_with(&with_one_ka(&rest)) => {
            format!("単位は「{unit}」が付きます。")
        }
        Some(unit) => format!("「{rest}」は書けません。単位は「{unit}」が付きます。"),
        None if written_in == WrittenIn::Form => format!("「{rest}」は書けません。"),
        None => format!("「{rest}」は、ここではなく「単位」に書きます。"),
    };
    format!("「{key}{}」と書いてください。{about}{counted}", number.digits())
}

/// How many characters stand behind a number that may be its unit and a word or two.
const MOST_BESIDE: usize = 8;

/// What a text most likely means that has more than the digits of a number.
struct Meant {
    number: Decimal,
    /// The word before it that says that it is not exact.
    about: Option<&'static str>,
    /// What stands behind it.
    rest: String,
}

impl Meant {
    /// In the unit that is known: 980,000円 are 980 in 千円.
    fn of(text: &str, unit: Option<&str>) -> Option<Self> {
        let narrow_text = narrow(text).replace(',', "");
        let about = ["約", "およそ", "おおよそ"].into_iter().find(|word| narrow_text.starts_with(word));
        let narrow_text = narrow_text.strip_prefix(about.unwrap_or_default())?;
        // What accounts have for a minus.
        let below_zero = narrow_text.strip_prefix(['▲', '△', '−']).map(|amount| format!("-{amount}"));
        let narrow_text = below_zero.as_deref().unwrap_or(narrow_text);
        let is_of_number =
            |sign: char| sign.is_ascii_digit() || ".-".contains(sign) || magnitude(sign).is_some();
        let (typed, rest) =
            narrow_text.split_at(narrow_text.find(|sign| !is_of_number(sign)).unwrap_or(narrow_text.len()));
        if rest.contains(char::is_numeric) {
            return None;
        }
        let unit = narrow(unit.unwrap_or_default());
        let base = unit.trim_start_matches(|sign| magnitude(sign).is_some());
        let in_unit = unit[..unit.len() - base.len()].chars().filter_map(magnitude).sum::<u32>();
        let plain = typed.parse::<Decimal>().ok();
        let read = |typed: &str| match typed.strip_prefix('-') {
            Some(amount) => Decimal::whole(0).minus(Decimal::read(amount)?),
            None => Decimal::read(typed),
        };
        let number = match plain {
            // 980,000円 in 千円.
            Some(number) if rest == base && !base.is_empty() => number.over_ten_to(in_unit),
            Some(number) => number,
            // 千円 in 千円, and 98万円 in 千円. Whether 98万 are of 千円 nobody can tell.
            None if rest == base && !unit.is_empty() => read(typed)?.over_ten_to(in_unit),
            None if rest.is_empty() && in_unit == 0 && !unit.is_empty() => read(typed)?,
            None => return None,
        };
        // 「４月から実施」 says no number of anything.
        let is_sentence = rest.chars().take_while(|sign| !"(（".contains(*sign)).count() > MOST_BESIDE
            || rest.starts_with(['月', '日', '年', '時']) && !unit.starts_with(['月', '日', '年', '時']);
        (!is_sentence).then(|| Self { number, about, rest: rest.to_owned() })
    }
}

/// A text in half-width characters, as far as they have them, without white space.
pub(super) fn narrow(text: &str) -> String {
    text.chars().map(to_half_width).filter(|sign| !sign.is_whitespace()).collect()
}

/// The key of a value on its line, as it is typed before it; nothing where the value stands below it.
fn key_before(place: &Place) -> String {
    let before = &place.source().text()[..place.range().start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key = line.trim_end().strip_suffix(':').and_then(|before| before.rsplit([' ', '{', ',']).next());
    key.map(|key| format!("{key}: ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Meant;

    #[test]
    fn a_number_is_meant_in_the_unit_that_its_cell_has() {
        for (text, unit, wanted) in [
            ("980,000円", "千円", Some("980")),
            ("９８０，５００円", "千円", Some("980.5")),
            ("1,200千円", "千円", Some("1200")),
            ("98万円", "千円", Some("980")),
            ("約85万円", "千円", Some("850")),
            ("1億2千万円", "百万円", Some("120")),
            ("98万円", "円", Some("980000")),
            ("1万2千", "人", Some("12000")),
            ("４０箇所", "箇所", Some("40")),
            ("470世帯以上", "世帯", Some("470")),
            ("45.5％", "％", Some("45.5")),
            ("12回", "", Some("12")),
            ("▲500", "千円", Some("-500")),
            ("△1,500円", "千円", Some("-1.5")),
            ("▲1,234千円", "千円", Some("-1234")),
            // Whether of 円 or of 千円.
            ("98万", "千円", None),
            ("1,200千円", "", None),
            ("10人と5人", "人", None),
            ("三百件", "件", None),
            ("４月から実施", "人", None),
            ("６か月", "か月", Some("6")),
            ("４日", "日", Some("4")),
            ("３事業所を回って話を聞きました", "件", None),
            ("45.2（速報値）", "％", Some("45.2")),
        ] {
            let unit = Some(unit).filter(|unit| !unit.is_empty());
            let meant = Meant::of(text, unit).map(|meant| meant.number.digits());
            assert_eq!(meant.as_deref(), wanted, "{text} in {unit:?}");
        }
    }
}
