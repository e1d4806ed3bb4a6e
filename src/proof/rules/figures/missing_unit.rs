//! 単位: numbers that do not say what they count.

use rayon::prelude::*;

use super::bare::lost;
use super::unit_beside::{as_last_year, in_lists};
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, is_kanji, lines, sentence_at, to_half_width};
use crate::language::{Kind, Quantity};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MissingUnit,
    title: "数に単位がない",
    explanation: "箇条書きや並べた内訳のほかの項目には「名」「件」などの単位があるのに、この項目の数にはありません。\
        「参加者は486でした」のように、人や催しを数える文で単位が落ちているのも知らせます。何を数えたのか、読む人に分かりません。",
    wrong: &[
        "参加者は前年度の35人より12増えました。",
        "受診の割合は96.3でした。",
        "対象の15人のうち、13人（86.7）が参加しました。",
        "・個人26名（前年比３名増）\n・団体15（前年比３団体増）",
        "・電話12件\n・来所５\n・訪問８件",
        "①手話講座15名\n②音訳講座20",
        "参加者は486でした。",
        "新規の相談：97件（うち夜間８件）\n計画の作成：43件\n給付金の申請：6",
        "登録者は延べ1,204に達しました。",
        "講座を４開催しました。",
        "夏祭りには、延べ230が参加しました。",
        "来場者は486人で、前年度の520から34人減りました。",
        "相談は41件（来所25件、電話11、訪問５件）でした。",
        "47組の相談を受けました。そのうち９が見学に参加しました。",
        "点検には延べ88が加わりました。",
        "問合せが86寄せられました。",
        "備蓄した資機材：スコップ120、一輪車25台、土のう袋3,000枚",
        "月額10万の給付金を支給しました。",
        "空き店舗率は前年度の18.2％から2.1下がりました。",
        "通報は前年度の276から42件増えました。",
        "30に１回は画面から目を離します。",
        "成果: 団体貸出数：118\n前年度:\n  指標目標: 貸出し\n  成果: 団体貸出数：104回",
    ],
    right: &[
        "参加者は前年度の35人より12人増えました。",
        "受診の割合は96.3％でした。倍率は1.5倍です。",
        "対象の15人のうち、13人（86.7％）が、2、3人ずつ参加しました。",
        "・個人26名（前年比３名増）\n・団体15団体（前年比３団体増）",
        "・電話12件\n・実施回数５\n・訪問８件",
        "・電話12件\n・来所５件\n・プラン２１",
        "・個人26\n・団体15",
        "参加者数は486でした。",
        "押印を求める様式を380から25にまで減らしました。",
        "相談は41件（来所25、電話11、訪問５件）でした。",
        "参加者は３対１の割合で、満足度は4.5でした。",
        "受講者は10～20歳代の方でした。",
        "応募作品は415首でした。",
        "46の事業のうち30の事業を終え、14の施設を点検しました。",
        "延べ利用者数は延べ486でした。満足度4.5、回数12回、参加者40人でした。",
        "人口10万の都市と10万人の人出、10から20人の班、震度５を超える場合を想定しました。",
        "成果: 団体貸出数：118\n前年度:\n  指標目標: 貸出し\n  成果: 団体貸出数：104",
    ],
    check: Check::Booklet(missing_units),
};

fn missing_units(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let of_last = |prose: &Prose<'_>| {
        let reported = facts.reported.iter().find(|reported| Some(reported.sheet.page) == prose.page)?;
        reported.last?.text(prose.cell.field)
    };
    let found: Vec<Vec<Finding>> = facts
        .texts
        .par_iter()
        .map(|prose| {
            let mut found = missing_unit(prose);
            let is_told =
                prose.cell.field.is_report() && prose.quantities.iter().any(|one| one.unit.is_empty());
            let last = Some(prose).filter(|_| is_told).and_then(of_last);
            for finding in last.into_iter().flat_map(|last| as_last_year(prose, last)) {
                found.retain(|other| other.range != finding.range);
                found.push(finding);
            }
            found
        })
        .collect();
    for (prose, found) in facts.texts.iter().zip(found) {
        for finding in found {
            findings.in_text(prose, finding);
        }
    }
}

