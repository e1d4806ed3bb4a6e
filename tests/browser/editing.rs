//! Saving files while the browser looks.

use std::io::Write;
use std::time::SystemTime;

use serde_json::Value;

use crate::browser::Browser;
use crate::enlarge::enlarge;
use crate::preview::Preview;
use crate::support::{Project, repository};

const RECORD: &str = "data/records/R5/hp-etsuran.yaml";

/// How many times the sheets of the real plan, and what a save or a key may take of the time of the first full build. That time itself
/// is the machine's, and only printed.
const SIZES: [(usize, f64); 2] = [(1, 0.8), (10, 0.15)];

/// Opens the sheet of the record.
fn open(preview: &Preview) -> Browser {
    let browser = Browser::new(1280, 900);
    browser.open(&format!("{}#sheet-7", preview.url));
    browser.wait_for("document.querySelector('#sheet-7[data-shown-at]')");
    browser
}

fn picture(browser: &Browser) -> Value {
    browser.value("document.getElementById('sheet-7').dataset.shown")
}

#[test]
fn a_saved_text_changes_its_page_and_nothing_else() {
    const SAVES: usize = 11;
    let preview = Preview::real();
    let browser = open(&preview);
    browser.run("document.getElementById('pages').scrollTop += 150", &[]);
    browser.wait_for("document.querySelector('#sheet-6[data-shown-at]')");
    let scrolled = browser.value("document.getElementById('pages').scrollTop");
    let others = browser.value("document.getElementById('sheet-6').dataset.shown");
    let _ = browser.requests();
    let mut figure = "50,178".to_owned();
    for save in 0..SAVES {
        let next = format!("60,{save:03}");
        save_and_see(&preview, &browser, &figure, &next);
        figure = next;
    }
    // What did not change was not sent again.
    let pictures = browser.requests().into_iter().filter(|url| url.contains("/pages/")).count();
    assert_eq!(pictures, SAVES, "one page changes with each save");
    assert_eq!(browser.value("document.getElementById('sheet-6').dataset.shown"), others);
    assert_eq!(browser.value("document.getElementById('pages').scrollTop"), scrolled);
}

#[test]
fn a_saved_text_is_on_the_page_in_a_part_of_the_time_of_the_booklet() {
    const SAVES: usize = 15;
    for (factor, most) in SIZES {
        let project = Project::empty();
        enlarge(repository(), &project.path(""), factor);
        let preview = Preview::of(project, &[]);
        let browser = open(&preview);
        let first_build = milliseconds(&browser);
        let mut figure = "50,178".to_owned();
        let shown = (0..SAVES).map(|save| {
            let next = format!("60,{save:03}");
            let shown = save_and_see(&preview, &browser, &figure, &next);
            figure = next;
            shown
        });
        let about = format!("{} sheets: save to page", 60 * factor);
        assert_part(&about, shown.collect(), first_build, most);
    }
}

#[test]
fn what_is_typed_is_on_the_page_in_a_part_of_the_time_of_the_booklet() {
    const PAUSES: usize = 15;
    for (factor, most) in SIZES {
        let project = Project::empty();
        enlarge(repository(), &project.path(""), factor);
        let preview = Preview::of(project, &[]);
        let browser = open(&preview);
        let first_build = milliseconds(&browser);
        browser.click("#sheet-7 [data-field=成果]");
        browser.wait_for("document.activeElement?.matches('textarea')");
        let shown = (0..PAUSES).map(|_| type_and_see(&browser));
        let about = format!("{} sheets: key's pause to page", 60 * factor);
        assert_part(&about, shown.collect(), first_build, most);
    }
}

/// That the median of some times is a part of the time of the first build. For people it is printed: a test's own output is swallowed
/// when it passes.
fn assert_part(about: &str, shown: Vec<f64>, first_build: f64, most: f64) {
    let shown = median(shown);
    let part = shown / first_build;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let _ = writeln!(
        std::io::stderr(),
        "{about}: median {shown:.0} ms, {part:.2} of the first build's {first_build:.0} ms; load {load}"
    );
    assert!(part < most, "{about}: {shown} of {first_build} ms");
}

/// Types a character, and tells after how many milliseconds it was on the page.
fn type_and_see(browser: &Browser) -> f64 {
    let before = picture(browser);
    browser.run("window.typedAt = Date.now(); document.execCommand('insertText', false, 'あ')", &[]);
    browser.wait_for(&format!(
        "(({{ dataset }}) => dataset.shown !== {before} && dataset.shown === dataset.picture &&
            Number(dataset.shownAt) >= window.typedAt)(document.getElementById('sheet-7'))"
    ));
    browser
        .value("Number(document.getElementById('sheet-7').dataset.shownAt) - window.typedAt")
        .as_f64()
        .unwrap()
}

