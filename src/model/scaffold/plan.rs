//! A plan to begin with.

use super::answers::{Answers, Basis, NewGrade, NewScale, NewSections};
use super::carried;
use super::example::Example;
use super::typing::Typing;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::folder::DataFile;
use crate::form::{Field, Label};
use crate::model::edit::{Edits, Said};
use crate::model::plan::{BODY, FORM, HEADING, HOUSE_STYLE, LABELS, NOTE, PERIOD, PUBLICATION};

/// What stands above the file.
const HEAD: &str = "計画のファイルです。「#」で始まる行は覚え書きで、紙には載りません。\n\
    ここにない項目（標語、呼称、様式、注記、公開、校正）の書き方は、手引きの「計画を始める」と「様式を決める」にあります。";

/// What an office worker is told of each key, above it.
fn remark(key: &str) -> Option<&'static str> {
    let remarks = [
        (Field::Name.key(), "計画の名称。表紙に載ります。"),
        (Field::Slogan.key(), "標語。表紙に載ります。なければ、この行を消します。"),
        (Field::Publisher.key(), "報告書を発行するところ。表紙に載ります。"),
        (PERIOD, "計画期間。令和６年度から令和10年度までなら R6-R10 と書きます（10 年度まで）。"),
        (Field::Scale.key(), "評価の段階。よい順に、記号と名称と、どういうときに付けるかを書きます。"),
        (Field::Section.key(), "事業を受け持つ係。事業のファイルには、ここにある名前で書きます。"),
        (LABELS, "様式の言葉のうち、ほかの言葉で刷るもの。"),
        (FORM, "この計画の様式にだけある項目と、シートでの並び。"),
        (PUBLICATION, "ホームページで公開するときの、利用条件や団体コード。"),
        (HOUSE_STYLE, "校正の決まり。数字の幅と、知らせない符号。"),
        (Field::Foreword.key(), "表紙の次に載る文章。見出しと本文を、いくつでも並べられます。"),
        (NOTE, "評価基準の下に載る注記。"),
        (Label::Index.key(), "全体の評価の表の載せ方。"),
        (Label::Standing.key(), "全体の評価の次の、全体の状況のページ。載せないときは「しない」と書きます。"),
        (Field::Excuses.key(), "このファイルの文章について、校正で知らせないことと、その理由。"),
        (
            Field::Strategy.key(),
            "計画の並び。基本戦略、施策細目、（あれば重点施策、）重点的取組、事業の順に重ねます。番号は上から順に付きます。\n\
             事業は ID（measures のファイルの名前）で書きます。同じ ID をもう一度書くと、再掲になります。",
        ),
    ];
    remarks.into_iter().find(|(known, _)| *known == key).map(|(_, remark)| remark)
}

/// The files of a new plan: the plan, and either a first measure with its record or, from another plan, its measures.
///
/// # Errors
/// Another plan of which no measure goes on, and what cannot be written as YAML.
pub fn new_plan(answers: &Answers, basis: &Basis<'_>) -> Result<Edits, Diagnostics> {
    let mut edits = Edits::default();
    let example = Example::of(answers, basis);
    let tree = match basis {
        Basis::Earlier { model, measures: true } => {
            carried::measures(model, answers.period, &mut edits)?;
            carried::tree(model, answers.period)?
        }
        Basis::Own { .. } | Basis::Earlier { .. } => {
            example.add(&mut edits)?;
            Example::tree()
        }
    };
    let rest = match basis {
        Basis::Own { scale, sections } => own(scale, sections),
        Basis::Earlier { model, .. } => {
            carried::words(model, &mut edits)?;
            carried::entries(model)?
        }
    };
    edits.create(&DataFile::Plan.path(), plan(answers, rest, tree)?)?;
    Ok(edits)
}

/// `plan.yaml`.
fn plan(answers: &Answers, rest: Vec<(String, Said)>, tree: Said) -> Result<String, Diagnostic> {
    let text = |key: &str, text: String| (key.to_owned(), Said::Text(text));
    let slogan = answers.slogan.clone().map(|slogan| text(Field::Slogan.key(), slogan));
    let entries = [text(Field::Name.key(), answers.name.clone())]
        .into_iter()
        .chain(slogan)
        .chain([
            text(Field::Publisher.key(), answers.publisher.clone()),
            text(PERIOD, answers.period.to_string()),
        ])
        .chain(rest)
        .chain([(Field::Strategy.key().to_owned(), tree)]);
    let mut typing = Typing::default();
    typing.remark(HEAD);
    for (key, said) in entries {
        typing.space();
        if let Some(remark) = remark(&key) {
            typing.remark(remark);
        }
        typing.entry(&key, said)?;
    }
    typing.finish(&DataFile::Plan.path())
}

/// What a plan has to have besides its names, its period and its tree.
fn own(NewScale(grades): &NewScale, NewSections(sections): &NewSections) -> Vec<(String, Said)> {
    let text = |key: &str, text: &str| (key.to_owned(), Said::Text(text.to_owned()));
    let grade = |NewGrade { mark, name }: &NewGrade| {
        let description = format!("「{name}」と認めたもの。");
        Said::Mapping(vec![text("記号", mark), text("名称", name), text("説明", &description)])
    };
    let foreword = Said::Mapping(vec![
        text(HEADING, "進捗管理の目的"),
        text(BODY, "計画に掲げた事業が、年度ごとにどこまで進んだかをまとめ、次の年度の取組に生かします。"),
    ]);
    let sections = sections.iter().cloned().map(Said::Text).collect();
    vec![
        (Field::Scale.key().to_owned(), Said::List(grades.iter().map(grade).collect())),
        (Field::Section.key().to_owned(), Said::List(sections)),
        (Field::Foreword.key().to_owned(), Said::List(vec![foreword])),
    ]
}
