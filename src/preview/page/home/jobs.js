// What takes its time: it is begun, and asked for until it is done.

/** @import { Job } from "./office.schema.json" */

import { make } from "../elements.js";
import { ask, post, refusalOf } from "../desk.js";
import { showOutcome, showRefusal } from "./outcome.js";

/** How long to wait before asking again, in milliseconds. */
const MOMENT = 250;

/** How often a program that does not answer is asked again. */
const PATIENCE = 40;

const wait = () => new Promise((resolve) => setTimeout(resolve, MOMENT));

/**
 * Has something done, and shows below a button how far it is and what came of it. Tells the outcome, if there is one.
 *
 * @param {HTMLButtonElement} button Rests meanwhile.
 * @param {HTMLElement} place
 * @param {string} task
 * @param {object} content
 */
export async function work(button, place, task, content) {
  button.disabled = true;
  const bar = make("progress", { max: "1", value: "0", "aria-label": "進み具合" });
  const step = make("p", { role: "status" }, "始めています");
  place.replaceChildren(step, bar);
  const begun = await post(`/office/${task}`, content);
  const outcome = begun.status === 200 ? await followed(begun.body.job, bar, step) : null;
  button.disabled = false;
  if (outcome) showOutcome(place, outcome);
  else showRefusal(place, begun.status === 200 ? refusalOf({ status: 0, body: "" }) : refusalOf(begun));
  return outcome;
}

/**
 * @param {number} number
 * @param {HTMLProgressElement} bar
 * @param {HTMLElement} step
 */
async function followed(number, bar, step) {
  for (let silent = 0; silent < PATIENCE; ) {
    const answer = await ask("/office/job");
    /** @type {Job | null} */
    const job = answer.status === 200 ? answer.body : null;
    if (job?.number === number) {
      silent = 0;
      if (job.outcome) return job.outcome;
      bar.value = job.share;
      if (step.textContent !== job.step) step.textContent = job.step;
    } else {
      silent += 1;
    }
    await wait();
  }
  return null;
}
