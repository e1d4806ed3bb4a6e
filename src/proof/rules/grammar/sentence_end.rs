//! A stop where the sentence cannot end.

use super::is_one_of;
use super::slip::gain;
use crate::diagnostics::Code;
use crate::language::script::{is_kanji, sentence_at};
use crate::language::words::{self, Conjugation, Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::SentenceEnd,
    title: "文の途中の「。」",
    explanation: "文が終わらないところに「。」があります。「講座を。開きました。」のように「。」が余っているか、「増えまし。」のように文末が切れています。",
    wrong: &[
        "講座を。開きました。",
        "参加者が増えまし。",
        "来年度も続けていきでし。",
        "民生委員が同席し。履歴書の書き方を助言しました。",
        "様子が変わったときは。関係者に連絡しました。",
        "研修を開いて。担い手を育てました。",
        "役員会に。出向いて説明しました。",
        "値段の底上げを図。",
        "効果を確かめ。",
        "手間を減したら。",
        "次の世代に受け継。",
        "公民館や。駅に置きました。",
        "ごみの減り方が小さく。目標に届きませんでした。",
        "再検討が必要となったため。年度内に発注できませんでした。",
        "対象の20人には、はがきで。受診を勧めました。",
        "相談日を年に２回設け。公証人を招きました。",
    ],
    right: &[
        "講座を開きました。見守りを続けました。",
        "合言葉は「見える、を守る」。皆様のご参加を。",
        "参加者は次のとおり。見守りの継続。声かけ。",
        "会場は集会所など。申込みは電話で。",
        "受付は３月まで。",
        "申込みは電話で。詳しくは窓口へお尋ねください。",
        "参加者が減りました。天候の悪い日が多かったため。次回は日を改めます。",
        "ぜひご参加を。お待ちしています。",
        "絵は原図。声かけ。気付き。",
        "振り返り。会の進め方。表の組み替え。",
    ],
    check: Check::Text(sentence_end),
};

