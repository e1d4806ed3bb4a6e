//! The runs of a large booklet joined into one PDF.
//!
//! Each run is a PDF with all pages of the booklet, of which only its own have anything on them (`runs.rs`). So what the first
//! says of the booklet as a whole is true: its bookmarks, its page numbers, where its links lead. Of the others only their pages
//! are taken, and what belongs to them. Each has a tree of tags of its own (ISO 32000-1, 14.7), which become one.

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::compact::Written;
use super::objects::{File, Object, Token, references, tokens, under};

/// A PDF of which some runs are there.
pub(super) struct Joined {
    written: Written,
    numbers: Shared,
    whole: Whole,
    runs: usize,
    tags: Tags,
    /// By which one state of the booklet is told from another.
    instance: Sha256,
}

/// The numbers of what all runs share.
struct Shared {
    pages: Vec<usize>,
    page_tree: usize,
    tag_tree: usize,
    /// The element at the top of the tree of tags.
    document: usize,
    metadata: usize,
}

/// What the first run says of the booklet as a whole.
struct Whole {
    root: usize,
    information: usize,
    identifier: String,
    instance: String,
    metadata: String,
    /// The element at the top, up to the elements in it.
    document: Vec<u8>,
}

/// The trees of tags as one.
#[derive(Default)]
struct Tags {
    /// The elements of the first level.
    first_level: Vec<usize>,
    /// Whose elements the parts of a page or a link are, by the number that it has for that (14.7.4.4).
    parents: Vec<(usize, usize)>,
    next_parent: usize,
    /// The elements to which others refer, by the words for them.
    ids: Vec<(Vec<u8>, usize)>,
    /// The tree itself, up to what is in it. Its headings may be deeper in one run than in another.
    tree: Vec<u8>,
}

impl Joined {
    /// Begins with the first run, whose pages are the first `own` of the booklet. Nothing if it is not as typst-pdf writes it.
    pub fn new(pdf: &[u8], own: usize) -> Option<Self> {
        let mut file = File::read(pdf)?;
        file.open_bookmarks();
        let mut written = Written::new(file.header, 1, pdf.len());
        let trailer = file.trailer.as_bytes();
        let mut texts = under(trailer, b"ID").filter_map(|token| match token {
            Token::Text(text) => std::str::from_utf8(text).ok(),
            _ => None,
        });
        let (identifier, instance) = (texts.next()?.to_owned(), texts.next()?.to_owned());
        let information = *references(trailer, b"Info").first()?;

        let mut run = Run::new(file, 0, 0)?;
        let numbers = Shared {
            pages: run.pages()?.iter().map(|_| written.add_entry()).collect(),
            page_tree: written.add_entry(),
            tag_tree: written.add_entry(),
            document: written.add_entry(),
            metadata: written.add_entry(),
        };
        run.share(&numbers)?;
        let document = before_children(run.body(run.roots.document)?)?.to_vec();
        let whole = Whole {
            root: run.number(run.roots.catalog, &mut written),
            information: run.number(information, &mut written),
            identifier,
            instance,
            metadata: String::from_utf8(run.body(run.roots.metadata)?.to_vec()).ok()?,
            document: run.rewritten(&document, &mut written),
        };
        let tags = Tags::default();
        let joined = Self { written, numbers, whole, runs: 0, tags, instance: Sha256::new() };
        joined.and_run(run, 0..own, 0)
    }

    /// The same with the next run, whose pages are at `own` in the booklet. Its tags begin with so many headings of runs before it.
    /// Nothing if it is not as typst-pdf writes it.
    pub fn and(self, pdf: &[u8], own: Range<usize>, headings_before: usize) -> Option<Self> {
        let mut run = Run::new(File::read(pdf)?, self.runs, self.tags.next_parent)?;
        run.share(&self.numbers)?;
        self.and_run(run, own, headings_before)
    }

