//! What is drawn over a sheet (`xl/drawings/drawing1.xml`): of shapes, their texts. Pictures, lines and charts say nothing here.

use super::note::{Note, NoteKind};
use super::xml::{Step, Unreadable, attribute, is_set, name, name_at_end, steps};
use crate::exchange::workbook::place::CellAt;

/// What is known of the place and the shape that is being read.
#[derive(Default)]
struct Reading {
    /// The corner of what is drawn: column and row, once they are known.
    corner: [Option<u32>; 2],
    /// The element in which a text is awaited.
    awaited: Awaited,
    shape: Option<Shape>,
    in_text: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Awaited {
    #[default]
    Nothing,
    /// The upper left corner.
    Corner,
    /// One of its two numbers.
    Number(usize),
}

/// A shape.
#[derive(Default)]
struct Shape {
    text: String,
    /// Whether its words are its own, and can be seen: some repeat a cell, and behind the labels of buttons lie hidden shapes.
    says_it_itself: bool,
}

/// Reads the shapes with text as far as the part can be read.
pub(super) fn read(xml: &str, found: &mut Vec<Note>) -> Result<(), Unreadable> {
    let mut reading = Reading::default();
    for step in steps(xml) {
        match step? {
            Step::Begins(element) => reading.begins(&element),
            Step::Text(text) => reading.text(&text),
            Step::Ends(element) => found.extend(reading.ends(name_at_end(&element))),
        }
    }
    Ok(())
}

impl Reading {
    fn begins(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        match (name(element), &mut self.shape) {
            ("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor", _) => self.corner = [None; 2],
            ("from", None) => self.awaited = Awaited::Corner,
            ("col", None) if self.awaited == Awaited::Corner => self.awaited = Awaited::Number(0),
            ("row", None) if self.awaited == Awaited::Corner => self.awaited = Awaited::Number(1),
            ("sp", _) => {
                let repeats = attribute(element, "textlink").is_some_and(|cell| !cell.is_empty());
                self.shape = Some(Shape { text: String::new(), says_it_itself: !repeats });
            }
            ("cNvPr", Some(shape)) => shape.says_it_itself &= !is_set(element, "hidden"),
            ("br", Some(shape)) => shape.text.push('\n'),
            ("t", Some(_)) => self.in_text = true,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.shape, self.awaited) {
            (Some(shape), _) if self.in_text => shape.text.push_str(text),
            (None, Awaited::Number(which)) => self.corner[which] = text.trim().parse().ok(),
            _ => {}
        }
    }

    /// A shape, where one has ended that says something.
    fn ends(&mut self, name: &str) -> Option<Note> {
        match (name, self.awaited) {
            ("t", _) => self.in_text = false,
            ("p", _) => self.shape.iter_mut().for_each(|shape| shape.text.push('\n')),
            ("col" | "row", Awaited::Number(_)) => self.awaited = Awaited::Corner,
            ("from", _) => self.awaited = Awaited::Nothing,
            ("sp", _) => {
                let shape = self.shape.take().filter(|shape| shape.says_it_itself)?;
                let [column, row] = self.corner;
                let at = column.zip(row).map(|(column, row)| CellAt::new(row, column));
                return Note::new(NoteKind::Shape, at.filter(|at| at.is_on_sheet()), &shape.text);
            }
            _ => {}
        }
        None
    }
}
