//! New entries of a 一覧: those that were empty when a form was handed out. What was typed in one of them is one entry of the record,
//! whichever of the form's it was, however often the form is read, and whatever the record has got since.

use std::collections::BTreeMap;

/// The texts of an entry, by their columns.
pub(super) type Entry = BTreeMap<&'static str, String>;

/// Where a new entry goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Destination {
    /// Which entry of the record it is, counted from 0.
    pub index: usize,
    /// Whether the record has another one there by now.
    pub is_taken: bool,
}

/// Where new entries go. `since` is what the record has got since the form was handed out, from its entry `first` on.
pub(super) fn destinations(new: &[Entry], since: &[Entry], first: usize) -> Vec<Destination> {
    let mut open: Vec<usize> = (0..since.len()).collect();
    let known = new.iter().map(|entry| {
        let at = open.iter().position(|&index| agree(entry, &since[index]))?;
        Some(open.remove(at))
    });
    let known: Vec<Option<usize>> = known.collect();
    // The others stand against what is left, in their order, and behind it.
    let mut others =
        open.into_iter().map(|index| (index, true)).chain((since.len()..).map(|index| (index, false)));
    let destination = |known: Option<usize>| {
        let (index, is_taken) = known.map(|index| (index, false)).or_else(|| others.next())?;
        Some(Destination { index: first + index, is_taken })
    };
    known.into_iter().filter_map(destination).collect()
}

/// Whether two are one entry, of which one may have more than the other: some text is the same, and none differs.
fn agree(one: &Entry, other: &Entry) -> bool {
    let both = || one.iter().filter_map(|(column, text)| Some((text, other.get(column)?)));
    both().next().is_some() && both().all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::{Destination, Entry, destinations};

    fn entry(texts: [&str; 2]) -> Entry {
        let texts = ["意見", "考え"].into_iter().zip(texts.map(str::to_owned));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    #[test]
    fn an_entry_that_the_record_has_goes_there_and_no_other_is_filled_up() {
        for (new, since, wanted) in [
            (&[["A", "a"]][..], &[][..], &[(2, false)][..]),
            (&[["A", "a"], ["B", ""]], &[], &[(2, false), (3, false)]),
            (&[["A", "a"]], &[["A", "a"]], &[(2, false)]),
            (&[["A", "a"]], &[["X", "x"], ["A", ""]], &[(3, false)]),
            (&[["A", "a"], ["B", "b"]], &[["B", "b"]], &[(3, false), (2, false)]),
            (&[["A", "a"]], &[["A", "b"]], &[(2, true)]),
            (&[["A", ""], ["B", "b"]], &[["", "x"]], &[(2, true), (3, false)]),
        ] {
            let [new, since] =
                [new, since].map(|entries| entries.iter().copied().map(entry).collect::<Vec<_>>());
            let wanted = wanted.iter().map(|&(index, is_taken)| Destination { index, is_taken });
            assert_eq!(destinations(&new, &since, 2), wanted.collect::<Vec<_>>(), "{new:?} {since:?}");
        }
    }
}
