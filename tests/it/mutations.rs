//! How much of what goes wrong the proofreader sees: the clean real data with one slip in it, thousands of times.
//!
//! A kind of slip lists all the places where a person could make it; which of them are tried is drawn by lot, ten times over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Diagnostic, Location};
use shinchoku::edition::Edition;
use unicode_normalization::UnicodeNormalization;

use crate::support::{Project, Random, repository};

/// How many draws there are.
const DRAWS: u64 = 10;

/// How many slips of a kind are made in a draw, where there are so many places for them.
const SLIPS: usize = 6;

/// How many of a hundred must be seen in all, of the kinds that a machine can see. Raised with every rule that sees more, never
/// lowered.
const WANTED: usize = 95;

/// Kinds whose slips are right sentences that say something else: only who was there knows. They are tried and reported like the
/// others, and not held to the number wanted.
const ONLY_FOR_PEOPLE: &[&str] = &["前後の語の入れ替わり"];

/// What stands where it should not, by bytes of a file.
type Edit = (Range<usize>, String);

/// A slip: often one edit, two where a mark stands twice.
type Slip = Vec<Edit>;

/// A kind of slip: all that can be made in a file.
struct Kind {
    name: &'static str,
    /// How many of a hundred must be seen of it alone: as many as today, less a few that other data may bring. In the sum, what
    /// one kind loses is made up for by what another gains.
    floor: usize,
    slips: fn(&Booklet, &File) -> Vec<Slip>,
}

/// The texts that are printed in sentences.
const SENTENCES: &[&str] = &["取組内容", "成果", "今後の方針", "備考", "概要"];

/// All texts of a sheet that are typed each year.
const TEXTS: &[&str] = &["取組内容", "成果", "今後の方針", "備考", "概要", "指標目標"];

