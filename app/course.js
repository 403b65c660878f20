// How does it go, and what is next? In: the app with its episodes. Out: the card on the start page, the page of a course, and the
// pages beside it. Fetched only when there is a course or one begins.
//
// What is due, overdue and done is worked out from times whenever a page is shown; nothing runs while the phone sleeps.

import { adopt, asked, beginCheckin, checkinPages, lastAsked } from "./checkin.js";
import { calendarPart } from "./doctor.js";
import { antibioticPart, dosesPart, feedPart } from "./doses.js";
import {
  added,
  answers,
  base,
  begin,
  byTime,
  courseOf,
  differ,
  entriesOf,
  forget,
  isClosed,
  keepEntry,
  lastTime,
  latest,
  openEpisode,
  ownEpisode,
  put,
  takeBack,
  wipe,
  withDrafts,
} from "./entries.js";
import { entryPage } from "./entry.js";
import { handoverPage } from "./handover.js";
import { deleting, folded, kept, openedPage, sharing } from "./keeping.js";
import { button, capital, h, icon, moment, when } from "./page.js";
import { callLink } from "./result.js";
import { inWords, timeline } from "./timeline.js";

const LATE = ["due", "overdue"];
const SHOWN = ["result", "doctor", "course", "entry", "over", "handover"]; // pages that come after an answer
const VISITS = ["phoned", "seen", "scanned", "drained"];
const BEFORE = ["causes", "watch"]; // what is told of how it is kept from coming back, when it is over

export const pages = {
  ...checkinPages,
  course: coursePage,
  entry: entryPage,
  over: overPage,
  anew: anewPage,
  handover: (app) => handoverPage(app, viewed(app)),
  opened: (app) => (app.sealed ? openedPage(app) : coursePage(app)), // after a reload what was opened is gone
};
export { answers, asked, begin, differ, forget, keepEntry, lastAsked, latest, takeBack, wipe };

const say = (app, key, more) => app.words.interface("course", key, key, more);

/** The episode that a page is about: the one chosen, the one of this interview, or the one that is not over. */
const viewed = (app) => app.episodes.find(({ id }) => id === app.step.episode) ?? ownEpisode(app) ?? openEpisode(app) ?? byTime(app)[0];

/** The course of this interview, with what it has added; nothing before there is one. */
export function present(app) {
  if (!ownEpisode(app) && !base(app)) return null;
  const episode = withDrafts(app);
  return { course: courseOf(app, episode), episode };
}

/** What a page of the course rests on; it is drawn anew when this has changed. */
export function state(app) {
  const episode = app.step.kind in pages || app.step.kind === "start" ? viewed(app) : null;
  if (!episode) return "";
  const { due, current, can_close: over } = courseOf(app, episode);
  return JSON.stringify([app.version, due.map(({ status }) => status), current.assessment.level, over, new Date().toDateString()]);
}

/** On a page of the course an interview that has grown old is put away: what it said is written down. */
export function rested(app) {
  if (!(app.step.kind in pages) || !app.entry?.done || app.step.kind === "still") return false;
  const { step } = app;
  const episode = viewed(app);
  app.startOver();
  if (episode) adopt(app, episode);
  app.steps.push({ ...step, episode: step.episode ?? episode?.id });
  app.here();
  app.render();
  return true;
}

// --- on the start page --------------------------------------------------------------------------------------------------------

/** What is next, and one big button; nothing where nothing goes on. */
export function card(app) {
  const episode = openEpisode(app);
  const lost = app.keptBy?.lost && gone(app);
  const before = app.episodes.length > 0 && button(say(app, "others_title"), "days", () => app.open({ kind: "course" }), "plain");
  if (!episode) return lost || before ? h("div", { "data-before": true }, lost, before) : null;
  if (app.apart) {
    const together = () => {
      app.apart = false;
      app.render();
    };
    return h("section", { class: "card", "data-course-card": true }, h("p", {}, say(app, "apart")), button(say(app, "apart_not"), "together", together, "choice"));
  }
  if (app.place === "generic" && !app.chosenPlace) adopt(app, episode);
  const course = courseOf(app, episode);
  const late = course.due.some(({ kind, status }) => kind === "look" && status === "overdue"); // it may be over, and this another
  const resume = answeredBefore(app) && button(app.say("earlier_go_on"), "resume", () => app.goOn(), "plain");
  return h(
    "section",
    { class: "card next-look", "data-course-card": true },
    h("h2", {}, say(app, "title")),
    ...nextLines(app, course),
    button(say(app, "check_now"), "check-in", () => checkIn(app, episode), "primary big"),
    button(say(app, "open"), "days", () => app.open({ kind: "course", episode: episode.id }), "choice"),
    late && button(say(app, "new_one"), "anew", () => app.open({ kind: "anew" }), "plain"),
    resume,
  );
}

