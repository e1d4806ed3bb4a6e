//! A word, particle, phrase or sentence twice.

use std::collections::HashSet;

use crate::diagnostics::Code;
use crate::language::script::{before, is_hiragana, is_japanese, is_kanji, is_katakana, sentences};
use crate::language::words::{self, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Doubled,
    title: "同じ言葉の重なり",
    explanation: "同じ助詞や言葉が二つ続いています。書き直したときの消し忘れがほとんどです。",
    wrong: &[
        "講座をを開きました。",
        "実施実施しました。",
        "参加者がが増えました。",
        "地域のの活動に加わりました。",
        "次の年度にに続けます。",
        "相互の支援とと連携を目的とします。",
        "サロンサロンを開きました。",
        "支援プランの作成作成を早めました。",
        "居場所づくり居場所づくりを進めました。",
        "講座を講座を開きました。",
        "見守りに努めました。見守りに努めました。",
        "見守りに努めました。見守りに努めました。見守りに努めました。見守りに努めました。",
        "見守りに努めました。講座を開きました。見守りに努めました。講座を開きました。",
        "今年度は講座を開きました。講座を開きました。",
        "次年度は係を越えて訪問を分担し、係を越えて訪問を分担し、早めに動きます。",
        "活動支援並びに活動支援に努めます。",
        "また、講座を開きました。また、研修も開きました。",
        "支え合うまちを目指して、参加しやすい講座の開催を目指し、企画を検討します。",
        "受診票を渡し渡しました。",
        "減った理由であるある。",
        "開く予定であるである。",
        "新たに新たに始めました。",
        "２冊の絵本を贈り２冊の絵本を贈りました。",
    ],
    right: &[
        "日程は https://www.example.jp/pokapoka/ に載せました。",
        "様々な講座を開きました。",
        "見守りとともに講座を開きました。",
        "ますます増えました。ますます担い手が要ります。",
        "続けることとともに、子どもももちろん、社協とともに進めました。",
        "ニーズのもののうち",
        "市民の心の健康",
        "相談支援及び活動支援に努めます。",
        "また、講座を開きました。研修も開きました。また、見守りを続けました。",
        "対象者ががん検診を受け、社協ののぼり旗を立てました。",
        "一人一人に寄り添い、地域でできることを自宅でできるよう支援します。",
        "毎日毎日、ニコニコと迎え、一歩一歩進みました。",
        "計画は３年までですが、やや満足との声がありました。",
        "協議会会長と部会会員が、施設設備を見て、図書館館内と保育園園庭、小学校校庭を回りました。",
        "地域と地域を結び、人と人をつなぎました。",
        "繰り返し繰り返し伝え、思い思いに描き、代わる代わる読みました。",
        "丁寧に、丁寧に説明し、とある町で、ある日に始めました。",
        "月に１回、年に１回、月に１回ずつ開きました。",
    ],
    check: Check::Text(doubled),
};

fn doubled(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = repeated(prose);
    let words = prose.words.iter().filter(|word| !prose.is_in_identifier(&word.range));
    findings.extend(words.filter_map(|word| unknown_twice(text, word)));
    let all: Vec<(usize, &str)> = sentences(text).collect();
    findings.extend(same_sentences(text, &all));
    for pair in all.windows(2) {
        let [(_, first), (start, second)] = pair else { continue };
        if first.trim() == second.trim() {
            continue;
        }
        let opening = OPENINGS.iter().find(|word| first.starts_with(**word) && second.starts_with(**word));
        findings.extend(opening.map(|word| {
            let message = format!("続く二つの文が、どちらも「{word}」で始まっています。");
            Finding::new(*start..start + word.len(), message)
                .hint(format!("二つめの文の「{word}」を取るか、ほかの言葉に替えてください。"))
        }));
    }
    for (start, sentence) in all {
        findings.extend(ONCE_A_SENTENCE.iter().filter_map(|word| {
            let (at, _) = sentence.match_indices(word).nth(1)?;
            let message = format!("一つの文に「{word}」が二度あります。");
            let hint = "片方をほかの言葉に替えるか、文を二つに分けてください。";
            Some(Finding::new(start + at..start + at + word.len(), message).hint(hint))
        }));
    }
    for joint in ["並びに", "及び", "や", "・"] {
        findings.extend(text.match_indices(joint).filter_map(|(at, _)| same_beside(text, at, joint)));
    }
    findings
}

