//! Years against the tense of their sentences: plans for a year that is over, reports of one that is to come.

use std::ops::Range;

use crate::form::Field;
use crate::language::calendar::TextDate;
use crate::language::era::TextYear;
use crate::language::script::{is_digit, is_kanji, is_katakana, sentences};
use crate::language::words::{Part, Word};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// A year of a sentence, with its month if it has one.
struct Moment<'p> {
    /// Where it stands in the text.
    range: Range<usize>,
    calendar: u32,
    has_month: bool,
    is_fiscal: bool,
    /// What follows it in its sentence.
    goes_on: &'p str,
    sentence: &'p str,
    /// The words of its sentence behind it.
    words: &'p [Word],
}

impl Moment<'_> {
    /// Whether it is a 年度, or has its month.
    fn is_exact(&self) -> bool {
        self.is_fiscal || self.has_month
    }
}

/// The years of a text with an era, and those of the calendar, with 年 or 年度.
fn moments<'p>(prose: &'p Prose<'_>) -> Vec<Moment<'p>> {
    let text = prose.as_str();
    if !text.contains('年') {
        return Vec::new();
    }
    let dates = TextDate::all(text);
    let mut moments = Vec::new();
    for (start, sentence) in sentences(text) {
        for year in TextYear::all(sentence) {
            let range = start + year.range.start..start + year.range.end;
            let date = dates.iter().find(|date| {
                date.year.as_ref().is_some_and(|own| own.range == range) && !year.is_fiscal && date.has_month
            });
            let end = date.map_or(range.end, |date| date.range.end).max(range.end);
            let goes_on = text.get(end..start + sentence.len()).unwrap_or_default();
            let weekday = goes_on.strip_prefix(['（', '(']).and_then(|rest| {
                let at = rest.find(['）', ')'])?;
                (rest[..at].chars().count() <= 4)
                    .then(|| &rest[at + rest[at..].chars().next().map_or(0, char::len_utf8)..])
            });
            let goes_on = weekday.unwrap_or(goes_on);
            let behind = start + sentence.len() - goes_on.len();
            let from = prose.words.partition_point(|word| word.range.start < behind);
            let to = prose.words.partition_point(|word| word.range.start < start + sentence.len());
            moments.push(Moment {
                range: range.start..end,
                calendar: year.calendar(),
                has_month: date.is_some(),
                is_fiscal: year.is_fiscal,
                goes_on,
                sentence,
                words: prose.words.get(from..to).unwrap_or_default(),
            });
        }
    }
    moments
}

/// What is wrong with the years of a text.
pub(super) fn against_tense(facts: &Facts<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let this_year = u32::from(facts.year.starts_in());
    moments(prose).iter().filter_map(|moment| finding(prose, moment, this_year)).collect()
}

fn finding(prose: &Prose<'_>, moment: &Moment<'_>, this_year: u32) -> Option<Finding> {
    let field = prose.cell.field;
    let is_sheet = prose.page.is_some();
    let typed = prose.part(&moment.range);
    let told = |message: String| {
        Finding::new(moment.range.clone(), message)
            .hint("前年度の記録を写したままでないか、打ち誤りでないか、年を確かめてください。")
    };
    let reports =
        matches!(field, Field::Actions | Field::Results | Field::Remarks | Field::Next) || !is_sheet;
    if reports && is_to_come(moment, this_year) && is_told_as_done(prose, moment) {
        return Some(told(format!("「{typed}」はまだ来ていないのに、済んだこととして書かれています。")));
    }
    let is_plan = field == Field::Next && is_over(moment, this_year) && is_planned(prose, moment);
    if is_plan {
        return Some(told(format!("今後の方針が、過ぎた「{typed}」のことになっています。")));
    }
    let is_aim = (field == Field::Overview || !is_sheet)
        && moment.calendar < this_year
        && moment.goes_on.starts_with("までに")
        && AIMS.iter().any(|word| moment.sentence.contains(word))
        && !looks_back(prose, moment.words, false);
    is_aim.then(|| told(format!("目標の年が、過ぎた「{typed}」になっています。")))
}

const AIMS: &[&str] = &["目指", "目標", "ゼロ", "とする", "実現", "達成"];

/// Whether a year is so far ahead that no report of the booklet's can be of it.
fn is_to_come(moment: &Moment<'_>, this_year: u32) -> bool {
    moment.is_exact() && moment.calendar >= this_year + 2
}

/// Whether a year is over when the plans are made; what is due in its last months may be planned before they are over.
fn is_over(moment: &Moment<'_>, this_year: u32) -> bool {
    moment.is_exact() && moment.calendar <= this_year
}

