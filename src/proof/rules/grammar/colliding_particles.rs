//! Two particles of which only one can be meant.

use super::is_one_of;
use super::joints::NEVER;
use super::slip::gain;
use crate::diagnostics::Code;
use crate::language::words::{Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CollidingParticles,
    title: "助詞の誤り",
    explanation: "「をが」「がを」「にを」のように、続けて使うことのない助詞が並んでいます。書き直したときに、前の助詞が残ったものがほとんどです。「参加者を増えました」のように、動詞に合わない助詞も見ます。",
    wrong: &[
        "参加者がを募りました。",
        "研修にを行いました。",
        "講座をが好評でした。",
        "広報紙はを全世帯に配りました。",
        "民生委員やの協力を得ました。",
        "参加者を増えました。",
        "緩やかな見守りを届くまちにします。",
        "お礼の言葉をありました。",
        "見守りにについて話し合いました。",
        "老人クラブの協力が得て、反射材を配りました。",
        "足場の費用が抑えました。",
        "職員が研修を参加しました。",
        "会場に来られない方のためを、電話でも受けました。",
    ],
    right: &[
        "地域での見守りには、市民との協力が要ります。",
        "誰もが参加できる講座をも目指し、市へと働きかけました。",
        "世代間とを結ぶもの、大きいのを選びました。",
        "町内にも県外からも届きました。",
        "昨年度までの内容をまとめるのに、時間を要しました。",
        "会員を増やし、人を集め、参加者を増えさせる工夫をしました。",
        "協力が得られ、組織が進め、会議が定めた方針を守りました。",
        "理解が深めた絆を生かし、交流が始まりました。",
        "会員を参加させ、子どものためを思って会に参加しました。",
        "担当が配り、代表が受けて、支援が続きました。",
    ],
    check: Check::Text(colliding_particles),
};

/// How much better one of two particles has to be alone.
const SURE: i32 = 2000;

fn colliding_particles(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_simple = |word: &Word| {
        matches!(
            word.part,
            Part::CaseParticle
                | Part::TopicParticle
                | Part::GenitiveParticle
                | Part::AdverbialParticle
                | Part::ListingParticle
                | Part::QuotingParticle
        )
    };
    let mut findings = Vec::new();
    for (index, pair) in prose.words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let is_never = NEVER.iter().any(|(particle, behind)| {
            let joined = prose.surface(second);
            // に対して, について and their like are case particles too.
            let is_long = second.part == Part::CaseParticle && joined.chars().count() > 2;
            *particle == prose.surface(first)
                && behind.iter().any(|behind| joined == *behind || is_long && joined.starts_with(behind))
        });
        let is_behind_word = index
            .checked_sub(1)
            .and_then(|before| prose.words.get(before))
            .is_some_and(|before| before.part != Part::Mark);
        if !is_never
            || !is_simple(first)
            || !is_simple(second)
            || !is_behind_word
            || second.range.start != first.range.end
            || prose.is_quoted(first.range.start)
        {
            continue;
        }
        let (one, other) = (prose.surface(first), prose.surface(second));
        let without_first = gain(text, &prose.words, index, &first.range, "");
        let without_second = gain(text, &prose.words, index, &second.range, "");
        if without_first.max(without_second) < SURE {
            continue;
        }
        // The one that was left stands before the one that was meant.
        let is_object = matches!((one, other), ("が", "を") | ("を", "が"));
        let right = if is_object || without_first > without_second { other } else { one };
        findings.push(
            Finding::new(
                first.range.start..second.range.end,
                format!("助詞の「{one}」と「{other}」は続きません。"),
            )
            .hint("どちらか一つにしてください。")
            .propose(right),
        );
    }
    findings.extend(prose.words.windows(3).filter_map(|three| with_no_object(prose, three)));
    findings.extend(prose.words.windows(4).filter_map(|four| not_done_by_things(prose, four)));
    findings.extend(prose.words.windows(3).filter_map(|three| doing_without_object(prose, three)));
    findings.extend(prose.words.windows(4).filter_map(|four| for_the_sake(prose, four)));
    findings.extend(prose.words.windows(2).filter_map(|pair| joined_twice(prose, pair)));
    findings
}

