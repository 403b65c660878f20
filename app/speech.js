// How are numbers, times and answers put into words? In: the words of a country, a finding and its value. Out: short phrases.

const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;

/** "1 hour", "12 hours", "3 days", "2 weeks": the largest unit that needs no fraction. */
export function duration(hours, words) {
  const days = hours / HOURS_A_DAY;
  if (hours > HOURS_A_DAY && Number.isInteger(days / DAYS_A_WEEK)) return count(days / DAYS_A_WEEK, "week", words);
  if (hours > HOURS_A_DAY && (Number.isInteger(days) || days > DAYS_A_WEEK)) return count(Math.floor(days), "day", words);
  return count(Math.floor(hours), "hour", words);
}

/** "1 day", "2 days". */
export function count(number, unit, words) {
  return words.interface("app", number === 1 ? unit : `${unit}s`, "{n}", { n: String(number) });
}

/** A stretch of time that is still to come: "the next hour", "12 hours", "3 days"; never longer than it is. */
export function span(hours, words) {
  return hours < 1 ? words.interface("time", "now", "the next hour") : duration(hours > 2 * HOURS_A_DAY ? hours : Math.floor(hours), words);
}

/** The clock time so many hours from now: "15:40 today". */
export function clock(hours, words, now = new Date()) {
  const then = new Date(now.getTime() + hours * 3600 * 1000);
  const time = then.toLocaleTimeString(navigator.language, { hour: "numeric", minute: "2-digit" });
  const days = Math.round((startOfDay(then) - startOfDay(now)) / (HOURS_A_DAY * 3600 * 1000));
  const key = ["today", "tomorrow"][days] ?? "later";
  const date = then.toLocaleDateString(navigator.language, { weekday: "long", day: "numeric", month: "long" });
  return words.interface("time", key, "{time}", { time, date });
}

const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** A temperature with one decimal, in °C and, where the country measures so, in °F. */
export function temperature(celsius, units) {
  const shown = `${celsius.toFixed(1)} °C`;
  return units === "degF" ? `${(celsius * 1.8 + 32).toFixed(1)} °F (${shown})` : shown;
}

/** A text with °F beside every °C where the country measures so. */
export function local(text, units) {
  if (units !== "degF") return text;
  return text.replace(/(\d+(?:\.\d+)?) °C/g, (whole, celsius) => `${whole} (${(Number(celsius) * 1.8 + 32).toFixed(1)} °F)`);
}

/** An answer as a phrase: "redness", "no redness", "trend: getting worse", "temperature: 38.9 °C". */
export function answer(id, value, { guideline, words, units }) {
  const { kind, unit } = guideline.findings[id];
  const label = words.label(id);
  if (kind === "yes_no") return words.label(id, value);
  if (kind === "choice") return `${label}: ${words.raw("findings", id, "options", {})[value] ?? value}`;
  return `${label}: ${quantity(value, unit, words, units)}`;
}

function quantity(value, unit, words, units) {
  if (unit === "degC") return temperature(value, units);
  if (unit === "hours") return duration(value, words);
  if (unit === "days") return value < 1 ? count(0, "day", words) : duration(value * HOURS_A_DAY, words);
  return words.interface("app", unit, "{n}", { n: String(value) });
}
