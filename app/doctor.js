// What does she take with her? In: the app with its answers. Out: one page for a doctor in clinical terms, with the days before
// where there are any (sheet.js), a code that carries the answers themselves, and calendar files for the next looks. Everything
// is made on this device; nothing is sent anywhere.
//
// The code is an address of this copy ending in #s=…: the answers, packed. What follows # never reaches a server; the app that
// opens it takes it out of the address at once.

import { button, capital, download, duration, fits, h, later, local, moment, pair, s, stretches, stretchWords } from "./page.js";
import { courseSheet } from "./sheet.js";
import { generate } from "./vendor/lean-qr.mjs";

const HOUR = 3600 * 1000; // milliseconds
const DAY = 24 * HOUR;
const EARLIEST = Date.UTC(2026, 0); // before there was a code
const LARGEST = 20_000; // characters of an unpacked summary; more is not ours
const FOLD = 72; // octets of a line in a calendar file, its line end not counted
const MARKS = [["t", true], ["f", false], ["n", "unsure"]];

// --- the summary as a code ----------------------------------------------------------------------------------------------------

/** The answers as one short text: {place, unit, at, sides: [{breast, answers}]}. */
async function packed(app, { place, unit, at, sides }) {
  const packs = sides.map(({ breast, answers, rough = [], result }) => {
    const of = (value) => Object.keys(answers).filter((id) => answers[id] === value);
    const rest = Object.entries(answers).filter(([, value]) => typeof value === "number" || (typeof value === "string" && value !== "unsure"));
    const marked = Object.fromEntries(MARKS.map(([key, value]) => [key, of(value).join(" ")]));
    return { b: breast ?? "", ...marked, v: Object.fromEntries(rest), r: rough.join(" "), l: result.level };
  });
  const text = JSON.stringify({ g: app.guideline.model.version, p: place, u: unit ?? "", a: Math.round(at / 60_000), s: packs });
  const bytes = await through(new CompressionStream("deflate"), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What a code carries, or nothing if it is not one of ours. Unknown findings and impossible values are named, not guessed. */
export async function opened(app, code) {
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    const text = new TextDecoder().decode(await through(new DecompressionStream("deflate"), bytes));
    const { g, p, u, a, s: packs } = JSON.parse(text);
    const strange = [];
    const sides = packs.slice(0, 2).map((pack) => {
      const given = { ...pack.v };
      for (const [key, value] of MARKS) {
        for (const id of pack[key].split(" ").filter(Boolean)) given[id] = Object.hasOwn(given, id) ? null : value; // two answers are none
      }
      const entries = Object.entries(given).filter(([id, value]) => fits(app, id, value) || !strange.push(String(id).slice(0, 60)));
      const rough = String(pack.r ?? "").split(" ");
      return { breast: ["left", "right"].includes(pack.b) ? pack.b : null, answers: Object.fromEntries(entries), rough, level: pack.l };
    });
    const place = typeof p === "string" && Object.hasOwn(app.guideline.model.places, p) ? p : "generic";
    if (!(a * 60_000 > EARLIEST && a * 60_000 < Date.now() + DAY)) throw new Error("no time");
    return { place, unit: ["degC", "degF"].includes(u) ? u : null, at: a * 60_000, sides, strange, version: String(g) };
  } catch {
    return { place: "generic", unit: null, at: Date.now(), sides: [], strange: [], broken: true };
  }
}

async function through(stream, bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(...part.value);
    size += part.value.length;
    if (size > LARGEST) throw new Error("too large");
  }
  return Uint8Array.from(parts);
}

/** The code as a drawing. */
export function qr(text, name) {
  const code = generate(text);
  let path = "";
  for (let y = 0; y < code.size; y += 1) for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  const edge = 4;
  const box = `${-edge} ${-edge} ${code.size + 2 * edge} ${code.size + 2 * edge}`;
  return s("svg", { viewBox: box, role: "img", "aria-label": name, class: "qr" }, s("path", { d: path }));
}

// --- the page for the doctor --------------------------------------------------------------------------------------------------

