//! 計画: the names, the period, the scale, the sections and the tree.

use std::collections::BTreeSet;

use super::excuse::Excuse;
use super::form::OwnForm;
use super::grade::GradeScale;
use super::house_style::HouseStyle;
use super::id::MeasureId;
use super::mapping::{Mapping, Text, TypedLabels, between_wide_commas, hint_at_separator, is_quoted};
use super::publication::Publication;
use super::yaml::{Kind, Node, without_key};
use super::year::period;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};
use crate::form::{Field, Form, Label, TIER_NUMBER};
use crate::language::script::composed;
use crate::year::{FiscalYear, Period};

/// How many 年度 a plan has at most: the columns of more are too narrow to be read.
const LONGEST_PLAN: usize = 10;

/// `plan.yaml`.
#[derive(Debug)]
pub struct Plan {
    /// 名称.
    pub name: Text,
    /// 標語, on the cover.
    pub slogan: Option<Text>,
    /// 発行者.
    pub publisher: Text,
    /// 計画期間.
    pub period: Spanned<Period>,
    /// 評価基準.
    pub scale: GradeScale,
    /// 担当係 in the plan's order.
    pub sections: Vec<Text>,
    /// 様式, under the council's own words (呼称).
    pub form: Form,
    /// The words of 様式 and 呼称 that are printed, as they were typed.
    pub form_texts: Vec<Text>,
    /// Where 紙面 gives the fields their places.
    pub face_places: Vec<(Field, Place)>,
    /// The scales of the council's own fields that have one.
    pub(super) scales: Vec<(Field, GradeScale)>,
    /// 前文: printed after the cover, before the grade scale.
    pub foreword: Vec<ForewordSection>,
    /// 全体の評価: whether it names each of several 事業 of a 重点的取組.
    pub index_has_titles: bool,
    /// 全体の状況: whether the page is printed that tells how the plan stands.
    pub has_overview: bool,
    /// 注記: printed under the grade scale.
    pub note: Option<Text>,
    /// 基本戦略 in order.
    pub strategies: Vec<Strategy>,
    /// 公開: what is said of the booklet where it is published.
    pub publication: Publication,
    /// 校正: how the council writes.
    pub house_style: HouseStyle,
    /// 校正除外: what the proofreader shall not say about the plan's own texts.
    pub excuses: Vec<Excuse>,
}

/// The key of the period.
pub(crate) const PERIOD: &str = "計画期間";

/// The key of what the council's own form has.
pub(crate) const FORM: &str = "様式";

/// The key of the council's own words for the form.
pub(crate) const LABELS: &str = "呼称";

/// The key of what is said of the booklet where it is published.
pub(super) const PUBLICATION: &str = "公開";

/// The key of how the council writes.
pub(super) const HOUSE_STYLE: &str = "校正";

/// The key of what is printed under the grade scale, or under an index table.
pub(super) const NOTE: &str = "注記";

/// The key of the heading of a section of 前文.
pub(super) const HEADING: &str = "見出し";

/// The key of what a section of 前文 says.
pub(super) const BODY: &str = "本文";

/// The key of the name of a level.
pub(crate) const NAME: &str = "名称";

/// The key of the number of a level, where it is not that of the order.
pub(crate) const NUMBER: &str = TIER_NUMBER;

/// What is said of something that a booklet may have.
pub(super) const WANTED: [(&str, bool); 2] = [("する", true), ("しない", false)];

/// The key under which the tree lists measures.
pub(crate) const MEASURES: &str = "事業";

/// One of the plan's 担当係; its name is known to the [`Plan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Section(usize);

/// One section of 前文.
#[derive(Debug)]
pub struct ForewordSection {
    /// 見出し; an opening section may have none.
    pub heading: Option<Text>,
    /// 本文.
    pub body: Text,
}

/// 基本戦略: the first level of the tree.
#[derive(Debug)]
pub struct Strategy {
    /// Its printed number.
    pub number: u32,
    /// 名称.
    pub name: Text,
    /// 注記: printed under its index table.
    pub note: Option<Text>,
    /// 施策細目 in order.
    pub policies: Vec<Policy>,
}

/// 施策細目: the second level.
#[derive(Debug)]
pub struct Policy {
    /// Its printed number, from 1 in each strategy unless given.
    pub number: u32,
    /// 名称.
    pub name: Text,
    /// What it is made of.
    pub body: PolicyBody,
}

