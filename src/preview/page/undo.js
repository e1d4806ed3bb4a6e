// What was written, taken back and done again, in whichever field it was.

/** @import { Step } from "./state.schema.json" */

import { post, refusalOf } from "./desk.js";
import { byId } from "./elements.js";
import { openWhereWritten } from "./form.js";
import { noted } from "./standing.js";
import { nameOfSheet } from "./state.js";
import { tell } from "./told.js";
import { allAnswered } from "./values.js";

export const undo = () => step("/undo", "元に戻しました", "元に戻せる書き込みは、もうありません。");
export const redo = () => step("/redo", "やり直しました", "やり直せる書き込みは、もうありません。");

let busy = false;

/**
 * @param {"/undo" | "/redo"} address
 * @param {string} done
 * @param {string} nothing
 */
async function step(address, done, nothing) {
  if (busy) return;
  busy = true;
  // A field that was just left is saved first: that is what was written last.
  await allAnswered();
  const answer = await post(address, {});
  busy = false;
  if (answer.status === 204) {
    tell(nothing);
  } else if (answer.status === 200) {
    /** @type {Step} */
    const { measure, keys, label, title, sheet, told } = answer.body;
    await openWhereWritten(measure, keys);
    tell(`${nameOfSheet(sheet) ?? title}の「${label}」を${done}。${noted(told)}`);
  } else {
    const { message, hints } = refusalOf(answer);
    tell([message, ...hints].join(" "));
  }
}

byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