fn missing_unit(prose: &Prose<'_>) -> Vec<Finding> {
    let mut findings = in_items(prose);
    for finding in in_lists(prose) {
        if !findings.iter().any(|other| other.range == finding.range) {
            findings.push(finding);
        }
    }
    let plain = prose.quantities.iter().enumerate().filter(|(_, quantity)| is_bare(prose, quantity));
    for (index, quantity) in plain {
        let message = if is_among_others(prose, index) || is_compared(prose, index) {
            "単位がありません。並べたほかの数にはあります。"
        } else if is_share(prose, quantity) {
            "「％」がありません。"
        } else if is_left_bare(prose, index)
            || is_of_people(prose, quantity)
            || is_held(prose, quantity)
            || takes_part(prose, quantity)
        {
            "単位がありません。何を数えたのか分かりません。"
        } else {
            let found = lost(prose, index);
            findings.extend(found.filter(|found| !findings.iter().any(|other| other.range == found.range)));
            continue;
        };
        if !findings.iter().any(|finding| finding.range == quantity.number) {
            let finding = Finding::new(quantity.number.clone(), message);
            findings.push(finding.hint("「人」「件」「回」など、数えたものに合う単位を付けてください。"));
        }
    }
    findings
}

/// Whether a number stands for itself: no unit, no letters or signs that make it a part of something else.
fn is_bare(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let text = prose.as_str();
    let [before, after] = [before(text, quantity.number.start), after(text, quantity.number.end)];
    let is_part = |beside: Option<char>| {
        beside.is_some_and(|character| {
            to_half_width(character).is_ascii_graphic()
                && !matches!(character, '(' | ')' | '（' | '）' | ',' | '，')
                || matches!(character, '～' | '〜' | '‐' | '−' | '－' | '―' | '→' | 'ー')
        })
    };
    quantity.kind != Kind::Date && quantity.unit.is_empty() && !is_part(before) && !is_part(after)
}

/// What follows a number in a sentence that says how many.
const GOES_ON: &[&str] = &[
    "増え",
    "減り",
    "増や",
    "減ら",
    "増加",
    "減少",
    "増の",
    "減の",
    "増で",
    "減で",
    "上回",
    "下回",
    "届か",
    "届き",
    "で、",
    "でし",
    "です",
    "であ",
    "に達",
    "に上り",
];

/// Whether a number stands in a sentence as its other numbers do, which have units: 「前年度の35人より12増えました」.
fn is_left_bare(prose: &Prose<'_>, index: usize) -> bool {
    let text = prose.as_str();
    let Some(quantity) = prose.quantities.get(index) else { return false };
    let (start, sentence) = sentence_at(text, quantity.number.start);
    let end = start + sentence.len();
    let counts = |other: &&Quantity| {
        other.is_amount() && !other.unit.is_empty() && start <= other.number.start && other.unit.end <= end
    };
    let others = prose.quantities.iter().filter(counts).count();
    let (before, rest) = (&text[start..quantity.number.start], &text[quantity.number.end..end]);
    let counted = before.ends_with(['が', 'は', 'り', 'に', 'を', 'べ']);
    let listed = before.ends_with('が') && rest.starts_with('、') && !rest[3..].starts_with(is_digit);
    others > 0 && counted && (GOES_ON.iter().any(|word| rest.starts_with(word)) || listed)
}

/// Whether a number with decimals is a share: 「割合は96.3でした」, 「15人のうち13人（86.7）」.
fn is_share(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let text = prose.as_str();
    let before: String = text[..quantity.number.start].chars().rev().take(16).collect();
    let before: String = before.chars().rev().collect();
    let rest = &text[quantity.number.end..];
    let is_named = ["率は", "割合は", "率が", "割合が"].iter().any(|word| before.ends_with(word))
        && !rest.starts_with(['ポ', '倍', '割']);
    let is_bracketed =
        before.ends_with(['（', '(']) && rest.starts_with(['）', ')']) && before.contains("うち");
    quantity.value.decimals() > 0 && (is_named || is_bracketed)
}

