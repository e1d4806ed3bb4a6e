//! One quantity, two values.

use std::collections::BTreeMap;

use super::counted::{Counted, counted, where_is};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::{Decimal, Quantity, are_related, fold_noun};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoValues,
    title: "同じ数が場所によって違う",
    explanation: "同じ名前で同じ単位の数が、冊子の中で二通りに書かれています。取組内容と成果、複数の事業のシート、\
        指標目標どうしを比べます。一字だけ違う大きな数も知らせます。書き写しの誤りでないか、元の資料で確かめてください。",
    wrong: &[
        "成果: 高齢者ふれあい相談：年間65件\n---\n成果: 高齢者ふれあい相談（56件）",
        "取組内容: 認知症サポーター会議を４回開きました。\n成果: 認知症サポーター会議５回開催",
        "指標目標: ホームページ閲覧数の増加（年間55,000件）\n---\n指標目標: ホームページ閲覧数年間50,000件",
        "成果: 会員からの会費：5,339,953円\n---\n成果: 会費収入5,393,953円",
        "成果: 閲覧数：年間5,178件（前年比約91.7％）\n---\n成果: 閲覧数：年間5,178件（前年比約97.1％）",
    ],
    right: &[
        "取組内容: 電動の機器は1基25,000円まで補助します。\n成果: 電動の機器が71基でした。",
        "成果: 写真の養成講座の修了者は12人です。\n---\n成果: 通訳の養成講座の修了者は27人です。",
        "成果: 高齢者ふれあい相談：年間65件\n---\n成果: 高齢者ふれあい相談（65件）",
        "取組内容: 認知症サポーター会議を４回開きました。\n成果: 認知症サポーター会議４回開催",
        "生活支援サポーター講座（15名参加）\n生活支援サポーター講座（14名修了）",
        "成果: 職員３名\n---\n成果: 職員５名",
        "成果: 建設業と管工事業の協同組合など3組合と協定を結びました。\n---\n成果: 電気工事業の協同組合1組合と協定を結びました。",
        "成果: 来館者の多い図書館まつりは12,345人で、令和4年度の12,845人から500人減りました。",
        "指標目標: ホームページ閲覧数年間55,000件\n成果: ホームページ閲覧数年間50,000件",
        "取組内容: ふれあい相談所を月２回開きました。\n成果: ふれあい相談所24回",
        "成果: 閲覧数：年間5,178件（前年比約91.7％）\n---\n成果: 閲覧数：年間5,178件（目標比97.1％）",
    ],
    check: Check::Booklet(two_values),
};

/// What the same quantity is known by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name<'f> {
    noun: String,
    unit: &'f str,
    /// 月, 延べ and the like between noun and number.
    manner: String,
    /// 参加, 修了.
    act: &'static str,
    target: bool,
}

fn two_values(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let target = facts.target();
    let mut groups: BTreeMap<Name<'_>, Vec<Counted<'_>>> = BTreeMap::new();
    for (prose, quantity) in counted(facts, move |cell| cell.field.is_report() || cell == target) {
        // 「1基4,000円」 is a price.
        let name = name(prose, quantity).filter(|_| quantity.value != Decimal::whole(1));
        if let Some(name) = name {
            groups.entry(name).or_default().push((prose, quantity));
        }
    }
    for group in groups.values() {
        tell_apart(group, findings);
    }
    shares(facts, findings);
    near_misses(facts, findings);
}

