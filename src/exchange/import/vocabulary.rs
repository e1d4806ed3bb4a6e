//! Which headings of a council's own Excel mean which field of the form.

use std::collections::HashMap;

use super::words::heading;
use super::years;
use crate::form::{Due, Field, Kind, Label, Level, OwnField, Reading, Row, Writer, word};
use crate::language::script::squeezed;
use crate::year::FiscalYear;

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field of the form.
    Field(Field),
    /// The id that the council already has for a measure.
    Id,
    /// A word that the booklet prints by itself.
    Furniture,
    /// Nothing that is to be taken: somebody has said so.
    Untaken,
}

/// A heading with the year it names: 令和４年度評価.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) meaning: Meaning,
    pub(super) year: Option<FiscalYear>,
}

/// The headings that are known.
#[derive(Debug)]
pub(super) struct Vocabulary(HashMap<String, Meaning>);

/// What councils call the fields beside the words of the form's own table.
const SPELLINGS: &[(Field, &[&str])] = &[
    (Field::Name, &["計画の名称", "計画名", "計画名称"]),
    (Field::Publisher, &["発行者", "発行"]),
    (Field::Strategy, &["基本目標", "戦略", "基本方針"]),
    (Field::Policy, &["施策", "基本施策", "施策の方向", "施策名"]),
    (Field::Priority, &["主要施策", "重点項目", "具体的施策"]),
    (Field::Initiative, &["重点的取り組み", "重点取組", "取組項目"]),
    (Field::Title, &["事業", "事業名称", "事務事業名", "取組名", "事業・取組名"]),
    (
        Field::Section,
        &["担当", "担当課", "担当部署", "所管課", "主管課", "担当課係", "担当課・係", "所管", "所属"],
    ),
    (
        Field::Overview,
        &["事業概要", "事業の概要", "事業内容", "事業の内容", "内容", "取組概要", "取組の概要", "計画の内容"],
    ),
    (Field::Schedule, &["スケジュール", "実施計画", "年度計画", "実施スケジュール", "年次計画・予定"]),
    (
        Field::Target,
        &[
            "目標",
            "指標",
            "数値目標",
            "目標値",
            "目標指標",
            "目標・指標",
            "指標・目標",
            "目標/指標",
            "年度目標",
        ],
    ),
    (
        Field::Actions,
        &[
            "取り組み内容",
            "具体的な取り組み内容",
            "実施内容",
            "実施状況",
            "取組状況",
            "活動内容",
            "取組実績",
            "具体的取組",
            "具体的な取組",
            "今年度の取組",
        ],
    ),
    (
        Field::Results,
        &["成果・効果", "実績", "取組の成果", "事業成果", "事業の成果", "実績・成果", "成果・実績", "結果"],
    ),
    (Field::Grade, &["達成度", "進捗度", "評価結果", "年度評価"]),
    (Field::SelfGrade, &["担当評価", "担当課評価", "担当係評価", "所管課評価", "一次評価", "内部評価"]),
    (Field::ReviewedGrade, &["査定評価", "最終評価", "二次評価", "総合評価"]),
    (
        Field::Next,
        &[
            "次年度の方針",
            "今後の方向性",
            "今後の取組",
            "今後の取り組み",
            "次年度の取組",
            "次年度の計画",
            "次年度に向けて",
            "今後の予定",
            "課題と今後の方針",
            "今後の課題と方針",
            "課題・今後の方針",
            "来年度の方針",
        ],
    ),
    (Field::Remarks, &["備考欄", "特記事項", "その他"]),
];

/// What stands over ids.
const ID: &[&str] = &["ID", "事業ID"];

/// What the mapping says of a heading that is to be a field of the council's own.
pub(super) const NEW_FIELD: &str = "新しい項目";

/// What it says of one that is not to be taken.
pub(super) const NOT_TAKEN: &str = "しない";

