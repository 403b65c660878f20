// How is a question asked? In: the app and its current step. Out: the page, which commits one answer or one list of answers.
//
// Yes/no questions of a screen are one list to tick, with "None of these" and "Not sure" as full answers. A single choice
// commits with one tap. A number is given by a chip for a stretch of time or typed, then committed by tapping its unit.

import { capital, h } from "/app/dom.js";
import { day, duration, local, stretch } from "/app/speech.js";

const DAY = 24;
const WEEK = 7 * DAY;
const MONTH_IN_DAYS = 365.25 / 12;
const UNITS = {
  degC: { degC: [1, 0], degF: [1 / 1.8, -32 / 1.8] },
  hours: { hours: [1, 0], days: [DAY, 0], weeks: [WEEK, 0] },
  days: { days: [1, 0], weeks: [7, 0], months: [MONTH_IN_DAYS, 0] },
}; // unit typed → factor and offset into the finding's own unit
const NOT_HERE = ["clinician"]; // a clinician has tools of her own; here the examination is not asked for
const SIGNS = { degC: "°C", degF: "°F" };

/** The first page: what this is, and the country, of which none is preselected. */
export function countryPage(app) {
  const places = Object.entries(app.guideline.model.places).filter(([code]) => code !== "generic");
  places.sort(([, one], [, other]) => one.name.localeCompare(other.name));
  const button = (code, name) =>
    h("button", { type: "button", class: "choice", onclick: () => app.choosePlace(code), "data-place": code }, name);
  return h(
    "div",
    { class: "page" },
    h("h1", { tabindex: "-1" }, app.say("start_title")),
    outOfDate(app),
    h("p", {}, app.say("start_text")),
    h("p", { class: "quiet" }, app.say("start_private")),
    h(
      "fieldset",
      {},
      h("legend", {}, h("h2", {}, app.say("country_title"))),
      h("p", { class: "quiet" }, app.say("country_why")),
      h(
        "div",
        { class: "choices" },
        ...places.map(([code, place]) => button(code, place.name)),
        button("generic", app.say("country_other")),
      ),
    ),
  );
}

/** That the guide is past its review, said before the first question. */
function outOfDate(app) {
  const due = app.guideline.model.review_by;
  if (due >= new Date().toISOString().slice(0, 10)) return null;
  return h("p", { class: "notice" }, app.words.interface("note", "out_of_date", "", { date: day(due) }));
}

/** One screen of the interview. */
export function questionPage(app) {
  const { step, words } = app;
  const [id] = step.ids;
  const single = step.singles.includes(id);
  const title = single ? ask(app, id) : words.text("screens", step.screen, "title");
  const asking = single ? singleQuestion(app, id) : tickList(app, step.ids);
  const progress = app.say(app.steps.length === 2 ? "progress_first" : `progress_${step.about}`);
  const help = words.text("screens", step.screen, "help");
  const page = h(
    "div",
    { class: "page", "data-screen": step.screen, "data-question": single ? id : null },
    soFar(app),
    h("p", { class: "progress" }, progress),
    h(
      "fieldset",
      {},
      h("legend", {}, h("h1", { tabindex: "-1" }, title)),
      help && h("p", { class: "quiet" }, local(help, app.units)),
      asking,
    ),
    why(app, step.ids),
    h(
      "nav",
      { class: "steps" },
      h(
        "button",
        { type: "button", class: "plain", onclick: () => app.back(), "data-action": "back" },
        app.say("back"),
      ),
      app.steps.length > 2 &&
        h(
          "button",
          { type: "button", class: "plain", onclick: () => app.stopHere(), "data-action": "stop" },
          app.say("stop_here"),
        ),
    ),
  );
  page.dataset.spoken = progress;
  return page;
}

/** What the answers so far are already enough to say; nothing while it is provisional. */
function soFar(app) {
  const { level, provisional } = app.guideline.triage(app.guideline.read(app.answers));
  if (provisional || app.steps.length === 2) return null;
  return h(
    "div",
    { class: `so-far level-${level}`, "data-level": level },
    h("p", {}, app.say("so_far"), " ", h("strong", {}, app.words.text("levels", level, "title"))),
    h("button", { type: "button", onclick: () => app.stopHere(), "data-action": "advice" }, app.say("see_advice")),
  );
}

const ask = (app, id) => local(app.words.text("findings", id, "ask", app.words.label(id)), app.units);

/** "Why do we ask?", closed until opened. */
function why(app, ids) {
  const reasons = ids.map((id) => [id, app.words.text("findings", id, "why")]).filter(([, reason]) => reason);
  if (!reasons.length) return null;
  const single = reasons.length === 1;
  const shown = reasons.map(([id, reason]) =>
    h("li", {}, single ? "" : h("strong", {}, `${capital(app.words.label(id))}: `), local(reason, app.units)),
  );
  return h("details", { class: "why" }, h("summary", {}, app.say("why")), h("ul", {}, ...shown));
}

