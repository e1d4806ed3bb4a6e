//! 指標: what makes a target countable.

use std::collections::HashSet;
use std::fmt::{self, Display, Formatter};

use super::mapping::{Mapping, Text};
use super::number;
use super::plan::Plan;
use super::written_in::WrittenIn;
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::language::Decimal;
use crate::language::one_spelling;
use crate::language::script::composed;
use crate::year::FiscalYear;

/// The key of the name of an indicator.
pub(super) const NAME: &str = "名称";

/// The key of the unit of an indicator.
pub(super) const UNIT: &str = "単位";

/// The key of the target of a year.
pub(super) const TARGET: &str = FigureKind::Target.key();

/// The key of what was reached in a year.
pub(super) const ACTUAL: &str = FigureKind::Actual.key();

/// The key of whether it counts what is done or what comes of it.
pub(super) const SORT: &str = "区分";

/// The key of its [`Direction`].
pub(super) const DIRECTION: &str = "向き";

/// The key of where it stood before the plan.
pub(super) const BASE: &str = "基準値";

/// The key of when it stood there.
pub(super) const BASE_YEAR: &str = "年度";

/// The key of where it stood then.
pub(super) const BASE_VALUE: &str = "値";

/// A line of 指標の表, as the measure declares it for all years.
#[derive(Debug)]
pub struct IndicatorLine {
    /// 名称.
    pub name: Text,
    /// 単位; an indicator in words has none.
    pub unit: Option<Text>,
    /// 区分, such as 活動 or 成果.
    pub sort: Option<Text>,
    /// 向き.
    pub direction: Direction,
    /// 基準値: where the plan began.
    pub base: Option<Base>,
}

/// 基準値.
#[derive(Debug)]
pub struct Base {
    /// The year of the value; it may lie before the plan.
    pub year: FiscalYear,
    /// The value.
    pub value: Figure,
}

/// 向き: which figures of an indicator are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// 多いほどよい; so it is where nothing says otherwise.
    #[default]
    More,
    /// 少ないほどよい.
    Fewer,
    /// なし: a forecast, which is neither good nor bad.
    Neither,
}

impl Direction {
    /// All of them, as they are written.
    pub(super) const NAMES: [(&str, Self); 3] =
        [("多いほどよい", Self::More), ("少ないほどよい", Self::Fewer), ("なし", Self::Neither)];

    /// Whether a target is reached; a forecast is neither reached nor missed.
    #[must_use]
    pub fn is_reached(self, target: Decimal, actual: Decimal) -> Option<bool> {
        match self {
            Self::More => Some(actual >= target),
            Self::Fewer => Some(actual <= target),
            Self::Neither => None,
        }
    }
}

/// Which figure of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// 目標.
    Target,
    /// 実績.
    Actual,
}

impl FigureKind {
    /// Both, in the order in which they are written.
    pub const ALL: [Self; 2] = [Self::Target, Self::Actual];

    /// Its key in the files, which is its word in the forms as well.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Target => "目標",
            Self::Actual => "実績",
        }
    }
}

/// 目標 or 実績 of a year.
#[derive(Debug)]
pub enum Figure {
    /// A number.
    Number(Spanned<Decimal>),
    /// Words: 増加, 実施.
    Words(Text),
}

/// As it is printed.
impl Display for Figure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.value.fmt(f),
            Self::Words(words) => words.value.fmt(f),
        }
    }
}

/// What a record says of an indicator.
#[derive(Debug)]
pub struct IndicatorYear {
    /// 名称.
    pub name: Text,
    /// 単位, where the record says it.
    pub unit: Option<Text>,
    /// 目標.
    pub target: Option<Figure>,
    /// 実績, once it is known.
    pub actual: Option<Figure>,
}

