// Hears of every save, and asks for what there is to show then.

/** @import { Anchor, Answers, Picture, State } from "./state.schema.json" */

import { state } from "./state.js";
import { say, sayStatus } from "./status.js";

const UNREACHABLE =
  "プログラムとつながっていません。終えたときは、もう一度 shinchoku serve で始めてください。";

/**
 * What the page does with news.
 *
 * @typedef {object} Reader
 * @property {(anchor: Anchor, picture: Picture) => void} redraw Shows the new picture of a page.
 * @property {(latest: State) => void} show Shows a new state.
 */

let asking = false;
let askAgain = false;

/**
 * Asks for the state; who asks meanwhile is answered by one more question.
 *
 * @param {Reader} reader
 */
async function ask(reader) {
  askAgain = asking;
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("/state");
    /** @type {Answers["/state"]} */
    const latest = await answer.json();
    if (latest && latest.version !== state?.version) reader.show(latest);
    sayStatus();
  } catch {
    say(UNREACHABLE);
  }
  asking = false;
  if (askAgain) ask(reader);
}

/** @param {Reader} reader */
function listen(reader) {
  const news = new EventSource("/news");
  /** @param {MessageEvent} event */
  const redraw = (event) => {
    /** @type {Answers["/news"]} */
    const redrawn = JSON.parse(event.data);
    for (const [anchor, picture] of redrawn) reader.redraw(anchor, picture);
  };
  // The pictures of pages that changed need not wait for all the rest.
  news.addEventListener("redrawn", redraw);
  news.addEventListener("message", (event) => {
    redraw(event);
    ask(reader);
  });
  news.addEventListener("error", () => say(UNREACHABLE));
  return news;
}

/**
 * Follows the news for as long as the page is there.
 *
 * @param {Reader} reader
 */
export function follow(reader) {
  let news = listen(reader);
  // A browser opens few connections to one program; tabs that nobody sees must not hold them.
  document.addEventListener("visibilitychange", () => {
    news.close();
    if (!document.hidden) news = listen(reader);
  });
}
