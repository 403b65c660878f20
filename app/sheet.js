// What does a doctor want of the days before? In: the words of the page, a course and its episode. Out: the part of the doctor's
// page that shows them: the chart, a line a check-in, what was taken, feeding, and who was spoken to. All in clinical terms.

import { entriesOf } from "./entries.js";
import { capital, h, pair } from "./page.js";
import { timeline } from "./timeline.js";

const DAY = 24 * 3600 * 1000; // milliseconds
const MOST = 3; // findings named of one check-in
const CARE = ["phoned", "seen", "scanned", "drained"];
const DOSE = ["antibiotic_started", "antibiotic_changed", "antibiotic_dose", "antibiotic_finished"];

/** The course on the doctor's page; nothing where there is no more than one answer. */
export function courseSheet(app, shown, { course, episode }, say) {
  const list = entriesOf(episode);
  if (list.length < 2) return null;
  const listed = (phrases) => app.listed(phrases);
  const view = { ...shown, listed, course, list, say, now: Date.parse(course.now) };
  const chart = timeline({ ...shown, listed }, course, episode, (level) => say(`short_${level}`));
  const row = (key, lines) => lines.length > 0 && [h("dt", {}, say(key)), h("dd", {}, h("ul", {}, lines.map((line) => h("li", {}, line))))];
  return h(
    "section",
    { class: "sheet days", "data-days": true },
    h("h2", {}, say("course", { when: stamp(view, list[0].time) })),
    chart,
    table(view),
    h("dl", {}, row("painkillers", painkillers(view)), row("antibiotic", antibiotic(view)), row("contacts", contacts(view)), row("feeding", feeding(view))),
    h("h2", {}, say("today")),
  );
}

const stamp = ({ words }, time) => new Date(time).toLocaleString(words.locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const eventWords = ({ words }, id) => words.interface("timeline", id, id);
const events = ({ list }) => list.flatMap(({ time, events: ids = [] }) => ids.map((id) => ({ id, time })));

// --- the check-ins --------------------------------------------------------------------------------------------------------------

const COLUMNS = ["when", "level", "temperature", "pain", "trend", "findings", "treatment"];

function table(view) {
  const { course, list, say, now } = view;
  const rows = course.checkins.map((checkin, place) => checkinRow(view, checkin, course.checkins[place - 1]));
  const last = Date.parse(course.checkins.at(-1)?.at ?? 0);
  const after = treatment(view, last, Infinity);
  if (after && list.at(-1).time > last && now >= last) rows.push([say("course_after"), "", "", "", "", "", after]);
  const cells = (row) => row.map((text, place) => h("td", { role: "cell", class: text ? null : "empty", "data-label": say(`course_${COLUMNS[place]}`) }, text || "–"));
  return h(
    "table",
    { class: "checkins", role: "table" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, COLUMNS.map((key) => h("th", { scope: "col", role: "columnheader" }, say(`course_${key}`))))),
    h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row" }, cells(row)))),
  );
}

function checkinRow(view, checkin, before) {
  const { guideline, words, units, list, say } = view;
  const time = Date.parse(checkin.at);
  const said = Object.assign({}, ...list.filter((entry) => entry.time === time).map(({ findings }) => findings));
  const { assessment } = checkin;
  const degrees = (value) => (units === "degF" ? `${words.number(value * 1.8 + 32, 1)} °F` : words.counted(value, "degC"));
  const { finding } = guideline.model.episode.trend;
  const trend = finding in checkin.derived ? checkin.findings[finding] : said[finding];
  return [
    stamp(view, time),
    say(assessment.provisional ? "short_unknown" : `short_${assessment.level}`),
    typeof said.temperature_c === "number" && degrees(said.temperature_c),
    typeof said.pain === "number" && words.number(said.pain),
    trend && trend !== "unsure" && say(`trend_${trend}`),
    keyFindings(view, checkin, before, said),
    treatment(view, before ? Date.parse(before.at) : -Infinity, time),
  ];
}

