//! 全体の状況: how the plan stands, against counts made in another way.

use std::collections::BTreeSet;
use std::fmt::Write;

use shinchoku::book::{Book, IndexRow, MeasureView, Moved, Overview, Standing, Wanted};
use shinchoku::form::Stage;
use shinchoku::model;

use crate::publishing::Pdf;
use crate::support::{Project, Random, repository};

/// The page of the overview in the real booklet, counted from 0.
const PAGE: usize = 4;

/// The overview of a folder's year, as it stands.
fn with_overview<T>(project: &Project, year: &str, see: impl FnOnce(&Book<'_>, &Overview<'_>) -> T) -> T {
    let model = model::load(&project.path("")).unwrap();
    let book = Book::new(&model, year.parse().unwrap(), &Wanted::as_it_stands(Stage::Whole)).unwrap();
    see(&book, book.overview.as_ref().expect("an overview"))
}

fn pages(measures: &[MeasureView<'_>]) -> Vec<Option<u32>> {
    measures.iter().map(|measure| measure.page).collect()
}

fn moves<'a>(moved: &'a [Moved<'_>]) -> Vec<(&'a str, &'a str, &'a str)> {
    let words = |moved: &'a Moved<'_>| {
        (moved.measure.id.as_str(), moved.from.value.as_str(), moved.to.value.as_str())
    };
    moved.iter().map(words).collect()
}

/// Counted by hand in the files of `data/`.
#[test]
fn the_sample_stands_as_counted_by_hand() {
    with_overview(&Project::real(), "R5", |_, overview| {
        let marks: Vec<&str> = overview.categories.iter().map(|category| category.mark).collect();
        assert_eq!(marks, ["A", "B", "C", "D"], "every measure is under way and has a mark");
        let of_strategies: Vec<&[usize]> =
            overview.strategies.iter().map(|strategy| &strategy.tally.counts[..]).collect();
        assert_eq!(of_strategies, [[19, 9, 0, 0], [6, 1, 0, 0], [5, 1, 0, 0], [5, 3, 0, 0]]);
        assert_eq!((&overview.whole.counts[..], overview.whole.total), (&[35, 14, 0, 0][..], 49));
        let of_years: Vec<&[usize]> = overview.years.iter().map(|year| &year.tally.counts[..]).collect();
        assert_eq!(of_years, [[41, 4, 4, 0], [27, 21, 1, 0], [31, 17, 1, 0], [35, 13, 1, 0], [35, 14, 0, 0]]);
        assert_eq!(
            moves(&overview.risen),
            [
                ("kenri-jinzai", "B", "A"),
                ("gakkou-fukushi", "B", "A"),
                ("tashokushu-kyouka", "C", "A"),
                ("gakusei-ishiki", "B", "A"),
            ]
        );
        assert_eq!(
            moves(&overview.fallen),
            [
                ("kobetsu-madoguchi", "A", "B"),
                ("pr-corner", "A", "B"),
                ("kousei-dantai", "A", "B"),
                ("toumeika", "A", "B"),
            ]
        );
        let missed: Vec<(&str, &str)> = overview
            .missed
            .iter()
            .map(|missed| (missed.measure.id.as_str(), missed.rate.as_deref().unwrap()))
            .collect();
        assert_eq!(
            missed,
            [
                ("pr-corner", "93.3"),
                ("hp-etsuran", "91.2"),
                ("houjin-kouken", "75.0"),
                ("saigai-volunteer", "65.0"),
                ("shougai-rikai-2", "91.2"),
                ("minsei-iin", "93.8"),
                ("ninchido", "91.2"),
                ("kaiin-zoukyou", "89.3"),
                ("kaihi-kifu", "95.4"),
                ("toumeika", "95.4"),
            ]
        );
        assert_eq!(overview.reached.len(), 15);
        assert!(overview.begun.is_empty() && overview.ended.is_empty() && overview.ungraded.is_empty());
    });
}

#[test]
fn the_page_says_it_in_words_and_leads_to_the_sheets() {
    let pdf = Pdf::build(&Project::real(), &[]);
    let page = &pdf.text[PAGE];
    for wanted in [
        "令和５年度全体の状況",
        "49事業の評価は、A（達成）35件、B（未達成）14件です。前の年度より上がったものは4件、下がったものは4件です。",
        "目標に達したかどうかを比べる指標25件のうち、達したものは15件、達していないものは10件です。",
        "前の年度より評価の上がった事業4件",
        "目標に達した指標15件",
        "目標に達していない指標10件",
        "42多職種連携強化支援の検討C→A",
        "24災害ボランティアの養成災害ボランティア登録者数（個人）40名26名65.0％",
        "60共同募金額113.9％",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    let targets: BTreeSet<usize> = pdf.links(PAGE).into_iter().map(|(_, (page, _))| page - PAGE).collect();
    let said = [
        15, 28, 42, 44, 3, 6, 20, 57, 7, 14, 24, 27, 49, 54, 55, 56, 5, 9, 17, 29, 32, 39, 40, 45, 46, 58, 60,
    ];
    assert_eq!(targets, BTreeSet::from(said));
    let words = pdf.descriptions();
    let wanted = "基本戦略1 市民の生活を支える仕組みづくり: A（達成）19件、B（未達成）9件。計28件";
    assert!(words.iter().any(|words| words == wanted), "{words:?}");
}

/// The small plan with the page, a measure that has ended and one without a mark.
fn unfinished() -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "全体の状況: しない\n", "");
    project.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R6\n概要:");
    project.remove("data/records/R7/haishoku.yaml");
    project.edit("data/records/R7/ibasho.yaml", "自己評価: 4\n", "");
    project
}

