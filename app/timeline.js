// How has it been, hour by hour? In: a course, its episode and the words of the page. Out: one chart, and the same in words.
//
// Time runs along one axis, in the direction in which the page is read: from the right in Arabic, as its sentences, its days in
// the list beside it and its calendars do. Places along the axis are per cent and heights are letters, so that the drawing
// fits any screen, paper and size of letters without a script; a label stands only where there is room for it.

import { entriesOf } from "./entries.js";
import { button, capital, h, icon, local, pair, s } from "./page.js";

const HOUR = 3600 * 1000; // milliseconds
const SHORTEST = 12 * HOUR; // of the axis, so that a first entry stands in some space
const AFTER = 24 * HOUR; // shown after the last entry, however long ago that was
const ROOMS = [10, 12, 14, 16, 18, 21, 25, 30, 36, 46]; // widths of the plot, in letters, from which on a label fits
const LETTER = 0.56; // how wide one is, of its height, on the safe side
const CLOSE = 4; // per cent of the axis; signs that are nearer than this would cover each other
const ROUND = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0";

// Shapes about their middle, sixteen to a letter's height. What they stand for is said below the chart.
const SHAPES = {
  point: ROUND,
  fever: "M0-8 8 6H-8z",
  left: "M-7 0 5-7V7z",
  right: "M7 0-5-7V7z",
  full: ROUND,
  less: ROUND,
  antibiotic_started: "M-5-7 7 0-5 7z",
  antibiotic_changed: "M-5-7 7 0-5 7z",
  antibiotic_dose: "M-4-4h8v8h-8z",
  antibiotic_missed: "M-5-5 5 5M5-5-5 5",
  antibiotic_stopped: "M-6-7h3V7h-3zM3-7h3V7h-3z",
  antibiotic_finished: "M-2-7h4V7h-4z",
  seen: "M-2.500-7h5v4.500h4.500v5h-4.500v4.500h-5v-4.500h-4.500v-5h4.500z",
  scanned: `${ROUND}M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0`,
  drained: "M0-8C4-2 6 0 6 2.500a6 6 0 1 1-12 0C-6 0-4-2 0-8z",
  urgent: "M-2-8h4L1 2h-2zM-1.700 4h3.400v3.400h-3.400z",
};
const HOLLOW = ["less", "antibiotic_missed", "antibiotic_changed", "scanned"];
const ICONS = { unknown: "question", same_day: "phone", within_24h: "clock", within_few_days: "calendar", self_care: "home", phoned: "phone" };
const CARE = ["phoned", "seen", "scanned", "drained"];
const MEASURES = ["temperature_c", "pain", "sore_area_cm", "lump_size_cm"];

// --- what there is to show ----------------------------------------------------------------------------------------------------

/** A temperature in her unit alone, for where there is little room: "38.9 °C", "102.0 °F". */
const degrees = (value, { words, units }) =>
  units === "degF" ? `${words.number(fahrenheit(value), 1)} °F` : words.counted(value, "degC");

const fahrenheit = (celsius) => celsius * 1.8 + 32;

/** The number from which on a temperature is a fever, as the guideline has it. */
function feverFrom({ model }) {
  const parts = [model.definitions.fever_present].flat(Infinity);
  return parts[parts.indexOf("temperature_c") + 2];
}

/** What was decided when, the first first, as far as it changed: [{time, level}]. */
function decisions({ checkins }) {
  const found = checkins.map(({ at, assessment }) => ({ time: Date.parse(at), level: assessment.provisional ? "unknown" : assessment.level }));
  return found.filter(({ level }, place) => level !== found[place - 1]?.level);
}

/** Measured values, a line a breast: [[{time, value, joined, breast}]]. A line is drawn only over what was measured. */
function measured(app, list, id) {
  const asked = list.filter(({ findings }) => findings && Object.keys(findings).length);
  const lines = [undefined, "left", "right"].map((breast) => {
    const own = asked.filter((entry) => !entry.breast || !breast || entry.breast === breast);
    return own.flatMap(({ time, findings, breast: of }, place) => {
      const value = findings[id];
      const before = own[place - 1];
      const near = before && time - before.time <= (app.guideline.findings[id].valid_hours ?? Infinity) * HOUR;
      const joined = near && typeof before.findings[id] === "number" && before.breast === of && before;
      return typeof value === "number" && of === breast ? [{ time, value, breast, joined: joined && { time: joined.time, value: joined.findings[id] } }] : [];
    });
  });
  return lines.flat();
}

