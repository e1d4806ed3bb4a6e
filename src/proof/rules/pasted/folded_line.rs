//! A line break that YAML makes a space.

use crate::diagnostics::Code;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::FoldedLine,
    title: "改行が空白になる書き方",
    explanation: "引用符の中や > の後の改行は、紙の上では改行にならず、空白一つになります。\
        改行を載せるには、「成果: |-」のように書いて、文章を次の行から、行の頭を下げて書きます。改行でないなら、一行につなげてください。",
    wrong: &[
        "成果: \"サロンを開きました。\n  講座も開きました。\"",
        "成果: 'サロンを開きました。\n  講座も開きました。'",
        "成果: >-\n  サロンを開きました。\n  講座も開きました。",
    ],
    right: &[
        "成果: |-\n  サロンを開きました。\n  講座も開きました。",
        "成果: \"サロンを開きました。\\n講座も開きました。\"",
        "成果: \"サロンを開きました。\"  # 確かめた",
        "成果: |-\n  サロンを開きました。\n\n  講座も開きました。",
    ],
    check: Check::Text(folded_line),
};

fn folded_line(prose: &Prose<'_>) -> Vec<Finding> {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let typed = prose.text.place.text();
    if lines(typed) <= lines(prose.as_str()) {
        return Vec::new();
    }
    let joined: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let key = prose.cell.field.key();
    let first = joined.first().map_or("", |line| line.trim_start_matches(['"', '\'']));
    let hint = format!(
        "改行なら、「{key}: |-」とし、次の行に「{first}」、その次の行に続きを、それぞれ行の頭を空白２つ下げて書いてください。改行でないなら、一行につなげてください。"
    );
    vec![Finding::new(0..0, "ファイルの中の改行が、紙の上では空白になります。").hint(hint)]
}
