// How it stands with a value, in words.

/** @import { Value } from "./values.js" */

/** @type {Record<Value["standing"], string>} */
const STANDINGS = {
  untouched: "",
  writing: "書いている途中（まだ保存していません）",
  saving: "保存しています…",
  saved: "保存しました",
  refused: "保存できません。",
  conflict: "保存できません。ほかで書き換えられています。",
};

/**
 * Shows it at the value's place.
 *
 * @param {HTMLElement} element
 * @param {Value} value
 */
export function showStanding(element, { standing, refusal }) {
  const why = refusal ? `${[refusal.message, ...refusal.hints].join(" ")}文はこの欄に残っています。` : "";
  element.textContent = STANDINGS[standing] + why;
  element.dataset.standing = standing;
}
