//! The HTML dialect: the book as pages of the web edition.
//!
//! A template writes `{{ value }}` where a text goes onto the page. It stands there as it was typed, whatever it holds: what is markup
//! in HTML is escaped, in elements and in attributes alike. The filter `url` makes of a name a part of an address; `number`,
//! `circled` and `bracketed` are how the booklet prints the numbers of its levels.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, escape_formatter};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{LayoutFiles, failure, plain_environment};
use crate::diagnostics::Diagnostic;
use crate::language::script::printed_number;

/// What an address does not have as it is. The stroke between the names of folders stays.
const NOT_IN_ADDRESSES: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// The templates of the web edition.
pub struct WebTemplates {
    environment: Environment<'static>,
    files: Arc<LayoutFiles>,
}

impl WebTemplates {
    /// Those of a council, or ours.
    #[must_use]
    pub fn new(files: &Arc<LayoutFiles>) -> Self {
        let mut environment = plain_environment(files);
        // A line with a tag alone leaves no line on the page. Only delimiters could be refused, and they are the usual ones.
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(write_value);
        environment.add_filter("url", |text: &str| Value::from_safe_string(address(text)));
        environment.add_filter("number", printed_number);
        environment.add_filter("circled", circled);
        environment.add_filter("bracketed", bracketed);
        Self { environment, files: Arc::clone(files) }
    }

    /// A page.
    ///
    /// # Errors
    /// A template that is not one, or that asks for something the book does not have.
    pub fn render(&self, template: &str, context: &Value) -> Result<String, Diagnostic> {
        let rendered = |context: Value| {
            self.environment.get_template(template).and_then(|template| template.render(context))
        };
        rendered(context.clone()).map_err(|error| {
            failure::diagnostic(&error, context, &self.files, |watched| rendered(watched).err())
        })
    }
}

/// Writes a value into a page: a text escaped, a number or truth value as it is, none as nothing.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => Ok(()),
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::Bool | ValueKind::Number | ValueKind::String => escape_formatter(out, state, value),
        kind => Err(Error::new(ErrorKind::InvalidOperation, format!("{kind} はページに書けません"))),
    }
}

/// A name as a part of an address.
fn address(name: &str) -> String {
    utf8_percent_encode(name, NOT_IN_ADDRESSES).to_string()
}

/// A number in brackets.
fn bracketed(given: u32) -> String {
    format!("（{}）", printed_number(given))
}

/// A number in a circle, of which there are fifty.
fn circled(given: u32) -> String {
    let circle = match given {
        1..=20 => Some(0x2460 + given - 1),
        21..=35 => Some(0x3251 + given - 21),
        36..=50 => Some(0x32B1 + given - 36),
        _ => None,
    };
    circle.and_then(char::from_u32).map_or_else(|| bracketed(given), |circle| circle.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &str, value: &str) -> String {
        let templates = WebTemplates::new(&Arc::new(LayoutFiles::default()));
        let context = Value::from_pairs([("value", value)]);
        templates.environment.render_str(template, context).expect("renders")
    }

    #[test]
    fn what_is_typed_stays_text() {
        assert_eq!(
            written("{{ value }}", "<script>alert('&')</script>"),
            "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;&#x2f;script&gt;"
        );
        assert_eq!(
            written("<a title=\"{{ value }}\">", "\"><img src=x onerror=y>"),
            "<a title=\"&quot;&gt;&lt;img src=x onerror=y&gt;\">"
        );
        assert_eq!(written("{{ value }}", "{{ 7*7 }}{% raw %}"), "{{ 7*7 }}{% raw %}");
        assert_eq!(written("{% macro said(it) %}{{ it }}{% endmacro %}{{ said(value) }}", "a<b"), "a&lt;b");
        assert_eq!(written("{{ value | url }}", "図 1/é#?\"<.png"), "%E5%9B%B3%201/%C3%A9%23%3F%22%3C.png");
    }

    #[test]
    fn numbers_are_those_of_the_booklet() {
        let numbers = [1, 9, 10, 21, 36, 50, 51].map(|given| (printed_number(given), circled(given)));
        let expected = [
            ("１", "①"),
            ("９", "⑨"),
            ("10", "⑩"),
            ("21", "㉑"),
            ("36", "㊱"),
            ("50", "㊿"),
            ("51", "（51）"),
        ];
        assert_eq!(numbers, expected.map(|(plain, circled)| (plain.to_owned(), circled.to_owned())));
    }
}
