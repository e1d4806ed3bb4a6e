//! The PDF as a public body has to publish it, as other programs see it: valid, linked, labelled, small; and its variants.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{Project, pdf_pages, squeeze};

/// The pages of the real booklet before the sheets.
const FRONT: usize = 5;

/// The variants that have a look of their own.
const VARIANTS: [&[&str]; 6] = [
    &[],
    &["--section", "福祉課"],
    &["--sheets", "2,4"],
    &["--draft"],
    &["--large"],
    &["--duplex", "--draft", "--large"],
];

static BOOKLET: LazyLock<Pdf> = LazyLock::new(|| Pdf::build(&Project::real(), &[]));

/// A booklet as a reader opens it.
pub struct Pdf {
    pub bytes: Vec<u8>,
    document: Document,
    pub text: Vec<String>,
}

impl Pdf {
    pub fn build(project: &Project, arguments: &[&str]) -> Self {
        let run = project.run(&[&["build", "-o", "booklet.pdf"], arguments].concat());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
        let path = project.path("booklet.pdf");
        let bytes = fs::read(&path).unwrap();
        Self { document: Document::load_mem(&bytes).unwrap(), bytes, text: pdf_pages(&path) }
    }

    fn pages(&self) -> Vec<ObjectId> {
        self.document.get_pages().into_values().collect()
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    /// The elements of the structure that have one of these roles.
    fn structure<'a>(&'a self, roles: &'a [&str]) -> impl Iterator<Item = &'a Dictionary> {
        self.document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|element| {
            element.has_type(b"StructElem")
                && element
                    .get(b"S")
                    .and_then(Object::as_name)
                    .is_ok_and(|role| roles.iter().any(|other| other.as_bytes() == role))
        })
    }

    /// The page on which an element of the structure begins; none if it has no content.
    fn page_of(&self, element: &Dictionary) -> Option<ObjectId> {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        page.or_else(|| {
            let kids = self.follow(element.get(b"K").ok()?).as_array().ok()?;
            kids.iter().find_map(|kid| self.page_of(self.follow(kid).as_dict().ok()?))
        })
    }

