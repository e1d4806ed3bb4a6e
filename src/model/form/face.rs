//! 紙面: where the fields stand on a sheet.

use std::collections::HashSet;

use super::fields::find_field;
use super::keys::NEXT_PAGE;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};
use crate::form::{Block, Column, Field, Form};
use crate::language::Decimal;
use crate::language::script::composed;
use crate::model::mapping::{Mapping, Text, list, text};
use crate::model::plan::HEADING;
use crate::model::yaml::{Kind as Typed, Node};

/// Reads 紙面.
pub(super) struct FaceReader<'a> {
    pub form: &'a Form,
    /// The fields that are told of already.
    pub spoilt: HashSet<String>,
    /// What has its place already.
    pub placed: HashSet<String>,
    /// Where each field was given its place.
    pub places: Vec<(Field, Place)>,
    /// The headings, as they were typed.
    pub typed: Vec<Text>,
    /// Where the next page begins, for each but the first.
    pub backs: Vec<Place>,
}

impl FaceReader<'_> {
    pub fn pages(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Vec<Vec<Block>> {
        let mut pages = vec![Vec::new()];
        for node in list(node, diagnostics).unwrap_or_default() {
            match &node.kind {
                Typed::Scalar(name) if name == NEXT_PAGE => {
                    self.backs.push(node.place.clone());
                    pages.push(Vec::new());
                }
                _ => {
                    let block = self.block(node, diagnostics);
                    pages.last_mut().into_iter().for_each(|page| page.extend(block.clone()));
                }
            }
        }
        pages
    }

    /// Tells of pages on which nothing stands, also of what no place was given to. `pages` are those of the whole face.
    pub fn refuse_empty(&self, pages: &[Vec<Block>], diagnostics: &mut Diagnostics) {
        for (page, _) in pages.iter().enumerate().filter(|(_, blocks)| blocks.is_empty()) {
            let Some(back) = self.backs.get(page.saturating_sub(1)) else { continue };
            let side = if page == 0 { "上" } else { "下" };
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!(
                        "紙面の「{NEXT_PAGE}」の{side}に何もないので、どのシートにも白いページができます。"
                    ),
                )
                .at(back)
                .hint(format!("この行を消すか、{side}に、載せる項目の行を書いてください。")),
            );
        }
    }

    fn block(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Option<Block> {
        match &node.kind {
            Typed::Mapping(_) => {
                let mapping = Mapping::of(node, diagnostics)?;
                let words = mapping.require_text(HEADING, diagnostics);
                mapping.finish(diagnostics);
                let words = words?;
                let heading = Block::heading(&words.value);
                self.typed.push(words);
                Some(heading)
            }
            Typed::Sequence(nodes) => {
                let columns = nodes.iter().filter_map(|node| {
                    let typed = text(node, diagnostics).filter(|typed| !self.is_spoilt(typed))?;
                    diagnostics.take(self.column(&typed))
                });
                let columns: Vec<Column> = columns.collect();
                (!columns.is_empty()).then_some(Block::Row(columns))
            }
            Typed::Scalar(_) | Typed::Null => {
                let typed = text(node, diagnostics)?;
                if let Some(block) = Block::find(&composed(&typed.value)) {
                    return diagnostics.take(self.first(&typed)).map(|()| block);
                }
                if self.is_spoilt(&typed) {
                    return None;
                }
                diagnostics.take(self.column(&typed)).map(|column| Block::Row(vec![column]))
            }
        }
    }

    /// Whether a field is told of already.
    fn is_spoilt(&self, typed: &Text) -> bool {
        let name = typed.value.split_whitespace().next();
        name.is_some_and(|name| self.spoilt.contains(&*composed(name)))
    }

    /// A field with its part of the width: 「成果 3」.
    fn column(&mut self, typed: &Text) -> Result<Column, Diagnostic> {
        let (name, share) = match typed.value.split_once(char::is_whitespace) {
            Some((name, share)) => (name, Some(share.trim())),
            None => (typed.value.as_str(), None),
        };
        let share = share
            .map(|share| {
                let number = share.parse::<Decimal>().ok();
                number.filter(|number| *number > Decimal::whole(0)).ok_or_else(|| {
                    let wrong = Diagnostic::new(Code::BadValue, format!("幅の割合「{share}」は数として読めません。"))
                        .at(&typed.place)
                        .hint(format!("いくつかの項目を並べるときは「- [課題, 改善策]」、二ページ目にするときは「- {NEXT_PAGE}」と書きます。"));
                    wrong
                        .label("項目の名前のあとに、空白を１つと半角の数で（例: 成果 3）")
                })
            })
            .transpose()?;
        let name = Spanned::new(name.to_owned(), typed.place.clone());
        let places = self.form.all().filter(|field| field.is_placed());
        let field = find_field(&name, places).map_err(|unknown| {
            let blocks: Vec<&str> = Block::names().chain([NEXT_PAGE]).collect();
            unknown
                .hint_nearest(&name.value, blocks.iter().copied())
                .hint(format!("項目のほかに書けるのは: {}、見出し: …", blocks.join("、")))
        })?;
        self.first(&name)?;
        self.places.push((field, name.place));
        Ok(Column { field, share })
    }

    /// Refuses what has its place already.
    fn first(&mut self, name: &Text) -> Result<(), Diagnostic> {
        if self.placed.insert(composed(&name.value).into_owned()) {
            return Ok(());
        }
        Err(Diagnostic::new(Code::Duplicate, format!("「{}」が紙面に二度出てきます。", name.value))
            .at(&name.place)
            .hint("どちらか一方を消してください。"))
    }
}
