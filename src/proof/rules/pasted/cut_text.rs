//! Text that YAML takes for a remark: `備考: あ # い`.

use crate::diagnostics::Code;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CutText,
    title: "# から後の覚え書き",
    explanation: "値の後に空白一つと # があると、そこから後は覚え書きになり、紙に載りません。文章の続きのように見えるものをお知らせします。\
        文章なら値の全体を '…' で囲み、覚え書きなら # の前の空白を二つ以上にするか、上の行に書いてください。\
        「。」で終わる文の後と、空白が二つ以上ある # は、覚え書きとして何も言いません。\
        「|-」の下の行では、反対に # から後も紙に載ります。",
    wrong: &[
        "備考: 会場は第 # 3会議室",
        "成果: サロンを開き # 講座も開きました。",
        "指標目標: 年12回 # 講座を含む",
        "成果: |-\n  サロンを開き # 講座も開きました。",
    ],
    right: &[
        "備考: 会場は第３会議室  # 確かめた",
        "成果: サロンを開きました。 # 確かめた",
        "備考: '会場は第 # 3会議室'",
        "# 覚え書き\n備考: 会場は第３会議室\n# 覚え書き",
        "成果: |-\n  #見守り を付けて、サロン #3 を開きました。",
    ],
    check: Check::Text(cut_text),
};

fn cut_text(prose: &Prose<'_>) -> Vec<Finding> {
    let (text, place) = (prose.as_str(), &prose.text.place);
    if prose.text.is_below_its_key() {
        return printed(text);
    }
    // After quotes a remark is one, and below |- there is none.
    if place.text() != text || text.contains('\n') || text.ends_with(['。', '」']) {
        return Vec::new();
    }
    let source = place.source().text();
    let line = source[..place.range().start].rfind('\n').map_or(0, |end| end + 1);
    let is_block = source[line..place.range().start].trim().is_empty();
    let rest = source[place.range().end..].lines().next().unwrap_or_default();
    let Some(lost) = rest.strip_prefix(" #").filter(|_| !is_block) else { return Vec::new() };
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let message = format!("「#{}」は紙に載りません。", lost.trim_end());
    let hint = format!(
        "文章の続きなら、値の全体を '{text} #{}' のように囲んでください。覚え書きなら、# の前の空白を二つにしてください。",
        lost.trim_end()
    );
    vec![Finding::new(text.len() - last..text.len(), message).hint(hint)]
}

/// Below |- there are no remarks: 「 # 」 is printed.
fn printed(text: &str) -> Vec<Finding> {
    let found = text.match_indices(" # ").map(|(at, mark)| {
        Finding::new(at..at + mark.len(), "「#」から後も、このまま紙に載ります。")
            .hint("文章の続きなら「#」と空白を消し、覚え書きなら、この文章の外に書いてください。")
            .propose("")
    });
    found.collect()
}
