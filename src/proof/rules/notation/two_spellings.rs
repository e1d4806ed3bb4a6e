//! A word in two spellings.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::spelling::{UNLESS_A_NAME, finder, is_in_a_name, is_listed};
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, is_hiragana, is_kanji, is_katakana, runs};
use crate::language::words::{Form, Part, Word, same_form, to_katakana};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoSpellings,
    title: "同じ語の書き方が二通り",
    explanation: "「か所」と「ヶ所」、「行う」と「行なう」、「できる」と「出来る」のように、同じ語が二通りに書かれています。少ないほうを多いほうにそろえてください。\
        「」の中と、「障害者総合支援法」のような制度の名前は見ません。\
        「障がい者作品展」のような固有の名前は、data/用語.yaml に「正」として挙げるとそのままになります。",
    wrong: &[
        "設置は３か所です。\n---\n設置は４か所です。\n---\n設置は２ヶ所です。",
        "寄附を募りました。\n---\n寄附が増えました。寄付の文化を育みます。",
        "障害への理解を深めます。\n---\n障害のある方と障がいのある方の交流",
        "福祉の取組を進め、取組の輪を広げました。取り組みの成果です。",
        "受入れの準備と受入れの体制。受け入れの研修を行いました。",
        "用語: [{正: 寄付}]\n成果: 寄附を募りました。寄附が増えました。寄付の文化を育みます。",
        "講座を行いました。研修を行います。訓練を行なった結果です。",
        "参加できるようにし、相談できました。利用出来ます。",
        "参加に心掛けました。節電を心掛けます。声掛けを心がけた結果です。",
        "使えるように整え、読めるように直しました。選べる様にします。",
        "問合せの件数と問合せの内容です。問い合わせの窓口を設けました。",
        "また、広げました。また、続けました。又、知らせました。",
        "調べたうえで配り、確かめたうえで送りました。直した上で出しました。",
    ],
    right: &[
        "障害の有無にかかわらず、地域と関わる場をつくり、関わる人を増やします。",
        "支援を振り返る会議を、翌週に振り替えました。",
        "設置は３か所です。\n---\n設置は４か所です。",
        "福祉の取組に取り組みました。",
        "受け入れます。受入れの体制",
        "設置は３か所、改修の必要箇所は17か所です。",
        "行なって、行なって、連れて行って、連れて行きます。",
        "障害者総合支援法と障害者手帳の説明会、障がい者作品展",
        "申込みの受付を行い、申し込みました。",
        "用語: [{正: 障がい者作品展}]\n成果: 障害への理解を深め、障がい者作品展を開きました。",
        "障がいへの理解を深めました。障害者総合支援法に基づく相談です。",
        "補修箇所は３か所です。必要箇所を直しました。",
        "お子様にも読める様式にし、様子を見ました。選べるようにしました。",
        "仕事の内容を伝えること。そのとき、者と物と事を分けます。",
        "さらに、講座を開きました。更に広げ、更に深めます。",
        "問合せの窓口を設け、利用者が問い合わせました。問い合わせ、確かめました。",
        "12地区のうち9地区で、区域の内側を歩きました。その他、町の他の施設も見ました。",
        "居ながらにして学べるよう、会場にいる方にも配信しました。",
        "机の上で書き、確かめたうえで配りました。",
        "子どもと遊びました。こども家庭庁の資料です。「子供の頃」という話です。",
    ],
    check: Check::Booklet(two_spellings),
};

/// What kind of word a group of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 語.
    Word,
    /// 数: only after a number.
    Counter,
    /// 動.
    Verb,
    /// 補.
    DependentVerb,
    /// 形: only after a verb.
    FormalNoun,
    /// 名: a verb as a noun, with the kana of its end.
    NounOfVerb,
    /// 頭: only where a sentence begins.
    SentenceHead,
}

/// The list, each group with its kind.
static SPELLINGS: LazyLock<Vec<(Kind, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("spellings.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let kind = match fields.next()? {
                "語" => Kind::Word,
                "数" => Kind::Counter,
                "動" => Kind::Verb,
                "補" => Kind::DependentVerb,
                "形" => Kind::FormalNoun,
                "名" => Kind::NounOfVerb,
                "頭" => Kind::SentenceHead,
                _ => return None,
            };
            Some((kind, fields.collect()))
        })
        .collect()
});

/// A finder with the group and the spelling of each of its patterns.
type Fixed = (Option<AhoCorasick>, Vec<(usize, usize)>);

