// What was found, as a list, and the way through it.

/** @import { Finding } from "./state.schema.json" */

import { post, refusalOf } from "./desk.js";
import { byId, make, renews } from "./elements.js";
import { closeForm, openForm } from "./form.js";
import { showPanel } from "./panels.js";
import { go } from "./places.js";
import { proposed } from "./proposals.js";
import { actions, kindOf } from "./remarks.js";
import { noted } from "./standing.js";
import { fieldOn, nameOfSheet, state } from "./state.js";
import { tell } from "./told.js";
import { written } from "./written.js";

const list = byId("findings");

/** Which was gone to last; it may be gone itself. @type {Finding | null} */
let current = null;
/** Where it is in the list, or would be. */
let place = -1;

export function showFindings() {
  const findings = state?.findings ?? [];
  const at = placeOf(current);
  if (at >= 0) place = at;
  if (!renews(list, [findings, at])) return;
  list.replaceChildren(...findings.map((finding, index) => item(finding, index, index === at)));
  byId("no-findings").hidden = findings.length > 0;
  byId("findings-title").textContent = findings.length ? `指摘（${findings.length} 件）` : "指摘";
  offer();
}

/**
 * What a finding is known by, although lines move: of the same, the nearest to where it was.
 *
 * @param {Finding | null} finding
 */
function placeOf(finding) {
  if (!finding) return -1;
  const findings = state?.findings ?? [];
  const alike = findings.flatMap((other, index) => (isAlike(finding, other) ? [index] : []));
  return alike.reduce((best, index) => (best < 0 || Math.abs(index - place) < Math.abs(best - place) ? index : best), -1);
}

/**
 * @param {Finding} one
 * @param {Finding} other
 */
const isAlike = (one, other) =>
  one.code === other.code && one.message === other.message && one.sheet === other.sheet && one.field === other.field;

/**
 * @param {Finding} finding
 * @param {number} index
 * @param {boolean} isCurrent
 */
function item(finding, index, isCurrent) {
  const where = [nameOfSheet(finding.sheet), labelOf(finding)].filter(Boolean).join("　");
  return make(
    "li",
    { class: finding.error ? "error" : null, "aria-current": isCurrent ? "true" : null },
    make(
      "button",
      { type: "button", onclick: () => goTo(index) },
      where ? make("span", { class: "about" }, where) : null,
      make("span", { class: "kind" }, kindOf(finding)),
      finding.message,
      finding.label ? `（${finding.label}）` : "",
    ),
    finding.hints.length ? make("p", { class: "hints" }, finding.hints.join(" ")) : null,
    written(finding),
  );
}

/** @param {Finding} finding */
const labelOf = ({ sheet, field }) => (sheet === null ? null : fieldOn([sheet], field)?.field.label);

/** Shows what can be done about the current finding, at the finding. */
async function offer() {
  const finding = current;
  const answer = finding && (await proposed(finding));
  if (!answer || finding !== current) return;
  const item = list.querySelector("li[aria-current]");
  if (!item || item.querySelector(".actions")) return;
  const { measure, proposal } = answer;
  item.append(actions(finding, measure, proposal, acceptCurrent) ?? "");
  item.scrollIntoView({ block: "nearest" });
}

/** Does what is proposed against the current finding. */
export async function acceptCurrent() {
  const finding = current && placeOf(current) >= 0 ? current : null;
  if (!finding || document.body.classList.contains("writing")) return;
  const answer = await proposed(finding);
  if (!answer?.proposal) {
    tell("この指摘には、決まった直し方がありません。欄を開いて直してください。");
    return;
  }
  const { measure, proposal } = answer;
  const { keys, before, after } = proposal;
  const saved = await post("/save", { measure, keys, before, after });
  if (saved.status === 200) {
    tell(`提案どおりに直しました。（${finding.message}）${noted(saved.body.told)}`);
    if (finding.sheet !== null) go(`sheet-${finding.sheet}`, finding.field);
  } else {
    tell(refusalOf(saved).message);
    openForm(measure, { keys });
  }
}

/** @param {number} index */
function goTo(index) {
  const finding = state?.findings[index];
  if (!finding) return;
  closeForm();
  current = finding;
  place = index;
  showFindings();
  showPanel("details", true);
  const item = list.children[index];
  item.scrollIntoView({ block: "nearest" });
  const page = `sheet-${finding.sheet}`;
  if (finding.sheet !== null && document.getElementById(page)) go(page, finding.field ?? "シート");
  else item.querySelector("button")?.focus();
}

/** Goes to the next, and from the last to the first. What was mended is in the list no more: the next has its place. */
export function goToNextFinding() {
  const count = state?.findings.length;
  if (count) goTo((placeOf(current) < 0 ? Math.max(place, 0) : place + 1) % count);
}
