// What is asked when she looks again? In: the app with its episodes. Out: the steps of a check-in, before the interview goes on by
// itself if the engine needs more: the danger signs, her own word, one list of what is still so, the temperature.
//
// No danger sign is ever ticked beforehand. What she said last of the rest is, and the page says that what is left blank is a no.

import { base, courseOf, differ, entriesOf, openEpisode, reducedNow } from "./entries.js";
import { button, capital, h, local } from "./page.js";
import { ask, mark, optionWords, steps, tickRow } from "./screens.js";

const FLAGS = ["emergency_flag", "baby_emergency_flag"];
const LATE = ["planned", "due", "overdue"]; // looks that are still to come

export const checkinPages = { still: stillPage };

// --- the steps of a check-in ------------------------------------------------------------------------------------------------

/** Begins a check-in of an episode: no answer is made beforehand, and country and unit are those of before. */
export function beginCheckin(app, episode) {
  app.startOver();
  adopt(app, episode);
  Object.assign(app, { checking: true, entry: { episode: episode.id, from: app.now() } });
  const { findings } = reducedNow(app, differ(app) ? "left" : null);
  app.tables.both.drafts = Object.fromEntries(["answering_for", "baby_situation"].filter((id) => id in findings).map((id) => [id, findings[id]]));
}

/** The country and the unit of an episode. */
export function adopt(app, { place, unit }) {
  if (place && Object.hasOwn(app.guideline.model.places, place)) Object.assign(app, { place, chosenPlace: place });
  if (unit) app.unit = unit;
  app.showNumber();
}

/** The danger signs answered on the start page while an episode is open are the first step of a check-in. */
function join(app) {
  const open = openEpisode(app);
  if (app.checking || app.apart || app.entry?.episode || app.steps.length !== 1 || !open) return;
  const { values, at } = app.step;
  beginCheckin(app, open);
  app.entry.from = at;
  Object.assign(app.step, { values, at });
}

/** The next step that a check-in asks before the interview goes on by itself; nothing when it has been asked. */
export function asked(app) {
  join(app);
  if (!app.checking || !base(app) || app.emergency) return null;
  const { breast } = app;
  const done = app.steps.filter((step) => step.values || step === app.step);
  const given = new Set(done.filter((step) => !breast || !step.breast || step.breast === breast).flatMap(({ values }) => Object.keys(values ?? {})));
  const step = signs(app, given) ?? word(app, given, breast) ?? still(app, given, breast) ?? temperature(app, given, breast);
  return step && { ...step, about: "checkin", breast: step.shared ? null : breast };
}

/** The danger signs: those every interview begins with, and those that were asked of her before. */
function signs(app, given) {
  const first = app.guideline.nextScreen({});
  if (first.ticks.some((id) => given.has(id))) return null;
  const said = lastSaid(app, app.breast);
  const more = Object.keys(said).filter((id) => isFlag(app, id) && !first.ticks.includes(id) && applies(app, id));
  return { kind: "question", screen: first.screen, ids: [...first.ticks, ...more], single: false, shared: true };
}

/** Her own word: better, the same or worse. */
function word(app, given, breast) {
  const { finding } = app.guideline.model.episode.trend;
  if (given.has(finding) || !applies(app, finding, breast)) return null;
  return { kind: "question", screen: app.guideline.findings[finding].screen, ids: [finding], single: true };
}

/** One list of what was so, of what the look asks, and of what has lapsed and matters; choices stand as they were. */
function still(app, given, breast) {
  if (app.steps.some((step) => step.kind === "still" && (step.breast ?? null) === (breast ?? null))) return null;
  const { ticks, choices, said } = stillAsked(app, given, breast);
  if (!ticks.length && !choices.length) return null;
  for (const id of [...ticks, ...choices]) {
    delete app.drafts[id];
    if (id in said && !isFlag(app, id)) app.drafts[id] = said[id];
  }
  return { kind: "still", ticks, choices };
}

function stillAsked(app, given, breast) {
  const said = lastSaid(app, breast);
  const { lapsed } = reducedNow(app, breast);
  const open = unanswered(app, breast);
  const wanted = new Set(looked(app));
  const fresh = (id) => !given.has(id) && changes(app, id) && applies(app, id, breast);
  const tick = (id) => {
    if (app.guideline.findings[id].kind !== "yes_no" || !fresh(id)) return false;
    return wanted.has(id) || (said[id] === true && !isFlag(app, id)) || (id in said && lapsed.includes(id) && open.has(id));
  };
  const choice = (id) => {
    if (app.guideline.findings[id].kind !== "choice" || !fresh(id) || id === app.guideline.model.episode.trend.finding) return false;
    return id in said && said[id] !== "unsure" && !(breast && id === "side");
  };
  const ids = Object.keys(app.guideline.findings);
  return { ticks: ids.filter(tick), choices: ids.filter(choice), said };
}

