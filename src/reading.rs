//! Files of a council's folder, read: only what is a file, and only as far as such a file can be long.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic};

/// Why a file is not read.
#[derive(Debug)]
pub enum Unread {
    /// It is a folder.
    Folder,
    /// It is a pipe or a device, which may never end.
    NoFile,
    /// It has more bytes than such a file may have.
    TooLarge {
        /// How many it has, as far as is known.
        bytes: u64,
        /// How many it may have.
        limit: u64,
    },
    /// The system does not give it.
    Refused(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::IsADirectory { Self::Folder } else { Self::Refused(error) }
    }
}

/// Reads a file that may have so many bytes. A link is followed.
///
/// # Errors
/// As [`Unread`] says.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    // Opening a pipe would wait for whoever writes into it.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(Unread::Folder);
    }
    if !metadata.is_file() {
        return Err(Unread::NoFile);
    }
    let bytes = metadata.len();
    if bytes > limit {
        return Err(Unread::TooLarge { bytes, limit });
    }
    let mut contents = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    // It may grow meanwhile.
    File::open(path)?.take(limit + 1).read_to_end(&mut contents)?;
    match contents.len() as u64 {
        bytes if bytes > limit => Err(Unread::TooLarge { bytes, limit }),
        _ => Ok(contents),
    }
}

impl Unread {
    /// What is wrong, for people. The path is relative to the root.
    #[must_use]
    pub fn diagnostic(&self, path: &Path) -> Diagnostic {
        let unreadable = |reason: String| Diagnostic::new(Code::Unreadable, reason).in_file(path);
        match self {
            Self::TooLarge { bytes, limit } => too_large(path, *bytes, *limit),
            Self::Folder => unreadable("ファイルではなく、同じ名前のフォルダーです。".to_owned()),
            Self::NoFile => unreadable("ふつうのファイルではないので、読みません。".to_owned())
                .hint("ほかのファイルと同じ、ふつうのファイルに置き換えてください。"),
            Self::Refused(error) => unreadable(match error.kind() {
                ErrorKind::NotFound => "ファイルがありません。".to_owned(),
                ErrorKind::PermissionDenied => "開く権限がありません。".to_owned(),
                _ => format!("読めません（{error}）。"),
            }),
        }
    }
}

/// Takes the bytes of a file as text.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].split(|&byte| byte == b'\n').count();
        Diagnostic::new(Code::NotUtf8, format!("文字コードが UTF-8 ではありません（{line} 行目）。"))
            .in_file(path)
            .hint("メモ帳で開き、「名前を付けて保存」で文字コードを「UTF-8」にして保存し直してください。")
    })
}

/// That a file has more bytes than it may have.
#[must_use]
pub fn too_large(path: &Path, bytes: u64, limit: u64) -> Diagnostic {
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let megabytes = bytes as f64 / 1e6;
    let most = limit >> 20;
    Diagnostic::new(
        Code::FileTooLarge,
        format!("ファイルが大きすぎます（{megabytes:.1} MB。上限は {most} MB です）。"),
    )
    .in_file(path)
    .hint("別のファイルが紛れ込んでいないか確かめてください。")
}
