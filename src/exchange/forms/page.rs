//! What all sheets of a form have in common.

use rust_xlsxwriter::{Format, ProtectionOptions, Worksheet};

use super::look;
use crate::handout::Asked;

/// A4, one page wide, written in only where there is something to write.
pub(super) fn set_up(sheet: &mut Worksheet, footer: &str) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&8{}&R&8&P / &N", footer.replace('&', "&&")));
    sheet.set_screen_gridlines(false);
    sheet.protect_with_options(&ProtectionOptions {
        format_rows: true,
        format_columns: true,
        format_cells: false,
        ..ProtectionOptions::default()
    });
}

/// How a cell to be written in looks.
pub(super) fn input(asked: &Asked) -> Format {
    match asked {
        Asked::Words | Asked::Prose => look::input().set_num_format("@"),
        Asked::Date => look::short_input().set_num_format("@"),
        Asked::Number | Asked::Figure | Asked::OneOf(_) => look::short_input(),
    }
}
