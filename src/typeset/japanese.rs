//! What Typst says, in words for the person who changes a layout. What it said itself stands beside them.

use crate::diagnostics::nearest;
use crate::language::script::ascii_meant;

/// What is said instead, and what to do.
pub(super) struct Told {
    pub message: String,
    pub hint: Option<String>,
}

/// How a message of Typst begins and what is told for it; 〈〉 is what stands after the beginning, as far as it is its [`subject`].
const MESSAGES: &[(&str, &str, Option<&str>)] = &[
    (
        "unknown variable: ",
        "「〈〉」という名前の変数や関数はありません。",
        Some("名前の綴りと、ファイルの初めの #import に挙げてあるかを確かめてください。"),
    ),
    (
        "file not found",
        "ひな形が読み込むファイルがありません。",
        Some("ファイルを layouts に置くか、名前を直してください。"),
    ),
    (
        "failed to load file",
        "ひな形が読み込むファイルを開けません。",
        Some("読めるのは layouts フォルダーの中のファイルだけです。"),
    ),
    ("missing argument: ", "「〈〉」に渡す値が足りません。", None),
    (
        "unexpected argument: ",
        "「〈〉」という引数はありません。",
        Some("引数の名前の綴りを確かめてください。"),
    ),
    ("unexpected argument", "渡す値が多すぎます。", None),
    (
        "dictionary does not contain key ",
        "辞書に 〈〉 という項目はありません。",
        Some("項目の綴りを確かめてください。"),
    ),
    ("array index out of bounds", "並びの、ない番号を使おうとしています。", Some("番号は 0 から数えます。")),
    ("cannot access fields on type ", "〈〉 には、「.」で取り出せる項目はありません。", None),
    ("assertion failed", "ひな形の確かめ（assert）に合いませんでした。", None),
    ("panicked with", "ひな形が、自分で止まりました（panic）。", None),
    ("maximum function call depth exceeded", "関数が自分を呼び続けて、終わりません。", None),
    ("maximum show rule depth exceeded", "#show が自分に当てはまり続けて、終わりません。", None),
    ("maximum layout depth exceeded", "入れ子が深すぎます。", None),
    ("cannot import from user-created", "ここからは読み込めません。", None),
    (
        "unclosed delimiter",
        "かっこが閉じていません。",
        Some("「(」「[」「{」には、それぞれ「)」「]」「}」が要ります。"),
    ),
    ("unclosed string", "引用符が閉じていません。", Some("文字の終わりにも「\"」を付けてください。")),
    ("unclosed raw text", "「`」が閉じていません。", None),
    ("unclosed label", "「<」が閉じていません。", None),
    ("unexpected closing ", "閉じるかっこが余っています。", None),
    (
        "the character `#` is not valid in code",
        "「#」は、ここには書きません。",
        Some("「#」は文章から命令に移るときにだけ付けます。"),
    ),
    ("label ", "ラベル 〈〉 がありません。", Some("#link や #ref の行き先の名前を確かめてください。")),
    (
        "invalid number suffix: ",
        "数の後の「〈〉」は単位ではありません。",
        Some("長さは mm・cm・pt・em、割合は % です。"),
    ),
    (
        "color string ",
        "色の書き方が違います。",
        Some("色は \"#1f4e6b\" のように、# の後に、半角の 0 から 9 と a から f を六つ書きます。"),
    ),
    ("failed to parse", "読み取れないファイルです。", None),
    ("layout did not converge", "何度組み直しても、ページが決まりません。", None),
];

