// How does an episode leave this phone, and come to another, by her wish alone? In: episodes, a file, or what a code carried. Out: a
// file for her to keep, a locked code for her partner's phone with the number that opens it, and what either of them holds.
//
// The code is an address of this copy ending in #h=…: the episode, locked (sealing.js). What follows # never reaches a server, and
// the number is not in it: she reads it out.

import { qr } from "./doctor.js";
import { faults, merged } from "./episode.js";
import { button, download, h, moment } from "./page.js";
import { canSeal, passphrase, readable, sealed, unsealed } from "./sealing.js";
import { read, save } from "./store.js";

export { sealed, unsealed } from "./sealing.js";

const FORM = 1; // of the file
const LARGEST = 5_000_000; // letters of a file; more is not ours
const LONGEST = 2_067; // letters of a code: version 33, 149 modules a side. Smaller ones than its are read too seldom.
const HOUR = 3600 * 1000; // milliseconds
const SEALED = /^(?:\S*#h=)?([\w-]{80,})$/;
const KEYS = ["id", "started", "checkins", "earlier", "place", "unit", "other_child", "lactwise"];
const ENTRY_KEYS = ["at", "hours", "findings", "medicines", "events", "feed", "note", "breast", "id", "written", "deleted"];
const TIMES = ["started", "at", "written"];
const FEED = { side: ["left", "right", "both"], how: ["breast", "pump", "hand"] };

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// --- a file ---------------------------------------------------------------------------------------------------------------------

/** Episodes as the text of one file. */
export const exported = (episodes) => `${JSON.stringify({ lactwise: FORM, episodes }, null, 1)}\n`;

/** A name for it that says nothing of a breast: others see the list of files. */
export const fileName = (ending = "json") => `lactwise-${new Date().toISOString().slice(0, 10)}.${ending}`;

/** The locked text in a file or an address, or null. */
export const sealedIn = (text) => text.trim().match(SEALED)?.[1] ?? null;

/** What a file holds: {episodes, faults}. With a fault there are no episodes; every fault is told at once, in words. */
export function imported(guideline, text) {
  const say = (key, more) => guideline.words("generic").interface("keep", key, key, more);
  const refused = (...keys) => ({ episodes: [], faults: keys.map((key) => say(key)) });
  if (text.length > LARGEST) return refused("file_large");
  if (sealedIn(text)) return refused("file_locked");
  const given = attempt(() => JSON.parse(text.replace(/^\ufeff/, "")));
  if (!isTable(given)) return refused("file_strange");
  if (given.lactwise > FORM) return refused("file_newer");
  const many = Object.hasOwn(given, "episodes");
  const episodes = many ? given.episodes : [given];
  if (!Array.isArray(episodes) || !episodes.length) return refused("file_empty");
  const beside = many ? Object.keys(given).filter((key) => !["lactwise", "episodes"].includes(key)) : [];
  const told = beside.map((what) => say("fault_unknown", { what }));
  for (const [place, episode] of episodes.entries()) {
    const here = faultsInWords(guideline, episode);
    told.push(...(many ? here.map((fault) => say("fault_in_episode", { number: place + 1, fault })) : here));
  }
  return told.length ? { episodes: [], faults: told } : { episodes: episodes.map(whole), faults: [] };
}

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

// --- what is the matter with it, in words -----------------------------------------------------------------------------------------

/** Every fault of an episode as a sentence; `places` as `faults` of episode.js gives them, and what that does not look at. */
export function faultsInWords(guideline, episode, places = [...faults(guideline, episode), ...unknown(guideline, episode)]) {
  return [...new Set(places)].map((place) => faultInWords(guideline, episode, place));
}

function faultInWords(guideline, episode, place) {
  const words = guideline.words("generic");
  const say = (key, more) => words.interface("keep", key, key, more);
  const [, list, number, rest = ""] = place.match(/^(?:(earlier|checkins)\[(\d+)\][.]?)?(.*)$/s);
  if (list) {
    const within = { ...(isTable(episode[list][number]) ? episode[list][number] : { "": episode[list][number] }) };
    const fault = faultInWords(guideline, within, rest);
    return say(list === "earlier" ? "fault_in_earlier" : "fault_in_entry", { number: Number(number) + 1, fault });
  }
  if (rest.endsWith("?")) return say("fault_unknown", { what: rest.slice(0, -1) });
  const [key, ...inner] = rest.split(".");
  const what = inner.length ? inner.join(".") : key;
  const value = inner.length ? episode[key]?.[what] : episode[key];
  if (TIMES.includes(key)) return say("fault_time", { what });
  if (key === "checkins") return say("fault_list");
  if (key === "findings" && inner.length && !Object.hasOwn(guideline.findings, what)) return say("fault_unknown", { what });
  const name = key === "findings" && inner.length ? words.label(what) : what;
  return say(key ? "fault_value" : "fault_entry", { what: name, value: shown(value) });
}

const shown = (value) => (JSON.stringify(value) ?? "").slice(0, 60);

/** Places of what no rule reads and would be lost in silence: unknown keys end in "?". */
function unknown(guideline, episode, where = "") {
  if (!isTable(episode)) return [];
  const found = [];
  const bad = (place, wrong) => wrong && found.push(`${where}${place}`);
  const keysOf = (place, value, known) => Object.keys(value).forEach((key) => bad(`${place}${key}?`, !known.includes(key)));
  const { place, unit, other_child: other = false } = episode;
  keysOf("", episode, KEYS);
  bad("id", episode.id !== undefined && typeof episode.id !== "string");
  bad("place", place && !(typeof place === "string" && Object.hasOwn(guideline.model.places, place)));
  bad("unit", unit && !["degC", "degF"].includes(unit));
  bad("other_child", typeof other !== "boolean");
  for (const [index, entry] of [].concat(episode.checkins ?? []).entries()) {
    if (!isTable(entry)) continue;
    const at = `checkins[${index}].`;
    keysOf(at, entry, ENTRY_KEYS);
    bad(`${at}hours`, entry.at && entry.hours !== undefined && entry.hours !== null);
    bad(`${at}id`, entry.id !== undefined && typeof entry.id !== "string");
    bad(`${at}deleted`, entry.deleted !== undefined && typeof entry.deleted !== "boolean");
    if (!isTable(entry.feed)) continue;
    keysOf(`${at}feed.`, entry.feed, [...Object.keys(FEED), "minutes"]);
    for (const [key, fits] of Object.entries(FEED)) bad(`${at}feed.${key}`, entry.feed[key] && !fits.includes(entry.feed[key]));
    const { minutes } = entry.feed;
    bad(`${at}feed.minutes`, (minutes ?? null) !== null && !(Number.isFinite(minutes) && minutes >= 0));
  }
  const before = Array.isArray(episode.earlier) ? episode.earlier : [];
  return [...found, ...before.flatMap((one, index) => unknown(guideline, one, `${where}earlier[${index}].`))];
}

/** A sound episode with what the store needs: names for it and its entries, the same each time it is read; times with their zone. */
function whole(episode) {
  const zoned = (text) => (typeof text === "string" && !/[zZ]$|[+-]\d\d(:?\d\d)?$/.test(text) ? `${text}Z` : text);
  const timed = (item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, TIMES.includes(key) ? zoned(value) : value]));
  const counts = new Map(); // the same entry twice is two entries, such as two doses
  const checkins = episode.checkins.map(timed).map((entry) => {
    if (entry.id) return entry;
    const content = JSON.stringify(entry);
    counts.set(content, (counts.get(content) ?? 0) + 1);
    return { ...entry, id: `f-${summed(`${content} ${counts.get(content)}`)}` };
  });
  const { lactwise: _form, ...rest } = timed(episode);
  const earlier = episode.earlier?.length ? { earlier: episode.earlier.map(whole) } : {};
  return { ...rest, id: episode.id || `f-${summed(JSON.stringify(checkins))}`, checkins, ...earlier };
}

