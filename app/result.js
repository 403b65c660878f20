// How is the answer shown? In: the app. Out: the page: how urgent and why, then what to do, what it may be, what would make it
// more urgent, when to look again, who can help and what to say, and what not to do. Each sentence opens the source it rests on.
//
// While the answer is provisional there is no plan and no calming word: only what is still open, and the danger signs. Where
// two breasts differ each has its own answer, and the more urgent one leads.

import { answer, button, capital, clock, h, icon, local, outOfDate, pair, span } from "./page.js";

const HOUR = 3600 * 1000; // milliseconds
const MARKS = {
  emergency_now: "phone",
  same_day: "phone",
  within_24h: "clock",
  within_few_days: "calendar",
  self_care: "home",
};

const SAID_FIRST = ["bereaved_kind_words"]; // kind words come before any plan

const MORE_SHOWN = ["act_now", "medicine", "watch", "call"]; // elsewhere the second sentence opens with the sources

export const resultPages = { result: resultPage, report: reportPage };

function resultPage(app) {
  const found = assessments(app);
  const chosen = found.find(({ breast }) => breast === app.step.look) ?? found[0];
  const page = chosen.result.provisional ? provisionalPage(app, chosen) : plan(app, chosen);
  if (found.length > 1) page.prepend(eachBreast(app, found, chosen));
  return page;
}

/** The assessment, or where two breasts differ one of each, the more urgent first: [{breast, answers, result}]. */
export function assessments(app) {
  if (!app.differ) return [assessed(app, null, app.answers)];
  const sides = ["left", "right"].map((breast) => ({ breast, own: app.answersOf(breast) }));
  for (const side of sides) side.both = { ...side.own, side: "both" };
  // A rule about both breasts counts when it holds of each.
  const [left, right] = sides.map(({ both }) => app.guideline.met(both));
  const common = left.filter(({ id }) => right.some((rule) => rule.id === id));
  const most = (rules) => Math.min(Infinity, ...rules.map((rule) => rule.urgency));
  const chosen = ({ own, both }) => (most(common) < most(app.guideline.met(own)) ? both : own);
  const found = sides.map((side) => assessed(app, side.breast, chosen(side)));
  const order = ({ result }) => app.urgency(result) - (result.provisional ? 0.5 : 0);
  return found.sort((one, other) => order(one) - order(other));
}

/** An answer. By when she is to be seen is what the course has held since the first answer that said so. */
function assessed(app, breast, answers) {
  const result = app.guideline.assess(answers, app.place);
  const held = app.course?.course;
  if (!held || held.current.assessment.level !== result.level) return { breast, answers, result };
  const look = held.due.findLast(({ kind, done_at: done }) => kind === "look" && !done);
  const hours = Math.min(result.see_by.hours, held.current.see_by.hours);
  const left = look && Math.max(0, (Date.parse(look.at) - app.now()) / HOUR);
  const followUp = left < result.follow_up?.within_hours ? { ...result.follow_up, within_hours: left } : result.follow_up;
  return { breast, answers, result: { ...result, see_by: { hours }, follow_up: followUp } };
}

/** Which breast this page is about, and the way to the other. */
function eachBreast(app, found, chosen) {
  const look = (breast) => () => {
    app.step.look = breast;
    app.render();
  };
  return h(
    "nav",
    { class: "breasts", "aria-label": app.say("each_breast") },
    found.map(({ breast, result }) =>
      button(
        pair(app.say(`breast_${breast}`), result.provisional ? app.say("provisional_title") : app.words.text("levels", result.level, "title"), app.words),
        `breast-${breast}`,
        look(breast),
        `choice ${breast === chosen.breast ? "chosen" : ""}`,
        { "aria-pressed": String(breast === chosen.breast) },
      ),
    ),
  );
}

