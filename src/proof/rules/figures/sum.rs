//! Parts that do not add up to their total.

use std::ops::Range;

use crate::diagnostics::{Code, Severity};
use crate::language::{Decimal, Quantity};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Sum,
    severity: Severity::Warning,
    title: "内訳と合計が合わない",
    explanation: "かっこの中の内訳、「合計」「計」「内訳」「うち」、※で分けた金額を足し算して、全体の数と比べます。\
        合わないときは、内訳か合計のどれかの数か単位が誤っているか、書かれていない内訳があります。元の資料で確かめてください。",
    wrong: &[
        "相談：41件（来所25件・電話15件）",
        "寄せられた品：年間120点\n（食品 80点、日用品30 点）",
        "窓口での受付12件\n訪問での受付9件\n【合計】22件",
        "来所が８件、電話が５件、計14件の相談を受けました。",
        "参加者は48名でした。\n【内訳】\n子ども（20名）\n大人（27名）",
        "登録者７名（うち新規９名）",
        "相談：40件（来所25件・電話15回）",
        "募金額：350,000円\n※街頭での募金：120,000円\n　職場での募金：220,000円",
        "寄附：３万円（個人１万８千円・団体１万円）",
    ],
    right: &[
        "相談：40件（来所25件・電話15件）",
        "相談：40件（来所25件・電話10件など）",
        "設置は40か所になりました（前年比５か所増、うち商店３か所）。",
        "窓口での受付12件\n訪問での受付9件\n【合計】21件",
        "配布した世帯：合計120世帯（300枚）",
        "参加者は47名でした。\n【内訳】\n子ども（20名）\n大人（27名）",
        "計画作成（20件）／法に基づくものとして\n　就労の支援（５件）\n　家計の支援（３件）",
        "登録者９名（うち新規７名）",
        "設置12か所（店舗５か所・施設７か所）、参加40名（２団体）",
        "募金額：340,000円\n※街頭での募金：120,000円\n　職場での募金：220,000円",
        "講座受講者総数102名\n講座（15名参加／14名修了）",
        "寄附：28,000円（個人１万８千円・団体１万円）",
    ],
    check: Check::Text(sums),
};

/// A total with what makes it up, as the text states it.
struct Statement<'q> {
    total: &'q Quantity,
    parts: Vec<&'q Quantity>,
    /// Whether the parts may be some of many.
    open: bool,
}

fn sums(prose: &Prose<'_>) -> Vec<Slip> {
    if prose.quantities.len() < 2 {
        return Vec::new();
    }
    let counts: Vec<&Quantity> = prose
        .quantities
        .iter()
        .filter(|quantity| quantity.is_amount() && !quantity.unit.is_empty() && prose.unit(quantity) != "％")
        .collect();
    let mut slips: Vec<Slip> = Vec::new();
    let statements = bracketed(prose, &counts)
        .into_iter()
        .chain(totals(prose, &counts))
        .chain(breakdowns(prose, &counts))
        .chain(notes(prose, &counts));
    for Statement { total, parts, open } in statements {
        let Some(sum) = Decimal::sum(parts.iter().map(|part| part.value)) else { continue };
        let range = total.range();
        let wrong = if open { sum > total.value } else { sum != total.value };
        if wrong && !slips.iter().any(|slip| slip.range == range) {
            let addition: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
            let unit = prose.part(&total.unit);
            slips.push(Slip::new(
                range,
                format!(
                    "内訳を足した数（{}＝{sum}{unit}）と、全体の数（{}{unit}）が合いません。",
                    addition.join("＋"),
                    total.value
                ),
            ));
        }
    }
    slips.extend(of_which(prose, &counts));
    slips.extend(odd_units(prose, &counts));
    slips
}

