// Which page is shown now? Starts the app, keeps the answers on this device alone, and goes forward and back.
//
// In: the guideline in the language of the page, /data/. Out: pages in #app. A step is one page: the danger signs, the first
// choices, one screen of questions, or the answer. What was answered is the sum of the steps, so that going back undoes exactly
// what it should. Whatever goes wrong, the emergency words of index.html come back. What only a course of days needs
// (course.js), or only the page for the doctor, is fetched when it is needed, so that the first question comes soon.

import { Guideline } from "./evaluator.js";
import { button, day, fits, h, local } from "./page.js";
import { assessments, resultPages } from "./result.js";
import { questionPages } from "./screens.js";

const find = (id) => document.getElementById(id);
const MINUTE = 60 * 1000; // milliseconds
const HOUR = 60 * MINUTE;
const KEPT = "lactwise"; // the answers, in the browser's own store
const LOOK = "lactwise-look"; // the size of letters, light or dark
const OPEN = "lactwise-open"; // this window shows the answers: it goes on by itself after a reload
const EPISODE = "lactwise-e"; // with these letters begins what is kept of a course of days
const MARK = "episodes-were-kept"; // an empty cache that outlives them
// what is kept of an interview
const FIELDS = ["place", "chosenPlace", "unit", "tables", "steps", "begun", "ends", "entry", "checking", "apart"];
const SIZES = ["normal", "large", "largest"];
const NIGHT = [21, 7]; // from this hour to that one it is dark by itself
const PAGES = { ...questionPages, ...resultPages };
const LATER = ["doctor", "course", "still", "entry", "over", "anew", "handover", "opened"]; // pages that are fetched when needed
const LATER_FILES = [
  ...["course", "checkin", "entries", "entry", "episode", "store", "timeline", "doses", "keeping", "handover", "sealing", "doctor", "sheet"].map((name) => `${name}.js`),
  "vendor/lean-qr.mjs",
];
const JUDGED = ["result", "doctor"]; // pages that show an answer

