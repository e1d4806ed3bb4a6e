//! ら抜き, and さ入れ.

use super::is_one_of;
use crate::diagnostics::Code;
use crate::language::words::{Conjugation, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::AbilityForm,
    title: "ら抜き・さ入れ・い抜き言葉",
    explanation: "「見れる」「食べれる」は「見られる」「食べられる」、「行わさせていただく」は「行わせていただく」と書きます。「続けてます」は話し言葉で、「続けています」と書きます。",
    wrong: &[
        "誰でも見れるようにしました。",
        "みんなで食べれる場を設けました。",
        "いつでも来れる居場所です。",
        "研修を行わさせていただきました。",
        "歩いて行けれる範囲で開きました。",
        "見守りを続けてます。",
    ],
    right: &[
        "誰でも見られるようにしました。",
        "参加者に喜ばれ、声が聞かれました。",
        "講座に来られる方が増えれば、場所を広げます。",
        "研修を受けさせ、資料を使えれば足ります。",
        "送れる、走れる、取れる。",
        "「待ってます」との声が寄せられ、続けています。",
    ],
    check: Check::Text(ability_form),
};

/// Forms without ら that the dictionary has as words of their own.
const WITHOUT_RA: &str = "見れる 来れる 出れる 着れる 寝れる 起きれる 食べれる 決めれる 考えれる 受けれる \
    続けれる 居れる 借りれる 降りれる 信じれる 感じれる 支えれる 伝えれる 集めれる 始めれる \
    避けれる";

/// Verbs that already say that somebody can.
const ABLE: &str = "行ける 書ける 読める 話せる 聞ける 使える 歩ける 動ける 働ける 頼める 選べる 学べる \
    住める 通える 会える 買える 飲める 暮らせる 過ごせる 出せる 遊べる 泳げる 休める";

fn ability_form(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for word in &prose.words {
        let surface = prose.surface(word);
        if word.part == Part::Verb
            && is_one_of(WITHOUT_RA, word.base(text))
            && let Some(at) = surface.rfind('れ')
        {
            findings.push(without_ra(
                word.range.start..word.range.end,
                &[&surface[..at], "られ", &surface[at + "れ".len()..]].concat(),
            ));
        }
    }
    for pair in prose.words.windows(2) {
        let [verb, suffix] = pair else { continue };
        findings.extend(without_i(prose, verb, suffix));
        if !matches!(verb.part, Part::Verb | Part::DependentVerb) || suffix.part != Part::VerbSuffix {
            continue;
        }
        let (stem, end) = (prose.surface(verb), prose.surface(suffix));
        let range = verb.range.start..suffix.range.end;
        match (verb.conjugation, suffix.base(text)) {
            (Conjugation::Ichidan, "れる") if is_one_of(ABLE, verb.base(text)) => findings.push(
                Finding::new(range, format!("「{stem}{end}」は「れ」が余っています。"))
                    .propose(able(stem, end)),
            ),
            (Conjugation::Ichidan, "れる") if is_long(verb, text) => {
                findings.push(without_ra(range, &[stem, "ら", end].concat()));
            }
            (Conjugation::Godan, "させる") => findings.push(
                Finding::new(range, format!("「{stem}{end}」は「さ」が余っています。"))
                    .propose([stem, end.strip_prefix('さ').unwrap_or(end)].concat()),
            ),
            _ => {}
        }
    }
    findings
}

/// 〜てます, which is spoken.
fn without_i(prose: &Prose<'_>, te: &Word, polite: &Word) -> Option<Finding> {
    let is_spoken = te.part == Part::JoiningParticle
        && matches!(prose.surface(te), "て" | "で")
        && polite.base(prose.as_str()) == "ます"
        && polite.part == Part::Auxiliary
        && !prose.is_quoted(te.range.start);
    is_spoken.then(|| {
        let (te_text, end) = (prose.surface(te), prose.surface(polite));
        Finding::new(te.range.start..polite.range.end, "「い」が抜けています。")
            .propose([te_text, "い", end].concat())
    })
}

fn without_ra(range: std::ops::Range<usize>, right: &str) -> Finding {
    Finding::new(range, "「ら」が抜けています。").propose(right)
}

/// 行けれる without its れ: 行ける, 行けた.
fn able(stem: &str, end: &str) -> String {
    [stem, end.strip_prefix('れ').unwrap_or(end)].concat()
}

/// Whether the verb stands in a form of 一段 that cannot be the negative of 五段.
fn is_long(verb: &Word, text: &str) -> bool {
    verb.is_known
        && verb.surface(text).chars().next_back().is_some_and(|last| !"かがさたなばまらわ".contains(last))
}
