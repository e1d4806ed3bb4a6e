//! `check --fix` mends what is certain, and changes nothing else.

use std::cell::Cell;
use std::fs;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use shinchoku::book::Wanted;
use shinchoku::edition::Edition;

use crate::support::Project;

/// A record with slips, a byte order mark, line ends of Windows, remarks and a layout of its own.
const RECORD: &str = "\u{FEFF}# 覚え書き １２\r\n指標目標: 年12回\r\n取組内容:   |-\r\n    ｻﾛﾝを１２回と13回（参加(20名）行いました。  \r\n\r\n    文 の間、１,２０0名でした。\r\n成果: 12回行いました。 # １２\r\n自己評価: 4\r\n今後の方針: \"来年度も続けます。\"";

/// The same with nothing mended but what is right whatever the sentences mean. The spaces and the bracket are for a person.
const MENDED: &str = "\u{FEFF}# 覚え書き １２\r\n指標目標: 年12回\r\n取組内容:   |-\r\n    サロンを12回と13回（参加(20名）行いました。  \r\n\r\n    文 の間、1,200名でした。\r\n成果: 12回行いました。 # １２\r\n自己評価: 4\r\n今後の方針: \"来年度も続けます。\"";

const FILE: &str = "data/records/R7/ibasho.yaml";

fn project() -> Project {
    let project = Project::small();
    project.write(FILE, RECORD);
    project.edit("data/records/R7/koekake.yaml", "12回行いました。", "１２回、13件行いました。 # １２");
    project
}

fn read(project: &Project, file: &str) -> String {
    fs::read_to_string(project.path(file)).unwrap()
}

