//! Text as Typst string literals.

use std::fmt::{self, Display, Formatter, Write};

/// Displays a text as a Typst string literal, quotes included. Typst reads back just this text.
///
/// Only what ends or escapes a literal is escaped, and the control characters, which a source file may normalise.
pub(crate) struct Literal<'a>(pub &'a str);

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        let mut rest = self.0;
        while let Some(at) =
            rest.find(|character: char| matches!(character, '"' | '\\') || character.is_control())
        {
            f.write_str(&rest[..at])?;
            let mut characters = rest[at..].chars();
            match characters.next() {
                Some('\n') => f.write_str("\\n")?,
                Some(character @ ('"' | '\\')) => write!(f, "\\{character}")?,
                Some(control) => write!(f, "\\u{{{:x}}}", u32::from(control))?,
                None => {}
            }
            rest = characters.as_str();
        }
        f.write_str(rest)?;
        f.write_char('"')
    }
}

/// The text of a string literal that [`Literal`] wrote; nothing for other markup.
pub(super) fn read(literal: &str) -> Option<String> {
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut characters = escape.chars();
        match characters.next()? {
            'n' => text.push('\n'),
            'u' => {
                let (digits, after) = escape.strip_prefix("u{")?.split_once('}')?;
                text.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?);
                characters = after.chars();
            }
            escaped => text.push(escaped),
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use typst::syntax::SyntaxNode;
    use typst::syntax::ast::Str;

    use super::{Literal, read};

    #[test]
    fn typst_reads_back_what_was_written() {
        let every_control = (0..0x20).chain(0x7f..0xa0).filter_map(char::from_u32).collect::<String>();
        for text in [
            "",
            "a\"b\\c",
            "一行目\n二行目\r\n",
            "\\u{41}",
            "\u{2028}\u{FEFF}か\u{3099}😀\u{E000}",
            &every_control,
        ] {
            let source = Literal(text).to_string();
            let root = typst::syntax::parse_code(&source);
            assert!(!root.diagnosis().errors, "{source}");
            let literal = root.children().find_map(SyntaxNode::cast::<Str>).expect(&source);
            assert_eq!(literal.get(), text, "{source}");
            assert_eq!(read(&source).as_deref(), Some(text), "{source}");
        }
    }
}
