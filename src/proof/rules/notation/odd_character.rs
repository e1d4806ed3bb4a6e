//! 字でない字: characters that look like others.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use crate::diagnostics::Code;
use crate::language::kanji_of_radical;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::OddCharacter,
    title: "ふつうの文字でない文字",
    explanation: "見た目は同じでも別の文字（部首の「⼀」「⻑」、互換漢字、ふつうと違う空白）や、何文字かを一つにした文字（「㈱」「㍻」「㌔」など）です。\
        検索や読み上げで正しく扱われません。ふつうの文字に直してください。部首の文字は PDF から写したときに紛れ込み、直し方が一つに決まります。",
    wrong: &[
        "⼀人暮らしの方",
        "㈱ふくしの協力",
        "㍻30年度から",
        "サロンの\u{A0}開催",
        "市⺠の⻑寿を祝い、⻘年と⻄地区の⿊板を直しました。",
        "江⼾時代の⻩色い⾞",
        "\u{FA19}社の清掃",
        "サロンカ\u{3099}イト\u{3099}を配り、かき\u{3099}編みを習いました。",
        "暮らしの困りこ゛とを伺いました。",
    ],
    right: &[
        "一人暮らしの方",
        "（株）ふくしの協力",
        "平成30年度から",
        "①サロン ②講座",
        "市民の長寿を祝い、髙橋さんと山﨑さんが黒板を直しました。",
    ],
    check: Check::Typing(|prose| {
        let text = prose.as_str();
        text.char_indices()
            .filter_map(|(at, character)| apart(text, at).or_else(|| judge(at, character)))
            .collect()
    }),
};

/// Kana with its mark as a character of its own: 「か」 and U+3099 for 「が」, as some systems name files, which is one answer whatever
/// is meant; or 「こ゛」, as it is typed.
fn apart(text: &str, at: usize) -> Option<Finding> {
    let mut characters = text[at..].chars();
    let (kana, mark) = (characters.next()?, characters.next()?);
    let joining = match mark {
        '\u{3099}' | '゛' => '\u{3099}',
        '\u{309A}' | '゜' => '\u{309A}',
        _ => return None,
    };
    let one = compose(kana, joining)?;
    let range = at..at + kana.len_utf8() + mark.len_utf8();
    let finding = Finding::new(range, format!("「{one}」が、「{kana}」と記号の二文字になっています。"));
    Some(if mark == joining { finding.fix(one) } else { finding.propose(one) })
}

fn judge(at: usize, character: char) -> Option<Finding> {
    let range = at..at + character.len_utf8();
    if let Some((kanji, certain)) = kanji_of_radical(character) {
        let finding = Finding::new(range, format!("「{character}」は、「{kanji}」に似た別の文字です。"));
        return Some(if certain { finding.fix(kanji) } else { finding.propose(kanji) });
    }
    let normal: String = character.nfkc().collect();
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
            Some(Finding::new(range, "ふつうの空白でない空白です。").propose(" "))
        }
        // Doubles of a kanji that the Korean standard has for its readings look the same.
        '\u{F900}'..='\u{FA0B}' if normal != character.to_string() => Some(
            Finding::new(range, format!("「{character}」は、「{normal}」に似た別の文字です。")).fix(normal),
        ),
        // Old shapes, which a name may mean.
        '\u{FA0C}'..='\u{FAD9}' | '\u{2F800}'..='\u{2FA1D}' if normal != character.to_string() => Some(
            Finding::new(range, format!("「{character}」は、「{normal}」に似た別の文字です。"))
                .propose(normal),
        ),
        '㈀'..='㈞' | '㈠'..='㉇' | '㊀'..='㊙' | '㌀'..='㍿' | '℡' | '№' => Some(
            Finding::new(range, format!("「{character}」は、何文字かを一つにした文字です。"))
                .hint(format!("「{normal}」と書けます。")),
        ),
        _ => None,
    }
}