function plan(app, chosen) {
  const { result } = chosen;
  const kindWords = result.advice.filter((item) => SAID_FIRST.includes(item.id));
  const topic = (name) => result.advice.filter((item) => item.topic === name && !kindWords.includes(item));
  const hint = h("p", { class: "quiet" }, app.say("tap_for_source"));
  const page = h(
    "div",
    { class: "page result", "data-level": result.level, "data-signs": "none" },
    levelCard(app, chosen),
    goOn(app, result),
    kindWords.length > 0 && h("ul", { class: "sentences" }, ...kindWords.map((item) => adviceLine(app, item))),
    advice(app, "now", unsaid(app, result.level, topic("act_now"))),
    hint,
    advice(app, "feeding", topic("feeding")),
    advice(app, "comfort", topic("comfort")),
    advice(app, "medicine", topic("medicine")),
    section(app.note("heading_conditions"), conditions(app, result), "conditions"),
    section(app.note("heading_escalate"), escalations(app, result), "escalate"),
    advice(app, "watch", topic("watch")),
    section(app.note("heading_follow_up"), followUp(app, chosen), "follow-up"),
    section(app.note("heading_call"), toSay(app, chosen, topic("call")), "call"),
    causes(app, topic("causes")),
    advice(app, "avoid", topic("avoid")),
    advice(app, "know", topic("know")),
    ofDays(app),
    ending(app),
  );
  hint.before(contents(app, page));
  toWhatToSay(app, result, page);
  page.dataset.spoken = local(app.words.text("levels", result.level, "act"), app.units);
  return page;
}

function provisionalPage(app, { result }) {
  const open = result.unanswered.filter((id) => app.guideline.findings[id].answered_by === "parent").slice(0, 8);
  const page = h(
    "div",
    { class: "page result", "data-provisional": true, "data-signs": "open" },
    h(
      "section",
      { class: "level provisional" },
      h("div", { class: "level-title" }, icon("question"), h("h1", { tabindex: "-1" }, app.say("provisional_title"))),
      h("p", {}, app.note("provisional_next")),
      goOn(app, result),
    ),
    ...outOfDate(app),
    open.length > 0 &&
      section(
        app.say("still_open"),
        h("ul", { class: "plain-list" }, ...open.map((id) => h("li", {}, capital(app.words.label(id))))),
        "open",
      ),
    h("p", { class: "notice" }, app.say("danger_now")),
    ofDays(app),
    ending(app),
  );
  page.dataset.spoken = app.say("danger_now");
  return page;
}

/** This answer is one of a course of days, unless she does not want it kept. */
function ofDays(app) {
  const kept = app.entry?.kept !== false;
  const keep = async () => {
    await app.days();
    app.entry = { ...app.entry, kept: !kept };
    if (kept) app.later.forget(app);
    app.render();
  };
  return h(
    "section",
    { class: "card", "data-days": String(kept) },
    h("h2", { tabindex: "-1" }, app.say("days_title")),
    h("p", {}, app.say(kept ? "days_kept" : "days_not_kept")),
    kept && button(app.say("days_open"), "days", () => app.open({ kind: "course" }), "primary"),
    app.steps.some(({ values }) => values) && button(app.say(kept ? "days_do_not_keep" : "days_keep"), "keep", keep, "choice"),
  );
}

