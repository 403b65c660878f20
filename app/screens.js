// How is a question asked? In: the app and its current step. Out: the page, which commits one answer or one list of answers.
//
// Yes/no questions of a screen are one list to tick, with "None of these" and "Not sure" as full answers. A single choice
// commits with one tap. A number is given by a chip for a stretch of time or typed, then committed by tapping its unit.
// Where it hurts is shown on a drawing or chosen in words. The danger signs are the first list; who and where come after them.

import { button, capital, h, local, moment, outOfDate, picture, s, stretches, stretchWords } from "./page.js";

const DAY = 24;
const WEEK = 7 * DAY;
const MONTH_IN_DAYS = 365.25 / 12;
const UNITS = {
  degC: { degC: [1, 0], degF: [1 / 1.8, -32 / 1.8] },
  hours: { hours: [1, 0], days: [DAY, 0], weeks: [WEEK, 0] },
  days: { days: [1, 0], weeks: [7, 0], months: [MONTH_IN_DAYS, 0] },
}; // unit typed → factor and offset into the finding's own unit
const SIGNS = { degC: "\u2066°C\u2069", degF: "\u2066°F\u2069" }; // kept in one piece where the script runs from right to left
const SIDES = ["left", "right"];
const NEEDED = ["place", "answering_for", "baby_situation"]; // with these it goes on; the unit can be tapped with the number

export const questionPages = { start: startPage, setup: setupPage, question: questionPage, alike: alikePage, other: otherPage };

// --- before anything ----------------------------------------------------------------------------------------------------

/** The danger signs as the first list, below the welcome of index.html; and what an earlier visit left. */
function startPage(app) {
  const page = questionPage(app);
  page.prepend(...[outOfDate(app)[0], app.later?.card(app), earlier(app)].filter(Boolean));
  return page;
}

function earlier(app) {
  if (!app.earlier || app.later?.answeredBefore(app)) return null;
  return h(
    "section",
    { class: "card", "data-section": "earlier" },
    h("h2", {}, app.say("earlier_title")),
    h("p", {}, app.say("earlier_text", { when: moment(app.earlier.at, app.words) })),
    button(app.say("earlier_go_on"), "resume", () => app.goOn(), "primary"),
    button(app.say("wipe"), "wipe-earlier", () => app.wipe(), "choice"),
  );
}

/** The first choices, none made beforehand. What is left out is asked later if it matters. */
function setupPage(app) {
  const { places } = app.guideline.model;
  const codes = app.words.texts.place_order.filter((code) => code !== "generic" && code in places);
  const named = codes.map((code) => [code, app.guideline.words(code).known.name]);
  const options = (id) => app.guideline.findings[id].options.map((option) => [option, optionWords(app, id, option)]);
  const groups = {
    place: [app.say("country_title"), app.say("country_why"), [...named, ["generic", app.say("country_other")]]],
    unit: [app.say("units_title"), "", Object.entries(SIGNS)],
    answering_for: [ask(app, "answering_for"), "", options("answering_for")],
    baby_situation: [ask(app, "baby_situation"), "", options("baby_situation")],
  };
  const chosen = { place: app.chosenPlace, unit: app.unit, ...pick(app.drafts, ["answering_for", "baby_situation"]) };
  const next = button(app.say("next"), "next", () => commit(), "primary");
  const commit = () => app.commit(pick(chosen, ["answering_for", "baby_situation"]));
  const choose = (name, value, chips) => {
    const before = NEEDED.every((group) => chosen[group]);
    chosen[name] = value;
    if (name === "place") Object.assign(app, { place: value, chosenPlace: value });
    else if (name === "unit") app.unit = value;
    else app.drafts[name] = value;
    chips.forEach((chip) => mark(chip, chip.dataset.value === value));
    app.showNumber();
    if (!before && NEEDED.every((group) => chosen[group])) commit();
  };
  const group = ([name, [title, why, all]]) => {
    const chips = all.map(([value, text]) =>
      mark(button(capital(text), null, () => choose(name, value, chips), "choice", { "data-value": value }), chosen[name] === value),
    );
    return h(
      "fieldset",
      { "data-group": name },
      h("legend", {}, h("h2", {}, title)),
      why && h("p", { class: "quiet" }, why),
      h("div", { class: "choices chips" }, chips),
    );
  };
  const page = h(
    "div",
    { class: "page", "data-setup": true },
    app.askedAgain && h("p", { class: "notice" }, app.say("asked_again", { when: moment(app.askedAgain.at, app.words) })),
    h("h1", { tabindex: "-1" }, app.say("setup_title")),
    h("p", { class: "quiet" }, app.say("setup_text")),
    Object.entries(groups).map(group),
    next,
    steps(app),
  );
  page.dataset.spoken = app.say("setup_title");
  return page;
}

export function mark(chip, on) {
  chip.classList.toggle("chosen", on);
  chip.setAttribute("aria-pressed", String(on));
  return chip;
}

/** The entries of `table` under `names` that are given. */
const pick = (table, names) => Object.fromEntries(names.filter((name) => table[name]).map((name) => [name, table[name]]));

