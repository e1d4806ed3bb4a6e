//! Parts that do not add up to their total.

use super::direction::is_about;
use super::total::{Statement, adds_up, bracket_after, bracketed, breakdowns, notes, told_apart, totals};
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
        "参加者は40人（男性は15人、女性は20人）です。",
        "利用料収入は１万円（平日4,000円、休日5,000円）です。",
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
        "参加者数：延べ1,038人（子ども721人、大人326人。前年度より292人増）",
        "来場者数：64,000人（29日35,000人、30日27,000人）",
        "参加者：74人（第１回28人、第２回23人、第３回21人）",
        "途中でやめた12人の理由は、入院が５人、介護が４人、転居が２人です。",
        "専門医１人、保健師２人、社会福祉士１人の５人からなるチームで訪ねました。",
    ],
    right: &[
        "相談：40件（来所25件・電話15件）",
        "相談：40件（来所25件・電話10件など）",
        "設置は40か所になりました（前年比５か所増、うち商店３か所）。",
        "本人負担は１割（一定以上の所得のある方は２割又は３割）です。",
        "上限額は５万円（非課税世帯は７万円、生活保護世帯は10万円）です。",
        "定員は20人（冬は10人、夏は15人）です。",
        "利用時間は１日４時間（土曜日は２時間、日曜日は３時間）です。",
        "基本料金は800円（平日700円、休日900円）です。",
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
        "参加者数：延べ1,038人（子ども712人、大人326人。前年度より292人増）",
        "来場者数：62,000人（29日（土）35,000人、30日（日）27,000人）",
        "参加者：40人（小学生12人、中学生９人。ほかは大人）",
        "途中でやめた11人の理由は、入院が５人、介護が４人、転居が２人です。",
        "専門医１人、保健師２人、社会福祉士１人の４人からなるチームで訪ねました。",
        "欠席した20人の理由は、入院が５人、介護が４人などです。大人２人、子ども１人の３組が参加しました。",
        "令和４年度は５校、市内の学校のうち８校が参加しました。",
    ],
    check: Check::Text(sums),
};

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
        .chain(told_apart(prose, &counts))
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
            let message = format!(
                "内訳を足した数（{}＝{sum}{unit}）と、全体の数（{}{unit}）が合いません。",
                addition.join("＋"),
                total.value
            );
            findings.push(
                Finding::new(range, message).hint("全体の数と内訳の数を確かめて、違う方を直してください。"),
            );
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
                .hint("数え方を一つにそろえるか、内訳でないならかっこの外に書いてください。")
        }));
    }
    findings
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
