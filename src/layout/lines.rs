//! Where a line must not end.
//!
//! Typst keeps the rules of 禁則, but would end a line inside a figure or between a figure and its unit. Word joiners at those
//! places forbid it; they are taken out of the pages again once the lines are set (`typeset::leftovers`), so that the text of the
//! PDF is what was typed.

use std::ops::Range;

use crate::language::Figure;
use crate::language::script::{is_digit, is_hiragana, is_kanji, is_katakana, is_variation_selector, runs};

/// Forbids a line break where it stands.
pub(crate) const WORD_JOINER: char = '\u{2060}';

/// How many characters a line of the narrowest cells holds, where the layout does not say. What is longer and stayed whole
/// would run out of them.
const NARROWEST: usize = 7;

/// How many characters at least stand on the last line of a paragraph, its full stop included.
const LAST_LINE: usize = 3;

/// Words in kanji up to this length stay whole in a narrow cell. On longer lines a reader is used to their ends anywhere.
const WHOLE_WORD: usize = 5;

/// Phrases up to this length stay whole in a title.
const WHOLE_PHRASE: usize = 12;

/// The text with a word joiner wherever a line must not end. `room` is how many characters a line of a narrow cell holds.
pub(super) fn keep_together(text: &str, room: Option<usize>) -> String {
    let longest = room.map_or(0, |room| room.min(WHOLE_WORD));
    join_lines(text, room, longest, |before, after| !(is_kanji(before) && is_kanji(after)))
}

/// A title with a word joiner wherever a line must not end: it turns between phrases only.
pub(super) fn keep_phrases(title: &str, room: Option<usize>) -> String {
    let longest = room.map_or(WHOLE_PHRASE, |room| room.min(WHOLE_PHRASE));
    join_lines(title, room, longest, phrase_ends)
}

/// Whether a phrase ends between two characters: after the kana or the sign that end one, and before a bracket opens.
fn phrase_ends(before: char, after: char) -> bool {
    let ends = |character| is_hiragana(character) || "・、）」".contains(character);
    "（「".contains(after) || ends(before) && !ends(after)
}

/// `longest_whole` is how many characters at most stay together between the places that `ends` finds.
fn join_lines(
    text: &str,
    room: Option<usize>,
    longest_whole: usize,
    ends: impl Fn(char, char) -> bool,
) -> String {
    let mut joined = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            joined.push('\n');
        }
        join_line(line, room, longest_whole, &ends, &mut joined);
    }
    joined
}

fn join_line(
    line: &str,
    room: Option<usize>,
    longest_whole: usize,
    ends: &impl Fn(char, char) -> bool,
    joined: &mut String,
) {
    let (places, characters): (Vec<usize>, Vec<char>) = line.char_indices().unzip();
    let index = |place: usize| places.partition_point(|&other| other < place);
    let longest = room.map_or(NARROWEST, |room| room.min(NARROWEST));
    // Whether the line may end before a character.
    let mut breaks = vec![true; characters.len() + 1];
    for (place, pair) in characters.windows(2).enumerate() {
        breaks[place + 1] = !never_breaks(pair[0], pair[1]);
    }
    for figure in figures(line) {
        let fits = |range: &Range<usize>| width(&characters[range.clone()]) <= 2 * longest;
        let [number, with_unit, whole] = figure.map(|range| index(range.start)..index(range.end));
        let kept = [whole, with_unit].into_iter().find(fits).unwrap_or(number);
        forbid(&mut breaks, kept);
    }
    for run in runs(line, is_katakana) {
        let run = index(run.start)..index(run.end);
        if run.len() <= longest {
            // プラン２１ is one name.
            let figure = characters.get(run.end).is_some_and(|&next| is_digit(next));
            forbid(&mut breaks, run.start..run.end + usize::from(figure));
        }
    }
    let mut start = 0;
    for end in 1..=characters.len() {
        if end == characters.len() || ends(characters[end - 1], characters[end]) {
            let run = start..end;
            let fits = |room| width(&characters[unbroken(&breaks, run.clone())]) <= 2 * room;
            if run.len() <= longest_whole && room.is_none_or(fits) {
                forbid(&mut breaks, run);
            }
            start = end;
        }
    }
    let last = characters.len().saturating_sub(LAST_LINE);
    // With what it is joined to, it may be more than a narrow line holds.
    let joined_to = (0..last).rev().take_while(|&index| !breaks[index + 1]).count();
    if room.is_none_or(|room| characters.len() - last + joined_to <= room) {
        breaks[(last + 1).min(characters.len())..characters.len()].fill(false);
    }
    let mut before = None;
    for (&character, may_break) in characters.iter().zip(breaks) {
        if before.is_some_and(|before| !may_break && !never_breaks(before, character)) {
            joined.push(WORD_JOINER);
        }
        joined.push(character);
        before = Some(character);
    }
}

