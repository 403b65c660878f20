// What number was typed, in the unit of its finding? In: "38.4", "101 F", "3 d 4 h", "25 mm". Out: a value, or a fault in words.
// A temperature without a unit is read by what is plausible: no number is so in both °C and °F.

const HOURS_IN = { minutes: 1 / 60, hours: 1, days: 24, weeks: 168, months: 730, years: 8760 };
const OTHERS = { degC: ["degF"], cm: ["mm"] };
const PART = /(\d+(?:[.,]\d{1,2})?)(?![\d.,])\s*([^\d\s,;]*)[\s,;]*/gy;

/** {value}, or {fault}, or neither of an empty text. */
export function readNumber(desk, finding, typed) {
  const text = typed.trim().toLowerCase();
  if (!text) return {};
  const { unit, range } = finding;
  const value = converted(desk, unit, text, range);
  if (value === null) return { fault: desk.say("not_read", { text: typed.trim().slice(0, 30), unit: withUnit(desk, unit) }) };
  const [low, high] = range;
  if (value >= low && value <= high) return { value };
  return { fault: desk.say("out_of_range", { low, high, unit: withUnit(desk, unit) }) };
}

function converted(desk, unit, text, range) {
  const timed = unit in HOURS_IN;
  const known = [unit, ...(timed ? Object.keys(HOURS_IN).filter((other) => other !== unit) : (OTHERS[unit] ?? []))];
  const parts = [...text.matchAll(PART)];
  if (!parts.length || parts.map(([whole]) => whole).join("") !== text || (parts.length > 1 && !timed)) return null;
  let sum = 0;
  for (const [, number, said] of parts) {
    const of = said ? known.find((one) => spelt(desk, one).includes(said)) : bare(unit, Number(number.replace(",", ".")), range);
    if (!of) return null;
    sum += inUnit(Number(number.replace(",", ".")), of, unit);
  }
  return Math.round(sum * 100) / 100;
}

/** The unit of a number that names none. */
function bare(unit, number, [low, high]) {
  const other = OTHERS[unit]?.[0];
  const plausible = (value) => value >= low && value <= high;
  return other === "degF" && !plausible(number) && plausible(inUnit(number, other, unit)) ? other : unit;
}

/** Every way to write a unit. */
const spelt = (desk, unit) => [unit.toLowerCase(), withUnit(desk, unit).toLowerCase(), ...(desk.data.units[unit] ?? [])];

function inUnit(value, given, wanted) {
  if (given === wanted) return value;
  if (given === "degF") return (value - 32) / 1.8;
  return given === "mm" ? value / 10 : (value * HOURS_IN[given]) / HOURS_IN[wanted];
}

/** A number as it is shown: a temperature with one decimal. */
export const rounded = (value, unit) => (unit === "degC" ? value.toFixed(1) : String(Math.round(value * 100) / 100));

/** What is plausible, in each unit that is read there: "25 to 45 °C, 77 to 113 °F". */
export function rangeInWords(desk, { unit, range: [low, high] }) {
  const also = unit === "degC" ? `, ${desk.say("range", { low: fahrenheit(low), high: fahrenheit(high), unit: "°F" })}` : "";
  return desk.say("range", { low, high, unit: ["score", "count"].includes(unit) ? "" : withUnit(desk, unit) }).trim() + also;
}

const fahrenheit = (celsius) => Math.round(celsius * 1.8 + 32);

/** A unit as it is read: "°C", "hours". */
export function withUnit(desk, unit) {
  const form = desk.data.quantity[`${unit}_other`] ?? `{n} ${unit}`;
  return form.replace("{n}", "").trim();
}
