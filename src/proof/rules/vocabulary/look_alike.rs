//! A kanji that looks or sounds like the one which makes a word.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::usual::{is_usual, usual_words};
use crate::diagnostics::Code;
use crate::language::script::{is_kanji, runs};
use crate::language::words::{Part, Word, known};
use crate::proof::corpus::Corpus;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::LookAlike,
    title: "一字違いの漢字の誤り",
    explanation: "「実施」を「実旋」、「定員」を「定因」とするように、語にならない漢字があり、形や読みの似た一字に替えると語になります。\
        人や土地の名前などでそのままで正しいときは、data/用語.yaml の「正」に挙げてください。",
    wrong: &[
        "講座を実旋しました。",
        "福社の理解を深めました。",
        "祉会参加を促しました。",
        "年度未に冊子を配りました。",
        "定員を設け、定員を守りました。来年度は定因を増やします。",
        "固廷資産税の納付をお知らせしました。",
    ],
    right: &[
        "次の３コースで催行しました。",
        "講座を実施しました。",
        "旋盤の工場と神社を見学し、士気が高まりました。",
        "未成年の方が年度末に参加しました。",
        "各校と本会、当市の会場内",
        "県花と町木を植え、児童福祉司と保健師が話しました。",
    ],
    check: Check::Booklet(look_alike),
};

type Alike = HashMap<char, Vec<char>>;

