// How is a course of several calls kept together while the page is open? In: the desk. Out: dated check-ins, each with what was found,
// taken and done then, in the form of docs/episode.md; the level of each beside its time.

import { entriesOf, momentOf } from "./episode.js";
import { button, capital, h } from "./page.js";

const SOON = 60_000; // a clock may be this far ahead
const LARGEST_DOSE = 10_000; // mg
const SIDES = ["left", "right"];

/** A check-in of this moment: by phone she answers herself; seen in person, it is the clinician who says what there is. */
export function newCheckin(at = Date.now(), informant = "self") {
  const letters = [...crypto.getRandomValues(new Uint8Array(4))].map((octet) => octet.toString(16).padStart(2, "0"));
  return { id: `d-${letters.join("")}`, at, written: Date.now(), findings: { answering_for: informant } };
}

const iso = (time) => new Date(time).toISOString();

/** Whether a check-in says anything; who answers alone says nothing. */
const saysMore = ({ findings }) => Object.keys(findings).some((id) => id !== "answering_for");

/** The record as a file holds it. */
export function asRecord(desk) {
  const checkins = desk.checkins.map(({ at, written, ...entry }) => ({ at: iso(at), written: iso(written), ...entry }));
  const started = desk.started ? { started: iso(desk.started) } : {};
  return { id: desk.rest.id ?? `e-${desk.checkins[0].id}`, ...desk.rest, ...started, checkins };
}

/** What is sent to be judged: findings, times, medicines and events. Notes and names stay here. */
export function toSend(desk) {
  const entry = ({ at, findings, events, medicines, feed, breast, ...rest }) => ({
    at: iso(at),
    ...((rest.imported || saysMore({ findings })) && { findings }),
    ...(events?.length && { events }),
    ...(medicines?.length && { medicines }),
    ...(feed && { feed }),
    ...(breast && { breast }),
  });
  return {
    ...(desk.started && { started: iso(desk.started) }),
    checkins: desk.checkins.map(entry),
    ...(desk.rest.earlier?.length && { earlier: desk.rest.earlier.map(withoutNotes) }),
  };
}

function withoutNotes({ checkins = [], earlier, id: _, ...episode }) {
  const plain = checkins.map(({ note: _note, ...entry }) => entry);
  return { ...episode, checkins: plain, ...(earlier?.length && { earlier: earlier.map(withoutNotes) }) };
}

/** The desk with the entries of a file: each in its version written last, without those taken back. */
export function takeRecord(desk, record) {
  const { checkins: _, started, ...rest } = record;
  const kept = entriesOf(record).map(({ raw: { hours: _hours, ...entry }, at, written, findings }) => ({ ...entry, at, written, findings, imported: true }));
  desk.checkins = kept.length ? kept.map((entry) => ({ id: newCheckin().id, ...entry })) : [newCheckin()];
  desk.current = desk.checkins.at(-1);
  desk.started = started ? momentOf(started) : null;
  desk.rest = rest;
  desk.before = [];
}

// --- the list above the form --------------------------------------------------------------------------------------------

export const clock = (time) => new Date(time).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** Every check-in with its level; a level that is not of what is entered now is not shown. */
export function checkinList(desk, place) {
  const had = document.activeElement?.dataset?.checkin;
  const items = desk.checkins.map((entry) => {
    const current = entry === desk.current;
    const { text, level } = levelOf(desk, entry);
    const side = SIDES.includes(entry.breast) && desk.say(`breast_${entry.breast}`);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "checkin", "data-checkin": entry.id, "data-level": level, "aria-pressed": String(current), onclick: () => open(desk, entry) },
        h("strong", {}, clock(entry.at)),
        side && ` (${side})`,
        h("span", {}, text),
        current && h("span", { class: "quiet" }, desk.say("checkin_open")),
      ),
    );
  });
  const then = h("input", { type: "datetime-local", id: "then", autocomplete: "off", max: local(Date.now()) });
  place.replaceChildren(
    h("section", { class: "checkins", "aria-labelledby": "checkins-title" }, h("h2", { id: "checkins-title" }, desk.say("checkins")), h("ol", {}, items), h(
      "div",
      { class: "add" },
      button([desk.say("add_now"), " ", h("kbd", { "aria-hidden": "true" }, "a")], "add-now", () => addNow(desk)),
      h("details", {}, h("summary", {}, desk.say("add_then")), h("label", { for: "then" }, desk.say("at"), " ", then), button(desk.say("add_then"), "add-then", () => addThen(desk, then))),
    )),
  ); // prettier-ignore
  if (had) place.querySelector(`[data-checkin="${had}"]`)?.focus();
}

function levelOf(desk, entry) {
  if (desk.state !== "current" || !desk.result) return { text: "…", level: null };
  const { course, assessment } = desk.result;
  const row = course?.checkins.find(({ at }) => Date.parse(at) === entry.at);
  const found = course ? row?.assessment : assessment;
  if (!found) return { text: "–", level: null };
  if (found.provisional) return { text: desk.say("provisional"), level: null };
  const from = row?.changed.level?.from;
  const before = from ? `, ${desk.say("changed_level", { level: desk.data.levels[from].title })}` : "";
  return { text: `${desk.data.levels[found.level].title}${before}`, level: found.level };
}

