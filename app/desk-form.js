// How is everything that can be found of her shown in one form, and answered without a mouse? In: the desk. Out: a row a finding,
// in groups, danger signs first. A row is always in one of its states: what was not asked is "not asked", never "no".

import { rangeInWords, readNumber, rounded, withUnit } from "./desk-numbers.js";
import { recordPart } from "./desk-checkins.js";
import { button, capital, h, local } from "./page.js";

const UNSURE = "unsure";
const YES_NO = [["yes", true], ["no", false], ["unsure", UNSURE], ["unasked", undefined]];

export class Form {
  constructor(desk, place, finder) {
    Object.assign(this, { desk, place, rows: new Map(), groups: [] });
    this.search = h("input", { id: "search", type: "search", autocomplete: "off", placeholder: desk.say("search_hint"), oninput: () => this.filter(), "aria-describedby": "search-found" });
    this.found = h("span", { id: "search-found", class: "quiet", role: "status" });
    this.index = h("nav", { class: "index", "aria-label": desk.say("groups") });
    finder.replaceChildren(h("div", { class: "finder" }, h("label", { for: "search" }, desk.say("search"), " ", h("kbd", { "aria-hidden": "true" }, "/")), this.search, this.found), this.index);
  }

  // --- drawing ---------------------------------------------------------------------------------------------------------

  draw() {
    const at = this.focused?.id;
    this.rows.clear();
    this.groups = this.desk.data.groups.map((group) => this.group(group));
    this.place.replaceChildren(...this.groups.map(({ element }) => element));
    this.index.replaceChildren(...this.groups.map((group) => this.inIndex(group)));
    this.refresh();
    if (at && this.rows.has(at)) this.to(at);
  }

  group(group) {
    const { desk } = this;
    const id = `group-${group.id}`;
    const title = h("h2", { id, tabindex: "-1" }, group.title, " ", h("kbd", { "aria-hidden": "true" }, `g ${group.letter}`));
    const deny = group.danger && button("", `deny-${group.id}`, () => this.deny(group), "deny", { title: desk.say("deny_help") });
    const hint = group.danger && h("p", { class: "quiet small" }, desk.say("deny_help"));
    const rows = group.findings.map((finding) => this.row(finding, group));
    const part = group.id === "record" ? recordPart(desk) : h("div", { class: "rows" }, rows.map(({ element }) => element));
    const unseen = h("p", { class: "quiet", hidden: true }, desk.say("not_seen"), " ", button(desk.say("now_seen"), "seen", () => desk.meet(true)));
    const element = h("section", { class: `group ${group.danger ? "flags" : ""}`, "aria-labelledby": id, "data-group": group.id }, h("div", { class: "group-head" }, title, deny), hint, unseen, part);
    return { ...group, title, deny, rows, element, unseen };
  }

  inIndex(group) {
    const count = h("span", { class: "count" });
    group.count = count;
    const { letter, title } = this.desk.data.groups.find(({ id }) => id === group.id);
    return h("button", { type: "button", "data-index": group.id, onclick: () => this.toGroup(group.id) }, title, " ", h("kbd", { "aria-hidden": "true" }, letter), " ", count);
  }

  row(id, group) {
    const finding = this.desk.data.findings[id];
    const label = h("span", { class: "term", id: `term-${id}` }, capital(finding.term));
    const plain = finding.plain !== finding.term && h("span", { class: "plain", id: `plain-${id}` }, finding.plain);
    const kept = h("span", { class: "kept", id: `kept-${id}` });
    const row = { id, finding, group: group.id, kept };
    const control = finding.kind === "number" ? this.number(row) : this.choice(row);
    row.element = h("div", { class: `row ${finding.kind}`, "data-finding": id }, h("div", { class: "what" }, label, plain, kept), control);
    this.rows.set(id, row);
    return row;
  }

  /** Yes, no, not sure, not asked; or the options of a choice by their numbers. */
  choice(row) {
    const { desk } = this;
    const { id, finding } = row;
    const options = finding.kind === "yes_no"
      ? YES_NO.map(([key, value]) => [value, desk.say(key), { yes: "y", no: "n", unsure: "u" }[key] ?? ""])
      : [...finding.options.map((option, place) => [option, capital(finding.words[place]), String(place + 1)]), [UNSURE, desk.say("unsure"), "u"], [undefined, desk.say("unasked"), ""]];
    row.inputs = options.map(([value, text, key]) => {
      const input = h("input", { type: "radio", name: `f-${id}`, autocomplete: "off", onchange: () => this.set(id, value) });
      input.meant = value;
      const label = h("label", { "data-mark": value === undefined ? "unasked" : String(value) }, input, h("span", {}, key && h("kbd", { "aria-hidden": "true" }, key), key && " ", text));
      return { input, label };
    });
    const named = { role: "radiogroup", "aria-labelledby": `term-${id}`, "aria-describedby": `plain-${id} kept-${id}` };
    return h("div", { class: `marks ${finding.kind}`, ...named }, row.inputs.map(({ label }) => label));
  }

