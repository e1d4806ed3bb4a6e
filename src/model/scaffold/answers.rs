//! What has to be known to begin a plan.

use std::str::FromStr;

use crate::language::script::is_japanese;
use crate::model::data::Model;
use crate::year::Period;

/// What only this plan has.
#[derive(Debug, Clone)]
pub struct Answers {
    /// 名称.
    pub name: String,
    /// 標語.
    pub slogan: Option<String>,
    /// 発行者.
    pub publisher: String,
    /// 計画期間.
    pub period: Period,
}

/// Where the rest comes from.
#[derive(Debug)]
pub enum Basis<'m> {
    /// It is said.
    Own {
        /// 評価基準.
        scale: NewScale,
        /// 担当係.
        sections: NewSections,
    },
    /// Another plan has it.
    Earlier {
        /// The other plan.
        model: &'m Model,
        /// Whether its measures go on.
        measures: bool,
    },
}

/// 評価基準 as it is said: `A 達成、B 未達成`, `A達成、B未達成`, or `順調、遅れ` where the marks are words. Best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScale(pub(super) Vec<NewGrade>);

/// A grade as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrade {
    /// 記号.
    pub mark: String,
    /// 名称.
    pub name: String,
}

/// A text that is no scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAScale;

/// 担当係 as they are said: `総務係、地域福祉係`. At least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSections(pub(super) Vec<String>);

/// A text that names no section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotSections;

/// The parts of a list as people say it.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty())
}

/// The sections of a part: several with spaces between them, as long as all end alike (総務係　福祉係). A section within a department
/// (福祉課　相談係) is one.
fn sections(part: &str) -> Vec<&str> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let ends_alike = words.windows(2).all(|pair| pair[0].chars().last() == pair[1].chars().last());
    if ends_alike { words } else { vec![part] }
}

/// A mark that is no word and the name right after it: `A達成`, `◎（達成）`, `１．達成`.
fn mark_before_name(part: &str) -> Option<(&str, &str)> {
    let end = part.find(|sign: char| is_japanese(sign) || matches!(sign, '（' | '('))?;
    let (mark, name) = part.split_at(end);
    let name = ["（", "("]
        .iter()
        .find_map(|open| name.strip_prefix(open)?.strip_suffix(['）', ')']))
        .unwrap_or(name);
    let mark = mark.trim().trim_end_matches(['.', '．', '・']);
    (!mark.is_empty()).then_some((mark, name))
}

impl FromStr for NewScale {
    type Err = NotAScale;

    fn from_str(text: &str) -> Result<Self, NotAScale> {
        let each_begins_with_a_mark = parts(text).all(|part| mark_before_name(part).is_some());
        let grade = |part: &str| {
            let (mark, name) = part
                .split_once(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '：' | '=' | '＝'))
                .or_else(|| mark_before_name(part).filter(|_| each_begins_with_a_mark))
                .unwrap_or((part, part));
            NewGrade { mark: mark.trim().to_owned(), name: name.trim().to_owned() }
        };
        let grades: Vec<NewGrade> = parts(text).map(grade).collect();
        let is_whole = grades.iter().all(|grade| !grade.mark.is_empty() && !grade.name.is_empty());
        if is_whole && grades.len() > 1 { Ok(Self(grades)) } else { Err(NotAScale) }
    }
}

impl FromStr for NewSections {
    type Err = NotSections;

    fn from_str(text: &str) -> Result<Self, NotSections> {
        let names: Vec<String> = parts(text).flat_map(sections).map(str::to_owned).collect();
        if names.is_empty() { Err(NotSections) } else { Ok(Self(names)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_read_as_people_say_it() {
        let said = |text: &str| -> Option<Vec<(String, String)>> {
            let NewScale(grades) = text.parse().ok()?;
            Some(grades.into_iter().map(|grade| (grade.mark, grade.name)).collect())
        };
        let wanted = [("A", "達成"), ("B", "未達成")].map(|(mark, name)| (mark.to_owned(), name.to_owned()));
        for text in [
            "A 達成、B 未達成",
            "A:達成,B:未達成",
            "A　達成， B=未達成、",
            "A達成、B未達成",
            "A（達成）、B(未達成)",
            "A．達成、B 未達成",
        ] {
            assert_eq!(said(text).as_deref(), Some(&wanted[..]), "{text}");
        }
        for text in ["順調、遅れ", "順調、遅れ（要改善）", "A評価、遅れ"] {
            let words = said(text).expect("a scale");
            assert!(words.iter().all(|(mark, name)| mark == name), "{words:?}");
        }
        assert_eq!(said("◎達成、○概ね").expect("a scale")[1], ("○".to_owned(), "概ね".to_owned()));
        for text in ["", "、", "A 達成", "A=、B 未達成"] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn sections_are_read_as_people_say_them() {
        assert_eq!(
            "総務係、 福祉係".parse(),
            Ok(NewSections(vec!["総務係".to_owned(), "福祉係".to_owned()]))
        );
        for text in ["総務係 福祉係", "総務係　福祉係、"] {
            assert_eq!(text.parse(), "総務係、福祉係".parse::<NewSections>(), "{text}");
        }
        assert_eq!("福祉課　相談係".parse(), Ok(NewSections(vec!["福祉課　相談係".to_owned()])));
        assert_eq!(" 、".parse::<NewSections>(), Err(NotSections));
    }
}
