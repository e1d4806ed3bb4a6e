//! Parts that do not add up to their total.

use std::ops::Range;

use super::comparison::is_about;
use crate::diagnostics::Code;
use crate::language::{Decimal, Quantity};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Sum,
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
        "就学援助は、小学校214人、中学校138人、合わせて342人でした。",
        "産後ケアの利用は、宿泊型38件、通所型126件、訪問型61件、計252件でした。",
        "児童は32人で、母語の内訳は、ポルトガル語14人、ベトナム語11人、その他９人でした。",
        "参加者200人のうち、男性120人、女性90人でした。",
        "相談会は62世帯（５月14世帯、８月17世帯、11月16世帯、２月12世帯）でした。",
        "12人中15人が事業計画書を書き上げました。",
        "春の部35人、秋の部48人、延べ84人が受講しました。",
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
        "寄附は2万5千円（街頭1万円・職場1万5千円）でした。",
        "参加者は40名（講演会30名、交流会25名）で、15人は両方に参加しました。",
        "住民説明会を5地区で2回ずつ、計10回開きました。",
        "図書館だよりを年4回、各1,500部、付録を500部刷り、計6,500部を配りました。",
        "新たに7人の防災士が誕生し、町内の防災士は計42人となりました。",
        "令和４年度に３か所、令和５年度に２か所整備し、計15か所になりました。",
        "児童は32人で、母語の内訳は、ポルトガル語14人、ベトナム語11人、その他7人でした。",
        "講座を３回開き、あわせて相談会を２回開きました。",
        "午前20人、午後15人、延べ350人が利用しました。",
        "令和４年度は５校、市内の学校のうち８校が参加しました。",
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

fn sums(prose: &Prose<'_>) -> Vec<Finding> {
    if prose.quantities.len() < 2 {
        return Vec::new();
    }
    let counts: Vec<&Quantity> = prose
        .quantities
        .iter()
        .filter(|quantity| quantity.is_amount() && !quantity.unit.is_empty() && prose.unit(quantity) != "％")
        .collect();
    let mut findings: Vec<Finding> = Vec::new();
    let statements = bracketed(prose, &counts)
        .into_iter()
        .chain(totals(prose, &counts))
        .chain(breakdowns(prose, &counts))
        .chain(notes(prose, &counts));
    for Statement { total, parts, open } in statements {
        let Some(sum) = Decimal::sum(parts.iter().map(|part| part.value)) else { continue };
        let range = total.range();
        let wrong = if open { sum > total.value } else { sum != total.value };
        let wrong = wrong
            && !is_about(prose.as_str(), total)
            && !overlap(prose, total, &parts, sum)
            && !is_of_another(prose, &counts, total, &parts);
        if wrong && !findings.iter().any(|finding| finding.range == range) {
            let addition: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
            let unit = prose.part(&total.unit);
            findings.push(Finding::new(
                range,
                format!(
                    "内訳を足した数（{}＝{sum}{unit}）と、全体の数（{}{unit}）が合いません。",
                    addition.join("＋"),
                    total.value
                ),
            ));
        }
    }
    findings.extend(of_which(prose, &counts));
    findings.extend(odd_units(prose, &counts));
    findings
}

/// Words that say that one is counted in two parts, or that not all of it is.
const OVERLAPS: &[&str] = &[
    "両方",
    "双方",
    "重複",
    "いずれにも",
    "どちらにも",
    "兼ね",
    "併用",
    "再掲",
    "複数回答",
    "含む",
    "含み",
    "含め",
    "除く",
    "除い",
    "実人数",
];

/// Whether some of the parts that stand together make up another number of the text: then they are parts of that.
fn is_of_another(prose: &Prose<'_>, counts: &[&Quantity], total: &Quantity, parts: &[&Quantity]) -> bool {
    let is_part = |quantity: &Quantity| parts.iter().any(|part| part.number == quantity.number);
    let others: Vec<Decimal> = counts
        .iter()
        .filter(|other| {
            other.number != total.number && !is_part(other) && prose.unit(other) == prose.unit(total)
        })
        .map(|other| other.value)
        .collect();
    let sums = (0..parts.len()).flat_map(|start| (start + 2..=parts.len()).map(move |end| start..end));
    let mut sums = sums.filter_map(|run| Decimal::sum(parts[run].iter().map(|part| part.value)));
    sums.any(|sum| sum == total.value || others.contains(&sum))
}

