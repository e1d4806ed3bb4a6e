//! What is wrong with YAML that cannot be read, in the words of someone who looks at the line and not in the parser's.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::ScanError;

use super::Reader;
use super::lines::{indent, is_key, key_of, value};
use super::meant::quote_in_text;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::form::Field;

/// A slip of a line: where, by the bytes of the line, and what to do about it.
struct Slip {
    at: Range<usize>,
    hint: Cow<'static, str>,
}

impl Slip {
    /// From a place to the end of the line.
    fn from(line: &str, start: usize, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { at: start..line.len(), hint: hint.into() }
    }

    /// At one character.
    fn at(start: usize, sign: char, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { at: start..start + sign.len_utf8(), hint: hint.into() }
    }
}

impl Reader<'_> {
    /// What the parser stumbled over.
    pub(super) fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let number = error.marker().line().clamp(1, self.lines.count());
        let offset = self.lines.offset(*error.marker());
        // The parser may stumble before a tab.
        if let Some(tab) = self.tab(number + 1) {
            return tab;
        }
        if let Some(wide) = self.wide_colon_above(number) {
            return wide;
        }
        if let Some(mark) = self.byte_order_mark(number) {
            return mark;
        }
        let of_text = self.slip_at_text(number);
        if let Some(found) = of_text.or_else(|| self.slip_in_value(number, offset)) {
            return found;
        }
        self.slip_before(number).unwrap_or_else(|| {
            let meant = self.item_at_mark(number).or_else(|| self.text_going_on(number));
            self.not_yaml(number, offset).hint(meant.unwrap_or_else(|| {
                "この行と前の行の、字下げの深さと「項目: 値」の形を確かめてください。".to_owned()
            }))
        })
    }

    /// What cannot be read begins at an offset, or with the line.
    fn not_yaml(&self, number: usize, offset: usize) -> Diagnostic {
        let range = self.lines.range(number);
        let range = if range.contains(&offset) { offset..range.end } else { range };
        self.not_yaml_at(number, range)
    }

    fn not_yaml_at(&self, number: usize, range: Range<usize>) -> Diagnostic {
        Diagnostic::new(Code::YamlSyntax, format!("YAML として読めません（{number} 行目）。"))
            .at(&self.source.place(range))
    }

    fn slipped(&self, number: usize, Slip { at, hint }: Slip) -> Diagnostic {
        let start = self.lines.range(number).start;
        self.not_yaml_at(number, start + at.start..start + at.end).hint(hint)
    }

    pub(super) fn line(&self, number: usize) -> &str {
        &self.source.text()[self.lines.range(number)]
    }

    fn tab(&self, number: usize) -> Option<Diagnostic> {
        let range = self.lines.range(number);
        let line = self.line(number);
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let at = range.start + line[..indent].find('\t')?;
        Some(
            Diagnostic::new(Code::YamlTab, "行頭にタブがあります。")
                .at(&self.source.place(at..at + 1))
                .label("タブ")
                .hint("字下げは半角の空白で行ってください（１段につき２つ）。"),
        )
    }

    /// A byte order mark within the file, where YAML lets none stand.
    fn byte_order_mark(&self, number: usize) -> Option<Diagnostic> {
        const MARK: char = '\u{feff}';
        let range = self.lines.range(number);
        let at = range.start + self.line(number).find(MARK)?;
        Some(
            Diagnostic::new(Code::InvisibleCharacter, "目に見えない文字（U+FEFF）があります。")
                .at(&self.source.place(at..at + MARK.len_utf8()))
                .hint("前後の字とともに消して、打ち直してください。ほかのソフトから写したときに紛れ込むことがあります。"),
        )
    }

    /// What is wrong with the first line of a text that should begin after `|-`: it is not below its key, or a line of blanks above
    /// it reaches further in.
    fn slip_at_text(&self, stumbled: usize) -> Option<Diagnostic> {
        let head = (1..=stumbled).rev().find(|&number| begins_text(self.line(number)))?;
        let first = (head + 1..=self.lines.count())
            .find(|&number| !self.line(number).trim_matches(' ').is_empty())?;
        // What comes later is no matter of the first line.
        if stumbled > first + 1 {
            return None;
        }
        let line = self.line(first);
        let depth = indent(line);
        if let Some(blank) = (head + 1..first).find(|&blank| self.line(blank).len() > depth) {
            let hint = "この行は空いているように見えますが、下の文章の行より多くの空白があります。この行の空白を消してください。";
            return Some(self.not_yaml_at(blank, self.lines.range(blank)).hint(hint));
        }
        let is_below = depth > indent(self.line(head).trim_start_matches("- "));
        let rest = &line[depth..];
        // The next entry means that nothing was typed.
        if is_below || rest.contains(": ") || rest.ends_with(':') {
            return None;
        }
        let odd = rest.chars().next().filter(|sign| sign.is_whitespace());
        let hint = match odd {
            Some(odd) => format!(
                "行頭の空白が{}です。「|-」の次からの文章は、行の頭に半角の空白を２つ入れてください。",
                name_of_space(odd)
            ),
            None => "「|-」の次からの文章は、行の頭に半角の空白を２つ入れてください。".to_owned(),
        };
        Some(self.slipped(first, Slip::from(line, depth, hint)))
    }

    /// That the colon on the line above, or above a list, is full-width: YAML takes what is under it for text until the next entry.
    fn wide_colon_above(&self, stumbled: usize) -> Option<Diagnostic> {
        let in_text = self.lines.in_text(stumbled);
        let is_passed_by = |line: &str| line.is_empty() || line.starts_with(['-', '#']);
        let head = (1..stumbled).rev().find(|&number| !is_passed_by(self.line(number).trim()))?;
        let line = self.line(head);
        (!in_text[head - 1] && line.trim_end().ends_with('：')).then_some(())?;
        Some(self.slipped(head, slip_of_colon(line)?))
    }

    /// That the colon before a value in brackets is full-width.
    pub(super) fn wide_colon(&self, number: usize) -> Option<Diagnostic> {
        Some(self.slipped(number, slip_of_colon_before_bracket(self.line(number))?))
    }

    /// What is wrong in the value at which the parser stumbled. Where it stumbled before a value, the slip is before the line.
    fn slip_in_value(&self, number: usize, offset: usize) -> Option<Diagnostic> {
        let range = self.lines.range(number);
        let line = self.line(number);
        let value = value(line);
        if offset < range.end - value.len() {
            return None;
        }
        if let Some(wide) = self.wide_colon(number) {
            return Some(wide);
        }
        if let Some(hint) = self.sign_on_line(number).or_else(|| quote_in_text(line)) {
            return Some(self.not_yaml(number, range.end - value.len()).hint(hint));
        }
        let count = |signs: &[char]| value.matches(signs).count();
        let hint: Cow<'static, str> = match value.chars().next()? {
            '"' if value[1..].contains("\"\"") => {
                "表計算ソフトの引用符なら、始めと終わりの \" を消し、中の \"\" を \" 一つにして、`|-` と改行に続けて書いてください。".into()
            }
            quote @ ('"' | '\'') if count(&[quote]) % 2 == 1 => {
                if self.closed_later(number, quote) {
                    let key = key_of(line).unwrap_or("取組内容");
                    format!("行の分かれた文章は、{quote} で囲まずに、「{key}: |-」とし、文章を次の行から、行の頭に半角の空白を２つ入れて書いてください。").into()
                } else {
                    "引用符（\" や '）が閉じているか確かめてください。".into()
                }
            }
            '[' | '{' if count(&['[', '{']) != count(&[']', '}']) => UNCLOSED.into(),
            '|' | '>' => "文章は |- の次の行から、行の頭を下げて書いてください。".into(),
            '\'' => "文字としての ' で始まる値は、全体を \"…\" で囲んでください。".into(),
            '{' | '[' if value.contains(['、', '，']) => {
                "{ } と [ ] の中は、「、」ではなく、半角の , と空白で区切ってください。".into()
            }
            '{' if value.contains('：') => {
                "{ } の中のコロンも半角にし、空白を１つ入れてください（例: {種類: 文章}）。".into()
            }
            '-' if value == "-" => quoted_sign('-'),
            '{' | '[' => match self.source.text()[offset..].chars().next() {
                Some(sign) if "-%@`!&*|>?".contains(sign) => quoted_sign(sign),
                _ => return None,
            },
            sign if "!&*%@`?]},\"".contains(sign) => {
                format!("文字としての {sign} で始まる値は、全体を '…' で囲んでください。").into()
            }
            wide @ ('｛' | '［') => {
                return Some(self.slipped(number, Slip::at(line.len() - value.len(), wide, wide_bracket(wide))));
            }
            _ if value.contains(": ") || value.ends_with(':') => two_on_one_line(value),
            _ => return None,
        };
        Some(self.not_yaml(number, offset).hint(hint))
    }

    /// Whether a quotation mark that a line opens is closed by a line below it.
    fn closed_later(&self, number: usize, quote: char) -> bool {
        let below = (number + 1..=self.lines.count()).map(|number| self.line(number));
        let mut of_value = below.take_while(|line| key_of(line).is_none_or(|key| !is_key(key)));
        of_value.any(|line| line.trim_end().ends_with(quote))
    }

    /// What is wrong where YAML takes lines for one value that are meant as several.
    pub(super) fn slip_across_lines(&self, place: &Place) -> Option<Diagnostic> {
        let (range, text) = (place.range(), place.text());
        let first = place.start().line;
        if self.brackets > 0 {
            let hint = self.sign_on_line(first).unwrap_or_else(|| UNCLOSED.to_owned());
            return Some(self.not_yaml(first, range.start).hint(hint));
        }
        let last_is_key = self.source.text()[range.end..].starts_with(':');
        let first_line = self.line(first);
        let before = &self.source.text()[self.lines.range(first).start..range.start];
        if last_is_key && before.trim_start_matches([' ', '-']).is_empty() {
            if let Some(hint) = self.item_without_key(first) {
                return Some(self.not_yaml(first, range.start).hint(hint));
            }
            return self.slip_before(first + text.lines().count() - 1);
        }
        let (number, line) = (first..)
            .zip(text.lines())
            .skip(1)
            .find(|(_, line)| last_is_key && text.ends_with(line) || line.trim_start().starts_with("- "))?;
        if let Some(slip) = slip(first_line) {
            return Some(self.slipped(first, slip));
        }
        let depth = indent(line);
        if let Some(slip) = self.item_too_far_left(first, depth) {
            return Some(self.slipped(first, slip));
        }
        let above = first_line.len() - first_line.trim_start_matches([' ', '-']).len();
        let above = if line.trim_start().starts_with("- ") { indent(first_line) } else { above };
        let hint = match key_of(first_line) {
            Some(key) => format!(
                "この行の頭の空白が、上の行より多くなっています。{first} 行目の「{key}」と行の頭をそろえてください（{}）。",
                if above == 0 {
                    "行の頭の空白を消します".to_owned()
                } else {
                    format!("半角の空白 {above} つ")
                }
            ),
            None => format!(
                "この行の頭の空白が、上の行より多くなっています。{first} 行目と行の頭をそろえてください。"
            ),
        };
        Some(self.not_yaml(number, self.lines.range(number).start + depth).hint(hint))
    }

    /// An item of a list that stands left of the key that it is under, while what follows it stands where it should.
    fn item_too_far_left(&self, number: usize, depth_below: usize) -> Option<Slip> {
        let line = self.line(number);
        let depth = indent(line);
        line[depth..].starts_with("- ").then_some(())?;
        let above = (1..number).rev().find(|&above| !self.line(above).trim().is_empty())?;
        let head = self.line(above);
        let key = key_of(head).filter(|_| head.trim_end().ends_with(':'))?;
        let key_depth = head.len() - head.trim_start_matches([' ', '-']).len();
        let wanted = depth_below.checked_sub(2).filter(|wanted| *wanted >= key_depth)?;
        (depth < key_depth).then(|| {
            let hint = format!(
                "{above} 行目の「{key}」の中の箇条書きなら、「-」の前の半角の空白を {wanted} つにしてください（今は {depth} つ）。"
            );
            Slip::from(line, depth, hint)
        })
    }

    /// The parser may stumble after the line that is wrong. Going back from there to the last key that can be read, the first
    /// line with a slip that office programs and full-width habits bring is the one, or else the first that has no colon. What is
    /// typed in a text is none, but a line that follows a text without being an entry has most likely left it.
    fn slip_before(&self, stumbled: usize) -> Option<Diagnostic> {
        let in_text = self.lines.in_text(stumbled);
        let mut without_colon = None;
        for number in (1..=stumbled).rev().filter(|number| !in_text[number - 1]) {
            let line = self.line(number);
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            if let Some(tab) = self.tab(number) {
                return Some(tab);
            }
            let is_entry = line.contains(": ") || line.trim_end().ends_with(':');
            let after_text = number > 1 && in_text[number - 2];
            if after_text && !is_entry {
                return Some(self.slipped(number, slip_after_text(line)));
            }
            if let Some(slip) = slip(line) {
                return Some(self.slipped(number, slip));
            }
            let range = self.lines.range(number);
            if number < stumbled && is_entry {
                let since = &self.source.text()[range.start..self.lines.range(stumbled).start];
                let open = value(line).starts_with(['[', '{'])
                    && since.matches(['[', '{']).count() != since.matches([']', '}']).count();
                if open {
                    let hint = self.sign_on_line(number).unwrap_or_else(|| UNCLOSED.to_owned());
                    return Some(self.not_yaml(number, range.end - value(line).len()).hint(hint));
                }
                break;
            }
            if number < stumbled && !line.trim_start().starts_with('-') {
                without_colon = Some(number);
            }
        }
        without_colon.map(|number| {
            let hint = self.text_going_on(number).unwrap_or_else(|| NO_COLON.to_owned());
            self.not_yaml(number, self.lines.range(number).start).hint(hint)
        })
    }
}

