//! What is asked where somebody sits at the terminal.

use shinchoku::diagnostics::{Code, Diagnostic};
use shinchoku::model::Model;
use shinchoku::model::scaffold::{NewScale, NewSections};
use shinchoku::year::Period;

use crate::cli;
use crate::terminal::{ask, remark};

/// The scale that many councils have.
const USUAL_GRADES: &str = "A 達成、B 未達成、C 検討中、D 中止";

pub fn name() -> Result<String, Diagnostic> {
    answer("計画の名称（例: みどり町地域福祉推進計画）", None, cli::line)
}

pub fn publisher(earlier: Option<&Model>) -> Result<String, Diagnostic> {
    match earlier {
        Some(model) => answer("発行者", Some(&model.plan.publisher.value), cli::line),
        None => answer("発行者（例: みどり町社会福祉協議会）", None, cli::line),
    }
}

pub fn period(earlier: Option<&Model>) -> Result<Period, Diagnostic> {
    let usual = earlier.and_then(|model| model.plan.period.value.next()).map(|period| period.to_string());
    answer("計画期間（例: R6-R10）", usual.as_deref(), cli::period)
}

pub fn grades() -> Result<NewScale, Diagnostic> {
    answer("評価の記号と名称を、よい順に", Some(USUAL_GRADES), cli::grades)
}

pub fn sections() -> Result<NewSections, Diagnostic> {
    answer("担当係（例: 総務係、地域福祉係）", None, cli::sections)
}

/// Asks until there is an answer. Who answers nothing takes what is usual.
fn answer<T>(
    question: &str,
    usual: Option<&str>,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<T, Diagnostic> {
    let asked = match usual {
        Some(usual) => format!("{question}\n  何も書かずに Enter を押すと「{usual}」\n  "),
        None => question.to_owned(),
    };
    loop {
        let Some(typed) = ask(&asked) else {
            return Err(Diagnostic::new(Code::Usage, "答えの途中で終わりました。何も書き込んでいません。")
                .hint("もう一度実行してください。"));
        };
        match read(if typed.is_empty() { usual.unwrap_or_default() } else { &typed }) {
            Ok(answer) => return Ok(answer),
            Err(reason) => remark(reason),
        }
    }
}