  number(row) {
    const { desk } = this;
    const { id, finding } = row;
    const hint = h("span", { class: "range", id: `range-${id}` }, rangeInWords(desk, finding));
    row.said = h("span", { class: "said", id: `said-${id}` });
    row.box = h("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", size: "9", id: `f-${id}`,
      "aria-labelledby": `term-${id}`, "aria-describedby": `plain-${id} range-${id} said-${id} kept-${id}`,
      oninput: () => this.typed(row), onblur: () => this.refreshRow(row, true),
    }); // prettier-ignore
    row.unsure = button(desk.say("unsure"), null, () => this.set(id, this.desk.answers[id] === UNSURE ? undefined : UNSURE), "unsure", { "aria-describedby": `term-${id}` });
    return h("div", { class: "marks number" }, row.box, row.unsure, hint, row.said);
  }

  // --- answers ---------------------------------------------------------------------------------------------------------

  set(id, value) {
    const { desk } = this;
    if (desk.answers[id] === value) return;
    desk.change(() => {
      if (value === undefined) delete desk.answers[id];
      else desk.answers[id] = value;
    });
  }

  /** What is typed counts as soon as it is a plausible number; what is not is no answer, and says so. */
  typed(row) {
    const { value, fault } = readNumber(this.desk, row.finding, row.box.value);
    row.fault = fault;
    row.box.setAttribute("aria-invalid", String(Boolean(fault)));
    this.set(row.id, value);
    this.sayRead(row, value);
  }

  sayRead(row, value = this.desk.answers[row.id]) {
    const shown = typeof value === "number" && !row.fault && row.box.value.trim() !== rounded(value, row.finding.unit);
    row.said.textContent = row.fault ?? (shown ? this.desk.say("read_as", { value: this.inWords(row.id, value) }) : "");
    row.said.classList.toggle("fault", Boolean(row.fault));
  }

  /** Every danger sign of a group that is shown and not answered: each was asked, none is so. */
  deny(group) {
    const open = this.deniable(group);
    if (!open.length) return;
    this.desk.change(() => open.forEach(({ id }) => (this.desk.answers[id] = false)));
    this.desk.tell(this.desk.say("denied", { count: open.length }));
    const next = this.groups[this.groups.findIndex(({ id }) => id === group.id) + 1];
    if (next) this.toGroup(next.id);
  }

  deniable(group) {
    const rows = this.groups.find(({ id }) => id === group.id).rows;
    return rows.filter(({ id, element }) => !element.hidden && this.desk.answers[id] === undefined);
  }

  inWords(id, value) {
    const { finding } = this.rows.get(id);
    if (finding.kind === "yes_no") return this.desk.say(value === true ? "yes" : value === false ? "no" : "unsure");
    if (value === UNSURE) return this.desk.say("unsure");
    if (finding.kind === "choice") return finding.words[finding.options.indexOf(value)] ?? value;
    return local(`${rounded(value, finding.unit)} ${withUnit(this.desk, finding.unit)}`, this.desk.data.places[this.desk.place].units);
  }

  // --- after a change ---------------------------------------------------------------------------------------------------

  refresh() {
    const { desk } = this;
    const { known } = desk.gates.read({ ...this.carried(), ...desk.answers });
    for (const row of this.rows.values()) {
      const { applies_if: gate } = row.finding;
      row.applies = !gate || row.id in desk.answers || desk.gates.possible(gate, known);
      this.refreshRow(row);
    }
    this.filter();
    for (const group of this.groups) {
      const here = group.rows.filter(({ applies }) => applies);
      const done = here.filter(({ id }) => id in desk.answers).length;
      group.count.textContent = here.length ? desk.say("group_answered", { done, all: here.length }) : "";
    }
  }

  /** What earlier check-ins still say. */
  carried() {
    const { course } = this.desk.result ?? {};
    return course?.current.findings ?? {};
  }

  refreshRow(row, tidy = false) {
    const { desk } = this;
    const value = desk.answers[row.id];
    row.element.dataset.answer = value === undefined ? "" : typeof value === "boolean" || value === UNSURE ? String(value) : "given";
    const { finding } = row;
    if (finding.kind === "number") {
      const typing = document.activeElement === row.box && !tidy;
      if (!typing && !row.fault) row.box.value = typeof value === "number" ? rounded(value, finding.unit) : "";
      if (!typing && value === UNSURE) row.fault = undefined;
      row.unsure.setAttribute("aria-pressed", String(value === UNSURE));
      this.sayRead(row, value);
    } else for (const { input } of row.inputs) input.checked = input.meant === value;
    this.keptFrom(row, value);
  }

  /** Beside a row without an answer of this check-in: what an earlier one said, and whether that still counts. */
  keptFrom(row, value) {
    const { desk } = this;
    const { course } = desk.result ?? {};
    let text = "";
    if (course && value === undefined) {
      const { findings, lapsed } = course.current;
      const earlier = desk.checkins.filter((entry) => row.id in entry.findings).at(-1);
      if (row.id in findings) text = desk.say("counts_still", { value: this.inWords(row.id, findings[row.id]) });
      else if (lapsed.includes(row.id)) text = earlier ? desk.say("lapsed_hint", { value: this.inWords(row.id, earlier.findings[row.id]) }) : desk.say("lapsed");
    }
    row.kept.textContent = text;
  }

  // --- moving about -----------------------------------------------------------------------------------------------------

  /** Shows what applies and holds the word searched for. */
  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, finding, applies } of this.rows.values()) {
      const text = `${finding.term} ${finding.plain} ${(finding.words ?? []).join(" ")}`.toLowerCase();
      element.hidden = !applies || !words.every((word) => text.includes(word));
      if (!element.hidden) count += 1;
    }
    for (const group of this.groups) {
      if (group.deny) {
        const open = this.deniable(group).length;
        group.deny.textContent = this.desk.say(open ? "deny" : "deny_none", { count: open });
        group.deny.disabled = !open;
      }
      group.unseen.hidden = group.rows.length === 0 || group.rows.some(({ applies }) => applies);
      group.element.hidden = words.length > 0 && !group.rows.some(({ element }) => !element.hidden);
    }
    this.found.textContent = words.length ? this.desk.say(count ? "search_count" : "search_none", { count }) : "";
  }

  /** The row a search means: one whose name begins with it, before one that holds it somewhere. */
  best() {
    const word = this.search.value.trim().toLowerCase();
    const begins = ({ finding }) => [finding.term, finding.plain].some((name) => name.toLowerCase().startsWith(word));
    const rows = word ? this.shown() : [];
    return rows.find(begins) ?? rows[0];
  }

  endSearch() {
    this.search.value = "";
    this.filter();
  }

  shown() {
    return [...this.rows.values()].filter(({ element }) => !element.hidden && !element.closest("[hidden]"));
  }

  /** The row that holds the focus. */
  get focused() {
    const element = document.activeElement?.closest?.("[data-finding]");
    return element && this.rows.get(element.dataset.finding);
  }

  to(id) {
    const row = this.rows.get(id);
    if (!row) return;
    if (row.element.hidden || row.element.closest("[hidden]")) this.endSearch();
    if (row.element.hidden) row.element.hidden = false; // asked for by name, although it may not apply
    const aim = row.box ?? row.inputs.find(({ input }) => input.checked).input;
    aim.focus({ preventScroll: true });
    row.box?.select();
    row.element.scrollIntoView({ block: "nearest" });
    this.last = id;
  }

  /** The next row down or up; from outside the form the one left last. */
  move(step) {
    const rows = this.shown();
    const here = this.focused ?? null;
    if (!here) return this.to(rows.find(({ id }) => id === this.last)?.id ?? rows[0]?.id);
    const place = rows.indexOf(here) + step;
    if (place >= 0 && place < rows.length) this.to(rows[place].id);
  }

  toGroup(id) {
    const group = this.groups.find((one) => one.id === id);
    this.endSearch();
    const first = group.rows.find(({ element }) => !element.hidden);
    group.element.scrollIntoView({ block: "start" });
    if (first) this.to(first.id);
    else (group.element.querySelector("input, textarea, select, button") ?? group.title).focus({ preventScroll: true });
  }

  toFirst() {
    this.to(this.shown()[0]?.id);
  }
}
