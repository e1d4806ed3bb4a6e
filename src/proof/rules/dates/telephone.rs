//! A telephone number that cannot be.

use crate::diagnostics::Code;
use crate::language::script::to_half_width;
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
    ],
    right: &[
        "相談先（0495-88-3120）を記したカードを配りました。",
        "フリーダイヤル(0120-45-6789)で放送しました。",
        "電話（0120-000-000）、専用電話090-1234-5678、03-1234-5678、0800-123-4567",
        "電話0495(22)1234で受け付けました。",
        "電話０４９５－２２－１２３４で受け付けました。",
        "0-5歳児を対象とし、05-10-14の順に配りました。",
        "整理番号0012-345-678を付けました。",
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
        let is_other = OTHER_NUMBERS.iter().any(|word| lead.ends_with(word)) && !lead.ends_with("電話番号");
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
    findings
}