// --- a list to tick ---------------------------------------------------------------------------------------------------

function tickList(app, ids) {
  const first = app.steps.length === 2; // one danger sign is enough: no long way to the button
  const none = h(
    "button",
    { type: "button", class: "choice none", onclick: () => commit(), "data-action": "none" },
    app.words.text("screens", app.step.screen, "none"),
  );
  const next = h(
    "button",
    { type: "button", class: `primary ${first ? "near" : ""}`, onclick: () => commit(), "data-action": "next" },
    app.say("next"),
  );
  const rest = h("p", { class: "quiet" }, app.say("rest_is_no"));
  const rows = ids.map((id) => tickRow(app, id, () => refresh()));
  const commit = () => app.commit(Object.fromEntries(rows.map((row) => [row.id, row.value()])));
  const refresh = () => {
    const marked = rows.some((row) => row.value() !== false);
    none.hidden = marked;
    next.hidden = rest.hidden = !marked;
  };
  if (ids.every((id) => app.drafts[id] === false)) none.classList.add("chosen");
  refresh();
  return h(
    "div",
    { class: "asked" },
    h("p", { class: "hint" }, app.say("tick_hint")),
    h("ul", { class: "ticks" }, ...rows.map((row) => row.element)),
    none,
    rest,
    next,
  );
}

function tickRow(app, id, changed) {
  const box = (key, other, more = {}) =>
    h("input", { type: "checkbox", name: key, checked: app.drafts[id] === other, ...more });
  const yes = box(id, true);
  const unsure = box(`${id}-unsure`, "unsure", { "aria-label": app.say("not_sure_of", { question: ask(app, id) }) });
  const exclude = (other) => () => {
    other.checked = false;
    changed();
  };
  yes.addEventListener("change", exclude(unsure));
  unsure.addEventListener("change", exclude(yes));
  const element = h(
    "li",
    { class: "tick" },
    h("label", { class: "yes" }, yes, h("span", {}, ask(app, id))),
    h("label", { class: "unsure" }, unsure, h("span", { "aria-hidden": "true" }, app.say("not_sure"))),
  );
  return { id, element, value: () => (yes.checked ? true : unsure.checked ? "unsure" : false) };
}

// --- one question -----------------------------------------------------------------------------------------------------

function singleQuestion(app, id) {
  const { kind, unit } = app.guideline.findings[id];
  const parts = kind === "choice" ? [choices(app, id)] : numberQuestion(app, id, unit);
  return h(
    "div",
    { class: "asked" },
    ...parts,
    choiceButton(app, id, "unsure", app.say(unit === "degC" ? "no_thermometer" : "not_sure"), "quiet-choice"),
  );
}

function choiceButton(app, id, value, text, extra = "") {
  const chosen = app.drafts[id] === value;
  const attributes = {
    type: "button",
    class: `choice ${extra} ${chosen ? "chosen" : ""}`,
    "aria-pressed": chosen ? "true" : null,
    "data-value": value,
  };
  return h("button", { ...attributes, onclick: () => app.commit({ [id]: value }) }, local(capital(text), app.units));
}

function choices(app, id) {
  const words = app.words.raw("findings", id, "options", {});
  const options = app.guideline.findings[id].options.filter((option) => !NOT_HERE.includes(option));
  return h(
    "div",
    { class: "choices" },
    ...options.map((option) =>
      choiceButton(app, id, option, app.words.fill(words[option] ?? option.replaceAll("_", " "))),
    ),
  );
}

function numberQuestion(app, id, unit) {
  if (unit === "score") return [scale(app, id)];
  if (unit === "count") return [counts(app, id)];
  const chips = unit === "hours" ? timeChips(app, id) : [];
  const field = numberField(app, id, unit);
  if (!chips.length) return [field];
  return [
    h("div", { class: "choices" }, ...chips),
    h("details", { class: "exact", open: typedBefore(app, id, unit).length > 0 }, h("summary", {}, app.say("or_exact")), field),
  ];
}

/** A row of numbers, as for pain from 0 to 10. */
function scale(app, id) {
  const [low, high] = app.guideline.findings[id].range;
  const numbers = Array.from({ length: high - low + 1 }, (_, place) => low + place);
  return h(
    "div",
    {},
    h("p", { class: "ends" }, h("span", {}, app.say("pain_low")), h("span", {}, app.say("pain_high"))),
    h("div", { class: "scale" }, ...numbers.map((number) => choiceButton(app, id, number, String(number)))),
  );
}

/** How many times: up to two more than any rule counts, then "or more". */
function counts(app, id) {
  const [low, high] = app.guideline.findings[id].range;
  const last = Math.min(high, Math.max(...edges(app, id), low) + 2);
  const numbers = Array.from({ length: last - low + 1 }, (_, place) => low + place);
  const text = (number) =>
    number === last && last < high ? app.say("or_more", { n: String(number) }) : String(number);
  return h("div", { class: "scale" }, ...numbers.map((number) => choiceButton(app, id, number, text(number))));
}

