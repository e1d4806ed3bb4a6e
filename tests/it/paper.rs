//! Other paper than A4 upright: what is printed goes with it, or it is told and what to do.

use lopdf::Document;

use crate::support::{Project, covered, layout, pdf_glyphs};

const A4: &str = "(width: 210mm, height: 297mm)";

impl Project {
    /// Says in the theme which paper the booklet has.
    fn set_paper(&self, paper: &str) {
        let theme = layout("theme.typ");
        assert!(theme.contains(A4));
        self.write("layouts/theme.typ", theme.replace(A4, paper));
    }
}

/// The size of each page of a PDF, in points.
fn sizes(document: &Document) -> Vec<[f32; 2]> {
    let boxes = document.get_pages().into_values().map(|page| {
        document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap().clone()
    });
    boxes.map(|sides| [2, 3].map(|side: usize| sides[side].as_float().unwrap())).collect()
}

#[test]
fn everything_is_laid_out_for_the_paper_of_the_theme() {
    for (project, year) in [(Project::small(), "R7"), (Project::of_council("yama"), "R6")] {
        for (paper, wanted) in [
            ("(width: 297mm, height: 210mm)", [841.89, 595.28]),
            ("(width: 182mm, height: 257mm)", [515.91, 728.5]),
            ("(width: 8.5in, height: 11in)", [612.0, 792.0]),
            ("(width: 297mm, height: 420mm)", [841.89, 1190.55]),
        ] {
            // Ten years in a row want wider paper.
            if year == "R6" && wanted[0] < 600.0 {
                continue;
            }
            project.set_paper(paper);
            let run = project.run(&["build", year]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{paper}");
            let file = project.path(&format!("out/{year}.pdf"));
            let sizes = sizes(&Document::load(&file).unwrap());
            assert!(
                sizes.iter().flat_map(|size| size.iter().zip(wanted)).all(|(has, is)| (has - is).abs() < 0.1),
                "{paper}: {sizes:?}"
            );
            assert!(year != "R7" || covered(&file).is_empty(), "{paper}: {:?}", covered(&file).first());
            // The foot of a sheet, which stands in the lower margin, is the lowest that there is.
            for page in 1..=u32::try_from(sizes.len()).unwrap() {
                for glyph in pdf_glyphs(&file, page) {
                    let inside = glyph.x > 20.0
                        && glyph.x + glyph.width < f64::from(wanted[0])
                        && glyph.y > 12.0
                        && glyph.y + glyph.size < f64::from(wanted[1]);
                    assert!(inside, "{paper}, page {page}: {glyph:?}");
                }
            }
        }
    }
}

#[test]
fn paper_or_margins_that_only_one_layout_knows_are_told_where_they_are_set() {
    let project = Project::small();
    for (name, from, to) in [
        ("booklet.typ", "    width: paper.width,\n", "    width: paper.width,\n    flipped: true,\n"),
        ("booklet.typ", "    width: paper.width,\n    height: paper.height,\n", "    paper: \"a5\",\n"),
        ("booklet.typ", "    margin: margins,\n", "    margin: (x: 18mm, y: 25mm),\n"),
        ("sheet.typ", "set page(numbering", "set page(flipped: true, numbering"),
    ] {
        let file = format!("layouts/{name}");
        let ours = layout(name);
        assert!(ours.contains(from), "{name} has {from}");
        project.write(&file, ours.replace(from, to));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{to}");
        assert_eq!(run.stderr.matches("エラー[").count(), 1, "{to}: once for all sheets\n{}", run.stderr);
        let line = 1 + ours[..ours.find(from).unwrap()].lines().count();
        let found = run.stderr.contains("エラー[E0506]: シート 1: 余白を除いた紙の大きさは ")
            && (line - 1..line + 2).any(|line| run.stderr.contains(&format!("--> {file}:{line}:")));
        assert!(found && run.stderr.contains("theme.typ の paper"), "{to}\n{}", run.stderr);
        project.remove(&file);
    }
    // As it tells to do it.
    project.set_paper("(width: 297mm, height: 210mm)");
    project.build(&[]);
}

#[test]
fn a_text_that_is_cut_off_at_an_edge_is_told() {
    let project = Project::small();
    let cover = layout("cover.typ");
    for (from, to) in
        [("size: 25pt", "size: 90pt"), ("#v(1.6fr)", "#place(dx: 150mm)[わたしたちのまちの福祉]")]
    {
        assert!(cover.contains(from));
        project.write("layouts/cover.typ", cover.replace(from, to));
        let run = project.run(&["build"]);
        let wanted = "エラー[E0506]: 初めから 1 ページ目の「";
        assert!(run.status == 1 && run.stderr.contains(wanted), "{to}\n{}", run.stderr);
        assert!(!project.path("out/R7.pdf").exists());
    }
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("--> layouts/cover.typ:"), "where it is written\n{}", run.stderr);
    // What lies across a page, or runs over an edge without being words, is as it is meant.
    let marks = "#place(dx: -80mm, dy: -60mm, rotate(-45deg, text(size: 200pt)[福祉]))\
                 #place(dx: -40mm, rect(width: 20mm, height: 20mm))#place(dx: -40mm)[　]#v(1.6fr)";
    project.write("layouts/cover.typ", cover.replace("#v(1.6fr)", marks));
    project.build(&[]);
}

#[test]
fn a_sheet_that_is_too_small_for_its_form_is_told_what_to_do() {
    let project = Project::small();
    project.set_paper("(width: 148mm, height: 210mm)");
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("エラー[E0502]: シート 1: "), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("theme.typ の paper を {A4} に戻して")), "{}", run.stderr);
    project.set_paper(A4);
    project.build(&[]);
}