/// A policy lists its initiatives under priorities or by themselves.
#[derive(Debug)]
pub enum PolicyBody {
    /// 重点施策.
    Priorities(Vec<Priority>),
    /// 重点的取組 without a level between.
    Initiatives(Vec<Initiative>),
}

/// 重点施策: the optional third level.
#[derive(Debug)]
pub struct Priority {
    /// Its printed number.
    pub number: u32,
    /// 名称.
    pub name: Text,
    /// 重点的取組 in order.
    pub initiatives: Vec<Initiative>,
}

/// 重点的取組: what the index lists.
#[derive(Debug)]
pub struct Initiative {
    /// Its printed number, from 1 in each priority (or policy) unless given.
    pub number: u32,
    /// 名称; none where the plan lists a measure without a level between, which then has its name.
    pub name: Option<Text>,
    /// 事業: the measures it holds, at least one.
    pub measures: Vec<Spanned<MeasureId>>,
}

/// A level of the tree above the 重点的取組.
#[derive(Debug)]
pub struct TreeLevel<'a> {
    /// Its printed number.
    pub number: u32,
    /// 名称.
    pub name: &'a Text,
    /// Those of the next level in it.
    pub below: Vec<Self>,
}

impl PolicyBody {
    /// The initiatives in order, each run with the priority it stands under.
    pub fn groups(&self) -> impl Iterator<Item = (Option<&Priority>, &[Initiative])> {
        let (priorities, initiatives) = match self {
            Self::Priorities(priorities) => (priorities.as_slice(), None),
            Self::Initiatives(initiatives) => (&[][..], Some(initiatives.as_slice())),
        };
        let under_priorities =
            priorities.iter().map(|priority| (Some(priority), priority.initiatives.as_slice()));
        under_priorities.chain(initiatives.map(|initiatives| (None, initiatives)))
    }
}

impl Plan {
    /// The name of a section.
    #[must_use]
    pub fn section_name(&self, section: Section) -> &Text {
        &self.sections[section.0]
    }

    /// The scale of a field of marks: its own, or 評価基準 of the plan.
    #[must_use]
    pub fn scale_of(&self, field: Field) -> &GradeScale {
        self.scales.iter().find(|(other, _)| *other == field).map_or(&self.scale, |(_, scale)| scale)
    }

