//! 校正: how a council writes, where there is more than one right way.

use super::excuse::Excuse;
use super::mapping::{Mapping, Text};
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

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

impl HouseStyle {
    /// Reads 校正.
    pub(super) fn read(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Self {
        let Some(mapping) = node.and_then(|node| Mapping::of(node, diagnostics)) else {
            return Self::default();
        };
        let digits = mapping.text("数字", diagnostics).and_then(|text| diagnostics.take(digits(&text)));
        let untold = Excuse::read_list("しない", &mapping, diagnostics);
        mapping.finish(diagnostics);
        Self { digits, untold }
    }

    /// Whether the council goes by the rule of a code.
    #[must_use]
    pub fn wants(&self, code: Code) -> bool {
        self.untold.iter().all(|excuse| excuse.code.value != code)
    }
}

fn digits(typed: &Text) -> Result<Digits, Diagnostic> {
    match typed.value.as_str() {
        "半角" => Ok(Digits::HalfWidth),
        "全角" => Ok(Digits::FullWidth),
        "一桁全角" => Ok(Digits::SingleFullWidth),
        other => Err(Diagnostic::new(Code::BadValue, format!("「{other}」は数字の書き方ではありません。"))
            .at(&typed.place)
            .label("半角・全角・一桁全角 のどれか")
            .hint_nearest(other, ["半角", "全角", "一桁全角"])),
    }
}
