//! Entries of a 一覧. One that was handed out is known by what it says, for others may have gone. What was typed in a new one, which was
//! empty when the form was handed out, is one entry of the record, whichever of the form's it was, however often the form is read, and
//! whatever the record has got since.

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

/// Where entries are in the record by now that a form was handed out with: each with its number there, and what it said and says. One
/// that the record has no more is nowhere: it has gone, or another has been written in its place.
pub(super) fn places(handed: &[(usize, &Entry, &Entry)], record: &[Entry]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; handed.len()];
    let is_one = |index: usize, before: &Entry, now: &Entry| {
        record.get(index).is_some_and(|entry| entry == before || entry == now && !now.is_empty())
    };
    for (place, &(index, before, now)) in places.iter_mut().zip(handed) {
        *place = Some(index).filter(|&index| is_one(index, before, now));
    }
    for (number, &(_, before, now)) in handed.iter().enumerate() {
        if places[number].is_none() {
            places[number] =
                (0..record.len()).find(|&index| !places.contains(&Some(index)) && is_one(index, before, now));
        }
    }
    // What stands in the place of one and is none of the others is that one, changed.
    for (number, &(index, ..)) in handed.iter().enumerate() {
        if places[number].is_none() {
            places[number] =
                Some(index).filter(|index| *index < record.len() && !places.contains(&Some(*index)));
        }
    }
    places
}

/// Where new entries go. `since` is what the record has got since the form was handed out, each with its number there; the next one
/// would have the number `next`.
pub(super) fn destinations(new: &[Entry], since: &[(usize, Entry)], next: usize) -> Vec<Destination> {
    let mut open: Vec<&(usize, Entry)> = since.iter().collect();
    let known = new.iter().map(|entry| {
        let at = open.iter().position(|(_, other)| agree(entry, other))?;
        Some(open.remove(at).0)
    });
    let known: Vec<Option<usize>> = known.collect();
    // The others stand against what is left, in their order, and behind it.
    let mut others =
        open.into_iter().map(|(index, _)| (*index, true)).chain((next..).map(|index| (index, false)));
    let destination = |known: Option<usize>| {
        let (index, is_taken) = known.map(|index| (index, false)).or_else(|| others.next())?;
        Some(Destination { index, is_taken })
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
    use super::{Destination, Entry, destinations, places};

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
            let next = since.len() + 2;
            let since: Vec<_> = (2..).zip(since).collect();
            assert_eq!(destinations(&new, &since, next), wanted.collect::<Vec<_>>(), "{new:?} {since:?}");
        }
    }

    #[test]
    fn an_entry_that_was_handed_out_is_found_by_what_it_says() {
        let texts = |texts: &[[&str; 2]]| texts.iter().copied().map(entry).collect::<Vec<_>>();
        for (handed, now, record, wanted) in [
            (
                &[["A", "a"], ["B", "b"]][..],
                &[["", ""], ["B", "b"]][..],
                &[["A", "a"], ["B", "b"]][..],
                [Some(0), Some(1)],
            ),
            (&[["A", "a"], ["B", "b"]], &[["", ""], ["B", "b"]], &[["B", "b"]], [None, Some(0)]),
            (&[["A", "a"], ["B", "b"]], &[["", ""], ["B", "c"]], &[["B", "c"], ["C", ""]], [None, Some(0)]),
            (
                &[["A", "a"], ["B", "b"]],
                &[["", ""], ["B", "b"]],
                &[["X", "a"], ["B", "b"]],
                [Some(0), Some(1)],
            ),
            (&[["A", "a"], ["B", "b"]], &[["A", "c"], ["B", "c"]], &[], [None, None]),
        ] {
            let [handed, now, record] = [texts(handed), texts(now), texts(record)];
            let both: Vec<_> =
                handed.iter().zip(&now).enumerate().map(|(at, (one, two))| (at, one, two)).collect();
            assert_eq!(places(&both, &record), wanted, "{handed:?} {now:?} {record:?}");
        }
    }
}
