//! A list with another number of items than said.

use crate::diagnostics::Code;
use crate::language::Decimal;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ListCount,
    title: "箇条書きの数が本文と合わない",
    explanation: "「５件の講座を行いました。」に続く①②③…の箇条書きの数を、本文の数と比べます。\
        書き忘れた項目がないか、本文の数が正しいか確かめてください。",
    wrong: &[
        "講座を４件開きました。\n【開いた講座】\n①点字\n②手話\n③朗読",
        "次の３つの催しを行いました。\n①餅つき②夏祭り③運動会④文化祭",
        "市民向けに２コースの講座を開催しました。\n①初級②中級③上級",
    ],
    right: &[
        "講座を３件開きました。\n【開いた講座】\n①点字\n②手話\n③朗読",
        "次の４つの催しを行いました。\n①餅つき②夏祭り③運動会④文化祭",
        "催しに参加した方は60名でした。\n①餅つき（20名）\n②夏祭り（40名）",
        "研修に２回参加しました。\nその後、次のことを決めました。\n①日程\n②会場\n③講師",
    ],
    check: Check::Text(list_counts),
};

/// The units in which a text says how many items its list has.
const LIST_UNITS: &[&str] =
    &["件", "つ", "点", "種類", "項目", "メニュー", "講座", "コース", "事業", "プラン"];

fn list_counts(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let Some(start) = text.find('①') else { return Vec::new() };
    let count = i64::from(
        text[start..]
            .chars()
            .filter(|character| matches!(character, '①'..='⑳'))
            .zip('①'..='⑳')
            .take_while(|(found, expected)| found == expected)
            .fold(0_u8, |count, _| count.saturating_add(1)),
    );
    let circled = text.chars().filter(|character| matches!(character, '①'..='⑳')).count();
    let Some(said) = prose.quantities.iter().rfind(|quantity| quantity.number.start < start) else {
        return Vec::new();
    };
    // Between the number and the list there is the rest of its sentence, and at most a heading.
    let between = &text[said.range().end..start];
    let (sentence, heading) = between.split_once('\n').unwrap_or((between, ""));
    let heading = heading.trim();
    let near = sentence.matches('。').count() <= 1
        && (sentence.is_empty()
            || sentence.ends_with(['。', '）', '：', ':', '。'])
            || sentence.chars().count() <= 12)
        && (heading.is_empty() || heading.starts_with(['【', '＜', '〈', '（']) && !heading.contains('\n'));
    let counted = said.is_amount() && LIST_UNITS.contains(&prose.part(&said.unit));
    if !near
        || !counted
        || count < 2
        || usize::try_from(count) != Ok(circled)
        || said.value == Decimal::whole(count)
    {
        return Vec::new();
    }
    let unit = prose.part(&said.unit);
    let message = format!("「{}{unit}」とありますが、続く箇条書きは①から{count}つあります。", said.value);
    vec![Finding::new(said.range(), message).hint("数を直すか、抜けた項目を足してください。")]
}