/// Whether the text says, where the parts stand or in the sentence after them, why they do not add up.
fn overlap(prose: &Prose<'_>, total: &Quantity, parts: &[&Quantity], sum: Decimal) -> bool {
    let text = prose.as_str();
    let all = || parts.iter().copied().chain([total]);
    let start = all().map(|quantity| quantity.number.start).min().unwrap_or_default();
    let end = all().map(|quantity| quantity.unit.end).max().unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    let stops = rest.match_indices(['。', '\n']).map(|(at, stop)| at + stop.len());
    let end = end + stops.take(2).last().unwrap_or(rest.len());
    let said = text.get(start..end).unwrap_or_default();
    // 「15人は両方に参加」 explains more, not less.
    OVERLAPS.iter().any(|word| said.contains(word)) && (sum > total.value || !said.contains("両方"))
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
            .filter(|part| !part.noun.is_empty() || is_of_month(text, part))
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

/// 「８月17世帯」
fn is_of_month(text: &str, part: &Quantity) -> bool {
    ["月", "回目", "日目"].iter().any(|time| text[..part.number.start].ends_with(time))
}

fn adds_up(total: &Quantity, parts: &[&Quantity]) -> bool {
    Decimal::sum(parts.iter().map(|part| part.value)) == Some(total.value)
}

/// Parts in brackets that make up the total, one of them in another unit: 「30件（新規22回・継続８件）」.
fn odd_units(prose: &Prose<'_>, counts: &[&Quantity]) -> Vec<Finding> {
    let mut findings = Vec::new();
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
        findings.extend(parts.iter().filter(|part| prose.unit(part) != unit).map(|part| {
            let message = format!(
                "全体は「{unit}」で、内訳のこの数は「{}」で数えられています。",
                prose.part(&part.unit)
            );
            Finding::new(part.range(), message)
        }));
    }
    findings
}

fn is_open(text: &str) -> bool {
    // 「その他」 is a part like any other.
    let text = text.replace("その他", "").replace("そのほか", "");
    ["など", "等", "ほか", "他", "主な", "主に"].iter().any(|word| text.contains(word))
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
        let words = ["合計", "総計", "総数", "小計", "計", "合わせて", "あわせて", "併せて", "延べ"];
        let Some(word) = words.iter().find(|word| before.ends_with(**word)) else { continue };
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
            let earlier = earlier.collect();
            in_a_row(prose, earlier, before.len())
        } else {
            continue;
        };
        // A total may be that of the last parts alone.
        let fits = (2..=parts.len()).any(|count| {
            Decimal::sum(parts[parts.len() - count..].iter().map(|part| part.value)) == Some(total.value)
        });
        // 「延べ」 may count what no part tells, unless it is nearly what the parts make.
        let near = *word != "延べ" || {
            let sum = Decimal::sum(parts.iter().map(|part| part.value));
            let off = sum.and_then(|sum| sum.minus(total.value)).map(Decimal::abs);
            let tenth = total.value.share(Decimal::whole(10), 0, 2).map(|share| share.cut);
            off.zip(tenth).is_some_and(|(off, most)| off <= most)
        };
        if parts.len() >= 2 && !fits && near {
            statements.push(Statement { total, parts, open: false });
        }
    }
    statements
}

/// The parts of a list that ends at `end`, within its sentence: 「来所が８件、電話が５件、」. What stands beyond a verb, or is
/// counted again and again, is no part of it.
fn in_a_row<'q>(prose: &Prose<'_>, earlier: Vec<&'q Quantity>, end: usize) -> Vec<&'q Quantity> {
    let text = prose.as_str();
    let sentence = text[..end].trim_end_matches('。');
    let start = sentence.rfind(['。', '\n']).map_or(0, |at| at + 1);
    let mut parts: Vec<&Quantity> = Vec::new();
    let mut end = end;
    for part in earlier.into_iter().rev().take_while(|part| part.number.start >= start) {
        let Some(after) = text.get(part.unit.end..end) else { break };
        if !is_joint(after) || is_repeated(prose, part) {
            break;
        }
        parts.push(part);
        end = part.number.start;
    }
    parts.reverse();
    parts
}