/** What the browser has cleared is said once, until she has read it. */
function gone(app) {
  const read = () => {
    wipe(app);
    app.render();
  };
  return h("div", { class: "notice", "data-lost": true }, h("p", {}, say(app, "lost")), button(say(app, "lost_read"), "lost-read", read, "choice"));
}

/** Whether what an earlier visit left has reached an answer: it is one of the course. */
export const answeredBefore = (app) => Boolean(openEpisode(app) && app.earlier && SHOWN.includes(app.earlier.steps.at(-1).kind));

/** What is still to come, the first first: being seen, and the next look. */
function nextLines(app, { due }) {
  const [emergency] = app.guideline.levels; // there "now" is said already
  const open = due.filter(({ status, id }) => ["planned", ...LATE].includes(status) && id !== emergency);
  const visits = open.filter(({ kind }) => kind === "be_seen");
  const looks = open.filter(({ kind }) => kind === "look").slice(-1);
  return [...visits, ...looks].map((item) => {
    const late = item.status === "overdue";
    const key = `${item.kind}_${item.kind === "look" && item.status === "due" ? "due" : late ? "overdue" : "next"}`;
    const words = say(app, key, { when: when(item.at, app.words) });
    return h("p", { class: `by-when ${late ? "late" : ""}`, "data-due": item.status, "data-kind": item.kind }, icon("clock"), h("strong", {}, words));
  });
}

/** Begins a check-in: the danger signs first. */
function checkIn(app, episode) {
  beginCheckin(app, episode);
  const first = asked(app);
  if (first) app.open(first);
}

/** The whole answer as of now. */
function openAnswer(app, episode) {
  if (ownEpisode(app)?.id === episode.id && app.steps.some(({ kind }) => kind === "result")) return app.toAnswer();
  beginCheckin(app, episode);
  app.open({ kind: "result" });
}

// --- the course ---------------------------------------------------------------------------------------------------------------

function coursePage(app) {
  const episode = viewed(app);
  if (!episode) return nothingPage(app);
  const course = courseOf(app, episode);
  const open = !isClosed(app, episode);
  const record = (entry) => {
    added(app, episode, entry);
    app.render();
  };
  const page = h(
    "div",
    { class: "page course", "data-course": episode.id, "data-signs": "none" },
    h("h1", { tabindex: "-1" }, say(app, open ? "title" : "title_closed")),
    h("p", { class: "quiet" }, since(app, episode, course)),
    kept(app),
    open ? next(app, episode, course, record) : back(app, episode),
    course.can_close && open && over(app, episode),
    open && dosesPart(app, course, episode, record),
    open && antibioticPart(app, course, episode, record),
    timeline(app, course, episode),
    inWords(app, course, episode),
    open && feedPart(app, episode, record),
    open && visits(app, record),
    open && notes(app, record),
    entries(app, episode),
    open && part(app, "calendar", calendarPart(app, course.current.assessment, course.current.findings)),
    others(app, episode),
    sharing(app, episode),
    deleting(app, episode),
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back())),
  );
  page.dataset.spoken = say(app, open ? "title" : "title_closed");
  return page;
}

function nothingPage(app) {
  const page = h(
    "div",
    { class: "page course", "data-course": "none" },
    h("h1", { tabindex: "-1" }, say(app, "title")),
    h("p", {}, say(app, "nothing")),
    sharing(app, null),
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back())),
  );
  page.dataset.spoken = say(app, "title");
  return page;
}

const part = (app, key, ...content) => h("section", { class: "card", "data-part": key }, h("h2", { tabindex: "-1" }, say(app, `${key}_title`)), ...content);

function since(app, episode, { closed, started }) {
  const first = started ?? new Date(entriesOf(episode)[0]?.time ?? Date.now());
  return say(app, closed ? "from_to" : "from", { from: when(first, app.words), to: closed && when(closed, app.words) });
}

/** What is due now and the answer that holds, with one big button. */
function next(app, episode, course, record) {
  const { assessment } = course.current;
  const waiting = course.due.some(({ kind, done_at: done, status }) => kind === "be_seen" && !done && status !== "no_longer");
  const did = (id) => button(say(app, `did_${id}`), `now-${id}`, () => record({ events: [id] }), "choice");
  const title = assessment.provisional ? say(app, "too_old") : app.words.text("levels", assessment.level, "title");
  return h(
    "section",
    { class: "card next-look", "data-part": "next" },
    h("h2", { tabindex: "-1" }, say(app, "next_title")),
    h("p", { class: assessment.provisional ? "notice" : `now-level level-${assessment.level}`, "data-level": assessment.provisional ? null : assessment.level }, title),
    ...nextLines(app, course),
    !assessment.provisional && callLink(app, assessment.level),
    button(say(app, "check_now"), "check-in", () => checkIn(app, episode), "primary big"),
    button(say(app, "answer"), "answer", () => openAnswer(app, episode), "choice"),
    waiting && h("div", { class: "choices" }, did("phoned"), did("seen")),
  );
}