    fn and_run(mut self, mut run: Run<'_>, own: Range<usize>, headings_before: usize) -> Option<Self> {
        run.needed.extend_from_slice(run.pages()?.get(own)?);
        self.tags.add(&mut run, headings_before, &mut self.written)?;
        self.instance.update(run.trailer.as_bytes());
        self.runs += 1;
        run.write(&mut self.written)?;
        Some(self)
    }

    /// The whole PDF.
    pub fn finish(self) -> Option<Vec<u8>> {
        let Self { mut written, numbers, whole, tags, instance, .. } = self;
        // As long as the one whose place it takes.
        let instance = format!("({})", BASE64_STANDARD.encode(&instance.finalize()[..16]));
        let [old, new] = [&whole.instance, &instance].map(|text| text.trim_matches(['(', ')']));
        let metadata = whole.metadata.replace(old, new);
        let pages = format!("<</Type/Pages/Count {}/Kids{}>>", numbers.pages.len(), list(&numbers.pages));
        let trailer = format!(
            "/Root {} 0 R/Info {} 0 R/ID[{}{instance}]",
            whole.root, whole.information, whole.identifier
        );
        let document = [&whole.document, format!("/K{}>>", list(&tags.first_level)).as_bytes()].concat();
        let objects = [
            (numbers.page_tree, pages.into_bytes()),
            (numbers.tag_tree, tags.written(numbers.document)),
            (numbers.document, document),
            (numbers.metadata, metadata.into_bytes()),
        ];
        let object = |(number, body)| Object { number, body: Cow::Owned(body) };
        written.objects(objects.map(object).into())?;
        written.finish(&trailer)
    }
}

impl Tags {
    /// Adds the tree of a run.
    fn add(&mut self, run: &mut Run<'_>, headings_before: usize, written: &mut Written) -> Option<()> {
        let document = run.body(run.roots.document)?.to_vec();
        let after = document.strip_prefix(before_children(&document)?)?;
        // Text at the first level would have the page that it is on beside it.
        after.strip_suffix(b"]>>")?;
        let children = references(&document, b"K");
        self.first_level
            .extend(children.get(headings_before..)?.iter().map(|&child| run.number(child, written)));

        let tree = run.body(run.roots.tag_tree)?.to_vec();
        let mut key = None;
        for token in under(&tree, b"Nums") {
            match token {
                Token::Integer(number) => key = Some(number),
                Token::Reference(parent) => {
                    self.parents.push((key.take()? + self.next_parent, run.number(parent, written)));
                }
                _ => {}
            }
        }
        let mut id = None;
        for token in under(&tree, b"Names") {
            match token {
                Token::Text(text) => id = Some(run.own_id(text)),
                Token::Reference(element) => self.ids.push((id.take()?, run.number(element, written))),
                _ => {}
            }
        }
        let next = under(&tree, b"ParentTreeNextKey").find_map(|token| match token {
            Token::Integer(number) => Some(number),
            _ => None,
        });
        self.next_parent += next.unwrap_or(0);
        let tree = before_children(&tree)?;
        if tree.len() > self.tree.len() {
            self.tree = tree.to_vec();
        }
        Some(())
    }

    /// The tree that has the element `document` at its top.
    fn written(&self, document: usize) -> Vec<u8> {
        let mut tree = self.tree.clone();
        tree.extend_from_slice(format!("/K[{document} 0 R]/ParentTree<</Nums[").as_bytes());
        for (key, parent) in &self.parents {
            tree.extend_from_slice(format!("{key} {parent} 0 R ").as_bytes());
        }
        tree.extend_from_slice(b"]>>/IDTree<</Names[");
        for (id, element) in &self.ids {
            tree.extend_from_slice(id);
            tree.extend_from_slice(format!("{element} 0 R").as_bytes());
        }
        tree.extend_from_slice(format!("]>>/ParentTreeNextKey {}>>", self.next_parent).as_bytes());
        tree
    }
}