/// Keeps a run of characters on one line.
fn forbid(breaks: &mut [bool], whole: Range<usize>) {
    if whole.len() > 1 {
        breaks[whole.start + 1..whole.end].fill(false);
    }
}

/// A run of characters with all that stays on one line with its ends.
fn unbroken(breaks: &[bool], run: Range<usize>) -> Range<usize> {
    let before = breaks[1..=run.start].iter().rev().take_while(|&&may_break| !may_break).count();
    let after = breaks[run.end..breaks.len() - 1].iter().take_while(|&&may_break| !may_break).count();
    run.start - before..run.end + after
}

/// The signs with which no line begins.
const BEGIN_NO_LINE: [char; 34] = [
    ' ', '、', '。', '，', '．', '）', '」', '』', '】', '・', 'ー', '々', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ',
    'ッ', 'ャ', 'ュ', 'ョ', 'ヮ', 'ヵ', 'ヶ', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ',
];

/// Where Typst ends no line by itself (UAX #14, strict): inside half-width figures, before signs that begin no line, after
/// those that end none. A word joiner there would only cost time.
fn never_breaks(before: char, after: char) -> bool {
    let joins = |sign| matches!(sign, ',' | '.' | ':' | '/');
    BEGIN_NO_LINE.contains(&after)
        || matches!(before, '（' | '「' | '『' | '【')
        || before.is_ascii_alphanumeric() && joins(after)
        || after.is_ascii_digit() && (joins(before) || before.is_ascii_digit())
        || is_variation_selector(after)
}

/// The figures of a line, those that a sign joins (16/17, 10:30) as one: the number, with its unit, and with what stands
/// before it too.
fn figures(line: &str) -> Vec<[Range<usize>; 3]> {
    let mut joined: Vec<[Range<usize>; 3]> = Vec::new();
    for Figure { prefix, number, unit } in Figure::all(line) {
        // Its unit may stand apart.
        let end = if unit.start == number.end { unit.end } else { number.end };
        match joined.last_mut() {
            Some(ranges) if matches!(&line[ranges[0].end..number.start], "/" | "／" | ":" | "：") => {
                ranges[0].end = number.end;
                ranges[1].end = end;
                ranges[2].end = end;
            }
            _ => joined.push([number.clone(), number.start..end, prefix.start..end]),
        }
    }
    joined
}

