//! The objects of a PDF as typst-pdf writes it: one by one, uncompressed but for streams, with a table of their places at the end
//! (ISO 32000-1, 7.5).

use std::borrow::Cow;

/// A PDF with a table of its objects at the end.
pub(super) struct File<'a> {
    pub header: &'a [u8],
    pub objects: Vec<Object<'a>>,
    /// One more than the highest number of an object.
    pub size: usize,
    /// What the trailer says of the document: root, information, identifier.
    pub trailer: &'a str,
}

/// An object, without the words around it.
pub(super) struct Object<'a> {
    pub number: usize,
    pub body: Cow<'a, [u8]>,
}

impl<'a> File<'a> {
    /// Nothing if the file is not of that form.
    pub fn read(pdf: &'a [u8]) -> Option<Self> {
        let tail = String::from_utf8_lossy(pdf.get(pdf.len().saturating_sub(64)..)?);
        let table_start: usize = tail.rsplit_once("startxref")?.1.split_whitespace().next()?.parse().ok()?;
        let table = std::str::from_utf8(pdf.get(table_start..)?).ok()?;
        let (table, trailer) = table.split_once("trailer\n<</Size ")?;
        let (trailer, _) = trailer.split_once(">>\nstartxref")?;
        let (size, trailer) = trailer.split_at(trailer.find('/')?);

        // The table has a line for each object: where it begins, and whether there is one (`n`).
        let entries = table.lines().skip(2).enumerate();
        let mut offsets: Vec<(usize, usize)> = entries
            .filter(|(_, entry)| entry.trim_end().ends_with('n'))
            .map(|(number, entry)| Some((entry.get(..10)?.parse().ok()?, number)))
            .collect::<Option<_>>()?;
        offsets.sort_unstable();
        let header = pdf.get(..offsets.first()?.0)?;
        let ends = offsets.iter().skip(1).map(|&(offset, _)| offset).chain([table_start]);
        let objects = offsets.iter().zip(ends).map(|(&(start, number), end)| {
            let text = pdf.get(start..end)?.trim_ascii_end();
            let body =
                text.strip_prefix(format!("{number} 0 obj\n").as_bytes())?.strip_suffix(b"\nendobj")?;
            Some(Object { number, body: Cow::Borrowed(body) })
        });
        Some(Self { header, objects: objects.collect::<Option<_>>()?, size: size.parse().ok()?, trailer })
    }

    /// A reader shows the bookmarks of the first level at once, and those of the second if the first are open: their `Count`
    /// is not negative (ISO 32000-1, 12.3.3).
    pub fn open_bookmarks(&mut self) {
        let root = self.objects.iter().find_map(|object| {
            object.body.starts_with(b"<</Type/Outlines").then(|| format!("<</Parent {} 0 R/", object.number))
        });
        let Some(parent) = root else { return };
        let first_level = self.objects.iter_mut().filter(|object| object.body.starts_with(parent.as_bytes()));
        let mut shown = 0;
        for object in first_level {
            let text = String::from_utf8_lossy(&object.body);
            if let Some((before, count)) = text.split_once("/Count -") {
                shown += count.split('/').next().and_then(|count| count.parse().ok()).unwrap_or(0);
                object.body = Cow::Owned(format!("{before}/Count {count}").into_bytes());
            }
        }
        let root = self.objects.iter_mut().find(|object| object.body.starts_with(b"<</Type/Outlines"));
        if let Some(root) = root {
            let text = String::from_utf8_lossy(&root.body);
            if let Some((before, count)) = text.split_once("/Count ") {
                let count: usize = count.trim_end_matches('>').parse().unwrap_or(0);
                root.body = Cow::Owned(format!("{before}/Count {}>>", count + shown).into_bytes());
            }
        }
    }
}

impl Object<'_> {
    pub fn has_stream(&self) -> bool {
        self.body.ends_with(b"endstream")
    }
}

/// A piece of what an object says. All pieces one after the other are the object again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `/Kids`, without the slash.
    Name(&'a [u8]),
    /// `12`; an amount, or the beginning of a number with a point.
    Integer(usize),
    /// `12 0 R`: another object.
    Reference(usize),
    /// `(U1x0y0)`, with its parentheses.
    Text(&'a [u8]),
    /// Whatever else, and the whole stream that may follow.
    Other(&'a [u8]),
}

/// The pieces of what an object says.
pub(super) fn tokens(body: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let (token, length) = next_token(rest)?;
        rest = &rest[length..];
        Some(token)
    })
}

