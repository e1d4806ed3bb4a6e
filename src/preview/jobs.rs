//! What takes its time: one thing after the other, each told of while it goes on and after it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::office::{Office, Outcome, Task};

/// How much a thread may keep on its stack that lays out pages.
const STACK: usize = 16 << 20;

/// What goes on, or was done last.
#[derive(Default)]
pub(super) struct Jobs {
    last: Mutex<Option<Job>>,
}

/// A task on its way.
#[derive(Clone)]
pub(super) struct Job {
    /// Counts the tasks of a run.
    pub number: u64,
    /// How far it is.
    pub step: String,
    /// How much of it is done, from 0 to 1.
    pub share: f64,
    /// What came of it.
    pub outcome: Option<Arc<Outcome>>,
}

impl Jobs {
    /// What goes on, or was done last.
    pub(super) fn last(&self) -> Option<Job> {
        self.lock().clone()
    }

    /// Begins a task, and tells its number. Nothing, if another goes on.
    pub(super) fn begin(self: &Arc<Self>, office: Arc<dyn Office>, task: Task) -> Option<u64> {
        let mut last = self.lock();
        if last.as_ref().is_some_and(|job| job.outcome.is_none()) {
            return None;
        }
        let number = last.as_ref().map_or(1, |job| job.number + 1);
        let step = "始めています".to_owned();
        *last = Some(Job { number, step, share: 0.0, outcome: None });
        drop(last);
        let jobs = Arc::clone(self);
        let work = move || {
            let ending = Ending(&jobs);
            let outcome = office.work(task, &|step, share| jobs.tell(step, share));
            ending.0.end(outcome);
        };
        if thread::Builder::new().name("office".to_owned()).stack_size(STACK).spawn(work).is_err() {
            self.end(broken());
        }
        Some(number)
    }

    fn tell(&self, step: &str, share: f64) {
        if let Some(job) = self.lock().as_mut() {
            step.clone_into(&mut job.step);
            job.share = share;
        }
    }

    fn end(&self, outcome: Outcome) {
        if let Some(job) = self.lock().as_mut()
            && job.outcome.is_none()
        {
            job.share = 1.0;
            job.outcome = Some(Arc::new(outcome));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Job>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends what goes on, also where the program itself breaks down over it.
struct Ending<'j>(&'j Jobs);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.end(broken());
    }
}

fn broken() -> Outcome {
    let message = "プログラムの中で誤りが起きたので、終わりまでできませんでした。もう一度試してください。";
    Outcome { said: vec![message.to_owned()], ..Outcome::default() }
}
