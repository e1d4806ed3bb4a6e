//! A line break in the middle of a sentence.

use crate::diagnostics::Code;
use crate::language::script::{
    is_digit, is_hiragana, is_japanese, is_kanji, is_katakana, last_characters, lines,
};
use crate::language::words::{Form, Part, Word, cut};
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
        "成果: |-\n  見守りを\n  続けました。",
        "成果: |-\n  高齢者の\n  見守りを続けました。",
        "成果: |-\n  講座を開き、\n  参加者が増えました。",
        "成果: |-\n  参加者が増え\n  ました。",
        "成果: |-\n  講座の参加者も増\n  えました。",
        "成果: |-\n  見守りの推\n  進に努めました。",
        "成果: |-\n  電話での相談\n  が増えました。",
        "成果: |-\n  今年度は、\n  講座を3回開きました。",
    ],
    right: &[
        "成果: |-\n  見守りを続けました。\n  講座も開きました。",
        "成果: |-\n  ・見守り活動の推進\n  ・講座の開催\n  参加者が増えました。",
        "成果: |-\n  見守り活動の推進について\n  協議会を開き、進め方を話し合いました。",
        "成果: |-\n  参加した団体は\n  自治会、民生委員でした。",
        "成果: |-\n  【主な取組】\n  サロンを開きました。\n  電話 12件\n  来所 5件",
        "成果: |-\n  サロン、\n  講座、\n  研修",
        "成果: |-\n  サロン、\n  講座、\n  研修を続けました。",
        "成果: |-\n  はじめに\n  会長が挨拶しました。\n  最後に\n  感想を話し合いました。",
        "成果: |-\n  各学校へ\n  冊子を配りました。\n  公民館で\n  講座を開きました。",
        "成果: |-\n  会場は\n  公民館でした。",
        "成果: |-\n  次の皆様に\n  自治会、民生委員、老人クラブが声を掛けました。",
        "成果: |-\n  講座を終えて\n  参加者が増えました。",
        "成果: |-\n  見守りの会\n  場所は公民館です。\n  参加者の声\n  がん検診を受けるきっかけになりました。",
    ],
    check: Check::Text(broken_lines),
};

/// The least that a line has where paper was too narrow for it. A shorter one may be a heading or an item, unless a sentence surely goes on.
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
    let Some(last) = line.chars().next_back() else { return false };
    let length = line.chars().count();
    if begins_item(next) || !(is_japanese(last) || last == '、') {
        return false;
    }
    // 「ー」 is also what some begin an item with.
    if RESTS.iter().any(|rest| next.starts_with(rest) && (length >= WIDE || *rest != "ー")) {
        return true;
    }
    if length < WIDE {
        return false;
    }
    // What follows has to be a sentence.
    if !next.contains('。') || line.contains('：') && length < WIDE * 2 {
        return false;
    }
    if last == '、' {
        return true;
    }
    GOES_ON.iter().any(|end| line.ends_with(end)) && !line.ends_with("について") && line.contains(is_hiragana)
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
    let end = start + line.len();
    if tears_a_word(line, next) || begins_with_particle(prose, end, next) {
        return true;
    }
    // 「講座を開き、」 goes on; 「サロン、」 may be one of a list.
    let length = line.chars().count();
    let (ends_in_comma, end) = match line.strip_suffix('、') {
        Some(rest) => (true, start + rest.len()),
        None => (false, end),
    };
    let Ok(last) = prose.words.binary_search_by_key(&end, |word| word.range.end) else {
        return false;
    };
    if ends_in_comma {
        return !prose.words[last].is_noun();
    }
    let before = last.checked_sub(1).and_then(|before| prose.words.get(before));
    let last = &prose.words[last];
    let surface = prose.surface(last);
    // Nobody ends a line of their own with these, be it ever so short.
    let is_open = match last.part {
        Part::CaseParticle => match surface {
            "を" | "が" => true,
            "に" => length >= SHORTEST || !OPENINGS.iter().any(|opening| line.ends_with(opening)),
            "へ" => length >= SHORTEST,
            _ => false,
        },
        Part::GenitiveParticle => true,
        Part::AdverbialParticle => surface == "まで" && length >= SHORTEST,
        _ => false,
    };
    if is_open && (length >= SHORTEST || !line.starts_with("次の")) {
        return true;
    }
    if length < WIDE {
        return false;
    }
    let is_polite = || ["ました。", "ます。", "です。"].iter().any(|end| text.contains(end));
    match last.part {
        Part::CaseParticle => {
            matches!(surface, "で" | "まで" | "を通じて" | "による" | "によって" | "として")
        }
        // 参加者数は: what is said of it follows in the same line, unless it is a list.
        Part::TopicParticle if surface == "は" => line.contains('、') && !next.starts_with(is_digit),
        Part::ListingParticle => true,
        Part::TopicParticle => surface == "も",
        Part::JoiningParticle => matches!(surface, "て" | "で"),
        Part::Verb | Part::DependentVerb if last.form == Form::Continuing => before
            .is_some_and(|before| before.is_particle() || surface == "し" && before.part == Part::VerbalNoun),
        // In polite text a plain verb at the end of a line describes what follows.
        Part::Verb | Part::Auxiliary | Part::Adjective => {
            matches!(last.form, Form::Plain | Form::BeforeNoun)
                && (last.part != Part::Auxiliary || matches!(last.base(text), "た" | "だ"))
                && is_polite()
                && length >= LONG
                && !begins_item(line)
        }
        _ => false,
    }
}

