//! The same PDF in fewer bytes.
//!
//! Tags make thousands of small objects, which typst-pdf writes one by one and uncompressed. PDF 1.5 and later can keep them in
//! compressed object streams, listed by a compressed cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8); PDF/A-2 allows
//! both. A PDF library that reads and writes the whole file takes as long as all the rest of a build; here objects only move.

use std::borrow::Cow;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rayon::prelude::*;

/// How many objects share a stream: a reader has to unpack all of them to get one.
const OBJECTS_IN_STREAM: usize = 400;

/// Packs the objects of a PDF as typst-pdf writes it, and opens the first level of its bookmarks. Nothing if the file is not
/// of that form; then it is as good as it is.
pub(super) fn compact(pdf: &[u8]) -> Option<Vec<u8>> {
    let mut file = File::read(pdf)?;
    file.open_bookmarks();
    let File { header, objects, size, trailer } = file;
    let (alone, packed): (Vec<Object<'_>>, Vec<Object<'_>>) =
        objects.into_iter().partition(Object::has_stream);
    let mut written = Written { bytes: Vec::with_capacity(pdf.len()), entries: vec![Entry::Free; size] };
    written.bytes.extend_from_slice(header);
    for object in &alone {
        written.object(object.number, &object.body)?;
    }
    let chunks = packed.par_chunks(OBJECTS_IN_STREAM).map(|chunk| Some((chunk, object_stream(chunk)?)));
    for (chunk, stream) in chunks.collect::<Option<Vec<_>>>()? {
        let container = written.add_entry();
        for (index, object) in chunk.iter().enumerate() {
            *written.entries.get_mut(object.number)? = Entry::Packed { container, index };
        }
        written.object(container, &stream)?;
    }
    written.finish(trailer)
}

/// A PDF with a table of its objects at the end.
struct File<'a> {
    header: &'a [u8],
    objects: Vec<Object<'a>>,
    /// One more than the highest number of an object.
    size: usize,
    /// What the trailer says of the document: root, information, identifier.
    trailer: &'a str,
}

/// An object, without the words around it.
struct Object<'a> {
    number: usize,
    body: Cow<'a, [u8]>,
}

impl<'a> File<'a> {
    fn read(pdf: &'a [u8]) -> Option<Self> {
        let tail = String::from_utf8_lossy(pdf.get(pdf.len().saturating_sub(64)..)?);
        let table_start: usize = tail.rsplit_once("startxref")?.1.split_whitespace().next()?.parse().ok()?;
        let table = std::str::from_utf8(pdf.get(table_start..)?).ok()?;
        let (table, trailer) = table.split_once("trailer\n<</Size ")?;
        let (trailer, _) = trailer.split_once(">>\nstartxref")?;
        let (size, trailer) = trailer.split_at(trailer.find('/')?);

        // The table has a line for each object: where it begins, and whether there is one (`n`).
        let entries = table.lines().skip(2).enumerate();
        let mut offsets: Vec<(usize, usize)> = entries
            .filter(|(_, entry)| entry.trim_end().ends_with('n'))
            .map(|(number, entry)| Some((entry.get(..10)?.parse().ok()?, number)))
            .collect::<Option<_>>()?;
        offsets.sort_unstable();
        let header = pdf.get(..offsets.first()?.0)?;
        let ends = offsets.iter().skip(1).map(|&(offset, _)| offset).chain([table_start]);
        let objects = offsets.iter().zip(ends).map(|(&(start, number), end)| {
            let text = pdf.get(start..end)?.trim_ascii_end();
            let body =
                text.strip_prefix(format!("{number} 0 obj\n").as_bytes())?.strip_suffix(b"\nendobj")?;
            Some(Object { number, body: Cow::Borrowed(body) })
        });
        Some(Self { header, objects: objects.collect::<Option<_>>()?, size: size.parse().ok()?, trailer })
    }

    /// A reader shows the bookmarks of the first level at once, and those of the second if the first are open: their `Count`
    /// is not negative (ISO 32000-1, 12.3.3).
    fn open_bookmarks(&mut self) {
        let root = self.objects.iter().find_map(|object| {
            object.body.starts_with(b"<</Type/Outlines").then(|| format!("<</Parent {} 0 R/", object.number))
        });
        let Some(parent) = root else { return };
        let first_level = self.objects.iter_mut().filter(|object| object.body.starts_with(parent.as_bytes()));
        let mut shown = 0;
        for object in first_level {
            let text = String::from_utf8_lossy(&object.body);
            if let Some((before, count)) = text.split_once("/Count -") {
                shown += count.split('/').next().and_then(|count| count.parse().ok()).unwrap_or(0);
                object.body = Cow::Owned(format!("{before}/Count {count}").into_bytes());
            }
        }
        let root = self.objects.iter_mut().find(|object| object.body.starts_with(b"<</Type/Outlines"));
        if let Some(root) = root {
            let text = String::from_utf8_lossy(&root.body);
            if let Some((before, count)) = text.split_once("/Count ") {
                let count: usize = count.trim_end_matches('>').parse().unwrap_or(0);
                root.body = Cow::Owned(format!("{before}/Count {}>>", count + shown).into_bytes());
            }
        }
    }
}

impl Object<'_> {
    fn has_stream(&self) -> bool {
        self.body.ends_with(b"endstream")
    }
}

/// Where an object is to be found.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    Packed { container: usize, index: usize },
}

/// The new file so far.
struct Written {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

impl Written {
    fn add_entry(&mut self) -> usize {
        self.entries.push(Entry::Free);
        self.entries.len() - 1
    }

    fn object(&mut self, number: usize, body: &[u8]) -> Option<()> {
        *self.entries.get_mut(number)? = Entry::At(self.bytes.len());
        writeln!(self.bytes, "{number} 0 obj").ok()?;
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
        Some(())
    }

    /// Adds the cross-reference stream. Each entry has one byte for its kind, four for a place or container and two for an index.
    fn finish(mut self, trailer: &str) -> Option<Vec<u8>> {
        let start = self.bytes.len();
        let number = self.add_entry();
        self.entries[number] = Entry::At(start);
        let mut table = Vec::with_capacity(self.entries.len() * 7);
        for (index, entry) in self.entries.iter().enumerate() {
            let (kind, place, index) = match *entry {
                // The first entry begins the list of free ones, which is otherwise empty.
                Entry::Free => (0, 0, if index == 0 { u16::MAX } else { 0 }),
                Entry::At(offset) => (1, u32::try_from(offset).ok()?, 0),
                Entry::Packed { container, index } => {
                    (2, u32::try_from(container).ok()?, u16::try_from(index).ok()?)
                }
            };
            table.push(kind);
            table.extend_from_slice(&place.to_be_bytes());
            table.extend_from_slice(&index.to_be_bytes());
        }
        let size = self.entries.len();
        let stream = stream(&format!("/Type/XRef/Size {size}/W[1 4 2]{trailer}"), &table)?;
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