const NO_COLON: &str = "項目の名前の後に、半角のコロンと空白を入れてください（例: 査定: A）。";

const WIDE_COLON: &str =
    "コロン「：」が全角です。項目の後のコロンは半角にし、半角の空白を１つ入れてください（例: 査定: A）。";

const UNCLOSED: &str = "かっこ（[ ] や { }）が閉じているか、区切りが半角の , か確かめてください。";

/// The name of a space that is none to YAML.
fn name_of_space(space: char) -> String {
    match space {
        '　' => "全角の空白「　」".to_owned(),
        '\t' => "タブ".to_owned(),
        '\u{a0}' => "ワープロやウェブから写した特別な空白（U+00A0）".to_owned(),
        other => format!("特別な空白（U+{:04X}）", u32::from(other)),
    }
}

/// Whether a text begins after the line.
fn begins_text(line: &str) -> bool {
    key_of(line).is_some() && matches!(value(line).trim_end(), "|" | "|-" | "|+" | ">" | ">-" | ">+")
}

fn quoted_sign(sign: char) -> Cow<'static, str> {
    format!("「{sign}」で始まる値は、'…' で囲んでください（例: '{sign}'）。").into()
}

fn wide_bracket(wide: char) -> Cow<'static, str> {
    let narrow = if wide == '［' { "[ ]" } else { "{ }" };
    format!("「{wide}」が全角です。かっこは半角の {narrow} にしてください。").into()
}

