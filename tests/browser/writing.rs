//! Writing beside the page, by keyboard.

use std::fs;

use serde_json::json;

use crate::browser::Browser;
use crate::preview::Preview;
use crate::support::{Project, repository};

const RECORD: &str = "data/records/R5/hp-etsuran.yaml";
const OTHER: &str = "data/records/R5/akiya-riyou.yaml";

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const CONTROL: &str = "\u{E009}";

/// The sheet is there.
const SHOWN: &str = "document.querySelector('#sheet-7[data-shown-at]')";

/// A text can be written.
const IN_FIELD: &str = "document.activeElement.closest('.row')";

/// The sheet shows a text that is not saved.
const DRAWN: &str =
    "(({ classList, dataset }) => classList.contains('draft') && dataset.shown === dataset.picture)(
    document.getElementById('sheet-7'))";

fn open(preview: &Preview) -> Browser {
    open_at(preview, 1280, 900)
}

fn open_at(preview: &Preview, width: u32, height: u32) -> Browser {
    let browser = Browser::new(width, height);
    browser.open(&format!("{}#sheet-7", preview.url));
    browser.wait_for(SHOWN);
    browser
}

/// Opens a field of the sheet in view, as somebody who has no mouse.
fn enter(browser: &Browser, field: &str) {
    browser.run(&format!("document.querySelector('#sheet-7 [data-field={field}]').focus()"), &[]);
    browser.press(ENTER);
    browser.wait_for(&format!(
        "document.querySelector('.field.marked')?.dataset.field === '{field}' && {IN_FIELD}"
    ));
}

/// Types a text in the place of what stands in the field.
fn type_over(browser: &Browser, text: &str) {
    browser.chord(CONTROL, "a");
    browser.press(&text.replace('\n', ENTER));
}

fn saved(browser: &Browser, label: &str) {
    browser
        .wait_for(&format!("document.getElementById('told').textContent === '「{label}」を保存しました。'"));
}

fn text_of(browser: &Browser) -> String {
    browser.value("document.activeElement.value").as_str().unwrap().to_owned()
}

fn read(project: &Project, file: &str) -> String {
    fs::read_to_string(project.path(file)).unwrap()
}

