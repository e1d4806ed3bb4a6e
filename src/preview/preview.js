// The page of the preview. It shows what /state says, and asks for it again whenever /news says that there is more.

const byId = (id) => document.getElementById(id);
const list = byId("list");
const tree = byId("tree");
const pages = byId("pages");
const details = byId("details");
const search = byId("search");

// What the paper measures on a screen: 96 pixels an inch, 72 points an inch.
const PIXELS_PER_POINT = 96 / 72;
const ZOOM_STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

/** What the program said last. */
let state = null;
/** The anchor of the page in view. */
let current = "";
/** Which finding was gone to last. */
let finding = -1;
/** The fields that the search has found, by sheet. */
let hits = new Map();
/** The zoom; nothing while pages are as wide as there is room. */
let zoom = null;

// ── Elements ────────────────────────────────────────────────────────────────

/** Makes an element; texts become text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The same text for full-width and half-width, capital and small letters. */
const folded = (text) => text.normalize("NFKC").toLowerCase();

/** A link into the editor. */
const editorLink = (link, name) => make("a", { href: link }, name);

/** A text that differs, as it was and as it is. */
const versions = (change) =>
  change.words.map(([kind, text]) => (kind === "same" ? text : make(kind === "old" ? "del" : "ins", {}, text)));

// ── News ────────────────────────────────────────────────────────────────────

let asking = false;
let askAgain = false;
/** What is to be said as long as the program answers. */
let status = "";

async function ask() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  try {
    const answer = await fetch("/state");
    const latest = await answer.json();
    if (latest && latest.version !== state?.version) show(latest);
    if (state) say(status);
  } catch {
    say(UNREACHABLE);
  }
  asking = false;
  if (askAgain) {
    askAgain = false;
    ask();
  }
}

const UNREACHABLE =
  "プログラムとつながっていません。終えたときは、もう一度 shinchoku serve で始めてください。";

let news = null;

function listen() {
  news = new EventSource("/news");
  news.addEventListener("message", (event) => {
    // The pictures of pages that changed need not wait for all the rest.
    for (const [anchor, picture] of JSON.parse(event.data)) {
      const element = byId(anchor);
      if (element?.near) {
        element.dataset.picture = picture;
        draw(element);
      }
    }
    ask();
  });
  news.addEventListener("error", () => say(UNREACHABLE));
}

// A browser opens few connections to one program; tabs that nobody sees must not hold them.
document.addEventListener("visibilitychange", () => {
  news?.close();
  if (!document.hidden) listen();
});
listen();

function say(text) {
  const element = byId("status");
  if (element.textContent !== text) element.textContent = text;
}

function show(latest) {
  const first = !state?.booklet && latest.booklet;
  state = latest;
  const booklet = state.booklet;
  const errors = state.findings.filter((found) => found.error);
  document.body.classList.toggle("stale", state.stale && booklet !== null);
  showBanner(errors);
  if (booklet) {
    document.title = `${booklet.year} ${booklet.title}`;
    byId("title").textContent = `${booklet.title}　${booklet.year}`;
    fillChoices(booklet);
    showPages(booklet.pages);
  }
  find();
  showTree();
  showFindings();
  showChanges();
  const clock = new Date().toLocaleTimeString("ja-JP");
  status = state.stale
    ? `${clock} 誤りがあるため作れませんでした（エラー ${errors.length} 件）`
    : `${clock} に作りました（${booklet.sheets.length} 枚、指摘 ${state.findings.length} 件、${(state.milliseconds / 1000).toFixed(2)} 秒）`;
  document.body.dataset.version = state.version;
  document.body.dataset.milliseconds = state.milliseconds;
  if (first) {
    fitWidth();
    restore();
  }
}

function showBanner(errors) {
  const banner = byId("banner");
  const text = state.booklet
    ? "誤りがあるため、紙面は前の状態のままです。直して保存すると新しくなります。"
    : "誤りがあるため、まだ紙面を表示できません。直して保存すると表示されます。";
  const message = errors[0]?.message ?? "";
  const where = errors[0]?.file ? `（${errors[0].file}${errors[0].line ? ` の ${errors[0].line} 行目` : ""}）` : "";
  const content = state.stale ? `${text}\n${message}${where}` : "";
  // An alert is read out whenever it changes.
  if (banner.dataset.content === content) return;
  banner.dataset.content = content;
  banner.replaceChildren(make("strong", {}, text), message, where);
  banner.hidden = !state.stale;
}

