//! A noun and its verb without the particle between them.

use super::is_one_of;
use crate::diagnostics::Code;
use crate::language::script::{is_hiragana, is_kanji};
use crate::language::words::{Conjugation, Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::LostParticle,
    title: "助詞の抜け",
    explanation: "名詞のすぐ後に動詞が続き、間の「が」「を」などが抜けているようです。「参加者増えました」は「参加者が増えました」とします。",
    wrong: &[
        "参加者増えました。",
        "町内の３か所で講座開きました。",
        "子育てサロン「たんぽぽ」生まれました。",
        "利用者減ったことから、内容を見直しました。",
        "関係者集めた会議を開きました。",
        "高齢者対する支援を続けました。",
        "利用者少なかったため、周知しました。",
    ],
    right: &[
        "参加者が増えました。",
        "今年度増えた相談に応じました。",
        "内容を一部見直しました。",
        "３人増えました。",
        "年々大きくなり、人数は例年多く、名高い講師でした。",
        "広報紙を手渡しました。",
        "講座の開始時刻を繰り上げました。",
        "見学者を多数受け入れました。",
    ],
    check: Check::Text(lost_particle),
};

/// Nouns that stand before a verb as an adverb does, and are not marked as such in the dictionary.
const ADVERBS: &str = "是非 一部 多数 少数 全部 全員 大勢 大半 半数 半分 過半数 複数 多少 若干 少々 毎回 \
    毎度 各自 各々 随時 適宜 順次 都度 一緒 直接 実際 前回 次回 今回 例年 平日 随所 \
    全て 相互 双方 両方 一同 総数 最大 最低 最高 最多 再度 極力 一層 一番 逐次 自分 \
    自ら 本来 単独 共同 新規 別途 一斉 大幅 個別 以上 以下 以内 合計 累計 平均 年間 \
    月間 週間 通年 概略 余り 強 弱 程度 超 分 増 減 割 倍 等 ごと 毎 ずつ 中 後 \
    前 間 時 際 折 度 目 内 外 先 上 下 比 付 付け 末 初 以降 以来 以前 当初 \
    当時 当日 同日 同時 同様 結果";

/// Ends of nouns that make an adverb of it.
const LOOSE: &str = "中 後 前 間 時 内 外 上 下 等 別 順 目 分 的 風 用 ごと 毎 付き ずつ 以上 以下 ほど 程 頃 過ぎ 連れ 揃い 限り 次第 同士 同志 様 氏 さん 君 方 め 増 減 強 弱 超 余 余り 末 初 化";

/// Verbs that join a noun without a particle: 経験できる, 参加いただく.
const JOINING: &str = "する できる 出来る いたす 致す いただく 頂く いただける 頂ける くださる 下さる なさる \
    ある いる おる なる よる 申し上げる 願う 切る 合う 付く 付ける 立つ 立てる 済む \
    がかる かける 扱い 慣れる 違う 通り 向ける 行く 込む 込める 明ける 抜き 離れる \
    向く 挙げる 終わる 当たる おける わたる 越える ずれる";

/// Verbs that want に.
const WITH_NI: &str = "対する 関する 基づく なる 努める 取り組む 加わる 至る 携わる";

/// Verbs of which something is said, not done to something.
const WITH_GA: &str = "増える 減る 広がる 始まる 集まる 生まれる 高まる 深まる 進む 続く 届く 伸びる 下がる \
    上がる 整う 決まる 終わる 訪れる 見える 加わる 育つ 足りる 残る 変わる 上回る 下回る \
    困る 暮らす 住む できる 出る 入る 来る 起きる 話す 見つかる 根付く 戻る";

fn lost_particle(prose: &Prose<'_>) -> Vec<Finding> {
    if !prose.cell.field.is_narrative() {
        return Vec::new();
    }
    let text = prose.as_str();
    prose
        .words
        .windows(3)
        .enumerate()
        .filter_map(|(index, three)| {
            let [noun, verb, next] = three else { return None };
            let before = index.checked_sub(1).and_then(|before| prose.words.get(before));
            (noun.range.end == verb.range.start
                && is_thing(noun, before, text)
                && (is_said(verb, next, text) || is_told(verb, text)))
            .then(|| finding(prose, noun, verb, next))
        })
        .collect()
}

/// Whether a word is a thing that a verb needs a particle for.
fn is_thing(word: &Word, before: Option<&Word>, text: &str) -> bool {
    let surface = word.surface(text);
    let is_counted = |before: &Word| {
        !matches!(before.surface(text), "ご" | "お")
            && matches!(before.part, Part::Number | Part::Counter | Part::Prefix | Part::AdverbialNoun)
    };
    match word.part {
        Part::Noun | Part::VerbalNoun | Part::NounSuffix => {
            word.is_known
                && !is_one_of(ADVERBS, surface)
                && surface.ends_with(is_kanji)
                && !before.is_some_and(is_counted)
                && (word.part != Part::NounSuffix && surface.chars().count() >= 2
                    || word.part == Part::NounSuffix && !is_one_of(LOOSE, surface))
        }
        // What is quoted is a name, not words that go on: 「福祉について」学ぶ.
        Part::Mark => surface == "」" && before.is_some_and(Word::is_noun),
        _ => false,
    }
}

/// Whether a verb is said of something here, and does not make one word with the noun before it.
fn is_said(verb: &Word, next: &Word, text: &str) -> bool {
    let base = verb.base(text);
    let surface = verb.surface(text);
    let is_ended = match next.part {
        Part::Auxiliary => matches!(next.base(text), "ます" | "た" | "だ"),
        Part::JoiningParticle => matches!(next.surface(text), "て" | "で"),
        Part::VerbSuffix => true,
        Part::Mark => verb.form == Form::Plain && next.surface(text) == "。",
        _ => false,
    };
    verb.part == Part::Verb
        && verb.is_known
        && matches!(verb.conjugation, Conjugation::Godan | Conjugation::Ichidan)
        && surface.chars().any(is_kanji)
        && surface.chars().next().is_some_and(|first| !is_hiragana(first))
        && !is_one_of(JOINING, base)
        && is_ended
        && verb.range.end == next.range.start
}

/// Whether a verb or adjective never joins a noun: 高齢者対する, 利用者多かった.
fn is_told(word: &Word, text: &str) -> bool {
    let surface = word.surface(text);
    match word.part {
        Part::Verb => {
            is_one_of("対する 関する 基づく", word.base(text))
                || word.base(text) == "なる" && is_one_of("なり なっ", surface)
        }
        Part::Adjective => {
            is_one_of("多い 少ない 高い 低い 大きい 小さい", word.base(text)) && word.form != Form::BeforeGaru
        }
        _ => false,
    }
}

fn finding(prose: &Prose<'_>, noun: &Word, verb: &Word, next: &Word) -> Finding {
    let text = prose.as_str();
    let is_passive = next.part == Part::VerbSuffix && matches!(next.base(text), "れる" | "られる");
    let particle = if is_one_of(WITH_NI, verb.base(text)) {
        "に"
    } else if verb.part == Part::Adjective || is_passive || is_one_of(WITH_GA, verb.base(text)) {
        "が"
    } else {
        "を"
    };
    let (noun_text, verb_text) = (prose.surface(noun), prose.surface(verb));
    Finding::new(noun.range.start..verb.range.end, format!("「{verb_text}」の前の助詞が抜けているようです。"))
        .hint("「が」「を」「に」などを補ってください。")
        .propose([noun_text, particle, verb_text].concat())
}