/// The record of the sheet with another text in the place of one.
fn record_with(from: &str, to: &str) -> String {
    let text = fs::read_to_string(repository().join(RECORD)).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn ten_slips_are_corrected_by_keyboard_alone() {
    const SLIPS: [(&str, &str, &str); 10] = [
        ("akiya-riyou", "関係を築く", "関係をを築く"),
        ("fukushi-madoguchi", "年12回", "年１2回"),
        ("gakkou-fukushi", "集（案）を完成させました。", "集（案）を完成させました。。"),
        ("gakusei-ishiki", "（182名参加）", "（182名参加"),
        ("hazama-shien", "383件", "３8３件"),
        ("hisaisha-soudan", "ボランティアセンター運営", "ボランテイアセンター運営"),
        ("houjin-kouken", "受任件数", "受人件数"),
        ("houjin-renkei", "（22件）", "（2２件）"),
        ("hp-etsuran", "50,178件", "５0,178件"),
        ("jinzai-hakkutsu", "生活支援サポーター養成", "生活支援サポータｰ養成"),
    ];
    let file = |name: &str| format!("data/records/R5/{name}.yaml");
    let project = Project::real();
    for (name, right, wrong) in SLIPS {
        let record = read(&project, &file(name));
        let (before, results) = record.split_at(record.find("成果: ").unwrap());
        assert!(results.contains(right), "{name}");
        project.write(&file(name), before.to_owned() + &results.replacen(right, wrong, 1));
    }
    let preview = Preview::of(project, &[]);
    let browser = open(&preview);
    let found = |count: usize| {
        browser.wait_for(&format!("document.querySelectorAll('#findings li').length === {count}"));
    };
    found(SLIPS.len());
    let mut accepted = 0;
    for slip in 0..SLIPS.len() {
        browser.press("n");
        browser.wait_for("document.activeElement.matches('.field.marked')");
        browser.wait_for("document.querySelector('#findings [aria-current] .actions')");
        let is_proposed =
            browser.value("Boolean(document.querySelector('#findings .accept'))") == json!(true);
        if is_proposed && slip % 3 == 0 {
            browser.press("a");
            accepted += 1;
        } else {
            browser.press(ENTER);
            browser.wait_for(IN_FIELD);
            let text = text_of(&browser);
            let mut slips = SLIPS.iter().filter(|(_, _, wrong)| text.contains(wrong));
            let (_, right, wrong) = slips.next().unwrap();
            type_over(&browser, &text.replacen(wrong, right, 1));
            if slip % 2 == 0 {
                browser.chord(CONTROL, "s");
                saved(&browser, "成果");
            }
            browser.press(ESCAPE);
            saved(&browser, "成果");
            browser.wait_for("document.activeElement.matches('.field')");
        }
        found(SLIPS.len() - slip - 1);
    }
    assert!(accepted > 0);
    for (name, ..) in SLIPS {
        let original = fs::read_to_string(repository().join(file(name))).unwrap();
        assert_eq!(read(&preview.project, &file(name)), original);
    }
    assert_eq!(browser.value("document.getElementById('no-findings').hidden"), json!(false));
}

#[test]
fn what_is_being_written_is_on_the_page_before_it_is_in_the_file() {
    let preview = Preview::real();
    let browser = open(&preview);
    let before = browser.value("document.getElementById('sheet-7').dataset.shown");
    enter(&browser, "成果");
    let room = browser.value("document.querySelector('.row:focus-within .left').textContent");
    browser.press("。。");
    browser.wait_for(DRAWN);
    assert_ne!(browser.value("document.getElementById('sheet-7').dataset.shown"), before);
    // What there is to say about it stands at the field; two characters less go in.
    browser.wait_for("document.querySelector('.row:focus-within .remarks').innerText.includes('W0618')");
    assert_ne!(browser.value("document.querySelector('.row:focus-within .left').textContent"), room);
    assert_eq!(read(&preview.project, RECORD), record_with("。", "。"));
    // Taken back before anybody saved it, it is as if it had not been.
    browser.press("\u{E003}\u{E003}");
    browser.press(ESCAPE);
    browser.wait_for(&format!("document.getElementById('sheet-7').dataset.shown === {before}"));
    assert_eq!(read(&preview.project, RECORD), record_with("。", "。"));
}

#[test]
fn two_texts_for_one_field_are_both_shown_and_a_person_decides() {
    let preview = Preview::real();
    let browser = open(&preview);
    let conflict = |figure: &str, saved: &str, added: &str| {
        enter(&browser, "成果");
        browser.press(added);
        browser.wait_for(DRAWN);
        preview.project.edit(RECORD, figure, saved);
        browser.chord(CONTROL, "s");
        browser.wait_for("document.querySelector('.conflict')");
        let sides = browser.value("document.querySelector('.conflict .sides').innerText");
        let sides = sides.as_str().unwrap();
        assert!(
            sides.contains(&format!("{figure}件")) && sides.contains(added) && sides.contains(saved),
            "{sides}"
        );
        // Nobody was overwritten, and what was typed is still there.
        assert_eq!(read(&preview.project, RECORD), record_with("50,178", saved));
        assert!(text_of(&browser).ends_with(added));
        assert_eq!(browser.value("document.getElementById('unsaved').innerText"), "保存できていない文 1 件");
        // What is said of it is read in a line or two, beside the button and above the pages, as is how it stands.
        for (width, height) in [(820, 1180), (1280, 900)] {
            browser.resize(width, height);
            let says = "(() => {
                const [header, told, status, unsaved] = ['header', '#told', '#status', '#unsaved'].map((one) => document.querySelector(one));
                const box = (element) => element.getBoundingClientRect();
                const apart = (one, other) => box(one).right <= box(other).left;
                return apart(status, told) && apart(told, unsaved) && box(told).height < 45 &&
                    [told, status].every((one) => box(one).bottom <= box(header).bottom && one.scrollWidth <= one.clientWidth) })()";
            assert_eq!(browser.value(says), json!(true), "{width}");
        }
    };
    let decide = |button: usize, told: &str| {
        browser.run(&format!("document.querySelectorAll('.conflict button')[{button}].focus()"), &[]);
        browser.press(ENTER);
        browser.wait_for(&format!("document.getElementById('told').textContent === '「成果」: {told}。'"));
        browser.wait_for("!document.querySelector('.conflict') && document.getElementById('unsaved').hidden");
        browser.press(ESCAPE);
        browser.wait_for("document.activeElement.matches('.field')");
    };
    // 今の文にする
    conflict("50,178", "51,111", "甲");
    decide(1, "今の文のままにしました");
    assert_eq!(read(&preview.project, RECORD), record_with("50,178", "51,111"));
    // 自分の文にする
    conflict("51,111", "52,222", "乙");
    decide(0, "自分の文で保存しました");
    browser.wait_for(
        "document.querySelector('#sheet-7 [data-field=成果]').getAttribute('aria-label').includes('乙')",
    );
    let mine = "51,111件（前年比約91.7％）乙";
    assert_eq!(read(&preview.project, RECORD), record_with("50,178件（前年比約91.7％）", mine));
}

