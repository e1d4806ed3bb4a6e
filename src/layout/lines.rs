//! Where a line must not end.
//!
//! Typst keeps the rules of 禁則, but would end a line inside a figure or between a figure and its unit. Word joiners at those
//! places forbid it; they are taken out of the pages again once the lines are set (`typeset::joiners`), so that the text of the
//! PDF is what was typed.

use std::ops::Range;

/// Forbids a line break where it stands.
pub(crate) const WORD_JOINER: char = '\u{2060}';

/// What counts or measures, longest first where one begins another.
const UNITS: [&str; 52] = [
    "か所", "カ所", "ヶ所", "箇所", "世帯", "団体", "施設", "年度", "年間", "年目", "法人", "会場", "地区",
    "か月", "カ月", "ヶ月", "週間", "時間", "種類", "項目", "段階", "割合", "件", "名", "回", "円", "人",
    "枚", "台", "年", "月", "日", "歳", "時", "分", "個", "本", "冊", "校", "社", "区", "点", "割", "倍",
    "号", "層", "期", "次", "％", "%", "‰", "℃",
];

/// What belongs to the figure after it.
const PREFIXES: [&str; 8] = ["令和", "平成", "昭和", "第", "約", "全", "延べ", "計"];

/// Katakana words up to this length stay whole; the narrowest cells hold seven characters.
const WHOLE_KATAKANA: usize = 7;

/// How many characters at least stand on the last line of a paragraph, its full stop included.
const LAST_LINE: usize = 3;

/// The text with a word joiner wherever a line must not end.
pub(super) fn keep_together(text: &str) -> String {
    let mut joined = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            joined.push('\n');
        }
        join_line(line, &mut joined);
    }
    joined
}

fn join_line(line: &str, joined: &mut String) {
    let characters: Vec<char> = line.chars().collect();
    // Whether the line may end before a character.
    let mut breaks = vec![true; characters.len() + 1];
    let mut forbid = |range: Range<usize>| {
        if range.len() > 1 {
            breaks[range.start + 1..range.end].fill(false);
        }
    };
    let mut index = 0;
    while index < characters.len() {
        if is_digit(characters[index]) {
            let end = figure_end(&characters, index);
            let start = index - prefix_length(&characters[..index]);
            forbid(start..end + unit_length(&characters[end..]));
            index = end;
        } else if is_katakana(characters[index]) {
            let end = run_end(&characters, index, is_katakana);
            if end - index <= WHOLE_KATAKANA {
                // プラン２１ is one name.
                let figure = characters.get(end).is_some_and(|&next| is_digit(next));
                forbid(index..end + usize::from(figure));
            }
            index = end;
        } else {
            index += 1;
        }
    }
    forbid(characters.len().saturating_sub(LAST_LINE)..characters.len());
    for (index, character) in characters.into_iter().enumerate() {
        if index > 0 && !breaks[index] {
            joined.push(WORD_JOINER);
        }
        joined.push(character);
    }
}

/// The end of a figure: digits, with signs between digits.
fn figure_end(characters: &[char], start: usize) -> usize {
    let mut end = run_end(characters, start, is_digit);
    while characters.get(end).is_some_and(|sign| ",.，．/／:：".contains(*sign))
        && characters.get(end + 1).is_some_and(|&next| is_digit(next))
    {
        end = run_end(characters, end + 1, is_digit);
    }
    end
}

fn run_end(characters: &[char], start: usize, belongs: fn(char) -> bool) -> usize {
    start + characters[start..].iter().take_while(|&&character| belongs(character)).count()
}

fn unit_length(after: &[char]) -> usize {
    longest(&UNITS, |unit| after.iter().copied().take(unit.chars().count()).eq(unit.chars()))
}

fn prefix_length(before: &[char]) -> usize {
    longest(&PREFIXES, |prefix| {
        before.iter().rev().copied().take(prefix.chars().count()).eq(prefix.chars().rev())
    })
}

fn longest(words: &[&str], fits: impl Fn(&str) -> bool) -> usize {
    words.iter().filter(|word| fits(word)).map(|word| word.chars().count()).max().unwrap_or(0)
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::{WORD_JOINER, keep_together};

    /// The text with `·` where a line may not end.
    fn shown(text: &str) -> String {
        keep_together(text).replace(WORD_JOINER, "·")
    }

    #[test]
    fn figures_stay_with_their_units_and_words() {
        assert_eq!(shown("実績は1,154回で、前年比"), "実績は1·,·1·5·4·回で、前·年·比");
        assert_eq!(shown("令和５年度に５か所を設け"), "令·和·５·年·度に５·か·所を·設·け");
        assert_eq!(shown("合計246世帯（1,722枚）"), "合計·2·4·6·世·帯（1·,·7·2·2·枚·）");
        assert_eq!(shown("延べ３回と94.1％のとき"), "延·べ·３·回と9·4·.·1·％の·と·き");
        assert_eq!(shown("プラン２１に沿った取組"), "プ·ラ·ン·２·１に沿った·取·組");
    }

    #[test]
    fn short_katakana_words_stay_whole() {
        assert_eq!(shown("サポーター養成講座"), "サ·ポ·ー·タ·ー養成·講·座");
        assert_eq!(shown("コミュニケーション支援"), "コミュニケーション·支·援");
    }

    #[test]
    fn the_last_line_has_company() {
        assert_eq!(shown("続けます。\n終わり。"), "続けま·す·。\n終わ·り·。");
    }

    #[test]
    fn nothing_else_changes() {
        for text in ["", "あ", "\n", "漢字かな\n\n#x*", "１"] {
            assert_eq!(keep_together(text).replace(WORD_JOINER, ""), text);
        }
    }
}
