//! Finding one's way through the booklet.

use serde_json::json;

use crate::browser::Browser;
use crate::preview::Preview;
use crate::support::Project;

const READY: &str = "document.querySelector('#tree a') && document.querySelector('.page[data-shown-at]')";

fn open(preview: &Preview, place: &str) -> Browser {
    let browser = Browser::new(1280, 900);
    browser.open(&format!("{}{place}", preview.url));
    browser.wait_for(READY);
    browser
}

#[test]
fn the_list_has_all_sheets_with_section_and_grade() {
    let preview = Preview::real();
    let browser = open(&preview, "");
    assert_eq!(browser.value("document.querySelectorAll('#tree a[data-anchor^=sheet]').length"), 60);
    let first = browser.value("document.querySelector('#tree a[data-anchor=sheet-1]').innerText");
    for wanted in ["相談支援機能の強化と相談体制の整備（１）", "庶務係", "評価 A"] {
        assert!(first.as_str().unwrap().contains(wanted), "{first}");
    }
    let headings = browser.value("[...document.querySelectorAll('#tree h3')].map((h) => h.innerText)");
    assert_eq!(headings.as_array().unwrap().len(), 5, "{headings}");
    // The pages are there, and pictures of those in view only.
    assert_eq!(browser.value("document.querySelectorAll('.page[id^=sheet]').length"), 60);
    assert!(browser.value("document.querySelectorAll('.page img').length").as_u64().unwrap() < 10);
}

#[test]
fn filters_leave_what_they_name() {
    let preview = Preview::real();
    let browser = open(&preview, "");
    let choose = "const [id, value] = arguments; const choice = document.getElementById(id);
        choice.value = value; choice.dispatchEvent(new Event('change'));
        return [...document.querySelectorAll('#tree .about')].map((about) => about.innerText)";
    let of_section = browser.run(choose, &[json!("section"), json!("庶務係")]);
    let of_section = of_section.as_array().unwrap();
    assert!(!of_section.is_empty() && of_section.len() < 60);
    assert!(of_section.iter().all(|about| about.as_str().unwrap().contains("庶務係")), "{of_section:?}");
    let of_both = browser.run(choose, &[json!("grade"), json!("B")]);
    let of_both = of_both.as_array().unwrap();
    assert!(!of_both.is_empty() && of_both.len() < of_section.len());
    assert!(of_both.iter().all(|about| about.as_str().unwrap().contains("評価 B")), "{of_both:?}");
}

#[test]
fn grades_are_offered_in_the_order_and_by_the_names_of_the_plan() {
    // From best to worst they are 5 to 1, which no alphabet says.
    let project = Project::small();
    project.edit("data/records/R7/koekake.yaml", "自己評価: 4\n", "");
    project.edit("data/records/R7/haishoku.yaml", "自己評価: 4", "自己評価: 3");
    project.edit("data/records/R7/ibasho.yaml", "自己評価: 4", "自己評価: 5");
    let preview = Preview::of(project, &[]);
    let browser = open(&preview, "");
    let offered = "[...document.querySelectorAll('#grade option')].map((option) => option.text)";
    assert_eq!(browser.value(offered), json!(["すべて", "5　大変よい", "3　ふつう", "未記入"]));
}

#[test]
fn what_is_found_names_the_sheet_and_its_measure() {
    let project = Project::real();
    project.edit("data/records/R5/hp-etsuran.yaml", "50,178", "５0,178");
    let preview = Preview::of(project, &[]);
    let browser = open(&preview, "");
    browser.wait_for("document.querySelector('#findings li')");
    let told = browser.value("document.querySelector('#findings li').innerText");
    let sheet = "シート 7　地域の公共施設等と連携した情報提供体制づくり（２）　成果";
    assert!(told.as_str().unwrap().starts_with(sheet), "{told}");
}

#[test]
fn what_a_finding_is_about_is_in_view_however_narrow_the_window() {
    let project = Project::real();
    // At the foot of a sheet, and at the foot of what a panel could cover.
    project.edit("data/records/R5/hp-etsuran.yaml", "できる限り早く、", "できる限り早く、、");
    let preview = Preview::of(project, &[]);
    for (width, height) in [(1280, 900), (820, 1180)] {
        let browser = Browser::new(width, height);
        browser.open(&preview.url);
        browser.wait_for(READY);
        browser.wait_for("document.querySelector('#findings li')");
        browser.press("n");
        browser.wait_for("document.querySelector('#sheet-7 .field.marked')?.dataset.field === '今後の方針'");
        // Nothing lies over any corner of it, and what is said of it can be read at the same time.
        let uncovered = "(() => {
            const field = document.querySelector('.field.marked');
            const { left, right, top, bottom } = field.getBoundingClientRect();
            const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]];
            const finding = document.querySelector('#findings [aria-current]').getBoundingClientRect();
            return corners.every(([x, y]) => document.elementFromPoint(x, y) === field) &&
                finding.top >= 0 && finding.bottom <= innerHeight })()";
        browser.wait_for(uncovered);
    }
}