#[test]
fn two_texts_are_made_one() {
    let preview = Preview::real();
    let browser = open(&preview);
    enter(&browser, "成果");
    type_over(&browser, "甲の文。");
    browser.wait_for(DRAWN);
    preview.project.edit(RECORD, "50,178", "51,111");
    browser.chord(CONTROL, "s");
    browser.wait_for("document.querySelector('.conflict')");
    type_over(&browser, "甲と乙の文。");
    // Leaving the field does not decide.
    browser.press(ESCAPE);
    browser.press(ENTER);
    browser.wait_for(&format!("document.querySelector('.conflict') && {IN_FIELD}"));
    assert_eq!(text_of(&browser), "甲と乙の文。");
    assert!(read(&preview.project, RECORD).contains("51,111"));
    browser.run("document.querySelectorAll('.conflict button')[2].click()", &[]);
    browser.wait_for("document.getElementById('told').textContent === '「成果」: 直した文を保存しました。'");
    assert_eq!(browser.value("document.querySelector('.conflict')"), json!(null));
    let whole = "  ホームページ閲覧数：年間50,178件（前年比約91.7％）\n";
    assert_eq!(read(&preview.project, RECORD), record_with(whole, "  甲と乙の文。\n"));
}

#[test]
fn what_was_written_is_undone_and_done_again_across_fields() {
    let preview = Preview::real();
    let browser = open(&preview);
    enter(&browser, "成果");
    browser.press("甲");
    browser.press(ESCAPE);
    saved(&browser, "成果");
    // Another sheet.
    browser.open(&format!("{}#sheet-33", preview.url));
    browser.wait_for("document.querySelector('#sheet-33[data-shown-at]')");
    browser.press("e");
    browser.wait_for(IN_FIELD);
    browser.press(ESCAPE);
    browser.run("document.querySelector('#sheet-33 [data-field=今後の方針]').focus()", &[]);
    browser.press(ENTER);
    browser.wait_for("document.querySelector('.field.marked')?.dataset.field === '今後の方針'");
    browser.wait_for(IN_FIELD);
    browser.press("乙");
    browser.chord(CONTROL, "s");
    saved(&browser, "今後の方針");
    let both = (read(&preview.project, RECORD), read(&preview.project, OTHER));
    assert!(both.0.contains('甲') && both.1.contains('乙'));
    // In a field that is being written, the browser takes back what was typed, and nothing else.
    browser.press("丙");
    browser.chord(CONTROL, "z");
    browser.wait_for("!document.activeElement.value.includes('丙')");
    assert_eq!(read(&preview.project, OTHER), both.1);
    // Then what was saved, wherever that was.
    let told = |words: &str| {
        browser.wait_for(&format!("document.getElementById('told').textContent.includes('{words}')"));
    };
    browser.chord(CONTROL, "z");
    told("空き家の福祉的利用の促進の「今後の方針」を元に戻しました");
    browser.chord(CONTROL, "z");
    told("地域の公共施設等と連携した情報提供体制づくり（２）の「成果」を元に戻しました");
    browser.wait_for("location.hash === '#sheet-7'");
    browser.wait_for("document.activeElement.value === 'ホームページ閲覧数：年間50,178件（前年比約91.7％）'");
    for file in [RECORD, OTHER] {
        assert_eq!(read(&preview.project, file), fs::read_to_string(repository().join(file)).unwrap());
    }
    browser.chord(CONTROL, "z");
    told("もうありません");
    browser.chord(CONTROL, "y");
    told("の「成果」をやり直しました");
    browser.chord("\u{E009}\u{E008}", "z");
    told("の「今後の方針」をやり直しました");
    assert_eq!((read(&preview.project, RECORD), read(&preview.project, OTHER)), both);
    // Whoever presses the button in the middle of a text takes that back, which is saved by then, and no other.
    let hold = "const asked = window.fetch; window.fetch = async (address, request) => {
        if (address === '/save') await new Promise((release) => { window.release = release });
        return asked(address, request) }";
    browser.run(hold, &[]);
    browser.press("戊");
    browser.click("#undo");
    browser.wait_for("window.release");
    browser.run("window.release()", &[]);
    told("の「今後の方針」を元に戻しました");
    assert_eq!((read(&preview.project, RECORD), read(&preview.project, OTHER)), both);
    // What has changed since is not overwritten, and passed by.
    preview.project.edit(OTHER, "乙", "丁");
    browser.chord(CONTROL, "z");
    told("の「成果」を元に戻しました");
    browser.chord(CONTROL, "z");
    told("書き換えられて");
    assert!(read(&preview.project, OTHER).contains('丁'));
    browser.press(ESCAPE);
    browser.click("#show-journal");
    browser.wait_for("document.querySelectorAll('#entries li').length === 3");
    let journal = browser.value("document.getElementById('entries').innerText");
    for wanted in
        ["事務局", "（元に戻した）", "シート 33　空き家の福祉的利用の促進　今後の方針", "シート 7", "乙"]
    {
        assert!(journal.as_str().unwrap().contains(wanted), "{journal}");
    }
}

