// 査定: one table to go through; a key marks and moves on.

/** @import { Asked, Measure, Review } from "./office.schema.json" */

import { byId, make } from "../elements.js";
import { ask, post, refusalOf } from "../desk.js";
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
    make("th", { scope: "col" }, "ページ"),
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
      const cell = row.asked.find((one) => one.label === label);
      return make("td", { class: "asked" }, cell ? control(row, cell) : null);
    }),
    ...told.map((label) => {
      const text = texts.get(label) ?? "";
      return make("td", { class: text.length > 40 ? "long" : null }, text);
    }),
  );
}

/**
 * @param {Measure} row
 * @param {Asked} asked
 */
function control(row, asked) {
  const name = { "aria-label": `${row.title}　${asked.label}${asked.last ? `　昨年度 ${asked.last}` : ""}`, "data-asked": asked.label };
  const last = asked.last ? make("p", { class: "hints" }, `昨年度 ${asked.last}`) : null;
  if (asked.choices.length === 0) {
    const area = make("textarea", name);
    area.value = asked.value;
    area.addEventListener("change", () => save(row, asked, area));
    return make("div", {}, area, last);
  }
  const select = make(
    "select",
    name,
    make("option", { value: "" }, "（まだ）"),
    ...asked.choices.map(([mark, word]) => make("option", { value: mark }, word ? `${mark} ${word}` : mark)),
  );
  select.value = asked.value;
  select.addEventListener("change", () => save(row, asked, select));
  select.addEventListener("keydown", (event) => {
    const mark = marked(asked, event);
    if (mark === null) return;
    event.preventDefault();
    select.value = mark;
    save(row, asked, select);
    following(select)?.focus();
  });
  return make("div", {}, select, last);
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

/** What is being saved: one after the other, so that each knows what stood there. */
let saving = Promise.resolve();

/**
 * @param {Measure} row
 * @param {Asked} asked
 * @param {HTMLSelectElement | HTMLTextAreaElement} element
 */
function save(row, asked, element) {
  const after = element.value;
  saving = saving.then(async () => {
    const answer = await post("/save", { measure: row.measure, keys: asked.keys, before: asked.value, after });
    const about = `${row.title}の${asked.label}`;
    if (answer.status === 200) {
      asked.value = answer.body.value;
      said.textContent = `${about}を保存しました（${asked.value || "空"}）。`;
    } else if (answer.status === 409) {
      asked.value = answer.body.now;
      element.value = asked.value;
      said.textContent = `${about}は、ほかで「${asked.value}」に書き換えられていました。保存していません。替えるときは、もう一度付けてください。`;
    } else {
      const { message, hints } = refusalOf(answer);
      element.value = asked.value;
      said.textContent = `${about}を保存できません。${[message, ...hints].join(" ")}`;
    }
  });
}
