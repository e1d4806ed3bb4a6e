//! A name that is once written otherwise.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::near_names::{Names, Neighbours, Slip, is_name_part};
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_kanji, runs};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};
use crate::proof::rules::notation::is_listed;

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
        "汐原警察署と開きました。\n汐原警察署に伺いました。\n汐原市警察署を訪ねました。",
        "一般社団法人汐見温泉と開きました。\n一般社団法人汐見温泉に伺いました。\n一般財団法人汐見温泉に頼みました。",
        "総合福祉センターで開きました。\n総合福祉センターに伺いました。\n福祉総合センターに集まりました。",
        "汐原漁業共同組合と開きました。",
        "霞野町社会福祉協議会と開きました。\n霞野町社会福祉協議会に伺いました。\n霞野町社会福祉協会に頼みました。",
    ],
    right: &[
        "若葉小学校と開きました。\n若葉小学校に伺いました。\n若草小学校にも伺いました。",
        "成果: 東部地域包括支援センターと開きました。\n---\n成果: 東部地域包括支援センターに報告しました。\n---\n成果: 西部地域包括支援センターに報告しました。",
        "障害者支援協議会と開きました。\n障害者支援協議会に伺いました。\n障害児支援協議会にも伺いました。",
        "中央公民館で開きました。\n中央公民館に伺いました。\n中央町公民館にも伺いました。",
        "汐原市役所で開きました。\n汐原市役所に伺いました。\n汐原警察署にも伺いました。",
        "東部保健センターで開きました。\n東部保健センターに伺いました。\n西部保健センターにも伺いました。",
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
    variants(facts, findings);
    wrong_ends(facts, findings);
    other_municipality(facts, findings);
}

/// How names that are one end, which typists take for each other.
const ENDS: &[&[&str]] = &[
    &["福祉協議会", "福祉協会", "福祉協議会議"],
    &["協力隊", "協力団"],
    &["警察署", "警察所"],
    &["消防署", "消防所"],
    &["保健所", "保健署"],
    &["商工会議所", "商工会議署", "商工会"],
    &["農業協同組合", "農業共同組合", "農業組合"],
    &["漁業協同組合", "漁業共同組合", "漁業組合"],
    &["協同組合", "共同組合"],
    &["シルバー人材センター", "シルバー人財センター", "シルバーセンター", "高齢者人材センター"],
    &["医師会", "医師協会", "医師会会"],
    &["中学校", "中校"],
    &["小学校", "小校"],
    &["高等学校", "高学校"],
];

/// Words at the head of names of which only one belongs there.
const HEADS: &[&[&str]] =
    &[&["社団法人", "財団法人"], &["県立", "市立", "町立", "村立", "国立", "私立", "区立"]];

