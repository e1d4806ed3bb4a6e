//! Why a file is not written, or not all that its user may think, for people.

use std::fs;
use std::io;
use std::path::Path;

use super::patience::is_held;
use crate::diagnostics::{Code, Diagnostic};

/// Why a file is not written where something else is by now.
pub(super) fn elsewhere(path: &Path, what: &str) -> Diagnostic {
    Diagnostic::new(Code::SavedElsewhere, format!("読んでから書くまでの間に、{what}。"))
        .in_file(path)
        .hint("どのファイルにも、何も書いていません。もう一度実行してください。")
}

/// Why there is no folder to write into: most likely a file has the name.
pub(super) fn no_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let in_the_way = |path: &&Path| fs::symlink_metadata(path).is_ok() && !path.is_dir();
    match folder.ancestors().find(in_the_way) {
        Some(file) => {
            Diagnostic::new(Code::Unwritable, "フォルダーを作る所に、同じ名前のファイルがあります。")
                .in_file(file)
                .hint("そのファイルの名前を変えるか、ほかの場所へ移してください。")
        }
        None => unwritable(folder, error),
    }
}

/// Why a file is not replaced that somebody has protected.
pub(super) fn read_only(target: &Path) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, "書き換えないように保護されたファイルです。")
        .in_file(target)
        .hint("書き換えてよければ、ファイルのプロパティで「読み取り専用」を外すか、持ち主に書き込む権限をもらってください。")
        .hint("書き換えてはならないファイルなら、ほかの名前か場所にしてください。")
}

/// That a file had other names (hard links), which still have what it had before.
///
/// Who gave it another name may want the same contents under both, or, as a backup and a tool that saves room by joining equal files
/// do, the old ones under the other: writing into the file itself would change what was put by, and two records at once. It would also
/// leave half a file where the program is killed. So the file is replaced like any other, and it is said what the other names have.
pub(super) fn other_names(target: &Path, count: u64) -> Diagnostic {
    let message = format!(
        "このファイルには、ほかにも名前（ハードリンク）が {count} つあり、そちらの中身は前のままです。"
    );
    Diagnostic::new(Code::OtherNames, message)
        .in_file(target)
        .hint(
            "そちらも同じ中身にしたいときは、そちらのファイルを消して、このファイルをそこへ写してください。",
        )
        .hint("控え（バックアップ）などで、前のままでよければ、何もしなくてかまいません。")
}

/// What is neither a file nor a folder, such as a pipe of another program.
pub(super) fn no_file(target: &Path) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, "ふつうのファイルではないので、書き込めません。")
        .in_file(target)
        .hint("ほかの名前か場所にしてください。")
}

pub(super) fn unwritable(target: &Path, error: &io::Error) -> Diagnostic {
    if is_held(error) && !target.is_dir() {
        return held(target);
    }
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "書き込む権限がありません。".to_owned(),
        io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists => {
            "同じ名前のフォルダーがあります。".to_owned()
        }
        io::ErrorKind::StorageFull => "ディスクに空きがありません。".to_owned(),
        _ => format!("書き込めません（{error}）。"),
    };
    Diagnostic::new(Code::Unwritable, reason)
        .in_file(target)
        .hint("ファイルがほかのソフトで開かれていないか、フォルダーに書き込めるか、ディスクに空きがあるか確かめてください。")
}

/// Who most likely holds a file, in the order of likelihood.
fn held(target: &Path) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, "ほかのプログラムがこのファイルを使っているので、置き換えられません。")
        .in_file(target)
        .hint("PDF を見るソフトやエディターで開いていれば、閉じてください。ウイルス対策ソフトや OneDrive が調べている間なら、少し待ってからもう一度実行してください。")
        .hint("読み取り専用のファイルでもこうなります。ファイルのプロパティを確かめてください。")
}