/// Finds what does not change, and to which group and spelling of the list each pattern belongs.
static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut places = Vec::new();
    for (group, (kind, spellings)) in SPELLINGS.iter().enumerate() {
        if !matches!(kind, Kind::Verb | Kind::DependentVerb) {
            for (at, spelling) in spellings.iter().enumerate() {
                patterns.push(*spelling);
                places.push((group, at));
            }
        }
    }
    (finder(patterns.into_iter()), places)
});

/// Places in the texts of the booklet.
type Places<'f> = Vec<(&'f Prose<'f>, Range<usize>)>;

/// Words in the texts of the booklet.
type Sightings<'f> = Vec<(&'f Prose<'f>, &'f Word)>;

/// The spellings of a word, each with its places.
type Forms<'f> = BTreeMap<&'f str, Places<'f>>;

fn two_spellings(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    listed(facts, findings);
    verbs(facts, findings);
    kana_endings(facts, findings);
}

/// Words of the list that do not change.
fn listed(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let (Some(finder), places) = &*FIXED else { return };
    let mut groups: BTreeMap<usize, BTreeMap<usize, Places<'_>>> = BTreeMap::new();
    for prose in &facts.texts {
        for found in finder.find_iter(prose.as_str()) {
            let (group, spelling) = places[found.pattern()];
            let range = found.range();
            if is_meant(SPELLINGS[group].0, prose, &range) && !is_in_a_name(prose, &range) {
                groups.entry(group).or_default().entry(spelling).or_default().push((prose, range));
            }
        }
    }
    let own = || facts.model.words.iter().map(|word| word.right.value.as_str());
    for (group, forms) in groups.iter().filter(|(_, forms)| forms.len() > 1) {
        let spellings = &SPELLINGS[*group].1;
        // The council's own word; else the one that most write, of as many the first of the list.
        let is_own = |spelling: &usize| own().any(|right| right == spellings[*spelling]);
        let most = forms.iter().max_by_key(|(spelling, places)| (places.len(), Reverse(**spelling)));
        let Some(usual) = forms.keys().copied().find(is_own).or(most.map(|(spelling, _)| *spelling)) else {
            continue;
        };
        // What the list calls wrong is told by its own rule.
        let is_told = |spelling: &str| facts.model.words.iter().any(|word| word.is_wrong(spelling));
        for (spelling, places) in forms.iter().filter(|(spelling, _)| **spelling != usual) {
            let (spelling, usual) = (spellings[*spelling], spellings[usual]);
            if is_told(spelling) {
                continue;
            }
            for (prose, range) in places.iter().filter(|(prose, range)| !is_listed(facts, prose, range)) {
                let message = format!("「{spelling}」は、ほかでは「{usual}」と書かれています。");
                findings
                    .in_text(prose, Finding::new(range.clone(), message).hint(UNLESS_A_NAME).propose(usual));
            }
        }
    }
}

/// Whether what was found is the word that is meant: whole words of the dictionary, and where such a word stands.
fn is_meant(kind: Kind, prose: &Prose<'_>, range: &Range<usize>) -> bool {
    let text = prose.as_str();
    let word = prose.part(range);
    let first = prose.words.binary_search_by_key(&range.start, |word| word.range.start).ok();
    let last = prose.words.binary_search_by_key(&range.end, |word| word.range.end).ok();
    let (previous, next) = (before(text, range.start), after(text, range.end));
    match kind {
        Kind::Counter => previous
            .is_some_and(|previous| is_digit(previous) || "一二三四五六七八九十数何".contains(previous)),
        Kind::FormalNoun => {
            let last = first.and_then(|first| first.checked_sub(1)).and_then(|last| prose.words.get(last));
            let after_verb = last.is_some_and(|last| {
                matches!(last.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix | Part::Auxiliary)
                    && last.form == Form::Plain
            });
            let follows = match word {
                // 机の上に and 使った度数 are no endings of a clause.
                "うえ" | "上" => "で",
                "たび" | "度" => "に",
                _ => "にがをはもでとな",
            };
            after_verb && next.is_some_and(|next| follows.contains(next))
        }
        Kind::NounOfVerb => {
            first.is_some()
                && next.is_none_or(|next| {
                    "をのがはもやにでとへ先件書・」）。\n".contains(next)
                        && !text[range.end..].starts_with("とも")
                })
        }
        Kind::SentenceHead => previous.is_none_or(|previous| "。\n「）".contains(previous)),
        // その他の and 町の内側 are other words.
        Kind::Word if matches!(word, "のほか、" | "の他、" | "の外、") => {
            previous.is_some_and(|previous| !"そこあ".contains(previous))
        }
        Kind::Word if matches!(word, "のうち" | "の内") => {
            next.is_some_and(|next| is_digit(next) || next == '、')
        }
        Kind::Word if word.chars().all(is_katakana) => {
            !previous.is_some_and(is_katakana) && !next.is_some_and(is_katakana)
        }
        // さらに、 joins sentences and is written in kana.
        Kind::Word if matches!(word, "さらに" | "なお" | "ただし") => {
            first.is_some()
                && last.is_some()
                && next != Some('、')
                && previous.is_some_and(|previous| !"。\n「".contains(previous))
        }
        Kind::Word if word == "こども" => {
            first.is_some()
                && !next.is_some_and(|next| !is_hiragana(next) && next.is_alphanumeric())
                && !previous.is_some_and(is_kanji)
        }
        // The dictionary cuts 障がい and most words that are not in it; what begins or ends with kanji is whole all the same.
        Kind::Word => {
            let begins =
                first.is_some() || word.chars().next().is_some_and(|character| !is_hiragana(character));
            let ends = last.is_some()
                || word.chars().next_back().is_some_and(|character| !is_hiragana(character))
                || word.contains("障");
            begins && ends
        }
        Kind::Verb | Kind::DependentVerb => false,
    }
}

