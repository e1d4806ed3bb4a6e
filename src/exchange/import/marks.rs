//! Marks of 評価 as people type them: in one cell, with their name, or as a ○ under one of several.

use super::grid::Block;
use crate::exchange::workbook::CellAt;
use crate::language::script::squeezed;

/// A mark with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) mark: String,
    pub(super) name: String,
    pub(super) description: String,
}

/// The marks of the plan; none, as long as nobody has said which.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(pub(super) Vec<Definition>);

/// Marks that councils use, from best to worst within each kind.
const USUAL: &str = "SABCDE54321◎○△▲×●";

/// What is put under the mark that is meant.
const CHECKS: &[&str] = &["○", "●", "◎", "✓", "✔", "☑", "■", "★", "レ", "1", "/"];

/// The sign that is meant where several look alike.
fn folded(text: &str) -> String {
    squeezed(text).chars().map(|sign| if matches!(sign, '〇' | '◯') { '○' } else { sign }).collect()
}

impl Marks {
    /// The mark that a text is, alone or with its name: `B`, `Ｂ（未達成）`, `未達成`.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let text = folded(text);
        if self.0.is_empty() {
            return usual(&text);
        }
        let is_meant = |definition: &&Definition| {
            let (mark, name) = (folded(&definition.mark), folded(&definition.name));
            let rest =
                text.strip_prefix(&mark).map(|rest| rest.trim_matches([':', '(', ')', '.', '・', '-']));
            text == name || rest.is_some_and(|rest| rest.is_empty() || rest == name)
        };
        self.0.iter().find(is_meant).map(|definition| definition.mark.clone())
    }

    /// The mark under or beside which the only check stands, and the cells that say so.
    pub(super) fn spread(&self, blocks: &[Block<'_>]) -> Option<(String, Vec<CellAt>)> {
        let heads: Vec<(Block<'_>, String)> =
            blocks.iter().filter_map(|block| Some((*block, self.read(block.text)?))).collect();
        let row = heads.iter().map(|(head, _)| head.at().row).min()?;
        let is_head =
            |block: &Block<'_>| heads.iter().any(|(head, _)| head.at() == block.at() && head.at().row == row);
        let heads_of_row: Vec<_> = heads.iter().filter(|(head, _)| head.at().row == row).collect();
        let check = |block: &&Block<'_>| CHECKS.contains(&folded(block.text).as_str());
        let below = blocks.iter().filter(|block| block.at().row > row).find(check);
        let beside = || blocks.iter().filter(|block| block.at().row == row && !is_head(block)).find(check);
        let (check, mark) = if let Some(check) = below {
            (check, heads_of_row.iter().find(|(head, _)| shares_column(head, check)))
        } else {
            let check = beside()?;
            let before = heads_of_row.iter().filter(|(head, _)| head.area.to.column < check.at().column);
            (check, before.max_by_key(|(head, _)| head.at().column))
        };
        let cells = heads_of_row.iter().map(|(head, _)| head.at()).chain([check.at()]);
        (heads_of_row.len() > 1).then_some(())?;
        mark.map(|(_, mark)| (mark.clone(), cells.collect()))
    }
}

fn shares_column(one: &Block<'_>, other: &Block<'_>) -> bool {
    one.area.from.column <= other.area.to.column && other.area.from.column <= one.area.to.column
}

/// A mark of those that are usual, alone or before a word.
fn usual(text: &str) -> Option<String> {
    let mut signs = text.chars();
    let mark = signs.next().filter(|&sign| USUAL.contains(sign))?;
    let rest = signs.as_str().trim_matches([':', '(', ')', '.', '・']);
    let is_name = rest.chars().count() <= 6 && rest.chars().all(|sign| !sign.is_ascii_alphanumeric());
    is_name.then(|| mark.to_string())
}

/// Whether a text is what is put under a mark.
pub(super) fn is_check(text: &str) -> bool {
    CHECKS.contains(&folded(text).as_str())
}

/// The marks in the order of [`USUAL`], for a plan that nowhere says what they mean.
pub(super) fn in_usual_order(mut marks: Vec<String>) -> Vec<Definition> {
    marks.sort_by_key(|mark| USUAL.find(mark.as_str()).unwrap_or(USUAL.len()));
    marks.dedup();
    marks.into_iter().map(|mark| Definition { name: mark.clone(), description: mark.clone(), mark }).collect()
}

/// The marks with their names, if a text is a list of them from the best down: `A 達成　B 未達成`, `◎：順調、○：概ね順調`. Before
/// them may stand what they are (`※評価は、`), behind them what to do with them.
pub(super) fn legend(text: &str) -> Vec<Definition> {
    let words: Vec<String> = text
        .split([' ', '　', '、', ',', '，', '/', '／', '\n', '\t'])
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<Definition> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match pair(word, &mut words) {
            Some((mark, name)) => found.push(Definition { mark, description: name.clone(), name }),
            None if found.is_empty() => {}
            // 「… で記入してください」
            None if found.len() > 1 && text.contains("評価") => break,
            None => return Vec::new(),
        }
    }
    let places: Vec<usize> = found.iter().filter_map(|one| USUAL.find(&one.mark)).collect();
    if found.len() > 1 && places.is_sorted_by(|one, next| one < next) { found } else { Vec::new() }
}

/// A mark with its name, in one word or in this and the next.
fn pair<'w>(word: &'w str, words: &mut impl Iterator<Item = &'w String>) -> Option<(String, String)> {
    const BETWEEN: &[char] = &[':', '=', '.', '…', '(', ')', '※'];
    let word = word.trim_start_matches(['※', '(']);
    let word = word.strip_prefix("評価").map_or(word, |rest| rest.trim_start_matches(['は', ':']));
    let mark = word.chars().next().filter(|&sign| USUAL.contains(sign))?;
    let rest = word[mark.len_utf8()..].trim_matches(BETWEEN);
    let name = if rest.is_empty() { words.next()?.trim_matches(BETWEEN) } else { rest };
    let is_name =
        (2..=12).contains(&name.chars().count()) && name.chars().all(|sign| !sign.is_ascii_alphanumeric());
    is_name.then(|| (mark.to_string(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Marks {
        Marks(legend("A 達成　B 未達成　C 検討中　D 中止"))
    }

    #[test]
    fn a_list_of_marks_is_read() {
        let pairs = |text: &str| -> Vec<(String, String)> {
            legend(text).into_iter().map(|definition| (definition.mark, definition.name)).collect()
        };
        let pair = |mark: &str, name: &str| (mark.to_owned(), name.to_owned());
        assert_eq!(pairs("Ａ：達成、Ｂ：未達成"), [pair("A", "達成"), pair("B", "未達成")]);
        assert_eq!(
            pairs("※評価：◎順調 ○概ね順調 △遅れ"),
            [pair("◎", "順調"), pair("○", "概ね順調"), pair("△", "遅れ")]
        );
        assert_eq!(scale().0.len(), 4);
        assert_eq!(
            pairs("評価は A：順調 B：遅れ で記入してください。"),
            [pair("A", "順調"), pair("B", "遅れ")]
        );
        assert_eq!(pairs("A班とB班で見守りました。"), []);
    }

    #[test]
    fn a_mark_is_known_by_its_name() {
        for text in ["B", "Ｂ", "B 未達成", "Ｂ（未達成）", "未達成"] {
            assert_eq!(scale().read(text).as_deref(), Some("B"), "{text}");
        }
        assert_eq!(scale().read("E"), None);
        assert_eq!(Marks::default().read("◯").as_deref(), Some("○"));
        assert_eq!(Marks::default().read("サロン"), None);
    }
}