const KINDS: [Kind; 49] = [
    Kind { name: "数字が一桁だけ全角", floor: 90, slips: |_, file| file.texts(one_wide_digit) },
    Kind { name: "数字が全角・半角の逆", floor: 95, slips: |_, file| file.texts(other_width) },
    Kind { name: "半角のカタカナ", floor: 95, slips: |_, file| file.texts(half_width_katakana) },
    Kind {
        name: "かっこの抜け",
        floor: 95,
        slips: |_, file| file.texts(|line| replace(line, BRACKETS, |_| [""])),
    },
    Kind {
        name: "かっこの重なり",
        floor: 95,
        slips: |_, file| file.texts(|line| replace(line, BRACKETS, |typed| [typed.repeat(2)])),
    },
    Kind {
        name: "片方のかっこの幅",
        floor: 95,
        slips: |_, file| {
            file.texts(|line| {
                replace(line, &["（", "）"], |typed| [if typed == "（" { "(" } else { ")" }])
            })
        },
    },
    Kind {
        name: "語の中の空白",
        floor: 90,
        slips: |_, file| file.texts(|line| inside_words(line, &[" ", "　"])),
    },
    Kind {
        name: "行の終わりの空白",
        floor: 95,
        slips: |_, file| file.sentences(|line| [" ", "　"].map(|space| after(line, space)).into()),
    },
    Kind {
        name: "「。」の抜け",
        floor: 95,
        slips: |_, file| file.sentences(|line| replace(line, &["。"], |_| [""])),
    },
    Kind {
        name: "句読点の重なり",
        floor: 95,
        slips: |_, file| {
            file.sentences(|line| {
                replace(line, &["。", "、"], |typed| [typed.repeat(2), format!("、{typed}")])
            })
        },
    },
    Kind {
        name: "「、」でなく「，」",
        floor: 95,
        slips: |_, file| file.sentences(|line| replace(line, &["、"], |_| ["，", ","])),
    },
    Kind { name: "桁区切り", floor: 95, slips: |_, file| file.texts(separators) },
    Kind {
        name: "長音の抜けや似た字",
        floor: 95,
        slips: |booklet, file| file.texts(|line| long_vowels(booklet, line)),
    },
    Kind { name: "内訳の数が一つ違う", floor: 95, slips: |_, file| sums(file, Part::Part) },
    Kind { name: "合計が一つ違う", floor: 95, slips: |_, file| sums(file, Part::Total) },
    Kind { name: "割合の一桁", floor: 95, slips: |_, file| file.texts(percentages) },
    Kind { name: "数え方", floor: 60, slips: |booklet, file| file.texts(|line| counters(booklet, line)) },
    Kind {
        name: "前の年度の名前",
        floor: 80,
        slips: |_, file| {
            let mut slips = file.lines(&["取組内容", "成果"], |line| {
                replace(line, &["令和５年度"], |_| ["令和４年度"])
            });
            slips.extend(
                file.lines(&["今後の方針"], |line| {
                    replace(line, &["令和６年度"], |_| ["令和５年度"])
                }),
            );
            slips
        },
    },
    Kind { name: "指標の数の一桁", floor: 95, slips: |_, file| indicators(file) },
    Kind { name: "届かないのにＡ", floor: 95, slips: |_, file| grades(file, false) },
    Kind { name: "届いたのにＢ", floor: 75, slips: |_, file| grades(file, true) },
    Kind { name: "助詞の重なり", floor: 90, slips: |_, file| file.sentences(doubled_particles) },
    Kind { name: "語の重なり", floor: 85, slips: |_, file| file.texts(doubled_words) },
    Kind {
        name: "同じ読みの字",
        floor: 65,
        slips: |_, file| {
            file.texts(|line| pairs(line, &[("延べ", "述べ"), ("寄附", "寄付"), ("配布", "配付")]))
        },
    },
    Kind {
        name: "かな書き・送り仮名",
        floor: 85,
        slips: |_, file| {
            file.texts(|line| {
                pairs(
                    line,
                    &[
                        ("取組を", "取り組みを"),
                        ("取組の", "取り組みの"),
                        ("取組や", "取り組みや"),
                        ("障害", "障がい"),
                        ("か所", "箇所"),
                        ("か所", "ヶ所"),
                        ("様々", "さまざま"),
                        ("皆様", "みなさま"),
                    ],
                )
            })
        },
    },
    Kind { name: "書きかけの成果", floor: 95, slips: |_, file| unfinished(file) },
    Kind { name: "番号の抜け", floor: 95, slips: |_, file| file.lines(TEXTS, numbers_of_items) },
    Kind { name: "電話番号", floor: 65, slips: |_, file| file.sentences(telephone) },
    Kind { name: "見分けにくい字", floor: 95, slips: |_, file| file.texts(odd_characters) },
    Kind { name: "前後の語の入れ替わり", floor: 0, slips: |_, file| file.texts(turned_around) },
    Kind {
        name: "同じ読みの別の語", floor: 70, slips: |_, file| file.texts(|line| pairs(line, HOMOPHONES))
    },
    Kind {
        name: "形の似た漢字", floor: 50, slips: |_, file| file.texts(|line| pairs(line, LOOKALIKES))
    },
    Kind { name: "助詞の抜け", floor: 65, slips: |_, file| file.sentences(lost_particles) },
    Kind {
        name: "助詞のかな違い",
        floor: 85,
        slips: |_, file| {
            file.sentences(|line| {
                pairs(
                    line,
                    &[("を開", "お開"), ("を行", "お行"), ("を実施", "お実施"), ("今年度は", "今年度わ")],
                )
            })
        },
    },
    Kind {
        name: "終わりのかなの打ち違い",
        floor: 95,
        slips: |_, file| {
            file.sentences(|line| {
                replace(line, &["ました。"], |_| {
                    ["またし。", "まいた。", "ましたた。", "まし。", "しまた。"]
                })
            })
        },
    },
    Kind {
        name: "カタカナ語の打ち違い",
        floor: 85,
        slips: |booklet, file| file.texts(|line| katakana(booklet, line)),
    },
    Kind {
        name: "文の終わりの「、」",
        floor: 95,
        slips: |_, file| {
            file.sentences(|line| {
                let end = line.strip_suffix("ました。").map(|head| head.len() + "ました".len());
                end.map(|end| (end..line.len(), "、".to_owned())).into_iter().collect()
            })
        },
    },
    Kind { name: "残った英字", floor: 95, slips: |_, file| file.sentences(left_letters) },
    Kind {
        name: "違う曜日",
        floor: 95,
        slips: |_, file| {
            let dates = [
                "（令和５年10月14日（日）開催）",
                "（11月３日（土）開催）",
                "（令和６年２月10日（金）開催）",
            ];
            file.lines(&["成果"], |line| dates.map(|date| after(line, date)).into())
        },
    },
    Kind {
        name: "暦にない日や時刻",
        floor: 95,
        slips: |_, file| {
            let dates = [
                "（２月30日開催）",
                "（13月開催）",
                "（４月31日開催）",
                "（午後13時から）",
                "（10：75から）",
            ];
            file.lines(&["成果"], |line| dates.map(|date| after(line, date)).into())
        },
    },
    Kind {
        name: "元号にない年",
        floor: 95,
        slips: |_, file| {
            let years = ["（平成35年から）", "（令和元年４月から）", "（2023年（令和４年）から）"];
            file.lines(&["成果"], |line| years.map(|year| after(line, year)).into())
        },
    },
    Kind {
        name: "つながらない宛先",
        floor: 95,
        slips: |_, file| {
            let typed =
                ["（窓口0495-22-123）", "（soudan@example。jp）", "（https:/example.jp/）", "（〒367-052）"];
            file.sentences(|line| typed.map(|typed| after(line, typed)).into())
        },
    },
    Kind {
        name: "増減の逆や誤り",
        floor: 95,
        slips: |_, file| {
            let changes = [
                "（前年度の520人から486人に増加）",
                "（486人で、前年度の520人から34人増）",
                "（80件から100件に30件増加）",
                "（180人のうち160人（92.0％））",
            ];
            file.lines(&["成果"], |line| changes.map(|change| after(line, change)).into())
        },
    },
    Kind { name: "ほかの事業の文", floor: 95, slips: copied_sentences },
    Kind { name: "表計算の引用符", floor: 95, slips: |_, file| quoted(file) },
    Kind { name: "文の途中の改行", floor: 80, slips: |_, file| broken_lines(file) },
    Kind { name: "査定の抜け", floor: 95, slips: |_, file| review_lost(file) },
    Kind {
        name: "タブや半角の波",
        floor: 95,
        slips: |_, file| {
            file.texts(|line| {
                let mut edits = inside_words(line, &["\t"]);
                edits.extend(pairs(line, &[("～", "~"), ("～", "〜")]));
                edits
            })
        },
    },
    Kind {
        name: "「#」で切れた文",
        floor: 95,
        slips: |_, file| {
            file.lines(&["備考", "指標目標"], |line| {
                let middle = words(line).into_iter().nth(1).map(|word| word.start);
                middle.map(|at| (at..at, " # ".to_owned())).into_iter().collect()
            })
        },
    },
];

