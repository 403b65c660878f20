// What is asked when she looks again? In: the app with its episodes. Out: the steps of a check-in, before the interview goes on by
// itself if the engine needs more: the danger signs, her own word, one list of what is still so, the temperature.
//
// No danger sign is ever ticked beforehand. What she said last of the rest is, and the page says that what is left blank is a no.

import { base, courseOf, differ, entriesOf, openEpisode, reducedNow } from "./entries.js";
import { button, capital, h, local } from "./page.js";
import { ask, mark, optionWords, steps, tickRow } from "./screens.js";

const FLAGS = ["emergency_flag", "baby_emergency_flag"];
const SHORT = 7; // rows of a list that need no headings
const LATE = ["planned", "due", "overdue"]; // looks that are still to come

export const checkinPages = { still: stillPage };

// --- the steps of a check-in ------------------------------------------------------------------------------------------------

/** Begins a check-in of an episode: no answer is made beforehand, and country and unit are those of before. */
export function beginCheckin(app, episode) {
  const { ends } = app;
  app.startOver();
  adopt(app, episode);
  Object.assign(app, { ends, checking: true, entry: { episode: episode.id, from: app.now() } });
  const { findings } = reducedNow(app, differ(app) ? "left" : null);
  app.tables.both.drafts = Object.fromEntries(["answering_for", "baby_situation"].filter((id) => id in findings).map((id) => [id, findings[id]]));
}

/** The country and the unit of an episode, and when it began: looks keep their names in a calendar. */
export function adopt(app, episode) {
  const { place, unit } = episode;
  app.begun = entriesOf(episode)[0]?.time ?? app.begun;
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
  const given = answered(app, breast);
  const step = signs(app, given) ?? word(app, given, breast) ?? still(app, given, breast) ?? temperature(app, given, breast);
  return step && { ...step, about: "checkin", breast: step.shared ? null : breast };
}

/** What was answered in this check-in, of this breast. */
function answered(app, breast) {
  const found = new Set();
  for (const step of app.steps) {
    const other = breast && step.breast && step.breast !== breast;
    for (const id of Object.keys(step.values ?? {})) {
      if (!other || !app.guideline.findings[id].tags?.includes("breast")) found.add(id);
    }
  }
  return found;
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
    if (id in said && (choices.includes(id) || lasts(app, id))) app.drafts[id] = said[id];
  }
  return { kind: "still", ticks, fresh: ticks.filter((id) => app.drafts[id] !== true), choices };
}

function stillAsked(app, given, breast) {
  const { findings, model } = app.guideline;
  const said = lastSaid(app, breast);
  const fresh = (id) => !given.has(id) && changes(app, id) && applies(app, id, breast);
  const one = (id) => findings[id].kind === "choice" || findings[id].unit === "score";
  const choice = (id) => one(id) && id !== model.episode.trend.finding && id in said && said[id] !== "unsure" && !(breast && id === "side");
  const before = (id) => findings[id].kind === "yes_no" && said[id] === true && !isFlag(app, id);
  const ids = Object.keys(findings).filter(fresh);
  const [ticked, choices] = [ids.filter(before), ids.filter(choice)];
  const wanted = new Set([...ticked, ...looked(app), ...ahead(app, breast, said, [...ticked, ...choices])]);
  return { ticks: ids.filter((id) => findings[id].kind === "yes_no" && wanted.has(id)), choices, said };
}

/** What the interview would ask to tick after this, if all stood as it was: asked now, so that it is one list. */
function ahead(app, breast, said, stands) {
  const assumed = { ...app.answersOf(breast), ...Object.fromEntries(stands.map((id) => [id, said[id] === true ? lasts(app, id) : said[id]])) };
  const found = new Set();
  for (let screen = app.guideline.nextScreen(assumed); screen; screen = app.guideline.nextScreen(assumed)) {
    for (const id of screen.ticks) found.add(id);
    for (const id of screen.questions) assumed[id] = screen.ticks.includes(id) ? false : calm(app, id, said);
  }
  return found;
}

/** An answer that leaves the interview its longest way: no temperature, and the rest as it was. */
const calm = (app, id, said) => (app.guideline.findings[id].unit === "degC" ? "unsure" : (said[id] ?? "unsure"));

/** The temperature, where the look asks for it or the last one has lapsed. */
function temperature(app, given, breast) {
  const id = Object.keys(app.guideline.findings).find((name) => app.guideline.findings[name].unit === "degC" && changes(app, name));
  const { findings } = reducedNow(app, breast);
  if (!id || given.has(id) || (id in findings && !looked(app).includes(id)) || !applies(app, id, breast)) return null;
  return { kind: "question", screen: app.guideline.findings[id].screen, ids: [id], single: true };
}

