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
export function fillFilters({ sheets }) {
  const sections = new Set(sheets.flatMap((sheet) => sheet.sections));
  const grades = new Map(sheets.map((sheet) => [sheet.grade, `${sheet.grade} ${sheet.grade_name}`]));
  fill(section, [...sections].map((name) => [name, name]));
  fill(grade, [...grades].sort());
}

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