/// How long the program took over what the browser shows.
fn milliseconds(browser: &Browser) -> f64 {
    browser.value("Number(document.body.dataset.milliseconds)").as_f64().unwrap()
}

/// Saves a new figure, and tells after how many milliseconds it was on the page.
fn save_and_see(preview: &Preview, browser: &Browser, figure: &str, next: &str) -> f64 {
    let before = picture(browser);
    let saved = SystemTime::now();
    preview.project.edit(RECORD, figure, next);
    let saved = saved.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs_f64() * 1e3;
    browser.wait_for(&format!(
        "(({{ dataset }}) => dataset.shown !== {before} && dataset.shown === dataset.picture &&
            Number(dataset.shownAt) > {saved} - 1)(document.getElementById('sheet-7'))"
    ));
    browser.wait_for(&format!(
        "document.querySelector('#sheet-7 [data-field=成果]').getAttribute('aria-label').includes('{next}')"
    ));
    browser.value("Number(document.getElementById('sheet-7').dataset.shownAt)").as_f64().unwrap() - saved
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn a_text_that_no_longer_fits_is_told_and_found() {
    let preview = Preview::real();
    let browser = open(&preview);
    browser.press("jjjj");
    preview.project.edit(RECORD, "50,178", &"とても長い文です。".repeat(200));
    browser.wait_for("document.querySelector('#findings li.error')");
    let told = browser.value("document.querySelector('#findings li.error').innerText");
    let told = told.as_str().unwrap();
    assert!(told.contains("E0502") && told.contains("成果") && told.contains(RECORD), "{told}");
    let mark = browser.value("document.querySelector('#tree a[data-anchor=sheet-7] .found').innerText");
    assert!(mark.as_str().unwrap().starts_with("誤り 1・注意 "), "{mark}");
    // The page shows as much of it as there is room for, and nothing that it would cover.
    assert_eq!(browser.value("document.body.classList.contains('stale')"), false);
    assert_eq!(browser.value("document.querySelectorAll('.field.too-long').length"), 1);
    browser.wait_for("document.querySelector('#sheet-7 [data-field=成果].too-long')");
    browser.click("#findings li.error button");
    browser.wait_for("location.hash === '#sheet-7'");
    assert_eq!(browser.value("document.querySelector('.field.marked').dataset.field"), "成果");
    assert_eq!(browser.value("document.activeElement.dataset.field"), "成果");
}

#[test]
fn a_broken_file_leaves_the_pages_and_says_so() {
    let preview = Preview::real();
    let browser = open(&preview);
    let before = picture(&browser);
    preview.project.edit(RECORD, "自己評価: B", "自己評価: Q\nなぞ: 1");
    browser.wait_for("!document.getElementById('banner').hidden");
    let banner = browser.value("document.getElementById('banner').innerText");
    let banner = banner.as_str().unwrap();
    assert!(banner.contains("前の状態") && banner.contains(RECORD), "{banner}");
    assert_eq!(picture(&browser), before);
    assert_eq!(browser.value("document.querySelectorAll('.page').length > 60"), true);
    assert!(browser.value("document.body.classList.contains('stale')").as_bool().unwrap());
    // The finding is on the sheet, at the field, although the file could not be read.
    browser.press("n");
    browser.wait_for("document.querySelector('#sheet-7 .field.marked')?.dataset.field === '自己評価'");
    preview.project.edit(RECORD, "自己評価: Q\nなぞ: 1", "自己評価: A");
    browser
        .wait_for("document.getElementById('banner').hidden && !document.body.classList.contains('stale')");
    browser.wait_for("document.querySelector('#sheet-7 [data-field=自己評価]').getAttribute('aria-label').includes('A 達成')");
    browser.wait_for(&format!("(document.getElementById('sheet-7').dataset.shown ?? {before}) !== {before}"));
    assert_eq!(browser.value("document.querySelectorAll('#findings li.error').length"), 0);
}

#[test]
fn a_folder_that_is_broken_from_the_start_can_be_mended() {
    let project = Project::small();
    project.edit("data/records/R7/koekake.yaml", "自己評価: 4", "自己評価: 9");
    let preview = Preview::of(project, &[]);
    let browser = Browser::new(1280, 900);
    browser.open(&preview.url);
    browser.wait_for("!document.getElementById('banner').hidden");
    assert!(
        browser
            .value("document.getElementById('banner').innerText")
            .as_str()
            .unwrap()
            .contains("まだ紙面を表示できません")
    );
    preview.project.edit("data/records/R7/koekake.yaml", "自己評価: 9", "自己評価: 4");
    browser.wait_for(
        "document.querySelector('.page[data-shown-at]') && document.getElementById('banner').hidden",
    );
}