/// The first piece, and how long it is.
fn next_token(text: &[u8]) -> Option<(Token<'_>, usize)> {
    Some(match text.first()? {
        b'/' => {
            let length = length_until(text, |byte| !is_regular(byte));
            (Token::Name(&text[1..length]), length)
        }
        b'(' => {
            let length = length_of_text(text);
            (Token::Text(&text[..length]), length)
        }
        b'<' if text.get(1) != Some(&b'<') => {
            let length = (length_until(text, |byte| byte == b'>') + 1).min(text.len());
            (Token::Other(&text[..length]), length)
        }
        b'<' => (Token::Other(&text[..2]), 2),
        b'0'..=b'9' => {
            let length = length_until(text, |byte| !byte.is_ascii_digit());
            let number = std::str::from_utf8(&text[..length]).ok()?.parse().ok()?;
            match text[length..].strip_prefix(b" 0 R") {
                Some(after) if !after.first().is_some_and(|&byte| is_regular(byte)) => {
                    (Token::Reference(number), length + 4)
                }
                // Zeros at the head are no others' number.
                _ if length > 1 && text[0] == b'0' => (Token::Other(&text[..length]), length),
                _ => (Token::Integer(number), length),
            }
        }
        _ if text.starts_with(b"stream\n") => (Token::Other(text), text.len()),
        // A word or a sign, and whatever it is part of: the places after a point are no number.
        &first if is_regular(first) => {
            let length = length_until(text, |byte| !is_regular(byte));
            (Token::Other(&text[..length]), length)
        }
        _ => (Token::Other(&text[..1]), 1),
    })
}

/// How long a piece is that ends before the first byte of a kind after its own first.
fn length_until(text: &[u8], is_end: impl Fn(u8) -> bool) -> usize {
    text.iter().skip(1).position(|&byte| is_end(byte)).map_or(text.len(), |at| at + 1)
}

/// Whether a byte is part of a name or number (ISO 32000-1, 7.2.2).
fn is_regular(byte: u8) -> bool {
    const REGULAR: [bool; 256] = {
        let mut regular = [true; 256];
        let others = b"\0\t\n\x0c\r ()<>[]{}/%";
        let mut nth = 0;
        while nth < others.len() {
            regular[others[nth] as usize] = false;
            nth += 1;
        }
        regular
    };
    REGULAR[usize::from(byte)]
}

/// How long the text in parentheses is that stands first; those in it come in pairs or behind a backslash.
fn length_of_text(text: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What stands under a name of an object, up to the next name: `[6 0 R 7 0 R]` under `Kids`.
pub(super) fn under<'a>(body: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = Token<'a>> {
    let named = move |token: &Token<'_>| *token == Token::Name(name);
    let from = tokens(body).skip_while(move |token| !named(token)).skip(1);
    from.take_while(|token| !matches!(token, Token::Name(_)))
}

/// The objects to which a name of an object refers.
pub(super) fn references(body: &[u8], name: &'static [u8]) -> Vec<usize> {
    let of = |token| if let Token::Reference(number) = token { Some(number) } else { None };
    under(body, name).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Token, references, tokens};

    #[test]
    fn what_is_written_in_a_text_or_a_stream_refers_to_nothing() {
        let body = b"<</T(see 5 0 R \\) (6 0 R))/Alt<FEFF0035>/K[7 0 R 12 3.5 -8 true]/P 80 0 R/N/F1>>\nstream\n9 0 R\nendstream";
        let found = tokens(body).filter_map(|token| match token {
            Token::Reference(number) => Some(number),
            _ => None,
        });
        assert_eq!(found.collect::<Vec<_>>(), [7, 80]);
        assert_eq!(references(body, b"P"), [80]);
        assert!(tokens(body).any(|token| token == Token::Integer(12)));
        let mut again = Vec::new();
        for token in tokens(body) {
            match token {
                Token::Name(name) => again.extend([b"/", name].concat()),
                Token::Integer(number) => again.extend(number.to_string().bytes()),
                Token::Reference(number) => again.extend(format!("{number} 0 R").bytes()),
                Token::Text(text) | Token::Other(text) => again.extend(text),
            }
        }
        assert_eq!(again, body);
    }
}
