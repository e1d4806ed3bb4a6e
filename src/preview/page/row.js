// A row of the form: a value being written, what helps to write it, and what is said of it.

/** @import { Draft, Finding, Proposal, Row } from "./state.schema.json" */
/** @import { Value } from "./values.js" */

import { versions } from "./changes.js";
import { conflictBox } from "./conflict.js";
import { controlFor, fill, isComposing, nameOfChoice } from "./controls.js";
import { draft, dropDrafts } from "./drafts.js";
import { make, renews } from "./elements.js";
import { isAbout } from "./proposals.js";
import { eachOnce, findingItem } from "./remarks.js";
import { noted, showStanding } from "./standing.js";
import { changeOf, fieldOn } from "./state.js";
import { tell } from "./told.js";
import { written } from "./written.js";

/**
 * What a form does for its rows.
 *
 * @typedef {object} Desk
 * @property {(row: RowView) => void} entered The keyboard has come to a row.
 * @property {(pages: Draft["pages"]) => void} drawn There are pages with what is being written; none: with what is saved.
 */

/** Whether last year's texts are shown; it is the same for all rows. */
let showsLast = true;

let count = 0;

export class RowView {
  element = make("li", { class: "row" });
  control;
  #id = `row-${(count += 1)}`;
  #left = make("p", { class: "left", id: `${this.#id}-left` });
  #standing = make("p", { class: "standing", id: `${this.#id}-standing` });
  #conflict = make("div");
  #remarks = make("ul", { class: "remarks", id: `${this.#id}-remarks` });

