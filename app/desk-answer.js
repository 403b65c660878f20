// What does the server's answer mean at a glance? In: the desk with an assessment, or the course it is part of. Out: the level with its
// reasons, what to ask next, what it may be, what to do, what would change it, what is due. In another state it says so and nothing calm.

import { clock } from "./desk-checkins.js";
import { nextQuestion } from "./desk-keys.js";
import { button, capital, h, local } from "./page.js";

const HOUR = 3600_000;
const MOST_OPEN = 12;
const MOST_SOURCES = 2;

/** {element, headline, stale()}. */
export function answerPane(desk) {
  if (!desk.result) {
    const element = h("section", { class: "answer", "aria-labelledby": "answer-title" }, title(desk), h("p", { class: "quiet" }, desk.say("nothing_yet")));
    return { element, headline: null, stale: () => element.append(h("p", { class: "working" }, desk.say("asking"))) };
  }
  const { assessment } = desk.result;
  const headline = shown(desk, assessment);
  const banner = h("div", { class: "banner", "data-level": assessment.provisional ? "open" : assessment.level }, level(desk, headline));
  const rest = h("div", { class: "parts" }, parts(desk));
  const element = h("section", { class: "answer", "aria-labelledby": "answer-title" }, title(desk), banner, rest);
  return { element, headline, stale: () => stale(desk, banner, rest, headline) };
}

const title = (desk) => h("h2", { id: "answer-title", tabindex: "-1" }, desk.say("answer"));

const shown = (desk, { provisional, level: id, settled }) =>
  provisional ? desk.say("provisional") : `${desk.data.levels[id].title}${settled ? "" : ". " + desk.say("unsettled")}`;

function level(desk, headline) {
  const { assessment, now } = desk.result;
  const { provisional, settled } = assessment;
  return [
    h("p", { class: "level", "data-shown": provisional ? "open" : assessment.level }, provisional ? headline : desk.data.levels[assessment.level].title),
    assessment.level === Object.keys(desk.data.levels)[0] && h("p", {}, call(desk)),
    provisional ? h("p", {}, desk.say("provisional_text")) : h("p", { class: "see-by" }, seeBy(desk)),
    !provisional && h("p", { class: settled ? "quiet" : "open-level" }, desk.say(settled ? "settled" : "unsettled")),
    h("p", { class: "small" }, desk.say("as_of", { clock: clock(now) })),
  ];
}

function call(desk) {
  const { emergency_tel: number } = desk.data.places[desk.place];
  const text = h("strong", {}, desk.say("call"));
  return number ? h("a", { href: `tel:${number}` }, text) : text;
}

function seeBy(desk) {
  const { assessment, now, seeBy: by } = desk.result;
  if (by.at <= +now) return by.hours || assessment.level === Object.keys(desk.data.levels)[0] ? desk.say("seen_at_once") : desk.say("see_by_past", { clock: clock(by.at) });
  return desk.say("see_by", { clock: clock(by.at), span: span(by.hours) });
}

const span = (hours) => (hours >= 48 ? `${Math.floor(hours / 24)} days` : hours >= 1 ? `${Math.floor(hours)} h` : `${Math.max(1, Math.floor(hours * 60))} min`);

/** An entry has changed: what stands here is of before. A calm level is taken away, an urgent one stays as what it was. */
function stale(desk, banner, rest, headline) {
  const calm = desk.result.assessment.provisional || desk.data.levels[desk.result.assessment.level].calm;
  banner.dataset.level = "stale";
  banner.replaceChildren(
    ...[marked(desk), h("p", { class: "level", "data-shown": "stale" }, desk.say("stale")), !calm && h("p", {}, desk.say("stale_before", { level: headline }))].filter(Boolean),
  );
  rest.classList.add("old");
  rest.setAttribute("aria-hidden", "true");
  rest.inert = true;
}

/** Danger signs that are marked, known without asking anybody. */
function marked(desk) {
  const flags = desk.data.groups.filter(({ danger }) => danger).flatMap(({ findings }) => findings);
  const names = flags.filter((id) => desk.answers[id] === true && desk.data.findings[id].tags?.some((tag) => tag.endsWith("emergency_flag"))).map((id) => desk.data.findings[id].term);
  return names.length > 0 && h("p", { class: "marked" }, desk.say("flag_marked", { list: names.join("; ") }));
}