/// A run on its way into the whole.
struct Run<'a> {
    bodies: Vec<Option<Cow<'a, [u8]>>>,
    roots: Roots,
    /// With the words that tell this state of the run from others.
    trailer: &'a str,
    /// The numbers in the whole, of what belongs to it.
    numbers: Vec<Option<usize>>,
    /// What is to be written, by the numbers of the run.
    needed: Vec<usize>,
    /// Which run it is, which tells its words for elements from those of the others.
    nth: usize,
    /// By how much the numbers grow by which its pages and links know their elements.
    first_parent: usize,
}

/// The objects of a run from which all others are found.
struct Roots {
    catalog: usize,
    page_tree: usize,
    tag_tree: usize,
    document: usize,
    metadata: usize,
}

impl<'a> Run<'a> {
    fn new(file: File<'a>, nth: usize, first_parent: usize) -> Option<Self> {
        let mut bodies: Vec<Option<Cow<'_, [u8]>>> = vec![None; file.size];
        for object in file.objects {
            *bodies.get_mut(object.number)? = Some(object.body);
        }
        let one = |body: &[u8], name| references(body, name).first().copied();
        let body = |number: usize| bodies.get(number)?.as_deref();
        let trailer = file.trailer.as_bytes();
        let catalog = one(trailer, b"Root")?;
        let tag_tree = one(body(catalog)?, b"StructTreeRoot")?;
        let roots = Roots {
            catalog,
            page_tree: one(body(catalog)?, b"Pages")?,
            tag_tree,
            document: one(body(tag_tree)?, b"K")?,
            metadata: one(body(catalog)?, b"Metadata")?,
        };
        let numbers = vec![None; file.size];
        Some(Self { bodies, roots, trailer: file.trailer, numbers, needed: Vec::new(), nth, first_parent })
    }

    fn body(&self, number: usize) -> Option<&[u8]> {
        self.bodies.get(number)?.as_deref()
    }

    /// All pages, those of other runs too.
    fn pages(&self) -> Option<Vec<usize>> {
        Some(references(self.body(self.roots.page_tree)?, b"Kids"))
    }

    /// Has what all runs share under the numbers that they share.
    fn share(&mut self, shared: &Shared) -> Option<()> {
        let pages = self.pages()?;
        if pages.len() != shared.pages.len() {
            return None;
        }
        let roots = &self.roots;
        let others = [
            (roots.page_tree, shared.page_tree),
            (roots.tag_tree, shared.tag_tree),
            (roots.document, shared.document),
            (roots.metadata, shared.metadata),
        ];
        for (own, whole) in pages.into_iter().zip(shared.pages.iter().copied()).chain(others) {
            *self.numbers.get_mut(own)? = Some(whole);
        }
        Some(())
    }

    /// The number of an object in the whole, to which it belongs from now on.
    fn number(&mut self, own: usize, written: &mut Written) -> usize {
        // A number that the file does not have means no object (7.3.10), and so does the one of the free entries.
        let Some(number) = self.numbers.get_mut(own) else { return 0 };
        *number.get_or_insert_with(|| {
            self.needed.push(own);
            written.add_entry()
        })
    }

    /// A word for an element of this run. All are as much longer as their order needs.
    fn own_id(&self, text: &[u8]) -> Vec<u8> {
        let inner = text.strip_prefix(b"(").unwrap_or(text);
        [format!("({:03}", self.nth).as_bytes(), inner].concat()
    }

    /// What an object says, with the numbers of the whole.
    fn rewritten(&mut self, body: &[u8], written: &mut Written) -> Vec<u8> {
        let is_element = body.starts_with(b"<</Type/StructElem");
        let mut name: &[u8] = &[];
        let mut text = Vec::with_capacity(body.len() + 64);
        for token in tokens(body) {
            match token {
                Token::Name(next) => {
                    name = next;
                    text.push(b'/');
                    text.extend_from_slice(name);
                }
                Token::Reference(own) => {
                    push_number(&mut text, self.number(own, written));
                    text.extend_from_slice(b" 0 R");
                }
                Token::Integer(number) if matches!(name, b"StructParent" | b"StructParents") => {
                    push_number(&mut text, number + self.first_parent);
                }
                Token::Text(id) if is_element && matches!(name, b"ID" | b"Headers") => {
                    text.extend_from_slice(&self.own_id(id));
                }
                Token::Integer(number) => push_number(&mut text, number),
                Token::Text(other) | Token::Other(other) => text.extend_from_slice(other),
            }
        }
        text
    }

