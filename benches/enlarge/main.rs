//! `cargo run --release --example enlarge -- FACTOR FOLDER` writes a plan FACTOR times as large as the real one.

#[path = "mod.rs"]
mod enlarge;

#[allow(clippy::print_stderr, reason = "a tool for the terminal")]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(factor), Some(folder)) =
        (arguments.next().and_then(|factor| factor.parse().ok()), arguments.next())
    else {
        eprintln!("usage: enlarge FACTOR FOLDER");
        std::process::exit(2);
    };
    enlarge::enlarge(env!("CARGO_MANIFEST_DIR").as_ref(), folder.as_ref(), factor);
}
