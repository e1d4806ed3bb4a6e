// The page はじめに: one room at a time, the one that the address names.

/** @import { Finding, State } from "../state.schema.json" */

import { byId } from "../elements.js";
import { ask, desk, mayWrite, refusalOf, sitDown, whyReading } from "../desk.js";
import { showBeginning } from "./beginning.js";
import "./changes.js";
import "./collecting.js";
import { showForms } from "./handing.js";
import { showProgress } from "./progress.js";
import { showPrints } from "./publishing.js";
import { saveAgain, showReview } from "./review.js";
import { fillVersions } from "./versions.js";

/** The rooms of a plan, and what is shown on entering. */
const ROOMS = /** @type {Record<string, () => unknown>} */ ({
  progress: showProgress,
  "hand-out": showForms,
  collect: () => {},
  check: showCheck,
  review: showReview,
  changes: fillVersions,
  publish: () => Promise.all([fillVersions(), showPrints()]),
});

const links = [...document.querySelectorAll("#rooms a")];

/** @param {string} id */
function enter(id) {
  for (const room of document.querySelectorAll(".room")) if (room instanceof HTMLElement) room.hidden = room.id !== id;
  for (const link of links) {
    if (link.getAttribute("href") === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  ROOMS[id]?.();
}

/** The room that the address names. */
function named() {
  const id = location.hash.slice(1);
  return id in ROOMS ? id : "progress";
}

/** How many findings there are; the preview shows them. */
async function showCheck() {
  const answer = await ask("/state");
  /** @type {State | null} */
  const state = answer.status === 200 ? answer.body : null;
  const count = byId("check-count");
  if (!state) {
    count.textContent = answer.status === 200 ? "まだ調べています。" : refusalOf(answer).message;
    return;
  }
  const errors = state.findings.filter((/** @type {Finding} */ finding) => finding.error).length;
  const others = state.findings.length - errors;
  count.textContent =
    state.findings.length === 0 ? "エラーも指摘もありません。" : `エラー ${errors} 件、指摘 ${others} 件です。`;
}

/** Shows anew what others have saved, where nobody writes, and saves what could not be saved. */
function listen() {
  const news = new EventSource("/news");
  news.addEventListener("message", () => {
    if (["progress", "check"].includes(named())) ROOMS[named()]?.();
    saveAgain();
  });
  return news;
}

async function start() {
  await sitDown();
  const line = byId("status");
  if (!desk.secretariat) {
    line.textContent = "";
    byId("reading-why").textContent = mayWrite() ? `${desk.author}の事業は、紙面の横で書けます。` : whyReading();
    byId("reading-way").textContent = mayWrite() ? "紙面を見て書く" : "紙面を見る";
    return enter("reading");
  }
  const { status, body } = await ask("/office/place");
  if (status !== 200) {
    line.textContent = refusalOf({ status, body }).message;
    return;
  }
  if (!body.begun) {
    line.textContent = "計画がまだありません。";
    showBeginning(body.folder);
    return enter("begin");
  }
  line.textContent = body.folder;
  byId("rooms").hidden = false;
  byId("to-preview").hidden = false;
  addEventListener("hashchange", () => {
    if (location.hash === "#content") return;
    enter(named());
    byId("content").focus();
  });
  enter(named());
  let news = listen();
  // A browser opens few connections to one program; tabs that nobody sees must not hold them.
  document.addEventListener("visibilitychange", () => {
    news.close();
    if (!document.hidden) news = listen();
  });
}

start();
