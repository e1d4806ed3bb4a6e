// 校正除外: that a finding is right as it is, and why.

/** @import { Excused, Finding, Form } from "./state.schema.json" */

import { isComposing } from "./controls.js";
import { desk, post, refusalOf } from "./desk.js";
import { byId, make, renews } from "./elements.js";
import { noted } from "./standing.js";
import { tell } from "./told.js";

const dialog = byId("excuse", HTMLDialogElement);
const reason = byId("excuse-reason", HTMLTextAreaElement);
const problem = byId("excuse-problem");

/** @type {Pick<Finding, "code" | "words" | "file"> & { measure: string } | null} What is being excused. */
let about = null;

/**
 * Asks for the reason.
 *
 * @param {string} measure
 * @param {Finding} finding
 */
export function excuse(measure, finding) {
  const { code, words, file } = finding;
  const isOther = about?.measure !== measure || about.code !== code || about.words !== words || about.file !== file;
  if (isOther) reason.value = "";
  about = { measure, code, words, file };
  byId("excuse-finding").textContent = `${named(about)}　${finding.message}`;
  problem.textContent = "";
  dialog.showModal();
  reason.focus();
}

/**
 * What is excused, for people.
 *
 * @param {Pick<Excused, "code" | "words">} excused
 */
const named = ({ code, words }) => (words === null ? code : `「${words}」の ${code}`);

async function send() {
  if (!about) return;
  const answer = await post("/excuse", { ...about, reason: reason.value.trim() });
  if (answer.status === 200) {
    tell(`${named(about)} を校正から除きました。${noted(answer.body.told)}`);
    about = null;
    dialog.close();
    return;
  }
  const { message, hints } = refusalOf(answer);
  problem.textContent = [message, ...hints].join(" ");
  reason.focus();
}

const shown = byId("excused");
const list = byId("excused-list");

/**
 * What is excused of a measure, with the way back for the secretariat.
 *
 * @param {Form} form
 */
export function showExcused({ measure, excused: all }) {
  shown.hidden = all.length === 0;
  byId("excused-title").textContent = `校正から除いた指摘（${all.length} 件）`;
  if (!renews(list, [measure, all])) return;
  list.replaceChildren(...all.map((one) => item(measure, one)));
}

/**
 * @param {string} measure
 * @param {Excused} one
 */
function item(measure, one) {
  const { code, name, words, file, reason } = one;
  const button = () => make("button", { type: "button", onclick: () => withdraw(measure, one) }, "また知らせるようにする");
  return make(
    "li",
    {},
    make("span", { class: "kind" }, `${code}　`),
    `${name}${words === null ? "" : `　箇所: ${words}`}　理由: ${reason}`,
    make("p", { class: "where" }, file),
    desk.secretariat ? make("div", { class: "actions" }, button()) : null,
  );
}

/**
 * @param {string} measure
 * @param {Excused} excused
 */
async function withdraw(measure, excused) {
  const { code, words, file, reason } = excused;
  const answer = await post("/withdraw", { measure, code, words, file, reason });
  if (answer.status === 200) {
    // The button is gone with it.
    byId("details").focus();
    tell(`${named(excused)} を、また知らせます。${noted(answer.body.told)}`);
  } else {
    const { message, hints } = refusalOf(answer);
    tell([message, ...hints].join(" "));
  }
}

byId("excuse-send").addEventListener("click", send);
byId("excuse-cancel").addEventListener("click", () => dialog.close());
reason.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  send();
});