/** Back to the question that was open when she stopped to look. */
function goOn(app, result) {
  if (!result.next_question) return null;
  return button(app.say("go_on"), "go-on", () => app.forward(), "primary");
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

function levelCard(app, { answers, result }) {
  const { level } = result;
  const text = (key) => local(app.words.text("levels", level, key), app.units);
  return h(
    "section",
    { class: `level level-${level}`, "data-section": "level" },
    h("div", { class: "level-title" }, icon(MARKS[level]), h("h1", { tabindex: "-1" }, text("title"))),
    h("p", { class: "act" }, text("act")),
    callLink(app, level),
    level === app.guideline.levels[0] && app.place === "generic" && everyNumber(app),
    ...outOfDate(app),
    byWhen(app, result),
    !result.settled && h("p", {}, app.note("unsettled")),
    ...result.contradictions.map(({ finding, although }) =>
      h(
        "p",
        {},
        app.note("contradiction", { finding: app.words.label(finding), although: app.words.label(although, false) }),
      ),
    ),
    h("h2", {}, app.say("because")),
    h(
      "ul",
      { class: "sentences" },
      ...result.reasons.map((reason) => h("li", {}, sentence(app, reason.because, { ...reason, answers }))),
    ),
  );
}

/** A link that dials: the emergency number, or the country's urgent line where she is to phone, or the guide is out of date. */
export function callLink(app, level) {
  const { emergency, emergency_tel: now, urgent, urgent_tel: today } = app.words.known;
  const toPhone = level === "same_day" || outOfDate(app).some(Boolean);
  const [number, name] = level === app.guideline.levels[0] ? [now, emergency] : toPhone ? [today, urgent] : [];
  if (!number) return null;
  return h("a", { class: "button call-button", href: `tel:${number}` }, icon("phone"), app.say("call_now", { number: name }));
}

/** The emergency number of every country, while hers is not known. */
function everyNumber(app) {
  const known = Object.keys(app.guideline.model.places).map((code) => app.guideline.words(code).known);
  const links = known
    .filter((words) => words.emergency_tel)
    .map((words) => h("li", {}, h("a", { class: "button", href: `tel:${words.emergency_tel}` }, icon("phone"), pair(words.name, words.emergency, app.words))));
  return h("ul", { class: "numbers" }, links);
}

function byWhen(app, result) {
  const calmest = Object.keys(app.guideline.model.levels).at(-1);
  const hours =
    result.level === calmest ? (result.follow_up?.within_hours ?? result.see_by.hours) : result.see_by.hours;
  if (result.level === app.guideline.levels[0]) return null;
  if (!hours) return h("p", { class: "by-when" }, icon("clock"), h("strong", {}, capital(app.words.interface("time", "at_once"))));
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

// --- what to do -------------------------------------------------------------------------------------------------------

function advice(app, heading, items) {
  if (!items.length) return null;
  const shared = sharedExceptions(items);
  const marked = (item) => (shared.has(item.except) ? { ...item, except: shared.get(item.except) } : item);
  const notes = [...shared].map(([text, mark]) =>
    h("p", { class: "except small" }, `${mark} ${local(text, app.units)}`),
  );
  const lines = items.map((item) => adviceLine(app, marked(item)));
  return section(app.note(`heading_${heading}`), [h("ul", { class: "sentences" }, ...lines), ...notes], heading);
}

/** What may have set it off, and the way to find it. */
function causes(app, items) {
  const asked = items.length > 0 && app.openFor("cause").length > 0;
  const part = advice(app, "causes", items);
  if (asked) part.append(button(app.say("find_cause"), "find-cause", () => app.forCauses(), "choice"));
  return part;
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
      folded(app.say("how_many", { title: app.say("open_title"), n: String(grouped.open.length) }), () => [
        h("p", {}, app.say("open_text")),
        h("ul", {}, ...grouped.open.map(({ name }) => h("li", {}, capital(name)))),
      ]),
    grouped.ruled_out.length > 0 &&
      folded(app.say("how_many", { title: app.say("ruled_out_title"), n: String(grouped.ruled_out.length) }), () => [
        h("ul", {}, ...grouped.ruled_out.map(({ name }) => h("li", {}, capital(name)))),
      ]),
  ];
}

function group(app, title, items, hint = "") {
  const label = (name) => app.words.label(name);
  const line = (key, names) =>
    names.length > 0 && h("p", { class: "small" }, app.note(key, { list: app.listed(names.map(label)) }));
  return h(
    "div",
    { class: "pictures" },
    title && h("h3", {}, title),
    hint && h("p", { class: "quiet" }, hint),
    ...items.map((item) =>
      folded(capital(item.name), () => [
        h("p", {}, local(app.words.text("conditions", item.id, "what"), app.units)),
        line("speaks_for", item.for),
        line("speaks_against", item.against),
        line("not_known", item.unknown),
        h("div", { class: "sources" }, ...sourceList(app, item.sources, [])),
      ]),
    ),
  );
}

const folded = (title, content) => opening(h("details", { class: "folded" }, h("summary", {}, title)), content);

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
      const list = h("ul", {}, ...here.map((row) => h("li", {}, capital(local(row.text, app.units)))));
      if (place === 0) return h("details", { class: "folded", open: true }, h("summary", {}, app.note(key)), list);
      return folded(app.note(key), () => [list]);
    });
  return parts.length ? [...parts, h("p", { class: "quiet" }, app.note("escalate_single"))] : [];
}

function followUp(app, { answers, result }) {
  const { follow_up: look } = result;
  const calmest = Object.keys(app.guideline.model.levels).at(-1);
  const passing = result.escalate_if
    .filter((row) => row.as_time_passes)
    .map((row) => timeRow(app, row, answers))
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
    look && h("p", {}, app.note("then_ask", { list: app.listed(look.ask.map((id) => app.words.label(id))) })),
    result.level === calmest && h("p", {}, app.note("home_limit", { when: clock(result.see_by.hours, app.words) })),
    ...passing,
    calendar(app, result, answers),
  ];
}