// ── Pages ───────────────────────────────────────────────────────────────────

const nameOf = (page) => {
  if (page.sheet === null) return `前付け ${page.anchor.split("-")[1]} ページ目`;
  const sheet = state.booklet.sheets.find((sheet) => sheet.page === page.sheet);
  return `シート ${page.sheet}　${sheet.title}`;
};

function showPages(entries) {
  const wanted = new Set(entries.map((page) => page.anchor));
  for (const element of [...pages.children]) {
    if (!wanted.has(element.id)) {
      nearby.unobserve(element);
      element.remove();
    }
  }
  entries.forEach((page, index) => {
    let element = byId(page.anchor);
    if (!element) {
      element = make("article", { class: "page", id: page.anchor }, make("h2", { class: "hidden-title" }));
      nearby.observe(element);
    }
    if (pages.children[index] !== element) pages.insertBefore(element, pages.children[index] ?? null);
    update(element, page);
  });
}

function update(element, page) {
  const name = nameOf(page);
  element.querySelector("h2").textContent = name;
  element.setAttribute("aria-label", name);
  element.style.aspectRatio = `${page.width} / ${page.height}`;
  if (element.dataset.picture !== page.picture) element.dataset.picture = page.picture;
  if (element.near) draw(element);
  const fields = JSON.stringify([page.fields, page.text, changesOf(page.sheet)]);
  if (element.fields !== fields) {
    element.fields = fields;
    const focused = [...element.querySelectorAll(".field")].indexOf(document.activeElement);
    element.querySelectorAll(".field, .words").forEach((old) => old.remove());
    element.append(...page.fields.map((field) => fieldButton(page, field)));
    if (page.fields.length === 0) element.append(make("p", { class: "hidden-title words" }, page.text));
    if (focused >= 0) element.querySelectorAll(".field")[focused]?.focus({ preventScroll: true });
  }
}

/** Shows the picture of a page; the one before stays until the new one is ready. */
async function draw(element) {
  const wanted = element.dataset.picture;
  if (element.dataset.shown === wanted) {
    // What was begun meanwhile is out of date again.
    element.drawing = null;
    return;
  }
  if (element.drawing === wanted) return;
  element.drawing = wanted;
  const picture = make("img", { alt: "", src: `/pages/${wanted}.svg` });
  try {
    await picture.decode();
  } catch {
    // A newer state has come meanwhile, and with it another picture.
  }
  if (element.drawing !== wanted) return;
  element.drawing = null;
  if (!element.near || !picture.naturalWidth) return;
  element.querySelector("img")?.remove();
  element.prepend(picture);
  element.dataset.shown = wanted;
  requestAnimationFrame(() => {
    element.dataset.shownAt = Date.now();
  });
}

/** Pages in view, or soon to be, have pictures; a long booklet would not fit into the browser all at once. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting) {
        draw(target);
      } else {
        target.querySelector("img")?.remove();
        delete target.dataset.shown;
      }
    }
  },
  { root: pages, rootMargin: "150% 0px" },
);

function fieldButton(page, field) {
  const change = changeOf(page.sheet, field.field);
  const button = make("button", {
    type: "button",
    class: "field",
    "data-field": field.field,
    "aria-label": `${field.label}: ${field.text || "（空欄）"}${change ? `（前は: ${change.old || "空欄"}）` : ""}`,
    onclick: () => select(page, field, button),
  });
  for (const side of ["left", "top", "width", "height"]) button.style[side] = `${field[side] * 100}%`;
  if (change) {
    button.classList.add("changed");
    button.addEventListener("mouseenter", () => showOld(button, change));
    button.addEventListener("mouseleave", hideOld);
    button.addEventListener("focus", () => showOld(button, change));
    button.addEventListener("blur", hideOld);
  }
  return button;
}

// ── The list ────────────────────────────────────────────────────────────────

function fillChoices(booklet) {
  const sections = [...new Set(booklet.sheets.flatMap((sheet) => sheet.sections))];
  const grades = [...new Map(booklet.sheets.map((sheet) => [sheet.grade, `${sheet.grade} ${sheet.grade_name}`]))].sort();
  fill(byId("section"), sections.map((section) => [section, section]));
  fill(byId("grade"), grades);
}

function fill(choice, options) {
  const content = JSON.stringify(options);
  if (choice.dataset.content === content) return;
  const chosen = choice.value;
  choice.dataset.content = content;
  choice.replaceChildren(
    make("option", { value: "" }, "すべて"),
    ...options.map(([value, name]) => make("option", { value }, name)),
  );
  choice.value = options.some(([value]) => value === chosen) ? chosen : "";
}

/** Looks for the words of the search in all fields and pages. */
function find() {
  hits = new Map();
  const words = folded(search.value).split(/\s+/).filter(Boolean);
  if (!words.length) {
    document.querySelectorAll(".field.hit").forEach((button) => button.classList.remove("hit"));
    return;
  }
  for (const page of state?.booklet?.pages ?? []) {
    const texts = page.fields.length ? page.fields : [{ field: null, label: "", text: page.text }];
    const found = texts.filter((field) => words.some((word) => folded(field.text).includes(word)));
    const all = folded(texts.map((field) => field.text).join("\n"));
    if (words.every((word) => all.includes(word))) hits.set(page.anchor, found);
    const element = byId(page.anchor);
    const names = new Set(hits.has(page.anchor) ? found.map((field) => field.field) : []);
    element?.querySelectorAll(".field").forEach((button) => {
      button.classList.toggle("hit", names.has(button.dataset.field));
    });
  }
}

