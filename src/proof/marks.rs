//! 記号: separators, brackets, spaces, punctuation and dashes.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::facts::Facts;
use super::prose::{Field, Prose};
use super::quantity::digit;
use super::rule::{Check, Findings, Rule, Slip};
use super::script::{
    after, before, is_hiragana, is_japanese, is_kanji, is_katakana, lines, runs, to_half_width,
};
use crate::diagnostics::{Code, Severity};

/// Thousands separators.
pub static SEPARATORS: Rule = Rule {
    code: Code::Separators,
    severity: Severity::Warning,
    title: "桁区切りの誤り",
    explanation: "数の桁区切りは、半角のコンマで三桁ごとに入れます。位置の違うもの、全角のもの、ほかの数にはあるのに抜けているものをお知らせします。\
        「5,600,00円」のように位置の違うものは、数字が抜けていないか元の資料で確かめてください。",
    wrong: &[
        "会費：5,600,00円",
        "会費：5，600，000円",
        "会費：5,600,000円\n寄附：1200000円",
        "閲覧数：50,178件\n前年の閲覧数：48000件",
    ],
    right: &[
        "会費：5,600,000円\n寄附：1,200,000円",
        "2023年度の会費は1200円でした。",
        "参加者は12，講師は３名でした。",
        "会費：500円\n寄附：1,200円",
    ],
    check: Check::Booklet(separators),
};

/// Brackets that do not match.
pub static BRACKETS: Rule = Rule {
    code: Code::Brackets,
    severity: Severity::Warning,
    title: "かっこが合わない",
    explanation: "始まりと終わりのかっこが組になっていないか、全角と半角が混ざっています。行の頭の「1)」のような番号は、組になっていなくてもかまいません。",
    wrong: &[
        "講座（初級を開きました。",
        "講座（初級)を開きました。",
        "講座（初級））を開きました。",
        "講座（(初級）を開きました。",
        "参加者は47名でした。\n内訳】\n子ども（20名）、大人（27名）",
        "「支え合い』の講座を開きました。",
    ],
    right: &[
        "講座（初級）を開きました。",
        "1) 講座を開きました。\n2) 研修を開きました。",
        "「支え合い（見守り）」の講座を開きました。",
    ],
    check: Check::Text(brackets),
};

/// Spaces that should not be there.
pub static SPACES: Rule = Rule {
    code: Code::Spaces,
    severity: Severity::Warning,
    title: "余分な空白",
    explanation: "文章の途中や行の終わりに空白があるか、位置をそろえるための空白が続いています。ほかのソフトから写したときや、変換の途中で紛れ込みます。\
        段落の頭の全角の空白一つ（字下げ）はかまいません。英字とかなや漢字の間、数と単位の間の空白は、冊子のほかの所にないときだけお知らせします。",
    wrong: &[
        "成果: |-\n  サロンを 開きました。",
        "成果: |-\n  サポ　ターを募集しました。",
        "成果: |-\n  　　　特別会員：12件",
        "CSWを置きました。CSWの配置を続け、CSW と協力しました。",
        "本庄会場52件、児玉会場13 件、市外５件",
        "成果: |-\n  サロンを開きました。　\n  続けます。",
        "成果: |-\n  支え合いの活動を推　進しました。",
        "取組内容: 手話奉仕員の講座を開きました。\n成果: |-\n  手話　奉仕員（15名）",
    ],
    right: &[
        "成果: |-\n  　サロンを開きました。",
        "成果: |-\n  CSW 12名が参加しました。",
        "成果: |-\n  電話　12件\n  来所　５件",
        "成果: |-\n  会長　本庄花子",
        "CSW の配置と NPO の支援を続けました。",
        "電話 12件",
    ],
    check: Check::Booklet(spaces),
};

