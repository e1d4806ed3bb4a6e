//! A bar whose parts are counts.

use super::hatch::Frame;
use super::shape::{Anchor, Chart, Pattern, Shape, Tone, length, rounded, width};

/// How long a bar is.
const LENGTH: f64 = 170.0;

/// How high its picture is.
const HEIGHT: f64 = 13.0;

/// The size of what is written in it.
const SIZE: f64 = 8.0;

/// A part of a bar.
pub(in crate::book) struct Part<'a> {
    /// What is counted.
    pub name: &'a str,
    /// How many there are.
    pub count: usize,
    /// How it is told from the others.
    pub pattern: Pattern,
}

/// A bar with its parts side by side. A part tells its name and its count as far as they go in.
pub(in crate::book) fn stacked(parts: &[Part<'_>], words: String) -> Chart {
    let total: usize = parts.iter().map(|part| part.count).sum();
    let mut shapes = Vec::new();
    let mut before = 0;
    for part in parts.iter().filter(|part| part.count > 0) {
        let place = |count: usize| 0.5 + (LENGTH - 1.0) * length(count) / length(total);
        let (start, end) = (place(before), place(before + part.count));
        let frame = Frame { x: start, y: 1.0, width: end - start, height: HEIGHT - 2.0 };
        shapes.push(frame.filled(part.pattern));
        label(part, &frame, &mut shapes);
        before += part.count;
    }
    Chart { width: LENGTH, height: HEIGHT, shapes, words }
}

/// What a part of a bar says, on bare paper where a pattern would make it hard to read. Marks may be digits: what counts has its
/// counter, as far as that goes in.
fn label(part: &Part<'_>, frame: &Frame, shapes: &mut Vec<Shape>) {
    let Part { name, count, .. } = part;
    let room = frame.width - 3.0;
    let fits = |words: &String| width(words) * SIZE + 2.0 <= room;
    let named = format!("{name}：{count}");
    let said = [format!("{named}件"), named, format!("{count}件"), count.to_string()];
    let Some(words) = said.into_iter().find(fits) else { return };
    let middle = frame.x + frame.width / 2.0;
    let wide = width(&words) * SIZE + 3.0;
    let tone = match part.pattern {
        Pattern::Solid => Tone::Inverse,
        Pattern::Blank | Pattern::Pale => Tone::Plain,
        _ => {
            let (x, wide) = (rounded(middle - wide / 2.0), rounded(wide));
            shapes.push(Shape::Plate { x, y: 1.6, width: wide, height: HEIGHT - 3.2 });
            Tone::Plain
        }
    };
    let (x, y) = (rounded(middle), HEIGHT / 2.0 + 2.9);
    shapes.push(Shape::Label { tone, anchor: Anchor::Middle, x, y, size: SIZE, words });
}

/// What a part of a bar looks like, beside its name.
pub(in crate::book) fn swatch(pattern: Pattern) -> Chart {
    let frame = Frame { x: 0.5, y: 0.5, width: 15.0, height: 8.0 };
    Chart { width: 16.0, height: 9.0, shapes: vec![frame.filled(pattern)], words: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_what_goes_into_it() {
        let part = |name, count| Part { name, count, pattern: Pattern::Rising };
        let bar = stacked(&[part("A", 30), part("B", 3), part("C", 0), part("D", 1)], String::new());
        let said = bar.shapes.iter().filter_map(|shape| match shape {
            Shape::Label { words, .. } => Some(words.as_str()),
            _ => None,
        });
        assert_eq!(said.collect::<Vec<_>>(), ["A：30件", "3"]);
        let widths = bar.shapes.iter().filter_map(|shape| match shape {
            Shape::Area { width, .. } => Some(*width),
            _ => None,
        });
        assert!((widths.sum::<f64>() - (LENGTH - 1.0)).abs() < 0.1);
    }
}
