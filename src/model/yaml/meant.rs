//! What was most likely meant by a line that YAML takes otherwise, and how it is written.

use saphyr_parser::Span;

use super::lines::{indent, is_key, key_of, value};
use super::{Node, Reader};
use crate::diagnostics::{Place, Spanned};
use crate::form::{Field, Kind};

/// The most characters of a text that are shown again.
const MOST_SHOWN: usize = 30;

/// What to do with brackets after a key, if a text is meant.
#[must_use]
pub fn text_in_brackets(key: &str, typed: &str) -> Option<String> {
    let sign = typed.chars().next().filter(|sign| ['[', '{'].contains(sign))?;
    let is_text = takes_text(key) || !is_key(key) && !typed.is_ascii();
    is_text.then(|| sign_in_text(key, sign, typed, !typed.contains('\n')))
}

/// What to do with a text that begins with a sign of YAML's. One of several lines cannot be put in quotes.
fn sign_in_text(key: &str, sign: char, text: &str, is_one_line: bool) -> String {
    let quoted = if is_one_line && !text.contains('\'') {
        format!("全体を '…' で囲む（{key}: '{}'）か、", shown(text))
    } else {
        String::new()
    };
    format!(
        "文章が「{sign}」で始まるときは、{quoted}「{key}: |-」とし、文章を次の行から、行の頭に半角の空白を２つ入れて書いてください。"
    )
}

/// What to do with an item of a list that is no more than a name.
#[must_use]
pub fn without_key(key: &str, name: &str) -> String {
    format!("名前の前に「{key}: 」を入れ、「- {key}: {name}」と書いてください。")
}

/// A text as it is shown again: a long one by its beginning and its end.
fn shown(text: &str) -> String {
    let count = text.chars().count();
    if count <= MOST_SHOWN {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(MOST_SHOWN / 2).collect();
    let end: String = text.chars().skip(count - MOST_SHOWN / 2).collect();
    format!("{beginning}…{end}")
}

/// Whether a key has a text after it.
fn takes_text(key: &str) -> bool {
    let mut fields = Field::ALL.iter().filter(|field| field.key() == key);
    fields.any(|field| matches!(field.row().kind, Kind::Words | Kind::Prose))
}

/// Whether a bracket is closed and something follows it: so ends no list, but a text may.
fn goes_on_after_bracket(value: &str) -> bool {
    let close = if value.starts_with('[') { ']' } else { '}' };
    let rest = value.split_once(close).map_or("", |(_, rest)| rest.trim());
    !rest.is_empty() && !rest.starts_with(['#', ',', ']', '}'])
}

/// What to do with a line whose text begins with a sign of YAML's.
fn sign_on_line(line: &str, is_one_line: bool) -> Option<String> {
    let key = key_of(line)?;
    let value = value(line).trim_end();
    if key.starts_with(['[', '{']) || value.len() == line.trim_start_matches([' ', '-']).trim_end().len() {
        return None;
    }
    let sign = value.chars().next()?;
    let is_text = takes_text(key);
    let is_meant = match sign {
        '-' if value.starts_with("- ") && is_key(key) && !is_text => {
            return Some(format!("「{key}:」だけの行にし、「- 」からは次の行に書いてください。"));
        }
        '-' => value.starts_with("- "),
        '[' | '{' => is_text || !is_key(key) && goes_on_after_bracket(value),
        _ => false,
    };
    is_meant.then(|| sign_in_text(key, sign, value, is_one_line))
}

/// What to do with a text in quotes that has such quotes inside.
pub(super) fn quote_in_text(line: &str) -> Option<String> {
    let value = value(line).trim_end();
    let quote = value.chars().next().filter(|sign| ['"', '\''].contains(sign))?;
    let inner = value[1..].strip_suffix(quote).filter(|inner| inner.contains(quote))?;
    // So a spreadsheet writes them, of which another hint tells.
    if inner.contains("\"\"") {
        return None;
    }
    let key = key_of(line).unwrap_or("取組内容");
    let below = format!(
        "「{key}: |-」とし、文章を ' や \" で囲まずに次の行から、行の頭に半角の空白を２つ入れて書いてください。"
    );
    Some(match quote {
        '\'' => {
            let doubled = inner.replace("''", "'").replace('\'', "''");
            format!("' で囲んだ文章の中の ' は、'' と二つ重ねる（{key}: '{}'）か、{below}", shown(&doubled))
        }
        _ if inner.contains('\'') => format!("\" で囲んだ文章の中に \" があります。{below}"),
        _ => format!("中に \" のある文章は、'…' で囲む（{key}: '{}'）か、{below}", shown(inner)),
    })
}

/// The key with which an item begins of a list below a key, if its items begin with a name.
fn first_key(list: &str) -> Option<&'static str> {
    const NAMED: [Field; 6] = [
        Field::Strategy,
        Field::Policy,
        Field::Priority,
        Field::Initiative,
        Field::Indicators,
        Field::FormerTitles,
    ];
    if Field::Foreword.key() == list {
        return Some("見出し");
    }
    if Field::Schedule.key() == list {
        return Some("内容");
    }
    NAMED.iter().any(|field| field.key() == list).then(|| Field::Name.key())
}