// --- one screen -----------------------------------------------------------------------------------------------------------

/** One screen of the interview. */
function questionPage(app) {
  const { step, words } = app;
  const [id] = step.ids;
  const first = step.kind === "start";
  const drawn = step.ids.includes("side") && step.single;
  const title = step.single && !drawn ? ask(app, id) : words.text("screens", step.screen, "title");
  const asking = drawn ? drawing(app) : step.single ? singleQuestion(app, id) : tickList(app, step.ids);
  const progress = app.say(first ? "progress_first" : `progress_${step.about}`);
  const help = words.text("screens", step.screen, "help");
  const whose = { partner: "for_her", clinician: "for_patient" }[app.answers.answering_for];
  const page = h(
    "div",
    { class: "page", "data-screen": step.screen, "data-question": step.single && !drawn ? id : null },
    app.askedAgain && h("p", { class: "notice" }, app.say("asked_again", { when: moment(app.askedAgain.at, words) })),
    !first && soFar(app),
    h("p", { class: "progress" }, progress, app.breast && [" · ", h("strong", {}, app.say(`asks_${app.breast}`))]),
    whose && h("p", { class: "hint" }, app.say(whose)),
    h(
      "fieldset",
      {},
      h("legend", {}, h(first ? "h2" : "h1", { tabindex: first ? null : "-1" }, title)),
      help && h("p", { class: "quiet" }, local(help, app.units)),
      asking,
    ),
    why(app, step.ids),
    !first && steps(app, true),
  );
  page.dataset.spoken = progress;
  return page;
}

/** Back, and the answer so far. */
export function steps(app, stop = false) {
  return h(
    "nav",
    { class: "steps" },
    button(app.say("back"), "back", () => app.back()),
    stop && button(app.say("stop_here"), "stop", () => app.stopHere()),
  );
}

/** What the answers so far are already enough to say; nothing while it is provisional. */
function soFar(app) {
  const { level, provisional } = app.triage();
  if (provisional) return null;
  return h(
    "div",
    { class: `so-far level-${level}`, "data-level": level },
    h("p", {}, app.say("so_far"), " ", h("strong", {}, app.words.text("levels", level, "title"))),
    button(app.say("see_advice"), "advice", () => app.stopHere(), ""),
  );
}

// --- two breasts that differ ----------------------------------------------------------------------------------------------

/** Both are sore: are they alike, or does each need its own answers? */
function alikePage(app) {
  const go = (differ) => () => {
    app.step.differ = differ;
    app.forward();
  };
  const page = h(
    "div",
    { class: "page", "data-alike": true },
    h("h1", { tabindex: "-1" }, app.say("alike_title")),
    h("p", { class: "quiet" }, app.say("alike_text")),
    h(
      "div",
      { class: "choices" },
      button(app.say("alike_yes"), "alike", go(false), "choice"),
      button(app.say("alike_no"), "differ", go(true), "choice"),
    ),
    steps(app),
  );
  page.dataset.spoken = app.say("alike_title");
  return page;
}

/** Half way: now the other breast. */
function otherPage(app) {
  const page = h(
    "div",
    { class: "page", "data-other": true },
    h("h1", { tabindex: "-1" }, app.say("other_title")),
    h("p", {}, app.say("other_text")),
    button(app.say("next"), "next", () => app.forward(), "primary"),
    steps(app),
  );
  page.dataset.spoken = app.say("other_title");
  return page;
}

// --- where it hurts -------------------------------------------------------------------------------------------------------

// One half of a trunk seen from the front, 120 by 150; the other half is its mirror image.
const TRUNK = "M100 2C100 18 82 24 52 30C32 34 22 46 16 72M48 70C54 92 56 116 54 148";
const SHAPE = "M60 64C50 92 60 118 86 119C110 119 117 96 113 74C102 58 74 54 60 64z";
const EDGE = "M59 68C50 94 60 118 86 119C110 119 117 96 114 76";
const WEDGE = "M63 72l15 13M60 80l16 8M59 89l16 3";
const HATCH = "M62 76l14-14M59 90l34-31M61 103l46-42M68 112l46-43M80 118l35-33";

