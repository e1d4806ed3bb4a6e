// What narrows the list of pages, besides the search.

/** @import { Booklet, Page } from "./state.schema.json" */

import { byId, make, renews } from "./elements.js";
import { isFound } from "./search.js";
import { changesOn, findingsOn, pages, sheetOf } from "./state.js";

const section = byId("section", HTMLSelectElement);
const grade = byId("grade", HTMLSelectElement);
const onlyFound = byId("only-found", HTMLInputElement);
const onlyChanged = byId("only-changed", HTMLInputElement);

/** @param {() => void} listener What is to be done whenever another choice is made. */
export function whenFiltered(listener) {
  for (const choice of [section, grade, onlyFound, onlyChanged]) choice.addEventListener("change", listener);
}

/**
 * Offers the sections and grades that the booklet has.
 *
 * @param {Booklet} booklet
 */
export function fillFilters({ sheets, grades }) {
  const sections = new Set(sheets.flatMap((sheet) => sheet.sections));
  fill(section, [...sections].map((name) => [name, name]));
  // In the plan's order; that there is none yet comes last.
  const given = new Set(sheets.map((sheet) => sheet.grade));
  const known = grades.filter(([mark]) => given.delete(mark));
  const none = [...given].map((word) => [word, ""]);
  fill(grade, [...known, ...none].map(([mark, name]) => gradeOption(mark, name)));
}

/**
 * @param {string} mark
 * @param {string} name
 * @returns {[value: string, name: string]}
 */
const gradeOption = (mark, name) => [mark, name && name !== mark ? `${mark}　${name}` : mark];

/**
 * @param {HTMLSelectElement} choice
 * @param {[value: string, name: string][]} options
 */
function fill(choice, options) {
  if (!renews(choice, options)) return;
  const chosen = choice.value;
  choice.replaceChildren(
    make("option", { value: "" }, "すべて"),
    ...options.map(([value, name]) => make("option", { value }, name)),
  );
  choice.value = options.some(([value]) => value === chosen) ? chosen : "";
}

/** The pages that search and filters leave. */
export const listed = () => pages().filter((page) => isFound(page) && isChosen(page));

/** @param {Page} page */
function isChosen(page) {
  const sheet = sheetOf(page);
  if (!sheet) return !(section.value || grade.value || onlyFound.checked || onlyChanged.checked);
  return (
    (!section.value || sheet.sections.includes(section.value)) &&
    (!grade.value || sheet.grade === grade.value) &&
    (!onlyFound.checked || findingsOn(sheet.page).length > 0) &&
    (!onlyChanged.checked || changesOn(sheet.page).length > 0)
  );
}
