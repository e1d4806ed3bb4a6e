//! What tells who somebody is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::full_names::{named, people};
use crate::diagnostics::Code;
use crate::language::calendar::{TextDate, is_range};
use crate::language::script::{after, before, is_digit, sentence_at, to_half_width};
use crate::language::telephone::TextPhone;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Personal,
    title: "個人の情報かもしれないもの",
    explanation: "電話番号、郵便番号、番地、生年月日、メールアドレス、人の名前のように見えるものがあります。冊子はホームページで公表されます。\
        事務局や相談窓口の連絡先、前文にあるか複数の事業に書かれた連絡先は、公開されたものとして調べません。\
        ほかの団体の公開された連絡先なら、記録に校正除外を書きます。",
    wrong: &[
        "利用者の山田さん（0495-00-0000）に伺いました。",
        "〒367-0000 にお住まいの方",
        "本庄１丁目２番３号の方を訪問しました。",
        "昭和20年３月４日生まれの方",
        "連絡先：tanto@example.jp",
        "代表の方の携帯は090-0000-0000です。",
        "活動した小林直樹さんに感謝状を贈りました。",
        "救急車を呼んだ鈴木次郎氏の例があります。",
        "申込みの窓口は福祉課ですが、留守のときは自宅（0495-00-0000）へお願いします。",
        "申込みはyamada.hanako@gmail.comで受け付けました。",
        "やわらか食の利用：19人（田中ハル様ほか）",
        "延期した２人（小野寺健太、佐々木遥）に連絡を取りました。",
        "10年以上活動した山田ヨシ子さんら４人に感謝状を贈りました。",
        "社会福祉士（渡辺真由美）を１人増やしました。",
    ],
    right: &[
        "参加者は1,200人でした。",
        "令和５年３月４日に開きました。",
        "12-15時に開きました。",
        "本庄東地区の方を訪問しました。",
        "問合せは事務局（0495-00-0000）へ。",
        "子どものための電話（0120-000-000）を開設しました。",
        "利用者さん、お子さん、患者さん、大工さんと、講師の鈴木次郎氏に伺いました。",
        "ご相談はe-mail（soudan@example.jp）でも受け付けました。",
        "事務所の移転（新住所：〒367-0052 みどり野市本町1-2-3）に伴い、案内板を取り付けました。",
        "平成15年4月2日から平成16年4月1日生まれの方を対象としました。",
        "申込書から生年月日の欄を除きました。",
        "講師（田中一郎）を迎え、（高橋地区）と（千葉県）、（山口大学）、（石川町）で開きました。",
        "夏目漱石の朗読（小林正美）と絵本（山田太郎作）、（中山道）（小野小学校）（福島市）を巡りました。",
        "管理は、一般社団法人まちづくり会社（電話0247-00-4126）です。",
        "舗装の穴の通報（電話0274-00-6130）には、翌日までに応じました。お客様、神様、同様、皆様。",
        "成果: 図書の寄贈先は0495-00-0000です。\n---\n成果: 図書の返却先は0495-00-0000です。",
    ],
    check: Check::Booklet(personal),
};

/// Who is reached at what is published.
const OFFICES: &[&str] = &[
    "事務局",
    "事務所",
    "問合せ",
    "問い合わせ",
    "問合わせ",
    "窓口",
    "センター",
    "相談",
    "ダイヤル",
    "ホットライン",
    "受付",
    "受け付け",
    "申込",
    "予約",
    "課",
    "係",
    "室",
    "館",
    "局",
    "社協",
    "役場",
    "役所",
    "本部",
    "支所",
    "代表電話",
    "案内",
    "郵送",
    "送付",
    "所在地",
    "開設",
    "移転",
    "会館",
    "ホームページ",
    "FAX",
    "ＦＡＸ",
    "ファクス",
    "ファックス",
    "内線",
    "専用",
    "事業者",
    "ご連絡",
    "御連絡",
    "お答え",
    "チラシ",
    "広報",
    "会社",
    "法人",
    "組合",
    "協会",
    "連合会",
    "商会",
    "財団",
    "社団",
    "機構",
    "公社",
    "通報",
    "申請",
    "届出",
    "学校",
    "病院",
    "医院",
    "診療所",
    "保育園",
    "こども園",
    "支店",
    "営業所",
    "工場",
    "ホテル",
    "旅館",
    "図書館",
    "役員会",
    "警察署",
    "消防署",
    "代行",
    "コールセンター",
    "担当部",
    "総合",
];

