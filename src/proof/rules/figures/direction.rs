//! 増減: which way a sentence says that something went, and how exactly.

use std::ops::Range;

use crate::language::Quantity;
use crate::language::script::before;
use crate::proof::prose::Prose;

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// 「増加」 and the like where it stands, or a sign before the number: 「△34人」.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub direction: Direction,
    pub range: Range<usize>,
}

/// Words of a rise and of a fall that take each other's place, the longest first.
pub(super) const OPPOSITES: &[(&str, &str)] = &[
    ("増えて", "減って"),
    ("増えた", "減った"),
    ("増える", "減る"),
    ("増え", "減り"),
    ("増やし", "減らし"),
    ("増加", "減少"),
    ("増員", "減員"),
    ("増額", "減額"),
    ("増", "減"),
    ("多い", "少ない"),
    ("多く", "少なく"),
    ("多か", "少なか"),
    ("上回", "下回"),
    ("上昇", "低下"),
    ("上がり", "下がり"),
    ("上がっ", "下がっ"),
    ("引き上げ", "引き下げ"),
    ("引上げ", "引下げ"),
    ("高い", "低い"),
    ("高く", "低く"),
    ("長く", "短く"),
    ("拡大", "縮小"),
];

/// Words that have no opposite of the same form.
const RISES: &[&str] = &["伸び", "伸ば", "伸長", "向上", "延び"];
const FALLS: &[&str] = &["縮ま", "縮め", "縮減", "短縮", "落ち込", "落ちた", "落ちまし", "半減"];

/// What begins like a word of change and is none.
const NO_CHANGES: &[&str] = &["減免", "減災", "減塩", "増築", "増刊", "増刷", "多くの"];

/// What may stand between a change and its direction: 「34人ほどの増」.
const BEFORE_DIRECTION: &[&str] =
    &["の", "も", "と", "ほど", "程度", "だけ", "分", "余り", "近く", "以上", "弱", "強"];

/// The direction that is said right after a place.
pub(super) fn said_at(text: &str, at: usize) -> Option<Said> {
    let mut rest = text.get(at..)?;
    while let Some(next) = BEFORE_DIRECTION.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    if NO_CHANGES.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let start = text.len() - rest.len();
    let said = |direction, word: &str| Said { direction, range: start..start + word.len() };
    let opposites = OPPOSITES.iter().flat_map(|&(up, down)| [(Direction::Up, up), (Direction::Down, down)]);
    let others = RISES.iter().map(|word| (Direction::Up, *word));
    let others = others.chain(FALLS.iter().map(|word| (Direction::Down, *word)));
    opposites
        .chain(others)
        .find(|(_, word)| rest.starts_with(word))
        .map(|(direction, word)| said(direction, word))
}

/// The sign before a number: 「△34人」.
pub(super) fn sign_before(text: &str, number: usize) -> Option<Said> {
    let sign = before(text, number)?;
    let range = number - sign.len_utf8()..number;
    match sign {
        '△' | '▲' | '－' | '−' | '-' => Some(Said { direction: Direction::Down, range }),
        '＋' | '+' => Some(Said { direction: Direction::Up, range }),
        _ => None,
    }
}

/// Whether a number is only about right.
pub(super) fn is_about(text: &str, quantity: &Quantity) -> bool {
    let before = &text[..quantity.number.start];
    let after = &text[quantity.unit.end..];
    ["約", "およそ", "ほぼ", "概ね", "おおむね"].iter().any(|word| before.ends_with(word))
        || [
            "ほど",
            "程度",
            "近く",
            "余",
            "あまり",
            "以上",
            "弱",
            "強",
            "超",
            "を超",
            "前後",
            "台",
            "以下",
            "未満",
        ]
        .iter()
        .any(|word| after.starts_with(word))
}

/// Whether a change is rounded more than its digits say: 「約20％」, not 「約88％」.
pub(super) fn is_rough(prose: &Prose<'_>, change: &Quantity) -> bool {
    let is_round = prose.unit(change) != "％" || change.value.to_whole().is_some_and(|value| value % 5 == 0);
    is_about(prose.as_str(), change) && is_round
}
