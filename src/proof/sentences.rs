//! 文: how sentences are written.

use std::ops::Range;

use super::prose::Prose;
use super::rule::{Check, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::script::{after, before, digit, is_hiragana, is_kanji, is_katakana, runs, sentences};

/// Plain sentences among polite ones.
pub static PLAIN_STYLE: Rule = Rule {
    code: Code::PlainStyle,
    severity: Severity::Warning,
    title: "ですます体とである体が混ざっている",
    explanation: "「です・ます」の文章の中に、「である」「した」「する」などで終わる文か、「発足。」のように名詞で終わる文があります。どちらかにそろえてください。",
    wrong: &[
        "講座を開きました。参加者は12名であった。",
        "４月にサロンが発足。講座も開きました。",
        "サロンを開きました。町内の協力が必要である。",
        "研修を行いました。今後も続けていく。",
    ],
    right: &[
        "講座を開きました。参加者は12名でした。",
        "講座を開いた。参加者は12名であった。",
        "講座を開きました。\n・参加者が増えた。",
        "講座を開きました。\n・サロンが発足。",
        "講師は「筋力が大切。続けることが力になる。」と話しました。",
    ],
    check: Check::Text(plain_style),
};

/// A word or particle twice.
pub static DOUBLED: Rule = Rule {
    code: Code::Doubled,
    severity: Severity::Warning,
    title: "同じ言葉の重なり",
    explanation: "同じ助詞や言葉が二つ続いています。書き直したときの消し忘れがほとんどです。",
    wrong: &[
        "講座をを開きました。",
        "実施実施しました。",
        "参加者がが増えました。",
        "講座を開くとともにに研修も開きました。",
        "相互の支援とと連携を目的とします。",
        "サロンサロンを開きました。",
        "見守りに努めました。見守りに努めました。",
        "活動支援並びに活動支援に努めます。",
        "また、講座を開きました。また、研修も開きました。",
        "支え合うまちを目指して、参加しやすい講座の開催を目指し、企画を検討します。",
    ],
    right: &[
        "様々な講座を開きました。",
        "見守りとともに講座を開きました。",
        "ますます増えました。",
        "続けることとともに、子どもももちろん、社協とともに進めました。",
        "ニーズのもののうち",
        "市民の心の健康",
        "相談支援及び活動支援に努めます。",
        "また、講座を開きました。研修も開きました。また、見守りを続けました。",
    ],
    check: Check::Text(doubled),
};

/// A wrong word that sounds like the right one, or says a thing twice.
pub static WRONG_WORD: Rule = Rule {
    code: Code::WrongWord,
    severity: Severity::Warning,
    title: "同音の語の誤りや言葉の重なり",
    explanation: "「延べ」を「述べ」とするような変換の誤りか、「実施を行う」のような重ねた言い方です。",
    wrong: &[
        "述べ120人が参加しました。",
        "研修の実施を行いました。",
        "サロンの開催を実施しました。",
        "見守りを行なって行きます。",
        "計画期間は平成31年度～令和５年度までの５年間です。",
        "引き続き、講座を開くなど、今後も担い手を育てます。",
    ],
    right: &[
        "延べ120人が参加しました。",
        "意見を述べました。",
        "研修を実施しました。",
        "見守りを行っていきます。",
        "計画期間は平成31年度～令和５年度で、来年度まで続きます。",
    ],
    check: Check::Text(wrong_word),
};

/// A sentence that is too long to follow.
pub static LONG_SENTENCE: Rule = Rule {
    code: Code::LongSentence,
    severity: Severity::Warning,
    title: "長すぎる文",
    explanation: "一つの文が120字を超えています。二つに分けると読みやすくなります。かっこの中は数えません。",
    wrong: &[
        "地域の皆様と協力して見守りの活動を続けるとともに、学校や企業の皆様にも声をかけ、誰もが安心して暮らすことのできるまちを目指し、講座や研修を開いて担い手を育てながら、社協だよりやホームページで活動の様子をお知らせすることで、より多くの方に関心を持っていただけるよう努めました。",
        "高齢の方が住み慣れた地域で安心して暮らし続けられるように、民生委員の皆様や自治会の皆様とともに、日々の見守りや声かけの活動を行うほか、買物や通院の付添い、電球の交換などの困りごとに応える有償の助け合いの仕組みを整え、担い手の研修にも力を入れながら、利用する方を増やすことができました。",
        "見守りの活動を続けるとともに、学校や企業の皆様にも声をかけ、誰もが安心して暮らすことのできるまちを目指し、講座や研修を開いて担い手を育てながら、広報紙やホームページで活動の様子をお知らせすることで、多くの方に関心を持っていただけるよう努め、次の年にもつながる大きな成果を得ました。",
    ],
    right: &[
        "見守りの活動を続けました。学校や企業の皆様にも声をかけました。",
        "サロンを開きました。",
        "・見守り\n・声かけ\n・配食",
    ],
    check: Check::Text(long_sentence),
};

fn plain_style(prose: &Prose<'_>) -> Vec<Slip> {
    const POLITE: &[&str] = &["ます。", "ました。", "です。", "でした。", "ません。", "ましょう。"];
    const PLAIN: &[&str] = &[
        "である。",
        "であった。",
        "だった。",
        "する。",
        "した。",
        "いく。",
        "いる。",
        "いた。",
        "なった。",
        "なる。",
        "れる。",
        "れた。",
        "った。",
        "ない。",
        "めた。",
        "行う。",
        "図る。",
        "努める。",
        "目指す。",
        "べきだ。",
        "できた。",
    ];
    let text = prose.as_str();
    let ends = |sentence: &str, endings: &[&str]| endings.iter().any(|ending| sentence.ends_with(ending));
    if !prose.field.is_narrative() || !sentences(text).any(|(_, sentence)| ends(sentence, POLITE)) {
        return Vec::new();
    }
    sentences(text)
        .filter(|(start, sentence)| {
            // Items of a list are often notes, and what is quoted is as it was said.
            !is_quoted(text, start + sentence.len())
                && !sentence.trim_start().starts_with(['・', '○', '●', '※', '①'])
                && (ends(sentence, PLAIN) || ends_with_noun(sentence))
                && !ends(sentence, POLITE)
        })
        .map(|(start, sentence)| {
            Slip::new(last_characters(start, sentence, 4), "ほかの文は「です・ます」で書かれています。")
        })
        .collect()
}

/// Whether a place is inside 「」.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].matches('「').count() > text[line..at].matches('」').count()
}

