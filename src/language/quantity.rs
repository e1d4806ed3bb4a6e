//! The numbers of a text: how many of what.

use std::ops::Range;

use super::decimal::Decimal;
use super::figure::Figure;
use super::script::{is_digit, is_hiragana, to_half_width};

/// A number in a text with what it counts. All ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// The number as typed.
    pub number: Range<usize>,
    /// The unit or counter after it; empty if there is none that we know.
    pub unit: Range<usize>,
    /// What stands before it in the same phrase, back to the last punctuation: `成年後見制度研修会に参加した職員は延べ`.
    pub lead: Range<usize>,
    /// What it counts, as far as the lead says: `職員`. May be empty.
    pub noun: Range<usize>,
    /// What stands after the unit in the same phrase: `参加`.
    pub tail: Range<usize>,
    /// Its value.
    pub value: Decimal,
    /// What kind of number it is.
    pub kind: Kind,
}

/// What a number is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It says how many, or how much.
    Amount,
    /// A part of a date or the name of a year.
    Date,
    /// It says which one: `第２層`, `プラン２１`.
    Name,
}

/// Units of dates.
const DATE_UNITS: &[&str] = &["年度", "年", "月", "日", "時"];

/// Units that say which one.
const NAME_UNITS: &[&str] = &[
    "年目", "期", "層", "次", "条", "章", "位", "級", "番", "丁目", "番地", "号", "度", "週", "歳児", "歳代",
    "年生", "号車",
];

/// What makes a number after its unit a measure of something else: 「１人当たり20冊」「1回につき500円」「1人暮らし」.
const PER: &[&str] =
    &["当たり", "あたり", "当り", "につき", "ごと", "おき", "単位", "暮らし", "ぐらし", "世帯"];

/// Words between a noun and its number that say how it was counted, not what.
const ADVERBS: &[&str] = &[
    "延べ",
    "述べ",
    "のべ",
    "約",
    "およそ",
    "全",
    "各",
    "計",
    "合計",
    "総計",
    "累計",
    "年間",
    "年",
    "月",
    "週",
    "毎月",
    "平均",
    "最大",
    "ほぼ",
    "うち",
    "総数",
    "小計",
];

/// Characters with which an adverb of one character is part of a word: 契約, 家計, 安全.
const NOT_AN_ADVERB: &[(&str, &str)] = &[
    ("約", "契予規条公協要節集制誓盟倹特違"),
    ("計", "家会設時統推余"),
    ("全", "安健保完万"),
    ("年", "前昨翌今来毎周少青成学数近定"),
    ("月", "今来先翌毎年"),
    ("週", "今来先翌毎"),
];

/// What may stand between a noun and its number.
const CONNECTORS: &[char] = &[
    '（', '(', '：', ':', ' ', '　', '・', '…', '＝', '=', '、', '「', '【', '〔', '［', '[', '-', '－', '→',
    '⇒',
];

/// What a phrase does not reach over.
const DELIMITERS: &[char] = &[
    '。', '、', '，', ',', '.', '．', '\n', '（', '）', '(', ')', '「', '」', '『', '』', '【', '】', '〔',
    '〕', '［', '］', '[', ']', '／', '/', '＜', '＞', '<', '>', '〈', '〉', '※', '○', '◎', '●', '■', '□',
    '◇', '◆', '★', '☆', '：', ':', '；', ';', '　', '→', '⇒', '＝', '=',
];

/// Particles that part a noun from what stands before it, where they are alone between two words. の holds a noun together.
const PARTICLES: &[char] = &['は', 'が', 'を', 'に', 'で', 'と', 'も', 'へ', 'や'];

/// What also ends a phrase before a noun, after hiragana: 「につながった高齢者」「に対する件数」.
const ENDINGS: &[char] = &['は', 'が', 'を', 'に', 'で', 'て', 'た', 'る'];

/// The most characters of a tail.
const TAIL: usize = 12;

impl Quantity {
    /// The numbers of a text in order.
    #[must_use]
    pub fn all(text: &str) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for figure in Figure::all(text) {
            let Some(value) = Decimal::read(&text[figure.number.clone()]) else { continue };
            let floor = all.last().map_or(0, |last| last.unit.end);
            let lead = lead(text, figure.number.start, floor);
            let noun = noun(text, lead.clone());
            let kind = kind(text, &figure, noun.clone());
            let tail = tail(text, figure.unit.end);
            let Figure { number, unit, .. } = figure;
            all.push(Self { number, unit, lead, noun, tail, value, kind });
        }
        all
    }

    /// The number with its unit.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.number.start..self.unit.end
    }

    /// Whether it says how many, in a unit.
    #[must_use]
    pub fn is_amount(&self) -> bool {
        self.kind == Kind::Amount
    }
}

fn tail(text: &str, from: usize) -> Range<usize> {
    let rest = &text[from..];
    let end = rest
        .char_indices()
        .take(TAIL + 1)
        .enumerate()
        .find(|&(count, (_, character))| {
            count == TAIL || character == '・' || is_delimiter(character) || is_digit(character)
        })
        .map_or(rest.len(), |(_, (offset, _))| offset);
    from..from + end
}

