// The words that are looked for, and the fields that have them.

/** @import { Field, Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { pages, sheetOf } from "./state.js";

/**
 * A field with a word that is looked for; a page without fields is one that has no name.
 *
 * @typedef {Pick<Field, "label"> & { field: string | null, text: string }} Hit
 */

export const box = byId("search", HTMLInputElement);

/** How many characters stand around a word that is found. */
const BEFORE = 10;
const BEHIND = 20;

/** @type {string[]} */
let words = [];
/** @type {Map<string, Hit[]>} By the anchor of their page. */
let hits = new Map();

/**
 * The same text for full-width and half-width, capital and small letters.
 *
 * @param {string} text
 */
const folded = (text) => text.normalize("NFKC").toLowerCase();

/** Looks for the words in the box: on pages that have them all. */
export function find() {
  words = folded(box.value).split(/\s+/).filter(Boolean);
  hits = new Map();
  if (!words.length) return;
  for (const page of pages()) {
    const texts = textsOf(page);
    const all = folded(texts.map((hit) => hit.text).join("\n"));
    if (words.every((word) => all.includes(word))) hits.set(page.anchor, texts.filter((hit) => wordIn(hit.text)));
  }
}

/**
 * @param {Page} page
 * @returns {Hit[]}
 */
const textsOf = (page) =>
  page.fields.length
    ? page.fields.map(({ field, label, text }) => ({ field, label, text: text ?? "" }))
    : [{ field: null, label: "", text: page.text }];

/**
 * The first of the words that a text has.
 *
 * @param {string} text
 */
const wordIn = (text) => words.find((word) => folded(text).includes(word));

/**
 * Whether the search leaves a page in the list.
 *
 * @param {Page} page
 */
export const isFound = (page) => !words.length || hits.has(page.anchor);

/** @param {string} anchor */
export const hitsOn = (anchor) => hits.get(anchor) ?? [];

/**
 * Which of some pages is meant most likely: a sheet whose name has all the words, then any sheet, then what stands before them.
 *
 * @param {Page[]} found
 */
export function best(found) {
  const sheets = found.filter(sheetOf);
  const named = sheets.find((page) => {
    const name = folded(sheetOf(page)?.title ?? "");
    return words.every((word) => name.includes(word));
  });
  return named ?? sheets[0] ?? found[0];
}

/**
 * The words around what was found.
 *
 * @param {Hit} hit
 */
export function snippet(hit) {
  const word = wordIn(hit.text) ?? "";
  // Folding may change lengths; the place is then near enough.
  const text = hit.text.replaceAll("\n", " ");
  const at = folded(text).indexOf(word);
  const end = at + word.length;
  const start = Math.max(0, at - BEFORE);
  return make(
    "span",
    { class: "snippet" },
    hit.label ? `${hit.label}: ` : "",
    (start > 0 ? "…" : "") + text.slice(start, at),
    make("mark", {}, text.slice(at, end)),
    text.slice(end, end + BEHIND),
  );
}
