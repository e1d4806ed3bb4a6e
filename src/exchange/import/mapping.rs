//! What was understood, as a file that a person corrects and the next run reads.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_yaml::{Mapping as Entries, Value};

use super::marks::Definition;
use super::vocabulary::{Meaning, NEW_FIELD, NOT_TAKEN, said};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::Field;
use crate::language::script::squeezed;
use crate::model::{MeasureId, keys};
use crate::year::{FiscalYear, Period};

/// The file, beside `data/`.
pub const MAPPING: &str = "取り込みの対応.yaml";

/// What stands at its head.
const REMARKS: &str = "\
# shinchoku import が Excel から読み取ったことです。違う所を直し、できた data フォルダーを消してから、もう一度 import を
# 実行すると、このとおりに取り込み直します。
#   年度:   ブックごとの、冊子の年度（R5 など）。
#   見出し: Excel の見出しと、取り込む項目（取組内容、成果、今後の方針 など）。「新しい項目」と書くと協議会の項目になり、
#           「しない」と書くと取り込みません。ほかの見出しも書き足せます。
#   シート: 取り込まないシートを「シートの名前: しない」と書きます。
#   事業:   事業名と、その ID（半角の英小文字・数字・ハイフン）。
";

/// The file's contents.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Mapping {
    #[serde(rename = "年度")]
    pub(super) years: Entries,
    #[serde(rename = "計画")]
    pub(super) plan: PlanWords,
    #[serde(rename = "見出し")]
    pub(super) headings: Entries,
    #[serde(rename = "シート")]
    pub(super) sheets: Entries,
    #[serde(rename = "事業")]
    pub(super) measures: Entries,
    #[serde(rename = "取り込まなかったもの")]
    pub(super) left: Vec<Left>,
}

/// What is said of the plan as a whole.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PlanWords {
    #[serde(rename = "名称")]
    pub(super) name: Option<String>,
    #[serde(rename = "発行者")]
    pub(super) publisher: Option<String>,
    #[serde(rename = "計画期間")]
    pub(super) period: Option<String>,
    #[serde(rename = "評価基準")]
    pub(super) scale: Vec<Mark>,
    #[serde(rename = "担当係")]
    pub(super) sections: Vec<String>,
}

/// A mark of 評価基準.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    #[serde(rename = "記号")]
    sign: String,
    #[serde(rename = "名称")]
    name: String,
    #[serde(rename = "説明")]
    description: String,
}

/// A cell that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Left {
    #[serde(rename = "ファイル")]
    pub(super) workbook: String,
    #[serde(rename = "シート")]
    pub(super) sheet: String,
    #[serde(rename = "セル")]
    pub(super) cell: String,
    #[serde(rename = "文字")]
    pub(super) text: String,
}

impl From<&Definition> for Mark {
    fn from(definition: &Definition) -> Self {
        let Definition { mark, name, description } = definition.clone();
        Self { sign: mark, name, description }
    }
}

impl Mapping {
    /// Reads the file.
    pub(super) fn read(text: &str) -> Result<Self, Diagnostics> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Self::default());
        }
        serde_yaml::from_str(text).map_err(|error| {
            let line =
                error.location().map(|place| format!("{} 行目のあたりに", place.line())).unwrap_or_default();
            Self::wrong(format!("{line}読めない所があります（{error}）。"))
                .hint(
                    "前に import が書いた形に戻してください。ファイルを消すと、はじめから読み取り直します。",
                )
                .into()
        })
    }

    fn wrong(message: String) -> Diagnostic {
        Diagnostic::new(Code::BadMapping, message).in_file(Path::new(MAPPING))
    }

    /// 年度 of a workbook, if one is given.
    pub(super) fn year(&self, workbook: &str) -> Result<Option<FiscalYear>, Diagnostic> {
        let typed = texts(&self.years).find(|(name, _)| *name == workbook);
        typed.map(|(_, typed)| read(typed, "年度", "R5")).transpose()
    }

    /// 計画期間, if one is given.
    pub(super) fn period(&self) -> Result<Option<Period>, Diagnostic> {
        self.plan.period.as_deref().map(|typed| read(typed, keys::PERIOD, "R1-R5")).transpose()
    }

    pub(super) fn scale(&self) -> Vec<Definition> {
        let marks = self.plan.scale.iter().cloned();
        marks.map(|Mark { sign: mark, name, description }| Definition { mark, name, description }).collect()
    }

    /// What a person has said of headings.
    pub(super) fn meanings(&self) -> Result<Vec<(&str, Meaning)>, Diagnostics> {
        let mut wrong = Diagnostics::new();
        let mut meanings = Vec::new();
        for (heading, what) in texts(&self.headings) {
            match said(heading, what) {
                Some(meaning) => meanings.push((heading, meaning)),
                None => wrong.push(
                    Self::wrong(format!("見出し「{heading}」の「{what}」は、取り込める項目ではありません。"))
                        .hint_nearest(what, Field::ALL.iter().map(|field| field.key()))
                        .hint(format!("項目の名前（shinchoku explain 項目 で出ます）か、「{NEW_FIELD}」か「{NOT_TAKEN}」と書いてください。")),
                ),
            }
        }
        if wrong.has_errors() { Err(wrong) } else { Ok(meanings) }
    }

    /// Whether a sheet is to be left out.
    pub(super) fn leaves_out(&self, sheet: &str) -> bool {
        texts(&self.sheets).any(|(name, what)| name == sheet && what == NOT_TAKEN)
    }

    /// The ids that a person has given to titles.
    pub(super) fn ids(&self) -> Result<HashMap<String, MeasureId>, Diagnostics> {
        let mut wrong = Diagnostics::new();
        let mut ids = HashMap::new();
        for (title, typed) in texts(&self.measures) {
            match typed.parse() {
                Ok(id) => drop(ids.insert(squeezed(title), id)),
                Err(_) => wrong.push(
                    Self::wrong(format!("事業「{title}」の「{typed}」は、事業の ID になりません。"))
                        .hint("半角の英小文字・数字・ハイフンで書いてください。"),
                ),
            }
        }
        if wrong.has_errors() { Err(wrong) } else { Ok(ids) }
    }

    /// The file as it is written.
    pub(super) fn written(&self) -> Option<String> {
        Some(format!("{REMARKS}{}", serde_yaml::to_string(self).ok()?))
    }
}

fn read<T: std::str::FromStr>(typed: &str, what: &str, example: &str) -> Result<T, Diagnostic> {
    typed.parse().map_err(|_| {
        Mapping::wrong(format!("「{typed}」は{what}として読めません。"))
            .hint(format!("{what}は {example} のように書いてください。"))
    })
}

fn texts(entries: &Entries) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().filter_map(|(key, value)| Some((key.as_str()?, value.as_str()?)))
}

/// Entries of texts, in their order.
pub(super) fn entries<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Entries {
    texts.into_iter().map(|(key, value)| (Value::from(key), Value::from(value))).collect()
}
