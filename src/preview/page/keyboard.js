// What keys do, and the help that says so.

import { byId } from "./elements.js";
import { goToNextFinding } from "./findings.js";
import { goToNextPage, goToPageBefore } from "./list.js";
import { showPanel } from "./panels.js";
import { box } from "./search.js";
import { larger, smaller } from "./size.js";

const help = byId("help", HTMLDialogElement);

const showHelp = () => help.showModal();

function startSearch() {
  showPanel("list", true);
  box.focus();
  box.select();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: goToNextPage,
  ArrowRight: goToNextPage,
  k: goToPageBefore,
  ArrowLeft: goToPageBefore,
  n: goToNextFinding,
  "/": startSearch,
  "?": showHelp,
  "+": larger,
  "-": smaller,
};

byId("show-help").addEventListener("click", showHelp);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  if (event.target instanceof Element && event.target.closest("input[type=search], select")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
