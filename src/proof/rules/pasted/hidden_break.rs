//! Tabs, and line breaks that are none to the booklet.

use crate::diagnostics::Code;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::HiddenBreak,
    title: "タブや、見えない改行",
    explanation: "表計算やワープロから写した文章に、タブや、ふつうの改行でない改行（U+000B、U+0085、U+2028 など）があります。\
        タブは半角の空白に、改行はふつうの改行に直してください。一行に書いた値の中の改行は、「|-」と書いて次の行から書き直してください。",
    wrong: &[
        "成果: |-\n  目標120\t実績30",
        "成果: |-\n  サロンを開きました。\u{2028}講座も開きました。",
        "成果: |-\n  サロンを開きました。\u{2029}講座も開きました。",
        "成果: サロンを開きました。\u{2028}講座も開きました。",
    ],
    right: &[
        "成果: |-\n  目標120 実績30",
        "成果: |-\n  サロンを開きました。\n  講座も開きました。",
        "成果: サロンを開きました。講座も開きました。",
    ],
    check: Check::Typing(hidden_break),
};

fn hidden_break(prose: &Prose<'_>) -> Vec<Finding> {
    let judge = |(at, character): (usize, char)| {
        let range = at..at + character.len_utf8();
        match character {
            '\t' => Some(Finding::new(range, "タブがあります。").fix(" ")),
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                let code = u32::from(character);
                let finding =
                    Finding::new(range, format!("ふつうの改行でない改行（U+{code:04X}）があります。"));
                Some(if prose.text.is_below_its_key() {
                    finding.fix("\n")
                } else {
                    finding.hint(format!(
                        "「{}: |-」とし、次の行から、改行したい所で行を分けて、行の頭を空白２つ下げて書いてください。",
                        prose.cell.field.key()
                    ))
                })
            }
            _ => None,
        }
    };
    prose.as_str().char_indices().filter_map(judge).collect()
}
