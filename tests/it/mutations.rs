//! How much of what goes wrong the proofreader sees: the clean real data, a slip put into it at random, a thousand times.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use shinchoku::book::Book;
use shinchoku::{model, proof};

use crate::support::Project;

/// How many slips are made.
const SLIPS: usize = 1_000;

/// How many of a hundred must be seen.
const WANTED: usize = 95;

/// A kind of slip: what it does to a line of a record, if it can.
struct Kind {
    name: &'static str,
    /// Which lines it may be made in.
    place: Place,
    slip: fn(&str, &mut Random) -> Option<String>,
}

/// Lines of this year's records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Of 取組内容, 成果 and 今後の方針.
    Text,
    /// Of 成果.
    Results,
    /// 成果, all of it.
    WholeResults,
    /// The first of 取組内容.
    Beginning,
    /// 指標.
    Indicators,
    /// 査定.
    Review,
}

const KINDS: [Kind; 30] = [
    Kind {
        name: "一桁だけ全角の数字",
        place: Place::Text,
        slip: |line, random| in_number(line, random, |number| widen(number, 1)),
    },
    Kind {
        name: "全角の数字",
        place: Place::Text,
        slip: |line, random| in_number(line, random, |number| widen(number, 9)),
    },
    Kind {
        name: "半角の一桁",
        place: Place::Text,
        slip: |line, random| {
            swap(
                line,
                random,
                &[("１", "1"), ("２", "2"), ("３", "3"), ("４", "4"), ("５", "5"), ("６", "6")],
            )
        },
    },
    Kind {
        name: "半角のカタカナ",
        place: Place::Text,
        slip: |line, random| {
            swap(
                line,
                random,
                &[
                    ("サロン", "ｻﾛﾝ"),
                    ("サービス", "ｻｰﾋﾞｽ"),
                    ("ボランティア", "ﾎﾞﾗﾝﾃｨｱ"),
                    ("ホームページ", "ﾎｰﾑﾍﾟｰｼﾞ"),
                    ("センター", "ｾﾝﾀｰ"),
                ],
            )
        },
    },
    Kind {
        name: "終わりのかっこの抜け",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("）", ""), ("」", ""), ("】", "")]),
    },
    Kind {
        name: "かっこの重なり",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("（", "（（"), ("「", "「「")]),
    },
    Kind {
        name: "かっこの全角と半角",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("）", ")"), ("（", "(")]),
    },
    Kind {
        name: "語の中の空白",
        place: Place::Text,
        slip: |line, random| insert(line, random, " ", is_letter),
    },
    Kind { name: "行の終わりの空白", place: Place::Text, slip: |line, _| Some(format!("{line}　")) },
    Kind {
        name: "「。」の抜け",
        place: Place::Text,
        slip: |line, _| {
            line.strip_suffix('。')
                .filter(|line| line.ends_with("ます") || line.ends_with("した"))
                .map(str::to_owned)
        },
    },
    Kind {
        name: "「。」の重なり",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("。", "。。")]),
    },
    Kind {
        name: "「、」の重なり",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("、", "、、")]),
    },
    Kind {
        name: "「，」の混ざり",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("、", "，")]),
    },
    Kind {
        name: "桁区切りのずれ",
        place: Place::Text,
        slip: |line, random| {
            in_number(line, random, |number| {
                number.contains(',').then(|| number[..number.len() - 1].to_owned())
            })
        },
    },
    Kind {
        name: "桁区切りの抜け",
        place: Place::Text,
        slip: |line, random| {
            in_number(line, random, |number| number.contains(',').then(|| number.replace(',', "")))
        },
    },
    Kind {
        name: "長音の抜け",
        place: Place::Text,
        slip: |line, random| {
            swap(
                line,
                random,
                &[
                    ("センター", "センタ"),
                    ("サービス", "サビス"),
                    ("コーディネーター", "コーディネータ"),
                    ("ホームページ", "ホムページ"),
                    ("コーディネーター", "コディネーター"),
                ],
            )
        },
    },
    Kind {
        name: "部首の字",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("人", "⼈"), ("行", "⾏"), ("一", "⼀"), ("生", "⽣")]),
    },
    Kind {
        name: "内訳の一つの違い",
        place: Place::Results,
        slip: |line, random| in_sum(line, random, false),
    },
    Kind { name: "合計の違い", place: Place::Results, slip: |line, random| in_sum(line, random, true) },
    Kind {
        name: "前の年度の名前",
        place: Place::Beginning,
        slip: |line, _| Some(format!("令和４年度は、{line}")),
    },
    Kind {
        name: "指標の実績の違い",
        place: Place::Indicators,
        slip: |line, random| next_number(line, random, "実績: "),
    },
    Kind {
        name: "指標の目標の違い",
        place: Place::Indicators,
        slip: |line, random| next_number(line, random, "目標: "),
    },
    Kind {
        name: "助詞の重なり",
        place: Place::Text,
        slip: |line, random| swap(line, random, &[("を", "をを"), ("が、", "がが、"), ("に、", "にに、")]),
    },
    Kind {
        name: "語の重なり",
        place: Place::Text,
        slip: |line, random| {
            swap(
                line,
                random,
                &[
                    ("実施", "実施実施"),
                    ("支援", "支援支援"),
                    ("相談", "相談相談"),
                    ("サロン", "サロンサロン"),
                ],
            )
        },
    },
    Kind {
        name: "述べ", place: Place::Text, slip: |line, random| swap(line, random, &[("延べ", "述べ")])
    },
    Kind {
        name: "寄付・箇所・障がい",
        place: Place::Text,
        slip: |line, random| {
            swap(
                line,
                random,
                &[("寄附", "寄付"), ("か所", "箇所"), ("障害", "障がい"), ("取組を", "取り組みを")],
            )
        },
    },
    Kind {
        name: "書きかけの成果", place: Place::WholeResults, slip: |_, _| Some("成果: なし\n".to_owned())
    },
    Kind {
        name: "電話番号", place: Place::Text, slip: |line, _| Some(format!("{line}（0495-00-0000）"))
    },
    Kind {
        name: "査定だけの違い",
        place: Place::Review,
        slip: |line, random| swap(line, random, &[("査定: A", "査定: B"), ("査定: B", "査定: A")]),
    },
    Kind { name: "前後の入れ替わり", place: Place::Text, slip: |line, _| turn_around(line) },
];

