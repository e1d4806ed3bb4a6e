//! What tells who somebody is.

use crate::diagnostics::{Code, Severity};
use crate::language::script::{after, before, is_digit, runs, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Personal,
    severity: Severity::Warning,
    title: "個人の情報かもしれないもの",
    explanation: "電話番号、郵便番号、番地、生年月日、メールアドレスのように見えるものがあります。冊子はホームページで公表されます。\
        団体の公開された連絡先なら、記録に校正除外を書きます。",
    wrong: &[
        "問合せは0495-00-0000へ。",
        "〒367-0000 にお住まいの方",
        "本庄１丁目２番３号の方を訪問しました。",
        "昭和20年３月４日生まれの方",
        "連絡先：tanto@example.jp",
    ],
    right: &[
        "参加者は1,200人でした。",
        "令和５年３月４日に開きました。",
        "12-15時に開きました。",
        "本庄東地区の方を訪問しました。",
    ],
    check: Check::Text(personal),
};

fn personal(prose: &Prose<'_>) -> Vec<Slip> {
    if prose.cell.field.is_on_cover() {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut slips = Vec::new();
    let is_part = |character: char| {
        is_digit(character)
            || matches!(to_half_width(character), '-' | '(' | ')')
            || matches!(character, '－' | '―' | '‐')
    };
    for run in runs(text, is_part) {
        let typed: String = prose
            .part(&run)
            .chars()
            .map(to_half_width)
            .map(|character| if character.is_ascii() { character } else { '-' })
            .collect();
        let groups: Vec<usize> =
            typed.split(['-', '(', ')']).filter(|group| !group.is_empty()).map(str::len).collect();
        let digits: usize = groups.iter().sum();
        let begins_with_zero =
            typed.trim_start_matches(|character: char| !character.is_ascii_digit()).starts_with('0');
        if begins_with_zero && (groups.len() == 3 && (10..=11).contains(&digits) || groups == [11]) {
            slips.push(Slip::new(run, "電話番号のように見えます。"));
        } else if groups == [3, 4] && before(text, run.start) == Some('〒') {
            slips.push(Slip::new(run, "郵便番号のように見えます。"));
        }
    }
    for (at, sign) in text.match_indices(['@', '＠']) {
        let is_letter = |character: Option<char>| {
            character.is_some_and(|character| to_half_width(character).is_ascii_alphanumeric())
        };
        if is_letter(before(text, at)) && is_letter(after(text, at + sign.len())) {
            slips.push(Slip::new(at..at + sign.len(), "メールアドレスのように見えます。"));
        }
    }
    for (at, word) in text.match_indices("日生まれ").chain(text.match_indices("生年月日")) {
        slips.push(Slip::new(at..at + word.len(), "生年月日のように見えます。"));
    }
    for (at, word) in text.match_indices('番') {
        let numbered = before(text, at).is_some_and(is_digit);
        let goes_on = text[at + word.len()..].strip_prefix('地').unwrap_or(&text[at + word.len()..]);
        if numbered && text[..at].contains("丁目") && goes_on.chars().next().is_some_and(is_digit) {
            slips.push(Slip::new(at..at + word.len(), "住所のように見えます。"));
        }
    }
    slips
}
