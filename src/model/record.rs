//! 年度記録: one measure in one year.

use super::excuse::Excuse;
use super::fields::{Fields, Text};
use super::grade::{Grade, GradeScale};
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};

/// `records/<year>/<id>.yaml`, as far as it is written. Of a past year often only 指標目標 and 査定 are known,
/// of the coming one only 指標目標.
#[derive(Debug)]
pub struct Record {
    /// 指標目標: set at the start of the year.
    pub target: Option<Text>,
    /// 指標: what makes the target countable.
    pub indicators: Vec<Indicator>,
    /// 取組内容: what was done.
    pub actions: Option<Text>,
    /// 成果: what came of it.
    pub results: Option<Text>,
    /// 自己評価: the section's own mark.
    pub self_grade: Option<Spanned<Grade>>,
    /// 査定: the working group's mark after its review.
    pub reviewed_grade: Option<Spanned<Grade>>,
    /// 今後の方針: what comes next.
    pub next: Option<Text>,
    /// 備考: anything else.
    pub remarks: Option<Text>,
    /// 校正除外: what the proofreader shall not say about the file.
    pub excuses: Vec<Excuse>,
    /// The file's first line, where what is missing is reported.
    pub place: Place,
}

/// One countable target: how many of what.
#[derive(Debug)]
pub struct Indicator {
    /// 名称.
    pub name: Text,
    /// 単位: the counter, `件`.
    pub unit: Text,
    /// 目標.
    pub target: Spanned<f64>,
    /// 実績, once it is known.
    pub actual: Option<Spanned<f64>>,
}

/// The record of a year that can be printed: all fields of the form are there.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// 取組内容.
    pub actions: &'a Text,
    /// 成果.
    pub results: &'a Text,
    /// 自己評価.
    pub self_grade: Grade,
    /// 査定, if the review has been held.
    pub reviewed_grade: Option<Grade>,
    /// 今後の方針.
    pub next: &'a Text,
    /// 備考.
    pub remarks: Option<&'a Text>,
}

impl Record {
    /// The mark that counts: 査定 if there is one, else 自己評価.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        self.reviewed_grade.as_ref().or(self.self_grade.as_ref()).map(|grade| grade.value)
    }

    /// The record as a printable report.
    ///
    /// # Errors
    /// The keys that are missing.
    pub fn report(&self) -> Result<Report<'_>, Vec<&'static str>> {
        if let (Some(_), Some(actions), Some(results), Some(self_grade), Some(next)) =
            (&self.target, &self.actions, &self.results, &self.self_grade, &self.next)
        {
            return Ok(Report {
                actions,
                results,
                self_grade: self_grade.value,
                reviewed_grade: self.reviewed_grade.as_ref().map(|grade| grade.value),
                next,
                remarks: self.remarks.as_ref(),
            });
        }
        let fields = [
            ("指標目標", self.target.is_some()),
            ("取組内容", self.actions.is_some()),
            ("成果", self.results.is_some()),
            ("自己評価", self.self_grade.is_some()),
            ("今後の方針", self.next.is_some()),
        ];
        Err(fields.into_iter().filter(|(_, there)| !there).map(|(key, _)| key).collect())
    }

    pub(super) fn read(node: &Node, scale: &GradeScale, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let target = fields.text("指標目標", diagnostics);
        let indicators = fields
            .list("指標", diagnostics)
            .iter()
            .filter_map(|node| Indicator::read(node, diagnostics))
            .collect();
        let actions = fields.text("取組内容", diagnostics);
        let results = fields.text("成果", diagnostics);
        let mut grade = |key| {
            let text = fields.text(key, diagnostics)?;
            diagnostics.take(scale.grade(&text)).map(|grade| Spanned::new(grade, text.place))
        };
        let self_grade = grade("自己評価");
        let reviewed_grade = grade("査定");
        let next = fields.text("今後の方針", diagnostics);
        let remarks = fields.text("備考", diagnostics);
        let excuses = Excuse::read_all(&fields, diagnostics);
        let place = fields.place().source().line_place(1);
        fields.finish(diagnostics);
        Some(Self {
            target,
            indicators,
            actions,
            results,
            self_grade,
            reviewed_grade,
            next,
            remarks,
            excuses,
            place,
        })
    }
}

impl Indicator {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let fields = Fields::of(node, diagnostics)?;
        let name = fields.require_text("名称", diagnostics);
        let unit = fields.require_text("単位", diagnostics);
        let target =
            fields.require_text("目標", diagnostics).and_then(|text| diagnostics.take(number(&text)));
        let actual = fields.text("実績", diagnostics).and_then(|text| diagnostics.take(number(&text)));
        fields.finish(diagnostics);
        Some(Self { name: name?, unit: unit?, target: target?, actual })
    }
}

fn number(text: &Text) -> Result<Spanned<f64>, Diagnostic> {
    let plain = text.value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let number = text.value.parse().ok().filter(|number: &f64| plain && number.is_finite());
    number.map(|number| Spanned::new(number, text.place.clone())).ok_or_else(|| {
        Diagnostic::error(Code::BadValue, format!("「{}」は数として読めません。", text.value))
            .at(&text.place)
            .label("半角の数字だけで（桁区切りも単位もなしに）")
    })
}
