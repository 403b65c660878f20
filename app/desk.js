// What does a nurse do at her desk? She types what is found, with single keys; the page asks the server at once what it means
// and shows it beside the form. In: /desk.json and keys. Out: the level, why, what is open, and a text for the record.
//
// Nothing is kept: no storage, no cookie, no address. Entries go to this server to be judged, without notes and names. An answer
// is marked as not current the moment an entry changes, and taken away if the server does not answer.

import { answerPane, failurePane } from "./desk-answer.js";
import { checkinList, newCheckin, toSend } from "./desk-checkins.js";
import { dropped, exportRecord, importDialog, textDialog } from "./desk-exchange.js";
import { Form } from "./desk-form.js";
import { keyDialog, keys } from "./desk-keys.js";
import { Guideline } from "./evaluator.js";
import { button, h } from "./page.js";

const PAUSE = 250; // milliseconds without a key before the server is asked
const PATIENCE = 8000; // milliseconds for an answer
const AGAIN = 5 * 60_000; // time goes on: a course is judged anew
const HOUR = 3600_000;
const MOST_UNDONE = 60;
const UNSET = "generic";

const $ = (id) => document.getElementById(id);

export class Desk {
  constructor(data) {
    this.data = data;
    const nothing = { levels: {}, rules: {}, definitions: {}, conditions: {}, advice: {}, follow_ups: {} };
    this.gates = new Guideline({ ...nothing, findings: data.findings }, {}); // only to tell what applies
    this.place = UNSET;
    this.singleKeys = true;
    this.reset();
  }

  /** An empty page. */
  reset() {
    this.checkins = [newCheckin()];
    this.current = this.checkins[0];
    this.started = null;
    this.rest = {}; // what a record holds besides: its id, unit, earlier episodes
    this.before = [];
    this.unsaved = false;
    this.result = null;
    this.announced = null;
  }

  say(key, more = {}) {
    const known = { ...this.data.places[this.place], ...more };
    return (this.data.words[key] ?? key).replace(/\{([a-z_]+)\}/g, (whole, name) => known[name] ?? whole);
  }

  // --- what is entered -----------------------------------------------------------------------------------------------

  get answers() {
    return this.current.findings;
  }

  get isCourse() {
    const [only, ...more] = this.checkins;
    const told = only.events?.length || only.medicines?.length || only.breast || only.feed;
    return Boolean(more.length || told || this.started || this.rest.earlier?.length || Date.now() - only.at > HOUR);
  }

  /** Whether anything was said besides who answers. */
  get isEmpty() {
    const said = ({ findings, ...rest }) =>
      Object.keys(findings).some((id) => id !== "answering_for") || rest.events?.length || rest.medicines?.length || rest.note;
    return !this.checkins.some(said);
  }

  /** Does something to the entries: it can be undone, and whatever was answered is not current any more. */
  change(what, redraw = false) {
    this.before.push(JSON.stringify({ checkins: this.checkins, current: this.checkins.indexOf(this.current), started: this.started, rest: this.rest }));
    if (this.before.length > MOST_UNDONE) this.before.shift();
    what();
    this.current.written = Date.now();
    this.unsaved = true;
    this.changed(redraw);
  }

  undo() {
    const last = this.before.pop();
    if (!last) return this.tell(this.say("undo_nothing"));
    const { checkins, current, started, rest } = JSON.parse(last);
    Object.assign(this, { checkins, current: checkins[current], started, rest });
    this.changed(true);
    this.tell(this.say("undone"));
  }

  changed(redraw = false) {
    if (redraw) this.form.draw();
    else this.form.refresh();
    this.contact();
    this.request?.abort(); // an answer on its way is not of what is entered now
    this.request = null;
    this.stale();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  // --- asking the server ---------------------------------------------------------------------------------------------

  /** Everything shown as the answer is from before the last entry, and says so. */
  stale() {
    this.state = "stale";
    $("answer").dataset.state = "stale";
    if (this.failure) this.draw();
    else this.pane?.stale();
    checkinList(this, $("checkins"));
  }

  async ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    const request = (this.request = new AbortController());
    if (this.isEmpty) return this.show(null);
    const now = new Date();
    const reader = { place: this.place, audience: "clinician" };
    const [address, body] = this.isCourse
      ? ["/api/follow", { episode: toSend(this), ...reader, now: now.toISOString() }]
      : ["/api/assess", { findings: this.answers, ...reader }];
    try {
      const found = await this.post(address, body, request);
      if (this.request === request) this.show(view(found, now));
    } catch (problem) {
      if (this.request === request) this.fail(problem);
    }
  }