// --- the chart ----------------------------------------------------------------------------------------------------------------

/** The chart with its legend, and the way to the same in words. For a doctor `called` says what a level is called. */
export function timeline(app, course, episode, called = null) {
  const title = called ?? ((level) => app.words.text("levels", level, "title"));
  const say = (key, more) => app.words.interface("timeline", key, key, more);
  const used = new Set();
  const list = entriesOf(episode);
  if (!list.length) return h("p", { class: "quiet" }, say("nothing"));
  const view = { app, course, list, say, used, ...span(course, list), rtl: document.documentElement.dir === "rtl" };
  const name = summary(view, title);
  const drawn = (kind, compact) => h("div", { class: `plot ${kind}` }, drawing({ ...view, compact }, name));
  const toWords = () => {
    const told = document.querySelector("[data-in-words]");
    if (!told) return;
    told.open = true;
    told.firstChild.focus();
    told.scrollIntoView({ block: "start" });
  };
  return h(
    "figure",
    { class: "card chart", "data-section": "timeline" },
    h("h2", { tabindex: "-1" }, say("title")),
    drawn("no-print", false),
    drawn("print-only", true),
    h("figcaption", {}, h("p", { class: "quiet" }, say("higher")), h("ul", { class: "legend" }, [...used].map((key) => h("li", {}, sample(key), legend(view, key, title))))),
    !called && h("div", { class: "no-print" }, button(say("to_words"), "to-words", toWords, "plain")),
  );
}

/** The stretch of time shown, a little wider than what is in it. */
function span({ now, closed }, list) {
  const [from, last] = [list[0].time, list.at(-1).time];
  const to = Math.max(last, from + SHORTEST, Math.min(+new Date(closed ?? now), last + AFTER));
  const edge = (to - from) / 40;
  return { from: from - edge, to: to + edge, end: Math.min(to, Math.max(last, +new Date(now))) };
}

/** What the chart shows, in one sentence or two, for who cannot see it. */
function summary({ app, course, list, say }, title) {
  const warmest = Math.max(...list.map(({ findings }) => findings?.temperature_c).filter(Number.isFinite));
  const level = decisions(course).at(-1)?.level;
  const day = (time) => new Date(time).toLocaleDateString(app.words.locale, { day: "numeric", month: "long" });
  return [
    say("chart", { from: day(list[0].time), to: day(list.at(-1).time), count: String(course.checkins.length) }),
    warmest > 0 && say("chart_warmest", { value: local(app.words.counted(warmest, "degC"), app.units) }),
    level && say("chart_level", { level: level === "unknown" ? say("unknown") : title(level) }),
  ]
    .filter(Boolean)
    .join(" ");
}

function legend({ app, say }, key, title) {
  if (key === "fever") return say("fever", { value: degrees(feverFrom(app.guideline), app) });
  return app.guideline.levels.includes(key) ? title(key) : say(key);
}

/** A sign as it stands in the legend; a level has the height and colour of its band too. */
const sample = (key) => s("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true", class: "sample" }, key in BANDS && band(key), key === "fever" && s("line", { x1: -10, x2: 10, y1: 9, y2: 9, class: "fever-line" }), sign(key));

const BANDS = { emergency_now: 5, same_day: 4, within_24h: 3, within_few_days: 2, self_care: 1, unknown: 5 };
const band = (level) => s("rect", { class: `band-${level}`, x: -10, y: -10, width: 20, height: 20, rx: 3 });

function sign(key) {
  if (!(key in ICONS)) return s("path", { d: SHAPES[key === "emergency_now" ? "urgent" : key], class: `sign-${key} ${HOLLOW.includes(key) ? "hollow" : ""}` });
  const path = icon(ICONS[key]).firstChild;
  path.setAttribute("transform", "translate(-8 -8) scale(.667)");
  return path;
}

