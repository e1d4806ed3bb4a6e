//! 公開: what is said of the booklet where it is published.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::mapping::{Mapping, Text};
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::language::script::to_half_width;

/// What the council says of what it publishes, as far as the plan has it.
#[derive(Debug, Default)]
pub struct Publication {
    /// 利用条件: on what terms others may use it, such as `CC BY 4.0`.
    pub licence: Option<Text>,
    /// 団体コード: 全国地方公共団体コード of the place.
    pub municipality: Option<Spanned<MunicipalityCode>>,
    /// 団体名: the full name of the place, `埼玉県本庄市`.
    pub municipality_name: Option<Text>,
    /// 場所: the address at which the web edition is going to lie.
    pub site: Option<Text>,
}

/// 全国地方公共団体コード, with its check digit.
///
/// ```
/// use shinchoku::model::MunicipalityCode;
///
/// let code: MunicipalityCode = "11211".parse().expect("a code");
/// assert_eq!(code.to_string(), "112119");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityCode(String);

/// A text that is no 全国地方公共団体コード.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAMunicipalityCode {
    /// It has not five or six digits.
    NoDigits,
    /// Its last digit does not follow from the others.
    WrongCheckDigit,
}

/// The key of under what terms it may be used.
pub(super) const LICENCE: &str = "利用条件";

/// The key of the code of the place.
pub(super) const MUNICIPALITY: &str = "団体コード";

/// The key of what the place is called.
pub(super) const MUNICIPALITY_NAME: &str = "団体名";

/// The key of where it is published.
pub(super) const SITE: &str = "場所";

/// How many digits tell a place from others; one more checks them.
const DIGITS: usize = 5;

impl FromStr for MunicipalityCode {
    type Err = NotAMunicipalityCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let has_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if !has_digits || !(DIGITS..=DIGITS + 1).contains(&text.len()) {
            return Err(NotAMunicipalityCode::NoDigits);
        }
        let (place, check) = text.split_at(DIGITS);
        let whole = format!("{place}{}", check_digit(place));
        if check.is_empty() || whole == text {
            Ok(Self(whole))
        } else {
            Err(NotAMunicipalityCode::WrongCheckDigit)
        }
    }
}

/// The check digit as 総務省 defines it (modulo 11, weights 6 to 2).
fn check_digit(place: &str) -> u32 {
    let digits = place.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip((2..=6).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10
}

/// All six digits.
impl Display for MunicipalityCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Publication {
    /// Reads 公開.
    pub(super) fn read(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Self {
        let example = "{利用条件: CC BY 4.0, 団体コード: \"112119\", 団体名: 埼玉県本庄市}";
        let Some(mapping) = node.and_then(|node| Mapping::like(example, node, diagnostics)) else {
            return Self::default();
        };
        let licence = line(LICENCE, &mapping, diagnostics);
        let municipality = mapping.text(MUNICIPALITY, diagnostics);
        let municipality = municipality.and_then(|typed| diagnostics.take(code(typed)));
        let municipality_name = line(MUNICIPALITY_NAME, &mapping, diagnostics);
        let site = mapping.text(SITE, diagnostics).and_then(|typed| diagnostics.take(address(typed)));
        mapping.finish(diagnostics);
        Self { licence, municipality, municipality_name, site }
    }
}

/// A text on one line.
fn line(key: &'static str, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Text> {
    let typed = mapping.text(key, diagnostics)?;
    if typed.value.contains('\n') {
        let message = format!("「{key}」は一行で書いてください。");
        diagnostics.push(Diagnostic::new(Code::BadValue, message).at(&typed.place.first_line()));
        return None;
    }
    Some(typed)
}

fn code(typed: Text) -> Result<Spanned<MunicipalityCode>, Diagnostic> {
    let wrong = |why: &str| {
        let message = format!("「{}」は全国地方公共団体コードではありません。", typed.value);
        Diagnostic::new(Code::BadValue, message).at(&typed.place).label(why)
    };
    match typed.value.parse() {
        Ok(code) => Ok(Spanned::new(code, typed.place)),
        Err(NotAMunicipalityCode::NoDigits) => {
            let meant: String = typed.value.chars().map(to_half_width).collect();
            let found = wrong("半角の数字 6 桁で（検査数字のない 5 桁でもよい）");
            Err(match meant.parse::<MunicipalityCode>() {
                Ok(meant) => found.hint(format!("「{meant}」と書いてください。")),
                Err(_) => {
                    found.hint("総務省の「全国地方公共団体コード」の表にあります（例: 本庄市は 112119）。")
                }
            })
        }
        Err(NotAMunicipalityCode::WrongCheckDigit) => {
            Err(wrong("最後の数字（検査数字）が、ほかの数字と合いません")
                .hint("数字の打ち間違いがないか、総務省の「全国地方公共団体コード」の表で確かめてください。"))
        }
    }
}

/// Takes a text as an address of the web: it goes into links.
fn address(typed: Text) -> Result<Text, Diagnostic> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| typed.value.strip_prefix(scheme));
    let is_host = |host: &str| host.starts_with(char::is_alphanumeric);
    let is_odd = |sign: char| sign.is_whitespace() || sign.is_control() || "\"'<>\\^`{|}".contains(sign);
    if rest.is_some_and(is_host) && !typed.value.contains(is_odd) {
        return Ok(typed);
    }
    let message = format!("「{}」はホームページのアドレス（URL）として読めません。", typed.value);
    Err(Diagnostic::new(Code::BadValue, message)
        .at(&typed.place)
        .label("https://www.example.jp/plan/ の形で")
        .hint("冊子を公開する場所を、https:// から書いてください。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_place_has_a_digit_that_checks_the_others() {
        let read = |text: &str| text.parse::<MunicipalityCode>().map(|code| code.to_string());
        // 本庄市, 北海道, 那覇市, 大阪市: as 総務省 lists them.
        for code in ["112119", "010006", "472018", "271004"] {
            assert_eq!(read(code).as_deref(), Ok(code));
            assert_eq!(read(&code[..5]).as_deref(), Ok(code));
        }
        assert_eq!(read("112118"), Err(NotAMunicipalityCode::WrongCheckDigit));
        for text in ["", "1121", "1121199", "11211a", "１１２１１９"] {
            assert_eq!(read(text), Err(NotAMunicipalityCode::NoDigits), "{text}");
        }
    }
}
