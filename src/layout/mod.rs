//! Templates: the book as Typst markup, and as HTML ([`WebTemplates`]).
//!
//! A template of the booklet writes `{{ value }}` where a value goes onto paper. Every text becomes a Typst *string literal*, so that
//! nothing typed in a record can act as markup, whatever it holds. The filter `text` gives the literal alone, for use as
//! an argument of a function, `phrases` the same for a title, whose lines end between phrases (both take the room of a line,
//! `text(4)`, where a cell is narrow), and `str` a literal that is
//! not for paper, such as a key or the title in the PDF's data. In a picture (`chart.svg.j2`) a text is escaped as XML wants it.

mod failure;
mod files;
mod heights;
mod html;
mod lines;
mod literal;
mod markup;
mod tags;
mod version;
mod watched;

use std::slice;
use std::sync::Arc;

use minijinja::value::{Serde, StringInput, Value, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter,
};
use serde::Serialize;

use rayon::prelude::*;

pub use files::{FileContents, LayoutFileError, LayoutFiles, Original, THEME};
pub use html::WebTemplates;
pub(crate) use lines::WORD_JOINER;
pub(crate) use literal::Literal;
pub use markup::{Markup, Part};

use crate::book::{Book, Sheet};
use crate::changes::Change;
use crate::diagnostics::Diagnostic;
use crate::reports::Checklist;

/// The template that is rendered; the others are included by it.
const MAIN: &str = "booklet.typ.j2";

/// The template of 新旧対照表.
const CHANGES: &str = "changes.typ.j2";

/// The template of 校正一覧.
const CHECKLIST: &str = "checklist.typ.j2";

/// The end of the names of templates that are pictures.
const PICTURE: &str = ".svg.j2";

/// How many sheets are typeset together. Parts are laid out side by side; fifths of an ordinary booklet and its front matter keep
/// two processors busy until the end.
const SHEETS_PER_PART: usize = 12;

/// How many steps a template may take for one part; thirty sheets take some hundred thousand.
const MOST_STEPS: u64 = 100_000_000;

/// How the booklet is printed, which changes nothing of what it says.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Printing {
    /// On both sides of the paper: what stands at the outer edge changes sides, and parts begin on right-hand pages.
    pub duplex: bool,
    /// For proofreading: as of when the records are, as printed. Lines are numbered.
    pub draft: Option<String>,
}

/// Renders the book with the templates of a council, or ours: the front matter, then the sheets in parts of a size
/// that can be typeset at once.
///
/// # Errors
/// A template that is not one, or that asks for something the book does not have.
pub fn render(book: &Book<'_>, printing: &Printing, files: &Arc<LayoutFiles>) -> Result<Markup, Diagnostic> {
    let environment = environment(files);
    let renderer = Renderer::new(&environment, book, printing, files);
    let (front, sheets) = rayon::join(
        || renderer.part("front", true, &[]),
        || -> Vec<Result<Part, Diagnostic>> {
            let chunks = book.sheets.par_chunks(SHEETS_PER_PART);
            chunks.map(|sheets| renderer.part(&format!("sheets-{}", sheets[0].page), false, sheets)).collect()
        },
    );
    // Of several errors the first in the booklet is told, whichever came first in time.
    let parts: Result<Vec<Part>, Diagnostic> = std::iter::once(front).chain(sheets).collect();
    Ok(Markup::new(parts?, files))
}

