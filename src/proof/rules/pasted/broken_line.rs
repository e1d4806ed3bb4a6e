//! A line break in the middle of a sentence.

use crate::diagnostics::Code;
use crate::language::script::{
    is_digit, is_hiragana, is_japanese, is_kanji, is_katakana, last_characters, lines,
};
use crate::language::words::{Form, Part};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::BrokenLine,
    title: "文の途中の改行",
    explanation: "文の途中で行が変わっています。ワープロやメールから写すと、元の紙の幅の改行が残ることがあります。\
        前の行と次の行をつなげてください。箇条書き、見出し、短い項目の行は、何も言いません。",
    wrong: &[
        "成果: |-\n  地域の皆様と力を合わせて、見守り活動を\n  続けることができました。",
        "成果: |-\n  ひとり暮らしの高齢者を訪ねる見守りの活\n  動を続けました。参加者も増えています。",
        "成果: |-\n  地域の皆様と力を合わせて、見守り活動に取り組み\n  ました。",
        "成果: |-\n  地域の皆様と力を合わせて活動したことにより、\n  見守りの輪が広がりました。",
        "成果: |-\n  町の保健師と児童福祉の担当者が、家庭の\n  相談を一つの窓口で受けました。",
        "成果: |-\n  送迎の車を増やしたところ、一日当たりの利用\n  者は平均で８人になりました。",
        "成果: |-\n  サロンを開きました。\n  地域の皆様と力を合わせて、今年度から新しく始めた\n  見守り活動を続けました。",
    ],
    right: &[
        "成果: |-\n  見守りを続けました。\n  講座も開きました。",
        "成果: |-\n  ・見守り活動の推進\n  ・講座の開催\n  参加者が増えました。",
        "成果: |-\n  見守り活動の推進について\n  協議会を開き、進め方を話し合いました。",
        "成果: |-\n  参加した団体は\n  自治会、民生委員でした。",
        "成果: |-\n  【主な取組】\n  サロンを開きました。\n  電話 12件\n  来所 5件",
        "成果: |-\n  サロン、\n  講座、\n  研修",
    ],
    check: Check::Text(broken_lines),
};

/// The least that a line has where paper was too narrow for it.
const WIDE: usize = 15;

/// Particles and forms after which a sentence goes on.
const GOES_ON: &[&str] =
    &["を", "に", "が", "へ", "と", "や", "から", "より", "ながら", "ための", "して", "により"];

/// With what only the rest of a sentence begins.
const RESTS: &[&str] = &[
    "ました",
    "ません",
    "ます。",
    "ます、",
    "した。",
    "しました",
    "して、",
    "します。",
    "された",
    "されま",
    "でした",
    "です。",
    "ている",
    "ていま",
    "てお",
    "った",
    "って",
    "んだ",
    "んで",
    "を",
    "っ",
    "ー",
    "ゃ",
    "ゅ",
    "ょ",
    "、",
    "。",
];

fn broken_lines(prose: &Prose<'_>) -> Vec<Finding> {
    if !prose.cell.field.is_narrative() {
        return Vec::new();
    }
    let all: Vec<(usize, &str)> = lines(prose.as_str()).collect();
    let broken = all.windows(2).filter_map(|pair| {
        let [(start, line), (_, next)] = pair else { return None };
        let (line, next) = (line.trim_end(), next.trim_start());
        (is_broken(line, next) || goes_on_by_words(prose, *start, line, next)).then(|| {
            let ends = |text: &str, count: usize| text[last_characters(0, text, count)].to_owned();
            let begins: String = next.chars().take(6).collect();
            Finding::new(last_characters(*start, line, 3), "文の途中で行が変わっています。")
                .hint(format!("次の行とつなげて、「{}{begins}」と続けてください。", ends(line, 6)))
        })
    });
    broken.collect()
}

fn is_broken(line: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else { return false };
    let length = line.chars().count();
    if length < WIDE || begins_item(next) || !(is_japanese(last) || last == '、') {
        return false;
    }
    if RESTS.iter().any(|rest| next.starts_with(rest)) {
        return true;
    }
    // What follows has to be a sentence.
    if !next.contains('。') || line.contains('：') && length < WIDE * 2 {
        return false;
    }
    if last == '、' {
        return true;
    }
    let goes_on = GOES_ON.iter().any(|end| line.ends_with(end))
        && !line.ends_with("について")
        && line.contains(is_hiragana);
    // 「見守りの活」「動を続けました」: a word is torn, where a single kanji stands on both sides.
    let torn_word = is_kanji(last)
        && is_kanji(first)
        && line
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|before| !is_kanji(before) && !is_digit(before) && !is_katakana(before))
        && next.chars().nth(1).is_some_and(is_hiragana);
    goes_on || torn_word
}

/// Whether a line ends with a word behind which its sentence goes on.
fn goes_on_by_words(prose: &Prose<'_>, start: usize, line: &str, next: &str) -> bool {
    let text = prose.as_str();
    if begins_item(next) || !next.contains('。') {
        return false;
    }
    // 「利用」「者は」: the end of a word does not begin a line.
    let tail = next.strip_prefix(['者', '的', '率', '師', '等', '性', '化']);
    if line.ends_with(is_kanji)
        && tail.is_some_and(|tail| tail.starts_with(['は', 'が', 'を', 'に', 'の', 'と']))
    {
        return true;
    }
    let Ok(last) = prose.words.binary_search_by_key(&(start + line.len()), |word| word.range.end) else {
        return false;
    };
    let before = last.checked_sub(1).and_then(|before| prose.words.get(before));
    let last = &prose.words[last];
    let surface = prose.surface(last);
    // Nobody ends a line of their own with these, be it ever so short.
    let is_object = last.part == Part::CaseParticle && matches!(surface, "を" | "に" | "が" | "へ")
        || last.part == Part::AdverbialParticle && surface == "まで";
    if is_object && line.chars().count() >= SHORTEST {
        return true;
    }
    if line.chars().count() < WIDE {
        return false;
    }
    let is_polite = || ["ました。", "ます。", "です。"].iter().any(|end| text.contains(end));
    match last.part {
        Part::CaseParticle => {
            matches!(surface, "で" | "まで" | "を通じて" | "による" | "によって" | "として")
        }
        // 参加者数は: what is said of it follows in the same line, unless it is a list.
        Part::TopicParticle if surface == "は" => line.contains('、') && !next.starts_with(is_digit),
        Part::GenitiveParticle | Part::ListingParticle => true,
        Part::TopicParticle => surface == "も",
        Part::JoiningParticle => matches!(surface, "て" | "で"),
        Part::Verb | Part::DependentVerb if last.form == Form::Continuing => before
            .is_some_and(|before| before.is_particle() || surface == "し" && before.part == Part::VerbalNoun),
        // In polite text a plain verb at the end of a line describes what follows.
        Part::Verb | Part::Auxiliary | Part::Adjective => {
            matches!(last.form, Form::Plain | Form::BeforeNoun)
                && (last.part != Part::Auxiliary || matches!(last.base(text), "た" | "だ"))
                && is_polite()
                && line.chars().count() >= LONG
                && !begins_item(line)
        }
        _ => false,
    }
}

/// The least that a line has before a break behind を.
const SHORTEST: usize = 8;

/// From how many characters on a line is no heading.
const LONG: usize = 20;

/// Whether a line begins an item or a heading.
fn begins_item(line: &str) -> bool {
    line.starts_with(|first: char| {
        "・○●◎■□◆◇★☆※【〔［「『（(→⇒-－*＊▼▽△▲".contains(first)
            || is_digit(first)
            || matches!(first, '①'..='⑳')
    })
}
