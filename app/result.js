// How is the answer shown? In: the app. Out: the page: how urgent and why, then what to do, what it may be, what would make it
// more urgent, when to look again, what to say and what not to do. Each sentence opens the source it rests on.
//
// While the answer is provisional there is no plan and no calming word: only what is still open, and the danger signs.

import { capital, h, icon } from "/app/dom.js";
import { sentence, sourceList } from "/app/sentence.js";
import { answer, clock, day, local, span } from "/app/speech.js";

const MARKS = {
  emergency_now: "phone",
  same_day: "phone",
  within_24h: "clock",
  within_few_days: "calendar",
  self_care: "home",
};

const SAID_FIRST = ["bereaved_kind_words"]; // kind words come before any plan

export function resultPage(app) {
  const result = app.guideline.assess(app.answers, app.place);
  return result.provisional ? provisionalPage(app, result) : plan(app, result);
}

/** The words of a group that other surfaces share: headings, and sentences round the assessment. */
const note = (app, key, more = {}) => local(app.words.interface("note", key, "", more), app.units);

function plan(app, result) {
  const kindWords = result.advice.filter((item) => SAID_FIRST.includes(item.id));
  const topic = (name) => result.advice.filter((item) => item.topic === name && !kindWords.includes(item));
  const card = levelCard(app, result);
  const hint = h("p", { class: "quiet" }, app.say("tap_for_source"));
  const page = h(
    "div",
    { class: "page result", "data-level": result.level },
    card,
    goOn(app, result),
    kindWords.length > 0 && h("ul", { class: "sentences" }, ...kindWords.map((item) => adviceLine(app, item))),
    advice(app, "now", unsaid(app, result.level, topic("act_now"))),
    hint,
    advice(app, "feeding", topic("feeding")),
    advice(app, "comfort", topic("comfort")),
    advice(app, "medicine", topic("medicine")),
    section(note(app, "heading_conditions"), conditions(app, result), "conditions"),
    advice(app, "causes", topic("causes")),
    advice(app, "watch", topic("watch")),
    section(note(app, "heading_escalate"), escalations(app, result), "escalate"),
    section(note(app, "heading_follow_up"), followUp(app, result), "follow-up"),
    section(note(app, "heading_call"), toSay(app, result, topic("call")), "call"),
    advice(app, "avoid", topic("avoid")),
    advice(app, "know", topic("know")),
    ending(app),
  );
  hint.before(contents(app, page));
  toWhatToSay(app, result, page);
  page.dataset.spoken = local(app.words.text("levels", result.level, "act"), app.units);
  return page;
}

function provisionalPage(app, result) {
  const open = result.unanswered.filter((id) => app.guideline.findings[id].answered_by === "parent").slice(0, 8);
  const page = h(
    "div",
    { class: "page result", "data-provisional": true, "data-signs": "open" },
    h(
      "section",
      { class: "level provisional" },
      h("div", { class: "level-title" }, icon("question"), h("h1", { tabindex: "-1" }, app.say("provisional_title"))),
      h("p", {}, note(app, "provisional_next")),
      goOn(app, result),
    ),
    ...outOfDate(app),
    open.length &&
      section(
        app.say("still_open"),
        h("ul", { class: "plain-list" }, ...open.map((id) => h("li", {}, capital(app.words.label(id))))),
        "open",
      ),
    h("p", { class: "notice" }, app.say("danger_now")),
    ending(app),
  );
  page.dataset.spoken = app.say("danger_now");
  return page;
}

/** Back to the question that was open when she stopped to look. */
function goOn(app, result) {
  if (!result.next_question) return null;
  return h(
    "button",
    { type: "button", class: "primary", onclick: () => app.back(), "data-action": "go-on" },
    app.say("go_on"),
  );
}

function section(title, content, name) {
  const parts = [content].flat().filter(Boolean);
  if (!parts.length) return null;
  return h("section", { class: "card", "data-section": name }, h("h2", { tabindex: "-1" }, title), ...parts);
}

