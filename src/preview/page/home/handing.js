// 記入様式を配る.

import { byId } from "../elements.js";
import { fileLink, listMade, made } from "./files.js";
import { work } from "./jobs.js";

const place = byId("hand-out-outcome");

for (const [id, review] of /** @type {[string, boolean][]} */ ([["make-forms", false], ["make-review", true]])) {
  const button = byId(id, HTMLButtonElement);
  button.addEventListener("click", async () => {
    await work(button, place, "hand-out", { stage: byId("forms-stage", HTMLSelectElement).value, review });
    showForms();
  });
}

export async function showForms() {
  const { files } = await made();
  listMade("forms-made", files.filter((name) => name.endsWith(".xlsx")).map(fileLink));
}
