// The versions that can be compared with.

import { byId, make, renews } from "../elements.js";
import { ask } from "../desk.js";

/** Fills the lists of versions. */
export async function fillVersions() {
  const { status, body } = await ask("/office/versions");
  /** @type {[string, string][]} */
  const versions = status === 200 ? body : [];
  const lists = ["since", "publish-since"].map((id) => byId(id, HTMLSelectElement));
  for (const list of lists) {
    if (!renews(list, versions)) continue;
    const chosen = list.value;
    list.replaceChildren(
      make("option", { value: "" }, versions.length > 0 ? "選んでください" : "ありません（前の計画のフォルダーを、この計画のフォルダーの隣に写すと出ます）"),
      ...versions.map(([name, label]) => make("option", { value: name }, label)),
    );
    list.value = versions.some(([name]) => name === chosen) ? chosen : "";
  }
}
