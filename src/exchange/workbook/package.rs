//! The package that a workbook is (a zip of XML), unpacked within limits and packed again with only what has been looked at.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use aho_corasick::AhoCorasick;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::parts;
use super::refusal::Refusal;

/// The largest workbook that is read, in bytes. 60 sheets of texts have some 200,000; pictures make more.
pub(super) const LARGEST_FILE: u64 = 48 << 20;

/// How much is unpacked, in bytes: 60 formatted sheets have some 6 million.
const MOST_UNPACKED: u64 = 32 << 20;

/// How many parts a workbook has at most. 60 sheets with their printer settings and drawings have some 300.
const MOST_PARTS: usize = 5_000;

/// How a package begins, and its entries in the table of contents.
const PACKAGE: &[u8] = b"PK";
const ENTRY: &[u8] = b"PK\x01\x02";

/// How a container of older programs begins; encrypted workbooks are in one.
const CONTAINER: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Folders and names of parts in which no text of a cell is. They are not looked at: whatever is wrong with one, the cells are read.
const WITHOUT_TEXT: &[&str] = &[
    "xl/comments",
    "threadedcomments/",
    "persons/",
    "drawings/",
    "charts/",
    "media/",
    "theme/",
    "printersettings/",
    "externallinks/",
    "pivottables/",
    "pivotcache/",
    "customxml/",
    "docprops/",
];

type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// The package of a workbook.
pub(super) struct Package {
    archive: Archive,
    /// Which entry each part is, by the name under which it is looked for.
    entries: BTreeMap<String, usize>,
    /// The parts with the texts of the cells, unpacked and looked at.
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Unpacks what has the texts of the cells, and looks at it.
    ///
    /// # Errors
    /// What is no workbook, and what is too large to be one.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        kind(&bytes)?;
        if entries(&bytes) > MOST_PARTS {
            return Err(Refusal::TooLarge);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
        let names =
            (0..archive.len()).filter_map(|index| Some((archive.name_for_index(index)?.ok()?, index)));
        let entries = names.map(|(name, index)| (normalized(&name), index)).collect();
        is_workbook(&entries)?;
        let parts = unpacked(&mut archive)?;
        Ok(Self { archive, entries, parts })
    }

    /// A part that was looked at.
    pub(super) fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Unpacks any part, as far as it can be.
    ///
    /// # Errors
    /// A part that is not there, is broken, or has more bytes than that.
    pub(super) fn unpack(&mut self, name: &str, most: u64, contents: &mut Vec<u8>) -> Result<(), Refusal> {
        let &index = self.entries.get(name).ok_or(BROKEN)?;
        unpack(&mut self.archive, index, most, contents)
    }

    /// A package of only what was looked at.
    ///
    /// # Errors
    /// Parts that cannot be in a package.
    pub(super) fn packed(self) -> Result<Vec<u8>, Refusal> {
        let Self { archive, parts, .. } = self;
        drop(archive);
        packed(parts).ok_or(BROKEN)
    }
}

const BROKEN: Refusal = Refusal::Broken { sheet: None };

/// What the first bytes say.
fn kind(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(CONTAINER) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if count(bytes, &encrypted) > 0 { Refusal::Password } else { Refusal::Old });
    }
    if bytes.starts_with(PACKAGE) { Ok(()) } else { Err(Refusal::NoWorkbook) }
}

/// How many entries the table of contents has: it is read whole, each entry taking a multiple of its size.
fn entries(bytes: &[u8]) -> usize {
    count(bytes, ENTRY)
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    AhoCorasick::new([wanted]).map_or(usize::MAX, |finder| finder.find_iter(bytes).count())
}

/// Whether the parts are those of a workbook, by their names.
fn is_workbook(entries: &BTreeMap<String, usize>) -> Result<(), Refusal> {
    let has = |wanted: &str| entries.contains_key(wanted);
    let ends = |wanted: &str| entries.keys().any(|name| name.ends_with(wanted));
    match () {
        () if ends("workbook.bin") => Err(Refusal::Binary),
        () if has("mimetype") && has("content.xml") => Err(Refusal::OpenDocument),
        () if ends("word/document.xml") || ends("ppt/presentation.xml") => Err(Refusal::OtherDocument),
        () if !has("_rels/.rels") && !has("[content_types].xml") => Err(Refusal::OtherDocument),
        () => Ok(()),
    }
}

/// The name by which a part is looked for.
pub(super) fn normalized(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// The parts with the texts of the cells, by the names under which they are looked for.
fn unpacked(archive: &mut Archive) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    let mut parts = BTreeMap::new();
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|_| BROKEN)?;
        let Ok(name) = entry.name().map(|name| normalized(&name)) else { continue };
        if !is_read(&name) {
            continue;
        }
        let limit = parts::limit(&name).min(left);
        // What the table of contents says is only a claim; but who claims too much need not be unpacked.
        if entry.size() > limit {
            return Err(Refusal::TooLarge);
        }
        drop(entry);
        let mut contents = Vec::new();
        unpack(archive, index, limit, &mut contents)?;
        left -= contents.len() as u64;
        parts.insert(name.clone(), parts::looked_at(&name, contents)?);
    }
    Ok(parts)
}

/// Unpacks an entry that has no more bytes than that.
fn unpack(archive: &mut Archive, index: usize, most: u64, contents: &mut Vec<u8>) -> Result<(), Refusal> {
    let entry = archive.by_index(index).map_err(|_| BROKEN)?;
    entry.take(most + 1).read_to_end(contents).map_err(|_| BROKEN)?;
    if contents.len() as u64 > most { Err(Refusal::TooLarge) } else { Ok(()) }
}

fn is_read(name: &str) -> bool {
    let is_xml = name.rsplit_once('.').is_some_and(|(_, end)| ["xml", "rels"].contains(&end));
    is_xml && !WITHOUT_TEXT.iter().any(|folder| name.contains(folder))
}

fn packed(parts: BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, contents) in parts {
        package.start_file(name, options).ok()?;
        package.write_all(&contents).ok()?;
    }
    Some(package.finish().ok()?.into_inner())
}
