//! What is published: the folder, and what stands on its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lopdf::{Document, Object};
use page_validation::ValidationProfile;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shinchoku::book::Wanted;
use shinchoku::edition::Edition;

use crate::publishing::failures;
use crate::support::{Project, layout, pdf_pages, squeeze};
use crate::web::{files, pages, text, typed, values};

/// Publishes, which has to succeed without a finding, and tells the folder.
fn publish(project: &Project, arguments: &[&str]) -> PathBuf {
    let run = project.run(&[&["publish"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.starts_with("次にすること\n"), "{}", run.stderr);
    project.path(run.stdout.split(' ').next().unwrap())
}

/// Publishes, which must not succeed.
fn refused(project: &Project, arguments: &[&str], status: i32, wanted: &[&str]) {
    let run = project.run(&[&["publish"], arguments].concat());
    assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
    for wanted in wanted.iter().chain(&["何も書き込んでいません"]) {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

/// The plans of the repository: the sample, and those with forms of their own.
fn plans() -> Vec<(&'static str, Project)> {
    let councils = ["sakura", "yama", "minato"].map(|name| (name, Project::of_council(name)));
    [("honjo", Project::real()), ("midori", Project::small())].into_iter().chain(councils).collect()
}

#[test]
fn the_folder_has_the_pages_the_booklet_and_what_they_need() {
    let project = Project::small();
    let folder = publish(&project, &[]);
    assert_eq!(folder, project.path("out/R7-公開"));
    let (data, others): (BTreeMap<String, Vec<u8>>, _) =
        files(&folder).into_iter().partition(|(name, _)| name.starts_with("data/"));
    assert_eq!(
        others.into_keys().collect::<Vec<_>>(),
        [
            "R7.pdf",
            "accessibility.html",
            "index.html",
            "measures/haishoku.html",
            "measures/ibasho.html",
            "measures/koekake.html",
            "search.html",
            "search.js",
            "style.css",
            "texts.js",
            "公開情報.json",
        ]
    );
    let alone = project.build(&[]);
    assert_eq!(pdf_pages(&folder.join("R7.pdf")), alone, "the booklet is that of build");
    let tables = project.run(&["build", "--format", "csv", "-o", "out/tables"]);
    assert_eq!(tables.status, 0, "{}", tables.stderr);
    let tables = files(&project.path("out/tables")).into_iter();
    let tables: BTreeMap<String, Vec<u8>> =
        tables.map(|(name, bytes)| (format!("data/{name}"), bytes)).collect();
    assert!(!tables.is_empty() && tables == data, "the tables are those of build");
}

#[test]
fn the_manifest_has_the_year_and_the_hash_of_every_other_file() {
    let project = Project::small();
    let folder = publish(&project, &[]);
    let manifest = |folder: &PathBuf| -> Value {
        serde_json::from_slice(&fs::read(folder.join("公開情報.json")).unwrap()).unwrap()
    };
    let told = manifest(&folder);
    assert_eq!((&told["年度"], &told["西暦年度"]), (&"R7".into(), &2025.into()), "{told}");
    let hashes: BTreeMap<String, (u64, String)> = told["ファイル"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let text = |key: &str| file[key].as_str().unwrap().to_owned();
            (text("名前"), (file["バイト数"].as_u64().unwrap(), text("SHA-256")))
        })
        .collect();
    let there: BTreeMap<String, (u64, String)> = files(&folder)
        .into_iter()
        .filter(|(name, _)| name != "公開情報.json")
        .map(|(name, bytes)| {
            let hash =
                Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
            (name, (bytes.len() as u64, hash))
        })
        .collect();
    assert_eq!(hashes, there);
    // What is only said for the proofreader changes no page, but the records.
    project.edit("data/records/R7/ibasho.yaml", "成果:", "# 覚え書き\n成果:");
    let changed = manifest(&publish(&project, &[]));
    assert_ne!(told["記録のSHA-256"], changed["記録のSHA-256"]);
    assert_eq!(told["ファイル"], changed["ファイル"]);
}

#[test]
fn the_same_records_make_the_same_bytes() {
    let project = Project::of_council("minato");
    let once = files(&publish(&project, &["-o", "out/one"]));
    let twice = files(&publish(&project, &["-o", "out/other"]));
    assert!(once == twice);
    assert_eq!(files(&publish(&project, &["-o", "out/one"])), once);
}

#[test]
fn every_link_leads_to_something_that_is_there() {
    for (name, project) in plans() {
        let folder = publish(&project, &[]);
        let pages = pages(&folder);
        let mut pdf = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let pdf = pdf.find(|path| path.extension().is_some_and(|ending| ending == "pdf")).unwrap();
        let pdf = pdf_pages(&pdf);
        let mut followed = 0;
        for (page, html) in &pages {
            let ids = values(html, "id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name} {page}");
            let links = ["href", "src", "action"].into_iter().flat_map(|attribute| values(html, attribute));
            for link in links {
                let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
                let path = percent_decode_str(path).decode_utf8().unwrap().into_owned();
                let target = if path.is_empty() {
                    page.clone()
                } else {
                    let above = PathBuf::from(page).parent().unwrap().join(&path);
                    let mut parts = Vec::new();
                    for part in above.to_str().unwrap().split('/') {
                        if part == ".." {
                            parts.pop().unwrap();
                        } else {
                            parts.push(part);
                        }
                    }
                    parts.join("/")
                };
                if path.starts_with("https://creativecommons.org/") {
                    continue;
                }
                assert!(folder.join(&target).is_file(), "{name} {page}: {link}");
                if let Some(number) = fragment.strip_prefix("page=") {
                    // The printed number stands at the foot of a sheet.
                    assert!(number.parse::<usize>().unwrap() <= pdf.len(), "{name} {page}: {link}");
                } else if !fragment.is_empty() {
                    assert!(
                        values(&pages[&target], "id").iter().any(|id| id == fragment),
                        "{name} {page}: {link}"
                    );
                }
                followed += 1;
            }
        }
        assert!(followed > 50, "{name}: {followed}");
    }
}

#[test]
fn a_link_to_the_booklet_leads_to_the_page_of_the_sheet() {
    let project = Project::real();
    let folder = publish(&project, &[]);
    let pdf = pdf_pages(&folder.join("R5.pdf"));
    let pages = pages(&folder);
    let mut looked_at = 0;
    for html in pages.iter().filter(|(page, _)| page.starts_with("measures/")).map(|(_, html)| html) {
        let title = squeeze(&text(html.split_once("<h1>").unwrap().1.split_once("</h1>").unwrap().0));
        for link in values(html, "href").iter().filter_map(|link| link.split_once("R5.pdf#page=")) {
            let page = &pdf[link.1.parse::<usize>().unwrap() - 1];
            assert!(page.contains(&title), "{title}: {page}");
            looked_at += 1;
        }
    }
    // One for each of the sheets, those of 再掲 too.
    assert_eq!(looked_at, 60);
}

#[test]
fn a_measure_has_one_page_to_which_its_reprints_lead() {
    let project = Project::real();
    let pages = pages(&publish(&project, &[]));
    let (_, index) = pages["index.html"].split_once("<h2 id=\"全体の評価\"").unwrap();
    let leads: Vec<String> =
        values(index, "href").into_iter().filter(|link| link.starts_with("measures/")).collect();
    let distinct: BTreeSet<&String> = leads.iter().collect();
    let measures = pages.keys().filter(|page| page.starts_with("measures/")).count();
    assert_eq!((leads.len(), distinct.len()), (60, measures));
    let reprinted = &pages["measures/soudan-kinou-1.html"];
    assert!(text(reprinted).contains("再掲"), "{reprinted}");
    assert!(values(reprinted, "href").iter().any(|link| link == "../index.html#基本戦略2"), "{reprinted}");
    // The next but one is the one before the one after.
    let first =
        pages.values().find(|html| !html.contains("rel=\"prev\"") && html.contains("rel=\"next\"")).unwrap();
    let mut chain = 1;
    let mut at = first;
    while let Some((_, after)) = at.split_once("rel=\"next\" href=\"") {
        at = &pages[&format!("measures/{}", after.split_once('"').unwrap().0)];
        chain += 1;
    }
    assert_eq!(chain, measures, "who goes on comes to all of them");
}

#[test]
fn every_text_of_the_booklet_stands_on_the_pages_and_the_other_way_round() {
    for (name, project) in plans() {
        let folder = publish(&project, &[]);
        let pages = pages(&folder);
        let edition = Edition::open(&project.path(""), None, Wanted::default()).unwrap();
        let book = edition.book().unwrap();
        let pdf = pdf_pages(&folder.join(format!("{}.pdf", edition.year))).concat();
        let web = squeeze(&pages.values().map(|html| text(html)).collect::<Vec<_>>().join("\n"));
        let texts = book.texts();
        let printed: Vec<String> =
            texts.iter().map(|text| squeeze(&text.value)).filter(|text| pdf.contains(text)).collect();
        assert!(printed.len() * 10 > texts.len() * 9, "{name}: {} of {}", printed.len(), texts.len());
        for text in printed {
            assert!(web.contains(&text), "{name}: {text}");
        }
        let mut shown = 0;
        for text in pages.values().flat_map(|html| typed(html)) {
            assert!(pdf.contains(&squeeze(&text)), "{name}: {text}");
            shown += 1;
        }
        assert!(shown > 20, "{name}: {shown}");
        // A measure's own page has all that its sheet says.
        for sheet in &book.sheets {
            let page = text(&pages[&format!("measures/{}.html", sheet.id)]);
            for (cell, typed) in
                sheet.texts().into_iter().filter(|(_, typed)| pdf.contains(&squeeze(&typed.value)))
            {
                assert!(
                    squeeze(&page).contains(&squeeze(&typed.value)),
                    "{name} {}: {cell}: {typed:?}",
                    sheet.id
                );
            }
        }
    }
}

/// What acts as something else in HTML, in a script, in a style, or in a template.
const HOSTILE: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'</style><!--{{ 7*7 }}{% raw %}&amp;&lt;${a}`\\u003c</title><svg onload=alert(3)>";

#[test]
fn what_is_typed_stays_text_in_every_field() {
    let project = Project::of_council("sakura");
    let quoted = format!("'{}'", HOSTILE.replace('\'', "''"));
    let short = "'<b>\"&''</b>'";
    project.edit("data/plan.yaml", "名称: さくら市健やか福祉プラン", &format!("名称: {short}"));
    project.edit("data/plan.yaml", "発行者: さくら市", &format!("発行者: {short}"));
    project.edit("data/plan.yaml", "標語: 歩いて つながって 笑顔咲くまち", &format!("標語: {short}"));
    project.edit("data/plan.yaml", "名称: いきいきと暮らす健康づくり", &format!("名称: {short}"));
    project.edit("data/plan.yaml", "名称: 健診と保健指導の充実", &format!("名称: {short}"));
    project.edit(
        "data/plan.yaml",
        "見出し: はじめに\n    本文: |-\n      ",
        &format!("見出し: {short}\n    本文: |-\n      {HOSTILE}"),
    );
    project.edit(
        "data/plan.yaml",
        "名称: 達成, 説明: その年度の指標の目標をすべて達成した。",
        &format!("名称: {short}, 説明: {short}"),
    );
    project.edit("data/measures/kenshin.yaml", "事業名: 特定健康診査の受診促進", &format!("事業名: {short}"));
    let record = fs::read_to_string(project.path("data/records/R7/kenshin.yaml")).unwrap();
    let mut fields = 0;
    let mut is_block = false;
    let lines = record.lines().map(|line| {
        let was_block = std::mem::replace(&mut is_block, line.ends_with(": |-") && !line.starts_with(' '));
        match line.split_once(": ") {
            Some((key @ ("課題" | "改善策"), _)) => format!("{key}: {quoted}"),
            _ if was_block => format!("  {HOSTILE}"),
            _ => line.to_owned(),
        }
    });
    let lines: Vec<String> = lines.inspect(|line| fields += usize::from(line.contains("alert(1)"))).collect();
    let record = lines.join("\n").replace("若いうちから", "<若い>うちから");
    assert!(fields == 5 && record.contains("<若い>"), "{record}");
    project.write("data/records/R7/kenshin.yaml", record);
    let run = project.run(&["publish"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let folder = project.path("out/R7-公開");
    let pages = pages(&folder);
    for (page, html) in &pages {
        for tag in ["<script>", "<img", "<svg onload", "<b>", "<!--", "<若い"] {
            assert!(!html.contains(tag), "{page}: {tag}");
        }
        assert!(values(html, "onerror").is_empty() && values(html, "onload").is_empty(), "{page}");
        assert!(text(html).contains("<b>\"&'</b>"), "{page}");
    }
    let measure = &pages["measures/kenshin.html"];
    assert_eq!(typed(measure).iter().filter(|text| text.as_str() == HOSTILE).count(), fields);
    let texts = fs::read_to_string(folder.join("texts.js")).unwrap();
    let texts = texts.strip_prefix("globalThis.TEXTS = ").unwrap().strip_suffix(";\n").unwrap();
    let texts: Value = serde_json::from_str(texts).unwrap();
    let parts = texts.as_array().unwrap().iter().flat_map(|page| page["parts"].as_array().unwrap());
    assert_eq!(parts.filter(|part| part["text"] == HOSTILE).count(), fields);
}

#[test]
fn a_failed_run_leaves_the_last_folder() {
    let project = Project::small();
    let folder = publish(&project, &[]);
    let before = files(&folder);
    project.edit("data/records/R7/ibasho.yaml", "自己評価: 4", "自己評価: 9");
    refused(&project, &[], 1, &["E0205", "data/records/R7/ibasho.yaml"]);
    assert!(files(&folder) == before);
    let names: Vec<_> =
        fs::read_dir(project.path("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["R7-公開"], "nothing else is left");
}

#[test]
fn what_is_gone_from_the_plan_is_gone_from_the_folder() {
    let project = Project::small();
    let folder = publish(&project, &[]);
    project.write("data/measures/haishoku.yaml", "事業名: 配食\n担当係: [福祉課]\n概要: 配食の概要です。\n年次計画:\n  - {内容: 配食の実施, 期間: R6-R6}\n終了年度: R6\n");
    project.remove("data/records/R7/haishoku.yaml");
    // A system leaves such files in every folder that people look at.
    fs::write(folder.join("Thumbs.db"), "x").unwrap();
    publish(&project, &[]);
    assert!(!folder.join("measures/haishoku.html").exists());
    assert!(folder.join("measures/ibasho.html").exists());
}

#[test]
fn files_of_other_people_are_not_written_over() {
    let project = Project::small();
    project.write("out/site/index.html", "their own");
    refused(&project, &["-o", "out/site"], 2, &["E0903", "out/site", "「index.html」", "-o"]);
    assert_eq!(fs::read(project.path("out/site/index.html")).unwrap(), b"their own");

    let folder = publish(&project, &[]);
    fs::write(folder.join("measures/memo.html"), "their own").unwrap();
    refused(&project, &[], 2, &["「measures/memo.html」", "作ったものでない"]);
    fs::remove_file(folder.join("measures/memo.html")).unwrap();
    fs::write(folder.join("style.css"), "their own").unwrap();
    refused(&project, &[], 2, &["「style.css」", "書き換えられた"]);
    assert_eq!(fs::read(folder.join("style.css")).unwrap(), b"their own");

    project.write("out/file", "their own");
    refused(&project, &["-o", "out/file"], 2, &["out/file"]);
    for slip in [".", "data", "data/web", "layouts"] {
        let run = project.run(&["publish", "-o", slip]);
        assert_eq!(run.status, 2, "{slip}: {}", run.stderr);
    }
}

#[test]
fn what_has_changed_since_another_version_is_published_with_it() {
    let old = Project::small();
    let new = Project::small();
    let since = old.path("").display().to_string();
    let same = files(&publish(&new, &["--since", &since]));
    assert!(!same.contains_key("R7-新旧対照表.pdf"), "nothing has changed");
    new.edit("data/records/R7/haishoku.yaml", "成果: 12回行いました。", "成果: 15回行いました。");
    let folder = publish(&new, &["--since", &since]);
    assert!(pdf_pages(&folder.join("R7-新旧対照表.pdf")).concat().contains("15回行いました。"));
    assert!(text(&pages(&folder)["index.html"]).contains("新旧対照表"));
}

#[test]
fn a_council_replaces_the_layout_file_by_file() {
    let project = Project::small();
    project.write("layouts/web/style.css", layout("web/style.css") + "h1 { color: red }\n");
    project.write_layout("web/search.html.j2", "<h1>{{ book.plan }}</h1>\n");
    let folder = publish(&project, &[]);
    assert!(fs::read_to_string(folder.join("style.css")).unwrap().ends_with("h1 { color: red }\n"));
    let pages = pages(&folder);
    assert_eq!(pages["search.html"].trim(), "<h1>みどり町地域福祉推進計画</h1>");
    assert!(text(&pages["accessibility.html"]).contains("手を加えています"));

    assert_eq!(project.run(&["check"]).status, 0);
    let refused = |wanted: &[&str]| {
        refused(&project, &[], 1, wanted);
        // Nobody has to publish to see it.
        let run = project.run(&["check"]);
        let is_told = wanted.iter().all(|wanted| run.stdout.contains(wanted));
        assert!(run.status == 1 && is_told, "{wanted:?}\n{}", run.stdout);
    };
    project.write_layout("web/search.html.j2", "\n{{ book.nmae }}\n");
    refused(&["E0401", "layouts/web/search.html.j2:2:9", "nmae"]);
    project.write_layout("web/search.html.j2", "{% for sheet in sheets %}\n");
    refused(&["E0401", "layouts/web/search.html.j2"]);
    project.write("layouts/web/search.html.j2", "古い");
    project.write("layouts/web/search.html.j2", "{#- ひな形の版: 99 -#}\n");
    refused(&["E0402", "layouts/web/search.html.j2:1:1"]);
    project.write_layout("web/measure.html.j2", "{{ measure.name }}{{ sheet.titel }}\n");
    project.remove("layouts/web/search.html.j2");
    refused(&["E0401", "layouts/web/measure.html.j2:1:", "titel"]);
    project.remove("layouts/web/measure.html.j2");
    project.write("layouts/web/front.html.j2.txt", "x");
    let run = project.run(&["publish"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("layouts/web/front.html.j2.txt") && run.stderr.contains("「web/front.html.j2」"),
        "{}",
        run.stderr
    );
}

#[test]
fn without_changes_the_statement_says_so_and_claims_no_conformance() {
    let statement = text(&pages(&publish(&Project::small(), &[]))["accessibility.html"]);
    assert!(!statement.contains("手を加えています"), "{statement}");
    assert!(statement.contains("適合しているとは言えません"), "{statement}");
}

#[test]
fn the_edition_of_sixty_sheets_is_small() {
    let files = files(&publish(&Project::real(), &[]));
    let bytes: usize = files
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_none_or(|end| end != "pdf"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert!(bytes < 1_000_000, "{bytes}");
}

#[test]
fn another_booklet_of_the_year_has_a_folder_of_its_own() {
    let project = Project::small();
    let folder = publish(&project, &["--targets"]);
    assert_eq!(folder, project.path("out/R7-目標設定-公開"));
    let pages = pages(&folder);
    assert!(text(&pages["index.html"]).contains("目標設定シート"));
    for (name, html) in &pages {
        for empty in ["実施結果", "評価の見方", "取組と評価"] {
            assert!(!text(html).contains(empty), "{name}: {empty}");
        }
        assert!(
            values(html, "content")
                .contains(&"みどり町地域福祉推進計画の、令和７年度の事業ごとの目標".to_owned()),
            "{name}"
        );
    }
    let whole = &self::pages(&publish(&project, &[]))["measures/ibasho.html"];
    assert!(text(whole).contains("実施結果") && text(whole).contains("評価の見方"), "{whole}");
}

#[test]
fn a_sheet_of_the_booklet_links_to_its_page_where_the_plan_says_where_that_lies() {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "計画期間:",
        "公開: {利用条件: CC BY 4.0, 場所: \"https://www.example.jp/plan\"}\n計画期間:",
    );
    let folder = publish(&project, &[]);
    let pdf = fs::read(folder.join("R7.pdf")).unwrap();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        assert_eq!(failures(&pdf, profile), [""; 0], "{profile:?}");
    }
    let document = Document::load_mem(&pdf).unwrap();
    let mut addresses = Vec::new();
    for object in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        if let Ok(address) = object.get(b"URI").and_then(Object::as_str) {
            addresses.push(String::from_utf8(address.to_vec()).unwrap());
        }
        if let Ok(action) = object.get(b"A").and_then(Object::as_dict) {
            let address = action.get(b"URI").and_then(Object::as_str);
            addresses.extend(address.map(|address| String::from_utf8(address.to_vec()).unwrap()));
        }
    }
    addresses.sort();
    // 声かけ is printed twice.
    let expected = ["haishoku", "ibasho", "koekake", "koekake"];
    assert_eq!(addresses, expected.map(|id| format!("https://www.example.jp/plan/measures/{id}.html")));
    let front = &pages(&folder)["index.html"];
    let licence = "https://creativecommons.org/licenses/by/4.0/deed.ja";
    assert!(values(front, "href").iter().any(|link| link == licence), "{front}");
}

#[test]
fn a_head_of_some_rows_of_the_index_is_no_head_of_others() {
    let mut looked_at = 0;
    for (name, project) in plans() {
        let index = &pages(&publish(&project, &[]))["index.html"];
        for group in index.split("<tbody>").skip(1).map(|group| group.split("</tbody>").next().unwrap()) {
            let Some((_, rows)) = group.split_once("<tr class=\"initiative\">") else { continue };
            let others = rows.split("<tr").skip(1).filter(|row| !row.starts_with(" class=\"within\""));
            assert_eq!(others.collect::<Vec<_>>(), [""; 0], "{name}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 3, "{looked_at}");
}

#[test]
fn signs_on_the_pages_are_said_in_words() {
    let pages = pages(&publish(&Project::of_council("yama"), &[]));
    let index = &pages["index.html"];
    let said = squeeze(&text(index));
    assert!(said.contains("－行われていない事業"), "over the counts: {said}");
    assert!(said.contains("「－」は、その年度に行われていない事業です。"), "under them: {said}");
    assert!(said.contains("引継ぎ先"), "{said}");
    let (_, after) = index.split_once("引継ぎ先").unwrap();
    assert!(after.split("</th>").next().unwrap().contains("href=\"measures/kyoudou.html\""), "{after:.300}");
    let pages = self::pages(&publish(&Project::of_council("sakura"), &[]));
    assert!(text(&pages["measures/kenshin.html"]).contains("基準値（令和３年度）"));
    let said = squeeze(&text(&pages["index.html"]));
    for heading in ["目標に達した指標（15件）", "目標に達していない指標（5件）", "と比べて、4件）"]
    {
        assert!(said.contains(heading), "{heading}: {said}");
    }
}

#[test]
fn what_is_said_of_pictures_is_said_where_there_are_some() {
    let statement = |project: &Project| text(&pages(&publish(project, &[]))["accessibility.html"]);
    let [without, charts, pictures] =
        [Project::small(), Project::of_council("sakura"), Project::of_council("minato")]
            .map(|project| statement(&project));
    assert!(!without.contains("図について"), "{without}");
    assert!(charts.contains("プログラムが") && !charts.contains("発行者が書いた"), "{charts}");
    assert!(pictures.contains("発行者が書いた"), "{pictures}");
}

#[test]
fn paper_and_pages_name_one_thing_alike() {
    let project = Project::real();
    let folder = publish(&project, &[]);
    let [paper, web] =
        [pdf_pages(&folder.join("R5.pdf")).concat(), squeeze(&text(&pages(&folder)["index.html"]))];
    for wanted in [
        "相談支援機能の強化と相談体制の整備（再掲）",
        "重点施策②福祉窓口の多チャンネル化",
        "目標に達していない指標",
    ] {
        assert!(paper.contains(wanted), "paper: {wanted}");
        assert!(web.contains(wanted), "web: {wanted}");
    }
}