/// What to do where the value has a colon: another entry has come onto the line, or the colon is of the text.
fn two_on_one_line(value: &str) -> Cow<'static, str> {
    let is_second =
        |key: &&str| value.split_once(&format!("{key}: ")).is_some_and(|(before, _)| !before.is_empty());
    let second = Field::ALL.iter().map(|field| field.key()).filter(is_second).max_by_key(|key| key.len());
    second.map_or(
        "値の中に「: 」（コロンと空白）があるときは、値の全体を '…' で囲むか、`|-` と改行に続けて書いてください。".into(),
        |key| format!("一つの行に書ける項目は一つです。「{key}: 」から後を、次の行に分けてください。").into(),
    )
}

/// A line after a text that has left it.
fn slip_after_text(line: &str) -> Slip {
    let depth = indent(line);
    let rest = &line[depth..];
    if rest.split_once('：').is_some_and(|(key, _)| is_key(key)) {
        return slip(line).unwrap_or_else(|| Slip::from(line, 0, NO_COLON));
    }
    match rest.chars().next().filter(|sign| sign.is_whitespace()) {
        Some(odd) => Slip::at(
            depth,
            odd,
            format!(
                "行頭の空白が{}です。上の文章の続きなら、行の頭を文章とそろえて、半角の空白にしてください。",
                name_of_space(odd)
            ),
        ),
        None => Slip::from(
            line,
            0,
            "上の文章の続きなら、行の頭を文章とそろえてください。新しい項目なら、名前の後に半角のコロンと空白を入れてください（例: 査定: A）。",
        ),
    }
}

