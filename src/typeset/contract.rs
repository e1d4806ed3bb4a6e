//! What the layouts and the program agree on. The layouts' half is `layouts/contract.typ`: whoever changes one changes the other,
//! and the number of the layouts that have to follow (`layout/version.rs`).
//!
//! The layouts label what is to be found on a finished page ([`Mark`]) and say how each sheet may be set ([`SheetMark`]). They link
//! to sheets and rows whose pages they cannot know ([`Link`]). The program tells them how each sheet is set so that it fits
//! ([`fits_file`]).

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use typst::foundations::{Dict, FromValue, Label, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::Point;
use typst::model::Destination;

use crate::form::CellName;
use crate::layout::Literal;

/// Before the page number in the label of a sheet: `<sheet-12>`.
const SHEET: &str = "sheet-";

/// Before the name in the label of a cell: `<field-成果>`.
const FIELD: &str = "field-";

/// The label at the lower right corner of what a page of a sheet has between its margins.
const BODY_END: &str = "body-end";

/// After the sheet's number in the address of its row of the index. The address is read out to those who cannot see the page, and so
/// is in words: what the index is called comes before the number.
const ROW: &str = " ページの行";

/// The layout file that says how each sheet is set; ours takes the place of any other.
pub(super) const FITS: &str = "fits.typ";

/// What a label on a finished page marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// What the layout says of a sheet, by its printed page number; the label is on [`SheetMark`].
    Sheet(u32),
    /// The content of a cell whose size is given.
    Cell(CellName),
    /// Where the body of a page of a sheet ends.
    BodyEnd,
}

impl Mark {
    /// Reads a label; any other is the layout's own.
    pub fn of(label: Label) -> Option<Self> {
        let name = label.resolve();
        let name = name.as_str();
        match name.strip_prefix(FIELD) {
            Some(cell) => Some(Self::Cell(cell.into())),
            None if name == BODY_END => Some(Self::BodyEnd),
            None => name.strip_prefix(SHEET)?.parse().ok().map(Self::Sheet),
        }
    }
}

/// What a layout says of a sheet.
#[derive(Debug, Clone)]
pub(super) struct SheetMark {
    /// The printed page number.
    pub number: u32,
    /// Which sheets have to have the same size.
    pub fit: String,
    /// The sizes to try, in points, the largest first.
    pub sizes: Vec<f64>,
    /// How far a text reaches above and below its baseline.
    pub edges: Edges,
    /// The rows that may share the page anew.
    pub rows: Vec<RowMark>,
    /// The height that they may take together, in points.
    pub room: f64,
    /// On how many pages it may go on where it does not fit on one; 0 where that is not to be thought of.
    pub pages: usize,
    /// What stands on it from top to bottom, if it may go on to other pages.
    pub blocks: Vec<BlockMark>,
    /// The height of what is repeated at the head of such a page, in points.
    pub again: f64,
    /// How many such pages the sheets before it take, if the layout goes by that.
    pub before: Option<usize>,
    /// How far a line is from the next, in parts of its size.
    pub pitch: f64,
    /// The width and height between the margins for which it is laid out, in points, if the layout says so.
    pub body: Option<[f64; 2]>,
}

/// A part of a sheet over its whole width.
#[derive(Debug, Clone)]
pub(super) struct BlockMark {
    /// Its rows, by their names.
    pub rows: Vec<String>,
    /// Its height but for these rows, in points.
    pub height: f64,
    /// Whether it stays on the page of the one before it.
    pub stays: bool,
    /// The width that each of several cells in its row has in a row of its own, in points.
    pub alone: Option<f64>,
}

/// A row of a sheet whose height may change.
#[derive(Debug, Clone)]
pub(super) struct RowMark {
    /// Its name, unlike any other of the sheet.
    pub name: String,
    /// The cells that stand in it, as the layout names them.
    pub fields: Vec<CellName>,
    /// Its height on all sheets, in points.
    pub height: f64,
    /// Its least height, in points.
    pub least: f64,
    /// How many rows of one height it is made of.
    pub parts: f64,
}

/// The edges of a text, in parts of its size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub ascent: f64,
    pub descent: f64,
}

/// What layouts that do not say so most likely have.
const USUAL_PITCH: f64 = 1.5;

impl SheetMark {
    /// The sheet that a tag of the page begins.
    pub fn of(tag: &Tag) -> Option<Self> {
        let Tag::Start(element, _) = tag else { return None };
        let metadata = element.to_packed::<MetadataElem>()?;
        let Mark::Sheet(number) = Mark::of(metadata.label()?)? else { return None };
        let Value::Dict(said) = &metadata.value else { return None };
        let Ok(Value::Str(fit)) = said.get("fit") else { return None };
        let &[ascent, descent] = numbers(said, "edges")?.as_slice() else { return None };
        let edges = Edges { ascent, descent };
        Some(Self {
            number,
            fit: fit.as_str().to_owned(),
            sizes: numbers(said, "sizes")?,
            edges,
            rows: all(said, "rows", RowMark::of)?,
            room: one(said, "room").unwrap_or_default(),
            pages: one(said, "pages").unwrap_or_default(),
            blocks: all(said, "blocks", BlockMark::of)?,
            again: one(said, "again").unwrap_or_default(),
            before: one(said, "before"),
            pitch: one(said, "pitch").unwrap_or(USUAL_PITCH),
            body: numbers(said, "body").and_then(|sides| sides.try_into().ok()),
        })
    }
}

