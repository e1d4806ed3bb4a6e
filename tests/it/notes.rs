//! Comments on cells and shapes over them, in forms that come back and in a council's own booklet: what is written there is told.

use std::fs;

use rust_xlsxwriter::{Formula, Note, Shape, Workbook as Writer};

use crate::filled::Form;
use crate::support::{Project, Run};

/// A form of みどり町.
const FORM: &str = "out/R7-記入様式-福祉課.xlsx";

/// A cell of it, which every form here fills in, so that it is seen that cells are read whatever is written over them.
const RESULTS: [&str; 2] = ["koekake", "成果"];

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MICROSOFT: &str = "http://schemas.microsoft.com/office/2017/10/relationships";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const THREADS: &str = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const DRAWING: &str = r#"xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

/// A form with parts that belong to one of its sheets.
struct Written {
    project: Project,
    form: Form,
    relations: Vec<(usize, String)>,
}

/// That all is taken from the cell that was filled in, and what is told.
struct Told(String);

impl Written {
    fn new() -> Self {
        let project = Project::small();
        assert_eq!(project.run(&["forms"]).status, 0);
        let mut form = Form::open(&project.path(FORM));
        form.fill(&form.input(&RESULTS), "書いた成果です。");
        Self { project, form, relations: Vec::new() }
    }

    /// The number of the sheet of the cell that is filled in.
    fn sheet(&self) -> usize {
        let name = self.form.input(&RESULTS).sheet;
        self.form.handed_out.sheets.iter().position(|sheet| sheet.name == name).unwrap() + 1
    }

