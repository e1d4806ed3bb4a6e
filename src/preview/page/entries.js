// A page in the list.

/** @import { Attribute, Child } from "./elements.js" */
/** @import { Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { isNarrow, showPanel } from "./panels.js";
import { go } from "./places.js";
import { hitsOn, snippet } from "./search.js";
import { changesOn, findingsOn, nameOf, numberOf, sheetOf } from "./state.js";

/** How many places of a page are quoted under it. */
const QUOTED = 3;

/**
 * A page by its words.
 *
 * @param {Page} page
 */
export function entry(page) {
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

/**
 * A page by its picture.
 *
 * @param {Page} page
 */
export function thumbnail(page) {
  const image = make("img", { alt: "", "data-src": `/pages/${page.picture}.svg` });
  nearby.observe(image);
  const paper = make("span", { class: "paper" }, image);
  return link(page, { "aria-label": nameOf(page) }, paper, numberOf(page));
}

/**
 * A link to a page, and to the first field of it that was found.
 *
 * @param {Page} page
 * @param {Record<string, Attribute>} attributes
 * @param {...Child} content
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
  { root: byId("tree"), rootMargin: "50% 0px" },
);
