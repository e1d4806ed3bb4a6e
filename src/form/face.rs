//! 紙面: where the fields stand on a sheet.

use super::row::{Kind, Level};
use super::table::{Field, Label};
use crate::language::Decimal;

/// The sheet from top to bottom, page by page.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// The pages of a sheet, at least one.
    pub pages: Vec<Vec<Block>>,
    /// Whether the council has declared it, or fields of its own: then its rows take all of the page.
    pub is_own: bool,
}

/// A part of a sheet over its whole width.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// 事業の欄: where in the tree the measure stands, who answers for it, its title. Under it, in the same frame, the rows of
    /// single fields that say more about the measure.
    Profile(Vec<Field>),
    /// 年度の表: 年次計画, 指標目標 and 評価 year by year.
    Years,
    /// 指標の表: 目標 and 実績 of the measure's 指標, year by year.
    Indicators,
    /// 指標の推移: the same as pictures.
    Trends,
    /// 見出し: a band.
    Heading(Heading),
    /// Fields side by side.
    Row(Vec<Column>),
    /// 評価の凡例: what the marks stand for.
    Legend,
}

/// What a band says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// 実施結果, with the year.
    Report,
    /// Words of the council's own.
    Own(String),
}

/// A field in a row of fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The field.
    pub field: Field,
    /// Its part of the width, against the others of the row.
    pub share: Option<Decimal>,
}

impl From<Field> for Column {
    fn from(field: Field) -> Self {
        Self { field, share: None }
    }
}

/// What a council writes for the blocks that are no rows of fields.
static BLOCKS: [(&str, Block); 5] = [
    ("事業の欄", Block::Profile(Vec::new())),
    ("年度の表", Block::Years),
    ("指標の表", Block::Indicators),
    ("指標の推移", Block::Trends),
    ("評価の凡例", Block::Legend),
];

impl Block {
    /// What a council may write, but for fields and headings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BLOCKS.iter().map(|(name, _)| *name)
    }

    /// The block with a name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        BLOCKS.iter().find(|(other, _)| *other == name).map(|(_, block)| block.clone())
    }

    /// A band with words; those of the form itself may be replaced by 呼称.
    #[must_use]
    pub fn heading(words: &str) -> Self {
        Self::Heading(if words == Label::Report.key() {
            Heading::Report
        } else {
            Heading::Own(words.to_owned())
        })
    }

    /// The fields that stand in it.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        let (of_measure, columns) = match self {
            Self::Profile(fields) => (fields.as_slice(), &[][..]),
            Self::Row(columns) => (&[][..], columns.as_slice()),
            Self::Years | Self::Indicators | Self::Trends | Self::Heading(_) | Self::Legend => {
                (&[][..], &[][..])
            }
        };
        of_measure.iter().copied().chain(columns.iter().map(|column| column.field))
    }
}

impl Field {
    /// Whether 紙面 may place it: it has one cell on the sheet, and no block has it already.
    #[must_use]
    pub fn is_placed(self) -> bool {
        let row = self.row();
        let is_typed = matches!(row.level, Level::Measure | Level::Record)
            && (row.kind.is_short()
                || matches!(row.kind, Kind::Prose | Kind::Picture)
                || !row.kind.parts().is_empty());
        (is_typed || matches!(row.kind, Kind::Quoted(_))) && !row.yearly && !self.is_name()
    }

    /// Whether a field of the council's own may quote it of the year before.
    #[must_use]
    pub fn is_quotable(self) -> bool {
        self.row().level == Level::Record && self.is_placed() && self.row().kind != Kind::Grade
    }

    /// Whether it is of what a measure is called: its title, and the number before it.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Title | Self::Number)
    }

    /// Whether its cell is printed where no 紙面 names it. 査定 stands in the cell of 自己評価, where they differ.
    fn is_always_placed(self) -> bool {
        self.is_placed() && self != Self::ReviewedGrade
    }
}

impl Face {
    /// The sheet of the real booklet with the fields of a form, those of the council's own before 備考.
    #[must_use]
    pub fn usual(fields: &[Field]) -> Self {
        let wide = Column { field: Field::Actions, share: Some(Decimal::new(13, 1)) };
        let blocks = vec![
            Block::Profile(Vec::new()),
            Block::Row(vec![Field::Overview.into()]),
            Block::Years,
            Block::Heading(Heading::Report),
            Block::Row(vec![wide, Field::Results.into()]),
            Block::Row(vec![Field::SelfGrade.into(), Field::Next.into()]),
            Block::Legend,
            Block::Row(vec![Field::Remarks.into()]),
        ];
        let is_own = fields.iter().any(|field| matches!(field, Field::Own(_)));
        Self { is_own, ..Self::declared(fields, vec![blocks]) }
    }