/// Punctuation that is doubled or of another kind.
pub static PUNCTUATION: Rule = Rule {
    code: Code::Punctuation,
    severity: Severity::Warning,
    title: "句読点の重なりや混ざり",
    explanation: "句読点が二つ続いているか、「、。」の文章に「，．」や半角の「,.」が混ざっています。",
    wrong: &[
        "サロンを開きました。。",
        "講座、、研修を開きました。",
        "講座，研修を開きました。",
        "講座を、開きました.",
        "上尾の団体、を講師に迎えました。",
        "社協だより,SNSで知らせました。",
        "SNS，チラシで知らせました。",
    ],
    right: &[
        "サロンを開きました。",
        "12，345人が参加しました。",
        "「A.B」という催しを、開きました。",
        "寒い冬も…。それでも開きました。",
    ],
    check: Check::Text(punctuation),
};

/// A sentence without its stop.
pub static MISSING_STOP: Rule = Rule {
    code: Code::MissingStop,
    severity: Severity::Warning,
    title: "文の終わりに「。」がない",
    explanation: "「ました」「ます」などで終わる行か、続く文との間に「。」がありません。冊子のほかの文には付いています。",
    wrong: &[
        "サロンを開きました。\n講座を開きました",
        "サロンを開きました",
        "研修を行います\nサロンを開きました。",
        "サロンを開きましたまた、講座も開きました。",
        "見守りを続けます今後は講座も開きます。",
    ],
    right: &[
        "サロンを開きました。\n講座を開きました。",
        "・サロンの開催\n・講座の開催",
        "サロンを開きました（12回）",
        "ご協力いただきました皆様に感謝します。",
        "若者を励ます会を開きましたので、お知らせします。",
    ],
    check: Check::Booklet(missing_stop),
};

/// Waves and dashes.
pub static DASHES: Rule = Rule {
    code: Code::Dashes,
    severity: Severity::Warning,
    title: "「～」や「ー」の取り違え",
    explanation: "波形の記号が二種類（「～」と「〜」）混ざっているか、長音の「ー」がかなでない字の後にあります（「5ー6月」など）。\
        形は似ていますが別の字で、検索や読み上げで違いが出ます。",
    wrong: &[
        "４～５月に開きました。\n---\n６～７月に開きました。\n---\n８〜９月に開きました。",
        "5ー6月に開きました。",
        "第１回ー第３回を開きました。",
        "センターを開き、センタ－で講座を行いました。",
        "ホームページの見直し\n---\nホームペ一ジの閲覧数",
    ],
    right: &[
        "４～５月に開きました。",
        "センターで開きました。",
        "らーめんを作りました。",
        "センター一か所",
        "サロン－カフェ",
    ],
    check: Check::Booklet(dashes),
};

fn separators(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let separated = facts
        .texts
        .iter()
        .any(|prose| prose.quantities.iter().any(|number| prose.part(&number.number).contains(',')));
    for prose in &facts.texts {
        for number in &prose.quantities {
            let written = prose.part(&number.number);
            let groups: Vec<&str> = written.split([',', '，']).collect();
            let [first, rest @ ..] = groups.as_slice() else { continue };
            let whole: String = written.chars().filter(|&character| digit(character).is_some()).collect();
            let well_placed = (1..=3).contains(&first.chars().count())
                && rest.iter().all(|group| group.chars().count() == 3);
            let slip = if rest.is_empty() {
                let missing = separated && number.is_amount() && !number.unit.is_empty();
                if !missing || whole.chars().count() < 4 || whole != written {
                    continue;
                }
                Slip::new(number.number.clone(), "桁区切りがありません。ほかの数には付いています。")
                    .fix(grouped(&whole))
            } else if !well_placed {
                // An enumeration is no number.
                if !written.contains(',') && !rest.iter().any(|group| group.chars().count() >= 3) {
                    continue;
                }
                Slip::new(number.number.clone(), "桁区切りの位置が三桁ごとではありません。")
                    .hint("数字が抜けたり余ったりしていないか、元の資料で確かめてください。")
            } else if written.contains('，') {
                Slip::new(number.number.clone(), "桁区切りが全角です。").fix(written.replace('，', ","))
            } else {
                continue;
            };
            findings.slip(prose, slip);
        }
    }
}

