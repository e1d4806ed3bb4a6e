//! Half-width katakana.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::Code;
use crate::language::script::{before, runs};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::HalfWidthKatakana,
    title: "半角のカタカナや句読点",
    explanation: "半角のカタカナや句読点は、紙面で字の幅がそろわず、検索や読み上げでも別の字として扱われます。全角で書いてください。",
    wrong: &[
        "ﾎﾞﾗﾝﾃｨｱを募集しました。",
        "サロンを開きました｡",
        "｢支え合い｣の講座を開きました。",
        "カﾞイドの研修",
    ],
    right: &["ボランティアを募集しました。", "サロンを開きました。", "「支え合い」の講座を開きました。"],
    check: Check::Typing(half_width_katakana),
};

fn half_width_katakana(prose: &Prose<'_>) -> Vec<Finding> {
    let runs = runs(prose.as_str(), |character| matches!(character, '｡'..='ﾟ'));
    let findings = runs.into_iter().map(|run| {
        // 「カﾞ」: the mark belongs on the letter before it.
        let begins_with_mark = prose.part(&run).starts_with(['ﾞ', 'ﾟ']);
        let letter = before(prose.as_str(), run.start).filter(|_| begins_with_mark).map_or(0, char::len_utf8);
        let run = run.start - letter..run.end;
        let right: String = prose.part(&run).nfkc().collect();
        let finding = Finding::new(run, format!("半角の文字です。全角では「{right}」です。"));
        // A mark that no letter takes would be a character by itself.
        if right.contains(['\u{3099}', '\u{309A}']) { finding } else { finding.fix(right) }
    });
    findings.collect()
}