/// Whether a verb stands as a noun: nothing that goes on with a verb follows.
fn is_noun_of_verb(word: &Word, next: Option<&Word>) -> bool {
    let goes_on = next.is_some_and(|next| {
        next.range.start == word.range.end
            && matches!(
                next.part,
                Part::Auxiliary | Part::DependentVerb | Part::VerbSuffix | Part::JoiningParticle
            )
    });
    word.form == Form::Continuing && !goes_on
}

/// Verbs of one reading whose 基本形 are spelt in two ways: with more kana or fewer, or by the list.
fn verbs(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut alike: BTreeMap<String, BTreeMap<&str, Sightings<'_>>> = BTreeMap::new();
    for prose in &facts.texts {
        for (index, word) in prose.words.iter().enumerate() {
            let kind = match word.part {
                // 貸出し冊数: a noun, which is spelt with fewer kana than its verb.
                Part::Verb if is_noun_of_verb(word, prose.words.get(index + 1)) => continue,
                Part::Verb => Kind::Verb,
                Part::DependentVerb => Kind::DependentVerb,
                _ => continue,
            };
            // 居ながらにして and にかかわらず are phrases.
            let rest = &prose.as_str()[word.range.start..];
            let is_phrase =
                ["居なが", "かかわらず", "かかわりなく"].iter().any(|phrase| rest.starts_with(phrase));
            if word.form == Form::Unchanging || is_phrase || is_in_a_name(prose, &word.range) {
                continue;
            }
            if let Some(key) = key(prose, word, kind) {
                alike
                    .entry(key)
                    .or_default()
                    .entry(word.base(prose.as_str()))
                    .or_default()
                    .push((prose, word));
            }
        }
    }
    for forms in alike.values().filter(|forms| forms.len() > 1) {
        // Of as many, the first of the list, or the one with fewer kana.
        let rank = |base: &str| {
            SPELLINGS.iter().find_map(|(_, spellings)| spellings.iter().position(|own| *own == base))
        };
        let usual = forms
            .iter()
            .max_by_key(|(base, places)| (places.len(), Reverse(rank(base)), Reverse(base.len())));
        let Some((&usual, _)) = usual else { continue };
        for (&base, places) in forms.iter().filter(|(base, _)| **base != usual && is_one_verb(base, usual)) {
            for (prose, word) in places.iter().filter(|(prose, word)| !is_listed(facts, prose, &word.range)) {
                let surface = prose.surface(word);
                let message = format!("「{base}」は、ほかでは「{usual}」と書かれています。");
                let hint = format!("「{usual}」にそろえてください。");
                let finding = Finding::new(word.range.clone(), message).hint(hint);
                findings.in_text(
                    prose,
                    match same_form(surface, base, usual) {
                        Some(right) => finding.propose(right),
                        None => finding,
                    },
                );
            }
        }
    }
}

/// Whether two 基本形 of one reading are one verb: by the list, or as one has all the kanji of the other. 振り替える is not 振り返る.
fn is_one_verb(one: &str, other: &str) -> bool {
    let is_listed =
        SPELLINGS.iter().any(|(_, spellings)| spellings.contains(&one) && spellings.contains(&other));
    let holds = |long: &str, short: &str| {
        let mut kanji = long.chars();
        short.chars().filter(|&character| is_kanji(character)).all(|wanted| kanji.any(|own| own == wanted))
    };
    is_listed || holds(one, other) || holds(other, one)
}

