//! A noun and its verb without the particle between them.

use super::is_one_of;
use crate::diagnostics::Code;
use crate::language::script::{is_hiragana, is_kanji, is_katakana, to_half_width};
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
        "設置運営訓練行い、資機材を整えました。",
        "ふれあいサロン広げます。",
        "語り合える場設け、交流を図りました。",
        "町内の３か所で講座開催しました。",
        "液体ミルク新たに備えました。",
        "端末を毎日使う学級前年度より増えました。",
        "「みんなの食堂」開き、親子で楽しみました。",
        "情報提供等行いました。",
    ],
    right: &[
        "協力事業者は７事業者増えて63事業者です。",
        "参加者が増えました。",
        "今年度増えた相談に応じました。",
        "内容を一部見直しました。",
        "３人増えました。",
        "年々大きくなり、人数は例年多く、名高い講師でした。",
        "広報紙を手渡しました。",
        "講座の開始時刻を繰り上げました。",
        "見学者を多数受け入れました。",
        "講座は昨秋始め、毎月続けています。",
        "オンライン開催し、通年行いました。",
        "海開き、店開きを手伝い、手続きを進めました。",
        "参加者数は前年度より増え、相談も新たに受けました。",
        "３日続け、５人増え、２か所設けました。",
        "男女合わせて40人が集まり、本所・支所併せて延べ３か所で開きました。",
        "事業を単独行うのでなく、町と共同開催しました。",
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
    当時 当日 同日 同時 同様 結果 合同 無料 有料 随時 毎月 隔月 隔週 定期 終日 年中 常時 適時 先行 一括 現地 試行 事前 \
    事後 前年 本年 本年度 当面 一時 一気 一挙 一段 昨秋 今秋 今春 来春 昨春 今夏 昨夏 今冬 昨冬 同年 翌年 翌月 同月 先月 前月 \
    来月 今月 初年度 近年 年末 年始 年度末 上期 下期 上半期 下半期 前期 後期 中期 長期 短期 期間 休日 祝日 土日 夜間 日中 \
    午前 午後 早朝 以後 年度 年 月 日 回 週 期 頃 交互 交代 平行 並行 継続 連続 重点 優先 毎週 毎年 毎年度 毎日 今日 近日 後日 \
    先日 過日 前日 翌日 週末 月末 期末 最初 最後 最終 途中 一旦 一度 再三 今後 将来 従来 最近 現在 昨今 今回 初回 全体 全般 総合";

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
                && !is_amount(text, noun)
                && !is_sum(&prose.words[index + 1..], text)
                && ((is_said(verb, next, text) || is_told(verb, text)) && is_thing(noun, before, text)
                    || noun.part != Part::Mark
                        && is_done(verb, text)
                        && is_whole_thing(noun, before, text)
                        && !is_headline(verb, next, text)
                    || is_named(noun, before, text) && is_one_of(OF_EVENTS, verb.base(text))))
            .then(|| finding(prose, noun, verb, next))
        })
        .chain(prose.words.windows(3).enumerate().filter_map(|(index, three)| event(prose, index, three)))
        .chain(
            prose
                .words
                .windows(3)
                .enumerate()
                .filter_map(|(index, three)| before_adverb(prose, index, three)),
        )
        .collect()
}

/// Whether a noun counts something: 7事業者増え.
fn is_amount(text: &str, noun: &Word) -> bool {
    let before = text[..noun.range.end].trim_end_matches(|letter| is_kanji(letter) || is_katakana(letter));
    before.ends_with(|last: char| to_half_width(last).is_ascii_digit())
}

/// 男女合わせて40人, 男女併せて約40人: what stands before the number of all.
fn is_sum(words: &[Word], text: &str) -> bool {
    let [verb, behind, rest @ ..] = words else { return false };
    is_one_of("合わせる 併せる", verb.base(text))
        && matches!(behind.surface(text), "て" | "た")
        && rest.iter().take(4).any(|word| word.part == Part::Number)
}

/// Verbs that no noun makes one word with, in whatever form: 訓練行い, 理解深める, 相談増えた.
const DONE: &str = "行う 設ける 続ける 始める 進める 増やす 減らす 広げる 高める 深める 広める 開く 催す 整える 増える 減る \
    広がる 始まる 高まる 深まる 集まる 進む 続く 預かる 届ける 募る 定める 抑える 築く";

/// Verbs that are done to an event, behind its name in 「」.
const OF_EVENTS: &str =
    "開く 行う 設ける 始める 催す 配る 定める 続ける 結ぶ 立ち上げる 開設する 作成する 発行する";

/// Whether a verb stands in a form that is no noun: 店開き is one.
fn is_done(verb: &Word, text: &str) -> bool {
    verb.part == Part::Verb
        && is_one_of(DONE, verb.base(text))
        && !is_one_of("開き 進み 続き 広がり 減り 深まり 高まり 始まり 集まり 預かり", verb.surface(text))
        && verb.surface(text).starts_with(is_kanji)
}

