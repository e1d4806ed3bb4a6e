//! A verb that sounds like the one that belongs there, by what stands before its particle.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::diagnostics::Code;
use crate::language::words::{Part, same_form};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::HomophoneVerb,
    title: "同音の動詞の使い分けの誤り",
    explanation: "「向上を図る」を「向上を測る」とするように、読みが同じで意味の違う動詞になっています。前の語から正しいと思われる動詞を示します。\
        そのままで正しいときは、校正除外に理由を書いてください。",
    wrong: &[
        "サービスの向上を測りました。",
        "制度の周知に勤めました。",
        "見守りに務めます。",
        "司会を努めました。",
        "総会に望みました。",
        "災害に供えて備蓄しました。",
    ],
    right: &[
        "サービスの向上を図り、体力を測りました。",
        "制度の周知に努め、会社に勤める方に講師を務めていただきました。",
        "総会に臨み、平和を望みました。",
        "災害に備え、花を供えました。",
        "満足度の向上を測る指標を定めました。",
    ],
    check: Check::Text(homophone_verb),
};

/// A verb with the nouns and the particle that it follows.
#[derive(Debug)]
struct Verb {
    base: &'static str,
    particle: &'static str,
    nouns: Vec<&'static str>,
}

/// For each wrong verb, the right ones. A line of the file: the wrong verbs parted by 「・」, the right one, the particle, and the nouns before
/// it; a noun is meant that ends so: `測る・計る 図る を 向上 充実`. 「動」 is any noun of doing.
static VERBS: LazyLock<HashMap<&'static str, Vec<Verb>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<Verb>> = HashMap::new();
    for line in include_str!("homophone-verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(wrong), Some(base), Some(particle)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let nouns: Vec<_> = fields.collect();
        for wrong in wrong.split('・') {
            verbs.entry(wrong).or_default().push(Verb { base, particle, nouns: nouns.clone() });
        }
    }
    verbs
});

fn homophone_verb(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    findings.extend(after_you(prose));
    for window in prose.words.windows(3) {
        let [noun, particle, verb] = window else { continue };
        let is_object = noun.is_noun() || matches!(noun.part, Part::DependentNoun | Part::Verb);
        if verb.part != Part::Verb || !particle.is_particle() || !is_object {
            continue;
        }
        let wrong = verb.base(text);
        let Some(verbs) = VERBS.get(wrong) else { continue };
        let before = &text[..noun.range.end];
        let is_meant = |noun_text: &&str| match *noun_text {
            "動" => noun.part == Part::VerbalNoun,
            end => before.ends_with(end),
        };
        let fitting = verbs
            .iter()
            .find(|right| right.particle == prose.surface(particle) && right.nouns.iter().any(is_meant));
        let Some(right) = fitting else { continue };
        // 向上を測る指標 measures, and 講師に務めていただく is of a person.
        let rest = &text[verb.range.end..];
        let measures = right.base == "図る"
            && ["指標", "尺度", "物差し", "ものさし", "アンケート", "調査", "目安", "ため"]
                .iter()
                .any(|noun| rest.starts_with(noun));
        let is_asked = right.base == "努める"
            && ["ていただ", "てもら", "て頂"].iter().any(|word| rest.starts_with(word));
        if measures || is_asked {
            continue;
        }
        let surface = prose.surface(verb);
        let Some(right_form) = same_form(surface, wrong, right.base) else { continue };
        let message = format!("「{surface}」は「{right_form}」の変換の誤りと思われます。");
        let hint = format!(
            "「{}」は「{}」を使います。",
            [prose.surface(noun), prose.surface(particle)].concat(),
            right.base
        );
        findings.push(Finding::new(verb.range.clone(), message).hint(hint).propose(right_form));
    }
    findings
}

/// 途切れないよう務めます: what one tries is 努める.
fn after_you<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    let text = prose.as_str();
    let verbs = prose.words.iter().filter(move |verb| {
        let before = &text[..verb.range.start];
        verb.part == Part::Verb
            && ["務める", "勤める"].contains(&verb.base(text))
            && ["よう", "ように"].iter().any(|end| before.ends_with(end))
    });
    verbs.filter_map(move |verb| {
        let right = same_form(prose.surface(verb), verb.base(text), "努める")?;
        let message = format!("「{}」は「{right}」の変換の誤りと思われます。", prose.surface(verb));
        Some(
            Finding::new(verb.range.clone(), message)
                .hint("「～よう」には「努める」を使います。")
                .propose(right),
        )
    })
}
