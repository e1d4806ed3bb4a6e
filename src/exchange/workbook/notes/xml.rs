//! The XML of a part, step by step. Nothing in it is put together from definitions of its own.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

/// What is not XML from its beginning to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

/// What comes next.
pub(super) enum Step<'x> {
    Begins(BytesStart<'x>),
    /// A part of a text, its references resolved.
    Text(Cow<'x, str>),
    Ends(BytesEnd<'x>),
}

/// Elements that say nothing of their own: how kanji are read, and what programs take that do not know the element before it.
const PASSED_OVER: [&str; 2] = ["rPh", "Fallback"];

/// The steps of a part. The last is an error where the part is broken.
pub(super) struct Steps<'x> {
    reader: Reader<&'x [u8]>,
    /// How many elements are open.
    open: usize,
    /// How many were open when one began that is passed over.
    passed_over: Option<usize>,
    has_begun: bool,
    is_over: bool,
}

/// Reads a part.
pub(super) fn steps(xml: &str) -> Steps<'_> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    reader.config_mut().expand_empty_elements = true;
    Steps { reader, open: 0, passed_over: None, has_begun: false, is_over: false }
}

/// The name of an element without its prefix.
pub(super) fn name<'e>(element: &'e BytesStart<'_>) -> &'e str {
    element.local_name().into_inner()
}

/// The same of its end.
pub(super) fn name_at_end<'e>(element: &'e BytesEnd<'_>) -> &'e str {
    element.local_name().into_inner()
}

/// The value of an attribute, by its name without its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten();
    let mut found = found.filter(|attribute| attribute.key.local_name().into_inner() == name);
    Some(unescape(&found.next()?.value).ok()?.into_owned())
}

/// Whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| ["1", "true"].contains(&value.as_str()))
}

impl<'x> Iterator for Steps<'x> {
    type Item = Result<Step<'x>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            let step = self.read();
            self.is_over |= step.is_err();
            if let Some(step) = step.transpose() {
                return Some(step);
            }
        }
        None
    }
}

impl<'x> Steps<'x> {
    /// Reads on. Much says nothing: what is passed over, comments of XML.
    fn read(&mut self) -> Result<Option<Step<'x>>, Unreadable> {
        let event = self.reader.read_event().map_err(|_| Unreadable)?;
        let says_nothing = self.passed_over.is_some();
        let step = match event {
            Event::Start(element) => {
                if !says_nothing && PASSED_OVER.contains(&name(&element)) {
                    self.passed_over = Some(self.open);
                }
                self.open += 1;
                self.has_begun = true;
                Step::Begins(element)
            }
            Event::End(element) => {
                self.open = self.open.saturating_sub(1);
                if self.passed_over == Some(self.open) {
                    self.passed_over = None;
                }
                Step::Ends(element)
            }
            Event::Text(text) => Step::Text(text.xml10_content()),
            Event::CData(text) => Step::Text(text.xml10_content()),
            Event::GeneralRef(reference) => Step::Text(resolved(&reference)?),
            Event::Eof => {
                self.is_over = true;
                return if self.open == 0 && self.has_begun { Ok(None) } else { Err(Unreadable) };
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                return Ok(None);
            }
        };
        Ok((!says_nothing && self.passed_over.is_none()).then_some(step))
    }
}

/// What a reference stands for.
fn resolved(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Unreadable> {
    let character = reference.resolve_char_ref().map_err(|_| Unreadable)?;
    match character {
        Some(character) => Ok(Cow::Owned(character.to_string())),
        None => resolve_predefined_entity(reference).map(Cow::Borrowed).ok_or(Unreadable),
    }
}
