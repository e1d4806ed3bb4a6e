//! Workbooks as people send them, and as nobody should: read in bounds, or refused with words that lead to one that can be read.

use std::fs;
use std::io::{Cursor, Write};
#[cfg(target_os = "linux")]
use std::process::Command;
use std::time::{Duration, Instant};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use shinchoku::diagnostics::{Diagnostic, Diagnostics};
use shinchoku::exchange::workbook::{CellAt, Workbook, workbooks};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="回答" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook as parts; each can be replaced or left out.
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// One sheet with these rows.
    fn of_rows(rows: &str) -> Self {
        let sheet = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        );
        Self(Vec::new())
            .with("[Content_Types].xml", "<Types/>")
            .with("_rels/.rels", RELATIONS)
            .with("xl/workbook.xml", BOOK)
            .with("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)
            .with("xl/worksheets/sheet1.xml", sheet)
    }

    fn one_cell() -> Self {
        Self::of_rows(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>はい</t></is></c></row>"#)
    }

    fn with(mut self, name: &str, contents: impl Into<Vec<u8>>) -> Self {
        self.0.retain(|(other, _)| other != name);
        self.0.push((name.to_owned(), contents.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    fn zip(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, contents) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(contents).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// Reads the bytes as a file of this name.
fn read_as(name: &str, bytes: impl AsRef<[u8]>) -> Result<(Workbook, Diagnostics), Diagnostic> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let begun = Instant::now();
    let read = Workbook::read(&path);
    assert!(begun.elapsed() < Duration::from_secs(8), "{name} took {:?}", begun.elapsed());
    read
}

/// Why a file is refused: its code, and that it names the file and says what to do.
#[track_caller]
fn refused(bytes: impl AsRef<[u8]>) -> (String, String) {
    let found = read_as("回答.xlsx", bytes).map(|(workbook, _)| workbook.sheets.len()).unwrap_err();
    assert!(found.message.contains("「回答.xlsx」"), "{}", found.message);
    assert!(
        found.hints.iter().all(|hint| hint.ends_with('。')) && !found.hints.is_empty(),
        "{:?}",
        found.hints
    );
    (found.code.to_string(), format!("{} {}", found.message, found.hints.join("")))
}

/// The one sheet and what is remarked.
#[track_caller]
fn read(bytes: impl AsRef<[u8]>) -> (Vec<(String, String)>, Vec<String>) {
    let (workbook, remarks) = read_as("回答.xlsx", bytes).unwrap();
    let cells =
        workbook.sheets[0].cells.iter().map(|(at, cell)| (at.to_string(), cell.text.clone())).collect();
    (cells, remarks.iter().map(|found| format!("{} {}", found.code, found.message)).collect())
}

fn cell(at: &str, text: &str) -> (String, String) {
    (at.to_owned(), text.to_owned())
}

/// A workbook of one sheet that `fill` writes.
fn written(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut writer = Writer::new();
    fill(writer.add_worksheet().set_name("回答").unwrap());
    writer.save_to_buffer().unwrap()
}

#[test]
fn cells_say_what_a_person_sees() {
    let bytes = written(|sheet| {
        let format = |code: &str| Format::new().set_num_format(code);
        sheet.write(0, 0, "一行目\n二行目").unwrap();
        sheet.write(0, 1, 12).unwrap();
        sheet.write(0, 2, 0.5).unwrap();
        sheet.write_with_format(0, 3, 50_178, &format("#,##0")).unwrap();
        sheet.write_with_format(0, 4, 0.85, &format("0%")).unwrap();
        sheet.write_with_format(0, 5, 1_200, &format("#,##0\"件\"")).unwrap();
        sheet.write(0, 6, 0.1 + 0.2).unwrap();
        let day = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
        sheet.write_with_format(1, 0, &day, &format("yyyy/m/d")).unwrap();
        sheet.write_with_format(1, 1, &day, &format("[$-411]ggge\"年\"m\"月\"d\"日\"")).unwrap();
        sheet.write_with_format(1, 2, 0.5625, &format("h:mm")).unwrap();
        sheet.write(1, 3, true).unwrap();
        sheet.write(1, 4, "  前後に空白  ").unwrap();
        sheet.write(1, 5, Formula::new("1+1").set_result("2")).unwrap();
    });
    let (cells, remarks) = read(bytes);
    assert_eq!(
        cells,
        [
            cell("A1", "一行目\n二行目"),
            cell("B1", "12"),
            cell("C1", "0.5"),
            cell("D1", "50178"),
            cell("E1", "85%"),
            cell("F1", "1,200件"),
            cell("G1", "0.3"),
            cell("A2", "2024-04-01"),
            cell("B2", "2024-04-01"),
            cell("C2", "13:30"),
            cell("D2", "TRUE"),
            cell("E2", "  前後に空白  "),
            cell("F2", "2"),
        ]
    );
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn joined_cells_and_hidden_sheets_are_known() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("相談").unwrap();
    sheet.merge_range(0, 1, 2, 3, "概要", &Format::new()).unwrap();
    writer.add_worksheet().set_name("一覧").unwrap().set_hidden(true);
    let (workbook, _) = read_as("a.xlsx", writer.save_to_buffer().unwrap()).unwrap();
    let area = workbook.sheets[0].merged[0];
    assert_eq!((area.from, area.to), (CellAt::new(0, 1), CellAt::new(2, 3)));
    assert!(area.contains(CellAt::new(1, 2)) && !area.contains(CellAt::new(3, 1)));
    let visible: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.visible)).collect();
    assert_eq!(visible, [("相談", true), ("一覧", false)]);
}

#[test]
fn readings_of_kanji_are_no_text_and_escapes_are_characters() {
    let strings = r#"<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>庶務係</t><rPh sb="0" eb="2"><t>ショム</t></rPh></si><si><r><t xml:space="preserve">一行目_x000D_
二行目</t></r><r><t>_x0041_</t></r></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#;
    let (cells, remarks) = read(Parts::of_rows(rows).with("xl/sharedStrings.xml", strings).zip());
    assert_eq!((cells, remarks), (vec![cell("A1", "庶務係"), cell("B1", "一行目\n二行目A")], vec![]));
}

#[test]
fn what_a_person_should_look_at_is_told_with_its_cell() {
    let bytes = written(|sheet| {
        let struck = Format::new().set_font_strikethrough();
        sheet.write_with_format(0, 0, "年10回", &struck).unwrap();
        sheet
            .write_rich_string(
                1,
                1,
                &[(&Format::new(), "目標は"), (&struck, "年12回"), (&Format::new(), "年15回")],
            )
            .unwrap();
        sheet.write(2, 2, Formula::new("A9/0").set_result("#DIV/0!")).unwrap();
    });
    let (cells, remarks) = read(bytes);
    assert_eq!(cells, [cell("A1", "年10回"), cell("B2", "目標は年12回年15回"), cell("C3", "#DIV/0!")]);
    assert_eq!(
        remarks,
        [
            "W0125 「回答.xlsx」の「回答」A1 の「年10回」に取り消し線が付いています。",
            "W0125 「回答.xlsx」の「回答」B2 の「年12回」に取り消し線が付いています。",
            "W0124 「回答.xlsx」の「回答」C3 は「#DIV/0!」というエラーになっています。",
        ]
    );
    let (cells, remarks) = read(Parts::of_rows(r#"<row r="12"><c r="B12"><f>A1+1</f></c></row>"#).zip());
    assert_eq!(cells, [cell("B12", "")]);
    assert_eq!(remarks, ["W0123 「回答.xlsx」の「回答」B12 の数式の答えが、ファイルに入っていません。"]);
    let (cells, remarks) =
        read(Parts::of_rows(r#"<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>"#).zip());
    assert_eq!((cells, remarks), (vec![], vec![]));
}

#[test]
fn macros_are_passed_over() {
    let parts = Parts::one_cell().with("xl/vbaProject.bin", vec![0xD0; 4_000]);
    let (workbook, remarks) = read_as("回答.xlsm", parts.zip()).unwrap();
    assert_eq!((workbook.sheets[0].text(CellAt::new(0, 0)), remarks.iter().count()), ("はい", 0));
}

#[test]
fn files_that_are_no_workbook_are_told_apart() {
    let container = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &vec![0; 2_000], &name, &vec![0; 2_000]]
            .concat()
    };
    let other = |name: &str| Parts(Vec::new()).with("_rels/.rels", RELATIONS).with(name, "<a/>").zip();
    for (bytes, code, words) in [
        (Vec::new(), "E0120", "空のファイルです"),
        (container("EncryptedPackage"), "E0121", "パスワードを消してから保存し直してください"),
        (container("Workbook"), "E0120", "（.xls）です"),
        ("事業名,成果\nサロン,12回\n".into(), "E0120", "「Excel ブック (*.xlsx)」を選んで"),
        ("<html><table><tr><td>12</td></tr></table></html>".into(), "E0120", "Excel ブックではありません"),
        (vec![0x89, b'P', b'N', b'G'], "E0120", "Excel ブックではありません"),
        (other("word/document.xml"), "E0120", "ほかの種類のファイル"),
        (other("xl/workbook.bin"), "E0120", "（.xlsb）です"),
        (
            Parts(Vec::new()).with("mimetype", "application").with("content.xml", "<a/>").zip(),
            "E0120",
            "（.ods）です",
        ),
        (Parts(Vec::new()).with("写真.jpg", "…").zip(), "E0120", "ほかの種類のファイル"),
    ] {
        let (found, said) = refused(&bytes);
        assert!(found == code && said.contains(words), "{words}: {found} {said}");
    }
}

#[test]
fn broken_workbooks_are_refused() {
    let whole = written(|sheet| {
        sheet.write(0, 0, "はい").unwrap();
    });
    let without = |name: &str| Parts::one_cell().without(name).zip();
    let with = |name: &str, contents: &str| Parts::one_cell().with(name, contents).zip();
    let rows = |rows: &str| Parts::of_rows(rows).zip();
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle - 200..middle + 200].fill(0x55);
    for (what, bytes) in [
        ("cut in the middle", whole[..whole.len() / 2].to_vec()),
        ("cut at the end", whole[..whole.len() - 30].to_vec()),
        ("only its beginning", b"PK\x03\x04".to_vec()),
        ("overwritten", flipped),
        ("no relations", without("_rels/.rels")),
        ("no workbook", without("xl/workbook.xml")),
        ("no relations of the workbook", without("xl/_rels/workbook.xml.rels")),
        ("no sheet", without("xl/worksheets/sheet1.xml")),
        ("no strings", rows(r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#)),
        ("no XML", with("xl/worksheets/sheet1.xml", "これは XML ではない")),
        (
            "XML that ends",
            with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1"),
        ),
        (
            "a sheet that is the workbook",
            with(
                "xl/_rels/workbook.xml.rels",
                &BOOK_RELATIONS.replace("worksheets/sheet1.xml", "workbook.xml"),
            ),
        ),
        (
            "relations that are the workbook",
            with("_rels/.rels", &RELATIONS.replace("xl/workbook.xml", "_rels/.rels")),
        ),
        ("a cell without a place", rows(r#"<row r="1"><c r="あ1"><v>1</v></c></row>"#)),
        ("a cell beyond the last", rows(r#"<row r="1"><c r="XFE1048577"><v>1</v></c></row>"#)),
        ("a number of a row that is none", rows(r#"<row r="99999999999999999999"><c><v>1</v></c></row>"#)),
        ("a type that is none", rows(r#"<row r="1"><c r="A1" t="x"><v>1</v></c></row>"#)),
        (
            "UTF-16",
            Parts::one_cell()
                .with("xl/workbook.xml", BOOK.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
                .zip(),
        ),
        ("another encoding", with("xl/workbook.xml", &BOOK.replace("UTF-8", "Shift_JIS"))),
    ] {
        let (code, said) = refused(&bytes);
        assert!(code == "E0120" && said.contains("壊れて"), "{what}: {code} {said}");
    }
    let (_, said) = refused(without("xl/worksheets/sheet1.xml"));
    assert!(said.contains("シート「回答」"), "{said}");
    let (code, said) = refused(rows(r#"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>"#));
    assert!(code == "E0120" && said.contains("シート「回答」に、読めないエラー「#SPILL!」"), "{said}");
}

#[test]
fn definitions_of_text_are_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ああああ"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"#;
    let (code, said) = refused(Parts::one_cell().with("xl/worksheets/sheet1.xml", bomb).zip());
    assert!(code == "E0120" && said.contains("定義"), "{said}");
}

/// Whether the program refuses a workbook while it may have no more than 256 MB.
#[cfg(target_os = "linux")]
fn is_refused_in_little_memory(bytes: &[u8]) -> bool {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("回答.xlsx"), bytes).unwrap();
    let limited = "ulimit -d 262144 && exec \"$0\" import 回答.xlsx --year R5";
    let run = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_shinchoku")])
        // The allocator would ask for a gigabyte at once, as it may where nobody counts.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .current_dir(folder.path())
        .output()
        .unwrap();
    run.status.code() == Some(1) && String::from_utf8_lossy(&run.stderr).contains("E0122")
}

/// Rows of many cells, 10,000 each.
fn many(count: usize, cell: &str) -> String {
    format!("<row>{}</row>", cell.repeat(10_000)).repeat(count / 10_000)
}

#[test]
fn more_than_people_write_is_refused_before_it_fills_the_memory() {
    let strings = |attributes: &str, inside: &str| {
        format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {attributes}>{inside}</sst>"#
        )
    };
    let with_strings =
        |strings: String, rows: &str| Parts::of_rows(rows).with("xl/sharedStrings.xml", strings).zip();
    let long = "あ".repeat(10_000);
    let sheet = |index| format!(r#"<sheet name="{index}" sheetId="{index}" r:id="rId1"/>"#);
    let sheets = |count| (0..count).map(sheet).collect::<Vec<_>>().concat();
    let book = |sheets: &str| BOOK.replace(r#"<sheet name="回答" sheetId="1" r:id="rId1"/>"#, sheets);
    let styles = format!(
        r#"<styleSheet><fonts><font><name val="{}"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>"#,
        "a".repeat(100_000),
        r#"<xf fontId="0"/>"#.repeat(60_000)
    );
    let mut members = Parts::one_cell();
    members.0.extend((0..6_000).map(|index| (format!("xl/media/{index}.png"), vec![])));
    let shared_sheet = Parts::of_rows(&many(400_000, "<c/>")).with("xl/workbook.xml", book(&sheets(200)));
    for (what, bytes) in [
        (
            "200 MB of nothing",
            Parts::one_cell().with("xl/worksheets/sheet1.xml", vec![b' '; 200 << 20]).zip(),
        ),
        (
            "many parts of 20 MB",
            (2..12)
                .fold(Parts::one_cell(), |parts, index| {
                    parts.with(&format!("xl/worksheets/sheet{index}.xml"), vec![b' '; 20 << 20])
                })
                .zip(),
        ),
        ("strings without number", with_strings(strings(r#"uniqueCount="99999999999""#, ""), "")),
        (
            "strings beyond all numbers",
            with_strings(strings("uniqueCount = '99999999999999999999999'", ""), ""),
        ),
        ("a million strings", with_strings(strings("", &"<si><t>a</t></si>".repeat(1_000_000)), "")),
        (
            "one long string in many cells",
            with_strings(
                strings("", &format!("<si><t>{long}</t></si>")),
                &many(150_000, r#"<c t="s"><v>0</v></c>"#),
            ),
        ),
        ("a million cells", Parts::of_rows(&many(1_000_000, "<c><v>1</v></c>")).zip()),
        ("2,000 sheets of one part", Parts::one_cell().with("xl/workbook.xml", book(&sheets(2_000))).zip()),
        ("200 sheets of one large part", shared_sheet.zip()),
        ("60,000 formats with one long name", Parts::one_cell().with("xl/styles.xml", styles).zip()),
        ("6,000 parts", members.zip()),
    ] {
        let (code, said) = refused(&bytes);
        #[cfg(target_os = "linux")]
        assert!(is_refused_in_little_memory(&bytes), "{what}");
        assert!(
            code == "E0122" && said.contains("要るシートだけを新しいブックに写して"),
            "{what}: {code} {said}"
        );
    }
}

#[test]
fn a_part_that_is_larger_than_it_claims_is_refused() {
    let mut bytes = Parts::one_cell().with("xl/worksheets/sheet1.xml", vec![b' '; 100 << 20]).zip();
    let size = u32::to_le_bytes(100 << 20);
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&u32::to_le_bytes(1_000));
    }
    let (code, _) = refused(bytes);
    assert!(["E0120", "E0122"].contains(&code.as_str()), "{code}");
}

#[test]
fn a_cell_far_out_costs_no_more_than_another() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let (cells, _) = read(Parts::of_rows(rows).zip());
    assert_eq!(cells, [cell("A1", "1"), cell("XFD1048576", "2")]);
    // Formats of empty cells are what years of use leave behind.
    let rows = format!(r#"{}<row r="99"><c r="A99"><v>1</v></c></row>"#, many(500_000, r#"<c s="0"/>"#));
    assert_eq!(read(Parts::of_rows(&rows).zip()).0, [cell("A99", "1")]);
}

#[test]
fn a_shared_formula_of_any_number_is_not_worked_out() {
    let rows = r#"<row r="1"><c r="A1"><f t="shared" si="99999999999" ref="A1:B1">1+1</f><v>2</v></c></row>"#;
    assert_eq!(read(Parts::of_rows(rows).zip()).0, [cell("A1", "2")]);
}

#[test]
fn what_excel_leaves_beside_an_open_workbook_is_no_workbook() {
    let folder = TempDir::new().unwrap();
    for name in ["二.xlsx", "一.XLSX", "~$一.xlsx", "三.xlsm", "メモ.txt", "旧.xlsx.bak"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let names = |paths: &[std::path::PathBuf]| -> Vec<String> {
        workbooks(paths).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(&[folder.path().to_owned()]), ["一.XLSX", "三.xlsm", "二.xlsx"]);
    assert_eq!(names(&[folder.path().join("~$一.xlsx"), folder.path().join("ない.xlsx")]), ["ない.xlsx"]);
    let missing = Workbook::read(&folder.path().join("ない.xlsx")).unwrap_err();
    assert_eq!((missing.code.as_str(), &*missing.message), ("E0101", "ファイルがありません。"));
}
