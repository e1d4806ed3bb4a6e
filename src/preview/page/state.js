// What the program said last, and what follows from it.

/** @import { Page, Sheet, State } from "./state.schema.json" */

/** @type {State | null} Null until the program has said anything. */
export let state = null;

/** @type {Map<number | null, Sheet>} */
let sheets = new Map();

/** @param {State} latest */
export function setState(latest) {
  state = latest;
  sheets = new Map(state.booklet?.sheets.map((sheet) => [sheet.page, sheet]));
}

/** The pages that are shown; none until a booklet could be made. */
export const pages = () => state?.booklet?.pages ?? [];

/**
 * The sheet of a page; none before the sheets.
 *
 * @param {Page} page
 */
export const sheetOf = (page) => sheets.get(page.sheet);

/**
 * The number of a page, as its anchor has it.
 *
 * @param {Page} page
 */
export const numberOf = (page) => page.anchor.split("-")[1];

/** @param {Page} page */
export const nameOf = (page) => nameOfSheet(page.sheet) ?? `前付け ${numberOf(page)} ページ目`;

/**
 * What people call a sheet: its page and its 事業.
 *
 * @param {number | null} number
 */
export function nameOfSheet(number) {
  const sheet = sheets.get(number);
  return sheet ? `シート ${sheet.page}　${sheet.title}` : null;
}

/**
 * The measure that a sheet reports on.
 *
 * @param {number | null} sheet
 */
export const measureOf = (sheet) => sheets.get(sheet)?.measure ?? null;

/**
 * A field on one of some sheets, where it is printed first.
 *
 * @param {number[]} on
 * @param {string | null} field
 */
export function fieldOn(on, field) {
  for (const page of pages()) {
    if (page.sheet === null || !on.includes(page.sheet)) continue;
    const found = page.fields.find((one) => one.field === field);
    if (found) return { page, field: found };
  }
  return null;
}

/**
 * Those that are about a sheet.
 *
 * @template {{ sheet: number | null }} T
 * @param {number | null} sheet
 * @param {T[] | null | undefined} all
 */
const about = (sheet, all) => (sheet === null ? [] : (all ?? []).filter((one) => one.sheet === sheet));

/** @param {number | null} sheet */
export const findingsOn = (sheet) => about(sheet, state?.findings);

/** @param {number | null} sheet */
export const changesOn = (sheet) => about(sheet, state?.booklet?.changes);

/**
 * @param {number | null} sheet
 * @param {string} field
 */
export const changeOf = (sheet, field) => changesOn(sheet).find((change) => change.field === field);
