// 変更: what has changed since a version.

/** @import { Change } from "../state.schema.json" */

import { byId, make } from "../elements.js";
import { work } from "./jobs.js";
import { showRefusal } from "./outcome.js";

const button = byId("compare", HTMLButtonElement);
const place = byId("changes-outcome");
const list = byId("changes-list");

button.addEventListener("click", async () => {
  list.replaceChildren();
  const since = byId("since", HTMLSelectElement).value;
  if (!since) return showRefusal(place, { message: "前の版を選んでください。", hints: [] });
  const outcome = await work(button, place, "compare", { since });
  list.replaceChildren(...(outcome?.changes ?? []).map(entry));
});

/** What became of a piece of a text, as an element. */
const PIECES = /** @type {const} */ ({ same: "span", old: "del", new: "ins" });

/** @param {Change} change */
function entry({ sheet, title, label, words }) {
  const where = `${sheet === null ? "" : `シート ${sheet}　`}${title}　${label}`;
  return make(
    "li",
    {},
    sheet === null ? make("p", {}, where) : make("p", {}, make("a", { href: `/#sheet-${sheet}` }, where)),
    make("p", { class: "versions" }, ...words.map(([piece, text]) => make(PIECES[piece], {}, text))),
  );
}
