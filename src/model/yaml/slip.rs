//! What is wrong with YAML that cannot be read, in the words of someone who looks at the line and not in the parser's.

use saphyr_parser::ScanError;

use super::Reader;
use crate::diagnostics::{Code, Diagnostic, Place};

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
        Diagnostic::new(Code::YamlSyntax, format!("YAML として読めません（{number} 行目）。")).at(&place)
    }

    fn tab(&self, number: usize) -> Option<Diagnostic> {
        let range = self.lines.range(number);
        let line = &self.source.text()[range.clone()];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let at = range.start + line[..indent].find('\t')?;
        Some(
            Diagnostic::new(Code::YamlTab, "行頭にタブがあります。")
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
            '"' if value[1..].contains("\"\"") => Some(
                "表計算ソフトの引用符なら、始めと終わりの \" を消し、中の \"\" を \" 一つにして、`|-` と改行に続けて書いてください。"
                    .to_owned(),
            ),
            quote @ ('"' | '\'') if count(&[quote]) % 2 == 1 => {
                Some("引用符（\" や '）が閉じているか確かめてください。".to_owned())
            }
            '[' | '{' if count(&['[', '{']) != count(&[']', '}']) => Some(UNCLOSED.to_owned()),
            '|' | '>' => Some(
                "文章は |- の次の行から、行の頭を下げて書いてください。".to_owned(),
            ),
            '\'' => Some("文字としての ' で始まる値は、全体を \"…\" で囲んでください。".to_owned()),
            '{' | '[' if value.contains(['、', '，']) => {
                Some("{ } と [ ] の中は、「、」ではなく、半角の , と空白で区切ってください。".to_owned())
            }
            '{' if value.contains('：') => {
                Some("{ } の中のコロンも半角にし、空白を１つ入れてください（例: {種類: 文章}）。".to_owned())
            }
            '｛' | '［' => Some("かっこは半角の { } か [ ] にしてください。".to_owned()),
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

    /// What is wrong where YAML takes lines for one value that are meant as several.
    pub(super) fn slip_across_lines(&self, place: &Place) -> Option<Diagnostic> {
        let (range, text) = (place.range(), place.text());
        let first = place.start().line;
        if self.brackets > 0 {
            return Some(self.not_yaml(first, range.start).hint(UNCLOSED));
        }
        let last_is_key = self.source.text()[range.end..].starts_with(':');
        let before = &self.source.text()[self.lines.range(first).start..range.start];
        if last_is_key && before.trim_start_matches([' ', '-']).is_empty() {
            return self.slip_before(first + text.lines().count() - 1);
        }
        let (number, line) = (first..)
            .zip(text.lines())
            .skip(1)
            .find(|(_, line)| last_is_key && text.ends_with(line) || line.trim_start().starts_with("- "))?;
        let indent = line.len() - line.trim_start().len();
        Some(self.not_yaml(number, self.lines.range(number).start + indent).hint(TOO_DEEP))
    }

    /// The parser may stumble after the line that is wrong. Going back from there to the last key that can be read, the first
    /// line with a slip that office programs and full-width habits bring is the one, or else the first that has no colon. What is
    /// typed in a text is none, but a line that follows a text without being an entry has most likely left it.
    fn slip_before(&self, stumbled: usize) -> Option<Diagnostic> {
        let in_text = self.lines.in_text(stumbled);
        let mut without_colon = None;
        for number in (1..=stumbled).rev().filter(|number| !in_text[number - 1]) {
            let range = self.lines.range(number);
            let line = &self.source.text()[range.clone()];
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            if let Some(tab) = self.tab(number) {
                return Some(tab);
            }
            let is_entry = line.contains(": ") || line.trim_end().ends_with(':');
            let after_text = number > 1 && in_text[number - 2];
            if let Some(hint) = (after_text && !is_entry).then_some(AFTER_TEXT).or_else(|| slip(line)) {
                return Some(self.not_yaml(number, range.start).hint(hint));
            }
            if number < stumbled && is_entry {
                let since = &self.source.text()[range.start..self.lines.range(stumbled).start];
                let open = value(line).starts_with(['[', '{'])
                    && since.matches(['[', '{']).count() != since.matches([']', '}']).count();
                if open {
                    return Some(self.not_yaml(number, range.end - value(line).len()).hint(UNCLOSED));
                }
                break;
            }
            if number < stumbled && !line.trim_start().starts_with('-') {
                without_colon = Some(number);
            }
        }
        without_colon.map(|number| self.not_yaml(number, self.lines.range(number).start).hint(NO_COLON))
    }
}

const AFTER_TEXT: &str = "上の文章の続きなら、行の頭を文章とそろえてください。新しい項目なら、名前の後に半角のコロンと空白を入れてください（例: 査定: A）。";

const NO_COLON: &str = "項目の名前の後に、半角のコロンと空白を入れてください（例: 査定: A）。";

const TOO_DEEP: &str =
    "この行の頭の空白が、上の行より多くなっています。並ぶ項目は、行の頭をそろえてください。";

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
    if rest.starts_with("-　") {
        Some("「-」の後の空白が全角です。半角の空白１つにしてください。")
    } else if rest.starts_with('　') {
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
