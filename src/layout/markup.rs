//! Typst markup that knows which line of which template wrote it.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use minijinja::{OutputSpan, OutputSpanKind};

use super::{LayoutFiles, WORD_JOINER, literal};
use crate::diagnostics::{Place, SourceFile};

/// The generated markup of a booklet, in parts that are typeset one after the other.
#[derive(Debug)]
pub struct Markup {
    parts: Vec<Part>,
    files: Arc<LayoutFiles>,
}

impl Markup {
    pub(super) fn new(parts: Vec<Part>, files: &Arc<LayoutFiles>) -> Self {
        Self { parts, files: Arc::clone(files) }
    }

    /// The parts in page order; each is a document of its own.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The layout files that it was made with, and that it imports.
    #[must_use]
    pub fn files(&self) -> &LayoutFiles {
        &self.files
    }
}

/// A run of whole pages as Typst markup.
#[derive(Debug)]
pub struct Part {
    source: Arc<SourceFile>,
    spans: Box<[OutputSpan]>,
    front: bool,
}

impl Part {
    pub(super) fn new(name: &str, front: bool, text: String, spans: Vec<OutputSpan>) -> Self {
        Self { source: SourceFile::new(format!("{name}.typ"), text), spans: spans.into(), front }
    }

    /// Whether it is the front matter, before the first sheet.
    #[must_use]
    pub fn is_front(&self) -> bool {
        self.front
    }

    /// The name under which the part is compiled; no two parts have the same.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.source.path()
    }

    /// The markup.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// What in a template wrote a range of the markup; the range itself where no template is to be found.
    #[must_use]
    pub(crate) fn origin(&self, range: Range<usize>, files: &LayoutFiles) -> Origin {
        let index = self.spans.partition_point(|span| span.output_range().end <= range.start);
        let place = self
            .spans
            .get(index)
            .filter(|span| span.output_range().start <= range.start)
            .and_then(|span| {
                let template = files.text(span.name()).ok()?;
                let written = span.source_range();
                Some(template.place(match span.kind() {
                    // Raw text maps byte for byte.
                    OutputSpanKind::Raw => {
                        let start = written.start + (range.start - span.output_range().start);
                        start..(start + range.len()).min(written.end)
                    }
                    _ => written,
                }))
            })
            .unwrap_or_else(|| self.source.place(range.clone()));
        // Of several values in the range nobody can tell which is meant.
        let mut values = self.spans[index..]
            .iter()
            .take_while(|span| span.output_range().start < range.end.max(range.start + 1))
            .filter(|span| span.kind() == OutputSpanKind::Expression);
        let value = values.next().filter(|_| values.next().is_none()).map(|span| self.value(span));
        Origin { place, value }
    }

    /// The value that an expression of a template wrote, as it was typed.
    fn value(&self, span: &OutputSpan) -> String {
        let written = self.text().get(span.output_range()).unwrap_or_default();
        let literal = written.strip_prefix('#').and_then(|rest| rest.strip_suffix(';')).unwrap_or(written);
        literal::read(literal).map_or_else(|| written.to_owned(), |text| text.replace(WORD_JOINER, ""))
    }
}

/// What in a template wrote a piece of markup.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The place in the template.
    pub place: Place,
    /// The value that stands in the markup there, if it is a single one.
    pub value: Option<String>,
}
