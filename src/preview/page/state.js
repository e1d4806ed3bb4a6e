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
export function nameOf(page) {
  const sheet = sheetOf(page);
  return sheet ? `シート ${sheet.page}　${sheet.title}` : `前付け ${numberOf(page)} ページ目`;
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
