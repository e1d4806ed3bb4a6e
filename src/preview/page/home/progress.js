// どこまで進んだか: who has reported, as `status` says it.

/** @import { Progress, SectionProgress } from "./office.schema.json" */

import { byId, make, renews } from "../elements.js";
import { ask, refusalOf } from "../desk.js";
import { showRefusal } from "./outcome.js";

/** Up to how many measures all are shown at once. */
const FEW = 15;

/** The signs of how far a measure is, beside its word. */
const SIGNS = /** @type {Record<string, string>} */ ({ 済: "state-done", 途中: "state-begun", 未着手: "state-none" });

export async function showProgress() {
  const place = byId("progress-table");
  if (!place.hasChildNodes()) place.replaceChildren(make("p", {}, "読み込んでいます…"));
  const answer = await ask("/office/progress");
  if (answer.status !== 200) return showRefusal(place, refusalOf(answer));
  /** @type {Progress} */
  const progress = answer.body;
  // Nobody who reads it loses the place over a save elsewhere.
  if (!renews(place, progress)) return;
  const { booklet, deadline, counts, sections } = progress;
  const all = sections.reduce((sum, section) => sum + section.of[0], 0);
  place.replaceChildren(
    make("p", {}, booklet),
    deadline ? make("p", {}, deadline) : "",
    make("p", {}, counts),
    ...sections.map((section) => sectionOf(section, all <= FEW)),
  );
}

/**
 * @param {SectionProgress} section
 * @param {boolean} open
 */
function sectionOf({ name, counts, measures }, open) {
  const headings = ["状況", "ページ", "事業", "足りない項目など"];
  const lines = measures.map(({ page, title, state, note }) =>
    make(
      "tr",
      {},
      make("td", { class: SIGNS[state] ?? null }, state),
      make("td", { class: "number" }, make("a", { href: `/#sheet-${page}`, "aria-label": `シート ${page}` }, String(page))),
      make("th", { scope: "row" }, title),
      make("td", {}, note),
    ),
  );
  return make(
    "details",
    { open },
    make("summary", {}, `${name}　${counts}`),
    make(
      "table",
      { "aria-label": name },
      make("thead", {}, make("tr", {}, ...headings.map((heading) => make("th", { scope: "col" }, heading)))),
      make("tbody", {}, ...lines),
    ),
  );
}