/** Whether an answer may stand ticked beforehand: no danger sign, and nothing that is said of the last hours alone. */
function lasts(app, id) {
  const longest = Math.max(...Object.values(app.guideline.findings).map(({ valid_hours: hours = 0 }) => hours));
  return !isFlag(app, id) && app.guideline.findings[id].valid_hours === longest;
}

/** When all may be gone: what is still needed to be sure of it. */
export function lastAsked(app) {
  if (!app.checking || !base(app) || app.emergency) return null;
  const { guideline, breast, answers } = app;
  const { closing } = guideline.model.episode;
  if (closing === undefined) return null;
  const open = [...guideline.undecided(closing, guideline.read(answers).known, false)].filter((id) => !(id in answers));
  const ticks = open.filter((id) => guideline.findings[id].kind === "yes_no");
  const ids = ticks.length ? ticks : open.slice(0, 1);
  if (!ids.length) return null;
  return { kind: "question", screen: guideline.findings[ids[0]].screen, ids, single: !ticks.length, about: "checkin", breast };
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

/** What the looks that are to come ask. */
function looked(app) {
  return courseOf(app, base(app)).due.filter(({ kind, status }) => kind === "look" && LATE.includes(status)).flatMap(({ ask: ids }) => ids);
}

// --- what is still so -------------------------------------------------------------------------------------------------------

/** What she said last, ticked; what is left blank counts as no; choices stand as they were until she changes them. */
function stillPage(app) {
  const { ticks, fresh, choices } = app.step;
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
  const title = say(ticks.length > fresh.length || !ticks.length ? "still_title" : "fresh_title");
  const page = h(
    "div",
    { class: "page", "data-screen": "still" },
    h("p", { class: "progress" }, app.say("progress_checkin"), app.breast && [" · ", h("strong", {}, app.say(`asks_${app.breast}`))]),
    h(
      "fieldset",
      {},
      h("legend", {}, h("h1", { tabindex: "-1" }, title)),
      ticks.length > fresh.length && h("p", { class: "quiet" }, say("still_text")),
      h(
        "div",
        { class: "asked" },
        list(rows.filter(({ id }) => !fresh.includes(id))),
        fresh.length > 0 && fresh.length < ticks.length && h("h2", {}, say("fresh_title")),
        grouped(app, rows.filter(({ id }) => fresh.includes(id))),
        ticks.length > 0 && h("p", { class: "quiet" }, app.say("rest_is_no")),
        lines.map((line) => line.element),
        button(app.say("next"), "next", commit, "primary"),
      ),
    ),
    steps(app),
  );
  page.dataset.spoken = title;
  return page;
}

const list = (rows) => rows.length > 0 && h("ul", { class: "ticks" }, rows.map((row) => row.element));

/** A long list under the titles of the screens that ask the same. */
function grouped(app, rows) {
  if (rows.length <= SHORT) return list(rows);
  return app.guideline.model.screens.map((screen) => {
    const here = rows.filter(({ id }) => app.guideline.findings[id].screen === screen);
    return here.length > 0 && [h("h3", {}, app.words.text("screens", screen, "title")), list(here)];
  });
}

/** "As before: the left breast", and the way to change it. */
function choiceLine(app, id, say) {
  const { options, range } = app.guideline.findings[id];
  const all = options ?? Array.from({ length: range[1] - range[0] + 1 }, (_, place) => range[0] + place);
  const words = (option) => (options ? optionWords(app, id, option) : String(option));
  let value = app.drafts[id];
  const title = h("p", {}, h("span", { class: "quiet" }, `${capital(local(ask(app, id), app.units))} `));
  const shown = h("strong", {});
  const show = () => (shown.textContent = capital(say("as_before", { value: words(value) })));
  const choose = (option) => () => {
    value = option;
    app.drafts[id] = option;
    chips.forEach((chip) => mark(chip, chip.dataset.value === String(value)));
  };
  const chips = all.map((option) => mark(button(capital(words(option)), null, choose(option), "choice", { "data-value": option }), option === value));
  const list = h("div", { class: options ? "choices chips" : "scale", hidden: true }, chips);
  const change = button(say("change"), `change-${id}`, () => {
    list.hidden = false;
    change.hidden = shown.hidden = true;
    chips.find((chip) => chip.dataset.value === String(value))?.focus();
  });
  show();
  title.append(shown);
  return { id, value: () => value, element: h("div", { class: "as-before", "data-as-before": id }, title, change, list) };
}