/// Renders some sheets of the book as they stand in it, each as a part of its own, without the front matter.
///
/// # Errors
/// As [`render`].
pub fn render_sheets(
    book: &Book<'_>,
    wanted: impl Fn(&Sheet<'_>) -> bool,
    printing: &Printing,
    files: &Arc<LayoutFiles>,
) -> Result<Markup, Diagnostic> {
    let environment = environment(files);
    let renderer = Renderer::new(&environment, book, printing, files);
    let sheets = book.sheets.iter().filter(|sheet| wanted(sheet));
    let part =
        |sheet: &Sheet<'_>| renderer.part(&format!("sheet-{}", sheet.page), false, slice::from_ref(sheet));
    Ok(Markup::new(sheets.map(part).collect::<Result<_, _>>()?, files))
}

/// Renders 校正一覧: what was found in the book, for its sections.
///
/// # Errors
/// As [`render`].
pub fn render_checklist(
    book: &Book<'_>,
    checklist: &Checklist,
    files: &Arc<LayoutFiles>,
) -> Result<Markup, Diagnostic> {
    let context = minijinja::context! { book => Serde(book), checklist => Serde(checklist) };
    let part = part(&environment(files), CHECKLIST, "checklist", true, &context, files)?;
    Ok(Markup::new(vec![part], files))
}

/// Renders the book in one piece, as a person would read it or compile it by hand.
///
/// # Errors
/// As [`render`].
pub fn render_whole(
    book: &Book<'_>,
    printing: &Printing,
    files: &Arc<LayoutFiles>,
) -> Result<Markup, Diagnostic> {
    let environment = environment(files);
    let renderer = Renderer::new(&environment, book, printing, files);
    Ok(Markup::new(vec![renderer.part("booklet", true, &book.sheets)?], files))
}

/// Renders 新旧対照表: what differs from an earlier version of the book.
///
/// # Errors
/// As [`render`].
pub fn render_changes(
    book: &Book<'_>,
    changes: &[Change],
    files: &Arc<LayoutFiles>,
) -> Result<Markup, Diagnostic> {
    let context = minijinja::context! { book => Serde(book), changes => Serde(changes) };
    let part = part(&environment(files), CHANGES, "changes", true, &context, files)?;
    Ok(Markup::new(vec![part], files))
}

/// Renders a template as a part of a document.
fn part(
    environment: &Environment<'static>,
    template: &str,
    name: &str,
    front: bool,
    context: &Value,
    files: &LayoutFiles,
) -> Result<Part, Diagnostic> {
    let rendered = |context: Value| {
        environment.get_template(template).and_then(|template| template.render_with_spans(context))
    };
    rendered(context.clone())
        .map(|(text, spans)| Part::new(name, front, text, spans))
        .map_err(|error| failure::diagnostic(&error, context, files, |watched| rendered(watched).err()))
}

struct Renderer<'a> {
    environment: &'a Environment<'static>,
    book: Value,
    printing: Value,
    files: &'a Arc<LayoutFiles>,
}

impl<'a> Renderer<'a> {
    fn new(
        environment: &'a Environment<'static>,
        book: &Book<'_>,
        printing: &Printing,
        files: &'a Arc<LayoutFiles>,
    ) -> Self {
        Self { environment, book: Value::from(Serde(book)), printing: Value::from(Serde(printing)), files }
    }

    fn part(&self, name: &str, front: bool, sheets: &[Sheet<'_>]) -> Result<Part, Diagnostic> {
        let context = minijinja::context! {
            book => self.book.clone(), printing => self.printing.clone(), front, sheets => Serde(sheets),
        };
        part(self.environment, MAIN, name, front, &context, self.files)
    }
}

/// The filters of the templates: the value as a string of Typst's code, as a text, and as a text that breaks at phrases.
const FILTERS: [&str; 3] = ["str", "text", "phrases"];

fn environment(files: &Arc<LayoutFiles>) -> Environment<'static> {
    let mut environment = plain_environment(files);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(PICTURE) { AutoEscape::Html } else { AutoEscape::Custom("typst".into()) }
    });
    environment.set_formatter(write_value);
    let [str, text, phrases] = FILTERS;
    environment.add_filter(str, |state: &mut State<'_, '_>, value: &Value| string_literal(state, value));
    environment.add_filter(text, |state: &mut State<'_, '_>, value: &Value, room: Option<usize>| {
        text_literal(state, value, |text| lines::keep_together(text, room))
    });
    environment.add_filter(phrases, |state: &mut State<'_, '_>, value: &Value, room: Option<usize>| {
        text_literal(state, value, |text| lines::keep_phrases(text, room))
    });
    environment
}

