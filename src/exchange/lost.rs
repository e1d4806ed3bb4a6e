//! What would be lost if a form took the place of the file that lies where it is to go. A form that nobody has written in, and one of
//! which the records have everything, may go; so may what is empty.

use std::path::{Path, PathBuf};

use super::collect::{Collected, OnConflict, Returned, collect};
use super::workbook::Workbook;
use crate::diagnostics::{Code, Diagnostic};
use crate::handout::Handout;
use crate::model::Model;

/// Why a file must not be written over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// It is no form of this program, or cannot be read.
    OtherFile,
    /// It is a form of another plan, or for somebody else.
    OtherForm {
        /// 計画の名称.
        plan: String,
    },
    /// Something is written in it that the records do not have.
    Written {
        /// Where, as people know it.
        places: Vec<PathBuf>,
    },
}

impl Lost {
    /// What would be lost if a form were written to a path.
    #[must_use]
    pub fn by(handout: &Handout, model: &Model, path: &Path) -> Option<Self> {
        // What is no file is told when it is to be written.
        let metadata = path.metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() > 0);
        metadata?;
        let Ok(workbook) = Workbook::open(path) else { return Some(Self::OtherFile) };
        let Ok((form, outside)) = Returned::read(&workbook) else { return Some(Self::OtherFile) };
        let Handout { plan, year, stage, to, .. } = handout;
        if (&form.plan, form.year, form.stage, &form.to) != (plan, *year, *stage, to) {
            return Some(Self::OtherForm { plan: form.plan });
        }
        let remarks = workbook.remarks(path, |sheet, at| form.is_read(sheet, at));
        let Collected { taken, told, .. } =
            collect(model, *year, std::slice::from_ref(&form), OnConflict::Tell);
        let told = told.and(outside).and(remarks);
        let mut places: Vec<PathBuf> = taken.into_iter().map(|taken| taken.place).collect();
        places.extend(told.iter().filter_map(|finding| finding.file().map(Path::to_owned)));
        (!places.is_empty()).then_some(Self::Written { places })
    }

    /// That no form is written to a path, as it is shown, and how there can be one. `collect` is the command that takes the file over.
    #[must_use]
    pub fn diagnostic(&self, shown: &str, collect: &str) -> Diagnostic {
        let message = match self {
            Self::OtherFile => format!(
                "「{shown}」は、このプログラムの記入様式ではないファイルか、読めないファイルです。その上には様式を作りません。"
            ),
            Self::OtherForm { plan } => {
                format!("「{shown}」は、「{plan}」の別の記入様式です。その上には様式を作りません。")
            }
            Self::Written { .. } => {
                format!("「{shown}」に、まだ記録にないことが書かれています。その上には様式を作りません。")
            }
        };
        let mut found = Diagnostic::new(Code::WouldBeLost, message);
        if let Self::Written { places } = self {
            let first = places.first().map(|place| place.display().to_string()).unwrap_or_default();
            let more = match places.len() {
                0 | 1 => String::new(),
                all => format!("ほか、全部で {all} か所"),
            };
            found = found
                .hint(format!("書かれている所: {first}{more}"))
                .hint(format!("先に取り込んでから（{collect}）、もう一度作ってください。"))
                .hint("取り込めないことや、取り込まないことが書かれているなら、このファイルを別のフォルダーに移すか、名前を変えてから、もう一度作ってください。");
        } else {
            found = found
                .hint("このファイルを別のフォルダーに移すか、名前を変えてから、もう一度作ってください。");
        }
        found.hint("-o で別のフォルダーを示すと、そこに作ります。どの様式も、まだ作っていません。")
    }
}
