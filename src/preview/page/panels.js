// The panels beside the paper: the list on the left, the details on the right.

import { byId } from "./elements.js";
import { refit } from "./size.js";

/** @typedef {"list" | "details"} Panel */

/** Whether there is room for one of the two: the list lies over the paper then, and the details below it. */
export const isNarrow = () => matchMedia("(max-width: 1100px)").matches;

/**
 * @param {Panel} panel
 * @param {boolean} shown
 */
export function showPanel(panel, shown) {
  set(panel, shown);
  if (shown && isNarrow()) set(panel === "list" ? "details" : "list", false);
}

/**
 * @param {Panel} panel
 * @param {boolean} shown
 */
function set(panel, shown) {
  document.body.classList.toggle(`without-${panel}`, !shown);
  byId(`show-${panel}`).setAttribute("aria-pressed", String(shown));
  refit();
}

for (const panel of /** @type {const} */ (["list", "details"])) {
  byId(`show-${panel}`).addEventListener("click", () => {
    showPanel(panel, document.body.classList.contains(`without-${panel}`));
  });
  if (isNarrow()) set(panel, false);
}