#[test]
fn a_burst_of_saves_is_one_build() {
    let preview = Preview::real();
    let browser = open(&preview);
    let version = || browser.value("Number(document.body.dataset.version)").as_u64().unwrap();
    let before = version();
    let records = std::fs::read_dir(preview.project.path("data/records/R5")).unwrap();
    let mut count = 0;
    for record in records.map(Result::unwrap) {
        let text = std::fs::read_to_string(record.path()).unwrap();
        std::fs::write(record.path(), text.replace("取組内容: |-\n  ", "取組内容: |-\n  新")).unwrap();
        count += 1;
    }
    assert!(count > 40);
    browser.wait_for("document.querySelector('#sheet-7 [data-field=取組内容]').getAttribute('aria-label').includes(': 新')");
    assert!(version() - before <= 2, "{} builds", version() - before);
    // A layout is watched like the records.
    preview.project.write_layout("cover.typ.j2", "#page[新しい表紙]\n");
    browser.wait_for("document.getElementById('front-1').textContent.includes('新しい表紙')");
}

#[test]
fn changes_since_an_earlier_version_are_marked() {
    let earlier = Project::real();
    let now = Project::real();
    now.edit(RECORD, "50,178", "51,234");
    let earlier_folder = earlier.path("").display().to_string();
    let preview = Preview::of(now, &["--since", &earlier_folder]);
    let browser = open(&preview);
    assert_eq!(browser.value("document.querySelectorAll('.field.changed').length"), 1);
    assert_eq!(browser.value("document.querySelector('.field.changed').dataset.field"), "成果");
    browser.point_at("#sheet-7 [data-field=成果]");
    browser.wait_for("document.getElementById('old')?.innerText.includes('50,178')");
    let list = browser.value("document.getElementById('changes').innerText");
    assert!(list.as_str().unwrap().contains("シート 7"), "{list}");
    assert_eq!(browser.value("document.querySelector('#changes del').innerText"), "50,178");
    assert_eq!(browser.value("document.querySelector('#changes ins').innerText"), "51,234");
    // It follows what is saved, and only sheets with changes can be listed.
    preview.project.edit("data/records/R5/kaji-enjo.yaml", "99名", "102名");
    browser.wait_for("document.querySelectorAll('#changes li').length === 2");
    browser.click("#only-changed");
    browser.wait_for("document.querySelectorAll('#tree a').length < 5");
    browser.click("#changes li:last-child button");
    browser.wait_for("document.querySelector('.field.changed.marked') && location.hash !== '#sheet-7'");
}

#[test]
fn folders_that_go_and_come_back_are_still_watched() {
    let preview = Preview::of(Project::small(), &[]);
    let browser = Browser::new(1280, 900);
    browser.open(&preview.url);
    browser.wait_for("document.querySelector('.page[data-shown-at]')");
    let kept = Project::small();
    preview.project.remove("data/records");
    // What is left is a plan without records.
    browser.wait_for("document.body.textContent.includes('E0301')");
    for year in ["R6", "R7"] {
        for id in ["koekake", "haishoku", "ibasho"] {
            let file = format!("data/records/{year}/{id}.yaml");
            preview.project.write(&file, std::fs::read(kept.path(&file)).unwrap());
        }
    }
    browser.wait_for("!document.body.textContent.includes('E0301')");
    preview.project.edit("data/records/R7/haishoku.yaml", "成果: 12回", "成果: 77回");
    browser.wait_for(
        "document.querySelector('#sheet-2 [data-field=成果]').getAttribute('aria-label').includes('77回')",
    );
    // What is typed wrong and at once undone leaves the page as it was.
    preview.project.edit("data/records/R7/haishoku.yaml", "77回", "78回");
    preview.project.edit("data/records/R7/haishoku.yaml", "78回", "79回");
    browser.wait_for(
        "document.querySelector('#sheet-2 [data-field=成果]').getAttribute('aria-label').includes('79回')",
    );
    browser.run("document.getElementById('sheet-2').scrollIntoView()", &[]);
    browser.wait_for("(({ dataset }) => dataset.shown && dataset.shown === dataset.picture)(document.getElementById('sheet-2'))");
}
