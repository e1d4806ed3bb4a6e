//! What stands round the measures: which year it is, what the marks mean, whose plan it is.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Block, Grid};
use super::marks::{Definition, legend};
use super::vocabulary::{Meaning, Vocabulary};
use super::words::{heading, lines, one_line};
use super::years;
use crate::exchange::workbook::CellAt;
use crate::form::Field;
use crate::language::script::squeezed;
use crate::year::FiscalYear;

/// In how many rows the title of a sheet stands.
const TITLE_ROWS: u32 = 5;

/// A title is no longer, in characters.
const LONGEST_TITLE: usize = 50;

/// The only 年度 in a title.
fn year_in(text: &str) -> Option<FiscalYear> {
    if text.chars().count() > LONGEST_TITLE {
        return None;
    }
    let title = squeezed(text);
    let starts = title.char_indices().filter_map(|(at, _)| years::leading(&title[at..]));
    let years: BTreeSet<FiscalYear> = starts.map(|(year, _)| year).collect();
    years.first().copied().filter(|_| years.len() == 1 && title.contains("年度"))
}

/// The year that most sheets are headed by: 令和５年度実施結果, or a year that stands alone in its row.
pub(super) fn year(grids: &[&Grid<'_>], vocabulary: &Vocabulary) -> Option<FiscalYear> {
    let mut votes: BTreeMap<FiscalYear, usize> = BTreeMap::new();
    for grid in grids {
        let blocks = grid.all();
        for row in blocks.chunk_by(|one, next| one.at().row == next.at().row) {
            let heads = row.iter().filter_map(|block| vocabulary.meaning(block.text));
            let of_report = heads
                .filter(|heading| heading.meaning == Meaning::Furniture)
                .find_map(|heading| heading.year);
            let of_title =
                row.iter().filter(|block| block.at().row < TITLE_ROWS).find_map(|block| year_in(block.text));
            let mut alone = row.iter().filter_map(|block| years::only(block.text));
            let alone = alone.next().filter(|_| alone.next().is_none());
            let votes_of_row = [(of_report, 3), (of_title.or(alone), 1)];
            for (year, weight) in votes_of_row.into_iter().filter_map(|(year, weight)| Some((year?, weight)))
            {
                *votes.entry(year).or_default() += weight;
            }
        }
    }
    votes.into_iter().max_by_key(|&(year, count)| (count, year)).map(|(year, _)| year)
}

/// The marks with their names, where a sheet lists them: the longest list.
pub(super) fn scale(grids: &[&Grid<'_>]) -> Vec<Definition> {
    let mut longest = Vec::new();
    for (grid, block) in grids.iter().flat_map(|grid| grid.all().into_iter().map(move |block| (grid, block)))
    {
        let found = legend(block.text);
        if !found.is_empty() {
            grid.take(block.at());
        }
        if found.len() > longest.len() {
            longest = found;
        }
    }
    longest
}

/// What stands beside or below the heading of a field of the plan.
pub(super) fn of_plan(grids: &[&Grid<'_>], vocabulary: &Vocabulary, wanted: Field) -> Option<String> {
    let is_heading = |block: &Block<'_>| {
        vocabulary.meaning(block.text).is_some_and(|heading| heading.meaning == Meaning::Field(wanted))
    };
    grids.iter().find_map(|grid| {
        let head = grid.all().into_iter().find(is_heading)?;
        let (row, column) = (head.at().row, head.at().column);
        let beside = grid.block(CellAt::new(row, head.area.to.column + 1));
        let below = grid.block(CellAt::new(head.area.to.row + 1, column));
        let value = [beside, below].into_iter().find(|block| !block.is_blank())?;
        grid.take(head.at());
        grid.take(value.at());
        Some(one_line(value.text))
    })
}

/// The name of the plan, where the titles of most sheets have it: 「○○計画　令和５年度」.
pub(super) fn name(grids: &[&Grid<'_>]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for grid in grids {
        let titles = grid.left().into_iter().filter(|block| block.at().row < TITLE_ROWS);
        let names: BTreeSet<String> = titles.filter_map(|block| name_in(block.text)).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (most.1 * 2 > grids.len()).then_some(most.0)
}

/// The word of a title that is the name of a plan: it ends in 計画 or プラン, perhaps with a number.
fn name_in(title: &str) -> Option<String> {
    if title.chars().count() > LONGEST_TITLE {
        return None;
    }
    let is_name = |word: &&str| {
        let stem = word.trim_end_matches(|sign: char| sign.is_numeric());
        ["計画", "プラン"].iter().any(|end| stem.ends_with(end) && stem.chars().count() > 4)
    };
    one_line(title).split(['　', ' ', '（', '(']).find(is_name).map(str::to_owned)
}

/// Headings that nobody knows: short, and the same on most sheets.
pub(super) fn unknown_headings(grids: &[&Grid<'_>], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let is_heading = |text: &str| {
        heading(text).is_some_and(|bare| bare.chars().count() > 1)
            && !text.contains('。')
            && !squeezed(text).chars().all(|sign| sign.is_ascii_digit() || sign.is_ascii_punctuation())
            && year_in(text).is_none()
            && years::leading(text).is_none()
            && !is_known(text)
    };
    for grid in grids {
        let texts = grid.left().into_iter().map(|block| lines(block.text)).filter(|text| is_heading(text));
        let texts: BTreeSet<String> = texts.filter_map(|text| heading(&text)).collect();
        for text in texts {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1 && count * 2 > grids.len())
        .map(|(text, _)| text)
        .collect()
}