/// The parts of the PDF's standards that a layout breaks.
const STANDARDS: &[(&str, &str, Option<&str>)] = &[
    (
        "missing alt text",
        "画像か数式に、読み上げのための言葉がありません。",
        Some(
            "#image(\"印.png\", alt: \"法人の印章\") のように、何の図かを alt に書いてください。飾りなら #pdf.artifact で囲みます。",
        ),
    ),
    (
        "could not be displayed with",
        "書体にない字があります。",
        Some("その字のある書体のファイルを fonts フォルダーに置いてください。"),
    ),
    (
        "missing document language",
        "文書の言語が決まっていません。",
        Some("#set text(lang: \"ja\") を消さないでください。"),
    ),
    (
        "missing document title",
        "文書の題がありません。",
        Some("#set document(title: …) を消さないでください。"),
    ),
    ("license of", "埋め込むことを許さない書体です。", Some("ほかの書体を使ってください。")),
    (
        "private area",
        "私用領域の文字（外字）があります。",
        Some("外字は、読む人のパソコンでは別の字になります。ほかの字にしてください。"),
    ),
    ("embedding PDFs", "PDF は、図としては載せられません。", Some("PNG か SVG にしてください。")),
    (
        "skipped from heading level",
        "見出しの段が飛んでいます。",
        Some("見出しは、大きいほうから一段ずつ使います。"),
    ),
    ("first heading must be of level 1", "初めの見出しが、いちばん上の段ではありません。", None),
    ("heading title", "言葉のない見出しがあります。", None),
];

/// Names of what Typst has, as its messages call them.
const TYPES: &[(&str, &str)] = &[
    ("relative length", "長さ"),
    ("length", "長さ"),
    ("string", "文字列"),
    ("integer", "整数"),
    ("float", "数"),
    ("ratio", "割合"),
    ("fraction", "割合（fr）"),
    ("content", "文章や図"),
    ("array", "並び"),
    ("dictionary", "辞書"),
    ("color", "色"),
    ("boolean", "true か false"),
    ("function", "関数"),
    ("alignment", "そろえ方"),
    ("angle", "角度"),
    ("expression", "式"),
    ("identifier", "名前"),
    ("comma", "「,」"),
    ("colon", "「:」"),
    ("semicolon or line break", "行の終わり"),
    ("block", "「{ }」か「[ ]」"),
    ("pattern", "受け取る名前"),
    ("keyword", "命令の言葉"),
    ("equals sign", "「=」"),
    ("none", "none"),
    ("auto", "auto"),
];

/// What only a list has, as a value does that was meant as a list of one.
const OF_LISTS: [&str; 6] = ["first", "last", "at", "len", "map", "enumerate"];

/// How many words at most are told that could stand at a place.
const MOST_WORDS: usize = 10;

/// The character that Typst says cannot stand in code, with the ASCII that is meant by it.
pub(super) fn wide_character(said: &str) -> Option<(char, String)> {
    let typed = said.strip_prefix("the character `")?.strip_suffix("` is not valid in code")?;
    let typed = typed.chars().next()?;
    Some((typed, ascii_meant(typed)?))
}

/// Where one of some words has to stand: `"a4"`, `"a5"` and so on in what Typst said, and what was typed.
fn other_word(wanted: &str, typed: &str) -> Option<Told> {
    let typed = typed.strip_prefix('"')?.strip_suffix('"')?;
    let words: Vec<&str> = wanted.split('"').skip(1).step_by(2).collect();
    let like: Vec<&str> =
        words.iter().copied().filter(|word| !typed.is_empty() && word.contains(typed)).collect();
    let listed =
        |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join("、");
    let hint = match nearest(typed, words.iter().copied()) {
        _ if words.is_empty() => return None,
        _ if (1..=MOST_WORDS).contains(&like.len()) => Some(format!("似ているのは: {}", listed(&like))),
        _ if words.len() <= MOST_WORDS => Some(format!("書ける語は: {}", listed(&words))),
        Some(near) => Some(format!("「{near}」ではありませんか。")),
        None => None,
    };
    Some(Told { message: format!("ここに「{typed}」とは書けません。"), hint })
}

