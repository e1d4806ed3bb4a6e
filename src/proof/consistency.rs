//! The same thing in two places of the booklet: counted in two units, or with two values.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::number::Number;
use super::prose::Prose;
use super::quantity::{Quantity, are_related, fold_noun};
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::model::Field;

/// One thing, two units.
pub static TWO_UNITS: Rule = Rule {
    code: Code::TwoUnits,
    severity: Severity::Warning,
    title: "同じものを二通りの単位で数えている",
    explanation: "同じものの同じ数が、ある所では「938世帯」、別の所では「938件」のように違う単位で書かれています。\
        人を数える「名」と「人」も、冊子の大半と違うほうを知らせます。どちらかにそろえてください。",
    wrong: &[
        "成果: 一人暮らしの見守り訪問事業938世帯\n---\n成果: 一人暮らしの見守り訪問事業利用世帯数（938件）",
        "取組内容: 朗読ボランティア養成講座を７回開きました。\n成果: 朗読ボランティア養成講座（７件）",
        "申込み10名\n受付11名\n参加12名\n修了13名\n登録14名\n派遣15名\n紹介16名\n退会17名\n休会18名\n復帰19名\n見学20人",
        "新規の相談件数20か所",
        "成果: 研修会には、16件が参加しました。",
        "成果: 音訳の講座（22名）\n---\n成果: 音訳の講座（22件）",
        "成果: 手話奉仕員養成講座（15名）\n---\n成果: 手話（15か所）",
    ],
    right: &[
        "成果: 一人暮らしの見守り訪問事業938世帯\n---\n成果: 一人暮らしの見守り訪問事業利用世帯数（938世帯）",
        "取組内容: 朗読ボランティア養成講座を７回開きました。\n成果: 朗読ボランティア養成講座（12名）",
        "申込み10名\n受付11名\n参加12名\n見学20人",
        "申込み10名\n受付11名\n参加12名\n修了13名\n登録14名\n派遣15名\n紹介16名\n退会17名\n休会18名\n復帰19名\n配食20世帯（45人）",
        "成果: 配食事業（20世帯・延べ20名）",
        "成果: 見守り（15名）\n---\n成果: 手話（15か所）",
        "成果: 手話の講座（20名）\n---\n成果: 手話の講座（20回）",
        "相談件数20件\n研修会には、職員が３回参加しました。",
    ],
    check: Check::Booklet(two_units),
};

/// One quantity, two values.
pub static TWO_VALUES: Rule = Rule {
    code: Code::TwoValues,
    severity: Severity::Warning,
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
        "成果: 高齢者ふれあい相談：年間65件\n---\n成果: 高齢者ふれあい相談（65件）",
        "取組内容: 認知症サポーター会議を４回開きました。\n成果: 認知症サポーター会議４回開催",
        "生活支援サポーター講座（15名参加）\n生活支援サポーター講座（14名修了）",
        "成果: 職員３名\n---\n成果: 職員５名",
        "指標目標: ホームページ閲覧数年間55,000件\n成果: ホームページ閲覧数年間50,000件",
        "取組内容: ふれあい相談所を月２回開きました。\n成果: ふれあい相談所24回",
        "成果: 閲覧数：年間5,178件（前年比約91.7％）\n---\n成果: 閲覧数：年間5,178件（目標比97.1％）",
    ],
    check: Check::Booklet(two_values),
};

/// A number with the text that it stands in.
type Counted<'f> = (&'f Prose<'f>, &'f Quantity);

/// The numbers of the texts that a filter lets through, that say how many of what.
fn counted<'f>(
    facts: &'f Facts<'_>,
    fields: impl Fn(Field) -> bool + 'f,
) -> impl Iterator<Item = Counted<'f>> {
    facts.texts.iter().filter(move |prose| fields(prose.field)).flat_map(|prose| {
        let amounts = prose.quantities.iter().filter(|quantity| {
            quantity.is_amount()
                && !quantity.unit.is_empty()
                && prose.unit(quantity) != "％"
                && !prose.is_change(quantity)
        });
        amounts.map(move |quantity| (prose, quantity))
    })
}

/// Where else something stands: `12頁の成果`.
fn where_is(prose: &Prose<'_>) -> String {
    let (field, _) = prose.field.key();
    prose.page.map_or_else(|| field.to_owned(), |page| format!("{page}頁の{field}"))
}

/// Whether different things are hardly ever as many: not as a few, and not as a round number.
fn is_telling(value: Number) -> bool {
    value.to_whole().is_some_and(|value| value >= 13 && value % 10 != 0)
}

