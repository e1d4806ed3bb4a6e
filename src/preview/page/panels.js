// The panels beside the paper: the list on the left, the details on the right.

import { byId } from "./elements.js";

/** @typedef {"list" | "details"} Panel */

/** Whether a panel lies over the paper, and there is room for one of the two. */
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
}

for (const panel of /** @type {const} */ (["list", "details"])) {
  byId(`show-${panel}`).addEventListener("click", () => {
    showPanel(panel, document.body.classList.contains(`without-${panel}`));
  });
  if (isNarrow()) set(panel, false);
}