const app = {
  guideline: null,
  ...nothing(),
  visited: 0, // how many entries of the browser's history are ours
  saved: true, // whether the browser keeps what we give it
  why: null, // why it does not keep the course: it is full, or refuses
  earlier: null, // what was kept by an earlier visit, until she says whether to go on
  episodes: null, // what is kept of courses of days, once it has been read
  later: null, // the functions of course.js, once they are here
  turn: 0, // grows when everything begins anew, so that nothing late is written

  get words() {
    return this.guideline.words(this.place);
  },
  /** The unit temperatures are shown in: hers, or the country's. */
  get units() {
    return this.unit ?? this.guideline.model.places[this.place].units;
  },
  say(key, more = {}) {
    return this.words.interface("app", key, key, more);
  },
  /** The words that other surfaces share: headings, and sentences round the assessment. */
  note(key, more = {}) {
    return local(this.words.interface("note", key, "", more), this.units);
  },
  /** Phrases in one line. */
  listed(phrases) {
    return phrases.join(this.words.interface("language", "comma"));
  },
  get step() {
    return this.steps.at(-1);
  },
  /** The course that this interview belongs to: {course, episode}; nothing before there is one. */
  get course() {
    return this.read ? null : (this.later?.present(this) ?? null);
  },
  get shown() {
    return document.documentElement.dataset;
  },

  // --- answers ----------------------------------------------------------------------------------------------------------

  /** Whether the two breasts differ, so that each has its own answers. */
  get differ() {
    return this.steps.some((step) => step.differ) || Boolean(this.checking && this.later?.differ(this));
  },
  /** The breast now asked about, where the two differ. */
  get breast() {
    return this.steps.some((step) => step.kind === "other") ? "right" : this.differ ? "left" : null;
  },
  get answers() {
    return this.answersOf(this.breast);
  },
  /** What was answered, of one breast where the two differ. Time goes on while the phone sleeps. */
  answersOf(breast) {
    const ofDays = this.later?.answers(this, breast);
    if (ofDays) return ofDays;
    const found = {};
    for (const { values = {}, at, breast: of } of this.steps) {
      for (const [id, value] of Object.entries(values)) {
        const { unit, tags = [] } = this.guideline.findings[id];
        if (breast && of !== breast && tags.includes("breast")) continue;
        const gone = unit === "hours" && typeof value === "number" ? Math.floor((Date.now() - at) / (HOUR / 100)) / 100 : 0;
        found[id] = gone > 0 ? Math.min(value + gone, this.guideline.findings[id].range[1]) : value;
      }
    }
    return breast ? { ...found, side: breast } : found;
  },
  /** The level so far; where the breasts differ, the more urgent of the two. */
  triage() {
    const sides = this.breast === "right" ? ["left", "right"] : [this.breast];
    const found = sides.map((side) => this.guideline.triage(this.guideline.read(this.answersOf(side))));
    return found.reduce((one, other) => (this.urgency(other) < this.urgency(one) ? other : one));
  },
  urgency({ level }) {
    return this.guideline.levels.indexOf(level);
  },
  /** What was ticked and typed, kept when going back, so that nothing is lost; of each breast where the two differ. */
  get table() {
    const key = this.breast ?? "both";
    const before = this.tables[key === "right" ? "left" : "both"];
    this.tables[key] ??= { drafts: this.shared(before.drafts), typed: this.shared(before.typed) };
    return this.tables[key];
  },
  get drafts() {
    return this.table.drafts;
  },
  get typed() {
    return this.table.typed;
  },
  /** What holds of both breasts. */
  shared(table) {
    return Object.fromEntries(Object.entries(table).filter(([id]) => !this.guideline.findings[id].tags?.includes("breast")));
  },
  /** The assessment, or one of each breast where they differ, the more urgent first. */
  assessments() {
    return assessments(this);
  },
  /** The time of an answer: never before what is written already, although the clock was set back. */
  now() {
    return Math.max(Date.now(), this.later?.latest(this) ?? 0);
  },
  commit(values, rough = false) {
    Object.assign(this.step, { values, at: this.now(), rough });
    Object.assign(this.drafts, values);
    Object.assign(this, { earlier: null, askedAgain: null }); // answering anew takes the place of what an earlier visit left
    this.forward();
  },
  /** What she has not been asked and may have set it off, as one list; then the answer again. */
  forCauses() {
    this.open({ kind: "question", screen: "feeding", about: "cause", ids: this.openFor("cause"), breast: this.breast });
  },
  /** What a doctor will ask and she has not been asked, question by question; then the page for the doctor. */
  forDoctor() {
    const [id] = this.openFor("doctor");
    if (!id) return this.open({ kind: "doctor" });
    const { kind, screen } = this.guideline.findings[id];
    this.open({ kind: "question", screen, about: "doctor", ids: [id], single: kind !== "yes_no", breast: this.breast });
  },
  /** Findings with a tag that can be and have not been asked. */
  openFor(tag) {
    const { answers, guideline } = this;
    const { known } = guideline.read(answers);
    const fits = ({ applies_if: gate }) => gate === undefined || guideline.certain(gate, known);
    const asked = Object.entries(guideline.findings).filter(([, finding]) => finding.tags?.includes(tag) && fits(finding));
    return asked.map(([id]) => id).filter((id) => !(id in answers));
  },
  forward() {
    if (this.step.about === "doctor") return this.forDoctor();
    if (this.step.about === "cause") return this.open({ kind: "result" });
    const looked = this.later?.asked(this);
    if (looked) return this.open(looked);
    const screen = this.guideline.nextScreen(this.answers);
    const last = !screen && this.later?.lastAsked(this);
    if (last) return this.open(last);
    if (!screen) return this.open({ kind: this.breast === "left" && !this.emergency ? "other" : "result" });
    const known = this.checking && "answering_for" in this.answers;
    if (!known && !this.steps.some((step) => step.kind === "setup")) return this.open({ kind: "setup" });
    if (!this.checking && this.step.values?.side === "both") return this.open({ kind: "alike" });
    this.open(this.question(screen));
  },
  get emergency() {
    return this.urgency(this.triage()) === 0;
  },
  /** The findings given as a stretch of time, not as a number. */
  roughOf(breast) {
    const own = this.steps.filter(({ rough, breast: of }) => rough && (!breast || !of || of === breast));
    return own.flatMap(({ values }) => Object.keys(values));
  },
  /** The step that asks a screen: where it hurts is asked with one drawing, other single questions alone. */
  question({ singles, ticks, screen, about }, kind = "question") {
    const drawn = ["side", "extent"].filter((id) => singles.includes(id));
    const ids = drawn.includes(singles[0]) ? drawn : singles.length ? [singles[0]] : ticks;
    return { kind, screen, about, ids, single: singles.length > 0, breast: this.breast };
  },
  stopHere() {
    this.open({ kind: "result" });
  },

  // --- going forward and back -----------------------------------------------------------------------------------------

  open(step) {
    this.steps.push(step);
    this.visited += 1;
    history.pushState({ step: this.steps.length - 1, place: this.visited }, "");
    this.render();
  },
  back() {
    if (this.visited > 0) history.back();
    else this.returnTo(this.steps.length - 2);
  },
  /** The browser's own back and forward: back undoes at least one step, forward leads nowhere and breaks nothing. */
  moved({ step = 0, place = 0 }) {
    const back = place < this.visited;
    this.visited = place;
    if (back) this.returnTo(Math.min(step, this.steps.length - 2));
  },
  returnTo(place) {
    if (place < 0 || place >= this.steps.length - 1) return;
    this.steps.length = place + 1;
    ["values", "at", "differ"].forEach((key) => delete this.step[key]);
    if (this.read) {
      this.read = null;
      restore(false);
    }
    this.render();
  },
  /** From the page for the doctor to the answer, with what was added for the doctor. */
  toAnswer() {
    if (this.steps.at(-2)?.kind === "result") return this.back();
    this.steps = [...this.steps.filter(({ kind }) => !["result", "doctor", "report"].includes(kind)), { kind: "result" }];
    this.here();
    this.render();
  },
  /** Tells the browser's history which step is shown. */
  here() {
    history.replaceState({ step: this.steps.length - 1, place: this.visited }, "");
  },
  render() {
    keep();
    const { kind } = this.step;
    if (!PAGES[kind]) return fetched(kind).then(() => this.step.kind === kind && this.render());
    const page = PAGES[kind](this);
    const start = this.step.kind === "start";
    find("app").replaceChildren(page);
    find("welcome").hidden = !start;
    find("welcome").classList.toggle("short", page.querySelector("[data-course-card]") !== null);
    find("signs").open = page.dataset.signs === "open";
    find("signs").hidden = page.dataset.signs === "none";
    find("signs-baby").hidden = this.drafts.baby_situation === "died";
    find("live").textContent = page.dataset.spoken ?? "";
    window.scrollTo(0, 0);
    showTools();
    silence();
    this.shownAs = this.state();
    if (JUDGED.includes(kind)) this.record();
    if (!start) page.querySelector("h1")?.focus();
  },
  /** Fetches what a course of days needs, once. */
  async days() {
    this.fetching ??= import("./course.js").then(async (found) => {
      await found.begin(this);
      Object.assign(PAGES, found.pages);
      this.later = found;
    });
    await this.fetching.catch((problem) => {
      this.fetching = null;
      throw problem;
    });
    return this.later;
  },
  /** An answer that was reached is kept as an entry of the course; what fails is said and breaks nothing. */
  async record() {
    const { turn, read } = this;
    if (read || this.entry?.kept === false) return;
    try {
      const days = await this.days();
      if (turn !== this.turn) return;
      days.keepEntry(this);
      keep();
    } catch (problem) {
      this.why = "refused";
      console.warn(problem?.name ?? "error", problem?.message ?? "");
    }
    showTools();
  },
  /** What the page rests on, to the hour. */
  state() {
    if (!JUDGED.includes(this.step.kind)) return this.later?.state(this) ?? "";
    const whole = (value) => (typeof value === "number" ? Math.floor(value) : value);
    const sides = (this.differ ? ["left", "right"] : [null]).map((breast) => this.answersOf(breast));
    return JSON.stringify(sides.map((answers) => Object.values(answers).map(whole)));
  },
  /** Time has gone on: what may have changed is asked again, and an answer on the page is worked out anew. */
  wake() {
    if (!this.guideline || !this.kept || this.read) return;
    if (this.steps.some(lapsed)) {
      if (this.later?.rested(this)) return;
      const kept = Object.fromEntries(FIELDS.map((field) => [field, this[field]]));
      this.earlier = { ...kept, digest: this.guideline.model.digest, at: Math.max(...this.steps.map(({ at }) => at ?? 0)) };
      goOn();
    } else this.redraw();
  },
  /** An interview without any answer, at its first page. */
  startOver() {
    Object.assign(this, nothing(), { turn: this.turn + 1, earlier: null, askedAgain: null });
    this.steps.push(this.question(this.guideline.nextScreen({}), "start"));
  },
  /** Draws the page anew when what it rests on has changed, and nothing is half typed or ticked on it. */
  redraw() {
    const busy = document.activeElement?.matches("input, textarea, select") || (this.step.kind === "start" && document.querySelector("#app input:checked"));
    if (!busy && this.shownAs !== this.state()) this.render();
  },
  /** What she said in this interview is taken back, and it begins anew. */
  again() {
    this.later?.takeBack(this);
    startAnew();
  },
  showNumber,
  showTools,
  goOn,
  wipe,
  startAnew,
};

