//! Whether the bytes of a font can be what they say: a damaged file may count more faces or characters than there are bytes, and
//! whoever believes it never ends. Only the counts and offsets that are followed when a font is opened are looked at; the tables
//! are those of the OpenType specification (ISO/IEC 14496-22).

/// How many characters there can be: up to U+10FFFF.
const CHARACTERS: u64 = 0x11_0000;

/// How many faces a collection may have. Those of East Asia have some 70.
const MOST_FACES: u32 = 512;

/// Whether all faces of a file are sound.
pub(super) fn is_sound(data: &[u8]) -> bool {
    let file = Bytes(data);
    faces(file)
        .is_some_and(|faces| faces.into_iter().all(|start| is_face_sound(file, start).unwrap_or(false)))
}

/// Where the faces of a file begin: `ttcf`, version, how many, and the place of each; or the one face.
fn faces(file: Bytes<'_>) -> Option<Vec<usize>> {
    if !file.0.starts_with(b"ttcf") {
        return Some(vec![0]);
    }
    let count = file.u32(8).filter(|&count| count > 0 && count <= MOST_FACES)?;
    (0..count as usize).map(|index| file.offset(12 + 4 * index)).collect()
}

/// A face: version, how many tables, and of each the tag, a checksum, where it begins and its length.
fn is_face_sound(file: Bytes<'_>, start: usize) -> Option<bool> {
    let tables = usize::from(file.u16(start.checked_add(4)?)?);
    for index in 0..tables {
        let record = start.checked_add(12 + 16 * index)?;
        let tag = file.slice(record, 4)?;
        let (table, length) = (file.offset(record + 8)?, file.offset(record + 12)?);
        let table = file.slice(table, length)?;
        if tag.0 == b"cmap" && !is_cmap_sound(table)? {
            return Some(false);
        }
    }
    Some(tables > 0)
}

/// The characters of a face: version, how many subtables, and of each for whom it is and where it begins.
fn is_cmap_sound(cmap: Bytes<'_>) -> Option<bool> {
    for index in 0..usize::from(cmap.u16(2)?) {
        let subtable = cmap.from(cmap.offset(4 + 8 * index + 4)?)?;
        if characters(subtable).is_none_or(|count| count > CHARACTERS) {
            return Some(false);
        }
    }
    Some(true)
}

/// For how many characters a subtable has an entry, one that has several counted as often. A range that ends before it begins, or
/// more entries than bytes, is none.
fn characters(subtable: Bytes<'_>) -> Option<u64> {
    match subtable.u16(0)? {
        // Segments: their ends, two bytes, and their starts.
        4 => {
            let size = usize::from(subtable.u16(6)?);
            let counts = (0..size / 2).map(|index| {
                let end = subtable.u16(14 + 2 * index)?;
                let start = subtable.u16(14 + size + 2 + 2 * index)?;
                Some(u64::from(end.checked_sub(start)?) + 1)
            });
            counts.sum()
        }
        // One glyph for each character from the first on.
        6 => subtable.slice(10, 2 * usize::from(subtable.u16(8)?)).map(|glyphs| glyphs.0.len() as u64 / 2),
        10 => {
            subtable.slice(20, subtable.offset(16)?.checked_mul(2)?).map(|glyphs| glyphs.0.len() as u64 / 2)
        }
        // Groups: first, last, glyph.
        8 | 12 | 13 => {
            let header = if subtable.u16(0) == Some(8) { 8208 } else { 16 };
            let count = subtable.offset(header - 4)?;
            let groups = subtable.slice(header, count.checked_mul(12)?)?;
            let counts = (0..count).map(|index| {
                let (first, last) = (groups.u32(12 * index)?, groups.u32(12 * index + 4)?);
                Some(u64::from(last.checked_sub(first)?) + 1)
            });
            counts.sum()
        }
        // Selectors of variants, eleven bytes each.
        14 => subtable.slice(10, subtable.offset(6)?.checked_mul(11)?).map(|_| 0),
        _ => Some(0),
    }
}

/// Bytes in which numbers stand, the highest byte first.
#[derive(Clone, Copy)]
struct Bytes<'d>(&'d [u8]);

impl<'d> Bytes<'d> {
    fn from(self, start: usize) -> Option<Self> {
        self.0.get(start..).map(Self)
    }

    fn slice(self, start: usize, length: usize) -> Option<Bytes<'d>> {
        self.0.get(start..start.checked_add(length)?).map(Bytes)
    }

    fn u16(self, at: usize) -> Option<u16> {
        self.slice(at, 2)?.0.try_into().ok().map(u16::from_be_bytes)
    }

    fn u32(self, at: usize) -> Option<u32> {
        self.slice(at, 4)?.0.try_into().ok().map(u32::from_be_bytes)
    }

    fn offset(self, at: usize) -> Option<usize> {
        self.u32(at)?.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] = include_bytes!("../../fonts/BIZUDGothic-Regular.ttf");

    /// Our font with bytes written over it.
    fn damaged(at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut font = FONT.to_vec();
        font[at..at + bytes.len()].copy_from_slice(bytes);
        font
    }

    /// Where the subtable of a format begins.
    fn subtable(format: u16) -> usize {
        let file = Bytes(FONT);
        let tables = usize::from(file.u16(4).expect("tables"));
        let record =
            (0..tables).map(|index| 12 + 16 * index).find(|&record| &FONT[record..record + 4] == b"cmap");
        let cmap = file.offset(record.expect("a cmap") + 8).expect("its place");
        let count = usize::from(file.u16(cmap + 2).expect("subtables"));
        let mut starts = (0..count).map(|index| cmap + file.offset(cmap + 8 + 8 * index).expect("its place"));
        starts.find(|&start| file.u16(start) == Some(format)).expect("a subtable of the format")
    }

    #[test]
    fn counts_that_no_file_of_its_length_can_have_are_seen() {
        assert!(is_sound(FONT));
        let collection =
            [b"ttcf\0\x01\0\0".as_slice(), &1_u32.to_be_bytes(), &16_u32.to_be_bytes(), FONT].concat();
        assert!(!is_sound(&collection), "its tables begin elsewhere");
        assert!(
            !is_sound(&[b"ttcf\0\x01\0\0".as_slice(), &[0xFF; 4]].concat()),
            "four thousand million faces"
        );
        assert!(!is_sound(&FONT[..FONT.len() / 2]), "the second half is missing");
        assert!(!is_sound(b""));
        let segments = subtable(4);
        assert!(!is_sound(&damaged(segments + 6, &[0xFF, 0xFE])), "more segments than bytes");
        let groups = subtable(12);
        assert!(!is_sound(&damaged(groups + 12, &[0xFF; 4])), "more groups than bytes");
        assert!(
            !is_sound(&damaged(groups + 16, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF])),
            "a group without end"
        );
    }
}
