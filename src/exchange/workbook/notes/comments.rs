//! Comments as all versions of Excel have them, which newer ones call メモ (`xl/comments1.xml`).

use super::xml::{Step, Unreadable, attribute, name, steps};
use crate::exchange::workbook::place::CellAt;

/// A comment on a cell.
#[derive(Debug, Default)]
pub(super) struct Comment {
    pub(super) at: Option<CellAt>,
    author: String,
    text: String,
}

/// How the author is named of a comment that repeats a thread for programs which do not know threads.
const OF_THREAD: &str = "tc=";

/// Reads comments as far as the part can be read.
pub(super) fn read(xml: &str, found: &mut Vec<Comment>) -> Result<(), Unreadable> {
    let mut authors: Vec<String> = Vec::new();
    let (mut in_author, mut in_text) = (false, false);
    for step in steps(xml) {
        match step? {
            Step::Begins(element) => match name(&element) {
                "author" => {
                    authors.push(String::new());
                    in_author = true;
                }
                "comment" => {
                    let author = attribute(&element, "authorId").and_then(|id| id.parse::<usize>().ok());
                    found.push(Comment {
                        at: attribute(&element, "ref").and_then(|cell| CellAt::named(&cell)),
                        author: author.and_then(|id| authors.get(id)).cloned().unwrap_or_default(),
                        text: String::new(),
                    });
                }
                "t" => in_text = true,
                _ => {}
            },
            Step::Text(text) => {
                let author = authors.last_mut().filter(|_| in_author);
                let comment = found.last_mut().map(|comment| &mut comment.text).filter(|_| in_text);
                author.or(comment).into_iter().for_each(|to| to.push_str(&text));
            }
            Step::Ends(_) => (in_author, in_text) = (false, false),
        }
    }
    Ok(())
}

impl Comment {
    /// Whether it only repeats a thread.
    pub(super) fn is_of_thread(&self) -> bool {
        self.author.starts_with(OF_THREAD)
    }

    /// What it says, without what Excel writes by itself: the name of its author alone, and that the thread cannot be shown, which
    /// is two paragraphs before its words.
    pub(super) fn said(&self) -> &str {
        if self.is_of_thread() {
            return self.text.splitn(3, "\n\n").nth(2).unwrap_or(&self.text);
        }
        let head = self.text.trim().strip_suffix([':', '：']);
        if head.is_some_and(|head| head == self.author.trim()) { "" } else { &self.text }
    }
}
