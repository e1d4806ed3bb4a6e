//! The nearest right name for one that was typed.

use crate::language::script::{composed, to_half_width};

/// The candidate most like `typed`, if one is like enough to be meant.
///
/// Names are short and Japanese, so one wrong character in three still counts; full-width
/// letters and digits count as their half-width forms.
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(typed);
    candidates
        .into_iter()
        .map(|candidate| {
            let other = fold(candidate);
            let distance = strsim::osa_distance(&folded, &other);
            (distance, folded.chars().count().max(other.chars().count()), candidate)
        })
        .filter(|&(distance, length, candidate)| {
            candidate != typed && distance * 3 <= length.max(3) && distance < length
        })
        .min_by_key(|&(distance, ..)| distance)
        .map(|(_, _, candidate)| candidate)
}

fn fold(text: &str) -> String {
    composed(text.trim())
        .chars()
        .map(|character| match character {
            // Marks of a scale that look alike on the screen.
            '〇' | '◯' | '⚪' => '○',
            'x' | 'X' | '✕' | '✖' | 'ｘ' | 'Ｘ' => '×',
            '▲' => '△',
            '⦿' => '◎',
            other => to_half_width(other),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name() {
        assert_eq!(nearest("事業各", ["担当係", "事業名"]), Some("事業名"));
        assert_eq!(nearest("soudan-kino-1", ["soudan-kinou-1", "salon"]), Some("soudan-kinou-1"));
        assert_eq!(nearest("Ａ", ["A", "B"]), Some("A"));
        assert_eq!(nearest("〇", ["◎", "○", "△", "×"]), Some("○"));
    }

    #[test]
    fn another_word_finds_nothing() {
        assert_eq!(nearest("E", ["A", "B", "C", "D"]), None);
        assert_eq!(nearest("まったく別の語", ["担当係", "事業名"]), None);
    }
}
