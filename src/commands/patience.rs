//! A word for who waits: a large plan takes its time, and a template that goes round and round looks like a program that hangs.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use shinchoku::edition::Watcher;
use shinchoku::folder::LAYOUTS;

use crate::terminal::remark;

/// After how long something is said: ten times what the largest plans take on a slow computer.
const LONG: Duration = Duration::from_mins(1);

/// Says which templates of the council's own may be why, if the program has not ended by then. It goes on.
pub fn explain_later(root: &Path) {
    let layouts = root.join(LAYOUTS);
    thread::spawn(move || {
        thread::sleep(LONG);
        remark(explanation(&layouts));
    });
}

fn explanation(layouts: &Path) -> String {
    let entries = fs::read_dir(layouts).into_iter().flatten().flatten();
    let mut own: Vec<PathBuf> = entries.map(|entry| PathBuf::from(entry.file_name())).collect();
    own.sort();
    let own: Vec<String> = own.iter().map(|name| name.display().to_string()).collect();
    let waiting = format!(
        "{} 秒たっても終わりません。続けています。止めるには Ctrl-C を押してください。",
        LONG.as_secs()
    );
    if own.is_empty() {
        return waiting;
    }
    format!(
        "{waiting}\nlayouts のひな形（{}）に、終わらない繰り返しがないか確かめてください。",
        own.join("、")
    )
}

/// Who waits no longer than this is shown nothing.
const SHORT: Duration = Duration::from_secs(1);

/// How often the bar is drawn.
const TICK: Duration = Duration::from_millis(100);

/// How fine the bar is.
const STEPS: u32 = 1_000;

/// How much of the whole work it is to lay out the pages, more or less; the rest is to write the file.
const LAYOUT: f64 = 0.7;

/// How far a booklet is, on a terminal, with the time that it still takes. In a pipe there is nothing; dropped, it leaves nothing.
pub struct Bar {
    bar: ProgressBar,
    /// How much of the pages is laid out, in [`STEPS`].
    laid_out: Arc<AtomicU32>,
}

impl Bar {
    /// Begins to wait.
    pub fn begin() -> Self {
        let bar = ProgressBar::with_draw_target(Some(STEPS.into()), ProgressDrawTarget::hidden());
        let waiting = Self { bar, laid_out: Arc::default() };
        let (bar, laid_out) = (waiting.bar.clone(), Arc::clone(&waiting.laid_out));
        thread::spawn(move || draw(&bar, &laid_out));
        waiting
    }

    /// Hears how far the pages are.
    pub fn watcher(&self) -> Box<Watcher> {
        let laid_out = Arc::clone(&self.laid_out);
        Box::new(move |share| {
            // Sheets that are laid out again do not take it back.
            laid_out.fetch_max(steps(share), Ordering::Relaxed);
        })
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A share, from 0 to 1, in [`STEPS`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is neither large nor negative"
)]
fn steps(share: f64) -> u32 {
    (share * f64::from(STEPS)) as u32
}

/// Draws the bar until it is done with.
fn draw(bar: &ProgressBar, laid_out: &AtomicU32) {
    let started = Instant::now();
    thread::sleep(SHORT);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3}%　{remaining}") {
        bar.set_style(style.with_key("remaining", remaining));
    }
    if !bar.is_finished() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
    let mut took = None;
    while !bar.is_finished() {
        let share = f64::from(laid_out.load(Ordering::Relaxed)) / f64::from(STEPS);
        let elapsed = started.elapsed().as_secs_f64();
        let whole = if share < 1.0 {
            share * LAYOUT
        } else {
            // Nobody tells how far the file is; it takes its part of the time.
            (LAYOUT * elapsed / *took.get_or_insert(elapsed)).min(0.99)
        };
        bar.set_position(steps(whole).into());
        thread::sleep(TICK);
    }
}

fn remaining(state: &ProgressState, out: &mut dyn Write) {
    let fraction = f64::from(state.fraction());
    if fraction > 0.0 {
        let left = state.elapsed().as_secs_f64() * (1.0 - fraction) / fraction;
        let _ = write!(out, "あと約 {} 秒", left.ceil());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_councils_own_templates_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!explanation(folder.path()).contains("ひな形"));
        fs::write(folder.path().join("cover.typ.j2"), "").expect("a file");
        assert!(explanation(folder.path()).contains("（cover.typ.j2）"));
    }
}
