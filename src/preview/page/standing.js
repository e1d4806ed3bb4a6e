// How it stands with a value, in words.

/** @import { Note } from "./state.schema.json" */
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
 * What whoever wrote something should know of its file, as it follows what was done; nothing, mostly.
 *
 * @param {Note[]} notes
 */
export const noted = (notes) =>
  notes.map(({ code, file, message, hints }) => ` 注意 ${code}　${file ?? ""}: ${[message, ...hints].join(" ")}`).join("");

/**
 * Shows it at the value's place.
 *
 * @param {HTMLElement} element
 * @param {Value} value
 */
export function showStanding(element, { standing, refusal, notes }) {
  const why = refusal ? `${[refusal.message, ...refusal.hints].join(" ")}文はこの欄に残っています。` : "";
  element.textContent = STANDINGS[standing] + why + (standing === "saved" ? noted(notes) : "");
  element.dataset.standing = standing;
}
