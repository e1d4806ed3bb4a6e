//! The web edition in a browser, opened from a disk.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::browser::Browser;
use crate::support::Project;
use crate::web::pages;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";

fn publish(project: &Project) -> PathBuf {
    let run = project.run(&["publish"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    project.path(run.stdout.split(' ').next().unwrap())
}

fn open(browser: &Browser, folder: &Path, page: &str) {
    browser.open(&format!("file://{}/{page}", folder.display()));
}

/// What has the focus, in words.
fn focused(browser: &Browser) -> String {
    let words = browser.value(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.name || document.activeElement.innerText",
    );
    words.as_str().unwrap_or_default().replace(['\n', '\u{3000}'], "")
}

#[test]
fn every_page_keeps_the_rules_of_accessibility_in_both_schemes_and_needs_no_sideways_scrolling() {
    let browser = Browser::new(1280, 900);
    let councils = ["sakura", "minato", "yama"].map(Project::of_council);
    let projects = [Project::real(), with_overview()].into_iter().chain(councils);
    for project in projects {
        let folder = publish(&project);
        for page in pages(&folder).keys() {
            for (width, scheme) in [(1280, "light"), (320, "dark")] {
                browser.resize(width, 900);
                browser.prefer(scheme);
                open(&browser, &folder, page);
                assert_eq!(browser.complaints(), json!([]), "{page}");
                assert_eq!(browser.violations(), json!([]), "{page} {scheme}");
                // The rules ask for the style themselves, which the page does not allow.
                browser.complaints();
                let width =
                    browser.value("[document.documentElement.scrollWidth <= innerWidth, document.title]");
                assert_eq!(width[0], json!(true), "{page}: {width}");
            }
        }
    }
    let elsewhere: Vec<String> =
        browser.requests().into_iter().filter(|url| url.starts_with("http")).collect();
    assert_eq!(elsewhere, [""; 0]);
}

/// The small plan with 全体の状況.
fn with_overview() -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "全体の状況: しない\n", "");
    project
}

#[test]
fn large_letters_need_no_sideways_scrolling_on_a_phone() {
    let browser = Browser::new(320, 900);
    for (project, page) in
        [(Project::of_council("sakura"), "measures/kenshin.html"), (with_overview(), "measures/ibasho.html")]
    {
        let folder = publish(&project);
        for page in ["index.html", "search.html", page] {
            open(&browser, &folder, page);
            for width in [360, 320] {
                browser.resize(width, 900);
                for size in [100, 150, 200] {
                    let set = format!("document.documentElement.style.fontSize = '{size}%'");
                    browser.run(&set, &[]);
                    let widths = browser.value("[document.documentElement.scrollWidth, innerWidth]");
                    assert!(widths[0].as_i64() <= widths[1].as_i64(), "{page} {width} {size}%: {widths}");
                }
            }
        }
    }
}

#[test]
fn the_counts_of_a_table_leave_room_for_what_is_counted() {
    let browser = Browser::new(1280, 900);
    for council in ["yama", "minato"] {
        let project = Project::of_council(council);
        let folder = publish(&project);
        for width in [1280, 360, 320] {
            browser.resize(width, 900);
            open(&browser, &folder, "index.html");
            let narrow = "[...document.querySelectorAll('.tally tr > :first-child')].filter((head) => head.clientWidth < 90).map((head) => head.clientWidth)";
            assert_eq!(browser.value(narrow), json!([]), "{council} {width}");
            let broken = "[...document.querySelectorAll('.tally thead .figure')].filter((head) => {
                const range = document.createRange();
                range.selectNodeContents(head.lastChild);
                return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
            }).map((head) => head.innerText)";
            assert_eq!(browser.value(broken), json!([]), "{council} {width}");
        }
    }
}

#[test]
fn no_figure_is_broken_however_narrow_the_page() {
    let project = Project::real();
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    for width in [1280, 690, 320] {
        browser.resize(width, 900);
        open(&browser, &folder, "index.html");
        let broken = "[...document.querySelectorAll('td')].filter((cell) => /^[0-9]+$/.test(cell.innerText.trim())).filter((cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
        }).map((cell) => cell.innerText)";
        assert_eq!(browser.value(broken), json!([]), "{width}");
    }
}

#[test]
fn words_are_found_in_all_texts_however_they_are_typed() {
    let project = Project::real();
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    open(&browser, &folder, "measures/salon.html");
    browser.click("#search-box");
    // Half-width kana and full-width figures; the two words stand in different fields of one page.
    browser.press("ﾎｰﾑﾍﾟｰｼﾞ　５０，１７８");
    browser.press(ENTER);
    browser.wait_for("location.pathname.endsWith('search.html') && document.querySelector('#found li')");
    let count = browser.value("document.getElementById('count').innerText");
    let pages = browser
        .value("[...document.querySelectorAll('#found h2 a')].map((link) => link.getAttribute('href'))");
    let pages: Vec<&str> = pages.as_array().unwrap().iter().map(|page| page.as_str().unwrap()).collect();
    assert_eq!(count, json!(format!("{} ページで見つかりました。", pages.len())));
    assert!(pages.contains(&"measures/hp-etsuran.html"), "{pages:?}");
    let marked =
        browser.value("[...document.querySelectorAll('#found mark')].map((mark) => mark.textContent)");
    let marked: Vec<&str> = marked.as_array().unwrap().iter().map(|mark| mark.as_str().unwrap()).collect();
    assert!(marked.iter().all(|mark| ["ホームページ", "50,178"].contains(mark)), "{marked:?}");
    let read = browser.read_aloud();
    assert!(read.iter().any(|(role, _, live)| role == "status" && live == "polite"), "{read:?}");
    // While it is typed.
    browser.run("document.getElementById('words').select()", &[]);
    browser.press("どこにもない言葉");
    browser.wait_for("document.getElementById('count').innerText === '見つかりません。'");
    browser.run("document.getElementById('words').select()", &[]);
    browser.press("50,178");
    browser.wait_for("document.querySelector('#found p a')");
    browser.click("#found p a");
    browser.wait_for("document.querySelector(':target')");
    let target =
        browser.value("document.querySelector(':target').parentElement.innerText.includes('50,178')");
    assert_eq!(target, json!(true));
    assert_eq!(browser.complaints(), json!([]));
    open(&browser, &folder, "search.html?q=%E8%AC%9B%E5%BA%A7");
    browser.wait_for("document.querySelector('#found mark')");
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        assert_eq!(browser.violations(), json!([]), "{scheme}");
    }
}

