//! 目標 and 実績 over the years: a line where there are three years or more, bars for fewer.

use std::cmp::Ordering;

use super::hatch::Frame;
use super::shape::{Anchor, Chart, Pattern, Role, Shape, Tone, length, rounded, width};
use crate::language::Decimal;
use crate::model::Direction;
use crate::year::FiscalYear;

/// What a picture shows of an indicator.
pub(in crate::book) struct Figures<'a> {
    /// 単位.
    pub unit: Option<&'a str>,
    /// 向き.
    pub direction: Direction,
    /// The years, each with 目標 and 実績 where they are numbers.
    pub years: Vec<YearFigures>,
}

/// 目標 and 実績 of a year.
#[derive(Debug, Clone, Copy)]
pub(in crate::book) struct YearFigures {
    pub year: FiscalYear,
    pub target: Option<Decimal>,
    pub actual: Option<Decimal>,
}

/// How wide a picture of few years is. Two of them stand side by side on a sheet.
const NARROW: f64 = 240.0;

/// How wide one of more years is.
const WIDE: f64 = 484.0;

/// How many years go into a narrow picture.
const FEW_YEARS: usize = 5;

/// How high a picture is.
const HEIGHT: f64 = 84.0;

/// Where zero or the least figure lies; below it is room for a figure and the years.
const FOOT: f64 = HEIGHT - 24.0;

/// Where the largest figure of lines lies; above it is room for the key and a figure.
const HEAD_OF_LINES: f64 = 24.0;

/// Where the highest bar ends; above it is room for the key and two figures.
const HEAD_OF_BARS: f64 = 33.0;

/// The size of words.
const SIZE: f64 = 7.5;

/// The size of figures that go in no larger.
const LEAST_SIZE: f64 = 6.5;

/// From how many years with a figure a line tells more than bars.
const YEARS_OF_A_LINE: usize = 3;

/// The picture of an indicator; none where no year has a number.
pub(in crate::book) fn trend(figures: &Figures<'_>) -> Option<Chart> {
    let all = || figures.years.iter().flat_map(|year| [year.target, year.actual]).flatten();
    let (least, most) = (all().min()?, all().max()?);
    let years = figures.years.len();
    let wide = if years > FEW_YEARS { WIDE } else { NARROW };
    let is_line = [Role::Target, Role::Actual]
        .iter()
        .any(|&role| figures.years.iter().filter(|year| year.of(role).is_some()).count() >= YEARS_OF_A_LINE);
    let zero = Decimal::whole(0);
    let [least, most] = [least, most.max(zero)].map(Decimal::to_f64);
    // Lines high above zero would all look level.
    let from_zero = !is_line || least < most / 2.0;
    let range = [if from_zero { least.min(0.0) } else { least }, most];
    let head = if is_line { HEAD_OF_LINES } else { HEAD_OF_BARS };
    let plot = Plot { figures, range, head, wide, slot: (wide - 8.0) / length(years.max(1)) };
    let mut shapes = plot.years();
    if from_zero {
        shapes.push(plot.zero());
    } else {
        shapes.push(not_from_zero());
    }
    if is_line {
        plot.lines(&mut shapes);
    } else {
        plot.bars(&mut shapes);
    }
    plot.key(is_line, &mut shapes);
    Some(Chart { width: wide, height: HEIGHT, shapes, words: figures.words() })
}

impl YearFigures {
    fn of(&self, role: Role) -> Option<Decimal> {
        match role {
            Role::Target => self.target,
            Role::Actual => self.actual,
            Role::Axis => None,
        }
    }
}

/// A picture while it is drawn.
struct Plot<'a> {
    figures: &'a Figures<'a>,
    /// The least and the largest figure; zero is among them, but for lines that do not begin there.
    range: [f64; 2],
    /// Where the largest lies.
    head: f64,
    wide: f64,
    /// The width of a year.
    slot: f64,
}

