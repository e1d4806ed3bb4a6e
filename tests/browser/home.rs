//! はじめに: the secretariat's rooms, by mouse and by keyboard.

use std::fs;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::preview::Preview;
use crate::support::{Project, repository};

/// Opens a room.
fn open(preview: &Preview, size: (u32, u32), room: &str) -> Browser {
    let browser = Browser::new(size.0, size.1);
    enter(&browser, preview, room);
    browser
}

fn enter(browser: &Browser, preview: &Preview, room: &str) {
    browser.open(&format!("{}home#{room}", preview.url));
    // The address alone does not load the page anew.
    browser
        .wait_for(&format!("document.getElementById('{room}') && !document.getElementById('{room}').hidden"));
}

const TABLE: &str = "document.querySelector('#review-table select')";

#[test]
fn a_key_marks_and_moves_on() {
    let preview = Preview::of(Project::small(), &[]);
    let browser = open(&preview, (1280, 900), "review");
    browser.wait_for(TABLE);
    browser.run(&format!("{TABLE}.focus()"), &[]);
    browser.press("53");
    browser.wait_for(
        "document.getElementById('review-said').textContent.startsWith('配食の査定を保存しました（3）')",
    );
    let record =
        |id: &str| fs::read_to_string(preview.project.path(&format!("data/records/R7/{id}.yaml"))).unwrap();
    assert!(record("koekake").contains("査定: 5\n"), "{}", record("koekake"));
    assert!(record("haishoku").contains("査定: 3\n"), "{}", record("haishoku"));
    // The third is next.
    let about = browser.value("document.activeElement.getAttribute('aria-label')");
    assert!(about.as_str().unwrap().starts_with("居場所づくり"), "{about}");
    // What somebody else has written meanwhile is shown, and not written over.
    preview.project.edit("data/records/R7/ibasho.yaml", "自己評価:", "査定: 2\n自己評価:");
    browser.press("1");
    browser.wait_for(
        "document.getElementById('review-said').textContent.includes('ほかで「2」に書き換えられていました')",
    );
    assert!(record("ibasho").contains("査定: 2\n"), "{}", record("ibasho"));
}

/// The words of a committee, which the table for 査定 asks for as text.
const OPINION: &str = "[...document.querySelectorAll('#review-table textarea')].find((area) => area.matches('.opinion') || area.value.includes('若いうちから'))";

#[test]
fn a_text_for_review_stays_until_its_file_has_it() {
    const RECORD: &str = "data/records/R7/kenshin.yaml";
    let preview = Preview::of(Project::of_council("sakura"), &[]);
    let browser = open(&preview, (1280, 900), "review");
    browser.wait_for(OPINION);
    browser.run(&format!("{OPINION}.classList.add('opinion')"), &[]);
    let record = |project: &Project| fs::read_to_string(project.path(RECORD)).unwrap();
    let type_over = |text: &str| {
        browser.run(&format!("{OPINION}.focus(); {OPINION}.select()"), &[]);
        browser.press(text);
        browser.run("document.activeElement.blur()", &[]);
    };
    let typed = || browser.value(&format!("{OPINION}.value"));
    // What somebody else has written meanwhile stands beside what was typed, and stays however often that is saved.
    preview.project.edit(RECORD, "若いうちから", "早くから");
    type_over("私たちの意見です。");
    browser.wait_for("document.querySelector('#review-table .conflict')");
    assert_eq!(typed(), "私たちの意見です。");
    let sides = browser.value("document.querySelector('#review-table .conflict').innerText");
    let sides = sides.as_str().unwrap();
    assert!(sides.contains("私たちの意見です。") && sides.contains("早くから健診に親しむ"), "{sides}");
    type_over("私たちの新しい意見です。");
    browser.wait_for("document.getElementById('review-said').textContent.includes('どちらにするか')");
    assert!(record(&preview.project).contains("早くから健診に親しむ"), "{}", record(&preview.project));
    assert_eq!(typed(), "私たちの新しい意見です。");
    check(&browser, "two texts");
    // A person decides.
    browser.run("document.querySelector('#review-table .choices button:last-child').click()", &[]);
    browser.wait_for("!document.querySelector('#review-table .conflict')");
    browser.wait_for("document.getElementById('review-said').textContent.includes('を保存しました')");
    assert!(record(&preview.project).contains("私たちの新しい意見です。"), "{}", record(&preview.project));
    // Where the program has been ended, the text is still there.
    let project = preview.project_after_kill();
    type_over("最後の意見です。");
    browser.wait_for("document.getElementById('review-said').textContent.includes('保存できません')");
    assert_eq!(typed(), "最後の意見です。");
    assert!(record(&project).contains("私たちの新しい意見です。"), "{}", record(&project));
}