/** A closed course: it can be opened again, or it has come back as another. */
function back(app, episode) {
  const reopen = () => {
    added(app, episode, { events: [eventThat(app, "reopens")] });
    app.render();
  };
  return part(
    app,
    "closed",
    h("p", {}, say(app, "closed_text")),
    button(say(app, "come_back"), "come-back", () => app.open({ kind: "anew" }), "primary"),
    button(say(app, "reopen"), "reopen", reopen, "choice"),
  );
}

const eventThat = (app, what) => Object.entries(app.guideline.model.episode.events).find(([, event]) => event[what])[0];

function over(app, episode) {
  return part(app, "over", h("p", {}, say(app, "over_ask")), button(say(app, "over_yes"), "over", () => app.open({ kind: "over", episode: episode.id }), "primary"));
}

/** What she did about being seen: one tap each, taken back below. */
function visits(app, record) {
  const known = VISITS.filter((id) => id in app.guideline.model.episode.events);
  return folded(app, "visits", h("div", { class: "choices" }, known.map((id) => button(say(app, `did_${id}`), `did-${id}`, () => record({ events: [id] }), "choice"))));
}

function notes(app, record) {
  const text = h("textarea", { id: "note", rows: "3", maxlength: "2000" });
  const save = () => text.value.trim() && record({ note: text.value.trim() });
  return folded(
    app,
    "notes",
    h("label", { for: "note" }, say(app, "note_label")),
    text,
    h("p", { class: "quiet small" }, say(app, "note_hint")),
    button(say(app, "note_save"), "note", save, "choice"),
  );
}

/** Every entry, the last first, each with the way to change it or take it back. */
function entries(app, episode) {
  const list = [...entriesOf(episode)].reverse().filter(({ id }) => id);
  const row = ({ id, time }) =>
    h("li", {}, button(moment(time, app.words), `entry-${id}`, () => app.open({ kind: "entry", episode: episode.id, entry: id }), "choice"));
  return list.length > 0 && folded(app, "entries", h("p", { class: "quiet" }, say(app, "entries_text")), h("ul", { class: "looks" }, list.map(row)));
}

// --- other episodes -------------------------------------------------------------------------------------------------------------

function others(app, episode) {
  const rest = byTime(app).filter(({ id }) => id !== episode.id);
  const row = (other) => {
    const words = say(app, isClosed(app, other) ? "was" : "goes_on", { from: when(entriesOf(other)[0]?.time ?? 0, app.words), to: when(lastTime(other), app.words) });
    const child = h("input", { type: "checkbox", checked: other.other_child === true, onchange: () => saveChild(app, other, child.checked) });
    return h(
      "li",
      {},
      button(words, `episode-${other.id}`, () => app.open({ kind: "course", episode: other.id }), "choice"),
      h("label", { class: "along" }, child, h("span", {}, say(app, "other_child"))),
    );
  };
  const apart = !isClosed(app, episode) && button(say(app, "new_one"), "anew", () => app.open({ kind: "anew" }), "choice");
  return folded(app, "others", rest.length > 0 && h("p", { class: "quiet" }, say(app, "others_text")), h("ul", { class: "looks" }, rest.map(row)), apart);
}

function saveChild(app, episode, other) {
  const { other_child: _, ...rest } = episode;
  put(app, other ? { ...rest, other_child: true } : { ...rest, other_child: false });
}

/** A new illness, with those before it in mind. */
function anewPage(app) {
  const go = () => {
    app.startOver();
    app.apart = Boolean(openEpisode(app));
    const open = byTime(app)[0];
    if (open) adopt(app, open);
    app.apart = true;
    app.here();
    app.render();
  };
  const page = h(
    "div",
    { class: "page", "data-anew": true },
    h("h1", { tabindex: "-1" }, say(app, "come_back")),
    h("p", {}, say(app, "anew_text")),
    button(say(app, "anew_go"), "anew-go", go, "primary"),
    h("nav", { class: "steps" }, button(app.say("back"), "back", () => app.back())),
  );
  page.dataset.spoken = say(app, "come_back");
  return page;
}

// --- when it is over ------------------------------------------------------------------------------------------------------------

/** Is it all gone? Then what keeps the next one away. */
function overPage(app) {
  const episode = viewed(app);
  const { current } = courseOf(app, episode);
  const told = current.assessment.advice.filter(({ topic }) => BEFORE.includes(topic));
  const close = () => {
    added(app, episode, { events: [eventThat(app, "closes")] });
    app.back();
  };
  const page = h(
    "div",
    { class: "page", "data-over": true },
    h("h1", { tabindex: "-1" }, say(app, "over_title")),
    h("p", {}, say(app, "over_text")),
    button(say(app, "over_close"), "close", close, "primary"),
    button(say(app, "over_not"), "not-over", () => app.back(), "choice"),
    told.length > 0 && part(app, "prevent", h("ul", { class: "plain-list" }, told.map(({ text, except }) => h("li", {}, capital(text), except && h("p", { class: "except small" }, except))))),
  );
  page.dataset.spoken = say(app, "over_title");
  return page;
}