/// Whether a sentence ends as a note does: 「チームが発足。」
fn ends_with_noun(sentence: &str) -> bool {
    sentence
        .strip_suffix('。')
        .and_then(|words| words.chars().next_back())
        .is_some_and(|last| is_kanji(last) || is_katakana(last))
}

/// The end of a sentence, to be marked.
fn last_characters(start: usize, sentence: &str, count: usize) -> Range<usize> {
    let from = sentence.char_indices().rev().nth(count).map_or(0, |(at, _)| at);
    start + from..start + sentence.len()
}

fn doubled(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    let mut slips = Vec::new();
    for particle in ["を", "が", "に", "で", "の", "は", "へ", "と", "も", "や"] {
        let twice = particle.repeat(2);
        for (at, _) in text.match_indices(&twice) {
            let end = at + twice.len();
            // もののうち, のもの, はは: where the kana belong to a word.
            let in_word = particle == "の"
                && (before(text, at).is_none_or(|character| matches!(character, 'も' | 'こ'))
                    || after(text, end).is_some_and(|character| matches!(character, 'も' | 'が')))
                || particle == "は" && after(text, end).is_some_and(is_hiragana)
                // こととともに, こどもも.
                || matches!(particle, "と" | "も" | "や")
                    && (before(text, at).is_none_or(is_hiragana) || after(text, end).is_none_or(is_hiragana));
            if !in_word {
                slips.push(
                    Slip::new(at..end, format!("「{particle}」が二つ続いています。")).propose(particle),
                );
            }
        }
    }
    for kind in [is_kanji as fn(char) -> bool, is_katakana] {
        for run in runs(text, kind) {
            slips.extend(repeated_word(text, run));
        }
    }
    let all: Vec<(usize, &str)> = sentences(text).collect();
    let twice =
        all.windows(2).find(|pair| pair[0].1.trim() == pair[1].1.trim() && pair[1].1.chars().count() >= 8);
    if let Some([_, (start, sentence)]) = twice {
        slips.push(Slip::new(*start..start + sentence.len(), "同じ文が二つ続いています。"));
    }
    for pair in all.windows(2) {
        let [(_, first), (start, second)] = pair else { continue };
        let opening = OPENINGS.iter().find(|word| first.starts_with(**word) && second.starts_with(**word));
        slips.extend(opening.map(|word| {
            let message = format!("続く二つの文が、どちらも「{word}」で始まっています。");
            Slip::new(*start..start + word.len(), message)
        }));
    }
    for (start, sentence) in all {
        slips.extend(ONCE_A_SENTENCE.iter().filter_map(|word| {
            let (at, _) = sentence.match_indices(word).nth(1)?;
            let message = format!("一つの文に「{word}」が二度あります。");
            Some(Slip::new(start + at..start + at + word.len(), message))
        }));
    }
    for joint in ["並びに", "及び", "や", "と", "・"] {
        slips.extend(text.match_indices(joint).filter_map(|(at, _)| same_beside(text, at, joint)));
    }
    slips
}