#[test]
fn an_enter_that_ends_a_conversion_saves_nothing() {
    let preview = Preview::real();
    let browser = open(&preview);
    // A field of one line, in which Enter saves.
    enter(&browser, "指標目標-R5");
    let _ = browser.requests();
    browser.run(
        "const field = document.activeElement;
        const key = (init) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
        field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        field.value += 'かんじ';
        field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
        key({ isComposing: true });
        key({ keyCode: 229 });",
        &[],
    );
    // Long after the pause in which a text would be laid out.
    browser.run_waiting("setTimeout(arguments[0], 400)", &[]);
    let asked = |address: &str| browser.requests().iter().filter(|url| url.ends_with(address)).count();
    assert_eq!(asked("/draft") + asked("/save"), 0);
    browser.run(
        "document.activeElement.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))",
        &[],
    );
    browser.wait_for(DRAWN);
    assert_eq!(read(&preview.project, RECORD), record_with("。", "。"));
    browser.press(ENTER);
    saved(&browser, "指標目標");
    assert_eq!(read(&preview.project, RECORD), record_with("年間55,000件）", "年間55,000件）かんじ"));
}

#[test]
fn what_cannot_be_saved_stays_in_its_field() {
    let preview = Preview::real();
    let browser = open(&preview);
    enter(&browser, "成果");
    // Nobody is there to save it.
    assert!(crate::support::signal(preview.id(), "KILL"));
    browser.press("甲");
    browser.chord(CONTROL, "s");
    browser.wait_for("document.getElementById('told').textContent.includes('保存できません')");
    let standing = browser.value("document.querySelector('.row:focus-within .standing').textContent");
    assert!(standing.as_str().unwrap().contains("つながっていません"), "{standing}");
    browser.press(ESCAPE);
    browser.wait_for("document.activeElement.matches('.field')");
    assert_eq!(browser.value("document.getElementById('unsaved').innerText"), "保存できていない文 1 件");
    // Leaving the field tries once more.
    browser.wait_for("document.querySelector('.row textarea[aria-invalid=true]')?.value.at(-1) === '甲'");
    // Whoever closes the window is asked first.
    let leaving = "(() => { const event = new Event('beforeunload', { cancelable: true });
        return window.dispatchEvent(event) })()";
    assert_eq!(browser.value(leaving), json!(false));
}

