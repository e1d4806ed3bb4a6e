//! What a picture is made of.

use serde::Serialize;

use crate::language::Decimal;

/// A picture, in points from its upper left corner.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What it is made of, the undermost first.
    pub shapes: Vec<Shape>,
    /// What it tells, for those who do not see it.
    pub words: String,
}

/// A part of a picture.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A rectangle with an edge.
    Area {
        /// What it is filled with.
        pattern: Pattern,
        /// Its left end.
        x: f64,
        /// Its upper end.
        y: f64,
        /// How wide it is.
        width: f64,
        /// How high it is.
        height: f64,
        /// The lines of the pattern, as the path of an SVG; none where it has no lines.
        hatch: Option<String>,
    },
    /// Bare paper, on which words can be read.
    Plate {
        /// Its left end.
        x: f64,
        /// Its upper end.
        y: f64,
        /// How wide it is.
        width: f64,
        /// How high it is.
        height: f64,
    },
    /// A line.
    Line {
        /// What it stands for.
        role: Role,
        /// Where it runs, as the path of an SVG.
        path: String,
    },
    /// A point of a line.
    Point {
        /// What it stands for.
        role: Role,
        /// Its middle.
        x: f64,
        /// Its middle.
        y: f64,
    },
    /// Words.
    Label {
        /// How they stand out.
        tone: Tone,
        /// Which part of them stands at `x`.
        anchor: Anchor,
        /// Where they stand.
        x: f64,
        /// Their baseline.
        y: f64,
        /// Their size.
        size: f64,
        /// What they say.
        words: String,
    },
}

/// What an area is filled with. Each is told from the others without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Dark all over.
    Solid,
    /// Lines that rise to the right.
    Rising,
    /// Dots.
    Dotted,
    /// Lines that fall to the right.
    Falling,
    /// Lines of both ways.
    Crossed,
    /// Upright lines.
    Upright,
    /// Level lines.
    Level,
    /// Nothing.
    Blank,
    /// Pale all over.
    Pale,
}

/// What a line or a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The line of zero.
    Axis,
    /// 目標.
    Target,
    /// 実績.
    Actual,
}

/// How words stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// On paper.
    Plain,
    /// On paper, bold.
    Strong,
    /// On what is dark.
    Inverse,
}

/// Which part of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// A length with as many decimals as can be seen.
pub(super) fn rounded(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

/// A count as a length.
pub(super) fn length(count: usize) -> f64 {
    Decimal::whole(i64::try_from(count).unwrap_or(i64::MAX)).to_f64()
}

/// How wide words are, in parts of their size: those of ASCII half as wide as the others.
pub(super) fn width(words: &str) -> f64 {
    words.chars().map(|character| if character.is_ascii() { 0.5 } else { 1.0 }).sum()
}