    /// What the structure says of a cell of a table.
    fn table_attribute<'a>(&'a self, cell: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
        let attributes = self.follow(cell.get(b"A").ok()?);
        let attributes = attributes.as_array().map_or(std::slice::from_ref(attributes), Vec::as_slice);
        let attributes = attributes.iter().filter_map(|attributes| self.follow(attributes).as_dict().ok());
        attributes
            .filter(|attributes| {
                attributes.get(b"O").and_then(Object::as_name).is_ok_and(|owner| owner == b"Table")
            })
            .find_map(|attributes| attributes.get(name).ok())
    }

    /// The page, counted from 0, and the height at which a destination lies.
    fn destination(&self, destination: &Object) -> (usize, f32) {
        let destination = self.follow(destination).as_array().unwrap();
        let page = destination[0].as_reference().unwrap();
        let top = destination[3].as_float().unwrap();
        (self.pages().iter().position(|other| *other == page).unwrap(), top)
    }

    /// Where the links of a page lead, with the height at which each stands.
    pub fn links(&self, page: usize) -> Vec<(f32, (usize, f32))> {
        self.link_areas(page).into_iter().map(|([.., top], target)| (top, target)).collect()
    }

    /// Where the links of a page lead, with the area of each: left, bottom, right, top.
    pub fn link_areas(&self, page: usize) -> Vec<([f32; 4], (usize, f32))> {
        let annotations = self.document.get_page_annotations(self.pages()[page]).unwrap();
        annotations
            .into_iter()
            .map(|annotation| {
                let area = annotation.get(b"Rect").unwrap().as_array().unwrap();
                let area = [0, 1, 2, 3].map(|side: usize| area[side].as_float().unwrap());
                (area, self.destination(annotation.get(b"Dest").unwrap()))
            })
            .collect()
    }

    /// What is read out instead of the pictures.
    pub fn descriptions(&self) -> Vec<String> {
        let figures = self.structure(&["Figure"]).filter_map(|figure| figure.get(b"Alt").ok());
        figures.map(|words| lopdf::decode_text_string(words).unwrap()).collect()
    }

    /// The bookmarks below one, each with its title, its page and how many of those below it are shown at first.
    fn bookmarks(&self, parent: &Dictionary) -> Vec<Bookmark<'_>> {
        let mut bookmarks = Vec::new();
        let mut next = parent.get(b"First").ok().map(|first| self.follow(first).as_dict().unwrap().clone());
        while let Some(entry) = next {
            let title = lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
            let page = self.destination(entry.get(b"Dest").unwrap()).0;
            let shown = entry.get(b"Count").map_or(0, |count| count.as_i64().unwrap());
            next = entry.get(b"Next").ok().map(|next| self.follow(next).as_dict().unwrap().clone());
            bookmarks.push(Bookmark { pdf: self, entry, title, page, shown });
        }
        bookmarks
    }

    /// The bookmarks of the sheets, in order, each with its title and its page, counted from 0.
    pub fn sheet_bookmarks(&self) -> Vec<(String, usize)> {
        let policies: Vec<Bookmark<'_>> = self.top_bookmarks().iter().flat_map(Bookmark::below).collect();
        let sheets = policies.iter().flat_map(Bookmark::below);
        sheets.map(|sheet| (sheet.title, sheet.page)).collect()
    }

    fn top_bookmarks(&self) -> Vec<Bookmark<'_>> {
        self.bookmarks(self.follow(self.catalog().get(b"Outlines").unwrap()).as_dict().unwrap())
    }

    /// What a viewer shows in its page box.
    pub fn labels(&self) -> Vec<String> {
        let labels = self.follow(self.catalog().get(b"PageLabels").unwrap()).as_dict().unwrap();
        let numbers = labels.get(b"Nums").unwrap().as_array().unwrap();
        let starts: Vec<(usize, &Dictionary)> = numbers
            .chunks(2)
            .map(|pair| {
                (
                    usize::try_from(pair[0].as_i64().unwrap()).unwrap(),
                    self.follow(&pair[1]).as_dict().unwrap(),
                )
            })
            .collect();
        (0..self.pages().len())
            .map(|page| {
                let (start, label) = starts.iter().rfind(|(start, _)| *start <= page).unwrap();
                let first = label.get(b"St").map_or(1, |first| first.as_i64().unwrap());
                let number = usize::try_from(first).unwrap() + page - start;
                let before = label
                    .get(b"P")
                    .map_or(String::new(), |before| lopdf::decode_text_string(before).unwrap());
                match label.get(b"S").unwrap().as_name().unwrap() {
                    b"r" => ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][number].to_owned(),
                    b"D" => format!("{before}{number}"),
                    other => panic!("{other:?}"),
                }
            })
            .collect()
    }

    fn size(&self, page: usize) -> (f32, f32) {
        let page = self.document.get_dictionary(self.pages()[page]).unwrap();
        let area = page.get(b"MediaBox").unwrap().as_array().unwrap();
        (area[2].as_float().unwrap(), area[3].as_float().unwrap())
    }
}

struct Bookmark<'a> {
    pdf: &'a Pdf,
    entry: Dictionary,
    title: String,
    page: usize,
    shown: i64,
}

impl Bookmark<'_> {
    fn below(&self) -> Vec<Self> {
        self.pdf.bookmarks(&self.entry)
    }
}

/// What is wrong by a standard, but for what the validator itself has wrong.
pub fn failures(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).unwrap();
    assert!(report.rules.total > 50, "{:?}", report.rules);
    let exceptions =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validators.md")).unwrap();
    let known = |rule: &str| exceptions.contains(&format!("`{rule}`"));
    report
        .failures
        .iter()
        .filter(|failure| !known(&failure.rule_id))
        .map(|failure| format!("{} {}", failure.rule_id, failure.message))
        .collect()
}