impl Plot<'_> {
    /// The middle of a year.
    fn x(&self, year: usize) -> f64 {
        4.0 + self.slot * (length(year) + 0.5)
    }

    /// Where a figure lies.
    fn y(&self, figure: Decimal) -> f64 {
        let [least, most] = self.range;
        let part = if most > least { (figure.to_f64() - least) / (most - least) } else { 0.0 };
        FOOT - (FOOT - self.head) * part
    }

    /// The names of the years.
    fn years(&self) -> Vec<Shape> {
        let year = |(index, year): (usize, &YearFigures)| {
            centred(Tone::Plain, self.x(index), HEIGHT - 4.0, SIZE, year.year.to_string())
        };
        self.figures.years.iter().enumerate().map(year).collect()
    }

    /// The line of zero.
    fn zero(&self) -> Shape {
        let zero = rounded(self.y(Decimal::whole(0)));
        Shape::Line { role: Role::Axis, path: format!("M4 {zero}H{}", rounded(self.wide - 4.0)) }
    }

    /// A line for 目標 and one for 実績. Where a year has no figure, they stop.
    fn lines(&self, shapes: &mut Vec<Shape>) {
        for role in [Role::Target, Role::Actual] {
            let mut path = String::new();
            let mut is_drawn = false;
            for (index, year) in self.figures.years.iter().enumerate() {
                let figure = year.of(role);
                if let Some(figure) = figure {
                    let command = if is_drawn { 'L' } else { 'M' };
                    let point = format!("{command}{} {}", rounded(self.x(index)), rounded(self.y(figure)));
                    path.push_str(&point);
                }
                is_drawn = figure.is_some();
            }
            shapes.push(Shape::Line { role, path });
        }
        for role in [Role::Target, Role::Actual] {
            let years = self.figures.years.iter().enumerate();
            shapes.extend(years.filter_map(|(index, year)| {
                let (x, y) = (rounded(self.x(index)), rounded(self.y(year.of(role)?)));
                Some(Shape::Point { role, x, y })
            }));
        }
        let size = self.size(|figure| figure.to_string());
        for (index, year) in self.figures.years.iter().enumerate() {
            for role in [Role::Target, Role::Actual] {
                let Some(figure) = year.of(role).filter(|_| size.is_some() || self.is_last(index, role))
                else {
                    continue;
                };
                // The larger figure stands above its point, the smaller one below.
                let is_below = match (year.target, year.actual) {
                    (Some(target), Some(actual)) if role == Role::Target => target <= actual,
                    (Some(target), Some(actual)) => actual < target,
                    _ => false,
                };
                let y = self.y(figure) + if is_below { 4.5 + SIZE } else { -4.5 };
                shapes.push(self.figure(role, index, y, size.unwrap_or(LEAST_SIZE), figure.to_string()));
            }
        }
    }

    /// A bar for 目標, and before it a narrower one for 実績; above them both figures.
    fn bars(&self, shapes: &mut Vec<Shape>) {
        let zero = self.y(Decimal::whole(0));
        let named =
            |figure: Decimal, role| format!("{}{figure}", if role == Role::Target { "目標" } else { "実績" });
        let of_longest = |figure: Decimal| named(figure, Role::Target);
        let named_size = self.size(of_longest);
        let size = named_size.or_else(|| self.size(|figure| figure.to_string()));
        for (index, year) in self.figures.years.iter().enumerate() {
            for (role, part, pattern) in
                [(Role::Target, 0.6, Pattern::Blank), (Role::Actual, 0.3, Pattern::Solid)]
            {
                let Some(figure) = year.of(role) else { continue };
                let (end, wide) = (self.y(figure), (self.slot * part).min(40.0 * part));
                let height = (zero - end).abs();
                let frame = Frame { x: self.x(index) - wide / 2.0, y: zero.min(end), width: wide, height };
                shapes.push(frame.filled(pattern));
            }
            let said: Vec<(Role, Decimal)> = [Role::Actual, Role::Target]
                .into_iter()
                .filter(|&role| size.is_some() || self.is_last(index, role))
                .filter_map(|role| Some((role, year.of(role)?)))
                .collect();
            let highest = said.iter().map(|(_, figure)| self.y(*figure)).fold(zero, f64::min);
            for (row, (role, figure)) in said.into_iter().enumerate() {
                let words = if named_size.is_some() { named(figure, role) } else { figure.to_string() };
                let y = highest - 2.5 - (SIZE + 0.5) * length(row);
                shapes.push(self.figure(role, index, y, size.unwrap_or(LEAST_SIZE), words));
            }
        }
    }

    /// Which sign is which.
    fn key(&self, is_line: bool, shapes: &mut Vec<Shape>) {
        let mut end = self.wide - 4.0;
        for (role, name) in [(Role::Target, "目標"), (Role::Actual, "実績")] {
            let y = 8.0;
            let words = rounded(end - width(name) * SIZE);
            let sign = words - 20.0;
            if is_line {
                let path = format!("M{} {y}h16", rounded(sign));
                shapes.push(Shape::Line { role, path });
                shapes.push(Shape::Point { role, x: rounded(sign + 8.0), y });
            } else {
                let pattern = if role == Role::Target { Pattern::Blank } else { Pattern::Solid };
                shapes.push(Frame { x: sign + 6.0, y: y - 3.5, width: 10.0, height: 7.0 }.filled(pattern));
            }
            let tone = tone(role);
            let words_of = name.to_owned();
            shapes.push(Shape::Label {
                tone,
                anchor: Anchor::Start,
                x: words,
                y: y + 2.7,
                size: SIZE,
                words: words_of,
            });
            end = sign - 8.0;
        }
    }

    /// Whether no later year has a figure.
    fn is_last(&self, index: usize, role: Role) -> bool {
        self.figures.years[index + 1..].iter().all(|year| year.of(role).is_none())
    }

    /// The size in which every figure goes into the width of its year, if that can be read.
    fn size(&self, words: impl Fn(Decimal) -> String) -> Option<f64> {
        let figures = self.figures.years.iter().flat_map(|year| [year.target, year.actual]).flatten();
        let longest = figures.map(|figure| width(&words(figure))).fold(1.0, f64::max);
        let size = SIZE.min((self.slot - 3.0) / longest);
        (size >= LEAST_SIZE).then(|| rounded(size))
    }

    /// A figure above or below the middle of its year.
    fn figure(&self, role: Role, index: usize, y: f64, size: f64, words: String) -> Shape {
        let half = width(&words) * size / 2.0;
        let x = self.x(index).min(self.wide - 1.0 - half).max(1.0 + half);
        centred(tone(role), x, y, size, words)
    }
}

