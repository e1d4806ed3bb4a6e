//! A letter that the keyboard left between the words: 講座sを.

use crate::diagnostics::Code;
use crate::language::script::{
    after, before, is_digit, is_hiragana, is_japanese, is_kanji, is_katakana, runs, to_half_width,
};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::StrayLetter,
    title: "入力の途中の英字が残っている",
    explanation: "「講座sを」「実施しmした」のように、かなや漢字の間に英小文字が一つか二つ残っています。ローマ字入力の途中の字です。\
        「eラーニング」のような語と、数に付く単位は、何も言いません。",
    wrong: &[
        "講座sを開きました。",
        "研修を実施しmした。",
        "研修を実施しｍした。",
        "便りをs届けました。",
        "日程を組みましたa",
        "サロンを開きました。ｓ",
        "サロンを開きました。;",
        "養成講座wo6月に開きました。",
        "待機児童は、k9月に解消しました。",
        "減塩を広めまs。",
        "費用を抑えta。",
    ],
    right: &[
        "eラーニングの研修を行い、eスポーツの講座を開きました。",
        "5kmを歩き、20cmの苗を植えました。",
        "Aさん、B会場、PTAと協力しました。",
        "講座（a）と研修bコースを開きました。\n・研修b：12名",
        "ご意見はe-mailで伺いました。",
    ],
    check: Check::Text(stray_letters),
};

/// What the keys beside the Enter key leave behind a sentence.
const BESIDE_ENTER: &[char] = &[';', ']', '\\', '@', '[', '；', '＠'];

fn stray_letters(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_letter = |character: char| to_half_width(character).is_ascii_lowercase();
    let is_latin = |character: char| to_half_width(character).is_ascii_alphabetic();
    let between = runs(text, is_latin).into_iter().filter(|run| {
        let typed = prose.part(run);
        let (left, right) = (before(text, run.start), after(text, run.end));
        let letters = typed.chars().count();
        // 「eラーニング」, 「研修bコース」; a name in a list stands before another word, a slip in the midst of kana or before a
        // particle.
        letters <= 2
            && typed.chars().all(is_letter)
            && left.is_some_and(is_japanese)
            && (right.is_some_and(is_hiragana)
                || left.is_some_and(is_hiragana) && right.is_some_and(is_kanji)
                || left.is_some_and(is_hiragana) && right.is_none_or(|right| "\n。、".contains(right))
                || left.is_some_and(is_japanese) && right.is_some_and(is_digit) && kana_of(typed).is_some())
            && !(left.is_some_and(is_katakana) && letters == 2)
    });
    let behind = text.match_indices('。').filter_map(|(at, stop)| {
        let start = at + stop.len();
        let line = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let rest = text[start..line].trim_end();
        let left = |character: char| is_letter(character) || BESIDE_ENTER.contains(&character);
        (!rest.is_empty() && rest.chars().count() <= 2 && rest.chars().all(left))
            .then(|| start..start + rest.len())
    });
    // 「、k9月」: a letter of a consonant before a counted number.
    let counted =
        prose.quantities.iter().filter(|quantity| !quantity.unit.is_empty()).filter_map(|quantity| {
            let letter =
                before(text, quantity.number.start).filter(|letter| "kstnhmyrwgzb".contains(*letter))?;
            let at = quantity.number.start - letter.len_utf8();
            before(text, at).is_some_and(|left| "、。".contains(left)).then_some(at..quantity.number.start)
        });
    between
        .chain(behind)
        .chain(counted)
        .map(|range| {
            let typed = prose.part(&range);
            let message = format!("入力の途中の「{typed}」が残っています。");
            let is_ended = after(text, range.end).is_none_or(|right| "\n。".contains(right));
            let right = match kana_of(typed) {
                Some(kana) => kana.to_string(),
                // 「広めまs。」
                None if is_ended
                    && text[..range.start].ends_with('ま')
                    && to_half_width_all(typed) == "s" =>
                {
                    "す".to_owned()
                }
                None => String::new(),
            };
            Finding::new(range, message).propose(right)
        })
        .collect()
}

fn to_half_width_all(typed: &str) -> String {
    typed.chars().map(to_half_width).collect()
}

/// The kana that two letters were to be: ta is た.
fn kana_of(typed: &str) -> Option<char> {
    const ROWS: &[(char, &str)] = &[
        ('k', "かきくけこ"),
        ('s', "さしすせそ"),
        ('t', "たちつてと"),
        ('n', "なにぬねの"),
        ('h', "はひふへほ"),
        ('m', "まみむめも"),
        ('y', "や　ゆ　よ"),
        ('r', "らりるれろ"),
        ('w', "わ　　　を"),
        ('g', "がぎぐげご"),
        ('z', "ざじずぜぞ"),
        ('d', "だぢづでど"),
        ('b', "ばびぶべぼ"),
    ];
    let typed = to_half_width_all(typed);
    let mut letters = typed.chars();
    let (consonant, vowel) = (letters.next()?, letters.next()?);
    let (_, row) = ROWS.iter().find(|(letter, _)| *letter == consonant)?;
    let kana = row.chars().nth("aiueo".find(vowel)?)?;
    (kana != '　').then_some(kana)
}