#[test]
fn a_booklet_is_published_from_the_page() {
    let preview = Preview::of(Project::small(), &[]);
    let browser = open(&preview, (1280, 900), "publish");
    browser.click("#site");
    browser.click("#make");
    browser.wait_for("document.querySelector('#prints-made a')");
    // A folder does not open in a browser; people are told where it is.
    let site = preview.project.path("").canonicalize().unwrap().join("out/R7-公開");
    let listed = browser.value("document.getElementById('prints-made').innerText");
    assert!(listed.as_str().unwrap().contains(site.to_str().unwrap()), "{listed}");
    let said = browser.value("document.getElementById('publish-outcome').innerText");
    assert!(said.as_str().unwrap().contains("out/R7.pdf を作りました"), "{said}");
    assert_eq!(browser.value("document.querySelector('#prints-made a').innerText"), "R7.pdf");
    assert!(preview.project.path("out/R7.pdf").exists());
}

/// Asserts that axe-core has nothing to say, and that nothing is wider than the window.
fn check(browser: &Browser, place: &str) {
    let axe = repository().join("target/browser/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("axe-core is there; .ci/browser installs it");
    let found = browser.run_waiting(
        &format!(
            "{axe}; const done = arguments[arguments.length - 1];
            axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => done(found.violations.map(
                (violation) => [violation.id, violation.help, violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])))"
        ),
        &[],
    );
    assert_eq!(found, json!([]), "{place}: {found:#}");
    let wider = browser.value("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assert_eq!(wider, false, "{place}");
}

#[test]
fn a_plan_is_begun_by_keyboard_alone() {
    let settings = TempDir::new().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
    program.env("XDG_CONFIG_HOME", settings.path()).env("HOME", settings.path());
    program.args(["home", "--port", "0", "--quiet"]);
    let preview = Preview::greeted(program, Project::empty(), &["home で計画を始められます。"]);
    for (size, how) in [((820, 1180), "import"), ((1280, 900), "new")] {
        let browser = open(&preview, size, "begin");
        browser.run("document.getElementById(`how-${arguments[0]}`).click()", &[json!(how)]);
        check(&browser, how);
        if how == "import" {
            continue;
        }
        browser.run("document.getElementById('name').focus()", &[]);
        browser.press("あおば市計画\u{e004}あおば市\u{e004}R6-R10\u{e004}\u{e004}総務係、福祉係\u{e006}");
        // The page of the plan comes by itself.
        browser.wait_for("document.querySelector('#progress-table summary')");
        let said = browser.value("document.getElementById('progress-table').innerText");
        assert!(said.as_str().unwrap().contains("総務係"), "{said}");
        assert!(preview.project.path("新しい計画/data/plan.yaml").exists());
    }
}

/// No column of the table for 査定 lies beneath another, as it is first seen.
const UNCOVERED: &str = "(() => {
    const { right } = document.getElementById('review-table').getBoundingClientRect();
    return [...document.querySelectorAll('#review-table thead th')].every((head) => {
        const box = head.getBoundingClientRect();
        const inside = [box.left + 3, box.right - 3].filter((x) => x < right - 20);
        return inside.every((x) => head.contains(document.elementFromPoint(x, box.top + 3)));
    }) })()";

#[test]
fn everybody_can_use_its_rooms() {
    let preview = Preview::of(Project::real(), &[]);
    for size in [(1280, 900), (820, 1180)] {
        let browser = open(&preview, size, "progress");
        for (room, ready) in [
            ("progress", "document.querySelector('#progress-table summary')"),
            ("hand-out", "document.querySelector('#forms-made li')"),
            ("collect", "document.getElementById('returned')"),
            ("check", "document.getElementById('check-count').textContent"),
            ("review", TABLE),
            ("changes", "document.querySelector('#since option')"),
            ("publish", "document.querySelector('#prints-made li')"),
        ] {
            browser
                .run("document.querySelector(`#rooms a[href='#${arguments[0]}']`).click()", &[json!(room)]);
            browser.wait_for(ready);
            browser.wait_for(&format!("!document.getElementById('{room}').hidden"));
            browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })", &[]);
            check(&browser, &format!("{room} {size:?}"));
            if room == "review" {
                let uncovered = browser.value(UNCOVERED);
                assert_eq!(uncovered, true, "{size:?}");
            }
        }
        let complaints = browser.complaints();
        assert!(complaints.as_array().unwrap().is_empty(), "{complaints}");
    }
}