/** What is new, the first what the decision rests on, and what is gone; the breast where the two differ. */
function keyFindings({ guideline, words, listed, say }, checkin, before, said) {
  const yes = (id) => guideline.findings[id]?.kind === "yes_no";
  const rests = ({ assessment }) => (assessment.provisional ? [] : assessment.reasons.flatMap(({ findings }) => Object.keys(findings).filter((id) => findings[id] === true)));
  const known = before ? rests(before) : [];
  const fresh = Object.keys(said).filter((id) => said[id] === true && before?.findings[id] !== true);
  const gone = Object.keys(said).filter((id) => said[id] === false && before?.findings[id] === true).filter(yes);
  const ids = [...new Set([...rests(checkin).filter((id) => !known.includes(id)), ...fresh])].filter(yes);
  const named = (list) => [
    ...list.slice(0, MOST).map((id) => words.text("findings", id, "clinical", words.label(id))),
    ...(list.length > MOST ? [say("course_more", { count: String(list.length - MOST) })] : []),
  ];
  const breast = checkin.breast && words.interface("app", `breast_${checkin.breast}`);
  return capital(listed([breast, ...named(ids), gone.length > 0 && say("course_gone", { list: listed(named(gone)) })].filter(Boolean)));
}

/** What was taken and done after one moment, up to another; of the same how often. */
function treatment(view, after, until) {
  const { list, words, listed } = view;
  const counts = new Map();
  const add = (text) => counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const { time, medicines = [], events: ids = [] } of list) {
    if (time <= after || time > until) continue;
    for (const { id, mg } of medicines) add(`${words.known[id] ?? id} ${words.counted(mg, "mg")}`);
    for (const id of ids) add(eventWords(view, id));
  }
  return capital(listed([...counts].map(([text, count]) => (count > 1 ? `${text} × ${count}` : text))));
}

// --- what was taken, who was seen -------------------------------------------------------------------------------------------------

function painkillers(view) {
  const { course, list, words, say, guideline } = view;
  return Object.entries(guideline.model.episode.medicines).flatMap(([id, { daily }]) => {
    const taken = list.flatMap(({ time, medicines = [] }) => medicines.filter((one) => one.id === id).map(({ mg }) => ({ time, mg })));
    if (!taken.length) return [];
    const amount = (mg) => words.counted(mg, "mg");
    const all = taken.reduce((sum, { mg }) => sum + mg, 0);
    const recent = amount(course.medicines[id]?.taken_mg ?? 0);
    const name = capital(words.known[id] ?? id);
    return [say("painkillers_taken", { name, count: String(taken.length), amount: amount(all), recent, limit: amount(daily), when: stamp(view, taken.at(-1).time) })];
  });
}

function antibiotic(view) {
  const told = events(view).filter(({ id }) => id.startsWith("antibiotic_"));
  if (!told.length) return [];
  const turns = told.filter(({ id }) => !["antibiotic_dose", "antibiotic_missed"].includes(id));
  const missed = told.filter(({ id }) => id === "antibiotic_missed");
  const counts = { count: String(told.filter(({ id }) => DOSE.includes(id)).length), missed: String(missed.length) };
  return [
    ...turns.map(({ id, time }) => pair(eventWords(view, id), stamp(view, time), view.words)),
    view.say("antibiotic_taken", counts) + (missed.length ? ` (${view.listed(missed.map(({ time }) => stamp(view, time)))})` : ""),
  ];
}

const contacts = (view) => {
  const found = events(view).filter(({ id }) => CARE.includes(id));
  return found.length ? [view.listed(found.map(({ id, time }) => pair(eventWords(view, id), stamp(view, time), view.words)))] : [];
};

function feeding(view) {
  const feeds = view.list.filter(({ feed }) => feed);
  if (!feeds.length) return [];
  const last = (side) => feeds.findLast(({ feed }) => feed.side === side || feed.side === "both");
  const told = (side) => (last(side) ? stamp(view, last(side).time) : "–");
  const count = String(feeds.filter(({ time }) => time > view.now - DAY).length);
  return [view.say("feeding_noted", { count, left: told("left"), right: told("right") })];
}
