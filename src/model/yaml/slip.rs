//! What is wrong with YAML that cannot be read, in the words of someone who looks at the line and not in the parser's.

use saphyr_parser::ScanError;

use super::Reader;
use crate::diagnostics::{Code, Diagnostic};

impl Reader<'_> {
    /// What the parser stumbled over.
    pub(super) fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let number = error.marker().line().clamp(1, self.lines.count());
        let offset = self.lines.offset(*error.marker());
        // The parser may stumble before a tab.
        if let Some(tab) = self.tab(number + 1) {
            return tab;
        }
        if let Some(hint) = self.slip_in_value(number, offset) {
            return self.not_yaml(number, offset).hint(hint);
        }
        self.slip_before(number).unwrap_or_else(|| {
            self.not_yaml(number, offset)
                .hint("この行と前の行の、字下げの深さと「項目: 値」の形を確かめてください。")
        })
    }

    /// What cannot be read begins at an offset, or with the line.
    fn not_yaml(&self, number: usize, offset: usize) -> Diagnostic {
        let range = self.lines.range(number);
        let place = self.source.place(if range.contains(&offset) { offset..range.end } else { range });
        Diagnostic::error(Code::YamlSyntax, format!("YAML として読めません（{number} 行目）。")).at(&place)
    }

    fn tab(&self, number: usize) -> Option<Diagnostic> {
        let range = self.lines.range(number);
        let line = &self.source.text()[range.clone()];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let at = range.start + line[..indent].find('\t')?;
        Some(
            Diagnostic::error(Code::YamlTab, "行頭にタブがあります。")
                .at(&self.source.place(at..at + 1))
                .label("タブ")
                .hint("字下げは半角の空白で行ってください（１段につき２つ）。"),
        )
    }

    /// What is wrong in the value at which the parser stumbled. Where it stumbled before a value, the slip is before the line.
    fn slip_in_value(&self, number: usize, offset: usize) -> Option<String> {
        let range = self.lines.range(number);
        let line = &self.source.text()[range.clone()];
        let value = value(line);
        if offset < range.end - value.len() {
            return None;
        }
        let count = |signs: &[char]| value.matches(signs).count();
        match value.chars().next()? {
            quote @ ('"' | '\'') if count(&[quote]) % 2 == 1 => {
                Some("引用符（\" や '）が閉じているか確かめてください。".to_owned())
            }
            '[' | '{' if count(&['[', '{']) != count(&[']', '}']) => Some(UNCLOSED.to_owned()),
            '|' | '>' => Some(
                "文章は |- の次の行から、行の頭を下げて書いてください。".to_owned(),
            ),
            '\'' => Some("文字としての ' で始まる値は、全体を \"…\" で囲んでください。".to_owned()),
            sign if "!&*%@`?[]{},\"".contains(sign) => {
                Some(format!("文字としての {sign} で始まる値は、全体を '…' で囲んでください。"))
            }
            _ if value.contains(": ") || value.ends_with(':') => Some(
                "値の中に「: 」（コロンと空白）があるときは、値の全体を '…' で囲むか、`|-` と改行に続けて書いてください。"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// The parser may stumble after the line that is wrong. Going back from there to the last key that can be read, the first
    /// line with a slip that office programs and full-width habits bring is the one. What is typed in a text is none.
    fn slip_before(&self, stumbled: usize) -> Option<Diagnostic> {
        let in_text = self.lines.in_text(stumbled);
        for number in (1..=stumbled).rev().filter(|number| !in_text[number - 1]) {
            let range = self.lines.range(number);
            let line = &self.source.text()[range.clone()];
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            if let Some(tab) = self.tab(number) {
                return Some(tab);
            }
            if let Some(hint) = slip(line) {
                return Some(self.not_yaml(number, range.start).hint(hint));
            }
            if number < stumbled && (line.contains(": ") || line.trim_end().ends_with(':')) {
                let since = &self.source.text()[range.start..self.lines.range(stumbled).start];
                let open = value(line).starts_with(['[', '{'])
                    && since.matches(['[', '{']).count() != since.matches([']', '}']).count();
                return open.then(|| self.not_yaml(number, range.end - value(line).len()).hint(UNCLOSED));
            }
        }
        None
    }
}

const UNCLOSED: &str = "かっこ（[ ] や { }）が閉じているか、区切りが半角の , か確かめてください。";

/// The value of a line: what follows its key and the marks of a list.
fn value(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '-']);
    if rest.starts_with(['"', '\'', '[', '{']) {
        return rest;
    }
    rest.split_once(": ").map_or(rest, |(_, value)| value.trim_start())
}

/// A slip of a line's beginning, told as what to do.
fn slip(line: &str) -> Option<&'static str> {
    let rest = line.trim_start_matches(' ');
    let key = rest.trim_start_matches("- ");
    let short_key = |at: usize| key[..at].chars().count() <= 8;
    let half_width = key.find(':').filter(|&at| short_key(at)).map(|at| &key[at + 1..]);
    if rest.starts_with('　') {
        Some("行頭に全角の空白があります。字下げは半角の空白で行ってください。")
    } else if key.find('：').is_some_and(short_key) && !key.contains(": ") && !key.ends_with(':') {
        Some("項目の後のコロンは半角にし、空白を１つ入れてください（例: 査定: A）。")
    } else if half_width.is_some_and(|after| !after.is_empty() && !after.starts_with([' ', '/'])) {
        Some("項目のコロンの後に、半角の空白を１つ入れてください（例: 査定: A）。")
    } else if rest.starts_with(['・', '｛', '［', '－', '−', '―']) {
        Some("箇条書きの印とかっこは半角で書いてください（- と { } と [ ]）。")
    } else {
        None
    }
}
