// What was found, as a list.

/** @import { Finding } from "./state.schema.json" */

import { byId, make, renews } from "./elements.js";
import { isNarrow, showPanel } from "./panels.js";
import { go } from "./places.js";
import { state } from "./state.js";

const list = byId("findings");

/** Which was gone to last. */
let current = -1;

export function showFindings() {
  const findings = state?.findings ?? [];
  if (!renews(list, [findings, current])) return;
  current = Math.min(current, findings.length - 1);
  list.replaceChildren(...findings.map(item));
  byId("no-findings").hidden = findings.length > 0;
  byId("findings-title").textContent = findings.length ? `指摘（${findings.length} 件）` : "指摘";
}

/**
 * @param {Finding} finding
 * @param {number} index
 */
function item(finding, index) {
  return make(
    "li",
    { class: finding.error ? "error" : null, "aria-current": index === current ? "true" : null },
    make(
      "button",
      { type: "button", onclick: () => goTo(index) },
      make("span", { class: "kind" }, `${finding.error ? "エラー" : "注意"} ${finding.code}　`),
      finding.message,
      finding.label ? `（${finding.label}）` : "",
    ),
    finding.hints.length ? make("p", { class: "hints" }, finding.hints.join(" ")) : null,
    written(finding),
  );
}

/**
 * Where in the files something is written.
 *
 * @param {Pick<Finding, "file" | "line" | "link">} place
 */
export function written({ file, line, link }) {
  if (!file) return null;
  const name = line ? `${file} の ${line} 行目` : file;
  return make("p", { class: "where" }, `${name}　`, link ? make("a", { href: link }, "開く") : null);
}

/** @param {number} index */
function goTo(index) {
  const finding = state?.findings[index];
  if (!finding) return;
  current = index;
  showFindings();
  const item = list.children[index];
  item.scrollIntoView({ block: "nearest" });
  const page = `sheet-${finding.sheet}`;
  if (finding.sheet !== null && document.getElementById(page)) {
    go(page, finding.field ?? "シート");
    if (isNarrow()) showPanel("details", false);
  } else {
    item.querySelector("button")?.focus();
  }
}

/** Goes to the next, and from the last to the first. */
export function goToNextFinding() {
  const count = state?.findings.length;
  if (count) goTo((current + 1) % count);
}
