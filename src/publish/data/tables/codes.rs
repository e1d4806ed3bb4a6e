//! コード表: all codes with what they stand for.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::Source;
use super::super::table::{About, Format, Table};
use super::super::terms::{Coded, FieldKind, Owner, State, TreeTier};
use crate::book::Change;
use crate::form::{self, Field, Labels, Part};
use crate::model::{Direction, GradeScale, Plan};

/// The list of the marks of the plan.
pub(super) const GRADES: &str = "grade";

/// The list of the 担当係.
pub(super) const SECTIONS: &str = "section";

/// The list of the 区分 of the 指標.
pub(super) const CATEGORIES: &str = "category";

/// The name of the table.
pub(in super::super) const CODES: &str = "codes";

const ABOUT: About = About {
    name: CODES,
    title: "コード表",
    meaning: "一行が、一つの一覧の一つのコード",
    format: Format::Csv,
    key: &["code_list", "code"],
    of: None,
};

struct Row {
    list: String,
    code: String,
    name: String,
    meaning: Option<String>,
    nth: usize,
}

/// The code of a 担当係: its place in the plan.
pub(super) fn section(index: usize) -> String {
    (index + 1).to_string()
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row>; 5] = [
        Column::new(
            Name::Own("code_list", "コードの一覧"),
            Kind::Text,
            "どの一覧のコードか",
            |row| row.list.as_str().into(),
        ),
        Column::new(Name::Own("code", "コード"), Kind::Text, "ほかの表に書かれるもの", |row| {
            row.code.as_str().into()
        }),
        Column::new(
            Name::Own("code_name", "コードの名称"),
            Kind::Text,
            "コードの表すもの",
            |row| row.name.as_str().into(),
        ),
        Column::new(
            Name::Own("code_meaning", "コードの説明"),
            Kind::Text,
            "どういうときのコードか",
            |row| row.meaning.as_deref().into(),
        ),
        Column::new(
            Name::Own("code_order", "順"),
            Kind::Integer,
            "一覧の中での順。評価では、1 がいちばんよい",
            |row| Cell::count(row.nth),
        ),
    ];
    let labels = source.labels();
    let plan = &source.model.plan;
    let mut rows = of_scale(GRADES, &plan.scale);
    rows.extend(of_program::<State>(labels));
    rows.extend(of_program::<Change>(labels));
    rows.extend(of_program::<Direction>(labels));
    rows.extend(of_program::<TreeTier>(labels));
    rows.extend(of_program::<Owner>(labels));
    rows.extend(of_program::<FieldKind>(labels));
    rows.extend(numbered(
        CATEGORIES,
        categories(source).into_iter().map(|name| (name.to_owned(), name.to_owned(), None)),
    ));
    let sections = plan.sections.iter().enumerate();
    rows.extend(numbered(SECTIONS, sections.map(|(index, name)| (section(index), name.value.clone(), None))));
    for field in source.fields() {
        let parts = field.row().kind.parts().iter().enumerate().map(Some);
        for part in std::iter::once(None).chain(parts) {
            rows.extend(of_field(plan, field, part));
        }
    }
    Table::new(ABOUT, labels, &columns, rows)
}

/// The 区分 that the 指標 have, in the order of the plan.
fn categories<'s>(source: &'s Source<'_>) -> Vec<&'s str> {
    let lines = source.measures.iter().flat_map(|listed| &listed.years.indicators);
    let mut categories = Vec::new();
    for category in lines.filter_map(|line| line.sort) {
        if !categories.contains(&category.value.as_str()) {
            categories.push(category.value.as_str());
        }
    }
    categories
}

/// The list of the codes that stand in a field, or in a column of it. A colon is in no 英語名 and in no name of a list of the program:
/// whatever a council calls its fields, each list has a name of its own.
pub(super) fn list_of(plan: &Plan, field: Field, part: Option<(usize, &Part)>) -> Option<String> {
    let name = field.row().data_name;
    match (part.map_or(field.row().kind, |(_, part)| part.kind), part) {
        (form::Kind::Choice(_), Some((index, _))) => Some(format!("field:{name}:{}", index + 1)),
        (form::Kind::Choice(_), None) => Some(format!("field:{name}")),
        (form::Kind::Grade, None) if has_scale(plan, field) => Some(format!("field:{name}")),
        (form::Kind::Grade, _) => Some(GRADES.to_owned()),
        _ => None,
    }
}

/// Whether a field has marks of its own.
fn has_scale(plan: &Plan, field: Field) -> bool {
    !std::ptr::eq(plan.scale_of(field), &raw const plan.scale)
}

/// The codes of a list that no other field has.
fn of_field(plan: &Plan, field: Field, part: Option<(usize, &Part)>) -> Vec<Row> {
    let Some(list) = list_of(plan, field, part).filter(|list| list != GRADES) else { return Vec::new() };
    match part.map_or(field.row().kind, |(_, part)| part.kind) {
        form::Kind::Choice(choices) => {
            let choices = choices.iter().map(|choice| ((*choice).to_owned(), (*choice).to_owned(), None));
            numbered(&list, choices)
        }
        _ => of_scale(&list, plan.scale_of(field)),
    }
}

fn of_scale(list: &str, scale: &GradeScale) -> Vec<Row> {
    let marks = scale.definitions().iter().map(|grade| {
        (grade.mark.value.clone(), grade.name.value.clone(), Some(grade.description.value.clone()))
    });
    numbered(list, marks)
}

fn of_program<T: Coded>(labels: &Labels) -> Vec<Row> {
    let terms = T::terms(labels).into_iter();
    numbered(T::LIST, terms.map(|term| (term.code.to_owned(), term.name, Some(term.meaning.to_owned()))))
}

fn numbered(list: &str, codes: impl Iterator<Item = (String, String, Option<String>)>) -> Vec<Row> {
    let row =
        |(index, (code, name, meaning))| Row { list: list.to_owned(), code, name, meaning, nth: index + 1 };
    codes.enumerate().map(row).collect()
}
