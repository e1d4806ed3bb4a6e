//! The same words in the cells of one sheet, with other brackets or widths.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_digit, to_half_width};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::SameTextTwoWays,
    title: "同じ言葉の括弧や字の幅が違う",
    explanation: "一つのシートの事業名、年次計画、各年度の指標目標に、言葉は同じで、括弧の形か数字や英字の幅だけが違うものがあります。\
        並べて印刷される欄ですので、どちらかにそろえてください。",
    wrong: &[
        "指標目標: サロンの開催（12回）\n前年度:\n  指標目標: サロンの開催(10回)",
        "指標目標: サロンの開催 年間12回\n前年度:\n  指標目標: サロンの開催 年間１０回",
        "事業名: ＩＣＴの活用\n年次計画: [{内容: ICTの活用, 期間: R4-R6}]",
    ],
    right: &[
        "指標目標: サロンの開催（12回）\n前年度:\n  指標目標: サロンの開催（10回）",
        "指標目標: サロンの開催 年間12回\n前年度:\n  指標目標: サロンの開催 年間８回",
        "指標目標: サロンの開催(12回)\n前年度:\n  指標目標: サロンの数（10か所）",
    ],
    check: Check::Booklet(two_ways),
};

/// Shorter texts say little.
const SHORTEST: usize = 5;

fn two_ways(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let texts = facts.texts_of(reported);
        let cells: Vec<(&Prose<'_>, String, String)> = texts
            .iter()
            .filter(|prose| matches!(prose.cell.field, Field::Title | Field::Schedule | Field::Target))
            .map(|prose| (prose, words(prose.as_str()), form(prose.as_str())))
            .filter(|(_, words, _)| words.chars().count() >= SHORTEST)
            .collect();
        let mut told: Vec<&str> = Vec::new();
        for (_, words, _) in &cells {
            if told.contains(&words.as_str()) {
                continue;
            }
            told.push(words);
            let alike: Vec<&(&Prose<'_>, String, String)> =
                cells.iter().filter(|(_, other, _)| other == words).collect();
            let count = |form: &str| alike.iter().filter(|(_, _, other)| other == form).count();
            // Of two forms as frequent, that of this year is told: the other years' cells are printed already.
            let Some(usual) =
                alike.iter().max_by_key(|(prose, _, form)| (count(form), is_past(facts, prose)))
            else {
                continue;
            };
            for (prose, _, form) in &alike {
                if *form != usual.2 {
                    let message = format!(
                        "同じ欄の並びでは「{}」と書かれていて、括弧か字の幅だけが違います。",
                        usual.0.as_str()
                    );
                    let hint = "どちらかにそろえてください。";
                    let mut finding = Finding::new(0..prose.as_str().len(), message).hint(hint);
                    if let Some(right) = in_form(prose.as_str(), usual.0.as_str()) {
                        finding = finding.propose(right);
                    }
                    findings.in_text(prose, finding);
                }
            }
        }
    }
}

fn is_past(facts: &Facts<'_>, prose: &Prose<'_>) -> bool {
    prose.cell.year.is_some_and(|year| year < facts.year)
}

/// The numbers of a text and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = is_digit(first);
        let same =
            |character: char| is_digit(character) == is_number || is_number && ",，.．".contains(character);
        let end = rest.find(|character| !same(character)).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// A text without widths and values: its words.
fn words(text: &str) -> String {
    let fold = |piece: &&str| match piece.chars().next() {
        Some(first) if is_digit(first) => "0".to_owned(),
        _ => piece.chars().map(to_half_width).collect(),
    };
    pieces(text).iter().map(fold).collect()
}

/// A text without values, with the widths of numbers of several digits: how it is written. The width of a single digit follows
/// a rule of its own.
fn form(text: &str) -> String {
    let fold = |piece: &&str| match piece.chars().next() {
        Some(first) if is_digit(first) => {
            let digits = piece.chars().filter(|character| is_digit(*character)).count();
            let is_full = piece.chars().all(|character| !character.is_ascii());
            if digits > 1 && is_full { "０".to_owned() } else { "0".to_owned() }
        }
        _ => (*piece).to_owned(),
    };
    pieces(text).iter().map(fold).collect()
}

/// A text in the form of another with the same words.
fn in_form(text: &str, usual: &str) -> Option<String> {
    let (own, others) = (pieces(text), pieces(usual));
    if own.len() != others.len() {
        return None;
    }
    let pairs = own.iter().zip(&others).map(|(own, other)| {
        if !own.starts_with(is_digit) {
            return (*other).to_owned();
        }
        let digits = |text: &str| text.chars().filter(|character| is_digit(*character)).count();
        let to_half = digits(own) > 1 && other.is_ascii();
        if to_half { own.chars().map(to_half_width).collect() } else { (*own).to_owned() }
    });
    let right: String = pairs.collect();
    (form(&right) == form(usual)).then_some(right)
}