    /// The tree down to 重点施策.
    #[must_use]
    pub fn levels(&self) -> Vec<TreeLevel<'_>> {
        self.strategies.iter().map(Strategy::level).collect()
    }

    /// All mentions of measures in the tree, in printed order.
    pub fn mentions(&self) -> impl Iterator<Item = &Spanned<MeasureId>> {
        self.strategies
            .iter()
            .flat_map(|strategy| &strategy.policies)
            .flat_map(|policy| policy.body.groups())
            .flat_map(|(_, initiatives)| initiatives)
            .flat_map(|initiative| &initiative.measures)
    }

    /// Takes a text as one of the plan's sections.
    pub(super) fn section(&self, name: &Text) -> Result<Section, Diagnostic> {
        let is_meant = |section: &Text| composed(&section.value) == composed(&name.value);
        let found = self.sections.iter().position(is_meant).map(Section);
        found.ok_or_else(|| self.joined_section(name).unwrap_or_else(|| self.unknown_section(name)))
    }

    fn unknown_section(&self, name: &Text) -> Diagnostic {
        let names: Vec<&str> = self.sections.iter().map(|section| section.value.as_str()).collect();
        let unknown = Diagnostic::new(
            Code::UnknownSection,
            format!("担当係「{}」は plan.yaml にありません。", name.value),
        )
        .at(&name.place);
        hint_at_separator(unknown, name)
            .hint_nearest(&name.value, names.iter().copied())
            .hint(format!("plan.yaml の担当係: {}", names.join("、")))
    }

    /// What is wrong in the plan where a section is one of several that the plan joins by a full-width comma. A name may have one:
    /// only that a measure names a part of it tells that it is a slip.
    fn joined_section(&self, name: &Text) -> Option<Diagnostic> {
        let has_part = |section: &&Text| {
            let parts = between_wide_commas(&section.value).unwrap_or_default();
            !is_quoted(section) && parts.iter().any(|part| composed(part) == composed(&name.value))
        };
        let joined = self.sections.iter().find(has_part)?;
        let message = format!("担当係「{}」が、一つの係になっています。", joined.value);
        let wrong = Diagnostic::new(Code::UnknownSection, message).at(&joined.place);
        Some(hint_at_separator(wrong, joined))
    }

    /// Takes a text as a 年度, in the plan or not.
    pub(super) fn any_year(text: &Text) -> Result<FiscalYear, Diagnostic> {
        text.value.parse().map_err(|_| {
            let wrong =
                Diagnostic::new(Code::BadValue, format!("「{}」は年度として読めません。", text.value))
                    .at(&text.place)
                    .label("R5 や H30 の形で");
            match FiscalYear::meant(&text.value) {
                Some(year) => wrong.hint(format!("「{year}」と書いてください。")),
                None => wrong,
            }
        })
    }

    /// Takes a text as a 年度 of the plan.
    pub(super) fn year(&self, text: &Text) -> Result<FiscalYear, Diagnostic> {
        let year = Self::any_year(text)?;
        self.require(year).map_err(|outside| {
            outside.at(&text.place).hint(format!(
                "{} から {} までの年度に直してください。計画が延びたなら、plan.yaml の「{PERIOD}」を直してください。",
                self.period.value.first(),
                self.period.value.last()
            ))
        })?;
        Ok(year)
    }

    /// Checks that a 年度 lies in the 計画期間.
    ///
    /// # Errors
    /// A 年度 outside, without a place.
    pub fn require(&self, year: FiscalYear) -> Result<(), Diagnostic> {
        let period = self.period.value;
        if period.contains(year) {
            return Ok(());
        }
        Err(Diagnostic::new(Code::YearOutsidePeriod, format!("{year} は計画期間 {period} の外です。")))
    }

    /// Reads a field that limits the years of a measure.
    pub(super) fn limit(
        &self,
        field: Field,
        mapping: &Mapping<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<FiscalYear>> {
        let text = mapping.text(field.key(), diagnostics)?;
        diagnostics.take(self.year(&text)).map(|year| Spanned::new(year, text.place))
    }

    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let labels = typed_labels(&mapping);
        let mapping = mapping.with_labels(Some(labels));
        let name = mapping.require_text(Field::Name.key(), diagnostics);
        let slogan = mapping.text(Field::Slogan.key(), diagnostics);
        let publisher = mapping.require_text(Field::Publisher.key(), diagnostics);
        // Without them there is no booklet, but what the other files say can be judged all the same.
        let or_unnamed =
            |text: Option<Text>| text.unwrap_or_else(|| Spanned::new(String::new(), node.place.clone()));

        // What the other files are judged by. Where some of it is lost, what would be said of them is mostly untrue.
        let mut basis = Diagnostics::new();
        let period = mapping
            .require_text(PERIOD, &mut basis)
            .and_then(|text| basis.take(period(&text)).map(|period| Spanned::new(period, text.place)));
        let scale = GradeScale::read(mapping.require_list(Field::Scale.key(), &mut basis), &mut basis);
        scale.refuse_dashes(diagnostics);
        let sections = mapping.require_names(Field::Section.key(), &mut basis);
        let strategies = numbered(&mapping, Field::Strategy, &mut basis, Strategy::read);
        if let Some(period) = period.as_ref().filter(|period| period.value.year_count() > LONGEST_PLAN) {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("計画期間 {} は {} 年度あります。", period.value, period.value.year_count()),
                )
                .at(&period.place)
                .label(format!("{LONGEST_PLAN} 年度まで"))
                .hint("年度の列は、これより多いと読める幅になりません。前期と後期のように、計画を分けてください。"),
            );
        }
        let whole = basis.iter().all(|found| found.code == Code::UnknownKey);
        diagnostics.append(basis);

        let OwnForm { form, scales, typed: form_texts, places: face_places, is_spoilt } =
            OwnForm::read(mapping.get(FORM), mapping.get(LABELS), &sections, diagnostics);
        let whole = whole && !is_spoilt;
        let foreword = mapping
            .list(Field::Foreword.key(), diagnostics)
            .iter()
            .filter_map(|node| ForewordSection::read(node, diagnostics))
            .collect();
        let note = mapping.text(NOTE, diagnostics);
        let index_has_titles = mapping
            .get(Label::Index.key())
            .and_then(|node| Mapping::of(node, diagnostics))
            .and_then(|index| {
                let wanted = index.choice(Field::Title.key(), &WANTED, diagnostics);
                index.finish(diagnostics);
                wanted
            })
            .unwrap_or_default();
        let publication = Publication::read(mapping.get(PUBLICATION), diagnostics);
        let has_overview = mapping.choice(Label::Standing.key(), &WANTED, diagnostics).unwrap_or(true);
        let house_style = HouseStyle::read(mapping.get(HOUSE_STYLE), diagnostics);
        let excuses = Excuse::read_all(&mapping, diagnostics);
        mapping.finish(diagnostics);
        whole.then_some(Self {
            name: or_unnamed(name),
            slogan,
            publisher: or_unnamed(publisher),
            period: period?,
            scale,
            sections,
            form,
            form_texts,
            face_places,
            scales,
            foreword,
            index_has_titles,
            has_overview,
            note,
            strategies,
            publication,
            house_style,
            excuses,
        })
    }
}

