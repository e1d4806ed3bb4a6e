//! 事業: what a sheet reports on, the same in every year.

use super::excuse::Excuse;
use super::fields::{Fields, Text};
use super::plan::{Plan, Section};
use super::yaml::Node;
use super::year::{FiscalYear, Period};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};

/// `measures/<id>.yaml`.
#[derive(Debug)]
pub struct Measure {
    /// 事業名.
    pub title: Text,
    /// 担当係: one or more.
    pub sections: Vec<Spanned<Section>>,
    /// 概要.
    pub overview: Text,
    /// 年次計画 in file order.
    pub schedule: Vec<PlanBar>,
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

    pub(super) fn read(node: &Node, plan: &Plan, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let title = fields.require_text("事業名", diagnostics);
        let sections = fields
            .require_names("担当係", diagnostics)
            .into_iter()
            .filter_map(|name| {
                let section = diagnostics.take(plan.section(&name))?;
                Some(Spanned::new(section, name.place))
            })
            .collect();
        let overview = fields.require_text("概要", diagnostics);
        let schedule = fields
            .list("年次計画", diagnostics)
            .iter()
            .filter_map(|node| PlanBar::read(node, plan.period.value, diagnostics))
            .collect();
        let mut limit = |key| {
            let text = fields.text(key, diagnostics)?;
            diagnostics.take(plan.year(&text)).map(|year| Spanned::new(year, text.place))
        };
        let first_year = limit("開始年度");
        let last_year = limit("終了年度");
        if let (Some(first), Some(last)) = (&first_year, &last_year)
            && first.value > last.value
        {
            diagnostics.push(
                Diagnostic::error(
                    Code::BadValue,
                    format!("終了年度（{}）が開始年度（{}）より前です。", last.value, first.value),
                )
                .at(&last.place),
            );
        }
        let excuses = Excuse::read_all(&fields, diagnostics);
        fields.finish(diagnostics);
        Some(Self {
            title: title?,
            sections,
            overview: overview?,
            schedule,
            first_year: first_year.map(|year| year.value),
            last_year: last_year.map(|year| year.value),
            excuses,
        })
    }
}

impl PlanBar {
    fn read(node: &Node, plan_period: Period, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let text = fields.require_text("内容", diagnostics);
        let period = fields.require_text("期間", diagnostics).and_then(|typed| {
            let period = diagnostics.take(Period::read(&typed))?;
            if !plan_period.encloses(period) {
                diagnostics.push(
                    Diagnostic::error(
                        Code::YearOutsidePeriod,
                        format!("期間 {period} が計画期間 {plan_period} の外に出ています。"),
                    )
                    .at(&typed.place),
                );
                return None;
            }
            Some(period)
        });
        fields.finish(diagnostics);
        Some(Self { text: text?, period: period? })
    }
}
