//! What people type round a name: numbers, the word 再掲, signs that decorate a heading.

use unicode_normalization::UnicodeNormalization;

use crate::form::Label;
use crate::language::script::squeezed;

/// A heading is no longer than this, in characters.
const LONGEST_HEADING: usize = 24;

/// What decorates a heading.
const DECORATION: &[char] = &[
    '<', '>', '【', '】', '■', '◆', '●', '▼', '□', '《', '》', '「', '」', '[', ']', '〔', '〕', ':', ';',
    '=', '・', '◇', '○',
];

/// A text as a heading: without decoration, remarks (`※…`) and what stands in brackets behind it. Longer texts are none.
pub(super) fn heading(text: &str) -> Option<String> {
    if text.chars().count() > 2 * LONGEST_HEADING {
        return None;
    }
    let squeezed = squeezed(text);
    let bare = squeezed.split('※').next().unwrap_or_default().trim_matches(DECORATION).replace(':', "");
    let bare = match bare.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, _)) if !before.is_empty() => before.to_owned(),
        _ => bare,
    };
    (!bare.is_empty() && bare.chars().count() <= LONGEST_HEADING).then_some(bare)
}

/// A name with the number before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) number: Option<u32>,
    pub(super) name: String,
}

/// Takes the number off a name: `１　支えあう町`, `（２）見守り`, `①声かけ`. `２１世紀の町` has none.
pub(super) fn numbered(text: &str) -> Numbered {
    let text = one_line(text);
    let text = text.trim();
    let split =
        circled(text).or_else(|| of_levels(text)).or_else(|| bracketed(text)).or_else(|| separated(text));
    match split {
        Some((number, name)) if !name.trim().is_empty() => {
            Numbered { number: Some(number), name: name.trim().to_owned() }
        }
        _ => Numbered { number: None, name: text.to_owned() },
    }
}

fn circled(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let start = match first {
        '①'..='⑳' => '①',
        'Ⅰ'..='Ⅻ' => 'Ⅰ',
        _ => return None,
    };
    let rest = text[first.len_utf8()..].trim_start_matches(['.', '．', '、']);
    Some((u32::from(first) - u32::from(start) + 1, rest))
}

/// The number of the lowest of several levels: 1-(2) with a space behind it.
fn of_levels(text: &str) -> Option<(u32, &str)> {
    let (numbers, name) = text.split_once([' ', '　'])?;
    let numbers: String = numbers.nfkc().collect();
    let mut digits = numbers.split(|sign: char| "-‐－ー()._".contains(sign)).filter(|part| !part.is_empty());
    let last = digits.next_back()?;
    digits.next()?;
    digits.all(|part| figure(part).is_some()).then_some(())?;
    Some((figure(last)?, name))
}

fn bracketed(text: &str) -> Option<(u32, &str)> {
    let rest = text.strip_prefix(['（', '('])?;
    let (number, name) = rest.split_once(['）', ')'])?;
    Some((figure(number)?, name))
}

fn separated(text: &str) -> Option<(u32, &str)> {
    const SEPARATORS: &[char] = &[' ', '　', '.', '．', '、', ')', '）', ':', '：'];
    let end = text.find(SEPARATORS)?;
    Some((figure(&text[..end])?, text[end..].trim_start_matches(SEPARATORS)))
}

/// A small number, of either width.
fn figure(text: &str) -> Option<u32> {
    let digits: String = text.nfkc().collect();
    digits.parse().ok().filter(|number| (1..=99).contains(number))
}

/// A name as it stands in one line.
pub(super) fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// A name without 【再掲】, and whether it had one.
pub(super) fn without_reprint(text: &str) -> (String, bool) {
    let word = Label::Reprint.printed();
    let Some(at) = text.find(word) else { return (text.trim().to_owned(), false) };
    let before = text[..at].trim_end().trim_end_matches(['【', '（', '(', '[', '［', '〔', '＜', '<', '※']);
    let after = text[at + word.len()..].trim_start_matches(['】', '）', ')', ']', '］', '〕', '＞', '>']);
    let name = if before.trim().is_empty() { after } else { before };
    (name.trim().to_owned(), true)
}

/// The name that several measures of one 重点的取組 have in common: without `（１）` behind it.
pub(super) fn without_count(title: &str) -> &str {
    let stem = title.trim_end().strip_suffix(['）', ')']).and_then(|open| {
        let at = open.rfind(['（', '('])?;
        let bracket = open[at..].chars().next()?;
        figure(&open[at + bracket.len_utf8()..])?;
        Some(&open[..at])
    });
    stem.map(str::trim_end).filter(|stem| !stem.is_empty()).unwrap_or(title)
}

/// A text of several lines as it is kept: without empty lines at its ends and without space at the end of lines.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_names_are_no_part_of_them() {
        for (text, number, name) in [
            ("１　支えあう町", Some(1), "支えあう町"),
            ("（２）横断的なサービスづくり", Some(2), "横断的なサービスづくり"),
            ("①生きづらさを抱えている人への支援", Some(1), "生きづらさを抱えている人への支援"),
            ("3. 見守り\nの輪", Some(3), "見守りの輪"),
            ("Ⅱ　担い手", Some(2), "担い手"),
            ("１－（２）　相談体制の充実", Some(2), "相談体制の充実"),
            ("２１世紀の町", None, "２１世紀の町"),
            ("１－１の会 の支援", None, "１－１の会 の支援"),
            ("（仮称）広場", None, "（仮称）広場"),
        ] {
            assert_eq!(numbered(text), Numbered { number, name: name.to_owned() }, "{text}");
        }
    }

    #[test]
    fn names_are_told_from_what_is_added() {
        assert_eq!(without_reprint("相談支援（２）【再掲】"), ("相談支援（２）".to_owned(), true));
        assert_eq!(without_reprint("（再掲）相談支援"), ("相談支援".to_owned(), true));
        assert_eq!(without_reprint("相談支援"), ("相談支援".to_owned(), false));
        assert_eq!(
            (without_count("相談支援（２）"), without_count("広場（仮称）")),
            ("相談支援", "広場（仮称）")
        );
        assert_eq!(heading("【指標目標】\n※年度初めに設定").as_deref(), Some("指標目標"));
        assert_eq!(heading("年次計画（予定）：").as_deref(), Some("年次計画"));
    }
}
