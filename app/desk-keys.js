// Which key does what? In: a key pressed at the desk. Out: an answer, or a move. A letter acts only where nothing is being typed, and
// none does when single keys are switched off (they can disturb whoever speaks to the computer).

import { nextOf } from "./desk-answer.js";
import { addNow } from "./desk-checkins.js";
import { textDialog } from "./desk-exchange.js";
import { button, h } from "./page.js";

const ANSWERS = { y: true, n: false, u: "unsure", " ": undefined, backspace: undefined, delete: undefined };
const LIST = [
  ["j k Down Up", "move"], ["y n u", "yes"], ["Space", "blank"], ["1 … 9", "choice"], ["38.4", "number"], ["q", "next"], ["N", "deny"],
  ["/", "search"], ["g", "group"], ["r", "answer"], ["p", "place"], ["a", "add"], ["c", "copy"], ["z", "undo"], ["?", "help"], ["Esc", "escape"],
]; // prettier-ignore

export function keys(desk, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const { form } = desk;
  const { target } = event;
  if (event.key === "Escape") return escape(desk);
  if (target === form.search) return searching(desk, event);
  const row = form.focused;
  const typing = target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (typing && target !== row?.box) return;
  if (arrows(form, row, event)) return;
  if (target.matches("button, summary, a") && ["Enter", " "].includes(event.key)) return;
  if (!desk.singleKeys || (typing && !untouched(target) && event.key !== "Enter")) return;
  if (act(desk, row, event)) event.preventDefault();
}

/** Whether nothing has been typed into a box since it was reached: it is empty, or all of it is selected. */
const untouched = ({ value, selectionStart, selectionEnd }) => selectionStart === 0 && selectionEnd === value.length;

/** Up and down always move from row to row; in a row of marks left and right choose, as in any form. */
function arrows(form, row, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || (!row && event.target !== document.body)) return false;
  event.preventDefault();
  form.move(step);
  return true;
}

function act(desk, row, event) {
  const { form } = desk;
  const key = event.shiftKey && event.key.toLowerCase() === "n" ? "N" : event.key.toLowerCase(); // never by the caps lock alone
  if (desk.pending) {
    const group = form.groups.find(({ letter }) => letter === key);
    pend(desk, false);
    if (group) form.toGroup(group.id);
    return true;
  }
  if (row && key !== "N" && answer(form, row, key)) return true;
  switch (key) {
    case "j":
      form.move(1);
      return true;
    case "k":
      form.move(-1);
      return true;
    case "g":
      pend(desk, true);
      return true;
    case "/":
      form.search.focus();
      form.search.select();
      return true;
    case "N": {
      const group = form.groups.find(({ id, danger }) => danger && id === row?.group);
      if (group) form.deny(group);
      return true;
    }
    case "q":
      nextQuestion(desk);
      return true;
    case "r":
      toAnswer(desk);
      return true;
    case "p":
      document.getElementById("place").focus();
      return true;
    case "a":
      addNow(desk);
      return true;
    case "c":
      textDialog(desk);
      return true;
    case "z":
      desk.undo();
      return true;
    case "?":
      keyDialog(desk);
      return true;
    default:
      return false;
  }
}

/** One answer and on to the next row. */
function answer(form, row, key) {
  const { kind, options } = row.finding;
  if (kind === "number") return numbered(form, row, key);
  if (key === "enter") {
    form.move(1);
    return true;
  }
  if (kind === "choice" && /^[1-9]$/.test(key) && Number(key) <= options.length) return take(form, row, options[Number(key) - 1]);
  if (!(key in ANSWERS) || (kind === "choice" && typeof ANSWERS[key] === "boolean")) return false;
  return take(form, row, ANSWERS[key]);
}

/** A number is typed; only what cannot be part of one is a key. */
function numbered(form, row, key) {
  if (key === "u") return take(form, row, "unsure");
  if (key === " " || (key === "enter" && !row.fault)) form.move(1);
  if (["backspace", "delete"].includes(key)) form.set(row.id, undefined);
  return key === " " || key === "enter";
}

function take(form, row, value) {
  form.set(row.id, value);
  form.move(1);
  return true;
}

function searching(desk, event) {
  const { form } = desk;
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const first = form.best();
  if (!first) return;
  form.endSearch();
  form.to(first.id);
}

function escape(desk) {
  if (desk.pending) return pend(desk, false);
  const { form } = desk;
  if (document.activeElement !== form.search && !form.search.value) return;
  form.endSearch();
  form.to(form.last);
}

function pend(desk, on) {
  desk.pending = on;
  document.body.classList.toggle("pending", on);
  if (on) desk.tell(desk.say("key_pending"));
  else desk.tell("");
}

export function nextQuestion(desk) {
  const next = desk.state === "current" && desk.result && nextOf(desk);
  if (next) desk.form.to(next);
}

function toAnswer(desk) {
  const place = document.getElementById("answer-title");
  if (document.activeElement === place) desk.form.move(0);
  else place?.focus();
}

/** The list of keys. */
export function keyDialog(desk) {
  const rows = LIST.map(([key, what]) => [h("dt", {}, key.split(" ").map((one) => [h("kbd", {}, one), " "])), h("dd", {}, desk.say(`key_${what}`))]);
  dialog(desk, desk.say("help"), "keys", h("dl", { class: "keys" }, rows));
}

/** A box above the page; Escape closes it, and the focus goes back to where it was. */
export function dialog(desk, title, name, ...content) {
  const before = document.activeElement;
  const box = h(
    "dialog",
    { "aria-labelledby": "dialog-title", "data-dialog": name },
    h("div", { class: "dialog-head" }, h("h2", { id: "dialog-title", tabindex: "-1", autofocus: true }, title), button(desk.say("close"), "close", () => box.close())),
    content,
  );
  box.addEventListener("close", () => {
    box.remove();
    if (before?.isConnected && document.activeElement === document.body) before.focus();
  });
  document.body.append(box);
  box.showModal();
  return box;
}
