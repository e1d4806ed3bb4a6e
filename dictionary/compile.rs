//! `cargo run --release --example dictionary -- FOLDER` makes `dictionary/ipadic.lz4` of the sources of IPADIC in a folder.

use std::error::Error;
use std::fs;
use std::path::Path;

use csv::{ReaderBuilder, WriterBuilder};
use encoding_rs::EUC_JP;
use shinchoku::language::words::{Conjugation, Form, Part};
use vibrato::SystemDictionaryBuilder;

/// Names of people, firms and places: most of IPADIC, and a council's own are not among them.
const LEFT_OUT: &[&str] = &["Noun.name.csv", "Noun.org.csv", "Noun.place.csv", "Noun.proper.csv"];

/// Forms of old and of spoken Japanese: 行かにゃ, 行きゃ, 美しゅう.
const LEFT_OUT_FORMS: &[&str] =
    &["仮定縮約", "体言接続特殊", "文語基本形", "連用ゴザイ接続", "命令ｙｏ", "未然特殊"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("the folder of IPADIC")?;
    let folder = Path::new(&folder);
    let definition = |name: &str| decode(&folder.join(name));
    let unknown = rows(&definition("unk.def")?)?;
    let dictionary = SystemDictionaryBuilder::from_readers(
        lexicon(folder)?.as_slice(),
        definition("matrix.def")?.as_bytes(),
        definition("char.def")?.as_bytes(),
        written(unknown)?.as_slice(),
    )?;
    let mut compiled = Vec::new();
    dictionary.write(&mut compiled)?;
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionary/ipadic.lz4");
    fs::write(target, lz4_flex::compress_prepend_size(&compiled))?;
    Ok(())
}

fn decode(path: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let (text, _, malformed) = EUC_JP.decode(&bytes);
    if malformed { Err(format!("{} is not EUC-JP", path.display()).into()) } else { Ok(text.into_owned()) }
}

/// All words, in an order that does not depend on the file system.
fn lexicon(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut all = Vec::new();
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let is_list = file.path().extension().is_some_and(|extension| extension == "csv");
        if is_list && !LEFT_OUT.contains(&name.as_str()) {
            all.extend(rows(&decode(&file.path())?)?);
        }
    }
    written(all)
}

/// The rows of a file of IPADIC: word, left and right context, cost, and what the program wants to know of the word.
fn rows(text: &str) -> Result<Vec<[String; 5]>, Box<dyn Error>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let field = |index: usize| record.get(index).unwrap_or("*");
        if LEFT_OUT_FORMS.iter().any(|form| field(9).starts_with(form)) {
            continue;
        }
        let name = (4..8).map(field).filter(|part| *part != "*").collect::<Vec<_>>().join("-");
        let part = Part::of_ipadic(&name).ok_or_else(|| format!("no part of speech for {name}"))?;
        let form = Form::of_ipadic(field(9)).unwrap_or(Form::Plain);
        let conjugation = Conjugation::of_ipadic(field(8)).unwrap_or(Conjugation::None);
        let unless_shown = |value: &str, shown: &str| {
            if value == "*" || value == shown { String::new() } else { value.to_owned() }
        };
        let word = field(0);
        let base = unless_shown(field(10), word);
        let reading = unless_shown(field(11), word);
        let letters: String = [part.letter(), form.letter(), conjugation.letter()].iter().collect();
        let feature = format!("{letters},{base},{reading}");
        rows.push([word, field(1), field(2), field(3), &feature].map(str::to_owned));
    }
    Ok(rows)
}

fn written(rows: Vec<[String; 5]>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut text = Vec::new();
    for [word, left, right, cost, feature] in rows {
        // The last field is everything after the fourth comma; it is not quoted.
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        writer.write_record([word, left, right, cost])?;
        let row = writer.into_inner()?;
        text.extend_from_slice(row.trim_ascii_end());
        text.extend_from_slice(format!(",{feature}\n").as_bytes());
    }
    Ok(text)
}
