//! Kana of endings and particles that the hand lost, doubled, swapped or missed.

use std::ops::Range;

use super::endings::{broken_endings, is_of_broken_polite};
use super::slip::{Hand, Slip, is_strange, slips};
use crate::diagnostics::Code;
use crate::language::script::is_hiragana;
use crate::language::words::{Form, Part, Word};
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
        "講座を開くとともにに研修も開きました。",
        "一緒に考えす。",
        "居場所を知ることがでましきた。",
        "安心して暮らせるよに支えます。",
        "見守りを行うます。",
        "参加者が増えますた。",
        "地区の課題を話し合いいました。",
        "参加者が多かったですです。",
        "広報紙で周知ました。",
        "研修を行いまいた。",
        "窓口を切り替ええました。",
        "見守りにつについて話し合いました。",
        "漁師がさばき方を教た。",
        "違いを学だ。",
        "経験を語っもらいました。",
        "物件が多、登録が増えました。",
        "何度も書かに済む窓口です。",
        "夜間でも届け出られよう、窓口を開けました。",
        "訓練を行うた。",
        "会場で24回開いたいた。",
        "指導者を養成しする。",
        "例が３件ありましたです。",
        "次のとおりお願しました。",
        "活動につながりりました。",
        "演習を取り入れてまいす。",
        "支援を行ました。",
        "結果を表にまとました。",
        "活動に取り組ました。",
        "見直しを進めまました。",
        "ふれ合いに取り組みまました。",
        "講座を開催しまました。",
        "訪問を行いまました。",
        "話を聞きまました。",
    ],
    right: &[
        "年度末に行った計算の確かめでは、点数を伸ばしました。",
        "卒業の後も関われるように、視覚に障がいのある人や、野菜の実証ほの見学にも、障がい福祉課が応じました。",
        "参加者が増えました。",
        "印刷してお渡ししました。",
        "社協だよりや議会だよりで、ほたるのすむ水辺を紹介しました。",
        "地域でできることを、しし座流星群の夜に話しました。",
        "優先すべき課題をまとめました。",
        "つながりのあるまちをつくり、電話でします。",
        "日程の合わない方に、ですます体の案内を送りました。",
        "参加したい方がいつでも来られる居場所を目指せます。",
        "窓口では、お待たせせずに応じました。",
        "書かない窓口、行かずに済む手続、読まれている冊子。",
        "役割を担いつつ、企業が応じてくださり、可燃ごみに混じる雑がみの分別を進めました。",
        "聞き取りをしたところ、続けようとする思いが分かりました。",
        "円高が続き、参加しやすく、幅広く呼びかけました。",
        "コーヒーを淹れる役を務めました。",
        "市民を励ました後、母を看ました。",
        "窓を開けたまました作業を、そのまました人がいました。",
    ],
    check: Check::Text(mistyped_kana),
};

/// How much better the dictionary has to like a text without a slip; what kana nouns look like reaches half of it.
fn sure(slip: &Slip) -> i32 {
    match slip.hand {
        _ if slip.was_broken => 2000,
        Hand::Doubled => 2500,
        Hand::Swapped => 4500,
        Hand::Lost | Hand::Wrong | Hand::Extra if slip.makes_ending => 3500,
        Hand::Lost => 6000,
        Hand::Wrong => 7000,
        Hand::Moved => 5500,
        Hand::Extra => 8000,
    }
}

/// How likely a slip is beside others: there are many ways to lose a kana, and one to double it.
fn weight(slip: &Slip) -> i32 {
    let ways = match slip.hand {
        Hand::Doubled => 6000,
        Hand::Swapped => 4000,
        Hand::Moved => 2000,
        Hand::Lost | Hand::Wrong | Hand::Extra => 0,
    };
    slip.gain + ways + if slip.makes_ending { 3000 } else { 0 }
}

/// How many words in a row of words may be strange.
const MANY: usize = 3;

/// How many words such a row has on each side.
const SENTENCE: usize = 8;

fn mistyped_kana(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut best: Vec<Slip> = Vec::new();
    let strange: Vec<usize> =
        (0..prose.words.len()).filter(|&index| is_strange(text, &prose.words, index)).collect();
    for (nth, &index) in strange.iter().enumerate() {
        // Where hardly a word is one, nobody slipped: it is another language, or none.
        let near = strange[nth.saturating_sub(MANY)..].iter().take(2 * MANY + 1);
        if near.filter(|other| other.abs_diff(index) <= SENTENCE).count() > MANY {
            continue;
        }
        // An ending that is cut off is told as such (W0714).
        if matches!(prose.surface(&prose.words[index]), "まし" | "でし")
            && prose.words.get(index + 1).is_some_and(|next| prose.surface(next) == "。")
        {
            continue;
        }
        if is_of_broken_polite(prose, index) {
            continue;
        }
        let found = slips(text, &prose.words, index);
        let sure = found.into_iter().filter(|slip| slip.gain >= sure(slip) && !is_excused(prose, slip));
        let Some(slip) = sure.max_by_key(weight) else { continue };
        match best.last_mut() {
            // One slip strains the words on both sides.
            Some(last) if slip.range.start <= last.range.end + NEAR => {
                if weight(&slip) > weight(last) {
                    *last = slip;
                }
            }
            _ => best.push(slip),
        }
    }
    let is_told = |range: &Range<usize>| {
        best.iter().any(|slip| slip.range.start < range.end + NEAR && range.start < slip.range.end + NEAR)
    };
    let broken = broken_endings(prose).into_iter().filter(|finding| !is_told(&finding.range));
    let is_new = |slip: &&Slip| !is_particle_twice(prose, &slip.range, &slip.right);
    let slips = best.iter().filter(is_new).map(|slip| finding(prose, slip));
    slips.chain(broken).collect()
}