/// Tells which numbers of a group are not as the others.
fn tell_apart(group: &[Counted<'_>], findings: &mut Findings<'_>) {
    let mut values: BTreeMap<Decimal, usize> = BTreeMap::new();
    for (_, quantity) in group {
        *values.entry(quantity.value).or_default() += 1;
    }
    if values.len() < 2 {
        return;
    }
    // What most say is taken as right; of two that say as much, the first.
    let first = group[0].1.value;
    let usual = values
        .iter()
        .max_by_key(|(value, count)| (**count, **value == first))
        .map_or(first, |(value, _)| *value);
    let Some(witness) = group.iter().find(|(_, quantity)| quantity.value == usual) else { return };
    for (prose, quantity) in group.iter().filter(|(_, quantity)| quantity.value != usual) {
        findings.in_text(prose, different(quantity, witness));
    }
}

/// Percentages in brackets after the same number of the same: 「閲覧数50,178件（前年比91.7％）」.
fn shares(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut groups: BTreeMap<(String, Decimal, &str, String), Vec<Counted<'_>>> = BTreeMap::new();
    for prose in facts.texts.iter().filter(|prose| prose.cell.field.is_report()) {
        for pair in prose.quantities.windows(2) {
            let [whole, share] = pair else { continue };
            let between = prose.part(&(whole.range().end..share.number.start));
            let of_what = between.trim_start_matches(['（', '(']);
            let aside = of_what.len() < between.len() && !of_what.contains(['（', '）', '(', ')', '。']);
            let noun = fold_noun(prose.part(&whole.noun));
            if prose.unit(share) == "％" && aside && whole.is_amount() && noun.chars().count() >= 2 {
                let of_what = of_what.replace('約', "");
                groups
                    .entry((noun, whole.value, prose.unit(whole), of_what))
                    .or_default()
                    .push((prose, share));
            }
        }
    }
    for group in groups.values() {
        tell_apart(group, findings);
    }
}

fn different(quantity: &Quantity, (other, found): &Counted<'_>) -> Finding {
    Finding::new(
        quantity.range(),
        format!("同じ数が、{}では「{}」となっています。", where_is(other), other.part(&found.range())),
    )
    .hint("書き写しの誤りがないか、元の資料で確かめてください。")
}

fn name<'f>(prose: &'f Prose<'_>, quantity: &Quantity) -> Option<Name<'f>> {
    let noun = fold_noun(prose.part(&quantity.noun));
    let unit = prose.unit(quantity);
    // Short names are shared by different things: 参加者, 相談員.
    let enough = match unit {
        "円" => 4,
        // Every sheet has its 利用者 and its 児童・生徒.
        "人" | "名" => 7,
        _ => 5,
    };
    if noun.contains("合わせて") || noun.chars().count() < enough || GENERIC.iter().any(|word| noun == *word)
    {
        return None;
    }
    let manner = prose.part(&(quantity.noun.end..quantity.number.start));
    let manner =
        ["月", "週", "延べ", "述べ", "各", "平均", "累計"].iter().filter(|word| manner.contains(**word));
    let tail = prose.part(&quantity.tail);
    let act = ["参加", "受講", "修了", "登録", "利用", "新規", "中", "統合", "廃止", "加え", "増や", "減ら"]
        .iter()
        .find(|word| tail.contains(**word));
    Some(Name {
        noun,
        unit,
        manner: manner.copied().collect(),
        act: act.copied().unwrap_or_default(),
        target: prose.cell.field == Field::Target,
    })
}

/// Names that are long enough and yet say little.
const GENERIC: &[&str] = &[
    "新規相談",
    "オンライン",
    "ボランティア",
    "サポーター",
    "コーディネーター",
    "市内小中学校",
    "社協職員",
    "関係機関",
    "アドバイザー",
    "養成講座の修了者",
    "養成講座の受講者",
    "養成研修の修了者",
    "アンケートの回答者",
];

/// From here on two numbers are hardly ever alike by chance.
const MILLION: Decimal = Decimal::whole(1_000_000);

/// Long numbers that differ in one digit, or in two that changed places.
fn near_misses(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut long: BTreeMap<(Decimal, &str), Counted<'_>> = BTreeMap::new();
    for (prose, quantity) in counted(facts, |cell| cell.field.is_report()) {
        let value = quantity.value.unscaled();
        // Round numbers are near each other by nature.
        if value >= 10_000 && value % 100 != 0 {
            long.entry((quantity.value, prose.unit(quantity))).or_insert((prose, quantity));
        }
    }
    // Of two numbers with one digit changed, what is left without that digit is the same.
    let mut by_pattern: BTreeMap<(String, &str), Vec<Counted<'_>>> = BTreeMap::new();
    for (&(value, unit), &counted) in &long {
        let digits = value.unscaled().to_string();
        let mut patterns: Vec<String> =
            (0..digits.len()).map(|at| format!("{}?{}", &digits[..at], &digits[at + 1..])).collect();
        patterns.extend((1..digits.len()).map(|at| {
            let mut pair = [&digits[at - 1..at], &digits[at..=at]];
            pair.sort_unstable();
            format!("{}<{}>{}", &digits[..at - 1], pair.concat(), &digits[at + 1..])
        }));
        for pattern in patterns {
            by_pattern.entry((pattern, unit)).or_default().push(counted);
        }
    }
    for group in by_pattern.values().filter(|group| group.len() > 1) {
        let mut group = group.clone();
        group.sort_by_key(|(prose, quantity)| (prose.page, prose.cell, quantity.number.start));
        let witness = group[0];
        for (prose, quantity) in &group[1..] {
            let (other, found) = witness;
            let nouns = [(prose, quantity), (&other, &found)]
                .map(|(prose, quantity)| fold_noun(prose.part(&quantity.noun)));
            // Of two things there are often nearly as many; in the millions that is no chance.
            if quantity.value < MILLION && !are_related(&nouns[0], &nouns[1]) {
                continue;
            }
            findings.in_text(
                prose,
                Finding::new(
                    quantity.range(),
                    format!("{}の「{}」と一字だけ違います。", where_is(other), other.part(&found.range())),
                )
                .hint("同じ数を書き写したものなら、どちらかが誤っています。"),
            );
        }
    }
}
