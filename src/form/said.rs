//! What people are told of a field: where, by whom and by when it is written.

use super::row::{Due, Level, Tier, Writer};

impl Level {
    /// In which file it is typed.
    #[must_use]
    pub fn said(self) -> &'static str {
        match self {
            Self::Plan => "計画（plan.yaml）",
            Self::Tree => "計画の並び（plan.yaml の基本戦略から下）",
            Self::Year(Tier::Strategy) => "年度のファイル（years/年度.yaml の基本戦略の中）",
            Self::Year(Tier::Policy) => "年度のファイル（years/年度.yaml の施策細目の中）",
            Self::Year(Tier::Priority) => "年度のファイル（years/年度.yaml の重点施策の中）",
            Self::Measure => "事業（measures/事業のID.yaml）",
            Self::Record => "年度記録（records/年度/事業のID.yaml）",
            Self::AnyFile => "計画、事業、年度記録、年度のファイルのどれにも",
            Self::Computed => "どこにも書かず、プログラムが求めます",
        }
    }
}

impl Writer {
    /// Who it is.
    #[must_use]
    pub fn said(self) -> &'static str {
        match self {
            Self::Secretariat => "事務局",
            Self::Section => "担当係",
            Self::WorkingGroup => "査定をする作業部会",
            Self::Named(name) => name,
            Self::Program => "プログラム",
        }
    }
}

impl Due {
    /// When that is, in a sentence.
    #[must_use]
    pub fn said(self) -> &'static str {
        match self {
            Self::Always => "いつでも要ります。",
            Self::YearStart => "年度の初め。その年度の冊子には必ず要ります。",
            Self::MidYear => "年度の中間。中間報告と、その年度の冊子には必ず要ります。",
            Self::YearEnd => "年度の終わり。その年度の冊子には必ず要ります。",
            Self::Optional => "なくてもかまいません。",
        }
    }
}
