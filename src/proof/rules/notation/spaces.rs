//! 空白: spaces that should not be there.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{
    after, before, is_hiragana, is_japanese, is_kanji, is_katakana, lines, runs, to_half_width,
};
use crate::language::words::{Form, Part, Word};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Spaces,
    title: "余分な空白",
    explanation: "文章の途中や行の終わりに空白があるか、位置をそろえるための空白が続いています。ほかのソフトから写したときや、変換の途中で紛れ込みます。\
        段落の頭の全角の空白一つ（字下げ）はかまいません。英字とかなや漢字の間、数と単位の間の空白は、冊子のほかの所にないときだけお知らせします。",
    wrong: &[
        "成果: |-\n  サロンを 開きました。",
        "成果: |-\n  サポ　ターを募集しました。",
        "成果: |-\n  　　　特別会員：12件",
        "CSWを置きました。CSWの配置を続け、CSW と協力しました。",
        "本庄会場52件、児玉会場13 件、市外５件",
        "成果: |-\n  サロンを開きました。　\n  続けます。",
        "成果: |-\n  支え合いの活動を推　進しました。",
        "取組内容: 手話奉仕員の講座を開きました。\n成果: |-\n  手話　奉仕員（15名）",
        "成果: |-\n  受講料の　半額を補助しました。",
        "成果: |-\n  遺贈に関する　相談窓口を設けました。",
        "成果: |-\n  夜間の工事では、 騒音を抑えました。",
    ],
    right: &[
        "成果: |-\n  　サロンを開きました。",
        "成果: |-\n  CSW 12名が参加しました。",
        "成果: |-\n  電話　12件\n  来所　５件",
        "成果: |-\n  会長　本庄花子",
        "CSW の配置と NPO の支援を続けました。",
        "PTAとSNSの講座を https://example.jp/ で知らせました。",
        "電話 12件",
        "会長の佐藤 花子さんと佐藤　花子さんが講演しました。",
        "確保 延べ3,400人",
        "見守り 延べ12人\nサロン 見守り",
        "町史は『第4巻 近世編（上）』の校正を終えました。",
    ],
    check: Check::Booklet(spaces),
};

/// What stands where two kinds of characters meet: a space, or nothing.
type Joints = fn(&Prose<'_>) -> Vec<Range<usize>>;

fn spaces(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let texts = || {
        facts.texts.iter().filter(|prose| !prose.cell.field.is_on_cover() && prose.cell.field != Field::Scale)
    };
    for prose in texts() {
        for finding in spaces_inside(prose) {
            findings.in_text(prose, finding);
        }
    }
    torn_words(facts, findings);
    // Who often sets Latin words or units apart means it; the columns of a list are set apart in a few texts.
    let kinds: [(Joints, usize, &str); 3] = [
        (latin_joints, 2, "英字の隣に空白があります。ほかの所にはありません。"),
        (unit_joints, 2, "数と単位の間に空白があります。ほかの所にはありません。"),
        (noun_joints, 20, "言葉と数の間に空白があります。ほかの所にはほとんどありません。"),
    ];
    for (joints, times, message) in kinds {
        let all = || texts().flat_map(|prose| joints(prose).into_iter().map(move |joint| (prose, joint)));
        let spaced = all().filter(|(_, joint)| !joint.is_empty()).count();
        if spaced * times < all().count() {
            for (prose, joint) in all().filter(|(_, joint)| !joint.is_empty()) {
                findings.in_text(prose, Finding::new(joint, message).propose(""));
            }
        }
    }
}

/// Full-width spaces between kanji: in a sentence, or in a word that stands elsewhere in one piece. In a list they set names
/// and columns apart.
fn torn_words(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut torn: Vec<(&Prose<'_>, Range<usize>, Option<String>)> = Vec::new();
    for prose in
        facts.texts.iter().filter(|prose| !prose.cell.field.is_on_cover() && prose.cell.field != Field::Scale)
    {
        for (start, line) in lines(prose.as_str()) {
            for (at, space) in line.match_indices([' ', '　']) {
                let rest = at + space.len();
                let left: String =
                    line[..at].chars().rev().take_while(|&character| is_kanji(character)).take(2).collect();
                let right: String =
                    line[rest..].chars().take_while(|&character| is_kanji(character)).take(2).collect();
                // 『第4巻 近世編』 is a title.
                let titled = space == " " && prose.is_quoted(start + at);
                if left.is_empty() || right.is_empty() || titled {
                    continue;
                }
                // In a sentence no word has to be looked for, unless it may be a name: 「佐藤 花子」.
                let word = (!line.contains('。') || may_be_name(line, at, rest))
                    .then(|| left.chars().rev().chain(right.chars()).collect());
                torn.push((prose, start + at..start + rest, word));
            }
        }
    }
    let words: Vec<&str> = torn.iter().filter_map(|(_, _, word)| word.as_deref()).collect();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    if let Ok(finder) = AhoCorasick::new(&words)
        && !words.is_empty()
    {
        for prose in &facts.texts {
            let found = finder.find_overlapping_iter(prose.as_str());
            known.extend(found.map(|found| words[found.pattern()]));
        }
    }
    for (prose, range, word) in &torn {
        let finding = Finding::new(range.clone(), "言葉の途中に空白があります。");
        let finding = match word {
            // In a sentence, a mark may have stood there.
            None => finding.hint("空白でなく「、」や「・」ではないか確かめてください。"),
            Some(word) if known.contains(word.as_str()) => finding.propose(""),
            Some(_) => continue,
        };
        findings.in_text(prose, finding);
    }
}

/// What follows the name of a person.
const HONORIFICS: &[&str] = &["さん", "氏", "様", "先生", "会長", "委員", "医師", "教授"];

/// Whether what stands on both sides of a space may be a family name and a given name: two kanji and two, or any with what
/// people are called.
fn may_be_name(line: &str, left: usize, right: usize) -> bool {
    let before = line[..left].chars().rev().take_while(|&character| is_kanji(character)).count();
    let behind = line[right..].chars().take_while(|&character| is_kanji(character)).count();
    let called = HONORIFICS.iter().any(|honorific| {
        line[right..]
            .find(honorific)
            .is_some_and(|at| (1..=3).contains(&line[right..right + at].chars().count()))
    });
    let ends = |next: char| "、。・（のはがをにとも".contains(next);
    called && (1..=4).contains(&before)
        || before == 2 && behind == 2 && line[right..].chars().nth(2).is_none_or(ends)
}

/// Whether the words on both sides of a space belong to one sentence: 受講料の　半額, では、 騒音.
fn is_in_sentence(prose: &Prose<'_>, at: usize, space: char, line: &str) -> bool {
    let text = prose.as_str();
    let (left, right) = (before(text, at), after(text, at + space.len_utf8()));
    let is_beside = left.is_some_and(|left| is_japanese(left) || "、）」".contains(left));
    if !is_beside || !right.is_some_and(is_japanese) {
        return false;
    }
    if left == Some('、') {
        return true;
    }
    let word = |place: usize, is_left: bool| {
        prose
            .words
            .iter()
            .find(|word| if is_left { word.range.end == place } else { word.range.start == place })
    };
    let (Some(one), Some(other)) = (word(at, true), word(at + space.len_utf8(), false)) else { return false };
    let is_joint =
        |word: &Word| matches!(word.part, Part::CaseParticle | Part::GenitiveParticle | Part::TopicParticle);
    let is_before_noun = matches!(one.part, Part::Verb | Part::Adjective) && one.form == Form::Plain
        || one.part == Part::JoiningParticle;
    is_joint(one) || line.contains('。') && (is_before_noun || is_joint(other) && one.is_noun())
}

/// Where Latin letters meet Japanese: what stands between them, a space or nothing.
fn latin_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let text = prose.as_str();
    let is_latin = |character: char| to_half_width(character).is_ascii_alphabetic();
    let mut joints = Vec::new();
    for run in runs(text, is_latin).into_iter().filter(|run| !prose.is_in_identifier(run)) {
        let left = text[..run.start].strip_suffix(' ').map_or(run.start, str::len);
        if before(text, left).is_some_and(is_japanese) {
            joints.push(left..run.start);
        }
        let right = run.end + usize::from(text[run.end..].starts_with(' '));
        if after(text, right).is_some_and(is_japanese) {
            joints.push(run.end..right);
        }
    }
    joints
}

/// What stands between the numbers and their units.
fn unit_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let counted = prose.quantities.iter().filter(|quantity| !quantity.unit.is_empty());
    counted.map(|quantity| quantity.number.end..quantity.unit.start).collect()
}

