//! The lines of patterns. They are drawn one by one: a pattern of SVG has an id, which no other picture of a page may have.

use std::fmt::Write;

use super::shape::{Pattern, Shape, rounded};

/// How far one line is from the next.
const PITCH: f64 = 3.6;

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    /// It as an area with a pattern.
    pub fn filled(self, pattern: Pattern) -> Shape {
        let [x, y, width, height] = [self.x, self.y, self.width, self.height].map(rounded);
        Shape::Area { pattern, x, y, width, height, hatch: self.hatch(pattern) }
    }

    /// The lines of a pattern, if it has any.
    fn hatch(self, pattern: Pattern) -> Option<String> {
        let mut path = String::new();
        match pattern {
            Pattern::Solid | Pattern::Blank | Pattern::Pale => return None,
            Pattern::Rising => self.slanted(false, PITCH, &mut path),
            Pattern::Falling => self.slanted(true, 1.5 * PITCH, &mut path),
            Pattern::Crossed => {
                self.slanted(false, 1.4 * PITCH, &mut path);
                self.slanted(true, 1.4 * PITCH, &mut path);
            }
            Pattern::Dotted => {
                for (row, y) in steps(self.height, PITCH).enumerate() {
                    let shift = if row % 2 == 0 { 0.0 } else { PITCH / 2.0 };
                    for x in steps(self.width - shift - 0.6, PITCH) {
                        line(&mut path, [self.x + shift + x - 0.6, self.y + y], [1.2, 0.0]);
                    }
                }
            }
            Pattern::Upright => {
                for x in steps(self.width, PITCH) {
                    line(&mut path, [self.x + x, self.y], [0.0, self.height]);
                }
            }
            Pattern::Level => {
                for y in steps(self.height, PITCH) {
                    line(&mut path, [self.x, self.y + y], [self.width, 0.0]);
                }
            }
        }
        (!path.is_empty()).then_some(path)
    }

    /// Lines at 45 degrees, cut off at the edges.
    fn slanted(self, falls: bool, pitch: f64, path: &mut String) {
        let Self { x, y, width, height } = self;
        for foot in steps(width + height, pitch).map(|step| step - height) {
            // Counted along the foot of the rectangle, a line begins at its foot or its left end, and ends at its head or its right end.
            let (from, to) = (foot.max(0.0), (foot + height).min(width));
            let (start, end) = if falls { (x + width - from, x + width - to) } else { (x + from, x + to) };
            let high = y + height - (from - foot);
            line(path, [start, high], [end - start, from - to]);
        }
    }
}

/// A line from a point, so far.
fn line(path: &mut String, [x, y]: [f64; 2], [right, down]: [f64; 2]) {
    let [x, y, right, down] = [x, y, right, down].map(rounded);
    // Writing into a text never fails.
    let _ = write!(path, "M{x} {y}l{right} {down}");
}

/// The places of lines across a length: between its ends, not on them.
fn steps(length: f64, pitch: f64) -> impl Iterator<Item = f64> {
    let inside = move |place: &f64| *place < length - 0.2;
    std::iter::successors(Some(pitch / 2.0), move |place| Some(place + pitch)).take_while(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_leaves_its_rectangle() {
        let frame = Frame { x: 10.0, y: 2.0, width: 7.0, height: 13.0 };
        for pattern in [
            Pattern::Rising,
            Pattern::Dotted,
            Pattern::Falling,
            Pattern::Crossed,
            Pattern::Upright,
            Pattern::Level,
        ] {
            let path = frame.hatch(pattern).expect("lines");
            for line in path.split('M').skip(1) {
                let numbers: Vec<f64> =
                    line.split(['l', ' ']).map(|number| number.parse().expect("a number")).collect();
                let &[x, y, right, down] = numbers.as_slice() else { panic!("{line}") };
                for (x, y) in [(x, y), (x + right, y + down)] {
                    assert!((9.99..=17.01).contains(&x) && (1.99..=15.01).contains(&y), "{pattern:?} {line}");
                }
            }
        }
    }
}
