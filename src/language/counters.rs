//! What follows a number: counters, units, and the parts of a date.

use std::sync::LazyLock;

/// All that such booklets have. The longest that fits is the one that is meant.
pub(crate) static COUNTERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| [OF_KA, OTHERS].concat());

/// How か is spelt before what is counted with it, the first as all are meant.
const KA: [char; 6] = ['か', 'ヶ', 'カ', 'ヵ', 'ケ', '箇'];

/// What is counted with か, each in all spellings in the order of [`KA`].
macro_rules! with_ka {
    ($($counted:literal),+) => {
        (&[$($counted),+], &[$(
            concat!("か", $counted),
            concat!("ヶ", $counted),
            concat!("カ", $counted),
            concat!("ヵ", $counted),
            concat!("ケ", $counted),
            concat!("箇", $counted),
        )+])
    };
}

/// What is counted with か, and the counters.
const WITH_KA: (&[&str], &[&str]) = with_ka!["所", "月", "月間", "月分", "年", "年間", "国", "国語"];

const OF_KA: &[&str] = WITH_KA.1;

/// The counters that have one spelling.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "件", "名", "人", "回", "円", "千円", "万円", "％", "%", "パーセント", "ポイント",
    "個所", "世帯", "枚", "台", "団体", "施設", "法人",
    "店舗", "サロン", "企業", "事業所", "社", "校", "園", "区", "地区", "地域", "自治会", "講座",
    "コース", "メニュー", "種類", "種", "項目", "品目", "班", "組", "冊", "部", "本", "個", "袋",
    "箱", "食", "歳", "時間", "分", "日間", "週間",
    "年間", "倍", "割", "人工", "人日", "人分", "名分", "キロ", "km", "kg", "m", "t", "g",
    "‰", "℃", "号", "つ", "点", "票", "通", "床", "室", "棟", "基", "度", "段階", "階層",
    "クラブ", "グループ", "チーム", "ケース", "プラン", "拠点", "会場", "言語",
    "隊", "会議", "会", "戸", "軒", "頭", "匹", "杯", "着", "年度", "年目", "年", "月", "日", "時",
    "期", "層", "次", "条", "章", "位", "級", "番", "丁目", "番地", "週", "組合", "社協", "首", "体",
    "束", "枠", "誌", "紙", "巻", "曲", "張", "株", "筆", "灯", "便", "泊", "学級", "クラス", "競技",
    "ha", "L", "mL", "kWh", "cm", "mm", "㎝", "㎞", "㎏", "㎡", "㎥", "秒", "日分", "回分", "食分",
    "冊分", "席", "区画", "病院", "家庭", "家族", "路線", "事業", "分野", "科目", "種目", "店",
    "行政区", "分団", "隻", "口", "口座", "機関", "ページ", "頁", "文字", "号車", "鉢", "羽", "皿",
    "卓", "脚", "組織", "公園", "橋", "尾", "集落", "学区", "自治体", "市町村", "市町", "区間", "産品", "工区", "農家", "公民館", "分館", "教室", "部会", "委員会", "町内会", "作品", "事例", "歳児", "歳代", "年生", "年次",
];

/// One spelling for each unit: 「%」 is 「％」, and 「箇所」 is 「か所」.
#[must_use]
pub(crate) fn one_spelling(unit: &str) -> &str {
    match unit {
        "%" | "パーセント" => "％",
        "個所" => "か所",
        other => OF_KA.iter().position(|known| *known == other).map_or(other, |at| OF_KA[at - at % KA.len()]),
    }
}

/// A text with か for what is read か before a counted word, however it is spelt: ヶ所, カ月, 箇所.
#[must_use]
pub(crate) fn with_one_ka(text: &str) -> String {
    let is_ka = |(at, sign): (usize, char)| {
        let after = &text[at + sign.len_utf8()..];
        KA.contains(&sign) && WITH_KA.0.iter().any(|counted| after.starts_with(counted))
    };
    text.char_indices().map(|(at, sign)| if is_ka((at, sign)) { KA[0] } else { sign }).collect()
}

/// Whether two units count the same: 人 and 名 do, however a council writes them.
#[must_use]
pub(crate) fn are_one_unit(one: &str, other: &str) -> bool {
    let people = |unit: &str| matches!(unit, "人" | "名" | "人分" | "名分");
    one_spelling(one) == one_spelling(other) || people(one) && people(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_ka_is_a_counter_and_the_same_one() {
        for (typed, meant) in [
            ("箇月", "か月"),
            ("ヵ月", "か月"),
            ("ケ月間", "か月間"),
            ("箇年", "か年"),
            ("箇国", "か国"),
            ("個所", "か所"),
            ("か所", "か所"),
        ] {
            assert!(COUNTERS.contains(&typed), "{typed}");
            assert_eq!(one_spelling(typed), meant, "{typed}");
        }
        assert_eq!(with_one_ka("３ヶ月で２箇所の箇条とカメラ"), "３か月で２か所の箇条とカメラ");
        assert_eq!(COUNTERS.len(), COUNTERS.iter().collect::<std::collections::HashSet<_>>().len());
    }
}