const foundOn = (sheet) => state.findings.filter((found) => found.sheet === sheet && sheet !== null);

/** The pages that the list has at the moment. */
function listed() {
  if (!state?.booklet) return [];
  const section = byId("section").value;
  const grade = byId("grade").value;
  const searching = search.value.trim() !== "";
  const filtering = section || grade || byId("only-found").checked || byId("only-changed").checked;
  const sheets = new Map(state.booklet.sheets.map((sheet) => [sheet.page, sheet]));
  return state.booklet.pages.filter((page) => {
    if (searching && !hits.has(page.anchor)) return false;
    const sheet = sheets.get(page.sheet);
    if (!sheet) return !filtering;
    return (
      (!section || sheet.sections.includes(section)) &&
      (!grade || sheet.grade === grade) &&
      (!byId("only-found").checked || foundOn(sheet.page).length > 0) &&
      (!byId("only-changed").checked || changesOf(sheet.page).length > 0)
    );
  });
}

function showTree() {
  if (!state?.booklet) return;
  const shown = listed();
  const sheets = new Map(state.booklet.sheets.map((sheet) => [sheet.page, sheet]));
  const focused = tree.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const small = byId("thumbnails").checked;
  const groups = [];
  let before = {};
  let items = null;
  const heading = (level, text) => {
    groups.push(make(`h${level}`, {}, text));
    items = null;
  };
  const numbered = (level) => `${level.number}　${level.name}`;
  for (const page of shown) {
    const sheet = sheets.get(page.sheet);
    const levels = sheet
      ? [numbered(sheet.strategy), numbered(sheet.policy), sheet.priority ? numbered(sheet.priority) : ""]
      : ["前付け", "", ""];
    levels.forEach((text, index) => {
      if (levels.slice(0, index + 1).join("\n") !== before.levels?.slice(0, index + 1).join("\n") && text) {
        heading(index + 3, text);
      }
    });
    before = { levels };
    if (!items) {
      items = make("ul", { class: small ? "thumbnails" : null });
      groups.push(items);
    }
    items.append(make("li", {}, small ? thumbnail(page) : entry(page, sheet)));
  }
  tree.replaceChildren(...groups);
  tree.querySelectorAll("img[data-src]").forEach((image) => thumbnailsNearby.observe(image));
  byId("count").textContent =
    shown.length === state.booklet.pages.length
      ? `シート ${state.booklet.sheets.length} 枚`
      : `${shown.length} ページが当てはまります`;
  markCurrent(false);
  if (focused) tree.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function entry(page, sheet) {
  const found = foundOn(page.sheet);
  const errors = found.filter((found) => found.error).length;
  const marks = [["誤り", errors], ["注意", found.length - errors]].filter(([, count]) => count > 0);
  const changes = sheet ? changesOf(sheet.page) : [];
  return make(
    "a",
    { href: `#${page.anchor}`, "data-anchor": page.anchor, onclick: follow },
    make("span", { class: "number" }, sheet ? String(sheet.page) : page.anchor.split("-")[1]),
    make("span", {}, sheet ? sheet.title : page.text.trim().split("\n").slice(0, 2).join(" ").slice(0, 30) || "（空白）"),
    found.length
      ? make("span", { class: errors ? "found error" : "found" }, marks.map((mark) => mark.join(" ")).join("・"))
      : null,
    sheet ? make("span", { class: "about" }, `${sheet.sections.join("・")}　評価 ${sheet.grade}${sheet.reprint_of ? "　再掲" : ""}`) : null,
    changes.length ? make("span", { class: "changed" }, `変更 ${changes.length} 項目`) : null,
    ...(hits.get(page.anchor) ?? []).slice(0, 3).map(snippet),
  );
}

/** The words around what was found. */
function snippet(field) {
  const word = folded(search.value).split(/\s+/).filter(Boolean).find((word) => folded(field.text).includes(word));
  // Folding may change lengths; the place is then near enough.
  const text = field.text.replaceAll("\n", " ");
  const at = folded(text).indexOf(word);
  const start = Math.max(0, at - 10);
  return make(
    "span",
    { class: "snippet" },
    field.label ? `${field.label}: ` : "",
    (start > 0 ? "…" : "") + text.slice(start, at),
    make("mark", {}, text.slice(at, at + word.length)),
    text.slice(at + word.length, at + word.length + 20),
  );
}

function thumbnail(page) {
  return make(
    "a",
    { href: `#${page.anchor}`, "data-anchor": page.anchor, onclick: follow, "aria-label": nameOf(page) },
    make("span", { class: "paper" }, make("img", { alt: "", "data-src": `/pages/${page.picture}.svg` })),
    page.sheet === null ? page.anchor.split("-")[1] : String(page.sheet),
  );
}

const thumbnailsNearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      target.src = target.dataset.src;
      thumbnailsNearby.unobserve(target);
    }
  },
  { root: tree, rootMargin: "50% 0px" },
);