/// How a sentence begins that adds to the one before.
const OPENINGS: &[&str] = &["また、", "さらに、", "そのほか、", "加えて、", "なお、"];

/// What a sentence says once.
const ONCE_A_SENTENCE: &[&str] = &["を目指し", "引き続き"];

/// The same word on both sides of 及び and the like.
fn same_beside(text: &str, at: usize, joint: &str) -> Option<Slip> {
    let is_part = |character: char| is_kanji(character) || is_katakana(character);
    let left = text[..at].trim_end_matches(is_part).len();
    let right = at + joint.len();
    let end = text.len() - text[right..].trim_start_matches(is_part).len();
    let word = &text[left..at];
    (word.chars().count() >= 2 && *word == text[right..end])
        .then(|| Slip::new(left..end, format!("「{joint}」の前と後が、同じ「{word}」です。")))
}

/// How many characters of a run are looked at as one word.
const LONGEST_WORD: usize = 12;

/// A word of two characters or more that stands twice in a run.
fn repeated_word(text: &str, run: Range<usize>) -> Option<Slip> {
    let word = &text[run.clone()];
    let bounds: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let twice = bounds.iter().enumerate().find_map(|(index, &start)| {
        bounds.iter().skip(index + 2).take(LONGEST_WORD).rev().find_map(|&end| {
            let first = &word[start..end];
            word[end..].starts_with(first).then_some((run.start + start, first))
        })
    });
    let (start, first) = twice?;
    Some(Slip::new(start..start + 2 * first.len(), format!("「{first}」が二つ続いています。")).propose(first))
}

/// Where a range of 「～」 ends.
const RANGE_ENDS: &[char] = &['、', '。', '\n', '～', '（', '）', '・', '／'];

fn wrong_word(prose: &Prose<'_>) -> Vec<Slip> {
    /// Ways to say a thing twice, with what would do.
    const TWICE: &[(&str, &str)] = &[
        ("実施を行", "を実施し／を行い"),
        ("開催を実施", "を開催し"),
        ("開催を行", "を開催し"),
        ("支援を実施を", "支援を"),
        ("活動を活動", "活動"),
        ("周知を周知", "周知"),
    ];
    let text = prose.as_str();
    let mut slips = Vec::new();
    for (at, word) in text.match_indices("述べ") {
        let end = at + word.len();
        let counts = after(text, end).is_some_and(|next| digit(next).is_some())
            || ["人数", "件数", "回数", "参加"].iter().any(|noun| text[end..].starts_with(noun));
        if counts {
            slips.push(Slip::new(at..end, "「述べ」は「延べ」の誤りです。").propose("延べ"));
        }
    }
    for (twice, once) in TWICE {
        let found = text.match_indices(twice);
        slips.extend(found.map(|(at, _)| {
            Slip::new(at..at + twice.len(), "同じことを二度言う言い方です。")
                .hint(format!("「{once}」のように書けます。"))
        }));
    }
    for (at, wave) in text.match_indices('～') {
        // 「子ども～高齢者に…まで」 has other words between.
        let range = text[at + wave.len()..].split(RANGE_ENDS).next().unwrap_or_default();
        if let Some(until) = range.find("まで").filter(|&until| range[..until].chars().count() <= 8) {
            let start = at + wave.len() + until;
            slips.push(
                Slip::new(start..start + "まで".len(), "「～」と「まで」が重なっています。")
                    .hint("「～」だけにするか、「から…まで」としてください。"),
            );
        }
    }
    for (start, sentence) in sentences(text) {
        let twice = sentence.split_once("今後も").filter(|(first, _)| first.contains("引き続き"));
        slips.extend(twice.map(|(first, _)| {
            let at = start + first.len();
            Slip::new(at..at + "今後も".len(), "「引き続き」と「今後も」が重なっています。")
        }));
    }
    for (at, wrong) in text.match_indices("て行きます") {
        slips.push(Slip::new(at..at + wrong.len(), "補助の「いく」はかなで書きます。").propose("ていきます"));
    }
    slips
}

/// How many characters a sentence may have.
const LONGEST: usize = 120;

fn long_sentence(prose: &Prose<'_>) -> Vec<Slip> {
    if !prose.field.is_narrative() {
        return Vec::new();
    }
    sentences(prose.as_str())
        .filter_map(|(start, sentence)| {
            let mut depth = 0_u32;
            let outside = sentence.chars().filter(|character| {
                match character {
                    '（' | '(' | '「' => depth += 1,
                    '）' | ')' | '」' => depth = depth.saturating_sub(1),
                    _ => return depth == 0,
                }
                false
            });
            let count = outside.count();
            (count > LONGEST).then(|| {
                let message = format!("一つの文が {count} 字あります（{LONGEST} 字まで）。");
                Slip::new(last_characters(start, sentence, 8), message)
            })
        })
        .collect()
}
