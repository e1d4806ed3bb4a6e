//! The booklet on paper, from the browser.

use lopdf::Document;

use crate::browser::Browser;
use crate::preview::Preview;
use crate::support::{Project, layout};

const SHOWN: &str = "document.querySelector('#sheet-7[data-shown-at]')";

/// How many pages have a picture, all of which are there.
const PICTURES: &str = "[...document.querySelectorAll('.page > img')].filter((image) => image.complete && image.naturalWidth).length";

fn open(preview: &Preview) -> Browser {
    let browser = Browser::new(1280, 900);
    browser.open(&format!("{}#sheet-7", preview.url));
    browser.wait_for(SHOWN);
    browser
}

#[test]
fn every_page_is_printed_on_a_sheet_of_paper_of_its_own() {
    let preview = Preview::real();
    let browser = open(&preview);
    // Whatever the page looks like at the time.
    browser.click("#spread");
    let printed = Document::load_mem(&browser.print()).unwrap();
    let pages = printed.get_pages();
    assert_eq!(pages.len(), 65);
    for (number, page) in pages {
        let area = printed.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let (width, height) = (area[2].as_float().unwrap(), area[3].as_float().unwrap());
        assert!(
            (width - 595.28).abs() < 1.0 && (height - 841.89).abs() < 1.0,
            "{number}: {width} × {height}"
        );
        // The words are drawn: what a page without its picture has is some frames.
        let content = printed.get_page_content(page).unwrap();
        let fills = content.windows(3).filter(|written| written == b"\nf\n" || written == b"\nf*").count();
        assert!(fills >= 20, "page {number} has {fills} marks");
    }
    // The words around the pages stay on the screen.
    browser.wait_for("document.querySelectorAll('.page > img').length < 20");
}

#[test]
fn printing_waits_for_the_pictures() {
    let preview = Preview::real();
    let browser = open(&preview);
    let stand_in = format!("window.print = () => {{ window.printed = {PICTURES} }}");
    browser.run(&stand_in, &[]);
    browser.click("#print");
    browser.wait_for("window.printed === 65");
    // The keys do the same as the button.
    browser.run("window.printed = 0; window.dispatchEvent(new Event('afterprint'))", &[]);
    assert!(browser.value(PICTURES).as_u64().unwrap() < 20);
    browser.chord("\u{E009}", "p");
    browser.wait_for("window.printed === 65");
}

#[test]
fn other_paper_is_printed_as_it_is() {
    let project = Project::small();
    let theme = layout("theme.typ");
    project.write(
        "layouts/theme.typ",
        theme.replace("(width: 210mm, height: 297mm)", "(width: 297mm, height: 210mm)"),
    );
    let preview = Preview::of(project, &[]);
    let browser = Browser::new(1280, 900);
    browser.open(&preview.url);
    browser.wait_for("document.querySelector('.page[data-shown-at]')");
    let printed = Document::load_mem(&browser.print()).unwrap();
    assert_eq!(printed.get_pages().len(), 7);
    for page in printed.get_pages().into_values() {
        let area = printed.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let (width, height) = (area[2].as_float().unwrap(), area[3].as_float().unwrap());
        assert!((width - 841.89).abs() < 1.0 && (height - 595.28).abs() < 1.0, "{width} × {height}");
    }
}