function nothing() {
  return {
    place: "generic",
    chosenPlace: null, // the country she chose herself, "generic" included
    unit: null,
    tables: { both: { drafts: {}, typed: {} } }, // finding → value; finding → a number as it was typed, and its unit
    steps: [],
    begun: Date.now(),
    ends: null, // when the antibiotics end, as a date
    entry: null, // the entry this interview makes: its episode, its id, from when answers belong to it, whether it is kept
    checking: false, // this interview goes on with an episode: what was said before counts
    apart: false, // this interview is of a new illness, although another is not over
    read: null, // a summary that was opened from a code: shown, never kept
  };
}

/** The country's emergency number in the bar that is always there; a link where it can be dialled. */
function showNumber() {
  const { emergency_tel: number } = app.guideline.model.places[app.place].words;
  const words = app.say(number ? "very_ill" : "very_ill_anywhere");
  find("call").replaceChildren(number ? h("a", { href: `tel:${number}` }, words) : h("p", {}, words));
}

// --- what is kept on this device ----------------------------------------------------------------------------------------

function keep() {
  if (app.earlier || app.read || (app.steps.length < 2 && !app.kept)) return;
  const kept = Object.fromEntries(FIELDS.map((field) => [field, app[field]]));
  app.kept = true;
  app.saved = attempt(() => {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept, digest: app.guideline.model.digest, at: Date.now() }));
    sessionStorage.setItem(OPEN, "1");
    return true;
  });
}