function drawing(view, name) {
  const { app, list, used, compact, rtl } = view;
  view.x = (time) => (((time - view.from) / (view.to - view.from)) * 100 * (rtl ? -1 : 1) + (rtl ? 100 : 0)).toFixed(2);
  view.margin = compact ? 11 : 2.6;
  const parts = [];
  let y = 0;
  const add = (label, height, draw, above = 0.4) => {
    const top = y + (compact ? above * 0.65 : above + 1.4);
    parts.push(heading(view, label, compact ? top + height / 2 : y + 0.9), ...draw(top, height));
    y = top + height + (compact ? 0.2 : 0.5);
  };
  add(view.say("level"), compact ? 1.8 : 3.6, (top, height) => levels(view, top, height));
  for (const id of MEASURES.filter((one) => app.guideline.findings[one])) {
    const points = measured(app, list, id);
    if (points.length) add(view.say(id), panelHeight(id, compact), (top, height) => panel(view, id, points, top, height), 1);
  }
  for (const [label, marks] of rows(view)) add(label, compact ? 0.8 : 1.2, (top, height) => row(view, marks, top + height / 2));
  const [lines, height] = axis(view, y);
  for (const key of [...used]) if (key.startsWith("antibiotic_")) used.delete(key) && used.add(key); // after the others
  return s("svg", { role: "img", "aria-label": name, height: em(y + height) }, lines, parts);
}

const panelHeight = (id, compact) => (id === "temperature_c" ? (compact ? 3.6 : 7) : compact ? 1.7 : 4.2);

/** The name of a part: above it, or on paper before it. */
function heading({ margin, rtl }, label, y) {
  return s("text", { x: rtl ? "100%" : 0, y: em(y), dx: em(rtl ? margin : -margin), dy: ".35em", class: "name" }, label);
}

/** A sign at a time and a height. */
function mark({ used, x }, key, time, y) {
  if (key !== "point") used.add(key);
  return s("svg", { x: `${x(time)}%`, y: em(y), width: "1em", height: "1em", viewBox: "0 0 16 16", overflow: "visible" }, sign(key));
}

const line = (x1, y1, x2, y2, kind) => s("line", { x1: `${x1}%`, y1: em(y1), x2: `${x2}%`, y2: em(y2), class: kind });

/** How urgent it was, as steps: the higher, the more urgent. */
function levels(view, top, height) {
  const { course, x, end } = view;
  const found = decisions(course);
  const [step, bottom] = [height / 5, top + height];
  const boxes = found.flatMap(({ time, level }, place) => {
    const until = Math.max(found[place + 1]?.time ?? end, time);
    const [left, right] = [x(time), x(until)].map(Number).sort((one, other) => one - other);
    const share = (right - left) / 100;
    const tall = BANDS[level] * step;
    const high = { x: `${left}%`, width: `${(right - left).toFixed(2)}%`, y: em(bottom - tall), height: em(tall) };
    const marked = mark(view, level, (time + until) / 2, bottom - Math.max(tall / 2, 0.5));
    return [s("rect", { class: `band-${level}`, ...high }), room(marked, 1.2 / share)];
  });
  return [line(0, bottom, 100, bottom, "base"), ...boxes];
}

/** What stands only where the plot is so wide, in letters. */
function room(element, needed) {
  const wide = needed <= ROOMS[0] - 1 ? null : ROOMS.find((one) => one >= needed);
  if (wide !== null) element.classList.add(wide ? `room-${wide}` : "no-room");
  return element;
}

/** One measure over time. */
function panel(view, id, points, top, height) {
  const { app, x, rtl } = view;
  const degree = id === "temperature_c";
  const fever = degree && feverFrom(app.guideline);
  const [low, high, step] = scale(app, id, points, fever);
  const shown = degree && app.units === "degF" ? fahrenheit : (value) => value;
  const y = (value) => top + height - ((shown(value) - low) / (high - low)) * height;
  const ticks = [];
  for (let value = low; value <= high; value += step) {
    const at = top + height - ((value - low) / (high - low)) * height;
    ticks.push(line(0, at, 100, at, "grid"), s("text", { x: rtl ? "100%" : 0, y: em(at), dx: em(rtl ? 0.5 : -0.5), dy: ".35em", class: "tick" }, app.words.number(value)));
  }
  if (fever) view.used.add("fever");
  const kind = ({ value, breast }) => (degree ? (value >= fever ? "fever" : "point") : (breast ?? "point"));
  const most = points.reduce((one, other) => (other.value > one.value ? other : one));
  const told = [...new Set([most, points.at(-1)])].filter((point, place) => !place || Math.abs(x(point.time) - x(most.time)) > 25);
  return [
    ...ticks,
    fever && line(0, y(fever), 100, y(fever), "fever-line"),
    ...points.filter(({ joined }) => joined).map(({ time, value, joined }) => line(x(joined.time), y(joined.value), x(time), y(value), "joined")),
    ...points.map((point) => mark(view, kind(point), point.time, y(point.value))),
    ...told.map(({ time, value }) => s("text", { x: `${x(time)}%`, y: em(y(value) - 0.7), class: `halo value ${edge(x(time), rtl)}` }, degree ? degrees(value, app) : valued(app, id, value))),
  ];
}