/// How a sentence ends that says how many there were.
const EQUATIONS: &[&str] = &[
    "でした",
    "です。",
    "だった",
    "である",
    "であり",
    "であった",
    "で、",
    "となりました",
    "となっ",
    "に達し",
    "に上り",
    "に増え",
    "に減り",
    "に増加",
    "に減少",
];

/// Those who are counted in 人.
const PEOPLE: &[&str] = &[
    "参加者",
    "受講者",
    "利用者",
    "来場者",
    "来館者",
    "来園者",
    "登録者",
    "修了者",
    "受診者",
    "応募者",
    "出席者",
    "入場者",
    "相談者",
    "協力者",
    "対象者",
    "希望者",
    "申込者",
    "加入者",
    "会員",
    "ボランティア",
    "サポーター",
];

/// 「参加者は486でした」
fn is_of_people(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let noun = prose.part(&quantity.noun);
    let beside = prose.part(&(quantity.noun.end..quantity.number.start));
    let after = prose.as_str().get(quantity.number.end..).unwrap_or_default();
    PEOPLE.iter().any(|people| noun.ends_with(people))
        && matches!(
            beside.trim_start_matches(['は', 'が', 'も']),
            "" | "延べ" | "、延べ" | "計" | "合計" | "約" | "、"
        )
        && !beside.is_empty()
        && EQUATIONS.iter().any(|end| after.starts_with(end))
}

/// 「講座を４開催」
fn is_held(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let noun = prose.part(&quantity.noun);
    let beside = prose.part(&(quantity.noun.end..quantity.number.start));
    let after = prose.as_str().get(quantity.number.end..).unwrap_or_default();
    ["講座", "研修", "研修会", "会議", "教室", "説明会", "相談会", "訓練", "講演会", "サロン", "交流会"]
        .iter()
        .any(|event| noun.ends_with(event))
        && matches!(beside, "を" | "を延べ" | "を計" | "を年")
        && ["開催", "実施"].iter().any(|verb| after.starts_with(verb))
}

/// 「延べ230が参加」
fn takes_part(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let text = prose.as_str();
    let after = text.get(quantity.number.end..).unwrap_or_default();
    let comes = ["が参加し", "の参加があ", "が来場し", "の来場があ", "が受講し", "が出席し"];
    let is_counted = ["延べ", "計", "合計", "に", "は", "、", "約"];
    let before = &text[..quantity.number.start];
    comes.iter().any(|word| after.starts_with(word)) && is_counted.iter().any(|word| before.ends_with(word))
}

/// 「486人で、前年度の520から」: a number of last year beside this year's.
fn is_compared(prose: &Prose<'_>, index: usize) -> bool {
    let quantity = &prose.quantities[index];
    let text = prose.as_str();
    let after = text.get(quantity.number.end..).unwrap_or_default();
    let before = &text[..quantity.number.start];
    let earlier = index.checked_sub(1).and_then(|index| prose.quantities.get(index));
    let last = ["前年度の", "前年の", "昨年度の", "前回の"].iter().any(|word| before.ends_with(word));
    let tied = ["から", "に比べ", "と比べ", "より", "に対し"].iter().any(|word| after.starts_with(word));
    last && tied
        && earlier.is_some_and(|earlier| {
            let between = prose.part(&(earlier.unit.end..quantity.number.start));
            earlier.is_amount()
                && !earlier.unit.is_empty()
                && between.starts_with(['で', 'と', '、', '（'])
                && between.chars().count() <= 10
        })
}