#[test]
fn every_variant_is_accessible_and_archivable() {
    let small = Project::small();
    let variants = VARIANTS.iter().map(|arguments| (*arguments, Pdf::build(&small, arguments).bytes));
    for (arguments, bytes) in variants.chain([(&["the real plan"][..], BOOKLET.bytes.clone())]) {
        for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
            assert_eq!(failures(&bytes, profile), [""; 0], "{arguments:?} {profile:?}");
        }
    }
}

#[test]
fn the_document_says_what_it_is() {
    let said = |pdf: &Pdf, key: &[u8]| {
        let information = pdf.follow(pdf.document.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        lopdf::decode_text_string(information.get(key).unwrap()).unwrap()
    };
    let value = |key: &[u8]| said(&BOOKLET, key);
    assert_eq!(value(b"Title"), "ふくしの杜ほんじょうプラン２１ 令和５年度 進捗管理報告書");
    assert_eq!(value(b"Author"), "社会福祉法人 本庄市社会福祉協議会");
    assert!(value(b"Keywords").contains("進捗管理報告書"));
    assert!(value(b"Subject").ends_with("令和５年度の事業ごとの取組と評価"));
    let targets = Pdf::build(&Project::small(), &["--targets"]);
    assert!(said(&targets, b"Subject").ends_with("令和７年度の事業ごとの目標"));
    let catalog = BOOKLET.catalog();
    assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "ja-JP");
    let preferences = BOOKLET.follow(catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
}

#[test]
fn bookmarks_follow_the_tree_and_open_to_its_second_level() {
    let top = BOOKLET.top_bookmarks();
    let titles: Vec<&str> = top.iter().map(|bookmark| bookmark.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "進捗管理報告書",
            "「ふくしの杜ほんじょうプラン２１」の進捗管理について",
            "令和５年度 全体の評価",
            "令和５年度 全体の状況",
            "１　市民の生活を支える仕組みづくり",
            "２　人と人とのつながりづくり",
            "３　地域で共に生きるための人づくり",
            "４　計画推進体制の発展・強化",
        ]
    );
    assert_eq!(top.iter().map(|bookmark| bookmark.page).collect::<Vec<_>>()[..5], [0, 1, 2, 4, FRONT]);
    let policies: Vec<Bookmark<'_>> = top.iter().flat_map(Bookmark::below).collect();
    let sheets: Vec<Bookmark<'_>> = policies.iter().flat_map(Bookmark::below).collect();
    assert_eq!((policies.len(), sheets.len()), (10, 60));
    let shown: i64 = top.iter().map(|bookmark| bookmark.shown).sum();
    assert_eq!(shown, 10, "the second level is shown");
    assert!(policies.iter().all(|policy| policy.shown < 0), "the third is not");
    for (sheet, page) in sheets.iter().zip(FRONT..) {
        assert_eq!(sheet.page, page, "{}", sheet.title);
        assert!(BOOKLET.text[page].contains(&squeeze(&sheet.title)), "{}", sheet.title);
    }
}

#[test]
fn the_page_box_of_a_viewer_shows_the_printed_numbers() {
    let numbers: Vec<String> = ["i", "ii", "iii", "iv", "v"]
        .into_iter()
        .map(String::from)
        .chain((1..=60).map(|n| n.to_string()))
        .collect();
    assert_eq!(BOOKLET.labels(), numbers);
    let part = Pdf::build(&Project::real(), &["--sheets", "12,30-31"]);
    assert_eq!(part.labels(), ["i", "ii", "iii", "12", "30", "31"]);
    let two_sided = Pdf::build(&Project::of_council("sakura"), &["--sheets", "1,12"]);
    assert_eq!(two_sided.labels(), ["i", "ii", "iii", "1", "1-2", "12", "12-2"]);
}