/// What stands right before something of a person.
const PERSONS: &[&str] = &[
    "さん",
    "様",
    "氏",
    "宅",
    "自宅",
    "本人",
    "携帯",
    "携帯電話",
    "家族",
    "個人",
    "会員",
    "母",
    "父",
    "妻",
    "夫",
    "長男",
    "長女",
    "次男",
    "次女",
    "娘",
    "息子",
    "代表者",
    "代表",
    "住民",
    "の方",
    "民生委員",
    "班長",
    "区長",
    "会長",
    "保護者",
];

/// What stands between a person and the number.
const LABELS: &[&str] = &[
    "電話番号",
    "電話",
    "連絡先",
    "番号",
    "メールアドレス",
    "メール",
    "アドレス",
    "TEL",
    "Tel",
    "tel",
    "℡",
    "☎",
    "の",
    "は",
    "へ",
];

/// Hosts at which people have their own addresses.
const OWN_HOSTS: &[&str] = &[
    "gmail.",
    "yahoo.",
    "docomo.",
    "ezweb.",
    "au.com",
    "softbank.",
    "icloud.",
    "hotmail.",
    "outlook.",
    "live.jp",
    "me.com",
];

fn personal(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let published = published(facts);
    for prose in facts.texts.iter().filter(|prose| !prose.cell.field.is_on_cover()) {
        let contacts = phones(prose, &published).into_iter().chain(mails(prose, &published));
        let mut ranges: Vec<Range<usize>> = people(prose).chain(named(prose)).collect();
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        ranges.dedup_by(|next, first| next.start < first.end);
        let names = ranges.into_iter().map(|range| {
            Finding::new(range, "人の名前のように見えます。")
                .hint("公開してよい名前か確かめ、要らなければ「参加者」などとしてください。")
        });
        for finding in contacts.chain(addresses(prose)).chain(birthdays(prose)).chain(names) {
            findings.in_text(prose, finding);
        }
    }
}

/// The telephone numbers and mail addresses of the plan's own texts, and those on several sheets.
fn published(facts: &Facts<'_>) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, BTreeSet<Option<u32>>> = BTreeMap::new();
    for prose in &facts.texts {
        let text = prose.as_str();
        let phones = TextPhone::all(text).into_iter().map(|phone| phone.digits());
        let mails = mail_ranges(text).into_iter().map(|(range, _)| text[range].to_owned());
        for contact in phones.chain(mails) {
            pages.entry(contact).or_default().insert(prose.page);
        }
    }
    let own = pages.into_iter().filter(|(_, pages)| pages.len() > 1 || pages.contains(&None));
    own.map(|(contact, _)| contact).collect()
}

/// Whether a person stands right before a place.
fn is_of_person(text: &str, at: usize) -> bool {
    let mut lead = &text[..at];
    loop {
        let stripped = lead.trim_end_matches(['（', '(', '：', ':', ' ', '　', '・', '、', '「', '〒']);
        let stripped = LABELS.iter().find_map(|label| stripped.strip_suffix(label)).unwrap_or(stripped);
        if stripped.len() == lead.len() {
            break;
        }
        lead = stripped;
    }
    let office = OFFICES.iter().any(|word| lead.ends_with(word));
    !office
        && PERSONS.iter().any(|word| {
            lead.ends_with(word) || text[..at].trim_end_matches(['（', '(', '：', ':']).ends_with(word)
        })
}

/// Whether what stands at a place is an office's, as its sentence says.
fn is_of_office(text: &str, at: usize) -> bool {
    let (_, sentence) = sentence_at(text, at);
    OFFICES.iter().any(|word| sentence.contains(word)) && !is_of_person(text, at)
}