/// That the foot of the picture is not zero.
fn not_from_zero() -> Shape {
    let words = "※縦軸は 0 から始まりません".to_owned();
    Shape::Label { tone: Tone::Plain, anchor: Anchor::Start, x: 4.0, y: 10.7, size: LEAST_SIZE, words }
}

/// Words that stand in the middle of a place.
fn centred(tone: Tone, x: f64, y: f64, size: f64, words: String) -> Shape {
    Shape::Label { tone, anchor: Anchor::Middle, x: rounded(x), y: rounded(y), size, words }
}

/// How the figures of 目標 and 実績 stand out.
fn tone(role: Role) -> Tone {
    if role == Role::Actual { Tone::Strong } else { Tone::Plain }
}

impl Figures<'_> {
    /// What the picture tells: from where to where 実績 has gone, whether 目標 is reached, and what is not known.
    fn words(&self) -> String {
        let actual: Vec<(YearFigures, Decimal)> =
            self.years.iter().filter_map(|year| Some((*year, year.actual?))).collect();
        let fewer = (self.direction == Direction::Fewer).then(|| "少ないほどよい指標です。".to_owned());
        let sentences = [Some(self.way(&actual)), self.verdict(&actual), fewer, self.gaps(&actual)];
        sentences.into_iter().flatten().collect()
    }

    /// The way of 実績.
    fn way(&self, actual: &[(YearFigures, Decimal)]) -> String {
        match actual {
            [] => "実績の数値は、まだありません。".to_owned(),
            [(year, only)] => format!("{}の実績は {}です。", year.year.label(), self.with_unit(*only)),
            [(first, from), .., (last, to)] => {
                let way = match (from.cmp(to), is_steady(actual)) {
                    (Ordering::Less, true) => "へ増えました",
                    (Ordering::Less, false) => "へ、増えたり減ったりしながら増えました",
                    (Ordering::Greater, true) => "へ減りました",
                    (Ordering::Greater, false) => "へ、増えたり減ったりしながら減りました",
                    (Ordering::Equal, true) => "まで変わりません",
                    (Ordering::Equal, false) => "まで、増えたり減ったりして、同じ数に戻りました",
                };
                let (from, to) = (self.of_year(first.year, *from), self.of_year(last.year, *to));
                format!("実績は、{from}から{to}{way}。")
            }
        }
    }

    /// Whether the last 実績 reaches its 目標; where there is none to compare, the last 目標.
    fn verdict(&self, actual: &[(YearFigures, Decimal)]) -> Option<String> {
        let compared = actual.last().and_then(|(year, actual)| Some((year.year, year.target?, *actual)));
        if let Some((year, target, actual)) = compared {
            let (year, of_unit) = (year.label(), self.with_unit(target));
            return Some(match self.direction.is_reached(target, actual) {
                Some(true) => format!("{year}の目標 {of_unit}に達しています。"),
                Some(false) => format!("{year}の目標 {of_unit}に達していません。"),
                None => format!("{year}の目標は {of_unit}でした。"),
            });
        }
        let (year, target) = self.years.iter().rev().find_map(|year| Some((year.year, year.target?)))?;
        Some(format!("目標は、{}です。", self.of_year(year, target)))
    }

    /// The years without 実績 between others that have it.
    fn gaps(&self, actual: &[(YearFigures, Decimal)]) -> Option<String> {
        let (first, last) = (actual.first()?.0.year, actual.last()?.0.year);
        let gaps = self.years.iter().filter(|year| first < year.year && year.year < last);
        let gaps = gaps.filter(|year| year.actual.is_none()).map(|year| year.year.label());
        let gaps: Vec<String> = gaps.collect();
        (!gaps.is_empty()).then(|| format!("{}の実績の数値はありません。", gaps.join("・")))
    }

    fn with_unit(&self, figure: Decimal) -> String {
        format!("{figure}{}", self.unit.unwrap_or_default())
    }

    fn of_year(&self, year: FiscalYear, figure: Decimal) -> String {
        format!("{}の {}", year.label(), self.with_unit(figure))
    }
}