const HOMOPHONES: &[(&str, &str)] = &[
    ("関係機関", "関係期間"),
    ("年度当初", "年度当所"),
    ("を対象に", "を対照に"),
    ("に努め", "に務め"),
    ("を図り", "を測り"),
    ("を図る", "を計る"),
    ("向上", "工場"),
    ("協議会", "競技会"),
    ("講座を", "口座を"),
    ("開催し", "皆済し"),
    ("課題", "過大"),
    ("支援を", "私怨を"),
    ("周知", "衆知"),
    ("今後の", "混後の"),
    ("継続し", "係属し"),
    ("機会", "機械"),
    ("効果", "高価"),
];

const LOOKALIKES: &[(&str, &str)] = &[
    ("実施", "実旋"),
    ("福祉", "福社"),
    ("支援", "支緩"),
    ("講座", "購座"),
    ("地域", "地城"),
    ("協議", "協義"),
    ("相談", "相淡"),
    ("活動", "活勤"),
    ("参加", "参如"),
    ("研修", "研條"),
    ("継続", "継読"),
    ("募集", "暮集"),
];

const BRACKETS: &[&str] = &["（", "）", "「", "」", "【", "】"];

/// A file of `data/` with the lines of its texts.
struct File {
    /// Relative to the project.
    path: PathBuf,
    text: String,
    lines: Vec<Line>,
}

struct Line {
    key: String,
    /// Its text, by bytes of the file.
    range: Range<usize>,
}

impl File {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(repository().join(&path)).unwrap();
        let mut lines = Vec::new();
        let (mut key, mut at) = ("", 0);
        for line in text.split_inclusive('\n') {
            let mut start = at;
            at += line.len();
            let end = start + line.trim_end_matches('\n').len();
            if let Some((typed, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '-'])) {
                key = typed;
                let value = value.trim();
                start = if value.starts_with('|') { end } else { end - value.len() };
            } else {
                start += line.len() - line.trim_start_matches(' ').len();
            }
            if start < end {
                lines.push(Line { key: key.to_owned(), range: start..end });
            }
        }
        Self { path, text, lines }
    }

    /// The slips in the lines of some texts.
    fn lines(&self, keys: &[&str], slips: impl Fn(&str) -> Vec<Edit>) -> Vec<Slip> {
        let lines = self.lines.iter().filter(|line| keys.contains(&line.key.as_str()));
        let edits = lines.flat_map(|line| {
            let at = line.range.start;
            let edits = slips(&self.text[line.range.clone()]).into_iter();
            edits.map(move |(range, typed)| vec![(at + range.start..at + range.end, typed)])
        });
        edits.collect()
    }

    fn texts(&self, slips: impl Fn(&str) -> Vec<Edit>) -> Vec<Slip> {
        self.lines(TEXTS, slips)
    }

    fn sentences(&self, slips: impl Fn(&str) -> Vec<Edit>) -> Vec<Slip> {
        self.lines(SENTENCES, slips)
    }

    /// The bytes of a whole text.
    fn field(&self, key: &str) -> Option<Range<usize>> {
        let mut lines = self.lines.iter().filter(|line| line.key == key);
        let first = lines.next()?;
        Some(first.range.start..lines.next_back().unwrap_or(first).range.end)
    }

    fn with(&self, slip: &Slip) -> String {
        let mut text = self.text.clone();
        for (range, typed) in slip.iter().rev() {
            text.replace_range(range.clone(), typed);
        }
        text
    }
}

