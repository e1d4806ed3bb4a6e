//! The secrets by which those who write from other computers are known. They stay from run to run, as an address that was sent to a
//! section has to.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::{Author, Secret};
use crate::diagnostics::{Code, Diagnostic};
use crate::folder::{self, ADDRESSES};

/// The secret of the secretariat and of each section, in the order of the plan. Who has none yet gets one.
///
/// # Errors
/// A folder that cannot be read from or written to.
pub fn addresses<'s>(
    root: &Path,
    sections: impl IntoIterator<Item = &'s str>,
) -> Result<Vec<(Author, Secret)>, Diagnostic> {
    let folder = root.join(folder::KEPT);
    let path = folder.join(ADDRESSES);
    let unusable = |error: &io::Error| {
        Diagnostic::new(Code::Unwritable, "書く人のアドレスを残せません。")
            .in_file(&path)
            .label(error.to_string())
            .hint("ディスクの空きと、このフォルダーに書き込めるかを確かめてください。")
    };
    let known = match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::<String, String>::new(),
        Err(error) => return Err(unusable(&error)),
    };
    let sections = sections.into_iter().map(|name| Author::Section(name.to_owned()));
    let mut addresses = Vec::new();
    for author in std::iter::once(Author::Secretariat).chain(sections) {
        let secret = match known.get(author.name()).and_then(|word| Secret::of(word)) {
            Some(secret) => secret,
            None => Secret::new()?,
        };
        addresses.push((author, secret));
    }
    let words: BTreeMap<&str, &str> =
        addresses.iter().map(|(author, secret)| (author.name(), secret.word())).collect();
    let is_known = words.iter().all(|(name, word)| known.get(*name).is_some_and(|known| known == word));
    if !is_known {
        let json = serde_json::to_vec_pretty(&words).unwrap_or_default();
        folder::make_kept(root)
            .and_then(|()| write_privately(&path, &json))
            .map_err(|error| unusable(&error))?;
    }
    Ok(addresses)
}

/// Writes a file that only its owner may read, where the system knows owners.
fn write_privately(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
