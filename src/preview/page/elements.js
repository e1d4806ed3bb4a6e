// Elements of the page: those of index.html, and new ones.

/** @typedef {Node | string | null | undefined} Child What an element may hold; what is null is left out. */
/** @typedef {string | boolean | null | undefined | ((event: Event) => void)} Attribute A listener if its name begins with "on". */

/**
 * The element of index.html that has an id.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind = /** @type {any} */ (HTMLElement)) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${kind.name} "${id}"`);
  return element;
}

/**
 * Makes an element; texts become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, Attribute>} attributes
 * @param {...Child} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Whether something is to be shown that an element does not show yet: what stays is not made again, so that nobody who is
 * in it loses the place.
 *
 * @param {HTMLElement} element
 * @param {unknown} content
 */
export function renews(element, content) {
  const written = JSON.stringify(content);
  if (element.dataset.content === written) return false;
  element.dataset.content = written;
  return true;
}
