// The field that was chosen on the paper: what it says, and where that is written.

/** @import { Field, Page } from "./state.schema.json" */

import { versions } from "./changes.js";
import { byId, make } from "./elements.js";
import { written } from "./findings.js";
import { showPanel } from "./panels.js";
import { mark, setCurrent } from "./places.js";
import { changeOf, nameOf } from "./state.js";

/**
 * @param {Page} page
 * @param {Field} field
 * @param {HTMLElement} button
 */
export function select(page, field, button) {
  mark(button);
  showPanel("details", true);
  setCurrent(page.anchor);
  const change = changeOf(page.sheet, field.field);
  const content = [
    make("p", {}, `${nameOf(page)}　`, make("strong", {}, field.label)),
    written(field),
    make("p", { class: "typed" }, field.text || "（空欄）"),
    change ? make("p", { class: "versions" }, "前との違い: ", ...versions(change)) : null,
  ];
  byId("selected-content").replaceChildren(...content.filter((element) => element !== null));
  byId("selected").hidden = false;
  byId("details").scrollTop = 0;
}