/// Names that differ once from the usual one in a way that only a slip does: the kind of their body, 市 or 町 that is lost or added,
/// two words in the other order.
fn variants(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut names: Places<'_> = BTreeMap::new();
    for prose in &facts.texts {
        for run in runs(prose.as_str(), is_name_part) {
            let name = prose.part(&run);
            if name.chars().count() + 1 >= SHORTEST {
                names.entry(name).or_default().push((prose, run));
            }
        }
    }
    // What a slip makes alike has one form.
    let mut forms: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for name in names.keys() {
        for (form, rank) in forms_of(name) {
            forms.entry(form).or_default().push((rank, name));
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for alike in forms.values().filter(|alike| alike.len() > 1) {
        let count = |name: &str| names.get(name).map_or(0, Vec::len);
        let usual = alike.iter().max_by_key(|(rank, name)| (count(name), Reverse(*rank)));
        let Some(&(_, usual)) = usual else { continue };
        for &(_, odd) in alike.iter().filter(|(_, name)| *name != usual && count(name) == 1) {
            if told.contains(&odd) {
                continue;
            }
            told.push(odd);
            for (prose, range) in names.get(odd).into_iter().flatten() {
                if is_listed(facts, prose, range) {
                    continue;
                }
                let message = format!("ほかでは「{usual}」と書かれている名前と、少しだけ違います。");
                let hint = format!(
                    "同じものなら「{usual}」にそろえてください。別のものなら、そのままでかまいません。"
                );
                findings.in_text(prose, Finding::new(range.clone(), message).hint(hint).propose(usual));
            }
        }
    }
}

/// Ends of names that no body has, with what is meant.
const WRONG_ENDS: &[(&str, &str)] = &[
    ("警察所", "警察署"),
    ("税務所", "税務署"),
    ("労働基準監督所", "労働基準監督署"),
    ("保健署", "保健所"),
    ("商工会議署", "商工会議所"),
    ("福祉協議所", "福祉協議会"),
    ("漁業共同組合", "漁業協同組合"),
    ("農業共同組合", "農業協同組合"),
    ("生活共同組合", "生活協同組合"),
    ("おこし協力団", "おこし協力隊"),
    ("シルバー人財センター", "シルバー人材センター"),
    ("公共職業安定署", "公共職業安定所"),
    ("社会福祉協会議", "社会福祉協議会"),
];

/// Ends of names that no body has.
fn wrong_ends(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        let text = prose.as_str();
        for (wrong, right) in WRONG_ENDS {
            for (at, _) in text.match_indices(wrong) {
                let range = at..at + wrong.len();
                if after(text, range.end).is_some_and(is_name_part) || is_listed(facts, prose, &range) {
                    continue;
                }
                let message = format!("「{wrong}」という名前の組織はないようです。");
                let hint = format!("「{right}」に直してください。");
                findings.in_text(prose, Finding::new(range, message).hint(hint).propose(*right));
            }
        }
    }
}

/// How the rest of a name begins that many places have: 県立総合病院 and 市立総合病院 are two.
const OF_MANY: &[&str] =
    &["総合", "中央", "特別", "養護", "美術", "博物", "文化", "体育", "図書", "病院", "産業"];

/// What a name has in common with those that a slip makes of it, each kind of slip with its own mark; and which of as many is right,
/// the least first.
fn forms_of(name: &str) -> Vec<(String, usize)> {
    let mut forms = Vec::new();
    for (kind, ends) in ENDS.iter().enumerate() {
        let heads = ends.iter().enumerate().filter_map(|(rank, end)| Some((rank, name.strip_suffix(end)?)));
        let shortest = heads.min_by_key(|(_, head)| head.len());
        if let Some((rank, head)) = shortest.filter(|(_, head)| head.chars().count() >= 2) {
            forms.push((format!("end{kind}:{head}"), rank));
        }
    }
    for (kind, heads) in HEADS.iter().enumerate() {
        for (rank, head) in heads.iter().enumerate() {
            if let Some((before, rest)) = name.split_once(head)
                && rest.chars().count() >= 4
                && !OF_MANY.iter().any(|many| rest.starts_with(many))
            {
                forms.push((format!("head{kind}:{before}:{rest}"), rank));
            }
        }
    }
    let characters: Vec<char> = name.chars().collect();
    let is_body = ENDINGS.iter().chain(&["署", "所"]).any(|end| name.ends_with(end));
    let is_of_place = OF_PLACES.iter().any(|tail| name.ends_with(tail));
    if is_body && !is_of_place {
        // 汐原警察署 is the police of 汐原市, 汐原市観光協会 has its town in its name.
        let is_police = name.ends_with('署');
        forms.push((format!("town:{name}"), usize::from(!is_police)));
        for at in 2..characters.len().saturating_sub(2).min(5) {
            if matches!(characters[at], '市' | '町' | '村') {
                let bare: String = characters[..at].iter().chain(&characters[at + 1..]).collect();
                forms.push((format!("town:{bare}"), usize::from(is_police)));
            }
        }
        if characters.len() >= 6 && characters[..4].iter().all(|character| is_kanji(*character)) {
            let mut words = [&characters[..2], &characters[2..4]];
            words.sort_unstable();
            let rest: String = words.concat().iter().chain(&characters[4..]).collect();
            forms.push((format!("order:{rest}"), 0));
        }
    }
    forms
}

/// The municipality of the publisher as another kind of one: 霞野市 for 霞野町.
fn other_municipality(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    const KINDS: [char; 3] = ['市', '町', '村'];
    let publisher = facts.model.plan.publisher.value.as_str();
    let stems = runs(publisher, is_kanji).into_iter().filter_map(|run| {
        let name = &publisher[run];
        let end = name.char_indices().skip(2).find(|(_, character)| KINDS.contains(character))?.0;
        Some(&name[..end])
    });
    for stem in stems {
        let mut found: BTreeMap<char, Vec<(&Prose<'_>, Range<usize>)>> = BTreeMap::new();
        for prose in &facts.texts {
            let text = prose.as_str();
            for (at, _) in text.match_indices(stem) {
                let end = at + stem.len();
                let kind = after(text, end).filter(|kind| KINDS.contains(kind));
                let is_before = before(text, at).is_some_and(|before| before == '旧' || is_kanji(before));
                if let Some(kind) = kind.filter(|_| !is_before)
                    && after(text, end + kind.len_utf8()) != Some('場')
                {
                    found.entry(kind).or_default().push((prose, at..end + kind.len_utf8()));
                }
            }
        }
        let Some((usual, _)) = found.iter().max_by_key(|(_, places)| places.len()) else {
            continue;
        };
        for (_, places) in found.iter().filter(|(kind, places)| *kind != usual && places.len() == 1) {
            for (prose, range) in places {
                let right = format!("{stem}{usual}");
                let message = format!("ほかでは「{right}」と書かれています。");
                let hint = format!("「{right}」に直してください。別の市町村なら、そのままでかまいません。");
                findings.in_text(prose, Finding::new(range.clone(), message).hint(hint).propose(right));
            }
        }
    }
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