/** A label near the end of the plot stands before its point, one near the beginning after it. */
const edge = (at, rtl) => (at > 85 ? (rtl ? "after" : "before") : at < 15 ? (rtl ? "before" : "after") : "");

const valued = (app, id, value) => (id === "pain" ? app.words.number(value) : app.words.counted(value, app.guideline.findings[id].unit));

/** From where to where a measure is drawn, and how far apart its lines are. */
function scale({ units, guideline }, id, points, fever) {
  if (id === "pain") return [...guideline.findings.pain.range, 5];
  const values = points.map(({ value }) => value);
  if (id !== "temperature_c") {
    const most = Math.max(4, Math.ceil((Math.max(...values) * 1.2) / 2) * 2); // with room for a number above the highest
    return [0, most, most / 2];
  }
  const [low, high] = [Math.min(...values, fever - 1.5), Math.max(...values, fever + 1.5)];
  if (units !== "degF") return [Math.floor(low), Math.ceil(high), 1];
  return [Math.floor(fahrenheit(low) / 2) * 2, Math.ceil(fahrenheit(high) / 2) * 2, 2];
}

/** What was taken and who was seen, a row each: [[name, [[sign, time]]]]. */
function rows({ app, list, say }) {
  const taken = Object.entries(app.guideline.model.episode.medicines).map(([id, { dose }]) => [
    drugName(app.words.known[id] ?? id),
    list.flatMap(({ time, medicines = [] }) => medicines.filter((one) => one.id === id).map(({ mg }) => [mg < dose ? "less" : "full", time])),
  ]);
  const told = (ids) => list.flatMap(({ time, events = [] }) => events.filter((id) => ids(id)).map((id) => [id, time]));
  const found = [...taken, [say("antibiotic"), told((id) => id.startsWith("antibiotic_"))], [say("care"), told((id) => CARE.includes(id))]];
  return found.filter(([, marks]) => marks.length);
}

const em = (value) => `${Number(value.toFixed(2))}em`;

/** A medicine's name; of one that is long without what stands in brackets, for which a narrow screen has no room. */
const drugName = (name) => capital(name.length > 20 ? name.split(" (")[0] : name);

/** Signs side by side; those that would cover each other stand a little higher and lower. */
function row(view, marks, y) {
  let side = 0;
  const placed = marks.map(([key, time], place) => {
    const near = (one) => one && Math.abs(view.x(one[1]) - view.x(time)) < CLOSE;
    if (near(marks[place - 1])) side = -side || 0.45;
    else side = near(marks[place + 1]) ? -0.45 : 0;
    return mark(view, key, time, y + side);
  });
  return [line(0, y, 100, y, "grid"), ...placed];
}

