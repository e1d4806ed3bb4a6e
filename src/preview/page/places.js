// The page in view, which the address names, and the ways to others.

import { byId } from "./elements.js";
import { pages } from "./state.js";

const paper = byId("pages");

/** The anchor of the page in view. */
export let current = "";

/** @type {() => void} */
let moved = () => {};

/** @param {() => void} listener What is to be done whenever another page is the one in view. */
export function whenMoved(listener) {
  moved = listener;
}

/** @param {string} anchor */
export function setCurrent(anchor) {
  if (current === anchor) return;
  current = anchor;
  history.replaceState(null, "", `#${anchor}`);
  moved();
}

/**
 * Frames what was gone to, and nothing else.
 *
 * @param {Element | null} element
 */
export function mark(element) {
  document.querySelectorAll(".marked").forEach((marked) => marked.classList.remove("marked"));
  element?.classList.add("marked");
}

/**
 * Goes to a page, and to a field of it.
 *
 * @param {string} anchor
 * @param {string | null} field
 * @param {boolean} focus Whether the keyboard goes there too.
 */
export function go(anchor, field = null, focus = true) {
  const page = document.getElementById(anchor);
  if (!page) return;
  /** @type {HTMLElement | null} */
  const button = field ? page.querySelector(`.field[data-field="${CSS.escape(field)}"]`) : null;
  // What is about no field that is printed is about the sheet.
  mark(button ?? (field ? page : null));
  page.scrollIntoView({ block: "start" });
  setCurrent(anchor);
  button?.scrollIntoView({ block: "nearest" });
  if (focus) (button ?? paper).focus({ preventScroll: true });
}

/**
 * Frames a field that is being written, and has it in view.
 *
 * @param {string} anchor
 * @param {string} field
 */
export function point(anchor, field) {
  const button = document.querySelector(`#${anchor} .field[data-field="${CSS.escape(field)}"]`);
  mark(button);
  button?.scrollIntoView({ block: "nearest" });
}

/** Goes where the address says, or to the first page. */
export function goToAddress() {
  const anchor = addressed() ?? pages()[0]?.anchor;
  if (anchor) go(anchor, null, false);
}

/** The anchor of the page that the address names. */
function addressed() {
  const anchor = location.hash.slice(1);
  return document.getElementById(anchor)?.classList.contains("page") ? anchor : null;
}

window.addEventListener("hashchange", () => {
  const anchor = addressed();
  if (anchor && anchor !== current) go(anchor, null, false);
});

/** The page at the upper third of the window. */
function inView() {
  const line = paper.getBoundingClientRect().top + paper.clientHeight / 3;
  /** @type {Element | null} */
  let best = null;
  for (const page of paper.children) {
    const box = page.getBoundingClientRect();
    if (box.top > line) break;
    // Of two pages of a spread that both are there, the one that was gone to.
    if (box.bottom > line && (!best || page.id === current)) best = page;
    else if (!best || best.getBoundingClientRect().bottom <= line) best = page;
  }
  return best;
}

let scrolled = 0;
paper.addEventListener("scroll", () => {
  clearTimeout(scrolled);
  // Browsers allow an address to change a few times a second only.
  scrolled = setTimeout(() => {
    const page = inView();
    if (page) setCurrent(page.id);
  }, 120);
});
