// Values of records that are being written: each knows what the file says, and keeps what it does not say yet.

/** @import { Keys, Note, Refusal } from "./state.schema.json" */

import { post, refusalOf } from "./desk.js";

/**
 * How it stands with a value: nothing was done to it, or it is being written, or what became of that.
 *
 * @typedef {"untouched" | "writing" | "saving" | "saved" | "refused" | "conflict"} Standing
 */

/** How often something was sent to be saved, and how often that had ended: what was asked for in between is old. */
export let saves = 0;

/** What is on its way. @type {Set<Promise<boolean>>} */
const underway = new Set();

/** Waits until all that was sent has been answered. */
export const allAnswered = () => Promise.all(underway);

/** @type {() => void} */
let changed = () => {};

/** @param {() => void} listener What is to be done whenever another value is unsaved, or none. */
export function whenUnsaved(listener) {
  changed = listener;
}

/** A value of a record, in the browser. */
export class Value {
  /** @type {Standing} */
  standing = "untouched";
  /** Why it could not be saved. @type {Refusal | null} */
  refusal = null;
  /** What there is to know of its file since it was saved last. @type {Note[]} */
  notes = [];
  /**
   * What the file says instead, and what was to be written.
   *
   * @type {{ now: string, mine: string, message: string } | null}
   */
  conflict = null;
  /** What follows from another standing. @type {() => void} */
  listener = () => {};
  /** @type {Promise<boolean> | null} */
  #saving = null;

  /**
   * @param {string} measure
   * @param {Keys} keys
   * @param {string} label
   * @param {string} saved What the file says.
   */
  constructor(measure, keys, label, saved) {
    this.measure = measure;
    this.keys = keys;
    this.label = label;
    this.saved = saved;
    this.text = saved;
  }

  get isUnsaved() {
    return this.text !== this.saved || this.conflict !== null;
  }

  /** Whether it could not be saved. */
  get isStuck() {
    return this.standing === "refused" || this.standing === "conflict";
  }

  /** @param {string} text As it is typed by now. */
  write(text) {
    this.text = text;
    if (!this.conflict && !this.#saving) this.#stand(this.isUnsaved ? "writing" : "untouched");
    changed();
  }

  /** @param {string} saved What the file says by now; what is being written stays. */
  hear(saved) {
    if (this.#saving) return;
    if (this.conflict) {
      if (saved === this.text) this.#settle(saved);
      else this.conflict.now = saved;
    } else if (!this.isUnsaved) {
      this.saved = this.text = saved;
    } else if (saved === this.text) {
      this.#settle(saved);
    }
    this.listener();
  }

  /** Saves what is not saved; tells whether the file has it. */
  async save() {
    if (this.conflict) return false;
    // What was typed meanwhile follows what is on its way, whatever becomes of that.
    await this.#saving;
    if (this.conflict) return false;
    if (!this.isUnsaved) return true;
    return this.#send(this.saved, this.text);
  }

  /**
   * Tries once more what could not be saved, as it was. Two texts that a person is making one are left alone. Tells whether the
   * file has it now.
   */
  async saveAgain() {
    const wasSent = this.standing === "refused" || (this.conflict !== null && this.text === this.conflict.mine);
    if (!wasSent || this.#saving) return false;
    return this.#send(this.saved, this.text);
  }

  /** Writes a text over what the file says, which was seen. @param {string} text */
  async settleWith(text) {
    if (!this.conflict) return false;
    const { now } = this.conflict;
    this.conflict = null;
    this.saved = now;
    this.text = text;
    if (text !== now) return this.#send(now, text);
    this.#settle(now);
    return true;
  }

  /**
   * @param {string} before
   * @param {string} after
   */
  #send(before, after) {
    this.#stand("saving");
    const saving = this.#sent(before, after);
    this.#saving = saving;
    underway.add(saving);
    saving.finally(() => underway.delete(saving));
    return saving;
  }

  /**
   * @param {string} before
   * @param {string} after
   */
  async #sent(before, after) {
    saves += 1;
    const { measure, keys } = this;
    const answer = await post("/save", { measure, keys, before, after });
    saves += 1;
    this.#saving = null;
    if (answer.status === 200) {
      this.saved = answer.body.value;
      this.notes = answer.body.told;
      this.conflict = null;
      if (this.text === after) this.text = this.saved;
      this.refusal = null;
      this.#stand(this.isUnsaved ? "writing" : "saved");
    } else if (answer.status === 409 && answer.body.now === after && this.text === after) {
      // Somebody else has written the same.
      this.#settle(after);
      return true;
    } else if (answer.status === 409) {
      this.conflict = { now: answer.body.now, mine: after, message: answer.body.message };
      this.#stand("conflict");
    } else {
      this.refusal = refusalOf(answer);
      // It is the older text that was refused, if another was typed meanwhile.
      this.#stand(this.text === after ? "refused" : "writing");
    }
    changed();
    return answer.status === 200;
  }

  /** @param {string} saved What both sides say. */
  #settle(saved) {
    this.saved = this.text = saved;
    this.conflict = null;
    this.#stand("untouched");
    changed();
  }

  /** @param {Standing} standing */
  #stand(standing) {
    this.standing = standing;
    if (standing !== "refused") this.refusal = null;
    this.listener();
  }
}

/** All that were shown, by measure and keys. @type {Map<string, Value>} */
const values = new Map();

/**
 * The value of a row of a form; there is one, however often the form is opened.
 *
 * @param {string} measure
 * @param {{ keys: Keys, label: string, value: string }} row
 */
export function valueOf(measure, { keys, label, value: saved }) {
  const name = JSON.stringify([measure, ...keys]);
  const known = values.get(name);
  if (known) {
    known.hear(saved);
    return known;
  }
  const value = new Value(measure, keys, label, saved);
  values.set(name, value);
  return value;
}

export const unsaved = () => [...values.values()].filter((value) => value.isUnsaved);

/** What could not be saved, wherever it was written. */
export const stuck = () => unsaved().filter((value) => value.isStuck);

/**
 * Tries once more what could not be saved: what was in the way may be gone.
 *
 * @param {(value: Value) => void} tellSaved Hears of each that the file has now.
 */
export async function saveStuck(tellSaved) {
  for (const value of stuck()) if (await value.saveAgain()) tellSaved(value);
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});
