//! A counter that does not count its noun.

use super::counted::counted;
use super::counted_wrong::odd;
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::WrongCounter,
    title: "数え方がものに合わない",
    explanation: "「相談件数20か所」「参加者は20回でした」「講座を３名開催しました」のように、名詞に合わない数え方を知らせます。\
        確かな組合せだけを見ます。単位か数の書き写しの誤りです。",
    wrong: &[
        "新規の相談件数20か所",
        "成果: 研修会には、16件が参加しました。",
        "参加者は20回でした。",
        "成年後見の講座を３名開催しました。",
        "開催回数は12人となりました。",
        "啓発のちらしを300人配布しました。",
        "登録者は45冊に達しました。",
        "見守り訪問を40人実施し、相談件数は、65名でした。",
        "外部の審査員５件が味わいました。",
        "スクールソーシャルワーカー３校は、家庭を訪ねました。",
        "ＩＣＴ支援員を２校に増やしました。",
        "防災士の資格を取得する町民６件に、受講料を補助しました。",
        "英語を併記した案内板を８人設けました。",
        "備蓄した資機材：一輪車25人、土のう袋3,000枚",
        "全５人の創業塾を開きました。",
        "親子に、合わせて160人を贈りました。",
        "協力店は９人となりました。",
        "説明会は、公民館などで７人開きました。",
        "町内の事業所25人を訪ねました。",
    ],
    right: &[
        "相談件数20件\n研修会には、職員が３回参加しました。",
        "参加者は20組でした。",
        "講座を３名で開催し、３回開催しました。",
        "利用者は３回まで申し込めます。",
        "相談件数は３か所で増えました。",
        "ちらしを300人に配布し、ポスターを30か所に掲示しました。",
        "研修を３人が受講し、登録者は５団体でした。",
        "職員３割が受講し、参加者は各回20人でした。",
        "支援員を２校に派遣しました。",
        "資格を８人取得し、研修を25人受講しました。",
        "定員を10人設け、枠を５人設けました。",
        "案内板を８人で設けました。講師５人を迎えました。",
        "会員12件が登録され、ボランティア３回、見学２回でした。",
        "事業所の25人を訪ね、全５人の受講を終えました。",
    ],
    check: Check::Booklet(wrong_counters),
};

/// How nouns end that say in which unit they are counted.
const NAMED_UNITS: &[(&str, &[&str])] = &[
    ("件数", &["件"]),
    ("回数", &["回"]),
    ("人数", &["名", "人"]),
    ("会員数", &["名", "人", "件", "社", "団体", "世帯", "口"]),
    ("者数", PEOPLE),
    ("世帯数", &["世帯", "件"]),
    ("団体数", &["団体"]),
    ("枚数", &["枚"]),
    ("冊数", &["冊"]),
    ("台数", &["台"]),
    ("金額", MONEY),
    ("募金額", MONEY),
    ("参加者", PEOPLE),
    ("受講者", PEOPLE),
    ("利用者", PEOPLE),
    ("来場者", PEOPLE),
    ("来館者", PEOPLE),
    ("登録者", PEOPLE),
    ("修了者", PEOPLE),
    ("受診者", PEOPLE),
    ("応募者", PEOPLE),
    ("出席者", PEOPLE),
    ("入場者", PEOPLE),
    ("相談者", PEOPLE),
    ("職員", &["名", "人"]),
    ("相談員", &["名", "人"]),
    ("支援員", &["名", "人"]),
    ("児童", &["名", "人"]),
    ("生徒", &["名", "人"]),
    ("園児", &["名", "人"]),
];

const PEOPLE: &[&str] = &["名", "人", "組", "世帯", "団体", "社", "家族", "家庭"];
const MONEY: &[&str] = &["円", "千円", "万円"];

/// Units that are taken for each other; 「職員３割」 is right.
const CONFUSED: &[&str] = &["件", "名", "人", "回", "か所", "世帯", "枚", "台", "団体", "冊", "本", "棟"];