/** No answer: said in red, with whom to call, and nothing that was calm is left standing. */
export function failurePane(desk) {
  const { faults } = desk.failure;
  const { emergency, emergency_tel: number, name, urgent } = desk.data.places[desk.place];
  const last = desk.result && !desk.result.assessment.provisional && !desk.data.levels[desk.result.assessment.level].calm;
  const element = h(
    "section",
    { class: "answer failure", "aria-labelledby": "answer-title" },
    title(desk),
    h("p", { class: "level", "data-shown": "failed" }, desk.say("failed")),
    marked(desk),
    h("p", {}, desk.say("failed_call"), " ", h("strong", {}, number ? h("a", { href: `tel:${number}` }, emergency) : emergency), ` (${name}). ${capital(urgent)}.`),
    faults.length ? [h("p", {}, desk.say("failed_faults")), h("ul", {}, faults.map((fault) => h("li", {}, fault)))] : h("p", {}, desk.say("failed_why")),
    last && h("p", {}, desk.say("failed_before", { level: desk.data.levels[desk.result.assessment.level].title })),
    button(desk.say("failed_again"), "again", () => desk.ask(), "plain strong"),
  );
  return { element, headline: null, stale: () => {} };
}

// --- the parts ----------------------------------------------------------------------------------------------------------------

function parts(desk) {
  const { assessment, course } = desk.result;
  return [
    next(desk, assessment),
    part(desk, "why", [reasons(desk, assessment.reasons), assessment.contradictions.map((pair) => contradiction(desk, pair))]),
    due(desk, course),
    open(desk, assessment, course),
    part(desk, "pictures", pictures(desk, assessment)),
    advice(desk, "clinician", assessment.advice.filter(({ audience }) => audience === "clinician"), true),
    advice(desk, "told", assessment.advice.filter(({ audience }) => audience !== "clinician"), false),
    part(desk, "escalate", escalations(desk, assessment), false),
    followUp(desk, assessment),
    doses(desk, course),
    assessment.also.length > 0 && part(desk, "also", reasons(desk, assessment.also), false),
  ];
}

/** A part that can be folded; empty ones are left out. */
function part(desk, key, content, opened = true) {
  const inside = [content].flat(Infinity).filter(Boolean);
  return inside.length > 0 && h("details", { open: opened, "data-part": key }, h("summary", {}, h("h3", {}, desk.say(key))), inside);
}

const inWords = (desk, text) => local(text, desk.data.places[desk.place].units);
const list = (items) => h("ul", {}, items.map((item) => h("li", {}, item)));
const nameOf = (desk, id) => desk.data.findings[id]?.term ?? desk.data.definitions[id] ?? id;

/** What to ask next. By phone nothing can be examined: then the first open question that she can answer. */
export function nextOf(desk) {
  const { next_question: id, unanswered } = desk.result.assessment;
  const hers = (one) => desk.data.findings[one].answered_by !== "clinician";
  return !id || desk.examined || hers(id) ? id : unanswered.find(hers);
}

function next(desk, { level: at }) {
  const id = nextOf(desk);
  if (!id) return desk.data.levels[at].calm && part(desk, "next_title", h("p", { class: "quiet" }, desk.say("next_none")));
  const { ask, term } = desk.data.findings[id];
  return h("div", { class: "next", "data-part": "next" }, h("h3", {}, desk.say("next_title"), " ", h("kbd", { "aria-hidden": "true" }, "q")), h("p", {}, inWords(desk, ask || term)), button(capital(term), "next-question", () => nextQuestion(desk)));
}

function reasons(desk, rows) {
  return rows.length > 0 && h("ul", { class: "reasons" }, rows.map((row) =>
    h("li", {}, inWords(desk, row.because), h("span", { class: "basis" }, basis(desk, row.findings)), cite(desk, row.sources), differs(desk, row.differs.map((claim) => ({ source: claim, says: desk.data.others[claim] })))))); // prettier-ignore
}

function basis(desk, findings) {
  const said = Object.entries(findings).filter(([, value]) => value !== null).map(([id, value]) => {
    if (!desk.data.findings[id]) return nameOf(desk, id);
    return value === true ? nameOf(desk, id) : `${nameOf(desk, id)}: ${inWords(desk, desk.form.inWords(id, value))}`;
  }); // prettier-ignore
  return said.length ? ` (${said.join("; ")})` : "";
}

function cite(desk, claims) {
  const works = [...new Set(claims.map((id) => desk.data.sources[id]).filter(Boolean))].slice(0, MOST_SOURCES);
  return works.length > 0 && h("cite", {}, ` [${works.join("; ")}]`);
}

function differs(desk, rows) {
  const said = rows.map(({ source, says }) => [says, desk.data.sources[source]].filter(Boolean).join(" – "));
  return said.length > 0 && h("details", { class: "differs" }, h("summary", {}, `${desk.say("differs")} (${said.length})`), list(said.map((text) => inWords(desk, text))));
}

function contradiction(desk, { finding, although }) {
  return h("p", { class: "notice" }, desk.say("contradiction", { finding: nameOf(desk, finding), although: nameOf(desk, although) }));
}

