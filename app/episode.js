// How does an episode go? In: the guideline and an episode as docs/episode.md describes it, times as ISO text. Out: what is known
// at a moment, what was to be done at each check-in and by when, what is due now, and when the next painkiller may be taken.
//
// Everything is worked out from the times written down, never from a running clock. Each function has its namesake in
// episode_file.py, episode_reduced.py or episode.py; tests/agreement/test_episode_agrees.py holds both to each other.

const HOUR = 3_600_000; // milliseconds
const DAY = 24 * HOUR;
const PER_UNIT = { hours: HOUR, days: DAY };
const UNSURE = "unsure";
const CONTENT = ["findings", "medicines", "events", "feed", "note", "breast", "id"];

const isNumber = (value) => typeof value === "number";
const hundredths = (value) => Math.floor(value * 100 + 0.5);
const milliseconds = (hours) => Math.floor(hours * HOUR + 0.5);
const hours = (gone) => Math.floor((gone * 100) / HOUR) / 100;
const iso = (moment) => new Date(moment).toISOString();

// --- the file ---------------------------------------------------------------------------------------------------------------

/** Milliseconds of an ISO time; one without a zone is UTC. */
export const momentOf = (text) => Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);

/** A value as text with its keys in order, so that equal values are equal texts. */
function asText(value) {
  if (Array.isArray(value)) return `[${value.map(asText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${asText(value[key])}`).join(",")}}`;
}

const present = (value) => Boolean(value) && (typeof value !== "object" || Object.keys(value).length > 0);

/** The entries of an episode in order of time, each in its version written last, without those taken back; `raw` as it was given. */
export function entriesOf({ started, checkins = [] }) {
  const start = started ? momentOf(started) : null;
  const read = (entry) => {
    const at = entry.at ? momentOf(entry.at) : start + milliseconds(entry.hours);
    const findings = Object.fromEntries(Object.entries(entry.findings ?? {}).filter(([, value]) => value !== null));
    const told = Object.fromEntries(CONTENT.filter((key) => present(entry[key])).map((key) => [key, entry[key]]));
    const written = entry.written ? momentOf(entry.written) : at;
    return { events: [], medicines: [], ...entry, at, written, findings, content: asText(told), raw: entry };
  };
  return newest(checkins.map(read)).filter(({ deleted }) => !deleted).sort(byTime);
}

const byTime = (one, other) => one.at - other.at || one.written - other.written || compareText(one.content, other.content);
const compareText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Of entries with the same id the version written last. */
function newest(entries) {
  const kept = new Map();
  const rank = ({ written, deleted, at, content }) => [written, Number(Boolean(deleted)), at, content];
  for (const entry of entries) {
    const key = entry.id || entry;
    const before = kept.get(key);
    if (!before || isLess(rank(before), rank(entry))) kept.set(key, entry);
  }
  return [...kept.values()];
}

function isLess(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place >= 0 && one[place] < other[place];
}

/** Two versions of one episode as one: every entry of both, each in its version written last. */
export function merged(one, other) {
  const entries = [...(one.checkins ?? []), ...(other.checkins ?? [])];
  const timed = entries.map((entry) => ({ entry, id: entry.id, ...versionOf(entry, one, other) }));
  const byContent = new Map(timed.filter(({ id }) => !id).map((item) => [item.content, item]));
  const kept = [...newest(timed.filter(({ id }) => id)), ...byContent.values()];
  const sorted = kept.sort(byTime).map(({ entry }) => entry);
  const earlier = new Map([...(one.earlier ?? []), ...(other.earlier ?? [])].map((item) => [item.id ?? asText(item), item]));
  const starts = [one.started, other.started].filter(Boolean).sort((a, b) => momentOf(a) - momentOf(b));
  const plain = { ...other, ...one };
  return { ...plain, ...(starts.length && { started: starts[0] }), checkins: sorted, ...(earlier.size && { earlier: [...earlier.values()] }) };
}

function versionOf(entry, ...episodes) {
  const at = entry.at ? momentOf(entry.at) : momentOf(episodes.find(({ started }) => started).started) + milliseconds(entry.hours);
  const { at: _at, hours: _hours, written: _written, ...rest } = entry;
  return { at, written: entry.written ? momentOf(entry.written) : at, deleted: entry.deleted, content: `${at} ${asText(rest)}` };
}

// --- what is known at a moment ----------------------------------------------------------------------------------------------

/** Reduces one episode, or one breast of it; what each entry came to is worked out once. */
class Reducer {
  constructor(guideline, episode, breast = null) {
    Object.assign(this, { guideline, breast, rules: guideline.model.episode });
    this.started = episode.started ? momentOf(episode.started) : null;
    this.entries = entriesOf(episode);
    this.said = this.entries.map((entry) => [entry, this.statements(entry)]);
    this.moments = [...new Set(this.entries.map(({ at }) => at))];
    this.history = this.moments.map((moment) => [moment, this.values(this.base(moment).findings)]);
    this.before = this.earlierOnes(episode.earlier ?? []);
  }

  /** What is known at a moment: findings, what has lapsed, and what was worked out from what. */
  at(moment) {
    const { findings, lapsed, closed } = this.base(moment);
    const derived = {};
    for (const id of Object.keys(this.rules.clocks ?? {})) if (!closed.has(id)) this.clock(id, moment, findings);
    this.dosed(moment, findings, derived);
    this.counted(moment, findings, closed, lapsed);
    this.recurring(findings);
    this.trend(moment, findings, derived);
    if (this.breast) findings.side = this.breast;
    this.following(moment, findings, derived);
    const ids = Object.keys(this.guideline.findings);
    return {
      findings: Object.fromEntries(ids.filter((id) => id in findings).map((id) => [id, findings[id]])),
      lapsed: ids.filter((id) => lapsed.has(id) && !(id in findings)),
      derived,
    };
  }

  holds(node, moment) {
    return this.guideline.certain(node, this.values(this.at(moment).findings));
  }

  values(findings) {
    return this.guideline.read(findings).known;
  }

  /** What an entry says of this breast: its events and medicines, then its own answers. */
  statements(entry) {
    const found = {};
    for (const event of entry.events) Object.assign(found, this.rules.events[event].sets);
    for (const { id } of entry.medicines) Object.assign(found, this.rules.medicines[id].sets);
    Object.assign(found, entry.findings);
    if (!entry.breast || entry.breast === this.breast) return found;
    const both = ([id]) => !this.guideline.findings[id].tags?.includes("breast");
    return Object.fromEntries(Object.entries(found).filter(both));
  }

  base(moment) {
    const last = this.last(moment);
    const findings = {};
    const lapsed = new Set();
    for (const [id, { value, at }] of last) {
      const { valid_hours: valid } = this.guideline.findings[id];
      if (valid !== undefined && moment - at > valid * HOUR) lapsed.add(id);
      else findings[id] = this.grown(id, value, moment - at);
    }
    return { findings, lapsed, closed: this.gated(last, findings, lapsed) };
  }

  last(moment) {
    const last = new Map();
    for (const [{ at }, statements] of this.said) {
      if (at > moment) break;
      for (const [id, value] of Object.entries(statements)) {
        const before = last.get(id);
        if (!before || before.at < at || !(this.rank(id, before.value) > this.rank(id, value))) last.set(id, { value, at });
      }
    }
    return last;
  }

  /** How bad an answer is where its finding declares a worse direction; else all are alike. */
  rank(id, value) {
    const worse = this.rules.worse?.[id];
    const { unsure, kind } = this.guideline.findings[id];
    if (worse === undefined) return 0;
    if (kind === "yes_no") return value === worse[0] ? 2 : value === UNSURE ? 1 : 0;
    const meant = value === UNSURE ? unsure : value;
    if (!Array.isArray(worse)) {
      if (!isNumber(meant)) return -Infinity;
      return Math.max("up" in worse ? meant - worse.up : -Infinity, "down" in worse ? worse.down - meant : -Infinity);
    }
    return worse.indexOf(meant) + (value === UNSURE ? 0.5 : 0);
  }

  /** Sets aside answers that a later one rules out, and lets lapse what hangs on a lapsed one. */
  gated(last, findings, lapsed) {
    const closed = new Set();
    const plain = Object.fromEntries(Object.entries(findings).filter(([, value]) => value !== UNSURE));
    for (const [id, { parent, only_if: gate = parent }] of Object.entries(this.guideline.findings)) {
      if (gate === undefined) continue;
      if (this.guideline.certain(gate, plain)) continue;
      const parents = named(gate);
      const hangs = parents.some((name) => lapsed.has(name));
      const ruledOut = !this.guideline.possible(gate, plain);
      if (hangs || ruledOut) closed.add(id);
      if (!(id in findings)) continue;
      const since = Math.max(-Infinity, ...parents.filter((name) => last.has(name)).map((name) => last.get(name).at));
      if (!hangs && !(ruledOut && last.get(id).at < since)) continue;
      delete findings[id];
      delete plain[id];
      if (hangs) lapsed.add(id);
    }
    return closed;
  }

  /** A number in hours or days after so many milliseconds, rounded down to hundredths and inside its range. */
  grown(id, value, gone) {
    const { unit, range } = this.guideline.findings[id];
    if (!isNumber(value) || !(unit in PER_UNIT) || gone <= 0) return value;
    const grown = value + Math.floor((gone * 100) / PER_UNIT[unit]) / 100;
    return Math.min(hundredths(grown) / 100, range?.[1] ?? Infinity);
  }

  // --- what is worked out ---

  /** Hours since the earliest moment known; "not sure" stands until more time has gone than it counts for. */
  clock(id, moment, findings) {
    const clock = this.rules.clocks[id];
    const starts = clock.from_start && this.started !== null ? [this.started] : [];
    for (const [{ at }, { [id]: value }] of this.said) {
      if (at <= moment && isNumber(value)) starts.push(at - milliseconds(value));
      else if (at <= moment && value === UNSURE) starts.push(at); // it had begun by then
    }
    if (clock.since !== undefined) {
      const began = this.history.find(([at, values]) => at <= moment && this.guideline.certain(clock.since, values));
      if (began) starts.push(began[0]);
    }
    const begun = starts.filter((start) => start <= moment);
    if (!begun.length) return;
    const gone = this.grown(id, 0, moment - Math.min(...begun));
    const { unsure } = this.guideline.findings[id];
    if (!(findings[id] === UNSURE && isNumber(unsure) && gone < unsure)) findings[id] = gone;
  }

  /** What a recorded dose says holds as long as it is valid, whatever was ticked since. */
  dosed(moment, findings, derived) {
    for (const { at, medicines: taken } of this.entries) {
      for (const { id: drug } of taken) {
        for (const [id, value] of Object.entries(this.rules.medicines[drug].sets)) {
          const { valid_hours: valid } = this.guideline.findings[id];
          if (at > moment || valid === undefined || moment - at > valid * HOUR) continue;
          findings[id] = value;
          derived[id] = [...new Set([...(derived[id] ?? []), drug])].sort();
        }
      }
    }
  }

  /** Numbers that events count: all of them, or what she said and those since. What has lapsed stays unknown. */
  counted(moment, findings, closed, lapsed) {
    const times = {};
    for (const { at, events } of this.entries) {
      for (const event of at <= moment ? events : []) {
        const { counts } = this.rules.events[event];
        if (counts) (times[counts] ??= []).push(at);
      }
    }
    const last = this.last(moment);
    for (const [id, counted] of Object.entries(times)) {
      const said = last.get(id);
      let number = counted.length;
      if (isNumber(said?.value)) {
        const since = counted.filter((at) => at > said.at).length;
        if (lapsed.has(id) && !since && number < said.value) continue;
        number = Math.max(number, Math.trunc(said.value) + since);
      }
      if (!closed.has(id)) this.atLeast(id, number, findings);
    }
  }

  /** Raises a number to what was counted, inside its range. */
  atLeast(id, number, findings) {
    const { unsure, range } = this.guideline.findings[id];
    const said = findings[id];
    if (said === UNSURE && isNumber(unsure) && number < unsure) return;
    if (!isNumber(said) || said < number) findings[id] = Math.min(number, range?.[1] ?? Infinity);
  }

  /** The last answers of each earlier episode that counts. */
  earlierOnes(episodes) {
    const { earlier } = this.rules;
    const found = [];
    for (const { other_child: otherChild, ...episode } of earlier ? episodes : []) {
      if (otherChild) continue;
      const reducer = new Reducer(this.guideline, { ...episode, earlier: [] });
      if (reducer.history.some(([, values]) => this.guideline.certain(earlier.counts_when, values))) found.push(reducer.last(Infinity));
    }
    return found;
  }

  recurring(findings) {
    const { earlier } = this.rules;
    if (!earlier || !this.before.length) return;
    this.atLeast(earlier.number, this.before.length, findings);
    const here = earlier.same.map((id) => findings[id]);
    const known = here.every((value) => value !== undefined && value !== UNSURE);
    const again = this.before.some((answers) => earlier.same.every((id, place) => answers.get(id)?.value === here[place]));
    if (known && again && !(earlier.same_place in findings)) findings[earlier.same_place] = true;
  }

  /** Worse when a measure has risen; a measure never makes it better. */
  trend(moment, findings, derived) {
    const { trend } = this.rules;
    if (!trend) return;
    const risen = Object.keys(trend.measures).filter((id) => id in findings && this.risen(id, moment));
    if (!risen.length) return;
    findings[trend.finding] = trend.worse;
    derived[trend.finding] = risen;
  }

  /** Whether the last value lies a threshold above the lowest of the hours before it. */
  risen(id, moment) {
    const { within, measures } = this.rules.trend;
    const { rise, floor } = measures[id];
    const row = new Map();
    for (const [{ at }, { [id]: value }] of this.said)
      if (at <= moment && isNumber(value)) row.set(at, Math.max(row.get(at) ?? -Infinity, value));
    if (!row.size) return false;
    const last = Math.max(...row.keys());
    if (floor !== undefined && row.get(last) < floor) return false;
    const before = [...row].filter(([at]) => at < last && at >= last - within * HOUR).map(([, value]) => value);
    return before.length > 0 && hundredths(row.get(last) - Math.min(...before)) >= hundredths(rise);
  }

  /** Findings that follow from the course, unless she was asked. */
  following(moment, findings, derived) {
    for (const [id, { when, after }] of Object.entries(this.rules.derived ?? {})) {
      if (id in findings) continue;
      const earlier = this.history.some(([at, values]) => at < moment && this.guideline.certain(after, values));
      if (!earlier || !this.guideline.certain(when, this.values(findings))) continue;
      findings[id] = true;
      derived[id] = named(when).filter((name) => name in findings);
    }
  }
}

/** Every name in a condition, in order of appearance, each once. */
function named(node, found = new Set()) {
  if (typeof node === "string") found.add(node);
  else if (node[0] === "is" || node[0] === "in") found.add(node[1]);
  else if (node[0] === "cmp") node.forEach((item, place) => place % 2 && typeof item === "string" && found.add(item));
  else node.slice(1).forEach((child) => typeof child !== "number" && named(child, found));
  return [...found];
}

/** What is known at a moment (milliseconds), of one breast where the two differ: {findings, lapsed, derived}. */
export const reduced = (guideline, episode, moment = Date.now(), breast = null) =>
  new Reducer(guideline, episode, breast).at(moment);

// --- the course -------------------------------------------------------------------------------------------------------------

/** One episode, judged at each of its check-ins and now. */
class Course {
  constructor(guideline, episode, place, now) {
    Object.assign(this, { guideline, episode, place, reducers: new Map(), rules: guideline.model.episode });
    this.entries = this.reducer(null).entries;
    this.started = this.reducer(null).started;
    const last = this.entries.at(-1)?.at ?? this.started ?? 0;
    this.now = now === undefined ? last : Math.max(now, last); // a clock that was set back stands still
    this.visits = this.entries.filter((entry) => this.event(entry, "seen")).map(({ at }) => at);
    const answered = this.entries.filter(({ findings }) => Object.keys(findings).length > 0);
    this.looks = [...new Set(answered.map(({ at }) => at))].map((moment) => this.look(moment));
    this.deadlines = this.looks.map((_, index) => this.held(this.looks, index));
  }

  event(entry, what) {
    return entry.events.some((event) => this.rules.events[event][what]);
  }

  reducer(breast) {
    if (!this.reducers.has(breast)) this.reducers.set(breast, new Reducer(this.guideline, this.episode, breast));
    return this.reducers.get(breast);
  }

  urgency = (level) => this.guideline.levels.indexOf(level);

  breasts(moment) {
    return [...new Set(this.entries.filter(({ at, breast }) => breast && at <= moment).map(({ breast }) => breast))].sort();
  }

  /** The assessment at a moment; where the breasts differ that of the more urgent one. */
  look(moment) {
    const breasts = this.breasts(moment);
    if (!breasts.length) return this.one(moment, null);
    const both = breasts.length > 1 && this.bothCount(moment, breasts) ? { side: "both" } : {};
    const order = ({ level, provisional }) => this.urgency(level) - (provisional ? 0.5 : 0);
    return breasts
      .map((breast) => this.one(moment, breast, both))
      .reduce((one, other) => (order(other) < order(one) ? other : one));
  }

  one(moment, breast, instead = {}) {
    const known = this.reducer(breast).at(moment);
    const findings = { ...known.findings, ...instead };
    const assessment = this.guideline.assess(findings, this.place);
    return { at: moment, breast, known: { ...known, findings }, assessment, level: assessment.level, provisional: assessment.provisional };
  }

  /** Whether a rule about both breasts holds of each and is more urgent than what each has of its own. */
  bothCount(moment, breasts) {
    const answers = breasts.map((breast) => this.reducer(breast).at(moment).findings);
    const most = (rules) => Math.min(Infinity, ...rules.map(({ urgency }) => urgency));
    const both = answers.map((findings) => this.guideline.met({ ...findings, side: "both" }));
    const common = both[0].filter(({ id }) => both.every((rules) => rules.some((rule) => rule.id === id)));
    return most(common) < most(answers.flatMap((findings) => this.guideline.met(findings)));
  }

  // --- deadlines ---

  /** By when she is to be seen, or to look again at home: the earliest since the last visit, never moved on. */
  held(looks, index) {
    const { at, assessment } = looks[index];
    return Math.min(at + milliseconds(assessment.see_by.hours), ...this.begun(looks, index));
  }

  /** The deadlines set since the last visit: their own, or of a more urgent one that is over this level's wait. */
  begun(looks, index) {
    const calmest = this.guideline.levels.at(-1);
    const found = [];
    let bar = looks[index].level;
    if (bar === calmest) return this.begunAtHome(looks, index);
    let ended = looks[index].assessment.settled ? this.urgency(bar) : -1; // a settled answer ends what was more urgent
    for (const earlier of looks.slice(0, index).reverse()) {
      if (this.visits.some((visit) => earlier.at <= visit && visit <= looks[index].at)) break;
      if (earlier.provisional) continue;
      if (earlier.level === calmest) break;
      const urgency = this.urgency(earlier.level);
      if (urgency >= this.urgency(bar)) bar = earlier.level;
      const holds = urgency >= Math.min(this.urgency(bar), ended);
      found.push(earlier.at + milliseconds(holds ? earlier.assessment.see_by.hours : this.guideline.model.levels[bar].limit));
      if (earlier.assessment.settled) ended = Math.max(ended, urgency);
    }
    return found;
  }

  /** The ends of care at home that the same rules with a clock set before: "not sure when" never begins anew. */
  begunAtHome(looks, index) {
    const rules = this.clocked(looks[index]);
    const found = [];
    for (const earlier of looks.slice(0, index).reverse()) {
      if (!rules || earlier.level !== looks[index].level || this.clocked(earlier) !== rules) break;
      found.push(earlier.at + milliseconds(earlier.assessment.see_by.hours));
    }
    return found;
  }

  /** The reasons of a look that count on a clock, as one text. */
  clocked({ assessment }) {
    const ids = assessment.reasons.map(({ rule }) => rule);
    return ids.filter((id) => this.guideline.model.rules[id]?.clock !== undefined).sort().join(" ");
  }

  // --- what is due ---

  due() {
    const items = [...this.plannedLooks(), ...this.visitsDue()];
    return items.sort((one, other) => compareText(one.at, other.at) || compareText(one.kind, other.kind));
  }

  plannedLooks() {
    const grace = milliseconds(this.rules.overdue_after ?? 0);
    return this.looks.flatMap(({ at: since, assessment: { follow_up: followUp } }, index) => {
      if (!followUp) return [];
      const at = since + milliseconds(followUp.within_hours);
      const done = this.looks[index + 1]?.at ?? this.closed();
      const status = done === null ? this.status(at, at + grace) : "done";
      return [item("look", followUp.id, since, at, status, done, followUp.ask)];
    });
  }

  /** One item for each stretch of check-ins that ask for a visit at one level. */
  visitsDue() {
    const found = [];
    for (let index = 0; index < this.looks.length; index += 1) {
      const { level, provisional } = this.looks[index];
      const first = index;
      while (index + 1 < this.looks.length && this.goesOn(index, level)) index += 1;
      if (level !== this.guideline.levels.at(-1) && !provisional) found.push(this.visitDue(first, index));
    }
    return found;
  }

  /** Whether the next check-in still asks for the same visit; a calmer answer ends it only when it is settled. */
  goesOn(index, level) {
    const [here, after] = [this.looks[index], this.looks[index + 1]];
    if (this.visits.some((visit) => here.at <= visit && visit <= after.at)) return false;
    const calmer = this.urgency(after.level) > this.urgency(level);
    return after.level === level || (calmer && !after.assessment.settled);
  }

  visitDue(first, last) {
    const { at: since, level } = this.looks[first];
    const deadline = Math.min(...this.deadlines.slice(first, last + 1));
    const until = this.looks[last + 1]?.at ?? Infinity;
    const visit = this.visits.find((at) => since <= at && at <= until) ?? null;
    const over = until <= this.now || this.closed() !== null;
    const status = visit !== null ? "done" : over ? "no_longer" : this.status(since, deadline);
    return item("be_seen", level, since, deadline, status, visit, []);
  }

  status(due, overdue) {
    return this.now < due ? "planned" : this.now <= overdue ? "due" : "overdue";
  }

  // --- closing ---

  /** When it was closed, unless it was reopened since. */
  closed() {
    let closed = null;
    for (const entry of this.entries) {
      if (this.event(entry, "closes")) closed = entry.at;
      if (this.event(entry, "reopens")) closed = null;
    }
    return closed;
  }

  canClose() {
    const { closing } = this.rules;
    if (closing === undefined || !this.looks.length || this.closed() !== null) return false;
    const { level, assessment } = this.look(this.now);
    if (level !== this.guideline.levels.at(-1) || !assessment.settled) return false;
    const breasts = this.breasts(Infinity);
    return (breasts.length ? breasts : [null]).every((breast) => this.reducer(breast).holds(closing, this.now));
  }

  // --- all of it ---

  told() {
    const { version, digest, review_by: reviewBy } = this.guideline.model;
    const [closed, current] = [this.closed(), this.look(this.now)];
    return {
      guideline: { version, digest, review_by: reviewBy },
      place: this.place,
      started: this.started === null ? null : iso(this.started),
      now: iso(this.now),
      closed: closed === null ? null : iso(closed),
      can_close: this.canClose(),
      checkins: this.looks.map((look, index) => this.row(look, index)),
      current: { ...shown(current), see_by: this.seeBy([...this.looks, current], this.looks.length) },
      due: this.due(),
      medicines: medicines(this.guideline, this.entries, this.now),
    };
  }

  seeBy(looks, index) {
    const deadline = this.held(looks, index);
    return { at: iso(deadline), hours: hours(Math.max(0, deadline - looks[index].at)) };
  }

  row(look, index) {
    return {
      ...shown(look),
      hours: this.started === null ? null : hours(look.at - this.started),
      see_by: this.seeBy(this.looks, index),
      changed: changed(this.looks[index - 1], look),
    };
  }
}

const shown = ({ at, breast, known, assessment }) => ({ at: iso(at), breast, ...known, assessment });

const item = (kind, id, since, at, status, done, ask) => ({
  kind,
  id,
  since: iso(since),
  at: iso(at),
  status,
  done_at: done === null ? null : iso(done),
  ask,
});

/** What is new since the check-in before. */
function changed(before, after) {
  if (!before) return { level: null, reasons: [], no_longer: [] };
  const [old, now] = [before, after].map(({ assessment }) => assessment.reasons.map(({ rule }) => rule));
  return {
    level: before.level === after.level ? null : { from: before.level, to: after.level },
    reasons: now.filter((id) => !old.includes(id)),
    no_longer: old.filter((id) => !now.includes(id)),
  };
}

/** The course of an episode as of `now` (milliseconds; default: its last entry), in the shape of docs/episode.md. */
export const course = (guideline, episode, place = "generic", now = undefined) =>
  new Course(guideline, episode, place, now).told();

// --- painkillers --------------------------------------------------------------------------------------------------------------

/** Of each painkiller taken: the last dose, what the last day held, and the earliest time for a full one. */
export const doses = (guideline, episode, now = Date.now()) => {
  const entries = entriesOf(episode);
  return medicines(guideline, entries, Math.max(now, entries.at(-1)?.at ?? now));
};

function medicines(guideline, entries, now) {
  const found = {};
  for (const [id, { dose, gap, daily }] of Object.entries(guideline.model.episode.medicines ?? {})) {
    const rows = entries.filter(({ at }) => at <= now).map(({ at, medicines: all }) => all.filter((one) => one.id === id).map(({ mg }) => [at, mg]));
    const taken = rows.flat();
    if (!taken.length) continue;
    const within = (after, until) => taken.filter(([at]) => after < at && at <= until).reduce((sum, [, mg]) => sum + mg, 0);
    const last = taken.at(-1)[0];
    const first = last + milliseconds(gap);
    const free = [first, ...taken.map(([at]) => at + DAY).filter((at) => at > first)].sort((one, other) => one - other);
    const soonest = free.find((at) => within(at - DAY, at) + dose <= daily) ?? free.at(-1);
    found[id] = {
      last: iso(last),
      next: iso(soonest),
      taken_mg: within(now - DAY, now),
      limit_mg: daily,
      gap_hours: gap,
      dose_mg: dose,
    };
  }
  return found;
}

// --- is a file one of ours? -----------------------------------------------------------------------------------------------------

/** What is wrong with an object that should be an episode, a short text a fault with its place; empty: sound. */
export function faults(guideline, given, where = "") {
  if (!isTable(given) || !Array.isArray(given.checkins)) return [`${where}checkins`];
  const found = [];
  const bad = (place, wrong) => wrong && found.push(`${where}${place}`);
  const { events = {}, medicines: drugs = {} } = guideline.model.episode;
  bad("started", given.started && !isTime(given.started));
  given.checkins.forEach((entry, index) => {
    const place = `checkins[${index}]`;
    if (!isTable(entry)) return bad(place, true);
    bad(`${place}.at`, entry.at ? !isTime(entry.at) : !(isNumber(entry.hours) && entry.hours >= 0 && isTime(given.started)));
    bad(`${place}.written`, entry.written && !isTime(entry.written));
    bad(`${place}.findings`, entry.findings && !isTable(entry.findings));
    for (const [id, value] of Object.entries(isTable(entry.findings) ? entry.findings : {}))
      bad(`${place}.findings.${id}`, value !== null && !allowed(guideline, id, value));
    const known = (list, fits) => list === undefined || (Array.isArray(list) && list.every(fits));
    bad(`${place}.events`, !known(entry.events, (id) => Object.hasOwn(events, id)));
    bad(`${place}.medicines`, !known(entry.medicines, (one) => isTable(one) && Object.hasOwn(drugs, one.id) && one.mg > 0));
    bad(`${place}.breast`, entry.breast && !["left", "right"].includes(entry.breast));
    bad(`${place}.note`, entry.note && typeof entry.note !== "string");
    bad(`${place}.feed`, entry.feed && !isTable(entry.feed));
  });
  const earlier = given.earlier ?? [];
  bad("earlier", !Array.isArray(earlier));
  if (Array.isArray(earlier)) earlier.forEach((one, index) => found.push(...faults(guideline, one, `${where}earlier[${index}].`)));
  return found;
}

/** Whether a value is one that a finding can have. */
export function allowed(guideline, id, value) {
  const finding = Object.hasOwn(guideline.findings, id) && guideline.findings[id];
  if (!finding || value === UNSURE) return Boolean(finding);
  if (finding.kind === "yes_no") return typeof value === "boolean";
  if (finding.kind === "choice") return finding.options.includes(value);
  return isNumber(value) && value >= finding.range[0] && value <= finding.range[1];
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isTime = (value) => typeof value === "string" && /\dT\d/.test(value) && Number.isFinite(momentOf(value));
