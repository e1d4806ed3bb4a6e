//! 項目: what the fields of the form are, of which texts and values tell.

use super::super::column::{Column, Kind, Name};
use super::super::source::Source;
use super::super::table::{About, Format, Table};
use super::super::terms::{Coded as _, FieldKind, Owner};
use super::codes::list_of;
use crate::form::{self, Field, Labels, Part};
use crate::model::Plan;

const ABOUT: About = About {
    name: "fields",
    title: "項目",
    meaning: "一行が、文章か値のある一つの項目。一覧と表の項目では、その一つの列",
    format: Format::Csv,
    key: &[],
    of: None,
};

struct Row<'s> {
    field: Field,
    part: Option<(usize, &'static Part)>,
    plan: &'s Plan,
    labels: &'s Labels,
}

impl Row<'_> {
    fn kind(&self) -> form::Kind {
        self.part.map_or(self.field.row().kind, |(_, part)| part.kind)
    }
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 8] = [
        Column::new(Name::Own("field", "項目"), Kind::Text, "項目の英語名", |row| {
            row.field.row().data_name.into()
        }),
        Column::new(
            Name::Own("field_name", "項目の名称"),
            Kind::Text,
            "冊子に刷る見出し",
            |row| row.labels.field(row.field).into(),
        ),
        Column::new(
            Name::Own("column_name", "列の名称"),
            Kind::Text,
            "一覧と表の項目で、列の見出し。ほかの項目では空",
            |row| row.part.map(|(_, part)| part.key).into(),
        ),
        Column::new(
            Name::Own("belongs_to", "何の項目か"),
            Kind::Code(Owner::LIST),
            "事業か、事業の年度の記録か、計画の段か",
            |row| Owner::of(row.field.row().level).map(Owner::code).into(),
        ),
        Column::new(
            Name::Own("kind", "種類"),
            Kind::Code(FieldKind::LIST),
            "何を書く項目か。値がどのファイルにあるかは、これで決まる",
            |row| FieldKind::of(row.kind()).map(FieldKind::code).into(),
        ),
        Column::new(Name::Own("unit", "単位"), Kind::Text, "数と金額の単位", |row| {
            row.kind().unit().into()
        }),
        Column::new(
            Name::Own("code_list", "コードの一覧"),
            Kind::Text,
            "選択と評価で、コード表のどの一覧か",
            |row| list_of(row.plan, row.field, row.part).into(),
        ),
        Column::new(
            Name::Own("writer", "書く人"),
            Kind::Text,
            "計画の様式で決めてある、書く人。決めていなければ空",
            |row| row.field.row().writer.name().into(),
        ),
    ];
    let (plan, labels) = (&source.model.plan, source.labels());
    let rows = source.fields().flat_map(|field| {
        let row = move |part| Row { field, part, plan, labels };
        let parts = field.row().kind.parts();
        let whole = parts.is_empty().then(|| row(None));
        whole.into_iter().chain(parts.iter().enumerate().map(move |part| row(Some(part))))
    });
    Table::new(ABOUT, labels, &columns, rows)
}
