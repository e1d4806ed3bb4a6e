// 査定: one table to go through; a key marks and moves on.

/** @import { Asked, Measure, Review } from "./office.schema.json" */
/** @import { Value } from "../values.js" */

import { conflictBox } from "../conflict.js";
import { byId, make, renews } from "../elements.js";
import { ask, refusalOf } from "../desk.js";
import { showStanding } from "../standing.js";
import { saveStuck, valueOf } from "../values.js";
import { showRefusal } from "./outcome.js";

const place = byId("review-table");
const said = byId("review-said");

export async function showReview() {
  place.replaceChildren(make("p", {}, "読み込んでいます…"));
  const answer = await ask("/office/review");
  if (answer.status !== 200) return showRefusal(place, refusalOf(answer));
  /** @type {Review} */
  const { title, rows } = answer.body;
  byId("review-title").textContent = title;
  if (rows.length === 0) return place.replaceChildren(make("p", {}, "査定する事業がありません。"));
  const asked = labels(rows);
  const told = facts(rows);
  const headings = [
    make("th", { scope: "col", class: "number" }, "ページ"),
    make("th", { scope: "col", class: "name" }, "事業"),
    ...asked.map((label) => make("th", { scope: "col", class: "asked" }, label)),
    ...told.map((label) => make("th", { scope: "col" }, label)),
  ];
  place.replaceChildren(
    make(
      "table",
      { "aria-label": title },
      make("thead", {}, make("tr", {}, ...headings)),
      make("tbody", {}, ...rows.map((row) => line(row, told, asked))),
    ),
  );
  byId("review-keys").textContent = keys(rows);
}

/**
 * The names of what is asked, each once.
 *
 * @param {Measure[]} rows
 */
const labels = (rows) => [...new Set(rows.flatMap((row) => row.asked.map((asked) => asked.label)))];

/**
 * The names of what stands beside it for any measure.
 *
 * @param {Measure[]} rows
 */
const facts = (rows) => [...new Set(rows.flatMap((row) => row.facts.filter(([, text]) => text).map(([label]) => label)))];

/** @param {Measure[]} rows */
function keys(rows) {
  const marked = rows.flatMap((row) => row.asked).find((asked) => asked.choices.length > 0);
  if (!marked) return "";
  const marks = marked.choices.map(([mark]) => mark);
  const keys = marks.every((mark) => mark.length === 1)
    ? marks.join("、")
    : marks.map((mark, index) => `${index + 1}（${mark}）`).join("、");
  return `欄を選んで ${keys} のキーを押すと、付けて次の事業へ移ります。すぐに保存されます。`;
}

/**
 * @param {Measure} row
 * @param {string[]} told
 * @param {string[]} asked
 */
function line(row, told, asked) {
  const { page, title } = row;
  const texts = new Map(row.facts);
  return make(
    "tr",
    {},
    make("td", { class: "number" }, make("a", { href: `/#sheet-${page}`, "aria-label": `シート ${page}` }, String(page))),
    make("th", { scope: "row", class: "name" }, title),
    ...asked.map((label) => {
      const one = row.asked.find((one) => one.label === label);
      return make("td", { class: "asked" }, one ? cell(row, one) : null);
    }),
    ...told.map((label) => {
      const text = texts.get(label) ?? "";
      return make("td", { class: text.length > 40 ? "long" : null }, text);
    }),
  );
}

let count = 0;

/**
 * A value with what it is written with, how it stands with it, and what it was last year.
 *
 * @param {Measure} row
 * @param {Asked} asked
 */
function cell(row, asked) {
  const value = valueOf(row.measure, { ...asked, label: `${row.title}の${asked.label}` });
  const standing = make("p", { class: "standing", id: `standing-${(count += 1)}` });
  const conflict = make("div");
  const written = control(asked, value, {
    "aria-label": `${row.title}　${asked.label}${asked.last ? `　昨年度 ${asked.last}` : ""}`,
    "aria-describedby": standing.id,
    "data-asked": asked.label,
  });
  const show = () => {
    if (written.value !== value.text) written.value = value.text;
    written.setAttribute("aria-invalid", String(value.isStuck));
    showStanding(standing, value);
    if (!renews(conflict, value.conflict)) return;
    const box = conflictBox(value, (text, told) => {
      written.focus({ preventScroll: true });
      inTurn(value, () => value.settleWith(text), told);
    });
    conflict.replaceChildren(...(box ? [box] : []));
  };
  value.listener = show;
  show();
  const last = asked.last ? make("p", { class: "hints" }, `昨年度 ${asked.last}`) : null;
  return make("div", {}, written, last, standing, conflict);
}

/**
 * @param {Asked} asked
 * @param {Value} value
 * @param {Record<string, string>} attributes
 */
function control(asked, value, attributes) {
  if (asked.choices.length === 0) {
    const area = make("textarea", attributes);
    area.addEventListener("input", () => value.write(area.value));
    area.addEventListener("change", () => save(value));
    return area;
  }
  const select = make(
    "select",
    attributes,
    make("option", { value: "" }, "（まだ）"),
    ...asked.choices.map(([mark, word]) => make("option", { value: mark }, word ? `${mark} ${word}` : mark)),
  );
  /** @param {string} mark */
  const choose = (mark) => {
    value.write(mark);
    save(value);
  };
  select.addEventListener("change", () => choose(select.value));
  select.addEventListener("keydown", (event) => {
    const mark = marked(asked, event);
    if (mark === null) return;
    event.preventDefault();
    select.value = mark;
    choose(mark);
    following(select)?.focus();
  });
  return select;
}

/**
 * The mark that a key stands for.
 *
 * @param {Asked} asked
 * @param {KeyboardEvent} event
 */
function marked({ choices }, event) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.normalize("NFKC").toUpperCase();
  const marks = choices.map(([mark]) => mark);
  const named = marks.find((mark) => mark.normalize("NFKC").toUpperCase() === key);
  return named ?? (/^[1-9]$/.test(key) ? (marks[Number(key) - 1] ?? null) : null);
}

/**
 * The same field of the next measure.
 *
 * @param {HTMLElement} select
 */
function following(select) {
  const all = [...place.querySelectorAll("select")].filter((one) => one.dataset.asked === select.dataset.asked);
  return all[all.findIndex((one) => one === select) + 1];
}

/** What is being saved: one after the other, so that the journal has them in the order in which they were written. */
let saving = Promise.resolve();

/**
 * Does something that saves a value, and says what became of it.
 *
 * @param {Value} value
 * @param {() => Promise<boolean>} act
 * @param {string} [told] What has been done, if it was not only saved.
 */
function inTurn(value, act, told) {
  saving = saving.then(act).then(() => say(value, told));
}

/** @param {Value} value */
const save = (value) => inTurn(value, () => value.save());

/** Tries once more what could not be saved. */
export const saveAgain = () => saveStuck(say);

/**
 * @param {Value} value
 * @param {string} [told]
 */
function say({ label, saved, conflict, refusal }, told) {
  if (conflict) {
    const now = conflict.now || "空";
    said.textContent = `${label}は、ほかで「${now}」に書き換えられていました。保存していません。欄の下で、どちらにするかを選んでください。`;
  } else if (refusal) {
    said.textContent = `${label}を保存できません。${[refusal.message, ...refusal.hints].join(" ")}`;
  } else {
    said.textContent = told ? `${label}: ${told}。` : `${label}を保存しました（${saved || "空"}）。`;
  }
}