/** Stretches of time between the hours at which a rule changes its mind; each counts as its middle. */
function timeChips(app, id) {
  const bounds = [0, ...edges(app, id)];
  return bounds.map((from, place) => {
    const to = bounds[place + 1];
    const ends = to === undefined ? { from: duration(from, app.words) } : stretch(from, to, app.words);
    const key = to === undefined ? "time_over" : from === 0 ? "time_under" : "time_between";
    return choiceButton(app, id, to === undefined ? beyond(app, id, from) : (from + to) / 2, app.say(key, ends));
  });
}

const beyond = (app, id, edge) =>
  Math.min(app.guideline.findings[id].range[1], edge + Math.max(1, Math.round(edge / 5)));

/** The numbers at which some rule changes its mind, inside the plausible range. */
function edges(app, id) {
  const [low, high] = app.guideline.findings[id].range;
  const compared = [...(app.guideline.boundaries().get(id)?.values() ?? [])].map(({ number }) => number);
  return [...new Set(compared)].filter((number) => number > low && number < high).sort((one, other) => one - other);
}

// --- a number that is typed -------------------------------------------------------------------------------------------

function numberField(app, id, unit) {
  const units = Object.keys(UNITS[unit] ?? { [unit]: 1 });
  const usual = unit === "degC" ? (app.place === "generic" ? null : app.units) : null;
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    name: id,
    "aria-label": app.say("number_field"),
    "aria-describedby": "number-hint fault",
  });
  const [before, unitBefore] = typedBefore(app, id, unit);
  if (before) input.value = before;
  const hint = units.length > 1 && h("p", { id: "number-hint", class: "hint" }, app.say("number_hint"));
  const fault = h("p", { id: "fault", class: "fault", role: "alert" });
  const commit = (typed) => {
    const problem = typedFault(app, id, unit, typed, input.value);
    if (problem) {
      input.setAttribute("aria-invalid", "true");
      fault.replaceChildren(problem, " ", h("strong", {}, app.words.interface("note", "still_ill")));
      input.focus();
    } else {
      app.typed[id] = [input.value, typed];
      app.commit({ [id]: inOwnUnit(unit, typed, read(input.value)) });
    }
  };
  const button = (typed) =>
    h(
      "button",
      {
        type: typed === (usual ?? units[0]) ? "submit" : "button",
        class: `${typed === usual || units.length === 1 ? "primary" : "choice"} ${typed === unitBefore ? "chosen" : ""}`,
        "aria-pressed": typed === unitBefore ? "true" : null,
        onclick: (event) => {
          event.preventDefault();
          commit(typed);
        },
        "data-unit": typed,
      },
      units.length === 1 ? app.say("next") : (SIGNS[typed] ?? app.say(`ago_${typed}`)),
    );
  return h(
    "form",
    { class: "number", novalidate: true, onsubmit: (event) => event.preventDefault() },
    hint,
    input,
    h("div", { class: "units" }, ...units.map(button)),
    fault,
  );
}

/** What was typed here and its unit, when it is still the answer; it comes back as it was typed. */
function typedBefore(app, id, unit) {
  const [text, typed] = app.typed[id] ?? [];
  return text && inOwnUnit(unit, typed, read(text)) === app.drafts[id] ? [text, typed] : [];
}

const read = (text) => Number(text.trim().replace(",", "."));

function inOwnUnit(unit, typed, value) {
  const [factor, offset] = UNITS[unit]?.[typed] ?? [1, 0];
  const converted = Math.round((value * factor + offset) * 100) / 100;
  return typed === "months" ? Math.round(converted) : converted;
}

/** What is wrong with a typed number, in words, or nothing. Nothing is guessed: °F typed as °C is asked about. */
function typedFault(app, id, unit, typed, text) {
  const value = read(text);
  const sign = SIGNS[typed] ?? "";
  if (!text.trim() || !Number.isFinite(value))
    return app.say("number_missing", { example: unit === "degC" ? (typed === "degF" ? "101.3" : "38.5") : "3" });
  const [low, high] = app.guideline.findings[id].range;
  const fits = (other) => inOwnUnit(unit, other, value) >= low && inOwnUnit(unit, other, value) <= high;
  if (fits(typed)) return "";
  if (typed === "degC" && fits("degF")) return app.say("number_looks_f", { value: String(value) });
  if (typed === "degF" && fits("degC")) return app.say("number_looks_c", { value: String(value) });
  const [factor, offset] = UNITS[unit]?.[typed] ?? [1, 0];
  const bound = (number) => `${Math.round((number - offset) / factor)}${sign && ` ${sign}`}`;
  return app.say("number_out_of_range", { value: `${value}${sign && ` ${sign}`}`, low: bound(low), high: bound(high) });
}