/// This year's records and their measures.
struct Booklet {
    files: Vec<File>,
    /// All of them in one.
    text: String,
    /// How often each katakana word stands in it.
    katakana: BTreeMap<String, usize>,
}

impl Booklet {
    fn read() -> Self {
        let mut paths: Vec<PathBuf> = Vec::new();
        for folder in ["data/measures", "data/records/R5"] {
            let entries = fs::read_dir(repository().join(folder)).unwrap();
            paths.extend(entries.map(|entry| Path::new(folder).join(entry.unwrap().file_name())));
        }
        paths.sort();
        let files: Vec<File> = paths.into_iter().map(File::read).collect();
        let text: String = files.iter().map(|file| file.text.as_str()).collect();
        let mut katakana: BTreeMap<String, usize> = BTreeMap::new();
        for run in runs(&text, is_katakana) {
            *katakana.entry(text[run].to_owned()).or_default() += 1;
        }
        Self { files, text, katakana }
    }
}

/// Texts, each of them replaced by one of others.
fn replace<const N: usize, S: Into<String>>(
    line: &str,
    texts: &[&str],
    others: impl Fn(&str) -> [S; N],
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for text in texts {
        for (at, typed) in line.match_indices(text) {
            edits.extend(others(typed).map(|other| (at..at + typed.len(), other.into())));
        }
    }
    edits
}

fn pairs(line: &str, pairs: &[(&str, &str)]) -> Vec<Edit> {
    pairs.iter().flat_map(|(right, wrong)| replace(line, &[right], |_| [*wrong])).collect()
}

/// Something at the end of a line.
fn after(line: &str, typed: &str) -> Edit {
    (line.len()..line.len(), typed.to_owned())
}

fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='鿿' | '々')
}

fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー')
}

fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ')
}

/// The longest runs of characters of a kind.
fn runs(text: &str, kind: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|&(_, character)| kind(character)) {
        let end = at + character.len_utf8();
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// Words of one script: kanji or katakana.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = runs(line, is_kanji);
    words.extend(runs(line, is_katakana));
    words.retain(|word| line[word.clone()].chars().count() >= 2);
    words.sort_by_key(|word| word.start);
    words
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// The numbers of a line with separators and decimals.
fn numbers(line: &str) -> Vec<Range<usize>> {
    let all = runs(line, |character| is_digit(character) || matches!(character, ',' | '.'));
    let trimmed = all.into_iter().map(|run| {
        let number = line[run.clone()].trim_end_matches([',', '.']);
        run.start..run.start + number.len()
    });
    trimmed.filter(|run| line[run.clone()].starts_with(is_digit)).collect()
}

fn wide(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}

fn value(number: &str) -> Option<u64> {
    let plain: String = number.nfkc().filter(|&character| character != ',').collect();
    plain.parse().ok()
}

/// A number as this booklet writes it.
fn printed(value: u64) -> String {
    let digits = value.to_string();
    if let [digit] = digits.as_bytes() {
        return wide(char::from(*digit)).to_string();
    }
    let mut printed = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            printed.push(',');
        }
        printed.push(digit);
    }
    printed
}

fn one_wide_digit(line: &str) -> Vec<Edit> {
    let numbers = numbers(line).into_iter().filter(|number| number.len() > 1);
    let digits = numbers.flat_map(|number| {
        let digits = line[number.clone()].char_indices().filter(|(_, digit)| digit.is_ascii_digit());
        digits.map(move |(at, digit)| (number.start + at..number.start + at + 1, wide(digit).to_string()))
    });
    digits.collect()
}

fn other_width(line: &str) -> Vec<Edit> {
    let other = |number: Range<usize>| {
        let typed = &line[number.clone()];
        let other: String = if typed.is_ascii() {
            typed.chars().map(|digit| if digit.is_ascii_digit() { wide(digit) } else { digit }).collect()
        } else {
            typed.nfkc().collect()
        };
        (number, other)
    };
    numbers(line).into_iter().map(other).collect()
}

fn half_width_katakana(line: &str) -> Vec<Edit> {
    let half: BTreeMap<char, char> = ('｡'..='ﾟ')
        .filter_map(|half| Some((half.nfkc().next()?, half)))
        .chain([('\u{3099}', 'ﾞ'), ('\u{309A}', 'ﾟ')])
        .collect();
    let words = runs(line, is_katakana).into_iter();
    words
        .map(|word| {
            let narrow = line[word.clone()].nfd().map(|part| half.get(&part).copied().unwrap_or(part));
            (word, narrow.collect())
        })
        .collect()
}

