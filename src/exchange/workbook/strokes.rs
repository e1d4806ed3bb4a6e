//! Text that is struck through, marked where it stands: the reader of workbooks does not tell of parts of a cell's text.

/// Stands before what is struck through: a code point that is no character, so that no text has it.
const FROM: char = '\u{FDD0}';

/// Stands behind it.
const TO: char = '\u{FDD1}';

/// The XML with marks round each run of text that is struck through.
pub(super) fn marked(xml: String) -> String {
    if !xml.contains("strike") {
        return xml;
    }
    let mut marked = String::with_capacity(xml.len() + 64);
    let mut rest = xml.as_str();
    let (mut struck, mut phonetic, mut inside) = (false, false, false);
    while let Some(start) = rest.find('<') {
        let tag_end = start + end_of_tag(&rest[start..]);
        let tag = &rest[start..tag_end];
        let closes = tag.starts_with("</");
        let has_text = !closes && !tag.ends_with("/>");
        marked.push_str(&rest[..start]);
        match local_name(tag) {
            "r" | "si" | "is" => struck = false,
            "rPh" => phonetic = has_text,
            "strike" if !closes => struck = !["\"0\"", "'0'", "false"].iter().any(|off| tag.contains(off)),
            "t" if closes && inside => {
                marked.push(TO);
                inside = false;
            }
            _ => {}
        }
        marked.push_str(tag);
        if local_name(tag) == "t" && has_text && struck && !phonetic {
            marked.push(FROM);
            inside = true;
        }
        rest = &rest[tag_end..];
    }
    marked + rest
}

/// Where a tag ends that a text begins with.
fn end_of_tag(text: &str) -> usize {
    let end = if text.starts_with("<!--") {
        "-->"
    } else if text.starts_with("<![CDATA[") {
        "]]>"
    } else {
        ">"
    };
    text.find(end).map_or(text.len(), |at| at + end.len())
}

fn local_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|character: char| " />\t\r\n".contains(character)).unwrap_or(name.len())];
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The text without marks, and what they stand round.
pub(super) fn read(text: &str) -> (String, Option<String>) {
    if !text.contains([FROM, TO]) {
        return (text.to_owned(), None);
    }
    let parts = text.split(FROM).skip(1).map(|part| part.split(TO).next().unwrap_or(part));
    let struck: String = parts.collect();
    (text.replace([FROM, TO], ""), Some(struck).filter(|struck| !struck.trim().is_empty()))
}
