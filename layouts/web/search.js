// ひな形の版: 1
// すべての文章（texts.js）から言葉を探すところ。どこへも送らず、ディスクに置いたままでも動く。これが動かないブラウザーでは、探す欄が出ない
// だけで、ほかはすべて読める。
"use strict";

(() => {
  /**
   * A part of a page: where it is, what it is called, and what stands there.
   * @typedef {{ at: string, label: string, text: string }} Part
   * @typedef {{ address: string, title: string, parts: Part[] }} Page
   */

  /** A character with the marks that belong to it: half-width kana carry theirs as characters of their own. */
  const CHARACTER = /[\s\S][\p{M}\uFF9E\uFF9F]*/gu;

  /** How many characters of a sentence are shown on each side of the words. */
  const AROUND = 60;

  /** How long to wait after a key before the count is read out, in milliseconds. */
  const PAUSE = 250;

  /**
   * A text as it is compared, and where each of its characters stands in the text.
   * @param {string} text
   * @returns {{ plain: string, places: number[] }}
   */
  const plainWithPlaces = (text) => {
    let plain = "";
    const places = [];
    for (const match of text.matchAll(CHARACTER)) {
      const part = normal(match[0]);
      plain += part;
      for (let at = 0; at < part.length; at += 1) {
        places.push(match.index);
      }
    }
    places.push(text.length);
    return { plain, places };
  };

  /**
   * Full-width and half-width forms and capitals do not matter.
   * @param {string} text
   */
  const normal = (text) => text.normalize("NFKC").toLowerCase();

  /**
   * The words of a question.
   * @param {string} question
   */
  const wordsOf = (question) => normal(question).split(/\s+/u).filter(Boolean);

  /**
   * Where the words stand in a text: from and to, in order, none over another.
   * @param {string} text
   * @param {string[]} words
   * @returns {[number, number][]}
   */
  const occurrences = (text, words) => {
    const { plain, places } = plainWithPlaces(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words) {
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
        const last = places[at + word.length - 1] ?? 0;
        const end = places.find((place) => place > last) ?? text.length;
        found.push([places[at] ?? 0, end]);
      }
    }
    // Of those that begin at one place, the longest.
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    let end = 0;
    return found.filter(([from, to]) => {
      const isFree = from >= end;
      if (isFree) end = to;
      return isFree;
    });
  };

  /**
   * The sentence around a place, and not more than some characters of it.
   * @param {string} text
   * @param {number} from
   * @param {number} to
   * @returns {[number, number]}
   */
  const sentence = (text, from, to) => {
    const start = Math.max(text.lastIndexOf("。", from - 1), text.lastIndexOf("\n", from - 1)) + 1;
    const ends = ["。", "\n"].map((end) => text.indexOf(end, to)).filter((end) => end >= 0);
    const end = ends.length > 0 ? Math.min(...ends) + 1 : text.length;
    return [Math.max(start, from - AROUND), Math.min(end, to + AROUND)];
  };

  /**
   * @param {string} tag
   * @param {(Node | string)[]} children
   */
  const element = (tag, ...children) => {
    const made = document.createElement(tag);
    made.append(...children);
    return made;
  };

  /**
   * The sentence with the first of the words, all of the words in it marked.
   * @param {string} text
   * @param {string[]} words
   */
  const excerpt = (text, words) => {
    const places = occurrences(text, words);
    const [first] = places;
    if (first === undefined) {
      return element("p", text.slice(0, 2 * AROUND));
    }
    const [start, end] = sentence(text, ...first);
    const shown = element("p", start > 0 && !"。\n".includes(text[start - 1] ?? "") ? "…" : "");
    let at = start;
    for (const [from, to] of places.filter(([from, to]) => from >= start && to <= end)) {
      shown.append(text.slice(at, from), element("mark", text.slice(from, to)));
      at = to;
    }
    shown.append(text.slice(at, end).trimEnd(), end < text.length && !"。\n".includes(text[end - 1] ?? "") ? "…" : "");
    return shown;
  };

  /**
   * A page that has all of the words, with the parts that have any.
   * @param {Page} page
   * @param {string[]} words
   */
  const result = (page, words) => {
    const parts = [{ at: "", label: "", text: page.title }, ...page.parts];
    const having = parts.map((part) => ({ part, has: words.map((word) => normal(part.text).includes(word)) }));
    if (!words.every((_, index) => having.some(({ has }) => has[index]))) {
      return null;
    }
    const link = document.createElement("a");
    link.href = page.address;
    link.append(page.title);
    const item = element("li", element("h2", link));
    for (const { part, has } of having) {
      if (part.label !== "" && has.some(Boolean)) {
        const to = document.createElement("a");
        to.href = `${page.address}#${encodeURIComponent(part.at)}`;
        to.append(part.label);
        const shown = excerpt(part.text, words);
        shown.prepend(to, "　");
        item.append(shown);
      }
    }
    return item;
  };

  /**
   * Shows what is found on the page for it.
   * @param {HTMLFormElement} form
   * @param {Page[]} pages
   */
  const begin = (form, pages) => {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const count = /** @type {HTMLElement} */ (document.getElementById("count"));
    const list = /** @type {HTMLElement} */ (document.getElementById("found"));
    const show = () => {
      const words = wordsOf(input.value);
      const found = words.length === 0 ? [] : pages.map((page) => result(page, words)).filter((item) => item !== null);
      list.replaceChildren(...found);
      count.textContent =
        words.length === 0 ? "" : found.length === 0 ? "見つかりません。" : `${found.length} ページで見つかりました。`;
    };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      show();
    });
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    form.hidden = false;
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("form.search-box");
    if (box instanceof HTMLFormElement) {
      box.hidden = false;
    }
    const form = document.getElementById("search");
    if (form instanceof HTMLFormElement) {
      begin(form, /** @type {{ TEXTS: Page[] }} */ (/** @type {unknown} */ (globalThis)).TEXTS);
    }
  });
})();