/** Days and clock times below, and a line at each midnight: [what is drawn, its height]. */
function axis({ app, from, to, x, compact }, y) {
  const days = (to - from) / AFTER;
  const base = days <= 1 ? 3 : days <= 3 ? 6 : 12; // hours between two clock times
  const locale = app.words.locale;
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const clock = hour12 ? { hour: "numeric" } : { hour: "numeric", minute: "2-digit" };
  const drawn = [line(0, y, 100, y, "base")];
  const start = new Date(from).setHours(0, 0, 0, 0);
  const wide = (text) => (text.length + 0.6) * LETTER;
  const add = (text, time, row, share) => {
    const at = Number(x(time));
    const inside = wide(text) / 2 / (Math.min(at, 100 - at) / 100 + 0.001) - 1.5; // not far over the edge
    drawn.push(room(s("text", { x: `${at}%`, y: em(y + row), class: "middle" }, text), Math.max(wide(text) / share, inside)));
  };
  const hours = days <= 8;
  for (let day = 0; ; day += 1) {
    const midnight = new Date(start).setDate(new Date(start).getDate() + day);
    if (midnight > to) break;
    const next = new Date(midnight).setDate(new Date(midnight).getDate() + 1);
    if (midnight > from) drawn.unshift(line(x(midnight), 0, x(midnight), y + 0.4, "day"));
    const [left, right] = [Math.max(midnight, from), Math.min(next, to)];
    const every = [8, 4, 2, 1].find((step) => day % step === 0);
    add(dayLabel(midnight, locale, days), (left + right) / 2, hours ? 2.6 : 1.4, ((right - left) * (right - left < AFTER ? 1 : every)) / (to - from));
    for (let hour = 0; hours && hour < 24; hour += base) {
      const time = new Date(midnight).setHours(hour);
      if (time <= from || time >= to) continue;
      drawn.push(line(x(time), y, x(time), y + 0.35, "base"));
      const apart = hour === 12 ? 24 : hour === 0 ? 12 : hour % 6 === 0 ? 6 : 3;
      add(new Date(time).toLocaleTimeString(locale, clock), time, 1.4, (apart * HOUR) / (to - from));
    }
  }
  return [drawn, hours ? (compact ? 3 : 3.3) : 2];
}

/** "Mon 2"; the day and month where weekdays are long words, or days many. */
function dayLabel(midnight, locale, days) {
  const shown = (options) => new Date(midnight).toLocaleDateString(locale, { day: "numeric", ...options });
  const name = shown({ weekday: "short" });
  return days > 12 ? shown({ month: "numeric" }) : name.length > 7 ? shown({ month: "short" }) : name;
}

// --- the same in words --------------------------------------------------------------------------------------------------------

/** Every entry in one line, the last first: when, how urgent, what was measured, taken and done, and her own words. */
export function inWords(app, course, episode) {
  const say = (key, more) => app.words.interface("timeline", key, key, more);
  const judged = ({ time, findings = {} }) => Object.keys(findings).length && course.checkins.find(({ at }) => Date.parse(at) === time);
  const lines = entriesOf(episode)
    .map((entry) => ({ ...entry, told: told(app, entry, judged(entry), say) }))
    .filter((entry) => entry.told.length || entry.note)
    .reverse();
  const days = new Map();
  for (const entry of lines) days.set(dayOf(entry), [...(days.get(dayOf(entry)) ?? []), entry]);
  return h(
    "details",
    { class: "folded card", "data-in-words": true, "data-section": "in-words" },
    h("summary", {}, say("in_words")),
    [...days].map(([, those]) => [h("h3", {}, dayName(those[0].time, app)), h("ul", { class: "plain-list" }, those.map((entry) => wordLine(app, entry)))]),
    !lines.length && h("p", {}, say("nothing")),
  );
}

const dayOf = ({ time }) => new Date(time).toDateString();

const dayName = (time, { words }) => capital(new Date(time).toLocaleDateString(words.locale, { weekday: "long", day: "numeric", month: "long" }));

function wordLine(app, { time, told: parts, note }) {
  const clock = new Date(time).toLocaleTimeString(app.words.locale, { hour: "numeric", minute: "2-digit" });
  return h(
    "li",
    {},
    h("strong", {}, h("time", { datetime: new Date(time).toISOString() }, clock)),
    " ",
    app.listed(parts),
    note && [parts.length ? ". " : "", h("q", {}, note)],
  );
}

/** An entry as phrases. */
function told(app, { findings = {}, medicines = [], events = [], breast }, checkin, say) {
  const level = checkin?.assessment;
  return [
    breast && app.say(`breast_${breast}`),
    level && (level.provisional ? say("unknown") : app.words.text("levels", level.level, "title")),
    ...MEASURES.filter((id) => typeof findings[id] === "number").map((id) =>
      pair(app.words.label(id), local(app.words.counted(findings[id], app.guideline.findings[id].unit), app.units), app.words),
    ),
    ...medicines.map(({ id, mg }) => `${app.words.known[id] ?? id} ${app.words.counted(mg, "mg")}`),
    ...events.map((id) => say(id)),
  ].filter(Boolean);
}