/** A drawing to tap, the same in words below it; it commits when everything has been said. */
function drawing(app) {
  const { ids } = app.step;
  const given = pick(app.drafts, ids);
  const groups = Object.fromEntries(ids.map((id) => [id, app.guideline.findings[id].options]));
  const chips = {};
  const paint = () => {
    for (const id of ids) chips[id].forEach((chip) => mark(chip, chip.dataset.value === given[id]));
    shapes.forEach((shape, side) => {
      const on = [side, "both"].includes(given.side ?? app.breast);
      shape.setAttribute("class", `breast ${on ? `sore ${given.extent ?? ""}` : ""}`);
    });
  };
  const choose = (id, value) => {
    given[id] = value;
    app.drafts[id] = value;
    paint();
    if (ids.every((name) => given[name])) app.commit(pick(given, ids));
  };
  /** A tap on the drawing: a second breast makes it both, the same again takes it back. */
  const tapped = (side) => {
    const [mine, other] = [side, SIDES.find((name) => name !== side)];
    given.side = given.side === other ? "both" : given.side === mine ? undefined : given.side === "both" ? other : mine;
    if (given.side) return choose("side", given.side);
    delete app.drafts.side;
    paint();
  };
  const shapes = new Map(SIDES.map((side) => [side, breast(app, side, () => tapped(side))]));
  const buttons = Object.entries(groups).map(([id, options]) => {
    const more = [...options, "unsure"];
    chips[id] = more.map((option) => {
      const text = option === "unsure" ? app.say("not_sure") : capital(optionWords(app, id, option));
      const chip = button(text, null, () => choose(id, option), `choice ${option === "unsure" ? "quiet-choice" : ""}`, { "data-value": option });
      const drawn = picture(option);
      if (drawn) chip.prepend(drawn);
      return chip;
    });
    return h("fieldset", { "data-group": id }, h("legend", {}, h("h2", {}, ask(app, id))), h("div", { class: "choices" }, chips[id]));
  });
  paint();
  return h(
    "div",
    { class: "asked" },
    h(
      "figure",
      { class: "torso" },
      s(
        "svg",
        { viewBox: "10 0 220 150", role: "img", "aria-label": app.say("drawing") },
        s("path", { d: TRUNK, class: "trunk" }),
        s("path", { d: TRUNK, class: "trunk", transform: "translate(240 0) scale(-1 1)" }),
        [...shapes.values()],
      ),
      h("figcaption", { "aria-hidden": "true" }, SIDES.map((side) => h("span", {}, capital(optionWords(app, "side", side))))),
    ),
    h("p", { class: "hint" }, app.say("drawing_hint")),
    buttons,
  );
}

/** One breast of the drawing, as she sees herself in a mirror: her left on the left. */
function breast(app, side, onclick) {
  return s(
    "g",
    { transform: side === "left" ? null : "translate(240 0) scale(-1 1)", onclick, "data-breast": side },
    s("path", { d: SHAPE, class: "shape" }),
    s("path", { d: EDGE }),
    s("path", { d: WEDGE, class: "mark-one" }),
    s("path", { d: HATCH, class: "mark-whole" }),
    s("circle", { cx: 88, cy: 94, r: 14, class: "mark-nipple" }),
    s("circle", { cx: 88, cy: 94, r: 8 }),
    s("circle", { cx: 88, cy: 94, r: 2.5 }),
  );
}

export const optionWords = (app, id, option) =>
  app.words.fill(app.words.raw("findings", id, "options", {})[option] ?? option.replaceAll("_", " "));

export const ask = (app, id) => local(app.words.text("findings", id, "ask", app.words.label(id)), app.units);

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
  const first = app.step.kind === "start"; // one danger sign is enough: no long way to the button
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

export function tickRow(app, id, changed) {
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
    h("label", { class: "yes" }, yes, h("span", {}, ask(app, id)), picture(id)),
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
    choiceButton(app, id, "unsure", app.say(unit === "degC" ? "no_thermometer" : "not_sure"), { extra: "quiet-choice" }),
  );
}

function choiceButton(app, id, value, text, { extra = "", rough = false } = {}) {
  const chosen = app.drafts[id] === value;
  const attributes = {
    type: "button",
    class: `choice ${extra} ${chosen ? "chosen" : ""}`,
    "aria-pressed": chosen ? "true" : null,
    "data-value": value,
  };
  return h("button", { ...attributes, onclick: () => app.commit({ [id]: value }, rough) }, local(capital(text), app.units));
}

function choices(app, id) {
  const { options } = app.guideline.findings[id];
  return h("div", { class: "choices" }, ...options.map((option) => choiceButton(app, id, option, optionWords(app, id, option))));
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
  const last = Math.min(high, Math.max(...app.guideline.edges(id), low) + 2);
  const numbers = Array.from({ length: last - low + 1 }, (_, place) => low + place);
  const text = (number) =>
    number === last && last < high ? app.say("or_more", { n: String(number) }) : String(number);
  return h("div", { class: "scale" }, ...numbers.map((number) => choiceButton(app, id, number, text(number))));
}

/** Stretches of time between the hours at which a rule changes its mind; each counts as its cautious, later end. */
function timeChips(app, id) {
  const all = stretches(app.guideline, id);
  return all.map(({ from, to, value }) => choiceButton(app, id, value, stretchWords({ from, to }, app.words), { rough: true }));
}

// --- a number that is typed -------------------------------------------------------------------------------------------

function numberField(app, id, unit) {
  const usual = unit === "degC" ? (app.unit ?? (app.place === "generic" ? null : app.units)) : null;
  const known = Object.keys(UNITS[unit] ?? { [unit]: 1 });
  const units = known.includes(usual) ? [usual, ...known.filter((other) => other !== usual)] : known;
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
      fault.replaceChildren(problem, " ", h("strong", {}, app.note("still_ill")));
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

/** A number as typed: with a point or a comma, in Arabic or Persian digits too. */
const read = (text) => Number(inLatin(text).trim().replace(/[,٫]/, "."));
const inLatin = (text) => text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16));

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
