//! The form of a plan as a whole.

use std::collections::HashSet;

use super::face::FaceReader;
use super::fields::FieldReader;
use super::keys::{FACE, FIELDS, NEXT_PAGE, THROUGHS};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::form::{Face, Field, Form, Label, MOST_PAGES, PAGES};
use crate::model::grade::GradeScale;
use crate::model::mapping::{Mapping, Text, text};
use crate::model::yaml::Node;

/// The form of a plan, with what its words were typed as.
#[derive(Debug, Default)]
pub(in crate::model) struct OwnForm {
    pub form: Form,
    /// The scales of the fields that have one of their own.
    pub scales: Vec<(Field, GradeScale)>,
    /// What is printed of it, as it was typed.
    pub typed: Vec<Text>,
    /// Where 紙面 gives the fields their places.
    pub places: Vec<(Field, Place)>,
    /// Whether it lacks a field that the council wanted to declare: what would be said of the records is mostly untrue.
    pub is_spoilt: bool,
}

impl OwnForm {
    /// Reads 様式 and 呼称. What they do not name stays as it is in the real booklet.
    pub(in crate::model) fn read(
        form: Option<&Node>,
        labels: Option<&Node>,
        sections: &[Text],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut read = Self::default();
        if let Some(mapping) = labels.and_then(|node| Mapping::of(node, diagnostics)) {
            read.labels(&mapping, diagnostics);
            mapping.finish(diagnostics);
        }
        if let Some(mapping) = form.and_then(|node| Mapping::of(node, diagnostics)) {
            let spoilt = read.fields(&mapping, sections, diagnostics);
            read.is_spoilt = !spoilt.is_empty();
            if let Some(node) = mapping.get(FACE) {
                read.face(node, spoilt, diagnostics);
            }
            read.form.most_pages = mapping.text(MOST_PAGES, diagnostics).and_then(|typed| {
                let faces = read.form.face.as_ref().map_or(1, |face| face.pages.len());
                diagnostics.take(most_pages(&typed, faces))
            });
            let through = mapping.choice(Field::Number.key(), &THROUGHS, diagnostics);
            read.form.numbers_through = through.unwrap_or_default();
            mapping.finish(diagnostics);
        }
        read
    }

    /// Reads 項目, and tells which of them are wrong.
    fn fields(
        &mut self,
        mapping: &Mapping<'_>,
        sections: &[Text],
        diagnostics: &mut Diagnostics,
    ) -> HashSet<String> {
        let mut spoilt = HashSet::new();
        let Some(fields) = mapping.get(FIELDS).and_then(|node| Mapping::of(node, diagnostics)) else {
            return spoilt;
        };
        let mut reader =
            FieldReader { form: &mut self.form, scales: &mut self.scales, typed: &mut self.typed, sections };
        for (name, node) in fields.entries() {
            if reader.field(name, node, diagnostics).is_none() {
                spoilt.insert(name.value.clone());
            }
        }
        spoilt
    }

    /// Reads 紙面; `spoilt` are the fields that it may name and the form lacks.
    fn face(&mut self, node: &Node, spoilt: HashSet<String>, diagnostics: &mut Diagnostics) {
        let is_spoilt = !spoilt.is_empty();
        let mut reader = FaceReader {
            form: &self.form,
            spoilt,
            placed: HashSet::new(),
            places: Vec::new(),
            typed: Vec::new(),
            backs: Vec::new(),
        };
        let mut found = Diagnostics::new();
        let pages = reader.pages(node, &mut found);
        let face = Face::declared(&self.form.all().collect::<Vec<_>>(), pages);
        // What is lacking may be what is to stand there.
        if !is_spoilt && !found.has_errors() {
            reader.refuse_empty(&face.pages, &mut found);
        }
        diagnostics.append(found);
        self.typed.extend(reader.typed);
        self.places = reader.places;
        self.form.face = Some(face);
    }

    fn labels(&mut self, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
        for &label in Label::ALL {
            let Some(word) = mapping.get(label.key()).and_then(|node| text(node, diagnostics)) else {
                continue;
            };
            self.form.labels[label].clone_from(&word.value);
            self.typed.push(word);
        }
    }
}

/// How many pages a sheet may take, whose 紙面 has so many.
fn most_pages(typed: &Text, faces: usize) -> Result<usize, Diagnostic> {
    let pages = typed.value.parse().ok().filter(|pages| PAGES.contains(pages)).ok_or_else(|| {
        Diagnostic::new(
            Code::BadValue,
            format!(
                "{MOST_PAGES}「{}」は {} から {} の半角の数で書いてください。",
                typed.value,
                PAGES.start(),
                PAGES.end()
            ),
        )
        .at(&typed.place)
        .hint("文章が入りきらないシートだけを、その数までのページに分けて組みます。")
    })?;
    if faces > 1 && pages > 1 {
        let both = format!("「{MOST_PAGES}」と、紙面の「{NEXT_PAGE}」は一緒に使えません。");
        return Err(Diagnostic::new(Code::BadValue, both).at(&typed.place).hint(format!(
            "どのシートにも裏のページがあるときは「{MOST_PAGES}」を消し、長いシートだけを二ページにするときは「- {NEXT_PAGE}」を消してください。"
        )));
    }
    Ok(pages)
}
