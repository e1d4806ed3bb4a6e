// 返ってきた様式を取り込む.

import { byId } from "../elements.js";
import { inLetters, receive } from "./files.js";
import { work } from "./jobs.js";
import { showRefusal } from "./outcome.js";

const returned = receive("drop", "returned", "returned-names");
const button = byId("take", HTMLButtonElement);
const place = byId("collect-outcome");

button.addEventListener("click", async () => {
  const files = await inLetters(returned());
  if (typeof files === "string") return showRefusal(place, { message: files, hints: [] });
  await work(button, place, "collect", { files, theirs: byId("theirs", HTMLInputElement).checked });
});
