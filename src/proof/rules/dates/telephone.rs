//! A telephone number that cannot be.

use crate::diagnostics::Code;
use crate::language::script::{is_digit, runs, to_half_width};
use crate::language::telephone::TextPhone;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Telephone,
    title: "ありえない電話番号",
    explanation: "電話番号の桁数か区切り方が、市外局番などから決まる形と合いません。固定電話と0120は10桁、携帯電話（070・080・090）と050と0800は11桁です。\
        一つの番号の中で全角と半角の数字が混じるものもお知らせします。",
    wrong: &[
        "相談先（0495-88-312）を記したカードを配りました。",
        "宿直室（0495-88-31255）につなぎました。",
        "電話は0120-12-34567です。",
        "電話は0120-123-45です。",
        "専用電話090-1234-567を置きました。",
        "電話0495-2２-1234で受け付けました。",
        "相談先（0495-88-31-20）を記しました。",
        "宿直室（0495-883125）につなぎました。",
        "電話0495--88-3125で受け付けました。",
        "備考: 連絡先は建設課（電話495-88-3125）です。",
        "備考: 申込先（FAX0495-88-31179）",
        "自動応答電話の番号　0120-360-0119",
        "電話0495-88-3O77で受け付けました。",
        "電話予約（0495-8861-77）を始めました。",
    ],
    right: &[
        "相談先（0495-88-3120）を記したカードを配りました。",
        "フリーダイヤル(0120-45-6789)で放送しました。",
        "電話（0120-000-000）、専用電話090-1234-5678、03-1234-5678、0800-123-4567",
        "電話0495(22)1234で受け付けました。",
        "電話０４９５－２２－１２３４で受け付けました。",
        "0-5歳児を対象とし、05-10-14の順に配りました。",
        "整理番号0012-345-678を付けました。",
        "フリーダイヤル0120-360119、電話88-3125、ISBN 978-4-00-310101-8、03-12-05-10-14の順です。",
        "電話0495-88-3125-6、内線247-36、2023-04-01、型番0495-883-12、0-1-2-3歳児、A0495-883125です。",
        "電話03-1234-5678、088-123-4567、FAX：0495-88-3125",
    ],
    check: Check::Text(telephones),
};

/// What stands before numbers of other things.
const OTHER_NUMBERS: &[&str] =
    &["No.", "NO.", "No", "№", "番号", "コード", "第", "〒", "ISBN", "ISSN", "JIS", "型番", "品番"];

fn telephones(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for phone in TextPhone::all(text) {
        let lead = text[..phone.range.start].trim_end_matches([' ', '　', '（', '(', '：', ':']);
        // 「自動応答電話の番号」
        let of_phone = ["電話", "ダイヤル", "携帯", "FAX"]
            .iter()
            .any(|word| lead.trim_end_matches("番号").trim_end_matches('の').ends_with(word));
        let is_other = OTHER_NUMBERS.iter().any(|word| lead.ends_with(word)) && !of_phone;
        if is_other || phone.groups.len() < 3 {
            continue;
        }
        let digits = phone.digits().len();
        let expected = phone.expected_digits();
        let typed = &text[phone.range.clone()];
        let has = |is: fn(char) -> bool| typed.chars().any(is);
        let hint = "正しい番号を、元の資料で確かめてください。";
        if digits != expected {
            let message = format!("電話番号が{digits}桁です。この番号なら{expected}桁のはずです。");
            findings.push(Finding::new(phone.range.clone(), message).hint(hint));
        } else if !phone.is_well_grouped() {
            findings.push(Finding::new(phone.range.clone(), "電話番号の区切りの位置が違います。").hint(hint));
        } else if has(|character| character.is_ascii_digit())
            && has(|character| matches!(character, '０'..='９'))
        {
            let right: String = typed
                .chars()
                .map(|character| if "－ー―‐−–—".contains(character) { '-' } else { to_half_width(character) })
                .collect();
            findings.push(
                Finding::new(phone.range.clone(), "一つの電話番号に、全角と半角の数字が混じっています。")
                    .hint(format!("「{right}」のようにそろえてください。"))
                    .propose(right),
            );
        }
    }
    for finding in misshapen(prose) {
        let overlaps =
            |other: &Finding| other.range.start < finding.range.end && finding.range.start < other.range.end;
        if !findings.iter().any(overlaps) {
            findings.push(finding);
        }
    }
    findings
}

/// What stands before a telephone number.
const LABELS: &[&str] = &[
    "電話",
    "電話番号",
    "TEL",
    "Tel",
    "tel",
    "ＴＥＬ",
    "℡",
    "☎",
    "FAX",
    "Fax",
    "fax",
    "ＦＡＸ",
    "ファクス",
    "ファックス",
    "ダイヤル",
    "携帯",
    "連絡先",
];

/// What joins the groups of a number, one or more times, or is typed for it.
const JOINTS: &[char] = &['-', '－', '―', '‐', '−', '–', 'ー'];

