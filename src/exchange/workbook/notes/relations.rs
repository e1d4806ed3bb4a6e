//! How the parts of a package refer to one another.

use super::xml::{Step, attribute, name, steps};
use crate::exchange::workbook::package::normalized;

/// That a part refers to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// By which the part names it.
    pub(super) id: String,
    /// What the other one is to it: `drawing`, `comments`.
    pub(super) kind: String,
    /// The other part.
    pub(super) target: String,
}

/// The part in which those of a part stand.
pub(super) fn part_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// Those of a part, as far as they can be read. What lies outside the package is none of them.
pub(super) fn read(part: &str, xml: &str) -> Vec<Relation> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relation = |step| {
        let Ok(Step::Begins(element)) = step else { return None };
        let is_inside = attribute(&element, "TargetMode").is_none_or(|mode| mode != "External");
        let is_one = name(&element) == "Relationship" && is_inside;
        let kind = attribute(&element, "Type").filter(|_| is_one)?;
        Some(Relation {
            id: attribute(&element, "Id")?,
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: resolved(folder, &attribute(&element, "Target")?),
        })
    };
    steps(xml).filter_map(relation).collect()
}

/// The part that is meant from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for name in from.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    normalized(&path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{part_of, resolved};

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        for (folder, target, part) in [
            ("xl/worksheets", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
            ("xl/worksheets", "/xl/comments1.xml", "xl/comments1.xml"),
            ("xl", "worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "./xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../comments1.xml", "comments1.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
        assert_eq!(part_of("xl/worksheets/sheet1.xml"), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(part_of(""), "_rels/.rels");
    }
}