/// Whether figures go one way only.
fn is_steady(figures: &[(YearFigures, Decimal)]) -> bool {
    let pairs = || figures.windows(2).filter_map(|pair| Some((pair.first()?.1, pair.last()?.1)));
    pairs().all(|(one, next)| one <= next) || pairs().all(|(one, next)| one >= next)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of years from R4, each 目標/実績; `-` where there is none.
    fn figures(direction: Direction, years: &[&str]) -> Figures<'static> {
        let first: FiscalYear = "R4".parse().expect("a year");
        let all = std::iter::successors(Some(first), |year| year.after());
        let years = years.iter().zip(all).map(|(said, year)| {
            let (target, actual) = said.split_once('/').expect("two figures");
            YearFigures { year, target: target.parse().ok(), actual: actual.parse().ok() }
        });
        Figures { unit: Some("回"), direction, years: years.collect() }
    }

    fn paths(chart: &Chart, role: Role) -> Vec<&str> {
        let lines = chart.shapes.iter().filter_map(|shape| match shape {
            Shape::Line { role: other, path } if *other == role => Some(path.as_str()),
            _ => None,
        });
        lines.collect()
    }

    fn areas(chart: &Chart) -> usize {
        chart.shapes.iter().filter(|shape| matches!(shape, Shape::Area { .. })).count()
    }

    fn labels(chart: &Chart) -> Vec<&str> {
        let labels = chart.shapes.iter().filter_map(|shape| match shape {
            Shape::Label { words, .. } => Some(words.as_str()),
            _ => None,
        });
        labels.collect()
    }

    #[test]
    fn three_years_are_a_line_and_two_are_bars() {
        let line = trend(&figures(Direction::More, &["10/8", "12/12", "15/14", "15/-"])).expect("a chart");
        assert_eq!((paths(&line, Role::Actual).len(), areas(&line)), (2, 0), "the line and its key");
        let bars = trend(&figures(Direction::More, &["10/8", "12/12", "-/-"])).expect("a chart");
        assert_eq!((paths(&bars, Role::Actual).len(), areas(&bars)), (0, 4 + 2), "the bars and their key");
        assert!(trend(&figures(Direction::More, &["-/-"])).is_none());
    }

    #[test]
    fn a_gap_is_a_gap_and_never_zero() {
        let line = trend(&figures(Direction::More, &["-/8", "-/9", "-/-", "-/10", "-/3"])).expect("a chart");
        let path = paths(&line, Role::Actual)[0];
        assert_eq!((path.matches('M').count(), path.matches('L').count()), (2, 2), "{path}");
        let points = line.shapes.iter().filter(|shape| matches!(shape, Shape::Point { .. })).count();
        assert_eq!(points, 4 + 2, "a point a figure, and the key");
        assert!(!labels(&line).contains(&"0"));
        assert!(line.words.contains("令和６年度の実績の数値はありません。"), "{}", line.words);
    }

    #[test]
    fn a_picture_that_does_not_begin_at_zero_says_so() {
        let note = "※縦軸は 0 から始まりません";
        let line = |years: &[&str]| trend(&figures(Direction::More, years)).expect("a chart");
        let (high, low) = (line(&["-/98", "-/99", "-/97"]), line(&["-/98", "-/10", "-/97"]));
        assert!(labels(&high).contains(&note) && paths(&high, Role::Axis).is_empty());
        assert!(!labels(&low).contains(&note) && paths(&low, Role::Axis).len() == 1);
        assert!(!labels(&line(&["-/98", "-/99"])).contains(&note), "bars always begin at zero");
    }

    #[test]
    fn figures_stay_inside_and_apart() {
        let long = "5600000/123456789012345";
        for years in [vec![long], vec![long; 2], vec!["-1000/-2000", "5/7", long], vec![long; 10]] {
            let chart = trend(&figures(Direction::More, &years)).expect("a chart");
            let boxes: Vec<[f64; 4]> = chart
                .shapes
                .iter()
                .filter_map(|shape| match shape {
                    Shape::Label { anchor, x, y, size, words, .. } => {
                        let wide = width(words) * size;
                        let left = if *anchor == Anchor::Middle { x - wide / 2.0 } else { *x };
                        Some([left, y - 0.75 * size, left + wide, *y])
                    }
                    _ => None,
                })
                .collect();
            for (index, one) in boxes.iter().enumerate() {
                assert!(one[0] >= 0.0 && one[1] >= 0.0 && one[2] <= chart.width && one[3] <= chart.height);
                for other in &boxes[index + 1..] {
                    let apart =
                        one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
                    assert!(apart, "{years:?} {one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn a_sentence_tells_the_trend() {
        for (direction, years, wanted) in [
            (
                Direction::More,
                &["10/8", "-/9", "15/12"][..],
                "実績は、令和４年度の 8回から令和６年度の 12回へ増えました。令和６年度の目標 15回に達していません。",
            ),
            (
                Direction::Fewer,
                &["-/8", "-/9", "5/5"],
                "実績は、令和４年度の 8回から令和６年度の 5回へ、増えたり減ったりしながら減りました。\
                 令和６年度の目標 5回に達しています。少ないほどよい指標です。",
            ),
            (
                Direction::More,
                &["3/-", "4/-"],
                "実績の数値は、まだありません。目標は、令和５年度の 4回です。",
            ),
            (
                Direction::Neither,
                &["3/3.5", "-/-"],
                "令和４年度の実績は 3.5回です。令和４年度の目標は 3回でした。",
            ),
        ] {
            assert_eq!(trend(&figures(direction, years)).expect("a chart").words, wanted);
        }
    }
}
