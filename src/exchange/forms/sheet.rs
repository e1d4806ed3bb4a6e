//! A sheet of a form as it is written: what goes into it is kept.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Formula, Worksheet, XlsxError};

use crate::exchange::kept::{Content, KeptCell};
use crate::handout::Asked;

/// A cell by row and column, from 0.
pub(super) type At = (u32, u16);

/// The longest list of choices that Excel takes, in characters.
const LONGEST_LIST: usize = 255;

/// A sheet that is being written.
pub(super) struct SheetWriter<'w> {
    pub sheet: &'w mut Worksheet,
    pub kept: &'w mut Vec<KeptCell>,
}

impl SheetWriter<'_> {
    /// Writes what is not to be changed.
    pub fn fixed(&mut self, at: At, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(at.0, at.1, shortened(text), format)?;
        self.keep(at, Content::Fixed(shortened(text)));
        Ok(())
    }

    /// The same over several columns.
    pub fn fixed_across(&mut self, at: At, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.merge_range(at.0, at.1, at.0, last, &shortened(text), format)?;
        self.keep(at, Content::Fixed(shortened(text)));
        Ok(())
    }

    /// Writes what Excel works out, with what comes of it now.
    pub fn formula(&mut self, at: At, formula: &str, result: &str, format: &Format) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result);
        self.sheet.write_formula_with_format(at.0, at.1, formula, format)?;
        self.keep(at, Content::Formula);
        Ok(())
    }

    /// Writes a cell to be written in, which says what may be written.
    pub fn slot(
        &mut self,
        at: At,
        (asked, value): (&Asked, &str),
        keys: Vec<String>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let (row, column) = at;
        let number = value.parse::<f64>().ok().filter(|number| is_exact(*number, value));
        let is_counted = matches!(asked, Asked::Number | Asked::Figure);
        match number.filter(|_| is_counted) {
            Some(number) => {
                self.sheet.write_number_with_format(row, column, number, format)?;
            }
            None if value.is_empty() => {
                self.sheet.write_blank(row, column, format)?;
            }
            None => {
                self.sheet.write_string_with_format(row, column, value, format)?;
            }
        }
        if let Some(validation) = validation(asked)? {
            self.sheet.add_data_validation(row, column, row, column, &validation)?;
        }
        self.keep(at, Content::Slot(value.to_owned(), keys));
        Ok(())
    }

    fn keep(&mut self, (row, column): At, content: Content) {
        self.kept.push(KeptCell { sheet: self.sheet.name(), row, column, content });
    }
}

/// Whether a number, written as Excel keeps it, is what was typed.
fn is_exact(number: f64, typed: &str) -> bool {
    number.to_string() == typed
}

/// A text in the length that a cell has. What is fixed is for reading.
fn shortened(text: &str) -> String {
    text.chars().take(32_000).collect()
}

/// What Excel offers, and refuses.
fn validation(asked: &Asked) -> Result<Option<DataValidation>, XlsxError> {
    let validation = match asked {
        Asked::OneOf(choices) => {
            let words: Vec<&str> = choices.iter().map(|(word, _)| word.as_str()).collect();
            let length: usize = words.iter().map(|word| word.chars().count() + 1).sum();
            if length > LONGEST_LIST || words.iter().any(|word| word.contains(',')) {
                return Ok(None);
            }
            let message = format!("{} のどれかを選んでください。", words.join("・"));
            DataValidation::new()
                .allow_list_strings(&words)?
                .set_error_message(message.chars().take(250).collect::<String>())?
        }
        Asked::Number => {
            let any = rust_xlsxwriter::DataValidationRule::Between(-1e15, 1e15);
            DataValidation::new()
                .allow_decimal_number(any)
                .set_error_message("数字だけを書いてください（単位は付けません）。")?
        }
        Asked::Words | Asked::Prose | Asked::Figure | Asked::Date => return Ok(None),
    };
    let validation = validation.set_error_title("書き方が違います")?;
    Ok(Some(validation.ignore_blank(true).set_error_style(DataValidationErrorStyle::Stop)))
}
