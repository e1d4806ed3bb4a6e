//! 全角と半角: digits, katakana and Latin letters of the wrong width.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::facts::Facts;
use super::prose::Prose;
use super::quantity::Quantity;
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::model::Digits;
use crate::script::{before, digit, is_full_width, is_katakana, runs, to_full_width, to_half_width};

/// Digits of both widths in one number, or in numbers of one text.
pub static MIXED_DIGITS: Rule = Rule {
    code: Code::MixedDigits,
    severity: Severity::Warning,
    title: "全角と半角の数字が混ざっている",
    explanation: "一つの数の中や、同じ文章の同じ桁数の数の間で、全角と半角の数字が混ざっています。\
        少ないほうを、多いほうにそろえてください。冊子全体の書き方は、plan.yaml に「校正: {数字: 一桁全角}」のように決めておけます。",
    wrong: &[
        "参加者は４0名でした。",
        "講座を12回、研修会を１５回開きました。",
        "電話５件、来所7件、訪問８件でした。",
        "マッチングは16/１７でした。",
    ],
    right: &[
        "参加者は40名でした。",
        "講座を12回、研修会を５回開きました。",
        "プラン２１の講座を12回開きました。",
        "A4のチラシを５種類作りました。",
    ],
    check: Check::Text(mixed_digits),
};

/// Digits that are not as the plan wants them.
pub static DIGIT_STYLE: Rule = Rule {
    code: Code::DigitStyle,
    severity: Severity::Warning,
    title: "数字の全角・半角が決まりと違う",
    explanation: "plan.yaml の「校正」の「数字」で決めた書き方（半角、全角、一桁全角のどれか）と違う数字です。\
        英字に続く数字、小数、分数はどの書き方でも半角でかまいません。",
    wrong: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は5名でした。",
        "校正: {数字: 半角}\n成果: 参加者は１５名でした。",
        "校正: {数字: 全角}\n成果: 参加者は15名でした。",
    ],
    right: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は５名、講師は12名でした。",
        "校正: {数字: 半角}\n成果: 参加者は5名でした。",
        "校正: {数字: 全角}\n成果: A4のチラシを１５枚配りました。",
        "成果: 参加者は5名でした。",
    ],
    check: Check::Text(digit_style),
};

/// Half-width katakana.
pub static HALF_WIDTH_KATAKANA: Rule = Rule {
    code: Code::HalfWidthKatakana,
    severity: Severity::Warning,
    title: "半角のカタカナや句読点",
    explanation: "半角のカタカナや句読点は、紙面で字の幅がそろわず、検索や読み上げでも別の字として扱われます。全角で書いてください。",
    wrong: &["ﾎﾞﾗﾝﾃｨｱを募集しました。", "サロンを開きました｡", "｢支え合い｣の講座を開きました。"],
    right: &["ボランティアを募集しました。", "サロンを開きました。", "「支え合い」の講座を開きました。"],
    check: Check::Text(half_width_katakana),
};

/// A Latin word of both widths.
pub static LATIN_WIDTH: Rule = Rule {
    code: Code::LatinWidth,
    severity: Severity::Warning,
    title: "全角と半角の英字が混ざっている",
    explanation: "同じ英字の語が、全角と半角の両方で書かれています。冊子の中でどちらかにそろえてください。",
    wrong: &[
        "ＰＴＡと協力しました。\n---\nPTAの会合に出ました。PTAの役員と話しました。",
        "SNSで発信し、ＳＮＳの講座も開きました。",
        "ＰTAと協力しました。",
    ],
    right: &[
        "PTAと協力しました。\n---\nPTAの会合に出ました。",
        "ＳＮＳで発信しました。",
        "SNSで発信し、ＰＴＡと協力しました。",
    ],
    check: Check::Booklet(latin_width),
};

fn mixed_digits(prose: &Prose<'_>) -> Vec<Slip> {
    let (mixed, whole): (Vec<&Quantity>, Vec<&Quantity>) =
        prose.quantities.iter().partition(|number| is_mixed(prose, number));
    let to_full = prose.house_style.digits == Some(Digits::FullWidth);
    let message = "一つの数の中に、全角と半角の数字が混ざっています。";
    let mut slips: Vec<Slip> =
        mixed.into_iter().map(|number| slip(prose, number, to_full, message)).collect();
    slips.extend(torn_fractions(prose));
    if prose.house_style.digits.is_some() {
        return slips;
    }
    for single in [true, false] {
        let alike =
            whole.iter().filter(|number| is_free(prose, number) && is_single(prose, number) == single);
        let (full, half): (Vec<&Quantity>, Vec<&Quantity>) =
            alike.partition(|number| prose.part(&number.number).contains(is_full_width_digit));
        // With as many of each: offices write digits alone full-width, longer numbers half-width.
        let to_full = full.len() > half.len() || (full.len() == half.len() && single);
        let (odd, rest) = if to_full { (half, full) } else { (full, half) };
        if !rest.is_empty() {
            let message = "同じ文章のほかの数と、全角・半角がそろっていません。";
            slips.extend(odd.into_iter().map(|number| slip(prose, number, to_full, message)));
        }
    }
    slips
}

