// What differs from an earlier version, as a list.

/** @import { Change } from "./state.schema.json" */

import { byId, make, renews } from "./elements.js";
import { go } from "./places.js";
import { state } from "./state.js";

const list = byId("changes");

export function showChanges() {
  const booklet = state?.booklet;
  const compared = Boolean(booklet?.changes);
  byId("changes-section").hidden = !compared;
  byId("only-changed-label").hidden = !compared;
  if (!booklet || !compared || !renews(list, booklet.told)) return;
  byId("changes-title").textContent = `変更（${booklet.told.length} 件）`;
  list.replaceChildren(
    ...booklet.told.map((change) =>
      make("li", {}, heading(change), make("p", { class: "versions" }, ...versions(change))),
    ),
  );
}

/** @param {Change} change */
function heading({ sheet, title, label, field }) {
  if (sheet === null) return make("p", {}, `${title}　${label}`);
  return make(
    "button",
    { type: "button", onclick: () => go(`sheet-${sheet}`, field) },
    `シート ${sheet}　${title}　${label}`,
  );
}

/**
 * A text that differs, as it was and as it is.
 *
 * @param {Change} change
 */
export const versions = (change) =>
  change.words.map(([kind, text]) => (kind === "same" ? text : make(kind === "old" ? "del" : "ins", {}, text)));