#[test]
fn what_could_not_be_saved_is_saved_once_it_can_be() {
    let preview = Preview::real();
    let browser = open(&preview);
    enter(&browser, "成果");
    let refused = |words: &str| {
        browser.chord(CONTROL, "s");
        browser.wait_for(&format!("document.getElementById('told').textContent.includes('{words}')"));
        assert_eq!(browser.value("document.getElementById('unsaved').hidden"), json!(false));
        browser.press(ESCAPE);
    };
    let is_saved = |text: &str| {
        saved(&browser, "成果");
        browser.wait_for("document.getElementById('unsaved').hidden && !document.querySelector('.conflict')");
        assert!(read(&preview.project, RECORD).contains(text));
        browser.press(ENTER);
        browser.wait_for(IN_FIELD);
    };
    // A file that somebody has broken and repairs.
    preview.project.edit(RECORD, "自己評価: B", "自己評価: [B");
    browser.wait_for("!document.getElementById('banner').hidden");
    browser.press("甲");
    refused("保存できません");
    preview.project.edit(RECORD, "自己評価: [B", "自己評価: B");
    is_saved("50,178件（前年比約91.7％）甲");
    // Another text that its writer takes back.
    browser.press("乙");
    browser.wait_for(DRAWN);
    preview.project.edit(RECORD, "50,178", "51,111");
    refused("ほかで書き換えられていた");
    preview.project.edit(RECORD, "51,111", "50,178");
    is_saved("50,178件（前年比約91.7％）甲乙");
    // That a text was taken away is told in words.
    browser.chord(CONTROL, "a");
    browser.press("\u{E017}");
    browser.chord(CONTROL, "s");
    browser.wait_for("document.querySelector('.row:focus-within [data-standing=saved]')");
    browser.press(ESCAPE);
    browser.click("#show-journal");
    browser.wait_for("document.querySelector('#entries li')");
    let last = browser.value("document.querySelector('#entries li').innerText");
    assert!(last.as_str().unwrap().ends_with("→ （空欄）"), "{last}");
}

#[test]
fn all_that_is_found_in_a_field_stands_below_it_each_with_its_own_remedy() {
    let project = Project::real();
    let lines = "\n  行".repeat(200);
    project.edit(RECORD, "（前年比約91.7％）", &format!("、５1,178件、５2,178件{lines}"));
    project.edit(RECORD, "50,178", "５0,178");
    let preview = Preview::of(project, &[]);
    for (width, height) in [(820, 1180), (1280, 900)] {
        let browser = open_at(&preview, width, height);
        browser.wait_for("document.querySelectorAll('#findings li').length > 3");
        enter(&browser, "成果");
        let remedies = "[...document.querySelectorAll('.row:focus-within .remarks li')].filter((one) => one.innerText.includes('W0611'))
            .map((one) => one.querySelector('ins').innerText)";
        browser.wait_for(&format!("{remedies}.length === 3"));
        assert_eq!(browser.value(remedies), json!(["5", "5", "5"]));
        // However long the text is, they are not far from it.
        let high = browser.value("document.activeElement.offsetHeight / innerHeight").as_f64().unwrap();
        assert!(high < 0.7, "{high}");
        if width == 1280 {
            browser.run(
                "[...document.querySelectorAll('.row:focus-within .remarks li')].find((one) => one.innerText.includes('52,178'))
                    .querySelector('.accept').click()",
                &[],
            );
            saved(&browser, "成果");
            assert!(read(&preview.project, RECORD).contains("５0,178件、５1,178件、52,178件"));
        }
    }
}