/// Letters that are typed for 0 and 1.
const FOR_DIGITS: &[char] = &['O', 'o', 'Ｏ', 'ｏ', 'l', 'I', 'Ｉ'];

/// Numbers of another shape than any telephone number's: 「0495--88-3125」, 「0495-88-31-20」, 「電話247-36-1142」.
fn misshapen(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_part = |one: char| is_digit(one) || JOINTS.contains(&one) || FOR_DIGITS.contains(&one);
    let mut findings = Vec::new();
    for mut range in runs(text, is_part) {
        let typed = &text[range.clone()];
        // A dash before a closing bracket or a word is no part of it, but one that belongs inside may stand there.
        let Some(start) = typed.find(is_digit) else { continue };
        range.start += start;
        let typed = &text[range.clone()];
        let lead = &text[..range.start];
        let head = lead.trim_end_matches([' ', '　', '（', '(', '：', ':', 'は', 'の']);
        let head = head.strip_suffix("番号").unwrap_or(head).trim_end_matches('の');
        let is_labelled = LABELS.iter().any(|label| head.ends_with(label));
        let is_other = OTHER_NUMBERS.iter().any(|word| head.ends_with(word)) && !is_labelled;
        let glued = lead
            .chars()
            .next_back()
            .is_some_and(|last| last.is_ascii_alphanumeric() && !is_labelled || "/.@_=".contains(last));
        let follows =
            text[range.end..].starts_with(|next: char| next.is_ascii_alphanumeric() || "@./_".contains(next));
        if is_other || glued || follows {
            continue;
        }
        if let Some(finding) = shape(typed, &range, is_labelled) {
            findings.push(finding);
        }
    }
    findings
}

fn shape(typed: &str, range: &std::ops::Range<usize>, is_labelled: bool) -> Option<Finding> {
    let groups: Vec<&str> = typed.split(JOINTS).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.chars().count()).sum();
    let begins = to_half_width(typed.chars().next()?) == '0';
    let joints = typed.chars().filter(|one| JOINTS.contains(one)).count();
    let has_letter = typed.contains(FOR_DIGITS);
    let told = |message: &str| {
        Some(Finding::new(range.clone(), message).hint("正しい番号を、元の資料で確かめてください。"))
    };
    let joined = |right: String| Some(right).filter(|_| groups.len() == 3);
    let lengths: Vec<usize> = groups.iter().map(|group| group.chars().count()).collect();
    let is_whole = begins && (10..=11).contains(&digits) && (2..=5).contains(&lengths[0]);
    if has_letter {
        let right: String = typed
            .chars()
            .map(|one| match one {
                'O' | 'o' | 'Ｏ' | 'ｏ' => '0',
                'l' | 'I' | 'Ｉ' => '1',
                other => other,
            })
            .collect();
        let is_number = groups.len() == 3
            && to_half_width(right.chars().next()?) == '0'
            && (10..=11).contains(&digits)
            && groups.iter().all(|group| group.contains(is_digit));
        return told("電話番号の数字の所に、英字があります。")
            .filter(|_| is_number)
            .map(|finding| finding.propose(right));
    }
    if is_whole && groups.len() == 3 && joints > 2 && !typed.ends_with(JOINTS) {
        let joint: String = typed.chars().find(|one| JOINTS.contains(one))?.to_string();
        return told("電話番号の区切りが重なっています。")
            .and_then(|finding| Some(finding.propose(joined(groups.join(&joint))?)));
    }
    if is_whole && digits == 10 && groups.len() == 4 && joints == 3 && lengths[2] < 4 {
        return told("電話番号が四つに区切られています。");
    }
    if is_whole && groups.len() == 3 && joints == 2 && digits == 10 && lengths[2] < 3 {
        return told("電話番号の区切りの位置が違います。");
    }
    // 「0120-360119」 is written so.
    let service =
        ["0120", "0800", "0570", "090", "080", "070", "050"].iter().any(|service| groups[0] == *service);
    if is_whole
        && groups.len() == 2
        && !service
        && lengths[0] >= 3
        && (joints == 1 || typed.ends_with(JOINTS))
    {
        return told("電話番号の区切りが足りません。")
            .filter(|_| is_labelled || digits == 10 && lengths[0] == 4);
    }
    let is_local = matches!(lengths[..], [2..=4, 2..=4, 4]) && digits == 9 && joints == 2;
    if is_labelled && !begins && is_local {
        return told("電話番号の頭の「0」がありません。").map(|finding| {
            finding.propose(format!(
                "{}{typed}",
                if typed.starts_with(|one: char| one.is_ascii_digit()) { '0' } else { '０' }
            ))
        });
    }
    let too_many = is_labelled && begins && groups.len() == 3 && joints == 2 && (11..=12).contains(&digits);
    let mobile = ["090", "080", "070", "050", "020", "060", "0800"].contains(&groups[0]);
    if too_many && !mobile {
        return told(&format!("電話番号が{digits}桁です。この番号なら10桁のはずです。"));
    }
    None
}