/// Sentences that stand more than once: each run of them once, and each that has stood before.
fn same_sentences(text: &str, all: &[(usize, &str)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for run in all.chunk_by(|(_, one), (_, other)| one.trim() == other.trim()) {
        let [(start, sentence), behind @ ..] = run else { continue };
        if !is_whole_sentence(sentence) {
            continue;
        }
        if !seen.insert(sentence.trim()) {
            let finding = Finding::new(*start..start + sentence.len(), "同じ文が前にもあります。");
            findings.push(finding.hint("貼り付けたときに重なったなら、この文を消してください。"));
        }
        let ([(second, _), ..], [.., (last, sentence)]) = (behind, behind) else { continue };
        let again = *second..last + sentence.len();
        // On a line of its own it would leave an empty one.
        let is_on_one_line = !text[*start..*second].contains('\n');
        findings.push(match behind.len() {
            1 if is_on_one_line => Finding::new(again, "同じ文が二つ続いています。").propose(""),
            1 => Finding::new(again, "同じ文が二つ続いています。")
                .hint("貼り付けたときに重なったなら、この文を消してください。"),
            more => Finding::new(again, format!("同じ文が {} 回続いています。", more + 1))
                .hint("貼り付けたときに重なったなら、一つだけ残して、ほかを消してください。"),
        });
    }
    findings
}

/// Whether a sentence is one that is not said twice in one text.
fn is_whole_sentence(sentence: &str) -> bool {
    sentence.trim().chars().count() >= SHORTEST_SENTENCE
}

/// From how many characters on a sentence is not said twice in one text.
const SHORTEST_SENTENCE: usize = 8;

/// How a sentence begins that adds to the one before.
const OPENINGS: &[&str] = &["また、", "さらに、", "そのほか、", "加えて、", "なお、"];

/// What a sentence says once.
const ONCE_A_SENTENCE: &[&str] = &["を目指し", "引き続き"];

/// How many words of a phrase are compared with those behind it.
const LONGEST_PHRASE: usize = 30;

/// Words that stand twice, one after the other.
fn repeated(prose: &Prose<'_>) -> Vec<Finding> {
    let words = &prose.words;
    let mut findings = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let most = LONGEST_PHRASE.min((words.len() - start) / 2);
        let twice = (1..=most).rev().find(|&count| is_twice(prose, start, count));
        let Some(count) = twice else {
            start += 1;
            continue;
        };
        let (first, second) = (&words[start], &words[start + count]);
        let once = prose.part(&(first.range.start..second.range.start));
        let end = words[start + 2 * count - 1].range.end;
        let begins_sentence =
            before(prose.as_str(), first.range.start).is_none_or(|sign| "。\n".contains(sign));
        let is_of_sentences =
            || once.ends_with('。') && sentences(once).all(|(_, sentence)| is_whole_sentence(sentence));
        if begins_sentence && is_of_sentences() {
            // They are told as sentences.
            start += 2 * count;
            continue;
        }
        // What is short is told as a whole, of what is long the second.
        let finding = if count <= 4 {
            Finding::new(first.range.start..end, format!("「{once}」が二つ続いています。")).propose(once)
        } else {
            Finding::new(second.range.start..end, format!("「{once}」が二つ続いています。")).propose("")
        };
        findings.push(finding);
        start += 2 * count;
    }
    findings
}

/// Whether so many words stand a second time behind themselves, and nobody would write that.
fn is_twice(prose: &Prose<'_>, start: usize, count: usize) -> bool {
    let words = &prose.words;
    let (first, second) = (&words[start..start + count], &words[start + count..start + 2 * count]);
    let is_same = first.iter().zip(second).all(|(one, other)| prose.surface(one) == prose.surface(other));
    let whole = first[0].range.start..second[count - 1].range.end;
    if !is_same || prose.is_in_identifier(&whole) || prose.part(&whole).contains('\n') {
        return false;
    }
    let beyond = words.get(start + 2 * count);
    match (first, second) {
        ([one], [other]) => is_word_twice(prose, one, other, beyond),
        _ => is_phrase_twice(prose, first),
    }
}

/// Whether a word that stands twice is once too often.
fn is_word_twice(prose: &Prose<'_>, one: &Word, other: &Word, beyond: Option<&Word>) -> bool {
    let surface = prose.surface(one);
    let letters = surface.chars().count();
    match one.part {
        _ if one.is_particle() => {
            // の before の is a noun at times: 「社協のの」 is not, where a noun comes next.
            matches!(
                surface,
                "を" | "が"
                    | "に"
                    | "で"
                    | "の"
                    | "は"
                    | "へ"
                    | "と"
                    | "も"
                    | "や"
                    | "から"
                    | "まで"
                    | "より"
            ) && (other.is_particle()
                // にに続けます: the dictionary takes the second for a verb, which nobody writes so.
                || surface == "に"
                || surface == "の" && beyond.is_some_and(|beyond| !beyond.is_particle()))
                && !prose.is_quoted(one.range.start)
        }
        Part::Noun | Part::VerbalNoun | Part::AdjectivalNoun | Part::NounSuffix => {
            letters >= 2
                && one.is_known
                && surface.chars().all(|letter| is_kanji(letter) || is_katakana(letter))
                && !is_sound(surface)
        }
        // 渡し渡しました, あるある。
        Part::Verb | Part::Auxiliary if surface == "ある" => {
            beyond.is_some_and(|beyond| matches!(prose.surface(beyond), "。" | "、"))
                && !prose.is_quoted(one.range.start)
        }
        Part::Verb => {
            letters >= 2
                && surface.contains(is_kanji)
                && !SAID_AGAIN.contains(&surface)
                && beyond.is_some_and(|beyond| {
                    matches!(prose.surface(beyond), "ます" | "まし" | "た" | "だ" | "て")
                })
        }
        // 毎日毎日 and 一部一部 are said twice.
        Part::AdverbialNoun => {
            letters >= 2
                && surface.chars().all(is_kanji)
                && !surface.starts_with(['毎', '一', '今', '日', '時', '少'])
                || surface == "時間"
        }
        _ => false,
    }
}