/** What is open, the most telling first; each name leads to its row. */
function open(desk, { unanswered }, course) {
  const lead = (id) => button(capital(nameOf(desk, id)), "open-question", () => desk.form.to(id), "lead");
  const more = unanswered.length - MOST_OPEN;
  const lapsed = course?.current.lapsed ?? [];
  const derived = Object.entries(course?.current.derived ?? {});
  return [
    lapsed.length > 0 && part(desk, "lapsed", h("ul", { class: "leads" }, lapsed.map((id) => h("li", {}, lead(id))))),
    derived.length > 0 && part(desk, "derived", list(derived.map(([id, from]) => `${capital(nameOf(desk, id))}${from.length ? ` (${from.map((one) => nameOf(desk, one)).join("; ")})` : ""}`)), false),
    unanswered.length > 0 && part(desk, "open", [h("ul", { class: "leads" }, unanswered.slice(0, MOST_OPEN).map((id) => h("li", {}, lead(id)))), more > 0 && h("p", { class: "quiet" }, desk.say("open_more", { count: more }))]),
  ]; // prettier-ignore
}

function pictures(desk, { conditions, must_not_miss: missed }) {
  const names = (rows) => rows.map(({ id }) => desk.data.conditions[id]).join("; ");
  const of = (status) => conditions.filter((row) => row.status === status);
  const fits = of("fits");
  const rows = {
    possible: of("possible").filter((row) => row.for.length && !missed.includes(row.id)),
    must_not_miss: conditions.filter((row) => missed.includes(row.id) && row.status !== "fits"),
    less_likely: of("ruled_out").filter((row) => row.for.length),
  };
  const fitting = (row) => h("dd", {}, h("strong", {}, desk.data.conditions[row.id]), row.for.length > 0 && `: ${row.for.map((id) => nameOf(desk, id)).join("; ")}`);
  return h("dl", {}, fits.length > 0 && [h("dt", {}, desk.say("fits")), fits.map(fitting)],
    Object.entries(rows).map(([key, some]) => some.length > 0 && [h("dt", {}, desk.say(key)), h("dd", {}, names(some))])); // prettier-ignore
}

function advice(desk, key, rows, opened) {
  const stances = key === "told" ? [["told_do", (row) => row.stance !== "avoid"], ["told_avoid", (row) => row.stance === "avoid"]] : [[null, () => true]];
  const groups = stances.map(([heading, fits]) => {
    const some = rows.filter(fits);
    return some.length > 0 && [heading && h("h4", {}, desk.say(heading)), h("ul", {}, some.map((row) => adviceRow(desk, row)))];
  });
  return part(desk, key, groups, opened);
}

function adviceRow(desk, row) {
  const text = [row.text, row.more, row.except && desk.say("except", { text: row.except })].filter(Boolean).join(" ");
  return h("li", { "data-advice": row.id }, inWords(desk, text), cite(desk, row.sources), differs(desk, row.differs));
}

function escalations(desk, { escalate_if: rows, provisional }) {
  const groups = Object.keys(desk.data.levels).map((id) => [id, rows.filter(({ level: to }) => to === id)]);
  const told = groups.filter(([id, some]) => some.length && !(provisional && desk.data.levels[id].calm));
  return told.length > 0 && [
    told.map(([id, some]) => [h("h4", {}, desk.data.levels[id].title), h("p", {}, inWords(desk, some.map(changeText(desk)).join("; ")))]),
    h("p", { class: "quiet" }, desk.say("escalate_single")),
  ];
}

const changeText = (desk) => (row) => (row.as_time_passes ? `${row.text} (${desk.say("escalate_time")})` : row.text);

function followUp(desk, { follow_up: look }) {
  if (!look) return null;
  const at = +desk.result.now + look.within_hours * HOUR;
  const when = desk.say("look_by", { clock: clock(at), span: span(look.within_hours) });
  return part(desk, "follow_up", [h("p", {}, when), look.ask.length > 0 && h("p", {}, desk.say("look_ask", { list: look.ask.map((id) => nameOf(desk, id)).join("; ") }))]);
}

// --- of a course ------------------------------------------------------------------------------------------------------------------

function due(desk, course) {
  if (!course) return null;
  const rows = course.due.filter(({ status }) => status !== "no_longer").map((row) => {
    const what = desk.say(`due_${row.kind}`);
    return h("li", { "data-status": row.status }, desk.say("due_line", { what: capital(what), clock: clock(row.at), status: desk.say(`due_${row.status}`) }));
  }); // prettier-ignore
  return part(desk, "due", [
    rows.length > 0 && h("ul", { class: "due" }, rows),
    course.closed && h("p", {}, desk.say("closed", { clock: clock(course.closed) })),
    course.can_close && h("p", {}, desk.say("can_close")),
  ]);
}

function doses(desk, course) {
  const rows = Object.entries(course?.medicines ?? {}).filter(([, { last }]) => last);
  return rows.length > 0 && part(desk, "doses", list(rows.map(([id, { last, next: following, taken_mg: taken, limit_mg: limit }]) =>
    desk.say("dose_line", { name: capital(desk.data.places[desk.place][id]), last: clock(last), next: following ? clock(following) : "–", taken: `${taken} mg`, limit: `${limit} mg` })))); // prettier-ignore
}

