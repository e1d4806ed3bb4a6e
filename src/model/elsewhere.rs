//! Fields that are typed in a file to which they do not belong.

use super::mapping::{Mapping, Text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{Field, Form, Kind, Level};

/// Tells of the fields of the form that a file has and another should have, and counts them as known.
pub(super) fn tell(form: &Form, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) {
    for name in mapping.unknown() {
        let printed = form.printed_under(&name.value).map(Field::key);
        if let Some(key) = printed.filter(|key| mapping.is_unused(key)) {
            mapping.named(&name.value);
            let message = format!("「{}」という項目はありません。", name.value);
            diagnostics.push(
                Diagnostic::new(Code::UnknownKey, message).at(&name.place).hint(format!(
                    "「{key}」ではありませんか。紙面の見出しではなく、「{key}: …」と書きます。"
                )),
            );
            continue;
        }
        let Some(hint) = form.find(&name.value).and_then(|field| where_to(field, name)) else { continue };
        mapping.named(&name.value);
        let message = format!("「{}」は、このファイルには書きません。", name.value);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, message).at(&name.place).hint(hint));
    }
}

/// Where a field is to be written; nothing is said of those that are not written by hand in files of their own.
fn where_to(field: Field, name: &Text) -> Option<String> {
    let name = &name.value;
    match (field.row().level, field.row().kind) {
        (_, Kind::Quoted(quoted)) => Some(format!(
            "前の年度の記録の「{}」が載る項目なので、どこにも書きません。この項目を消してください。",
            quoted.key
        )),
        (Level::Measure, _) => Some(format!(
            "年度によらない項目なので、事業のファイル（measures フォルダー）に「{name}: …」と書いてください。"
        )),
        (Level::Record, _) => Some(format!(
            "年度ごとの項目なので、年度の記録（records フォルダー）に「{name}: …」と書いてください。"
        )),
        (Level::Year(tier), _) => Some(format!(
            "{}ごとの項目なので、年度のファイル（years フォルダー）の「{}」の中に書いてください。",
            tier.key(),
            tier.key()
        )),
        _ => None,
    }
}
