//! A sentence that is too long to follow.

use crate::diagnostics::Code;
use crate::language::script::{last_characters, sentences};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::LongSentence,
    title: "長すぎる文",
    explanation: "一つの文が120字を超えています。二つに分けると読みやすくなります。かっこの中は数えません。",
    wrong: &[
        "地域の皆様と協力して見守りの活動を続けるとともに、学校や企業の皆様にも声をかけ、誰もが安心して暮らすことのできるまちを目指し、講座や研修を開いて担い手を育てながら、社協だよりやホームページで活動の様子をお知らせすることで、より多くの方に関心を持っていただけるよう努めました。",
        "高齢の方が住み慣れた地域で安心して暮らし続けられるように、民生委員の皆様や自治会の皆様とともに、日々の見守りや声かけの活動を行うほか、買物や通院の付添い、電球の交換などの困りごとに応える有償の助け合いの仕組みを整え、担い手の研修にも力を入れながら、利用する方を増やすことができました。",
        "見守りの活動を続けるとともに、学校や企業の皆様にも声をかけ、誰もが安心して暮らすことのできるまちを目指し、講座や研修を開いて担い手を育てながら、広報紙やホームページで活動の様子をお知らせすることで、多くの方に関心を持っていただけるよう努め、次の年にもつながる大きな成果を得ました。",
    ],
    right: &[
        "見守りの活動を続けました。学校や企業の皆様にも声をかけました。",
        "サロンを開きました。",
        "・見守り\n・声かけ\n・配食",
    ],
    check: Check::Text(long_sentence),
};

/// How many characters a sentence may have.
const LONGEST: usize = 120;

fn long_sentence(prose: &Prose<'_>) -> Vec<Finding> {
    if !prose.cell.field.is_narrative() {
        return Vec::new();
    }
    sentences(prose.as_str())
        .filter_map(|(start, sentence)| {
            let mut depth = 0_u32;
            let outside = sentence.chars().filter(|character| {
                match character {
                    '（' | '(' | '「' => depth += 1,
                    '）' | ')' | '」' => depth = depth.saturating_sub(1),
                    _ => return depth == 0,
                }
                false
            });
            let count = outside.count();
            (count > LONGEST).then(|| {
                let message = format!("一つの文が {count} 字あります（{LONGEST} 字まで）。");
                Finding::new(last_characters(start, sentence, 8), message)
                    .hint("途中に「。」を打って、二つの文に分けてください。")
            })
        })
        .collect()
}