/// What both dialects have: where templates come from, and what they may not do.
fn plain_environment(files: &Arc<LayoutFiles>) -> Environment<'static> {
    let mut environment = Environment::new();
    let loader = Arc::clone(files);
    environment.set_loader(move |name| match loader.text(name) {
        Ok(source) if has_too_long_tag(source.text()) => Err(Error::new(
            ErrorKind::SyntaxError,
            format!("「{name}」に、{LONGEST_TAG} 字より長い {{{{ … }}}} か {{% … %}} があります"),
        )),
        Ok(source) => Ok(Some(source.text().to_owned())),
        Err(LayoutFileError::NotText(_)) => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("layouts/{name} の文字コードが UTF-8 ではありません"),
        )),
        Err(LayoutFileError::Denied) => {
            Err(Error::new(ErrorKind::InvalidOperation, LayoutFileError::denied(name)))
        }
        Err(LayoutFileError::NotFound) => Ok(None),
    });
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // An error says which name is undefined, and where it was asked for.
    environment.set_debug(true);
    environment.set_auto_reload(false);
    environment.set_fuel(Some(MOST_STEPS));
    environment
}

/// How many characters an expression or statement of a template may have. Who reads and runs it goes a step deeper for each sign
/// in it, until the stack is full; ours have at most some hundred.
const LONGEST_TAG: usize = 4_000;

/// Whether a tag of a template is longer.
fn has_too_long_tag(template: &str) -> bool {
    let mut rest = template;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let tag = &rest[start..];
        let end = tag.find("}}").into_iter().chain(tag.find("%}")).min().unwrap_or(tag.len());
        if tag[..end].chars().count() > LONGEST_TAG {
            return true;
        }
        rest = &tag[end..];
    }
    false
}

/// Writes a value into markup: a text as an embedded string literal, a number or truth value as it is, none as nothing. A picture
/// gets texts as XML has them.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() == AutoEscape::Html {
        return escape_formatter(out, state, value);
    }
    match value.kind() {
        ValueKind::None => Ok(()),
        // Typst spells truth in small letters.
        ValueKind::Bool => Ok(write!(out, "{}", value.is_true())?),
        ValueKind::Number => Ok(write!(out, "{value}")?),
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            if value.is_safe() {
                out.write_str(text)?;
            } else {
                write!(out, "#{};", Literal(&lines::keep_together(text, None)))?;
            }
            Ok(())
        }
        kind => Err(Error::new(ErrorKind::InvalidOperation, format!("{kind} は紙に書けません"))),
    }
}

/// The filters `text` and `phrases`: a text for paper as a Typst string literal, with the places where a line must not
/// end; none as `none`. Their argument is how many characters a line of a narrow cell has room for.
fn text_literal(state: &State<'_, '_>, value: &Value, join: impl Fn(&str) -> String) -> Result<Value, Error> {
    match value.as_str() {
        Some(text) => Ok(Value::from_safe_string(Literal(&join(text)).to_string())),
        None => string_literal(state, value),
    }
}

/// The filter `str`: the value as a Typst string literal for code, none as `none`.
fn string_literal(state: &State<'_, '_>, value: &Value) -> Result<Value, Error> {
    // What is undefined minijinja itself refuses, and knows where it comes from.
    StringInput::new(state, value)?;
    match value.kind() {
        ValueKind::None => Ok(Value::from_safe_string("none".into())),
        ValueKind::String => {
            Ok(Value::from_safe_string(Literal(value.as_str().unwrap_or_default()).to_string()))
        }
        ValueKind::Number => Ok(Value::from_safe_string(Literal(&value.to_string()).to_string())),
        kind => Err(Error::new(ErrorKind::InvalidOperation, format!("{kind} は文字になりません"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> String {
        let files = Arc::new(LayoutFiles::default());
        environment(&files)
            .render_str("{{ value }}|{{ value | str }}", Value::from_pairs([("value", value)]))
            .expect("renders")
            .replace(WORD_JOINER, "")
    }

    #[test]
    fn what_is_typed_stays_text() {
        assert_eq!(written("a"), "#\"a\";|\"a\"");
        assert_eq!(written("#read(\"x\")"), "#\"#read(\\\"x\\\")\";|\"#read(\\\"x\\\")\"");
        assert_eq!(written("{{ 7*7 }}\\"), "#\"{{ 7*7 }}\\\\\";|\"{{ 7*7 }}\\\\\"");
        assert_eq!(written("一\n二"), "#\"一\\n二\";|\"一\\n二\"");
    }
}
