// How does she take it along, bring it back, or have it gone? In: the app and an episode. Out: the parts of the course's page for that,
// and the pages that give an episode to another phone and take one from it. Nothing leaves this phone unless she does it.

import { put, remove, reread } from "./entries.js";
import { exported, fileName, imported, openPage, sealedIn } from "./handover.js";
import { button, download, h } from "./page.js";
import { discard, lasting } from "./store.js";

const say = (app, key, more) => app.words.interface("course", key, key, more);

/** Whether the browser keeps it, said where it does not. */
export function kept(app) {
  const { broken, refused, faults = [] } = app.keptBy;
  const lines = [refused && "refused", app.why, broken && "broken", faults.length > 0 && "faults"].filter(Boolean);
  if (!lines.length) return null;
  const away = () => {
    discard();
    reread(app);
    app.render();
  };
  return h(
    "div",
    { class: "notice", "data-not-kept": lines.join(" ") },
    [...new Set(lines)].map((key) => h("p", {}, say(app, key))),
    broken && button(say(app, "broken_save"), "broken-save", () => download("lactwise-unread.txt", "text/plain", broken), "choice"),
    broken && button(say(app, "broken_discard"), "broken-discard", away, "choice"),
  );
}

/** A part of the page that is folded away until it is wanted. */
export const folded = (app, key, ...content) => h("details", { class: "folded card", "data-part": key }, h("summary", {}, say(app, `${key}_title`)), ...content);

export function sharing(app, episode) {
  const told = h("p", { role: "status" });
  const file = h("input", { type: "file", accept: ".json,.txt,application/json,text/plain", id: "import", class: "hidden-visually", onchange: () => bring(app, file, told) });
  const ask = async () => {
    const { promised } = await lasting();
    told.textContent = say(app, promised ? "stays" : "may_go");
  };
  return folded(
    app,
    "share",
    episode && h("p", { class: "quiet" }, say(app, "share_text")),
    episode && button(say(app, "handover"), "handover", () => app.open({ kind: "handover", episode: episode.id }), "choice"),
    episode && button(say(app, "export"), "export", () => download(fileName(), "application/json", exported(app.episodes)), "choice"),
    file,
    h("label", { class: "button secondary", for: "import" }, say(app, "import")),
    episode && button(say(app, "will_it_stay"), "lasting", ask, "choice"),
    told,
  );
}

/** Joins a file with what is here; what cannot be read is said and changes nothing. */
async function bring(app, input, told) {
  const [chosen] = input.files;
  if (!chosen) return;
  const text = await chosen.text();
  app.sealed = sealedIn(text);
  if (app.sealed) return app.open({ kind: "opened" });
  const { episodes, faults } = imported(app.guideline, text);
  for (const episode of episodes) put(app, episode);
  input.value = "";
  if (faults.length) return told.replaceChildren(say(app, "import_faults"), h("ul", { class: "plain-list" }, faults.map((fault) => h("li", {}, fault))));
  app.open({ kind: "course", episode: episodes[0].id });
}

/** What a code or a locked file brought; once kept, its course is shown. */
export function openedPage(app) {
  const done = ({ id }) => {
    app.sealed = null;
    reread(app);
    app.open({ kind: "course", episode: id });
  };
  return openPage(app, app.sealed, done);
}

export function deleting(app, episode) {
  const sure = h("div", { class: "choices", hidden: true });
  const gone = () => {
    remove(app, episode.id);
    app.startAnew();
  };
  sure.append(h("p", {}, say(app, "delete_sure")), button(say(app, "delete_yes"), "delete-course-yes", gone, "choice"));
  const one = button(say(app, "delete"), "delete-course", () => (sure.hidden = false), "choice");
  return folded(app, "delete", one, sure, button(say(app, "delete_all"), "delete-all", () => app.wipe(), "choice"));
}
