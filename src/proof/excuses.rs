//! 校正除外: findings that a file excuses, and excuses that nothing needs any more.

use std::collections::BTreeMap;
use std::path::Path;

use super::facts::Facts;
use super::rule::{Check, Findings, Rule};
use crate::diagnostics::{Code, Diagnostic, Location, Place};
use crate::form::Stage;
use crate::model::{Excuse, HouseStyle};

/// An excuse that is no longer needed hides the next slip of its kind.
pub static UNNEEDED: Rule = Rule {
    code: Code::UnneededExcuse,
    title: "要らなくなった校正除外",
    explanation: "「校正除外」に書いた符号の注意が、その記録にはもうありません。\
        残しておくと、後で本当の誤りが出たときに気付けなくなります。その行を消してください。\
        「箇所」のあるものは、その言葉にもう注意がありません。",
    wrong: &[
        "成果: 相談30件\n校正除外: [{符号: W0642, 理由: 県の様式の率をそのまま載せている。}]",
        "成果: 登録16/17（94.1％）\n校正除外:\n  - {符号: W0642, 理由: 資料の値による。}",
        "成果: 登録31/35（88.6％）\n校正除外: [{符号: W0643, 理由: 切り捨てて載せる約束のため。}]",
        "成果: 登録16/17（99.1％）\n校正除外: [{符号: W0642, 箇所: 98.1％, 理由: 県の様式の率をそのまま載せている。}]",
    ],
    right: &[
        "成果: 相談30件",
        "成果: 登録16/17（99.1％）\n校正除外: [{符号: W0642, 理由: 県の様式の率をそのまま載せている。}]",
        "成果: 登録16/17（99.1％）\n校正除外: [{符号: W0642, 箇所: 99.1％, 理由: 県の様式の率をそのまま載せている。}]",
        "成果: 登録31/35（88.5％）\n校正除外: [{符号: W0643, 理由: 切り捨てて載せる約束のため。}]",
    ],
    // What is unneeded is known when all the others have looked.
    check: Check::Booklet(|_, _| {}),
};

/// Takes away what the files excuse, and adds the excuses that nothing needs.
pub(super) fn apply(facts: &Facts<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut excused = Excused::of(facts);
    let mut left = found;
    left.retain(|diagnostic| match &diagnostic.location {
        Location::Place(place) => !excused.need(place, diagnostic.code),
        _ => true,
    });
    let mut findings = Findings::of(&UNNEEDED);
    // Of a rule by which nobody went, nothing is known.
    let wants = |code: Code| facts.model.plan.house_style.wants(code);
    for Given { excuse, page, .. } in excused
        .of_files
        .values()
        .flat_map(BTreeMap::values)
        .flatten()
        .filter(|given| !given.needed && wants(given.excuse.code.value) && wants(UNNEEDED.code))
    {
        let code = &excuse.code;
        let words =
            excuse.words.as_ref().map(|words| format!("、箇所「{}」", words.value)).unwrap_or_default();
        let message = format!("この校正除外（{}{words}）は、もう要りません。", code.as_str());
        findings.unneeded(*page, &code.place, message);
    }
    left.extend(findings.into_diagnostics());
    left
}

/// What is excused, whether anything is found there or not.
pub(super) struct Excused<'a> {
    /// What the council never wants to be told, some of it of certain words alone.
    house_style: &'a HouseStyle,
    of_files: BTreeMap<&'a Path, BTreeMap<Code, Vec<Given<'a>>>>,
}

impl<'a> Excused<'a> {
    /// The excuses of the files whose texts are in the booklet.
    pub fn of(facts: &Facts<'a>) -> Self {
        Self { house_style: &facts.model.plan.house_style, of_files: given(facts) }
    }

    /// Whether a code is excused at a place.
    pub fn covers(&self, place: &Place, code: Code) -> bool {
        let given = self.of_files.get(place.source().path()).and_then(|codes| codes.get(&code));
        given.into_iter().flatten().map(|given| given.excuse).chain(&self.house_style.untold).any(|excuse| {
            let excused = excuse.excused();
            excused.code == code && excused.is_at(place)
        })
    }

    /// The same, and that the excuses are needed for it.
    fn need(&mut self, place: &Place, code: Code) -> bool {
        let given = self.of_files.get_mut(place.source().path()).and_then(|codes| codes.get_mut(&code));
        for given in given.into_iter().flatten().filter(|given| given.excuse.excused().is_at(place)) {
            given.needed = true;
        }
        self.covers(place, code)
    }
}

/// An excuse of a file whose texts are in the booklet.
struct Given<'a> {
    excuse: &'a Excuse,
    /// The page of the file's sheet.
    page: Option<u32>,
    /// Whether a finding needs it, in this booklet or maybe in another.
    needed: bool,
}

/// The excuses by file and code. One code may be excused more than once, each time with the reason of one finding.
fn given<'a>(facts: &Facts<'a>) -> BTreeMap<&'a Path, BTreeMap<Code, Vec<Given<'a>>>> {
    let Facts { model, year, .. } = facts;
    let notes = model.years.get(year);
    // Where the year has a 前文 of its own, the plan's is printed in other years.
    let plan_is_whole = notes.is_none_or(|notes| notes.foreword.is_none());
    let plan = model.plan.excuses.iter().map(|excuse| Given { excuse, page: None, needed: !plan_is_whole });
    let notes = notes.into_iter().flat_map(|notes| &notes.excuses);
    let notes = notes.map(|excuse| Given { excuse, page: None, needed: false });
    let sheets = facts.book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none()).flat_map(|sheet| {
        let page = Some(sheet.page);
        let record = model.records.get(year).and_then(|records| records.get(sheet.id));
        // What is not written yet may need them.
        let needed = record.is_none_or(|record| !record.is_finished(Stage::Whole));
        let of_measure = model.measures.get(sheet.id).into_iter().flat_map(|measure| &measure.excuses);
        let own = of_measure.chain(record.into_iter().flat_map(|record| &record.excuses));
        let own = own.map(move |excuse| Given { excuse, page, needed });
        // Of the other years only the target is printed; what the rest of such a record needs, its own year tells.
        let others = model.records.iter().filter(|(other, _)| *other != year);
        let others = others.filter_map(|(_, records)| records.get(sheet.id));
        let others = others.flat_map(|record| &record.excuses);
        own.chain(others.map(move |excuse| Given { excuse, page, needed: true }))
    });
    let mut files: BTreeMap<&Path, BTreeMap<Code, Vec<Given<'_>>>> = BTreeMap::new();
    for given in plan.chain(notes).chain(sheets) {
        let file = given.excuse.code.place.source().path();
        files.entry(file).or_default().entry(given.excuse.code.value).or_default().push(given);
    }
    files
}
