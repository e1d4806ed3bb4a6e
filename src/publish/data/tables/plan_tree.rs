//! 計画体系: the tree.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Node, Source};
use super::super::table::{About, Format, Table};
use super::super::terms::{Coded as _, TreeTier};

const ABOUT: About = About {
    name: "plan_tree",
    title: "計画体系",
    meaning: "一行が、計画の並びの一つの段（基本戦略、施策細目、重点施策、重点的取組）",
    format: Format::Csv,
    key: &["node_code"],
    of: None,
};

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<&Node<'_>>; 5] = [
        Column::new(
            Name::Own("node_code", "段のコード"),
            Kind::Text,
            "上の段から順に、段の印（Sは一段目、Pは二段目、Fは三段目、Iは事業を束ねる段）と番号をつないだもの",
            |node| (&*node.code).into(),
        ),
        Column::new(Name::Own("level", "段"), Kind::Code(TreeTier::LIST), "どの段か", |node| {
            node.tier.code().into()
        }),
        Column::new(Name::Own("number", "番号"), Kind::Integer, "冊子に刷る番号", |node| {
            Cell::count(node.number)
        }),
        Column::new(Name::Own("name", "名称"), Kind::Text, "冊子に刷る名称", |node| {
            node.name.into()
        }),
        Column::new(
            Name::Own("parent_code", "上の段のコード"),
            Kind::Refers { table: ABOUT.name, column: "node_code" },
            "一つ上の段。一段目では空",
            |node| node.parent.as_deref().into(),
        ),
    ];
    Table::new(ABOUT, source.labels(), &columns, &source.nodes)
}