/// 「30件（新規22件・継続８件）」, also with a line end before the bracket.
fn bracketed<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    let mut statements = Vec::new();
    for (index, &total) in counts.iter().enumerate() {
        let Some(inside) = bracket_after(text, total.unit.end) else { continue };
        let content = &text[inside.clone()];
        let other_relation =
            ["前年", "昨年", "うち", "目標", "延べ", "述べ", "約", "参考", "上限", "％", "%", "/", "／"];
        if prose.is_change(total) || other_relation.iter().any(|word| content.contains(word)) {
            continue;
        }
        let unit = prose.unit(total);
        let mut parts: Vec<&Quantity> = counts[index + 1..]
            .iter()
            .copied()
            .take_while(|part| part.number.start < inside.end)
            .filter(|part| !part.noun.is_empty())
            .collect();
        // What adds up in two units is told as such.
        if adds_up(total, &parts) {
            continue;
        }
        parts.retain(|part| prose.unit(part) == unit);
        if parts.len() >= 2 && parts.iter().all(|part| !prose.is_change(part)) {
            statements.push(Statement { total, parts, open: is_open(content) });
        }
    }
    statements
}

fn adds_up(total: &Quantity, parts: &[&Quantity]) -> bool {
    Decimal::sum(parts.iter().map(|part| part.value)) == Some(total.value)
}

/// Parts in brackets that make up the total, one of them in another unit: 「30件（新規22回・継続８件）」.
fn odd_units(prose: &Prose<'_>, counts: &[&Quantity]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (index, &total) in counts.iter().enumerate() {
        let Some(inside) = bracket_after(prose.as_str(), total.unit.end) else { continue };
        let parts: Vec<&Quantity> =
            counts[index + 1..].iter().copied().take_while(|part| part.number.start < inside.end).collect();
        let unit = prose.unit(total);
        let named =
            parts.len() >= 2 && parts.iter().all(|part| !part.noun.is_empty() && !prose.is_change(part));
        if !named || prose.is_change(total) || !adds_up(total, &parts) {
            continue;
        }
        slips.extend(parts.iter().filter(|part| prose.unit(part) != unit).map(|part| {
            let message = format!(
                "全体は「{unit}」で、内訳のこの数は「{}」で数えられています。",
                prose.part(&part.unit)
            );
            Slip::new(part.range(), message)
        }));
    }
    slips
}

fn is_open(text: &str) -> bool {
    ["など", "等", "ほか", "他"].iter().any(|word| text.contains(word))
}

/// The inside of the bracket that opens right after a number, or after a word or a line end.
fn bracket_after(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let open = rest.find(['（', '('])?;
    let between = &rest[..open];
    if between.chars().count() > 10 || between.contains(['。', '、', '・', '，', '）', ')', '】', '：'])
    {
        return None;
    }
    let start = open + rest[open..].chars().next().map_or(0, char::len_utf8);
    let mut depth = 0_usize;
    for (offset, character) in rest[start..].char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return Some(from + start..from + start + offset),
            '）' | ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// 「合計」 as an item of its own, after the parts on the lines above or in the same sentence.
fn totals<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    let mut statements = Vec::new();
    for (index, &total) in counts.iter().enumerate() {
        let before = text[..total.number.start]
            .trim_end_matches(['：', ':', ' ', '　', '】', '）', '」', '＝', '=', '・', '…', 'は', 'で']);
        let Some(word) = ["合計", "総計", "総数", "小計", "計"].iter().find(|word| before.ends_with(**word))
        else {
            continue;
        };
        let before = &before[..before.len() - word.len()];
        let unit = prose.unit(total);
        let earlier =
            counts[..index].iter().copied().filter(|part| prose.unit(part) == unit && !prose.is_change(part));
        let before = before.trim_end_matches(['【', '（', '(', '「', '※', '○', '◎', '●', '・', ' ', '　']);
        let parts: Vec<&Quantity> = if before.is_empty() {
            continue;
        } else if before.ends_with('\n') {
            lines_above(text, before.len() - 1, earlier.collect())
        } else if before.ends_with(['、', '，', '。', 'の', 'で'])
            || text[before.len()..].starts_with(['（', '('])
        {
            let sentence = before.trim_end_matches('。');
            let start = sentence.rfind(['。', '\n']).map_or(0, |offset| offset + 1);
            earlier.filter(|part| part.number.start >= start).collect()
        } else {
            continue;
        };
        // A total may be that of the last parts alone.
        let fits = (2..=parts.len()).any(|count| {
            Decimal::sum(parts[parts.len() - count..].iter().map(|part| part.value)) == Some(total.value)
        });
        if parts.len() >= 2 && !fits {
            statements.push(Statement { total, parts, open: false });
        }
    }
    statements
}

