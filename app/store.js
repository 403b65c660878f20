// Where are her episodes kept? In: an episode, whenever something was added to it. Out: all of them again, on this device alone.
//
// Everything is one text in the browser's own store. Saving reads what is there and joins the two, so that neither a second tab
// nor an older one ever loses an entry. What cannot be read is set aside and said, never written over. What a browser takes away
// cannot be kept from it; but a mark in a second place tells afterwards that something was there.

import { faults, merged } from "./episode.js";

const KEPT = "lactwise-episodes";
const ASIDE = "lactwise-episodes-aside"; // texts that could not be read, as a list
const FORM = 1; // of the text; a later form is left untouched
const MARK = "episodes-were-kept"; // the name of an empty cache; the service worker clears those that begin with "lactwise-"
const FULL = ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"];
const NOTHING = { episodes: [], faults: [], broken: null, refused: true };

const own = new Map(); // what this tab has saved: episode → its last state, to put back what another tab wrote over
let marking = Promise.resolve();

// --- reading ----------------------------------------------------------------------------------------------------------------

/**
 * What is kept, and whether the browser lost it: {episodes, faults, broken, refused, lost}. Never throws.
 *
 * `faults` tells what this version cannot read in an episode, [{episode, places}]; it is not shown and stays in the store.
 * `broken` is the text of what is no episode at all, or null. `refused`: the browser keeps nothing for this page.
 */
export async function load(guideline) {
  const kept = read(guideline);
  const gone = !kept.refused && kept.episodes.length + kept.faults.length === 0 && kept.broken === null;
  const marked = await marking.then(() => caches.has(MARK)).catch(() => false); // no caches without https
  if (!gone && !kept.refused) mark(true);
  return { ...kept, lost: gone && marked };
}

/** The same at once, without `lost`. */
export function read(guideline) {
  try {
    const { text, episodes, strange, newer } = stored();
    if (strange && !newer && setAside(text)) put(episodes);
    const aside = asideTexts();
    const unread = strange && !aside.includes(text) ? [...aside, text] : aside;
    const shown = episodes.map((episode) => readable(guideline, episode));
    return {
      episodes: shown.flatMap(({ episode }) => episode ?? []),
      faults: shown.flatMap(({ strange: found }) => found ?? []),
      broken: unread.length ? unread.join("\n") : null,
      refused: false,
    };
  } catch {
    return NOTHING;
  }
}