#[test]
fn what_is_no_value_is_refused_at_its_field() {
    let preview = Preview::real();
    let browser = open(&preview);
    enter(&browser, "成果");
    browser.run(
        "[...document.querySelectorAll('.row')].find((row) => row.querySelector('label').innerText.includes('実績'))
            .querySelector('input').focus()",
        &[],
    );
    type_over(&browser, "たくさん、あれこれ、5万");
    browser.wait_for("document.querySelector('.row:focus-within .standing[data-standing=refused]')");
    browser.press(ENTER);
    browser.wait_for("document.getElementById('told').textContent.includes('保存できません')");
    assert_eq!(text_of(&browser), "たくさん、あれこれ、5万");
    assert_eq!(read(&preview.project, RECORD), record_with("。", "。"));
    // A new state takes nothing away that is being written, and brings the rest.
    preview.project.edit(RECORD, "50,178", "51,234");
    browser.wait_for(
        "[...document.querySelectorAll('.row textarea')].some((area) => area.value.includes('51,234'))",
    );
    assert_eq!(text_of(&browser), "たくさん、あれこれ、5万");
    type_over(&browser, "５１２３４");
    browser.press(ENTER);
    browser.wait_for("document.activeElement.value === '51234'");
    assert!(read(&preview.project, RECORD).contains("実績: 51234}"));
}

#[test]
fn a_finding_that_is_right_is_excused_with_its_reason() {
    let project = Project::real();
    project.edit(RECORD, "50,178", "５0,178");
    let preview = Preview::of(project, &[]);
    let browser = open(&preview);
    browser.wait_for("document.querySelector('#findings li')");
    browser.press("n");
    browser.wait_for("document.querySelector('#findings .excuse')");
    browser.run("document.querySelector('#findings .excuse').focus()", &[]);
    browser.press(ENTER);
    browser.wait_for("document.activeElement.id === 'excuse-reason'");
    // Not without a reason.
    browser.press(ENTER);
    browser.wait_for("document.getElementById('excuse-problem').textContent.includes('理由')");
    browser.press("表のとおり");
    browser.press(ENTER);
    browser.wait_for("document.querySelectorAll('#findings li').length === 0");
    let record = read(&preview.project, RECORD);
    assert!(record.contains("符号: W0611\n    箇所: ５0,178\n    理由: 表のとおり\n"), "{record}");
    assert!(record.contains("５0,178"));
    // Where it is written, it is told with its reason, and the secretariat withdraws it.
    enter(&browser, "成果");
    let is_listed = "[...document.querySelectorAll('#excused-list li')].find((item) => \
        item.textContent.includes('W0611') && item.textContent.includes('表のとおり'))";
    browser.wait_for(&format!("document.getElementById('excused').checkVisibility() && {is_listed}"));
    browser.run("document.getElementById('excused-title').focus()", &[]);
    browser.press(ENTER);
    browser.wait_for("document.getElementById('excused').open");
    browser.run(&format!("{is_listed}.querySelector('button').focus()"), &[]);
    browser.press(ENTER);
    browser.wait_for(&format!("!{is_listed} && document.querySelector('#rows .remarks li')"));
    assert!(!read(&preview.project, RECORD).contains("W0611"));
    // As it is taken back.
    browser.chord(CONTROL, "z");
    browser.wait_for(is_listed);
    assert!(read(&preview.project, RECORD).contains("表のとおり"));
}

