//! 公開情報.json: which files were published together, and from which records. By it a later run knows a folder of its own.

use std::fmt::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::file::PublishedFile;
use crate::book::Book;
use crate::diagnostics::{SourceFile, file_name};

/// What it is called.
pub const MANIFEST: &str = "公開情報.json";

/// What is said of the files of one edition. It has no time: the same records make the same files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// 計画の名称.
    #[serde(rename = "計画")]
    plan: String,
    /// 発行者.
    #[serde(rename = "発行者")]
    publisher: String,
    /// The year, as people write it in the files.
    #[serde(rename = "年度")]
    year: String,
    /// The year by the western calendar.
    #[serde(rename = "西暦年度")]
    western_year: u16,
    /// What kind of booklet it is.
    #[serde(rename = "種類")]
    booklet: String,
    /// The program.
    #[serde(rename = "プログラム")]
    program: String,
    /// The hash of all records that were read, each with its path.
    #[serde(rename = "記録のSHA-256")]
    records: String,
    /// The files beside it.
    #[serde(rename = "ファイル")]
    files: Vec<ManifestFile>,
}

/// A file of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ManifestFile {
    #[serde(rename = "名前")]
    path: String,
    #[serde(rename = "バイト数")]
    size: usize,
    #[serde(rename = "SHA-256")]
    hash: String,
}

impl Manifest {
    /// Of the files of a book, made from records.
    #[must_use]
    pub fn new(book: &Book<'_>, records: &[Arc<SourceFile>], files: &[PublishedFile]) -> Self {
        let mut files: Vec<ManifestFile> = files.iter().map(ManifestFile::of).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self {
            plan: book.plan.value.clone(),
            publisher: book.publisher.value.clone(),
            year: book.year.short.to_string(),
            western_year: book.year.short.starts_in(),
            booklet: book.labels[crate::form::Label::Booklet].clone(),
            program: format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
            records: hash_of_records(records),
            files,
        }
    }

    /// Reads one, if it is one.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// It as a file.
    #[must_use]
    pub fn file(&self) -> PublishedFile {
        // Texts and numbers can always be written.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        PublishedFile { path: MANIFEST.to_owned(), bytes }
    }

    /// Whether a file is one of these, as it was published.
    #[must_use]
    pub fn has(&self, path: &str, bytes: &[u8]) -> bool {
        let file = self.files.iter().find(|file| file.path == path);
        file.is_some_and(|file| file.size == bytes.len() && file.hash == hash(bytes))
    }

    /// Whether a file of this name was published.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }
}

impl ManifestFile {
    fn of(file: &PublishedFile) -> Self {
        Self { path: file.path.clone(), size: file.bytes.len(), hash: hash(&file.bytes) }
    }
}

/// The hash of records in the order of their paths. Lengths keep one file from running into the next.
fn hash_of_records(records: &[Arc<SourceFile>]) -> String {
    let mut files: Vec<(String, String)> =
        records.iter().map(|file| (file_name(file.path()), file.contents())).collect();
    files.sort();
    let mut hasher = Sha256::new();
    for part in files.iter().flat_map(|(path, contents)| [path, contents]) {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part);
    }
    hexadecimal(&hasher.finalize())
}

fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A text always takes more.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