impl ForewordSection {
    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mapping = Mapping::of(node, diagnostics)?;
        let heading = mapping.text(HEADING, diagnostics);
        let body = mapping.require_text(BODY, diagnostics);
        mapping.finish(diagnostics);
        Some(Self { heading, body: body? })
    }
}

impl Strategy {
    fn level(&self) -> TreeLevel<'_> {
        let below = self.policies.iter().map(Policy::level).collect();
        TreeLevel { number: self.number, name: &self.name, below }
    }

    fn read(number: u32, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = mapping.require_text(NAME, diagnostics);
        let note = mapping.text(NOTE, diagnostics);
        let policies = numbered(mapping, Field::Policy, diagnostics, Policy::read);
        Some(Self { number, name: name?, note, policies })
    }
}

/// What may stand in a level, of which each may hold those after it, but none stand beside another.
fn below_policy() -> [&'static str; 3] {
    [Field::Priority.key(), Field::Initiative.key(), MEASURES]
}

/// Tells of levels that stand side by side of which one holds the other.
fn side_by_side(mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
    let there: Vec<(&str, &Node)> =
        below_policy().into_iter().filter_map(|key| Some((key, mapping.get(key)?))).collect();
    for pair in there.windows(2) {
        let [(above, _), (below, node)] = pair else { continue };
        diagnostics.push(
            Diagnostic::new(Code::WrongShape, format!("{above}と{below}が並んでいます。"))
                .at(&node.place.source().line_place(node.place.start().line))
                .hint(format!("{below}は{above}の中に書くか、{above}なしで書いてください。")),
        );
    }
}

impl Policy {
    fn level(&self) -> TreeLevel<'_> {
        let priorities = match &self.body {
            PolicyBody::Priorities(priorities) => priorities.as_slice(),
            PolicyBody::Initiatives(_) => &[],
        };
        let below = priorities
            .iter()
            .map(|priority| TreeLevel { number: priority.number, name: &priority.name, below: Vec::new() })
            .collect();
        TreeLevel { number: self.number, name: &self.name, below }
    }

    fn read(number: u32, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = mapping.require_text(NAME, diagnostics);
        let priorities = mapping.get(Field::Priority.key());
        let others = below_policy().into_iter().skip(1).filter(|key| mapping.get(key).is_some()).count();
        let body = match priorities {
            Some(_) if others == 0 => {
                PolicyBody::Priorities(numbered(mapping, Field::Priority, diagnostics, Priority::read))
            }
            Some(_) => {
                side_by_side(mapping, diagnostics);
                return None;
            }
            // Whoever has begun to write it means it.
            None if others == 0 && mapping.empty(Field::Priority.key()).is_some() => {
                mapping.require(Field::Priority.key(), diagnostics);
                return None;
            }
            None => PolicyBody::Initiatives(Initiative::read_all(mapping, diagnostics)),
        };
        Some(Self { number, name: name?, body })
    }
}

impl Priority {
    fn read(number: u32, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = mapping.require_text(NAME, diagnostics);
        let initiatives = Initiative::read_all(mapping, diagnostics);
        Some(Self { number, name: name?, initiatives })
    }
}