  /** The JSON the server answers with. Throws what it refuses, in `faults`. */
  async post(address, body, request = new AbortController()) {
    const late = setTimeout(() => request.abort(), PATIENCE);
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        cache: "no-store",
        signal: request.signal,
      });
      const found = await answer.json();
      if (!answer.ok) throw Object.assign(new Error("refused"), { faults: found.errors });
      return found;
    } finally {
      clearTimeout(late);
    }
  }

  show(result) {
    this.failure = null;
    this.result = result;
    this.state = "current";
    this.draw();
    this.announce();
    this.form.refresh();
  }

  fail(problem) {
    this.failure = { faults: problem.faults ?? [] };
    this.state = "failed";
    this.announced = null;
    this.draw();
    $("assertive").textContent = `${this.say("failed")} ${this.say(this.failure.faults.length ? "failed_faults" : "failed_why")}`;
  }

  draw() {
    $("answer").dataset.state = this.state;
    this.pane = this.failure ? failurePane(this) : answerPane(this);
    $("answer").replaceChildren(this.pane.element);
    checkinList(this, $("checkins"));
  }

  /** Says the level once when it changes; an emergency at once. */
  announce() {
    const shown = this.result && this.pane.headline;
    if (!shown || shown === this.announced) return;
    this.announced = shown;
    const urgent = this.result.assessment.level === Object.keys(this.data.levels)[0];
    $(urgent ? "polite" : "assertive").textContent = "";
    $(urgent ? "assertive" : "polite").textContent = this.say(urgent ? "announce_emergency" : "announce", { level: shown });
  }

  /** A short word about what was just done. */
  tell(text) {
    $("polite").textContent = text;
    $("told").textContent = text;
  }

  // --- the tools above ------------------------------------------------------------------------------------------------

  tools() {
    const chosen = (event) => {
      this.place = event.target.value;
      if (this.place === UNSET) delete this.rest.place;
      else this.rest.place = this.place;
      unset.hidden = this.place !== UNSET;
      this.numbers();
      this.changed(true);
    };
    const places = Object.entries(this.data.places).sort(([one], [other]) => (other === UNSET) - (one === UNSET));
    const place = h("select", { id: "place", onchange: chosen, autocomplete: "off" }, places.map(([code, { name }]) => h("option", { value: code, selected: code === this.place }, name)));
    const unset = h("p", { class: "notice", hidden: this.place !== UNSET }, this.say("place_unset"));
    const contact = h("select", { id: "contact", autocomplete: "off", onchange: (event) => this.meet(event.target.value === "seen") },
      ["phone", "seen"].map((way) => h("option", { value: way }, this.say(`contact_${way}`)))); // prettier-ignore
    const single = h("input", { type: "checkbox", id: "single-keys", checked: this.singleKeys, onchange: (event) => (this.singleKeys = event.target.checked) });
    const today = new Date().toISOString().slice(0, 10);
    $("tools").replaceChildren(
      h(
        "div",
        { class: "toolbar" },
        h("label", { for: "place" }, this.say("place"), place),
        h("label", { for: "contact" }, this.say("contact"), contact),
        button(this.say("copy"), "copy", () => textDialog(this), "plain strong"),
        button(this.say("import"), "import", () => importDialog(this)),
        button(this.say("export"), "export", () => exportRecord(this)),
        button(this.say("print"), "print", () => window.print()),
        button(this.say("undo"), "undo", () => this.undo()),
        button(this.say("clear"), "clear", () => this.clear()),
        button(`${this.say("help")} ?`, "help", () => keyDialog(this)),
        h("label", { class: "switch" }, single, this.say("single_keys")),
      ),
      h("p", { id: "told", class: "told" }),
      unset,
      ...[this.data.review_by < today && h("p", { class: "notice" }, this.say("guide_past", { date: this.data.review_by }))].filter(Boolean),
    );
    this.contact();
  }

  /** Whether she is seen: only then is there an examination to ask about, and who answers is the clinician. */
  get examined() {
    return this.answers.answering_for === "clinician";
  }

  meet(seen) {
    this.change(() => (this.answers.answering_for = seen ? "clinician" : "self"));
  }

  contact() {
    $("contact").value = this.examined ? "seen" : "phone";
  }

  /** The numbers of the chosen country stand alone above; of no country all of them. */
  numbers() {
    const { name, emergency, emergency_tel: emergencyTel, urgent, urgent_tel: urgentTel } = this.data.places[this.place];
    const dial = (text, number) => (number ? h("a", { href: `tel:${number}` }, text) : text);
    this.everywhere ??= [...document.querySelector(".numbers").children];
    const own = [h("li", {}, `${name}: `, dial(emergency, emergencyTel)), h("li", {}, dial(urgent, urgentTel))];
    document.querySelector(".numbers").replaceChildren(...(this.place === UNSET ? this.everywhere : own));
  }

  clear() {
    if (this.unsaved && !window.confirm(this.say("clear_ask"))) return;
    this.reset();
    this.tools();
    this.changed(true);
    this.form.toFirst();
    this.tell(this.say("cleared"));
  }

  // --- start -----------------------------------------------------------------------------------------------------------

  start() {
    this.form = new Form(this, $("form"), $("finder"));
    this.tools();
    this.form.draw();
    this.show(null);
    this.form.toFirst();
    document.addEventListener("keydown", (event) => keys(this, event));
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => dropped(this, event));
    addEventListener("beforeunload", (event) => this.unsaved && event.preventDefault());
    setInterval(() => this.isCourse && this.state === "current" && !document.hidden && this.ask(), AGAIN);
    this.fromAddress();
  }

  /** What came in the address (#s=…, #h=…) is opened here and taken out of it at once. */
  fromAddress() {
    if (!/^#[sh]=/.test(location.hash)) return;
    const text = location.href;
    history.replaceState(null, "", location.pathname);
    importDialog(this, text);
  }

  saved(text) {
    this.unsaved = false;
    this.tell(text);
  }
}

/** One shape of both answers: of the findings of a moment, and of a course. */
function view(found, now) {
  if (!found.current) {
    const { hours } = found.see_by;
    return { assessment: found, now, seeBy: { at: +now + hours * HOUR, hours }, course: null };
  }
  const { assessment, see_by: seeBy } = found.current;
  return { assessment, now: new Date(found.now), seeBy: { at: Date.parse(seeBy.at), hours: seeBy.hours }, course: found };
}

async function begin() {
  try {
    const answer = await fetch("/desk.json");
    if (!answer.ok) throw new Error(String(answer.status));
    new Desk(await answer.json()).start();
    $("loading").hidden = true;
  } catch (problem) {
    $("loading").hidden = true;
    $("broken").hidden = false;
    throw problem;
  }
}

begin();
