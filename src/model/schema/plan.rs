//! `plan.yaml`.

use serde_json::Value;

use super::shape::{self, Entry, Shape};
use super::{field, form};
use crate::form::{Field, Label};
use crate::model::house_style::{self, Digits};
use crate::model::plan::{
    FORM, HOUSE_STYLE, LABELS, MEASURES, NAME, NOTE, NUMBER, PERIOD, PUBLICATION, Plan, WANTED,
};
use crate::model::publication;

pub fn plan(plan: &Plan, ids: &[&str]) -> Value {
    let of_table = |field: Field| field::entry(field, plan, ids);
    let text_of = |field: Field| shape::must(field.key(), shape::text());
    let labels = Label::ALL.iter().map(|label| {
        shape::may(
            label.key(),
            shape::text().described(format!("「{}」の代わりに刷る言葉。", label.printed())),
        )
    });
    let index = shape::mapping([shape::may(Field::Title.key(), wanted())]);
    shape::mapping([
        text_of(Field::Name),
        shape::may(Field::Slogan.key(), shape::text().described("表紙に載ります。")),
        text_of(Field::Publisher),
        shape::must(PERIOD, shape::period()),
        shape::must(
            Field::Scale.key(),
            field::scale().some().described("評価の記号と名称を、よい順に並べます。"),
        ),
        shape::must(Field::Section.key(), shape::list(shape::text()).some()),
        shape::may(FORM, form::form(plan)),
        shape::may(LABELS, shape::mapping(labels).described("様式の言葉を替えます。")),
        shape::may(Field::Foreword.key(), field::foreword()),
        shape::may(NOTE, shape::text().described("評価基準の下に載ります。")),
        shape::may(Label::Index.key(), index),
        shape::may(Label::Standing.key(), wanted().described("計画が今どうなっているかを示すページ。")),
        shape::may(PUBLICATION, publication()),
        shape::may(HOUSE_STYLE, house_style()),
        of_table(Field::Excuses),
        shape::must(Field::Strategy.key(), shape::list(strategy(ids)).some()),
    ])
    .done()
}

fn wanted() -> Shape {
    shape::choice(WANTED.iter().map(|(word, _)| *word))
}

fn house_style() -> Shape {
    let digits = shape::choice(Digits::NAMES.iter().map(|(word, _)| *word));
    shape::mapping([
        shape::may(house_style::DIGITS, digits.described("数字の幅。")),
        shape::may(house_style::UNTOLD, field::excuses().described("計画全体で知らせない符号。")),
    ])
}

fn publication() -> Shape {
    let named = |key: &str, text: &str| shape::may(key, shape::text().described(text));
    shape::mapping([
        named(publication::LICENCE, "公開するデータの利用条件。CC BY 4.0 など。"),
        named(publication::MUNICIPALITY, "全国地方公共団体コード。"),
        named(publication::MUNICIPALITY_NAME, "団体の名前。"),
        named(publication::SITE, "公開する場所。https:// から書きます。"),
    ])
}

fn level(entries: impl IntoIterator<Item = Entry>) -> Shape {
    let number =
        shape::may(NUMBER, shape::number().described("番号は１から。途中から数えるときだけ書きます。"));
    shape::mapping([shape::must(NAME, shape::text()), number].into_iter().chain(entries))
}

fn strategy(ids: &[&str]) -> Shape {
    level([
        shape::may(NOTE, shape::text().described("全体の評価の表の下に載ります。")),
        shape::must(Field::Policy.key(), shape::list(policy(ids)).some()),
    ])
}

fn policy(ids: &[&str]) -> Shape {
    let priorities = shape::may(Field::Priority.key(), shape::list(priority(ids)).some());
    level([priorities, initiatives(ids), measures(ids)]).with_any_of(&[
        Field::Priority.key(),
        Field::Initiative.key(),
        MEASURES,
    ])
}

fn priority(ids: &[&str]) -> Shape {
    level([initiatives(ids), measures(ids)]).with_any_of(&[Field::Initiative.key(), MEASURES])
}

fn initiatives(ids: &[&str]) -> Entry {
    let initiative = level([shape::must(MEASURES, shape::list(field::id(ids)).some())]);
    shape::may(Field::Initiative.key(), shape::list(initiative).some())
}

fn measures(ids: &[&str]) -> Entry {
    shape::may(MEASURES, shape::list(field::id(ids)).some())
}