/** One page in clinical terms, of her own answers or of those that a code brought. */
export function doctorPage(app) {
  const say = (key, more) => app.words.interface("doctor", key, key, more);
  // Hours since something began have gone on since she answered, so they count back from now.
  const own = () => app.assessments().map((side) => ({ ...side, rough: app.roughOf(side.breast) }));
  const view = app.read ?? { place: app.place, unit: app.unit, at: Date.now(), answered: lastAnswer(app), sides: own() };
  if (view.broken || !view.sides.length) return unreadable(app, say);
  const shown = { guideline: app.guideline, words: app.guideline.words(view.place), units: view.unit ?? app.guideline.model.places[view.place].units };
  const sides = view.sides.map((side) => ({ ...side, result: app.guideline.assess(side.answers, view.place) }));
  const given = view.sides.map(({ level }) => level).find((level) => level in app.guideline.model.levels);
  const elsewhere = app.read && (view.version !== app.guideline.model.version || view.strange.length > 0);
  const page = h(
    "div",
    { class: "page doctor", "data-doctor": true, "data-signs": "none" },
    app.read && h("p", { class: "notice no-print" }, say("opened")),
    h("h1", { tabindex: "-1" }, say("title")),
    h("p", { class: "small" }, say("about", { when: moment(view.answered ?? view.at, shown.words), place: shown.words.known.name })),
    view.strange?.length > 0 && h("p", { class: "notice" }, say("strange", { list: app.listed(view.strange) })),
    elsewhere &&
      h(
        "p",
        { class: "notice" },
        say("elsewhere", { version: view.version, level: given ? shown.words.text("levels", given, "clinician") : say("not_known") }),
      ),
    h("div", { class: "code", "data-code": true }),
    !app.read && app.course && courseSheet(app, shown, app.course, say),
    sides.map((side) => clinical(app, shown, side, view.at, say)),
    h("p", { class: "small" }, app.say("what_we_are_not", { what: app.words.interface("language", "not") })),
    h("p", { class: "small" }, app.note("made_with", { version: app.guideline.model.version, place: shown.words.known.name, digest: app.guideline.model.digest.slice(0, 19) })),
    h(
      "nav",
      { class: "steps no-print" },
      !app.read && app.openFor("doctor").length > 0 && button(say("add"), "add", () => app.forDoctor(), "choice"),
      button(say("print"), "print", () => window.print(), "primary"),
      button(app.say("back"), "back", () => (app.read ? app.back() : app.toAnswer()), "choice"),
    ),
  );
  page.dataset.spoken = say("title");
  showCode(app, page.querySelector("[data-code]"), { ...view, sides }, say);
  return page;
}

const lastAnswer = (app) => Math.max(Date.parse(app.course?.course.checkins.at(-1)?.at ?? 0) || app.begun, ...app.steps.map(({ at }) => at ?? 0));

async function showCode(app, place, view, say) {
  try {
    const address = `${location.origin}/#s=${await packed(app, view)}`;
    place.replaceChildren(qr(address, say("code")), h("p", { class: "small" }, say("code_text")));
    place.dataset.code = address;
  } catch {
    place.replaceChildren(h("p", { class: "small" }, say("no_code")));
  }
}

function unreadable(app, say) {
  const page = h(
    "div",
    { class: "page", "data-doctor": true, "data-signs": "open" },
    h("h1", { tabindex: "-1" }, say("unreadable")),
    h("p", {}, say("unreadable_text")),
    button(app.say("back"), "back", () => app.back(), "choice"),
  );
  page.dataset.spoken = say("unreadable");
  return page;
}

/** One breast, or both alike, as a clinician writes it down. */
function clinical(app, shown, { breast, answers, result, rough = [] }, at, say) {
  const { guideline, words } = shown;
  const ids = Object.keys(guideline.findings).filter((id) => id in answers);
  const phrase = (id) => capital(local(said(id, answers[id], shown), shown.units));
  const tagged = (id, tag) => guideline.findings[id].tags?.includes(tag);
  const since = (id) => ["hours", "days"].includes(guideline.findings[id].unit) && typeof answers[id] === "number";
  const here = ids.filter((id) => answers[id] !== false && answers[id] !== "unsure" && !since(id) && !tagged(id, "medicine"));
  const medicines = Object.keys(guideline.findings).filter((id) => tagged(id, "medicine") && guideline.findings[id].answered_by === "parent");
  const unsure = ids.filter((id) => answers[id] === "unsure");
  const list = (names) => capital(app.listed(names)) || say("none");
  const term = (id) => words.text("findings", id, "clinical", words.label(id));
  const pictures = (status) => result.conditions.filter((item) => item.status === status).map(({ id, name }) => words.text("conditions", id, "clinical", name));
  const row = (key, text) => [h("dt", {}, say(key)), h("dd", {}, text)];
  const likely = result.conditions.filter((item) => item.status === "possible" && item.for.length).map(({ id, name }) => words.text("conditions", id, "clinical", name));
  return h(
    "section",
    { class: "sheet" },
    breast && h("h2", {}, app.say(`breast_${breast}`)),
    h(
      "dl",
      {},
      row("level", [
        h("strong", {}, result.provisional ? say("provisional") : words.text("levels", result.level, "clinician")),
        !result.provisional && ` ${seenBy(result, words, at, say)}`,
        !result.settled && ` ${say("open")}`,
      ]),
      !result.provisional && row("reason", reasons(app, result, answers, term, say)),
      row("timeline", h("ul", {}, timeline(ids.filter(since), answers, shown, at, rough).map((line) => h("li", {}, line)))),
      row("findings", list(here.map(phrase))),
      row("negatives", negatives(app, ids.filter((id) => answers[id] === false), list, term, say)),
      (unsure.length > 0 || !withDays(app)) && row("not_known", list(unsure.map(term))),
      row("medicines", h("ul", {}, medicines.filter((id) => id in answers || !guideline.findings[id].applies_if).map((id) => h("li", {}, pair(capital(term(id)), plain(id, answers[id], shown, say), words))))),
      row("fits", list(pictures("fits"))),
      row("possible", list(likely)),
      row("must_not_miss", list(result.must_not_miss.map((id) => words.text("conditions", id, "clinical")))),
    ),
  );
}

