// How are numbers, times and answers put into words? In: the words of a country, a finding and its value. Out: short phrases.

const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;

const SPEAKS_FOR_ITSELF = ["died"]; // read out without the name of the question

const HOURS_IN = { hour: 1, day: HOURS_A_DAY, week: HOURS_A_DAY * DAYS_A_WEEK };

/** "1 hour", "24 hours", "3 days", "2 weeks": whole weeks, else days from the second day on, else hours; never rounded up. */
export function duration(hours, words) {
  const unit = unitOf(hours);
  return count(Math.floor(hours / HOURS_IN[unit]), unit, words);
}

/** "12 to 24 hours", "1 to 2 days", "2 days to 1 week", as {from, to}. */
export function stretch(from, to, words) {
  const share = from / HOURS_IN[unitOf(to)];
  return { from: Number.isInteger(share) ? String(share) : duration(from, words), to: duration(to, words) };
}

function unitOf(hours) {
  if (hours > HOURS_A_DAY && hours % HOURS_IN.week === 0) return "week";
  return hours >= 2 * HOURS_A_DAY && (hours % HOURS_A_DAY === 0 || hours > HOURS_IN.week) ? "day" : "hour";
}

/** "1 day", "2 days". */
export function count(number, unit, words) {
  return words.interface("app", number === 1 ? unit : `${unit}s`, "{n}", { n: String(number) });
}

/** A stretch of time that is still to come: "the next hour", "12 hours", "3 days"; never longer than it is. */
export function span(hours, words) {
  return hours < 1 ? words.interface("time", "now", "the next hour") : duration(hours, words);
}

/** The time so many hours from now: "15:40 today", or from the second day on the day alone. */
export function clock(hours, words, now = new Date()) {
  const then = new Date(now.getTime() + hours * 3600 * 1000);
  const time = then.toLocaleTimeString(navigator.language, { hour: "numeric", minute: "2-digit" });
  const days = Math.round((startOfDay(then) - startOfDay(now)) / (HOURS_A_DAY * 3600 * 1000));
  const date = then.toLocaleDateString(navigator.language, { weekday: "long", day: "numeric", month: "long" });
  return days > 1 ? date : words.interface("time", days === 0 ? "today" : "tomorrow", "{time}", { time });
}

/** A date of the guideline, "2027-05-22", as it is written where she lives. */
export const day = (date) =>
  new Date(`${date}T00:00`).toLocaleDateString(navigator.language, { day: "numeric", month: "long", year: "numeric" });

const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** A temperature with one decimal, in °C and, where the country measures so, in °F. */
export function temperature(celsius, units) {
  const shown = `${celsius.toFixed(1)} °C`;
  return units === "degF" ? `${(celsius * 1.8 + 32).toFixed(1)} °F (${shown})` : shown;
}

/** A text with °F beside every °C where the country measures so. */
export function local(text, units) {
  if (units !== "degF") return text;
  return text.replace(
    /(\d+(?:\.\d+)?) °C/g,
    (whole, celsius) => `${whole} (${(Number(celsius) * 1.8 + 32).toFixed(1)} °F)`,
  );
}

/** An answer as a phrase: "redness", "no redness", "trend: getting worse", "temperature: 38.9 °C". */
export function answer(id, value, { guideline, words, units }) {
  const { kind, unit } = guideline.findings[id];
  const label = words.label(id);
  if (kind === "yes_no") return words.label(id, value);
  if (kind === "choice") {
    const option = words.raw("findings", id, "options", {})[value] ?? value;
    return SPEAKS_FOR_ITSELF.includes(value) ? option : `${label}: ${option}`;
  }
  return `${label}: ${quantity(value, unit, words, units)}`;
}

function quantity(value, unit, words, units) {
  if (unit === "degC") return temperature(value, units);
  if (unit === "hours") return duration(value, words);
  if (unit === "days") return value < 1 ? count(0, "day", words) : duration(value * HOURS_A_DAY, words);
  return words.interface("app", unit, "{n}", { n: String(value) });
}
