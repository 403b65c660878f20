// What does a sentence rest on? In: a sentence of the answer with its claims. Out: the sentence as a line that opens the second
// sentence, the answers it follows from, its sources with how much of them was read, and what others say.

import { capital, h, icon } from "/app/dom.js";
import { answer, local } from "/app/speech.js";

const MORE_SHOWN = ["act_now", "medicine", "watch", "call"]; // elsewhere the second sentence opens with the sources

/** A sentence that opens what else there is to say, its sources, and what others say. An exception is never folded away. */
export function sentence(app, text, { stance, topic, more, except, findings = {}, sources, differs }) {
  const line = (words, name) => h("span", { class: name }, ` ${local(words, app.units)}`);
  const shown = [MORE_SHOWN.includes(topic) && more && line(more, "more"), except && line(except, "except")];
  return h(
    "details",
    { class: "sentence" },
    h("summary", {}, stance && icon(stance), h("span", { class: "words" }, line(capital(text), "main"), ...shown)),
    !MORE_SHOWN.includes(topic) && more && h("p", { class: "more" }, local(more, app.units)),
    yourAnswers(app, Object.keys(findings)),
    h("div", { class: "sources" }, ...sourceList(app, sources, differs)),
  );
}

/** Which answers a reason rests on. */
function yourAnswers(app, ids) {
  const known = ids.filter((id) => id in app.answers);
  const said = known.map((id) =>
    app.answers[id] === "unsure"
      ? app.say("not_sure_of", { question: app.words.label(id) })
      : answer(id, app.answers[id], app),
  );
  return said.length > 0 && h("p", { class: "small" }, app.say("your_answers", { list: said.join(", ") }));
}

/** The works a sentence rests on, and what others say instead. */
export function sourceList(app, sources, differs) {
  const others = differs.map((item) =>
    typeof item === "string" ? { source: item, says: app.guideline.model.claims[item].says } : item,
  );
  return [
    h("h3", {}, app.say("source_from")),
    h("ul", {}, ...byWork(app, sources).map(([, claims]) => h("li", {}, ...cited(app, claims)))),
    others.length > 0 && h("h3", {}, app.say("source_others")),
    others.length > 0 &&
      h("ul", {}, ...others.map(({ source, says }) => h("li", {}, h("q", {}, says), " ", ...cited(app, [source])))),
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
    app.say("source_read", { seen: seen.join(", ") }),
    ". ",
    link ? h("a", { href: link, rel: "noreferrer noopener", target: "_blank" }, app.say("source_open")) : null,
  ];
}
