// What has been taken, and when? In: a course and its episode. Out: her own record of painkillers, of the doses of an antibiotic
// and of feeds, with buttons that add to it and take back. Nothing here asks her to take anything: it says what was written down,
// the earliest time and the most that the guideline allows, and whom to ask when it was more.
//
// `record(entry)` keeps a new entry of the episode; `record({...entry, deleted: true})` takes one back.

import { entriesOf } from "./entries.js";
import { button, capital, clock, duration, h, pair, when } from "./page.js";

const MINUTE = 60 * 1000; // milliseconds
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FEEDS = ["breast", "pump", "hand"];
const SIDES = ["left", "right", "both"];
const ENDS = ["antibiotic_stopped", "antibiotic_finished"];
const SAYS = ["findings", "medicines", "events", "feed", "note"];
const BEGINS = ["antibiotic_started", "antibiotic_changed"];

const speaker = (app) => (key, more) => app.words.interface("doses", key, key, more);
const nowOf = (course) => new Date(course.now);
const written = (time) => new Date(time).toISOString();

/** Keeps an entry; the page is then made anew, and she stays where she was. */
const staying = (record, selector) => (entry) => {
  record(entry);
  const part = document.querySelector(selector);
  part?.scrollIntoView({ block: "start" });
  part?.querySelector("h2, h3").focus({ preventScroll: true });
};

// --- painkillers --------------------------------------------------------------------------------------------------------------

/** Each painkiller of the guideline: what was taken, the earliest next time, the most; or why to ask first. */
export function dosesPart(app, course, episode, record) {
  const say = speaker(app);
  const list = entriesOf(episode);
  const medicines = Object.entries(app.guideline.model.episode.medicines);
  const parts = medicines.map(([id, medicine]) => painkiller(app, course, { id, ...medicine, ...course.medicines[id] }, list, record, say));
  return h("section", { class: "card doses", "data-section": "doses" }, h("h2", { tabindex: "-1" }, say("title")), h("p", { class: "quiet" }, say("about")), parts);
}

function painkiller(app, course, medicine, list, keep, say) {
  const record = staying(keep, `[data-medicine="${medicine.id}"]`);
  const now = nowOf(course);
  const name = app.words.known[medicine.id] ?? medicine.id;
  const taken = list.flatMap((entry) => (entry.medicines ?? []).map((one, place) => ({ ...one, place, entry, time: entry.time }))).filter(({ id }) => id === medicine.id);
  const recent = taken.filter(({ time }) => time > now - DAY && time <= now).reverse();
  const gate = gateOf(app, course, medicine.id);
  const may = gate === "open";
  return h(
    "div",
    { class: "medicine", "data-medicine": medicine.id, "data-gate": gate },
    h("h3", { tabindex: "-1" }, capital(name)),
    !may && askFirst(app, gate, medicine.id, name, say),
    gate !== "barred" || recent.length ? soFar(app, medicine, recent, now, record, say) : null,
    may && notes(app, medicine, recent, now, say),
    may && writing(app, medicine, now, record, say),
    gate === "not_known" && h("details", { class: "folded" }, h("summary", {}, say("write")), writing(app, medicine, now, record, say)),
  );
}

/** Whether the guideline's gate before a medicine is open or bars it, or is not known: what has lapsed is no "no". */
function gateOf({ guideline }, { current }, id) {
  const { unless } = guideline.model.advice[`take_${id}`] ?? {};
  if (unless === undefined) return "not_known";
  const { known } = guideline.read(current.findings);
  return guideline.certain(unless, known) ? "barred" : guideline.possible(unless, known) ? "not_known" : "open";
}

/** Why not without asking first. While that is not known it is not said to be so. */
function askFirst(app, gate, id, name, say) {
  const text = (key) => app.words.text("advice", `ask_before_${id}`, key);
  return h("p", { class: "notice" }, gate === "barred" ? `${text("text")} ${text("more")}` : `${say("not_known", { name })} ${text("text")}`);
}

function soFar(app, { taken_mg: taken, daily }, recent, now, record, say) {
  const amount = (mg) => app.words.counted(mg, "mg");
  if (!recent.length) return h("p", {}, say("none"));
  return [
    h("p", {}, h("strong", {}, say("in_a_day", { amount: amount(taken), limit: amount(daily) }))),
    h("ul", { class: "ticked" }, recent.map(({ entry, mg, time, place }) => line(app, pair(capital(when(time, app.words, now)), amount(mg), app.words), () => record(without(entry, "medicines", place)), say))),
  ];
}

/** One line of the record, with the way to take it back. */
const line = (app, text, onclick, say) =>
  h("li", {}, h("span", {}, text), h("button", { type: "button", class: "plain", "data-action": "take-back", onclick }, say("take_back"), h("span", { class: "hidden-visually" }, ` ${text}`)));

