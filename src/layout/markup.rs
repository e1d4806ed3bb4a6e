//! Typst markup that knows which line of which template wrote it.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use minijinja::{OutputSpan, OutputSpanKind};

use super::LayoutFiles;
use crate::diagnostics::{Place, SourceFile};

/// The generated markup of a whole booklet.
#[derive(Debug)]
pub struct Markup {
    source: Arc<SourceFile>,
    spans: Vec<OutputSpan>,
    files: Arc<LayoutFiles>,
}

impl Markup {
    /// The name under which the markup is compiled.
    pub const NAME: &str = "booklet.typ";

    pub(super) fn new(text: String, spans: Vec<OutputSpan>, files: &Arc<LayoutFiles>) -> Self {
        Self { source: SourceFile::new(Path::new(Self::NAME), text), spans, files: Arc::clone(files) }
    }

    /// The markup.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The layout files that it was made with, and that it imports.
    #[must_use]
    pub fn files(&self) -> &Arc<LayoutFiles> {
        &self.files
    }

    /// The place in a template that wrote a range of the markup; the range itself where no template is to be found.
    #[must_use]
    pub fn origin(&self, range: Range<usize>) -> Place {
        let index = self.spans.partition_point(|span| span.output_range().end <= range.start);
        self.spans
            .get(index)
            .filter(|span| span.output_range().start <= range.start)
            .and_then(|span| {
                let template = self.files.text(span.name()).ok()?;
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
            .unwrap_or_else(|| self.source.place(range))
    }
}