#[test]
fn a_link_of_a_council_s_own_layout_leads_to_its_table() {
    let project = Project::small();
    project.write_layout(
        "foreword.typ.j2",
        "= 前文\n#link(<kigen>)[期限の表]\n#pagebreak()\n#v(40mm)\n\
         #table(columns: 2, table.header([係], [期限]), [福祉課], [五月]) <kigen>\n",
    );
    let booklet = Pdf::build(&project, &[]);
    assert!(booklet.text[1].contains("期限の表") && booklet.text[2].contains("五月"));
    let [(_, (page, top))] = booklet.links(1)[..] else { panic!("one link") };
    // A page of 842 points has 40 of margin above, and 113 that the layout leaves.
    assert_eq!(page, 2);
    assert!((650.0..700.0).contains(&top), "{top}");
}

#[test]
fn the_head_of_a_sheet_links_back_to_its_row() {
    let mut rows: Vec<(usize, (usize, f32))> = Vec::new();
    for page in 2..4 {
        for (top, (sheet, _)) in BOOKLET.links(page) {
            if rows.iter().all(|(known, _)| *known != sheet) {
                rows.push((sheet, (page, top)));
            }
        }
    }
    assert_eq!(rows.len(), 60);
    for (sheet, (page, top)) in rows {
        let back: Vec<f32> = BOOKLET
            .links(sheet)
            .into_iter()
            .filter(|(_, target)| target.0 == page)
            .map(|(_, target)| target.1)
            .collect();
        assert!(
            back.len() == 1 && (back[0] - top).abs() < 20.0,
            "sheet {}: {back:?} {top}",
            sheet + 1 - FRONT
        );
    }
}

#[test]
fn a_reprint_and_its_first_print_lead_to_each_other() {
    // Sheet 1 is printed again on 10, 18, 34 and 52.
    let targets = |sheet: usize| -> BTreeSet<usize> {
        let links = BOOKLET.links(FRONT + sheet - 1);
        let pages = links.into_iter().map(|(_, (page, _))| page).filter(|page| *page >= FRONT);
        pages.map(|page| page + 1 - FRONT).collect()
    };
    assert_eq!(targets(1), BTreeSet::from([10, 18, 34, 52]));
    assert!(BOOKLET.text[FRONT].contains("再掲：10・18・34・52頁"), "{}", BOOKLET.text[FRONT]);
    assert_eq!(targets(18), BTreeSet::from([1]));
    assert!(BOOKLET.text[FRONT + 17].contains("1頁の再掲"), "{}", BOOKLET.text[FRONT + 17]);
    // What is not printed is named and not linked.
    let part = Pdf::build(&Project::real(), &["--sheets", "18,34"]);
    assert!(part.text[3].contains("1頁の再掲"), "{}", part.text[3]);
    let links = part.links(3);
    assert!(!links.is_empty() && links.iter().all(|(_, (page, _))| *page < 3), "{links:?}");
}

#[test]
fn a_sheet_is_read_in_the_order_of_the_form() {
    const ORDER: [&str; 15] = [
        "進捗管理シート",
        "基本戦略",
        "担当係",
        "施策細目",
        "事業",
        "概要",
        "年度",
        "年次計画",
        "指標目標",
        "評価",
        "実施結果",
        "具体的な取組内容",
        "自己評価",
        "今後の方針",
        "備考",
    ];
    for page in &BOOKLET.text[FRONT..] {
        ORDER.iter().fold(0, |after, label| {
            let found = page[after..].find(label);
            after + found.unwrap_or_else(|| panic!("{label} after {}", &page[..after])) + label.len()
        });
    }
}

