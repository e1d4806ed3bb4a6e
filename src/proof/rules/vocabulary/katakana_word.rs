//! A katakana word that is one slip away from one that everybody knows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostics::Code;
use crate::language::script::{is_katakana, runs};
use crate::language::words::known;
use crate::proof::corpus::Corpus;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};
use crate::proof::rules::notation::is_listed;

pub(super) static RULE: Rule = Rule {
    code: Code::KatakanaWord,
    title: "カタカナ語の打ち誤り",
    explanation: "「コミュニケション」「シュミレーション」のように、よく知られた語と一字だけ違うカタカナ語です。\
        商品や団体の名前などでそのままで正しいときは、data/用語.yaml の「正」に挙げてください。",
    wrong: &[
        "コミュニケションを深めました。",
        "災害のシュミレーションを行いました。",
        "フオーラムを開きました。",
        "コミユニティを育てます。",
        "ボランティアコーディネターの研修です。",
        "レリクエーションの講座です。",
        "配達ポランティアを募りました。",
        "防災アプリの使い方、新しいアリプの説明です。",
        "世界アルツイハマーデーの催しと、バツクの点検です。",
    ],
    right: &[
        "オーストラリアの姉妹都市と、ニュージーランドやフィリピンの話を聞きました。",
        "コミュニケーションを深め、シミュレーションを行いました。",
        "フレイル予防、アウトリーチ、ファシリテーター、ヤングケアラーの研修です。",
        "コミュニティカフェとデジタルアーカイブ、インバウンド",
        "サポーターとサポート、リーダーとリード、トレーナーとトレーニング",
        "アイヌ文化とユニーク、エアコンとフエの演奏",
    ],
    check: Check::Booklet(katakana_word),
};

/// Well-known words of five letters or more, parted by spaces.
static KNOWN: LazyLock<Vec<(&'static str, Vec<char>)>> = LazyLock::new(|| {
    let lines = include_str!("katakana.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(|word| (word, word.chars().collect())).collect()
});

static KNOWN_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| KNOWN.iter().map(|(word, _)| *word).collect());

/// Letters that are typed for each other: small and large, with one mark or the other, and of like shape.
const CONFUSED: &[&str] = &[
    "アァ",
    "イィ",
    "ウゥ",
    "エェ",
    "オォ",
    "ツッ",
    "ヤャ",
    "ユュ",
    "ヨョ",
    "ワヮ",
    "カガ",
    "キギ",
    "クグ",
    "ケゲ",
    "コゴ",
    "サザ",
    "シジ",
    "スズ",
    "セゼ",
    "ソゾ",
    "タダ",
    "チヂ",
    "テデ",
    "トド",
    "ハバパ",
    "ヒビピ",
    "フブプ",
    "ヘベペ",
    "ホボポ",
    "シツ",
    "ソン",
    "ンソ",
    "クワ",
    "ケク",
    "ウワ",
    "ヌス",
    "ネホ",
    "コユ",
    "ユヨ",
    "ラヲ",
    "チテ",
    "ムマ",
    "フワ",
    "フヴ",
    "ーッ",
    "ィェ",
    "ラフ",
    "ヅジ",
    "ズヅ",
];

/// No word is so long; what is longer is no word.
const LONGEST: usize = 24;

fn katakana_word(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let corpus = facts.corpus();
    let words: Vec<(&Prose<'_>, Range<usize>)> = facts
        .texts
        .iter()
        .flat_map(|prose| runs(prose.as_str(), is_katakana).into_iter().map(move |run| (prose, run)))
        .filter(|(prose, run)| prose.part(run).chars().count() <= LONGEST)
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (prose, run) in &words {
        *counts.entry(prose.part(run)).or_default() += 1;
    }
    for (prose, run) in &words {
        let word = prose.part(run);
        // What the booklet writes again and again is its own word.
        if counts.get(word).is_some_and(|count| *count >= 2) || corpus.count(word) >= 2 || is_right(word) {
            continue;
        }
        let large = || typed_large(word).map(|right| (0..word.len(), Cow::Owned(right)));
        let near = misspelt(corpus, word).map(|(range, right)| (range, Cow::Borrowed(right)));
        let Some((range, right)) = near.or_else(large) else { continue };
        let range = run.start + range.start..run.start + range.end;
        if is_listed(facts, prose, &range) {
            continue;
        }
        let wrong = prose.part(&range);
        let message = format!("「{wrong}」は「{right}」の打ち誤りと思われます。");
        let hint = format!("「{right}」に直してください。");
        findings.in_text(prose, Finding::new(range.clone(), message).hint(hint).propose(right.into_owned()));
    }
}

/// Whether a word is one of those that everybody knows.
pub(super) fn is_well_known(word: &str) -> bool {
    KNOWN_SET.contains(word)
}

/// Words of three letters that the council writes, and that no dictionary word is a slip from.
fn short(corpus: &Corpus, word: &str) -> Option<&'static str> {
    const SHORT: &[&str] = &["アプリ", "テスト", "モラル", "カフェ", "フェア", "サロン"];
    let letters: Vec<char> = word.chars().collect();
    if letters.len() != 3 || known(word).is_some() {
        return None;
    }
    SHORT.iter().copied().find(|right| {
        let others: Vec<char> = right.chars().collect();
        let changed: Vec<_> = letters.iter().zip(&others).filter(|(own, other)| own != other).collect();
        let is_near = match changed.as_slice() {
            [(own, other)] => CONFUSED.iter().any(|group| group.contains(**own) && group.contains(**other)),
            [(first, second), (third, fourth)] => first == fourth && second == third,
            _ => false,
        };
        others.len() == 3 && is_near && corpus.count(right) >= 1
    })
}

