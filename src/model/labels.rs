//! 呼称: the words that the form prints, each of which a council may replace with its own.

use serde::Serialize;

use super::fields::{Fields, Text, text};
use super::yaml::Node;
use super::{Field, NotAField};
use crate::diagnostics::Diagnostics;

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $field:ident: $key:literal => $default:literal,)+) => {
        /// The printed words of the form. The keys under 呼称 are the words of the data format.
        #[derive(Debug, Clone, Serialize)]
        pub struct Labels {
            $($(#[doc = $doc])+ pub $field: String,)+
            #[serde(skip)]
            typed: Vec<Text>,
        }

        impl Default for Labels {
            fn default() -> Self {
                Self { $($field: $default.into(),)+ typed: Vec::new() }
            }
        }

        impl Labels {
            /// The printed word for a word of the data format.
            #[must_use]
            pub fn word(&self, key: &str) -> Option<&str> {
                match key {
                    $($key => Some(&self.$field),)+
                    _ => None,
                }
            }

            /// All words of the data format, each with the printed word.
            pub fn words(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$(($key, self.$field.as_str()),)+].into_iter()
            }

            /// Those that the council has typed.
            #[must_use]
            pub fn typed(&self) -> &[Text] {
                &self.typed
            }

            /// The printed name of a field.
            #[must_use]
            pub fn field(&self, field: Field) -> String {
                let (key, year) = field.key();
                let word = self.word(key).unwrap_or(key);
                year.map_or_else(|| word.to_owned(), |year| format!("{word}（{year}）"))
            }

            /// The printed name of what a layout names; a name of its own is printed as it is.
            #[must_use]
            pub fn named(&self, name: &str) -> String {
                name.parse().map_or_else(|NotAField| name.to_owned(), |field| self.field(field))
            }

            /// Reads 呼称; what it does not name keeps our word.
            pub(super) fn read(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Self {
                let mut labels = Self::default();
                let Some(fields) = node.and_then(|node| Fields::of(node, diagnostics)) else {
                    return labels;
                };
                $(if let Some(typed) = fields.get($key).and_then(|node| text(node, diagnostics)) {
                    labels.$field.clone_from(&typed.value);
                    labels.typed.push(typed);
                })+
                fields.finish(diagnostics);
                labels
            }
        }
    };
}

labels! {
    /// The kind of booklet, on the cover.
    booklet: "報告書" => "進捗管理報告書",
    /// The kind of page, at its head.
    sheet: "進捗管理シート" => "進捗管理シート",
    /// The index table.
    index: "全体の評価" => "全体の評価",
    /// First level of the tree.
    strategy: "基本戦略" => "基本戦略",
    /// Second level.
    policy: "施策細目" => "施策細目",
    /// Third level.
    priority: "重点施策" => "重点施策",
    /// What the index lists.
    initiative: "重点的取組" => "重点的取組",
    /// What a sheet reports on.
    measure: "事業" => "事業",
    /// Who answers for it.
    section: "担当係" => "担当係",
    /// What the measure is about.
    overview: "概要" => "概要",
    /// The row of years.
    year: "年度" => "年度",
    /// The bars over the years.
    schedule: "年次計画" => "年次計画（予定）",
    /// The targets of the years.
    target: "指標目標" => "指標目標",
    /// When targets are set, under their label.
    target_note: "指標目標の注記" => "※年度初めに設定",
    /// The heading over what was done.
    report: "実施結果" => "実施結果",
    /// What was done.
    actions: "取組内容" => "具体的な取組内容",
    /// What came of it.
    results: "成果" => "成果",
    /// A mark, in the index and among the years.
    grade: "評価" => "評価",
    /// The section's own mark.
    self_grade: "自己評価" => "自己評価",
    /// The mark after the working group's review.
    reviewed_grade: "査定" => "査定",
    /// What comes next.
    next: "今後の方針" => "今後の方針",
    /// Anything else.
    remarks: "備考" => "備考",
    /// A sheet that is printed again.
    reprint: "再掲" => "再掲",
    /// The page column of the index.
    page: "頁" => "頁",
}