/** The next looks as calendar files; what makes them is fetched when it is opened. */
function calendar(app, result, answers) {
  const part = h("details", { class: "folded", "data-calendar": true }, h("summary", {}, app.say("calendar_title")));
  const fill = async () => {
    const { calendarPart } = await import("./doctor.js");
    const made = calendarPart(app, result, answers);
    const focused = part.contains(document.activeElement);
    part.replaceWith(made);
    made.open = true;
    if (focused) made.firstChild.focus();
  };
  part.addEventListener("toggle", () => part.open && fill(), { once: true });
  return part;
}

/** "12 hours from now, if nothing else has changed: phone now." */
function timeRow(app, { change, level }, answers) {
  const [[id, boundary]] = Object.entries(change);
  const [edge] = Object.values(boundary);
  const gone = answers[id];
  if (typeof gone !== "number") return null;
  return h(
    "p",
    {},
    app.note("escalate_time", {
      span: capital(span(edge - gone, app.words)),
      level: app.words.text("levels", level, "title"),
    }),
  );
}

// --- what to say --------------------------------------------------------------------------------------------------------

function toSay(app, { answers }, calls) {
  const given = Object.keys(app.guideline.findings).filter((id) => id in answers && id !== "answering_for");
  const told = given.filter((id) => answers[id] !== false && answers[id] !== "unsure");
  const labels = (value) => given.filter((id) => answers[id] === value).map((id) => app.words.label(id));
  const [unsure, denied] = [labels("unsure"), labels(false)];
  const listed = (labels) => h("ul", {}, ...labels.map((label) => h("li", {}, capital(label))));
  return [
    whoHelps(app),
    calls.length > 0 && h("ul", { class: "sentences" }, ...calls.map((item) => adviceLine(app, item))),
    told.length > 0 && h("h3", { id: "what-to-say", tabindex: "-1" }, app.say("say_title")),
    told.length > 0 && h("p", { class: "quiet" }, app.say("say_hint")),
    told.length > 0 &&
      h("ul", { class: "told" }, ...told.map((id) => h("li", {}, capital(answer(id, answers[id], app))))),
    unsure.length > 0 && h("h3", {}, app.say("say_not_sure")),
    unsure.length > 0 && listed(unsure),
    denied.length > 0 && folded(app.say("no_more"), () => [listed(denied)]),
    button(app.say("for_doctor"), "doctor", () => app.open({ kind: "doctor" }), "choice"),
  ];
}

/** Who can help, with the numbers of the country. */
function whoHelps(app) {
  const { emergency_tel, urgent_tel } = app.words.known;
  const bereaved = app.drafts.baby_situation === "died"; // kind words of their own stand in her plan
  const line = (key, number) => h("li", {}, number ? h("a", { href: `tel:${number}`, class: "who" }, app.say(key)) : app.say(key));
  return h(
    "div",
    { "data-who": true },
    h("h3", {}, app.say("who_title")),
    h("ul", { class: "told" }, line("who_day"), line("who_night", urgent_tel), !bereaved && line("who_crisis"), line("who_emergency", emergency_tel)),
  );
}

function ending(app) {
  const { version, digest } = app.guideline.model;
  return h(
    "nav",
    { class: "steps" },
    button(app.say("for_doctor"), "doctor-end", () => app.open({ kind: "doctor" }), "primary"),
    button(app.say("change_answers"), "change", () => app.back(), "choice"),
    button(app.say("again"), "again", () => app.again()),
    h("p", { class: "quiet" }, app.say("again_help")),
    h("p", { class: "quiet small" }, app.note("made_with", { version, place: app.words.known.name, digest: digest.slice(0, 19) })),
  );
}

/** How a mistake in the guide is told to the people who keep it. Answers go along only if she says so. */
function reportPage(app) {
  const { version, digest, report_to: to } = app.guideline.model;
  const told = h("textarea", { id: "told", rows: "6" });
  const along = h("input", { type: "checkbox", id: "along" });
  const text = () => {
    const made = [`Lactwise ${version} ${digest}`, `${app.words.locale} ${app.place}`];
    if (along.checked) made.push(JSON.stringify(app.answers));
    return [told.value, "", ...made].join("\n");
  };
  const done = h("p", { role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      done.textContent = app.say("copied");
    } catch {
      told.value = text(); // the clipboard is closed to us: the text stands ready to be copied by hand
      told.select();
      done.textContent = app.say("copy_by_hand");
    }
  };
  const page = h(
    "div",
    { class: "page", "data-report": true },
    h("h1", { tabindex: "-1" }, app.say("report_title")),
    h("p", { class: "notice" }, app.say("danger_now")),
    h("p", {}, app.say(to ? "report_to" : "report_text", { to })),
    h("label", { for: "told" }, app.say("report_what")),
    told,
    h("label", { class: "yes along" }, along, h("span", {}, app.say("report_along"))),
    h("div", { class: "choices" }, button(app.say("copy"), "copy", copy, "primary"), button(app.say("back"), "back", () => app.back())),
    done,
  );
  page.dataset.spoken = app.say("report_title");
  return page;
}