/// Whether the end of a line and the beginning of the next are one word: 「見守りの活」「動を続けました」, 「参加者も増」「えました」.
fn tears_a_word(line: &str, next: &str) -> bool {
    let mut ends = line.chars().rev();
    // A single kanji at the end of a line is seldom a word.
    let is_single = ends.next().is_some_and(is_kanji)
        && ends.next().is_some_and(|before| !is_kanji(before) && !is_digit(before) && !is_katakana(before));
    let mut begins = next.chars();
    let (first, second) = (begins.next(), begins.next());
    if !is_single || !(first.is_some_and(is_hiragana) || second.is_some_and(is_hiragana)) {
        return false;
    }
    let tail = &line[last_characters(0, line, SEEN)];
    let head: String = next.chars().take(SEEN).collect();
    let spans = |word: &Word| {
        let is_of_kanji = first.is_some_and(is_kanji) || matches!(word.part, Part::Verb | Part::Adjective);
        word.is_known && word.range.start < tail.len() && word.range.end > tail.len() && is_of_kanji
    };
    cut(&[tail, &head].concat()).iter().any(spans)
}

/// How many characters on each side of a break say what word stands there.
const SEEN: usize = 12;

/// 「電話での相談」「が増えました」: no line begins with a particle.
fn begins_with_particle(prose: &Prose<'_>, end: usize, next: &str) -> bool {
    let Some(rest) = next.strip_prefix(['が', 'に', 'の', 'は', 'も']) else { return false };
    let goes_on =
        rest.starts_with('、') || next.starts_with(['が', 'に', 'の']) && rest.starts_with(is_kanji);
    let first = prose.words.iter().find(|word| word.range.start >= end && word.is_particle());
    goes_on
        && first.is_some_and(|first| prose.as_str()[first.range.start..].starts_with(next))
        && prose.as_str()[..end].chars().next_back().is_some_and(is_japanese)
}

/// The least that a line has before a break behind へ: a shorter one may say to whom the next line is.
const SHORTEST: usize = 8;

/// With what a line of its own opens what comes after it.
const OPENINGS: &[&str] = &[
    "初めに",
    "始めに",
    "はじめに",
    "終わりに",
    "おわりに",
    "最初に",
    "最後に",
    "次に",
    "結びに",
    "むすびに",
    "共に",
    "ともに",
];

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