/// A slip of a line's beginning.
fn slip(line: &str) -> Option<Slip> {
    slip_of_mark(line).or_else(|| slip_of_colon(line))
}

/// A slip of what stands before the key: blanks, and the mark of a list.
fn slip_of_mark(line: &str) -> Option<Slip> {
    let depth = indent(line);
    let mut signs = line[depth..].chars();
    let first = signs.next()?;
    let second = signs.next();
    if first.is_whitespace() && first != '\t' {
        let hint = format!(
            "行頭の空白が{}です。字下げは半角の空白で行ってください（１段につき２つ）。",
            name_of_space(first)
        );
        return Some(Slip::at(depth, first, hint));
    }
    match (first, second) {
        ('-', Some(odd)) if odd.is_whitespace() && odd != ' ' => {
            let hint = format!("「-」の後の空白が{}です。半角の空白１つにしてください。", name_of_space(odd));
            Some(Slip::at(depth + 1, odd, hint))
        }
        ('-', Some(next)) if !next.is_ascii() => {
            Some(Slip::from(line, depth, "「-」の後に、半角の空白を１つ入れてください。"))
        }
        ('・' | '－' | '−' | '―' | '–' | '—', _) | ('ー', Some(' ' | '　')) => {
            let hint =
                format!("箇条書きの印「{first}」は、半角の「-」にし、半角の空白を１つ続けてください。");
            Some(Slip::at(depth, first, hint))
        }
        ('｛' | '［', _) => Some(Slip::at(depth, first, wide_bracket(first))),
        _ => None,
    }
}

