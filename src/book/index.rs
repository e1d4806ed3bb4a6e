//! 全体の評価, and the walk through the tree that numbers the pages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::chapter::Chapter;
use super::numbering::Numbering;
use super::said::{SaidView, said_of};
use super::sheet::{PageReference, Position, Sheet};
use super::views::{LevelView, MeasureName};
use crate::form::{Face, Tier};
use crate::model::{Initiative, LevelNotes, MeasureId, Text};

/// The index table of one 基本戦略.
#[derive(Debug, Serialize)]
pub struct IndexStrategy<'a> {
    /// Its number and name.
    #[serde(flatten)]
    pub level: LevelView<'a>,
    /// 注記 under the table.
    pub note: Option<&'a Text>,
    /// What the council's own fields say of it, under the table.
    pub fields: Vec<SaidView<'a>>,
    /// Its 施策細目.
    pub policies: Vec<IndexPolicy<'a>>,
}

/// A 施策細目 of the index.
#[derive(Debug, Serialize)]
pub struct IndexPolicy<'a> {
    /// Its number and name.
    #[serde(flatten)]
    pub level: LevelView<'a>,
    /// What the council's own fields say of it.
    pub fields: Vec<SaidView<'a>>,
    /// Its initiatives under their 重点施策; one group without one where the plan has none.
    pub groups: Vec<IndexGroup<'a>>,
}

/// A run of initiatives that are numbered together.
#[derive(Debug, Serialize)]
pub struct IndexGroup<'a> {
    /// 重点施策.
    pub priority: Option<LevelView<'a>>,
    /// What the council's own fields say of it.
    pub fields: Vec<SaidView<'a>>,
    /// 重点的取組.
    pub initiatives: Vec<IndexInitiative<'a>>,
}

/// A 重点的取組 with a row for each of its measures.
#[derive(Debug, Serialize)]
pub struct IndexInitiative<'a> {
    /// Its number and name.
    #[serde(flatten)]
    pub level: LevelView<'a>,
    /// Whether it has a name of its own, not that of its one measure.
    #[serde(skip)]
    pub is_named: bool,
    /// 事業番号 of its one measure, if it has the name of that.
    pub measure_number: Option<Cow<'a, str>>,
    /// Whether all of its measures were listed before.
    pub reprint: bool,
    /// A row a measure.
    pub rows: Vec<IndexRow<'a>>,
}

/// One measure in the index.
#[derive(Debug, Serialize)]
pub struct IndexRow<'a> {
    /// The measure's id.
    pub id: &'a MeasureId,
    /// 事業名, where the plan wants it beside that of the 重点的取組.
    pub title: Option<&'a Text>,
    /// 事業番号, beside 事業名.
    pub number: Option<Cow<'a, str>>,
    /// What the measure is called, named here or not.
    pub name: Option<MeasureName<'a>>,
    /// The grade of each year of the plan.
    pub grades: Vec<IndexGrade<'a>>,
    /// The page of its sheet, if it has one.
    pub page: Option<u32>,
    /// What became of it, if it has ended and another goes on with it.
    pub became: Option<Became<'a>>,
}

/// What became of a measure.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Became<'a> {
    /// Its own name.
    pub title: &'a Text,
    /// The name of the measure that goes on with it.
    pub successor: &'a Text,
    /// The id of that, if it is under way this year and so has a sheet.
    pub successor_id: Option<&'a MeasureId>,
}

/// A year's cell of an index row.
#[derive(Debug, Serialize)]
pub struct IndexGrade<'a> {
    /// The mark, if one was given.
    pub mark: Option<&'a Text>,
    /// How many marks of the scale are better.
    #[serde(skip)]
    pub rank: Option<usize>,
    /// Whether the measure is not under way that year: not begun, paused, or ended.
    pub not_running: bool,
}

/// The index and the sheets, in one walk through the tree.
pub(super) fn contents(chapter: Chapter<'_>) -> (Vec<IndexStrategy<'_>>, Vec<Sheet<'_>>) {
    let face = chapter.model.plan.form.face();
    let numbering = Numbering::of(chapter.model);
    let mut walk = Walk { chapter, face, numbering, sheets: Vec::new(), first_mentions: BTreeMap::new() };
    let index = chapter
        .model
        .plan
        .strategies
        .iter()
        .map(|strategy| {
            let level = LevelView { number: strategy.number, name: &strategy.name };
            let notes = chapter.model.years.get(&chapter.year).map_or(&[][..], |notes| &notes.strategies);
            let said = LevelNotes::find(notes, strategy.number);
            let policies = strategy.policies.iter().map(|policy| {
                let policy_level = LevelView { number: policy.number, name: &policy.name };
                let said = said.and_then(|said| LevelNotes::find(&said.below, policy.number));
                let groups = policy.body.groups().map(|(priority, initiatives)| {
                    let priority =
                        priority.map(|priority| LevelView { number: priority.number, name: &priority.name });
                    let initiatives = initiatives.iter().map(|initiative| {
                        let levels = Levels { strategy: level, policy: policy_level, priority };
                        walk.initiative(initiative, levels)
                    });
                    let initiatives = initiatives.collect();
                    let said = said.zip(priority);
                    let said =
                        said.and_then(|(said, priority)| LevelNotes::find(&said.below, priority.number));
                    IndexGroup { priority, fields: said_of(chapter, Tier::Priority, said), initiatives }
                });
                let groups = groups.collect();
                IndexPolicy { level: policy_level, fields: said_of(chapter, Tier::Policy, said), groups }
            });
            IndexStrategy {
                level,
                note: strategy.note.as_ref(),
                policies: policies.collect(),
                fields: said_of(chapter, Tier::Strategy, said),
            }
        })
        .collect();
    let mut sheets = walk.sheets;
    name_reprints(&mut sheets);
    (index, sheets)
}