function follow(event) {
  event.preventDefault();
  const { anchor } = event.currentTarget.dataset;
  go(anchor, hits.get(anchor)?.[0]?.field ?? null, false);
  if (isNarrow()) toggle("list", false);
}

// ── Places ──────────────────────────────────────────────────────────────────

/** Goes to a page, and to a field of it. */
function go(anchor, field = null, focus = true) {
  const element = byId(anchor);
  if (!element) return;
  document.querySelectorAll(".marked").forEach((marked) => marked.classList.remove("marked"));
  element.scrollIntoView({ block: "start" });
  setCurrent(anchor);
  const button = field && element.querySelector(`.field[data-field="${CSS.escape(field)}"]`);
  if (button) {
    button.classList.add("marked");
    button.scrollIntoView({ block: "nearest" });
    if (focus) button.focus({ preventScroll: true });
    return;
  }
  // What is about no field that is printed is about the sheet.
  if (field) element.classList.add("marked");
  if (focus) pages.focus({ preventScroll: true });
}

function setCurrent(anchor) {
  if (current === anchor) return;
  current = anchor;
  history.replaceState(null, "", `#${anchor}`);
  markCurrent(true);
}

function markCurrent(scroll) {
  for (const link of tree.querySelectorAll("a")) {
    const here = link.dataset.anchor === current;
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (here && scroll && !tree.contains(document.activeElement)) link.scrollIntoView({ block: "nearest" });
  }
}

/** The page at the upper third of the window. */
function inView() {
  const line = pages.getBoundingClientRect().top + pages.clientHeight / 3;
  let best = null;
  for (const page of pages.children) {
    const box = page.getBoundingClientRect();
    if (box.top > line) break;
    // Of two pages of a spread that both are there, the one that was gone to.
    if (box.bottom > line && (!best || page.id === current)) best = page;
    else if (!best || best.getBoundingClientRect().bottom <= line) best = page;
  }
  return best;
}

let scrolled = 0;
pages.addEventListener("scroll", () => {
  clearTimeout(scrolled);
  // Browsers allow an address to change a few times a second only.
  scrolled = setTimeout(() => {
    const page = inView();
    if (page) setCurrent(page.id);
  }, 120);
});

/** Goes where the address says. */
function restore() {
  const anchor = location.hash.slice(1);
  go(byId(anchor)?.classList.contains("page") ? anchor : state.booklet.pages[0]?.anchor, null, false);
}

