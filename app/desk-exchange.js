// How does a record come to the desk, and leave it? In: a parent's file, the code of her doctor's page, or a sealed hand-over. Out: the
// same entries at the desk; a file to keep; a text for the record. Everything is opened in this browser.

import { asRecord, clock, newCheckin, takeRecord, toSend } from "./desk-checkins.js";
import { dialog } from "./desk-keys.js";
import { button, download, h } from "./page.js";

const FORM = 1; // of the file, as app/handover.js writes it
const LARGEST = 5_000_000; // letters
const WIDTH = 78; // columns of the text
const CODE = /(?:^|#)s=([\w-]+)\s*$/;
const SEALED = /#h=([\w-]+)\s*$/;
const BARE = /^[\w-]{40,}$/;

// --- a file to keep ---------------------------------------------------------------------------------------------------------

export function exportRecord(desk) {
  const episode = asRecord(desk);
  for (const entry of episode.checkins) delete entry.imported;
  const name = `lactwise-${new Date().toISOString().slice(0, 10)}.json`;
  download(name, "application/json", `${JSON.stringify({ lactwise: FORM, episodes: [episode] }, null, 1)}\n`);
  desk.saved(desk.say("exported"));
}

// --- a text for the record ----------------------------------------------------------------------------------------------------

/** The text in a box, to read through before it is copied. */
export async function textDialog(desk) {
  const area = h("textarea", { id: "text", rows: "24", readonly: true, spellcheck: "false", "aria-labelledby": "dialog-title" });
  const told = h("p", { role: "status", class: "told" }, desk.say("asking"));
  const copy = button(desk.say("copy"), "copy-text", async () => (told.textContent = await copyText(desk, area)), "plain strong");
  copy.disabled = true;
  const box = dialog(desk, desk.say("text_title"), "text", told, area, h("div", { class: "row-of-buttons" }, copy));
  try {
    area.value = `${(await soap(desk)).text}${notes(desk)}`;
    told.textContent = await copyText(desk, area);
    copy.disabled = false;
    copy.focus();
  } catch (problem) {
    told.textContent = [desk.say("text_failed"), ...(problem.faults ?? [])].join(" ");
  }
  return box;
}

function soap(desk) {
  const about = { place: desk.place, audience: "clinician", now: localTime(new Date()) };
  return desk.post("/api/soap", desk.isCourse ? { episode: toSend(desk), ...about } : { findings: desk.answers, ...about });
}

/** A time with the zone of this computer, so that the text tells the time on her clock. */
function localTime(date) {
  const minutes = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const zone = `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  return new Date(+date + minutes * 60_000).toISOString().slice(0, 19) + zone;
}

/** Notes are not sent; they are put to the text here. */
function notes(desk) {
  const lines = desk.checkins.filter(({ note }) => note).flatMap(({ at, note }) => wrapped(`${clock(at)}: ${note}`));
  return lines.length ? `\n${desk.say("notes_heading")}\n${lines.join("\n")}\n` : "";
}

function wrapped(text) {
  const lines = [];
  let line = " ";
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > WIDTH && line.trim()) {
      lines.push(line);
      line = "   ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** What to say of the copying; where the browser does not lend its clipboard the text is selected. */
async function copyText(desk, area) {
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    area.focus();
    area.select();
    if (!document.execCommand("copy")) return desk.say("copy_failed");
  }
  desk.saved(desk.say("copied"));
  return desk.say("copied");
}

// --- a record that comes ---------------------------------------------------------------------------------------------------------

export function importDialog(desk, given = "") {
  const told = h("div", { class: "told", role: "alert" });
  const area = h("textarea", { id: "paste", rows: "5", autocomplete: "off", spellcheck: "false" });
  area.value = given;
  const phrase = h("input", { id: "passphrase", type: "text", inputmode: "numeric", autocomplete: "off", spellcheck: "false" });
  const locked = h("label", { for: "passphrase", class: "field", hidden: true }, desk.say("import_passphrase"), phrase);
  const file = h("input", { id: "file", type: "file", accept: ".json,.txt,application/json,text/plain" });
  const choices = h("div", { class: "choices" });
  const read = async () => {
    choices.replaceChildren();
    told.replaceChildren();
    const found = await readAny(desk, area.value.trim(), phrase.value);
    locked.hidden = !found.sealed;
    if (found.sealed && !phrase.value) return phrase.focus();
    if (found.fault) return told.replaceChildren(h("p", {}, found.fault));
    if (found.records.length === 1) return take(found.records[0], found.strange);
    choices.replaceChildren(h("p", {}, desk.say("import_choose", { count: found.records.length })), ...found.records.map((record) => {
      const began = record.started ?? record.checkins?.[0]?.at;
      const text = desk.say("import_episode", { began: began ? clock(began) : "?", count: record.checkins?.length ?? 0 });
      return button(text, "episode", () => take(record, found.strange));
    })); // prettier-ignore
    choices.querySelector("button").focus();
  };
  const take = async (record, strange) => {
    const faults = await taken(desk, record, strange);
    if (faults.length) told.replaceChildren(h("p", {}, desk.say("import_faults")), h("ul", {}, faults.map((fault) => h("li", {}, fault))));
    else box.close();
  };
  const fromFile = async (chosen) => {
    if (!chosen) return;
    area.value = chosen.size > LARGEST ? "" : await chosen.text();
    await read();
  };
  file.addEventListener("change", () => fromFile(file.files[0]));
  const box = dialog(
    desk, desk.say("import_title"), "import",
    h("p", {}, desk.say("import_text")),
    desk.unsaved && h("p", { class: "notice" }, desk.say("import_replace")),
    h("label", { for: "file", class: "field" }, desk.say("import_file"), file),
    h("label", { for: "paste", class: "field" }, desk.say("import_paste"), area),
    locked,
    h("div", { class: "row-of-buttons" }, button(desk.say("import_open"), "open-import", read, "plain strong")),
    told, choices,
  ); // prettier-ignore
  if (given) read();
  else area.focus();
  return { box, fromFile };
}

/** A file dropped anywhere on the page. */
export function dropped(desk, event) {
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  event.preventDefault();
  document.querySelector("dialog[open]")?.close();
  importDialog(desk).fromFile(file);
}

/** {records, strange}, {sealed} with or without a fault, or {fault}. */
async function readAny(desk, text, phrase) {
  const unreadable = { fault: desk.say("import_unreadable") };
  if (!text || text.length > LARGEST) return unreadable;
  if (text.startsWith("{")) return ofFile(text) ?? unreadable;
  const sealed = text.match(SEALED)?.[1] ?? (BARE.test(text) && (await isSealed(text)) ? text : null);
  if (sealed) return { sealed: true, ...(phrase && (await ofSealed(desk, sealed, phrase))) };
  const code = text.match(CODE)?.[1] ?? (BARE.test(text) ? text : null);
  return (code && (await ofCode(desk, code))) || unreadable;
}

function ofFile(text) {
  try {
    const given = JSON.parse(text);
    const records = Array.isArray(given.episodes) ? given.episodes : given.checkins ? [given] : given.findings ? [visit(given.findings)] : [];
    return records.length ? { records } : null;
  } catch {
    return null;
  }
}

const visit = (findings) => ({ checkins: [{ at: new Date().toISOString(), findings }] });

async function isSealed(text) {
  const { readable } = await import("./sealing.js");
  return readable(text).then(() => true, () => false);
}

async function ofSealed(desk, text, phrase) {
  try {
    const { unsealed } = await import("./sealing.js");
    return { records: [await unsealed(text, phrase)] };
  } catch {
    return { fault: desk.say("import_sealed_failed") };
  }
}

/** The answers of a doctor's page as a record of one moment; where the breasts differ, an entry of each. */
async function ofCode(desk, code) {
  const { opened } = await import("./doctor.js");
  const model = { places: desk.data.places, version: desk.data.version };
  const found = await opened({ guideline: { findings: desk.data.findings, model } }, code);
  if (found.broken) return null;
  const at = new Date(found.at).toISOString();
  const checkins = found.sides.map(({ breast, answers }) => ({ at, id: newCheckin().id, findings: answers, ...(breast && { breast }) }));
  return { records: [{ place: found.place, ...(found.unit && { unit: found.unit }), checkins }], strange: found.strange };
}

/** Puts a record on the page if the server finds no fault in it; without the server it is taken, and the answer says so. */
async function taken(desk, record, strange = []) {
  try {
    await desk.post("/api/follow", { episode: bare(record) });
  } catch (problem) {
    if (problem.faults) return problem.faults;
  }
  takeRecord(desk, record);
  if (record.place in desk.data.places) desk.place = record.place;
  desk.unsaved = false;
  desk.tools();
  desk.numbers();
  desk.changed(true);
  const left = strange.length ? ` ${desk.say("import_strange", { list: strange.join(", ") })}` : "";
  desk.tell(`${desk.say("imported", { count: desk.checkins.length })}${left}`);
  return [];
}

/** Without notes, which are nobody's business. */
function bare(record) {
  const plain = (entry) => (entry && typeof entry === "object" ? (({ note: _, ...rest }) => rest)(entry) : entry);
  const episode = { ...record };
  if (Array.isArray(record.checkins)) episode.checkins = record.checkins.map(plain);
  if (Array.isArray(record.earlier)) episode.earlier = record.earlier.map((one) => (one && typeof one === "object" ? bare(one) : one));
  return episode;
}