/// Digits in groups of three.
fn grouped(digits: &str) -> String {
    let count = digits.chars().count();
    let mut grouped = String::new();
    for (index, character) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(character);
    }
    grouped
}

/// Opening brackets, each with its closing one.
const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('(', ')'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('＜', '＞'),
];

fn brackets(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    let mut open: Vec<(usize, char, char)> = Vec::new();
    let mut slips = Vec::new();
    for (at, character) in text.char_indices() {
        if let Some(&(opening, closing)) = PAIRS.iter().find(|(opening, _)| *opening == character) {
            open.push((at, opening, closing));
        } else if PAIRS.iter().any(|(_, closing)| *closing == character) {
            let range = at..at + character.len_utf8();
            // 「（(初級）」: the inner one was typed twice, in another width.
            if let [.., (outer, left, closing), (inner, second, _)] = open[..]
                && closing == character
                && second != left
                && to_half_width(second) == to_half_width(left)
                && outer + left.len_utf8() == inner
            {
                open.truncate(open.len() - 2);
                slips.push(Slip::new(outer..inner + second.len_utf8(), DOUBLED_OPENING));
                continue;
            }
            match open.last() {
                Some(&(_, _, closing)) if closing == character => drop(open.pop()),
                Some(&(start, opening, closing)) if to_half_width(closing) == to_half_width(character) => {
                    open.pop();
                    // Beside Japanese, brackets are full-width.
                    let (range, right) = if closing.is_ascii() {
                        (
                            start..start + opening.len_utf8(),
                            PAIRS
                                .iter()
                                .find(|(_, other)| *other == character)
                                .map_or(opening, |(opening, _)| *opening),
                        )
                    } else {
                        (range, closing)
                    };
                    slips.push(
                        Slip::new(range, "かっこの始まりと終わりで、全角と半角が違います。").fix(right),
                    );
                }
                _ if is_item_number(text, at) => {}
                _ => slips
                    .push(Slip::new(range, format!("「{character}」に対する始まりのかっこがありません。"))),
            }
        }
    }
    slips.extend(open.into_iter().map(|(at, opening, _)| {
        let end = at + opening.len_utf8();
        if text[end..].starts_with(opening) {
            Slip::new(at..end + opening.len_utf8(), DOUBLED_OPENING)
        } else {
            Slip::new(at..end, format!("「{opening}」に対する終わりのかっこがありません。"))
        }
    }));
    slips
}

const DOUBLED_OPENING: &str = "始まりのかっこが二つ続いています。";

/// Whether a closing bracket belongs to the number of an item: `1)` at the start of a line.
fn is_item_number(text: &str, at: usize) -> bool {
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let head = text[line_start..at].trim_start();
    // 1), a), ア）; 「内訳】」 has lost its opening bracket.
    let is_number =
        |character: char| digit(character).is_some() || to_half_width(character).is_ascii_alphabetic();
    text[at..].starts_with([')', '）'])
        && !head.is_empty()
        && head.chars().count() <= 2
        && (head.chars().all(is_number) || head.chars().all(is_katakana) && head.chars().count() == 1)
}

