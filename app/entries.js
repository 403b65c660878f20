// What is written down of this interview, and what counts of all that was written before? In: the app with its steps and its
// episodes. Out: the entries of this interview, the answers that count now, the course of an episode; and what is kept of them.
//
// An entry holds only what was answered in it, never what was carried. What counts is worked out anew from all entries each time
// (episode.js), so that time goes on by itself, also while the phone sleeps, and what has lapsed is asked, never taken as "no".

import { course, entriesOf as counted, reduced } from "./episode.js";
import * as store from "./store.js";

const HOUR = 3600 * 1000; // milliseconds
const MINUTE = 60 * 1000;
const REMEMBERED = 12; // moments worked out and not forgotten
const remembered = new Map();

export const iso = (at) => new Date(at).toISOString();

/** A name that no other entry or episode has, here or on another phone. */
export const newId = (letter) =>
  `${letter}-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

// --- episodes ---------------------------------------------------------------------------------------------------------------

/** The entries of an episode that count, in order of time, as they were written down, with the moment of each. */
export const entriesOf = (episode = {}) => counted(episode).map(({ at, raw }) => ({ ...raw, time: at }));

export const lastTime = (episode) => entriesOf(episode).at(-1)?.time ?? 0;

/** Whether an episode is over, by the last event that says so. */
export function isClosed(app, episode) {
  const { events } = app.guideline.model.episode;
  const turns = entriesOf(episode).flatMap((entry) => entry.events ?? []).filter((id) => events[id]?.closes || events[id]?.reopens);
  return Boolean(turns.length && events[turns.at(-1)].closes);
}

/** All episodes, the one written in last first. */
export const byTime = (app) => [...app.episodes].sort((one, other) => lastTime(other) - lastTime(one));

/** The episode that is not over. */
export const openEpisode = (app) => byTime(app).find((episode) => !isClosed(app, episode));

/** An episode with those before it, as it is assessed. */
export function whole(app, episode) {
  const first = entriesOf(episode)[0]?.time ?? Infinity;
  const before = app.episodes.filter((other) => other.id !== episode.id && lastTime(other) < first);
  const brought = (episode.earlier ?? []).filter(({ id }) => !before.some((other) => other.id === id));
  return { ...episode, earlier: [...brought, ...before.map((other) => ({ ...other, earlier: [] }))] };
}

/** The course of an episode now, with what this interview has added to it. */
export function courseOf(app, episode) {
  const key = ["course", episode.id, episode.checkins.length, Math.floor(app.now() / MINUTE), app.place, app.version, stepsKey(app)];
  return once(key, () => course(app.guideline, whole(app, episode), app.place, app.now()));
}

// --- this interview ---------------------------------------------------------------------------------------------------------

/** The answers of this interview as entries: those of one hour in one, and of each breast its own where the two differ. */
export function drafts(app) {
  const { from = 0 } = app.entry ?? {};
  const groups = [];
  for (const step of app.steps.filter(({ values, at }) => values && at >= from)) {
    const breast = app.differ ? (step.breast ?? "left") : undefined;
    const group = groups.find((one) => one.breast === breast && Math.abs(step.at - one.first) < HOUR);
    if (group) group.steps.push(step);
    else groups.push({ breast, first: step.at, steps: [step] });
  }
  app.entry = { ...app.entry, from, id: app.entry?.id ?? newId("c") };
  return groups.map((group, place) => entryOf(app, group, place)).filter(({ findings }) => Object.keys(findings).length);
}

function entryOf(app, { breast, steps }, place) {
  const at = Math.max(...steps.map((step) => step.at));
  const findings = {};
  for (const step of steps) {
    for (const [id, value] of Object.entries(step.values)) {
      const { unit, tags = [], range } = app.guideline.findings[id];
      if (breast && (id === "side" || (!step.breast && tags.includes("breast")))) continue; // said of both, before they differed
      const gone = unit === "hours" && typeof value === "number" ? Math.floor((at - step.at) / (HOUR / 100)) / 100 : 0;
      findings[id] = gone > 0 ? Math.min(value + gone, range[1]) : value;
    }
  }
  return { id: place ? `${app.entry.id}-${place}` : app.entry.id, at: iso(at), ...(breast && { breast }), findings };
}

const isMine = (app, { id }) => Boolean(app.entry?.id && id && (id === app.entry.id || id.startsWith(`${app.entry.id}-`)));

/** The episode this interview belongs to, once it is known. */
export const ownEpisode = (app) => app.episodes.find(({ id }) => id === app.entry?.episode);

/** What this interview builds on: its episode without its own entries, or what was before; nothing where there is nothing. */
export function base(app) {
  const episode = ownEpisode(app);
  const others = episode?.checkins.filter((entry) => !isMine(app, entry)) ?? [];
  if (others.length) return { ...episode, checkins: others };
  const before = app.episodes.filter(({ id }) => id !== episode?.id);
  return before.length ? { id: "new", ...episode, checkins: [], earlier: before.map((one) => ({ ...one, earlier: [] })) } : null;
}

/** The episode with this interview as far as it has come. */
export function withDrafts(app) {
  const own = drafts(app);
  const from = base(app) ?? { id: "new", ...ownEpisode(app), checkins: [] };
  return { ...from, checkins: [...from.checkins, ...own] };
}

/** A moment after the last entry: a clock that was set back stands still there. */
export function latest(app) {
  const found = base(app);
  return found ? lastTime(found) + 1000 : 0;
}

/** What counts now of one breast, as episode.js reduces it: {findings, lapsed, derived}; nothing where nothing was before. */
export function reducedNow(app, breast = null) {
  if (!base(app)) return null;
  const moment = Math.max(app.now(), ...app.steps.map(({ at }) => at ?? 0));
  const key = ["now", Math.floor(moment / MINUTE), breast, app.version, stepsKey(app), JSON.stringify(app.entry)];
  return once(key, () => reduced(app.guideline, whole(app, withDrafts(app)), moment, breast));
}

/** What counts now as findings; nothing where this interview is all there is. */
export function answers(app, breast) {
  const found = reducedNow(app, breast)?.findings;
  return found && (breast ? { ...found, side: breast } : found);
}

/** Whether the breasts differ in the episode that is looked at again. */
export const differ = (app) => entriesOf(base(app) ?? {}).some(({ breast }) => breast);

/** What tells one state of the interview from another. */
const stepsKey = (app) => `${app.steps.length} ${JSON.stringify([app.step.values, app.step.at])} ${app.steps.filter(({ values }) => values).length}`;

/** What was worked out for a key, worked out once. */
function once(parts, work) {
  const key = parts.join("|");
  if (!remembered.has(key)) {
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(key, work());
  }
  return remembered.get(key);
}

// --- what is kept -------------------------------------------------------------------------------------------------------------

/** Reads what is kept, and again whenever another tab has written. */
export async function begin(app) {
  if (app.episodes) return;
  const { episodes, ...more } = await store.load(app.guideline);
  Object.assign(app, { episodes, version: 0, keptBy: more });
  store.subscribe(() => {
    reread(app);
    if (app.entry?.done && !ownEpisode(app)) app.entry = { ...app.entry, kept: false }; // deleted there: it does not come back
    app.redraw();
  });
}

export function reread(app) {
  const { episodes, ...more } = store.read(app.guideline);
  Object.assign(app, { episodes, version: app.version + 1, keptBy: { ...app.keptBy, ...more } });
}

/** Keeps an episode; what the browser will not keep stays as long as the page is open, and is said. */
export function put(app, episode) {
  const { saved, why } = store.save(episode);
  if (saved) reread(app);
  else Object.assign(app, { episodes: [...app.episodes.filter(({ id }) => id !== episode.id), episode], version: app.version + 1 });
  Object.assign(app, { why: saved ? null : why });
  app.showTools();
}

/** Takes an episode out. */
export function remove(app, id) {
  store.remove(id);
  Object.assign(app, { episodes: app.episodes.filter((episode) => episode.id !== id), version: app.version + 1 });
}

export function wipe(app) {
  store.wipe();
  Object.assign(app, { episodes: [], version: app.version + 1, keptBy: {} });
}

/** Adds an entry to an episode: a dose, a feed, an event, a note. One with a name that is there already takes its place. */
export function added(app, episode, entry) {
  if (episode.checkins.some(({ id }) => id && id === entry.id)) return rewritten(app, episode, entry.id, entry);
  const last = lastTime(episode);
  const at = iso(last > Date.now() ? last + 1000 : Date.now());
  return put(app, { ...episode, checkins: [...episode.checkins, { id: newId("c"), at, written: iso(Date.now()), ...entry }] });
}

/** Writes an entry anew: its time, its answers, or that it is taken back. */
export function rewritten(app, episode, id, change) {
  const before = Math.max(0, ...episode.checkins.filter((entry) => entry.id === id).map(({ written, at }) => Date.parse(written ?? at ?? 0) || 0));
  const written = iso(Math.max(Date.now(), before + 1));
  const changed = (entry) => Object.fromEntries(Object.entries({ ...entry, ...change, written }).filter(([key]) => key !== "time"));
  put(app, { ...episode, checkins: episode.checkins.map((entry) => (entry.id === id ? changed(entry) : entry)) });
}

/** Keeps what was answered in this interview: the same entry for as long as it is the same interview. */
export function keepEntry(app) {
  const fresh = drafts(app);
  if (!fresh.length) return;
  const { place, unit } = app;
  const known = ownEpisode(app) ?? { id: newId("e"), checkins: [] };
  const written = iso(Date.now());
  const kept = known.checkins.map((entry) => {
    const now = fresh.find(({ id }) => id === entry.id);
    if (now) return same(entry, now) ? entry : { ...entry, ...now, deleted: false, written };
    return isMine(app, entry) && !entry.deleted ? { ...entry, deleted: true, written } : entry;
  });
  const more = fresh.filter(({ id }) => !known.checkins.some((entry) => entry.id === id)).map((entry) => ({ ...entry, written }));
  app.entry = { ...app.entry, episode: known.id, done: true };
  const episode = { ...known, ...(app.chosenPlace && { place }), ...(unit && { unit }), checkins: [...kept, ...more] };
  if (JSON.stringify(episode) !== JSON.stringify(known)) put(app, episode);
}

const same = (one, other) => !one.deleted && one.at === other.at && JSON.stringify(one.findings) === JSON.stringify(other.findings);

/** Takes out what this interview has written; an episode of which nothing is left goes with it. */
export function forget(app) {
  const episode = ownEpisode(app);
  if (!episode) return;
  const left = entriesOf(episode).filter((entry) => !isMine(app, entry));
  if (!left.length) return remove(app, episode.id);
  const written = iso(Date.now());
  put(app, { ...episode, checkins: episode.checkins.map((entry) => (isMine(app, entry) ? { ...entry, deleted: true, written } : entry)) });
}

/** She begins the same interview again: what it has written within the hour was a mistake; what is older stays. */
export function takeBack(app) {
  const episode = app.entry?.done && ownEpisode(app);
  const mine = episode ? entriesOf(episode).filter((entry) => isMine(app, entry)) : [];
  if (mine.length && Date.now() - mine.at(-1).time < HOUR) forget(app);
}
