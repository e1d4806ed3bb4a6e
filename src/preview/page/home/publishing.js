// 公開: what is printed.

import { byId } from "../elements.js";
import { fileLink, listMade, made } from "./files.js";
import { work } from "./jobs.js";
import { showRefusal } from "./outcome.js";

const button = byId("make", HTMLButtonElement);
const place = byId("publish-outcome");

/** @param {string} id */
const isChecked = (id) => byId(id, HTMLInputElement).checked;

button.addEventListener("click", async () => {
  const since = isChecked("changes-too") ? byId("publish-since", HTMLSelectElement).value : null;
  if (since === "") return showRefusal(place, { message: "新旧対照表の、前の版を選んでください。", hints: [] });
  const booklet = isChecked("booklet") ? byId("booklet-stage", HTMLSelectElement).value : null;
  const checklist = isChecked("checklist");
  const site = isChecked("site");
  if (booklet === null && !checklist && !site && since === null) {
    return showRefusal(place, { message: "作るものを選んでください。", hints: [] });
  }
  await work(button, place, "publish", { booklet, checklist, site, since });
  showPrints();
});

export async function showPrints() {
  const { files, sites } = await made();
  const prints = files.filter((name) => name.endsWith(".pdf")).map(fileLink);
  // A browser does not open folders: people are told where to look.
  const places = sites.map((folder) => `ホームページ用のフォルダー: ${folder}（エクスプローラーなどで開いてください）`);
  listMade("prints-made", [...prints, ...places]);
}
