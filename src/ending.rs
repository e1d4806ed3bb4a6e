//! How the program ends when it is told to: by a key, by the window that is closed, by the system. What it is writing is whole
//! before.

use std::future::poll_fn;
use std::task::{Context, Poll};
use std::{io, process, thread};

use shinchoku::output::{abandon_writing, finish_writing};
use tokio::runtime::Builder;

/// What a shell reports of a program that a signal ended, before the signal's number.
const ENDED_BY_SIGNAL: i32 = 128;

/// Waits for being told, on a thread of its own. Whoever tells it a second time does not want to wait for anything.
///
/// # Errors
/// The system has no room for it. The program then ends as others do, at once.
pub fn listen() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    // From here on, before anything is written.
    let mut tellers = {
        let _within = runtime.enter();
        tellers()?
    };
    let wait = async move {
        let status = told(&mut tellers).await;
        thread::spawn(move || {
            finish_writing();
            process::exit(status);
        });
        let status = told(&mut tellers).await;
        abandon_writing();
        process::exit(status)
    };
    thread::Builder::new().name("ending".to_owned()).spawn(move || runtime.block_on(wait))?;
    Ok(())
}

/// Asks whether the program is told to end, and to be woken when it is.
type Asking = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<()>> + Send>;

/// Something that can tell the program to end, and the exit status then.
struct Teller {
    poll: Asking,
    status: i32,
}

/// The exit status when the program is next told to end.
async fn told(tellers: &mut [Teller]) -> i32 {
    poll_fn(|context| {
        // Each is polled, so that each wakes this up.
        for teller in &mut *tellers {
            if (teller.poll)(context) == Poll::Ready(Some(())) {
                return Poll::Ready(teller.status);
            }
        }
        Poll::Pending
    })
    .await
}

/// Ctrl-C, Ctrl-\, the end of the terminal, and what the system says before it goes down.
#[cfg(unix)]
fn tellers() -> io::Result<Vec<Teller>> {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::quit(), SignalKind::hangup(), SignalKind::terminate()];
    let tellers = kinds.into_iter().filter(|kind| !is_ignored(kind.as_raw_value())).map(|kind| {
        let mut signal = signal(kind)?;
        let status = ENDED_BY_SIGNAL + kind.as_raw_value();
        Ok(Teller { poll: Box::new(move |context| signal.poll_recv(context)), status })
    });
    tellers.collect()
}

/// Whether whoever started the program wants it to go on, as `nohup` does. Only Linux tells it without `unsafe`.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    ignored >> (signal - 1) & 1 == 1
}

/// Ctrl-C, Ctrl-Break, the window that is closed, and what the system says before it goes down. The system gives some seconds.
#[cfg(windows)]
fn tellers() -> io::Result<Vec<Teller>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    /// What Unix numbers the key.
    const INTERRUPT: i32 = 2;
    let (mut key, mut other, mut window) = (ctrl_c()?, ctrl_break()?, ctrl_close()?);
    let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
    let polls: [Asking; 5] = [
        Box::new(move |context| key.poll_recv(context)),
        Box::new(move |context| other.poll_recv(context)),
        Box::new(move |context| window.poll_recv(context)),
        Box::new(move |context| logoff.poll_recv(context)),
        Box::new(move |context| shutdown.poll_recv(context)),
    ];
    Ok(polls.map(|poll| Teller { poll, status: ENDED_BY_SIGNAL + INTERRUPT }).into())
}
