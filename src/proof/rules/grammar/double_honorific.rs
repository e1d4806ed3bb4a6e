//! Respect that is paid twice, or to the wrong person.

use crate::diagnostics::Code;
use crate::language::words::{Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::DoubleHonorific,
    title: "敬語の誤り",
    explanation: "「ご参加していただく」は「ご参加いただく」か「参加していただく」、「お話しになられる」は「お話しになる」と書きます。",
    wrong: &[
        "多くの方にご参加していただきました。",
        "講師がお話しになられました。",
        "市長がご覧になられました。",
        "会員の皆様がご利用されました。",
        "窓口へご連絡してください。",
        "講師のおっしゃられたとおりに進めました。",
        "いただかれたご意見を生かします。",
        "ご参加を賜らせていただきました。",
    ],
    right: &[
        "多くの方にご参加いただきました。",
        "参加していただきました。",
        "資料をご用意し、ご説明しました。",
        "講師がお話しになりました。",
        "ご案内しています。ご参加をお願いしています。",
    ],
    check: Check::Text(double_honorific),
};

fn double_honorific(prose: &Prose<'_>) -> Vec<Finding> {
    let words = &prose.words;
    let mut findings = Vec::new();
    for start in 0..words.len() {
        if words[start].part == Part::Prefix && matches!(prose.surface(&words[start]), "お" | "ご" | "御")
        {
            findings.extend(
                humble_for_others(prose, &words[start..]).or_else(|| done_by_others(prose, &words[start..])),
            );
        }
    }
    findings.extend(words.windows(2).filter_map(|pair| respected_twice(prose, pair)));
    for three in words.windows(3) {
        let [naru, passive, _] = three else { continue };
        let is_naru = naru.part == Part::Verb && prose.surface(naru) == "なら" && is_respect(prose, naru);
        if is_naru && passive.part == Part::VerbSuffix && passive.base(prose.as_str()) == "れる" {
            let right = match prose.surface(passive) {
                "れ" => "なり",
                "れる" => "なる",
                _ => continue,
            };
            // なられました, なられた: the form before た is another.
            let is_plain = prose.part(&(passive.range.end..prose.as_str().len())).starts_with('た');
            let right = if is_plain { "なっ" } else { right };
            findings.push(
                Finding::new(
                    naru.range.start..passive.range.end,
                    "「になる」と「れる」で、敬語が二重になっています。",
                )
                .propose(right),
            );
        }
    }
    findings
}

/// おっしゃられる, 召し上がられる: verbs of respect with れる.
fn respected_twice(prose: &Prose<'_>, pair: &[Word]) -> Option<Finding> {
    let [verb, passive] = pair else { return None };
    let text = prose.as_str();
    let is_humble =
        matches!(verb.base(text), "いただく" | "頂く" | "申す" | "申し上げる" | "賜る" | "参る" | "いたす");
    if is_humble && verb.form == Form::Negative && matches!(passive.base(text), "れる" | "せる") {
        let whole = verb.range.start..passive.range.end;
        return Some(
            Finding::new(
                whole.clone(),
                format!("「{}」は、へりくだる言い方に別の敬語を重ねています。", prose.part(&whole)),
            )
            .hint(format!("「{}」だけにしてください。", verb.base(text))),
        );
    }
    let is_respect = matches!(verb.base(text), "おっしゃる" | "いらっしゃる" | "召し上がる" | "なさる");
    (is_respect && passive.part == Part::VerbSuffix && passive.base(text) == "れる").then(|| {
        Finding::new(
            verb.range.start..passive.range.end,
            format!("「{}」は敬語が二重になっています。", prose.part(&(verb.range.start..passive.range.end))),
        )
        .hint(format!("「{}」だけで敬語になります。", verb.base(text)))
    })
}

/// Whether 「に」 and a polite word stand before なる: お話しに, ご覧に.
fn is_respect(prose: &Prose<'_>, naru: &Word) -> bool {
    let before = prose.part(&(0..naru.range.start));
    let Some(word) = before.strip_suffix('に') else { return false };
    let tail: String = word.chars().rev().take(6).take_while(|letter| !"。、\n".contains(*letter)).collect();
    tail.chars().skip(1).any(|letter| matches!(letter, 'お' | 'ご'))
        && prose.words.iter().any(|word| {
            word.range.end <= naru.range.start
                && naru.range.start - word.range.start <= 18
                && (word.part == Part::Prefix
                    || prose.surface(word).starts_with("ご")
                    || prose.surface(word).starts_with("お"))
        })
}

/// ご参加していただく, ご連絡してください: する makes the word humble, and others are asked.
fn humble_for_others(prose: &Prose<'_>, words: &[Word]) -> Option<Finding> {
    let [prefix, noun, do_it, te, asked, ..] = words else { return None };
    let text = prose.as_str();
    let is_asked =
        matches!(asked.base(text), "いただく" | "頂く" | "くださる" | "下さる" | "いただける" | "頂ける");
    (noun.part == Part::VerbalNoun && prose.surface(do_it) == "し" && prose.surface(te) == "て" && is_asked)
        .then(|| {
            let whole = prefix.range.start..te.range.end;
            let polite = prose.part(&(prefix.range.start..noun.range.end));
            Finding::new(whole, format!("「{polite}して」は自分のことをへりくだる言い方です。"))
                .hint(format!(
                    "「{polite}」の後の「して」を消すか、「{}」を消してください。",
                    prose.surface(prefix)
                ))
                .propose(polite)
        })
}

/// ご利用される.
fn done_by_others(prose: &Prose<'_>, words: &[Word]) -> Option<Finding> {
    let [prefix, noun, do_it, passive, ..] = words else { return None };
    let is_done = noun.part == Part::VerbalNoun
        && prose.surface(do_it) == "さ"
        && passive.base(prose.as_str()) == "れる";
    is_done.then(|| {
        let polite = prose.part(&(prefix.range.start..noun.range.end));
        let whole = prefix.range.start..passive.range.end;
        Finding::new(whole, format!("「{polite}される」は、敬語の形が混ざっています。"))
            .hint(format!("「{}される」か「{polite}になる」としてください。", prose.surface(noun)))
            .propose(prose.part(&(noun.range.start..passive.range.end)))
    })
}