/** The temperature, where the look asks for it or the last one has lapsed. */
function temperature(app, given, breast) {
  const id = Object.keys(app.guideline.findings).find((name) => app.guideline.findings[name].unit === "degC" && changes(app, name));
  const { findings } = reducedNow(app, breast);
  if (!id || given.has(id) || (id in findings && !looked(app).includes(id)) || !applies(app, id, breast)) return null;
  return { kind: "question", screen: app.guideline.findings[id].screen, ids: [id], single: true };
}

const isFlag = (app, id) => Boolean(app.guideline.findings[id].tags?.some((tag) => FLAGS.includes(tag)));

/** Whether she can say it and it may change from day to day. */
const changes = (app, id) => app.guideline.findings[id].valid_hours !== undefined && app.guideline.findings[id].answered_by === "parent";

/** Whether a finding can apply, whatever is not known. */
function applies(app, id, breast = app.breast) {
  const { applies_if: gate } = app.guideline.findings[id];
  return gate === undefined || app.guideline.possible(gate, app.guideline.read(app.answersOf(breast)).known);
}

/** What she said last of everything, however long ago. */
function lastSaid(app, breast) {
  const said = {};
  for (const { findings = {}, breast: of, events = [] } of entriesOf(base(app))) {
    for (const [id, value] of Object.entries(findings)) {
      const own = app.guideline.findings[id]?.tags?.includes("breast");
      if (id in app.guideline.findings && !(breast && of && own && of !== breast)) said[id] = value;
    }
    for (const event of events) Object.assign(said, app.guideline.model.episode.events[event]?.sets);
  }
  return said;
}

function unanswered(app, breast) {
  const reading = app.guideline.read(app.answersOf(breast));
  return new Set(app.guideline.unanswered(reading, app.guideline.triage(reading).level));
}

/** What the looks that are to come ask. */
function looked(app) {
  return courseOf(app, base(app)).due.filter(({ kind, status }) => kind === "look" && LATE.includes(status)).flatMap(({ ask: ids }) => ids);
}

// --- what is still so -------------------------------------------------------------------------------------------------------

/** What she said last, ticked; what is left blank counts as no; choices stand as they were until she changes them. */
function stillPage(app) {
  const { ticks, choices } = app.step;
  const { findings } = app.guideline;
  const say = (key, more) => app.words.interface("course", key, key, more);
  const rows = ticks.map((id) => tickRow(app, id, () => refresh()));
  const lines = choices.map((id) => choiceLine(app, id, say));
  const hidden = (id) => rows.some((row) => row.id === findings[id].parent && row.value() === false);
  const refresh = () => rows.forEach((row) => (row.element.hidden = hidden(row.id)));
  const commit = () => {
    const ticked = rows.filter((row) => !row.element.hidden).map((row) => [row.id, row.value()]);
    app.commit(Object.fromEntries([...ticked, ...lines.map((line) => [line.id, line.value()])]));
  };
  refresh();
  const page = h(
    "div",
    { class: "page", "data-screen": "still" },
    h("p", { class: "progress" }, app.say("progress_checkin"), app.breast && [" · ", h("strong", {}, app.say(`asks_${app.breast}`))]),
    h(
      "fieldset",
      {},
      h("legend", {}, h("h1", { tabindex: "-1" }, say("still_title"))),
      ticks.length > 0 && h("p", { class: "quiet" }, say("still_text")),
      h(
        "div",
        { class: "asked" },
        ticks.length > 0 && h("ul", { class: "ticks" }, rows.map((row) => row.element)),
        ticks.length > 0 && h("p", { class: "quiet" }, app.say("rest_is_no")),
        lines.map((line) => line.element),
        button(app.say("next"), "next", commit, "primary near"),
      ),
    ),
    steps(app),
  );
  page.dataset.spoken = say("still_title");
  return page;
}

/** "As before: the left breast", and the way to change it. */
function choiceLine(app, id, say) {
  const { options } = app.guideline.findings[id];
  let value = app.drafts[id];
  const title = h("p", {}, h("span", { class: "quiet" }, `${capital(local(ask(app, id), app.units))} `));
  const shown = h("strong", {});
  const show = () => (shown.textContent = capital(say("as_before", { value: optionWords(app, id, value) })));
  const choose = (option) => () => {
    value = option;
    app.drafts[id] = option;
    chips.forEach((chip) => mark(chip, chip.dataset.value === value));
  };
  const chips = options.map((option) => mark(button(capital(optionWords(app, id, option)), null, choose(option), "choice", { "data-value": option }), option === value));
  const list = h("div", { class: "choices chips", hidden: true }, chips);
  const change = button(say("change"), `change-${id}`, () => {
    list.hidden = false;
    change.hidden = shown.hidden = true;
    chips.find((chip) => chip.dataset.value === value)?.focus();
  });
  show();
  title.append(shown);
  return { id, value: () => value, element: h("div", { class: "as-before", "data-as-before": id }, title, change, list) };
}