/// What tells of what is to come, though its verb is in the past: 「令和７年３月に終えることとした」, 「令和７年度に延期した」.
const NOT_YET: &[&str] = &[
    "向け",
    "決ま",
    "決め",
    "予定",
    "見込",
    "計画",
    "目指",
    "延期",
    "延び",
    "延ば",
    "変更",
    "繰り越",
    "繰越",
    "送",
    "備え",
    "控え",
    "求め",
    "満了",
    "期限",
    "目標",
    "推計",
    "想定",
    "見据え",
    "改め",
    "期間",
    "よう",
    "こと",
    "方針",
    "案",
    "構想",
    "将来",
];

/// Whether the first verb behind a year is in the past: 「令和16年１月に開いた」.
fn is_told_as_done(prose: &Prose<'_>, moment: &Moment<'_>) -> bool {
    let ties = moment.goes_on.starts_with('に')
        || moment.goes_on.starts_with("から")
        || moment.is_fiscal && moment.goes_on.starts_with('は');
    if !ties || moment.goes_on.starts_with("に向") {
        return false;
    }
    let words = moment.words;
    let is_verb = |index: usize| {
        words[index].part == Part::Verb
            || words[index].part == Part::VerbalNoun
                && words
                    .get(index + 1)
                    .is_some_and(|next| matches!(prose.surface(next), "し" | "さ" | "する" | "いたし"))
    };
    let Some(verb) = (0..words.len()).find(|index| is_verb(*index)) else { return false };
    let said: String = words[..=verb].iter().map(|word| prose.surface(word)).collect();
    // 「令和14年３月に総合計画を策定した」
    let makes_plan =
        ["計画を", "プランを", "方針を", "構想を", "案を"].iter().any(|word| said.contains(word))
            && ["策定", "作成", "改定", "改訂", "公表"].contains(&prose.surface(&words[verb]));
    if !makes_plan && NOT_YET.iter().any(|word| said.contains(word)) {
        return false;
    }
    let chain = words[verb + 1..].iter().take_while(|word| {
        matches!(word.part, Part::Auxiliary | Part::DependentVerb | Part::VerbSuffix | Part::JoiningParticle)
            || matches!(prose.surface(word), "し" | "さ" | "いたし")
    });
    let mut chain = chain.peekable();
    chain.any(|word| matches!(prose.surface(word), "た" | "だ") && word.part == Part::Auxiliary)
}

/// What a sentence looks back with, though no verb of it is in the past.
const BACKWARD: &[&str] = &[
    "ている",
    "ており",
    "ていま",
    "ております",
    "基に",
    "もとに",
    "生まれ",
    "時点",
    "現在",
    "比べ",
    "同様",
    "同じ",
    "続き",
    "引き続",
    "以降",
    "以来",
    "ではなく",
    "から令和",
    "から平成",
    "～",
    "〜",
];

/// What tells behind a year's name of what was done in it.
const OF_THE_PAST: &[&str] =
    &["実績", "結果", "反省", "課題", "調査", "振り返", "踏まえ", "参考", "策定", "施行", "改正"];

/// Whether a sentence says of a year what will be done in it.
fn is_planned(prose: &Prose<'_>, moment: &Moment<'_>) -> bool {
    const SEASONS: &[&str] = &[
        "の上半期",
        "の下半期",
        "の前半",
        "の後半",
        "の早い時期",
        "の早期",
        "の秋",
        "の春",
        "の夏",
        "の冬",
        "の第",
        "の早いうち",
        "の年度内",
        "の半ば",
        "の初め",
        "のはじめ",
        "の中頃",
        "の当初",
    ];
    let ties = ["に", "までに", "末までに", "中に", "内に", "は", "からは", "には", "も"];
    let tied = if moment.goes_on.starts_with("から") {
        moment.has_month || moment.goes_on.starts_with("からは")
    } else {
        ties.iter().chain(SEASONS).any(|word| moment.goes_on.starts_with(word))
    };
    let compares = [
        "に続",
        "に引き",
        "に比",
        "に対",
        "に始ま",
        "に同",
        "に基",
        "に関",
        "に係",
        "につ",
        "により",
        "による",
        "においても",
    ];
    tied && !compares.iter().any(|word| moment.goes_on.starts_with(word))
        && !BACKWARD.iter().any(|word| moment.sentence.contains(word))
        && !OF_THE_PAST.iter().any(|word| moment.goes_on.contains(word))
        && !looks_back(
            prose,
            moment.words,
            moment.goes_on.starts_with('は') || moment.goes_on.starts_with("には"),
        )
        && !moment.goes_on.trim_end().ends_with('た')
}

