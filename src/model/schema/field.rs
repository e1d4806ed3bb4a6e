//! What may be typed in a field, as the form says.

use std::fmt::Write as _;

use super::shape::{self, Entry, Shape};
use crate::diagnostics::Code;
use crate::form::{Due, Field, Kind, Part, TableRows};
use crate::model::excuse::{CODE, REASON, WORDS};
use crate::model::grade::{self, GradeScale};
use crate::model::indicator::{self, Direction};
use crate::model::measure::{FORMER, WORK, YEARS};
use crate::model::plan::{BODY, HEADING, Plan};
use crate::model::values::{DESCRIPTION, FILE};
use crate::year::Period;

/// A field with what may be typed there.
pub fn entry(field: Field, plan: &Plan, ids: &[&str]) -> Entry {
    let row = field.row();
    let scale = plan.scale_of(field);
    let shape = match row.kind {
        Kind::Year => year(plan.period.value),
        Kind::Years => shape::list(year(plan.period.value)),
        Kind::Titles => shape::list(shape::mapping([
            shape::must(FORMER, shape::text()),
            shape::must(YEARS, shape::period()),
        ])),
        Kind::Id => id(ids),
        Kind::Names => {
            shape::list(shape::choice(plan.sections.iter().map(|section| section.value.as_str()))).some()
        }
        Kind::Schedule => shape::list(shape::mapping([
            shape::must(WORK, shape::text()),
            shape::must(YEARS, shape::period()),
        ])),
        Kind::Indicators => indicators(),
        Kind::Excuses => excuses(),
        Kind::Structure => foreword(),
        Kind::Picture => shape::mapping([
            shape::must(FILE, shape::text().described("data/figures に置いたファイルの名前。")),
            shape::must(DESCRIPTION, shape::text().described("図の見えない人に読み上げられる言葉。")),
        ]),
        Kind::List(parts) => shape::list(cells(parts, plan)),
        Kind::Table(table) => match table.rows {
            TableRows::Fixed(rows) => {
                shape::mapping(rows.iter().map(|row| shape::may(*row, cells(table.columns, plan))))
            }
            TableRows::OfMeasure => shape::named(cells(table.columns, plan)),
        },
        kind => one(kind, scale),
    };
    let shape = shape.described(description(field, plan));
    if row.due == Due::Always { shape::must(row.key, shape) } else { shape::may(row.key, shape) }
}

/// What a person is told of a field.
fn description(field: Field, plan: &Plan) -> String {
    let row = field.row();
    let mut said = format!("{}。書く人: {}。{}", row.kind.name(), row.writer.said(), row.due.said());
    if let Some(unit) = row.kind.unit() {
        let _ = write!(said, "単位は{unit}。");
    }
    if row.kind == Kind::Grade {
        let grades = plan.scale_of(field).definitions().iter();
        let grades = grades.map(|grade| match grade.name.value.as_str() {
            name if name == grade.mark.value => name.to_owned(),
            name => format!("{} {name}", grade.mark.value),
        });
        said += &grades.collect::<Vec<_>>().join("、");
    }
    said
}

/// What is one value.
fn one(kind: Kind, scale: &GradeScale) -> Shape {
    match kind {
        Kind::Grade => {
            shape::choice(scale.definitions().iter().map(|definition| definition.mark.value.as_str()))
        }
        Kind::Choice(choices) => shape::choice(choices.iter().copied()),
        Kind::Number(_) | Kind::Amount(_) => shape::number(),
        Kind::Date => shape::day(),
        _ => shape::text(),
    }
}

fn cells(parts: &[Part], plan: &Plan) -> Shape {
    shape::mapping(parts.iter().map(|part| shape::may(part.key, one(part.kind, &plan.scale))))
}

/// A year of the plan; 2019 has two names.
fn year(period: Period) -> Shape {
    let years: Vec<String> = period.years().map(|year| year.to_string()).collect();
    shape::choice(years.iter().map(String::as_str).chain(["H31"]))
}

/// A measure: one that is there, or is still to be written.
pub fn id(ids: &[&str]) -> Shape {
    shape::like("^[a-z0-9-]{1,64}$").offering(ids.iter().copied())
}

/// 評価基準.
pub fn scale() -> Shape {
    shape::list(shape::mapping(
        [grade::MARK, grade::MARK_NAME, grade::DESCRIPTION].map(|key| shape::must(key, shape::text())),
    ))
}

pub fn foreword() -> Shape {
    shape::list(shape::mapping([shape::may(HEADING, shape::text()), shape::must(BODY, shape::text())]))
}

pub fn excuses() -> Shape {
    let codes = Code::ALL.iter().filter(|code| code.is_proofreading()).map(|code| code.as_str());
    shape::list(shape::mapping([
        shape::must(CODE, shape::choice(codes)),
        shape::may(WORDS, shape::text().described("指摘のある言葉。書くと、そこだけを知らせない。")),
        shape::must(REASON, shape::text().described("指摘のとおりに直さない理由。")),
    ]))
}

/// 指標 of a record.
fn indicators() -> Shape {
    shape::list(shape::mapping([
        shape::must(indicator::NAME, shape::text()),
        shape::may(indicator::UNIT, shape::text()),
        shape::may(indicator::TARGET, shape::text()),
        shape::may(indicator::ACTUAL, shape::text()),
    ]))
}

/// 指標 of a measure.
pub fn indicator_lines() -> Shape {
    let base = shape::mapping([
        shape::must(indicator::BASE_YEAR, shape::like("^[HR][1-9][0-9]?$")),
        shape::must(indicator::BASE_VALUE, shape::text()),
    ]);
    shape::list(shape::mapping([
        shape::must(indicator::NAME, shape::text()),
        shape::may(indicator::UNIT, shape::text()),
        shape::may(indicator::SORT, shape::text()),
        shape::may(indicator::DIRECTION, shape::choice(Direction::NAMES.iter().map(|(name, _)| *name))),
        shape::may(indicator::BASE, base),
    ]))
    .described("指標の表の行。目標と実績は、年度の記録に書きます。")
}