fn inside_words(line: &str, typed: &[&str]) -> Vec<Edit> {
    let places = words(line).into_iter().flat_map(|word| {
        let inner = line[word.clone()].char_indices().skip(1).map(move |(at, _)| word.start + at);
        inner.collect::<Vec<_>>()
    });
    places.flat_map(|at| typed.iter().map(move |typed| (at..at, (*typed).to_owned()))).collect()
}

/// Separators in the wrong place, left out, or a digit lost behind them.
fn separators(line: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for number in numbers(line) {
        let typed = &line[number.clone()];
        let Some(at) = typed.rfind(',') else { continue };
        edits.push((number.clone(), typed.replace(',', "")));
        edits.push((number.clone(), typed[..typed.len() - 1].to_owned()));
        let moved = format!("{}{},{}", &typed[..at], &typed[at + 1..at + 2], &typed[at + 2..]);
        edits.push((number, moved));
    }
    edits
}

/// 「ー」 left out, or typed as what looks like it, in words that the booklet has elsewhere.
fn long_vowels(booklet: &Booklet, line: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for word in runs(line, is_katakana) {
        let typed = &line[word.clone()];
        if booklet.katakana.get(typed).is_none_or(|&count| count < 2) {
            continue;
        }
        for (at, mark) in typed.match_indices('ー') {
            let range = word.start + at..word.start + at + mark.len();
            edits.extend(["", "", "－", "-", "一"].map(|other| (range.clone(), other.to_owned())));
        }
    }
    edits
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Part,
    Total,
}

/// Smaller numbers add up by chance.
const BY_CHANCE: u64 = 20;

/// The sums in 成果: a number and those right after or before it that make it up.
fn sums(file: &File, part: Part) -> Vec<Slip> {
    let Some(field) = file.field("成果") else { return Vec::new() };
    let text = &file.text[field.clone()];
    let numbers: Vec<(Range<usize>, u64)> =
        numbers(text).into_iter().filter_map(|range| Some((range.clone(), value(&text[range])?))).collect();
    let unit = |range: &Range<usize>| text[range.end..].chars().next();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for (index, (range, total)) in numbers.iter().enumerate() {
        let after = (index + 2..=numbers.len()).map(|end| index + 1..end);
        let before = (0..index).map(|start| start..index);
        for parts in after.chain(before).filter(|parts| parts.len() >= 2) {
            let alike = numbers[parts.clone()].iter().all(|(part, _)| unit(part) == unit(range));
            let sum: u64 = numbers[parts.clone()].iter().map(|(_, value)| value).sum();
            if alike && sum == *total && sum >= BY_CHANCE {
                match part {
                    Part::Total => found.extend([index]),
                    Part::Part => found.extend(parts),
                }
            }
        }
    }
    let changed = found.into_iter().flat_map(|index| {
        let (range, value) = &numbers[index];
        let place = field.start + range.start..field.start + range.end;
        [value + 1, value.saturating_sub(1)].map(move |other| vec![(place.clone(), printed(other))])
    });
    changed.collect()
}

/// Each digit of a number with the next one in its place.
fn other_digits(number: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let digits = number.char_indices().filter(|(_, digit)| digit.is_ascii_digit());
    digits.flat_map(|(at, digit)| {
        let digit = digit.to_digit(10).unwrap_or_default();
        let others = [(digit + 1) % 10, (digit + 9) % 10].into_iter();
        // A number does not begin with 0.
        others.filter(move |&other| at > 0 || other > 0).map(move |other| (at..at + 1, other.to_string()))
    })
}

fn percentages(line: &str) -> Vec<Edit> {
    let numbers = numbers(line).into_iter().filter(|number| line[number.end..].starts_with('％'));
    let edits = numbers.flat_map(|number| {
        other_digits(&line[number.clone()])
            .map(move |(range, digit)| (number.start + range.start..number.start + range.end, digit))
    });
    edits.collect()
}

/// Another counter behind a number that the booklet has elsewhere too.
fn counters(booklet: &Booklet, line: &str) -> Vec<Edit> {
    const COUNTERS: &[&str] = &["件", "名", "回", "か所", "世帯"];
    let mut edits = Vec::new();
    for number in numbers(line) {
        let Some(counter) = COUNTERS.iter().find(|counter| line[number.end..].starts_with(**counter)) else {
            continue;
        };
        let counted = &line[number.start..number.end + counter.len()];
        if value(&line[number.clone()]).is_none_or(|value| value < 10)
            || booklet.text.matches(counted).count() < 2
        {
            continue;
        }
        let others = COUNTERS.iter().filter(|other| *other != counter);
        edits.extend(others.map(|other| (number.end..number.end + counter.len(), (*other).to_owned())));
    }
    edits
}

