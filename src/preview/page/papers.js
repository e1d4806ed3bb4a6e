// The pages of the booklet as sheets of paper: their pictures, and their fields.

/** @import { Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { fieldButton } from "./fields.js";
import { hitsOn } from "./search.js";
import { changesOn, nameOf } from "./state.js";

const pages = byId("pages");

/** How wide the pictures are that the program makes (src/preview/picture.rs); a drawing is sharp at any size. */
const MOST_PIXELS = 2400;

/** The sizes of paper on which pages are printed, each a rule of its own. */
const printing = new CSSStyleSheet();
document.adoptedStyleSheets.push(printing);
/** @type {Set<string>} */
const sizes = new Set();

/**
 * What the paper of a page is called in the style.
 *
 * @param {Page} page
 */
function paperOf({ width, height }) {
  const name = `paper-${Math.round(width)}-${Math.round(height)}`;
  if (!sizes.has(name)) printing.insertRule(`@page ${name} { size: ${width}pt ${height}pt; margin: 0; }`);
  sizes.add(name);
  return name;
}

/** A page of the booklet. */
class Paper {
  element;
  #title = make("h2", { class: "hidden-title" });
  /** Whether it is in view, or soon to be. */
  #near = false;
  /** The address of the picture that is being fetched. @type {string | null | undefined} */
  #drawing = null;
  /** The picture of what is saved; that of a text being written may stand in its place. @type {string | undefined} */
  #saved;
  /** What its fields were made of. */
  #content = "";