    /// Writes what is needed, and what that needs.
    fn write(mut self, written: &mut Written) -> Option<()> {
        let mut objects = Vec::new();
        let mut next = 0;
        while let Some(&own) = self.needed.get(next) {
            let body = self.bodies.get_mut(own)?.take()?;
            let body = self.rewritten(&body, written);
            objects.push(Object { number: (*self.numbers.get(own)?)?, body: Cow::Owned(body) });
            next += 1;
        }
        written.objects(objects)
    }
}

fn push_number(text: &mut Vec<u8>, number: usize) {
    // A text always takes more.
    let _ = write!(text, "{number}");
}

/// What an element or the tree of tags says before its children.
fn before_children(body: &[u8]) -> Option<&[u8]> {
    let at = body.windows(3).position(|three| three == b"/K[")?;
    body.get(..at)
}

/// References in brackets.
fn list(numbers: &[usize]) -> String {
    let references: Vec<String> = numbers.iter().map(|number| format!("{number} 0 R")).collect();
    format!("[{}]", references.join(" "))
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, VecDeque};
    use std::fs;
    use std::path::Path;

    use lopdf::{Dictionary, Document, Object, ObjectId};

    use crate::book::Wanted;
    use crate::edition::Edition;
    use crate::layout::Printing;

    /// What a PDF says of its pages and their parts: each object that is found from the root, in the order in which they are found,
    /// with the places of others in that order. Without what is drawn, and without the words by which elements are called.
    fn told(pdf: &[u8]) -> Vec<String> {
        let document = Document::load_mem(pdf).expect("a PDF");
        let ids: HashMap<Vec<u8>, ObjectId> = document
            .objects
            .iter()
            .filter_map(|(&number, object)| {
                let id = object.as_dict().ok()?.get(b"ID").ok()?.as_str().ok()?;
                Some((id.to_vec(), number))
            })
            .collect();
        let mut found = Found { document: &document, ids, order: HashMap::new(), next: VecDeque::new() };
        let mut told = vec![found.shown(&Object::Reference(root(&document)))];
        while let Some(next) = found.next.pop_front() {
            let object = document.get_object(next).expect("what is referred to");
            told.push(match object {
                Object::Stream(stream) => found.dictionary(&stream.dict),
                other => found.shown(other),
            });
        }
        told
    }

    fn assert_alike(whole: &[u8], joined: &[u8]) {
        let (whole, joined) = (told(whole), told(joined));
        assert!(whole.len() > 5_000, "the tags are found");
        for (nth, (whole, joined)) in whole.iter().zip(&joined).enumerate() {
            assert_eq!(whole, joined, "object {nth}");
        }
        assert_eq!(whole.len(), joined.len());
    }

    fn root(document: &Document) -> ObjectId {
        document.trailer.get(b"Root").and_then(Object::as_reference).expect("a root")
    }

    struct Found<'a> {
        document: &'a Document,
        ids: HashMap<Vec<u8>, ObjectId>,
        order: HashMap<ObjectId, usize>,
        next: VecDeque<ObjectId>,
    }

    impl Found<'_> {
        fn place(&mut self, number: ObjectId) -> usize {
            let place = self.order.len();
            *self.order.entry(number).or_insert_with(|| {
                self.next.push_back(number);
                place
            })
        }

        fn shown(&mut self, object: &Object) -> String {
            match object {
                Object::Reference(number) => format!("#{}", self.place(*number)),
                Object::Dictionary(dictionary) => self.dictionary(dictionary),
                Object::Array(items) => {
                    let items: Vec<String> = items.iter().map(|item| self.shown(item)).collect();
                    format!("[{}]", items.join(" "))
                }
                Object::String(text, _) => match self.ids.get(text).copied() {
                    Some(element) => format!("#{}", self.place(element)),
                    None => format!("{text:?}"),
                },
                other => format!("{other:?}"),
            }
        }

        fn dictionary(&mut self, dictionary: &Dictionary) -> String {
            let not_compared: [&[u8]; 6] =
                [b"Contents", b"Resources", b"Metadata", b"IDTree", b"Length", b"DestOutputProfile"];
            let is_page = dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Page");
            let is_told = |name: &&[u8]| !not_compared.contains(name) || (!is_page && *name == b"Contents");
            let mut names: Vec<&[u8]> = dictionary.iter().map(|(name, _)| name.as_slice()).collect();
            names.sort_unstable();
            let named = names.into_iter().filter(is_told).map(|name| {
                let value = dictionary.get(name).expect("its value");
                // Links to one place may share it, which they can only within a run.
                let value =
                    if name == b"Dest" { self.document.dereference(value).expect("it").1 } else { value };
                format!("{} {}", String::from_utf8_lossy(name), self.shown(value))
            });
            format!("<{}>", named.collect::<Vec<_>>().join(" "))
        }
    }

    /// Makes the booklet of the year 5 in a folder, as a whole and in runs, and gives what both say.
    fn both(root: &Path) -> [Vec<u8>; 2] {
        let year = Some("R5".parse().expect("a year"));
        let edition = Edition::open(root, year, Wanted::default()).expect("sound data");
        let book = edition.book().expect("a complete year");
        let markup = edition.markup(&book, &Printing::default()).expect("sound templates");
        let pages = edition.pages(&book, &markup).expect("sheets that fit");
        [usize::MAX, 2_000]
            .map(|most| pages.pdf_in_runs("a booklet", most).expect("what the standards allow"))
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let to = to.join(entry.file_name().expect("a name"));
            if entry.is_dir() {
                copy(&entry, &to);
            } else {
                fs::copy(&entry, to).expect("a copy");
            }
        }
    }

    #[test]
    fn runs_joined_say_what_the_whole_says() {
        let [whole, joined] = both(env!("CARGO_MANIFEST_DIR").as_ref());
        assert_alike(&whole, &joined);
        let [text, text_joined] =
            [&whole, &joined].map(|pdf| pdf_extract::extract_text_from_mem(pdf).expect("text"));
        assert!(text == text_joined, "each run has its own fonts");
        // A reader finds a cell's heads in a list that is in order (ISO 32000-1, 7.9.6).
        let document = Document::load_mem(&joined).expect("a PDF");
        let catalog = document.get_dictionary(root(&document)).expect("a catalog");
        let tree = document.get_dict_in_dict(catalog, b"StructTreeRoot").expect("a tree");
        let names = tree.get(b"IDTree").and_then(Object::as_dict).and_then(|ids| ids.get(b"Names"));
        let names = names.and_then(Object::as_array).expect("the words for elements");
        let ids: Vec<&[u8]> = names.iter().filter_map(|name| name.as_str().ok()).collect();
        assert!(ids.len() > 1_000 && ids.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_link_from_one_run_to_what_has_a_name_in_another_leads_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&ours.join("data"), &folder.path().join("data"));
        fs::create_dir(folder.path().join("layouts")).expect("a folder");
        let more = "{% if sheet.page == 1 %}#metadata(none) <there>{% endif %}\
                    {% if sheet.page == 11 %}#place(link(<there>)[一枚目へ]){% endif %}";
        let sheet = Path::new("layouts/sheet.typ.j2");
        let text = fs::read_to_string(ours.join(sheet)).expect("a layout") + more;
        fs::write(folder.path().join(sheet), text).expect("a layout");
        let [whole, joined] = both(folder.path());
        assert_alike(&whole, &joined);
    }
}