/// What is done with many things, and names none of them.
const ACTS: &[&str] =
    &["参加", "開催", "実施", "登録", "利用", "設置", "相談", "講座", "研修", "全体", "合計", "会議", "訪問"];

/// Whether one noun is the beginning of the other: 手話 of 手話奉仕員養成講座.
fn abbreviates(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// How many names of one number are compared with each other; more than a booklet has.
const MOST_NAMES: usize = 64;

fn two_units(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let this_year = facts.year;
    people(facts, findings);
    named_units(facts, findings);
    let mut by_value: BTreeMap<Number, Vec<(Counted<'_>, String)>> = BTreeMap::new();
    for (prose, quantity) in
        counted(facts, move |field| field.is_report() || field == Field::Target(this_year))
    {
        let noun = fold_noun(prose.part(&quantity.noun));
        let names = by_value.entry(quantity.value).or_default();
        let unit = prose.unit(quantity);
        let known = names.iter().any(|((other, found), name)| *name == noun && other.unit(found) == unit);
        let enough = if is_telling(quantity.value) { 2 } else { 6 };
        if noun.chars().count() >= enough
            && !ACTS.contains(&noun.as_str())
            && !known
            && names.len() < MOST_NAMES
        {
            names.push(((prose, quantity), noun));
        }
    }
    for names in by_value.values() {
        for (index, ((prose, quantity), noun)) in names.iter().enumerate() {
            let unit = prose.unit(quantity);
            let earlier = names[..index].iter().find(|((other, found), name)| {
                let other_unit = other.unit(found);
                // How many people came to how many meetings are two things, but seldom as many.
                let comparable = is_people(other_unit) == is_people(unit) || is_telling(quantity.value);
                other_unit != unit && comparable && (are_related(name, noun) || abbreviates(name, noun))
            });
            if let Some(((other, found), _)) = earlier {
                findings.slip(
                    prose,
                    Slip::new(
                        quantity.range(),
                        format!(
                            "同じものが、{}では「{}」と数えられています。",
                            where_is(other),
                            other.part(&found.range())
                        ),
                    )
                    .hint("どちらかの単位にそろえてください。"),
                );
            }
        }
    }
}

/// How nouns end that say in which unit they are counted.
const NAMED_UNITS: &[(&str, &[&str])] = &[
    ("件数", &["件"]),
    ("回数", &["回"]),
    ("人数", &["名", "人"]),
    ("者数", &["名", "人"]),
    ("会員数", &["名", "人", "件", "社", "団体", "世帯", "口"]),
    ("世帯数", &["世帯"]),
    ("団体数", &["団体"]),
    ("枚数", &["枚"]),
    ("台数", &["台"]),
    ("金額", &["円", "千円", "万円"]),
    ("募金額", &["円", "千円", "万円"]),
    ("参加者", &["名", "人", "組", "世帯", "団体"]),
    ("受講者", &["名", "人"]),
    ("職員", &["名", "人"]),
    ("相談員", &["名", "人"]),
    ("支援員", &["名", "人"]),
];

/// Units that are taken for each other; 「職員３割」 is right.
const CONFUSED: &[&str] = &["件", "名", "人", "回", "か所", "世帯", "枚", "台", "団体"];

/// Numbers in another unit than the noun before them says: 「相談件数20か所」.
fn named_units(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let year = facts.year;
    for (prose, quantity) in counted(facts, move |field| field.is_report() || field == Field::Target(year)) {
        let (noun, unit) = (prose.part(&quantity.noun), prose.unit(quantity));
        let attends = ["が参加", "が受講", "が出席", "が修了"];
        if ["件", "回", "か所", "枚", "台"].contains(&unit)
            && attends.iter().any(|verb| prose.part(&quantity.tail).starts_with(verb))
        {
            let message = format!("参加した人や団体が「{unit}」で数えられています。");
            findings.slip(prose, Slip::new(quantity.unit.clone(), message));
            continue;
        }
        let named = NAMED_UNITS.iter().find(|(ending, _)| noun.ends_with(ending));
        // 「職員が２回参加」
        let beside = prose.part(&(quantity.noun.end..quantity.number.start));
        let apart = beside.contains(['は', 'が', 'を', 'に', 'で', 'と', 'も', 'へ', 'の', '、', '\n']);
        if let Some((ending, _)) =
            named.filter(|(_, units)| CONFUSED.contains(&unit) && !units.contains(&unit))
            && !apart
        {
            let message = format!("「{ending}」が「{unit}」で数えられています。");
            findings.slip(prose, Slip::new(quantity.unit.clone(), message));
        }
    }
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "名" | "人" | "名分" | "人分")
}

/// 名 and 人: the one that hardly anybody uses.
fn people(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let year = facts.year;
    let fields = move |field| {
        matches!(field, Field::Actions | Field::Results | Field::Next | Field::Remarks)
            || field == Field::Target(year)
    };
    let people: Vec<Counted<'_>> = counted(facts, fields)
        .filter(|(prose, quantity)| {
            // The members of households are 人 everywhere: 「539世帯（1,929人）」.
            let before = prose.part(&(0..quantity.number.start)).trim_end_matches(['（', '(']);
            matches!(prose.unit(quantity), "名" | "人") && !before.ends_with("世帯")
        })
        .collect();
    let count = |unit: &str| people.iter().filter(|(prose, quantity)| prose.unit(quantity) == unit).count();
    let (mei, nin) = (count("名"), count("人"));
    // One in ten is a slip; more is a way of writing.
    let (rare, usual) = match (mei, nin) {
        (mei, nin) if nin > 0 && mei >= nin * 10 => ("人", "名"),
        (mei, nin) if mei > 0 && nin >= mei * 10 => ("名", "人"),
        _ => return,
    };
    for (prose, quantity) in people.iter().filter(|(prose, quantity)| prose.unit(quantity) == rare) {
        findings.slip(
            prose,
            Slip::new(
                quantity.range(),
                format!("この冊子では人を「{usual}」で数えていますが、ここは「{rare}」です。"),
            )
            .hint(format!("「{}{usual}」にそろえてください。", prose.part(&quantity.number))),
        );
    }
}

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
    let this_year = facts.year;
    let mut groups: BTreeMap<Name<'_>, Vec<Counted<'_>>> = BTreeMap::new();
    for (prose, quantity) in
        counted(facts, move |field| field.is_report() || field == Field::Target(this_year))
    {
        if let Some(name) = name(prose, quantity) {
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
    let mut values: BTreeMap<Number, usize> = BTreeMap::new();
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
        findings.slip(prose, different(quantity, witness));
    }
}

/// Percentages in brackets after the same number of the same: 「閲覧数50,178件（前年比91.7％）」.
fn shares(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut groups: BTreeMap<(String, Number, &str, String), Vec<Counted<'_>>> = BTreeMap::new();
    for prose in facts.texts.iter().filter(|prose| prose.field.is_report()) {
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

fn different(quantity: &Quantity, (other, found): &Counted<'_>) -> Slip {
    Slip::new(
        quantity.range(),
        format!("同じ数が、{}では「{}」となっています。", where_is(other), other.part(&found.range())),
    )
    .hint("書き写しの誤りがないか、元の資料で確かめてください。")
}

fn name<'f>(prose: &'f Prose<'_>, quantity: &Quantity) -> Option<Name<'f>> {
    let noun = fold_noun(prose.part(&quantity.noun));
    let unit = prose.unit(quantity);
    // Short names are shared by different things: 参加者, 相談員.
    let enough = if unit == "円" { 4 } else { 5 };
    if noun.chars().count() < enough || GENERIC.iter().any(|word| noun == *word) {
        return None;
    }
    let manner = prose.part(&(quantity.noun.end..quantity.number.start));
    let manner =
        ["月", "週", "延べ", "述べ", "各", "平均", "累計"].iter().filter(|word| manner.contains(**word));
    let tail = prose.part(&quantity.tail);
    let act =
        ["参加", "受講", "修了", "登録", "利用", "新規", "中"].iter().find(|word| tail.contains(**word));
    Some(Name {
        noun,
        unit,
        manner: manner.copied().collect(),
        act: act.copied().unwrap_or_default(),
        target: matches!(prose.field, Field::Target(_)),
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
];

/// Long numbers that differ in one digit, or in two that changed places.
fn near_misses(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut long: BTreeMap<(Number, &str), Counted<'_>> = BTreeMap::new();
    for (prose, quantity) in counted(facts, Field::is_report) {
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
        group.sort_by_key(|(prose, quantity)| (prose.page, prose.field, quantity.number.start));
        let witness = group[0];
        for (prose, quantity) in &group[1..] {
            let (other, found) = witness;
            findings.slip(
                prose,
                Slip::new(
                    quantity.range(),
                    format!("{}の「{}」と一字だけ違います。", where_is(other), other.part(&found.range())),
                )
                .hint("同じ数を書き写したものなら、どちらかが誤っています。"),
            );
        }
    }
}
