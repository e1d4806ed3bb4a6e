// What came of a task.

/** @import { Finding } from "../state.schema.json" */
/** @import { Outcome } from "./office.schema.json" */

import { make } from "../elements.js";
import { fileLink } from "./files.js";

/**
 * @param {HTMLElement} place
 * @param {Outcome} outcome
 */
export function showOutcome(place, { done, said, files, findings }) {
  const shown = said.map((line) => make("p", { class: "said" }, line));
  const links = make("ul", { class: "files" }, ...files.map((name) => make("li", {}, fileLink(name))));
  place.replaceChildren(
    make("div", { role: "status", class: done ? null : "refused" }, ...(shown.length > 0 ? shown : [reason(done)])),
    files.length > 0 ? links : "",
    findings.length > 0 ? make("ol", { class: "findings" }, ...findings.map(finding)) : "",
  );
}

/** @param {boolean} done */
const reason = (done) => make("p", {}, done ? "できました。" : "できませんでした。");

/**
 * @param {HTMLElement} place
 * @param {{ message: string, hints: string[] }} refusal
 */
export function showRefusal(place, { message, hints }) {
  place.replaceChildren(
    make("div", { role: "alert", class: "refused" }, make("p", {}, message), ...hints.map((hint) => make("p", {}, hint))),
  );
}

/** @param {Finding} finding */
function finding({ error, code, message, hints, sheet, file }) {
  const where = [sheet === null ? null : `シート ${sheet}`, file].filter(Boolean).join("　");
  return make(
    "li",
    { class: error ? "error" : null },
    make("p", {}, `${error ? "エラー" : "注意"} ${code}　${message}`),
    where ? make("p", { class: "hints" }, where) : null,
    ...hints.map((hint) => make("p", { class: "hints" }, hint)),
  );
}