#[test]
fn search_finds_texts_of_any_width_and_goes_there() {
    let preview = Preview::real();
    let browser = open(&preview, "");
    // Typed full-width; the record has it half-width.
    browser.press("/");
    browser.press("５０，１７８　障害平等研修");
    browser.wait_for("document.querySelectorAll('#tree a').length === 1");
    let found = browser.value("document.querySelector('#tree a').innerText");
    assert!(found.as_str().unwrap().contains("50,178"), "{found}");
    browser.press("\u{E007}");
    browser
        .wait_for("location.hash === '#sheet-27' && document.querySelector('#sheet-27 .field.hit.marked')");
    browser.press("\u{E00C}");
    browser.click("#search");
    browser.press("\u{E00C}");
    browser.wait_for("document.querySelectorAll('#tree a[data-anchor^=sheet]').length === 60");
    // The list before the sheets and the texts of other sheets have the word as well.
    browser.click("#search");
    browser.press("ﾎﾞﾗﾝﾃｨｱ");
    browser.wait_for("document.querySelector('#tree a[data-anchor^=front]')");
    browser.press("\u{E007}");
    browser.wait_for("location.hash.startsWith('#sheet') && document.querySelector('#tree a[aria-current]')");
    let title = browser.value("document.querySelector('#tree a[aria-current] span:nth-child(2)').innerText");
    assert!(title.as_str().unwrap().contains("ボランティア"), "{title}");
}

#[test]
fn an_address_that_may_only_look_says_so_and_what_to_do() {
    const WANTED: &str = "事務局から渡されたアドレス";
    let preview = Preview::of(Project::real(), &["--edit"]);
    for (query, why) in [("", "見ることしかできません"), ("?author=abc", "渡されたものと違います")]
    {
        let browser = open(&preview, &format!("{query}#sheet-7"));
        browser.wait_for("document.querySelector('#sheet-7[data-shown-at]')");
        let said = browser.value("document.querySelector('header').innerText");
        assert!(said.as_str().unwrap().contains(why) && said.as_str().unwrap().contains(WANTED), "{said}");
        browser.click("#sheet-7 [data-field=成果]");
        browser.wait_for(&format!("document.getElementById('selected').innerText.includes('{WANTED}')"));
        assert_eq!(browser.violations(), json!([]));
        browser.open(&format!("{}home{query}", preview.url));
        browser.wait_for(&format!("document.getElementById('reading').innerText.includes('{why}')"));
    }
    // A section may write, although not there.
    let secret = preview.secret(&json!({ "section": "庶務係" }));
    let browser = open(&preview, &format!("?author={secret}"));
    assert_eq!(browser.value("document.getElementById('only-reading').hidden"), json!(true));
    browser.open(&format!("{}home", preview.url));
    browser.wait_for(
        "document.getElementById('reading').innerText.includes('庶務係の事業は、紙面の横で書けます')",
    );
}

#[test]
fn the_address_holds_the_place() {
    let preview = Preview::real();
    let browser = open(&preview, "#sheet-32");
    let in_view = "(() => { const box = document.getElementById('sheet-32').getBoundingClientRect();
        return box.top < 200 && box.bottom > 300 })()";
    browser.wait_for(in_view);
    browser.wait_for("document.querySelector('#tree a[aria-current]')?.dataset.anchor === 'sheet-32'");
    browser.press("jj");
    browser.wait_for("location.hash === '#sheet-34'");
    browser.press("k");
    browser.wait_for("location.hash === '#sheet-33'");
    browser.press("k");
    browser.reload();
    browser.wait_for(READY);
    browser.wait_for(in_view);
    // Scrolling by hand changes the address too.
    browser.run("document.getElementById('pages').scrollTop = 0", &[]);
    browser.wait_for("location.hash === '#front-1'");
}

