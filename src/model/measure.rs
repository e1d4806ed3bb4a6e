//! 事業: what a sheet reports on, the same in every year.

use super::due::due;
use super::elsewhere;
use super::excuse::Excuse;
use super::form::keys::{DUE, OPTIONAL, THROUGH};
use super::id::MeasureId;
use super::indicator::{IndicatorLine, named_twice};
use super::mapping::{Mapping, Text, text};
use super::plan::{PERIOD, Plan, Section, measure_id};
use super::rows::RowNames;
use super::value::{PictureFile, Value, WHOLE_ROWS};
use super::values::Values;
use super::yaml::Node;
use super::year::period;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::form::{Due, Field, Form, Kind, Level, Stage};
use crate::year::{FiscalYear, Period};

/// The key of what a bar of 年次計画 says.
pub(crate) const WORK: &str = "内容";

/// The key of the years of a bar, or of a former name.
pub(crate) const YEARS: &str = "期間";

/// The key of a former name.
pub(super) const FORMER: &str = "名称";

/// `measures/<id>.yaml`.
#[derive(Debug)]
pub struct Measure {
    title: Text,
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
    /// 休止: the years between without record and sheet.
    pub paused: Vec<FiscalYear>,
    /// 引継ぎ先: the measure that goes on with it after its end.
    pub successor: Option<Spanned<MeasureId>>,
    former_titles: Vec<FormerTitle>,
    /// The rows of the 表 of its records, as far as the form leaves them to it.
    pub(super) row_names: RowNames,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
}

/// What a measure was called in some years.
#[derive(Debug)]
struct FormerTitle {
    title: Value,
    period: Period,
}

/// How it stands with a measure in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// 開始年度 lies after it.
    NotBegun,
    /// It is under way, and so has a record and a sheet.
    Running,
    /// 休止.
    Paused,
    /// 終了年度 lies before it.
    Ended,
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
        self.course_in(year) == Course::Running
    }

    /// How it stands with the measure in a year.
    #[must_use]
    pub fn course_in(&self, year: FiscalYear) -> Course {
        if self.first_year.is_some_and(|first| year < first) {
            Course::NotBegun
        } else if self.last_year.is_some_and(|last| last < year) {
            Course::Ended
        } else if self.paused.contains(&year) {
            Course::Paused
        } else {
            Course::Running
        }
    }

    /// What is typed in a field; of 事業名, what it was in a year.
    #[must_use]
    pub fn value_in(&self, field: Field, year: FiscalYear) -> Option<&Value> {
        let former = self.former_titles.iter().find(|former| former.period.contains(year));
        match former {
            Some(former) if field == Field::Title => Some(&former.title),
            _ => self.values.value(field),
        }
    }

    /// 事業名 as the file says it now: for what is of no year, such as files and ids.
    #[must_use]
    pub fn current_title(&self) -> &Text {
        &self.title
    }

    /// 事業名 as it was in a year.
    #[must_use]
    pub fn title_in(&self, year: FiscalYear) -> &Text {
        match self.value_in(Field::Title, year) {
            Some(Value::Text(title)) => title,
            _ => &self.title,
        }
    }

    /// 旧事業名, each with its years.
    pub fn former_titles(&self) -> impl Iterator<Item = (&Text, Period)> {
        self.former_titles.iter().filter_map(|former| match &former.title {
            Value::Text(title) => Some((title, former.period)),
            _ => None,
        })
    }

    /// The rows that it names for a 表 of its records.
    #[must_use]
    pub fn rows_of(&self, field: Field) -> &[Text] {
        self.row_names.of(field).unwrap_or_default()
    }

    /// Whether its records have a field: a 表 whose rows it has to name, only if it names some.
    #[must_use]
    pub fn takes(&self, field: Field) -> bool {
        !field.row().kind.has_rows_of_measure() || !self.rows_of(field).is_empty()
    }

    /// The fields of its records that a booklet requires.
    pub fn due(&self, form: &Form, stage: Stage) -> impl Iterator<Item = Field> {
        due(form, stage).filter(|field| self.takes(*field))
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
        let (mut first_year, mut last_year, mut successor) = (None, None, None);
        let (mut paused, mut former_titles) = (Vec::new(), Vec::new());
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
                (Kind::Years, _) => {
                    let years = mapping.words(field.key(), diagnostics).iter();
                    paused = years
                        .filter_map(|node| {
                            let typed = text(node, diagnostics)?;
                            diagnostics.take(plan.year(&typed).map_err(|wrong| one_by_one(&typed, wrong)))
                        })
                        .collect();
                }
                (Kind::Titles, _) => {
                    former_titles = FormerTitle::read_all(field, &mapping, plan, diagnostics);
                }
                (Kind::Id, _) => {
                    successor = mapping.text(field.key(), diagnostics).and_then(|typed| {
                        diagnostics.take(measure_id(&typed)).map(|id| Spanned::new(id, typed.place))
                    });
                }
                (Kind::Excuses, _) => excuses = Excuse::read_all(&mapping, diagnostics),
                _ => {
                    let mut found = Diagnostics::new();
                    values.read(field, &mapping, plan, None, &mut found);
                    // What is wrong is not missing.
                    if !found.has_errors() && field.row().due == Due::Always && !values.is_complete(field) {
                        found = missing(field, &values, &mapping);
                    }
                    diagnostics.append(found);
                }
            }
        }
        let row_names = RowNames::read(&plan.form, &mapping, diagnostics);
        let indicators = read_indicators(&mapping, diagnostics);
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
        if let (Some(successor), None) = (&successor, mapping.get(Field::LastYear.key())) {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, "「引継ぎ先」がありますが、「終了年度」がありません。")
                    .at(&successor.place)
                    .hint("事業の終わった年度を「終了年度: R4」のように書いてください。"),
            );
        }
        if let Some(typed) = values.text(Field::Number).filter(|_| plan.form.numbers_through) {
            let key = Field::Number.key();
            let message = format!("事業の「{key}」と、plan.yaml の「{key}: {THROUGH}」があります。");
            diagnostics.push(
                Diagnostic::new(Code::UnknownKey, message)
                    .at(&typed.place)
                    .hint(format!("番号は計画の並びの順に付きます。この行を消すか、plan.yaml の様式の「{key}」を消してください。")),
            );
        }
        elsewhere::tell(&plan.form, &mapping, diagnostics);
        mapping.finish(diagnostics);
        Some(Self {
            title: values.text(Field::Title)?.clone(),
            values,
            sections,
            schedule,
            indicators,
            first_year: first_year.map(|year| year.value),
            last_year: last_year.map(|year| year.value),
            paused,
            successor,
            former_titles,
            row_names,
            excuses,
        })
    }
}