/// What two spellings of one verb have in common: the group of the list, else the reading of the 基本形 and its first kanji.
fn key(prose: &Prose<'_>, word: &Word, kind: Kind) -> Option<String> {
    let text = prose.as_str();
    let base = word.base(text);
    let group = SPELLINGS.iter().find(|(own, spellings)| *own == kind && spellings.contains(&base));
    if let Some((_, spellings)) = group {
        return Some(spellings[0].to_owned());
    }
    let kanji: String = base.chars().take_while(|character| is_kanji(*character)).take(1).collect();
    if kanji.is_empty() || kind != Kind::Verb {
        return None;
    }
    let surface = prose.surface(word);
    let same: usize =
        surface.chars().zip(base.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let reading = word.reading(text)?;
    let stem = reading.strip_suffix(to_katakana(&surface[same..]).as_ref())?;
    Some([kanji.as_str(), stem, to_katakana(&base[same..]).as_ref()].concat())
}
/// 送り仮名: nouns of two kanji with more or fewer kana between and after them: 受入れ and 受け入れ.
fn kana_endings(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut alike: BTreeMap<String, Forms<'_>> = BTreeMap::new();
    for prose in &facts.texts {
        for range in nouns(prose.as_str()) {
            let word = prose.part(&range);
            // The list has told of those.
            let is_of_list = SPELLINGS
                .iter()
                .any(|(kind, spellings)| *kind == Kind::NounOfVerb && spellings.contains(&word));
            if is_of_list || is_in_a_name(prose, &range) {
                continue;
            }
            let kanji = word.chars().filter(|&character| is_kanji(character)).collect();
            alike.entry(kanji).or_default().entry(word).or_default().push((prose, range));
        }
    }
    for forms in alike.values().filter(|forms| forms.len() > 1) {
        let usual = forms.iter().max_by_key(|(form, places)| (places.len(), Reverse(form.len())));
        let Some((&usual, _)) = usual else { continue };
        // 進め方 and 進み方 are two words.
        let others = forms
            .iter()
            .filter(|(form, _)| **form != usual && (leaves_out(usual, form) || leaves_out(form, usual)));
        for (form, places) in others {
            for (prose, range) in places.iter().filter(|(prose, range)| !is_listed(facts, prose, range)) {
                let message = format!("「{form}」は、ほかでは「{usual}」と書かれています。");
                findings
                    .in_text(prose, Finding::new(range.clone(), message).hint(UNLESS_A_NAME).propose(usual));
            }
        }
    }
}

/// Whether one word is the other without some of its characters.
fn leaves_out(shorter: &str, longer: &str) -> bool {
    let mut rest = longer.chars();
    shorter.len() < longer.len() && shorter.chars().all(|character| rest.any(|other| other == character))
}

/// What follows a noun, and not a verb's stem.
const AFTER_A_NOUN: &[char] = &['を', 'の', 'が', 'は', 'も', 'や', '」', '）', '。'];

/// Nouns of two kanji that come from a verb, with what kana they have.
fn nouns(text: &str) -> Vec<Range<usize>> {
    let is_part = |character| is_kanji(character) || is_hiragana(character);
    let mut nouns = Vec::new();
    for run in runs(text, is_part) {
        let characters: Vec<(usize, char)> =
            text[run.clone()].char_indices().map(|(at, character)| (run.start + at, character)).collect();
        for start in 0..characters.len() {
            let kind = |index: usize| characters.get(index).map(|&(_, character)| character);
            let kanji = |index: usize| kind(index).is_some_and(is_kanji);
            if !kanji(start) || start > 0 && kanji(start - 1) {
                continue;
            }
            let second = if kanji(start + 1) { start + 1 } else { start + 2 };
            let kana_between = kind(start + 1).is_some_and(|character| {
                matches!(
                    character,
                    'り' | 'き' | 'け' | 'み' | 'い' | 'ち' | 'え' | 'せ' | 'れ' | 'め' | 'び'
                )
            });
            if !kanji(second) || second == start + 2 && !kana_between {
                continue;
            }
            let last = match kind(second + 1) {
                Some('み' | 'れ' | 'ぎ' | 'け' | 'せ' | 'え' | 'き' | 'い' | 'り' | 'め') => {
                    second + 1
                }
                _ => second,
            };
            let ends_there = kind(last + 1).is_some_and(|next| AFTER_A_NOUN.contains(&next))
                || kind(last + 1).is_none()
                    && after(text, run.end).is_some_and(|next| AFTER_A_NOUN.contains(&next));
            if ends_there {
                let (at, character) = characters[last];
                nouns.push(characters[start].0..at + character.len_utf8());
            }
        }
    }
    nouns
}
