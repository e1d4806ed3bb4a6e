#[global_allocator]
static A: mimalloc::MiMalloc = mimalloc::MiMalloc;
use shinchoku::{
    book::Book,
    diagnostics::Diagnostics,
    layout::{self, LayoutFiles},
    model,
    typeset::{Fonts, Pages},
};
use std::{path::Path, sync::Arc, time::Instant};
fn rss() -> u64 {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    s.lines()
        .find(|l| l.starts_with("VmRSS"))
        .unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let root = Path::new(&root);
    let t = Instant::now();
    let m = model::load(root).unwrap();
    println!("load {:?} {}MB", t.elapsed(), rss());
    let t = Instant::now();
    let b = Book::new(&m, "R5".parse().unwrap()).unwrap();
    println!("book {:?} {}MB", t.elapsed(), rss());
    let t = Instant::now();
    let l = Arc::new(LayoutFiles::new(root));
    let mk = layout::render(&b, &l).unwrap();
    println!("markup {:?} {}MB {}B", t.elapsed(), rss(), mk.parts().len());
    let t = Instant::now();
    let f = Fonts::new(root);
    println!("fonts {:?} {}MB", t.elapsed(), rss());
    let t = Instant::now();
    let mut d = Diagnostics::new();
    let p = Pages::lay_out(&mk, &f, b.sheets.len() as u32, &mut d)
        .map_err(|d| {
            for x in d.iter() {
                eprintln!("{}", x.message)
            }
        })
        .unwrap();
    println!("layout {:?} {}MB", t.elapsed(), rss());
    let t = Instant::now();
    let x = p
        .pdf("x")
        .map_err(|d| {
            for x in d.iter() {
                eprintln!("{}", x.message)
            }
        })
        .unwrap();
    println!("pdf {:?} {}MB {}", t.elapsed(), rss(), x.len());
}