/// What stands before a number in its phrase. `floor` is where the number before ends.
fn lead(text: &str, number: usize, floor: usize) -> Range<usize> {
    let floor = floor + after_open_end(text.get(floor..number).unwrap_or_default());
    let before = text.get(floor..number).unwrap_or_default();
    let mut rest = before.trim_end_matches(CONNECTORS);
    // Adverbs and connectors stand in any order: 「閲覧数：年間50件」「参加者（延べ20名）」. An adverb alone is all there is to say.
    while let Some(before_adverb) = strip_adverb(rest) {
        let stripped = before_adverb.trim_end_matches(CONNECTORS);
        if stripped.ends_with('\n') || start_of_phrase(stripped) == stripped.len() {
            break;
        }
        rest = stripped;
    }
    // A label may stand on a line of its own, above the number.
    if rest.ends_with('\n') {
        let label = rest.trim_end_matches(['\n', '　', ' ']);
        if !label.ends_with(['。', '）', ')', '」', '】', '＞']) {
            rest = label;
        }
    }
    if let Some(inner) = rest.strip_suffix(['】', '＞', '」', '］', '〕']) {
        rest = inner;
    }
    let start = start_of_phrase(rest);
    floor + start..floor + rest.len()
}

fn strip_adverb(text: &str) -> Option<&str> {
    let adverb =
        ADVERBS.iter().filter(|adverb| text.ends_with(**adverb)).max_by_key(|adverb| adverb.len())?;
    let before = &text[..text.len() - adverb.len()];
    let part_of_word = NOT_AN_ADVERB.iter().any(|(other, words)| {
        other == adverb && before.chars().next_back().is_some_and(|last| words.contains(last))
    });
    (!part_of_word).then_some(before)
}

/// Where a text begins after the last bracket that closes what was opened before it.
fn after_open_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut start = 0;
    for (offset, character) in text.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => start = offset + character.len_utf8(),
            '）' | ')' => depth -= 1,
            _ => {}
        }
    }
    start
}

/// Where the phrase at the end of a text begins. Brackets that close again belong to it.
fn start_of_phrase(text: &str) -> usize {
    let mut depth = 0_usize;
    for (offset, character) in text.char_indices().rev() {
        match character {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            '\n' | '。' => return offset + character.len_utf8(),
            other if depth == 0 && is_delimiter(other) => return offset + character.len_utf8(),
            // A dot at the head of a line is no part of a word.
            '・' if depth == 0
                && text[..offset]
                    .chars()
                    .next_back()
                    .is_none_or(|before| before == '\n' || before == '　') =>
            {
                return offset + character.len_utf8();
            }
            _ => {}
        }
    }
    0
}

fn is_delimiter(character: char) -> bool {
    DELIMITERS.contains(&character) || matches!(character, '①'..='⑳')
}

/// The noun at the end of a lead: what follows the last particle between two words.
fn noun(text: &str, lead: Range<usize>) -> Range<usize> {
    let phrase = text.get(lead.clone()).unwrap_or_default();
    let phrase = phrase.trim_end_matches(PARTICLES).trim_end_matches('の');
    let mut start = phrase.len() - phrase.trim_start_matches(['・', ' ', '　']).len();
    let mut before: Option<char> = None;
    let mut characters = phrase.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let after = characters.peek().is_some_and(|&(_, next)| !is_hiragana(next));
        let alone = before.is_some_and(|before| !is_hiragana(before));
        if after
            && (alone && PARTICLES.contains(&character) || before.is_some() && ENDINGS.contains(&character))
        {
            start = offset + character.len_utf8();
        }
        before = Some(character);
    }
    if let Some(rest) = phrase[start..].strip_prefix("うち") {
        start = phrase.len() - rest.len();
    }
    let noun = &phrase[start..];
    // What is left of 「までの」 and the like.
    if noun.chars().count() <= 2 && noun.chars().all(is_hiragana) {
        start = phrase.len();
    }
    lead.start + start..lead.start + phrase.len()
}

