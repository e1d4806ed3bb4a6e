// What would mend a finding, and how it reads.

/** @import { Finding, Form, Proposal } from "./state.schema.json" */

import { ask, mayWrite } from "./desk.js";
import { make } from "./elements.js";
import { measureOf, state } from "./state.js";

/** How many characters stand around what a proposal changes. */
const AROUND = 8;

/** The forms that were asked for since the last state, by measure. @type {Map<string, Promise<Form | null>>} */
let forms = new Map();
/** @type {number | undefined} */
let version;

/**
 * The form of a measure as it was when the state was.
 *
 * @param {string} measure
 */
function formOf(measure) {
  if (version !== state?.version) {
    forms = new Map();
    version = state?.version;
  }
  const asked = forms.get(measure) ?? askFor(measure);
  forms.set(measure, asked);
  return asked;
}

/**
 * @param {string} measure
 * @returns {Promise<Form | null>}
 */
async function askFor(measure) {
  const { status, body } = await ask(`/forms/${encodeURIComponent(measure)}`);
  return status === 200 ? body : null;
}

/**
 * What the program proposes against a finding, with the measure; nothing where it cannot be accepted.
 *
 * @param {Finding} finding
 */
export async function proposed(finding) {
  const measure = measureOf(finding.sheet);
  if (!measure || !mayWrite()) return null;
  const form = await formOf(measure);
  if (!form?.writable) return null;
  return { measure, proposal: form.proposals.find((proposal) => mends(form, proposal, finding)) ?? null };
}

/**
 * @param {Form} form
 * @param {Proposal} proposal
 * @param {Finding} finding
 */
function mends(form, proposal, finding) {
  if (!isAbout(proposal, finding)) return false;
  const row = form.rows.find((one) => isSame(one.keys, proposal.keys));
  return !row || !finding.field || row.field === finding.field;
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Whether a proposal is one against a finding. What is wrong twice in a text differs in what is to be done about it.
 *
 * @param {Proposal} proposal
 * @param {Finding} finding
 */
export const isAbout = ({ code, message, hints }, finding) =>
  code === finding.code && message === finding.message && isSame(hints, finding.hints);

/** What stands for a text that is empty. */
const EMPTY = "（空欄）";

/**
 * What a proposal changes, with some words around it.
 *
 * @param {Pick<Proposal, "before" | "after">} proposal
 */
export function oldAndNew({ before, after }) {
  const [old, now] = [[...before], [...after]];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const from = Math.max(0, start - AROUND);
  const to = Math.min(end, AROUND);
  const [removed, added] = [old, now].map((text) => text.slice(start, text.length - end).join(""));
  return make(
    "p",
    { class: "versions" },
    (from > 0 ? "…" : "") + old.slice(from, start).join(""),
    removed ? make("del", {}, removed) : null,
    removed && (added || !after) ? " → " : null,
    added ? make("ins", {}, added) : null,
    after ? null : EMPTY,
    old.slice(old.length - end, old.length - end + to).join("") + (end > to ? "…" : ""),
  );
}
