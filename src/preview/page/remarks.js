// What was found in a field, and what can be done about it.

/** @import { Finding, Proposal } from "./state.schema.json" */

import { make } from "./elements.js";
import { excuse } from "./excuse.js";
import { oldAndNew } from "./proposals.js";

/**
 * A finding under its field.
 *
 * @param {Finding} finding
 * @param {string} measure
 * @param {Proposal | undefined} proposal
 * @param {() => void} accept
 */
export const findingItem = (finding, measure, proposal, accept) =>
  make(
    "li",
    { class: finding.error ? "error" : null },
    make("span", { class: "kind" }, kindOf(finding)),
    finding.message,
    finding.label ? `（${finding.label}）` : "",
    finding.hints.length ? make("p", { class: "hints" }, finding.hints.join(" ")) : null,
    actions(finding, measure, proposal, accept),
  );

/**
 * What was found in a field, each once: of a measure that is printed more than once, what its first sheet says is not repeated.
 *
 * @param {Finding[]} findings
 */
export function eachOnce(findings) {
  /** @type {Map<string, number | null>} The first sheet that says something. */
  const sayers = new Map();
  return findings.filter((finding) => {
    const said = JSON.stringify({ ...finding, sheet: null });
    if (!sayers.has(said)) sayers.set(said, finding.sheet);
    return sayers.get(said) === finding.sheet;
  });
}

/** @param {Finding} finding */
export const kindOf = (finding) => `${finding.error ? "エラー" : "注意"} ${finding.code}　`;

/**
 * To accept what is proposed, or to say that it is right as it is.
 *
 * @param {Finding} finding
 * @param {string} measure
 * @param {Proposal | null | undefined} proposal
 * @param {() => void} accept
 */
export function actions(finding, measure, proposal, accept) {
  if (!proposal && !finding.excusable) return null;
  return make(
    "div",
    { class: "actions" },
    proposal ? oldAndNew(proposal) : null,
    proposal ? make("button", { type: "button", class: "accept", onclick: accept }, "提案どおりに直す") : null,
    finding.excusable
      ? make("button", { type: "button", class: "excuse", onclick: () => excuse(measure, finding) }, "このままでよい…")
      : null,
  );
}