impl Initiative {
    /// Reads 重点的取組 of a level, or the 事業 that it lists without them.
    fn read_all(mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let measures = mapping.get(MEASURES);
        let initiatives = mapping.get(Field::Initiative.key());
        match (measures, initiatives) {
            (Some(_), Some(_)) => {
                side_by_side(mapping, diagnostics);
                Vec::new()
            }
            (Some(_), None) => (1..)
                .zip(Self::measures(mapping, diagnostics))
                .map(|(number, measure)| Self { number, name: None, measures: vec![measure] })
                .collect(),
            (None, _) => numbered(mapping, Field::Initiative, diagnostics, Self::read),
        }
    }

    fn read(number: u32, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = mapping.require_text(NAME, diagnostics);
        let measures = Self::measures(mapping, diagnostics);
        Some(Self { number, name: Some(name?), measures })
    }

    /// The ids of 事業.
    fn measures(mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Vec<Spanned<MeasureId>> {
        mapping
            .require_names(MEASURES, diagnostics)
            .into_iter()
            .filter_map(|typed| diagnostics.take(measure_id(&typed)).map(|id| Spanned::new(id, typed.place)))
            .collect()
    }
}

/// 呼称 as they were typed, whatever else is wrong with them.
fn typed_labels(plan: &Mapping<'_>) -> TypedLabels {
    let Some(Node { kind: Kind::Mapping(entries), .. }) = plan.get(LABELS) else {
        return TypedLabels::from([]);
    };
    let word = |(key, word): &(Text, Node)| {
        let label = Label::ALL.iter().find(|label| label.key() == key.value)?;
        let Kind::Scalar(word) = &word.kind else { return None };
        (word != label.key()).then(|| (word.clone(), label.key()))
    };
    entries.iter().filter_map(word).collect()
}

/// Takes a text as the id of a measure.
pub(super) fn measure_id(typed: &Text) -> Result<MeasureId, Diagnostic> {
    typed.value.parse().map_err(|_| {
        let wrong = Diagnostic::new(Code::BadValue, format!("「{}」は事業の ID になりません。", typed.value))
            .at(&typed.place)
            .label("半角の英小文字・数字・ハイフンで");
        if typed.value.is_ascii() || between_wide_commas(&typed.value).is_some() {
            return hint_at_separator(wrong, typed);
        }
        wrong.hint("事業名ではなく、measures フォルダーの事業のファイルの名前を書きます（koekake.yaml なら koekake）。")
    })
}

/// Takes an item of a level as a mapping; whoever typed no more than a name is told how it is written.
fn of_level<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<Mapping<'a>> {
    let mut found = Diagnostics::new();
    let mapping = Mapping::of(node, &mut found);
    let with_key = |wrong: Diagnostic| match &node.kind {
        Kind::Scalar(name) if !name.contains('：') => wrong.hint(without_key(NAME, name)),
        _ => wrong,
    };
    diagnostics.append(found.map(with_key));
    mapping
}

/// Reads the items of a level, each with its number: one more than the last unless 番号 says otherwise.
fn numbered<T>(
    above: &Mapping<'_>,
    level: Field,
    diagnostics: &mut Diagnostics,
    read: fn(u32, &Mapping<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let nodes = above.require_list(level.key(), diagnostics);
    let mut next = 1;
    let mut used = BTreeSet::new();
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(mapping) = of_level(node, diagnostics) else { continue };
        let mapping = mapping.with_labels(above.labels());
        if let Some(typed) = mapping.text(NUMBER, diagnostics) {
            match typed.value.parse() {
                Ok(number @ 1..=99) => next = number,
                _ => diagnostics.push(
                    Diagnostic::new(
                        Code::BadValue,
                        format!("番号「{}」は 1 から 99 の半角の数で書いてください。", typed.value),
                    )
                    .at(&typed.place),
                ),
            }
        }
        if !used.insert(next) {
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, format!("番号 {next} が二度使われています。"))
                    .at(&node.place.first_line())
                    .hint("「番号」の行を直すか消してください。"),
            );
        }
        items.extend(read(next, &mapping, diagnostics));
        mapping.finish(diagnostics);
        next += 1;
    }
    items
}
