//! The XML parts of a workbook, looked at before calamine reads them.

use std::str;

use aho_corasick::AhoCorasick;

use super::refusal::Refusal;
use super::strokes;

/// How large a part may be that has no cells and no strings, in bytes.
const LARGEST_OF_OTHERS: u64 = 8 << 20;

/// How many different strings a workbook has at most. All texts of 60 sheets are some 600.
const MOST_STRINGS: usize = 500_000;

/// How many formats of cells there are at most: as many as Excel knows.
const MOST_FORMATS: usize = 65_536;

/// How many bytes the names of fonts and formats may take, as each format of a cell has its own copy.
const MOST_OF_NAMES: usize = 64 << 20;

/// How many bytes a part may have, by its name.
pub(super) fn limit(name: &str) -> u64 {
    if has_texts(name) || name.contains("sheet") { u64::MAX } else { LARGEST_OF_OTHERS }
}

fn has_texts(name: &str) -> bool {
    name.ends_with("sharedstrings.xml")
}

/// The part as it is read, if it is as Excel writes it.
pub(super) fn looked_at(name: &str, contents: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    // Other encodings are allowed, but nothing writes them, and what is looked for below would not be found in them.
    let text = String::from_utf8(contents).map_err(|_| Refusal::Broken { sheet: None })?;
    if !is_utf8_by_its_own_words(&text) || text.contains('\0') {
        return Err(Refusal::Broken { sheet: None });
    }
    if count(&text, &["<!DOCTYPE", "<!ENTITY"]) > 0 {
        return Err(Refusal::Definitions);
    }
    if has_texts(name) {
        strings_are_as_many_as_they_say(&text)?;
    }
    if name.ends_with("styles.xml") {
        formats_are_few(&text)?;
    }
    Ok(strokes::marked(text).into_bytes())
}

fn is_utf8_by_its_own_words(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    let Some(declaration) = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) else {
        return true;
    };
    let Some((_, encoding)) = declaration.0.split_once("encoding") else { return true };
    let named =
        encoding.trim_start_matches(|character: char| " =\"'\t\r\n".contains(character)).to_ascii_lowercase();
    named.starts_with("utf-8") || named.starts_with("us-ascii")
}

/// calamine makes room for as many strings as the part claims.
fn strings_are_as_many_as_they_say(text: &str) -> Result<(), Refusal> {
    let most = |claim: &str| {
        let claim = claim.trim_start_matches(|character: char| " =\"'\t\r\n".contains(character));
        let digits =
            claim.len() - claim.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        // More digits than a number has are many.
        claim[..digits].parse::<usize>().unwrap_or(if digits == 0 { 0 } else { usize::MAX })
    };
    let claims = text.split("uniqueCount").skip(1).map(most).max().unwrap_or_default();
    if claims > MOST_STRINGS || count(text, &["<si", ":si"]) > MOST_STRINGS {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// calamine copies fonts and number formats into each format of a cell.
fn formats_are_few(text: &str) -> Result<(), Refusal> {
    let formats = count(text, &["<xf", ":xf"]);
    let longest = text.split(['"', '\'']).map(str::len).max().unwrap_or_default();
    if formats > 2 * MOST_FORMATS || formats.saturating_mul(longest) > MOST_OF_NAMES {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

fn count(text: &str, wanted: &[&str]) -> usize {
    AhoCorasick::new(wanted).map_or(usize::MAX, |finder| finder.find_iter(text).count())
}
