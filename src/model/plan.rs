//! 計画: the names, the period, the scale, the sections and the tree.

use std::collections::BTreeSet;

use super::excuse::Excuse;
use super::fields::{Fields, Text, hint_at_separator};
use super::grade::GradeScale;
use super::house_style::HouseStyle;
use super::id::MeasureId;
use super::labels::Labels;
use super::yaml::Node;
use super::year::{FiscalYear, Period};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};

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
    /// 呼称.
    pub labels: Labels,
    /// 前文: printed after the cover, before the grade scale.
    pub foreword: Vec<ForewordSection>,
    /// 注記: printed under the grade scale.
    pub note: Option<Text>,
    /// 基本戦略 in order.
    pub strategies: Vec<Strategy>,
    /// 校正: how the council writes.
    pub house_style: HouseStyle,
    /// 校正除外: what the proofreader shall not say about the plan's own texts.
    pub excuses: Vec<Excuse>,
}

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
    /// 名称.
    pub name: Text,
    /// 事業: the measures it holds, at least one.
    pub measures: Vec<Spanned<MeasureId>>,
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
        self.sections.iter().position(|section| section.value == name.value).map(Section).ok_or_else(|| {
            let names: Vec<&str> = self.sections.iter().map(|section| section.value.as_str()).collect();
            let unknown = Diagnostic::error(
                Code::UnknownSection,
                format!("担当係「{}」は plan.yaml にありません。", name.value),
            )
            .at(&name.place);
            hint_at_separator(unknown, name)
                .hint_nearest(&name.value, names.iter().copied())
                .hint(format!("plan.yaml の担当係: {}", names.join("、")))
        })
    }

    /// Takes a text as a 年度 of the plan.
    pub(super) fn year(&self, text: &Text) -> Result<FiscalYear, Diagnostic> {
        let year: FiscalYear = text.value.parse().map_err(|_| {
            Diagnostic::error(Code::BadValue, format!("「{}」は年度として読めません。", text.value))
                .at(&text.place)
                .label("R5 や H30 の形で")
        })?;
        self.period.value.require(year).map_err(|outside| outside.at(&text.place))?;
        Ok(year)
    }

    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let name = fields.require_text("名称", diagnostics);
        let slogan = fields.text("標語", diagnostics);
        let publisher = fields.require_text("発行者", diagnostics);
        // Without them there is no booklet, but what the other files say can be judged all the same.
        let or_unnamed =
            |text: Option<Text>| text.unwrap_or_else(|| Spanned::new(String::new(), node.place.clone()));

        // What the other files are judged by. Where some of it is lost, what would be said of them is mostly untrue.
        let mut basis = Diagnostics::new();
        let period = fields
            .require_text("計画期間", &mut basis)
            .and_then(|text| basis.take(Period::read(&text)).map(|period| Spanned::new(period, text.place)));
        let scale = GradeScale::read(fields.require_list("評価基準", &mut basis), &mut basis);
        let sections = fields.require_names("担当係", &mut basis);
        let strategies = numbered(fields.require_list("基本戦略", &mut basis), &mut basis, Strategy::read);
        let whole = basis.iter().all(|found| found.code == Code::UnknownKey);
        diagnostics.append(basis);

        let labels = Labels::read(fields.get("呼称"), diagnostics);
        let foreword = fields
            .list("前文", diagnostics)
            .iter()
            .filter_map(|node| ForewordSection::read(node, diagnostics))
            .collect();
        let note = fields.text("注記", diagnostics);
        let house_style = HouseStyle::read(fields.get("校正"), diagnostics);
        let excuses = Excuse::read_all(&fields, diagnostics);
        fields.finish(diagnostics);
        whole.then_some(Self {
            name: or_unnamed(name),
            slogan,
            publisher: or_unnamed(publisher),
            period: period?,
            scale,
            sections,
            labels,
            foreword,
            note,
            strategies,
            house_style,
            excuses,
        })
    }
}

impl ForewordSection {
    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let heading = fields.text("見出し", diagnostics);
        let body = fields.require_text("本文", diagnostics);
        fields.finish(diagnostics);
        Some(Self { heading, body: body? })
    }
}

impl Strategy {
    fn read(number: u32, fields: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = fields.require_text("名称", diagnostics);
        let note = fields.text("注記", diagnostics);
        let policies = numbered(fields.require_list("施策細目", diagnostics), diagnostics, Policy::read);
        Some(Self { number, name: name?, note, policies })
    }
}

impl Policy {
    fn read(number: u32, fields: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = fields.require_text("名称", diagnostics);
        let body = match (fields.get("重点施策"), fields.get("重点的取組")) {
            (Some(_), None) => PolicyBody::Priorities(numbered(
                fields.require_list("重点施策", diagnostics),
                diagnostics,
                Priority::read,
            )),
            (Some(node), Some(_)) => {
                diagnostics.push(
                    Diagnostic::error(Code::WrongShape, "重点施策と重点的取組が並んでいます。")
                        .at(&node.place.source().line_place(node.place.start().line))
                        .hint("重点的取組は重点施策の中に書くか、重点施策なしで書いてください。"),
                );
                return None;
            }
            (None, _) => PolicyBody::Initiatives(numbered(
                fields.require_list("重点的取組", diagnostics),
                diagnostics,
                Initiative::read,
            )),
        };
        Some(Self { number, name: name?, body })
    }
}

impl Priority {
    fn read(number: u32, fields: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = fields.require_text("名称", diagnostics);
        let initiatives =
            numbered(fields.require_list("重点的取組", diagnostics), diagnostics, Initiative::read);
        Some(Self { number, name: name?, initiatives })
    }
}

impl Initiative {
    fn read(number: u32, fields: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = fields.require_text("名称", diagnostics);
        let measures = fields
            .require_names("事業", diagnostics)
            .into_iter()
            .filter_map(|typed| {
                let id = typed.value.parse().map_err(|_| {
                    let wrong = Diagnostic::error(
                        Code::BadValue,
                        format!("「{}」は事業の ID になりません。", typed.value),
                    )
                    .at(&typed.place)
                    .label("半角の英小文字・数字・ハイフンで");
                    hint_at_separator(wrong, &typed)
                });
                diagnostics.take(id).map(|id| Spanned::new(id, typed.place))
            })
            .collect();
        Some(Self { number, name: name?, measures })
    }
}

/// Reads the items of a level, each with its number: one more than the last unless 番号 says otherwise.
fn numbered<T>(
    nodes: &[Node],
    diagnostics: &mut Diagnostics,
    read: fn(u32, &Fields<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let mut next = 1;
    let mut used = BTreeSet::new();
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(fields) = Fields::of(node, diagnostics) else { continue };
        if let Some(typed) = fields.text("番号", diagnostics) {
            match typed.value.parse() {
                Ok(number @ 1..=99) => next = number,
                _ => diagnostics.push(
                    Diagnostic::error(
                        Code::BadValue,
                        format!("番号「{}」は 1 から 99 の半角の数で書いてください。", typed.value),
                    )
                    .at(&typed.place),
                ),
            }
        }
        if !used.insert(next) {
            diagnostics.push(
                Diagnostic::error(Code::Duplicate, format!("番号 {next} が二度使われています。"))
                    .at(&node.place.first_line())
                    .hint("「番号」の行を直すか消してください。"),
            );
        }
        items.extend(read(next, &fields, diagnostics));
        fields.finish(diagnostics);
        next += 1;
    }
    items
}
