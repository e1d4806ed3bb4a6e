//! 事業: what a sheet reports on, the same in every year.

use super::excuse::Excuse;
use super::indicator::IndicatorLine;
use super::mapping::{Mapping, Text};
use super::plan::{Plan, Section};
use super::values::{PictureFile, Value, Values};
use super::yaml::Node;
use super::year::period;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::form::{Field, Kind, Level};
use crate::year::{FiscalYear, Period};

/// `measures/<id>.yaml`.
#[derive(Debug)]
pub struct Measure {
    /// 事業名.
    pub title: Text,
    values: Values,
    /// 担当係: one or more.
    pub sections: Vec<Spanned<Section>>,
    /// 年次計画 in file order.
    pub schedule: Vec<PlanBar>,
    /// 指標: the lines of 指標の表.
    pub indicators: Vec<IndicatorLine>,
    /// 開始年度: the first year with a record, where that is not the plan's first.
    pub first_year: Option<FiscalYear>,
    /// 終了年度: the last year with a sheet.
    pub last_year: Option<FiscalYear>,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
}

/// One bar of 年次計画: what is planned, and for which years.
#[derive(Debug)]
pub struct PlanBar {
    /// 内容.
    pub text: Text,
    /// 期間, inside the plan's.
    pub period: Period,
}

impl Measure {
    /// Whether the measure is under way in a year, and so has a record and a sheet.
    #[must_use]
    pub fn runs_in(&self, year: FiscalYear) -> bool {
        self.first_year.is_none_or(|first| first <= year) && self.last_year.is_none_or(|last| year <= last)
    }

    /// What is typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.values.value(field)
    }

    /// The pictures that it names.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &PictureFile> {
        self.values.pictures()
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&Text> {
        self.values.text(field)
    }

    pub(super) fn read(node: &Node, plan: &Plan, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let mut values = Values::default();
        let (mut sections, mut schedule, mut excuses) = (Vec::new(), Vec::new(), Vec::new());
        let (mut first_year, mut last_year) = (None, None);
        for field in plan.form.fields(Level::Measure) {
            match (field.row().kind, field) {
                (Kind::Names, _) => {
                    for name in mapping.require_names(field.key(), diagnostics) {
                        let section = diagnostics.take(plan.section(&name));
                        sections.extend(section.map(|section| Spanned::new(section, name.place)));
                    }
                }
                (Kind::Schedule, _) => {
                    let nodes = mapping.list(field.key(), diagnostics).iter();
                    schedule = nodes
                        .filter_map(|node| PlanBar::read(node, plan.period.value, diagnostics))
                        .collect();
                }
                (Kind::Year, Field::FirstYear) => first_year = plan.limit(field, &mapping, diagnostics),
                (Kind::Year, _) => last_year = plan.limit(field, &mapping, diagnostics),
                (Kind::Excuses, _) => excuses = Excuse::read_all(&mapping, diagnostics),
                _ => values.read(field, &mapping, plan, diagnostics),
            }
        }
        let nodes = mapping.list(Field::Indicators.key(), diagnostics).iter();
        let indicators: Vec<IndicatorLine> =
            nodes.filter_map(|node| IndicatorLine::read(node, diagnostics)).collect();
        for (index, line) in indicators.iter().enumerate() {
            if indicators[..index].iter().any(|other| other.is_named(&line.name)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Duplicate,
                        format!("指標「{}」が二度出てきます。", line.name.value),
                    )
                    .at(&line.name.place)
                    .hint("どちらか一方を消すか、違う名前を付けてください。"),
                );
            }
        }
        if let (Some(first), Some(last)) = (&first_year, &last_year)
            && first.value > last.value
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("終了年度（{}）が開始年度（{}）より前です。", last.value, first.value),
                )
                .at(&last.place),
            );
        }
        mapping.finish(diagnostics);
        Some(Self {
            title: values.text(Field::Title)?.clone(),
            values,
            sections,
            schedule,
            indicators,
            first_year: first_year.map(|year| year.value),
            last_year: last_year.map(|year| year.value),
            excuses,
        })
    }
}

impl PlanBar {
    fn read(node: &Node, plan_period: Period, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let text = mapping.require_text("内容", diagnostics);
        let period = mapping.require_text("期間", diagnostics).and_then(|typed| {
            let period = diagnostics.take(period(&typed))?;
            if !plan_period.encloses(period) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::YearOutsidePeriod,
                        format!("期間 {period} が計画期間 {plan_period} の外に出ています。"),
                    )
                    .at(&typed.place),
                );
                return None;
            }
            Some(period)
        });
        mapping.finish(diagnostics);
        Some(Self { text: text?, period: period? })
    }
}