fn indicators(file: &File) -> Vec<Slip> {
    file.lines(&["指標"], |line| {
        let mut edits = Vec::new();
        for key in ["目標: ", "実績: "] {
            let Some(start) = line.find(key).map(|at| at + key.len()) else { continue };
            let length = line[start..].find(|character: char| !character.is_ascii_digit());
            let number = &line[start..start + length.unwrap_or_default()];
            let digits = other_digits(number);
            edits.extend(digits.map(|(range, digit)| (start + range.start..start + range.end, digit)));
        }
        edits
    })
}

/// Another mark than the one that the numbers of 指標 ask for: the section's, the working group's or both.
fn grades(file: &File, reached: bool) -> Vec<Slip> {
    let mut lines = file.lines.iter().filter(|line| line.key == "指標").peekable();
    let number = |line: &Line, key: &str| -> Option<f64> {
        let (_, rest) = file.text[line.range.clone()].split_once(key)?;
        rest.split(['}', ',']).next()?.parse().ok()
    };
    if lines.peek().is_none() {
        return Vec::new();
    }
    let all = lines.all(|line| number(line, "実績: ") >= number(line, "目標: "));
    let (right, wrong) = if reached { ("A", "B") } else { ("B", "A") };
    let mark = |key| {
        let range = file.field(key)?;
        (&file.text[range.clone()] == right).then(|| (range, wrong.to_owned()))
    };
    let (Some(own), Some(reviewed), true) = (mark("自己評価"), mark("査定"), all == reached) else {
        return Vec::new();
    };
    vec![vec![own.clone()], vec![reviewed.clone()], vec![own, reviewed]]
}

fn doubled_particles(line: &str) -> Vec<Edit> {
    let characters: Vec<(usize, char)> = line.char_indices().collect();
    let alone = characters.windows(3).filter(|window| {
        let [(_, before), (_, particle), (_, after)] = window else { return false };
        !is_hiragana(*before) && "をがにではのともへ".contains(*particle) && !is_hiragana(*after)
    });
    alone.map(|window| (window[1].0..window[1].0, window[1].1.to_string())).collect()
}

fn doubled_words(line: &str) -> Vec<Edit> {
    let short = words(line).into_iter().filter(|word| line[word.clone()].chars().count() <= 8);
    short.map(|word| (word.end..word.end, line[word].to_owned())).collect()
}

fn unfinished(file: &File) -> Vec<Slip> {
    let Some(field) = file.field("成果") else { return Vec::new() };
    let start: String = file.text[field.clone()].chars().take(4).collect();
    let typed = ["なし", "特になし", "－", "同上", "検討中。", "未記入", "", &start];
    typed.map(|typed| vec![(field.clone(), typed.to_owned())]).into()
}

/// ① and its like left out, or typed again as the one before.
fn numbers_of_items(line: &str) -> Vec<Edit> {
    let Some(number @ '①'..='⑳') = line.chars().next() else { return Vec::new() };
    let range = 0..number.len_utf8();
    let mut edits = vec![(range.clone(), String::new())];
    let earlier = char::from_u32(u32::from(number) - 1).filter(|earlier| *earlier >= '①');
    edits.extend(earlier.map(|earlier| (range, earlier.to_string())));
    edits
}

fn telephone(line: &str) -> Vec<Edit> {
    let typed = [
        "（電話0495-00-0000）",
        "（０４９５－００－０００１）",
        "（TEL 0495（00）0002）",
        "（連絡先：090-0000-0003）",
        "（09000000004）",
    ];
    typed.map(|typed| after(line, typed)).into()
}

fn odd_characters(line: &str) -> Vec<Edit> {
    let mut edits = inside_words(line, &["\u{A0}", "\u{200B}", "\u{FEFF}", "\u{AD}"]);
    let alike = [("人", "⼈"), ("行", "⾏"), ("一", "⼀"), ("生", "⽣"), ("力", "⼒"), ("社", "社\u{FE00}")];
    edits.extend(pairs(line, &alike));
    edits
}

/// Two words that change places around a particle.
fn turned_around(line: &str) -> Vec<Edit> {
    let words = words(line);
    let pairs = words.windows(2).filter_map(|pair| {
        let [first, second] = pair else { return None };
        let between = &line[first.end..second.start];
        let (one, other) = (&line[first.clone()], &line[second.clone()]);
        (["の", "を", "と", "に", "や", "が"].contains(&between) && one != other)
            .then(|| (first.start..second.end, format!("{other}{between}{one}")))
    });
    pairs.collect()
}

