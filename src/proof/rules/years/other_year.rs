//! Another year's name in this year's report.

use std::ops::Range;

use super::named_years::NamedYear;
use super::tense::{against_tense, named_twice, of_plan};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::OtherYear,
    title: "ほかの年度の名前",
    explanation: "今年度の取組内容や成果の文が、前の年度のことを言っているか、今後の方針が今年度までの年度のことを言っています。\
        前年度の記録を写して、年度を直し忘れたのかもしれません。「前年度から続けて」のように比べる言い方は調べません。\
        過ぎた年月の計画、まだ来ない年月の報告、同じ年度の数が二つ並ぶ文、前文の計画期間や「２年目」と計画の年度の食い違いもお知らせします。",
    wrong: &[
        "取組内容: 令和４年度は、講座を開きました。",
        "成果: 令和４年度の参加者は12名でした。",
        "今後の方針: 令和５年度は、講座を開いて担い手を増やします。",
        "取組内容: 社協の職員が、令和４年度課題別研修に参加しました。",
        "成果: ※令和４年度サロン数72（前年比２か所増）",
        "今後の方針: 講座については、令和５年度も開いていきます。",
        "取組内容: 令和１年度は、講座を開きました。",
        "取組内容: 平成31年度は、講座を開きました。",
        "取組内容: 2022年度は、講座を開きました。",
        "今後の方針: 延期した工事は、令和５年度の秋までに終えます。",
        "今後の方針: 散策路の工事を令和５年10月に始めます。",
        "今後の方針: 平成６年度は、活動を希望した29人に研修を行います。",
        "今後の方針: 予約を、令和４年７月からホームページでも受け付けます。",
        "取組内容: 無料の相談会を５月と令和16年１月に開きました。",
        "備考: 虐待の通報は、令和４年度が12件、令和４年度が15件でした。",
        "概要: 2005年までに温室効果ガスの排出を実質ゼロとします。",
    ],
    right: &[
        "成果: 感染が広がる前の令和４年度（1,500人）の８割まで戻りました。",
        "成果: 令和４年度（10人）の２倍の20人となりました。",
        "成果: 令和４年度（12件）に次いで多い数となりました。",
        "取組内容: 令和４年度の台風で被災した世帯を訪問しました。",
        "取組内容: 令和４年度の交付決定に基づき実施しました。",
        "取組内容: 令和４年度の国勢調査の結果を基に推計しました。",
        "成果: 令和４年度の改修により利用しやすくなりました。",
        "取組内容: 令和４年度の実績報告書を５月に県へ提出しました。",
        "成果: |-\n  令和４年度：10か所\n  令和５年度：12か所",
        "取組内容: 令和４年度は感染症のため中止しましたが、今年度は開催できました。",
        "取組内容: |-\n  令和４年度は感染症のため中止しました。\n  今年度は開催できました。",
        "取組内容: 令和４年度に続き、講座を開きました。",
        "成果: 参加者は12名（令和４年度10名）でした。",
        "成果: 令和４年度の10名に比べ、参加者が増えました。",
        "成果: 空き家の割合は、令和４年度の28.3%から24.1%に下がりました。",
        "成果: 償還免除の申請は、令和4年度の214件に対し、令和5年度は107件でした。",
        "成果: 令和4年度の一般会計決算は、3億8,000万円の黒字でした。",
        "取組内容: 令和４年度をもって終えた配食に代えて、見守りを行いました。",
        "今後の方針: 令和５年度も参加者が減りました。呼びかけを強めます。",
        "今後の方針: 令和５年度は参加者が減少したため、呼びかけを強める。",
        "取組内容: 令和５年度は、講座を開きました。",
        "今後の方針: 令和６年度は、講座を開いて担い手を増やします。",
        "取組内容: 令和４年度から始めた講座を続けました。",
        "取組内容: 講師は、令和４年度に講座を修了した５人が務めました。",
        "取組内容: 令和4年度補正予算を活用し、機器を入れ替えました。",
        "取組内容: 平成20年度の大雨の記録を展示しました。",
        "今後の方針: 令和５年10月に始まった制度に合わせ、契約を見直します。",
        "今後の方針: 令和５年度に修了した方に、令和６年度から講師をお願いします。",
        "今後の方針: 令和５年４月から義務となっている点検を続けます。",
        "今後の方針: 令和７年度からの更新に向け、調べます。令和６年５月に始めます。",
        "取組内容: 令和７年３月に開校する小学校の校名を決めました。",
        "取組内容: 令和７年度から始めることを決め、令和８年度に延期しました。",
        "備考: 虐待の通報は、令和５年度が12件、令和４年度が15件でした。",
        "今後の方針: 昭和37年４月２日から昭和54年４月１日までに生まれた方に案内を送ります。",
    ],
    check: Check::Booklet(other_year),
};

/// What follows a year's name where its own things are told.
const TELLS: &[&str] = &["は", "も", "には", "の参加", "の実績", "の取組", "において", "中", "の成果"];

/// Years so long ago are those of a history, where the plan does not have them.
const HISTORY: u32 = 5;

fn other_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let this_year = u32::from(facts.year.starts_in());
    let plan_begins = u32::from(facts.model.plan.period.value.first().starts_in());
    let earliest = plan_begins.min(this_year + 1 - HISTORY);
    for (prose, finding) in of_plan(facts) {
        findings.in_text(prose, finding);
    }
    for prose in &facts.texts {
        let mut found = against_tense(facts, prose);
        found.extend(
            named_twice(prose).filter(|_| prose.cell.field.is_report() || prose.cell.field == Field::Next),
        );
        let told: Vec<Range<usize>> = found.iter().map(|finding| finding.range.clone()).collect();
        for finding in found {
            findings.in_text(prose, finding);
        }
        if prose.page.is_none() {
            continue;
        }
        let is_report = match prose.cell.field {
            Field::Actions | Field::Results => true,
            Field::Next => false,
            _ => continue,
        };
        for year in NamedYear::all(prose.as_str()) {
            let last = if is_report { this_year - 1 } else { this_year };
            let is_seen =
                told.iter().any(|told| told.start <= year.range.start && year.range.end <= told.end);
            if is_seen || !(earliest..=last).contains(&year.starts_in) {
                continue;
            }
            let is_told = if is_report {
                year.is_own(prose.as_str(), this_year)
            } else {
                TELLS.iter().any(|word| year.goes_on().starts_with(word)) && !is_past(year.sentence)
            };
            if is_told {
                let name = year.name;
                let message = if is_report {
                    format!("{}の記録の文が、{name}のことになっています。", facts.book.year.label)
                } else {
                    format!("今後の方針が、{name}のことになっています。")
                };
                let hint = "前年度の記録を写したままでないか、年度を確かめてください。";
                findings.in_text(prose, Finding::new(year.range, message).hint(hint));
            }
        }
    }
}

/// Whether a sentence looks back.
fn is_past(sentence: &str) -> bool {
    let words = [
        "ました",
        "でした",
        "実績",
        "結果",
        "踏まえ",
        "た。",
        "たが",
        "たため",
        "たこと",
        "たもの",
        "たことから",
    ];
    words.iter().any(|word| sentence.contains(word)) || sentence.trim_end().ends_with('た')
}