/** What an action gives, or nothing where the browser keeps nothing (a private window, a full store). */
function attempt(action) {
  try {
    return action();
  } catch {
    return false;
  }
}

/** Fetches the pages of a kind. */
async function fetched(kind) {
  if (kind === "doctor") PAGES.doctor = (await import("./doctor.js")).doctorPage;
  else await app.days();
}

/** Takes up what an earlier visit left: at once in the same window, else after she says so. Nonsense is left alone. */
function restore(atOnce = true) {
  const kept = attempt(() => JSON.parse(localStorage.getItem(KEPT)));
  if (!attempt(() => sound(kept))) return;
  const sameWindow = atOnce && attempt(() => sessionStorage.getItem(OPEN));
  if (!sameWindow && !kept.steps.some(({ values }) => values)) return;
  app.earlier = kept;
  if (sameWindow) goOn();
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether what was kept has the shape we gave it. */
function sound({ place, tables, steps, begun, at }) {
  const filled = isTable(tables.both) && Object.values(tables).every(({ drafts, typed }) => isTable(drafts) && isTable(typed));
  const known = filled && typeof place === "string" && Object.hasOwn(app.guideline.model.places, place);
  const whole = ({ kind, values, ids }) =>
    (Object.hasOwn(PAGES, kind) || LATER.includes(kind)) && (values === undefined || isTable(values)) && (ids === undefined || ids.length > 0);
  return known && steps.length > 0 && steps.every(whole) && [begun, at].every(Number.isFinite);
}

/** Goes on with what was kept. An answer that may have changed since is asked again, never carried as "no". */
function goOn() {
  const { steps, digest, at, tables, ...rest } = app.earlier;
  const fitting = (table) => Object.fromEntries(Object.entries(table).filter(([id, value]) => fits(app, id, value)));
  for (const field of FIELDS) if (field in rest) app[field] = rest[field];
  const fitted = Object.entries(tables).map(([key, { drafts, typed }]) => [key, { drafts: fitting(drafts), typed }]);
  Object.assign(app, { earlier: null, kept: true, tables: Object.fromEntries(fitted) });
  const readable = ({ values = {}, ids = [] }) =>
    Object.entries(values).every(([id, value]) => fits(app, id, value)) && ids.every((id) => Object.hasOwn(app.guideline.findings, id));
  const same = digest === app.guideline.model.digest && steps[0].kind === "start" && steps.every(readable);
  const stale = steps.findIndex((step) => lapsed(step));
  const until = !same ? 1 : stale < 0 ? steps.length : stale + 1;
  const first = app.question(app.guideline.nextScreen({}), "start"); // the danger signs of this version, never of an older one
  app.steps = [{ ...first, values: steps[0].values, at: steps[0].at }, ...steps.slice(1, until)];
  if (until < steps.length || !same) {
    ["values", "at", "differ"].forEach((key) => delete app.step[key]);
    const { episode, done } = app.entry ?? {};
    if (done) app.entry = until > 1 ? { episode, from: app.now() } : null; // what is written stays: this is another entry
    if (until === 1) app.checking = false;
  }
  app.askedAgain = (until < steps.length || !same) && { at };
  app.visited = 0;
  app.here();
  showNumber();
  app.render();
}

const lapsed = ({ values = {}, at }) =>
  Object.keys(values).some((id) => (Date.now() - at) / HOUR > (app.guideline.findings[id]?.valid_hours ?? Infinity));

function startAnew() {
  attempt(() => localStorage.removeItem(KEPT));
  attempt(() => sessionStorage.removeItem(OPEN));
  app.startOver();
  app.kept = false;
  app.here();
  showNumber();
  app.render();
}

/** Removes every answer and every choice from this device. */
function wipe() {
  app.later?.wipe(app);
  globalThis.caches?.delete(MARK).catch(() => null);
  attempt(() => localStorage.clear());
  attempt(() => sessionStorage.clear());
  startAnew();
  look();
  find("live").textContent = app.say("wiped");
  find("tools").prepend(h("p", { class: "notice" }, app.say("wiped")));
}

/** Leaves the page at once for an empty one. What is saved stays, and is not shown by going back. */
function leave() {
  silence();
  attempt(() => sessionStorage.removeItem(OPEN));
  document.body.replaceChildren();
  location.replace("about:blank");
}

// --- how it looks and sounds --------------------------------------------------------------------------------------------

function look(change = {}) {
  const chosen = { ...attempt(() => JSON.parse(localStorage.getItem(LOOK))), ...change };
  if (Object.keys(change).length) attempt(() => localStorage.setItem(LOOK, JSON.stringify(chosen)));
  const now = new Date().getHours();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches || now >= NIGHT[0] || now < NIGHT[1];
  app.shown.theme = chosen.theme ?? (dark ? "dark" : "light");
  app.shown.size = chosen.size ?? SIZES[0];
}

/** Read aloud, letters, light or dark, and what is kept: under every page, in reach of the thumb. */
function showTools() {
  const turn = (change) => () => {
    look(change());
    showTools();
  };
  const size = () => ({ size: SIZES[(SIZES.indexOf(app.shown.size) + 1) % SIZES.length] });
  const theme = () => ({ theme: app.shown.theme === "dark" ? "light" : "dark" });
  find("tools").replaceChildren(
    h(
      "div",
      { class: "tools" },
      voice() && button(app.say("read_aloud"), "read", readAloud),
      button(app.say("letters"), "size", turn(size)),
      button(app.say(app.shown.theme === "dark" ? "light" : "dark"), "theme", turn(theme)),
      button(app.say("report"), "report", () => app.step.kind !== "report" && app.open({ kind: "report" })),
    ),
    ...saved(),
    ...update(),
  );
}

function saved() {
  if (!app.kept && !app.episodes?.length) return [];
  const why = app.why && app.words.interface("course", app.why);
  return [
    h(
      "div",
      { class: "saved" },
      h("p", { "data-saved": String(app.saved && !why) }, why || app.say(app.saved ? "saved" : "not_saved")),
      button(app.say("wipe"), "wipe", wipe, "choice"),
    ),
  ];
}

/** A voice of the device itself. Voices that send the text away to be spoken are not used. */
const voice = () =>
  globalThis.speechSynthesis?.getVoices().find(({ localService, lang }) => localService && lang.startsWith(document.documentElement.lang));

function readAloud() {
  if (speechSynthesis.speaking) return silence();
  app.reading = true;
  find("app").classList.add("whole"); // what is below the fold is not laid out, and has no words until it is
  const text = find("app").innerText;
  find("app").classList.remove("whole");
  for (const line of text.split("\n").filter((text) => text.trim())) {
    const spoken = new SpeechSynthesisUtterance(line);
    Object.assign(spoken, { voice: voice(), lang: document.documentElement.lang });
    speechSynthesis.speak(spoken);
  }
}

/** Stops the voice, if it speaks; asking costs time. */
function silence() {
  if (app.reading) speechSynthesis.cancel();
  app.reading = false;
}

// --- a newer guideline --------------------------------------------------------------------------------------------------

let waiting = null; // a newer version that is ready, and what it says of itself

/** Offers a newer version where nothing is interrupted: before the first question and beside an answer. */
function update() {
  if (!waiting || !["start", "result"].includes(app.step.kind)) return [];
  const { version, review_by } = waiting.about;
  const take = () => {
    waiting.worker.addEventListener("statechange", () => waiting.worker.state === "activated" && location.reload());
    waiting.worker.postMessage({ take: true });
  };
  return [
    h(
      "div",
      { class: "notice", "data-update": version },
      h("p", {}, app.say("update", { version, date: day(review_by, app.words) })),
      button(app.say("update_now"), "update", take, "choice"),
    ),
  ];
}

/** Keeps this page and its guideline for when there is no network, and listens for newer ones. */
async function keepOffline() {
  const registration = await navigator.serviceWorker?.register("/sw.js").catch(() => null);
  if (!registration) return fetchAll(); // nobody keeps it for us, and the server need not learn when an answer was reached
  const ask = (worker, message) =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data);
      worker.postMessage(message, [channel.port2]);
    });
  const offer = async (worker) => {
    waiting = { worker, about: await ask(worker, { about: true }) };
    showTools();
  };
  if (registration.waiting && registration.active) await offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && registration.active && offer(worker));
  });
  const ready = await navigator.serviceWorker.ready;
  const kept = await ask(ready.active, { keep: [location.pathname] });
  await fetchAll(); // from what is kept: that an answer was reached is nobody's to see
  app.shown.offline = kept;
}

