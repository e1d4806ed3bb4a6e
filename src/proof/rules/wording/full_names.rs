//! Names of people, as far as a text without a list of all people can tell.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::script::{after, before, is_kanji, is_katakana, last_characters};
use crate::proof::prose::Prose;

/// Whose names are published with what they do.
const IN_PUBLIC: &[&str] = &[
    "講師",
    "教授",
    "選手",
    "監督",
    "作家",
    "会長",
    "理事",
    "館長",
    "市長",
    "町長",
    "村長",
    "院長",
    "校長",
    "大使",
    "著者",
    "アドバイザー",
];

/// The most frequent surnames by their first letters.
static SURNAMES: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("surnames.txt").lines().filter(|line| !line.starts_with('#'));
    let mut surnames: HashMap<char, Vec<&str>> = HashMap::new();
    for surname in lines.flat_map(str::split_whitespace) {
        surnames.entry(surname.chars().next().unwrap_or_default()).or_default().push(surname);
    }
    surnames
});

/// The longest surname that a text begins with.
fn surname(text: &str) -> Option<&'static str> {
    let surnames = SURNAMES.get(&text.chars().next()?)?;
    surnames.iter().filter(|surname| text.starts_with(**surname)).max_by_key(|surname| surname.len()).copied()
}

/// What given names are written with, at their end.
const GIVEN_ENDS: &str = "子美恵代江枝香奈菜紀織穂乃花華里理沙郎太介助夫雄男彦一二三司志人斗翔也哉樹輝明昭和幸弘浩博洋正誠実進勇茂清勝隆孝武健剛遥希音咲葵陽翼蓮仁良治次平造蔵吉之信義春秋夏冬真由佳佐智朗敏光久行宏史文章徹修豊登功薫操忍歩純直瞳舞愛結優衣莉凛碧湊悠";

/// A surname with a given name at the start of a text: how long both are.
fn full_name(surname: &str, text: &str) -> Option<usize> {
    let rest = text[surname.len()..].trim_start_matches([' ', '　']);
    let gap = text.len() - surname.len() - rest.len();
    // 「ヨシ子」, 「ハル」, 「正雄」
    let kana = rest.find(|one| !is_katakana(one)).unwrap_or(rest.len());
    let kanji: String =
        rest[kana..].chars().take_while(|one| is_kanji(*one) && !"様氏君".contains(*one)).collect();
    let given = &rest[..kana + kanji.len()];
    let is_given = (2..=3).contains(&given.chars().count())
        && !given.starts_with(['第', '市', '県', '町', '村', '区', '東', '西', '南', '北', '上', '下', '中'])
        && match kanji.chars().next_back() {
            None => true,
            Some(last) if kana > 0 => kanji.chars().count() == 1 && "子美枝代江恵".contains(last),
            Some(last) => GIVEN_ENDS.contains(last),
        };
    is_given.then_some(surname.len() + gap + given.len())
}

/// Who is in public whatever stands beside the name: authors, and those who speak or play.
const AUTHORS: &[&str] = &[
    "作", "著", "画", "訳", "編", "監修", "講演", "演奏", "指揮", "出演", "朗読", "司会", "写真", "詩",
    "脚本", "演出",
];

/// The characters before a name that may say what its bearer is.
fn lead(text: &str, at: usize) -> &str {
    &text[last_characters(0, &text[..at], 11)]
}

/// Names in brackets, 「（小野寺健太、佐々木遥）」, and before 様, さん and 氏, which the dictionary does not know as names.
pub(super) fn named<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Range<usize>> + 'p {
    let text = prose.as_str();
    let is_public = |at: usize| {
        let lead = lead(text, at);
        IN_PUBLIC.iter().chain(AUTHORS).any(|word| lead.contains(word))
    };
    let places = text.char_indices().map(|(at, _)| at).filter(move |&at| {
        // A surname that begins in the midst of a word is none.
        !before(text, at).is_some_and(|before| is_kanji(before) || is_katakana(before))
    });
    places.filter_map(move |at| {
        let rest = &text[at..];
        let titled = |end: usize| {
            let tail = &rest[end..];
            let title =
                ["様", "さん", "氏", "君", "ちゃん"].into_iter().find(|title| tail.starts_with(title))?;
            let goes_on = after(tail, title.len());
            (title.chars().count() > 1 || !goes_on.is_some_and(is_kanji))
                .then_some(at..at + end + title.len())
        };
        let surname = surname(rest)?;
        if is_public(at) {
            return None;
        }
        let Some(end) = full_name(surname, rest) else { return titled(surname.len()) };
        let in_bracket = before(text, at).is_some_and(|before| "（(・、：".contains(before))
            && text[..at].rfind(['（', '(']).is_some_and(|open| {
                !text[open..at].contains(['）', ')', '。']) && text[open..at].chars().count() <= 16
            })
            && after(rest, end).is_some_and(|next| "）)、・".contains(next))
            && text[..at]
                .rfind(['（', '('])
                .is_some_and(|open| !AUTHORS.iter().any(|word| text[open..at].contains(word)))
            && !AUTHORS.iter().any(|word| rest[end..].starts_with(word));
        titled(end).or_else(|| in_bracket.then_some(at..at + end))
    })
}

/// Names of people before さん and 氏: the dictionary has none.
pub(super) fn people<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Range<usize>> + 'p {
    let text = prose.as_str();
    let titles =
        prose.words.iter().enumerate().filter(|(_, word)| matches!(prose.surface(word), "さん" | "氏"));
    titles.filter_map(move |(index, title)| {
        let mut start = title.range.start;
        let (mut strange, mut single) = (false, 0);
        for word in prose.words[..index].iter().rev() {
            let surface = prose.surface(word);
            let letters = surface.chars().count();
            let in_script = surface.chars().all(|letter| is_kanji(letter) || is_katakana(letter));
            if word.range.end != start || !in_script || word.is_known && letters > 1 {
                break;
            }
            strange |= !word.is_known && letters > 1;
            single += usize::from(letters == 1);
            start = word.range.start;
        }
        let length = text[start..title.range.start].chars().count();
        let lead = lead(text, start);
        let in_public = IN_PUBLIC.iter().any(|word| lead.contains(word));
        ((strange || single > 1) && (2..=6).contains(&length) && !in_public).then_some(start..title.range.end)
    })
}