/** Whether the page shows the days before: on paper there is one side for both. */
const withDays = (app) => !app.read && app.course?.episode.checkins.length > 1;

/** What was asked and is not so. On paper below the days before, danger signs are counted, and medicines stand once. */
function negatives(app, ids, list, term, say) {
  const tagged = (id, ...tags) => app.guideline.findings[id].tags?.some((tag) => tags.includes(tag));
  const flags = ids.filter((id) => tagged(id, "emergency_flag", "baby_emergency_flag"));
  if (!flags.length || !withDays(app)) return list(ids.map(term));
  const rest = ids.filter((id) => !flags.includes(id) && !tagged(id, "medicine"));
  const short = list([say("danger_absent", { count: String(flags.length) }), ...rest.map(term)]);
  return [h("span", { class: "no-print" }, list(ids.map(term))), h("span", { class: "print-only" }, short)];
}

/** Why this urgent: what is so, with its sources; and apart from it what is not known and counts to be safe. */
function reasons(app, result, answers, term, say) {
  const rests = ({ findings }) => Object.keys(findings).filter((id) => answers[id] === "unsure");
  const certain = result.reasons.filter(({ rule }) => app.guideline.certainly(rule, answers));
  const cautious = [...new Set(result.reasons.filter((reason) => !certain.includes(reason)).flatMap(rests))];
  return h(
    "ul",
    {},
    certain.map((reason) => h("li", {}, reason.because, " ", h("cite", {}, works(app, reason.sources, 2)))),
    cautious.length > 0 && h("li", {}, say("cautious", { list: app.listed(cautious.map(term)) })),
  );
}

/** By when she is to be seen, as a date: the page is read later than it was made. */
function seenBy({ see_by }, words, at, say) {
  if (!see_by.hours) return words.interface("time", "at_once");
  return say("by", { span: duration(see_by.hours, words), clock: moment(later(see_by.hours, at), words) });
}

/** A finding with its value, in clinical terms. */
function said(id, value, { guideline, words }) {
  const { kind } = guideline.findings[id];
  const term = words.text("findings", id, "clinical", words.label(id));
  return kind === "yes_no" ? term : pair(term, valued(id, value, { guideline, words }), words);
}

function valued(id, value, { guideline, words }) {
  const { kind, unit } = guideline.findings[id];
  return kind === "choice" ? words.fill(words.raw("findings", id, "options", {})[value] ?? value) : words.counted(value, unit);
}

function plain(id, value, shown, say) {
  if (value === undefined) return say("not_asked");
  if (value === "unsure") return say("unsure");
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  return valued(id, value, shown);
}

/** What began when, the earliest first. A stretch of time stays one: no date is made of it. */
function timeline(ids, answers, { guideline, words }, at, rough) {
  const rows = ids.map((id) => {
    const hours = answers[id] * (guideline.findings[id].unit === "days" ? 24 : 1);
    const term = words.text("findings", id, "clinical");
    if (rough.includes(id)) {
      const told = stretches(guideline, id).findLast(({ from }) => from <= hours);
      return [hours, pair(capital(term), stretchWords(told, words), words)];
    }
    const began = new Date(at - hours * HOUR);
    const when = hours < 72 ? moment(began, words) : began.toLocaleDateString(words.locale, { dateStyle: "long" });
    return [hours, pair(when, `${term} (${duration(hours, words)})`, words)];
  });
  return rows.sort(([one], [other]) => other - one).map(([, line]) => line);
}