/// The first number of each of the lines right above, as far as they have one.
fn lines_above<'q>(text: &str, end: usize, earlier: Vec<&'q Quantity>) -> Vec<&'q Quantity> {
    let mut parts = Vec::new();
    let mut line_end = end;
    let mut earlier = earlier.into_iter().rev().peekable();
    loop {
        let line_start = text[..line_end].rfind('\n').map_or(0, |offset| offset + 1);
        let mut first = None;
        while let Some(quantity) = earlier.next_if(|quantity| quantity.number.start >= line_start) {
            first = Some(quantity);
        }
        let line = &text[line_start..line_end];
        match first {
            Some(first) if !line.contains("計") => parts.push(first),
            _ => break,
        }
        if line_start == 0 {
            break;
        }
        line_end = line_start - 1;
    }
    parts.reverse();
    parts
}

/// What follows 「内訳」, against the last number before it that counts the same.
fn breakdowns<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    text.match_indices("内訳")
        .filter_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let end =
                rest.find(['【', '。']).into_iter().chain(rest.find("\n\n")).min().unwrap_or(rest.len());
            let end = at + word.len() + end;
            let after = counts.partition_point(|quantity| quantity.number.start < at);
            let (earlier, later) = counts.split_at(after);
            let unit = prose.unit(later.first()?);
            let parts: Vec<&Quantity> = later
                .iter()
                .copied()
                .take_while(|part| part.number.start < end)
                .filter(|part| prose.unit(part) == unit && !prose.is_change(part) && !part.noun.is_empty())
                .collect();
            let total =
                earlier.iter().rev().find(|total| prose.unit(total) == unit && !prose.is_change(total))?;
            let open = is_open(&text[at..end]);
            (parts.len() >= 2).then_some(Statement { total, parts, open })
        })
        .collect()
}

/// Amounts of money after ※ on the lines below a total.
fn notes<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    text.match_indices("\n※")
        .filter_map(|(at, _)| {
            let after = counts.partition_point(|quantity| quantity.number.start < at);
            let (earlier, later) = counts.split_at(after);
            let total = *earlier.last()?;
            let line_start = text[..at].rfind('\n').map_or(0, |offset| offset + 1);
            if total.number.start < line_start || prose.part(&total.unit) != "円" {
                return None;
            }
            // The note goes on as long as its lines are indented.
            let lines = text[at + 1..].split_inclusive('\n').enumerate();
            let length: usize = lines
                .take_while(|(index, line)| *index == 0 || line.starts_with(['　', ' ']))
                .map(|(_, line)| line.len())
                .sum();
            let note = &text[at + 1..at + 1 + length];
            let parts: Vec<&Quantity> = later
                .iter()
                .copied()
                .take_while(|part| part.number.start < at + 1 + length)
                .filter(|part| prose.part(&part.unit) == "円")
                .collect();
            let plain = !note.contains(['。', '％', '%']) && !note.contains("前年") && !note.contains("うち");
            (parts.len() >= 2 && plain).then_some(Statement { total, parts, open: is_open(note) })
        })
        .collect()
}

/// 「うち」 with more than the whole.
fn of_which(prose: &Prose<'_>, counts: &[&Quantity]) -> Vec<Slip> {
    let text = prose.as_str();
    counts
        .windows(2)
        .filter_map(|pair| {
            let [whole, part] = pair else { return None };
            let between = text.get(whole.range().end..part.number.start)?;
            let is_part = between.contains("うち") && !between.contains('。') && !between.contains("\n\n");
            let same =
                prose.unit(whole) == prose.unit(part) && !prose.is_change(whole) && !prose.is_change(part);
            let (whole, unit) = (whole.value, prose.part(&part.unit));
            (is_part && same && part.value > whole).then(|| {
                Slip::new(
                    part.range(),
                    format!(
                        "「うち」の数（{}{unit}）が、全体の数（{whole}{unit}）より多くなっています。",
                        part.value
                    ),
                )
            })
        })
        .collect()
}
