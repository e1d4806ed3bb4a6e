//! Numbers as the files have them.

use super::mapping::Text;
use crate::diagnostics::{Code, Diagnostic, Spanned};
use crate::language::{Decimal, NotADecimal};

/// Takes a text as a number.
pub(super) fn read(text: &Text) -> Result<Spanned<Decimal>, Diagnostic> {
    text.value.parse().map(|number| Spanned::new(number, text.place.clone())).map_err(|NotADecimal| {
        Diagnostic::new(Code::BadValue, format!("「{}」は数として読めません。", text.value))
            .at(&text.place)
            .label("半角の数字だけで（桁区切りも単位もなしに）")
    })
}