// --- what a sentence rests on ----------------------------------------------------------------------------------------------

/** A sentence that opens what else there is to say, its sources, and what others say. An exception is never folded away. */
function sentence(app, text, { id, stance, topic, more, except, findings = {}, sources, differs, rule, answers }) {
  const line = (words, name) => h("span", { class: name }, ` ${local(words, app.units)}`);
  const unsure = rule && !app.guideline.certainly(rule, answers);
  const shown = [
    MORE_SHOWN.includes(topic) && more && line(more, "more"),
    except && line(except, "except"),
    unsure && line(app.say("counts_unsure"), "except"),
  ];
  const summary = h("summary", {}, stance && icon(stance), h("span", { class: "words" }, line(capital(text), "main"), ...shown));
  return opening(h("details", { class: "sentence" }, summary), () => [
    !MORE_SHOWN.includes(topic) && more && h("p", { class: "more" }, local(more, app.units)),
    answers && yourAnswers(app, answers, Object.keys(findings)),
    h("div", { class: "sources" }, ...sourceList(app, sources, differs, rule ?? id)),
  ]);
}

/** A part that is filled when it is first opened: an answer has a hundred of them, and most stay closed. */
function opening(details, content) {
  const fill = () => {
    if (content) details.append(...content().filter(Boolean));
    content = null;
  };
  details.firstChild.addEventListener("click", fill);
  details.addEventListener("toggle", () => details.open && fill());
  return details;
}

/** Which answers a reason rests on. */
function yourAnswers(app, answers, ids) {
  const known = ids.filter((id) => id in answers);
  const said = known.map((id) =>
    answers[id] === "unsure" ? app.say("not_sure_of", { question: app.words.label(id) }) : answer(id, answers[id], app),
  );
  return said.length > 0 && h("p", { class: "small" }, app.say("your_answers", { list: app.listed(said) }));
}

/** The works a sentence rests on, what others say instead, and why we do not follow them. */
function sourceList(app, sources, differs, about = "") {
  const others = differs.map((item) => item.source ?? item);
  const points = Object.entries(app.guideline.model.disagreements).filter(([, ids]) => ids.includes(about));
  const ours = points.map(([point]) => local(app.words.text("disagreements", point, "why"), app.units));
  if (sources.some((id) => id.startsWith("owner#"))) ours.push(app.say("ours_decided"));
  return [
    h("h3", {}, app.say("source_from")),
    h("ul", {}, ...byWork(app, sources).map(([, claims]) => h("li", {}, ...cited(app, claims)))),
    others.length > 0 && h("h3", {}, app.say("source_others")),
    others.length > 0 &&
      h("ul", {}, ...others.map((id) => h("li", {}, h("q", {}, app.words.other(id)), " ", ...cited(app, [id])))),
    others.length > 0 && h("p", { "data-ours": true }, ours.join(" ")),
  ];
}

/** Claims by the work they stand in, so that a work is named once. */
function byWork(app, sources) {
  const works = new Map();
  for (const id of sources) {
    const { work } = app.guideline.model.claims[id];
    works.set(work, [...(works.get(work) ?? []), id]);
  }
  return [...works];
}

function cited(app, ids) {
  const [claim] = ids.map((id) => app.guideline.model.claims[id]);
  const work = app.guideline.model.works[claim.work];
  const seen = [...new Set(ids.map((id) => app.guideline.model.claims[id].seen))].map((how) =>
    app.say(`seen_${how.replaceAll(" ", "_")}`),
  );
  const link = claim.link ?? work.link;
  const year = claim.year ?? work.year ?? "";
  return [
    h("cite", {}, work.title),
    /\d/.test(year) ? ` (${year}). ` : ". ",
    app.say("source_read", { seen: app.listed(seen) }),
    ". ",
    link ? h("a", { href: link, rel: "noreferrer noopener", target: "_blank" }, app.say("source_open")) : null,
  ];
}
