//! The fields of the form.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::FiscalYear;

/// A place of the booklet for something typed, by the word that the data has for it; a field of a year has the year behind
/// it: `指標目標-R5`. Layouts name what they print in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 名称 of the plan.
    Name,
    /// 標語.
    Slogan,
    /// 発行者.
    Publisher,
    /// 前文, with its headings, and the 注記 of the plan.
    Foreword,
    /// 評価基準.
    Scale,
    /// 基本戦略.
    Strategy,
    /// 施策細目.
    Policy,
    /// 重点施策.
    Priority,
    /// 重点的取組.
    Initiative,
    /// 担当係.
    Section,
    /// 事業名.
    Title,
    /// 概要.
    Overview,
    /// 年次計画.
    Schedule,
    /// 指標目標 of a year.
    Target(FiscalYear),
    /// The mark of a year, as the plan's years show it beside each other.
    Grade(FiscalYear),
    /// 取組内容.
    Actions,
    /// 成果.
    Results,
    /// 自己評価 of the booklet's year.
    SelfGrade,
    /// 査定.
    ReviewedGrade,
    /// 今後の方針.
    Next,
    /// 備考.
    Remarks,
    /// 指標, which is not printed.
    Indicators,
    /// 校正除外, which is not printed.
    Excuses,
}

impl Field {
    /// The word that the data has for it, and the year that it is of.
    #[must_use]
    pub fn key(self) -> (&'static str, Option<FiscalYear>) {
        let word = match self {
            Self::Name => "名称",
            Self::Slogan => "標語",
            Self::Publisher => "発行者",
            Self::Foreword => "前文",
            Self::Scale => "評価基準",
            Self::Strategy => "基本戦略",
            Self::Policy => "施策細目",
            Self::Priority => "重点施策",
            Self::Initiative => "重点的取組",
            Self::Section => "担当係",
            Self::Title => "事業名",
            Self::Overview => "概要",
            Self::Schedule => "年次計画",
            Self::Target(year) => return ("指標目標", Some(year)),
            Self::Grade(year) => return ("評価", Some(year)),
            Self::Actions => "取組内容",
            Self::Results => "成果",
            Self::SelfGrade => "自己評価",
            Self::ReviewedGrade => "査定",
            Self::Next => "今後の方針",
            Self::Remarks => "備考",
            Self::Indicators => "指標",
            Self::Excuses => "校正除外",
        };
        (word, None)
    }

    /// Whether it stands on the cover.
    #[must_use]
    pub fn is_on_cover(self) -> bool {
        matches!(self, Self::Name | Self::Slogan | Self::Publisher)
    }

    /// Whether it holds sentences, not names or figures.
    #[must_use]
    pub fn is_narrative(self) -> bool {
        self.is_report() || matches!(self, Self::Foreword | Self::Overview | Self::Next)
    }

    /// Whether it tells what was done and reached in the booklet's year.
    #[must_use]
    pub fn is_report(self) -> bool {
        matches!(self, Self::Actions | Self::Results | Self::Remarks)
    }
}

/// Those that are not of a year.
const PLAIN: [Field; 21] = [
    Field::Name,
    Field::Slogan,
    Field::Publisher,
    Field::Foreword,
    Field::Scale,
    Field::Strategy,
    Field::Policy,
    Field::Priority,
    Field::Initiative,
    Field::Section,
    Field::Title,
    Field::Overview,
    Field::Schedule,
    Field::Actions,
    Field::Results,
    Field::SelfGrade,
    Field::ReviewedGrade,
    Field::Next,
    Field::Remarks,
    Field::Indicators,
    Field::Excuses,
];

/// The word of the data, with its year: `指標目標-R5`.
impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.key() {
            (word, Some(year)) => write!(f, "{word}-{year}"),
            (word, None) => f.write_str(word),
        }
    }
}

/// A name that is not a field's: a council's layouts may name what they print as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAField;

impl FromStr for Field {
    type Err = NotAField;

    fn from_str(name: &str) -> Result<Self, NotAField> {
        if let Some((word, year)) = name.split_once('-') {
            let year = year.parse().map_err(|_| NotAField)?;
            return match word {
                "指標目標" => Ok(Self::Target(year)),
                "評価" => Ok(Self::Grade(year)),
                _ => Err(NotAField),
            };
        }
        PLAIN.into_iter().find(|field| field.key().0 == name).ok_or(NotAField)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_the_name_that_it_is_written_with() {
        let year: FiscalYear = "R5".parse().expect("a year");
        for field in PLAIN.into_iter().chain([Field::Target(year), Field::Grade(year)]) {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        assert_eq!(Field::Target(year).to_string(), "指標目標-R5");
    }

    #[test]
    fn other_names_are_no_fields() {
        for name in ["", "市長の欄", "成果-R5", "指標目標", "指標目標-", "指標目標-R０", "評価-五年"]
        {
            assert_eq!(name.parse::<Field>(), Err(NotAField), "{name}");
        }
    }
}