    /// A 紙面 as a council has declared it for the fields of its form. What it does not place follows before 備考, in the order of the form: short fields side
    /// by side, others over the whole width. Without 事業の欄 and 年度の表 it begins with them.
    #[must_use]
    pub fn declared(fields: &[Field], mut pages: Vec<Vec<Block>>) -> Self {
        if pages.is_empty() {
            pages.push(Vec::new());
        }
        let has = |pages: &[Vec<Block>], block: &Block| pages.iter().flatten().any(|other| other == block);
        if !has(&pages, &Block::Years) {
            let after = usize::from(pages[0].first() == Some(&Block::Profile(Vec::new())));
            pages[0].insert(after, Block::Years);
        }
        if !has(&pages, &Block::Profile(Vec::new())) {
            pages[0].insert(0, Block::Profile(Vec::new()));
        }
        let placed: Vec<Field> = pages.iter().flatten().flat_map(Block::fields).collect();
        let left: Vec<Field> = fields
            .iter()
            .copied()
            .filter(|field| field.is_always_placed() && !placed.contains(field))
            .collect();
        let (last, others): (Vec<Field>, Vec<Field>) =
            left.into_iter().partition(|field| *field == Field::Remarks);
        let is_remarks = |block: &Block| block.fields().any(|field| field == Field::Remarks);
        let at_remarks = pages
            .iter()
            .enumerate()
            .find_map(|(page, blocks)| Some((page, blocks.iter().position(is_remarks)?)));
        let (page, place) = at_remarks.unwrap_or_else(|| (pages.len() - 1, pages[pages.len() - 1].len()));
        let rows =
            rows(&others).into_iter().chain(last.into_iter().map(|field| Block::Row(vec![field.into()])));
        pages[page].splice(place..place, rows);
        pages.iter_mut().for_each(join_profile);
        Self { pages, is_own: true }
    }
}

/// How many short fields stand side by side.
const MOST_BESIDE: usize = 4;

/// Fields as rows.
fn rows(fields: &[Field]) -> Vec<Block> {
    let mut rows = Vec::new();
    for run in fields.chunk_by(|one, next| one.row().kind.is_short() && next.row().kind.is_short()) {
        rows.extend(
            run.chunks(MOST_BESIDE).map(|run| Block::Row(run.iter().copied().map(Column::from).collect())),
        );
    }
    rows
}

/// Takes the rows of single fields of the measure that follow 事業の欄 into its frame.
fn join_profile(blocks: &mut Vec<Block>) {
    let Some(place) = blocks.iter().position(|block| matches!(block, Block::Profile(_))) else { return };
    while let Some(Block::Row(columns)) = blocks.get(place + 1)
        && let [Column { field, .. }] = columns[..]
        && field.row().level == Level::Measure
    {
        blocks.remove(place + 1);
        if let Block::Profile(fields) = &mut blocks[place] {
            fields.push(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_face_is_that_of_the_real_booklet() {
        let face = Face::usual(Field::ALL);
        assert_eq!(face.pages.len(), 1);
        assert!(!face.is_own);
        assert_eq!(face.pages[0][0], Block::Profile(vec![Field::Overview]));
        assert_eq!(face.pages[0].len(), 7);
    }

    #[test]
    fn what_is_not_placed_comes_before_the_remarks() {
        let pages =
            vec![vec![Block::Row(vec![Field::Results.into()]), Block::Row(vec![Field::Remarks.into()])]];
        let face = Face::declared(Field::ALL, pages);
        let [Block::Profile(none), Block::Years, Block::Row(results), rest @ ..] = &face.pages[0][..] else {
            panic!("{face:?}")
        };
        assert!(none.is_empty());
        assert_eq!(results[0].field, Field::Results);
        let fields: Vec<Field> = rest.iter().flat_map(Block::fields).collect();
        assert_eq!(fields, [Field::Overview, Field::Actions, Field::SelfGrade, Field::Next, Field::Remarks]);
    }
}