/// For each kanji, those of the same groups.
fn by_kanji(groups: impl Iterator<Item = &'static str>) -> Alike {
    let mut alike = Alike::new();
    for group in groups {
        for kanji in group.chars() {
            alike.entry(kanji).or_default().extend(group.chars().filter(|other| *other != kanji));
        }
    }
    alike
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// For each kanji, those that look like it. A line of the file is kanji that look alike.
static ALIKE: LazyLock<Alike> = LazyLock::new(|| by_kanji(lines(include_str!("look-alikes.txt"))));

/// For each kanji, those that are read like it. A line of the file is a reading and kanji that have it.
static READ_ALIKE: LazyLock<Alike> = LazyLock::new(|| {
    let groups = lines(include_str!("sound-alikes.txt")).filter_map(|line| line.split_once(' '));
    by_kanji(groups.map(|(_, kanji)| kanji))
});

fn is_alike(one: char, other: char) -> bool {
    [&ALIKE, &READ_ALIKE].iter().any(|alike| alike.get(&one).is_some_and(|alike| alike.contains(&other)))
}

/// The fewest kanji of a term that one may tell from all others with one of its kanji wrong.
const SHORTEST_TERM: usize = 4;

/// Usual terms with one of their kanji blotted out.
static BLOTTED: LazyLock<HashMap<String, Vec<(char, &'static str)>>> = LazyLock::new(|| {
    let mut blotted: HashMap<String, Vec<(char, &'static str)>> = HashMap::new();
    let terms =
        usual_words().filter(|word| word.chars().count() >= SHORTEST_TERM && word.chars().all(is_kanji));
    for term in terms {
        for (at, kanji) in term.char_indices() {
            let rest = blot(term, at..at + kanji.len_utf8());
            blotted.entry(rest).or_default().push((kanji, term));
        }
    }
    blotted
});

fn blot(text: &str, range: Range<usize>) -> String {
    [&text[..range.start], "〓", &text[range.end..]].concat()
}

/// A part of a run that is a usual term but for one kanji: 固廷資産税.
fn blotted_term(
    corpus: &Corpus,
    prose: &Prose<'_>,
    run: &Range<usize>,
    words: &[&Word],
) -> Option<(Range<usize>, String)> {
    let is_strange = |word: &&&Word| {
        let surface = prose.surface(word);
        !word.is_known
            || match surface.chars().count() {
                1 => !FREE.contains(surface),
                _ => !is_usual(surface) && corpus.count(surface) <= 1,
            }
    };
    let ends: Vec<usize> =
        prose.part(run).char_indices().map(|(at, _)| run.start + at).chain([run.end]).collect();
    for word in words.iter().filter(is_strange) {
        for (at, kanji) in prose.surface(word).char_indices() {
            let place = word.range.start + at..word.range.start + at + kanji.len_utf8();
            let starts = ends.iter().filter(|start| **start <= place.start);
            for &start in starts {
                for &end in ends.iter().filter(|end| **end >= place.end) {
                    // A kanji is three bytes long.
                    if !(3 * SHORTEST_TERM..=30).contains(&(end - start)) {
                        continue;
                    }
                    let part = &prose.as_str()[start..end];
                    let rest = blot(part, place.start - start..place.end - start);
                    let terms = BLOTTED.get(&rest).into_iter().flatten();
                    let mut found = terms.filter(|(right, _)| *right != kanji && is_alike(kanji, *right));
                    if let Some((_, term)) = found.next().filter(|_| !is_usual(part)) {
                        return Some((start..end, (*term).to_owned()));
                    }
                }
            }
        }
    }
    None
}

/// Kanji that stand alone before or after many nouns.
const FREE: &str = "各全同本当両副新旧約第諸計毎他前次現元昨翌今某故総主非無不未再最超大小中高低多少的者会等内外別用付費所員数式性度化後上下時日月年回人名件市町村区県国部課係館室園校店社長金面点一二三四五六七八九十百千万";

fn look_alike(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let corpus = facts.corpus();
    for prose in &facts.texts {
        let text = prose.as_str();
        for run in runs(text, is_kanji) {
            let words: Vec<&Word> = words_of(prose, &run).collect();
            if words.len() < 2 && words.iter().all(|word| word.is_known) {
                continue;
            }
            let found =
                blotted_term(corpus, prose, &run, &words).or_else(|| misread(corpus, prose, &run, &words));
            if let Some((range, right)) = found {
                let wrong = prose.part(&range);
                let message = format!("「{wrong}」は「{right}」の誤りと思われます。");
                let hint = format!("「{right}」に直してください。");
                findings.in_text(prose, Finding::new(range.clone(), message).hint(hint).propose(right));
            }
        }
    }
}

fn words_of<'p>(prose: &'p Prose<'_>, run: &Range<usize>) -> impl Iterator<Item = &'p Word> {
    let first = prose.words.partition_point(|word| word.range.end <= run.start);
    let end = run.end;
    prose.words[first..].iter().take_while(move |word| word.range.start < end)
}

/// The part of a run of kanji that is no word, with what it should be.
fn misread(
    corpus: &Corpus,
    prose: &Prose<'_>,
    run: &Range<usize>,
    words: &[&Word],
) -> Option<(Range<usize>, String)> {
    let places: Vec<(usize, char)> =
        prose.part(run).char_indices().map(|(at, character)| (run.start + at, character)).collect();
    for length in [3, 2] {
        for window in places.windows(length) {
            let range = window[0].0..window[length - 1].0 + window[length - 1].1.len_utf8();
            let wrong = prose.part(&range);
            if !is_broken(corpus, prose, words, &range) || is_own(corpus, prose, words, &range) {
                continue;
            }
            let is_word = is_usual(wrong) || corpus.count(wrong) > 1 || known(wrong).is_some();
            if is_word {
                continue;
            }
            // 閉所 is no slip for 開所 because 所 ends both; 福社 is one for 福祉.
            let is_free = |at: usize| FREE.contains(window[at].1);
            let has_free = (0..length).any(is_free);
            let is_cut = words_of(prose, &range).any(|word| !word.is_known);
            let by_look = changed(window, &ALIKE).find(|(at, right)| {
                let is_alone = !is_free(*at) && has_free && !is_cut;
                is_usual(right) && !is_alone || corpus.count(right) >= if is_alone { 2 } else { 1 }
            });
            // Many words that no dictionary has are read like others: only what the booklet writes often is meant.
            let often = if has_free && !is_cut { 5 } else { 2 };
            let by_reading = || {
                changed(window, &READ_ALIKE)
                    .filter(|(_, right)| is_usual(right) && corpus.count(right) >= often)
                    .max_by_key(|(_, right)| corpus.count(right))
                    .filter(|_| stands_apart(prose, words, &range))
            };
            if let Some((_, right)) = by_look.or_else(by_reading) {
                return Some((range, right));
            }
        }
    }
    None
}

/// A window with one of its kanji changed for one that is alike.
fn changed<'w>(window: &'w [(usize, char)], alike: &'w Alike) -> impl Iterator<Item = (usize, String)> + 'w {
    window.iter().enumerate().flat_map(move |(place, (_, kanji))| {
        let others = alike.get(kanji).into_iter().flatten();
        others.map(move |other| {
            let kanji = window.iter().enumerate().map(|(at, (_, own))| if at == place { other } else { own });
            (place, kanji.collect())
        })
    })
}

/// Whether no single kanji stands before a part of a run, and none behind it but those that end many nouns.
fn stands_apart(prose: &Prose<'_>, words: &[&Word], range: &Range<usize>) -> bool {
    let is_single = |word: &&&Word| prose.surface(word).chars().count() == 1;
    let before = words.iter().rfind(|word| word.range.end <= range.start);
    let behind = words.iter().find(|word| word.range.start >= range.end);
    before.is_none_or(|word| !is_single(&word))
        && behind.filter(is_single).is_none_or(|word| FREE.contains(prose.surface(word)))
}

/// Whether the booklet has the same pieces side by side elsewhere too.
fn is_own(corpus: &Corpus, prose: &Prose<'_>, words: &[&Word], range: &Range<usize>) -> bool {
    let inside: Vec<_> =
        words.iter().filter(|word| range.start <= word.range.start && word.range.end <= range.end).collect();
    match inside.as_slice() {
        [word] => corpus.count(prose.surface(word)) > 1,
        [first, second, ..] => corpus.pair(prose.surface(first), prose.surface(second)) > 1,
        [] => false,
    }
}

/// Whether a part of a run is cut into pieces that say nothing: a kanji that the dictionary does not have, or kanji one by one of which none
/// is of those that stand alone.
fn is_broken(corpus: &Corpus, prose: &Prose<'_>, words: &[&Word], range: &Range<usize>) -> bool {
    let touching =
        || words.iter().filter(|word| word.range.start < range.end && range.start < word.range.end);
    if touching().any(|word| word.is_known && matches!(word.part, Part::Name | Part::Number | Part::Counter))
    {
        return false;
    }
    let inside = touching().all(|word| range.start <= word.range.start && word.range.end <= range.end);
    let is_free = |word: &Word| {
        let surface = prose.surface(word);
        FREE.contains(surface) || matches!(word.part, Part::Number | Part::Counter | Part::Prefix)
    };
    let is_single = |word: &Word| prose.surface(word).chars().count() == 1;
    // 甲請書 is cut into 甲 and 請書, of which nobody else writes.
    let is_odd = |word: &Word| {
        let surface = prose.surface(word);
        if is_single(word) { !is_free(word) } else { !is_usual(surface) && corpus.count(surface) <= 1 }
    };
    // 年度未: nothing is not yet something.
    let ends_with_not_yet =
        prose.part(range).ends_with('未') && words.last().is_some_and(|last| last.range.end == range.end);
    ends_with_not_yet
        || touching().any(|word| !word.is_known)
        || inside
            && touching().count() >= 2
            && touching().all(|word| is_single(word))
            && touching().filter(|word| is_free(word)).count() < touching().count().min(2)
        || touching().any(|word| is_single(word)) && touching().all(|word| is_odd(word))
}