#[test]
fn what_there_is_to_know_of_the_file_and_of_the_sheet_stands_where_it_is_written() {
    let project = Project::real();
    project.edit("data/measures/hp-etsuran.yaml", "概要: |-\n  ", "概要: |-\n  ﾎｰﾑﾍﾟｰｼﾞです。");
    fs::hard_link(project.path(RECORD), project.path("控え")).unwrap();
    let preview = Preview::of(project, &[]);
    let browser = open(&preview);
    browser.wait_for("document.querySelector('#findings li')");
    enter(&browser, "備考");
    // What is written elsewhere is found on the sheet all the same.
    browser.wait_for("/W0613.*ﾎｰﾑﾍﾟｰｼﾞ/.test(document.getElementById('other-remarks').textContent)");
    browser.press("甲");
    browser.chord(CONTROL, "s");
    browser.wait_for("document.getElementById('told').textContent.includes('W0907')");
    let standing = format!("{IN_FIELD}.querySelector('.standing').textContent");
    let standing = browser.value(&standing);
    assert!(standing.as_str().unwrap().contains(RECORD), "{standing}");
    browser.press("乙");
    browser.chord(CONTROL, "s");
    saved(&browser, "備考");
}

#[test]
fn everybody_can_write() {
    let project = Project::real();
    project.edit(RECORD, "50,178", "５0,178");
    let preview = Preview::of(project, &[]);
    for (width, height) in [(1280, 900), (820, 1180)] {
        let browser = open_at(&preview, width, height);
        let sound = || assert_eq!(browser.violations(), json!([]), "{width}");
        browser.wait_for("document.querySelector('#findings li')");
        browser.press("n");
        browser.wait_for("document.querySelector('#findings .accept')");
        sound();
        browser.press(ENTER);
        browser.wait_for(IN_FIELD);
        browser.press("甲");
        browser.wait_for(DRAWN);
        sound();
        let read_aloud = browser.read_aloud();
        let has = |role: &str, name: &str| read_aloud.iter().any(|(is, says, _)| is == role && says == name);
        assert!(has("textbox", "成果 必須") || has("textbox", "成果必須"), "{read_aloud:?}");
        for (role, name) in
            [("button", "提案どおりに直す"), ("button", "元に戻す"), ("button", "書き込みの履歴")]
        {
            assert!(has(role, name), "{role} {name}");
        }
        let is_live = |(role, _, live): &&(String, String, String)| role == "status" && live == "polite";
        assert!(read_aloud.iter().filter(is_live).count() >= 2, "{read_aloud:?}");
        // What is said of a field is read with it.
        let described = "document.activeElement.getAttribute('aria-describedby').split(' ')
            .map((id) => document.getElementById(id).textContent).join('')";
        let described = browser.value(described);
        for said in ["W0611", "字入ります", "書いている途中"] {
            assert!(described.as_str().unwrap().contains(said), "{described}");
        }
        preview.project.edit(RECORD, "５0,178", "５1,178");
        browser.chord(CONTROL, "s");
        browser.wait_for("document.querySelector('.conflict')");
        sound();
        browser.run("document.querySelectorAll('.conflict button')[1].click()", &[]);
        browser.wait_for("!document.querySelector('.conflict')");
        browser.press(ESCAPE);
        browser.click("#show-journal");
        browser.wait_for("document.getElementById('journal').open");
        sound();
        browser.press(ESCAPE);
        browser.press("n");
        browser.wait_for("document.querySelector('#findings .excuse')");
        browser.run("document.querySelector('#findings .excuse').click()", &[]);
        browser.wait_for("document.getElementById('excuse').open");
        sound();
        preview.project.edit(RECORD, "５1,178", "５0,178");
    }
}