/** A short name for a text, made of two sums over its letters. */
function summed(text) {
  let [one, other] = [2_166_136_261, 5_381];
  for (let place = 0; place < text.length; place += 1) {
    one = Math.imul(one ^ text.charCodeAt(place), 16_777_619);
    other = Math.imul(other, 33) + text.charCodeAt(place);
  }
  return [one, other].map((sum) => (sum >>> 0).toString(36)).join("");
}

// --- the page that gives it -------------------------------------------------------------------------------------------------------

/** One episode for another phone: a code where it fits one, the number to read out, and a file. */
export function handoverPage(app, episode) {
  const say = speaker(app);
  const place = h("div", { class: "page", "data-lock": true });
  const page = h(
    "div",
    { class: "page", "data-handover": true },
    h("h1", { tabindex: "-1" }, say("give_title")),
    h("p", {}, say("give_text")),
    place,
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back(), "choice")),
  );
  page.dataset.spoken = say("give_title");
  lock(episode, place, say);
  return page;
}

const speaker = (app) => (key, more) => app.words.interface("keep", key, key, more);

/** Locks the episode with a number drawn for it, and shows both. */
async function lock(episode, place, say) {
  if (!canSeal()) return place.replaceChildren(...unlocked(episode, say, "give_insecure"));
  place.replaceChildren(h("p", { role: "status" }, say("locking")));
  try {
    const number = passphrase();
    const address = `${location.origin}/#h=${await sealed(episode, number)}`;
    place.replaceChildren(...given(address, number, () => lock(episode, place, say), say));
    place.dataset.lock = address;
  } catch {
    place.replaceChildren(...unlocked(episode, say, "give_failed"));
  }
}

/** Without a lock there is the plain file, and what that means. */
const unlocked = (episode, say, why) => [
  h("p", { class: "notice", role: "alert" }, say(why)),
  h("p", {}, say("plain_text")),
  button(say("save_plain"), "save-plain", () => download(fileName(), "application/json", exported([episode])), "choice"),
];

