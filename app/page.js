// How is a page built, and how are numbers, times and answers said? In: tags and attributes, or the words of a country and a
// value. Out: elements, pictures and short phrases. Text is only ever set as text, so nothing in the data can become markup.

const SVG = "http://www.w3.org/2000/svg";
const HOUR = 3600 * 1000; // milliseconds
const HOURS_A_DAY = 24;
const HOURS_IN = { hours: 1, days: HOURS_A_DAY, weeks: HOURS_A_DAY * 7 };
const SPEAKS_FOR_ITSELF = ["died"]; // read out without the name of the question

// --- elements -----------------------------------------------------------------------------------------------------------

/** An element; `on...` attributes are listeners, false and null attributes and children are left out. */
export const h = (tag, attributes = {}, ...content) => made(document.createElement(tag), attributes, content);

/** The same for an element of a drawing. */
export const s = (tag, attributes = {}, ...content) => made(document.createElementNS(SVG, tag), attributes, content);

function made(element, attributes, content) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(
    ...content.flat(Infinity).filter((item) => item !== null && item !== undefined && item !== false && item !== ""),
  );
  return element;
}

/** A button that does one thing. */
export const button = (text, action, onclick, kind = "plain", more = {}) =>
  h("button", { type: "button", class: kind, "data-action": action, onclick, ...more }, text);

const PATHS = {
  phone:
    "M6.6 3.5 9 3l2 4.6-2 1.6a12 12 0 0 0 5.800 5.800l1.600-2 4.600 2-.5 2.400c-.3 1.500-1.600 2.600-3.100 2.500C10.200 19.400 4.600 13.800 4.100 6.600 4 5.100 5.100 3.800 6.600 3.500z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm1 4v4.600l3.200 1.900-1 1.700L11 12.700V7z",
  calendar: "M7 2h2v2h6V2h2v2h2a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2zm-2 8v9h14v-9z",
  home: "M12 3 3 10.500V21h6v-6h6v6h6V10.500z",
  question:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1 13h2v2h-2zm1-10c2.200 0 3.800 1.300 3.800 3.300 0 2.600-2.800 2.900-2.800 5h-2c0-3.200 2.700-3.300 2.700-5 0-.8-.7-1.300-1.700-1.300S10.300 8.600 10.200 9.600l-2-.2C8.400 7.300 9.900 6 12 6z",
  do: "m9.500 17.600-5.100-5.100 1.500-1.500 3.600 3.600 8.600-8.600 1.500 1.500z",
  avoid:
    "m6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600 10.600 12 5 6.400z",
  know: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1 7.500h2V17h-2zm0-4h2v2.200h-2z",
};

/** A picture beside words that say the same; screen readers skip it. */
export const icon = (name) =>
  s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, s("path", { d: PATHS[name] ?? PATHS.know, "fill-rule": "evenodd" }));

