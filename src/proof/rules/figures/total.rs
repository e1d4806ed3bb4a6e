//! Totals with what makes them up, as a text states them.

use std::ops::Range;

use crate::language::script::{is_digit, sentence_at};
use crate::language::{Decimal, Quantity};
use crate::proof::prose::Prose;

/// A total with what makes it up, as the text states it.
pub(super) struct Statement<'q> {
    pub total: &'q Quantity,
    pub parts: Vec<&'q Quantity>,
    /// Whether the parts may be some of many.
    pub open: bool,
}

/// 「30件（新規22件・継続８件）」, also with a line end before the bracket.
pub(super) fn bracketed<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    let mut statements = Vec::new();
    for (index, &total) in counts.iter().enumerate() {
        let Some(inside) = bracket_after(text, total.unit.end) else { continue };
        // 「（子ども712人、大人326人。前年度より292人増）」: the parts are before the stop.
        let content = &text[inside.clone()];
        let open = is_open(content);
        let inside = inside.start..inside.start + content.find('。').unwrap_or(content.len());
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
        if parts.len() >= 2
            && parts.iter().all(|part| !prose.is_change(part))
            && !is_by_case(text, total, &parts)
        {
            statements.push(Statement { total, parts, open });
        }
    }
    statements
}

/// What is fixed, not counted.
const FIXED: &str = "料 料金 代 費 会費 負担 負担額 負担割合 上限 上限額 限度 限度額 定員 価格 単価 \
    定価 基準額 限度数 割合 率 税率 料率 利用時間 開館時間 営業時間 受付時間 所要時間 \
    開所時間 期間 期限 最大 最低 最高";

/// What makes a number hold for each: 「１回500円」.
const EACH: &str = "１日 1日 １回 1回 １人 1人 １件 1件 １泊 1泊 １食 1食 １時間 1時間 一人 \
    一日 一回 一件 一食 月額 年額 日額 時給 日給";

/// Which case it is.
const CASES: &str = "平日 休日 祝日 土曜 日曜 土日 春 夏 秋 冬 世帯 以上 以下 未満 会員 大人 子ども \
    子供 小人 中学生 高校生 小学生 学生 幼児 場合 時 市内 市外 町内 町外 県内 県外 \
    村内 村外 方 者 午前 午後 夜間 初回 回目 団体 個人 障害 高齢 割引 減免 免除 期 \
    区 冷房 暖房 片道 往復 一般";

/// Whether the numbers in the bracket are what holds in other cases, and no parts: 「利用料は800円（平日700円、休日900円）」.
fn is_by_case(text: &str, total: &Quantity, parts: &[&Quantity]) -> bool {
    let joined = parts.iter().any(|part| {
        let after = text.get(part.unit.end..).unwrap_or_default();
        ["又は", "または", "若しくは", "もしくは", "か"].iter().any(|word| after.starts_with(word))
            && !after.starts_with("から")
            && !after.starts_with("か所")
    });
    let (start, _) = sentence_at(text, total.number.start);
    let before = &text[start..total.number.start];
    let clause = before.rfind(['、', '，', '（', '(']).map_or(before, |at| &before[at..]);
    let lead = clause.trim_end_matches(['約', '：', ':', ' ', '　']);
    let is_each = EACH.split_whitespace().any(|each| lead.ends_with(each));
    let head = EACH.split_whitespace().find_map(|each| lead.strip_suffix(each)).unwrap_or(lead);
    let head = head.trim_end_matches(['は', 'が', 'を', 'も', 'で', 'に', 'の', '：', ':', ' ', '　']);
    let is_fixed = FIXED.split_whitespace().any(|fixed| head.ends_with(fixed));
    let mut from = total.unit.end;
    let is_of_case = parts.iter().all(|part| {
        let lead = text.get(from..part.number.start).unwrap_or_default();
        from = part.unit.end;
        CASES.split_whitespace().any(|case| lead.contains(case))
    });
    joined || is_fixed && is_of_case || is_each && is_of_case
}

