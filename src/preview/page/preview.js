// The page of the preview. It shows what /state says, and asks for it again whenever /news says that there is more.
// What the program says is described in state.schema.json.

/** @import { State } from "./state.schema.json" */

import { showChanges } from "./changes.js";
import { byId } from "./elements.js";
import { fillFilters } from "./filters.js";
import { showFindings } from "./findings.js";
import "./keyboard.js";
import { search } from "./list.js";
import { follow } from "./news.js";
import { redraw, showPapers } from "./papers.js";
import { goToAddress } from "./places.js";
import { fitWidth } from "./size.js";
import { setState, state } from "./state.js";
import { showStatus } from "./status.js";

/** @param {State} latest */
function show(latest) {
  const booklet = latest.booklet;
  const first = booklet && !state?.booklet;
  setState(latest);
  if (booklet) {
    document.title = `${booklet.year} ${booklet.title}`;
    byId("title").textContent = `${booklet.title}　${booklet.year}`;
    fillFilters(booklet);
    showPapers(booklet.pages);
  }
  search();
  showFindings();
  showChanges();
  showStatus(latest);
  document.body.dataset.version = String(latest.version);
  document.body.dataset.milliseconds = String(latest.milliseconds);
  if (first) {
    fitWidth();
    goToAddress();
  }
}

follow({ show, redraw });
