// The list of pages, under the headings of the plan.

/** @import { Level, Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { listed, whenFiltered } from "./filters.js";
import { markHits } from "./papers.js";
import { isNarrow, showPanel } from "./panels.js";
import { current, go, whenMoved } from "./places.js";
import { box, find, hitsOn, snippet } from "./search.js";
import { changesOn, findingsOn, nameOf, numberOf, pages, sheetOf, state } from "./state.js";

const tree = byId("tree");
const small = byId("thumbnails", HTMLInputElement);

/** How many places of a page are quoted under it. */
const QUOTED = 3;

/** The headings of the list are h3, h4 and h5. */
const HEADINGS = /** @type {const} */ (["h3", "h4", "h5"]);

/** Looks for the words of the search, and shows the pages that have them. */
export function search() {
  find();
  markHits();
  showList();
}

function showList() {
  const booklet = state?.booklet;
  if (!booklet) return;
  const shown = listed();
  const focused = tree.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  tree.replaceChildren(...groups(shown));
  tree.querySelectorAll("img").forEach((image) => nearby.observe(image));
  byId("count").textContent =
    shown.length === booklet.pages.length
      ? `シート ${booklet.sheets.length} 枚`
      : `${shown.length} ページが当てはまります`;
  markCurrent(false);
  if (!focused) return;
  /** @type {HTMLElement | null} */
  const again = tree.querySelector(`a[href="${CSS.escape(focused)}"]`);
  again?.focus({ preventScroll: true });
}

/**
 * Headings, and below each its pages.
 *
 * @param {Page[]} shown
 */
function groups(shown) {
  /** @type {HTMLElement[]} */
  const groups = [];
  /** @type {HTMLElement | null} */
  let items = null;
  /** @type {string[]} */
  let above = [];
  for (const page of shown) {
    const levels = levelsOf(page);
    const first = levels.findIndex((level, depth) => level !== above[depth]);
    levels.forEach((level, depth) => {
      if (first < 0 || depth < first || !level) return;
      groups.push(make(HEADINGS[depth], {}, level));
      items = null;
    });
    above = levels;
    if (!items) {
      items = make("ul", { class: small.checked ? "thumbnails" : null });
      groups.push(items);
    }
    items.append(make("li", {}, small.checked ? thumbnail(page) : entry(page)));
  }
  return groups;
}

/**
 * What stands above a page in the tree: three levels, of which the last may be empty.
 *
 * @param {Page} page
 */
function levelsOf(page) {
  const sheet = sheetOf(page);
  return sheet ? [sheet.strategy, sheet.policy, sheet.priority].map(numbered) : ["前付け", "", ""];
}

/** @param {Level | null} level */
const numbered = (level) => (level ? `${level.number}　${level.name}` : "");

/** @param {Page} page */
function entry(page) {
  const sheet = sheetOf(page);
  const changes = changesOn(page.sheet).length;
  return link(
    page,
    {},
    make("span", { class: "number" }, numberOf(page)),
    make("span", {}, sheet ? sheet.title : firstWords(page.text)),
    findingsMark(page),
    sheet &&
      make(
        "span",
        { class: "about" },
        `${sheet.sections.join("・")}　評価 ${sheet.grade}${sheet.reprint_of ? "　再掲" : ""}`,
      ),
    changes ? make("span", { class: "changed" }, `変更 ${changes} 項目`) : null,
    ...hitsOn(page.anchor).slice(0, QUOTED).map(snippet),
  );
}

/**
 * What a page without a title is called.
 *
 * @param {string} text
 */
const firstWords = (text) => text.trim().split("\n").slice(0, 2).join(" ").slice(0, 30) || "（空白）";

/**
 * How much was found on a page.
 *
 * @param {Page} page
 */
function findingsMark(page) {
  const findings = findingsOn(page.sheet);
  if (!findings.length) return null;
  const errors = findings.filter((finding) => finding.error).length;
  const warnings = findings.length - errors;
  const counts = [errors && `誤り ${errors}`, warnings && `注意 ${warnings}`];
  return make("span", { class: errors ? "found error" : "found" }, counts.filter(Boolean).join("・"));
}

/** @param {Page} page */
function thumbnail(page) {
  return link(
    page,
    { "aria-label": nameOf(page) },
    make("span", { class: "paper" }, make("img", { alt: "", "data-src": `/pages/${page.picture}.svg` })),
    numberOf(page),
  );
}

/**
 * A link to a page, and to the first field of it that was found.
 *
 * @param {Page} page
 * @param {Parameters<typeof make>[1]} attributes
 * @param {Parameters<typeof make>[2][]} content
 */
function link({ anchor }, attributes, ...content) {
  /** @param {Event} event */
  const onclick = (event) => {
    event.preventDefault();
    go(anchor, hitsOn(anchor)[0]?.field, false);
    if (isNarrow()) showPanel("list", false);
  };
  return make("a", { href: `#${anchor}`, "data-anchor": anchor, onclick, ...attributes }, ...content);
}

/** Thumbnails have pictures once they are in view, or soon to be. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
      target.src = target.dataset.src ?? "";
      nearby.unobserve(target);
    }
  },
  { root: tree, rootMargin: "50% 0px" },
);

/** @param {boolean} scroll Whether the list follows. */
function markCurrent(scroll) {
  for (const link of tree.querySelectorAll("a")) {
    const here = link.dataset.anchor === current;
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (here && scroll && !tree.contains(document.activeElement)) link.scrollIntoView({ block: "nearest" });
  }
}

/**
 * Goes some pages on, of those in the list.
 *
 * @param {number} by 1 is the next, -1 the one before.
 */
function step(by) {
  const order = pages().map((page) => page.anchor);
  const at = order.indexOf(current);
  const anchors = listed().map((page) => page.anchor);
  const target =
    by > 0
      ? anchors.find((anchor) => order.indexOf(anchor) > at)
      : anchors.findLast((anchor) => order.indexOf(anchor) < at);
  if (target) go(target);
}

export const goToNextPage = () => step(1);
export const goToPageBefore = () => step(-1);

whenMoved(() => markCurrent(true));
whenFiltered(showList);
small.addEventListener("change", showList);
box.addEventListener("input", search);
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter") {
    const page = listed()[0];
    if (page) go(page.anchor, hitsOn(page.anchor)[0]?.field);
  } else if (event.key === "Escape") {
    box.value = "";
    search();
    byId("pages").focus({ preventScroll: true });
  }
});