/// One countable target of a year: how many of what.
#[derive(Debug)]
pub struct Indicator {
    /// 名称.
    pub name: Text,
    /// 単位: the counter, `件`.
    pub unit: Text,
    /// 向き, where the measure declares it.
    pub direction: Option<Direction>,
    /// 目標.
    pub target: Spanned<Decimal>,
    /// 実績, once it is known.
    pub actual: Option<Spanned<Decimal>>,
}

impl Indicator {
    /// Whether a name is its own.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        are_named_alike(&self.name.value, name)
    }

    /// Whether a measure declares it and a text does not speak of it: one of several, which stands in 指標の表.
    #[must_use]
    pub fn is_beside(&self, text: &str) -> bool {
        self.direction.is_some() && !text.contains(&self.name.value)
    }
}

/// What an indicator is counted in: what its measure declares, or else what its records say, of which `said` are the nearest first.
pub fn unit_of<'a>(
    line: Option<&'a IndicatorLine>,
    said: impl IntoIterator<Item = &'a IndicatorYear>,
) -> Option<&'a Text> {
    let declared = line.and_then(|line| line.unit.as_ref());
    declared.or_else(|| said.into_iter().find_map(|said| said.unit.as_ref()))
}

/// Tells of names that an indicator before has.
pub(super) fn named_twice<'n>(names: impl IntoIterator<Item = &'n Text>) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut known = HashSet::new();
    for name in names {
        if !known.insert(composed(&name.value)) {
            let message = format!("指標「{}」が二度出てきます。", name.value);
            found.push(
                Diagnostic::new(Code::Duplicate, message)
                    .at(&name.place)
                    .hint("どちらか一方を消すか、違う名前を付けてください。"),
            );
        }
    }
    found
}

/// Whether two names are of one indicator, however their marks are typed.
pub(super) fn are_named_alike(one: &str, other: &str) -> bool {
    composed(one) == composed(other)
}

impl IndicatorLine {
    /// Whether a name is its own.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        are_named_alike(&self.name.value, name)
    }

    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let name = mapping.require_text(NAME, diagnostics);
        let unit = mapping.text(UNIT, diagnostics);
        let sort = mapping.text(SORT, diagnostics);
        let direction = mapping.choice(DIRECTION, &Direction::NAMES, diagnostics).unwrap_or_default();
        let base = mapping.get(BASE).and_then(|node| Base::read(node, unit.as_ref(), diagnostics));
        mapping.finish(diagnostics);
        Some(Self { name: name?, unit, sort, direction, base })
    }
}

impl Base {
    fn read(node: &Node, unit: Option<&Text>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::like("{年度: R3, 値: 120}", node, diagnostics)?;
        let year = mapping.require_text(BASE_YEAR, diagnostics);
        let year = year.and_then(|text| diagnostics.take(Plan::any_year(&text)));
        let value = mapping.require_text(BASE_VALUE, diagnostics);
        let unit = unit.map(|unit| unit.value.as_str());
        let value = value.and_then(|text| diagnostics.take(Figure::read(text, unit, WrittenIn::File)));
        mapping.finish(diagnostics);
        Some(Self { year: year?, value: value? })
    }
}

