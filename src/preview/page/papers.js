// The pages of the booklet as sheets of paper: their pictures, and their fields.

/** @import { Page } from "./state.schema.json" */

import { byId, make } from "./elements.js";
import { fieldButton } from "./fields.js";
import { hitsOn } from "./search.js";
import { changesOn, nameOf } from "./state.js";

const pages = byId("pages");

/** A page of the booklet. */
class Paper {
  element;
  #title = make("h2", { class: "hidden-title" });
  /** Whether it is in view, or soon to be. */
  #near = false;
  /** The name of the picture that is being fetched. @type {string | null | undefined} */
  #drawing = null;
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
    this.setPicture(page.picture);
    const content = JSON.stringify([page.fields, page.text, changesOn(page.sheet)]);
    if (this.#content === content) return;
    this.#content = content;
    const focused = this.#fields().findIndex((button) => button === document.activeElement);
    this.element.querySelectorAll(".field, .words").forEach((old) => old.remove());
    this.element.append(...page.fields.map((field) => fieldButton(page, field)));
    if (page.fields.length === 0) this.element.append(make("p", { class: "hidden-title words" }, page.text));
    this.#fields()[focused]?.focus({ preventScroll: true });
  }

  /** @param {string} picture Its name; it is fetched once the page is near. */
  setPicture(picture) {
    this.element.dataset.picture = picture;
    if (this.#near) this.#draw();
  }

  /** @param {boolean} near */
  setNear(near) {
    this.#near = near;
    if (near) {
      this.#draw();
    } else {
      this.element.querySelector("img")?.remove();
      delete this.element.dataset.shown;
    }
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

  /** Shows the picture; the one before stays until the new one is ready. */
  async #draw() {
    const { dataset } = this.element;
    const wanted = dataset.picture;
    if (dataset.shown === wanted) {
      // What was begun meanwhile is out of date again.
      this.#drawing = null;
      return;
    }
    if (this.#drawing === wanted) return;
    this.#drawing = wanted;
    const image = make("img", { alt: "", src: `/pages/${wanted}.svg` });
    try {
      await image.decode();
    } catch {
      // A newer state has come meanwhile, and with it another picture.
    }
    if (this.#drawing !== wanted) return;
    this.#drawing = null;
    if (!this.#near || !image.naturalWidth) return;
    this.element.querySelector("img")?.remove();
    this.element.prepend(image);
    dataset.shown = wanted;
    requestAnimationFrame(() => {
      dataset.shownAt = String(Date.now());
    });
  }
}

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

/** Marks the fields that the search has found, on all pages. */
export function markHits() {
  papers.forEach((paper) => paper.markHits());
}