// --- a long page made short ---------------------------------------------------------------------------------------------

/** The headings of a long answer, folded into one line; each leads to its section. */
function contents(app, page) {
  const sections = [...page.querySelectorAll(".card")].filter((card) => card.dataset.section !== "now");
  if (sections.length < 3) return "";
  const buttons = sections.map((card) => jump(card.querySelector("h2").textContent, card.querySelector("h2")));
  return h(
    "details",
    { class: "contents" },
    h("summary", {}, app.say("contents")),
    h("div", { class: "choices" }, ...buttons),
  );
}

/** Where she is to phone, the words for the call are one tap from the number. */
function toWhatToSay(app, result, page) {
  const told = page.querySelector("#what-to-say");
  if (!told || result.level === "emergency_now" || MARKS[result.level] === "home") return;
  (page.querySelector(".call-button") ?? page.querySelector(".level .act")).after(jump(app.say("say_title"), told));
}

function jump(title, target) {
  const go = () => {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };
  return h("button", { type: "button", class: "choice jump", onclick: go }, title);
}

// --- how urgent -------------------------------------------------------------------------------------------------------

function levelCard(app, result) {
  const { level } = result;
  const text = (key) => local(app.words.text("levels", level, key), app.units);
  return h(
    "section",
    { class: `level level-${level}`, "data-section": "level" },
    h("div", { class: "level-title" }, icon(MARKS[level]), h("h1", { tabindex: "-1" }, text("title"))),
    h("p", { class: "act" }, text("act")),
    callLink(app, level),
    ...outOfDate(app),
    byWhen(app, result),
    !result.settled && h("p", {}, note(app, "unsettled")),
    ...result.contradictions.map(({ finding, although }) =>
      h(
        "p",
        {},
        note(app, "contradiction", { finding: app.words.label(finding), although: app.words.label(although, false) }),
      ),
    ),
    h("h2", {}, app.say("because")),
    h(
      "ul",
      { class: "sentences" },
      ...result.reasons.map((reason) => h("li", {}, sentence(app, reason.because, reason))),
    ),
  );
}

/** A link that dials: the emergency number, or for the same day the country's urgent line. */
function callLink(app, level) {
  const { emergency, emergency_tel: now, urgent, urgent_tel: today } = app.guideline.model.places[app.place].words;
  const [number, name] = level === "emergency_now" ? [now, emergency] : level === "same_day" ? [today, urgent] : [];
  return number
    ? h(
        "a",
        { class: "button call-button", href: `tel:${number}` },
        icon("phone"),
        app.say("call_now", { number: name }),
      )
    : null;
}

function byWhen(app, result) {
  const calmest = Object.keys(app.guideline.model.levels).at(-1);
  const hours =
    result.level === calmest ? (result.follow_up?.within_hours ?? result.see_by.hours) : result.see_by.hours;
  if (!hours) return null;
  const key = result.level === calmest ? "look_by_when" : "by_when";
  return h(
    "p",
    { class: "by-when" },
    icon("clock"),
    h(
      "span",
      {},
      h("strong", {}, app.say(key, { clock: clock(hours, app.words) })),
      " ",
      app.say("within", { span: span(hours, app.words) }),
    ),
  );
}

/** What says that the guide, or the numbers of the country, may be out of date. */
function outOfDate(app) {
  const today = new Date().toISOString().slice(0, 10);
  const { name, review_by: place } = app.guideline.model.places[app.place];
  const guide = app.guideline.model.review_by;
  return [
    guide < today && h("p", { class: "notice" }, note(app, "out_of_date", { date: day(guide) })),
    place < today && h("p", { class: "notice" }, note(app, "place_out_of_date", { place: name, date: day(place) })),
  ];
}

// --- what to do -------------------------------------------------------------------------------------------------------