#[test]
fn a_field_says_where_it_is_written() {
    let preview = Preview::real();
    let browser = open(&preview, "#sheet-7");
    browser.wait_for("document.querySelector('#sheet-7[data-shown-at]')");
    // What can be written here has its place beside it.
    browser.click("#sheet-7 [data-field=成果]");
    browser.wait_for("document.activeElement.value?.includes('50,178')");
    let place = "document.activeElement.closest('.row').querySelector('.where')";
    let file = browser.value(&format!("{place}.textContent"));
    assert!(file.as_str().unwrap().contains("data/records/R5/hp-etsuran.yaml の "), "{file}");
    let link = browser.value(&format!("{place}.querySelector('a').href"));
    let root = preview.project.path("").canonicalize().unwrap();
    let wanted = format!("vscode://file{}/data/records/R5/hp-etsuran.yaml:", root.display());
    assert!(link.as_str().unwrap().starts_with(&wanted), "{link} {wanted}");
    // From there too, Esc leads back to the page.
    browser.run(&format!("{place}.closest('details').querySelector('summary').focus()"), &[]);
    browser.press("\u{E00C}");
    browser.wait_for("document.activeElement.matches('#sheet-7 [data-field=成果]')");
    // What cannot says so by the place alone.
    browser.click("#sheet-7 [data-field=概要]");
    browser.wait_for("document.getElementById('selected').innerText.includes('広報媒体')");
    let shown = browser.value("document.getElementById('selected').innerText");
    assert!(shown.as_str().unwrap().contains("data/measures/hp-etsuran.yaml の "), "{shown}");
}

#[test]
fn pages_zoom_pair_and_shrink() {
    let preview = Preview::real();
    let browser = open(&preview, "#sheet-10");
    let width = || browser.value("document.querySelector('.page').offsetWidth").as_u64().unwrap();
    let one = width();
    browser.click("#larger");
    assert!(width() > one);
    browser.click("#fit");
    assert_eq!(width(), one);
    browser.click("#spread");
    browser.wait_for(
        "document.getElementById('sheet-9').offsetTop === document.getElementById('sheet-10').offsetTop ||
         document.getElementById('sheet-11').offsetTop === document.getElementById('sheet-10').offsetTop",
    );
    assert!(width() < one);
    assert_eq!(browser.value("location.hash"), "#sheet-10");
    browser.click("#thumbnails");
    browser.wait_for("document.querySelector('#tree .thumbnails img')?.complete");
    browser.press("?");
    browser.wait_for("document.getElementById('help').open");
}

#[test]
fn the_head_leaves_the_room_to_the_pages() {
    let preview = Preview::real();
    for (width, rows) in [(1280, 1), (820, 2)] {
        let browser = Browser::new(width, 900);
        browser.open(&format!("{}#sheet-7", preview.url));
        browser.wait_for("document.querySelector('#sheet-7[data-shown-at]')");
        for said in ["「具体的な取組内容」を保存しました。", "「５0,178」の W0611 を校正から除きました。"]
        {
            browser.run("document.getElementById('told').textContent = arguments[0]", &[said.into()]);
            let height = browser.value("document.querySelector('header').offsetHeight").as_f64().unwrap();
            assert!(height < f64::from(rows) * 55.0, "{width}: {height} with {said}");
        }
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    let preview = Preview::real();
    let browser = open(&preview, "#sheet-5");
    browser.click("#thumbnails");
    browser.wait_for("document.querySelector('#tree .thumbnails img')?.complete");
    let requests = browser.requests();
    assert!(requests.len() > 5, "{requests:?}");
    // The page that the browser starts with is in the browser.
    let outside = |url: &&String| !["data:", "chrome:"].iter().any(|own| url.starts_with(own));
    let foreign: Vec<_> =
        requests.iter().filter(outside).filter(|url| !url.starts_with(&preview.url)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let complaints = browser.complaints();
    assert!(complaints.as_array().unwrap().is_empty(), "{complaints}");
}

#[test]
fn everybody_can_use_it() {
    let preview = Preview::real();
    let open_record = "data/records/R5/hp-etsuran.yaml";
    for (width, height) in [(1280, 900), (820, 1180)] {
        let browser = Browser::new(width, height);
        browser.open(&format!("{}#sheet-7", preview.url));
        browser.wait_for(READY);
        let violations = || assert_eq!(browser.violations(), json!([]), "{width}");
        violations();
        // With a field chosen, words searched and small pages.
        browser.run("document.querySelector('#sheet-7 [data-field=概要]').click()", &[]);
        browser.wait_for("!document.getElementById('selected').hidden");
        browser.run("document.getElementById('search').value = '支援'", &[]);
        browser.run("document.getElementById('search').dispatchEvent(new Event('input'))", &[]);
        browser.run("document.getElementById('show-list').click()", &[]);
        violations();
        browser.run("document.getElementById('show-list').click()", &[]);
        browser.run("document.getElementById('thumbnails').click()", &[]);
        violations();
        // With errors.
        preview.project.edit(open_record, "自己評価: B", "自己評価: Q");
        browser.wait_for("document.body.classList.contains('stale')");
        violations();
        preview.project.edit(open_record, "自己評価: Q", "自己評価: B");
        browser.wait_for("!document.body.classList.contains('stale')");
        browser.run("document.getElementById('show-help').click()", &[]);
        violations();
    }
}