  /** @param {string} anchor */
  constructor(anchor) {
    this.element = make("article", { class: "page", id: anchor }, this.#title);
  }

  /** @param {Page} page */
  show(page) {
    const name = nameOf(page);
    this.#title.textContent = name;
    this.element.setAttribute("aria-label", name);
    this.element.style.aspectRatio = `${page.width} / ${page.height}`;
    this.element.style.setProperty("--printed-width", `${page.width}pt`);
    this.element.style.setProperty("--printed-height", `${page.height}pt`);
    this.element.style.setProperty("page", paperOf(page));
    this.setPicture(page.picture);
    const content = JSON.stringify([page.fields, page.text, changesOn(page.sheet)]);
    if (this.#content === content) return;
    this.#content = content;
    const focused = this.#fields().findIndex((button) => button === document.activeElement);
    const marked = this.#fields().findIndex((button) => button.classList.contains("marked"));
    this.element.querySelectorAll(".field, .words").forEach((old) => old.remove());
    this.element.append(...page.fields.map((field) => fieldButton(page, field)));
    if (page.fields.length === 0) this.element.append(make("p", { class: "hidden-title words" }, page.text));
    this.#fields()[marked]?.classList.add("marked");
    this.#fields()[focused]?.focus({ preventScroll: true });
  }

  /** @param {string} picture The name of what is saved, which takes the place of any draft that is older. */
  setPicture(picture) {
    if (this.#saved === picture) return;
    this.#saved = picture;
    this.#want(picture, false);
  }

  /** @param {string} picture The name of what is being written. */
  setDraft(picture) {
    this.#want(picture, picture !== this.#saved);
  }

  /** Goes back to what is saved, if something else is shown. */
  endDraft() {
    if (this.#saved && this.element.dataset.picture !== this.#saved) this.#want(this.#saved, false);
  }

  /**
   * @param {string} picture It is fetched once the page is near.
   * @param {boolean} isDraft
   */
  #want(picture, isDraft) {
    this.element.dataset.picture = picture;
    this.element.classList.toggle("draft", isDraft);
    if (this.#near) this.#draw();
  }

  /** @param {boolean} near */
  setNear(near) {
    this.#near = near;
    if (near) this.#draw();
    else this.#clear();
  }

  /** Has its drawing at once, ready or not, wherever it is; tells when that is there, and whether it came. */
  drawNow() {
    const source = drawingOf(this.element.dataset.picture);
    if (this.element.querySelector("img")?.getAttribute("src") !== source) {
      this.#drawing = null;
      this.#place(make("img", { alt: "", src: source }));
    }
    return isLoaded(this.element.querySelector("img"));
  }

  /** Leaves the picture off that nobody is near to. */
  drawIfNear() {
    if (this.#near) this.#draw();
    else this.#clear();
  }

  /** Shows its picture in the size that it has by now. */
  sharpen() {
    if (this.#near) this.#draw();
  }

  #clear() {
    this.element.querySelector("img")?.remove();
    delete this.element.dataset.shown;
  }

  /** @param {HTMLImageElement} image It is that of the page. */
  #place(image) {
    this.element.querySelector("img")?.remove();
    this.element.prepend(image);
    this.element.dataset.shown = this.element.dataset.picture;
  }

  /** Marks the fields that the search has found. */
  markHits() {
    const names = new Set(hitsOn(this.element.id).map((hit) => hit.field));
    for (const button of this.#fields()) button.classList.toggle("hit", names.has(button.dataset.field ?? ""));
  }

  /** @returns {HTMLElement[]} */
  #fields() {
    return [...this.element.querySelectorAll(/** @type {"button"} */ (".field"))];
  }

  /** The picture as large as the page is on this screen: the browser takes four times as long over a drawing. */
  #source() {
    const { picture } = this.element.dataset;
    const width = Math.round(this.element.clientWidth * devicePixelRatio);
    return width > 0 && width <= MOST_PIXELS ? `/pages/${picture}/${width}.png` : drawingOf(picture);
  }

  /** Shows the picture; the one before stays until the new one is ready. */
  async #draw() {
    const { dataset } = this.element;
    const wanted = dataset.picture;
    const source = this.#source();
    if (dataset.shown === wanted && this.element.querySelector("img")?.getAttribute("src") === source) {
      // What was begun meanwhile is out of date again.
      this.#drawing = null;
      return;
    }
    if (this.#drawing === source) return;
    this.#drawing = source;
    const image = make("img", { alt: "", src: source });
    const ready = await isReady(image);
    if (this.#drawing !== source) return;
    this.#drawing = null;
    // A newer state may have come meanwhile, and with it another picture.
    if (!this.#near || !ready) return;
    this.#place(image);
    requestAnimationFrame(() => {
      dataset.shownAt = String(Date.now());
    });
  }
}

/** @param {string | undefined} picture */
const drawingOf = (picture) => `/pages/${picture}.svg`;

/**
 * Waits until a picture can be shown at once, and tells whether it came.
 *
 * @param {HTMLImageElement} image
 */
async function isReady(image) {
  try {
    await image.decode();
    return image.naturalWidth > 0;
  } catch {
    return false;
  }
}

/**
 * Waits until a picture is there, and tells whether it came. A printer draws it anew.
 *
 * @param {HTMLImageElement | null} image
 * @returns {Promise<boolean>}
 */
const isLoaded = (image) =>
  new Promise((settle) => {
    if (!image || image.complete) {
      settle(Boolean(image?.naturalWidth));
      return;
    }
    image.addEventListener("load", () => settle(true));
    image.addEventListener("error", () => settle(false));
  });

/** The pages that are there, by their anchor. @type {Map<string, Paper>} */
const papers = new Map();

/** Pages in view, or soon to be, have pictures; a long booklet would not fit into the browser all at once. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) papers.get(target.id)?.setNear(isIntersecting);
  },
  { root: pages, rootMargin: "150% 0px" },
);

/**
 * Shows these pages in this order, and no others.
 *
 * @param {Page[]} wanted
 */
export function showPapers(wanted) {
  const anchors = new Set(wanted.map((page) => page.anchor));
  for (const [anchor, { element }] of papers) {
    if (anchors.has(anchor)) continue;
    nearby.unobserve(element);
    element.remove();
    papers.delete(anchor);
  }
  wanted.forEach((page, index) => {
    const paper = papers.get(page.anchor) ?? newPaper(page.anchor);
    const there = pages.children[index] ?? null;
    if (there !== paper.element) pages.insertBefore(paper.element, there);
    paper.show(page);
  });
}

/** @param {string} anchor */
function newPaper(anchor) {
  const paper = new Paper(anchor);
  papers.set(anchor, paper);
  nearby.observe(paper.element);
  return paper;
}

/**
 * Shows the new picture of a page at once, if anybody could see it.
 *
 * @param {string} anchor
 * @param {string} picture
 */
export function redraw(anchor, picture) {
  papers.get(anchor)?.setPicture(picture);
}

/**
 * Shows what is being written on its pages; other pages are as they were saved.
 *
 * @param {[anchor: string, picture: string][]} drawn
 */
export function showDraft(drawn) {
  const pictures = new Map(drawn);
  for (const [anchor, paper] of papers) {
    const picture = pictures.get(anchor);
    if (picture) paper.setDraft(picture);
    else paper.endDraft();
  }
}

/** Whether the pages have their drawings for the printer, which stay until it has them. */
let areForPrinter = false;

/** Gives each page its drawing, wherever it is; tells how many did not come. */
export async function drawAll() {
  areForPrinter = true;
  const came = await Promise.all([...papers.values()].map((paper) => paper.drawNow()));
  return came.filter((one) => !one).length;
}

/** Shows the pictures in the size in which the pages are seen by now. */
export function sharpen() {
  if (!areForPrinter) papers.forEach((paper) => paper.sharpen());
}

/** Pictures are where somebody looks, and nowhere else. */
export function drawNearby() {
  areForPrinter = false;
  papers.forEach((paper) => paper.drawIfNear());
}

/** Marks the fields that the search has found, on all pages. */
export function markHits() {
  papers.forEach((paper) => paper.markHits());
}
