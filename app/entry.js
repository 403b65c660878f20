// What did she write down then, and was it right? In: the app and an entry of an episode. Out: a page on which its time and each of
// its answers can be changed, or the whole of it taken back. What she corrects counts as if she had said so then.

import { entriesOf, rewritten } from "./entries.js";
import { button, capital, fits, h, local, moment } from "./page.js";
import { ask, optionWords } from "./screens.js";

const MINUTE = 60 * 1000; // milliseconds
const FAHRENHEIT = [1.8, 32];

const say = (app, key, more) => app.words.interface("course", key, key, more);

export function entryPage(app) {
  const episode = app.episodes.find(({ id }) => id === app.step.episode);
  const entry = episode && entriesOf(episode).find(({ id }) => id === app.step.entry);
  const page = h("div", { class: "page", "data-entry": app.step.entry, "data-signs": "none" }, ...(entry ? form(app, episode, entry) : gone(app)));
  page.dataset.spoken = say(app, "entry_title");
  return page;
}

const gone = (app) => [
  h("h1", { tabindex: "-1" }, say(app, "entry_title")),
  h("p", {}, say(app, "entry_gone")),
  h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back())),
];

function form(app, episode, entry) {
  const at = timeField(entry.time);
  const fields = Object.entries(entry.findings ?? {}).filter(([id]) => id in app.guideline.findings).map(([id, value]) => field(app, id, value));
  const denied = fields.filter(({ id }) => entry.findings[id] === false);
  const told = fields.filter((one) => !denied.includes(one));
  const note = entry.note && h("textarea", { id: "entry-note", rows: "3" });
  if (note) note.value = entry.note;
  const fault = h("p", { class: "fault", role: "alert", id: "entry-fault" });
  const others = [...(entry.events ?? []), ...(entry.medicines ?? []).map(({ id }) => app.words.known[id] ?? id)];
  const save = () => {
    const time = new Date(at.value);
    const wrong = !(time > 0) ? at : time > app.now() ? at : fields.find((one) => one.value() === undefined)?.input;
    fault.textContent = wrong ? say(app, wrong === at ? "entry_time_wrong" : "entry_value_wrong") : "";
    if (wrong) {
      wrong.setAttribute("aria-invalid", "true");
      return wrong.focus();
    }
    const moved = Math.abs(time - entry.time) >= MINUTE ? { at: time.toISOString() } : {};
    const findings = fields.length ? { findings: Object.fromEntries(fields.map((one) => [one.id, one.value()])) } : {};
    change(app, episode, entry, { ...moved, ...findings, ...(note && { note: note.value }) });
  };
  return [
    h("h1", { tabindex: "-1" }, say(app, "entry_title")),
    h("p", { class: "quiet" }, moment(entry.time, app.words)),
    h("label", { for: "entry-at" }, say(app, "entry_at")),
    at,
    others.length > 0 && h("p", {}, app.listed(others.map((id) => app.words.interface("timeline", id, id)))),
    told.map((one) => one.element),
    denied.length > 0 && h("details", { class: "folded" }, h("summary", {}, app.say("no_more")), denied.map((one) => one.element)),
    note && h("label", { for: "entry-note" }, say(app, "note_label")),
    note,
    fault,
    button(say(app, "entry_save"), "entry-save", save, "primary"),
    button(say(app, "entry_take_back"), "entry-take-back", () => change(app, episode, entry, { deleted: true }), "choice"),
    h("p", { class: "quiet" }, say(app, "entry_back_text")),
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back())),
  ];
}

/** Writes it down. An interview that made this entry makes another from now on. */
function change(app, episode, { id }, what) {
  if (app.entry?.id && id.startsWith(app.entry.id)) app.entry = { episode: episode.id, from: app.now() };
  rewritten(app, episode, id, what);
  app.back();
}

function timeField(time) {
  const shown = new Date(time - new Date(time).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
  const field = h("input", { type: "datetime-local", id: "entry-at", "aria-describedby": "entry-fault" });
  field.value = shown;
  return field;
}

/** One answer: a list to choose from, or a number as it was given. */
function field(app, id, value) {
  const { kind } = app.guideline.findings[id];
  return kind === "number" && value !== "unsure" ? numberField(app, id, value) : listField(app, id, value);
}

function listField(app, id, value) {
  const { kind, options = [] } = app.guideline.findings[id];
  const choices = kind === "yes_no" ? [[true, say(app, "yes")], [false, say(app, "no")]] : options.map((option) => [option, optionWords(app, id, option)]);
  const all = [...choices, ["unsure", app.say("not_sure")]];
  const input = h("select", { id: `entry-${id}` }, all.map(([option, text]) => h("option", { value: String(option) }, capital(text))));
  input.value = String(value);
  return { id, input, element: labelled(app, id, input), value: () => all.find(([option]) => String(option) === input.value)?.[0] };
}

function numberField(app, id, value) {
  const { unit, range } = app.guideline.findings[id];
  const [factor, offset] = unit === "degC" && app.units === "degF" ? FAHRENHEIT : [1, 0];
  const own = (number) => Math.round(((number - offset) / factor) * 100) / 100;
  const input = h("input", { type: "text", inputmode: "decimal", id: `entry-${id}`, autocomplete: "off", "aria-describedby": "entry-fault" });
  const shown = String(Math.round((value * factor + offset) * 100) / 100);
  input.value = shown;
  const given = () => {
    if (input.value === shown) return value;
    const number = own(Number(input.value.trim().replace(/[,٫]/, ".")));
    return input.value.trim() && fits(app, id, number) ? number : undefined;
  };
  const range_ = range.map((bound) => Math.round(bound * factor + offset)).join("–");
  const sign = unit === "degC" ? (factor === 1 ? "°C" : "°F") : app.words.text("interface", "app", `ago_${unit}`);
  return { id, input, element: labelled(app, id, input, `${sign} ${range_}`), value: given };
}

const labelled = (app, id, input, hint = "") =>
  h("div", { class: "labelled" }, h("label", { for: `entry-${id}` }, capital(local(ask(app, id), app.units)), hint && h("span", { class: "quiet" }, ` (${hint.trim()})`)), input);
