// How it stands with the booklet: the line at the top, and the banner while there are errors.

/** @import { State } from "./state.schema.json" */

import { byId, make, renews } from "./elements.js";

const line = byId("status");
const banner = byId("banner");

/** What is to be said as long as the program answers. */
let status = "";

/** @param {string} text */
export function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

/** Says how it stands, once there is anything to say. */
export function sayStatus() {
  if (status) say(status);
}

/** @param {State} state */
export function showStatus(state) {
  const errors = state.findings.filter((finding) => finding.error);
  const clock = new Date().toLocaleTimeString("ja-JP");
  const sheets = state.booklet?.sheets.length ?? 0;
  status = state.stale
    ? `${clock} 誤りがあるため作れませんでした（エラー ${errors.length} 件）`
    : `${clock} に作りました（${sheets} 枚、指摘 ${state.findings.length} 件）`;

  document.body.classList.toggle("stale", state.stale && state.booklet !== null);
  const text = state.booklet
    ? "誤りがあるため、紙面は前の状態のままです。直して保存すると新しくなります。"
    : "誤りがあるため、まだ紙面を表示できません。直して保存すると表示されます。";
  const first = errors[0];
  const where = first?.file ? `（${first.file}${first.line ? ` の ${first.line} 行目` : ""}）` : "";
  // An alert is read out whenever it changes.
  if (!renews(banner, state.stale && [text, first?.message, where])) return;
  banner.replaceChildren(make("strong", {}, text), first?.message ?? "", where);
  banner.hidden = !state.stale;
}