/// A small generator of numbers that are the same on every machine (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn choose<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let at = self.next() % u64::try_from(items.len()).ok().filter(|&length| length > 0)?;
        items.get(usize::try_from(at).ok()?)
    }
}

/// One of the pairs that fit, at one of its places.
fn swap(line: &str, random: &mut Random, pairs: &[(&str, &str)]) -> Option<String> {
    let found = |(from, to): &(&str, &str)| {
        let places: Vec<(usize, usize, String)> =
            line.match_indices(from).map(|(at, _)| (at, from.len(), (*to).to_owned())).collect();
        places
    };
    let places: Vec<_> = pairs.iter().flat_map(found).collect();
    let (at, length, to) = random.choose(&places)?;
    Some(format!("{}{to}{}", &line[..*at], &line[at + length..]))
}

/// Something between two characters of a kind.
fn insert(line: &str, random: &mut Random, what: &str, kind: fn(char) -> bool) -> Option<String> {
    let characters: Vec<(usize, char)> = line.char_indices().collect();
    let places: Vec<usize> = characters
        .windows(2)
        .filter(|pair| kind(pair[0].1) && kind(pair[1].1))
        .map(|pair| pair[1].0)
        .collect();
    let at = *random.choose(&places)?;
    Some(format!("{}{what}{}", &line[..at], &line[at..]))
}

fn is_letter(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿')
}

/// The numbers of a line, with separators.
fn numbers(line: &str) -> Vec<(usize, &str)> {
    let is_digit = |character: char| matches!(character, '0'..='9' | '０'..='９');
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for part in line.split_inclusive(|character: char| !is_digit(character) && character != ',') {
        let number = part.trim_end_matches(|character: char| !is_digit(character));
        if number.starts_with(is_digit) {
            numbers.push((at, number));
        }
        at += part.len();
    }
    numbers
}

fn value(number: &str) -> Option<u64> {
    let half = |character: char| match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    };
    number.chars().filter(|&character| character != ',').map(half).collect::<String>().parse().ok()
}

fn in_number(line: &str, random: &mut Random, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let changed = |(at, number): (usize, &str)| Some((at, number.len(), change(number)?));
    let places: Vec<_> = numbers(line).into_iter().filter_map(changed).collect();
    let (at, length, to) = random.choose(&places)?;
    Some(format!("{}{to}{}", &line[..*at], &line[at + length..]))
}

/// Makes the first digits of a number full-width.
fn widen(number: &str, count: usize) -> Option<String> {
    let wide = |(index, character): (usize, char)| match character {
        '0'..='9' if index < count => {
            char::from_u32(u32::from(character) - 0x30 + 0xFF10).unwrap_or(character)
        }
        other => other,
    };
    (number.len() > 1).then(|| number.chars().enumerate().map(wide).collect())
}

/// A line with a total and its parts in brackets, one of which is made wrong.
fn in_sum(line: &str, random: &mut Random, total: bool) -> Option<String> {
    if total && line.starts_with("【合計】") {
        return in_number(line, random, |number| Some(format!("{}", value(number)? + 1)));
    }
    let (open, close) = (line.find('（')?, line.find('）')?);
    let all = numbers(line);
    let whole = *all.iter().rfind(|(at, _)| *at < open)?;
    let parts: Vec<(usize, &str)> = all.into_iter().filter(|(at, _)| (open..close).contains(at)).collect();
    let sum: u64 = parts.iter().filter_map(|(_, part)| value(part)).sum();
    if parts.len() < 2 || value(whole.1)? != sum {
        return None;
    }
    let (at, number) = if total { whole } else { *random.choose(&parts)? };
    Some(format!("{}{}{}", &line[..at], value(number)? + 1, &line[at + number.len()..]))
}