/** Everything that is needed later, at once. */
const fetchAll = () => Promise.allSettled(LATER_FILES.map((name) => import(`./${name}`)));

// --- starting, and failing ----------------------------------------------------------------------------------------------

function fail(problem) {
  find("broken").hidden = false;
  find("signs").hidden = false;
  find("signs").open = true;
  find("app").replaceChildren();
  console.error(problem?.name ?? "error", problem?.stack ?? "");
}

/** Whether a course of days is kept here, or was and the browser has lost it. */
async function daysKept() {
  const here = attempt(() => Object.keys(localStorage).some((key) => key.startsWith(EPISODE)));
  return here || Boolean(await globalThis.caches?.has(MARK).catch(() => false));
}

async function start() {
  look();
  history.scrollRestoration = "manual"; // every page begins at its top, also after a reload
  const code = location.hash;
  if (code) history.replaceState(null, "", location.pathname); // out of the address bar, and of every later address
  const answer = await fetch(document.querySelector("link[rel=preload]").href);
  if (!answer.ok) throw new Error(`data: ${answer.status}`);
  const { model, texts } = await answer.json();
  app.guideline = new Guideline(model, texts);
  app.steps.push(app.question(app.guideline.nextScreen({}), "start"));
  app.here();
  find("leave").hidden = false;
  find("leave").addEventListener("click", leave);
  if (await daysKept()) await app.days().catch(() => null);
  if (code.startsWith("#s=")) {
    app.read = await (await import("./doctor.js")).opened(app, code.slice(3));
    app.open({ kind: "doctor" });
  } else if (code.startsWith("#h=")) {
    app.sealed = code.slice(3);
    app.open({ kind: "opened" });
  } else {
    restore();
    if (app.steps.length === 1) app.render();
  }
  app.showNumber();
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", showTools);
  keepOffline();
}

window.addEventListener("error", (event) => fail(event.error));
window.addEventListener("unhandledrejection", (event) => fail(event.reason));
window.addEventListener("pageshow", (event) => event.persisted && (find("app") ? app.wake() : location.reload()));
find("skip").addEventListener("click", (event) => {
  event.preventDefault(); // an address of its own would look like a step back
  find("app").focus();
});
window.addEventListener("popstate", (event) => event.state && app.moved(event.state));
window.addEventListener("hashchange", () => /^#[sh]=/.test(location.hash) && location.reload()); // a code, pasted in
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.wake());
setInterval(() => app.wake(), MINUTE);
start();