/// A particle left out between a word and the verb behind it.
fn lost_particles(line: &str) -> Vec<Edit> {
    const VERBS: &[&str] = &["開", "行", "設", "続", "高", "深", "進", "増", "減", "広", "始"];
    let mut edits = Vec::new();
    for particle in ["を", "が"] {
        for (at, _) in line.match_indices(particle) {
            let end = at + particle.len();
            let after_word =
                line[..at].chars().next_back().is_some_and(|last| is_kanji(last) || is_katakana(last));
            let before_verb = VERBS
                .iter()
                .any(|verb| line[end..].strip_prefix(verb).is_some_and(|rest| rest.starts_with(is_hiragana)));
            if after_word && before_verb {
                edits.push((at..end, String::new()));
            }
        }
    }
    edits
}

/// A long word of katakana, which the booklet has elsewhere, with a letter lost or two swapped.
fn katakana(booklet: &Booklet, line: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for word in runs(line, is_katakana) {
        let letters: Vec<char> = line[word.clone()].chars().collect();
        let known = booklet.katakana.get(&line[word.clone()]).is_some_and(|&count| count >= 2);
        if letters.len() < 5 || !known {
            continue;
        }
        for at in 1..letters.len() - 1 {
            let mut lost = letters.clone();
            lost.remove(at);
            edits.push((word.clone(), lost.iter().collect()));
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            if swapped != letters {
                edits.push((word.clone(), swapped.iter().collect()));
            }
        }
    }
    edits
}

/// A letter of the keyboard behind a word.
fn left_letters(line: &str) -> Vec<Edit> {
    let inner = words(line).into_iter().filter(|word| line[word.end..].starts_with(is_hiragana));
    inner.flat_map(|word| ["s", "m", "ｋ"].map(|letter| (word.end..word.end, letter.to_owned()))).collect()
}

/// A long sentence of another sheet at the end of 成果.
fn copied_sentences(booklet: &Booklet, file: &File) -> Vec<Slip> {
    let Some(field) = file.field("成果").filter(|_| file.text.contains("成果: |-")) else {
        return Vec::new();
    };
    let others = booklet.files.iter().filter(|other| other.path != file.path).step_by(7);
    let sentences = others.filter_map(|other| {
        let text = &other.text[other.field("成果")?];
        let sentence = text.split_inclusive('。').map(str::trim).find(|sentence| {
            sentence.ends_with('。') && sentence.chars().count() >= 30 && !sentence.contains('\n')
        })?;
        let once = booklet.text.matches(sentence).count() == 1;
        once.then(|| vec![(field.end..field.end, sentence.to_owned())])
    });
    sentences.collect()
}

/// A text of several lines as a spreadsheet copies it.
fn quoted(file: &File) -> Vec<Slip> {
    let texts = ["取組内容", "成果", "今後の方針"].into_iter().filter_map(|key| file.field(key));
    let of_lines = texts.filter(|field| file.text[field.clone()].contains('\n'));
    of_lines
        .map(|field| {
            vec![(field.start..field.start, "\"".to_owned()), (field.end..field.end, "\"".to_owned())]
        })
        .collect()
}

/// A line break behind the middle of a long sentence.
fn broken_lines(file: &File) -> Vec<Slip> {
    let mut slips = Vec::new();
    for line in file.lines.iter().filter(|line| SENTENCES.contains(&line.key.as_str())) {
        let text = &file.text[line.range.clone()];
        let is_block = file.text[..line.range.start].ends_with("  ");
        if !is_block || text.chars().count() < 40 {
            continue;
        }
        let middle = words(text).into_iter().find(|word| {
            let count = text[..word.start].chars().count();
            count > 20 && text[..word.start].ends_with(is_hiragana) && text[word.start..].contains('。')
        });
        let at = middle.map(|word| line.range.start + word.start);
        slips.extend(at.map(|at| vec![(at..at, "\n  ".to_owned())]));
    }
    slips
}

/// 査定 left out.
fn review_lost(file: &File) -> Vec<Slip> {
    let Some(start) = file.text.find("\n査定: ") else { return Vec::new() };
    let end = file.text[start + 1..].find('\n').map_or(file.text.len(), |end| start + 1 + end);
    vec![vec![(start..end, String::new())]]
}

/// One slip of a kind in a file.
struct Mutation<'b> {
    kind: usize,
    file: &'b File,
    slip: Slip,
}

impl Mutation<'_> {
    /// The line in which it is, as it is then.
    fn line(&self) -> String {
        let text = self.file.with(&self.slip);
        let at = self.slip.first().map_or(0, |(range, _)| range.start);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        text[start..end].trim_start_matches(' ').to_owned()
    }
}