/// 「８月17世帯」
fn is_of_month(text: &str, part: &Quantity) -> bool {
    // 「29日35,000人」, 「第２回23人」, 「29日（土）35,000人」
    let before = &text[..part.number.start];
    let before = before
        .strip_suffix(['）', ')'])
        .and_then(|rest| {
            let at = rest.rfind(['（', '('])?;
            (rest[at..].chars().count() <= 4).then_some(&rest[..at])
        })
        .unwrap_or(before);
    let is_nth = before.strip_suffix(['回', '日', '部', '期']).is_some_and(|rest| rest.ends_with(is_digit));
    is_nth || ["月", "回目", "日目"].iter().any(|time| before.ends_with(time))
}

pub(super) fn adds_up(total: &Quantity, parts: &[&Quantity]) -> bool {
    Decimal::sum(parts.iter().map(|part| part.value)) == Some(total.value)
}

fn is_open(text: &str) -> bool {
    // 「その他」 is a part like any other.
    let text = text.replace("その他", "").replace("そのほか", "");
    ["など", "等", "ほか", "他", "主な", "主に"].iter().any(|word| text.contains(word))
}

/// The inside of the bracket that opens right after a number, or after a word or a line end.
pub(super) fn bracket_after(text: &str, from: usize) -> Option<Range<usize>> {
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
pub(super) fn totals<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
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
pub(super) fn breakdowns<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
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

/// 「途中でやめた11人の理由は、入院が５人、介護が４人、転居が２人です。」, and 「保健師２人、社会福祉士１人の３人」.
pub(super) fn told_apart<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
    let text = prose.as_str();
    let mut statements = Vec::new();
    for (index, &total) in counts.iter().enumerate() {
        let after = text.get(total.unit.end..).unwrap_or_default();
        let unit = prose.unit(total);
        let is_reason = ["の理由は、", "の内訳は、", "の内訳は"].iter().any(|word| after.starts_with(word));
        let (start, sentence) = sentence_at(text, total.number.start);
        let end = start + sentence.len();
        if is_reason {
            let parts: Vec<&Quantity> =
                counts[index + 1..].iter().copied().take_while(|part| part.number.start < end).collect();
            let rest = &text[total.unit.end..end];
            let closed = ["です。", "でした。", "である。", "であった。", "だった。"]
                .iter()
                .any(|word| sentence.ends_with(word));
            let plain = parts.len() >= 2
                && parts.iter().all(|part| prose.unit(part) == unit && !prose.is_change(part));
            if plain && closed && !is_open(rest) && !rest.contains("うち") {
                statements.push(Statement { total, parts, open: false });
            }
        }
        let before = &text[..total.number.start];
        let Some(last) = index.checked_sub(1).and_then(|index| counts.get(index)) else { continue };
        let is_row = text.get(last.unit.end..total.number.start) == Some("の")
            && ["からなる", "で構成", "で", "が", "を", "による", "の体制"]
                .iter()
                .any(|word| after.starts_with(word))
            && before.len() > start;
        if is_row {
            let row: Vec<&Quantity> = counts[..index]
                .iter()
                .rev()
                .copied()
                .scan(total.number.start, |end, part| {
                    let between = text.get(part.unit.end..*end)?;
                    let joined = between == "の"
                        || between.starts_with(['、', '・', 'と'])
                            && between.chars().count() <= 12
                            && !between.contains(['は', 'が', 'を', 'に', 'で', 'し']);
                    *end = part.number.start;
                    joined.then_some(part)
                })
                .take_while(|part| {
                    part.number.start >= start && prose.unit(part) == unit && !part.noun.is_empty()
                })
                .collect();
            if row.len() >= 2 {
                let parts = row.into_iter().rev().collect();
                statements.push(Statement { total, parts, open: false });
            }
        }
    }
    statements
}

/// Amounts of money after ※ on the lines below a total.
pub(super) fn notes<'q>(prose: &Prose<'_>, counts: &[&'q Quantity]) -> Vec<Statement<'q>> {
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
