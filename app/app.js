// Which page is shown now? Starts the app, keeps the answers in memory and nowhere else, and goes forward and back.
//
// In: /model.json and /text/<language>.json. Out: pages in #app. A step is one page: the country, one screen of questions, or
// the answer. Whatever goes wrong, the emergency words of index.html come back.

import { h } from "/app/dom.js";
import { Guideline } from "/app/evaluator.js";
import { resultPage } from "/app/result.js";
import { countryPage, questionPage } from "/app/screens.js";

const find = (id) => document.getElementById(id);

const app = {
  guideline: null,
  place: "generic",
  answers: {}, // finding → value: what counts
  drafts: {}, // the same, kept when going back, so that nothing is lost
  typed: {}, // finding → a number as it was typed, and its unit
  steps: [{ kind: "country" }],

  get words() {
    return this.guideline.words(this.place);
  },
  get units() {
    return this.guideline.model.places[this.place].units;
  },
  say(key, more = {}) {
    return this.words.interface("app", key, key, more);
  },
  get step() {
    return this.steps.at(-1);
  },

  choosePlace(code) {
    this.place = code;
    showNumber();
    this.forward();
  },
  commit(values) {
    Object.assign(this.answers, values);
    Object.assign(this.drafts, values);
    this.forward();
  },
  forward() {
    const screen = this.guideline.nextScreen(this.answers);
    this.open(
      screen
        ? { kind: "question", ...screen, ids: screen.singles.length ? [screen.singles[0]] : screen.ticks }
        : { kind: "result" },
    );
  },
  stopHere() {
    this.open({ kind: "result", early: true });
  },
  open(step) {
    this.steps.push(step);
    history.pushState({ step: this.steps.length - 1 }, "");
    render();
  },
  back() {
    history.back();
  },
  returnTo(place) {
    if (place >= this.steps.length) return;
    const undone = this.steps.slice(place).flatMap((step) => step.ids ?? []);
    undone.forEach((id) => delete this.answers[id]);
    this.steps.length = place + 1;
    render();
  },
  again() {
    location.reload();
  },
};

const PAGES = { country: countryPage, question: questionPage, result: resultPage };

function render() {
  const page = PAGES[app.step.kind](app);
  find("app").replaceChildren(page);
  find("signs").open = page.dataset.signs === "open";
  find("signs").hidden = app.step.kind === "result" && !page.dataset.signs;
  find("signs-baby").hidden = app.answers.baby_situation === "died";
  find("live").textContent = page.dataset.spoken ?? "";
  window.scrollTo(0, 0);
  if (app.steps.length > 1) page.querySelector("h1")?.focus();
}

/** The country's emergency number in the bar that is always there; a link where it can be dialled. */
function showNumber() {
  const { emergency_tel: number } = app.guideline.model.places[app.place].words;
  const words = app.say("very_ill");
  find("call").replaceChildren(number ? h("a", { href: `tel:${number}` }, words) : h("p", {}, words));
}

function fail(problem) {
  find("broken").hidden = false;
  find("signs").hidden = false;
  find("signs").open = true;
  find("app").replaceChildren();
  console.error(problem?.name ?? "error", problem?.stack ?? "");
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function start() {
  const [model, texts] = await Promise.all([load("/model.json"), load(`/text/${document.documentElement.lang}.json`)]);
  app.guideline = new Guideline(model, texts);
  history.replaceState({ step: 0 }, "");
  render();
}

window.addEventListener("error", (event) => fail(event.error));
window.addEventListener("unhandledrejection", (event) => fail(event.reason));
window.addEventListener("popstate", (event) => app.returnTo(event.state?.step ?? 0));
start();
