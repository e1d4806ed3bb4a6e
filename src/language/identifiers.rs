//! What is written to be copied, not read: telephone and postal numbers, dates in figures, addresses, file names, versions.

use std::ops::Range;

use super::script::{digit, runs, to_half_width};

/// What joins the parts of an identifier, where letters or digits stand on both sides; of either width.
const JOINTS: &str = "-./:‐‑‒–—―−ー";

/// What else may stand in one, beside letters and digits; the comma, so that a number is one word.
const SIGNS: &str = "@_?=&%#~+,〒";

/// The identifiers in a text: 0495-22-1234, 〒367-0052, 2024-04-01, 10:00, `https://example.jp/2`, `a_2@example.jp`, Ver.2,
/// COVID-19, e-mail, 007. A decimal is none: 3.5, 1,200.5.
pub(crate) fn identifiers(text: &str) -> Vec<Range<usize>> {
    let words = runs(text, |character| is_member(character) || JOINTS.contains(to_half_width(character)));
    words.into_iter().filter(|word| is_identifier(&text[word.clone()])).collect()
}

fn is_member(character: char) -> bool {
    let half = to_half_width(character);
    half.is_ascii_alphanumeric() || SIGNS.contains(half) || matches!(character, 'ｦ'..='ﾟ')
}

fn is_identifier(word: &str) -> bool {
    let characters: Vec<char> = word.chars().map(to_half_width).collect();
    let has_letters = characters.iter().any(char::is_ascii_alphabetic);
    let joints: Vec<char> = characters
        .windows(3)
        .filter(|three| three[0].is_ascii_alphanumeric() && three[2].is_ascii_alphanumeric())
        .map(|three| three[1])
        .filter(|&character| JOINTS.contains(character))
        .collect();
    characters.iter().any(|character| "@_〒".contains(*character))
        || word.contains("://")
        || leads_with_zero(&characters)
        || match joints.as_slice() {
            [] => false,
            ['.'] => has_letters,
            _ => true,
        }
}

/// 007 and 0120, not 0.5.
fn leads_with_zero(characters: &[char]) -> bool {
    let mut figures = characters.iter().skip_while(|character| digit(**character).is_none());
    figures.next() == Some(&'0') && figures.next().is_some_and(|&next| digit(next).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        identifiers(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_copied_as_it_is_is_found() {
        for (text, identifier) in [
            ("電話 0495-22-1234 まで", "0495-22-1234"),
            ("０４９５ー２２ー１２３４へ", "０４９５ー２２ー１２３４"),
            ("〒367-0052本庄市", "〒367-0052"),
            ("期限は2024-04-01です", "2024-04-01"),
            ("期限は2024/4/1です", "2024/4/1"),
            ("開場は10:00から", "10:00"),
            ("詳しくはhttps://example.jp/2/index_5.html?id=7へ", "https://example.jp/2/index_5.html?id=7"),
            ("宛先はa_2@example.jpです", "a_2@example.jp"),
            ("手引きVer.2を配り", "Ver.2"),
            ("COVID-19の影響", "COVID-19"),
            ("e-mailで", "e-mail"),
            ("受付番号007番", "007"),
        ] {
            assert_eq!(found(text), [identifier], "{text}");
        }
    }

    #[test]
    fn figures_and_words_that_are_read_are_none() {
        for text in [
            "参加は1,200名（94.1％、前年は90.2％）でした。",
            "３.５時間、0.5倍（１,２０0円）",
            "PTAとA4のチラシ",
            "サービスー",
            "ｻﾛﾝを２か所",
            "10～12回、第３回",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
