// 校正除外: that a finding is right as it is, and why.

/** @import { Finding } from "./state.schema.json" */

import { isComposing } from "./controls.js";
import { post, refusalOf } from "./desk.js";
import { byId } from "./elements.js";
import { noted } from "./standing.js";
import { tell } from "./told.js";

const dialog = byId("excuse", HTMLDialogElement);
const reason = byId("excuse-reason", HTMLTextAreaElement);
const problem = byId("excuse-problem");

/** @type {Pick<Finding, "code" | "file"> & { measure: string } | null} What is being excused. */
let about = null;

/**
 * Asks for the reason.
 *
 * @param {string} measure
 * @param {Finding} finding
 */
export function excuse(measure, finding) {
  const { code, file } = finding;
  if (about?.measure !== measure || about.code !== code || about.file !== file) reason.value = "";
  about = { measure, code, file };
  byId("excuse-finding").textContent = `${finding.code}　${finding.message}`;
  problem.textContent = "";
  dialog.showModal();
  reason.focus();
}

async function send() {
  if (!about) return;
  const answer = await post("/excuse", { ...about, reason: reason.value.trim() });
  if (answer.status === 200) {
    tell(`${about.code} を、理由を添えて校正の対象から除きました。${noted(answer.body.told)}`);
    about = null;
    dialog.close();
    return;
  }
  const { message, hints } = refusalOf(answer);
  problem.textContent = [message, ...hints].join(" ");
  reason.focus();
}

byId("excuse-send").addEventListener("click", send);
byId("excuse-cancel").addEventListener("click", () => dialog.close());
reason.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  send();
});
