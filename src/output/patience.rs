//! Files that somebody holds for a moment.

use std::io;
use std::time::Duration;

/// How many milliseconds to wait for whoever holds a file, each time: 200 in all.
pub(super) const WAITS: [u64; 5] = [10, 20, 40, 60, 70];

/// Does something that fails while somebody holds a file, and tries again until the [`WAITS`] are over.
pub(super) fn patiently<T>(
    mut attempt: impl FnMut() -> io::Result<T>,
    is_held: impl Fn(&io::Error) -> bool,
    wait: impl Fn(Duration),
) -> io::Result<T> {
    for pause in WAITS {
        match attempt() {
            Err(error) if is_held(&error) => wait(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

/// Whether a program holds a file that is to be replaced: on Windows, "access denied" and "sharing violation". An office has
/// programs that look at each file that is saved, for some milliseconds.
pub(super) fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn a_file_that_somebody_holds_is_tried_again_for_a_fifth_of_a_second() {
        const HELD: i32 = 32;
        let is_held = |error: &io::Error| error.raw_os_error() == Some(HELD);
        let tried = |answers: &[Option<i32>]| {
            let waited = RefCell::new(Duration::ZERO);
            let mut answers = answers.iter().cycle();
            let attempt = || match answers.next().expect("a cycle") {
                Some(error) => Err(io::Error::from_raw_os_error(*error)),
                None => Ok(()),
            };
            let result = patiently(attempt, is_held, |pause| *waited.borrow_mut() += pause);
            (result.map_err(|error| error.raw_os_error()), waited.into_inner().as_millis())
        };
        assert_eq!(tried(&[None]), (Ok(()), 0));
        assert_eq!(tried(&[Some(HELD), Some(HELD), None]), (Ok(()), 30));
        assert_eq!(tried(&[Some(HELD)]), (Err(Some(HELD)), 200));
        assert_eq!(tried(&[Some(28)]), (Err(Some(28)), 0), "another reason is told at once");
    }
}
