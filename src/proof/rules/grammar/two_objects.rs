//! を…をする.

use super::is_one_of;
use crate::diagnostics::Code;
use crate::language::words::{Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoObjects,
    title: "「を」の重なり",
    explanation: "「サロンを開催をする」のように、一つの動詞に「を」が二つあります。「サロンを開催する」か「サロンの開催をする」とします。",
    wrong: &[
        "サロンを開催をしました。",
        "担い手の研修を実施を行いました。",
        "制度を周知をするため、広報紙に載せました。",
        "若い世帯に加入を呼びかけをします。",
        "シールを登録者の全員に配布をしました。",
    ],
    right: &[
        "サロンを開催しました。",
        "サロンの開催をしました。",
        "研修を行い、周知をしました。",
        "悩みを抱える方の相談をしました。",
        "高齢者を対象に案内をしました。",
        "会長を代表に提案をし、公民館を会場に展示をしました。",
    ],
    check: Check::Text(two_objects),
};

fn two_objects(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_wo = |word: &Word| word.part == Part::CaseParticle && prose.surface(word) == "を";
    let mut findings = Vec::new();
    for (index, second) in prose.words.iter().enumerate().filter(|(_, word)| is_wo(word)) {
        let Some(verb) = prose.words.get(index + 1) else { continue };
        let is_doing = verb.part == Part::Verb
            && matches!(verb.base(text), "する" | "いたす" | "致す" | "行う" | "行なう");
        let nouns = prose.words[..index]
            .iter()
            .rev()
            .take_while(|word| word.is_noun() || word.part == Part::Prefix)
            .count();
        let Some(noun) = index.checked_sub(1).and_then(|noun| prose.words.get(noun)) else { continue };
        let first = index.checked_sub(nouns + 1).and_then(|first| prose.words.get(first));
        let is_plain = matches!(verb.base(text), "する" | "いたす" | "致す");
        let is_beside = nouns > 0
            && first.is_some_and(is_wo)
            && (noun.part == Part::VerbalNoun || is_plain && nouns == 1);
        // 加入を呼びかけをする: what could be a verb is a noun before を.
        let is_verb_form = is_plain
            && noun.part == Part::Verb
            && noun.form == Form::Continuing
            && index.checked_sub(2).and_then(|first| prose.words.get(first)).is_some_and(is_wo);
        let is_far = noun.part == Part::VerbalNoun
            && nouns == 1
            && is_plain
            && !prose.is_quoted(second.range.start)
            && has_object(prose, index - nouns);
        if is_doing && (is_beside || is_far || is_verb_form) {
            let finding =
                Finding::new(second.range.start..verb.range.end, "一つの動詞に「を」が二つあります。")
                    .hint("前の「を」を「の」にするか、後の「を」を消してください。");
            let is_verbal = is_plain && noun.part == Part::VerbalNoun;
            findings.push(if is_verbal { finding.propose(prose.surface(verb)) } else { finding });
        }
    }
    findings
}

/// What is done to a thing for somebody, or into something else: 冊子を全員に配布.
const GIVING: &str = "配布 配付 交換 変更 送付 郵送 提供 案内 通知 委託 依頼 設置 移設 移転 掲載 掲示 展示 回覧 紹介 \
    報告 提案 派遣 転換 追加 登録 反映 公開 発信 贈呈 寄贈 貸与 支給 交付 配達 配送 配信 送信 提出 配置";

/// With what 「を…に」 makes no object: 高齢者を対象に研修をする.
const ROLES: &str = "対象 中心 基 もと 元 目的 軸 目標 主体 会場 講師 拠点 テーマ 題材 契機 機 きっかけ 例 前提 条件 参考 \
    手本 見本 頼り 最優先 優先 始め はじめ 相手 窓口 皮切り 手がかり 手掛かり 素材 材料 舞台 単位 念頭 視野 基本 基礎 基準 \
    ベース 柱 核 根拠 理由 最後 境 背景 合言葉 スローガン 題 教材 司会 委員 助言者 主 メイン 代表 事務局 限度 上限 目途 目処";

/// Whether another object stands before a noun, with nothing but its receiver between: 冊子を会員の全員に|配布をした.
fn has_object(prose: &Prose<'_>, noun: usize) -> bool {
    let (Some(verbal), Some(to)) = (prose.words.get(noun), noun.checked_sub(1)) else { return false };
    let is_to = |word: &Word| word.part == Part::CaseParticle && matches!(prose.surface(word), "に" | "へ");
    if !is_one_of(GIVING, prose.surface(verbal)) || !prose.words.get(to).is_some_and(is_to) {
        return false;
    }
    let receiver: Vec<&Word> = prose.words[..to]
        .iter()
        .rev()
        .take_while(|word| {
            word.is_noun()
                || matches!(word.part, Part::GenitiveParticle | Part::Prefix | Part::Pronoun | Part::Number)
        })
        .collect();
    let is_role = receiver.first().is_none_or(|word| {
        is_one_of(ROLES, prose.surface(word)) || matches!(word.part, Part::VerbalNoun | Part::AdverbialNoun)
    });
    let object = to.checked_sub(receiver.len() + 1).and_then(|object| prose.words.get(object));
    !is_role
        && object.is_some_and(|object| object.part == Part::CaseParticle && prose.surface(object) == "を")
}