/// Whether only a noun stands between two parts of a list, or between the last one and the total.
fn is_joint(between: &str) -> bool {
    const VERBS: &[&str] = &[
        "し、",
        "した",
        "して",
        "り、",
        "い、",
        "き、",
        "ました",
        "ており",
        "って",
        "けて",
        "ところ",
        "あり",
        "ずつ",
        "うち",
        "増",
        "減",
        "から",
        "まで",
        "以上",
        "以下",
        "未満",
        "新た",
        "さらに",
        "更に",
    ];
    between.chars().count() <= 24 && !VERBS.iter().any(|verb| between.contains(verb))
}

/// 「各５回」「毎月２回」「12か所に２本ずつ」
fn is_repeated(prose: &Prose<'_>, part: &Quantity) -> bool {
    let lead = prose.part(&(part.noun.end.min(part.number.start)..part.number.start));
    let before = &prose.as_str()[..part.number.start];
    let tail = prose.part(&part.tail);
    ["各", "毎", "月", "週", "平均", "それぞれ", "最大", "新た"].iter().any(|word| lead.contains(word))
        || ["各", "毎月", "月", "週", "新たに"].iter().any(|word| before.ends_with(word))
        || ["ずつ", "を上限", "まで", "当たり", "以上"].iter().any(|word| tail.starts_with(word))
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

/// 「うち」 or 「中」 with more than the whole.
fn of_which(prose: &Prose<'_>, counts: &[&Quantity]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, pair) in counts.windows(2).enumerate() {
        let [whole, part] = pair else { continue };
        let Some(between) = prose.as_str().get(whole.range().end..part.number.start) else { continue };
        let counts_both = prose.unit(whole) == prose.unit(part)
            && !prose.is_change(whole)
            && !prose.is_change(part)
            && !is_about(prose.as_str(), whole);
        if !counts_both || !is_part_of(between) {
            continue;
        }
        let unit = prose.part(&part.unit);
        if part.value > whole.value {
            let message = format!(
                "「うち」の数（{}{unit}）が、全体の数（{}{unit}）より多くなっています。",
                part.value, whole.value
            );
            findings.push(
                Finding::new(part.range(), message).hint("どちらの数が誤りか、元の資料で確かめてください。"),
            );
            continue;
        }
        // 「200人のうち男性120人、女性90人」
        let mut parts = vec![*part];
        for next in &counts[index + 2..] {
            let between = parts.last().and_then(|last| prose.as_str().get(last.unit.end..next.number.start));
            let is_next = between.is_some_and(|between| {
                between.starts_with(['、', '・', '，'])
                    && between.chars().count() <= 10
                    && !between.contains(['。', '\n', '（', '）', 'は', 'を', 'に', 'で', 'と', 'し', 'う'])
            });
            if !is_next
                || prose.unit(next) != prose.unit(part)
                || next.noun.is_empty()
                || prose.is_change(next)
            {
                break;
            }
            parts.push(next);
        }
        let sum = Decimal::sum(parts.iter().map(|part| part.value));
        if let Some(sum) = sum.filter(|sum| *sum > whole.value && !part.noun.is_empty())
            && !overlap(prose, whole, &parts, sum)
        {
            let message = format!(
                "「うち」の数を足すと {sum}{unit}になり、全体の数（{}{unit}）より多くなっています。",
                whole.value
            );
            let last = parts.last().map_or(part.unit.end, |last| last.unit.end);
            findings
                .push(Finding::new(part.number.start..last, message).hint("元の資料で確かめてください。"));
        }
    }
    findings
}

/// Whether what follows a number is a part of it: 「のうち」, 「（うち」, 「に達し、うち」, 「人中」.
fn is_part_of(between: &str) -> bool {
    let rest = between
        .trim_start_matches(['の', '、', '，', '（', '(', '／', '/', '\n', ' ', '　', '。', '）', ')']);
    let near = rest.starts_with("うち") || rest.starts_with("このうち") || rest.starts_with("そのうち");
    let after_verb = ["、うち", "、このうち", "、そのうち"].iter().any(|word| {
        between
            .find(word)
            .is_some_and(|at| between[..at].chars().count() <= 8 && !between[..at].contains('の'))
    });
    let of = between.strip_prefix('中').is_some_and(|rest| rest.is_empty() || rest == "、");
    (near || after_verb || of)
        && !between.contains("\n\n")
        && between.matches('。').count() <= usize::from(near)
}