    /// Says that a part belongs to a sheet.
    fn relate(&mut self, sheet: usize, kind: &str, target: &str) {
        let office = if kind == "threadedComment" { MICROSOFT } else { OFFICE };
        let id = self.relations.len() + 90;
        let relation = format!(r#"<Relationship Id="rId{id}" Type="{office}/{kind}" {target}/>"#);
        self.relations.push((sheet, relation));
    }

    /// Adds a part that belongs to the sheet of the cell.
    fn with(mut self, kind: &str, xml: impl Into<String>) -> Self {
        let name = match kind {
            "drawing" => "drawings/drawing9.xml",
            "comments" => "comments9.xml",
            _ => "threadedComments/threadedComment9.xml",
        };
        self.relate(self.sheet(), kind, &format!(r#"Target="../{name}""#));
        self.form.add(&format!("xl/{name}"), xml);
        self
    }

    fn save(&mut self, path: &str) {
        let sheets: Vec<usize> = self.relations.iter().map(|(sheet, _)| *sheet).collect();
        for sheet in sheets {
            let own = self.relations.iter().filter(|(of, _)| *of == sheet).map(|(_, relation)| &**relation);
            let xml = format!(
                r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
                own.collect::<Vec<_>>().concat()
            );
            self.form.add(&format!("xl/worksheets/_rels/sheet{sheet}.xml.rels"), xml);
        }
        self.form.save(&self.project.path(path));
    }

    fn told(mut self) -> Told {
        self.save("返却/様式.xlsx");
        let run = self.project.run(&["collect", "返却"]);
        assert_eq!(run.status, 0, "a warning forbids nothing\n{}", run.stderr);
        assert!(run.stdout.contains("1 か所を取り込みました"), "{}{}", run.stdout, run.stderr);
        let record = fs::read_to_string(self.project.path("data/records/R7/koekake.yaml")).unwrap();
        assert!(record.contains("書いた成果です。"), "{record}");
        Told(run.stderr)
    }
}

impl Told {
    fn count(&self) -> usize {
        self.0.matches("[W0138]").count()
    }

    #[track_caller]
    fn once(&self, place: &str, words: &str) {
        let is_told = self.count() == 1 && self.0.contains(place) && self.0.contains(words);
        assert!(is_told, "{place} {words}\n{}", self.0);
    }
}

/// The comments of one cell, by one author.
fn comments(author: &str, cell: &str, text: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{SHEET}"><authors><author>ほかの人</author><author>{author}</author></authors><commentList><comment ref="{cell}" authorId="1" shapeId="0"><text>{text}</text></comment></commentList></comments>"#
    )
}

fn threads(comments: &str) -> String {
    format!(r#"<?xml version="1.0"?><ThreadedComments xmlns="{THREADS}">{comments}</ThreadedComments>"#)
}

/// A drawing with something at column D, row 6.
fn drawing(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><xdr:wsDr {DRAWING}><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{inside}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"#
    )
}

/// A shape with paragraphs.
fn shape(attributes: &str, name: &str, paragraphs: &[&str]) -> String {
    let paragraph = |text: &&str| {
        format!(r#"<a:p><a:r><a:rPr lang="ja-JP"/><a:t>{text}</a:t></a:r><a:endParaRPr/></a:p>"#)
    };
    let paragraphs: String = paragraphs.iter().map(paragraph).collect();
    format!(
        r#"<xdr:sp {attributes}><xdr:nvSpPr><xdr:cNvPr id="2" {name}/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</xdr:txBody></xdr:sp>"#
    )
}

fn text_box(text: &str) -> String {
    drawing(&shape(r#"macro="" textlink="""#, r#"name="テキスト ボックス 1""#, &[text]))
}

#[test]
fn a_form_as_it_is_handed_out_and_filled_in_has_nothing_over_its_cells() {
    for options in [&[][..], &["--targets"], &["--review"]] {
        let project = Project::of_council("minato");
        assert_eq!(project.run(&[&["forms"][..], options].concat()).status, 0);
        let run = project.run(&["collect", "out"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{options:?}");
    }
    assert_eq!(Written::new().told().0, "");
}

#[test]
fn a_comment_on_a_cell_is_told_with_its_words() {
    let rich = r#"<r><rPr><b/><sz val="9"/></rPr><t xml:space="preserve">山田:
</t></r><r><rPr><sz val="9"/></rPr><t>参加者は A&amp;B 合わせて</t></r><rPh sb="0" eb="3"><t>サンカシャ</t></rPh><r><t>４５人&#12391;した</t></r>"#;
    let told = Written::new().with("comments", comments("山田", "B9", rich)).told();
    told.once("様式.xlsx「1 声かけ運動」 B9", "山田:／参加者は A&B 合わせて４５人でした");
    assert!(told.0.contains("コメント（メモ）に書かれています。取り込みません。"), "{}", told.0);
    assert!(told.0.contains("その項目の太い枠の中へ写し") && told.0.contains("コメントの削除"), "{}", told.0);
    assert!(!told.0.contains("サンカシャ"), "{}", told.0);
    for (what, text) in [
        ("nothing", ""),
        ("spaces", "<t xml:space=\"preserve\"> \n　</t>"),
        ("the name that Excel writes", "<r><t>山田:</t></r><r><t xml:space=\"preserve\">\n</t></r>"),
    ] {
        let told = Written::new().with("comments", comments("山田", "B9", text)).told();
        assert_eq!(told.0, "", "{what}");
    }
    let long = format!("<t>{}</t>", "長い文です。".repeat(500));
    let told = Written::new().with("comments", comments("山田", "B9", &long)).told();
    assert!(told.count() == 1 && told.0.matches("長い文です。").count() <= 10, "{}", told.0);
}

#[test]
fn a_comment_with_answers_is_told_once_and_not_when_it_is_resolved() {
    let shadow = |words: &str| {
        let text = format!(
            "<t>[スレッド化されたコメント]\n\n使用している Excel のバージョンでは、このスレッド化されたコメントを読むことができますが、新しいバージョンで開くと編集は削除されます。\n\nコメント:\n    {words}</t>"
        );
        comments("tc={0E1F}", "B9", &text)
    };
    let thread = |done: &str| {
        threads(&format!(
            r#"<threadedComment ref="B9" dT="2026-04-01T09:00:00.00" personId="{{1}}" id="{{A}}"{done}><text>対象者は何人ですか</text><mentions/></threadedComment><threadedComment ref="B9" personId="{{2}}" id="{{B}}" parentId="{{A}}"><text>45 人です</text></threadedComment>"#
        ))
    };
    let told = Written::new()
        .with("comments", shadow("対象者は何人ですか"))
        .with("threadedComment", thread(""))
        .told();
    told.once("「1 声かけ運動」 B9", "書かれていること: 対象者は何人ですか／45 人です");
    let told = Written::new()
        .with("comments", shadow("対象者は何人ですか"))
        .with("threadedComment", thread(" done=\"1\""))
        .told();
    assert_eq!(told.0, "");
    // Programs that do not know threads save only what repeats them.
    let told = Written::new().with("comments", shadow("対象者は何人ですか")).told();
    assert!(!told.0.contains("使用している"), "{}", told.0);
    told.once("B9", "対象者は何人ですか");
}

#[test]
fn a_text_box_is_told_and_what_has_no_words_of_its_own_is_not() {
    let own = r#"macro="" textlink="""#;
    let named = r#"name="四角形 1""#;
    let told = Written::new().with("drawing", text_box("来年度は会場を変える予定")).told();
    told.once("様式.xlsx「1 声かけ運動」 D6", "書かれていること: 来年度は会場を変える予定");
    assert!(told.0.contains("図形（テキスト ボックスなど）") && told.0.contains("Delete キー"), "{}", told.0);
    let lines = drawing(&shape(own, named, &["一行目", "二行目"]));
    Written::new().with("drawing", lines).told().once("D6", "一行目／二行目");
    let group = format!(
        r#"<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="1" name="グループ"/></xdr:nvGrpSpPr>{}{}</xdr:grpSp>"#,
        shape(own, named, &["右の語"]),
        shape(own, named, &[""])
    );
    Written::new().with("drawing", drawing(&group)).told().once("D6", "右の語");
    let alternatives = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"a14\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shape(own, named, &["数式の図形"]),
        shape(own, named, &["古い Excel のための図形"])
    );
    Written::new().with("drawing", drawing(&alternatives)).told().once("D6", "数式の図形");
    for (what, inside) in [
        ("no text", shape(own, named, &[])),
        ("spaces", shape(own, named, &["　", " "])),
        ("a cell's text", shape(r#"macro="" textlink="$B$9""#, named, &["書いた成果です。"])),
        ("the label of a button", shape(own, r#"name="Check Box 1" hidden="1""#, &["チェック 1"])),
        (
            "a picture",
            r#"<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="図 1" descr="写真"/></xdr:nvPicPr></xdr:pic>"#.to_owned(),
        ),
        ("a line", r#"<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="3" name="直線"/></xdr:nvCxnSpPr></xdr:cxnSp>"#.to_owned()),
    ] {
        assert_eq!(Written::new().with("drawing", drawing(&inside)).told().0, "", "{what}");
    }
}

#[test]
fn what_is_written_over_other_sheets_is_told_as_well() {
    let mut written = Written::new();
    // The first sheet, and one that somebody has added with nothing in its cells.
    let book = written.form.part("xl/workbook.xml");
    *book = book.replace("</sheets>", r#"<sheet name="メモ" sheetId="99" r:id="rId99"/></sheets>"#);
    let relations = written.form.part("xl/_rels/workbook.xml.rels");
    let sheet =
        format!(r#"<Relationship Id="rId99" Type="{OFFICE}/worksheet" Target="worksheets/sheet99.xml"/>"#);
    *relations = relations.replace("</Relationships>", &format!("{sheet}</Relationships>"));
    written
        .form
        .add("xl/worksheets/sheet99.xml", format!(r#"<worksheet xmlns="{SHEET}"><sheetData/></worksheet>"#));
    written.form.add("xl/comments1.xml", comments("山田", "A3", "<t>締切を延ばせますか</t>"));
    written.form.add("xl/drawings/drawing1.xml", text_box("別紙のとおり"));
    written.relate(1, "comments", r#"Target="/xl/comments1.xml""#);
    written.relate(99, "drawing", r#"Target="../drawings/drawing1.xml""#);
    let told = written.told();
    assert_eq!(told.count(), 2, "{}", told.0);
    assert!(told.0.contains("「はじめに」 A3") && told.0.contains("締切を延ばせますか"), "{}", told.0);
    assert!(told.0.contains("「メモ」 D6") && told.0.contains("別紙のとおり"), "{}", told.0);
}

#[test]
fn many_on_one_sheet_are_told_in_a_bounded_list() {
    let one = |number| {
        format!(r#"<comment ref="B{number}" authorId="0"><text><t>その {number}。</t></text></comment>"#)
    };
    let many = (1..=30).map(one).collect::<Vec<_>>().concat();
    let xml = format!(
        r#"<comments xmlns="{SHEET}"><authors><author/></authors><commentList>{many}</commentList></comments>"#
    );
    let told = Written::new().with("comments", xml).told();
    assert!(told.count() == 10 && told.0.contains("その 1。") && told.0.contains("その 10。"), "{}", told.0);
    assert_eq!(told.0.matches("ほかに 20 か所あります").count(), 1, "{}", told.0);
}

#[test]
fn what_is_broken_over_a_sheet_is_told_and_keeps_no_cell_from_being_read() {
    let whole = comments("山田", "B9", "<t>読めた文</t>");
    let cut = |xml: &str| xml[..xml.find("</text>").unwrap()].to_owned();
    let spaces = " ".repeat(9 << 20);
    for (what, kind, xml, words) in [
        ("no XML", "comments", "これは XML ではない".to_owned(), ""),
        ("nothing", "drawing", String::new(), ""),
        ("cut", "comments", cut(&whole), "読めた文"),
        ("crossed", "drawing", text_box("読めた文").replace("</xdr:wsDr>", "</xdr:sp>"), "読めた文"),
        (
            "an entity of its own",
            "comments",
            format!("<!DOCTYPE a [<!ENTITY e 'x'>]>{}", comments("山田", "B9", "<t>読めた文&e;</t>")),
            "読めた文",
        ),
        ("huge", "drawing", text_box(&spaces), ""),
        ("deep", "drawing", "<xdr:grpSp>".repeat(500_000), ""),
        (
            "cut threads",
            "threadedComment",
            cut(&threads(r#"<threadedComment ref="B9"><text>読めた文</text></threadedComment>"#)),
            "読めた文",
        ),
    ] {
        let told = Written::new().with(kind, xml).told();
        assert!(
            told.0.contains("「1 声かけ運動」") && told.0.contains("読めないものがあります"),
            "{what}\n{}",
            told.0
        );
        assert!(
            told.count() == 1 + usize::from(!words.is_empty()) && told.0.contains(words),
            "{what}\n{}",
            told.0
        );
    }
    // Relationships that lead nowhere, and places that no sheet has.
    for target in [
        r#"Target="../comments7.xml""#,
        r#"Target="../../../../etc/passwd""#,
        r#"Target="https://example.jp/comments.xml" TargetMode="External""#,
        "",
    ] {
        let mut written = Written::new();
        for kind in ["comments", "drawing", "threadedComment"] {
            let sheet = written.sheet();
            written.relate(sheet, kind, target);
        }
        assert_eq!(written.told().0, "", "{target}");
    }
    for cell in ["", "あ1", "B0", "ZZZZZZZZZZZZZZ99999999999999"] {
        let told = Written::new().with("comments", comments("山田", cell, "<t>どこか</t>")).told();
        told.once("「1 声かけ運動」", "どこか");
        let thread =
            threads(&format!(r#"<threadedComment ref="{cell}"><text>どこか</text></threadedComment>"#));
        Written::new().with("threadedComment", thread).told().once("「1 声かけ運動」", "どこか");
    }
    let far = text_box("遠く").replace("<xdr:row>5<", "<xdr:row>99999999999<");
    Written::new().with("drawing", far).told().once("「1 声かけ運動」", "遠く");
    // A part of a sheet that is the sheet itself says nothing.
    let mut written = Written::new();
    let sheet = written.sheet();
    written.relate(sheet, "drawing", &format!(r#"Target="sheet{sheet}.xml""#));
    assert_eq!(written.told().0, "");
}

#[test]
fn a_form_with_a_comment_is_not_written_over() {
    let project = Project::small();
    assert_eq!(project.run(&["forms"]).status, 0);
    let form = Form::open(&project.path(FORM));
    let written = Written { project, form, relations: Vec::new() };
    let mut written = written.with("comments", comments("山田", "B9", "<t>対象者は何人ですか</t>"));
    written.save(FORM);
    let run = written.project.run(&["forms"]);
    assert!(run.status == 2 && run.stderr.contains("E0909") && run.stderr.contains(" B9"), "{}", run.stderr);
    // As the hints of the comment say.
    written.relations.clear();
    written.form.add(&format!("xl/worksheets/_rels/sheet{}.xml.rels", written.sheet()), "<a/>");
    written.save(FORM);
    assert_eq!(written.project.run(&["forms"]).status, 0);
}

/// A council's table with something written over it.
fn imported(write: impl FnOnce(&mut Writer)) -> (Run, String) {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("一覧").unwrap();
    for (column, (heading, text)) in (0..).zip([
        ("基本戦略", "支え合う"),
        ("施策細目", "見守り"),
        ("重点的取組", "声かけ"),
        ("事業名", "声かけ運動"),
        ("担当係", "福祉係"),
        ("概要", "声をかけ合います。"),
        ("成果", "12回行いました。"),
        ("評価", "A"),
    ]) {
        sheet.write(0, column, heading).unwrap();
        sheet.write(1, column, text).unwrap();
    }
    write(&mut writer);
    let project = Project::empty();
    project.write("一覧.xlsx", writer.save_to_buffer().unwrap());
    let run = project.run(&["import", "一覧.xlsx", "--year", "R5"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    (run, fs::read_to_string(project.path("取り込みの対応.yaml")).unwrap())
}

#[test]
fn an_import_tells_what_is_written_over_the_sheets_and_lists_it() {
    let (run, mapping) = imported(|writer| {
        let sheet = writer.worksheet_from_name("一覧").unwrap();
        sheet.insert_note(1, 6, &Note::new("参加は 45 人").set_author("山田")).unwrap();
        sheet.insert_shape(3, 1, &Shape::textbox().set_text("継続して実施")).unwrap();
        sheet.insert_shape(9, 1, &Shape::textbox()).unwrap();
        sheet.insert_shape(14, 1, &Shape::textbox().set_text_link(Formula::new("=$D$2"))).unwrap();
        let hidden = writer.add_worksheet().set_name("控え").unwrap().set_hidden(true);
        hidden.insert_note(0, 0, &Note::new("隠れたメモ")).unwrap();
    });
    assert_eq!(run.stderr.matches("[W0138]").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("コメントや図形に、文章が 2 か所あります。取り込みません。"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("初めのもの: 「一覧」G2 のコメント「山田:／参加は 45 人」"),
        "{}",
        run.stderr
    );
    for (cell, text) in [("G2 のコメント", "参加は 45 人"), ("B4 の図形", "継続して実施")] {
        assert!(mapping.contains(&format!("セル: {cell}\n")) && mapping.contains(text), "{mapping}");
    }
    assert!(
        !mapping.contains("隠れたメモ") && !run.stdout.contains("取り込まなかったセル"),
        "{mapping}{}",
        run.stdout
    );
    let (run, mapping) = imported(|_| {});
    assert!(
        !run.stderr.contains("W0138") && mapping.contains("取り込まなかったもの: []"),
        "{}{mapping}",
        run.stderr
    );
}