#[test]
fn each_cell_of_a_sheet_has_its_heads() {
    for (page, id) in BOOKLET.pages().into_iter().enumerate().skip(FRONT) {
        let cells: Vec<&Dictionary> =
            BOOKLET.structure(&["TH", "TD"]).filter(|cell| BOOKLET.page_of(cell) == Some(id)).collect();
        let scopes: Vec<&[u8]> =
            cells.iter().filter_map(|cell| BOOKLET.table_attribute(cell, b"Scope")?.as_name().ok()).collect();
        let count = |scope: &str| scopes.iter().filter(|name| **name == scope.as_bytes()).count();
        // Five years, 取組内容 and 成果, 自己評価 and 今後の方針; ten rows from 基本戦略 to 備考; 年度 heads the years and the rows.
        assert_eq!((count("Column"), count("Row"), count("Both")), (9, 10, 1), "page {page}");
        let lost = cells.iter().filter(|cell| {
            let heads = BOOKLET.table_attribute(cell, b"Headers").and_then(|heads| heads.as_array().ok());
            cell.get(b"S").unwrap().as_name().unwrap() == b"TD" && heads.is_none_or(Vec::is_empty)
        });
        assert_eq!(lost.count(), 0, "page {page}");
    }
}

#[test]
fn object_streams_keep_it_small() {
    assert!(BOOKLET.bytes.len() < 800_000, "{} bytes", BOOKLET.bytes.len());
    let streams = BOOKLET.bytes.windows(12).filter(|window| *window == b"/Type/ObjStm").count();
    assert!(streams > 1);
}

