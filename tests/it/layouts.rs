//! A council's own layouts, and what the formats write.

use std::collections::BTreeSet;
use std::fs;

use shinchoku::book::Wanted;
use shinchoku::edition::Edition;

use crate::support::{Project, layout, repository};
use crate::web::files;

#[test]
fn a_councils_own_file_takes_the_place_of_ours() {
    let project = Project::small();
    project.write_layout("cover.typ.j2", "#page[わたしたちの表紙 {{ book.year.label }}]\n");
    let pages = project.build(&[]);
    assert_eq!(pages[0], "わたしたちの表紙令和７年度i", "the foot of the page is ours");
    assert!(pages[3].contains("声かけ運動"), "what it does not replace is ours\n{}", pages[3]);
}

#[test]
fn our_files_are_copied_and_nothing_is_written_over() {
    let project = Project::small();
    let list = project.run(&["layouts"]);
    for wanted in
        ["theme.typ　冊子の書体、色、大きさ、高さ\n", "cover.typ.j2　表紙に載るもの\n", "web/style.css　"]
    {
        assert!(list.stdout.contains(wanted), "{wanted}\n{}", list.stdout);
    }
    assert!(!list.stdout.contains("fits.typ"), "it is the program's own\n{}", list.stdout);

    let run = project.run(&["layouts", "theme.typ", "web/style.css"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 2), "{}", run.stderr);
    for name in ["theme.typ", "web/style.css"] {
        assert_eq!(fs::read_to_string(project.path(&format!("layouts/{name}"))).unwrap(), layout(name));
    }
    project.build(&[]);

    project.write("layouts/theme.typ", layout("theme.typ").replace("#let ", "#let  "));
    let run = project.run(&["layouts", "cover.typ", "theme.typ"]);
    for wanted in ["もう写してあります", "layouts/theme.typ", "layouts の外へ移してから"] {
        assert!(run.status != 0 && run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    assert!(fs::read_to_string(project.path("layouts/theme.typ")).unwrap().contains("#let  "));
    assert!(!project.path("layouts/cover.typ").exists(), "all or none");
    for (typed, wanted) in
        [("them.typ", "「theme.typ」ではありませんか"), ("../data/plan.yaml", "ひな形はありません")]
    {
        let run = project.run(&["layouts", typed]);
        assert!(run.status != 0 && run.stderr.contains(wanted), "{}", run.stderr);
    }
}

/// How files of the program's first year begin, which had no versions.
const FIRST_YEAR: [(&str, &str); 3] = [
    (
        "index.typ.j2",
        "{#- 全体の評価（事業ごとの評価と頁の一覧） -#}\n#part-title(aside: marks(scale))[全体の評価]\n",
    ),
    (
        "sheet.typ.j2",
        "{#- 進捗管理シート。１枚で１ページ。\n    値は文字列のまま style.typ に渡す。 -#}\n\
         #block(..sheet-block, sized(steps.at({{ sheet.id | str }}, default: 0), {\n}))\n",
    ),
    (
        "style.typ",
        "// 冊子の見た目。大きさ・色・枠はここで決まる。中身はひな形（*.typ.j2）が渡す。\n\
         #let accent = rgb(\"#ff0000\")\n#let booklet(title: \"\", body) = body\n",
    ),
];

#[test]
fn copies_of_an_earlier_version_are_told_together_and_alone() {
    let project = Project::small();
    for (name, text) in FIRST_YEAR {
        project.write(&format!("layouts/{name}"), text);
    }
    project.edit("data/records/R7/koekake.yaml", "自己評価:", "自已評価:");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("エラー[").count(), 3, "{}", run.stderr);
    assert_eq!(
        run.stderr.matches("エラー[E0402]: 前の版のプログラムから写したひな形").count(),
        3,
        "{}",
        run.stderr
    );
    for (name, text) in FIRST_YEAR {
        assert!(run.stderr.contains(&format!("--> layouts/{name}:1:1\n")), "{name}\n{}", run.stderr);
        assert!(run.stderr.contains(text.lines().next().unwrap()), "{name}\n{}", run.stderr);
    }
    for wanted in [
        "「ひな形の版」の印がない）。このプログラムのものは版 3",
        "「shinchoku layouts sheet.typ.j2」で写し直し",
        "theme.typ",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    let json = project.run(&["check", "--format", "json"]).stdout;
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|found| found["code"].clone()).collect();
    assert_eq!(codes, ["E0402"; 3], "{json}");

    // An earlier version that is compared with has layouts of its time, which nobody needs.
    let today = Project::small();
    project.edit("data/records/R7/koekake.yaml", "自已評価:", "自己評価:");
    let run = today.run(&["diff", project.path("").to_str().unwrap()]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));

    // What the message says leads to the booklet, in the council's colour.
    for name in ["index.typ.j2", "sheet.typ.j2"] {
        project.write(&format!("layouts/{name}"), layout(name));
    }
    project.remove("layouts/style.typ");
    project.write("layouts/theme.typ", layout("theme.typ").replace("#1f4e6b", "#ff0000"));
    let run = project.run(&["build", "--format", "png"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for page in ["out/R7-画像/front-01.png", "out/R7-画像/sheet-1.png"] {
        let page = image::open(project.path(page)).unwrap().to_rgb8();
        assert!(
            page.pixels().any(|pixel| pixel.0 == [255, 0, 0]),
            "the line of the cover, the band of the sheet"
        );
    }
}

#[test]
fn a_copy_of_each_file_is_the_same_booklet() {
    let made = |project: &Project| {
        project.build(&[]);
        fs::read(project.path("out/R7.pdf")).unwrap()
    };
    let ours = made(&Project::small());
    let entries = fs::read_dir(repository().join("layouts")).unwrap().map(Result::unwrap);
    for entry in entries.filter(|entry| entry.path().is_file()) {
        let name = entry.file_name().into_string().unwrap();
        let project = Project::small();
        project.write(&format!("layouts/{name}"), layout(&name));
        assert!(made(&project) == ours, "{name}");
    }
}

#[test]
fn a_copy_of_a_later_version_is_told() {
    let project = Project::small();
    project.write("layouts/cover.typ", layout("cover.typ").replace("ひな形の版: 2", "ひな形の版: 99"));
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for wanted in ["E0402", "layouts/cover.typ:1:1", "より新しい版", "版 99", "新しいプログラム"]
    {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

#[test]
fn a_file_that_only_the_council_has_needs_no_version() {
    let project = Project::small();
    project.write_layout("cover.typ.j2", "{% include \"aisatsu.typ.j2\" %}\n");
    project.write("layouts/aisatsu.typ.j2", "#page[ごあいさつ]\n");
    assert!(project.build(&[])[0].starts_with("ごあいさつ"));
}

#[track_caller]
fn refuse(template: &str, text: &str, expected: &[&str]) {
    let project = Project::small();
    project.write_layout(template, text);
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for wanted in expected {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

#[test]
fn errors_in_templates_are_told_at_their_line() {
    refuse("cover.typ.j2", "一\n{% if %}\n", &["E0401", "layouts/cover.typ.j2:2"]);
    refuse("cover.typ.j2", "一\n{{ book.nmae }}\n", &["E0401", "layouts/cover.typ.j2:2:9", "nmae"]);
    refuse(
        "cover.typ.j2",
        "一\n#text({{ book.nmae | text }})\n",
        &["E0401", "layouts/cover.typ.j2:2", "本にない値"],
    );
    refuse("cover.typ.j2", "{% include \"nai.typ.j2\" %}\n", &["E0401", "layouts/cover.typ.j2:1"]);
    refuse("cover.typ.j2", "一\n\n  #nonesuch[x]\n", &["E0501", "layouts/cover.typ.j2:3:4", "nonesuch"]);
    refuse("cover.typ.j2", "#image({{ book.plan | str }})\n", &["E0501", "layouts/cover.typ.j2:1"]);
}

/// Who changes a layout is told in Japanese what is wrong, with what was meant where that can be known, and what Typst or minijinja
/// said beside it.
#[test]
fn errors_in_templates_are_told_in_japanese() {
    for (text, expected) in [
        ("{{ book.plam }}\n", &["本にない値", "「plan」ではありませんか", "`book.plam` is undefined"][..]),
        (
            "#text({{ book.plan | txt }})\n",
            &["ない命令", "「text」ではありませんか", "filter txt is unknown"],
        ),
        (
            "{% if book.plan %}\n一\n",
            &["この {% if … %} が {% endif %} で閉じていません", "unexpected end of input"],
        ),
        ("{{ book.plan\n", &["閉じ忘れています", "unexpected end of input"]),
        (
            "{% fro a in b %}\n",
            &["「fro」という命令はありません", "「for」ではありませんか", "unknown statement fro"],
        ),
        ("{% if book.plan %}一{% els %}二{% endif %}\n", &["「else」ではありませんか"]),
        ("{% if book.plan %}一{% elseif book.year %}二{% endif %}\n", &["「elif」ではありませんか"]),
        ("{% if book.plan %}一{% end %}\n", &["「endif」ではありませんか"]),
        ("{%　if book.plan %}一{% endif %}\n", &["半角の空白に直してください", "unexpected character"]),
        ("{{ “字” }}\n", &["半角の「\"」に直してください", "unexpected character"]),
        ("{% if book.plan %}一{% endif, \n", &["「,」の所には「%}」が要ります"]),
        ("{% endfor %}\n", &["開いている {% for … %} がありません"]),
        ("#text(fill: rgb(“#1f4e6b”))[一]\n", &["「“」は、ここには書けません", "半角の「\"」"]),
        ("#v(３６mm)\n", &["「３」は、ここには書けません", "半角の「3」"]),
        ("#v(36㎜)\n", &["「㎜」は、ここには書けません", "半角の「mm」"]),
        ("#text(weight：\"bold\")[一]\n", &["「：」は、ここには書けません", "半角の「:」"]),
        ("#text(fill: rgb(\"#1f4e6\"))[一]\n", &["色の書き方が違います", "六つ書きます"]),
        ("#let sizes = (12pt); #sizes.first()\n", &["値が一つだけの並びは、(12pt,) のように"]),
        ("#page(paper: \"b5\")[一]\n", &["「b5」とは書けません", "似ているのは: \"iso-b5\"、\"jis-b5\""]),
        ("#text(weight: \"太字\")[一]\n", &["「太字」とは書けません", "\"bold\""]),
        ("#text({{ book.plan }})\n", &["{{ 値 | text }} と書いてください"]),
        ("#text(size: 12px)[一]\n", &["数の後の「px」は単位ではありません", "invalid number suffix"]),
        (
            "#text(size: \"大\")[一]\n",
            &["ここには長さを書きます（今は文字列です）", "expected length, found string"],
        ),
        (
            "#text(fill: theem.accent)[一]\n",
            &["「theem」という名前の変数や関数はありません", "unknown variable: theem"],
        ),
        ("#text(fill: rgbb(1, 2, 3))[一]\n", &["「rgb」ではありませんか", "unknown variable: rgbb"]),
        ("#let 表題 = [一\n", &["かっこが閉じていません", "unclosed delimiter"]),
        (
            "#text(wieght: \"bold\")[一]\n",
            &["「wieght」という引数はありません", "unexpected argument: wieght"],
        ),
        ("#image(\"印.svg\")\n", &["E0504", "読み上げのための言葉がありません", "missing alt text"]),
    ] {
        let project = Project::small();
        project.write_layout("cover.typ.j2", text);
        project.write(
            "layouts/印.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
        );
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{text}");
        for wanted in expected.iter().chain(&["layouts/cover.typ.j2:1"]) {
            assert!(run.stderr.contains(wanted), "{text}{wanted}\n{}", run.stderr);
        }
    }
}

/// The name is marked that a value does not have, where it was asked for, and a name is told that this very value has.
#[test]
fn a_name_that_no_value_has_is_told_where_it_was_asked_for() {
    for (file, before, right, typed, said) in [
        ("index.typ.j2", "{% if grade.mark %}{{ grade.", "mark", "mrk", "「mark」ではありませんか"),
        ("index.typ.j2", "{% if row.", "page", "pag", "「page」ではありませんか"),
        ("index.typ.j2", "in strategy.", "policies", "policy", "「fields」「policies」です"),
        ("index.typ.j2", "name: {{ strategy.", "name", "nmae", "「name」ではありませんか"),
        ("cover.typ.j2", "{{ book.", "plan", "plam", "「plan」ではありませんか"),
        ("cover.typ.j2", "plan: {{ ", "book", "boook", "「book」ではありませんか"),
        ("overview.typ.j2", "moved(overview.", "risen", "rised", "「risen」ではありませんか"),
        ("overview.typ.j2", "set overview = book.", "overview", "overveiw", "「overview」ではありませんか"),
    ] {
        let project = Project::small();
        project.edit("data/plan.yaml", "全体の状況: しない\n", "");
        let ours = layout(file);
        let (above, below) = ours.split_once(&format!("{before}{right}")).unwrap();
        project.write(&format!("layouts/{file}"), format!("{above}{before}{typed}{below}"));
        let run = project.run(&["build"]);
        let line = above.matches('\n').count() + 1;
        let column = [above.rsplit('\n').next().unwrap(), before].concat().chars().count() + 1;
        for wanted in ["E0401", &format!("layouts/{file}:{line}:{column}\n"), said] {
            assert!(run.stderr.contains(wanted), "{typed}: {wanted}\n{}", run.stderr);
        }
    }
}

#[test]
fn a_statement_that_is_not_closed_is_told_where_it_was_opened() {
    let project = Project::small();
    let ours = layout("index.typ.j2");
    let right = "name: {{ group.priority.name | text }}){% else %}none{% endif %}";
    let (before, _) = ours.split_once(right).unwrap();
    project.write("layouts/index.typ.j2", ours.replace(right, &right.replace("{% endif %}", "")));
    let run = project.run(&["build"]);
    let line = before.lines().count();
    for wanted in [
        &format!("layouts/index.typ.j2:{line}:19\n"),
        "この {% if … %} が {% endif %} で閉じていません",
        "{% endfor %} より前に {% endif %} が要ります",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

#[test]
fn a_height_of_no_row_is_told() {
    let project = Project::small();
    project.edit("data/plan.yaml", "呼称: {", "呼称: {今後の方針: 改善の方向, ");
    let ours = layout("theme.typ");
    project.write("layouts/theme.typ", &ours);
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "a height of every row that we have");
    for (name, typed, said) in [
        ("概要", "概用", "「概要」ではありませんか"),
        ("今後の方針", "改善の方向", "「今後の方針」と書いてください"),
    ] {
        let (above, below) = ours.split_once(&format!("  {name}: 36mm")).unwrap();
        project.write("layouts/theme.typ", format!("{above}  {typed}: 36mm{below}"));
        let run = project.run(&["build"]);
        let line = above.matches('\n').count() + 1;
        let place = format!("layouts/theme.typ:{line}:3\n");
        let message = format!("「{typed}」は、どの項目の名前でもありません");
        for wanted in ["W0501", &place, &message, said] {
            assert!(run.status == 0 && run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
        }
        assert_eq!(run.stderr.matches("[W0501]").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_layout_that_is_not_utf_8_is_told_at_its_file() {
    let in_utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (name, bytes) in [
        ("theme.typ", in_utf_16(&format!("\u{feff}{}", layout("theme.typ")))),
        // 「あ」 in Shift_JIS.
        ("cover.typ", [layout("cover.typ").as_bytes(), b"// \x82\xa0\n"].concat()),
        ("cover.typ.j2", [layout("cover.typ.j2").as_bytes(), b"{# \x82\xa0 #}\n"].concat()),
        ("web/style.css", b"/* \x82\xa0 */".to_vec()),
    ] {
        let project = Project::small();
        fs::create_dir_all(project.path("layouts/web")).unwrap();
        fs::write(project.path(&format!("layouts/{name}")), bytes).unwrap();
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{name}");
        for wanted in
            ["E0102", &format!("--> layouts/{name}\n"), "文字コードを「UTF-8」にして保存し直してください"]
        {
            assert!(run.stderr.contains(wanted), "{name}: {wanted}\n{}", run.stderr);
        }
    }
    // One that only the council has.
    let project = Project::small();
    project.write("layouts/cover.typ", format!("{}#import \"own.typ\": *\n", layout("cover.typ")));
    fs::write(project.path("layouts/own.typ"), b"// \x82\xa0\n").unwrap();
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("E0102") && run.stderr.contains("--> layouts/own.typ\n"), "{}", run.stderr);
}

/// What many values are, explained once: its name, and the keys by which it is known.
const SHARED: [(&str, &[&str]); 3] = [
    ("年度", &["current", "era", "in_era", "label", "short"]),
    ("評価", &["description", "mark", "name"]),
    ("図", &["height", "shapes", "width", "words"]),
];

/// The names of a value and of what is in it, from outside in: `book.index[].name`.
fn collect_names(value: &serde_json::Value, at: &str, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            let is_it = |keys: &[&str]| entries.keys().map(String::as_str).eq(keys.iter().copied());
            let at = SHARED.iter().find(|(_, keys)| is_it(keys)).map_or(at, |(name, _)| name);
            for (key, below) in entries {
                // Fields are called as the form has them.
                let key = if key.is_ascii() { key } else { "項目の名前" };
                let name = if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
                names.insert(name.clone());
                // What a drawing is made of only chart.svg.j2 needs.
                if key != "shapes" {
                    collect_names(below, &name, names);
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                collect_names(item, &format!("{at}[]"), names);
            }
        }
        _ => {}
    }
}

/// The names of what the pages of the web edition have besides the book, as their templates find them.
fn names_on_web_pages() -> BTreeSet<String> {
    const NAMES: &str = "
{% macro below(value, at) %}
{% if value is mapping %}
{% for key, value in value | items %}
{{ at }}.{{ key }}
{{ below(value, at ~ '.' ~ key) }}
{% endfor %}
{% elif value is sequence %}
{% for value in value %}
{{ below(value, at ~ '[]') }}
{% endfor %}
{% endif %}
{% endmacro %}
";
    // What a page has as such, and of whose names some say which sheet is meant.
    const OF_ALL: &str = "{{ [current, root, own, has_charts, has_pictures, program] | length }}\nlinks\n{{ below(links, 'links') }}";
    const OF_MEASURES: &str = "measure\n{{ below(dict(measure, places=none), 'measure') }}";
    let project = Project::real();
    let before = Project::real();
    project.edit("data/plan.yaml", "公開: {", "公開: {利用条件: CC BY 4.0, ");
    project.edit("data/records/R5/pr-corner.yaml", "。", "。新しい文です。");
    project.write_layout("web/front.html.j2", &format!("{NAMES}{OF_ALL}"));
    project.write_layout("web/measure.html.j2", &format!("{NAMES}{OF_MEASURES}"));
    let since = before.path(".");
    let run = project.run(&["publish", "--since", since.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pages = files(&project.path("out/R5-公開")).into_iter();
    let pages = pages.filter(|(name, _)| name == "index.html" || name.starts_with("measures/"));
    let lines = pages.flat_map(|(_, page)| {
        String::from_utf8(page).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    });
    // The pages of the sheets go by their numbers, which no two books have alike.
    let is_name = |line: &String| {
        line.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !line.starts_with("links.pages.")
    };
    let found: BTreeSet<String> = lines.filter(is_name).collect();
    found
        .into_iter()
        .chain(["current", "root", "own", "has_charts", "has_pictures", "program"].map(str::to_owned))
        .collect()
}

#[test]
fn the_values_that_templates_have_are_listed() {
    let mut names = BTreeSet::new();
    let councils = ["sakura", "yama", "minato"].map(Project::of_council);
    for project in councils.into_iter().chain([Project::real(), Project::small()]) {
        let edition = Edition::open(&project.path("."), None, Wanted::default()).unwrap();
        let book = edition.book().unwrap();
        let sheets = serde_json::to_value(&book.sheets).unwrap();
        collect_names(&serde_json::json!({ "book": book, "sheets": sheets }), "", &mut names);
    }
    names.extend(names_on_web_pages());
    let listed = fs::read_to_string(repository().join("docs/templates.md")).unwrap();
    let listed: BTreeSet<String> = listed
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned()))
        .collect();
    assert_eq!(names.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "not listed");
    assert_eq!(listed.difference(&names).collect::<Vec<_>>(), Vec::<&String>::new(), "listed, and not there");
}

/// What Typst could not use is shown: the line of the template, the value, and where the value was typed.
#[test]
fn errors_in_what_a_template_wrote_show_the_value() {
    let with = |code: &str| {
        let project = Project::small();
        project.write_layout("sheet.typ.j2", &format!("\n{code}\n{}", layout("sheet.typ.j2")));
        project.edit(
            "data/records/R7/koekake.yaml",
            "声かけ運動に取り組みました。",
            "|-\n  声かけ運動に、\"皆\"で取り組みました。\n  とても長い文章なので全部は出ません。",
        );
        project
    };
    let project = with("#int({{ sheet.fields.取組内容 | text }})");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for wanted in [
        "layouts/sheet.typ.j2:2:9",
        "data/records/R7/koekake.yaml:3:3",
        "差し込んだ値: 「声かけ運動に、\"皆\"で取り組みました。 とても長い文章なので…」",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    let json = project.run(&["check", "--format", "json"]).stdout;
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    let inserted = &found[0]["inserted"];
    assert_eq!(inserted["value"], "声かけ運動に、\"皆\"で取り組みました。 とても長い文章なので…");
    assert_eq!(inserted["file"], "data/records/R7/koekake.yaml");
    assert_eq!([&inserted["line"], &inserted["column"]], [3, 3]);
    let check = project.run(&["check"]).stdout;
    assert!(check.starts_with("■ シート 1　声かけ運動（福祉課）\n"), "{check}");

    // The same text stands in several records: which is meant is not guessed.
    let run = with("#int({{ sheet.years[0].target | text }})").run(&["build"]);
    assert!(run.stderr.contains("差し込んだ値: 「10回」"), "{}", run.stderr);
    assert!(!run.stderr.contains("data/records"), "{}", run.stderr);
    // Nor is a value told where two are at fault.
    let run = with("#int({{ sheet.page }} + {{ sheet.fields.事業名 | text }})").run(&["build"]);
    assert!(run.status == 1 && !run.stderr.contains("差し込んだ値"), "{}", run.stderr);
    let run = with("#(1, 2).at({{ sheet.page + 5 }})").run(&["build"]);
    assert!(run.stderr.contains("差し込んだ値: 「6」"), "{}", run.stderr);
}

#[test]
fn what_typst_warned_of_is_told_with_the_error_that_follows() {
    const WARNING: &str = "layouts/sheet.typ.j2:2:1";
    let with = |after: &str| {
        let project = Project::small();
        project.write_layout("sheet.typ.j2", &format!("\n**\n{}{after}\n", layout("sheet.typ.j2")));
        project
    };
    let told = |project: &Project, arguments: &[&str], status: i32, code: &str| {
        let run = project.run(arguments);
        assert_eq!(run.status, status, "{}", run.stderr);
        for wanted in [code, "W0501", WARNING] {
            assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
        }
        assert!(run.stderr.contains("エラーが 1 件あります。"), "{}", run.stderr);
    };
    let project = with("");
    let run = project.run(&["build"]);
    assert!(run.status == 0 && run.stderr.contains(WARNING), "{}", run.stderr);
    project.edit("data/records/R7/ibasho.yaml", "12回行いました。", &"長い文章です。".repeat(300));
    told(&project, &["build"], 1, "E0502");

    told(&with("#page[こぼれたページ]"), &["build"], 1, "E0502");
    told(&with("#int({{ sheet.fields.事業名 | text }})"), &["build"], 1, "E0501");

    for format in ["pdf", "png"] {
        let project = with("");
        fs::create_dir_all(project.path("booklet.pdf")).unwrap();
        fs::create_dir_all(project.path("images/front-01.png")).unwrap();
        let name = if format == "pdf" { "booklet.pdf" } else { "images" };
        told(&project, &["build", "--format", format, "-o", name], 2, "E0903");
    }
}

#[test]
fn templates_can_read_nothing_outside_their_folder() {
    for path in ["/etc/passwd", "../data/plan.yaml", "/data/plan.yaml", "/layouts/../data/plan.yaml"] {
        refuse("cover.typ.j2", &format!("#read(\"{path}\")\n"), &["E0501", "layouts/cover.typ.j2:1"]);
        refuse(
            "cover.typ.j2",
            &format!("{{% include \"{path}\" %}}\n"),
            &["E0401", "layouts/cover.typ.j2:1", "開けません"],
        );
    }
    refuse("cover.typ.j2", "#import \"@preview/example:0.1.0\": *\n", &["E0501", "layouts/cover.typ.j2:1"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let project = Project::small();
    project.write_layout("cover.typ.j2", "#read(\"secret.txt\")\n");
    project.write("secret.txt", "ひみつ");
    std::os::unix::fs::symlink(project.path("secret.txt"), project.path("layouts/secret.txt")).unwrap();
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("E0501"), "{}", run.stderr);
}

#[test]
fn a_template_that_cannot_be_opened_is_not_said_to_be_missing() {
    for break_it in [
        |project: &Project| fs::create_dir_all(project.path("layouts/cover.typ.j2")).unwrap(),
        #[cfg(unix)]
        |project: &Project| {
            fs::create_dir(project.path("layouts")).unwrap();
            std::os::unix::fs::symlink("../data/plan.yaml", project.path("layouts/cover.typ.j2")).unwrap();
        },
    ] {
        let project = Project::small();
        break_it(&project);
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        for wanted in ["E0401", "「layouts/cover.typ.j2」を開けません"] {
            assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
        }
        assert!(!run.stderr.contains("layouts にないファイル"), "{}", run.stderr);
    }
}

#[test]
fn a_file_that_is_no_template_because_of_its_end_is_told() {
    let project = Project::small();
    project.write("layouts/cover.typ.j2.txt", "#page[わたしたちの表紙]\n");
    for other in ["cover.typ.j2.bak", "README.md", "表紙.txt", "theme.typ~"] {
        project.write(&format!("layouts/{other}"), "");
    }
    for arguments in [&["build"][..], &["build", "--format", "typ"]] {
        let run = project.run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.starts_with("注意[W0401]"), "{}", run.stderr);
        assert!(run.stderr.contains("--> layouts/cover.typ.j2.txt\n"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("W0401").count(), 1, "{}", run.stderr);
    }
    let run = project.run(&["check"]);
    assert!(run.stdout.ends_with("エラー 0 件、注意 1 件。\n"), "{}", run.stdout);
    let run = project.run(&["diff", "data/.."]);
    assert!(run.stdout.contains("変わった所はありません") && run.stderr.contains("W0401"), "{}", run.stderr);
    // Where there is no booklet, it may be why.
    project.write_layout("cover.typ.j2", "{{ nothing.of_this }}");
    for arguments in [&["build"][..], &["diff", "data/.."], &["check", "--format", "json"]] {
        let run = project.run(arguments);
        let told = format!("{}{}", run.stdout, run.stderr);
        assert_eq!(told.matches("W0401").count(), 1, "{arguments:?}: {told}");
    }
}

#[test]
fn png_writes_an_image_a_page_and_typ_the_markup() {
    let project = Project::small();
    let run = project.run(&["build", "--format", "png", "-o", "images"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let mut names: Vec<_> = fs::read_dir(project.path("images"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let fronts = (1..=3).map(|page| format!("front-{page:02}.png"));
    let sheets = (1..=4).map(|sheet| format!("sheet-{sheet}.png"));
    assert_eq!(names, fronts.chain(sheets).collect::<Vec<_>>());
    let cover = image::open(project.path("images/front-01.png")).unwrap();
    assert_eq!((cover.width(), cover.height()), (1191, 1684), "A4 at 144 dots an inch");

    let run = project.run(&["build", "--format", "typ"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    // The markup also says where lines must not end.
    let markup = fs::read_to_string(project.path("out/R7.typ")).unwrap().replace('\u{2060}', "");
    assert!(markup.contains("\"居場所づくりに取り組みました。\""), "{markup}");
}

#[test]
fn the_markup_is_refused_where_it_would_not_be_the_booklet() {
    let project = Project::small();
    let run = project.run(&["build", "--format", "typ", "--large"]);
    assert!(run.status == 2 && run.stderr.contains("一緒に書けません。"), "{}", run.stderr);
    project.edit("data/records/R7/koekake.yaml", "12回行いました。", "12回𠮷行いました。");
    let run = project.run(&["build", "--format", "typ"]);
    assert!(run.status == 1 && run.stderr.contains("E0601"), "{}", run.stderr);
    assert!(!project.path("out").exists());
}

#[test]
fn the_program_works_in_any_folder() {
    let project = Project::small();
    let elsewhere = Project::empty();
    let root = project.path("");
    let run = elsewhere.run(&["build", "--root", root.to_str().unwrap(), "-o", "a b/冊子.pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(elsewhere.path("a b/冊子.pdf").is_file());
}

#[test]
fn a_font_that_is_not_there_is_an_error() {
    let project = Project::small();
    project.write("layouts/theme.typ", layout("theme.typ").replace("\"BIZ UDGothic\"", "\"MS Mincho\""));
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("E0503"), "{}", run.stderr);
    assert!(run.stderr.contains("書体「MS Mincho」がありません。"), "{}", run.stderr);
    assert!(run.stderr.contains("今使える書体: BIZ UDGothic"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("[E0503]").count(), 1, "said once\n{}", run.stderr);
}

/// A face of ours under the name of another family.
fn renamed_face(file: &str, family: &str) -> Vec<u8> {
    let in_font = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = (in_font("BIZ UDGothic"), in_font(family));
    assert_eq!(from.len(), to.len());
    let mut face = fs::read(repository().join("fonts").join(file)).unwrap();
    let places: Vec<usize> =
        (0..face.len() - from.len()).filter(|&at| face[at..].starts_with(&from)).collect();
    assert!(!places.is_empty());
    for at in places {
        face[at..at + to.len()].copy_from_slice(&to);
    }
    face
}

#[test]
fn a_font_without_its_bold_face_is_told() {
    let project = Project::small();
    let [regular, bold] = ["Regular", "Bold"].map(|weight| format!("fonts/Midori-{weight}.ttf"));
    let [of_regular, of_bold] =
        ["Regular", "Bold"].map(|weight| renamed_face(&format!("BIZUDGothic-{weight}.ttf"), "Midori Fonts"));
    let told = |font: &str| {
        let theme = layout("theme.typ");
        let ours = "#let font = \"BIZ UDGothic\"";
        assert!(theme.contains(ours));
        project.write("layouts/theme.typ", theme.replace(ours, &format!("#let font = {font}")));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 0, "{font}\n{}", run.stderr);
        run.stderr
    };
    project.write(&regular, &of_regular);
    for font in [
        "\"Midori Fonts\"",
        "(\"midori fonts\", \"BIZ UDGothic\")",
        "((name: \"Midori Fonts\", covers: \"latin-in-cjk\"), \"BIZ UDGothic\")",
        "{ let words = \"Midori Fonts\"; (words,) }",
    ] {
        let told = told(font);
        for wanted in [
            "注意[W0503]: 書体「Midori Fonts」には太字（Bold）がない",
            "--> layouts/theme.typ:",
            "Midori-Bold.ttf",
        ] {
            assert!(told.contains(wanted), "{font}: {wanted}\n{told}");
        }
    }
    // Nothing that the booklet is made of comes from there.
    for font in ["\"BIZ UDGothic\"", "(\"BIZ UDGothic\", \"Midori Fonts\")"] {
        assert_eq!(told(font), "", "{font}");
    }
    // As the hint says.
    project.write(&bold, &of_bold);
    assert_eq!(told("\"Midori Fonts\""), "");
    project.remove(&regular);
    let run = told("\"Midori Fonts\"");
    assert!(run.contains("標準の太さ（Regular）がない") && run.contains("Midori-Regular.ttf"), "{run}");
}

#[test]
fn a_font_file_that_is_none_is_an_error() {
    let project = Project::small();
    project.write("fonts/mincho.ttf", "これは書体ではない");
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("E0503"), "{}", run.stderr);
    assert!(run.stderr.contains("fonts/mincho.ttf"), "{}", run.stderr);
}

#[test]
fn a_page_of_a_layout_before_its_sheet_is_told() {
    let project = Project::small();
    project.write(
        "layouts/sheet.typ.j2",
        layout("sheet.typ.j2")
            .replace("\n#for page in face-pages(", "\n#page[別紙]\n#for page in face-pages("),
    );
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("シートのないページがあります。"), "{}", run.stderr);
    assert!(run.stderr.contains("--> layouts/sheet.typ.j2"), "{}", run.stderr);
}