impl Figure {
    /// Takes a text as a figure. What is counted in a unit may still be said in words (増加, －), but not in digits that are
    /// no number.
    pub(super) fn read(text: Text, unit: Option<&str>, written_in: WrittenIn) -> Result<Self, Diagnostic> {
        match number::read(&text, unit, written_in) {
            Ok(number) => Ok(Self::Number(number)),
            Err(wrong) if unit.is_some() && text.value.chars().any(char::is_numeric) => Err(wrong),
            Err(_) => Ok(Self::Words(text)),
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<&Spanned<Decimal>> {
        match self {
            Self::Number(number) => Some(number),
            Self::Words(_) => None,
        }
    }
}

impl IndicatorYear {
    /// Whether a name is that of its indicator.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        are_named_alike(&self.name.value, name)
    }

    /// What is said of a figure.
    #[must_use]
    pub fn figure(&self, kind: FigureKind) -> Option<&Figure> {
        match kind {
            FigureKind::Target => self.target.as_ref(),
            FigureKind::Actual => self.actual.as_ref(),
        }
    }

    /// Reads what a record says of an indicator; and the same as a countable target, if it is one. Of a measure that could not be
    /// read, none of its `lines` is known.
    pub(super) fn read(
        node: &Node,
        lines: Option<&[IndicatorLine]>,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Self, Option<Indicator>)> {
        let mapping = Mapping::of(node, diagnostics)?;
        let name = mapping.require_text(NAME, diagnostics)?;
        if let Some(unknown) = lines.and_then(|lines| unknown(&name, lines)) {
            diagnostics.push(unknown);
            return None;
        }
        let line = lines.and_then(|lines| lines.iter().find(|line| line.is_named(&name.value)));
        let is_new = line.is_none() && lines.is_some();
        let unit =
            if is_new { mapping.require_text(UNIT, diagnostics) } else { mapping.text(UNIT, diagnostics) };
        // It may still have to be set when the year begins. Of what a measure declares more may be known than the target.
        let target = mapping.text(TARGET, diagnostics);
        let actual = mapping.text(ACTUAL, diagnostics);
        if is_new && actual.is_some() {
            mapping.require(TARGET, diagnostics);
        }
        mapping.finish(diagnostics);
        let declared = line.and_then(|line| line.unit.as_ref());
        if let Some(other) =
            declared.zip(unit.as_ref()).and_then(|(declared, typed)| other_unit(declared, typed))
        {
            diagnostics.push(other);
            return None;
        }
        let known_unit = declared.cloned().or_else(|| unit.clone());
        let mut figure = |text: Text| {
            let unit = known_unit.as_ref().map(|unit| unit.value.as_str());
            diagnostics.take(Figure::read(text, unit, WrittenIn::File))
        };
        let target = target.and_then(&mut figure);
        let actual = actual.and_then(&mut figure);
        let number = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::number).cloned();
        let counted = number(&target).zip(known_unit).map(|(target, unit)| Indicator {
            name: name.clone(),
            unit,
            direction: line.map(|line| line.direction),
            target,
            actual: number(&actual),
        });
        Some((Self { name, unit, target, actual }, counted))
    }
}

/// Tells of a unit that is not the one in which the measure counts: the sheet would print the figures under that.
fn other_unit(declared: &Text, typed: &Text) -> Option<Diagnostic> {
    if one_spelling(&composed(&declared.value)) == one_spelling(&composed(&typed.value)) {
        return None;
    }
    let (declared, other) = (&declared.value, &typed.value);
    let message = format!("単位「{other}」は、事業のファイルの単位「{declared}」と違います。");
    Some(
        Diagnostic::new(Code::BadValue, message)
            .at(&typed.place)
            .hint(format!("目標と実績が「{declared}」で数えた数なら、「{UNIT}: {other}」を消してください。"))
            .hint(format!("「{other}」で数えた数なら、「{declared}」で数えた数に直してから消すか、事業のファイルの単位を「{other}」にしてください。")),
    )
}

/// Tells of an indicator that the measure, which declares some, does not have.
fn unknown(name: &Text, lines: &[IndicatorLine]) -> Option<Diagnostic> {
    if lines.is_empty() || lines.iter().any(|line| line.is_named(&name.value)) {
        return None;
    }
    let names: Vec<&str> = lines.iter().map(|line| line.name.value.as_str()).collect();
    Some(
        Diagnostic::new(
            Code::UnknownChoice,
            format!("指標「{}」は、事業のファイルにありません。", name.value),
        )
        .at(&name.place)
        .hint_nearest(&name.value, names.iter().copied())
        .hint(format!("事業のファイルの指標: {}", names.join("、")))
        .hint("新しい指標なら、事業のファイルの「指標」に、名称と単位を書いて加えてください。"),
    )
}
