//! 増減 that is not the difference of the two numbers beside it.

use super::comparison::{Comparison, comparisons};
use super::verdict::judge;
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ChangeInText,
    title: "増減が前後の数と合わない",
    explanation: "「486人で、前年度の520人から34人減」のように、今の数、前の数、増減が一つの文にあるとき、計算して比べます。\
        増と減が逆になっていないか、差や率が正しいかを見ます。合わないときは、三つのうちのどれかが誤っています。",
    wrong: &[
        "来場者は486人で、前年度の520人から34人増となりました。",
        "来場者は486人で、前年度の520人から43人減となりました。",
        "登録者が520人から486人に増加しました。",
        "登録者は50人から60人へと17％増えました。",
        "相談は前年度の1,500件に対し、15％増の1,650件でした。",
        "出動は、前年比12％増の1,848件でした（前年は2,100件）。",
        "加入率は62.5％から81.0％へと15.5ポイント上昇しました。",
        "貸出しは80件から200件へと1.5倍に増えました。",
        "来館者は554人で、前年度の560人を上回りました。",
        "利用は420件（前年度400件、30件増）でした。",
        "利用者は、前年度の52人を8人上回る44人でした。",
        "受け入れた食料：4,215kg（町民1,120kg、企業3,095kg）\n前年度の受入量3,868kgを374kg上回りました。",
        "登録者は286世帯（前年度の239世帯より47世帯、17.9％の増）でした。",
        "利用者は２８人で、前年度の２５人から４人増えました。",
    ],
    right: &[
        "来場者は486人で、前年度の520人から34人減となりました。",
        "利用者は28人で、前年度の25人から３人増え、うち２人が就職しました。",
        "相談は前年度の1,500件に対し、10％増の1,650件でした。",
        "出動は、前年比12％減の1,848件でした（前年は2,100件）。",
        "加入率は62.5％から81.0％へと18.5ポイント上昇しました。",
        "登録者は60人から50人へと17％減り、待ち時間は45分から30分へと1/3短くなりました。",
        "売上高は3億2,000万円で、前年度の2億5,600万円の1.25倍に伸びました。",
        "来園者は前年度の4,000人を１割上回る4,400人でした。",
        "職員３人が対応し、参加者は前年度の520人から34人減りました。",
        "男性38.2％、女性41.7％と、女性が3.5ポイント高くなりました。",
        "受け入れた食料：4,215kg（町民1,120kg、企業3,095kg）\n前年度の受入量3,868kgを347kg上回りました。",
        "登録者は286世帯（前年度の239世帯より47世帯、19.7％の増）でした。",
        "30人から50人まで受け入れ、定員を12人から８人に減らしました。",
        "令和４年度の214件に対し、令和５年度は107件と半減しました。",
        "参加者は約500人で、前年度の520人から30人ほど減りました。",
        "窓口を10人から20人の増員とする案を示しました。",
    ],
    check: Check::Text(changes),
};

fn changes(prose: &Prose<'_>) -> Vec<Finding> {
    comparisons(prose).iter().filter_map(|comparison| finding(prose, comparison)).collect()
}

fn finding(prose: &Prose<'_>, comparison: &Comparison<'_>) -> Option<Finding> {
    let Comparison { now, change, said, .. } = comparison;
    let before = comparison.before?;
    let verdict = judge(prose, comparison, before.value)?;
    // What stands on the line above is named in the message.
    let line = prose.as_str()[..before.number.start].rfind('\n').map_or(0, |at| at + 1);
    let now_range = Some(now.range()).filter(|range| range.start >= line);
    let parts = [now_range, Some(before.range()), change.map(Quantity::range)];
    let parts = parts.into_iter().flatten().chain(said.as_ref().map(|said| said.range.clone()));
    let range = parts.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
    let typed = said.as_ref().map_or(0..0, |said| said.range.clone());
    let typed = change.map_or(typed.clone(), |change| change.number.start..change.unit.end.max(typed.end));
    let message = format!(
        "{}と{}の増減が、「{}」と合いません。",
        prose.part(&before.range()),
        prose.part(&now.range()),
        prose.part(&typed)
    );
    let finding = Finding::new(range.clone(), message)
        .hint(format!("計算では「{}」です。前後の数と増減のどれが誤りか確かめてください。", verdict.right));
    Some(match verdict.edit {
        Some((edit, right)) if range.start <= edit.start && edit.end <= range.end => {
            let [head, tail] = [prose.part(&(range.start..edit.start)), prose.part(&(edit.end..range.end))];
            finding.propose([head, &right, tail].concat())
        }
        _ => finding,
    })
}