/** The entry without one thing that was said in it; taken back as a whole where it says nothing else. */
function without({ time, ...entry }, key, place) {
  const { [key]: said, ...rest } = entry;
  const left = Array.isArray(said) ? said.filter((_, index) => index !== place) : [];
  const kept = left.length ? { ...rest, [key]: left } : rest;
  return SAYS.some((name) => Object.keys(kept[name] ?? {}).length) ? kept : { ...entry, deleted: true };
}

/** When the next one could be, and what to know about what was taken. */
function notes(app, { taken_mg: taken, daily, dose, gap, next }, recent, now, say) {
  if (!recent.length) return null;
  const apart = duration(gap, app.words);
  const close = recent.some(({ time }, place) => place > 0 && recent[place - 1].time - time < gap * HOUR);
  const soon = next && Math.ceil(Date.parse(next) / MINUTE) * MINUTE; // never earlier than it is
  const waits = soon > now;
  const early = recent[0].time + gap * HOUR > now;
  const more = taken > daily || close || recent.some(({ mg }) => mg > dose); // more, or sooner, than the guideline allows
  const told = [
    taken > daily ? say("over") : taken === daily ? say("reached") : waits && say(early ? "early" : "full"),
    close && say("close", { span: apart }),
  ].filter(Boolean);
  return [
    told.length > 0 && h("p", { class: "notice" }, told.join(" ")),
    taken <= daily && h("p", {}, waits ? h("strong", {}, say("next", { clock: clock((soon - now) / HOUR, app.words, now) })) : say("gap_over", { span: apart })),
    (more || told.length > 0) && h("p", {}, say(more ? "ask_now" : "more_taken")),
  ];
}

/** Buttons for a full dose and half of one, now or at another time. */
function writing(app, { id, dose }, now, record, say) {
  const amounts = [dose / 2, dose].map((mg) => ({ mg, amount: app.words.counted(mg, "mg") }));
  const given = (mg, time) => record({ at: written(time), medicines: [{ id, mg }] });
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": `${say("write")}: ${app.words.known[id] ?? id}` },
    h("div", { class: "pair" }, amounts.map(({ mg, amount }) => button(say("now", { amount }), `took-${id}-${mg}`, () => given(mg, now), "choice"))),
    anotherTime(app, id, now, amounts.map(({ mg, amount }) => [say("then", { amount }), `then-${id}-${mg}`, (time) => given(mg, time)]), say),
  );
}