/// Whether words tell of what has been. Behind a topic, what describes a noun does not: 「活動を希望した29人に」.
fn looks_back(prose: &Prose<'_>, words: &[Word], is_topic: bool) -> bool {
    const LOOKS_BACK: &[&str] = &[
        "ため",
        "こと",
        "もの",
        "の",
        "ので",
        "が",
        "から",
        "し",
        "と",
        "や",
        "か",
        "ところ",
        "結果",
        "けれど",
        "ほか",
    ];
    words.iter().enumerate().any(|(index, word)| {
        let is_past = word.part == Part::Auxiliary
            && matches!(prose.surface(word), "た" | "だ" | "でし" | "まし")
            && (matches!(prose.surface(word), "た")
                || prose.surface(word) == "だ" && word.base(prose.as_str()) == "た");
        if !is_past {
            return false;
        }
        let Some(next) = words.get(index + 1) else { return true };
        let surface = prose.surface(next);
        let is_noun = surface
            .starts_with(|first| is_kanji(first) || is_katakana(first) || is_digit(first) || first == '「');
        let describes = is_topic && is_noun && !LOOKS_BACK.contains(&surface);
        // 「改めたうえで」, 「決まった場合は」 are of what is to come.
        let is_condition = matches!(surface, "うえ" | "上" | "場合" | "際" | "後" | "ら" | "とき" | "時");
        !describes && !is_condition
    })
}

/// One year named twice beside numbers: 「令和４年度が12件、令和４年度が15件」.
pub(super) fn named_twice(prose: &Prose<'_>) -> Option<Finding> {
    let moments = moments(prose);
    let told = |moment: &Moment<'_>| {
        let rest = moment.goes_on;
        let rest = rest.strip_prefix(['が', 'は', '：', ':']).unwrap_or(rest);
        rest.trim_start_matches("延べ").starts_with(is_digit)
    };
    moments.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let same = first.is_fiscal && second.is_fiscal && first.calendar == second.calendar;
        let between = prose.part(&(first.range.end..second.range.start));
        let is_row = between.ends_with('、')
            && between.chars().count() <= 14
            && first.sentence.as_ptr() == second.sentence.as_ptr();
        (same && is_row && told(first) && told(second)).then(|| {
            let message = format!("「{}」の数が二つ並んでいます。", prose.part(&first.range));
            Finding::new(first.range.start..second.range.end, message)
                .hint("どちらかの年度を直してください。")
        })
    })
}

/// The years of the plan, as the texts before the sheets tell them.
pub(super) fn of_plan<'f>(facts: &'f Facts<'_>) -> Vec<(&'f Prose<'f>, Finding)> {
    let period = &facts.model.plan.period.value;
    let (begins, ends) = (u32::from(period.first().starts_in()), u32::from(period.last().starts_in()));
    let front = || facts.texts.iter().filter(|prose| prose.page.is_none());
    let ranges = |prose: &Prose<'_>| -> Vec<(Range<usize>, u32, u32, bool)> {
        moments(prose)
            .windows(2)
            .filter_map(|pair| {
                let [from, to] = pair else { return None };
                let between = prose.part(&(from.range.end..to.range.start));
                let is_range = matches!(between, "から" | "～" | "〜" | "－" | "から、");
                let named = ["期間", "計画"].iter().any(|word| from.sentence.contains(word));
                (is_range && from.is_fiscal && to.is_fiscal).then_some((
                    from.range.start..to.range.end,
                    from.calendar,
                    to.calendar,
                    named,
                ))
            })
            .collect()
    };
    let is_told =
        front().any(|prose| ranges(prose).iter().any(|(_, from, to, _)| (*from, *to) == (begins, ends)));
    let mut findings = Vec::new();
    for prose in front() {
        for (range, from, to, named) in ranges(prose) {
            if named && !is_told && (from == begins) != (to == ends) {
                let message =
                    format!("計画期間（{begins}年度から{ends}年度まで）と、始まりか終わりが違います。");
                let hint = "plan.yaml の計画期間と文章のどちらかを直してください。";
                findings.push((prose, Finding::new(range, message).hint(hint)));
            }
        }
        let moments = moments(prose);
        for moment in moments.iter().filter(|moment| moment.is_fiscal) {
            let before = prose.part(&(0..moment.range.start));
            let Some(head) = ["に当たる", "となる", "である", "にあたる", "の", "、"]
                .iter()
                .find_map(|tie| before.strip_suffix(tie))
            else {
                continue;
            };
            let Some(head) = head.strip_suffix("年目") else { continue };
            let number = prose.quantities.iter().find(|quantity| quantity.number.end == head.len());
            let Some(number) = number.and_then(|number| number.value.to_whole()) else { continue };
            let expected = u32::try_from(number).ok().and_then(|number| (begins + number).checked_sub(1));
            let of_plan = ["計画", "プラン"].iter().any(|word| moment.sentence.contains(word));
            if of_plan && expected.is_some_and(|expected| expected != moment.calendar) {
                let at = head
                    .char_indices()
                    .rev()
                    .take_while(|(_, one)| is_digit(*one))
                    .last()
                    .map_or(head.len(), |(at, _)| at);
                let message = format!(
                    "計画は{begins}年度に始まるので、{number}年目と「{}」が合いません。",
                    prose.part(&moment.range)
                );
                findings.push((
                    prose,
                    Finding::new(at..moment.range.end, message)
                        .hint("何年目か、年度のどちらかを直してください。"),
                ));
            }
        }
    }
    findings
}