impl Vocabulary {
    /// The form's own words with what councils call them, and what a person has said of further ones.
    pub(super) fn new<'m>(said: impl IntoIterator<Item = (&'m str, Meaning)>) -> Self {
        let furniture = Label::ALL.iter().map(|label| (label.key(), label.printed()));
        let furniture =
            furniture.flat_map(|(key, printed)| [(key, Meaning::Furniture), (printed, Meaning::Furniture)]);
        let fields = Field::ALL.iter().copied().filter(|&field| is_imported(field)).flat_map(|field| {
            let printed = field.label().map(Label::printed);
            [Some(field.key()), printed].into_iter().flatten().map(move |word| (word, Meaning::Field(field)))
        });
        let spellings = SPELLINGS
            .iter()
            .flat_map(|(field, words)| words.iter().map(move |&word| (word, Meaning::Field(*field))));
        let ids = ID.iter().map(|&word| (word, Meaning::Id));
        // The later ones count.
        let words = furniture.chain(fields).chain(spellings).chain(ids).chain(said);
        Self(words.filter_map(|(word, meaning)| Some((heading(word)?, meaning))).collect())
    }

    /// What a text means as a heading.
    pub(super) fn meaning(&self, text: &str) -> Option<Heading> {
        let known = |text: &str| {
            let whole = self.0.get(squeezed(text).as_str()).copied();
            whole.or_else(|| self.0.get(heading(text)?.as_str()).copied())
        };
        if let Some(meaning) = known(text) {
            return Some(Heading { meaning, year: None });
        }
        heading(text)?;
        let (year, rest) = years::leading(text)?;
        Some(Heading { meaning: known(&rest)?, year: Some(year) })
    }
}

/// Whether a field can be read from a cell as a text, a mark, names or bars.
fn is_imported(field: Field) -> bool {
    let row = field.row();
    match row.level {
        Level::Tree => true,
        Level::Measure | Level::Record | Level::Computed => {
            matches!(row.kind, Kind::Words | Kind::Prose | Kind::Grade | Kind::Names | Kind::Schedule)
        }
        Level::Plan | Level::Year(_) | Level::AnyFile => false,
    }
}

/// What a person says that a heading means: a field by its key, a field of the council's own, or nothing.
pub(super) fn said(typed: &str, what: &str) -> Option<Meaning> {
    match what {
        NOT_TAKEN => Some(Meaning::Untaken),
        NEW_FIELD => Some(Meaning::Field(Field::Own(own_field(&heading(typed)?)))),
        key => Field::find(key).filter(|&field| is_imported(field)).map(Meaning::Field),
    }
}

/// A field of sentences that the program does not have.
fn own_field(name: &str) -> OwnField {
    let name = word(name);
    OwnField::declare(Row {
        key: name,
        level: Level::Record,
        kind: Kind::Prose,
        due: Due::Optional,
        writer: Writer::Section,
        reading: Reading::Report,
        compared: true,
        yearly: false,
        data_name: name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_typed() {
        let vocabulary = Vocabulary::new([("課題", Meaning::Untaken)]);
        let field = |text: &str| match vocabulary.meaning(text)?.meaning {
            Meaning::Field(field) => Some(field),
            _ => None,
        };
        for (text, wanted) in [
            ("指標目標\n※年度初めに設定", Field::Target),
            ("目標／指標", Field::Target),
            ("年次計画\n（予定）", Field::Schedule),
            ("【事　業　名】", Field::Title),
            ("担当係：", Field::Section),
            ("次年度の方針", Field::Next),
            ("自己評価（担当係）", Field::SelfGrade),
        ] {
            assert_eq!(field(text), Some(wanted), "{text}");
        }
        let of_year = vocabulary.meaning("令和４年度の評価").expect("a heading");
        assert_eq!(of_year.year.map(|year| year.to_string()).as_deref(), Some("R4"));
        assert_eq!(vocabulary.meaning("課題").map(|found| found.meaning), Some(Meaning::Untaken));
        assert_eq!(
            vocabulary.meaning("＜令和５年度実施結果＞").map(|found| found.meaning),
            Some(Meaning::Furniture)
        );
        assert_eq!(vocabulary.meaning("サロンを12回開きました。"), None);
    }
}