window.addEventListener("hashchange", () => {
  const anchor = location.hash.slice(1);
  if (anchor !== current && byId(anchor)?.classList.contains("page")) go(anchor, null, false);
});

/** Goes some pages on, of those in the list. */
function step(by) {
  const anchors = listed().map((page) => page.anchor);
  const all = state?.booklet?.pages.map((page) => page.anchor) ?? [];
  const at = all.indexOf(current);
  const ahead = anchors.filter((anchor) => (by > 0 ? all.indexOf(anchor) > at : all.indexOf(anchor) < at));
  const target = by > 0 ? ahead[0] : ahead.at(-1);
  if (target) go(target);
}

// ── Findings, fields and changes ────────────────────────────────────────────

function showFindings() {
  const content = JSON.stringify([state.findings, finding]);
  const target = byId("findings");
  if (target.dataset.content === content) return;
  target.dataset.content = content;
  finding = Math.min(finding, state.findings.length - 1);
  target.replaceChildren(
    ...state.findings.map((found, index) =>
      make(
        "li",
        { class: found.error ? "error" : null, "aria-current": index === finding ? "true" : null },
        make(
          "button",
          { type: "button", onclick: () => goToFinding(index) },
          make("span", { class: "kind" }, `${found.error ? "エラー" : "注意"} ${found.code}　`),
          found.message,
          found.label ? `（${found.label}）` : "",
        ),
        found.hints.length ? make("p", { class: "hints" }, found.hints.join(" ")) : null,
        place(found),
      ),
    ),
  );
  byId("no-findings").hidden = state.findings.length > 0;
  byId("findings-title").textContent = state.findings.length ? `指摘（${state.findings.length} 件）` : "指摘";
}

/** Where in the files something stands. */
function place({ file, line, link }) {
  if (!file) return null;
  const name = line ? `${file} の ${line} 行目` : file;
  return make("p", { class: "where" }, `${name}　`, link ? editorLink(link, "開く") : null);
}

function goToFinding(index) {
  const found = state?.findings[index];
  if (!found) return;
  finding = index;
  showFindings();
  const item = byId("findings").children[index];
  item.scrollIntoView({ block: "nearest" });
  if (found.sheet !== null && byId(`sheet-${found.sheet}`)) {
    go(`sheet-${found.sheet}`, found.field ?? "シート");
    if (isNarrow()) toggle("details", false);
  } else {
    item.querySelector("button").focus();
  }
}

function select(page, field, button) {
  document.querySelectorAll(".marked").forEach((marked) => marked.classList.remove("marked"));
  button.classList.add("marked");
  toggle("details", true);
  setCurrent(page.anchor);
  const change = changeOf(page.sheet, field.field);
  byId("selected-content").replaceChildren(
    ...[
      make("p", {}, `${nameOf(page)}　`, make("strong", {}, field.label)),
      place(field),
      make("p", { class: "typed" }, field.text || "（空欄）"),
      change ? make("p", { class: "versions" }, "前との違い: ", ...versions(change)) : null,
    ].filter(Boolean),
  );
  byId("selected").hidden = false;
  details.scrollTop = 0;
}

const changesOf = (sheet) =>
  sheet === null ? [] : (state?.booklet?.changes ?? []).filter((change) => change.sheet === sheet);
const changeOf = (sheet, field) => changesOf(sheet).find((change) => change.field === field);

function showChanges() {
  const compared = Boolean(state.booklet?.changes);
  byId("changes-section").hidden = !compared;
  byId("only-changed-label").hidden = !compared;
  if (!compared) return;
  const changes = state.booklet.told;
  const content = JSON.stringify(changes);
  const target = byId("changes");
  if (target.dataset.content === content) return;
  target.dataset.content = content;
  byId("changes-title").textContent = `変更（${changes.length} 件）`;
  target.replaceChildren(
    ...changes.map((change) =>
      make(
        "li",
        {},
        change.sheet === null
          ? make("p", {}, `${change.title}　${change.label}`)
          : make(
              "button",
              { type: "button", onclick: () => go(`sheet-${change.sheet}`, change.field) },
              `シート ${change.sheet}　${change.title}　${change.label}`,
            ),
        make("p", { class: "versions" }, ...versions(change)),
      ),
    ),
  );
}