/// How many bytes two suspicions lie apart at most that have one reason.
const NEAR: usize = 15;

/// What the dictionary does not have: forms of old, 関連付けされる, and 食感ともに.
fn is_excused(prose: &Prose<'_>, slip: &Slip) -> bool {
    let text = prose.as_str();
    let (before, after) = (&text[..slip.range.start], &text[slip.range.end..]);
    let near: String = after.chars().take(3).collect();
    // てくださり is a form that the dictionary does not have.
    let is_given = text
        .match_indices("くださり")
        .any(|(at, word)| at <= slip.range.start && slip.range.end <= at + word.len());
    let is_name = prose.words.iter().any(|word| {
        word.part == Part::Name
            && word.range.start < slip.range.end.max(slip.range.start + 1)
            && slip.range.start <= word.range.end
    });
    is_given || is_name || ["べき", "べく", "べし"]
        .iter()
        .any(|old| near.contains(old) || near.starts_with(&old[3..]) && before.ends_with('べ'))
        || near.starts_with("れ") && &text[slip.range.clone()] == "さ"
        // 計算の確かめでは: a noun of a verb.
        || slip.range.is_empty() && slip.right == "る" && after.starts_with(['で', 'に', 'を', 'の'])
        // 関われる is what 関わる is able to.
        || slip.range.is_empty() && before.ends_with('わ') && after.starts_with('れ')
        // Names in 「」 are of kana as their givers liked them.
        || !matches!(slip.hand, Hand::Doubled | Hand::Swapped) && prose.is_quoted(slip.range.start)
        || matches!(slip.hand, Hand::Lost | Hand::Wrong) && (is_humble(before) || is_in_word(prose, slip))
        || before.ends_with('だ') && text[slip.range.start..].starts_with("より")
        || slip.hand == Hand::Doubled && "しさせ".contains(&text[slip.range.clone()]) && is_humble(before)
        || near.starts_with("ともに")
        || before.ends_with('と') && near.starts_with("もに")
}

/// Whether kana are right as they are where the dictionary reads something else: いつ, もう, 参加したい (死体), 目指せます.
fn is_in_word(prose: &Prose<'_>, slip: &Slip) -> bool {
    let text = prose.as_str();
    let is_kept = |word: &Word| {
        matches!(word.part, Part::Pronoun | Part::Adverb | Part::Adjective | Part::Adnominal)
            || matches!(prose.surface(word), "です" | "なし" | "したい")
    };
    let is_held = prose.words.iter().any(|word| {
        word.is_known
            && word.range.start <= slip.range.start
            && slip.range.end <= word.range.end
            && !slip.range.is_empty()
            && is_kept(word)
    });
    let (before, wrong, after) =
        (&text[..slip.range.start], &text[slip.range.clone()], &text[slip.range.end..]);
    let wishes = before.ends_with('し') && wrong == "た" && after.starts_with(['い', 'け', 'く', 'か']);
    let is_able = wrong.contains(|kana| "えけせてねべめれげ".contains(kana))
        && after.starts_with(['ま', 'る', 'た', 'な']);
    let is_when = before.ends_with('い') && wrong == "つ";
    let is_made_to = slip.right == "さ" && after.starts_with('せ');
    // 合わない, 行かず: the form before ない is whole.
    let is_negative = after.starts_with(['な', 'ず', 'れ', 'せ', 'ぬ'])
        && prose.words.iter().any(|word| word.range.end == slip.range.start && word.form == Form::Negative);
    is_held || wishes || is_able || is_when || is_made_to || is_negative
}

/// お渡しし, お待たせせず: する behind a verb that お makes humble.
fn is_humble(before: &str) -> bool {
    before
        .chars()
        .rev()
        .take(5)
        .take_while(|letter| !"、。".contains(*letter))
        .any(|letter| matches!(letter, 'お' | 'ご'))
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
fn finding(prose: &Prose<'_>, slip: &Slip) -> Finding {
    let text = prose.as_str();
    let start = widened(prose, slip.range.start);
    let end = slip.range.end
        + text[slip.range.end..]
            .chars()
            .take_while(|letter| is_hiragana(*letter))
            .take(3)
            .map(char::len_utf8)
            .sum::<usize>();
    let right = [&text[start..slip.range.start], &slip.right, &text[slip.range.end..end]].concat();
    // 実施しした among polite sentences was 実施しました.
    let right = match right.strip_suffix("した") {
        Some(stem)
            if slip.hand == Hand::Doubled && text.contains("ました") && text[end..].starts_with('。') =>
        {
            [stem, "しました"].concat()
        }
        _ => right,
    };
    let what = match slip.hand {
        Hand::Doubled => "のかなが重なっている",
        Hand::Extra => "にかなが余っている",
        Hand::Swapped | Hand::Moved => "のかなが入れ替わっている",
        Hand::Lost => "にかなの抜けがある",
        Hand::Wrong => "にかなの打ち誤りがある",
    };
    Finding::new(start..end, format!("「{}」{what}ようです。", &text[start..end]))
        .hint(format!("「{right}」ではありませんか。"))
        .propose(right)
}

/// Where the word before a place begins, if it is short.
fn widened(prose: &Prose<'_>, at: usize) -> usize {
    let holds = |word: &&Word| word.range.start < at && at <= word.range.end && word.part != Part::Mark;
    let start = prose.words.iter().find(holds).map(|word| word.range.start);
    start.filter(|start| at - start <= 12).unwrap_or(at)
}
