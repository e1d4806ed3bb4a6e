//! A name that is once written otherwise.

use std::collections::BTreeMap;
use std::ops::Range;

use super::near_names::{Names, Neighbours, Slip, is_name_part};
use crate::diagnostics::Code;
use crate::language::script::runs;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NameTwoWays,
    title: "団体などの名前が一か所だけ違う",
    explanation: "ほかの所に二度以上出てくる団体や施設の名前、かぎ括弧の中の名前と、一字だけ違うものが一か所あります。\
        字の抜け、重なり、入れ替わり、打ち誤りを調べます。別の名前なら、記録に校正除外を書きます。",
    wrong: &[
        "成果: 民生児童委員協議会と話し合いました。\n---\n成果: 民生児童委員協議会に報告しました。\n---\n成果: 民生児童委員協義会に報告しました。",
        "地域包括支援センターにつなぎました。\n地域包括支援センターと会議を開きました。\n地域包括括支援センターに引き継ぎました。",
        "「ちょこっとお手伝い隊」に登録しました。\n「ちょこっとお手伝い隊」が動きました。\n「ちょこっおと手伝い隊」を紹介しました。",
        "成果: 社会福祉協議会と開きました。\n---\n成果: 社会福祉協議会に報告しました。\n---\n成果: 町の社会福祉協会議に報告しました。",
        "成果: 民生委員・児童委員協議会と開きました。\n---\n成果: 民生委員・児童委員協議会に報告しました。\n---\n成果: 民生委員児童委員協議会に報告しました。",
    ],
    right: &[
        "若葉小学校と開きました。\n若葉小学校に伺いました。\n若草小学校にも伺いました。",
        "成果: 東部地域包括支援センターと開きました。\n---\n成果: 東部地域包括支援センターに報告しました。\n---\n成果: 西部地域包括支援センターに報告しました。",
        "障害者支援協議会と開きました。\n障害者支援協議会に伺いました。\n障害児支援協議会にも伺いました。",
        "「第１回まちの学校」を開きました。\n「第１回まちの学校」でした。\n「第２回まちの学校」を開きました。",
    ],
    check: Check::Booklet(names_two_ways),
};

/// How names of organisations and places end.
const ENDINGS: &[&str] = &[
    "会",
    "センター",
    "社協",
    "学校",
    "病院",
    "組合",
    "クラブ",
    "課",
    "係",
    "機構",
    "事務所",
    "館",
    "園",
    "局",
    "団",
    "隊",
    "ステーション",
    "公社",
    "財団",
    "大学",
    "高校",
    "連合",
    "協会議",
];

/// Tails of names that many places share; what stands before them is the name of one place.
const OF_PLACES: &[&str] = &[
    "小学校",
    "中学校",
    "高等学校",
    "高校",
    "学校",
    "大学",
    "病院",
    "医院",
    "診療所",
    "保育園",
    "保育所",
    "幼稚園",
    "園",
    "公民館",
    "会館",
    "図書館",
    "児童館",
    "体育館",
    "館",
    "町内会",
    "自治会",
    "子供会",
    "老人会",
    "老人クラブ",
    "クラブ",
    "商店会",
    "消防団",
    "分団",
    "事業所",
    "町会",
    "区会",
];

/// The fewest characters of a name that tells itself apart.
const SHORTEST: usize = 5;

type Places<'f> = BTreeMap<&'f str, Vec<(&'f Prose<'f>, Range<usize>)>>;

fn names_two_ways(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut organisations: Places<'_> = BTreeMap::new();
    let mut quoted: Places<'_> = BTreeMap::new();
    for prose in &facts.texts {
        let text = prose.as_str();
        for run in runs(text, is_name_part) {
            let name = prose.part(&run);
            if name.chars().count() + 1 >= SHORTEST && ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                organisations.entry(name).or_default().push((prose, run));
            }
        }
        for range in in_quotes(text) {
            quoted.entry(prose.part(&range)).or_default().push((prose, range));
        }
    }
    let neighbours = Neighbours::of(facts);
    tell(&organisations, &neighbours, findings, |name, slip| {
        let name: String = name.iter().collect();
        let place = OF_PLACES.iter().any(|tail| name.ends_with(tail));
        !place || matches!(slip, Slip::Swapped(_))
    });
    tell(&quoted, &neighbours, findings, |_, _| true);
    middle_dots(facts, findings);
}

/// The fewest characters of a name that is one with or without its dot: 民生委員・児童委員協議会.
const SHORTEST_WITH_DOT: usize = 8;

/// Names that are once written with or without their middle dot.
fn middle_dots(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut names: BTreeMap<String, Places<'_>> = BTreeMap::new();
    for prose in &facts.texts {
        for run in runs(prose.as_str(), |character| is_name_part(character) || character == '・') {
            let name = prose.part(&run);
            let is_name = ["協議会", "連絡会", "委員会", "連合会", "協会", "センター"]
                .iter()
                .any(|end| name.ends_with(end));
            if is_name && name.chars().count() >= SHORTEST_WITH_DOT {
                names.entry(name.replace('・', "")).or_default().entry(name).or_default().push((prose, run));
            }
        }
    }
    for forms in names.values() {
        let Some((usual, _)) =
            forms.iter().max_by_key(|(_, places)| places.len()).filter(|(_, places)| places.len() > 1)
        else {
            continue;
        };
        for (_, places) in forms.iter().filter(|(form, places)| *form != usual && places.len() == 1) {
            for (prose, range) in places {
                let message = format!("ほかでは「{usual}」と書かれている名前と、「・」だけが違います。");
                let hint = format!("「{usual}」にそろえてください。");
                findings.in_text(prose, Finding::new(range.clone(), message).hint(hint).propose(*usual));
            }
        }
    }
}

fn tell(
    places: &Places<'_>,
    neighbours: &Neighbours,
    findings: &mut Findings<'_>,
    is_told: impl Fn(&[char], Slip) -> bool,
) {
    let mut names = Names::default();
    for (name, places) in places.iter().filter(|(_, places)| places.len() >= 2) {
        if name.chars().count() >= SHORTEST {
            names.add(name, places.len());
        }
    }
    for (typed, places) in places {
        let [(prose, range)] = places.as_slice() else { continue };
        let characters: Vec<char> = typed.chars().collect();
        let Some((part, name)) = names.slipped(&characters, neighbours, &is_told) else { continue };
        let bytes =
            |count: usize| range.start + characters[..count].iter().map(|one| one.len_utf8()).sum::<usize>();
        let range = bytes(part.start)..bytes(part.end);
        let message = format!("ほかでは「{name}」と書かれている名前と、一字だけ違います。");
        let hint =
            format!("同じものなら「{name}」にそろえてください。別のものなら、そのままでかまいません。");
        findings.in_text(prose, Finding::new(range, message).hint(hint).propose(name));
    }
}

/// Names in 「」: short, and no sentences.
fn in_quotes(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (at, open) in text.match_indices('「') {
        let start = at + open.len();
        let Some(length) = text[start..].find('」') else { continue };
        let inner = &text[start..start + length];
        let count = inner.chars().count();
        if (SHORTEST..=20).contains(&count) && !inner.contains(['。', '、', '「', '\n']) {
            ranges.push(start..start + length);
        }
    }
    ranges
}
