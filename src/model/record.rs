//! 年度記録: one measure in one year.

use super::due::due;
use super::elsewhere;
use super::excuse::Excuse;
use super::grade::Grade;
use super::indicator::{Indicator, IndicatorYear, named_twice};
use super::mapping::{Mapping, Text};
use super::measure::Measure;
use super::plan::Plan;
use super::value::{PictureFile, Value};
use super::values::Values;
use super::yaml::Node;
use crate::diagnostics::{Diagnostics, Place, Spanned};
use crate::form::{Field, Kind, Level, Stage};

/// `records/<year>/<id>.yaml`, as far as it is written. Of a past year often only 指標目標 and 査定 are known,
/// of the coming one only 指標目標.
#[derive(Debug)]
pub struct Record {
    values: Values,
    /// What is due by the end of the year and not there; and where its key is, if it stands there with nothing after it.
    missing: Vec<(Field, Option<Place>)>,
    /// 指標: what makes the target countable, in numbers.
    pub indicators: Vec<Indicator>,
    /// 指標 as they stand in the table of all years, in numbers or in words.
    pub indicator_years: Vec<IndicatorYear>,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
    /// The file's first line, where what is missing is reported.
    pub place: Place,
}

impl Record {
    /// What is typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.values.value(field)
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&Text> {
        self.values.text(field)
    }

    /// The pictures that it names.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &PictureFile> {
        self.values.pictures()
    }

    /// The mark of a field.
    #[must_use]
    pub fn mark(&self, field: Field) -> Option<&Spanned<Grade>> {
        self.values.grade(field)
    }

    /// The mark that counts: 査定 if there is one, else 自己評価.
    #[must_use]
    pub fn grade(&self) -> Option<&Spanned<Grade>> {
        self.mark(Field::ReviewedGrade).or_else(|| self.mark(Field::SelfGrade))
    }

    /// The fields that a booklet requires and that are not there.
    pub fn missing(&self, stage: Stage) -> impl Iterator<Item = Field> {
        self.missing.iter().map(|(field, _)| *field).filter(move |field| stage.requires(field.row().due))
    }

    /// Where the first of these fields is that is there with nothing written after it.
    #[must_use]
    pub fn first_empty(&self, stage: Stage) -> Option<(Field, &Place)> {
        let mut missing = self.missing.iter().filter(|(field, _)| stage.requires(field.row().due));
        missing.find_map(|(field, place)| Some((*field, place.as_ref()?)))
    }

    /// Whether all is there that a booklet requires.
    #[must_use]
    pub fn is_finished(&self, stage: Stage) -> bool {
        self.missing(stage).next().is_none()
    }

    /// Whether nothing is written in it yet, as the record of a new year is.
    pub(super) fn is_blank(&self) -> bool {
        let mut figures = self.indicator_years.iter().flat_map(|year| [&year.target, &year.actual]);
        self.values.is_empty() && figures.all(Option::is_none) && self.excuses.is_empty()
    }

    pub(super) fn read(
        node: &Node,
        plan: &Plan,
        measure: Option<&Measure>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let mut values = Values::default();
        let lines = measure.map(|measure| measure.indicators.as_slice());
        let names = measure.map(|measure| &measure.row_names);
        let (mut indicators, mut indicator_years) = (Vec::new(), Vec::new());
        let mut excuses = Vec::new();
        for field in plan.form.fields(Level::Record) {
            match field.row().kind {
                Kind::Indicators => {
                    for node in mapping.list(field.key(), diagnostics) {
                        let Some((year, counted)) = IndicatorYear::read(node, lines, diagnostics) else {
                            continue;
                        };
                        indicator_years.push(year);
                        indicators.extend(counted);
                    }
                    diagnostics.append(named_twice(indicator_years.iter().map(|year| &year.name)));
                }
                Kind::Excuses => excuses = Excuse::read_all(&mapping, diagnostics),
                _ => values.read(field, &mapping, plan, names, diagnostics),
            }
        }
        let is_missing = |field: &Field| {
            measure.is_none_or(|measure| measure.takes(*field)) && !values.is_complete(*field)
        };
        let with_place = |field: Field| (field, mapping.empty(field.key()).cloned());
        let missing = due(&plan.form, Stage::Whole).filter(is_missing).map(with_place).collect();
        let place = mapping.place().source().line_place(1);
        elsewhere::tell(&plan.form, &mapping, diagnostics);
        mapping.finish(diagnostics);
        Some(Self { values, missing, indicators, indicator_years, excuses, place })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::form::{Due, OwnField, Reading, Row, Writer};
    use crate::model::yaml;

    const PLAN: &str = "名称: 計画\n発行者: 社協\n計画期間: R5\n評価基準: [{記号: A, 名称: 達成, 説明: 達した。}]\n\
        担当係: [総務係]\n基本戦略: [{名称: 柱, 施策細目: [{名称: 策, 重点的取組: [{名称: 組, 事業: [a]}]}]}]\n";

    fn node(text: &str) -> Node {
        yaml::parse(&yaml::decode(Path::new("a.yaml"), text.into()).expect("decodes")).expect("parses")
    }

    #[test]
    fn a_field_of_the_councils_own_is_read_and_missed_like_any_other() {
        let mut found = Diagnostics::new();
        let mut plan = Plan::read(&node(PLAN), &mut found).expect("a plan");
        let own = |key| {
            Field::Own(OwnField::declare(Row {
                key,
                level: Level::Record,
                kind: Kind::Prose,
                due: Due::YearEnd,
                writer: Writer::Section,
                reading: Reading::Report,
                compared: true,
                yearly: false,
                data_name: "issue",
            }))
        };
        let issue = own("課題");
        assert_eq!(issue, own("課題"), "declared again, it is the same field");
        assert_ne!(issue, own("改善策"));
        let Field::Own(declared) = issue else { panic!("a field of the council's own") };
        plan.form.own.push(declared);

        let text = "指標目標: 1回\n取組内容: した。\n成果: 1回\n自己評価: A\n今後の方針: 続ける。\n";
        let record = Record::read(&node(text), &plan, None, &mut found).expect("a record");
        assert_eq!(record.missing(Stage::Whole).collect::<Vec<_>>(), [issue]);
        assert!(record.is_finished(Stage::Interim));
        let record =
            Record::read(&node(&format!("{text}課題: 人手\n")), &plan, None, &mut found).expect("a record");
        assert_eq!(record.text(issue).map(|text| text.value.as_str()), Some("人手"));
        assert!(record.is_finished(Stage::Whole) && !found.has_errors());
    }
}
