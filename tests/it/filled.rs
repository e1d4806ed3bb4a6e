//! A form as a person fills it in: the cells of a workbook changed in its XML, all else as it was.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use shinchoku::exchange::workbook::{CellAt, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A form that is being filled in.
pub struct Form {
    parts: Vec<(String, String)>,
    /// As it was handed out.
    pub handed_out: Workbook,
}

/// A cell to be written in.
#[derive(Debug, Clone)]
pub struct Input {
    pub sheet: String,
    pub at: CellAt,
    /// The measure, the field, and what else tells the value.
    pub keys: Vec<String>,
    pub value: String,
}

impl Form {
    pub fn open(path: &Path) -> Self {
        let handed_out = Workbook::read(path).unwrap().0;
        let mut zip = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
        let count = zip.len();
        let part = |index| {
            let mut file = zip.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        };
        Self { parts: (0..count).map(part).collect(), handed_out }
    }

    /// The cells to be written in, as the hidden sheet has them.
    pub fn inputs(&self) -> Vec<Input> {
        let kept = self.handed_out.sheets.iter().find(|sheet| sheet.name == "控え").unwrap();
        let text = |row, column| kept.text(CellAt { row, column }).to_owned();
        let rows = (1..).take_while(|row| !text(*row, 0).is_empty()).filter(|row| text(*row, 0) == "欄");
        let input = |row| Input {
            sheet: text(row, 1),
            at: CellAt { row: text(row, 2).parse().unwrap(), column: text(row, 3).parse().unwrap() },
            value: text(row, 4),
            keys: (5..12).map(|column| text(row, column)).take_while(|key| !key.is_empty()).collect(),
        };
        rows.map(input).collect()
    }

    /// The cell of a field of a measure.
    pub fn input(&self, keys: &[&str]) -> Input {
        self.inputs().into_iter().find(|input| input.keys == keys).unwrap()
    }

    pub fn fill(&mut self, input: &Input, text: &str) {
        self.write(&input.sheet, input.at, text);
    }

    /// Writes into any cell of a sheet.
    pub fn write(&mut self, sheet: &str, at: CellAt, text: &str) {
        let index = self.handed_out.sheets.iter().position(|other| other.name == sheet).unwrap();
        let xml = self.part(&format!("xl/worksheets/sheet{}.xml", index + 1));
        let (name, row) = (at.to_string(), at.row + 1);
        let value = format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text));
        let start = format!("<c r=\"{name}\"");
        if let Some(start) = xml.find(&start) {
            let tag = start + xml[start..].find('>').unwrap() + 1;
            let is_empty = xml[..tag].ends_with("/>");
            let end = if is_empty { tag } else { tag + xml[tag..].find("</c>").unwrap() + "</c>".len() };
            let style = xml[start..tag].split("s=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
            let style = style.map(|style| format!("s=\"{style}\" ")).unwrap_or_default();
            let cell = format!("<c r=\"{name}\" {style}{value}");
            xml.replace_range(start..end, &cell);
            return;
        }
        let cell = format!("<c r=\"{name}\" {value}");
        let start = format!("<row r=\"{row}\"");
        if let Some(start) = xml.find(&start) {
            let end = start + xml[start..].find("</row>").unwrap();
            xml.insert_str(end, &cell);
        } else {
            let end = xml.find("</sheetData>").unwrap();
            xml.insert_str(end, &format!("<row r=\"{row}\">{cell}</row>"));
        }
    }

    /// Writes what Excel keeps as a number, in a format that it knows by number.
    pub fn fill_number(&mut self, input: &Input, number: &str, format: u32) {
        let styles = self.part("xl/styles.xml");
        let start = styles.find("<cellXfs").unwrap();
        let end = start + styles[start..].find("</cellXfs>").unwrap();
        let style = styles[start..end].matches("<xf ").count();
        let own = format!(
            "<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        );
        styles.insert_str(end, &own);
        self.fill(input, "■");
        let index = self.handed_out.sheets.iter().position(|other| other.name == input.sheet).unwrap();
        let xml = self.part(&format!("xl/worksheets/sheet{}.xml", index + 1));
        let start = xml.find(&format!("<c r=\"{}\"", input.at)).unwrap();
        let end = start + xml[start..].find("</c>").unwrap() + "</c>".len();
        xml.replace_range(start..end, &format!("<c r=\"{}\" s=\"{style}\"><v>{number}</v></c>", input.at));
    }

    /// A part of the package, to be changed in any way.
    pub fn part(&mut self, name: &str) -> &mut String {
        &mut self.parts.iter_mut().find(|(other, _)| other == name).unwrap().1
    }

    /// Adds a part to the package.
    pub fn add(&mut self, name: &str, text: impl Into<String>) {
        self.parts.retain(|(other, _)| other != name);
        self.parts.push((name.to_owned(), text.into()));
    }

    pub fn save(&self, path: &Path) {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
    }
}

/// As Excel writes a text: signs of XML and its own `_x0041_` escaped.
fn escaped(text: &str) -> String {
    let text = text.replace("_x", "_x005F_x");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "_x000D_")
}
