//! What the program has to say about a booklet: one type for every stage of the flow.

mod code;
mod explanation;
mod nearest;
mod source;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

pub use code::{Code, Severity};
pub use explanation::Explanation;
pub use nearest::nearest;
pub(crate) use source::cut;
pub use source::{Excerpt, LineColumn, Place, SourceFile, Spanned, file_name};

use crate::form::CellName;

/// Where a diagnostic belongs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Location {
    /// Nowhere in particular: an argument, a folder that is missing.
    None,
    /// A file or folder as a whole, named relative to the root.
    File(PathBuf),
    /// A range of a file's text.
    Place(Place),
}

/// The part of the booklet that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The sheet, by its printed page number.
    pub sheet: u32,
    /// The cell; none for the sheet as a whole.
    pub cell: Option<CellName>,
    /// Which of the cells of this name on the sheet, counted from 0.
    pub nth: usize,
}

/// A value that a template put into the markup, where Typst could not use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inserted {
    /// The value, without what the markup needs around it.
    pub value: String,
    /// Where it was typed, if that is known.
    pub place: Option<Place>,
}

impl Inserted {
    /// The value for people: on one line, and no longer than is needed to recognise it.
    #[must_use]
    pub fn shown(&self) -> String {
        source::shown(&self.value.replace('\n', " "))
    }
}

/// What of a measure is not written yet, so that it can be told together with what else they owe who write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    /// 年度, as printed.
    pub year: String,
    /// 事業名.
    pub measure: String,
    /// By whom.
    pub owed: Vec<Owed>,
    /// How the booklet that requires it is asked for: `R8 --targets`.
    pub booklet: String,
}

/// What one of those who write has not written of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// 担当係, or whom the form names.
    pub writer: String,
    /// How many fields; none where a year that has passed has no record.
    pub fields: usize,
    /// Whether they are asked in the table of 査定.
    pub is_in_review: bool,
}

/// What only some findings have.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Detail {
    /// The value that a template put where the finding is.
    Inserted(Inserted),
    /// What is not written.
    Unwritten(Unwritten),
    /// By about how many characters a text is too long.
    Excess(usize),
}

/// One finding, in words for people who keep the records, not for programmers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is, and so how much it weighs; stable from version to version.
    pub code: Code,
    /// What is wrong, as a Japanese sentence.
    pub message: Box<str>,
    /// Where it is.
    pub location: Location,
    /// What more there is to know of findings of its kind.
    detail: Option<Box<Detail>>,
    /// The sheet that it is about, if it is about one.
    pub subject: Option<Box<Subject>>,
    /// What stands at the place, shown under the marked text.
    pub label: Option<Box<str>>,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
    /// How to mend it, where the program knows a right or likely answer.
    pub fix: Option<Box<Fix>>,
}

/// An edit of the file that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The characters that go.
    pub place: Place,
    /// What comes in their stead.
    pub replacement: String,
    /// Whether the program may make it by itself.
    pub certainty: Certainty,
}

