//! Colours differ as WCAG 2.2 wants (1.4.3 and 1.4.11, which JIS X 8341-3 has too): 4.5 to 1 where something is read, 3 to 1 where
//! areas and lines are told apart.

use std::collections::BTreeMap;

use crate::support::layout;

/// How much a text has to differ from what it stands on.
const OF_TEXTS: f64 = 4.5;

/// How much neighbouring areas and lines have to.
const OF_AREAS: f64 = 3.0;

/// The colours that a layout names: `name` before `#rrggbb` on the same line. A name that comes again begins another set.
fn colours(file: &str, prefix: &str) -> Vec<BTreeMap<String, String>> {
    let mut sets: Vec<BTreeMap<String, String>> = vec![BTreeMap::new()];
    for line in layout(file).lines() {
        let Some(rest) = line.trim_start().strip_prefix(prefix) else { continue };
        let Some((before, colour)) = rest.split_once('#') else { continue };
        let name = before.split([' ', ':', '=']).next().unwrap().to_owned();
        if sets.last().unwrap().contains_key(&name) {
            sets.push(BTreeMap::new());
        }
        sets.last_mut().unwrap().insert(name, colour[..6].to_owned());
    }
    sets
}

/// Relative luminance.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Each of some colours differs so much from each of others.
fn assert_differ(colours: &BTreeMap<String, String>, some: &[&str], others: &[&str], least: f64) {
    for (one, other) in some.iter().flat_map(|one| others.iter().map(move |other| (one, other))) {
        let ratio = contrast(&colours[*one], &colours[*other]);
        assert!(ratio >= least, "{one} on {other}: {ratio:.2} to 1, of {least}");
    }
}

#[test]
fn what_is_printed_can_be_told_apart() {
    let [theme] = &colours("theme.typ", "#let ")[..] else { panic!("one set") };
    let mut theme = theme.clone();
    theme.insert("paper".to_owned(), "ffffff".to_owned());
    assert_differ(&theme, &["ink"], &["paper", "tint", "wash", "watermark"], OF_TEXTS);
    assert_differ(&theme, &["accent"], &["paper"], OF_TEXTS);
    assert_differ(&theme, &["hairline"], &["paper", "tint", "wash"], OF_AREAS);
}

#[test]
fn areas_of_pictures_can_be_told_apart() {
    let [chart] = &colours("chart.svg.j2", "{%- set ")[..] else { panic!("one set") };
    // One kind of area is dark; the others are told from it by their ground, and from each other by their dark edges and lines.
    assert_differ(chart, &["dark", "ink"], &["pale", "paper"], OF_AREAS);
    assert_differ(chart, &["ink", "dark"], &["paper"], OF_TEXTS);
}

#[test]
fn the_web_edition_can_be_read_in_every_scheme() {
    let sets = colours("web/style.css", "--");
    assert_eq!(sets.len(), 3, "light, dark, on paper");
    for colours in sets {
        let grounds: Vec<&str> =
            ["paper", "tint", "mark"].into_iter().filter(|name| colours.contains_key(*name)).collect();
        assert_differ(&colours, &["ink"], &grounds, OF_TEXTS);
        assert_differ(&colours, &["quiet", "link", "accent"], &["paper", "tint"], OF_TEXTS);
        assert_differ(&colours, &["line"], &["paper"], OF_AREAS);
    }
}
