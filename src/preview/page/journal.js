// Who wrote what, as a list.

/** @import { Entry, Journal } from "./state.schema.json" */

import { ask, refusalOf } from "./desk.js";
import { byId, make } from "./elements.js";
import { openWhereWritten } from "./form.js";
import { oldAndNew } from "./proposals.js";
import { nameOfSheet } from "./state.js";

const dialog = byId("journal", HTMLDialogElement);
const list = byId("entries");
const none = byId("no-entries");

async function open() {
  const answer = await ask("/journal");
  if (answer.status === 200) {
    /** @type {Journal} */
    const { entries } = answer.body;
    list.replaceChildren(...entries.map(item));
    none.textContent = "まだ何も書かれていません。";
    none.hidden = entries.length > 0;
  } else {
    list.replaceChildren();
    none.textContent = refusalOf(answer).message;
    none.hidden = false;
  }
  dialog.showModal();
}

/** @param {Entry} entry */
function item({ time, author, measure, keys, title, sheet, label, before, after, undone }) {
  const when = new Date(time).toLocaleString("ja-JP", { dateStyle: "short", timeStyle: "short" });
  const show = () => {
    dialog.close();
    openWhereWritten(measure, keys);
  };
  return make(
    "li",
    { class: undone ? "undone" : null },
    make("p", {}, make("time", { datetime: time }, when), `　${author}${undone ? "（元に戻した）" : ""}`),
    make("button", { type: "button", onclick: show }, `${nameOfSheet(sheet) ?? title}　${label}`),
    oldAndNew({ before, after }),
  );
}

byId("show-journal").addEventListener("click", open);
