//! A kanji that looks like the one which makes a word.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::usual::is_usual;
use crate::diagnostics::Code;
use crate::language::script::{is_kanji, runs};
use crate::language::words::{Part, Word, known};
use crate::proof::corpus::Corpus;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::LookAlike,
    title: "形の似た漢字の誤り",
    explanation: "「実施」を「実旋」とするように、語にならない漢字があり、形の似た一字に替えると語になります。\
        人や土地の名前などでそのままで正しいときは、data/用語.yaml の「正」に挙げてください。",
    wrong: &[
        "講座を実旋しました。",
        "福社の理解を深めました。",
        "祉会参加を促しました。",
        "年度未に冊子を配りました。",
    ],
    right: &[
        "講座を実施しました。",
        "旋盤の工場と神社を見学し、士気が高まりました。",
        "未成年の方が年度末に参加しました。",
        "各校と本会、当市の会場内",
    ],
    check: Check::Booklet(look_alike),
};

/// For each kanji, those that look like it. A line of the file is kanji that look alike.
static ALIKE: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut alike: HashMap<char, Vec<char>> = HashMap::new();
    for line in include_str!("look-alikes.txt").lines().filter(|line| !line.starts_with('#')) {
        for kanji in line.chars() {
            alike.entry(kanji).or_default().extend(line.chars().filter(|other| *other != kanji));
        }
    }
    alike
});

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
            if let Some((range, right)) = misread(corpus, prose, &run, &words) {
                let wrong = prose.part(&range);
                let message = format!("「{wrong}」は、形の似た「{right}」の誤りと思われます。");
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
            if !is_broken(corpus, prose, words, &range) {
                continue;
            }
            for (place, &(_, kanji)) in window.iter().enumerate() {
                for &other in ALIKE.get(&kanji).into_iter().flatten() {
                    let right: String = window
                        .iter()
                        .enumerate()
                        .map(|(at, &(_, own))| if at == place { other } else { own })
                        .collect();
                    // 閉所 is no slip for 開所 because 所 ends both; 福社 is one for 福祉.
                    let is_alone = !FREE.contains(kanji) && window.iter().any(|(_, own)| FREE.contains(*own));
                    let is_cut = words_of(prose, &range).any(|word| !word.is_known);
                    let is_right = is_usual(&right) && (!is_alone || is_cut)
                        || corpus.count(&right) >= if is_alone && !is_cut { 3 } else { 1 };
                    if is_right && !is_usual(wrong) && corpus.count(wrong) <= 1 && known(wrong).is_none() {
                        return Some((range, right));
                    }
                }
            }
        }
    }
    None
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