/// A word of the dictionary with one of its small letters typed large: バツク.
fn typed_large(word: &str) -> Option<String> {
    const SMALL: &[(char, char)] = &[
        ('ツ', 'ッ'),
        ('ヤ', 'ャ'),
        ('ユ', 'ュ'),
        ('ヨ', 'ョ'),
        ('ア', 'ァ'),
        ('イ', 'ィ'),
        ('エ', 'ェ'),
        ('オ', 'ォ'),
    ];
    if word.chars().count() < 3 {
        return None;
    }
    word.char_indices().skip(1).find_map(|(at, letter)| {
        let (_, small) = SMALL.iter().find(|(large, _)| *large == letter)?;
        let right = [&word[..at], small.encode_utf8(&mut [0; 4]), &word[at + letter.len_utf8()..]].concat();
        known(&right).map(|_| right)
    })
}

fn is_right(word: &str) -> bool {
    KNOWN_SET.contains(word) || known(word).is_some() && !lacks_a_mark(word)
}

/// Whether a long word is a well-known one without its ー: the dictionary has スーパマーケット too.
fn lacks_a_mark(word: &str) -> bool {
    let is_long = word.chars().count() >= 6;
    is_long
        && near(word).is_some_and(|right| {
            right.chars().count() > word.chars().count() && right.replace('ー', "") == word.replace('ー', "")
        })
}

/// The part of a word that is misspelt, with what it should be: the whole, or what is beside a part that is right.
fn misspelt(corpus: &Corpus, word: &str) -> Option<(Range<usize>, &'static str)> {
    if let Some(right) = near(word).or_else(|| cut_short(corpus, word)).or_else(|| short(corpus, word)) {
        return Some((0..word.len(), right));
    }
    let cuts: Vec<usize> =
        word.char_indices().map(|(at, _)| at).filter(|at| *at >= 6 && word.len() - at >= 6).collect();
    for at in cuts {
        let (first, second) = word.split_at(at);
        let is_sure = |part: &str| is_right(part) || corpus.count(part) >= 2;
        match (is_sure(first), is_sure(second)) {
            // Two words that are right make one.
            (true, true) => return None,
            (true, false) => {
                if let Some(right) = near(second) {
                    return Some((at..word.len(), right));
                }
            }
            (false, true) => {
                if let Some(right) = near(first) {
                    return Some((0..at, right));
                }
            }
            (false, false) => {}
        }
    }
    None
}

/// The one well-known word that is a slip away.
fn near(word: &str) -> Option<&'static str> {
    let characters: Vec<char> = word.chars().collect();
    if characters.len() < 4 {
        return None;
    }
    let mut found = KNOWN.iter().filter(|(_, other)| is_slip(&characters, other)).map(|(word, _)| *word);
    let first = found.next()?;
    // A derived word has its stem near too; two of equal right say nothing sure.
    found.next().is_none().then_some(first)
}

/// A word that lacks its last letter, and that the council writes whole: ボランティ.
fn cut_short(corpus: &Corpus, word: &str) -> Option<&'static str> {
    let mut longer = KNOWN.iter().map(|(right, _)| *right).filter(|right| {
        right.chars().count() == word.chars().count() + 1
            && right.starts_with(word)
            && corpus.count(right) >= 3
    });
    longer.next().filter(|_| word.chars().count() >= 5 && longer.next().is_none())
}

/// The fewest letters of a word that no other has in another order.
const SHORTEST_IN_ORDER: usize = 5;

/// Whether one slip makes the second word the first.
fn is_slip(wrong: &[char], right: &[char]) -> bool {
    if right.len() < 4 || wrong.len().abs_diff(right.len()) > 1 {
        return false;
    }
    if wrong.len() == right.len() && right.len() >= SHORTEST_IN_ORDER && wrong[0] == right[0] {
        let [mut letters, mut others] = [wrong.to_vec(), right.to_vec()];
        letters.sort_unstable();
        others.sort_unstable();
        if letters == others {
            return true;
        }
    }
    let begin = wrong.iter().zip(right).take_while(|(a, b)| a == b).count();
    let before = begin.checked_sub(1).and_then(|at| wrong.get(at));
    let (wrong, right) = (&wrong[begin..], &right[begin..]);
    let end = wrong.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&wrong[..wrong.len() - end], &right[..right.len() - end]) {
        ([a], [b]) => CONFUSED.iter().any(|group| group.contains(*a) && group.contains(*b)),
        ([a, b], [c, d]) => a == d && b == c,
        // One letter moved over two others.
        ([a, b, c], right) => right == [*b, *c, *a] || right == [*c, *a, *b] || right == [*c, *b, *a],
        // A letter lost: the first never is, and the last only where it is a long vowel.
        ([], [lost]) => begin > 0 && (end > 0 || matches!(lost, 'ー' | 'ン')),
        // One too many: a mark, or the letter beside it again.
        ([more], []) => begin > 0 && (matches!(more, 'ー' | 'ッ' | 'ン') || before == Some(more)),
        _ => false,
    }
}