/// What stands between nouns and the numbers that follow them.
fn noun_joints(prose: &Prose<'_>) -> Vec<Range<usize>> {
    let text = prose.as_str();
    let starts = prose.quantities.iter().map(|quantity| quantity.number.start);
    starts
        .map(|start| text[..start].strip_suffix(' ').map_or(start, str::len)..start)
        .filter(|joint| before(text, joint.start).is_some_and(is_japanese))
        .collect()
}

fn spaces_inside(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (start, line) in lines(text) {
        let end = line.trim_end_matches([' ', '　', '\t']).len();
        if end < line.len() && (end > 0 || text.trim_end().len() > start) {
            findings.push(
                Finding::new(start + end..start + line.len(), "行の終わりに空白があります。").propose(""),
            );
        }
        for (at, space) in line[..end].char_indices().filter(|(_, character)| matches!(character, ' ' | '　'))
        {
            let at = start + at;
            let (left, right) = (before(text, at), after(text, at + space.len_utf8()));
            if space == '　' && right == Some('　') && left != Some('　') {
                let rest = &text[at..];
                let end = at + rest.len() - rest.trim_start_matches('　').len();
                findings.push(
                    Finding::new(at..end, "位置をそろえるための空白が続いています。")
                        .hint("字下げなら一つにし、区切りなら「：」などにしてください。"),
                );
            }
            let (Some(left), Some(right)) = (left, right) else { continue };
            let inside = match space {
                // Between kanji, words are looked for (`torn_words`); the columns of a list are set apart.
                ' ' if is_kanji(left) && is_kanji(right) => false,
                ' ' if !line.contains('。') => {
                    is_hiragana(left) && is_hiragana(right) || is_katakana(left) && is_katakana(right)
                }
                ' ' => is_japanese(left) && is_japanese(right) && !prose.is_quoted(at),
                // Names and columns are set apart by it; inside a word it is a slip.
                _ => is_katakana(left) && is_katakana(right) || is_hiragana(left) && is_hiragana(right),
            };
            let inside = inside || !prose.is_quoted(at) && is_in_sentence(prose, at, space, line);
            if !inside {
                continue;
            }
            let finding = Finding::new(at..at + space.len_utf8(), "文字の間に空白があります。");
            // 「サポ ター」 has lost a character.
            findings.push(if is_katakana(left) && is_katakana(right) {
                finding.hint("「ー」などの字が抜けていないか確かめてください。")
            } else {
                finding.propose("")
            });
        }
    }
    findings
}
