// Whether whoever looks may write, and how the program is told.

/** @import { Desk, Refusal } from "./state.schema.json" */

/** Where a tab keeps the secret of its author. */
const SECRET = "author";

/**
 * An answer of the program.
 *
 * @template T
 * @typedef {object} Answer
 * @property {number} status That of HTTP; 0 if the program cannot be reached.
 * @property {T} body
 */

/** @type {Desk} */
export let desk = { token: null, author: null, secretariat: false, sections: [] };

export const mayWrite = () => desk.token !== null;

/** The secret that the address has brought; it is not left where others see it. */
function secret() {
  const address = new URL(location.href);
  const brought = address.searchParams.get(SECRET);
  if (brought !== null) {
    sessionStorage.setItem(SECRET, brought);
    address.searchParams.delete(SECRET);
    history.replaceState(null, "", address);
  }
  return sessionStorage.getItem(SECRET);
}

const own = secret();

/** Why nothing can be written here, and what to do about it; nothing where one may write. */
export function whyReading() {
  if (mayWrite()) return "";
  const only = "このアドレスでは、見ることしかできません。";
  if (desk.sections.length === 0) return `${only}書くためのアドレスは、事務局が作ります。`;
  const given = "書くには、事務局から渡されたアドレスを、そのまま写して開いてください。";
  return own === null ? only + given : `${only}「?author=」の後が、渡されたものと違います。${given}`;
}

/** @returns {Record<string, string>} */
const credentials = () => (own === null ? {} : { Authorization: `Bearer ${own}` });

/** Whether a link alone reaches what only an author may have. */
export const linksReach = own === null;

/**
 * A file for authors.
 *
 * @param {string} address
 */
export async function fetchFile(address) {
  const answer = await fetch(address, { headers: credentials() });
  return answer.ok ? answer.blob() : null;
}

/** Asks whether one may write. The token is another whenever the program has begun anew. */
export async function sitDown() {
  const { status, body } = await ask("/desk");
  if (status === 200) desk = body;
}

/**
 * @param {string} address
 * @returns {Promise<Answer<any>>}
 */
export const ask = (address) => answerOf(address, { headers: credentials() });

/**
 * @param {string} address
 * @param {object} content
 * @returns {Promise<Answer<any>>}
 */
export async function post(address, content) {
  const { token } = desk;
  const answer = await send(address, content);
  if (answer.status !== 403) return answer;
  await sitDown();
  return desk.token === token ? answer : send(address, content);
}

/**
 * @param {string} address
 * @param {object} content
 */
const send = (address, content) =>
  answerOf(address, {
    method: "POST",
    headers: { ...credentials(), "Content-Type": "application/json", "X-Token": desk.token ?? "" },
    body: JSON.stringify(content),
  });

/**
 * @param {string} address
 * @param {RequestInit} request
 * @returns {Promise<Answer<any>>}
 */
async function answerOf(address, request) {
  try {
    const answer = await fetch(address, request);
    const text = await answer.text();
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, body: isJson && text ? JSON.parse(text) : text };
  } catch {
    return { status: 0, body: "" };
  }
}

/**
 * Why something could not be done, whatever was answered.
 *
 * @param {Answer<any>} answer
 * @returns {Refusal}
 */
export function refusalOf({ status, body }) {
  if (status === 0) {
    const hint = "もう一度 shinchoku を始めてから、保存し直してください。";
    return { message: "プログラムとつながっていません。", hints: [hint] };
  }
  if (typeof body?.message === "string") return { message: body.message, hints: body.hints ?? [] };
  return { message: (typeof body === "string" && body) || "プログラムが受け取りませんでした。", hints: [] };
}
