// How does an episode leave the phone so that only her partner can read it? In: an episode and a passphrase. Out: one short text,
// and from the text and the passphrase the episode again.
//
// The text is base64url of: version (1 octet), rounds (4), salt (16), IV (12); the packed episode under AES-256-GCM; the first 4
// octets of the SHA-256 of all before. PBKDF2-HMAC-SHA-256 makes the key of the passphrase, and what stands before the episode is
// authenticated with it. The sum at the end is no secret: in every version it tells damage from a wrong passphrase.

const VERSION = 1;
const OLDEST = 1; // the first version that can still be opened
const ROUNDS = 600_000; // what OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA-256
const MOST_ROUNDS = 10_000_000; // more would only hold up the phone
const [SALT, IV, TAG, SUM] = [16, 12, 16, 4]; // octets
const HEAD = 1 + 4 + SALT + IV;
const LARGEST = 2_000_000; // octets of an unpacked episode; more is not ours
const DIGITS = 16;
const LETTERS = [["t", true], ["f", false], ["u", "unsure"]]; // the answers that recur; any other is told apart
const [OTHER, ABSENT] = ["v", "-"];

/** Whether this page can lock and open: browsers lend their ciphers to https and to the device itself alone. */
export const canSeal = () => Boolean(globalThis.crypto?.subtle && globalThis.CompressionStream);

/** A passphrase to read out: 16 digits drawn at random, 53 bits, in groups of four. Each guess costs all the rounds. */
export function passphrase() {
  const digits = [];
  while (digits.length < DIGITS) {
    const drawn = crypto.getRandomValues(new Uint8Array(DIGITS));
    digits.push(...[...drawn].filter((octet) => octet < 250).map((octet) => octet % 10)); // below 250 each digit is as likely
  }
  return digits.slice(0, DIGITS).join("").replace(/.{4}(?=.)/g, "$& ");
}

/** An episode as one text that only the passphrase opens. */
export async function sealed(episode, phrase) {
  const head = new Uint8Array(HEAD);
  const view = new DataView(head.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, ROUNDS);
  crypto.getRandomValues(head.subarray(5));
  const cipher = await cipherOf(head, phrase, ["encrypt"]);
  const packed = await through(new CompressionStream("deflate"), new TextEncoder().encode(JSON.stringify(inRows(episode))));
  const body = new Uint8Array(await crypto.subtle.encrypt(...cipher, packed));
  const whole = joined(head, body);
  return toText(joined(whole, await sumOf(whole)));
}

/** The episode in a text, or a fault with `why`: insecure, damaged, older, newer; passphrase: it is wrong, or the text was forged. */
export async function unsealed(text, phrase) {
  const { head, body } = await readable(text);
  const cipher = await cipherOf(head, phrase, ["decrypt"]);
  const packed = await crypto.subtle.decrypt(...cipher, body).catch(() => refuse("passphrase"));
  try {
    const bytes = await through(new DecompressionStream("deflate"), new Uint8Array(packed));
    return outOfRows(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return refuse("damaged");
  }
}

/** What can be seen of a text without the passphrase: that it is whole and of a version known here. Refuses as `unsealed` does. */
export async function readable(text) {
  if (!canSeal()) refuse("insecure");
  const bytes = fromText(text);
  if (bytes.length <= HEAD + TAG + SUM) refuse("damaged");
  const [whole, sum] = [bytes.subarray(0, -SUM), bytes.subarray(-SUM)];
  if (toText(await sumOf(whole)) !== toText(sum)) refuse("damaged");
  const [version, rounds] = [whole[0], new DataView(whole.buffer).getUint32(1)];
  if (version > VERSION) refuse("newer");
  if (version < OLDEST) refuse("older");
  if (rounds < ROUNDS || rounds > MOST_ROUNDS) refuse("damaged"); // never made by us
  return { head: whole.subarray(0, HEAD), body: whole.subarray(HEAD) };
}

function refuse(why) {
  throw Object.assign(new Error(why), { why });
}

/** The arguments with which the cipher works: how, and the key. */
async function cipherOf(head, phrase, uses) {
  const typed = new TextEncoder().encode(asRead(phrase));
  if (!typed.length) refuse("passphrase");
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const rounds = new DataView(head.buffer, head.byteOffset).getUint32(1);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: head.subarray(5, 5 + SALT), iterations: rounds };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, uses);
  return [{ name: "AES-GCM", iv: head.subarray(5 + SALT), additionalData: head, tagLength: TAG * 8 }, key];
}

/** A passphrase as it was meant: spaces, hyphens and marks of direction do not count, and Arabic digits are digits. */
const asRead = (phrase) =>
  String(phrase)
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\s\p{Pd}\p{Cf}]/gu, "")
    .toLowerCase();

async function sumOf(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, SUM);
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function toText(bytes) {
  const letters = Array.from(bytes, (octet) => String.fromCharCode(octet)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The octets of a text; one that was not written exactly so is damaged. */
function fromText(text) {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return toText(bytes) === text ? bytes : refuse("damaged");
  } catch {
    return refuse("damaged");
  }
}

async function through(stream, bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size > LARGEST) refuse("damaged");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// --- packed more closely ------------------------------------------------------------------------------------------------------

const stamp = (time) => new Date(time).toISOString();
const isStamp = (text) => typeof text === "string" && Number.isFinite(Date.parse(text)) && stamp(Date.parse(text)) === text;

/** An episode with what recurs in a row of its own: ids, times as what has gone since the one before, answers as letters. */
function inRows(episode) {
  const { checkins, ...rest } = episode;
  const known = ({ id, at, written, findings = {} }) =>
    typeof id === "string" && isStamp(at) && (written === undefined || isStamp(written)) && findings?.constructor === Object;
  if ("rows" in rest || !checkins?.every(known)) return { as_is: episode };
  const times = checkins.map(({ at }) => Date.parse(at));
  const names = [...new Set(checkins.flatMap(({ findings = {} }) => Object.keys(findings)))];
  const values = [];
  const letter = (value) => LETTERS.find(([, meant]) => meant === value)?.[0] ?? (values.push(value) && OTHER);
  const said = (findings) => names.map((name) => (Object.hasOwn(findings, name) ? letter(findings[name]) : ABSENT)).join("");
  const rows = {
    ids: checkins.map(({ id }) => id),
    at: times.map((time, place) => time - (times[place - 1] ?? 0)),
    written: checkins.map(({ written }, place) => (written === undefined ? null : Date.parse(written) - times[place])),
    names,
    said: checkins.map(({ findings }) => (findings === undefined ? null : said(findings))),
    values,
    entries: checkins.map(({ id: _id, at: _at, written: _written, findings: _findings, ...entry }) => entry),
  };
  return { ...rest, rows };
}

function outOfRows({ as_is: episode, rows, ...rest }) {
  if (episode) return episode;
  const values = rows.values[Symbol.iterator]();
  const meant = Object.fromEntries(LETTERS);
  const value = (letter) => (letter === OTHER ? values.next().value : meant[letter]);
  const answers = (said) => [...said].flatMap((letter, place) => (letter === ABSENT ? [] : [[rows.names[place], value(letter)]]));
  let time = 0;
  const checkins = rows.entries.map((entry, place) => {
    time += rows.at[place];
    const written = rows.written[place] === null ? {} : { written: stamp(time + rows.written[place]) };
    const findings = rows.said[place] === null ? {} : { findings: Object.fromEntries(answers(rows.said[place])) };
    return { id: rows.ids[place], at: stamp(time), ...written, ...findings, ...entry };
  });
  return { ...rest, checkins };
}