#[test]
fn what_is_certain_is_mended_and_the_rest_reported() {
    let project = project();
    let run = project.run(&["check", "--fix"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(read(&project, FILE), MENDED);
    let other = read(&project, "data/records/R7/koekake.yaml");
    assert!(other.contains("成果: 12回、13件行いました。 # １２\n"), "{other}");
    for told in ["4 か所を直しました。", "R7/ibasho.yaml: 3 か所", "R7/koekake.yaml: 1 か所"] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert!(run.stdout.contains("W0616") && run.stdout.contains("W0617"), "{}", run.stdout);

    let again = project.run(&["check", "--fix"]);
    assert!(again.stderr.contains("直せる誤りはありませんでした。"), "{}", again.stderr);
    assert_eq!(again.stdout, run.stdout);
    assert_eq!(read(&project, FILE), MENDED);
}

#[test]
fn diff_shows_what_would_be_mended_and_writes_nothing() {
    let project = project();
    let run = project.run(&["check", "--diff"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for line in [
        "--- a/data/records/R7/ibasho.yaml\n",
        "+++ b/data/records/R7/ibasho.yaml\n",
        "-    文 の間、１,２０0名でした。\r\n",
        "+    文 の間、1,200名でした。\r\n",
        "-成果: １２回、13件行いました。 # １２\n",
        "\n■ 直し方の案（人が読んで決めるもの）\n\n--- a/data/records/R7/ibasho.yaml\n",
        "-    文 の間、1,200名でした。\r\n",
        "+    文の間、1,200名でした。\r\n",
    ] {
        assert!(run.stdout.contains(line), "{line}{}", run.stdout);
    }
    let (certain, proposed) = run.stdout.split_once("■").unwrap();
    let changed = |diff: &str, sign| diff.lines().filter(|line| line.starts_with(sign)).count();
    assert_eq!((changed(certain, '-'), changed(certain, '+')), (5, 5), "{}", run.stdout);
    assert_eq!((changed(proposed, '-'), changed(proposed, '+')), (3, 3), "{}", run.stdout);
    assert!(run.stderr.contains("この 4 か所が直ります。"), "{}", run.stderr);
    assert_eq!(read(&project, FILE), RECORD);
    assert!(!project.path("out").exists());
    project.run(&["check", "--fix"]);
    let run = project.run(&["check", "--diff"]);
    assert!(run.status == 0 && run.stdout.starts_with("■ 直し方の案"), "{}", run.stdout);
    project.run(&["check", "--fix", "W0616", "W0617"]);
    let run = project.run(&["check", "--diff"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
}

#[test]
fn what_is_proposed_is_written_for_the_codes_that_a_person_names() {
    for arguments in [
        &["check", "--fix", "W0617"][..],
        &["check", "--fix", "w0617", "R7"],
        &["check", "R7", "--fix", "W0617"],
    ] {
        let project = project();
        let run = project.run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.contains("2 か所を直しました。"), "{}", run.stderr);
        let spaces = RECORD.replace("行いました。  \r\n", "行いました。\r\n").replace("文 の間", "文の間");
        assert_eq!(read(&project, FILE), spaces, "only what is of this code");
    }
    let project = project();
    let run = project.run(&["check", "--fix", "E0205"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("校正の符号（W0671 など）"), "{}", run.stderr);
    assert_eq!(read(&project, FILE), RECORD);
}

#[test]
fn check_alone_says_that_some_can_be_mended() {
    let project = project();
    let run = project.run(&["check"]);
    assert!(
        run.stdout.ends_with("注意 8 件。うち 4 件は、shinchoku check --fix で直せます。案のある 3 件は、読んで案のとおりでよければ、shinchoku check --fix W0617 のように符号を付けると直せます。\n"),
        "{}",
        run.stdout
    );
    assert_eq!(read(&project, FILE), RECORD);
}

#[test]
fn nothing_is_mended_in_a_plan_that_has_errors() {
    let project = project();
    project.edit("data/records/R7/koekake.yaml", "自己評価: 4", "自己評価: E");
    let broken = read(&project, "data/records/R7/koekake.yaml");
    for (option, shown) in [("--fix", true), ("--diff", false)] {
        let run = project.run(&["check", option]);
        assert_eq!(run.status, 1);
        assert!(if shown { run.stdout } else { run.stderr }.contains("E0205"));
    }
    assert_eq!(read(&project, FILE), RECORD);
    assert_eq!(read(&project, "data/records/R7/koekake.yaml"), broken);
}

#[test]
fn what_other_files_refer_to_is_not_respelt() {
    let project = project();
    project.edit("data/plan.yaml", "記号: 4", "記号: ｱ");
    for file in [FILE, "data/records/R7/koekake.yaml", "data/records/R7/haishoku.yaml"] {
        project.edit(file, "自己評価: 4", "自己評価: ｱ");
    }
    let plan = read(&project, "data/plan.yaml");
    let run = project.run(&["check", "--fix"]);
    assert!(run.status == 0 && run.stdout.contains("W0613"), "{}", run.stdout);
    assert!(run.stderr.contains("4 か所を直しました。"), "{}", run.stderr);
    assert_eq!(read(&project, "data/plan.yaml"), plan);
}

#[test]
fn fixing_and_showing_are_two_things() {
    let project = project();
    for also in [&["--fix"][..], &["--format", "json"], &["-o", "list.pdf"]] {
        let run = project.run(&[&["check", "--diff"], also].concat());
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("一緒に書けません。"), "{}", run.stderr);
    }
    assert_eq!(read(&project, FILE), RECORD);
}

#[test]
fn nothing_is_mended_where_the_list_could_not_be_written() {
    let project = project();
    for arguments in [&["-o", "list.txt"][..], &["--format", "pdf", "-o", "list.txt"]] {
        let run = project.run(&[&["check", "--fix"], arguments].concat());
        assert!(run.status == 2 && run.stderr.contains("E0901"), "{arguments:?}: {}", run.stderr);
        assert_eq!(read(&project, FILE), RECORD, "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project();
    let shared = project.path("shared.yaml");
    fs::rename(project.path(FILE), &shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&shared, project.path(FILE)).unwrap();
    assert_eq!(project.run(&["check", "--fix"]).status, 0);
    assert!(fs::symlink_metadata(project.path(FILE)).unwrap().is_symlink());
    assert_eq!(read(&project, "shared.yaml"), MENDED);
    assert_eq!(fs::metadata(&shared).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_is_copied_as_it_is_and_what_only_seems_wrong_stays() {
    const TEXTS: &str = "指標目標: らーめん\n取組内容: |-\n  電話 0495-22-1234、〒367-0052、2024-04-01、2024/4/1、e-mail、COVID-19、手引きVer.2。\n  ホームページ https://example.jp/2/index_5.html?id=7 とメール a_2@example.jp で知らせました。\n  一人一人に寄り添い、地域でできることを自宅でできるよう支援します。対象者ががん検診を受け、社協ののぼり旗を立てました。\n成果: 佐藤 花子さんなど...。確保 延べ数十人。皆さんで取り組みました\n自己評価: 4\n今後の方針: 5ー6月に続けます。\n";
    let project = Project::small();
    project.write("data/用語.yaml", "用語:\n  - {正: 皆様, 誤: [皆さん]}\n  - {正: 取組, 誤: [取り組み]}\n");
    for digits in ["半角", "全角", "一桁全角"] {
        let style = format!("校正: {{数字: {digits}}}\n");
        project.edit("data/plan.yaml", "名称: みどり町", &format!("{style}名称: みどり町"));
        project.write(FILE, TEXTS);
        let run = project.run(&["check", "--fix"]);
        assert_eq!(run.status, 0, "{}", run.stdout);
        assert_eq!(read(&project, FILE), TEXTS, "{digits}");
        project.edit("data/plan.yaml", &style, "");
    }
}

/// What the rules look at: signs of both widths, numbers, names of years, and what is said twice.
const PIECES: [&str; 56] = [
    "（",
    "）",
    "(",
    ")",
    "((",
    "「",
    "」",
    "【",
    "｣",
    "ー",
    "～",
    "〜",
    "-",
    "　",
    "　　",
    " ",
    "、",
    "。",
    "，",
    ".",
    "、を",
    "12",
    "１",
    "4２",
    "1,000",
    "1,00",
    "１，０００",
    "16/１７",
    "94.1％",
    "円",
    "件",
    " 件",
    "名",
    "計",
    "うち",
    "①",
    "③",
    "（２）",
    "・",
    "\n",
    "\n・団体",
    "PR",
    "ＰＲ",
    "ＰR ",
    "ｻﾛﾝ",
    "サロン",
    "サ ロン",
    "ン",
    "相談",
    "相談及び相談",
    "また、",
    "引き続き",
    "今後も",
    "令和４年度は",
    "まで",
    "しました",
];

/// Pieces of a text that is not blank: nothing but spaces is no record, and there would be nothing to read.
fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..14)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("blank", |text| !text.trim().is_empty())
}

/// Nothing that can be typed stops the proofreader, and what it mends it has mended at once.
#[test]
fn whatever_is_typed_is_read_and_mended_once() {
    const CASES: u32 = 300;
    let style = prop::option::of(prop::sample::select(vec!["半角", "全角", "一桁全角"]));
    let some_mended = Cell::new(0);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) };
    let result = TestRunner::new(config).run(&(prop::array::uniform3(pieces()), style), |(texts, style)| {
        let project = Project::small();
        let [actions, results, next] = texts.map(|text| format!("|2-\n  {}\n", text.replace('\n', "\n  ")));
        project.write(
            FILE,
            format!("指標目標: 1回\n取組内容: {actions}成果: {results}自己評価: 4\n今後の方針: {next}"),
        );
        if let Some(style) = style {
            let plan = read(&project, "data/plan.yaml");
            project.write("data/plan.yaml", format!("校正: {{数字: {style}}}\n{plan}"));
        }
        let mend = || Edition::mend(&project.path(""), None, &Wanted::default());
        let mended = mend().map_err(|found| TestCaseError::fail(format!("{found:?}")))?;
        some_mended.set(some_mended.get() + u32::from(mended.places() > 0));
        for file in mended.files() {
            project.write(file.path().to_str().unwrap(), file.edited.text());
        }
        let again = mend().unwrap();
        let changed: Vec<&str> = again.files().map(|file| file.edited.text()).collect();
        prop_assert!(changed.is_empty(), "{changed:?}");
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(
        some_mended.get() >= CASES / 4,
        "in {} of {CASES} there was something to mend",
        some_mended.get()
    );
}
