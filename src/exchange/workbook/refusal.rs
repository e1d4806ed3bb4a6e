//! Why a workbook is not read, for people.

use std::path::Path;

use crate::diagnostics::{Code, Diagnostic};

/// Why a workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The file has no bytes.
    Empty,
    /// It is encrypted.
    Password,
    /// A workbook of Excel 2003 and before (`.xls`).
    Old,
    /// A binary workbook (`.xlsb`).
    Binary,
    /// A spreadsheet of another program (`.ods`).
    OpenDocument,
    /// A text of Word, a presentation, some other package.
    OtherDocument,
    /// Not a package at all: a text, a picture.
    NoWorkbook,
    /// Something is missing, or says what no workbook says.
    Broken {
        /// The sheet, if it is one of them.
        sheet: Option<String>,
    },
    /// A cell shows an error that no version of Excel knew when this was written.
    UnknownError {
        /// The sheet.
        sheet: String,
        /// What the cell shows.
        error: String,
    },
    /// It asks to put together text from definitions of its own (a DTD), which Excel never writes.
    Definitions,
    /// More than a workbook that people fill in can have.
    TooLarge,
}

/// How a workbook becomes one that can be read.
const SAVE_AGAIN: &str = "Excel で開き、「名前を付けて保存」でファイルの種類に「Excel ブック (*.xlsx)」を選んで、保存し直してください。";

/// What is done with a table of another kind.
const NAME_A_WORKBOOK: &str = "Excel ブック (*.xlsx) を示してください。CSV などの表なら、Excel で開き、「名前を付けて保存」でファイルの種類に「Excel ブック (*.xlsx)」を選んで保存し、できた .xlsx のファイルを示してください。";

/// Whether the name of a file says that it is a workbook.
fn is_named_as_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

impl Refusal {
    /// Something in a sheet.
    pub(super) fn in_sheet(self, name: &str) -> Self {
        match self {
            Self::Broken { sheet: None } => Self::Broken { sheet: Some(name.to_owned()) },
            other => other,
        }
    }

    /// What is wrong and what to do.
    pub(super) fn diagnostic(&self, path: &Path) -> Diagnostic {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let found = match self {
            Self::Password => Diagnostic::new(
                Code::WorkbookLocked,
                format!("「{name}」はパスワードで保護されているので、読めません。"),
            )
            .hint("Excel で開き、「ファイル」の「情報」の「ブックの保護」で「パスワードを使用して暗号化」を選び、パスワードを消してから保存し直してください。"),
            Self::TooLarge => Diagnostic::new(
                Code::WorkbookTooLarge,
                format!("「{name}」は、中身が大きすぎるので読みません。"),
            )
            .hint("要るシートだけを新しいブックに写して保存してください。写真や図は要りません。"),
            Self::NoWorkbook if !is_named_as_workbook(path) => {
                Diagnostic::new(Code::NoWorkbook, format!("「{name}」は Excel ブックではありません。")).hint(NAME_A_WORKBOOK)
            }
            other => Diagnostic::new(Code::NoWorkbook, format!("「{name}」は{}", other.what())).hint(other.remedy()),
        };
        found.in_file(path)
    }

    fn what(&self) -> String {
        match self {
            Self::Empty => "空のファイルです。".to_owned(),
            Self::Old => "古い形の Excel ブック（.xls）です。".to_owned(),
            Self::Binary => "Excel バイナリ ブック（.xlsb）です。".to_owned(),
            Self::OpenDocument => "Excel ブックではなく、LibreOffice などの表（.ods）です。".to_owned(),
            Self::OtherDocument => "Excel ブックではなく、ほかの種類のファイルです。".to_owned(),
            Self::NoWorkbook => {
                "Excel ブックではありません（CSV などのファイルの名前だけを .xlsx にしたもののようです）。"
                    .to_owned()
            }
            Self::Broken { sheet: Some(sheet) } => format!("壊れていて、シート「{sheet}」を読めません。"),
            Self::UnknownError { sheet, error } => {
                format!("シート「{sheet}」に、読めないエラー「{error}」のセルがあります。")
            }
            Self::Definitions => {
                "Excel が書かないもの（文字の置き換えの定義）を含むので、読みません。".to_owned()
            }
            Self::Broken { sheet: None } | Self::Password | Self::TooLarge => {
                "壊れているか、途中で切れています。".to_owned()
            }
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => {
                "保存や送受信に失敗したようです。もとのブックを、もう一度写すか送ってもらってください。"
            }
            Self::OtherDocument => "Excel ブック (*.xlsx) のファイルを示してください。",
            Self::UnknownError { .. } => {
                "Excel でそのセルの数式を直すか、正しい値を打ち込んで、保存し直してください。"
            }
            Self::Broken { .. } => {
                "Excel で開けるときは、「名前を付けて保存」で別の名前の「Excel ブック (*.xlsx)」にしてください。開けないときは、もとのブックをもう一度送ってもらってください。"
            }
            _ => SAVE_AGAIN,
        }
    }
}
