// The form of a measure beside its page: every value that can be written of it.

/** @import { Finding, Form, Keys, Row } from "./state.schema.json" */

import { isComposing } from "./controls.js";
import { ask, mayWrite, refusalOf } from "./desk.js";
import { byId, make, renews } from "./elements.js";
import { showExcused } from "./excuse.js";
import { showPanel } from "./panels.js";
import { showDraft } from "./papers.js";
import { current, go, point } from "./places.js";
import { isSame } from "./proposals.js";
import { eachOnce, findingItem } from "./remarks.js";
import { RowView } from "./row.js";
import { fieldOn, findingsOn, measureOf, nameOfSheet, pages } from "./state.js";
import { tell } from "./told.js";
import { saves, saveStuck, stuck, valueOf, whenUnsaved } from "./values.js";

/** @typedef {{ field?: string | null, keys?: Keys }} Wanted A row, by its field on the page or by its keys. */

const details = byId("details");
const list = byId("rows");
const others = byId("other-remarks");
const notice = byId("unsaved");

/** @type {{ form: Form, rows: RowView[] } | null} */
let opened = null;
/** The latest that was asked to be opened. */
let wish = 0;

/** @param {string} measure */
const askFor = (measure) => ask(`/forms/${encodeURIComponent(measure)}`);

/**
 * Opens the form of a measure, and goes to a row of it. False if there is no such row.
 *
 * @param {string} measure
 * @param {Wanted} wanted
 */
export async function openForm(measure, wanted = {}) {
  wish += 1;
  const mine = wish;
  const answer = await askFor(measure);
  if (mine !== wish) return true;
  if (answer.status !== 200) {
    tell(refusalOf(answer).message);
    return false;
  }
  /** @type {Form} */
  const form = answer.body;
  const index = form.rows.findIndex(isWanted(wanted));
  if (index < 0 && (wanted.keys || wanted.field)) return false;
  show(form);
  document.body.classList.add("writing");
  showPanel("details", true);
  opened?.rows.forEach((row) => row.place());
  const row = opened?.rows[Math.max(0, index)];
  if (row) {
    go(anchorOf(form), row.row.field, false);
    row.focus();
  }
  return true;
}

/**
 * Which row is meant; if none is named, the first that can be written.
 *
 * @param {Wanted} wanted
 * @returns {(row: Row) => boolean}
 */
function isWanted({ keys, field }) {
  if (keys) return (row) => isSame(row.keys, keys);
  return field ? (row) => row.field === field : (row) => row.writable;
}

/**
 * Opens a form where something was written: at its row, or, if it is none of the form, at the first.
 *
 * @param {string} measure
 * @param {Keys} keys
 */
export async function openWhereWritten(measure, keys) {
  if (!(await openForm(measure, { keys }))) await openForm(measure);
}

/** Opens the form of the page in view, at the field that is framed there. */
export function openHere() {
  const page = pages().find((one) => one.anchor === current);
  const measure = page && measureOf(page.sheet);
  if (!measure || !mayWrite()) return;
  open(measure, fieldInView());
}

/** The field that is framed on the page in view. */
function fieldInView() {
  /** @type {HTMLElement | null} */
  const marked = document.querySelector(`#${current} .field.marked`);
  return marked?.dataset.field ?? null;
}

/**
 * Opens a form at a field, or, where that is not written here, at the first that is.
 *
 * @param {string} measure
 * @param {string | null} field
 */
async function open(measure, field) {
  if (!(await openForm(measure, { field })) && field) await openForm(measure);
}

/** Leaves the form; what is being written is saved. */
export function closeForm() {
  if (!opened || !document.body.classList.contains("writing")) return;
  const { form } = opened;
  const active = rowInHand();
  opened = null;
  document.body.classList.remove("writing");
  showPanel("details", true);
  if (active) go(anchorOf(form), active.row.field);
  list.replaceChildren();
}

/** Takes over what has changed meanwhile, but for what is being written. */
export async function refreshForm() {
  if (!opened) return;
  const { measure } = opened.form;
  const before = saves;
  const answer = await askFor(measure);
  if (opened?.form.measure !== measure || answer.status !== 200) return;
  // An answer may be older than what was saved meanwhile.
  if (saves === before) show(answer.body);
  else await refreshForm();
}

