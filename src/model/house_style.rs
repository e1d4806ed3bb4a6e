//! 校正: how a council writes, where there is more than one right way.

use super::excuse::Excuse;
use super::mapping::{Mapping, Text};
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The key of how wide digits are.
pub(super) const DIGITS: &str = "数字";

/// The key of the rules by which the council does not go.
pub(super) const UNTOLD: &str = "しない";

/// The council's own way of writing, as far as the plan says.
#[derive(Debug, Default)]
pub struct HouseStyle {
    /// 数字: how wide digits are.
    pub digits: Option<Digits>,
    /// しない: rules by which the council does not go, each with its reason.
    pub untold: Vec<Excuse>,
}

/// How wide the digits of a number are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 半角: always half-width.
    HalfWidth,
    /// 全角: always full-width.
    FullWidth,
    /// 一桁全角: a digit alone full-width, more digits half-width.
    SingleFullWidth,
}

impl Digits {
    /// All of them, as they are written.
    pub(super) const NAMES: [(&str, Self); 3] =
        [("半角", Self::HalfWidth), ("全角", Self::FullWidth), ("一桁全角", Self::SingleFullWidth)];
}

impl HouseStyle {
    /// Reads 校正.
    pub(super) fn read(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Self {
        let Some(mapping) = node.and_then(|node| Mapping::of(node, diagnostics)) else {
            return Self::default();
        };
        let digits = mapping.text(DIGITS, diagnostics).and_then(|text| diagnostics.take(digits(&text)));
        let untold = Excuse::read_list(UNTOLD, &mapping, diagnostics);
        mapping.finish(diagnostics);
        Self { digits, untold }
    }

    /// Whether the council goes by the rule of a code, be it but for certain words.
    #[must_use]
    pub fn wants(&self, code: Code) -> bool {
        self.untold.iter().all(|excuse| excuse.code.value != code || excuse.words.is_some())
    }
}

fn digits(typed: &Text) -> Result<Digits, Diagnostic> {
    let names = Digits::NAMES.map(|(name, _)| name);
    let found = Digits::NAMES.iter().find(|(name, _)| *name == typed.value).map(|(_, digits)| *digits);
    found.ok_or_else(|| {
        Diagnostic::new(Code::BadValue, format!("「{}」は数字の書き方ではありません。", typed.value))
            .at(&typed.place)
            .label(format!("{} のどれか", names.join("・")))
            .hint_nearest(&typed.value, names)
    })
}
