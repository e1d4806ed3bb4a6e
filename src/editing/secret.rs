//! Words that nobody guesses.

use constant_time_eq::constant_time_eq;
use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Diagnostic};

/// A random word: 128 bits in hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Secret(String);

/// How many digits a word has.
const DIGITS: usize = 32;

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// A system without a source of randomness.
    pub fn new() -> Result<Self, Diagnostic> {
        let mut bytes = [0; DIGITS / 2];
        getrandom::fill(&mut bytes).map_err(|error| {
            Diagnostic::new(Code::NoServer, "秘密の合い言葉を作れません。")
                .label(error.to_string())
                .hint("パソコンを再起動してから、もう一度始めてください。")
        })?;
        Ok(Self(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// The word.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.0
    }

    /// Whether a guess is right; it takes as long whatever was guessed.
    #[must_use]
    pub fn is(&self, guess: &[u8]) -> bool {
        constant_time_eq(self.0.as_bytes(), guess)
    }
}

/// One that was made before.
impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let is_ours = word.len() == DIGITS && word.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_ours.then_some(Self(word)).ok_or("not a word of 32 hexadecimal digits")
    }
}
