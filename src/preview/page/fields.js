// The fields on the paper, as buttons; beside one that has changed stands what it was.

/** @import { Change, Field, Page } from "./state.schema.json" */

import { make } from "./elements.js";
import { changeOf } from "./state.js";

/** @typedef {(page: Page, field: Field, button: HTMLElement) => void} Chosen */

/** @type {Chosen} */
let chosen = () => {};

/** @param {Chosen} listener What is to be done whenever a field is chosen. */
export function whenChosen(listener) {
  chosen = listener;
}

/**
 * @param {Page} page
 * @param {Field} field
 */
export function fieldButton(page, field) {
  const change = changeOf(page.sheet, field.field);
  const before = change ? `（前は: ${change.old || "空欄"}）` : "";
  const unfit = field.too_long ? "（入りきりません）" : "";
  const says = field.text === null ? "" : `: ${field.text || "（空欄）"}`;
  const button = make("button", {
    type: "button",
    class: field.too_long ? "field too-long" : "field",
    "data-field": field.field,
    "aria-label": `${field.label}${unfit}${says}${before}`,
    onclick: () => chosen(page, field, button),
  });
  for (const side of /** @type {const} */ (["left", "top", "width", "height"])) {
    button.style[side] = `${field[side] * 100}%`;
  }
  if (change) {
    button.classList.add("changed");
    for (const event of ["mouseenter", "focus"]) button.addEventListener(event, () => showOld(button, change));
    for (const event of ["mouseleave", "blur"]) button.addEventListener(event, hideOld);
  }
  return button;
}

/** @type {HTMLElement | null} What the field under the pointer was. */
let old = null;

/**
 * @param {HTMLElement} button
 * @param {Change} change
 */
function showOld(button, change) {
  hideOld();
  old = make("div", { id: "old" }, make("strong", {}, "前の文: "), change.old || "（空欄）");
  document.body.append(old);
  const field = button.getBoundingClientRect();
  old.style.left = `${Math.max(8, Math.min(field.left, innerWidth - old.offsetWidth - 8))}px`;
  const below = field.bottom + 6;
  const above = Math.max(8, field.top - old.offsetHeight - 6);
  old.style.top = `${below + old.offsetHeight < innerHeight ? below : above}px`;
}

function hideOld() {
  old?.remove();
}