/// What stands where two kinds of characters meet: a space, or nothing.
type Joints = fn(&Prose<'_>) -> Vec<Range<usize>>;

fn spaces(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let texts = || facts.texts.iter().filter(|prose| !matches!(prose.field, Field::Cover | Field::Scale));
    for prose in texts() {
        for slip in spaces_inside(prose.as_str()) {
            findings.slip(prose, slip);
        }
    }
    torn_words(facts, findings);
    // Who often sets Latin words or units apart means it; the columns of a list are set apart in a few texts.
    let kinds: [(Joints, usize, &str); 3] = [
        (latin_joints, 2, "英字の隣に空白があります。ほかの所にはありません。"),
        (unit_joints, 2, "数と単位の間に空白があります。ほかの所にはありません。"),
        (noun_joints, 20, "言葉と数の間に空白があります。ほかの所にはほとんどありません。"),
    ];
    for (joints, times, message) in kinds {
        let all = || texts().flat_map(|prose| joints(prose).into_iter().map(move |joint| (prose, joint)));
        let spaced = all().filter(|(_, joint)| !joint.is_empty()).count();
        if spaced * times < all().count() {
            for (prose, joint) in all().filter(|(_, joint)| !joint.is_empty()) {
                findings.slip(prose, Slip::new(joint, message).fix(""));
            }
        }
    }
}

/// Full-width spaces between kanji: in a sentence, or in a word that stands elsewhere in one piece. In a list they set names
/// and columns apart.
fn torn_words(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut torn: Vec<(&Prose<'_>, Range<usize>, Option<String>)> = Vec::new();
    for prose in facts.texts.iter().filter(|prose| !matches!(prose.field, Field::Cover | Field::Scale)) {
        for (start, line) in lines(prose.as_str()) {
            for (at, space) in line.match_indices('　') {
                let rest = at + space.len();
                let left: String =
                    line[..at].chars().rev().take_while(|&character| is_kanji(character)).take(2).collect();
                let right: String =
                    line[rest..].chars().take_while(|&character| is_kanji(character)).take(2).collect();
                if left.is_empty() || right.is_empty() {
                    continue;
                }
                // In a sentence no word has to be looked for.
                let word = (!line.contains('。')).then(|| left.chars().rev().chain(right.chars()).collect());
                torn.push((prose, start + at..start + rest, word));
            }
        }
    }
    let words: Vec<&str> = torn.iter().filter_map(|(_, _, word)| word.as_deref()).collect();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    if let Ok(finder) = AhoCorasick::new(&words)
        && !words.is_empty()
    {
        for prose in &facts.texts {
            let found = finder.find_overlapping_iter(prose.as_str());
            known.extend(found.map(|found| words[found.pattern()]));
        }
    }
    for (prose, range, word) in &torn {
        let slip = Slip::new(range.clone(), "言葉の途中に空白があります。");
        match word {
            // In a sentence, a mark may have stood there.
            None => findings.slip(prose, slip.hint("空白でなく「、」や「・」ではないか確かめてください。")),
            Some(word) if known.contains(word.as_str()) => findings.slip(prose, slip.fix("")),
            Some(_) => {}
        }
    }
}

/// Where Latin letters meet Japanese: what stands between them, a space or nothing.
fn latin_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let text = prose.as_str();
    let is_latin = |character: char| to_half_width(character).is_ascii_alphabetic();
    let mut joints = Vec::new();
    for run in runs(text, is_latin) {
        let left = text[..run.start].strip_suffix(' ').map_or(run.start, str::len);
        if before(text, left).is_some_and(is_japanese) {
            joints.push(left..run.start);
        }
        let right = run.end + usize::from(text[run.end..].starts_with(' '));
        if after(text, right).is_some_and(is_japanese) {
            joints.push(run.end..right);
        }
    }
    joints
}

/// What stands between the numbers and their units.
fn unit_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let counted = prose.quantities.iter().filter(|quantity| !quantity.unit.is_empty());
    counted.map(|quantity| quantity.number.end..quantity.unit.start).collect()
}

/// What stands between nouns and the numbers that follow them.
fn noun_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let text = prose.as_str();
    let starts = prose.quantities.iter().map(|quantity| quantity.number.start);
    starts
        .map(|start| text[..start].strip_suffix(' ').map_or(start, str::len)..start)
        .filter(|joint| before(text, joint.start).is_some_and(is_japanese))
        .collect()
}