function open(desk, entry) {
  desk.current = entry;
  desk.form.draw();
  desk.contact();
  checkinList(desk, document.getElementById("checkins"));
}

export function addNow(desk) {
  add(desk, Date.now());
}

function addThen(desk, input) {
  const at = Date.parse(input.value);
  const fault = Number.isNaN(at) ? "at_wrong" : at > Date.now() + SOON ? "at_future" : null;
  input.setAttribute("aria-invalid", String(Boolean(fault)));
  if (fault) return desk.tell(desk.say(fault));
  add(desk, at);
}

function add(desk, at) {
  desk.change(() => {
    desk.current = newCheckin(at, desk.answers.answering_for);
    desk.checkins.push(desk.current);
    desk.checkins.sort((one, other) => one.at - other.at);
  }, true);
  desk.form.toFirst();
}

// --- what belongs to one check-in ----------------------------------------------------------------------------------------

/** A time as a field for dates and times writes it, by the clock of this computer. */
function local(time) {
  const date = new Date(time);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Its time, the breast, medicines, events and a note. */
export function recordPart(desk) {
  const entry = desk.current;
  const set = (key, value) => desk.change(() => (value === undefined || value === "" || value?.length === 0 ? delete entry[key] : (entry[key] = value)));
  const sides = ["", ...SIDES].map((side) => h("option", { value: side, selected: side === (entry.breast ?? "") }, desk.say(`breast_${side || "any"}`)));
  const events = desk.data.events.map((id) => {
    const toggle = ({ target }) => set("events", target.checked ? [...(entry.events ?? []), id] : entry.events.filter((one) => one !== id));
    return h("label", { class: "tick" }, h("input", { type: "checkbox", "data-event": id, checked: entry.events?.includes(id), autocomplete: "off", onchange: toggle }), desk.say(`event_${id}`));
  });
  const note = h("textarea", { id: "note", rows: "2", autocomplete: "off", onchange: ({ target }) => set("note", target.value.trim()) });
  note.value = entry.note ?? "";
  return h(
    "div",
    { class: "record" },
    timeField(desk, "at", entry.at, (at) => desk.change(() => {
      entry.at = at;
      desk.checkins.sort((one, other) => one.at - other.at);
    })),
    timeField(desk, "started", desk.started, (at) => desk.change(() => (desk.started = at)), desk.say("started_hint")),
    h("label", { for: "breast", class: "field" }, desk.say("breast"), h("select", { id: "breast", autocomplete: "off", onchange: ({ target }) => set("breast", target.value) }, sides)),
    h("fieldset", {}, h("legend", {}, desk.say("medicines")), desk.data.medicines.map((medicine) => dose(desk, entry, medicine, set))),
    h("fieldset", {}, h("legend", {}, desk.say("events")), h("div", { class: "ticks" }, events)),
    h("label", { for: "note", class: "field" }, desk.say("note"), note),
    desk.checkins.length > 1 && button(desk.say("remove"), "remove", () => remove(desk, entry)),
  ); // prettier-ignore
}

function timeField(desk, id, time, commit, hint) {
  const fault = h("span", { class: "fault", id: `${id}-fault` });
  const input = h("input", { type: "datetime-local", id, autocomplete: "off", "aria-describedby": `${id}-fault`, max: local(Date.now()), onchange: () => {
    const at = Date.parse(input.value);
    const empty = id === "started" && !input.value;
    const wrong = empty ? null : Number.isNaN(at) ? "at_wrong" : at > Date.now() + SOON ? "at_future" : null;
    fault.textContent = wrong ? desk.say(wrong) : "";
    input.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (!wrong) commit(empty ? null : at);
  } }); // prettier-ignore
  input.value = time ? local(time) : "";
  return h("label", { for: id, class: "field" }, desk.say(id), input, hint && h("span", { class: "quiet small" }, hint), fault);
}

function dose(desk, entry, { id, dose: usual }, set) {
  const name = capital(desk.data.places[desk.place][id]);
  const fault = h("span", { class: "fault", id: `dose-${id}-fault` });
  const taken = () => (entry.medicines ?? []).filter((one) => one.id === id).reduce((sum, { mg }) => sum + mg, 0);
  const input = h("input", { type: "text", inputmode: "decimal", id: `dose-${id}`, size: "6", autocomplete: "off", placeholder: String(usual), "aria-describedby": `dose-${id}-fault`, onchange: () => {
    const text = input.value.trim().replace(",", ".").replace(/\s*mg$/i, "");
    const mg = Number(text);
    const wrong = text && !(mg > 0 && mg <= LARGEST_DOSE);
    fault.textContent = wrong ? desk.say("dose_wrong", { text: input.value.slice(0, 20) }) : "";
    input.setAttribute("aria-invalid", String(Boolean(wrong)));
    const others = (entry.medicines ?? []).filter((one) => one.id !== id);
    if (!wrong) set("medicines", text ? [...others, { id, mg }] : others);
  } }); // prettier-ignore
  input.value = taken() || "";
  return h("label", { for: `dose-${id}`, class: "field" }, desk.say("dose", { name }), input, fault);
}

function remove(desk, entry) {
  desk.change(() => {
    desk.checkins = desk.checkins.filter((other) => other !== entry);
    desk.current = desk.checkins.at(-1);
  }, true);
  desk.form.toFirst();
}