// Signs drawn as lines and hatching, never as a colour, so that they hold on any skin. A breast seen from the front, 48 by 48.
const BREAST = "M8 10C4 20 6 40 24 41S44 20 40 10";
const NIPPLE = "M21 25a3 3 0 1 0 6 0 3 3 0 1 0-6 0";
const SIGNS = {
  redness: [BREAST, NIPPLE, "M29 16l7 9M33 14l6 8M26 19l9 12M30 31l3 4"],
  warmth: [BREAST, NIPPLE, "M14 6c-2-3 2-3 0-6M24 7c-2-3 2-4 0-7M34 6c-2-3 2-3 0-6"],
  swelling: ["M5 10C-2 24 4 46 24 46S50 24 43 10", NIPPLE, "M13 36l-5 4M35 36l5 4M24 39v5"],
  lump: [BREAST, NIPPLE, "M28 32a5 5 0 1 0 10 0 5 5 0 1 0-10 0", "M30 30l6 5"],
  skin_dimpling: [BREAST, NIPPLE, "M30 15v.1M34 19v.1M30 20v.1M35 24v.1M32 25v.1M30 30v.1M35 30v.1M27 34v.1M31 35v.1"],
  nipple_crack: [BREAST, "M17 25a7 7 0 1 0 14 0 7 7 0 1 0-14 0", "M20 23l3 2-1 2 4 1-1 2"],
  nipple_bleb: [BREAST, "M17 25a7 7 0 1 0 14 0 7 7 0 1 0-14 0", "M23 24a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0"],
  nipple_blisters: [BREAST, NIPPLE, "M30 18a2 2 0 1 0 4 0 2 2 0 1 0-4 0M34 23a2 2 0 1 0 4 0 2 2 0 1 0-4 0M29 24a2 2 0 1 0 4 0 2 2 0 1 0-4 0"],
  nipple_retraction_new: [BREAST, "M17 25a7 7 0 1 0 14 0 7 7 0 1 0-14 0", "M20 25h8M24 21v8M21 22l6 6M27 22l-6 6"],
  red_streaks: [BREAST, NIPPLE, "M28 22c4-4 5-8 10-11M29 26c5-2 7-6 11-9"],
  skin_dark_or_blistered: [BREAST, NIPPLE, "M28 14h8v10h-8z", "M28 14l8 10M36 14l-8 10M32 14v10M28 19h8"],
  mottled_skin: ["M6 8h36v32H6z", "M10 14c6 4 3 8 9 6s4-8 10-5 5 7 9 4M9 28c5-4 9 4 14 0s10-2 16 2M12 36c6-3 12-3 20 0"],
  one_area: [BREAST, NIPPLE, "M28 17l8-5M30 20l9-6M31 24l9-6M32 27l8-5"],
  whole_breast: [BREAST, NIPPLE, "M10 14l14-6M8 20l10-4M30 10l8-2M9 27l10-5M30 15l11-5M11 33l9-5M29 22l13-6M15 38l9-6M28 29l13-7M22 41l16-9"],
  nipple_only: [BREAST, "M15 25a9 9 0 1 0 18 0 9 9 0 1 0-18 0", "M18 21l7-4M17 26l13-8M19 30l14-8M25 32l7-4"],
};

/** A small line drawing of a sign, where there is one; the words beside it say the same. */
export const picture = (name) =>
  name in SIGNS &&
  s("svg", { viewBox: "0 0 48 48", "aria-hidden": "true", class: "sign" }, SIGNS[name].map((d) => s("path", { d })));

/** A text with a capital first letter. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Saves a file that was made here; nothing is sent. */
export function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// --- times --------------------------------------------------------------------------------------------------------------

/** "1 hour", "24 hours", "3 days", "2 weeks": whole weeks, else days from the second day on, else hours; never rounded up. */
export function duration(hours, words) {
  const unit = unitOf(hours);
  return words.counted(Math.floor(hours / HOURS_IN[unit]), unit);
}

/** The stretches of time a finding can be told in, between the hours at which a rule changes its mind: [{from, to, value}]. */
export function stretches(guideline, id) {
  const bounds = [0, ...guideline.edges(id)];
  const beyond = (from) => Math.min(guideline.findings[id].range[1], from + Math.max(1, Math.round(from / 5)));
  return bounds.map((from, place) => {
    const to = bounds[place + 1]; // none: longer than all of them
    return { from, to, value: to === undefined ? beyond(from) : to - Math.min(1, (to - from) / 2) };
  });
}

/** "less than 12 hours", "12 to 24 hours", "1 to 2 days", "more than 2 weeks". */
export function stretchWords({ from, to }, words) {
  const say = (key, ends) => words.interface("app", key, "", ends);
  if (to === undefined) return say("time_over", { from: duration(from, words) });
  if (from === 0) return say("time_under", { to: duration(to, words) });
  const share = from / HOURS_IN[unitOf(to)];
  return say("time_between", { from: Number.isInteger(share) ? String(share) : duration(from, words), to: duration(to, words) });
}

function unitOf(hours) {
  if (hours > HOURS_A_DAY && hours % HOURS_IN.weeks === 0) return "weeks";
  return hours >= 2 * HOURS_A_DAY && (hours % HOURS_A_DAY === 0 || hours > HOURS_IN.weeks) ? "days" : "hours";
}

/** A stretch of time that is still to come: "the next hour", "12 hours", "3 days"; never longer than it is. */
export const span = (hours, words) => (hours < 1 ? words.interface("time", "now") : duration(hours, words));

/** The time so many hours after `now`. */
export const later = (hours, now = Date.now()) => new Date(+now + hours * HOUR);

