// What keys do, and the help that says so.

import { isComposing } from "./controls.js";
import { byId } from "./elements.js";
import { mayWrite } from "./desk.js";
import { acceptCurrent, goToNextFinding } from "./findings.js";
import { openHere, rowInHand } from "./form.js";
import { goToNextPage, goToPageBefore } from "./list.js";
import { showPanel } from "./panels.js";
import { print } from "./print.js";
import { box } from "./search.js";
import { larger, smaller } from "./size.js";
import { redo, undo } from "./undo.js";

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
  e: openHere,
  a: acceptCurrent,
  "/": startSearch,
  "?": showHelp,
  "+": larger,
  "-": smaller,
};

/** With Ctrl or Cmd. @type {Record<string, () => void>} */
const COMMANDS = {
  p: print,
  s: () => rowInHand()?.save(),
  z: undo,
  Z: redo,
  y: redo,
};

/**
 * Whether a key belongs to the text in which it is pressed.
 *
 * @param {KeyboardEvent} event
 */
const isTyped = ({ target }) =>
  target instanceof Element && Boolean(target.closest("input:not([type=checkbox]), select, textarea"));

/**
 * The command of a key. What was typed and is not saved is undone by the browser; nobody writes who only reads.
 *
 * @param {KeyboardEvent} event
 */
function commandOf(event) {
  const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  if (key === "p") return COMMANDS.p;
  if (!mayWrite()) return null;
  if (key !== "s" && isTyped(event) && rowInHand()?.value.isUnsaved !== false) return null;
  return COMMANDS[key];
}

byId("show-help").addEventListener("click", showHelp);
document.addEventListener("keydown", (event) => {
  if (event.altKey || isComposing(event) || document.querySelector("dialog[open]")) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const action = isCommand ? commandOf(event) : isTyped(event) ? null : KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
