// Two texts for one field: what was written here, and what the file says by now. A person decides.

/** @import { Value } from "./values.js" */

import { make } from "./elements.js";

/**
 * @param {Value} value
 * @param {(text: string, told: string) => void} decide
 */
export function conflictBox(value, decide) {
  const { conflict } = value;
  if (!conflict) return null;
  /**
   * @param {string} title
   * @param {string} text
   */
  const side = (title, text) =>
    make("div", {}, make("h3", {}, title), make("p", { class: "typed" }, text || "（空欄）"));
  /**
   * @param {string} name
   * @param {() => string} text
   * @param {string} told
   */
  const button = (name, text, told) => make("button", { type: "button", onclick: () => decide(text(), told) }, name);
  return make(
    "div",
    { class: "conflict", role: "group", "aria-label": `${value.label}: 二つの文` },
    make("p", {}, conflict.message),
    make("div", { class: "sides" }, side("自分の文", conflict.mine), side("今の文（ほかで保存されたもの）", conflict.now)),
    make(
      "div",
      { class: "choices" },
      button("自分の文にする", () => conflict.mine, "自分の文で保存しました"),
      button("今の文にする", () => conflict.now, "今の文のままにしました"),
      button("直して保存", () => value.text, "直した文を保存しました"),
    ),
    make("p", { class: "hints" }, "上の欄で二つの文を一つに直してから「直して保存」を押すこともできます。"),
  );
}