fn sentence_end(prose: &Prose<'_>) -> Vec<Finding> {
    if !prose.cell.field.is_narrative() {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (index, stop) in prose.words.iter().enumerate().skip(1) {
        if prose.surface(stop) != "。" || prose.is_quoted(stop.range.start) {
            continue;
        }
        let last = &prose.words[index - 1];
        let before = index.checked_sub(2).and_then(|before| prose.words.get(before));
        let is_cut = last.part == Part::Auxiliary
            && matches!(prose.surface(last), "まし" | "でし" | "だっ" | "なかっ" | "たかっ" | "ませ");
        if is_cut {
            findings.push(cut_ending(prose, last, stop));
            continue;
        }
        // 減したら。 was 減らした。
        if last.part == Part::Auxiliary && matches!(prose.surface(last), "たら" | "だら") {
            let message = format!("「{}」の後で文が切れています。", prose.surface(last));
            findings.push(
                Finding::new(last.range.start..stop.range.end, message)
                    .hint("文の終わりのかなと、続きの文が抜けていないか確かめてください。"),
            );
            continue;
        }
        if let Some(right) = cut_verb(&prose.words[..index], text) {
            let message = format!("文末の「{}。」は途中で切れています。", prose.part(&right.0));
            let finding = Finding::new(right.0.start..stop.range.end, message)
                .hint(format!("「{}」「{}」などの、かなが抜けています。", right.1, right.2));
            findings.push(if is_plain(text) { finding.propose(format!("{}。", right.1)) } else { finding });
            continue;
        }
        // At a paragraph's end a particle may be style: 「ぜひご参加を。」
        let goes_on = text[stop.range.end..]
            .chars()
            .next()
            .is_some_and(|next| !next.is_whitespace() && !"」』）)".contains(next));
        if !goes_on {
            findings.extend(cut_object(prose, before, last, stop));
            continue;
        }
        if prose.surface(last) == "を" && is_asked(&prose.words[..index - 1], text) {
            continue;
        }
        let next = prose.words.get(index + 1);
        let instead =
            goes_on_with(last, before, next, text).or_else(|| needs_rest(prose, last, before, stop));
        let Some(instead) = instead else { continue };
        // What was said in a few words ends as it likes: 「申込みは電話で。」
        if instead.is_empty() && gain(text, &prose.words, index, &stop.range, "") < 0 {
            continue;
        }
        let finding = Finding::new(
            last.range.start..stop.range.end,
            format!("「{}」の後で文が切れています。", prose.surface(last)),
        );
        findings.push(
            finding
                .hint("「。」を消すか「、」にしてください。")
                .propose([prose.surface(last), instead].concat()),
        );
    }
    findings
}

/// An ending that lost its last kana.
fn cut_ending(prose: &Prose<'_>, last: &Word, stop: &Word) -> Finding {
    let cut = prose.surface(last);
    let right = if cut == "ませ" { "ません".to_owned() } else { format!("{cut}た") };
    Finding::new(last.range.start..stop.range.end, format!("文末の「{cut}。」は途中で切れています。"))
        .propose(format!("{right}。"))
}

/// 「ぜひご参加を。お待ちしています。」: what somebody is asked for ends with を.
fn is_asked(words: &[Word], text: &str) -> bool {
    words
        .iter()
        .rev()
        .take(3)
        .any(|word| word.part == Part::Prefix && matches!(word.surface(text), "ご" | "お"))
}

/// Kana with which verbs end.
const ENDS: &[(&str, &str)] = &[
    ("る", "ります"),
    ("く", "きます"),
    ("す", "します"),
    ("む", "みます"),
    ("う", "います"),
    ("ぐ", "ぎます"),
    ("ぶ", "びます"),
    ("つ", "ちます"),
];

/// Kanji that are no noun behind 「に」: 全世帯に配。
const STEMS: &str = "配 移 至 及 基 応 努 務 係 限 届 送 渡 加 当 向 伺 臨 充 贈 寄 並 立 出 見";

/// A verb of which the kanji alone is left before the stop: 底上げを図, 受け継. Where it is, and what it may have been.
fn cut_verb(words: &[Word], text: &str) -> Option<(std::ops::Range<usize>, String, String)> {
    let [.., before, last] = words else { return None };
    let surface = last.surface(text);
    let is_kanji_alone = surface.chars().count() == 1 && surface.chars().all(is_kanji);
    if !is_kanji_alone || before.range.end != last.range.start {
        return None;
    }
    let particle = before.surface(text);
    let start = if before.part == Part::Verb && before.form == Form::Continuing {
        before.range.start
    } else if before.part == Part::CaseParticle
        && (particle == "を" || particle == "に" && (!last.is_known || is_one_of(STEMS, surface)))
    {
        last.range.start
    } else {
        return None;
    };
    let stem = text.get(start..last.range.end)?;
    if start < last.range.start && words::known(stem).is_some() {
        return None;
    }
    let verb = |end: &str| words::known(&[stem, end].concat()).is_some_and(|word| word.part == Part::Verb);
    let (end, polite) = ENDS.iter().find(|(end, _)| verb(end))?;
    Some((start..last.range.end, [stem, end].concat(), [stem, polite].concat()))
}

/// Whether the sentences of a text are plain, as far as they can be told.
fn is_plain(text: &str) -> bool {
    ["た。", "る。", "す。", "い。"].iter().any(|end| text.contains(end)) && !is_polite(text)
}

fn is_polite(text: &str) -> bool {
    ["ます。", "ました。", "です。", "ません。"].iter().any(|end| text.contains(end))
}

/// 「を」 with a verb whose end is lost at the end of a text: 効果を確かめ。
fn cut_object(prose: &Prose<'_>, before: Option<&Word>, last: &Word, stop: &Word) -> Option<Finding> {
    let text = prose.as_str();
    let particle = before.filter(|before| before.part == Part::CaseParticle)?;
    let surface = prose.surface(last);
    let is_verb = last.part == Part::Verb
        && surface.contains(is_kanji)
        && (last.form == Form::Continuing
            || last.form == Form::Imperative && is_one_of(PAIRED, last.base(text)));
    let is_cut = (is_verb || is_long_verb(last, text))
        && matches!(prose.surface(particle), "を" | "に" | "が" | "へ" | "と");
    is_cut.then(|| {
        let range = last.range.start..stop.range.end;
        let finding = Finding::new(range, format!("文末の「{surface}。」は途中で切れています。"))
            .hint("文の終わりのかなを補ってください。");
        let is_long = !is_verb || last.form == Form::Imperative || last.conjugation == Conjugation::Ichidan;
        if is_polite(text) {
            finding.propose([surface, "ます。"].concat())
        } else if is_long {
            finding.propose([surface, "る。"].concat())
        } else {
            finding.propose([last.base(text), "。"].concat())
        }
    })
}

/// Whether a noun is the form of a verb that the sentence wants here: 表を組み替え, 日を年２回設け.
fn is_long_verb(word: &Word, text: &str) -> bool {
    let surface = word.surface(text);
    word.part == Part::Noun
        && word.is_known
        && surface.ends_with(|kana| "えけせてねへめれげぜでべぺきちにびみりぎじ".contains(kana))
        && words::known(&[surface, "る"].concat())
            .is_some_and(|verb| verb.part == Part::Verb && verb.conjugation == Conjugation::Ichidan)
}

/// Verbs without an object whose command looks like the verb with one: 入れ of 入る and of 入れる.
const PAIRED: &str =
    "入る 開く 付く 続く 届く 進む 育つ 立つ 並ぶ 向く 整う 揃う 沈む 緩む 片付く 近づく 結び付く";

/// What stands in place of a stop behind a piece of a sentence that the next one completes.
fn needs_rest(prose: &Prose<'_>, last: &Word, before: Option<&Word>, stop: &Word) -> Option<&'static str> {
    let text = prose.as_str();
    let (start, piece) = sentence_at(text, last.range.start);
    let (_, rest) = sentence_at(text, stop.range.end);
    let is_first = start == 0 || text[..start].ends_with('\n');
    // What says something of its own is a sentence of its own.
    let is_said = |sentence: &str| {
        sentence.chars().any(|letter| "はがも".contains(letter)) || sentence.ends_with("ください。")
    };
    let is_full = |sentence: &str| {
        ["た。", "ます。", "る。", "す。", "だ。", "う。", "く。", "む。"]
            .iter()
            .any(|end| sentence.ends_with(end))
    };
    match last.part {
        Part::CaseParticle if matches!(prose.surface(last), "に" | "で" | "へ" | "と") => {
            let is_behind_noun = before.is_some_and(Word::is_noun);
            (is_behind_noun && piece.chars().count() > 6 && is_full(rest) && !is_said(rest)).then_some("")
        }
        Part::AdverbialNoun | Part::DependentNoun => {
            let is_reason = prose.surface(last) == "ため"
                && before.is_some_and(|before| before.part == Part::Auxiliary || before.form == Form::Plain);
            (is_reason && is_first && is_full(rest)).then_some("、")
        }
        _ if last.part == Part::Verb && last.form == Form::Continuing
            || is_long_verb(last, text) && is_full(rest) =>
        {
            let is_object = prose.words.iter().any(|word| {
                start <= word.range.start
                    && word.range.end <= last.range.start
                    && word.part == Part::CaseParticle
                    && prose.surface(word) == "を"
            });
            let is_behind_noun =
                before.is_some_and(|before| before.is_noun() && before.part != Part::Counter);
            (is_object && !is_behind_noun && prose.surface(last).contains(is_kanji)).then_some("、")
        }
        _ => None,
    }
}

/// What stands in place of the stop, if the sentence goes on behind a word: nothing, or a comma.
fn goes_on_with(last: &Word, before: Option<&Word>, next: Option<&Word>, text: &str) -> Option<&'static str> {
    let surface = last.surface(text);
    match last.part {
        Part::CaseParticle => match surface {
            "を" | "が" => Some(""),
            // 「申込みは窓口に。」 may end; before a verb it does not.
            "に" | "で" | "と" | "へ" if next.is_some_and(|next| next.part == Part::Verb) => Some(""),
            _ if surface.chars().count() > 2 => Some("、"),
            _ => None,
        },
        Part::GenitiveParticle => Some(""),
        Part::ListingParticle | Part::Auxiliary if surface == "や" => Some(""),
        Part::Adjective if last.form == Form::Continuing => Some("、"),
        Part::TopicParticle if surface == "は" => Some("、"),
        Part::JoiningParticle => {
            matches!(surface, "て" | "で" | "が" | "ば" | "ながら" | "つつ" | "ので").then_some("、")
        }
        Part::Verb | Part::DependentVerb | Part::VerbSuffix => {
            let has_object = before.is_some_and(|before| {
                before.part == Part::CaseParticle || before.part == Part::JoiningParticle
            });
            let is_cut = match last.form {
                Form::BeforeTa | Form::Negative => true,
                Form::Continuing => {
                    last.conjugation == Conjugation::Suru || has_object || last.part == Part::VerbSuffix
                }
                _ => false,
            };
            is_cut.then_some("、")
        }
        _ => None,
    }
}