function advice(app, heading, items) {
  if (!items.length) return null;
  const shared = sharedExceptions(items);
  const marked = (item) => (shared.has(item.except) ? { ...item, except: shared.get(item.except) } : item);
  const notes = [...shared].map(([text, mark]) =>
    h("p", { class: "except small" }, `${mark} ${local(text, app.units)}`),
  );
  const lines = items.map((item) => adviceLine(app, marked(item)));
  return section(note(app, `heading_${heading}`), [h("ul", { class: "sentences" }, ...lines), ...notes], heading);
}

/** An exception that several sentences share, with the mark under which it is said once, below them. */
function sharedExceptions(items) {
  const exceptions = items.map((item) => item.except).filter(Boolean);
  const shared = [...new Set(exceptions)].filter((text) => exceptions.indexOf(text) !== exceptions.lastIndexOf(text));
  return new Map(shared.map((text, place) => [text, "*".repeat(place + 1)]));
}

function adviceLine(app, item) {
  return h("li", { class: `stance-${item.stance}`, "data-advice": item.id }, sentence(app, item.text, item));
}

/** What the level card has said already is not said twice: its second sentence then stands first. */
function unsaid(app, level, items) {
  const act = app.words.text("levels", level, "act");
  return items.map((item) => (item.text === act && item.more ? { ...item, text: item.more, more: undefined } : item));
}

// --- what it may be ---------------------------------------------------------------------------------------------------

function conditions(app, result) {
  const grouped = { fits: [], likely: [], open: [], ruled_out: [] };
  for (const item of result.conditions) {
    grouped[item.status === "possible" ? (item.for.length ? "likely" : "open") : item.status].push(item);
  }
  const emergency = result.level === Object.keys(app.guideline.model.levels)[0];
  if (emergency && !grouped.fits.length) return [];
  const serious = ({ id }) => result.must_not_miss.includes(id); // it asks for a check; it does not "fit best"
  const [best, checked] = [grouped.fits.filter((item) => !serious(item)), grouped.fits.filter(serious)];
  return [
    best.length > 0 && group(app, app.say("fits_title"), best),
    checked.length > 0 && group(app, app.say("check_title"), checked, !emergency && app.say("check_text")),
    grouped.likely.length > 0 && group(app, grouped.fits.length ? app.say("also_title") : "", grouped.likely),
    !grouped.fits.length && !grouped.likely.length && h("p", {}, app.say("nothing_fits")),
    grouped.open.length > 0 &&
      folded(
        app.say("how_many", { title: app.say("open_title"), n: String(grouped.open.length) }),
        h("p", {}, app.say("open_text")),
        h("ul", {}, ...grouped.open.map(({ name }) => h("li", {}, capital(name)))),
      ),
    grouped.ruled_out.length > 0 &&
      folded(
        app.say("how_many", { title: app.say("ruled_out_title"), n: String(grouped.ruled_out.length) }),
        h("ul", {}, ...grouped.ruled_out.map(({ name }) => h("li", {}, capital(name)))),
      ),
  ];
}

function group(app, title, items, hint = "") {
  const label = (name) => app.words.label(name);
  const line = (key, names) =>
    names.length > 0 && h("p", { class: "small" }, note(app, key, { list: names.map(label).join(", ") }));
  return h(
    "div",
    { class: "pictures" },
    title && h("h3", {}, title),
    hint && h("p", { class: "quiet" }, hint),
    ...items.map((item) =>
      folded(
        capital(item.name),
        h("p", {}, local(app.words.text("conditions", item.id, "what"), app.units)),
        line("speaks_for", item.for),
        line("speaks_against", item.against),
        line("not_known", item.unknown),
        h("div", { class: "sources" }, ...sourceList(app, item.sources, [])),
      ),
    ),
  );
}

const folded = (title, ...content) => h("details", { class: "folded" }, h("summary", {}, title), ...content);

// --- what would make it more urgent, and when to look again -------------------------------------------------------------