fn phones(prose: &Prose<'_>, published: &BTreeSet<String>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for phone in TextPhone::all(text) {
        let digits = phone.digits();
        let at = phone.range.start;
        let is_number = phone.groups.len() == 3 && (10..=11).contains(&digits.len()) || phone.is_mobile();
        let is_public = published.contains(&digits) || phone.is_service() || is_of_office(text, at);
        if is_number && !is_public {
            findings.push(Finding::new(phone.range, "電話番号のように見えます。").hint(HINT));
        }
    }
    findings
}

const HINT: &str = "公表してよい連絡先か確かめてください。";

/// The mail addresses of a text, each with the place of its sign.
fn mail_ranges(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let is_part = |character: char| {
        let half = to_half_width(character);
        half.is_ascii_alphanumeric() || "._-+".contains(half)
    };
    let mut ranges = Vec::new();
    for (at, sign) in text.match_indices(['@', '＠']) {
        let start = text[..at].char_indices().rev().take_while(|(_, one)| is_part(*one)).last();
        let rest = &text[at + sign.len()..];
        let host = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        let is_letter = |character: Option<char>| {
            character.is_some_and(|character| to_half_width(character).is_ascii_alphanumeric())
        };
        let is_host = rest[..host].contains(['.', '．']);
        if let Some((start, _)) = start
            .filter(|_| is_host && is_letter(before(text, at)) && is_letter(after(text, at + sign.len())))
        {
            ranges.push((start..at + sign.len() + host, at..at + sign.len()));
        }
    }
    ranges
}

fn mails(prose: &Prose<'_>, published: &BTreeSet<String>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (range, sign) in mail_ranges(text) {
        let is_own = OWN_HOSTS.iter().any(|host| text[sign.end..range.end].starts_with(host));
        let is_public = !is_own && is_of_office(text, range.start);
        if !published.contains(&text[range.clone()]) && !is_public {
            findings.push(Finding::new(sign, "メールアドレスのように見えます。").hint(HINT));
        }
    }
    findings
}

/// Postal codes and house numbers.
fn addresses(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (at, sign) in text.match_indices('〒') {
        let start = at + sign.len();
        let is_part = |character: char| is_digit(character) || "-－ー―‐".contains(character);
        let rest = text[start..].trim_start_matches([' ', '　']);
        let begin = text.len() - rest.len();
        let end = begin + rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        let digits = text[begin..end].chars().filter(|character| is_digit(*character)).count();
        if digits == 7 && !is_of_office(text, at) {
            findings.push(Finding::new(begin..end, "郵便番号のように見えます。").hint(HINT));
        }
    }
    for (at, word) in text.match_indices('番') {
        let numbered = before(text, at).is_some_and(is_digit);
        let goes_on = text[at + word.len()..].strip_prefix('地').unwrap_or(&text[at + word.len()..]);
        let is_house = numbered && text[..at].contains("丁目") && goes_on.starts_with(is_digit);
        if is_house && !is_of_office(text, at) {
            let hint = "公表してよい住所か確かめてください。";
            findings.push(Finding::new(at..at + word.len(), "住所のように見えます。").hint(hint));
        }
    }
    findings
}

fn birthdays(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    let hint = "公表してよいか確かめてください。";
    for date in TextDate::all(text).iter().filter(|date| date.day.is_some()) {
        // 「平成15年4月2日から平成16年4月1日生まれ」 are the people of a year.
        let of_many = date.joint.as_ref().is_some_and(|joint| is_range(&text[joint.clone()]));
        let goes_on = &text[date.range.end..];
        if goes_on.starts_with("生まれ") && !of_many {
            let at = date.range.end - "日".len();
            findings.push(
                Finding::new(at..date.range.end + "生まれ".len(), "生年月日のように見えます。").hint(hint),
            );
        }
        let lead = text[..date.range.start].trim_end_matches(['：', ':', '（', '(', ' ', '　', 'は']);
        if let Some(lead) = lead.strip_suffix("生年月日") {
            findings.push(
                Finding::new(lead.len()..lead.len() + "生年月日".len(), "生年月日のように見えます。")
                    .hint(hint),
            );
        }
    }
    findings
}