fn spaces_inside(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (start, line) in lines(text) {
        let end = line.trim_end_matches([' ', '　', '\t']).len();
        if end < line.len() && (end > 0 || text.trim_end().len() > start) {
            slips.push(Slip::new(start + end..start + line.len(), "行の終わりに空白があります。").fix(""));
        }
        for (at, space) in line[..end].char_indices().filter(|(_, character)| matches!(character, ' ' | '　'))
        {
            let at = start + at;
            let (left, right) = (before(text, at), after(text, at + space.len_utf8()));
            if space == '　' && right == Some('　') && left != Some('　') {
                let rest = &text[at..];
                let end = at + rest.len() - rest.trim_start_matches('　').len();
                slips.push(
                    Slip::new(at..end, "位置をそろえるための空白が続いています。")
                        .hint("字下げなら一つにし、区切りなら「：」などにしてください。"),
                );
            }
            let (Some(left), Some(right)) = (left, right) else { continue };
            let inside = match space {
                ' ' => is_japanese(left) && is_japanese(right),
                // Names and columns are set apart by it; inside a word it is a slip.
                _ => is_katakana(left) && is_katakana(right) || is_hiragana(left) && is_hiragana(right),
            };
            if !inside {
                continue;
            }
            let slip = Slip::new(at..at + space.len_utf8(), "文字の間に空白があります。");
            // 「サポ ター」 has lost a character.
            slips.push(if is_katakana(left) && is_katakana(right) {
                slip.hint("「ー」などの字が抜けていないか確かめてください。")
            } else {
                slip.fix("")
            });
        }
    }
    slips
}

fn punctuation(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    let mut slips = Vec::new();
    let mut previous: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if let Some((start, last)) = previous
            && matches!((last, character), ('。' | '、', '。' | '、'))
        {
            let slip = Slip::new(start..end, "句読点が二つ続いています。");
            slips.push(if last == character { slip.fix(character) } else { slip });
        }
        if character == '、' && text[end..].starts_with('を') {
            slips.push(
                Slip::new(at..end, "「、」の後が「を」で始まっています。")
                    .hint("余分な「、」か、言葉が抜けていないか確かめてください。"),
            );
        }
        let right = match character {
            '，' | ',' => Some('、'),
            '．' | '.' => Some('。'),
            _ => None,
        };
        let among_japanese =
            previous.is_some_and(|(_, last)| is_among_japanese(last, character, after(text, end)));
        if let Some(right) = right.filter(|_| among_japanese) {
            slips.push(
                Slip::new(at..end, format!("「{character}」は、この文章のほかの句読点と違います。"))
                    .fix(right),
            );
        }
        previous = Some((at, character));
    }
    slips
}

/// Whether a comma or full stop belongs to a Japanese sentence, and not to a number or a foreign word.
fn is_among_japanese(last: char, mark: char, next: Option<char>) -> bool {
    let after_japanese = is_japanese(last) || matches!(last, '）' | '」');
    let before_foreign = next.is_some_and(|next| to_half_width(next).is_ascii_alphanumeric());
    if !matches!(mark, '，' | ',') {
        return after_japanese && !before_foreign;
    }
    // 「社協だより,SNS」, 「SNS，チラシ」
    let after_letter = to_half_width(last).is_ascii_alphabetic();
    after_japanese || after_letter && next.is_some_and(is_japanese)
}

/// How a polite sentence ends.
const ENDINGS: &[&str] = &["ます", "です", "ました", "でした", "ません", "しょう", "ください", "でいます"];

fn missing_stop(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let narratives = || facts.texts.iter().filter(|prose| prose.field.is_narrative());
    let ends = |line: &str| ENDINGS.iter().any(|ending| line.ends_with(ending));
    let all_lines = || {
        narratives()
            .flat_map(|prose| lines(prose.as_str()).map(move |(start, line)| (prose, start, line.trim_end())))
    };
    let stopped = all_lines().filter(|(_, _, line)| line.strip_suffix('。').is_some_and(ends)).count();
    let without: Vec<_> = all_lines().filter(|(_, _, line)| ends(line)).collect();
    // Who writes no stops means it.
    if stopped < without.len() {
        return;
    }
    for (prose, start, line) in without {
        let end = start + line.len();
        let last = line.chars().next_back().map_or(0, char::len_utf8);
        let right = format!("{}。", &line[line.len() - last..]);
        findings.slip(prose, Slip::new(end - last..end, "文の終わりに「。」がありません。").fix(right));
    }
    for prose in narratives() {
        for end in run_on_ends(prose.as_str()) {
            let last = before(prose.as_str(), end).map_or(0, char::len_utf8);
            let slip = Slip::new(end - last..end, "次の文との間に「。」がありません。");
            findings.slip(prose, slip.hint("「。」のほかに、言葉が抜けていないか確かめてください。"));
        }
    }
}

