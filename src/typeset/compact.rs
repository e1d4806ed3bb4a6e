//! The same PDF in fewer bytes.
//!
//! Tags make thousands of small objects, which typst-pdf writes one by one and uncompressed. PDF 1.5 and later can keep them in
//! compressed object streams, listed by a compressed cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8); PDF/A-2 allows
//! both. A PDF library that reads and writes the whole file takes as long as all the rest of a build; here objects only move.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rayon::prelude::*;

use super::objects::{File, Object};

/// How many objects share a stream: a reader has to unpack all of them to get one.
const OBJECTS_IN_STREAM: usize = 400;

/// Packs the objects of a PDF as typst-pdf writes it, and opens the first level of its bookmarks. Nothing if the file is not
/// of that form; then it is as good as it is.
pub(super) fn compact(pdf: &[u8]) -> Option<Vec<u8>> {
    let mut file = File::read(pdf)?;
    file.open_bookmarks();
    let mut written = Written::new(file.header, file.size, pdf.len());
    written.objects(file.objects)?;
    written.finish(file.trailer)
}

/// Where an object is to be found.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    Packed { container: usize, index: usize },
}

/// The new file so far.
pub(super) struct Written {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

impl Written {
    /// A file of `size` numbers, as far as is known.
    pub fn new(header: &[u8], size: usize, capacity: usize) -> Self {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend_from_slice(header);
        Self { bytes, entries: vec![Entry::Free; size] }
    }

    /// A number for one more object.
    pub fn add_entry(&mut self) -> usize {
        self.entries.push(Entry::Free);
        self.entries.len() - 1
    }

    /// Adds objects: those with a stream as they are, the others packed.
    pub fn objects(&mut self, objects: Vec<Object<'_>>) -> Option<()> {
        let (alone, packed): (Vec<Object<'_>>, Vec<Object<'_>>) =
            objects.into_iter().partition(Object::has_stream);
        for object in &alone {
            self.object(object.number, &object.body)?;
        }
        let chunks = packed.par_chunks(OBJECTS_IN_STREAM).map(|chunk| Some((chunk, object_stream(chunk)?)));
        for (chunk, stream) in chunks.collect::<Option<Vec<_>>>()? {
            let container = self.add_entry();
            for (index, object) in chunk.iter().enumerate() {
                *self.entries.get_mut(object.number)? = Entry::Packed { container, index };
            }
            self.object(container, &stream)?;
        }
        Some(())
    }

    fn object(&mut self, number: usize, body: &[u8]) -> Option<()> {
        *self.entries.get_mut(number)? = Entry::At(self.bytes.len());
        writeln!(self.bytes, "{number} 0 obj").ok()?;
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
        Some(())
    }

    /// Adds the cross-reference stream. Each entry has one byte for its kind, four for a place or container and two for an index,
    /// all less those of the entry before (the predictor Up of PNG, which ISO 32000-1, 7.4.4.4 borrows): most grow by the same.
    pub fn finish(mut self, trailer: &str) -> Option<Vec<u8>> {
        const UP: u8 = 2;
        let start = self.bytes.len();
        let number = self.add_entry();
        self.entries[number] = Entry::At(start);
        let mut table = Vec::with_capacity(self.entries.len() * 8);
        let mut before = [0; 7];
        for (index, entry) in self.entries.iter().enumerate() {
            let (kind, place, index) = match *entry {
                // The first entry begins the list of free ones, which is otherwise empty.
                Entry::Free => (0, 0, if index == 0 { u16::MAX } else { 0 }),
                Entry::At(offset) => (1, u32::try_from(offset).ok()?, 0),
                Entry::Packed { container, index } => {
                    (2, u32::try_from(container).ok()?, u16::try_from(index).ok()?)
                }
            };
            let mut row = [kind; 7];
            row[1..5].copy_from_slice(&place.to_be_bytes());
            row[5..].copy_from_slice(&index.to_be_bytes());
            table.push(UP);
            table.extend(row.iter().zip(before).map(|(byte, before)| byte.wrapping_sub(before)));
            before = row;
        }
        let size = self.entries.len();
        let dictionary =
            format!("/Type/XRef/Size {size}/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>{trailer}");
        let stream = stream(&dictionary, &table)?;
        self.object(number, &stream)?;
        write!(self.bytes, "startxref\n{start}\n%%EOF").ok()?;
        Some(self.bytes)
    }
}

/// Objects as the body of an object stream.
fn object_stream(objects: &[Object<'_>]) -> Option<Vec<u8>> {
    let mut places = Vec::new();
    let mut bodies = Vec::new();
    for object in objects {
        write!(places, "{} {} ", object.number, bodies.len()).ok()?;
        bodies.extend_from_slice(&object.body);
        bodies.push(b'\n');
    }
    let dictionary = format!("/Type/ObjStm/N {}/First {}", objects.len(), places.len());
    stream(&dictionary, &[places, bodies].concat())
}

/// A compressed stream with its dictionary.
fn stream(dictionary: &str, content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    let packed = encoder.finish().ok()?;
    let mut stream =
        format!("<<{dictionary}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len()).into_bytes();
    stream.extend_from_slice(&packed);
    stream.extend_from_slice(b"\nendstream");
    Some(stream)
}
