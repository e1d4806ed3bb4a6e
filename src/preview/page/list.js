// The list of pages, under the headings of the plan, and the ways through it.

/** @import { Level, Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { entry, thumbnail } from "./entries.js";
import { listed, whenFiltered } from "./filters.js";
import { markHits } from "./papers.js";
import { current, go, whenMoved } from "./places.js";
import { best, box, find, hitsOn } from "./search.js";
import { pages, sheetOf, state } from "./state.js";

const tree = byId("tree");
const small = byId("thumbnails", HTMLInputElement);

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
    const page = best(listed());
    if (page) go(page.anchor, hitsOn(page.anchor)[0]?.field);
  } else if (event.key === "Escape") {
    box.value = "";
    search();
    byId("pages").focus({ preventScroll: true });
  }
});