/// 「（来所25件、電話11、訪問５件）」: the numbers on both sides have a unit, in one list.
fn is_among_others(prose: &Prose<'_>, index: usize) -> bool {
    let quantity = &prose.quantities[index];
    let text = prose.as_str();
    let after = text.get(quantity.number.end..).unwrap_or_default();
    let Some(earlier) = index.checked_sub(1).and_then(|index| prose.quantities.get(index)) else {
        return false;
    };
    let later = prose.quantities.get(index + 1);
    let is_item = |one: &Quantity, other: &Quantity| {
        let between = prose.part(&(one.unit.end..other.number.start));
        between.starts_with(['、', '・', '，'])
            && between.chars().count() <= 12
            && !between.contains(['。', '\n', '（', '）', 'は', 'を', 'に', 'で', 'と'])
            && !other.noun.is_empty()
    };
    let counts = |quantity: &Quantity| quantity.is_amount() && !quantity.unit.is_empty();
    let closes = after.starts_with(['）', ')']);
    let goes_on = later.is_some_and(|later| {
        counts(later) && prose.unit(later) == prose.unit(earlier) && is_item(quantity, later)
    });
    counts(earlier) && is_item(earlier, quantity) && says_what(text, quantity) && (closes || goes_on)
}

/// The items of a list that have no unit where the others have one.
fn in_items(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let items: Vec<&Quantity> = lines(text).filter_map(|(start, line)| item(prose, start, line)).collect();
    let with_unit = items.iter().filter(|quantity| !quantity.unit.is_empty()).count();
    if with_unit * 2 < items.len() {
        return Vec::new();
    }
    // 「利用者数：2,146」 is right where no such line has a unit.
    let of_number = |quantity: &Quantity| label(text, quantity).is_some_and(|label| label.ends_with('数'));
    let numbers = items.iter().filter(|quantity| of_number(quantity));
    let (with, bare): (Vec<&Quantity>, Vec<&Quantity>) =
        numbers.copied().partition(|quantity| !quantity.unit.is_empty());
    let is_odd = !with.is_empty() && bare.len() == 1;
    let without = items.into_iter().filter(|quantity| quantity.unit.is_empty());
    without
        .filter(|quantity| says_what(text, quantity) || is_odd && of_number(quantity))
        .map(|quantity| {
            Finding::new(quantity.number.clone(), "単位がありません。ほかの項目にはあります。")
                .hint("ほかの項目と同じように、数えたものの単位を付けてください。")
        })
        .collect()
}

/// The first number of an item, if it ends the item or stands before a bracket.
fn item<'p>(prose: &'p Prose<'_>, start: usize, line: &str) -> Option<&'p Quantity> {
    const BULLETS: &[char] = &['・', '○', '●', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'];
    let end = start + line.len();
    let quantity = prose.quantities.iter().find(|quantity| (start..end).contains(&quantity.number.start))?;
    // 「申請：６件」 is an item as well.
    let named = prose.as_str()[..quantity.number.start].trim_end_matches([' ', '　']).ends_with(['：', ':']);
    if !named && !line.trim_start().starts_with(BULLETS) {
        return None;
    }
    let rest = prose.as_str()[quantity.unit.end..end].trim_end();
    (rest.is_empty() || rest.starts_with(['（', '(']) || named && rest.starts_with('、')).then_some(quantity)
}

/// What stands right before 「：」 and a number.
fn label<'t>(text: &'t str, quantity: &Quantity) -> Option<&'t str> {
    let before = text[..quantity.number.start].trim_end_matches([' ', '　']);
    let before = before.strip_suffix("延べ").unwrap_or(before);
    before.strip_suffix(['：', ':']).map(str::trim_end)
}

/// Whether a noun stands before the number that does not itself say that it counts, as 「参加者数15」 does.
/// After katakana a number is often part of a name: 「プラン２１」.
fn says_what(text: &str, quantity: &Quantity) -> bool {
    let noun = text[..quantity.number.start].trim_end_matches(['：', ':', ' ', '　']);
    let last = noun.chars().next_back();
    // 「団体貸出し：118」
    let is_verbal =
        label(text, quantity).is_some_and(|label| label.ends_with(['し', 'り', 'け', 'い', 'み', 'え']));
    is_verbal || last.is_some_and(|last| is_kanji(last) && !matches!(last, '数' | '率' | '第'))
}