fn next_number(line: &str, random: &mut Random, key: &str) -> Option<String> {
    let at = line.find(key)? + key.len();
    let length = line[at..].find(|character: char| !character.is_ascii_digit())?;
    let number: u64 = line[at..at + length].parse().ok()?;
    let more = 1 + random.next() % 9;
    Some(format!("{}{}{}", &line[..at], number + more, &line[at + length..]))
}

/// Two words around の change places.
fn turn_around(line: &str) -> Option<String> {
    let at = line.find('の')?;
    let is_kanji = |character: char| matches!(character, '一'..='鿿');
    let before = line[..at].trim_end_matches(is_kanji).len();
    let after = line[at + 3..].find(|character| !is_kanji(character))? + at + 3;
    (before < at && at + 3 < after).then(|| {
        format!("{}{}の{}{}", &line[..before], &line[at + 3..after], &line[before..at], &line[after..])
    })
}

/// The lines of a record in which a kind of slip may be made, by their bytes in the file.
fn places(file: &str, place: Place) -> Vec<(usize, usize)> {
    let mut key = "";
    let mut at = 0;
    let mut places: Vec<(usize, usize)> = Vec::new();
    for line in file.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_key = !line.starts_with([' ', '\n']);
        if is_key {
            key = line.split(':').next().unwrap_or_default();
        }
        let text = line.trim_end_matches('\n');
        let inner = text.trim_start_matches(' ');
        let wanted = match place {
            Place::Text => !is_key && matches!(key, "取組内容" | "成果" | "今後の方針"),
            Place::Results => !is_key && key == "成果",
            Place::Beginning => !is_key && file[..start].ends_with("取組内容: |-\n"),
            Place::Indicators => !is_key && key == "指標",
            Place::Review => is_key && key == "査定",
            Place::WholeResults => key == "成果",
        };
        if !wanted || inner.is_empty() {
            continue;
        }
        match places.last_mut() {
            Some((_, end)) if place == Place::WholeResults && *end == start => *end = at,
            _ if place == Place::WholeResults => places.push((start, at)),
            _ => places.push((start + text.len() - inner.len(), start + text.len())),
        }
    }
    places
}

/// What was made of a file.
struct Mutation {
    kind: usize,
    path: PathBuf,
    text: String,
    line: String,
}

/// A slip of a kind in one of the files that have a place for it.
fn mutation(kind: usize, files: &[(PathBuf, String)], random: &mut Random) -> Mutation {
    for _ in 0..10_000 {
        let Some((path, file)) = random.choose(files) else { continue };
        let Some(&(start, end)) = random.choose(&places(file, KINDS[kind].place)) else { continue };
        let line = &file[start..end];
        if let Some(changed) = (KINDS[kind].slip)(line, random).filter(|changed| changed != line) {
            let text = format!("{}{changed}{}", &file[..start], &file[end..]);
            return Mutation { kind, path: path.clone(), text, line: changed };
        }
    }
    panic!("no place for {}", KINDS[kind].name)
}

/// Whether the proofreader, or the reading of the files before it, has anything to say.
fn is_seen(root: &Path) -> bool {
    let Ok(model) = model::load(root) else { return true };
    let Some(year) = model.newest_reported_year() else { return true };
    let Ok(book) = Book::new(&model, year) else { return true };
    proof::characters(&book, |_| true).has_errors() || proof::proofread(&model, &book).iter().next().is_some()
}

#[test]
#[expect(clippy::print_stdout, reason = "the report says which kinds escape")]
fn hardly_any_slip_escapes() {
    let project = Project::real();
    assert!(!is_seen(&project.path("")), "the data is clean before");
    let folder = project.path("data/records/R5");
    let mut files: Vec<(PathBuf, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().into(), fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    let mut random = Random(20_260_401);
    let mutations: Vec<Mutation> =
        (0..SLIPS).map(|index| mutation(index % KINDS.len(), &files, &mut random)).collect();
    let chunk = SLIPS.div_ceil(rayon::current_num_threads());
    let seen: Vec<bool> = mutations
        .par_chunks(chunk)
        .flat_map_iter(|mutations| {
            let project = Project::real();
            mutations.iter().map(move |mutation| {
                let path = project.path("data/records/R5").join(&mutation.path);
                let before = fs::read_to_string(&path).unwrap();
                fs::write(&path, &mutation.text).unwrap();
                let seen = is_seen(&project.path(""));
                fs::write(&path, before).unwrap();
                seen
            })
        })
        .collect();

    let mut report = String::new();
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (mutation, seen) in mutations.iter().zip(&seen) {
        let (made, caught) = counts.entry(mutation.kind).or_default();
        *made += 1;
        *caught += usize::from(*seen);
        if !seen {
            let _ = writeln!(
                report,
                "  {} {}: {}",
                KINDS[mutation.kind].name,
                mutation.path.display(),
                mutation.line
            );
        }
    }
    for (kind, (made, caught)) in &counts {
        let _ = writeln!(report, "{caught:3} / {made:3}  {}", KINDS[*kind].name);
    }
    let caught = seen.iter().filter(|seen| **seen).count();
    let _ = writeln!(report, "{caught} of {SLIPS} are seen");
    println!("{report}");
    assert!(caught * 100 >= SLIPS * WANTED, "{report}");
}
