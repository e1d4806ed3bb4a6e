//! What the manual is made of.

macro_rules! texts {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../docs/manual/", $name)))),+]
    };
}

macro_rules! pictures {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../docs/", $name)))),+]
    };
}

/// The list of the chapters, as mdBook reads it.
pub const SUMMARY: &str = "SUMMARY.md";

/// What the chapters lead to besides; they stand in no order.
pub const APPENDICES: &[(&str, &str)] = texts!["../forms.md", "../open-data.md", "../templates.md"];

/// The list and the chapters, in its order.
pub const CHAPTERS: &[(&str, &str)] = texts![
    "SUMMARY.md",
    "start.md",
    "year.md",
    "plan.md",
    "import.md",
    "new-year.md",
    "collect.md",
    "screen.md",
    "records.md",
    "proofread.md",
    "booklet.md",
    "publish.md",
    "form.md",
    "indicators.md",
    "trouble.md",
    "section.md",
    "install.md",
    "it.md",
    "layouts.md",
];

/// The pictures that they show.
pub const PICTURES: &[(&str, &[u8])] = pictures![
    "entry-form.png",
    "own-form.png",
    "preview-done.png",
    "preview-find.png",
    "preview-write.png",
    "web-narrow.png",
    "web-wide.png",
];