/** The row that the keyboard is in. */
export const rowInHand = () => opened?.rows.find((row) => row.control === document.activeElement) ?? null;

/** @param {Form} form */
function show(form) {
  const known = opened?.form.measure === form.measure ? opened.rows : [];
  /** @param {Row} row */
  const viewOf = (row) =>
    known.find((view) => fits(view, row)) ?? new RowView(row, valueOf(form.measure, row), form.sheets, desk);
  const rows = form.rows.map(viewOf);
  const stays = known.length === rows.length && rows.every((row, index) => row === known[index]);
  opened = { form, rows };
  if (!stays) {
    head(form);
    put(rows);
  }
  const findings = form.sheets.flatMap(findingsOn);
  showExcused(form);
  showOthers(form, findings.filter((finding) => form.rows.every((row) => row.field !== finding.field)));
  rows.forEach((row, index) => {
    valueOf(form.measure, form.rows[index]);
    row.renew(form.rows[index], findings, form.proposals.filter((one) => isSame(one.keys, row.row.keys)));
  });
}

/**
 * What was found on the sheets and is of no row: of the sheet as a whole, of what the measure says, or of the plan.
 *
 * @param {Form} form
 * @param {Finding[]} findings
 */
function showOthers({ measure }, findings) {
  if (!renews(others, [measure, findings])) return;
  others.replaceChildren(
    ...eachOnce(findings).map((finding) => {
      const item = findingItem(finding, measure, undefined, () => {});
      const about = finding.sheet === null ? null : fieldOn([finding.sheet], finding.field)?.field.label;
      if (about) item.prepend(make("span", { class: "about" }, about));
      return item;
    }),
  );
}

/**
 * Puts rows on the page. Those that are there stay where they are: the keyboard may be in one.
 *
 * @param {RowView[]} rows
 */
function put(rows) {
  const elements = rows.map((row) => row.element);
  for (const gone of [...list.children].filter((one) => elements.every((element) => element !== one))) gone.remove();
  elements.forEach((element, index) => {
    const next = list.children[index] ?? null;
    if (next !== element) list.insertBefore(element, next);
  });
}

/**
 * Whether a row can stay as it is.
 *
 * @param {RowView} view
 * @param {Row} row
 */
const fits = ({ row }, { keys, kind, writable, choices, label }) =>
  isSame(row.keys, keys) && row.kind === kind && row.writable === writable && row.label === label &&
  JSON.stringify(row.choices) === JSON.stringify(choices);

/** @param {Form} form */
function head(form) {
  byId("form-title").textContent = nameOfSheet(form.sheets[0] ?? null) ?? form.title;
  byId("form-way").textContent = form.way;
  byId("form-closed").hidden = form.writable;
  byId("facts").replaceChildren(
    ...form.facts.map(([label, text]) => make("div", {}, make("dt", {}, label), make("dd", {}, text || "（空欄）"))),
  );
}

/**
 * The page of a form: the one in view, if the measure is printed more than once.
 *
 * @param {Form} form
 */
function anchorOf({ sheets }) {
  const anchors = sheets.map((sheet) => `sheet-${sheet}`);
  return anchors.find((anchor) => anchor === current) ?? anchors[0] ?? "";
}

const desk = {
  /** @param {RowView} view */
  entered({ row }) {
    if (opened) point(anchorOf(opened.form), row.field);
  },
  drawn: showDraft,
};

/** Tries once more what could not be saved. */
export const saveAgain = () => saveStuck((value) => tell(`「${value.label}」を保存しました。`));

whenUnsaved(() => {
  const count = stuck().length;
  notice.hidden = count === 0;
  notice.textContent = `保存できていない文 ${count} 件`;
});
notice.addEventListener("click", () => {
  const [first] = stuck();
  if (first) openForm(first.measure, { keys: first.keys });
});
// From wherever one is in the form, back to the field on the page.
byId("form").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || isComposing(event) || !opened) return;
  event.preventDefault();
  const { form, rows } = opened;
  const row = rows.find((one) => event.target instanceof Node && one.element.contains(event.target));
  go(anchorOf(form), row?.row.field ?? fieldInView());
});
byId("close-form").addEventListener("click", () => {
  closeForm();
  details.focus();
});