/// Whether a tag stands where the body of a page of a sheet ends.
pub(super) fn ends_body(tag: &Tag) -> bool {
    let Tag::Start(element, _) = tag else { return false };
    element.label().and_then(Mark::of) == Some(Mark::BodyEnd)
}

impl BlockMark {
    fn of(said: &Value) -> Option<Self> {
        let Value::Dict(said) = said else { return None };
        let name = |name: &Value| match name {
            Value::Str(name) => Some(name.as_str().to_owned()),
            _ => None,
        };
        Some(Self {
            rows: all(said, "rows", name)?,
            height: one(said, "height")?,
            stays: one(said, "stays")?,
            alone: one(said, "alone"),
        })
    }
}

/// What a layout says under a key, if it says it.
fn one<T: FromValue>(said: &Dict, key: &str) -> Option<T> {
    said.get(key).ok()?.clone().cast().ok()
}

/// All that a layout lists under a key; nothing where it has no such list.
fn all<T>(said: &Dict, key: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    match said.get(key) {
        Ok(Value::Array(items)) => items.iter().map(read).collect(),
        _ => Some(Vec::new()),
    }
}

impl RowMark {
    fn of(said: &Value) -> Option<Self> {
        let Value::Dict(said) = said else { return None };
        let (Ok(Value::Str(name)), Ok(Value::Array(fields))) = (said.get("name"), said.get("fields")) else {
            return None;
        };
        let field = |field: &Value| match field {
            Value::Str(field) => Some(field.as_str().into()),
            _ => None,
        };
        Some(Self {
            name: name.as_str().to_owned(),
            fields: fields.iter().map(field).collect::<Option<_>>()?,
            height: one(said, "height")?,
            least: one(said, "least")?,
            parts: one(said, "parts")?,
        })
    }
}

fn numbers(said: &Dict, key: &str) -> Option<Vec<f64>> {
    let Ok(Value::Array(numbers)) = said.get(key) else { return None };
    numbers.iter().map(|number| number.clone().cast().ok()).collect()
}

/// Where a link within the booklet leads, as the layouts write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Link {
    /// To a sheet by its printed number, which stands in the place of the page's.
    Sheet(u32, Point),
    /// To the row of a sheet in the index.
    Row(u32),
}

impl Link {
    /// Reads a destination; any other leads out of the booklet, or to where Typst itself knows the page.
    pub fn to(destination: &Destination) -> Option<Self> {
        match destination {
            Destination::Position(position) => {
                Some(Self::Sheet(position.page.get().try_into().ok()?, position.point))
            }
            Destination::Url(url) => {
                let (_, sheet) = url.strip_suffix(ROW)?.rsplit_once(' ')?;
                Some(Self::Row(sheet.parse().ok()?))
            }
            Destination::Location(_) => None,
        }
    }
}

/// How a sheet is set so that it fits.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fit {
    /// How many sizes down.
    pub step: usize,
    /// The heights of its rows by their names, in points; none where they are those of all sheets.
    pub heights: BTreeMap<String, f64>,
    /// How often its rows have shared the page anew at this size.
    pub tries: usize,
    /// The blocks with which it goes on to its next pages, counted from 0.
    pub breaks: Vec<usize>,
}

impl Hash for Fit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let heights = self.heights.iter().map(|(row, height)| (row, height.to_bits()));
        (self.step, heights.collect::<Vec<_>>(), self.tries, &self.breaks).hash(state);
    }
}

/// The text of [`FITS`]: how each sheet is set that is not set as all are, by its [`SheetMark::fit`]; and which sheets go on to how many
/// other pages.
pub(super) fn fits_file<'a>(
    fits: impl IntoIterator<Item = (&'a str, &'a Fit)>,
    longer: &BTreeMap<u32, usize>,
) -> String {
    let fit = |(name, Fit { step, heights, breaks, .. }): (&str, &Fit)| {
        let heights = heights.iter().map(|(row, height)| format!("{}: {height:.3}pt", Literal(row)));
        let heights = dictionary(heights);
        let breaks = array(breaks.iter().map(ToString::to_string));
        format!("{}: (step: {step}, heights: {heights}, breaks: {breaks})", Literal(name))
    };
    let longer = array(longer.iter().map(|(sheet, pages)| format!("({sheet}, {pages})")));
    format!("#let fits = {}\n#let longer = {longer}", dictionary(fits.into_iter().map(fit)))
}

/// An array of Typst. One of a single item needs its comma.
fn array(items: impl Iterator<Item = String>) -> String {
    format!("({})", items.map(|item| item + ",").collect::<String>())
}

/// A dictionary of Typst.
fn dictionary(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    // An empty dictionary has a colon.
    if entries.is_empty() { "(:)".to_owned() } else { format!("({})", entries.join(", ")) }
}