#[test]
fn the_sheets_of_a_section_have_an_index_of_their_own() {
    let project = Project::real();
    let run = project.run(&["build", "--section", "庶務係"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let pages = pdf_pages(&project.path("out/R5-庶務係.pdf"));
    assert_eq!(pages.len(), 3 + 12);
    assert!(pages[0].contains("進捗管理報告書庶務係"), "{}", pages[0]);
    assert!(pages[2].contains("相談支援機能の強化と相談体制の整備"), "{}", pages[2]);
    assert!(!pages[2].contains("基本戦略３"), "it has no sheet there\n{}", pages[2]);
    assert!(pages[3..].iter().all(|page| page.contains("担当係庶務係")));
    // The numbers are those of the whole booklet.
    assert!(pages[5].contains("進捗管理シート10"), "{}", pages[5]);
    let run = project.run(&["build", "--section", "庶務"]);
    assert!(run.status == 2 && run.stderr.contains("「庶務係」ではありませんか。"), "{}", run.stderr);
    let run = project.run(&["build", "--sheets", "61"]);
    assert!(run.status == 2 && run.stderr.contains("1 から 60 まで"), "{}", run.stderr);
}

#[test]
fn a_draft_says_so_and_numbers_its_lines() {
    let project = Project::small();
    project.edit(
        "data/records/R7/koekake.yaml",
        "成果: 12回行いました。",
        "成果: |-\n  12回行いました。\n  声かけは延べ340人でした。",
    );
    let plain = project.build(&[]);
    let draft = project.build(&["--draft"]);
    assert_eq!(plain.len(), draft.len());
    for (plain, draft) in plain.iter().zip(&draft) {
        assert!(!plain.contains("校正用") && draft.contains("校正用"));
    }
    assert!(draft[3].contains("分の記録"), "as of when\n{}", draft[3]);
    // What the system and office programs leave among the records says nothing of them.
    let later = SystemTime::now() + Duration::from_hours(24);
    for file in ["data/Thumbs.db", "data/records/R7/~$koekake.yaml"] {
        project.write(file, "");
        fs::File::options().write(true).open(project.path(file)).unwrap().set_modified(later).unwrap();
    }
    assert_eq!(project.build(&["--draft"]), draft);
    let record = project.path("data/records/R7/koekake.yaml");
    fs::File::options().write(true).open(record).unwrap().set_modified(later).unwrap();
    assert_ne!(project.build(&["--draft"]), draft, "a record of tomorrow is told");
    assert!(project.path("out/R7.pdf").is_file() && project.path("out/R7-校正用.pdf").is_file());
}

#[test]
fn large_is_the_same_page_on_larger_paper() {
    let project = Project::small();
    let (plain, large) = (Pdf::build(&project, &[]), Pdf::build(&project, &["--large"]));
    assert_eq!(plain.text, large.text);
    let ((width, height), (large_width, large_height)) = (plain.size(3), large.size(3));
    for (plain, large) in [(width, large_width), (height, large_height)] {
        assert!((large / plain - std::f32::consts::SQRT_2).abs() < 0.001, "{plain} {large}");
    }
    // Links have moved with their places.
    let row = |pdf: &Pdf| pdf.links(3)[0].1.1 / pdf.size(3).1;
    assert!((row(&plain) - row(&large)).abs() < 0.01, "{} {}", row(&plain), row(&large));
}

#[test]
fn two_sided_parts_begin_on_right_hand_pages() {
    let project = Project::real();
    let pages = project.build(&["--duplex"]);
    let starts = [
        "進捗管理報告書",
        "の進捗管理について",
        "令和５年度全体の評価",
        "令和５年度全体の状況",
        "進捗管理シート1",
    ]
    .map(|title| pages.iter().position(|page| page.contains(title)).unwrap());
    assert_eq!(starts, [0, 2, 4, 6, 8], "counted from 0: right-hand pages are even");
    assert_eq!(pages.len(), 68);
    // The number stands at the outer edge: left on even pages.
    let pdf = Pdf::build(&project, &["--duplex", "--sheets", "1,2"]);
    assert!(number_position(&pdf, 7) < 100.0 && number_position(&pdf, 6) > 400.0);
}

/// How far from the left edge the lowest text of a page begins, which is its number.
fn number_position(pdf: &Pdf, page: usize) -> f32 {
    let mut place = (0.0, 0.0);
    let mut lowest = (0.0, f32::MAX);
    for operation in operations(pdf, page) {
        match operation.operator.as_str() {
            "cm" => {
                let number = |at: usize| operation.operands[at].as_float().unwrap();
                place = (number(4), number(5));
            }
            "BT" if place.1 < lowest.1 => lowest = place,
            _ => {}
        }
    }
    lowest.0
}

#[test]
fn every_text_stands_out_from_what_is_behind_it_in_black_and_white_too() {
    let pdf = Pdf::build(&Project::real(), &["--draft", "--sheets", "1-3,60"]);
    let mut texts = BTreeSet::new();
    let mut fills = BTreeSet::from([[255; 3]]);
    for page in 0..pdf.pages().len() {
        let mut color = [0; 3];
        for operation in operations(&pdf, page) {
            match operation.operator.as_str() {
                // Grey has one part.
                "scn" => {
                    let parts = &operation.operands;
                    color = [0, 1, 2].map(|at| byte(parts[at.min(parts.len() - 1)].as_float().unwrap()));
                }
                "BT" => drop(texts.insert(color)),
                "f" | "f*" => drop(fills.insert(color)),
                _ => {}
            }
        }
    }
    // The mark of a draft lies behind everything and says nothing more than the foot of the page.
    let mark = texts.iter().copied().find(|text| luminance(*text) > 0.8 && *text != [255; 3]).unwrap();
    texts.remove(&mark);
    fills.insert(mark);
    assert!(texts.len() == 2 && fills.len() > 3, "{texts:?} {fills:?}");
    for text in texts {
        let opposite = fills.iter().filter(|fill| (luminance(**fill) > 0.5) != (luminance(text) > 0.5));
        let contrast = |fill: &[u8; 3]| {
            let (one, other) = (luminance(*fill) + 0.05, luminance(text) + 0.05);
            one.max(other) / one.min(other)
        };
        let least = opposite.map(contrast).min_by(f64::total_cmp).unwrap();
        assert!(least >= 4.5, "{text:?}: {least:.1}");
    }
}

fn operations(pdf: &Pdf, page: usize) -> Vec<lopdf::content::Operation> {
    Content::decode(&pdf.document.get_page_content(pdf.pages()[page]).unwrap()).unwrap().operations
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of 255")]
fn byte(part: f32) -> u8 {
    (part * 255.0).round() as u8
}

/// Relative luminance by WCAG 2.2.
fn luminance(color: [u8; 3]) -> f64 {
    let linear = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// The evidence for an exception of `tests/validators.md`.
#[test]
fn every_stream_is_as_long_as_it_says() {
    let bytes = &BOOKLET.bytes;
    let starts: Vec<usize> = bytes
        .windows(8)
        .enumerate()
        .filter(|(_, window)| *window == b">>\nstrea")
        .map(|(at, _)| at)
        .collect();
    assert!(starts.len() > BOOKLET.pages().len());
    for start in starts {
        let dictionary = String::from_utf8_lossy(&bytes[start.saturating_sub(300)..start]).into_owned();
        let length = dictionary.rsplit_once("/Length ").unwrap().1;
        let length: usize =
            length.split(|digit: char| !digit.is_ascii_digit()).next().unwrap().parse().unwrap();
        let data = start + b">>\nstream\n".len();
        assert_eq!(&bytes[data + length..][..10], b"\nendstream", "at {start}");
    }
}

#[test]
fn a_link_says_in_words_where_it_leads() {
    let words = |pdf: &Pdf, page: usize| -> Vec<String> {
        let annotations = pdf.document.get_page_annotations(pdf.pages()[page]).unwrap();
        let words = annotations.into_iter().filter_map(|annotation| annotation.get(b"Contents").ok());
        words.map(|words| lopdf::decode_text_string(words).unwrap()).collect()
    };
    let has = |pdf: &Pdf, page: usize, wanted: &str| {
        let words = words(pdf, page);
        assert!(words.iter().any(|words| words == wanted), "{wanted}: {words:?}");
    };
    has(&BOOKLET, FRONT + 57, "全体の評価の 58 ページの行");
    let project = Project::small();
    project.edit("data/plan.yaml", "呼称: {", "呼称: {全体の評価: 点検 結果の一覧, ");
    has(&Pdf::build(&project, &[]), 3, "点検 結果の一覧の 1 ページの行");
    has(&Pdf::build(&Project::small(), &["--targets"]), 3, "事業の一覧の 1 ページの行");
}

#[test]
fn all_that_is_read_belongs_to_a_heading_a_paragraph_a_table_or_a_picture() {
    for pdf in [&*BOOKLET, &Pdf::build(&Project::of_council("sakura"), &[])] {
        let document = pdf.structure(&["Document"]).next().unwrap();
        let kids = pdf.follow(document.get(b"K").unwrap()).as_array().unwrap();
        let loose = kids.iter().filter(|kid| {
            let role = pdf.follow(kid).as_dict().unwrap().get(b"S").unwrap().as_name().unwrap();
            role == b"Span" || role == b"Link"
        });
        assert_eq!(loose.count(), 0);
    }
    // ＜令和５年度実施結果＞ on each sheet.
    assert_eq!(BOOKLET.structure(&["H4"]).count(), 60);
}

#[test]
fn each_row_of_the_index_has_a_head_of_its_own() {
    for (pdf, index) in [
        (&*BOOKLET, 2..4),
        (&Pdf::build(&Project::small(), &[]), 2..3),
        (&Pdf::build(&Project::of_council("yama"), &[]), 2..3),
    ] {
        let mut rows = 0;
        for row in pdf.structure(&["TR"]) {
            let is_of_index =
                pdf.page_of(row).is_some_and(|page| index.clone().any(|other| pdf.pages()[other] == page));
            let kids = pdf.follow(row.get(b"K").unwrap()).as_array().unwrap();
            let has = |role: &[u8]| {
                kids.iter().any(|kid| {
                    pdf.follow(kid).as_dict().unwrap().get(b"S").unwrap().as_name().unwrap() == role
                })
            };
            if is_of_index && has(b"TD") {
                assert!(has(b"TH"), "a row without a head");
                rows += 1;
            }
        }
        assert!(rows > 3, "{rows}");
    }
    let names = BOOKLET.descriptions();
    for measure in
        ["障害への理解を深めるための市民向け研修会等の開催（１）", "相談支援機能の強化と相談体制の整備（２）"]
    {
        assert!(names.iter().any(|name| name == measure), "{measure}: {names:?}");
    }
}
