//! 評価基準: whether the plan's marks say how well a year went.

use crate::language::script::to_half_width;
use crate::model::{Grade, GradeScale};

/// Names of marks that say where a measure goes, or how far it is; the first of them is no better than the last.
const DIRECTIONS: &[&str] = &[
    "現状維持",
    "維持",
    "継続",
    "拡充",
    "拡大",
    "縮小",
    "改善",
    "改革",
    "見直し",
    "終了",
    "廃止",
    "統合",
    "統廃合",
    "休止",
    "完了",
    "移行",
    "充実",
    "強化",
    "実施",
    "未実施",
    "実施済",
    "実施中",
    "着手",
    "未着手",
    "準備中",
    "中止",
];

/// Marks of which everybody knows the order.
const ORDERS: &[&str] = &[
    "SABCDEF",
    "ABCDEF",
    "AABCDE",
    "◎○△▲×",
    "◎○△×",
    "○△×",
    "◎○×",
    "○×",
    "54321",
    "甲乙丙丁",
    "優良可",
    "秀優良可",
];

/// Words of a name that is a success.
const GOOD: &[&str] = &[
    "達成",
    "順調",
    "良",
    "よい",
    "優",
    "計画どおり",
    "計画通り",
    "予定どおり",
    "予定通り",
    "上回",
    "十分",
    "満足",
    "高い",
    "進んで",
];

/// Words of a name that is none.
const BAD: &[&str] =
    &["未達", "不十分", "不良", "遅れ", "遅延", "達していない", "下回", "不満", "低い", "悪い"];

/// Whether a scale ranks: its marks stand for better and worse, from the first to the last. A scale of directions
/// (現状維持, 改革改善, 終了) does not, and one of which we do not know it is taken not to.
pub(super) fn ranks(scale: &GradeScale) -> bool {
    let definitions = scale.definitions();
    let Some(first) = definitions.first() else { return false };
    let goes = |name: &str| {
        DIRECTIONS.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| rest.chars().count() <= 2))
    };
    let directions = definitions.iter().filter(|definition| goes(&definition.name)).count();
    let is_bad = |name: &str| BAD.iter().any(|word| name.contains(word));
    let is_good = |name: &str| !is_bad(name) && GOOD.iter().any(|word| name.contains(word));
    if goes(&first.name) || directions > 1 || is_bad(&first.name) {
        return false;
    }
    let marks: Vec<String> = definitions
        .iter()
        .map(|definition| definition.mark.value.chars().map(to_half_width).map(one_circle).collect())
        .collect();
    let is_known = marks.iter().all(|mark| mark.chars().count() == 1)
        && ORDERS.iter().any(|order| order.contains(&marks.concat()));
    is_known || is_good(&first.name)
}

/// Words by which a mark is for more than was aimed at.
const MORE: &[&str] = &["上回", "超え", "目標以上", "期待以上", "想定以上", "予想以上", "計画以上"];

/// Whether a mark is for targets that were reached: the best, and the one after it where the best is for more than that.
pub(super) fn is_for_reached(scale: &GradeScale, grade: Grade) -> bool {
    let best = scale.definitions().first();
    let takes_more = best.is_some_and(|best| {
        MORE.iter().any(|word| best.name.contains(word) || best.description.contains(word))
    });
    scale.rank(grade) <= usize::from(takes_more)
}

/// The circles that people type for each other.
fn one_circle(character: char) -> char {
    match character {
        '〇' | '◯' => '○',
        '✕' | '✖' | '╳' => '×',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_for_reached, ranks};
    use crate::diagnostics::Diagnostics;
    use crate::model::{self, GradeScale};

    fn scale_ranks(marks: &[(&str, &str)]) -> bool {
        of_scale(marks, ranks)
    }

    /// How many marks are for targets that were reached.
    fn reached(marks: &[(&str, &str)]) -> usize {
        let is_reached = |scale: &GradeScale, mark: &str| {
            is_for_reached(scale, scale.find(mark).expect("a mark of the scale"))
        };
        of_scale(marks, |scale| marks.iter().filter(|(mark, _)| is_reached(scale, mark)).count())
    }

    fn of_scale<T>(marks: &[(&str, &str)], ask: impl Fn(&GradeScale) -> T) -> T {
        let folder = tempfile::tempdir().expect("a folder");
        let rows: Vec<String> = marks
            .iter()
            .map(|(mark, name)| format!("  - {{記号: '{mark}', 名称: {name}, 説明: 決めたとおり。}}\n"))
            .collect();
        let plan = format!(
            "名称: 計画\n発行者: 社協\n計画期間: R5\n評価基準:\n{}担当係: [総務係]\n基本戦略: [{{名称: 柱, 施策細目: [{{名称: 策, 重点的取組: [{{名称: 組, 事業: [a]}}]}}]}}]\n",
            rows.concat()
        );
        let write = |path: &str, text: &str| {
            let path = folder.path().join("data").join(path);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("the folder");
            std::fs::write(path, text).expect("the file");
        };
        write("plan.yaml", &plan);
        write("measures/a.yaml", "事業名: 見守り\n担当係: [総務係]\n概要: 見守ります。\n");
        write("records/R5/a.yaml", "指標目標: 見守りの継続\n");
        let model = model::load(folder.path());
        let model =
            model.unwrap_or_else(|found: Diagnostics| panic!("{:?}", found.iter().collect::<Vec<_>>()));
        ask(&model.plan.scale)
    }

    #[test]
    fn where_the_best_is_for_more_the_next_is_for_what_was_aimed_at() {
        assert_eq!(reached(&[("A", "達成"), ("B", "未達成")]), 1);
        assert_eq!(reached(&[("S", "目標を大きく上回る"), ("A", "達成"), ("B", "概ね達成")]), 2);
        assert_eq!(reached(&[("◎", "期待以上"), ("○", "期待どおり"), ("×", "期待に届かない")]), 2);
    }

    #[test]
    fn a_scale_of_marks_or_of_success_ranks() {
        assert!(scale_ranks(&[("A", "達成"), ("B", "未達成"), ("C", "検討中"), ("D", "中止")]));
        assert!(scale_ranks(&[("◎", "大きく前進"), ("〇", "前進"), ("△", "足踏み"), ("×", "後退")]));
        assert!(scale_ranks(&[
            ("5", "大変よい"),
            ("4", "よい"),
            ("3", "ふつう"),
            ("2", "やや不十分"),
            ("1", "不十分")
        ]));
        assert!(scale_ranks(&[
            ("順調", "計画どおり順調"),
            ("やや遅れ", "やや遅れている"),
            ("遅れ", "遅れている")
        ]));
    }

    #[test]
    fn a_scale_of_directions_or_in_an_unknown_order_does_not() {
        assert!(!scale_ranks(&[("ア", "現状維持"), ("イ", "改革改善"), ("ウ", "終了")]));
        assert!(!scale_ranks(&[("A", "拡充"), ("B", "継続"), ("C", "縮小")]));
        assert!(!scale_ranks(&[("○", "実施"), ("×", "未実施")]));
        assert!(!scale_ranks(&[("1", "不十分"), ("2", "ふつう"), ("3", "よい")]));
        assert!(!scale_ranks(&[("充", "人を増やす"), ("維", "このまま")]));
        assert!(!scale_ranks(&[("済", "完了"), ("中", "進行中"), ("未", "手つかず")]));
    }
}