#[test]
fn what_has_ended_and_what_has_no_mark_are_counted_and_named() {
    let project = unfinished();
    let run = project.run(&["build", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = crate::support::pdf_pages(&project.path("out/R7-校正用.pdf"));
    let page = &text[3];
    for wanted in [
        "令和７年度全体の状況",
        "未評価1件、行われていないもの1件です。",
        "－は、その年度に行われていない事業です。",
        "前の年度で終わった事業1件頁事業－配食",
        "まだ評価のない事業1件頁事業頁事業2居場所づくり",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
}

#[test]
fn a_name_that_only_the_overview_has_is_checked_as_any_text() {
    let project = unfinished();
    project.edit("data/measures/haishoku.yaml", "事業名: 配食", "事業名: 配食\u{E000}");
    let run = project.run(&["build", "--draft"]);
    assert!(run.status == 1 && run.stderr.contains("U+E000"), "{}", run.stderr);
    project.edit("data/measures/haishoku.yaml", "\u{E000}", "");
    let indicator = "指標: [{名称: 回数\u{E001}, 単位: 回, 目標: 12, 実績: 12}]\n成果:";
    project.edit("data/records/R7/koekake.yaml", "成果:", indicator);
    let run = project.run(&["build", "--draft"]);
    assert!(run.status == 1 && run.stderr.contains("R7/koekake.yaml:"), "{}", run.stderr);
}

#[test]
fn it_is_left_out_where_it_is_not_wanted_or_would_not_be_true() {
    let project = Project::real();
    for arguments in [&["--section", "庶務係"][..], &["--sheets", "1-3"], &["--targets"]] {
        let pages = project.build(&[&["R5"], arguments].concat());
        assert!(!pages.iter().any(|page| page.contains("全体の状況")), "{arguments:?}");
    }
    let plan = "data/plan.yaml";
    project.edit(plan, "基本戦略:\n", "全体の状況: しない\n基本戦略:\n");
    assert_eq!(project.build(&[]).len(), 64);
    project.edit(plan, "全体の状況: しない\n", "全体の状況: なし\n");
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("する・しない"), "{}", run.stderr);
}

#[test]
fn the_council_names_it() {
    let project = Project::small();
    project.edit("data/plan.yaml", "全体の状況: しない\n", "");
    project.edit("data/plan.yaml", "呼称: {", "呼称: {全体の状況: 進み具合, 頁: ページ, ");
    let page = &project.build(&[])[3];
    assert!(page.contains("令和７年度進み具合") && page.contains("基本目標ごとの評価"), "{page}");
}

/// A plan drawn by lot: a tree that lists measures more than once, years without a record or a mark, measures that come and go.
fn random(random: &mut Random) -> Project {
    let project = Project::empty();
    let (measures, strategies) = (1 + random.below(9), 1 + random.below(3));
    let scale = ["◎", "○", "△"];
    let mut lists = vec![Vec::new(); strategies];
    for measure in 0..measures {
        for _ in 0..=random.below(2) {
            lists[random.below(strategies)].push(measure);
        }
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    let mut plan = "名称: 計画\n発行者: 町\n計画期間: R4-R7\n担当係: [係]\n評価基準:\n".to_owned();
    for mark in scale {
        let _ = writeln!(plan, "  - {{記号: {mark}, 名称: {mark}, 説明: {mark}}}");
    }
    plan += "基本戦略:\n";
    for (index, list) in lists.iter().enumerate().filter(|(_, list)| !list.is_empty()) {
        let ids: Vec<String> = list.iter().map(|measure| format!("m{measure}")).collect();
        let _ = writeln!(
            plan,
            "  - {{番号: {}, 名称: 柱, 施策細目: [{{名称: 策, 重点的取組: [{{名称: 組, 事業: [{}]}}]}}]}}",
            index + 1,
            ids.join(", ")
        );
    }
    project.write("data/plan.yaml", plan);
    for measure in 0..measures {
        // The first runs in all years, so that there is a booklet.
        let first = if measure == 0 { 4 } else { 4 + random.below(3) };
        let last = if measure == 0 { 7 } else { first + random.below(8 - first) };
        let text = format!(
            "事業名: 事業{measure}\n担当係: [係]\n概要: 概要\n開始年度: R{first}\n終了年度: R{last}\n"
        );
        project.write(&format!("data/measures/m{measure}.yaml"), text);
        for year in first..=last {
            let mark =
                scale.get(random.below(5)).map(|mark| format!("自己評価: {mark}\n")).unwrap_or_default();
            project
                .write(&format!("data/records/R{year}/m{measure}.yaml"), format!("指標目標: 目標\n{mark}"));
        }
    }
    project
}

/// What a cell of the index says.
fn said(row: &IndexRow<'_>, year: usize) -> String {
    let grade = &row.grades[year];
    let without = if grade.not_running { "－" } else { "未評価" };
    grade.mark.map_or(without, |mark| &mark.value).to_owned()
}

#[test]
fn its_figures_are_those_of_the_index() {
    let mut lot = Random(22);
    // Of all kinds that are counted there have to be some.
    let (mut ungraded_of_all, mut moved_of_all, mut come_and_gone) = (0, 0, 0);
    for _ in 0..40 {
        let project = random(&mut lot);
        let year = 4 + lot.below(4);
        with_overview(&project, &format!("R{year}"), |book, overview| {
            let now = year - 4;
            let mut strategies: Vec<Vec<&IndexRow<'_>>> = Vec::new();
            let mut known = BTreeSet::new();
            for strategy in &book.index {
                let rows = strategy.policies.iter().flat_map(|policy| &policy.groups);
                let rows = rows.flat_map(|group| &group.initiatives).flat_map(|initiative| &initiative.rows);
                strategies.push(rows.filter(|row| known.insert(row.id)).collect());
            }
            let all = strategies.concat();
            let count = |rows: &[&IndexRow<'_>], year: usize, mark: &str| {
                rows.iter().filter(|row| said(row, year) == mark).count()
            };
            let marks: Vec<&str> = overview.categories.iter().map(|category| category.mark).collect();
            let tally = |rows: &[&IndexRow<'_>], year| -> Vec<usize> {
                let counts: Vec<usize> = marks.iter().map(|mark| count(rows, year, mark)).collect();
                assert_eq!(counts.iter().sum::<usize>(), rows.len(), "everything is counted once");
                counts
            };
            assert_eq!(strategies.len(), overview.strategies.len());
            for (rows, strategy) in strategies.iter().zip(&overview.strategies) {
                assert_eq!(
                    (strategy.tally.counts.clone(), strategy.tally.total),
                    (tally(rows, now), rows.len())
                );
            }
            assert_eq!(overview.whole.counts, tally(&all, now));
            assert_eq!(overview.years.len(), now + 1);
            for (year, told) in overview.years.iter().enumerate() {
                assert_eq!(told.tally.counts, tally(&all, year));
            }
            let ungraded = count(&all, now, "未評価");
            assert_eq!(overview.ungraded.len(), ungraded);
            assert!(pages(&overview.ungraded).iter().all(Option::is_some));
            assert_eq!(
                overview.categories.iter().any(|category| matches!(category.standing, Standing::Ungraded)),
                (0..=now).any(|year| count(&all, year, "未評価") > 0)
            );
            let between = |is_so: fn(usize, usize) -> bool| {
                let rank = |mark: String| ["◎", "○", "△"].iter().position(|known| *known == mark);
                let both = all.iter().filter(|_| now > 0);
                let ranks = both.filter_map(|row| rank(said(row, now - 1)).zip(rank(said(row, now))));
                ranks.filter(|(before, now)| is_so(*before, *now)).count()
            };
            assert_eq!(
                (overview.risen.len(), overview.fallen.len()),
                (between(|a, b| b < a), between(|a, b| b > a))
            );
            let gone = |before: bool| {
                let runs = |row: &IndexRow<'_>, year: usize| !row.grades[year].not_running;
                all.iter()
                    .filter(|row| now > 0 && runs(row, now - 1) == before && runs(row, now) != before)
                    .count()
            };
            assert_eq!((overview.begun.len(), overview.ended.len()), (gone(false), gone(true)));
            ungraded_of_all += ungraded;
            moved_of_all += overview.risen.len().min(overview.fallen.len());
            come_and_gone += overview.begun.len().min(overview.ended.len());
        });
    }
    let of_all = [ungraded_of_all, moved_of_all, come_and_gone];
    assert!(of_all.iter().all(|count| *count > 0), "{of_all:?}");
}

#[test]
fn what_a_council_replaces_of_the_pictures_is_used() {
    let project = Project::small();
    project.edit("data/plan.yaml", "全体の状況: しない\n", "");
    let ours = std::fs::read_to_string(repository().join("layouts/chart.svg.j2")).unwrap();
    project.write("layouts/chart.svg.j2", ours.replace(">{{ part.words }}<", ">印{{ part.words }}<"));
    assert!(project.build(&[])[3].contains('印'));
}

#[test]
fn only_indicators_that_are_compared_with_their_targets_are_counted_as_such() {
    with_overview(&Project::of_council("sakura"), "R7", |_, overview| {
        // One of those with both figures is a forecast.
        assert!(
            overview.summary.contains("目標に達したかどうかを比べる指標20件のうち"),
            "{}",
            overview.summary
        );
    });
}
