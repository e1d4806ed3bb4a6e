// The page of the preview. It shows what /state says, and asks for it again whenever /news says that there is more.
// What the program says is described in state.schema.json.

/** @import { State } from "./state.schema.json" */

import { showChanges } from "./changes.js";
import { desk, mayWrite, sitDown, whyReading } from "./desk.js";
import { byId } from "./elements.js";
import { whenChosen } from "./fields.js";
import { fillFilters } from "./filters.js";
import { showFindings } from "./findings.js";
import { refreshForm, saveAgain } from "./form.js";
import "./journal.js";
import "./keyboard.js";
import { search } from "./list.js";
import { follow } from "./news.js";
import { redraw, showPapers } from "./papers.js";
import { goToAddress } from "./places.js";
import { select } from "./selected.js";
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
    const title = `${booklet.title}　${booklet.year}`;
    byId("title").textContent = title;
    // A narrow window has room for its beginning.
    byId("title").title = title;
    fillFilters(booklet);
    showPapers(booklet.pages);
  }
  search();
  showFindings();
  showChanges();
  showStatus(latest);
  refreshForm().then(saveAgain);
  document.body.dataset.version = String(latest.version);
  document.body.dataset.milliseconds = String(latest.milliseconds);
  if (first) {
    fitWidth();
    goToAddress();
  }
}

whenChosen(select);
await sitDown();
byId("writing-tools").hidden = !mayWrite();
byId("only-reading").hidden = mayWrite();
byId("only-reading").textContent = whyReading();
// Where only one writes, everybody knows who.
byId("author").textContent = desk.sections.length && desk.author ? `記入者: ${desk.author}` : "";
follow({ show, redraw });
