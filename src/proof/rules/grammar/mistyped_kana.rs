//! Kana of endings and particles that the hand lost, doubled, swapped or missed.

use std::ops::Range;

use super::slip::{Hand, Slip, is_strange, slips};
use crate::diagnostics::Code;
use crate::language::script::is_hiragana;
use crate::language::words::Word;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MistypedKana,
    title: "かなの打ち誤り",
    explanation: "「増えしまた」「努めましました」のように、文末や助詞のかなが入れ替わったり、抜けたり、重なったりしているようです。",
    wrong: &[
        "参加者が増えしまた。",
        "協定を結びしまた。",
        "見守りに努めましました。",
        "関係を築ました。",
        "会で審査しした。",
        "担い手を育てることがとできました。",
        "一緒に考えす。",
        "窓口を切り替ええました。",
        "見守りにつについて話し合いました。",
    ],
    right: &[
        "参加者が増えました。",
        "印刷してお渡ししました。",
        "社協だよりや議会だよりで、ほたるのすむ水辺を紹介しました。",
        "地域でできることを、しし座流星群の夜に話しました。",
        "優先すべき課題をまとめました。",
    ],
    check: Check::Text(mistyped_kana),
};

/// How much better the dictionary has to like a text without a slip; what kana nouns look like reaches half of it.
fn sure(hand: Hand) -> i32 {
    match hand {
        Hand::Doubled => 2500,
        Hand::Swapped => 4500,
        Hand::Lost => 6000,
        Hand::Wrong => 7000,
    }
}

fn mistyped_kana(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut best: Vec<Slip> = Vec::new();
    for index in 0..prose.words.len() {
        if !is_strange(&prose.words[index], text) {
            continue;
        }
        let found = slips(text, &prose.words, index);
        let sure = found.into_iter().filter(|slip| slip.gain >= sure(slip.hand) && !is_excused(text, slip));
        let Some(slip) = sure.max_by_key(|slip| slip.gain) else { continue };
        match best.last_mut() {
            // One slip strains the words on both sides.
            Some(last) if slip.range.start <= last.range.end + NEAR => {
                if slip.gain > last.gain {
                    *last = slip;
                }
            }
            _ => best.push(slip),
        }
    }
    let is_new = |slip: &Slip| !is_particle_twice(prose, &slip.range, &slip.right);
    best.iter().filter(|slip| is_new(slip)).map(|slip| finding(text, slip)).collect()
}

/// How many bytes two suspicions lie apart at most that have one reason.
const NEAR: usize = 15;

/// What the dictionary does not have: forms of old, 関連付けされる, and 食感ともに.
fn is_excused(text: &str, slip: &Slip) -> bool {
    let (before, after) = (&text[..slip.range.start], &text[slip.range.end..]);
    let near: String = after.chars().take(3).collect();
    ["べき", "べく", "べし"]
        .iter()
        .any(|old| near.contains(old) || near.starts_with(&old[3..]) && before.ends_with('べ'))
        || near.starts_with("れ") && &text[slip.range.clone()] == "さ"
        || near.starts_with("ともに")
        || before.ends_with('と') && near.starts_with("もに")
}

/// Whether a kana that goes is a particle that stands twice, of which W0671 speaks.
fn is_particle_twice(prose: &Prose<'_>, range: &Range<usize>, right: &str) -> bool {
    let whole = |word: &Word| word.range == *range && word.is_particle();
    right.is_empty()
        && prose.words.windows(2).any(|pair| {
            (whole(&pair[0]) || whole(&pair[1])) && prose.surface(&pair[0]) == prose.surface(&pair[1])
        })
}

/// Shows the slip with the kana around it, as far as they make an ending.
fn finding(text: &str, slip: &Slip) -> Finding {
    let start = widened(text, slip.range.start);
    let end = slip.range.end
        + text[slip.range.end..]
            .chars()
            .take_while(|letter| is_hiragana(*letter))
            .take(2)
            .map(char::len_utf8)
            .sum::<usize>();
    let right = [&text[start..slip.range.start], &slip.right, &text[slip.range.end..end]].concat();
    let what = match slip.hand {
        Hand::Doubled => "のかなが重なっている",
        Hand::Swapped => "のかなが入れ替わっている",
        Hand::Lost => "にかなの抜けがある",
        Hand::Wrong => "にかなの打ち誤りがある",
    };
    Finding::new(start..end, format!("「{}」{what}ようです。", &text[start..end]))
        .hint(format!("「{right}」ではありませんか。"))
        .propose(right)
}

/// Two characters before a place, on its line.
fn widened(text: &str, at: usize) -> usize {
    let before =
        text[..at].char_indices().rev().take(2).take_while(|(_, letter)| !"。、\n".contains(*letter));
    before.last().map_or(at, |(start, _)| start)
}
