//! 評価: a plan's own scale of marks.

use super::mapping::{Mapping, Text, text};
use super::number::narrow;
use super::written_in::WrittenIn;
use super::yaml::{self, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::script::composed;

/// The key of a mark.
pub(crate) const MARK: &str = "記号";

/// The key of what a mark is called.
pub(crate) const MARK_NAME: &str = "名称";

/// The key of when a mark is given.
pub(crate) const DESCRIPTION: &str = "説明";

/// A mark of the plan's scale; which one is known to the [`GradeScale`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(usize);

/// What a mark stands for.
#[derive(Debug)]
pub struct GradeDefinition {
    /// 記号: the mark itself, `A` or `◎` or `5`.
    pub mark: Text,
    /// 名称: its name, `達成`.
    pub name: Text,
    /// 説明: when it is given.
    pub description: Text,
}

/// Signs that on paper look like a dash: hyphens, dashes, minus signs, rules, and the long vowel mark.
const DASHES: &str = "-\u{AD}‐‑‒–—―−─━－﹣ーｰ";

/// 評価基準: the marks from best to worst.
#[derive(Debug)]
pub struct GradeScale(Vec<GradeDefinition>);

impl GradeScale {
    /// Reads 評価基準.
    pub(super) fn read(nodes: &[Node], diagnostics: &mut Diagnostics) -> Self {
        let mut scale = Self(Vec::new());
        for node in nodes {
            let Some(mapping) = Mapping::of(node, diagnostics) else { continue };
            let mark = mapping.require_text(MARK, diagnostics);
            let name = mapping.require_text(MARK_NAME, diagnostics);
            let description = mapping.require_text(DESCRIPTION, diagnostics);
            mapping.finish(diagnostics);
            let (Some(mark), Some(name), Some(description)) = (mark, name, description) else { continue };
            scale.add(GradeDefinition { mark, name, description }, diagnostics);
        }
        scale
    }

    /// Reads the scale of a field of the council's own, whose marks may be words without more: `[順調, 遅れ]`.
    pub(super) fn read_own(nodes: &[Node], diagnostics: &mut Diagnostics) -> Self {
        let is_defined = |node: &Node| matches!(node.kind, yaml::Kind::Mapping(_));
        if nodes.iter().any(is_defined) {
            let mut found = Diagnostics::new();
            let scale = Self::read(nodes, &mut found);
            let is_mixed = !nodes.iter().all(is_defined);
            diagnostics.append(found.map(|wrong| match wrong.code {
                Code::WrongShape if is_mixed => wrong.hint(format!(
                    "記号だけを並べるか（例: [順調, 遅れ]）、どれも「{{{MARK}: 順, {MARK_NAME}: 順調, {DESCRIPTION}: …}}」の形で書いてください。"
                )),
                _ => wrong,
            }));
            return scale;
        }
        let mut scale = Self(Vec::new());
        for node in nodes {
            let Some(mark) = text(node, diagnostics) else { continue };
            scale.add(GradeDefinition { name: mark.clone(), description: mark.clone(), mark }, diagnostics);
        }
        scale
    }

    /// Adds a mark, which no other is like.
    fn add(&mut self, definition: GradeDefinition, diagnostics: &mut Diagnostics) {
        let mark = &definition.mark;
        if self.find(&mark.value).is_some() {
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, format!("記号「{}」が二度出てきます。", mark.value))
                    .at(&mark.place)
                    .hint("どちらか一方を消すか、違う記号にしてください。"),
            );
        }
        self.0.push(definition);
    }

    /// How many marks it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Refuses marks that look like the dash of 全体の評価, which says that a measure is not under way.
    pub(super) fn refuse_dashes(&self, diagnostics: &mut Diagnostics) {
        for GradeDefinition { mark, .. } in &self.0 {
            if mark.value.chars().all(|character| DASHES.contains(character)) {
                diagnostics.push(
                    Diagnostic::new(Code::BadValue, format!("「{}」は評価の記号にできません。", mark.value))
                        .at(&mark.place)
                        .hint("全体の評価では、事業の行われていない年度に「－」を刷ります。「×」や「外」のような、ほかの記号にしてください。"),
                );
            }
        }
    }

    /// The definitions from best to worst.
    #[must_use]
    pub fn definitions(&self) -> &[GradeDefinition] {
        &self.0
    }

    /// What a grade of this scale stands for.
    #[must_use]
    pub fn definition(&self, grade: Grade) -> &GradeDefinition {
        &self.0[grade.0]
    }

    /// How many grades are better.
    #[must_use]
    pub fn rank(&self, grade: Grade) -> usize {
        grade.0
    }

    /// Whether a grade is the best of the scale.
    #[must_use]
    pub fn is_best(&self, grade: Grade) -> bool {
        grade.0 == 0
    }

    /// Whether a grade is of the worse half: C and D of four, the last of three, the last two of five.
    #[must_use]
    pub fn is_poor(&self, grade: Grade) -> bool {
        self.0.len() > 2 && grade.0 * 2 >= self.0.len()
    }

    /// The grade with a mark.
    #[must_use]
    pub fn find(&self, mark: &str) -> Option<Grade> {
        let is_meant = |definition: &GradeDefinition| composed(&definition.mark.value) == composed(mark);
        self.0.iter().position(is_meant).map(Grade)
    }

    /// The mark that a text begins with, where only what the mark stands for follows, or that it is a grade: 「A（達成）」, 「B評価」.
    fn at_start(&self, text: &str) -> Option<&str> {
        let typed = narrow(text);
        let is_meant = |definition: &&GradeDefinition| {
            let rest = typed.strip_prefix(&narrow(&definition.mark.value));
            let rest = rest.map(|rest| rest.trim_matches([':', '(', ')', '・']));
            rest.is_some_and(|rest| rest == "評価" || rest == narrow(&definition.name.value))
        };
        self.0.iter().find(is_meant).map(|definition| definition.mark.value.as_str())
    }

    /// Takes a text as a grade of this scale.
    pub(super) fn grade(&self, text: &Text, written_in: WrittenIn) -> Result<Grade, Diagnostic> {
        self.find(&text.value).ok_or_else(|| {
            let marks: Vec<&str> = self.0.iter().map(|definition| definition.mark.value.as_str()).collect();
            let wrong =
                Diagnostic::new(Code::UnknownGrade, format!("「{}」は評価基準にない評価です。", text.value))
                    .at(&text.place)
                    .label(format!("{} のどれか", marks.join("・")));
            let is_named =
                |definition: &&GradeDefinition| composed(&definition.name.value) == composed(&text.value);
            let wrong = match self.0.iter().find(is_named) {
                Some(GradeDefinition { mark, .. }) => wrong.hint(format!(
                    "評価は記号で書きます。「{}」の記号は「{}」です。",
                    text.value, mark.value
                )),
                None => match self.at_start(&text.value) {
                    Some(mark) => wrong.hint(format!("「{mark}」ではありませんか。")),
                    None => wrong.hint_nearest(&text.value, marks.iter().copied()),
                },
            };
            written_in.one_of(wrong, "評価基準は plan.yaml で決めています。", &marks)
        })
    }
}