/// A message of Typst about what is typed in Japanese, if it is one of those that are known.
pub(super) fn told(said: &str, typed: &str) -> Option<Told> {
    if let Some((sign, meant)) = wide_character(said) {
        return Some(Told {
            message: format!("「{sign}」は、ここには書けません。"),
            hint: Some(format!("半角の「{meant}」に直してください。")),
        });
    }
    if let Some((kind, method)) =
        said.strip_prefix("type ").and_then(|rest| rest.split_once(" has no method `"))
    {
        let method = method.trim_end_matches('`');
        let hint = "値が一つだけの並びは、(12pt,) のように、値の後に半角の「,」を書きます。";
        return Some(Told {
            message: format!("{}に「.{method}」とは書けません。", named(kind)),
            hint: OF_LISTS.contains(&method).then(|| hint.to_owned()),
        });
    }
    if let Some(told) = said.strip_prefix("expected ").and_then(|wanted| other_word(wanted, typed)) {
        return Some(told);
    }
    if let Some(rest) = said.strip_prefix("expected ") {
        let (wanted, found) =
            rest.split_once(", found ").map_or((rest, None), |(wanted, found)| (wanted, Some(found)));
        let wanted = named(wanted);
        let message = match found {
            Some(found) => format!("ここには{wanted}を書きます（今は{}です）。", named(found)),
            None => format!("ここに{wanted}がありません。"),
        };
        return Some(Told { message, hint: None });
    }
    if let Some(rest) = said.strip_prefix("cannot ") {
        // 「cannot add integer and string」, 「cannot apply '-' to string」
        let what: Vec<&str> = rest.split(" and ").collect();
        if let [one, other] = what[..]
            && let Some((verb, one)) = one.split_once(' ')
        {
            let done = match verb {
                "add" => "足せ",
                "subtract" => "引け",
                "multiply" => "掛けられ",
                "divide" => "割れ",
                "compare" => "比べられ",
                "join" => "続けられ",
                _ => return None,
            };
            let message = format!("{}と{}は{done}ません。", named(one), named(other));
            return Some(Told { message, hint: None });
        }
    }
    if let Some((message, hint)) = STANDARDS
        .iter()
        .find(|(part, ..)| is_of_standard(said) && said.contains(part))
        .map(|(_, message, hint)| (*message, *hint))
    {
        return Some(Told { message: message.to_owned(), hint: hint.map(str::to_owned) });
    }
    let (beginning, message, hint) = MESSAGES.iter().find(|(beginning, ..)| said.starts_with(beginning))?;
    let rest = subject(&said[beginning.len()..]);
    Some(Told { message: message.replace("〈〉", rest), hint: hint.map(str::to_owned) })
}

/// What a message is about, by what follows its beginning: what is in quotes, or else all up to a semicolon.
fn subject(rest: &str) -> &str {
    let in_quotes = |quote: char| rest.strip_prefix(quote)?.split(quote).next();
    let plain = || rest.split(';').next();
    in_quotes('"').or_else(|| in_quotes('`')).or_else(plain).unwrap_or_default()
}

/// Whether a message is about what a PDF of the standards may not have.
pub(super) fn is_of_standard(said: &str) -> bool {
    said.starts_with("PDF/") || said.starts_with("embedding PDFs")
}

/// What is called so, in Japanese: of several kinds each.
fn named(said: &str) -> String {
    let kinds = said.split(", or ").flat_map(|part| part.split(" or ")).flat_map(|part| part.split(", "));
    let one = |kind: &str| {
        let known = TYPES.iter().find(|(name, _)| *name == kind.trim()).map(|(_, name)| (*name).to_owned());
        known.unwrap_or_else(|| format!("「{}」", kind.trim().trim_matches('`')))
    };
    kinds.map(one).collect::<Vec<_>>().join("か")
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_typst_says_is_told_in_japanese() {
        for (said, message) in [
            ("unknown variable: kolor", "「kolor」という名前の変数や関数はありません。"),
            ("expected length, found string", "ここには長さを書きます（今は文字列です）。"),
            (
                "expected integer, float, or string, found content",
                "ここには整数か数か文字列を書きます（今は文章や図です）。",
            ),
            ("expected comma", "ここに「,」がありません。"),
            ("cannot add integer and string", "整数と文字列は足せません。"),
            ("unclosed delimiter", "かっこが閉じていません。"),
            ("unexpected argument: widht", "「widht」という引数はありません。"),
            ("dictionary does not contain key \"blu\"", "辞書に blu という項目はありません。"),
            ("PDF/UA-1 error: missing alt text", "画像か数式に、読み上げのための言葉がありません。"),
            ("PDF/UA-1 error: heading title is empty", "言葉のない見出しがあります。"),
            ("label `<mark>` does not exist in the document", "ラベル <mark> がありません。"),
            (
                "dictionary does not contain key \"blu\" and no default value was specified",
                "辞書に blu という項目はありません。",
            ),
        ] {
            assert_eq!(told(said, "").map(|told| told.message).as_deref(), Some(message), "{said}");
        }
        assert!(told("something that nobody has heard", "").is_none());
    }
}