/// Verbs that have no object, and the particle that they want.
const NO_OBJECT: &[(&str, &str)] = &[
    ("増える", "が"),
    ("減る", "が"),
    ("広がる", "が"),
    ("始まる", "が"),
    ("集まる", "が"),
    ("生まれる", "が"),
    ("高まる", "が"),
    ("深まる", "が"),
    ("届く", "が"),
    ("整う", "が"),
    ("決まる", "が"),
    ("足りる", "が"),
    ("見つかる", "が"),
    ("根付く", "が"),
    ("伸びる", "が"),
    ("育つ", "が"),
    ("ある", "が"),
    ("なる", "に"),
    ("つながる", "に"),
    ("加わる", "に"),
    ("携わる", "に"),
    ("取り組む", "に"),
    ("努める", "に"),
];

/// 「を」 before a verb that has no object.
fn with_no_object(prose: &Prose<'_>, three: &[Word]) -> Option<Finding> {
    let [wo, verb, next] = three else { return None };
    let text = prose.as_str();
    if wo.part != Part::CaseParticle
        || prose.surface(wo) != "を"
        || verb.part != Part::Verb
        || next.part == Part::VerbSuffix
    {
        return None;
    }
    // を、ある日: what looks like the verb stands before a noun.
    if !matches!(next.part, Part::Auxiliary | Part::JoiningParticle | Part::DependentNoun)
        && verb.base(text) == "ある"
    {
        return None;
    }
    let (_, particle) = NO_OBJECT.iter().find(|(base, _)| *base == verb.base(text))?;
    let message = format!("「{}」の前の「を」が合いません。", prose.surface(verb));
    let hint = format!("「{particle}」ではありませんか。");
    Some(Finding::new(wo.range.clone(), message).hint(hint).propose(*particle))
}

/// Verbs that somebody does to a thing.
const DONE_TO: &str = "結ぶ 得る 抑える 図る 行う 設ける 深める 高める 広げる 進める 続ける 始める 増やす 減らす 整える 配る 送る \
    定める 見直す 受ける 築く 作る 募る 集める 改める 強める 促す 終える 果たす 固める 保つ 取り入れる 取りまとめる 呼びかける \
    引き継ぐ 生かす 活かす 積む 立てる 立ち上げる 組む 交わす 届ける 省く 補う 踏まえる";

/// Nouns of doing that name people, too.
const DOERS: &str = "会議 委員 担当 代表 監督 司会 主催 共催 連合 組合 組織 指導 案内 通訳 連盟 同盟 主任 専門 行政 参加 当番 専従 \
    後見 保佐 補佐 総務 教育 部隊 応援 介護 看護 警備 議会 事業 研究 経営 保護 補助 助手 公社 連携 交通 教授 講師 出版 報道 放送 選手 代理 \
    統括 総括 管理 監査 給食 保育 相談 訪問 支援 事務 会計 書記 幹事 理事 隊 有志 仲間 仲介 主宰 投資 運転 操縦 捜査 捜索 調査 検査 審査";

/// Things that do nothing by themselves.
const THINGS: &str = "費用 経費 負担 体制 環境 窓口 機会 意識 関心 知識 予算 時間 人材 情報 資料 冊子 目標 方針 内容 協定 条例 規約 経験 \
    技術 成果 信頼 絆 名簿 看板 講座 課題 効率 能力 条件 仕組み 場所 日程 期間 回数 人数 件数 賛同 同意 承諾";

