// Where in the files something is written.

/** @import { Finding } from "./state.schema.json" */

import { make } from "./elements.js";

/** @param {Pick<Finding, "file" | "line" | "link">} place */
export function written({ file, line, link }) {
  if (!file) return null;
  const name = line ? `${file} の ${line} 行目` : file;
  return make("p", { class: "where" }, `${name}　`, link ? make("a", { href: link }, "開く") : null);
}
