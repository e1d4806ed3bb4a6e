//! How a new file is typed: the keys in their order, each value by `serde_yaml`, with remarks above them.

use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, SourceFile};
use crate::model::edit::Said;
use crate::model::yaml;

/// How wide a list or mapping in brackets may be, in characters.
const WIDEST: usize = 60;

/// By how much what stands in something is indented.
const STEP: usize = 2;

/// What a sentence ends in.
const STOP: char = '。';

/// The first of the characters that Unicode leaves to private use.
const PRIVATE: u32 = 0xE000;

/// A file that is being typed.
#[derive(Debug, Default)]
pub(super) struct Typing {
    text: String,
    /// What it has to say.
    said: Vec<(String, Said)>,
}

impl Typing {
    /// A remark, on lines of its own.
    pub(super) fn remark(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str("# ");
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// An empty line.
    pub(super) fn space(&mut self) {
        self.text.push('\n');
    }

    /// A key with its value.
    ///
    /// # Errors
    /// A value that cannot be typed.
    pub(super) fn entry(&mut self, key: &str, said: Said) -> Result<(), Diagnostic> {
        self.key(key, &said, 0)?;
        self.said.push((key.to_owned(), said));
        Ok(())
    }

    /// The file, which reads back as what was asked.
    ///
    /// # Errors
    /// It does not.
    pub(super) fn finish(self, path: &Path) -> Result<String, Diagnostic> {
        let read = yaml::parse(&SourceFile::new(path, self.text.as_str()))?;
        if Said::of(&read) == Said::Mapping(self.said) {
            return Ok(self.text);
        }
        Err(Diagnostic::new(Code::ValueNotWritten, "このファイルを、言われたとおりに書けません。")
            .in_file(path))
    }

    fn key(&mut self, key: &str, said: &Said, column: usize) -> Result<(), Diagnostic> {
        self.text.push_str(&scalar(key)?);
        self.text.push(':');
        self.value(said, column)
    }

    /// What follows a key or a dash that stands in a column.
    fn value(&mut self, said: &Said, column: usize) -> Result<(), Diagnostic> {
        if let Said::Text(text) = said {
            self.text.push(' ');
            self.text(&if text.contains(STOP) { lines(text)? } else { scalar(text)? }, column);
            return Ok(());
        }
        if let Some(typed) = in_brackets(said)? {
            self.text.push(' ');
            self.text.push_str(&typed);
            self.text.push('\n');
            return Ok(());
        }
        self.text.push('\n');
        match said {
            Said::Nothing | Said::Text(_) => {}
            Said::List(items) => {
                for item in items {
                    self.indent(column + STEP);
                    self.item(item, column + STEP)?;
                }
            }
            Said::Mapping(entries) => {
                for (key, said) in entries {
                    self.indent(column + STEP);
                    self.key(key, said, column + STEP)?;
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &Said, column: usize) -> Result<(), Diagnostic> {
        self.text.push('-');
        match item {
            Said::Mapping(entries) if has_list(entries) || in_brackets(item)?.is_none() => {
                for (index, (key, said)) in entries.iter().enumerate() {
                    if index == 0 {
                        self.text.push(' ');
                    } else {
                        self.indent(column + STEP);
                    }
                    self.key(key, said, column + STEP)?;
                }
                Ok(())
            }
            _ => self.value(item, column),
        }
    }

    fn indent(&mut self, column: usize) {
        self.text.extend(std::iter::repeat_n(' ', column));
    }

    /// A text, whose further lines are indented as they are at the top of a file.
    fn text(&mut self, typed: &str, column: usize) {
        for (index, line) in typed.split('\n').enumerate() {
            if index > 0 && !line.is_empty() {
                self.indent(column);
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// Whether one of the values is a list, so that a person wants to add to it.
fn has_list(entries: &[(String, Said)]) -> bool {
    entries.iter().any(|(_, said)| matches!(said, Said::List(_)))
}

/// Sentences as they are typed: on lines of their own, to which a person can add more.
fn lines(text: &str) -> Result<String, Diagnostic> {
    let typed = scalar(&format!("{text}\n"))?;
    match typed.split_once('\n') {
        // The sign says whether the last line end counts.
        Some((sign, lines)) if sign.starts_with('|') && !sign.ends_with('+') => {
            Ok(format!("{sign}-\n{lines}"))
        }
        _ => scalar(text),
    }
}

/// A text as it is typed, without the line end behind it.
fn scalar(text: &str) -> Result<String, Diagnostic> {
    // All is text to the reader; people do not put figures in quotes.
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') && !text.is_empty() {
        return Ok(text.to_owned());
    }
    // serde_yaml escapes the characters beyond the first 65,536, among which are kanji of names.
    let unused = (PRIVATE..).filter_map(char::from_u32).filter(|stand_in| !text.contains(*stand_in));
    let mut rare: Vec<char> = text.chars().filter(|character| *character > '\u{FFFF}').collect();
    rare.sort_unstable();
    rare.dedup();
    let (hidden, shown): (Vec<_>, Vec<_>) =
        rare.into_iter().zip(unused).map(|(rare, stand_in)| ((rare, stand_in), (stand_in, rare))).unzip();
    let plain = exchanged(text, &hidden);
    let typed = serde_yaml::to_string(&plain).map_err(|error| {
        Diagnostic::new(Code::ValueNotWritten, format!("「{text}」を YAML として書けません（{error}）。"))
    })?;
    let typed = exchanged(&typed, &shown);
    Ok(typed.strip_suffix('\n').unwrap_or(&typed).to_owned())
}

/// A text with characters in the stead of others.
fn exchanged(text: &str, pairs: &[(char, char)]) -> String {
    let exchanged = |character| {
        let pair = pairs.iter().find(|(from, _)| *from == character);
        pair.map_or(character, |(_, to)| *to)
    };
    text.chars().map(exchanged).collect()
}

/// A short list or mapping of texts on one line, or one of nothing.
fn in_brackets(said: &Said) -> Result<Option<String>, Diagnostic> {
    let typed = match said {
        Said::Nothing | Said::Text(_) => return Ok(None),
        Said::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(text_in_brackets).collect::<Result<_, _>>()?;
            items.map(|items| format!("[{}]", items.join(", ")))
        }
        Said::Mapping(entries) => {
            let entry = |(key, said): &(String, Said)| -> Result<Option<String>, Diagnostic> {
                let key = text_in_brackets(&Said::Text(key.clone()))?;
                let value = match said {
                    Said::List(_) => in_brackets(said)?,
                    _ => text_in_brackets(said)?,
                };
                Ok(key.zip(value).map(|(key, value)| format!("{key}: {value}")))
            };
            let entries: Option<Vec<String>> = entries.iter().map(entry).collect::<Result<_, _>>()?;
            entries.map(|entries| format!("{{{}}}", entries.join(", ")))
        }
    };
    Ok(typed.filter(|typed| typed.chars().count() <= WIDEST))
}

/// A text of one line as it is typed in brackets, where more characters mean something.
fn text_in_brackets(said: &Said) -> Result<Option<String>, Diagnostic> {
    let Said::Text(text) = said else { return Ok(None) };
    let typed = scalar(text)?;
    if typed.contains('\n') {
        return Ok(None);
    }
    let is_plain = !typed.starts_with(['\'', '"']);
    Ok(Some(if is_plain && typed.contains([',', '[', ']', '{', '}', ':', '?']) {
        format!("'{}'", typed.replace('\'', "''"))
    } else {
        typed
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file is typed as that says a value at several depths; it reads back as that.
    fn typed(said: &Said) -> String {
        let entry = |key: &str, said: Said| (key.to_owned(), said);
        let deep = Said::Mapping(vec![entry("事業", said.clone()), entry("名", Said::Nothing)]);
        let listed = Said::List(vec![deep.clone(), said.clone(), Said::List(vec![said.clone(), deep])]);
        let mut typing = Typing::default();
        typing.remark("見本\n二行目");
        typing.entry("値", said.clone()).expect("is typed");
        typing.entry("並び", listed).expect("is typed");
        let text = typing.text.clone();
        typing.finish(Path::new("a.yaml")).unwrap_or_else(|wrong| panic!("{text}\n{wrong:?}"))
    }

    fn text(text: &str) -> Said {
        Said::Text(text.to_owned())
    }

    #[test]
    fn what_is_typed_reads_back() {
        const TEXTS: &str = "12回|5|null|~|延べ: 12回|a #b|- 一|'12'|{x}|*印|&印|!印|%|@|true|1.50|\
            2024-04-01|R1-R5|一\n二|　字下げ\n\n二\n|  空白で始まる\n二|末尾 |𠮷田|𠮷田\n\u{E000}𠮷\n土|\
            一\r二|\u{FEFF}x|a, b|[a], {b}|?|a:b|タブ\tあり|\
            文。| 文。\n二|文。\n\n|文。\n 二 |\n文。|文。\t|012";
        for value in TEXTS.split('|') {
            let texts = Said::List(vec![text(value), text("二")]);
            let mapping =
                Said::Mapping(vec![("記号".to_owned(), text(value)), ("名".to_owned(), texts.clone())]);
            for said in [text(value), texts, mapping] {
                typed(&said);
            }
        }
        typed(&Said::List(Vec::new()));
        typed(&Said::Mapping(Vec::new()));
        typed(&Said::Nothing);
    }

    #[test]
    fn it_looks_as_a_person_would_type_it() {
        let named = |name: &str| ("名称".to_owned(), text(name));
        let text = typed(&Said::List(vec![
            Said::Mapping(vec![named("達成"), ("記号".to_owned(), text("A"))]),
            Said::Mapping(vec![named("回数"), ("目標".to_owned(), Said::Nothing)]),
            Said::Mapping(vec![("本文".to_owned(), text("𠮷田町\n二行目"))]),
            Said::List(vec![text("取組内容 4"), text("成果 3")]),
            Said::Mapping(vec![named("一文です。"), ("事業".to_owned(), Said::List(vec![text("5")]))]),
        ]));
        let wanted = "# 見本\n# 二行目\n値:\n  - {名称: 達成, 記号: A}\n  - 名称: 回数\n    目標:\n  - 本文: |-\n      𠮷田町\n      二行目\n  - [取組内容 4, 成果 3]\n  - 名称: |-\n      一文です。\n    事業: [5]\n";
        assert!(text.starts_with(wanted), "{text}");
    }
}