/// 協力が得て, 費用が抑えました: a thing that seems to do what is done to it.
fn not_done_by_things(prose: &Prose<'_>, four: &[Word]) -> Option<Finding> {
    let [noun, ga, verb, next] = four else { return None };
    let text = prose.as_str();
    if ga.part != Part::CaseParticle || prose.surface(ga) != "が" || verb.part != Part::Verb {
        return None;
    }
    let surface = prose.surface(noun);
    let is_thing = noun.part == Part::VerbalNoun && noun.is_known && !is_one_of(DOERS, surface)
        || is_one_of(THINGS, surface);
    let is_active = matches!(verb.form, Form::Continuing | Form::BeforeTa)
        && match prose.surface(next) {
            "ます" | "まし" | "ませ" | "て" | "で" | "、" => true,
            // 理解が深めた絆: た before a noun describes it.
            "た" => prose.part(&(next.range.end..text.len())).starts_with(['。', '、', '\n']),
            _ => false,
        };
    (is_thing
        && is_active
        && is_one_of(DONE_TO, verb.base(text))
        && verb.range.end == next.range.start
        && !prose.is_quoted(ga.range.start))
    .then(|| not_fitting(prose, ga, verb, "を"))
}

/// Nouns of doing that have no object, with に before them.
const WITHOUT_OBJECT: &str = "参加 協力 参画 出席 従事 貢献 寄与 所属 加入 該当 直面 着手 配慮 留意 尽力 注力 専念 同席 参列 出場 出演 起因 \
    賛同 同意 応募 入会 入所 就職 到達 依拠 立脚 対応 対処 言及 付随 隣接 近接 適合 合致 匹敵 相当 精通";

/// 研修を参加しました.
fn doing_without_object(prose: &Prose<'_>, three: &[Word]) -> Option<Finding> {
    let [wo, noun, verb] = three else { return None };
    let text = prose.as_str();
    let next = prose.words.iter().find(|word| word.range.start == verb.range.end);
    let is_made = next.is_some_and(|next| next.part == Part::VerbSuffix);
    (wo.part == Part::CaseParticle
        && prose.surface(wo) == "を"
        && verb.part == Part::Verb
        && verb.base(text) == "する"
        && is_one_of(WITHOUT_OBJECT, prose.surface(noun))
        && !is_made
        && noun.range.end == verb.range.start
        && !prose.is_quoted(wo.range.start))
    .then(|| not_fitting(prose, wo, noun, "に"))
}

/// 方のためを、9月から: に was meant.
fn for_the_sake(prose: &Prose<'_>, four: &[Word]) -> Option<Finding> {
    let [no, sake, wo, comma] = four else { return None };
    (prose.surface(no) == "の"
        && prose.surface(sake) == "ため"
        && prose.surface(wo) == "を"
        && prose.surface(comma) == "、"
        && !prose.part(&(comma.range.end..prose.as_str().len())).starts_with('と'))
    .then(|| {
        Finding::new(wo.range.clone(), "「ため」の後の「を」が合いません。")
            .hint("「に」ではありませんか。")
            .propose("に")
    })
}

/// にについて, をを通じて: a particle before one that begins with it.
fn joined_twice(prose: &Prose<'_>, pair: &[Word]) -> Option<Finding> {
    let [first, second] = pair else { return None };
    let (one, other) = (prose.surface(first), prose.surface(second));
    let is_twice = first.is_particle()
        && second.part == Part::CaseParticle
        && matches!(one, "に" | "を" | "と" | "で")
        && other.len() > one.len()
        && other.starts_with(one)
        && first.range.end == second.range.start
        && !prose.is_quoted(first.range.start);
    is_twice.then(|| {
        Finding::new(first.range.start..second.range.end, format!("助詞の「{one}」が二つ続いています。"))
            .propose(other)
    })
}

/// A particle that does not fit what follows it, and the one that does.
fn not_fitting(prose: &Prose<'_>, particle: &Word, next: &Word, right: &'static str) -> Finding {
    let (next, wrong) = (prose.surface(next), prose.surface(particle));
    Finding::new(particle.range.clone(), format!("「{next}」の前の「{wrong}」が合いません。"))
        .hint(format!("「{right}」ではありませんか。"))
        .propose(right)
}
