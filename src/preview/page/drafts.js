// What is being written, laid out without being saved: one text at a time, and always the latest.

/** @import { Draft, Keys } from "./state.schema.json" */

import { post } from "./desk.js";

/**
 * How long to wait for more keys, in milliseconds: of those that come together, as from an input method, the last counts. Whoever types
 * on while a text is laid out is shown the latest one next.
 */
const PAUSE = 15;

/**
 * @typedef {object} Question
 * @property {{ measure: string, keys: Keys, text: string }} about
 * @property {(draft: Draft) => void} show
 */

/** @type {Question | null} The latest text that was not asked about. */
let waiting = null;
let timer = 0;
/** @type {Question | null} What the program is being asked. */
let asked = null;

/** @param {Question} question */
export function draft(question) {
  waiting = question;
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

/** Asks no more, and shows nothing of what was asked. */
export function dropDrafts() {
  clearTimeout(timer);
  timer = 0;
  waiting = null;
  asked = null;
}

let busy = false;

async function send() {
  timer = 0;
  if (busy || !waiting) return;
  const question = waiting;
  waiting = null;
  asked = question;
  busy = true;
  const { status, body } = await post("/draft", question.about);
  busy = false;
  // Answers about older texts are of no use.
  if (asked === question && !waiting && status === 200) question.show(body);
  if (waiting && !timer) send();
}
