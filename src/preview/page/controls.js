// What a value is written with: a text that grows, a line, a choice.

/** @import { Row } from "./state.schema.json" */

import { make } from "./elements.js";

/** @typedef {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement} Control */

/**
 * @param {Row} row
 * @param {string} id
 * @returns {Control}
 */
export function controlFor({ kind, choices, value, required, writable }, id) {
  const common = { id, "aria-required": required ? "true" : null, autocomplete: "off" };
  if (kind === "choice" && writable) return choice(choices, value, common);
  const readonly = !writable;
  if (kind === "words" || kind === "prose" || readonly) {
    const area = make("textarea", { ...common, rows: kind === "prose" ? "3" : "1", readonly });
    area.addEventListener("input", () => grow(area));
    return area;
  }
  const inputmode = kind === "date" ? null : "decimal";
  return make("input", { ...common, type: "text", inputmode, placeholder: kind === "date" ? "例: 2026-05-31" : null });
}

/**
 * @param {Row["choices"]} choices
 * @param {string} value
 * @param {Record<string, string | null>} attributes
 */
function choice(choices, value, attributes) {
  const known = choices.some(([mark]) => mark === value);
  // What the file says although it is no choice is not lost by looking at it.
  const odd = known || !value ? [] : [make("option", { value }, `${value}（選べない値）`)];
  const marks = choices.filter(([mark]) => mark);
  const options = marks.map(([mark, name]) => make("option", { value: mark }, nameOfChoice(mark, name)));
  return make("select", attributes, make("option", { value: "" }, "（未記入）"), ...odd, ...options);
}

/**
 * @param {string} mark
 * @param {string | null} name
 */
export const nameOfChoice = (mark, name) => (name && name !== mark ? `${mark}　${name}` : mark);

/**
 * Shows a text in a control; the place of the cursor stays where the text does.
 *
 * @param {Control} control
 * @param {string} text
 */
export function fill(control, text) {
  if (control.value !== text) control.value = text;
  if (control instanceof HTMLTextAreaElement) grow(control);
}

/** @param {HTMLTextAreaElement} area It becomes as high as its text. */
export function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

/**
 * Whether a key belongs to a conversion of the input method, as the Enter that ends it does; one browser tells by the code
 * only.
 *
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;