/// The full-width halves of fractions whose other half is half-width.
fn torn_fractions<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Slip> + 'p {
    prose.quantities.windows(2).filter_map(|pair| {
        let [over, under] = pair else { return None };
        let between = prose.part(&(over.number.end..under.number.start));
        let is_full = |number: &Quantity| prose.part(&number.number).chars().all(is_full_width_digit);
        let is_half = |number: &Quantity| !prose.part(&number.number).contains(is_full_width_digit);
        let full = match (matches!(between, "/" | "／"), over, under) {
            (true, full, half) | (true, half, full) if is_full(full) && is_half(half) => full,
            _ => return None,
        };
        Some(slip(prose, full, false, "分数の上と下で、数字の全角と半角が違います。"))
    })
}

fn digit_style(prose: &Prose<'_>) -> Vec<Slip> {
    let Some(digits) = prose.house_style.digits else { return Vec::new() };
    let wants_full = |number: &Quantity| match digits {
        Digits::HalfWidth => false,
        Digits::FullWidth => true,
        Digits::SingleFullWidth => is_single(prose, number),
    };
    // A mixed number is told of as such.
    let numbers = prose.quantities.iter().filter(|number| is_free(prose, number) && !is_mixed(prose, number));
    numbers
        .filter(|number| {
            let is_full = |character| is_full_width_digit(character) == wants_full(number);
            !prose.part(&number.number).chars().filter(|&character| digit(character).is_some()).all(is_full)
        })
        .map(|number| {
            slip(
                prose,
                number,
                wants_full(number),
                "数字の全角・半角が、plan.yaml の校正の決まりと違います。",
            )
        })
        .collect()
}

fn slip(prose: &Prose<'_>, number: &Quantity, to_full: bool, message: &str) -> Slip {
    let width = if to_full { to_full_width } else { to_half_width };
    let typed = prose.part(&number.number).chars();
    let right: String = typed
        .map(|character| if digit(character).is_some() { width(character) } else { character })
        .collect();
    Slip::new(number.number.clone(), message).fix(right)
}

fn is_mixed(prose: &Prose<'_>, number: &Quantity) -> bool {
    let typed = prose.part(&number.number);
    typed.chars().any(is_full_width_digit) && typed.chars().any(|character| character.is_ascii_digit())
}

fn is_full_width_digit(character: char) -> bool {
    matches!(character, '０'..='９')
}

fn is_single(prose: &Prose<'_>, number: &Quantity) -> bool {
    prose.part(&number.number).chars().count() == 1
}

/// Whether the width of a number is the writer's to choose: not in names, beside Latin letters, or in fractions.
fn is_free(prose: &Prose<'_>, number: &Quantity) -> bool {
    let text = prose.as_str();
    let mut left = text[..number.number.start].chars().rev();
    let mut right = text[number.number.end..].chars();
    let is_fixed = |beside: Option<char>, beyond: Option<char>| match beside.map(to_half_width) {
        Some('/' | '-' | '.' | ':') => beyond.is_some_and(|beyond| digit(beyond).is_some()),
        Some(character) => character.is_ascii_alphanumeric(),
        None => false,
    };
    let in_name = number.unit.is_empty() && before(text, number.number.start).is_some_and(is_katakana);
    !in_name && !is_fixed(left.next(), left.next()) && !is_fixed(right.next(), right.next())
}

fn half_width_katakana(prose: &Prose<'_>) -> Vec<Slip> {
    let runs = runs(prose.as_str(), |character| matches!(character, '｡'..='ﾟ'));
    let slips = runs.into_iter().map(|run| {
        let right: String = prose.part(&run).nfkc().collect();
        Slip::new(run, format!("半角の文字です。全角では「{right}」です。")).fix(right)
    });
    slips.collect()
}

fn latin_width(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let is_letter = |character: char| to_half_width(character).is_ascii_alphabetic();
    // How often each word is written half-width and full-width.
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let words = |prose: &Prose<'_>| runs(prose.as_str(), is_letter);
    for prose in &facts.texts {
        for run in words(prose) {
            let typed = prose.part(&run);
            let word = typed.chars().map(to_half_width).collect();
            counts.entry(word).or_default()[usize::from(typed.contains(is_full_width))] += 1;
        }
    }
    for prose in &facts.texts {
        for run in words(prose) {
            let typed = prose.part(&run);
            let half: String = typed.chars().map(to_half_width).collect();
            let full: String = half.chars().map(to_full_width).collect();
            let [halves, fulls] = counts.get(&half).copied().unwrap_or_default();
            let right = if halves == 0 || fulls > halves { full } else { half };
            // One that is written in one way only is as the council likes it.
            if right != typed && (halves.min(fulls) > 0 || !typed.chars().all(is_full_width)) {
                let message =
                    format!("英字の全角と半角が混ざっています。ほかでは「{right}」と書かれています。");
                findings.slip(prose, Slip::new(run, message).propose(right));
            }
        }
    }
}
