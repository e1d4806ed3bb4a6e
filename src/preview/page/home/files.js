// Files: those that were made, as links; those that a person gives.

/** @import { Made } from "./office.schema.json" */

import { byId, make } from "../elements.js";
import { ask, fetchFile, linksReach } from "../desk.js";

/** How much may be sent at once, in bytes: letters take a third more. */
const MOST = 46 * 1024 * 1024;

/**
 * A link to a file that was made: a booklet opens, a workbook is kept.
 *
 * @param {string} name
 */
export function fileLink(name) {
  const address = `/office/made/${encodeURIComponent(name)}`;
  const opens = name.endsWith(".pdf");
  const link = make("a", { href: address, target: opens ? "_blank" : null, download: opens ? null : name }, name);
  if (!linksReach) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const file = await fetchFile(address).catch(() => null);
      if (!file) return;
      const kept = make("a", { href: URL.createObjectURL(file), download: name });
      kept.click();
    });
  }
  return link;
}

/** What was made. @returns {Promise<Made>} */
export async function made() {
  const { status, body } = await ask("/office/made");
  return status === 200 ? body : { files: [], sites: [] };
}

/**
 * Lists what was made.
 *
 * @param {string} id
 * @param {(Node | string)[]} things
 */
export function listMade(id, things) {
  const listed = things.length > 0 ? things : ["まだありません。"];
  byId(id).replaceChildren(...listed.map((thing) => make("li", {}, thing)));
}

/**
 * Takes the files that are dropped or chosen at a place, and shows their names. Tells which there are.
 *
 * @param {string} drop
 * @param {string} input
 * @param {string} names
 * @returns {() => File[]}
 */
export function receive(drop, input, names) {
  const place = byId(drop);
  const chooser = byId(input, HTMLInputElement);
  /** @type {File[]} */
  let files = [];
  /** @param {FileList | null | undefined} given */
  const take = (given) => {
    files = [...(given ?? [])];
    byId(names).replaceChildren(...files.map((file) => make("li", {}, file.name)));
  };
  chooser.addEventListener("change", () => take(chooser.files));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(event.dataTransfer?.files);
  });
  return () => files;
}

/**
 * Files as they are sent; a reason, if they cannot be.
 *
 * @param {File[]} files
 * @returns {Promise<{ name: string, content: string }[] | string>}
 */
export async function inLetters(files) {
  if (files.length === 0) return "ファイルを選んでください。";
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MOST) return "ファイルが大きすぎます。いくつかに分けて、取り込んでください。";
  try {
    return await Promise.all(files.map(async (file) => ({ name: file.name, content: await letters(file) })));
  } catch {
    return "ファイルを読めません。Excel で開いているときは閉じてから、もう一度選んでください。";
  }
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function letters(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