#[test]
fn what_is_found_is_shown_as_it_was_written_however_the_words_overlap() {
    let project = Project::small();
    const WRITTEN: &str = "相談支援を12回行いました。";
    project.edit("data/records/R7/haishoku.yaml", "成果: 12回行いました。", &format!("成果: {WRITTEN}"));
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    open(&browser, &folder, "search.html");
    for (words, marked) in
        [("相談支援 談 支", "相談支援"), ("談 相談支援", "相談支援"), ("談支 相談 支援を", "相談|支援を")]
    {
        browser.run("document.getElementById('words').select()", &[]);
        browser.press(words);
        browser.press(ENTER);
        browser.wait_for("document.querySelector('#found p')");
        let shown = browser.value(
            "(([found]) => [found.textContent, [...found.querySelectorAll('mark')].map((mark) => mark.textContent).join('|')])(
                [...document.querySelectorAll('#found p')].filter((found) => found.innerText.startsWith('成果')))",
        );
        assert_eq!(shown, json!([format!("成果　{WRITTEN}"), marked]), "{words}");
    }
}

#[test]
fn the_keyboard_comes_to_everything_in_the_order_of_the_page() {
    let project = Project::of_council("sakura");
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    open(&browser, &folder, "measures/kenshin.html");
    let mut order = Vec::new();
    for _ in 0..14 {
        browser.press(TAB);
        order.push(focused(&browser));
    }
    assert_eq!(
        order,
        [
            "本文へ移る",
            "さくら市健やか福祉プラン令和７年度進捗管理報告書",
            "q",
            "探す",
            "はじめに",
            "全体の状況",
            "全体の評価",
            "公開データ",
            "探す",
            "アクセシビリティ",
            "はじめに",
            "基本戦略１いきいきと暮らす健康づくり",
            "施策細目（１）生活習慣病の予防",
            "ページ番号 1 の紙面（PDF）",
        ]
    );
    // A table that is wider than the page is scrolled with the arrow keys.
    browser.press(TAB);
    assert_eq!(browser.value("document.activeElement.getAttribute('role')"), json!("region"));
    open(&browser, &folder, "measures/kenshin.html");
    browser.press(TAB);
    browser.press(ENTER);
    browser.wait_for("document.activeElement.id === 'main'");
    // The focus is seen.
    browser.press(TAB);
    let outline = browser.value("getComputedStyle(document.activeElement).outlineStyle");
    assert_eq!(outline, json!("solid"));
}

#[test]
fn without_scripts_everything_can_be_read_and_nothing_is_there_that_does_not_work() {
    let project = Project::real();
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    browser.disable_scripts();
    open(&browser, &folder, "measures/hp-etsuran.html");
    let read = browser.read_aloud();
    let has = |role: &str, name: &str| read.iter().any(|(is, called, _)| is == role && called.contains(name));
    assert!(has("heading", "成果") && has("StaticText", "50,178"), "{read:?}");
    assert!(!read.iter().any(|(role, ..)| role == "searchbox"), "{read:?}");
    open(&browser, &folder, "search.html");
    let read = browser.read_aloud();
    assert!(read.iter().any(|(_, name, _)| name.contains("JavaScript が要ります")), "{read:?}");
    assert!(!read.iter().any(|(role, ..)| role == "searchbox"), "{read:?}");
}

#[test]
fn what_is_typed_does_nothing_in_a_browser() {
    const HOSTILE: &str =
        "<script>window.ran = 1</script>\"><img src=x onerror='window.ran = 2'><svg onload='window.ran = 3'>";
    let project = Project::small();
    project.edit(
        "data/records/R7/haishoku.yaml",
        "成果: 12回行いました。",
        &format!("成果: |-\n  {HOSTILE}"),
    );
    let folder = publish(&project);
    let browser = Browser::new(1280, 900);
    for page in ["measures/haishoku.html", "search.html?q=script"] {
        open(&browser, &folder, page);
        browser.wait_for("document.readyState === 'complete'");
        assert_eq!(browser.value("window.ran === undefined"), json!(true), "{page}");
    }
    browser.wait_for("document.querySelector('#found li')");
    assert!(
        browser.value("document.getElementById('found').innerText").as_str().unwrap().contains("<script>")
    );
    open(&browser, &folder, "measures/haishoku.html");
    let typed = browser.value("document.getElementById('項目-成果').nextElementSibling.textContent");
    assert_eq!(typed, json!(HOSTILE));
    assert_eq!(browser.complaints(), json!([]));
}
