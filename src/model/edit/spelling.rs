//! The ways in which YAML can be typed to say a text.

/// A value as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// What stands behind the key.
    pub(super) head: String,
    /// The lines below it, each with the line end before it.
    pub(super) below: String,
}

impl Spelling {
    fn on_one_line(head: String) -> Self {
        Self { head, below: String::new() }
    }
}

/// The spellings of a text in mappings of one key each, from the outermost key to that of the text. The first of several keys gets a
/// line of its own.
pub(super) fn nested(keys: &[&str], text: &str, room: Room<'_>) -> Vec<Spelling> {
    let Some((outer, inner)) = keys.split_first() else { return room.spellings(text, None) };
    let has_own_line = !inner.is_empty() && !room.bracketed;
    let column = room.column + if has_own_line { room.step } else { 0 };
    let typed = |Spelling { head, below }| {
        let entry = format!("{}: {head}{below}", key(outer));
        if has_own_line {
            Spelling { head: String::new(), below: format!("{}{}{entry}", room.line_end, " ".repeat(column)) }
        } else {
            Spelling::on_one_line(format!("{{{entry}}}"))
        }
    };
    let inside = Room { column, bracketed: true, ..room };
    nested(inner, text, inside).into_iter().map(typed).collect()
}

/// How a value is typed that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style<'f> {
    Plain,
    Single,
    Double,
    /// A text after `|` or `>`: the sign with what belongs to it, and the column of the text.
    Block(&'f str, usize),
}

/// Where a text is to be typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room<'f> {
    /// The column of the key, or of the `-` of an item: lines below stand deeper.
    pub(super) column: usize,
    /// How much deeper the file types them.
    pub(super) step: usize,
    /// How lines of the file end.
    pub(super) line_end: &'f str,
    /// Whether it is inside `{ }` or `[ ]`, where all is typed on one line.
    pub(super) bracketed: bool,
    /// Whether the file ends there, without a line end.
    pub(super) ends_file: bool,
}

impl Room<'_> {
    /// The spellings of a text, the best first: as what stands there, then as people type it. The last says any text.
    pub(super) fn spellings(self, text: &str, standing: Option<Style<'_>>) -> Vec<Spelling> {
        let as_before = standing.and_then(|style| self.spelling(text, style));
        let column = match standing {
            Some(Style::Block(_, column)) => column,
            _ => self.column + self.step,
        };
        let below = || self.below(text, column);
        let by_habit = if text.contains('\n') {
            vec![below(), self.spelling(text, Style::Double)]
        } else {
            // A text without escapes can be marked and mended in its place.
            let escapes = |signs: &[char]| text.contains(signs);
            vec![
                self.spelling(text, Style::Plain),
                self.spelling(text, Style::Single).filter(|_| !escapes(&['\''])),
                self.spelling(text, Style::Double).filter(|_| !escapes(&['"', '\\']) && !needs_escapes(text)),
                below(),
                self.spelling(text, Style::Single),
                self.spelling(text, Style::Double),
            ]
        };
        [as_before].into_iter().chain(by_habit).flatten().collect()
    }

    fn spelling(self, text: &str, style: Style<'_>) -> Option<Spelling> {
        match style {
            Style::Plain => is_plain(text, self.bracketed).then(|| Spelling::on_one_line(text.to_owned())),
            Style::Single => (!text.contains('\n') && !needs_escapes(text))
                .then(|| Spelling::on_one_line(format!("'{}'", text.replace('\'', "''")))),
            Style::Double => Some(Spelling::on_one_line(double_quoted(text))),
            Style::Block(header, column) => self.lines(text, header, column),
        }
    }

    /// The text after `|`, with what has to stand behind it.
    fn below(self, text: &str, column: usize) -> Option<Spelling> {
        let end = match text.strip_suffix('\n') {
            None => "-",
            Some(text) if text.ends_with('\n') => "+",
            Some(_) => "",
        };
        // The depth of the first line with signs would otherwise be taken for that of the text.
        let deeper = text.trim_start_matches('\n').starts_with(' ');
        let depth = match column.checked_sub(self.column) {
            Some(depth @ 1..=9) if deeper => depth.to_string(),
            _ if deeper => return None,
            _ => String::new(),
        };
        self.lines(text, &format!("|{depth}{end}"), column)
    }

    fn lines(self, text: &str, header: &str, column: usize) -> Option<Spelling> {
        if self.bracketed || needs_escapes(text) {
            return None;
        }
        let mut below = String::with_capacity(text.len() + column);
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            below.push_str(self.line_end);
            if !line.is_empty() {
                below.extend(std::iter::repeat_n(' ', column));
                below.push_str(line);
            }
        }
        if self.ends_file && text.ends_with('\n') {
            below.push_str(self.line_end);
        }
        Some(Spelling { head: header.to_owned(), below })
    }
}

/// A key as it is typed.
pub(super) fn key(key: &str) -> String {
    if is_plain(key, true) {
        key.to_owned()
    } else if key.contains(['\'', '\n']) || needs_escapes(key) {
        double_quoted(key)
    } else {
        format!("'{key}'")
    }
}

/// Whether a text may stand without quotes for any reader of YAML, as far as its signs go. What is a value of another kind then,
/// such as `~`, is seen when it is read back.
fn is_plain(text: &str, bracketed: bool) -> bool {
    let mut signs = text.chars();
    let begins = match signs.next() {
        Some('-') => signs.next().is_some_and(char::is_alphanumeric),
        Some(first) => !",[]{}#&*!|>'\"%@`?:=".contains(first),
        None => false,
    };
    begins
        && text.trim() == text
        && !text.contains(['\n', '\t'])
        && !needs_escapes(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.starts_with("...")
        && !(bracketed && text.contains([',', '[', ']', '{', '}']))
}

/// Whether a text has characters that YAML wants escaped, or that some readers take for a line end.
fn needs_escapes(text: &str) -> bool {
    text.chars().any(is_escaped)
}

fn is_escaped(sign: char) -> bool {
    sign.is_control() && sign != '\n' && sign != '\t'
        || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn double_quoted(text: &str) -> String {
    let escaped = |sign: char| match sign {
        '"' | '\\' => format!("\\{sign}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '\r' => "\\r".to_owned(),
        sign if is_escaped(sign) => format!("\\u{:04X}", u32::from(sign)),
        sign => sign.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}