function showOld(button, change) {
  hideOld();
  const box = button.getBoundingClientRect();
  const old = make("div", { id: "old" }, make("strong", {}, "前の文: "), change.old || "（空欄）");
  document.body.append(old);
  old.style.left = `${Math.max(8, Math.min(box.left, innerWidth - old.offsetWidth - 8))}px`;
  const below = box.bottom + 6;
  old.style.top = `${below + old.offsetHeight < innerHeight ? below : Math.max(8, box.top - old.offsetHeight - 6)}px`;
}

function hideOld() {
  byId("old")?.remove();
}

// ── Size and layout ─────────────────────────────────────────────────────────

const isNarrow = () => matchMedia("(max-width: 1100px)").matches;
const naturalWidth = () => (state?.booklet?.pages[0]?.width ?? 595.28) * PIXELS_PER_POINT;

/** Changes the layout and keeps what is in view where it is. */
function keepingPlace(change) {
  const page = byId(current);
  const offset = page ? (pages.scrollTop - page.offsetTop) / page.offsetHeight : 0;
  change();
  if (page) pages.scrollTop = page.offsetTop + offset * page.offsetHeight;
}

function setWidth(width) {
  document.documentElement.style.setProperty("--page-width", `${width}px`);
  byId("zoom").textContent = `${Math.round((width / naturalWidth()) * 100)}%`;
  byId("fit").setAttribute("aria-pressed", String(zoom === null));
}

function fitWidth() {
  zoom = null;
  const columns = document.body.classList.contains("spread") ? 2 : 1;
  const padding = 32 + (columns - 1) * 2;
  keepingPlace(() => setWidth(Math.max(150, Math.floor((pages.clientWidth - padding) / columns))));
}

function zoomBy(direction) {
  const now = pages.firstElementChild ? pages.firstElementChild.offsetWidth / naturalWidth() : 1;
  const steps = direction > 0 ? ZOOM_STEPS.filter((step) => step > now + 0.01) : ZOOM_STEPS.filter((step) => step < now - 0.01);
  zoom = (direction > 0 ? steps[0] : steps.at(-1)) ?? now;
  keepingPlace(() => setWidth(zoom * naturalWidth()));
}

function toggle(name, shown) {
  document.body.classList.toggle(`without-${name}`, !shown);
  byId(`show-${name}`).setAttribute("aria-pressed", String(shown));
  // On a tablet there is room for one of the two.
  if (shown && isNarrow()) {
    const other = name === "list" ? "details" : "list";
    document.body.classList.add(`without-${other}`);
    byId(`show-${other}`).setAttribute("aria-pressed", "false");
  }
}

new ResizeObserver(() => {
  if (zoom === null) fitWidth();
}).observe(pages);

for (const name of ["list", "details"]) {
  byId(`show-${name}`).addEventListener("click", () => toggle(name, document.body.classList.contains(`without-${name}`)));
}
byId("larger").addEventListener("click", () => zoomBy(1));
byId("smaller").addEventListener("click", () => zoomBy(-1));
byId("fit").addEventListener("click", fitWidth);
byId("spread").addEventListener("click", () => {
  keepingPlace(() => {
    const on = document.body.classList.toggle("spread");
    byId("spread").setAttribute("aria-pressed", String(on));
    if (zoom === null) fitWidth();
  });
});
byId("show-help").addEventListener("click", () => byId("help").showModal());
for (const id of ["section", "grade", "only-found", "only-changed", "thumbnails"]) {
  byId(id).addEventListener("change", showTree);
}
search.addEventListener("input", () => {
  find();
  showTree();
});
search.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter") {
    const page = listed()[0];
    if (page) go(page.anchor, hits.get(page.anchor)?.[0]?.field);
  } else if (event.key === "Escape") {
    search.value = "";
    find();
    showTree();
    pages.focus({ preventScroll: true });
  }
});

const KEYS = {
  j: () => step(1),
  ArrowRight: () => step(1),
  k: () => step(-1),
  ArrowLeft: () => step(-1),
  n: () => state?.findings.length && goToFinding((finding + 1) % state.findings.length),
  "/": () => {
    toggle("list", true);
    search.focus();
    search.select();
  },
  "?": () => byId("help").showModal(),
  "+": () => zoomBy(1),
  "-": () => zoomBy(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (byId("help").open || event.target.closest?.("input[type=search], select")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

if (isNarrow()) {
  toggle("list", false);
  toggle("details", false);
}