/// What ends a sentence that says how many there were: 「参加者は20回でした」.
const EQUATIONS: &[&str] = &[
    "でした",
    "です",
    "だった",
    "である",
    "であり",
    "であった",
    "となり",
    "となっ",
    "に達し",
    "に上り",
    "に上っ",
    "に増え",
    "に減り",
    "に増加",
    "に減少",
    "を数え",
    "、",
    "。",
    "）",
];

/// What is held, with what is done to hold it; it is not held in people.
const EVENTS: &[&str] = &[
    "講座",
    "研修",
    "研修会",
    "講習会",
    "会議",
    "教室",
    "講演会",
    "説明会",
    "相談会",
    "訓練",
    "イベント",
    "大会",
    "サロン",
    "委員会",
    "協議会",
    "座談会",
    "懇談会",
    "交流会",
    "見学会",
    "ワークショップ",
    "体験会",
    "学習会",
    "上映会",
    "訪問",
    "巡回",
    "点検",
];
const HELD: &[&str] = &["開催", "実施", "開き", "開い", "行い", "行っ", "開講", "設け"];

/// What is made and handed out, with what is done with it.
const PRINTED: &[&str] = &[
    "冊子",
    "ちらし",
    "チラシ",
    "パンフレット",
    "ポスター",
    "リーフレット",
    "ハンドブック",
    "ガイドブック",
    "カード",
    "広報紙",
    "図書",
    "マップ",
    "ステッカー",
];
const HANDED_OUT: &[&str] = &["配布", "配付", "作成", "作製", "発行", "印刷", "購入", "掲示"];

/// How people come.
const ATTENDS: &[&str] = &["が参加", "が受講", "が出席", "が修了", "が来場", "が来館"];

fn wrong_counters(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let target = facts.target();
    for (prose, quantity) in counted(facts, move |cell| cell.field.is_report() || cell == target) {
        if let Some(message) = message(prose, quantity).or_else(|| odd(prose, quantity)) {
            let finding = Finding::new(quantity.unit.clone(), message);
            findings.in_text(prose, finding.hint("数えたものと単位が合うように直してください。"));
        }
    }
}

fn message(prose: &Prose<'_>, quantity: &Quantity) -> Option<String> {
    let (noun, unit) = (prose.part(&quantity.noun), prose.unit(quantity));
    let after = prose.as_str().get(quantity.unit.end..)?;
    let does = |verbs: &[&str]| verbs.iter().any(|verb| after.starts_with(verb));
    if ["件", "回", "か所", "枚", "台", "冊"].contains(&unit) && does(ATTENDS) {
        return Some(format!("参加した人や団体が「{unit}」で数えられています。"));
    }
    let beside = prose.part(&(quantity.noun.end..quantity.number.start));
    let ends = |nouns: &[&'static str]| nouns.iter().copied().find(|ending| noun.ends_with(ending));
    let is_people = matches!(unit, "名" | "人");
    if beside == "を" && is_people {
        let held = ends(EVENTS).filter(|_| does(HELD)).or_else(|| ends(PRINTED).filter(|_| does(HANDED_OUT)));
        return held.map(|noun| format!("「{noun}」が「{unit}」で数えられています。"));
    }
    let (ending, _) = NAMED_UNITS
        .iter()
        .find(|(ending, _)| noun.ends_with(ending))
        .filter(|(_, units)| CONFUSED.contains(&unit) && !units.contains(&unit))?;
    // 「職員が２回参加」, 「利用者は３回まで」
    let apart = beside.contains(['は', 'が', 'を', 'に', 'で', 'と', 'も', 'へ', 'の', '、', '\n']);
    let is_topic = matches!(
        beside.trim_start_matches(['は', 'が', 'も']),
        "" | "、" | "延べ" | "、延べ" | "約" | "年間"
    );
    let equals = is_topic && (does(EQUATIONS) || after.is_empty());
    // 「利用者は、３回、５回と」
    let is_told = if apart { equals && !(beside.contains('、') && after.starts_with('、')) } else { true };
    is_told.then(|| format!("「{ending}」が「{unit}」で数えられています。"))
}
