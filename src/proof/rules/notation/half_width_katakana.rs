//! Half-width katakana.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::Code;
use crate::language::script::runs;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::HalfWidthKatakana,
    title: "半角のカタカナや句読点",
    explanation: "半角のカタカナや句読点は、紙面で字の幅がそろわず、検索や読み上げでも別の字として扱われます。全角で書いてください。",
    wrong: &["ﾎﾞﾗﾝﾃｨｱを募集しました。", "サロンを開きました｡", "｢支え合い｣の講座を開きました。"],
    right: &["ボランティアを募集しました。", "サロンを開きました。", "「支え合い」の講座を開きました。"],
    check: Check::Typing(half_width_katakana),
};

fn half_width_katakana(prose: &Prose<'_>) -> Vec<Finding> {
    let runs = runs(prose.as_str(), |character| matches!(character, '｡'..='ﾟ'));
    let findings = runs.into_iter().map(|run| {
        let right: String = prose.part(&run).nfkc().collect();
        Finding::new(run, format!("半角の文字です。全角では「{right}」です。")).fix(right)
    });
    findings.collect()
}