/// As many slips of each kind, as far as there are places for them; no slip twice.
fn mutations(booklet: &Booklet, draw: u64) -> Vec<Mutation<'_>> {
    let mut random = Random(20_260_401 + draw);
    let mut chosen: Vec<Mutation<'_>> = Vec::new();
    for (kind, Kind { slips, .. }) in KINDS.iter().enumerate() {
        let of_files = booklet
            .files
            .iter()
            .flat_map(|file| slips(booklet, file).into_iter().map(move |slip| Mutation { kind, file, slip }));
        let mut all: Vec<Mutation<'_>> = of_files.collect();
        random.shuffle(&mut all);
        chosen.extend(all.into_iter().take(SLIPS));
    }
    chosen
}

/// Whether anything is found on the sheet of a file, or about it.
fn is_seen(root: &Path, path: &Path) -> bool {
    let Ok(edition) = Edition::open(root, None, Wanted::default()) else { return true };
    let Ok(book) = edition.book() else { return true };
    let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
    let pages: Vec<u32> =
        book.sheets.iter().filter(|sheet| sheet.id.to_string() == id).map(|sheet| sheet.page).collect();
    let is_about = |finding: &Diagnostic| {
        let in_file = match &finding.location {
            Location::Place(place) => place.source().path().file_stem() == path.file_stem(),
            Location::File(other) => other.file_stem() == path.file_stem(),
            Location::None => false,
        };
        let names_page = |page: &u32| {
            let message = &finding.message;
            message.contains(&format!("、{page}頁の")) || message.starts_with(&format!("{page}頁の"))
        };
        in_file
            || finding.subject.as_ref().is_some_and(|subject| pages.contains(&subject.sheet))
            || pages.iter().any(names_page)
    };
    edition.unprintable(&book).iter().any(is_about) || edition.proofread(&book).iter().any(is_about)
}

#[test]
#[expect(clippy::print_stdout, reason = "the report says which kinds escape")]
fn hardly_any_slip_escapes() {
    let booklet = Booklet::read();
    let project = Project::real();
    let run = project.run(&["check"]);
    assert!(run.stdout.starts_with("誤りは見つかりませんでした"), "the data is clean before: {}", run.stdout);
    // For each kind: how many were tried, and how many seen.
    let mut tallies = vec![(0, 0); KINDS.len()];
    let mut missed: Vec<BTreeSet<String>> = vec![BTreeSet::new(); KINDS.len()];
    for draw in 0..DRAWS {
        let mutations = mutations(&booklet, draw);
        let seen = seen(&mutations);
        for (kind, (tried, caught)) in tallies.iter_mut().enumerate() {
            let of_kind = || mutations.iter().zip(&seen).filter(|(mutation, _)| mutation.kind == kind);
            let (all, found) = (of_kind().count(), of_kind().filter(|(_, seen)| **seen).count());
            assert!(all > 0, "nowhere to make a slip: {}", KINDS[kind].name);
            *tried += all;
            *caught += found;
            let escaped = of_kind().filter(|(_, seen)| !**seen);
            missed[kind].extend(
                escaped.map(|(mutation, _)| format!("{}: {}", mutation.file.path.display(), mutation.line())),
            );
        }
    }

    let mut report = String::new();
    let (mut tried_of_all, mut caught_of_all) = (0, 0);
    let mut below: Vec<&str> = Vec::new();
    for (index, Kind { name, floor, .. }) in KINDS.iter().enumerate() {
        let (tried, caught) = tallies[index];
        let _ = write!(report, "{:3} % ({caught} / {tried}, of {floor} %)  {name}", caught * 100 / tried);
        if caught * 100 < tried * floor {
            below.push(name);
        }
        if ONLY_FOR_PEOPLE.contains(name) {
            let _ = writeln!(report, "  only for people");
        } else {
            report.push('\n');
            tried_of_all += tried;
            caught_of_all += caught;
        }
        for line in missed[index].iter().take(8) {
            let _ = writeln!(report, "            {line}");
        }
    }
    let _ = writeln!(
        report,
        "{caught_of_all} of {tried_of_all} are seen; not counted: {}",
        ONLY_FOR_PEOPLE.join("、")
    );
    println!("{report}");
    assert!(below.is_empty(), "{report}of these, less is seen than before: {}", below.join("、"));
    assert!(caught_of_all * 100 >= tried_of_all * WANTED, "{report}");
}

/// Which of the slips are seen, each alone in the real data.
fn seen(mutations: &[Mutation<'_>]) -> Vec<bool> {
    let chunk = mutations.len().div_ceil(rayon::current_num_threads());
    mutations
        .par_chunks(chunk)
        .flat_map_iter(|mutations| {
            let project = Project::real();
            mutations.iter().map(move |Mutation { file, slip, .. }| {
                let path = file.path.to_str().unwrap();
                project.write(path, file.with(slip));
                let seen = is_seen(&project.path(""), &file.path);
                project.write(path, &file.text);
                seen
            })
        })
        .collect()
}