  /**
   * @param {Row} row
   * @param {Value} value
   * @param {number[]} sheets
   * @param {Desk} desk
   */
  constructor(row, value, sheets, desk) {
    this.row = row;
    this.value = value;
    this.sheets = sheets;
    this.desk = desk;
    this.control = controlFor({ ...row, value: value.text }, this.#id);
    const describing = [this.#left, this.#standing, this.#remarks];
    this.control.setAttribute("aria-describedby", describing.map((part) => part.id).join(" "));
    this.element.append(
      make("label", { for: this.#id }, row.label, row.required ? make("span", { class: "required" }, "必須") : null),
      this.control,
      this.#left,
      this.#standing,
      this.#conflict,
      this.#remarks,
      ...this.#besides(),
    );
    value.listener = () => this.#show();
    this.#listen();
    this.#show();
  }

  /**
   * What was found in what is saved.
   *
   * @param {Row} row
   * @param {Finding[]} findings
   * @param {Proposal[]} proposals
   */
  renew(row, findings, proposals) {
    this.row = row;
    if (this.value.isUnsaved && row.writable) {
      // The pages are those of what is saved; what is being written comes again.
      if (document.activeElement === this.control) this.#draft();
      return;
    }
    this.#say(row.left, findings, proposals);
  }

  /** Once it is on the page. */
  place() {
    fill(this.control, this.value.text);
  }

  focus() {
    this.control.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  async save() {
    dropDrafts();
    const { value } = this;
    if (value.conflict) {
      tell(`「${value.label}」は、どちらの文にするかを選ぶまで保存されません。`);
      return;
    }
    if (!value.isUnsaved) {
      this.desk.drawn([]);
      return;
    }
    if (await value.save()) tell(`「${value.label}」を保存しました。${noted(value.notes)}`);
    else if (value.conflict) this.#tellConflict();
    else tell(`「${value.label}」を保存できません。${value.refusal?.message ?? ""}文はこの欄に残っています。`);
  }

  #tellConflict() {
    tell(`「${this.value.label}」は、ほかで書き換えられていたので保存していません。二つの文から選んでください。`);
    this.#conflict.scrollIntoView({ block: "nearest" });
  }

  #listen() {
    const { control } = this;
    control.addEventListener("focus", () => this.desk.entered(this));
    if (!this.row.writable) return;
    control.addEventListener("input", (event) => this.#typed(event instanceof InputEvent && event.isComposing));
    control.addEventListener("compositionend", () => this.#typed(false));
    control.addEventListener("blur", () => {
      if (this.value.isUnsaved && this.value.conflict) return;
      this.save();
    });
    control.addEventListener("keydown", (event) => {
      const key = /** @type {KeyboardEvent} */ (event);
      if (isComposing(key)) return;
      if (key.key === "Enter" && this.row.kind !== "prose" && !(control instanceof HTMLSelectElement)) {
        key.preventDefault();
        this.save();
      }
    });
  }

  /** @param {boolean} converting Whether the input method has not decided yet. */
  #typed(converting) {
    const begins = this.value.standing !== "writing";
    this.value.write(this.control.value);
    if (converting) return;
    if (begins && this.value.isUnsaved && !this.value.conflict) tell(`「${this.value.label}」を書いている途中です。`);
    this.#draft();
  }

  #draft() {
    const { measure, keys, text } = this.value;
    draft({ about: { measure, keys, text }, show: (answer) => this.#showDraft(answer) });
  }

  /** @param {Draft} answer */
  #showDraft({ pages, left, findings, proposals, refused }) {
    if (refused === null) {
      this.desk.drawn(pages);
      this.#say(left, findings, proposals);
    } else {
      this.#say(null, [], []);
      this.#standing.textContent = [refused.message, ...refused.hints].join(" ");
      this.#standing.dataset.standing = "refused";
    }
    this.#markWrong(refused !== null || this.value.isStuck);
  }

  /** @param {boolean} isRefused What is too long is wrong too. */
  #markWrong(isRefused) {
    this.control.setAttribute("aria-invalid", String(isRefused || this.#left.classList.contains("over")));
  }

  /** How it stands with the value. */
  #show() {
    const { value } = this;
    if (this.control.value !== value.text) fill(this.control, value.text);
    showStanding(this.#standing, value);
    this.#markWrong(value.isStuck);
    // Whoever is at its buttons stays there.
    if (!renews(this.#conflict, value.conflict)) return;
    const box = conflictBox(value, (text, told) => this.#decide(text, told));
    this.#conflict.replaceChildren(...(box ? [box] : []));
  }

  /**
   * @param {string} text
   * @param {string} told
   */
  async #decide(text, told) {
    this.control.focus({ preventScroll: true });
    dropDrafts();
    const done = await this.value.settleWith(text);
    if (done) {
      this.desk.drawn([]);
      tell(`「${this.value.label}」: ${told}。${noted(this.value.notes)}`);
    } else {
      tell(`「${this.value.label}」をまだ保存できません。${this.value.refusal?.message ?? ""}`);
    }
  }

  /**
   * @param {number | null} left
   * @param {Finding[]} findings
   * @param {Proposal[]} proposals
   */
  #say(left, findings, proposals) {
    this.#left.textContent = left === null ? "" : left < 0 ? `${-left} 字入りきりません` : `あと ${left} 字入ります`;
    this.#left.classList.toggle("over", left !== null && left < 0);
    this.#markWrong(this.value.isStuck);
    const own = eachOnce(findings.filter((finding) => finding.field === this.row.field));
    // Where the same is wrong twice, the first proposal is for the first of them.
    const open = [...proposals];
    const items = own.map((finding) => {
      const at = open.findIndex((one) => isAbout(one, finding));
      const proposal = at < 0 ? undefined : open.splice(at, 1)[0];
      const accept = () => this.#accept(proposal);
      return findingItem(finding, this.value.measure, this.row.writable ? proposal : undefined, accept);
    });
    this.#remarks.replaceChildren(...items);
  }

  /** @param {Proposal | undefined} proposal */
  async #accept(proposal) {
    if (!proposal) return;
    this.control.focus({ preventScroll: true });
    if (proposal.before !== this.value.text) {
      tell("文が変わったので、この提案はもう当てはまりません。");
      return;
    }
    this.value.write(proposal.after);
    fill(this.control, proposal.after);
    await this.save();
  }

  /** Last year's text, what it was in an earlier version, and where it is written. */
  #besides() {
    const { last, choices, field, writable } = this.row;
    const printed = fieldOn(this.sheets, field);
    const change = printed && changeOf(printed.page.sheet, field);
    const file = printed && written(printed.field);
    const name = choices.find(([mark]) => mark === last);
    return [
      writable ? null : make("p", { class: "hints" }, "この欄は、ここでは書けません。"),
      last === null ? null : this.#lastYear(name ? nameOfChoice(...name) : last),
      change ? make("p", { class: "versions" }, "前との違い: ", ...versions(change)) : null,
      file ? make("details", {}, make("summary", {}, "書かれている所"), file) : null,
    ].filter((part) => part !== null);
  }

  /** @param {string} text */
  #lastYear(text) {
    const details = make(
      "details",
      { class: "last", open: showsLast },
      make("summary", {}, "前の年度"),
      make("p", { class: "typed" }, text || "（空欄）"),
    );
    details.addEventListener("toggle", () => {
      showsLast = details.open;
    });
    return details;
  }
}