/** A few works behind a reason, by title and year. */
function works(app, claims, most) {
  const { claims: all, works: known } = app.guideline.model;
  const found = [...new Set(claims.map((id) => all[id].work))].slice(0, most).map((id) => known[id]);
  return found.length ? `[${found.map(({ title, year }) => `${title}${year ? `, ${year}` : ""}`).join("; ")}]` : "";
}

// --- when to look again, as calendar files --------------------------------------------------------------------------------------

/** The next looks, each to be put into a calendar; worked out only when opened. */
export function calendarPart(app, result, answers) {
  const part = h("details", { class: "folded", "data-calendar": true }, h("summary", {}, app.say("calendar_title")));
  part.addEventListener("toggle", () => part.open && fillCalendar(app, part, result, answers));
  return part;
}

function fillCalendar(app, part, result, answers) {
  const found = looks(app, result, answers);
  const row = (look) =>
    h(
      "li",
      {},
      h("p", {}, h("strong", {}, moment(look.at, app.words)), h("br"), look.text),
      button(app.say("calendar_add"), `calendar-${look.id}`, () => download("look-again.ics", "text/calendar", calendar(app, [look])), "choice"),
    );
  const days = h("input", { type: "text", inputmode: "numeric", id: "course", autocomplete: "off" });
  const setEnd = () => {
    const given = Number(days.value.trim());
    if (!(given >= 1 && given <= 60)) return days.setAttribute("aria-invalid", "true");
    app.ends = Date.now() + given * 24 * HOUR;
    app.render();
  };
  const ending = answers.antibiotic_status === "taking" && [
    h("label", { for: "course" }, app.say("course_left")),
    h("div", { class: "number" }, days, button(app.say("next"), "course", setEnd, "choice")),
  ];
  part.replaceChildren(
    part.firstChild,
    ...[
      h("p", { class: "quiet" }, app.say("calendar_text")),
      h("ul", { class: "looks" }, found.map(row)),
      ending,
      button(app.say("calendar_all"), "calendar", () => download("look-again.ics", "text/calendar", calendar(app, found)), "primary"),
    ]
      .flat()
      .filter(Boolean),
  );
}

/** Every look that applies, at its own time, and the hours at which a limit passes: [{id, at, text}], the next first. */
function looks(app, result, answers) {
  const { guideline, words } = app;
  const now = Date.now();
  const side = answers.side ? `-${answers.side}` : "";
  const due = ({ id, hours, item }) => {
    const list = app.listed(item.ask.map((name) => words.label(name)));
    return { id: `${id}${side}`, at: later(hours, now), text: app.note("then_ask", { list }) };
  };
  const found = guideline.looks(answers, app.place).map(due);
  for (const { change, level, as_time_passes: passing } of result.escalate_if) {
    const [[id, boundary]] = Object.entries(change);
    if (!passing || typeof answers[id] !== "number") continue;
    const hours = Object.values(boundary)[0] - answers[id];
    const act = app.say("calendar_limit", { act: words.text("levels", level, "act") });
    found.push({ id: `limit-${id}-${level}${side}`, at: later(hours, now), text: act, limit: true });
  }
  if (app.ends > now) found.push({ id: "course", at: new Date(app.ends), text: app.say("course_ends"), limit: true });
  const hourly = new Map(); // one look an hour is enough; a limit goes before a look
  for (const look of found.sort((one, other) => Boolean(one.limit) - Boolean(other.limit))) hourly.set(Math.round(look.at / HOUR), look);
  return [...hourly.values()].sort((one, other) => one.at - other.at);
}

/** A calendar file. It says nothing of a breast: calendars are seen on lock screens, by others, and go to clouds. */
function calendar(app, found) {
  const stamp = (date) => `${new Date(date).toISOString().slice(0, 19).replaceAll("-", "").replaceAll(":", "")}Z`;
  const quoted = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
  const title = app.say("calendar_event");
  const events = found.flatMap(({ id, at, text, limit }) => [
    "BEGIN:VEVENT",
    `UID:${app.begun}-${id}@lactwise`,
    `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(at)}`,
    "DURATION:PT15M",
    `SUMMARY:${quoted(title)}`,
    `DESCRIPTION:${quoted(limit ? text : title)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:PT0M",
    `DESCRIPTION:${quoted(title)}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lactwise//Look again//EN", ...events, "END:VCALENDAR"];
  return `${lines.flatMap(fold).join("\r\n")}\r\n`;
}

/** A line cut to the length a calendar file allows, counted in octets, never inside a letter. */
function fold(line) {
  const parts = [""];
  let size = 0;
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length;
    if (size + octets > FOLD) {
      parts.push(" ");
      size = 1;
    }
    parts[parts.length - 1] += letter;
    size += octets;
  }
  return parts;
}