/** What stands in the store: {text, episodes, strange: some of it is not ours to read, newer: none of it is ours to change}. */
function stored() {
  const text = localStorage.getItem(KEPT);
  if (text === null) return { text, episodes: [], strange: false, newer: false };
  try {
    const { form, episodes } = JSON.parse(text);
    if (form > FORM) return { text, episodes: [], strange: true, newer: true };
    const sound = form === FORM ? episodes.filter(isEpisode) : [];
    return { text, episodes: sound, strange: form !== FORM || sound.length < episodes.length, newer: false };
  } catch {
    return { text, episodes: [], strange: true, newer: false };
  }
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value can be joined with another state of itself, as whatever is kept must be. */
function isEpisode(value) {
  try {
    return typeof value.id === "string" && Array.isArray(value.checkins) && value.checkins.every(isTable) && isTable(merged(value, value));
  } catch {
    return false;
  }
}

/** An episode without the entries that this version cannot read, and what is the matter with those. */
function readable(guideline, episode) {
  const places = faultsOf(guideline, episode);
  if (!places.length) return { episode };
  const rest = episode.checkins.filter((entry) => !faultsOf(guideline, { ...episode, checkins: [entry], earlier: [] }).length);
  const without = { ...episode, checkins: rest };
  return { episode: faultsOf(guideline, without).length ? null : without, strange: { episode, places } };
}

/** Nonsense deep inside must not hide the other episodes. */
function faultsOf(guideline, episode) {
  try {
    return faults(guideline, episode);
  } catch (problem) {
    return [problem.message];
  }
}

// --- writing ----------------------------------------------------------------------------------------------------------------

/** Joins an episode with what is kept of it: {saved: true}, or {saved: false, why: "full" or "refused"}; then nothing changed. */
export function save(episode) {
  const result = change(joining(episode));
  if (result.saved) own.set(episode.id, own.has(episode.id) ? merged(episode, own.get(episode.id)) : episode);
  return result;
}

/** Takes one episode out; the answer is that of `save`. */
export function remove(id) {
  own.delete(id);
  return change((episodes) => episodes.filter((episode) => episode.id !== id));
}

/** Takes everything out, with what was set aside and every mark of it. Gives whether the browser did so. */
export async function wipe() {
  own.clear();
  const wiped = clear([KEPT, ASIDE]);
  await mark(false);
  return wiped;
}

/** Gives up what could not be read, once she has saved it or does not want it. Gives whether the browser did so. */
export function discard() {
  try {
    const { episodes, strange, newer } = stored();
    const done = clear(strange && !newer && !episodes.length ? [KEPT, ASIDE] : [ASIDE]);
    if (localStorage.getItem(KEPT) === null) mark(false);
    return done;
  } catch {
    return false;
  }
}

function clear(keys) {
  try {
    keys.forEach((key) => localStorage.removeItem(key));
    return keys.every((key) => localStorage.getItem(key) === null);
  } catch {
    return false;
  }
}

const joining = (episode) => (episodes) => {
  const known = episodes.some(({ id }) => id === episode.id);
  return known ? episodes.map((kept) => (kept.id === episode.id ? merged(episode, kept) : kept)) : [...episodes, episode];
};

/** Reads, changes, writes, and reads again whether it was kept. A text that is not ours is set aside first, or nothing is done. */
function change(how) {
  try {
    const { text, episodes, strange, newer } = stored();
    if (newer) return { saved: false, why: "refused" };
    if (strange && !setAside(text)) return { saved: false, why: "full" };
    const kept = put(how(episodes));
    return kept ? { saved: true } : { saved: false, why: "refused" };
  } catch (problem) {
    return { saved: false, why: isFull(problem) ? "full" : "refused" };
  }
}

function put(episodes) {
  if (!episodes.length) {
    localStorage.removeItem(KEPT);
    if (!asideTexts().length) mark(false);
    return localStorage.getItem(KEPT) === null;
  }
  const text = JSON.stringify({ form: FORM, episodes });
  localStorage.setItem(KEPT, text);
  const kept = localStorage.getItem(KEPT) === text;
  if (kept) mark(true);
  return kept;
}

/** Whether the store has no room left. One that has none at all keeps nothing for this page: that is a refusal. */
const isFull = ({ name }) => FULL.includes(name) && localStorage.length > 0;

function asideTexts() {
  const text = localStorage.getItem(ASIDE);
  if (text === null) return [];
  try {
    const texts = JSON.parse(text);
    return texts.every((item) => typeof item === "string") ? texts : [text];
  } catch {
    return [text];
  }
}

/** Keeps a text that could not be read under a key of its own. */
function setAside(text) {
  const texts = asideTexts();
  if (texts.includes(text)) return true;
  try {
    localStorage.setItem(ASIDE, JSON.stringify([...texts, text]));
    return asideTexts().includes(text);
  } catch {
    return false;
  }
}

/** Makes or removes the mark in the second place, one after the other. Nothing waits for it and nothing depends on it. */
function mark(there) {
  marking = marking.then(() => (there ? caches.open(MARK) : caches.delete(MARK))).catch(() => null);
  return marking;
}

// --- other tabs -------------------------------------------------------------------------------------------------------------

/** Calls back when another tab has changed what is kept. Gives a function that ends it. */
export function subscribe(callback) {
  const listen = ({ key }) => {
    if (key === KEPT || key === null) callback();
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}

/**
 * Two tabs that write at the same moment do not see each other, and the later takes the place of the earlier. Whoever hears of a
 * write that lacks what it saved itself puts it back. What the other tab knew and took out stays out.
 */
function putBack({ key, oldValue, newValue }) {
  if (key === null || (key === KEPT && newValue === null)) return own.clear();
  if (key !== KEPT || !own.size) return;
  const [before, after] = [oldValue, newValue].map(idsIn);
  for (const id of own.keys()) if (before.has(id) && !after.has(id)) own.delete(id);
  const { episodes, strange } = stored();
  const lacking = [...own.values()].filter((episode) => {
    const found = episodes.find(({ id }) => id === episode.id);
    return !found || plain(merged(found, episode).checkins) !== plain(found.checkins);
  });
  if (lacking.length && !strange) change((episodes) => lacking.reduce((joined, episode) => joining(episode)(joined), episodes));
}

/** A value as text, whatever the order of its keys and its entries, to see whether two states are the same. */
function plain(value) {
  if (Array.isArray(value)) return `[${value.map(plain).sort()}]`;
  if (!isTable(value)) return JSON.stringify(value) ?? "null";
  return `{${Object.keys(value).sort().map((key) => `${key}:${plain(value[key])}`)}}`;
}

function idsIn(text) {
  try {
    return new Set(JSON.parse(text).episodes.map(({ id }) => id));
  } catch {
    return new Set();
  }
}

globalThis.addEventListener?.("storage", (event) => {
  try {
    putBack(event);
  } catch {
    own.clear(); // the store can no longer be reached; the next save says so
  }
});

// --- will it stay? ----------------------------------------------------------------------------------------------------------

/**
 * Asks the browser to keep it, by her tap, as some then ask her. {promised, told: whether the browser says anything of it}.
 *
 * Without the promise a browser may empty the store when the device is full, or after days without a visit; a private window
 * does so when it is closed, and no browser tells a page that it is in one. So whoever has no promise is told all three.
 */
export async function lasting() {
  try {
    const { storage } = navigator;
    return { promised: (await storage.persisted()) || (await storage.persist()), told: true };
  } catch {
    return { promised: false, told: false };
  }
}

/** How much is taken here, in letters, and what the browser says of its room in bytes, or null: {taken, used, quota}. */
export async function room() {
  try {
    const taken = Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    const { usage = null, quota = null } = (await navigator.storage?.estimate?.()) ?? {};
    return { taken, used: usage, quota };
  } catch {
    return null;
  }
}