/// The width in half-width characters. A space at the end of a line needs no room.
fn width(characters: &[char]) -> usize {
    let end = characters.iter().rposition(|&character| character != ' ').map_or(0, |last| last + 1);
    characters[..end].iter().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{WORD_JOINER, keep_phrases, keep_together, never_breaks};

    /// The text with `·` where a line may not end.
    fn shown(text: &str) -> String {
        keep_together(text, None).replace(WORD_JOINER, "·")
    }

    /// A title with `/` wherever a line may end.
    fn turns(title: &str) -> String {
        let mut shown = String::new();
        for character in keep_phrases(title, None).chars() {
            let before = shown.chars().next_back();
            if before.is_some_and(|before| {
                ![before, character].contains(&WORD_JOINER) && !never_breaks(before, character)
            }) {
                shown.push('/');
            }
            shown.push(character);
        }
        shown.replace(WORD_JOINER, "")
    }

    #[test]
    fn figures_stay_with_their_units_and_words() {
        assert_eq!(shown("実績は1,154回で、前年比"), "実績は1,154·回で、前·年·比");
        assert_eq!(shown("令和５年度に５か所を設け"), "令·和·５·年·度に５·か·所を·設·け");
        assert_eq!(shown("合計246世帯（1,722枚）"), "合計·246·世·帯（1,722·枚）");
        assert_eq!(shown("延べ３回と94.1％のとき"), "延·べ·３·回と94.1·％の·と·き");
        assert_eq!(shown("配食1,234食と手紙12通を配り"), "配食1,234·食と手紙12·通を·配·り");
        assert_eq!(shown("8店舗、30戸、40部、２年目"), "8·店·舗、30·戸、40·部、２·年·目");
        assert_eq!(shown("1万5,000円と３億2,000万円余り"), "1·万·5,000·円と３·億·2,000·万·円·余·り");
        assert_eq!(shown("５万人が千円ずつ"), "５·万·人が千円·ず·つ");
        // It is for the unit to stay, where there is no room for both.
        assert_eq!(shown("延べ12,345事業所を回り"), "延べ12,345·事·業·所を·回·り");
        assert_eq!(shown("プラン２１に沿った取組"), "プ·ラ·ン·２·１に沿った·取·組");
    }

    #[test]
    fn short_katakana_words_stay_whole() {
        assert_eq!(shown("サポーター養成講座"), "サ·ポー·ター養成·講·座");
        assert_eq!(shown("コミュニケーション支援"), "コミュニケーション·支·援");
    }

    #[test]
    fn the_last_line_has_company() {
        assert_eq!(shown("続けます。\n終わり。"), "続けま·す。\n終わ·り。");
    }

    #[test]
    fn titles_turn_between_phrases() {
        assert_eq!(turns("災害時における避難支援体制の整備"), "災害時における/避難支援体制の整備");
        assert_eq!(turns("周知・啓発（一般・学生）の推進活動"), "周知・/啓発/（一般・/学生）の/推進活動");
        // A phrase that may be wider than its cell turns anywhere.
        assert_eq!(
            turns("大規模災害被災者生活再建支援事業"),
            "大/規/模/災/害/被/災/者/生/活/再/建/支/援事業"
        );
    }

    #[test]
    fn words_in_kanji_stay_whole_in_a_narrow_cell() {
        let narrow = |text| keep_together(text, Some(7)).replace(WORD_JOINER, "·");
        assert_eq!(narrow("情報の完成・配布を行う"), "情·報の完·成・配·布を·行·う");
        assert_eq!(narrow("災害支援者の要綱整備です"), "災·害·支·援·者の要·綱·整·備·で·す");
        // A longer one may be wider than its cell.
        assert_eq!(narrow("災害時支援者の協力です"), "災害時支援者の協·力·で·す");
        assert_eq!(narrow("10,000件配布予定です"), "10,000·件配布予定·で·す");
        assert_eq!(narrow("利用者合計1,234,567件まで"), "利用者合計·1,234,567·件まで");
        assert_eq!(shown("情報の完成・配布を行う"), "情報の完成・配布を·行·う");
    }

    #[test]
    fn what_a_narrow_cell_has_no_room_for_turns_anywhere() {
        let narrow = |text| keep_phrases(text, Some(4)).replace(WORD_JOINER, "·");
        assert_eq!(narrow("総合相談窓口の準備"), "総合相談窓口の·準·備");
        assert_eq!(narrow("相談の準備"), "相·談·の準·備");
        assert_eq!(narrow("開催123,456回以上"), "開催123,456回·以·上");
        assert_eq!(narrow("令和６年度に３回"), "令和６·年·度に·３·回");
        assert_eq!(narrow("アンケート調査の"), "アンケート調·査·の");
    }

    #[test]
    fn a_line_turns_after_a_space_not_before_it() {
        let narrow = |text, room| keep_together(text, Some(room)).replace(WORD_JOINER, "·");
        assert_eq!(narrow("取得率 ５％", 3), "取·得·率 ５·％");
        assert_eq!(narrow("取得率 ５％", 4), "取·得·率 ５·％");
        assert_eq!(narrow("取得率 ５％", 6), "取·得·率 ·５·％");
        assert_eq!(narrow("養成講座 ７回", 4), "養·成·講·座 ７·回");
    }

    #[test]
    fn nothing_else_changes() {
        for text in ["", "あ", "\n", "漢字かな\n\n#x*", "１"] {
            assert_eq!(keep_together(text, None).replace(WORD_JOINER, ""), text);
        }
    }
}
