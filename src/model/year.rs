//! 期間 as it is typed.

use super::mapping::Text;
use crate::diagnostics::{Code, Diagnostic};
use crate::year::{NotAPeriod, Period};

/// Takes a text as a period.
pub(super) fn period(text: &Text) -> Result<Period, Diagnostic> {
    text.value.parse().map_err(|error| {
        let diagnostic = match error {
            NotAPeriod::Reversed => Diagnostic::new(
                Code::BadValue,
                format!("期間「{}」は、終わりが始まりより前です。", text.value),
            ),
            NotAPeriod::NotAYear => {
                Diagnostic::new(Code::BadValue, format!("「{}」は期間として読めません。", text.value))
                    .label("R1-R5 の形で（１年だけなら R3）")
            }
        };
        let diagnostic = diagnostic.at(&text.place);
        match Period::meant(&text.value) {
            Some(period) => diagnostic.hint(format!("「{period}」と書いてください。")),
            None => diagnostic.hint(
                "元号の頭文字（令和は R、平成は H）と年を半角で、早い年度から半角のハイフンでつないでください。",
            ),
        }
    })
}
