// How large the pages are, and how many stand side by side.

import { byId } from "./elements.js";
import { sharpen } from "./papers.js";
import { current } from "./places.js";
import { pages } from "./state.js";

// What the paper measures on a screen: 96 pixels an inch, 72 points an inch.
const PIXELS_PER_POINT = 96 / 72;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** A4, in points. */
const USUAL_WIDTH = 595.28;

const paper = byId("pages");

/** @type {number | null} The zoom; null while pages are as wide as there is room. */
let zoom = null;

/** The width of a page as it is on paper. */
const naturalWidth = () => (pages()[0]?.width ?? USUAL_WIDTH) * PIXELS_PER_POINT;

/**
 * Changes the layout and keeps what is in view where it is.
 *
 * @param {() => void} change
 */
function keepingPlace(change) {
  const page = document.getElementById(current);
  const offset = page ? (paper.scrollTop - page.offsetTop) / page.offsetHeight : 0;
  change();
  if (page) paper.scrollTop = page.offsetTop + offset * page.offsetHeight;
}

/** @param {number} width */
function setWidth(width) {
  document.documentElement.style.setProperty("--page-width", `${width}px`);
  byId("zoom").textContent = `${Math.round((width / naturalWidth()) * 100)}%`;
  byId("fit").setAttribute("aria-pressed", String(zoom === null));
  sharpen();
}

/** Makes pages as wide as there is room. */
export function fitWidth() {
  zoom = null;
  const columns = document.body.classList.contains("spread") ? 2 : 1;
  const padding = 32 + (columns - 1) * 2;
  keepingPlace(() => setWidth(Math.max(150, Math.floor((paper.clientWidth - padding) / columns))));
}

/** Makes pages as wide as there is room now, unless another size was chosen. */
export function refit() {
  if (zoom === null) fitWidth();
}

/** @param {number} by How many steps: 1 is larger, -1 smaller. */
function zoomBy(by) {
  const first = paper.firstElementChild;
  const now = first instanceof HTMLElement ? first.offsetWidth / naturalWidth() : 1;
  const next = by > 0 ? STEPS.find((step) => step > now + 0.01) : STEPS.findLast((step) => step < now - 0.01);
  const chosen = next ?? now;
  zoom = chosen;
  keepingPlace(() => setWidth(chosen * naturalWidth()));
}

export const larger = () => zoomBy(1);
export const smaller = () => zoomBy(-1);

function toggleSpread() {
  keepingPlace(() => {
    const on = document.body.classList.toggle("spread");
    byId("spread").setAttribute("aria-pressed", String(on));
    if (zoom === null) fitWidth();
  });
}

byId("larger").addEventListener("click", larger);
byId("smaller").addEventListener("click", smaller);
byId("fit").addEventListener("click", fitWidth);
byId("spread").addEventListener("click", toggleSpread);
new ResizeObserver(() => {
  refit();
  // A panel that opens below must not cover what it speaks of.
  const marked = current && document.querySelector(`#${CSS.escape(current)} .field.marked`);
  if (marked) marked.scrollIntoView({ block: "nearest" });
}).observe(paper);
