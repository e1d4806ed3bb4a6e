//! 目標, 実績 and 基準値: a number in one column, words in another.

use super::super::cell::Cell;
use crate::model::Figure;

/// The number, if it is one.
pub(super) fn number(figure: Option<&Figure>) -> Cell {
    figure.and_then(Figure::number).map(|number| number.value).into()
}

/// The words, if it is no number.
pub(super) fn words(figure: Option<&Figure>) -> Cell {
    match figure {
        Some(Figure::Words(words)) => words.into(),
        Some(Figure::Number(_)) | None => Cell::Empty,
    }
}