/// Words with which only a sentence begins.
const BEGINNINGS: &[&str] = &[
    "また",
    "さらに",
    "なお",
    "このほか",
    "そのほか",
    "そのうえ",
    "あわせて",
    "しかし",
    "ただし",
    "そして",
    "これ",
    "この",
    "その",
    "こうした",
    "こう",
    "なかでも",
    "まず",
    "とくに",
    "あらゆる",
    "ほか",
    "ほんじょう",
    "より",
    "すでに",
    "できる",
];

/// Whom a polite verb may describe: 「ご協力いただきました皆様」.
const DESCRIBED: &[char] = &['皆', '方', '団', '企', '市', '各', '会', '寄', '御', '自'];

/// Where a polite sentence ends inside a line, and the next begins without a stop between.
fn run_on_ends(text: &str) -> Vec<usize> {
    const POLITE: &[&str] = &["ました", "ません", "でした", "です", "ます"];
    let mut ends = Vec::new();
    for ending in POLITE {
        for (at, _) in text.match_indices(ending) {
            let end = at + ending.len();
            let Some(next) = after(text, end) else { continue };
            let begins = is_kanji(next)
                || is_katakana(next)
                || next.is_alphabetic() && !is_japanese(next)
                || BEGINNINGS.iter().any(|word| text[end..].starts_with(word));
            let head = &text[..at];
            // 「若者を励ます会」
            let plain_verb = *ending == "ます" && head.ends_with(['励', '冷', '覚', '悩', '澄', '済', 'だ']);
            let describes = ["いただき", "ください", "下さい", "くださり", "賜り", "おり"]
                .iter()
                .any(|verb| head.ends_with(verb))
                && DESCRIBED.contains(&next);
            if begins && !plain_verb && !describes {
                ends.push(end);
            }
        }
    }
    ends.sort_unstable();
    ends
}

/// What is taken for the mark of a long vowel.
const LIKE_LONG_VOWEL: &[char] = &['-', '－', '―', '‐', '─', '一'];

fn dashes(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let known: BTreeSet<&str> = facts
        .texts
        .iter()
        .flat_map(|prose| runs(prose.as_str(), is_katakana).into_iter().map(|run| prose.part(&run)))
        .collect();
    for prose in &facts.texts {
        for run in
            runs(prose.as_str(), |character| is_katakana(character) || LIKE_LONG_VOWEL.contains(&character))
        {
            let word = prose.part(&run);
            let right = word.replace(LIKE_LONG_VOWEL, "ー");
            if right != word && known.contains(right.as_str()) {
                let message = format!("「ー」に似た別の字があります。ほかでは「{right}」と書かれています。");
                findings.slip(prose, Slip::new(run, message).fix(right));
            }
        }
    }
    let count =
        |wave: char| facts.texts.iter().map(|prose| prose.as_str().matches(wave).count()).sum::<usize>();
    let (usual, odd) = if count('〜') > count('～') { ('〜', '～') } else { ('～', '〜') };
    let mixed = count(usual) > 0;
    for prose in &facts.texts {
        let text = prose.as_str();
        for (at, character) in text.char_indices() {
            let range = at..at + character.len_utf8();
            if character == odd && mixed {
                findings.slip(
                    prose,
                    Slip::new(range, format!("ほかでは「{usual}」が使われています。")).fix(usual),
                );
            } else if character == 'ー'
                && before(text, at).is_none_or(|last| !is_katakana(last) && !is_hiragana(last))
            {
                findings.slip(
                    prose,
                    Slip::new(range, "長音の「ー」がかなの後にありません。")
                        .hint("範囲なら「～」、区切りなら「－」が使われます。"),
                );
            }
        }
    }
}