/// Verbs that are said twice for a deed done again and again.
const SAID_AGAIN: &[&str] = &["繰り返し", "繰返し", "重ね", "思い", "休み", "行き", "泣き", "飛び", "離れ"];

/// Whether a word of katakana paints a sound: ワクワク, キラキラ.
fn is_sound(surface: &str) -> bool {
    surface.chars().all(is_katakana) && surface.chars().count() <= 2
}

/// Whether a phrase that stands twice is once too often: 一つ一つ and 少しずつ少しずつ are not.
fn is_phrase_twice(prose: &Prose<'_>, phrase: &[Word]) -> bool {
    let [first, .., last] = phrase else { return false };
    let text = prose.part(&(first.range.start..last.range.end));
    let is_counted =
        matches!(first.part, Part::Number | Part::Counter | Part::Prefix | Part::AdverbialNoun | Part::Name);
    let says_something = phrase.iter().any(|word| {
        matches!(word.part, Part::Noun | Part::VerbalNoun | Part::Verb)
            && prose.surface(word).chars().any(|letter| is_kanji(letter) || is_katakana(letter))
    });
    let is_clause = last.part == Part::Mark || phrase.iter().any(Word::is_particle);
    // 本町通りで本町通りで: with a particle among them even numbers and names are no chain.
    let is_sentence = text.chars().count() >= 6
        && phrase.iter().any(|word| {
            matches!(word.part, Part::CaseParticle | Part::GenitiveParticle | Part::TopicParticle)
        });
    // なったなった, であるである, 新たに新たに.
    let is_ended = last.part == Part::Auxiliary
        && matches!(first.part, Part::Verb | Part::DependentVerb | Part::Auxiliary)
        && !prose.is_quoted(first.range.start);
    let is_manner = first.part == Part::AdjectivalNoun
        && phrase.len() == 2
        && prose.surface(last) == "に"
        && prose.surface(first).contains(is_kanji);
    if is_ended || is_manner {
        return true;
    }
    let is_long =
        text.chars().count() >= if is_clause && prose.surface(first).chars().count() < 2 { 5 } else { 3 };
    // A list of names may have one twice: 本町、本町一丁目.
    let is_list = phrase.len() == 2 && last.part == Part::Mark;
    (!is_counted || is_sentence)
        && says_something
        && is_long
        && !is_list
        && text.chars().filter(|letter| is_japanese(*letter)).count() * 2 > text.chars().count()
}

/// A word that the dictionary knows once and not twice: サロンサロン.
fn unknown_twice(text: &str, word: &Word) -> Option<Finding> {
    let surface = word.surface(text);
    let middle = surface.char_indices().nth(surface.chars().count() / 2)?.0;
    let (first, second) = surface.split_at(middle);
    let is_doubled = !word.is_known
        && first == second
        && (first.chars().count() >= 4 || first.chars().count() == 3 && words::known(first).is_some());
    is_doubled
        .then(|| Finding::new(word.range.clone(), format!("「{first}」が二つ続いています。")).propose(first))
}

/// The same word on both sides of 及び and the like.
fn same_beside(text: &str, at: usize, joint: &str) -> Option<Finding> {
    let is_part = |character: char| is_kanji(character) || is_katakana(character);
    let left = text[..at].trim_end_matches(is_part).len();
    let right = at + joint.len();
    let end = text.len() - text[right..].trim_start_matches(is_part).len();
    let word = &text[left..at];
    // 見守りや見守り活動: the kana before and behind belong to the words.
    let is_whole =
        !text[end..].starts_with(is_hiragana) || text[end..].starts_with(['を', 'が', 'に', 'は', 'で']);
    (word.chars().count() >= 2
        && *word == text[right..end]
        && is_whole
        && !text[..left].ends_with(is_hiragana_of_word))
    .then(|| Finding::new(left..end, format!("「{joint}」の前と後が、同じ「{word}」です。")).propose(word))
}

/// Kana before kanji that may begin the word: お, ご.
fn is_hiragana_of_word(letter: char) -> bool {
    matches!(letter, 'お' | 'ご')
}
