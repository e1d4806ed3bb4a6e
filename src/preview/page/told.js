// What has just been done, for those who see and those who hear it.

import { byId } from "./elements.js";

const line = byId("told");

/** @param {string} text It is read out once the reader has nothing else to say. */
export function tell(text) {
  // What is told twice is read out twice.
  line.replaceChildren(text);
}
