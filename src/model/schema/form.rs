//! 様式 of `plan.yaml`.

use super::field;
use super::shape::{self, Shape};
use crate::form::{Block, Field, MOST_PAGES, PAGES};
use crate::model::form::keys;
use crate::model::plan::{HEADING, Plan};

pub fn form(plan: &Plan) -> Shape {
    let pages: Vec<String> = PAGES.map(|pages| pages.to_string()).collect();
    shape::mapping([
        shape::may(keys::FIELDS, shape::named(declaration(plan)).described("協議会の様式にだけある項目。")),
        shape::may(keys::FACE, face(plan).described("シートに載るものを、上から順に並べます。")),
        shape::may(
            MOST_PAGES,
            shape::choice(pages.iter().map(String::as_str))
                .described("一ページに入りきらないシートを、何ページまでに分けるか。"),
        ),
        shape::may(
            Field::Number.key(),
            shape::choice(keys::THROUGHS.iter().map(|(word, _)| *word))
                .described("「通し」と書くと、計画の並びの順の番号が事業名の前に付きます。"),
        ),
    ])
}

/// A field of the council's own.
fn declaration(plan: &Plan) -> Shape {
    let unit = || shape::may(keys::UNIT, shape::text());
    let choices = || shape::may(keys::CHOICES, shape::list(shape::text()));
    let of_column = shape::mapping([shape::must(keys::KIND, kinds(keys::COLUMN_KINDS)), unit(), choices()]);
    let columns = shape::named(shape::either(kinds(keys::COLUMN_KINDS), of_column));
    let rows = shape::either(shape::choice([keys::ROWS_OF_MEASURE]), shape::list(shape::text()));
    let scale = shape::either(shape::list(shape::text()), field::scale());
    let quotable = plan.form.all().filter(|field| field.is_quotable()).map(Field::key);
    shape::mapping([
        shape::may(keys::KIND, kinds(keys::KINDS.len())),
        unit(),
        choices(),
        shape::may(keys::SCALE, scale),
        shape::may(keys::COLUMNS, columns),
        shape::may(keys::ROWS, rows),
        shape::may(keys::SUM, words(&keys::SUMS)),
        shape::may(keys::DUE, words(&keys::DUES).described("いつまでに書くか。書かなければ、年度末。")),
        shape::may(keys::LEVEL, words(&keys::LEVELS).described("どのファイルに書くか。書かなければ、記録。")),
        shape::may(keys::WRITER, shape::text().offering(keys::WRITERS.iter().map(|(word, _)| *word))),
        shape::may(keys::DATA_NAME, shape::like("^[a-z][a-z0-9_]*$").described("公開データでの名前。")),
        shape::may(keys::QUOTED, shape::choice(quotable).described("前の年度の記録から載せる項目。")),
        shape::may(keys::QUOTED_YEAR, words(&keys::QUOTED_YEARS)),
    ])
    .with_any_of(&[keys::KIND, keys::QUOTED])
}

fn words<T>(words: &[(&'static str, T)]) -> Shape {
    shape::choice(words.iter().map(|(word, _)| *word))
}

/// The first so many 種類.
fn kinds(count: usize) -> Shape {
    shape::choice(keys::KINDS[..count].iter().map(|kind| kind.name()))
}

fn face(plan: &Plan) -> Shape {
    let names: Vec<&str> = plan.form.all().filter(|field| field.is_placed()).map(Field::key).collect();
    let with_share = format!("^({})( +[0-9.]+)?$", names.join("|"));
    let column = || shape::like(&with_share).offering(names.iter().copied());
    let block = shape::choice(Block::names().chain([keys::NEXT_PAGE]));
    let heading = shape::mapping([shape::must(HEADING, shape::text())]);
    let row = shape::list(column());
    shape::list(shape::either(shape::either(block, heading), shape::either(row, column())))
}
