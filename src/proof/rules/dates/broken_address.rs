//! A mail or web address that leads nowhere.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::{is_full_width, runs, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::BrokenAddress,
    title: "つながらないアドレス",
    explanation: "メールかホームページのアドレスに、全角の文字や余分な点、抜けた点や「://」の打ち誤りがあります。紙から打ち込む人が、つながらずに困ります。",
    wrong: &[
        "soudan@example。jpへお送りください。",
        "soudan＠example.jpへお送りください。",
        "soudan@examplejpへお送りください。",
        "https:/example.jp/をご覧ください。",
        "htps://example.jp/をご覧ください。",
        "https://www．example.jp/をご覧ください。",
        "soudan@@example.jpへお送りください。",
        "https://example,jp/をご覧ください。",
    ],
    right: &[
        "soudan@example.jpへお送りください。",
        "https://example.jp/2/index_5.html?id=7をご覧ください。",
        "（https://example.jp/）をご覧ください。",
        "www.example.jp をご覧ください。",
        "X（@example_shakyo）で知らせました。",
    ],
    check: Check::Text(broken_address),
};

fn broken_address(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_part = |character: char| {
        let half = to_half_width(character);
        half.is_ascii_alphanumeric() || "-._~:/?#@!$&+,;=%".contains(half) || character == '。'
    };
    let mut findings = Vec::new();
    for run in runs(text, is_part) {
        let range = trimmed(text, run);
        let typed = &text[range.clone()];
        let half: String = typed
            .chars()
            .map(|character| if character == '。' { '.' } else { to_half_width(character) })
            .collect();
        let has_wide = typed.contains(is_full_width) || typed.contains('。');
        // All of it full-width is a way to print it.
        let all_wide = typed.chars().all(|character| !character.is_ascii());
        let (kind, problem) = if let Some((scheme, _)) = web(&half) {
            ("ホームページ", web_problem(&half, scheme))
        } else if half.contains('@') && !half.starts_with('@') {
            ("メール", mail_problem(&half))
        } else {
            continue;
        };
        let finding = match problem {
            Some(problem) => Finding::new(range, format!("{kind}のアドレスに誤りがあります（{problem}）。")),
            None if has_wide && !all_wide => {
                Finding::new(range, format!("{kind}のアドレスに全角の文字があります。")).propose(half)
            }
            None => continue,
        };
        findings.push(finding.hint("元の資料で、正しいアドレスを確かめてください。"));
    }
    findings
}

/// A run without what belongs to the sentence around it.
fn trimmed(text: &str, run: Range<usize>) -> Range<usize> {
    let is_outer = |character: char| ".,;:!?。".contains(to_half_width(character));
    let word = &text[run.clone()];
    let start = run.start + word.len() - word.trim_start_matches(is_outer).len();
    let end = run.end - (word.len() - word.trim_end_matches(is_outer).len());
    start..end.max(start)
}

/// The scheme of what is meant as the address of a page, and the rest.
fn web(half: &str) -> Option<(&str, &str)> {
    if let Some((scheme, rest)) = half.split_once("://") {
        return Some((scheme, rest));
    }
    let rest = half.strip_prefix("http")?;
    rest.contains('.').then(|| half.split_at(half.len() - rest.len()))
}

fn web_problem(half: &str, scheme: &str) -> Option<&'static str> {
    let Some((_, rest)) = half.split_once("://") else { return Some("「://」の打ち誤り") };
    if !matches!(scheme, "http" | "https" | "ftp") {
        return Some("「https」の打ち誤り");
    }
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host_problem(host)
}

fn mail_problem(half: &str) -> Option<&'static str> {
    let (name, host) = half.split_once('@')?;
    if host.contains('@') {
        return Some("「@」が二つ");
    }
    if name.is_empty() || name.ends_with('.') || name.contains("..") {
        return Some("「@」の前の点");
    }
    host_problem(host)
}

fn host_problem(host: &str) -> Option<&'static str> {
    let is_letter = |character: char| character.is_ascii_alphanumeric() || "-.".contains(character);
    let last = host.rsplit('.').next().unwrap_or_default();
    if !host.chars().all(is_letter) {
        Some("使えない記号")
    } else if !host.contains('.') {
        Some("点の抜け")
    } else if host.contains("..") || host.starts_with('.') {
        Some("点の余り")
    } else if last.len() < 2 || last.contains(|character: char| !character.is_ascii_alphabetic()) {
        Some("終わりの打ち誤り")
    } else {
        None
    }
}