fn kind(text: &str, figure: &Figure, noun: Range<usize>) -> Kind {
    let [prefix, unit] = [&figure.prefix, &figure.unit].map(|range| &text[range.clone()]);
    let after = &text[figure.unit.end..];
    if prefix == "第" || NAME_UNITS.contains(&unit) || PER.iter().any(|per| after.starts_with(per)) {
        return Kind::Name;
    }
    // 「3分の1」 is one number in words.
    let next = after.strip_prefix('の').and_then(|rest| rest.chars().next());
    if unit == "分" && next.is_some_and(is_digit)
        || text[..figure.number.start].ends_with("分の") && unit.is_empty()
    {
        return Kind::Name;
    }
    if matches!(prefix, "令和" | "平成" | "昭和") || DATE_UNITS.contains(&unit) {
        return Kind::Date;
    }
    if unit.is_empty() {
        // 「16/17」 and 「サロン数72」 count; 「プラン２１」, 「H30」 and 「（２）」 are glued to a word or stand for themselves.
        let before = text[..figure.number.start].chars().next_back();
        let after = text[figure.unit.end..].chars().next();
        let fraction = matches!(before, Some('/' | '／')) || matches!(after, Some('/' | '／'));
        let counted = text[noun].ends_with(['数', '額', '計', '率']);
        let glued = before.is_some_and(|before| {
            before.is_alphabetic() && !is_hiragana(before) || matches!(before, '（' | '(')
        });
        if glued && !fraction && !counted {
            return Kind::Name;
        }
    }
    Kind::Amount
}

/// A noun for comparing: without the width of letters, and without what says how it is counted or what becomes of it.
#[must_use]
pub(crate) fn fold_noun(noun: &str) -> String {
    let mut folded: String =
        noun.chars().filter(|character| !character.is_whitespace()).map(to_half_width).collect();
    while let Some(stem) = ENDS_OF_NOUNS.iter().find_map(|end| folded.strip_suffix(end)) {
        if stem.chars().count() < 2 {
            break;
        }
        folded = stem.to_owned();
    }
    folded
}

/// Whether two folded nouns mean the same: they are equal, or one says it at more length.
#[must_use]
pub(crate) fn are_related(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short == long || short.chars().count() >= 3 && long.contains(short)
}

/// What is taken off the end of a noun before it is compared with another.
const ENDS_OF_NOUNS: &[&str] = &[
    "の増加",
    "の増",
    "の設置",
    "の提供",
    "の開催",
    "の実施",
    "の活用",
    "の達成",
    "の確保",
    "の推進",
    "件数",
    "回数",
    "者数",
    "金額",
    "人数",
    "世帯数",
    "箇所数",
    "か所数",
    "開催",
    "実施",
    "参加者",
    "参加",
    "受付",
    "協力",
    "利用",
    "数",
    "額",
    "等",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Value, unit and noun of each number.
    fn read(text: &str) -> Vec<(String, &str, &str)> {
        Quantity::all(text)
            .into_iter()
            .map(|quantity| (quantity.value.to_string(), &text[quantity.unit], &text[quantity.noun]))
            .collect()
    }

    #[test]
    fn numbers_have_unit_and_noun() {
        for (text, expected) in [
            ("ホームページ閲覧数：年間50,178件", vec![("50,178", "件", "ホームページ閲覧数")]),
            ("心配ごと相談（65件）", vec![("65", "件", "心配ごと相談")]),
            ("職員３名が参加した", vec![("3", "名", "職員")]),
            (
                "事業：30件（新規22件・継続８件）",
                vec![("30", "件", "事業"), ("22", "件", "新規"), ("8", "件", "継続")],
            ),
            ("社協会費協力金額\n5,600,000円", vec![("5,600,000", "円", "社協会費協力金額")]),
            ("【合計】4,813,132円", vec![("4,813,132", "円", "合計")]),
            ("研修会に延べ２３名", vec![("23", "名", "研修会")]),
            ("利用者数19人（新規契約4件）", vec![("19", "人", "利用者数"), ("4", "件", "新規契約")]),
            ("社協だより（年4回）地域紙（年２回）", vec![("4", "回", "社協だより"), ("2", "回", "地域紙")]),
            ("本庄会場 52件、児玉会場13 件", vec![("52", "件", "本庄会場"), ("13", "件", "児玉会場")]),
            (
                "プラン作成（３件）\n／うち給付金利用（２件）",
                vec![("3", "件", "プラン作成"), ("2", "件", "給付金利用")],
            ),
            ("支援につながった在宅の方への傾聴が３件", vec![("3", "件", "在宅の方への傾聴")]),
            ("（16/17）", vec![("16", "", ""), ("17", "", "")]),
            ("率94.1％", vec![("94.1", "％", "率")]),
            ("寄附金は1万5,000円", vec![("15,000", "円", "寄附金")]),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(value, unit, noun)| (value.to_owned(), unit, noun)).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_does_not_count_is_known() {
        let kinds = |text: &str| Quantity::all(text).iter().map(|quantity| quantity.kind).collect::<Vec<_>>();
        assert_eq!(kinds("第２層"), [Kind::Name]);
        assert_eq!(kinds("プラン２１"), [Kind::Name]);
        assert_eq!(kinds("令和５年11月"), [Kind::Date, Kind::Date]);
        assert_eq!(kinds("５名"), [Kind::Amount]);
        assert_eq!(kinds("３年目"), [Kind::Name]);
    }

    #[test]
    fn odd_input_does_no_harm() {
        for text in
            ["", "１", "1,,2", "1.2.3", "99999999999999999999円", "，５", "（（５", "５万億円", "\n\n5"]
        {
            let _ = Quantity::all(text);
        }
    }
}
