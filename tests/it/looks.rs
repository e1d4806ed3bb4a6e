//! A look at the pages, against images of how they should look.
//!
//! After a change of the layout that is meant, look at the pages and renew the images:
//!
//! ```text
//! UPDATE_REFERENCES=1 cargo test --release --test it looks
//! ```

use std::env;
use std::fs;
use std::path::PathBuf;

use image::GrayImage;
use image::imageops::{self, FilterType};

use crate::support::{Project, repository};

/// The pages looked at, counted from the cover: each part of the front matter, a sheet with two bars in a row, the
/// fullest sheet, one with two bars above each other, one of two sections without 重点施策, and the last.
const PAGES: [usize; 9] = [1, 2, 3, 5, 7, 14, 45, 43, 65];

/// The height of the images kept, in pixels: enough to see a line of text move.
const HEIGHT: u32 = 480;

/// How far grey values may be apart on average over a tile of the page. Other processors round curves in other ways; a
/// line of text that has moved makes more than 20 in its tiles.
const TOLERANCE: f64 = 6.0;

/// The side of a tile, in pixels.
const TILE: u32 = 16;

#[test]
fn the_pages_look_as_they_should() {
    let project = Project::real();
    let run = project.run(&["build", "--format", "png", "-o", "pages"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let entries = fs::read_dir(project.path("pages")).unwrap();
    // Their names stand in the order of the pages.
    let mut images: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    images.sort();
    let mut different = Vec::new();
    for page in PAGES {
        let seen = reduced(&image::open(&images[page - 1]).unwrap().into_luma8());
        let reference = reference(page);
        if env::var_os("UPDATE_REFERENCES").is_some() {
            fs::create_dir_all(reference.parent().unwrap()).unwrap();
            seen.save(&reference).unwrap();
            continue;
        }
        let wanted = image::open(&reference).unwrap().into_luma8();
        let (distance, place) = greatest_distance(&seen, &wanted);
        if distance > TOLERANCE {
            let kept = env::temp_dir().join(format!("shinchoku-page-{page:02}.png"));
            seen.save(&kept).unwrap();
            different.push(format!("page {page} at {place:?}: {distance:.1}, see {}", kept.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn reference(page: usize) -> PathBuf {
    repository().join(format!("tests/reference/page-{page:02}.png"))
}

fn reduced(page: &GrayImage) -> GrayImage {
    imageops::resize(page, page.width() * HEIGHT / page.height(), HEIGHT, FilterType::Triangle)
}

/// The greatest average distance of a tile, and where it is.
fn greatest_distance(seen: &GrayImage, wanted: &GrayImage) -> (f64, (u32, u32)) {
    assert_eq!(seen.dimensions(), wanted.dimensions());
    let (width, height) = seen.dimensions();
    let tiles = (0..height)
        .step_by(TILE as usize)
        .flat_map(|y| (0..width).step_by(TILE as usize).map(move |x| (x, y)));
    tiles
        .map(|(left, top)| {
            let pixels: Vec<f64> = (top..(top + TILE).min(height))
                .flat_map(|y| (left..(left + TILE).min(width)).map(move |x| (x, y)))
                .map(|(x, y)| f64::from(seen.get_pixel(x, y)[0].abs_diff(wanted.get_pixel(x, y)[0])))
                .collect();
            (pixels.iter().sum::<f64>() / f64::from(u32::try_from(pixels.len()).unwrap()), (left, top))
        })
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .unwrap()
}
