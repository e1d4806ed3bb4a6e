// The field that was chosen on the paper: its row in the form, or, where it is not written here, what it says and where that
// stands.

/** @import { Field, Page } from "./state.schema.json" */

import { versions } from "./changes.js";
import { mayWrite, whyReading } from "./desk.js";
import { byId, make } from "./elements.js";
import { closeForm, openForm } from "./form.js";
import { showPanel } from "./panels.js";
import { mark, setCurrent } from "./places.js";
import { changeOf, measureOf, nameOf } from "./state.js";
import { written } from "./written.js";

/**
 * @param {Page} page
 * @param {Field} field
 * @param {HTMLElement} button
 */
export async function select(page, field, button) {
  mark(button);
  setCurrent(page.anchor);
  const measure = measureOf(page.sheet);
  if (measure && mayWrite() && (await openForm(measure, field))) return;
  closeForm();
  showPanel("details", true);
  const change = changeOf(page.sheet, field.field);
  const content = [
    make("p", {}, `${nameOf(page)}　`, make("strong", {}, field.label)),
    field.text === null ? null : make("p", { class: "typed" }, field.text || "（空欄）"),
    mayWrite() ? null : make("p", {}, whyReading()),
    written(field),
    change ? make("p", { class: "versions" }, "前との違い: ", ...versions(change)) : null,
  ];
  byId("selected-content").replaceChildren(...content.filter((element) => element !== null));
  byId("selected").hidden = false;
  byId("details").scrollTop = 0;
}
