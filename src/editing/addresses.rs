//! The secrets by which those who write from other computers are known. They stay from run to run, as an address that was sent to a
//! section has to.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Author, Secret};
use crate::diagnostics::{Code, Diagnostic};
use crate::folder::{self, ADDRESSES};
use crate::output::write_privately;

/// The secret of an author.
#[derive(Serialize, Deserialize)]
struct Address {
    author: Author,
    secret: Secret,
}

/// The secret of the secretariat and of each section, in the order of the plan. Who has none yet gets one.
///
/// # Errors
/// A folder that cannot be read from or written to; a file of addresses that is damaged: those that were given out would end with
/// new ones.
pub fn addresses<'s>(
    root: &Path,
    sections: impl IntoIterator<Item = &'s str>,
) -> Result<Vec<(Author, Secret)>, Diagnostic> {
    let path = root.join(folder::KEPT).join(ADDRESSES);
    let unusable = |error: &io::Error| {
        Diagnostic::new(Code::Unwritable, "書く人のアドレスを残せません。")
            .in_file(&path)
            .label(error.to_string())
            .hint("ディスクの空きと、このフォルダーに書き込めるかを確かめてください。")
    };
    let damaged = |error: serde_json::Error| {
        Diagnostic::new(Code::Unreadable, "書く人のアドレスのファイルが壊れています。")
            .in_file(&path)
            .label(error.to_string())
            .hint("控えがあれば、このファイルを控えのものに戻してください。")
            .hint("控えがなければ、このファイルを消してから始め直し、新しくできたアドレスを担当係に渡し直してください。")
    };
    let mut known: Vec<Address> = match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(damaged)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(unusable(&error)),
    };
    let sections = sections.into_iter().map(|name| Author::Section(name.to_owned()));
    let authors: Vec<Author> = std::iter::once(Author::Secretariat).chain(sections).collect();
    let is_known = known.iter().map(|address| &address.author).eq(&authors);
    let mut addresses = Vec::new();
    for author in authors {
        let secret = match known.iter().position(|address| address.author == author) {
            Some(at) => known.swap_remove(at).secret,
            None => Secret::new()?,
        };
        addresses.push(Address { author, secret });
    }
    if !is_known {
        let json = serde_json::to_vec_pretty(&addresses).map_err(|error| unusable(&error.into()))?;
        folder::make_kept(root)
            .and_then(|()| write_privately(&path, &json))
            .map_err(|error| unusable(&error))?;
    }
    Ok(addresses.into_iter().map(|Address { author, secret }| (author, secret)).collect())
}