fn index_row<'a>(
    chapter: Chapter<'a>,
    numbering: &Numbering<'a>,
    id: &'a MeasureId,
    page: Option<u32>,
    has_title: bool,
) -> IndexRow<'a> {
    let measure = chapter.model.measures.get(id);
    let name = measure.map(|measure| MeasureName {
        number: numbering.number(id, measure),
        title: measure.title_in(chapter.year),
    });
    let named = name.as_ref().filter(|_| has_title);
    let title = named.map(|name| name.title);
    let number = named.and_then(|name| name.number.clone());
    let grades = chapter.model.plan.period.years().map(|year| {
        let grade = chapter.mark(year, id).map(|grade| grade.value);
        IndexGrade {
            mark: grade.map(|grade| chapter.grade(grade).mark),
            rank: grade.map(|grade| chapter.model.plan.scale.rank(grade)),
            not_running: measure.is_some_and(|measure| !measure.runs_in(year)),
        }
    });
    let ended = measure.filter(|measure| measure.last_year.is_some_and(|last| last < chapter.year));
    let became = ended.and_then(|measure| {
        let id = &measure.successor.as_ref()?.value;
        let successor = chapter.model.measures.get(id)?;
        Some(Became {
            title: measure.title_in(chapter.year),
            successor: successor.title_in(chapter.year),
            successor_id: successor.runs_in(chapter.year).then_some(id),
        })
    });
    IndexRow { id, title, number, name, grades: grades.collect(), page, became }
}

/// Tells each first print the pages of its 再掲.
fn name_reprints(sheets: &mut [Sheet<'_>]) {
    let reprints: Vec<(u32, u32)> =
        sheets.iter().filter_map(|sheet| Some((sheet.reprint_of?.page, sheet.page))).collect();
    for (first, page) in reprints {
        // Sheets are numbered from 1 without gaps.
        sheets[first as usize - 1].reprints.push(PageReference::to(page));
    }
}

/// The levels above an initiative.
#[derive(Clone, Copy)]
struct Levels<'a> {
    strategy: LevelView<'a>,
    policy: LevelView<'a>,
    priority: Option<LevelView<'a>>,
}

struct Walk<'a> {
    chapter: Chapter<'a>,
    face: Face,
    numbering: Numbering<'a>,
    sheets: Vec<Sheet<'a>>,
    /// The page of each measure's first print; `None` if it was listed without a sheet.
    first_mentions: BTreeMap<&'a MeasureId, Option<u32>>,
}

impl<'a> IndexStrategy<'a> {
    /// Its rows, in page order.
    pub fn rows(&self) -> impl Iterator<Item = &IndexRow<'a>> {
        let groups = self.policies.iter().flat_map(|policy| &policy.groups);
        groups.flat_map(|group| &group.initiatives).flat_map(|initiative| &initiative.rows)
    }
}

impl<'a> Walk<'a> {
    fn initiative(&mut self, initiative: &'a Initiative, levels: Levels<'a>) -> IndexInitiative<'a> {
        let first = initiative.measures.first().and_then(|mention| {
            self.chapter.model.measures.get(&mention.value).map(|measure| (&mention.value, measure))
        });
        // The model has a file for each measure that the tree lists.
        let title = first.map(|(_, measure)| measure.title_in(self.chapter.year));
        let name = initiative.name.as_ref().or(title).unwrap_or(levels.policy.name);
        let unnamed = first.filter(|_| initiative.name.is_none());
        let measure_number = unnamed.and_then(|(id, measure)| self.numbering.number(id, measure));
        let level = LevelView { number: initiative.number, name };
        let mut reprint = true;
        let has_titles = self.chapter.model.plan.index_has_titles && initiative.measures.len() > 1;
        let mut rows = Vec::with_capacity(initiative.measures.len());
        for mention in &initiative.measures {
            let id = &mention.value;
            let before = self.first_mentions.get(id).copied();
            reprint &= before.is_some();
            let page = self.sheet(id, level, levels, before.flatten());
            self.first_mentions.entry(id).or_insert(page);
            rows.push(index_row(self.chapter, &self.numbering, id, page, has_titles));
        }
        IndexInitiative { level, is_named: initiative.name.is_some(), measure_number, reprint, rows }
    }

    /// Adds the sheet of a measure that is under way this year, and tells its page.
    fn sheet(
        &mut self,
        id: &'a MeasureId,
        initiative: LevelView<'a>,
        levels: Levels<'a>,
        reprint_of: Option<u32>,
    ) -> Option<u32> {
        let Levels { strategy, policy, priority } = levels;
        let measure =
            self.chapter.model.measures.get(id).filter(|measure| measure.runs_in(self.chapter.year))?;
        let page = u32::try_from(self.sheets.len()).ok()? + 1;
        let reprint_of = reprint_of.map(PageReference::to);
        let number = self.numbering.number(id, measure);
        let position = Position { page, number, reprint_of, strategy, policy, priority, initiative };
        self.sheets.push(Sheet::new(self.chapter, position, id, measure, &self.face));
        Some(page)
    }
}
