// The booklet on paper: every page has its picture by then, and nothing of the page around them is printed.

import { byId } from "./elements.js";
import { drawAll, drawNearby } from "./papers.js";
import { tell } from "./told.js";

/** Prints once all pictures are there. */
export async function print() {
  tell("印刷の用意をしています…");
  const missing = await drawAll();
  tell(missing ? `${missing} ページの絵を読み込めません。プログラムが動いているか確かめてください。` : "");
  window.print();
}

byId("print").addEventListener("click", print);
// Whoever prints by the browser's own menu leaves no time to wait; most browsers wait for what they were asked for here.
window.addEventListener("beforeprint", drawAll);
window.addEventListener("afterprint", drawNearby);
