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

/// The list of the chapters and the appendices.
pub const SUMMARY: &str = "SUMMARY.md";

/// The appendices. The list has them after the chapters, and nothing leads from one to the next.
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