/** The time so many hours from now: "15:40 today", or from the second day on the day alone. */
export function clock(hours, words, now = new Date()) {
  const then = later(hours, now);
  const days = Math.round((startOfDay(then) - startOfDay(now)) / (HOURS_A_DAY * HOUR));
  if (days > 1) return then.toLocaleDateString(words.locale, { weekday: "long", day: "numeric", month: "long" });
  return words.interface("time", days === 0 ? "today" : "tomorrow", "", { time: hour(then, words) });
}

/** A moment near now: "15:40 today", "Friday 15:40", and further away the date. */
export function when(date, words, now = new Date()) {
  const then = new Date(date);
  const days = Math.round((startOfDay(then) - startOfDay(now)) / (HOURS_A_DAY * HOUR));
  if (days === 0 || days === 1) return clock((then - now) / HOUR, words, now);
  if (Math.abs(days) < 7) return then.toLocaleString(words.locale, { weekday: "long", hour: "numeric", minute: "2-digit" });
  return moment(then, words);
}

const hour = (date, words) => date.toLocaleTimeString(words.locale, { hour: "numeric", minute: "2-digit" });

/** A date of the guideline, "2027-05-22", as it is written where she lives. */
export const day = (date, words) =>
  new Date(`${date}T00:00`).toLocaleDateString(words.locale, { day: "numeric", month: "long", year: "numeric" });

/** A moment: "22 November 2026, 03:10". */
export const moment = (date, words) =>
  new Date(date).toLocaleString(words.locale, { dateStyle: "long", timeStyle: "short" });

const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

// --- values -------------------------------------------------------------------------------------------------------------

/** A text with °F before every °C where she measures so: "100.4 °F (38.0 °C)". */
export function local(text, units) {
  if (units !== "degF") return text;
  return text.replace(/(^|[^(\d.,])((\d+(?:[.,]\d+)?) °C)/g, (_, before, whole, celsius) => {
    const shown = (Number(celsius.replace(",", ".")) * 1.8 + 32).toFixed(1);
    return `${before}${celsius.includes(",") ? shown.replace(".", ",") : shown} °F (${whole})`;
  });
}

/** An answer as a phrase: "redness", "no redness", "trend: getting worse", "temperature: 38.9 °C". */
export function answer(id, value, { guideline, words, units }) {
  const { kind, unit } = guideline.findings[id];
  const label = words.label(id);
  if (kind === "yes_no") return words.label(id, value);
  if (kind === "choice") {
    const option = words.fill(words.raw("findings", id, "options", {})[value] ?? value);
    return SPEAKS_FOR_ITSELF.includes(value) ? option : pair(label, option, words);
  }
  return pair(label, local(quantity(value, unit, words), units), words);
}

/** "Temperature: 38.9 °C", with the colon as the language sets it. */
export const pair = (label, value, words) => words.interface("change", "to", "", { label, value });

function quantity(value, unit, words) {
  if (unit === "hours") return duration(value, words);
  if (unit === "days") return value < 1 ? words.counted(0, "days") : duration(value * HOURS_A_DAY, words);
  return words.counted(value, unit);
}

/** Whether a value is one that a finding can have. */
export function fits(app, id, value) {
  const finding = Object.hasOwn(app.guideline.findings, id) && app.guideline.findings[id];
  if (!finding || value === "unsure") return Boolean(finding);
  if (finding.kind === "yes_no") return typeof value === "boolean";
  if (finding.kind === "choice") return finding.options.includes(value);
  return typeof value === "number" && value >= finding.range[0] && value <= finding.range[1];
}

// --- what is past its date ----------------------------------------------------------------------------------------------

/** What says that the guide, or the numbers of the country, may be out of date. */
export function outOfDate(app) {
  const today = new Date().toISOString().slice(0, 10);
  const { review_by: place } = app.guideline.model.places[app.place];
  const { name } = app.words.known;
  const guide = app.guideline.model.review_by;
  return [
    guide < today && h("p", { class: "notice" }, app.note("out_of_date", { date: day(guide, app.words) })),
    place < today && h("p", { class: "notice" }, app.note("place_out_of_date", { place: name, date: day(place, app.words) })),
  ];
}