function given(address, number, again, say) {
  const fits = address.length <= LONGEST;
  return [
    h("p", { role: "status", class: "hidden-visually" }, say("locked")),
    h("div", { class: "code" }, fits && qr(address, say("code")), h("p", {}, say(fits ? "code_text" : "code_too_large"))),
    h(
      "section",
      { class: "card" },
      h("h2", {}, say("number_title")),
      h("p", {}, say("number_text")),
      h("p", { class: "digits", dir: "ltr" }, number.split(" ").map((group) => h("span", {}, [...group].join(" "), " "))),
      button(say("number_again"), "draw", again, "choice"),
    ),
    h("p", {}, say("locked_file_text")),
    button(say("save_locked"), "save-locked", () => download(fileName("txt"), "text/plain", address), fits ? "choice" : "primary"),
  ];
}

// --- the page that takes it -------------------------------------------------------------------------------------------------------

/** What a code or a locked file carries: asks the number, shows what is inside, and keeps it by a tap. `done` follows. */
export function openPage(app, text, done = () => app.back()) {
  const say = speaker(app);
  const place = h("div", { class: "page", "data-sealed": true }, h("p", { role: "status" }, say("looking")));
  const page = h(
    "div",
    { class: "page", "data-opened": true },
    h("h1", { tabindex: "-1" }, say("take_title")),
    place,
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back(), "choice")),
  );
  page.dataset.spoken = say("take_title");
  readable(text).then(
    () => place.replaceChildren(...asking(app, text, place, done, say)),
    (problem) => place.replaceChildren(h("p", { class: "notice", role: "alert" }, say(`cannot_${problem.why ?? "damaged"}`))),
  );
  return page;
}

function asking(app, text, place, done, say) {
  const typed = h("input", { type: "text", id: "number", inputmode: "numeric", autocomplete: "off", dir: "ltr", maxlength: "80" });
  const fault = h("p", { class: "fault", role: "alert", id: "number-fault" });
  const status = h("p", { role: "status" });
  const open = button(say("open"), "open", null, "primary", { type: "submit" });
  const ask = async (event) => {
    event.preventDefault();
    fault.textContent = "";
    status.textContent = say("opening");
    open.disabled = true;
    try {
      const episode = await unsealed(text, typed.value);
      place.replaceChildren(...holding(app, episode, place, done, say));
      place.querySelector("h2")?.focus();
    } catch (problem) {
      fault.textContent = say(`cannot_${problem.why ?? "damaged"}`);
      typed.setAttribute("aria-invalid", "true");
      typed.focus();
    }
    status.textContent = "";
    open.disabled = false;
  };
  const field = [h("label", { for: "number" }, say("number_ask")), h("div", { class: "number" }, typed)];
  typed.setAttribute("aria-describedby", "number-fault");
  return [h("p", {}, say("take_text")), h("form", { class: "page", onsubmit: ask }, field, fault, open, status)];
}

/** What an opened episode holds, and whether to keep it. */
function holding(app, episode, place, done, say) {
  const told = isTable(episode) ? faultsInWords(app.guideline, episode) : [say("cannot_damaged")];
  if (told.length) {
    return [h("h2", { tabindex: "-1" }, say("take_faults")), h("ul", { class: "plain-list" }, told.map((fault) => h("li", {}, fault)))];
  }
  const kept = read(app.guideline).episodes.find(({ id }) => id === episode.id);
  const known = new Set(kept?.checkins.map(({ id, written }) => `${id} ${written}`));
  const entries = merged(episode, episode).checkins.filter(({ deleted }) => !deleted);
  const count = entries.filter(({ id, written }) => !known.has(`${id} ${written}`)).length;
  const shownTime = (entry) => moment(entry.at ?? Date.parse(episode.started) + entry.hours * HOUR, app.words);
  const add = (event) => keepIt(whole(episode), event.target, place, done, say);
  return [
    h("h2", { tabindex: "-1" }, say("holds_title")),
    entries.length > 0 && h("p", {}, say("holds", { from: shownTime(entries[0]), to: shownTime(entries.at(-1)) })),
    h("p", { "data-entries": entries.length }, say("holds_count", { count: app.words.number(entries.length) })),
    kept && h("p", { "data-new": count }, say("holds_known", { count: app.words.number(count) })),
    h("p", {}, say("holds_text")),
    button(say("add"), "add", add, "primary"),
    button(say("leave_it"), "leave-it", () => app.back(), "choice"),
  ].filter(Boolean);
}

function keepIt(episode, tapped, place, done, say) {
  const { saved, why } = save(episode);
  if (!saved) {
    place.querySelector("[data-fault]")?.remove();
    return tapped.before(h("p", { class: "notice", role: "alert", "data-fault": why }, say(why)));
  }
  place.replaceChildren(
    h("h2", { tabindex: "-1", role: "status" }, say("added")),
    button(say("go_on"), "go-on", () => done(episode), "primary"),
  );
  return place.querySelector("h2").focus();
}