function escalations(app, result) {
  const rows = result.escalate_if.filter((row) => row.noticed_by === "parent" && !row.as_time_passes);
  const about = (row) =>
    (app.guideline.findings[Object.keys(row.change)[0]].tags ?? []).includes("baby_emergency_flag");
  const [first] = Object.keys(app.guideline.model.levels);
  const lists = Object.keys(app.guideline.model.levels).flatMap((level) => {
    const here = rows.filter((row) => row.level === level);
    if (level !== first) return [[`escalate_${level}`, here]];
    return [
      [`escalate_${level}`, here.filter((row) => !about(row))],
      ["escalate_emergency_baby", here.filter(about)],
    ];
  });
  const parts = lists
    .filter(([, here]) => here.length)
    .map(([key, here], place) => {
      const shown = folded(
        note(app, key),
        h("ul", {}, ...here.map((row) => h("li", {}, capital(local(row.text, app.units))))),
      );
      shown.open = place === 0;
      return shown;
    });
  return parts.length ? [...parts, h("p", { class: "quiet" }, note(app, "escalate_single"))] : [];
}

function followUp(app, result) {
  const { follow_up: look } = result;
  const calmest = Object.keys(app.guideline.model.levels).at(-1);
  const passing = result.escalate_if
    .filter((row) => row.as_time_passes)
    .map((row) => timeRow(app, row))
    .filter(Boolean);
  return [
    look &&
      h(
        "p",
        {},
        local(look.text, app.units),
        " ",
        h("strong", {}, app.say("look_by_when", { clock: clock(look.within_hours, app.words) })),
      ),
    look && h("p", {}, note(app, "then_ask", { list: look.ask.map((id) => app.words.label(id)).join(", ") })),
    result.level === calmest && h("p", {}, note(app, "home_limit", { when: clock(result.see_by.hours, app.words) })),
    ...passing,
  ];
}

/** "12 hours from now, if nothing else has changed: phone now." */
function timeRow(app, { change, level }) {
  const [[id, boundary]] = Object.entries(change);
  const [edge] = Object.values(boundary);
  const gone = app.answers[id];
  if (typeof gone !== "number") return null;
  return h(
    "p",
    {},
    note(app, "escalate_time", {
      span: capital(span(edge - gone, app.words)),
      level: app.words.text("levels", level, "title"),
    }),
  );
}

// --- what to say --------------------------------------------------------------------------------------------------------

function toSay(app, result, calls) {
  const given = Object.keys(app.guideline.findings).filter((id) => id in app.answers && id !== "answering_for");
  const told = given.filter((id) => app.answers[id] !== false && app.answers[id] !== "unsure");
  const labels = (value) => given.filter((id) => app.answers[id] === value).map((id) => app.words.label(id));
  const [unsure, denied] = [labels("unsure"), labels(false)];
  const listed = (labels) => h("ul", {}, ...labels.map((label) => h("li", {}, capital(label))));
  const open = folded(app.say("say_not_sure"), listed(unsure));
  open.open = true;
  return [
    calls.length > 0 && h("ul", { class: "sentences" }, ...calls.map((item) => adviceLine(app, item))),
    told.length > 0 && h("h3", { id: "what-to-say", tabindex: "-1" }, app.say("say_title")),
    told.length > 0 && h("p", { class: "quiet" }, app.say("say_hint")),
    told.length > 0 &&
      h("ul", { class: "told" }, ...told.map((id) => h("li", {}, capital(answer(id, app.answers[id], app))))),
    unsure.length > 0 && open,
    denied.length > 0 && folded(app.say("no_more"), listed(denied)),
  ];
}

function ending(app) {
  return h(
    "nav",
    { class: "steps" },
    h(
      "button",
      { type: "button", class: "choice", onclick: () => app.back(), "data-action": "change" },
      app.say("change_answers"),
    ),
    h(
      "button",
      { type: "button", class: "plain", onclick: () => app.again(), "data-action": "again" },
      app.say("again"),
    ),
    h("p", { class: "quiet" }, app.say("again_help")),
    h(
      "p",
      { class: "quiet small" },
      note(app, "made_with", {
        version: app.guideline.model.version,
        place: app.guideline.model.places[app.place].name,
        digest: app.guideline.model.digest.slice(0, 19),
      }),
    ),
  );
}