/** The same at a time that has gone: [[words, name, what to do with the time]]. */
function anotherTime(app, id, now, choices, say) {
  const shown = new Date(now - now.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
  const field = h("input", { type: "datetime-local", id: `when-${id}`, max: shown, value: shown, "aria-describedby": `fault-${id}` });
  const fault = h("p", { class: "fault", id: `fault-${id}`, role: "status" });
  const choose = (action) => () => {
    const time = new Date(field.value);
    const wrong = !(time > 0) ? "no_time" : time > now ? "not_yet" : null;
    if (!wrong) return action(time);
    fault.textContent = say(wrong);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  return h(
    "details",
    { class: "folded when" },
    h("summary", {}, say("other_time")),
    h("label", { for: `when-${id}` }, say("when")),
    field,
    fault,
    h("div", { class: "pair" }, choices.map(([text, name, action]) => button(text, name, choose(action), "choice"))),
  );
}

// --- an antibiotic ------------------------------------------------------------------------------------------------------------

/** The course of an antibiotic, of which no name is ever asked: its days, each dose ticked, what was missed, how it ended. */
export function antibioticPart(app, course, episode, keep) {
  const record = staying(keep, "[data-section=antibiotic]");
  const say = speaker(app);
  const now = nowOf(course);
  const events = entriesOf(episode).flatMap((entry) => (entry.events ?? []).map((id, place) => ({ id, place, entry, time: entry.time })));
  const told = events.filter(({ id }) => id.startsWith("antibiotic_"));
  const { antibiotic_status: status, antibiotic_hours: hours } = course.current.findings;
  const end = told.findLast(({ id }) => [...BEGINS, ...ENDS].includes(id));
  const over = ENDS.includes(end?.id) ? end : null;
  const taking = !over && (told.length > 0 || status === "taking");
  const note = (id, time = now) => record({ at: written(time), events: [id] });
  const choice = (name, id, kind = "choice") => button(say(name), id, () => note(id), kind);
  const later = (name, id) => [say(name), `then-${id}`, (time) => note(id, time)];
  return h(
    "section",
    { class: "card doses", "data-section": "antibiotic" },
    h("h2", { tabindex: "-1" }, say("antibiotic")),
    taking && h("p", { class: "quiet" }, say("antibiotic_about")),
    taking && since(app, told, hours, now, say),
    over && h("p", {}, h("strong", {}, say("antibiotic_ended", { what: words(app, over.id), when: when(over.time, app.words, now) }))),
    told.length > 0 && missed(app, told, over, now, say),
    ticks(app, told, record, say),
    taking
      ? [
          h("div", { class: "pair" }, choice("dose", "antibiotic_dose"), choice("missed", "antibiotic_missed")),
          anotherTime(app, "antibiotic", now, [later("dose", "antibiotic_dose"), later("missed", "antibiotic_missed")], say),
          h("details", { class: "folded" }, h("summary", {}, say("more")), h("div", { class: "choices" }, choice("finished", "antibiotic_finished"), choice("stopped", "antibiotic_stopped"), choice("changed", "antibiotic_changed"))),
        ]
      : [choice("first", "antibiotic_started"), anotherTime(app, "antibiotic", now, [later("first", "antibiotic_started")], say)],
  );
}

const words = (app, id) => app.words.interface("timeline", id, id);

/** Which day it is, counted from the first dose. */
function since(app, told, hours, now, say) {
  const first = told.find(({ id }) => id === "antibiotic_started");
  const gone = typeof hours === "number" ? hours : first ? (now - first.time) / HOUR : null;
  if (gone === null) return null;
  const n = String(Math.floor(gone / 24) + 1);
  return h("p", {}, h("strong", {}, first ? say("antibiotic_day", { n, when: when(first.time, app.words, now) }) : say("antibiotic_day_only", { n })));
}

/** How many are marked as missed; then the guideline's own words on whom to tell. */
function missed(app, told, over, now, say) {
  const count = told.filter(({ id }) => id === "antibiotic_missed").length;
  const tell = count > 0 || over?.id === "antibiotic_stopped";
  return [
    h("p", {}, count ? say("missed_so_far", { count: String(count) }) : say("no_missed")),
    tell && h("p", { class: "notice" }, app.words.text("advice", "tell_prescriber_of_missed_doses", "text")),
  ];
}

/** Every dose by day, the last day first; older days are folded. */
function ticks(app, told, record, say) {
  const days = new Map();
  for (const tick of [...told].reverse()) {
    const day = new Date(tick.time).toLocaleDateString(app.words.locale, { weekday: "long", day: "numeric", month: "long" });
    days.set(day, [...(days.get(day) ?? []), tick]);
  }
  const hour = (time) => new Date(time).toLocaleTimeString(app.words.locale, { hour: "numeric", minute: "2-digit" });
  return [...days].map(([day, those], place) =>
    h(
      "details",
      { class: "folded", open: place === 0 },
      h("summary", {}, say("given_on", { day })),
      h("ul", { class: "ticked" }, those.map(({ id, entry, time, place: index }) => line(app, pair(hour(time), words(app, id), app.words), () => record(without(entry, "events", index)), say))),
    ),
  );
}

// --- feeding ------------------------------------------------------------------------------------------------------------------

/** The last feed of each side, and a new one: which side, how, how many minutes. */
export function feedPart(app, episode, keep) {
  const record = staying(keep, "[data-section=feeding-notes]");
  const say = speaker(app);
  const list = entriesOf(episode).filter(({ feed }) => feed);
  const how = h("select", { id: "feed-how" }, FEEDS.map((id) => h("option", { value: id }, say(id))));
  const minutes = h("input", { type: "text", inputmode: "numeric", id: "feed-minutes", autocomplete: "off" });
  const note = (side) => () => {
    const given = Number(minutes.value.trim());
    const known = given > 0 && given <= 600 ? { minutes: given } : {};
    record({ at: written(Date.now()), feed: { side, how: how.value, ...known } });
  };
  how.value = list.at(-1)?.feed.how ?? FEEDS[0];
  const lasts = ["left", "right"].map((side) => ({ side, last: list.findLast(({ feed }) => feed.side === side || feed.side === "both") }));
  const [one, other] = lasts;
  return h(
    "section",
    { class: "card doses", "data-section": "feeding-notes" },
    h("h2", { tabindex: "-1" }, say("feed")),
    lasts.map(({ side, last }) => h("p", {}, say(`last_${side}`, { when: last ? fed(app, last, say) : say("no_feed") }))),
    list.length > 0 && h("ul", { class: "ticked" }, [...new Set([one.last, other.last])].filter(Boolean).map((last) => line(app, pair(say(last.feed.side), fed(app, last, say), app.words), () => record(without(last, "feed")), say))),
    h("div", { class: "fields" }, h("label", { for: "feed-how" }, say("how")), how, h("label", { for: "feed-minutes" }, say("minutes")), minutes),
    h("p", { class: "quiet", id: "feed-write" }, say("write_feed")),
    h("div", { class: "pair three", role: "group", "aria-labelledby": "feed-write" }, SIDES.map((side) => button(say(side), `feed-${side}`, note(side), "choice"))),
  );
}

const fed = (app, { time, feed }, say) =>
  app.listed([when(time, app.words), feed.how && say(feed.how), feed.minutes > 0 && app.words.counted(feed.minutes, "minutes")].filter(Boolean));