/// 高齢化進む地域: what goes on by itself, before the noun that it describes.
fn is_headline(verb: &Word, next: &Word, text: &str) -> bool {
    verb.form == Form::Plain
        && is_one_of(WITH_GA, verb.base(text))
        && next.is_noun()
        && next.surface(text) != "ため"
}

/// Nouns of one kanji that stand alone: 場設け, 人増やし.
const SHORT: &str = "場 人 便 幅 会 柵 棚 輪 絆 席 枠 道 町 村 市 国 県 声";

/// Nouns of katakana that say how.
const MANNERS: &str = "オンライン リモート トータル リアル スムーズ ノンストップ フル タイムリー";

/// Whether a noun is whole, so that a verb behind it wants a particle.
fn is_whole_thing(word: &Word, before: Option<&Word>, text: &str) -> bool {
    let surface = word.surface(text);
    let is_katakana_word = surface.chars().count() >= 2
        && surface.chars().all(is_katakana)
        && matches!(word.part, Part::Noun | Part::VerbalNoun)
        && !is_one_of(MANNERS, surface);
    let is_described = before.is_some_and(|before| {
        before.part == Part::GenitiveParticle
            || matches!(before.part, Part::Verb | Part::Auxiliary | Part::Adjective)
                && before.form == Form::Plain
    });
    let is_and_so_on =
        surface == "等" && before.is_some_and(|before| before.is_noun() && before.part != Part::Counter);
    is_thing(word, before, text)
        || is_katakana_word
        || is_and_so_on
        || surface == "化" && before.is_some_and(Word::is_noun)
        || surface == "子ども"
        || is_described && is_one_of(SHORT, surface)
}

/// Whether a word is the end of a name in 「」.
fn is_named(word: &Word, before: Option<&Word>, text: &str) -> bool {
    word.surface(text) == "」" && before.is_some_and(Word::is_noun)
}

/// What is held on a day.
const EVENTS: &str = "講座 教室 研修 会議 大会 セミナー サロン イベント フェア シンポジウム フォーラム ワークショップ 訓練 健診 検診 \
    説明会 相談会 交流会 講演会 研修会 学習会 報告会 懇談会 座談会 審査会 体験会 運動会 発表会";

/// 講座開催しました: an event and the noun that する makes a verb of.
fn event(prose: &Prose<'_>, index: usize, three: &[Word]) -> Option<Finding> {
    let [event, verbal, do_it] = three else { return None };
    let text = prose.as_str();
    let before = index.checked_sub(1).and_then(|before| prose.words.get(before));
    let surface = prose.surface(event);
    let is_meeting = surface == "会" && event.part == Part::NounSuffix && before.is_some_and(Word::is_noun);
    let is_held = do_it.part == Part::Verb
        && do_it.base(text) == "する"
        && matches!(prose.surface(verbal), "開催" | "実施");
    let is_touching = event.range.end == verbal.range.start && verbal.range.end == do_it.range.start;
    (is_held
        && is_touching
        && (is_meeting || is_one_of(EVENTS, surface))
        && !prose.is_quoted(event.range.start))
    .then(|| {
        let is_passive = prose.surface(do_it) == "さ";
        lost(prose, event, verbal, if is_passive { "が" } else { "を" })
    })
}

/// Words that say how something is done, and no noun joins: サロン新たに, 内容丁寧に.
const HOW: &str = "新た 丁寧 詳細 確実 円滑 着実 早急 柔軟 適正 大幅 慎重";

/// Years with which something is compared: 学級前年度より.
const YEARS: &str = "前年度 昨年度 今年度 前年 昨年 前々年度";

/// A noun before an adverb of the verb, or before the year that it is compared with.
fn before_adverb(prose: &Prose<'_>, index: usize, three: &[Word]) -> Option<Finding> {
    let [noun, adverb, next] = three else { return None };
    let text = prose.as_str();
    let before = index.checked_sub(1).and_then(|before| prose.words.get(before));
    let is_how = adverb.part == Part::AdjectivalNoun
        && is_one_of(HOW, prose.surface(adverb))
        && prose.surface(next) == "に";
    let is_year = matches!(prose.surface(next), "より" | "から") && is_one_of(YEARS, prose.surface(adverb));
    (noun.range.end == adverb.range.start
        && adverb.range.end == next.range.start
        && matches!(noun.part, Part::Noun | Part::VerbalNoun | Part::NounSuffix)
        && (is_how || is_year)
        && is_whole_thing(noun, before, text)
        && !prose.is_quoted(noun.range.start))
    .then(|| lost(prose, noun, adverb, if is_year { "は" } else { "を" }))
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
    lost(prose, noun, verb, particle)
}

fn lost(prose: &Prose<'_>, noun: &Word, behind: &Word, particle: &str) -> Finding {
    let (noun_text, word_text) = (prose.surface(noun), prose.surface(behind));
    Finding::new(
        noun.range.start..behind.range.end,
        format!("「{word_text}」の前の助詞が抜けているようです。"),
    )
    .hint("「が」「を」「に」などを補ってください。")
    .propose([noun_text, particle, word_text].concat())
}