/// How sure a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// One answer is right, whatever the sentence means: `check --fix` writes it.
    Certain,
    /// The answer is likely; it is for a person to accept.
    Proposed,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into().into_boxed_str(),
            location: Location::None,
            detail: None,
            subject: None,
            label: None,
            hints: Vec::new(),
            fix: None,
        }
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether it forbids the booklet.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// Puts the diagnostic at a range of a file.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.location = Location::Place(place.clone());
        self
    }

    /// Puts the diagnostic at a whole file or folder.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.location = Location::File(path.into());
        self
    }

    /// The file that it is in.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.location {
            Location::None => None,
            Location::File(path) => Some(path),
            Location::Place(place) => Some(place.source().path()),
        }
    }

    /// Says which value a template put there; the book knows where that was typed.
    #[must_use]
    pub fn inserted(mut self, value: impl Into<String>) -> Self {
        self.detail = Some(Box::new(Detail::Inserted(Inserted { value: value.into(), place: None })));
        self
    }

    /// Says which cell of which sheet it is about; the book knows where that was written.
    #[must_use]
    pub fn about(mut self, sheet: u32, cell: impl Into<CellName>) -> Self {
        self.subject = Some(Box::new(Subject { sheet, cell: Some(cell.into()), nth: 0 }));
        self
    }

    /// Says which sheet as a whole it is about.
    #[must_use]
    pub fn about_sheet(mut self, sheet: u32) -> Self {
        self.subject = Some(Box::new(Subject { sheet, cell: None, nth: 0 }));
        self
    }

    /// Says which of several cells of one name it is about, counted from 0 in the order of the page.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        if let Some(subject) = &mut self.subject {
            subject.nth = nth;
        }
        self
    }

    /// Says a few words under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into().into_boxed_str());
        self
    }

    /// The value that a template put where it is.
    #[must_use]
    pub fn value(&self) -> Option<&Inserted> {
        match self.detail.as_deref()? {
            Detail::Inserted(inserted) => Some(inserted),
            Detail::Unwritten(_) | Detail::Excess(_) => None,
        }
    }

    /// The same, to say where it was typed.
    pub fn value_mut(&mut self) -> Option<&mut Inserted> {
        match self.detail.as_deref_mut()? {
            Detail::Inserted(inserted) => Some(inserted),
            Detail::Unwritten(_) | Detail::Excess(_) => None,
        }
    }

    /// What is not written, if that is what is wrong.
    #[must_use]
    pub fn unwritten(&self) -> Option<&Unwritten> {
        match self.detail.as_deref()? {
            Detail::Unwritten(unwritten) => Some(unwritten),
            Detail::Inserted(_) | Detail::Excess(_) => None,
        }
    }

    /// By about how many characters a text is too long, if that is what is wrong.
    #[must_use]
    pub fn excess(&self) -> Option<usize> {
        match self.detail.as_deref()? {
            Detail::Excess(characters) => Some(*characters),
            Detail::Inserted(_) | Detail::Unwritten(_) => None,
        }
    }

    /// Says by about how many characters a text is too long.
    #[must_use]
    pub fn exceeds(mut self, characters: usize) -> Self {
        self.detail = Some(Box::new(Detail::Excess(characters)));
        self
    }

    /// Says who has not written what.
    #[must_use]
    pub fn is_unwritten(mut self, unwritten: Unwritten) -> Self {
        self.detail = Some(Box::new(Detail::Unwritten(unwritten)));
        self
    }

    /// Adds a sentence about what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    /// The fix that the program may make without a person.
    #[must_use]
    pub fn certain_fix(&self) -> Option<&Fix> {
        self.fix.as_deref().filter(|fix| fix.certainty == Certainty::Certain)
    }

    /// What to do, for people: the fix first, then the hints.
    #[must_use]
    pub fn advice(&self) -> Vec<String> {
        let fix = self.fix.as_deref().map(|Fix { place, replacement, .. }| {
            let typed = place.text();
            match replacement.as_str() {
                "" if typed.trim().is_empty() => "空白を消す。".to_owned(),
                "" => format!("「{typed}」を消す。"),
                " " if typed.trim().is_empty() => "半角の空白に直す。".to_owned(),
                "\n" => "改行に直す。".to_owned(),
                right => format!("「{typed}」を「{right}」に直す。"),
            }
        });
        fix.into_iter().chain(self.hints.iter().cloned()).collect()
    }

    /// A number that equal findings share, and others hardly ever.
    fn likeness(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.code, &self.message, &self.subject, &self.location).hash(&mut hasher);
        hasher.finish()
    }

    /// Adds 「もしかして」 with the nearest of `candidates`, if one is near.
    #[must_use]
    pub fn hint_nearest<'a>(self, typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(typed, candidates) {
            Some(name) => self.hint(format!("「{name}」ではありませんか。")),
            None => self,
        }
    }
}

/// How many findings of one kind are told of one text.
const MOST_OF_A_KIND: usize = 100;

/// Collects what a run finds, so that all of it is reported together.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// Which of them have a [`Diagnostic::likeness`].
    alike: HashMap<u64, Vec<usize>>,
}

impl Diagnostics {
    /// Nothing found so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // One cause may show in many places of the pages.
        let alike = self.alike.entry(diagnostic.likeness()).or_default();
        if !alike.iter().any(|&index| self.found[index] == diagnostic) {
            alike.push(self.found.len());
            self.found.push(diagnostic);
        }
    }

    /// Takes over all that another stage found.
    pub fn append(&mut self, other: Self) {
        other.found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// With what else was found.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.append(others);
        self
    }

    /// Without those beyond the first hundred of one kind in one text, of which there may be as many as characters: the last that
    /// stays says how many there are. Who mends the hundred sees the next.
    #[must_use]
    pub fn counted(self) -> Self {
        let kind = |found: &Diagnostic| (found.code, found.file().map(Path::to_owned), found.subject.clone());
        let mut counts: HashMap<_, usize> = HashMap::new();
        for found in &self.found {
            *counts.entry(kind(found)).or_default() += 1;
        }
        if counts.values().all(|&count| count <= MOST_OF_A_KIND) {
            return self;
        }
        let mut seen: HashMap<_, usize> = HashMap::new();
        let kept = self.found.into_iter().filter_map(|found| {
            let kind = kind(&found);
            let more = counts[&kind].saturating_sub(MOST_OF_A_KIND);
            let seen = seen.entry(kind).or_default();
            *seen += 1;
            match *seen {
                MOST_OF_A_KIND if more > 0 => Some(found.hint(format!(
                    "同じ所に、ほかに {more} か所あります。示したものを直すと、続きが出ます。"
                ))),
                number => (number <= MOST_OF_A_KIND).then_some(found),
            }
        });
        kept.collect()
    }

    /// Whether any finding forbids the booklet.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// How many errors there are.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warning_count(&self) -> usize {
        self.found.len() - self.error_count()
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// The errors, and the warnings.
    #[must_use]
    pub fn parted(self) -> (Self, Self) {
        let (errors, warnings): (Vec<_>, Vec<_>) = self.found.into_iter().partition(Diagnostic::is_error);
        (errors.into_iter().collect(), warnings.into_iter().collect())
    }

    /// Changes each finding.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        self.found.into_iter().map(change).collect()
    }

    /// Notes a failure and goes on without the value.
    pub fn take<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                self.push(diagnostic);
                None
            }
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    /// Takes findings that are known to differ from each other.
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        let mut diagnostics = Self::new();
        for finding in findings {
            diagnostics.alike.entry(finding.likeness()).or_default().push(diagnostics.found.len());
            diagnostics.found.push(finding);
        }
        diagnostics
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::from_iter([diagnostic])
    }
}
