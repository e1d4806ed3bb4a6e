// 計画を始める, where there is none.

import { byId } from "../elements.js";
import { ask } from "../desk.js";
import { inLetters, receive } from "./files.js";
import { work } from "./jobs.js";
import { showRefusal } from "./outcome.js";

/** How long to wait for the page of the plan, in milliseconds, and how often. */
const MOMENT = 300;
const PATIENCE = 200;

const workbooks = receive("drop-booklet", "workbooks", "workbook-names");
const form = byId("begin-form", HTMLFormElement);
const button = byId("start", HTMLButtonElement);
const place = byId("begin-outcome");

/** @param {string} id */
const typed = (id) => byId(id, HTMLInputElement).value;

const how = () => ["new", "sample", "import"].find((one) => byId(`how-${one}`, HTMLInputElement).checked) ?? "new";

form.addEventListener("change", () => {
  byId("of-new").hidden = how() !== "new";
  byId("of-import").hidden = how() !== "import";
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = how();
  const content = chosen === "new" ? said() : chosen === "import" ? await imported() : {};
  if (typeof content === "string") return showRefusal(place, { message: content, hints: [] });
  let isRefused = false;
  opened(() => isRefused);
  const outcome = await work(button, place, `begin-${chosen}`, { folder: typed("folder"), ...content });
  isRefused = outcome !== null && !outcome.done;
});

/** What is said of a new plan. */
function said() {
  const [name, publisher, period, grades, sections] = ["name", "publisher", "period", "grades", "sections"].map(typed);
  return { name, publisher, period, grades, sections };
}

async function imported() {
  const files = await inLetters(workbooks());
  return typeof files === "string" ? files : { files };
}

/**
 * Waits for the plan, and goes to its page: the program ends this page for that one.
 *
 * @param {() => boolean} isOver
 */
async function opened(isOver) {
  for (let tried = 0; tried < PATIENCE; tried += 1) {
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
    if (isOver()) return;
    const { status, body } = await ask("/office/place");
    if (status === 200 && body.begun) {
      location.reload();
      return;
    }
  }
}

/** @param {string} folder Where the plan could lie. */
export function showBeginning(folder) {
  const input = byId("folder", HTMLInputElement);
  if (!input.value) input.value = folder;
}