impl Reader<'_> {
    /// What to do with a line whose text begins with a sign of YAML's.
    pub(super) fn sign_on_line(&self, number: usize) -> Option<String> {
        let is_last = number == self.lines.count();
        let next = if is_last { "" } else { self.line(number + 1) };
        let is_one_line = next.trim().is_empty() || key_of(next).is_some();
        sign_on_line(self.line(number), is_one_line)
    }

    /// What to do with an item of which no more than the name stands on its line, before other keys.
    pub(super) fn item_without_key(&self, number: usize) -> Option<String> {
        let line = self.line(number);
        let depth = indent(line);
        let name = line[depth..].strip_prefix("- ")?.trim();
        let outside = |number: &usize| {
            let above = self.line(*number);
            let is_item = above[indent(above)..].starts_with('-');
            !above.trim().is_empty() && (indent(above) < depth || indent(above) == depth && !is_item)
        };
        let list = (1..number).rev().find(outside)?;
        let key = first_key(key_of(self.line(list))?)?;
        (key_of(line).is_none() && !name.is_empty()).then(|| without_key(key, name))
    }

    /// What to do with a key that comes again in an item because the mark of the next item is not there.
    pub(super) fn item_without_mark(
        &self,
        span: Span,
        entries: &[(Spanned<String>, Node)],
        name: &str,
        again: &Place,
    ) -> Option<String> {
        let line = self.line(span.start.line());
        let depth = indent(line);
        let is_first = entries.first().is_some_and(|(first, _)| first.value == name);
        let is_item = line[depth..].starts_with("- ") && key_of(line) == Some(name);
        let typed = self.line(again.start().line).trim();
        (is_first && is_item)
            .then(|| mark_before(span.start.line(), depth, typed))
            .map(|hint| format!("{hint}同じ一つのものなら、どちらか一方を消してください。"))
    }

    /// What to do with a key that stands under the mark of the item above it and not in it.
    pub(super) fn item_at_mark(&self, number: usize) -> Option<String> {
        let line = self.line(number);
        let depth = indent(line);
        let key = key_of(line).filter(|_| !line[depth..].starts_with('-'))?;
        let outside = |number: &usize| {
            let above = self.line(*number);
            !above.trim().is_empty() && indent(above) <= depth
        };
        let above = (1..number).rev().find(outside)?;
        let head = self.line(above);
        let is_next = indent(head) == depth && head[depth..].starts_with("- ") && key_of(head) == Some(key);
        is_next.then(|| mark_before(above, depth, line.trim()))
    }

    /// What to do with a line without a colon in which the text of the entry above it goes on.
    pub(super) fn text_going_on(&self, number: usize) -> Option<String> {
        let line = self.line(number);
        let rest = line.trim();
        let begins_with_key = Field::ALL.iter().any(|field| rest.starts_with(field.key()));
        if rest.is_empty() || key_of(line).is_some() || begins_with_key || rest.starts_with(['-', '#']) {
            return None;
        }
        let above = (1..number).rev().find(|&above| !self.line(above).trim().is_empty())?;
        let head = self.line(above);
        let key = key_of(head).filter(|key| takes_text(key) || !is_key(key))?;
        let is_plain =
            head.trim_end().ends_with(':') || !value(head).starts_with(['"', '\'', '[', '{', '|', '>']);
        let depth = head.len() - head.trim_start_matches([' ', '-']).len();
        is_plain.then(|| {
            format!(
                "上の行の文章の続きなら、{above} 行目を「{key}: |-」とし、文章を次の行から、行の頭に半角の空白を{}つ入れて書いてください。新しい項目なら、名前の後に半角のコロンと空白を入れてください（例: 査定: A）。",
                if depth == 0 { "２".to_owned() } else { format!(" {} ", depth + 2) }
            )
        })
    }
}

/// What to do with a key before which the mark of an item is not there.
fn mark_before(first: usize, depth: usize, typed: &str) -> String {
    let blanks = if depth == 0 {
        "「-」の前の空白を消してください".to_owned()
    } else {
        format!("「-」の前の半角の空白を {depth} つにしてください")
    };
    format!(
        "一つ一つは「- 」で始めます。{first} 行目と別のものなら、この行を「- {}」とし、{blanks}。",
        shown(typed)
    )
}