/// How years are written that were typed as a period in a list of years.
fn one_by_one(typed: &Text, wrong: Diagnostic) -> Diagnostic {
    match Period::meant(&typed.value).filter(|period| period.year_count() > 1) {
        Some(period) => {
            let years: Vec<String> = period.years().map(|year| year.to_string()).collect();
            wrong.hint(format!("年度を一つずつ、「[{}]」のように書いてください。", years.join(", ")))
        }
        None => wrong,
    }
}

/// A field is not there, or not all of it, that every measure has.
fn missing(field: Field, values: &Values, mapping: &Mapping<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    let written = mapping.require(field.key(), &mut found);
    match (values.value(field), field.row().kind) {
        (Some(Value::Rows(rows)), Kind::Table(table)) => {
            let gaps = rows.named_gaps(table, &[]);
            let message = format!("「{}」に書かれていない所があります（{gaps}）。", field.key());
            found.push(
                Diagnostic::new(Code::MissingKey, message).at(&rows.place.first_line()).hint(WHOLE_ROWS),
            );
        }
        _ if written.is_some() => found.push(mapping.missing(field.key())),
        _ => {}
    }
    let Field::Own(_) = field else { return found };
    found.map(|missing| {
        missing.hint(format!(
            "書かない事業もあるなら、plan.yaml の様式の「{}」に「{DUE}: {OPTIONAL}」と書いてください。",
            field.key()
        ))
    })
}

/// 指標, each under a name of its own.
fn read_indicators(mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Vec<IndicatorLine> {
    let nodes = mapping.list(Field::Indicators.key(), diagnostics).iter();
    let indicators: Vec<IndicatorLine> =
        nodes.filter_map(|node| IndicatorLine::read(node, diagnostics)).collect();
    diagnostics.append(named_twice(indicators.iter().map(|line| &line.name)));
    indicators
}

impl PlanBar {
    fn read(node: &Node, plan_period: Period, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let text = mapping.require_text(WORK, diagnostics);
        let period = period_within(plan_period, &mapping, diagnostics);
        mapping.finish(diagnostics);
        Some(Self { text: text?, period: period?.value })
    }
}

impl FormerTitle {
    /// Reads 旧事業名; a year has one name.
    fn read_all(
        field: Field,
        mapping: &Mapping<'_>,
        plan: &Plan,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let mut titles: Vec<Self> = Vec::new();
        for node in mapping.list(field.key(), diagnostics) {
            let Some(mapping) = Mapping::of(node, diagnostics) else { continue };
            let title = mapping.require_text(FORMER, diagnostics);
            let period = period_within(plan.period.value, &mapping, diagnostics);
            mapping.finish(diagnostics);
            let (Some(title), Some(period)) = (title, period) else { continue };
            let named = |year: &FiscalYear| titles.iter().any(|other| other.period.contains(*year));
            if let Some(year) = period.value.years().find(named) {
                diagnostics.push(
                    Diagnostic::new(Code::Duplicate, format!("{year} の旧事業名が二つあります。"))
                        .at(&period.place)
                        .hint("期間が重ならないように直してください。"),
                );
            }
            titles.push(Self { title: Value::Text(title), period: period.value });
        }
        titles
    }
}

/// How a period is written that ends where the plan does.
fn within_plan(period: Period, plan_period: Period) -> String {
    let first = period.first().max(plan_period.first());
    let last = period.last().min(plan_period.last());
    Period::between(first, last).map_or_else(
        || format!("{plan_period} の中の年度に直してください。"),
        |meant| format!("「{YEARS}: {meant}」と書いてください。"),
    )
}

/// 期間 of a mapping, inside the plan's.
fn period_within(
    plan_period: Period,
    mapping: &Mapping<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<Period>> {
    let typed = mapping.require_text(YEARS, diagnostics)?;
    let period = diagnostics.take(period(&typed))?;
    if !plan_period.encloses(period) {
        diagnostics.push(
            Diagnostic::new(
                Code::YearOutsidePeriod,
                format!("期間 {period} が計画期間 {plan_period} の外に出ています。"),
            )
            .at(&typed.place)
            .hint(within_plan(period, plan_period))
            .hint(format!("計画が延びたなら、plan.yaml の「{PERIOD}」を直してください。")),
        );
        return None;
    }
    Some(Spanned::new(period, typed.place))
}