/// A full-width colon after a key whose value is in brackets, where YAML takes the first half-width one in them for it.
fn slip_of_colon_before_bracket(line: &str) -> Option<Slip> {
    let before = line.find(": ").map_or(line, |colon| &line[..colon]);
    let at = before.find("：{").or_else(|| before.find("：["))?;
    Some(Slip::at(at, '：', WIDE_COLON))
}

/// A slip of the colon after a key.
fn slip_of_colon(line: &str) -> Option<Slip> {
    let start = line.len() - line.trim_start_matches([' ', '-']).len();
    let entry = &line[start..];
    let short_key = |at: &usize| entry[..*at].chars().count() <= 8;
    if let Some(at) =
        entry.find('：').filter(short_key).filter(|_| !entry.contains(": ") && !entry.ends_with(':'))
    {
        return Some(Slip::at(start + at, '：', WIDE_COLON));
    }
    let at = entry.find(':').filter(short_key)?;
    let next = entry[at + 1..].chars().next()?;
    match next {
        ' ' | '/' => None,
        odd if odd.is_whitespace() => {
            let hint =
                format!("コロンの後の空白が{}です。半角の空白１つにしてください。", name_of_space(odd));
            Some(Slip::at(start + at + 1, odd, hint))
        }
        _ => Some(Slip::from(line, 0, "項目のコロンの後に、半角の空白を１つ入れてください（例: 査定: A）。")),
    }
}
