// What does the guideline say for one patient, and what is asked next? The browser's own reading of the model.
//
// In: the model and the words that `src/lactwise/publish/model_json.py` writes, and findings {id: value}; absent or null is
// unknown, "unsure" is asked and not known. Out: the assessment and the next screen, the same as Python gives for a parent.
// A plain walk over condition trees with three truth values: true, false and null (unknown). A number or choice that does not
// apply is NaN or "": every comparison with it is false. `tests/agreement/test_browser_agrees.py` holds both to each other.
// It is one long file so that it can be taken away alone and run in any JavaScript, and read beside its Python counterparts:
// language.py, reading.py, dependence.py, escalation.py, engine.py and interview.py, in which each function has its namesake.

const UNSURE = "unsure";
const DOES_NOT_APPLY = { yes_no: false, number: NaN, choice: "" };
const STATUSES = ["fits", "possible", "ruled_out"];
const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const WHO_ANSWERS = "answering_for"; // who answers is taken at her word, whatever figures she gives
const PLACEHOLDER = /\{([a-z0-9_]+)\}/g;

const compare = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b && applies(a) && applies(b),
};

/** Whether a value is one that applies (unknown counts as applying). */
const applies = (value) => value === value && value !== "";

const opposite = (truth) => (truth === null ? null : !truth);

function both(truths) {
  let unknown = false;
  for (const truth of truths) {
    if (truth === false) return false;
    unknown ||= truth === null;
  }
  return unknown ? null : true;
}

const either = (truths) => opposite(both(truths.map(opposite)));

function atLeast(count, truths) {
  if (truths.filter((truth) => truth === true).length >= count) return true;
  return truths.filter((truth) => truth !== false).length >= count ? null : false;
}

/** The conditions directly inside a condition. */
function children(node) {
  if (typeof node === "string") return [];
  if (node[0] === "at_least") return node.slice(2);
  return ["not", "and", "or"].includes(node[0]) ? node.slice(1) : [];
}

/** Every name in a condition, in order of appearance, each once. */
function names(node, found = new Set()) {
  if (typeof node === "string") found.add(node);
  else if (node[0] === "is" || node[0] === "in") found.add(node[1]);
  else if (node[0] === "cmp")
    node.filter((item, place) => place % 2 && typeof item === "string").forEach((name) => found.add(name));
  else children(node).forEach((child) => names(child, found));
  return found;
}

/** Every comparison of numbers inside a condition, as [left, operator, right]. */
function comparisons(node) {
  if (typeof node === "string") return [];
  if (node[0] !== "cmp") return children(node).flatMap(comparisons);
  const pairs = [];
  for (let place = 1; place + 2 < node.length; place += 2) pairs.push(node.slice(place, place + 3));
  return pairs;
}

/** The words of one language as spoken in one country. */
export class Words {
  constructor(model, texts, place) {
    this.texts = texts;
    this.known = { ...texts.shown, ...model.places[place].words, ...texts.places[place] };
    const country = place === "generic" ? "001" : place.toUpperCase(); // 001: the world
    this.locale = `${texts.language}-${country}-u-nu-latn`;
    this.plurals = new Intl.PluralRules(texts.language);
  }

  /** A number with its unit: temperatures with one decimal, three days and more of hours in days. */
  quantity(value, unit) {
    return unit === "hours" && value >= 72 && value % 24 === 0
      ? this.counted(value / 24, "days")
      : this.counted(value, unit);
  }

  /** A number with its unit in the form that goes with it: "1 hour", "2 hours". */
  counted(value, unit) {
    const forms = this.texts.interface.quantity;
    const form = forms[`${unit}_${this.plurals.select(value)}`] ?? forms[`${unit}_other`] ?? `{n} ${unit}`;
    return form.replace("{n}", this.number(value, unit === "degC" ? 1 : undefined));
  }

  /** A number as the language writes it: "1,000" and "38.5" in English, "38,5" in French. */
  number(value, decimals) {
    const { decimal, group } = this.texts.interface.quantity;
    const [whole, part] = (decimals === undefined ? String(value) : value.toFixed(decimals)).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, group) + (part ? decimal + part : "");
  }

  /** What a source says instead, in plain words. */
  other(claim) {
    return this.fill(this.texts.others[claim]);
  }

  fill(text, more = {}) {
    return text.replace(PLACEHOLDER, (whole, name) => more[name] ?? this.known[name] ?? whole);
  }

  raw(section, id, key, otherwise = "") {
    return this.texts[section]?.[id]?.[key] ?? otherwise;
  }

  text(section, id, key, otherwise = "") {
    return this.fill(String(this.raw(section, id, key, otherwise)));
  }

  interface(group, key, otherwise = "", more = {}) {
    return this.fill(String(this.raw("interface", group, key, otherwise)), more);
  }

  /** The short words of a finding or definition ("redness", "no redness"). */
  label(name, present = true) {
    const section = name in this.texts.findings ? "findings" : "definitions";
    const plain = this.text(section, name, "label", name.replaceAll("_", " "));
    return present ? plain : this.text(section, name, "no", `no ${plain}`);
  }
}

/** A guideline made ready for single patients. */
/** Whether a value is given and says that its parent holds. */
const positive = (value) => (value ?? null) !== null && value !== false && applies(value);

const firstParent = (gate) => [...names(gate.applies_if)][0];

export class Guideline {
  constructor(model, texts) {
    this.model = model;
    this.texts = texts;
    this.findings = model.findings;
    this.levels = Object.keys(model.levels);
    this.rules = Object.entries(model.rules).map(([id, rule]) => ({
      id,
      ...rule,
      urgency: this.levels.indexOf(rule.level),
    }));
    this.gates = Object.entries(model.findings)
      .filter(([, finding]) => finding.applies_if)
      .map(([id, finding]) => ({ id, ...finding }));
    this.gatesOf = new Map(); // finding → the gates it opens and closes
    for (const gate of this.gates) {
      for (const name of names(gate.applies_if)) this.gatesOf.set(name, [...(this.gatesOf.get(name) ?? []), gate]);
    }
    this.changes = this.worthTrying();
    this.touched = this.rulesTouched();
    this.judged = new WeakMap(); // values → what definitions came to
    this.spoken = new Map(); // place → its words
  }

  words(place) {
    if (!this.spoken.has(place)) this.spoken.set(place, new Words(this.model, this.texts, place));
    return this.spoken.get(place);
  }

  // --- conditions -----------------------------------------------------------------------------------------------------

  /** The truth of a condition: true, false or null. */
  truth(node, values) {
    if (typeof node === "string") return node in this.findings ? (values[node] ?? null) : this.defined(node, values);
    switch (node[0]) {
      case "not":
        return opposite(this.truth(node[1], values));
      case "and":
        return both(node.slice(1).map((item) => this.truth(item, values)));
      case "or":
        return either(node.slice(1).map((item) => this.truth(item, values)));
      case "at_least":
        return atLeast(
          node[1],
          node.slice(2).map((item) => this.truth(item, values)),
        );
      case "in":
        return (values[node[1]] ?? null) === null ? null : node[2].includes(values[node[1]]);
      case "is":
        return (values[node[1]] ?? null) === null ? null : compare[node[2]](values[node[1]], node[3]);
      case "cmp":
        return both(comparisons(node).map(([left, operator, right]) => this.compared(left, operator, right, values)));
      default:
        throw new Error(`not in the language: ${JSON.stringify(node)}`);
    }
  }

  compared(left, operator, right, values) {
    const [a, b] = [left, right].map((item) => (typeof item === "string" ? (values[item] ?? null) : item));
    return a === null || b === null ? null : compare[operator](a, b);
  }

  /** A definition's truth, worked out once for each list of values. */
  defined(name, values) {
    let known = this.judged.get(values);
    if (!known) this.judged.set(values, (known = new Map()));
    if (!known.has(name)) known.set(name, this.truth(this.model.definitions[name], values));
    return known.get(name);
  }

  certain = (node, values) => this.truth(node, values) === true;
  possible = (node, values) => this.truth(node, values) !== false;

  // --- reading findings -----------------------------------------------------------------------------------------------

  /** Findings as values, with what "not sure" counts as, and contradictions kept. */
  read(findings) {
    const known = {};
    const unsure = [];
    for (const [id, value] of Object.entries(findings)) {
      if (value === UNSURE) unsure.push(id);
      else known[id] = value;
    }
    const given = { ...known };
    const [contradictions, othersKnown] = this.complete(known);
    const lowest = this.levels.length - 1;
    if (!unsure.length)
      return { known, counted: known, forced: lowest, unsure, contradictions, othersKnown, others: othersKnown };
    const [counted, forced] = this.replace(given, known, unsure);
    return { known, counted, forced, unsure, contradictions, othersKnown, others: this.complete(counted)[1] };
  }

  /** Values with each "not sure" replaced by what it counts as, and the most urgent level one of them carries. */
  replace(values, known, unsure) {
    const counted = { ...values };
    let forced = this.levels.length - 1;
    for (const id of unsure) {
      const finding = this.findings[id];
      if ((known[id] ?? null) !== null) {
        counted[id] = known[id]; // it cannot apply: "not sure" of it says nothing
        continue;
      }
      if (finding.unsure_level) forced = Math.min(forced, this.levels.indexOf(finding.unsure_level));
      counted[id] = finding.unsure_level ? false : finding.unsure === "not_measured" ? NaN : finding.unsure;
    }
    return [counted, forced];
  }

  /** Fills in place what parents and children imply; gives contradictions, and the other readings they allow. */
  complete(values) {
    const contradicted = [];
    // A child stands after its parent. Going back proves the parent's parent too.
    for (const gate of [...this.gates].reverse()) {
      if (!gate.parent || !positive(values[gate.id])) continue;
      if (values[gate.parent] === false || contradicted.some((other) => other.parent === gate.parent))
        contradicted.unshift(gate);
      values[gate.parent] = true;
    }
    const literal = contradicted.length ? { ...values } : null; // parents as answered, although a child says otherwise
    for (const gate of contradicted) literal[gate.parent] = false;
    const denied = this.gates.filter((gate) => this.denied(gate, values));
    const others = [...(literal ? [literal] : []), ...denied.flatMap((gate) => this.withParent(gate, values))];
    for (const reading of [values, ...others]) this.closeGates(reading);
    return [[...contradicted, ...denied].map((gate) => [gate.id, gate.parent ?? firstParent(gate)]), others];
  }

  /** Whether a finding is given (zero says nothing) although the choice it rests on rules it out. */
  denied(gate, values) {
    const value = values[gate.id];
    return !gate.parent && Boolean(value) && positive(value) && !this.possible(gate.applies_if, values);
  }

  /** The readings in which a choice finding has one of the options its given child asks for. */
  withParent(gate, values) {
    const parent = firstParent(gate);
    if (parent === WHO_ANSWERS) return [];
    return (this.findings[parent].options ?? [])
      .map((option) => ({ ...values, [parent]: option }))
      .filter((reading) => this.possible(gate.applies_if, reading));
  }

  closeGates(values) {
    for (const gate of this.gates) {
      if ((values[gate.id] ?? null) === null && !this.possible(gate.applies_if, values))
        values[gate.id] = DOES_NOT_APPLY[gate.kind];
    }
  }

  // --- urgency --------------------------------------------------------------------------------------------------------

  first(values, holds) {
    return this.rules.find((rule) => holds(rule.when, values))?.urgency ?? this.levels.length - 1;
  }

  /** Level, floor and ceiling; where answers contradict each other the more urgent reading counts. */
  triage(reading) {
    const first = (readings, holds) => Math.min(...readings.map((values) => this.first(values, holds)));
    const known = [reading.known, ...reading.othersKnown];
    const floor = first(known, this.certain);
    const ceiling = first(known, this.possible);
    let [level, open] = [floor, ceiling];
    if (reading.unsure.length) {
      const counted = [reading.counted, ...reading.others];
      level = Math.min(reading.forced, first(counted, this.certain));
      open = first(counted, this.possible);
    }
    const settled = open >= level;
    const id = this.levels[level];
    return {
      level: id,
      floor: this.levels[floor],
      ceiling: this.levels[Math.min(ceiling, floor)],
      settled,
      provisional: !settled && Boolean(this.model.levels[id].calm),
    };
  }

  /** Rules of which `holds` is true in some reading of the answers. */
  rulesWhere(reading, holds) {
    const readings = [reading.counted, ...reading.others];
    return this.rules.filter((rule) => readings.some((values) => holds(rule.when, values)));
  }

  /** Rules certainly met by findings. */
  met(findings) {
    return this.rulesWhere(this.read(findings), this.certain);
  }

  openRules(reading, level) {
    const limit = this.levels.indexOf(level);
    return this.rulesWhere(reading, this.possible).filter((rule) => rule.urgency < limit);
  }

  // --- the assessment -------------------------------------------------------------------------------------------------

  /** The assessment for a parent, in the shape of the interface, in the words of a country. */
  assess(findings, place = "generic") {
    const words = this.words(place);
    const reading = this.read(findings);
    const urgency = this.triage(reading);
    const { level, provisional } = urgency;
    const held = this.rulesWhere(reading, this.certain);
    const conditions = this.conditions(reading.known, words);
    const reasons = held
      .filter((rule) => rule.level === level)
      .map((rule) => this.reason(rule, reading, findings, words));
    const screen = this.nextScreen(findings);
    const seeBy = this.seeBy(level, held, reading.counted);
    return {
      guideline: { version: this.model.version, digest: this.model.digest, review_by: this.model.review_by },
      place,
      ...urgency,
      see_by: { hours: seeBy },
      reasons: [...this.forcedReasons(reading, level, words), ...reasons],
      also: held
        .filter((rule) => rule.level !== level)
        .map((rule) => ({ ...this.reason(rule, reading, findings, words), level: rule.level })),
      conditions,
      must_not_miss: conditions
        .filter((item) => item.status !== "ruled_out" && this.model.conditions[item.id].must_not_miss)
        .map((item) => item.id),
      advice: provisional ? [] : this.advised(reading, level, words),
      escalate_if: this.escalations(findings, reading, level, words),
      follow_up: provisional ? null : this.followUp(level, reading, words, seeBy),
      unanswered: this.unanswered(reading, level),
      contradictions: reading.contradictions.map(([finding, although]) => ({ finding, although })),
      next_question: screen ? screen.questions[0] : null,
    };
  }

  reason(rule, reading, findings, words) {
    const values = [reading.counted, ...reading.others].find((candidate) => this.certain(rule.when, candidate));
    const shown = (id) => {
      const value = findings[id] ?? values[id] ?? null;
      return applies(value) ? value : null;
    };
    const decisive = [...this.explain(rule.when, values, true)];
    return {
      rule: rule.id,
      because: words.fill(this.texts.reasons[rule.id]),
      findings: Object.fromEntries(decisive.map((id) => [id, shown(id)])),
      sources: rule.source,
      differs: rule.differs ?? [],
    };
  }

  forcedReasons(reading, level, words) {
    const flagged = reading.unsure.filter((id) => this.findings[id].unsure_level === level);
    if (!flagged.length) return [];
    const because = words.interface(
      "result",
      "not_sure_reason",
      "Not sure about a danger sign counts as a reason to be seen.",
    );
    const findings = Object.fromEntries(flagged.map((id) => [id, UNSURE]));
    return [{ rule: "not_sure", because, findings, sources: this.model.unsure_source, differs: [] }];
  }

  /** The findings that alone make a condition certainly true (`wanted`) or certainly false. */
  explain(node, values, wanted, found = new Set()) {
    if (typeof node === "string" && node in this.model.definitions)
      return this.explain(this.model.definitions[node], values, wanted, found);
    const inside = children(node);
    if (node[0] === "not") return this.explain(node[1], values, !wanted, found);
    if (!inside.length) {
      names(node).forEach((name) => found.add(name));
      return found;
    }
    let parts = inside.filter((part) => this.truth(part, values) === wanted);
    if (node[0] === "and" && !wanted) parts = parts.slice(0, 1);
    parts.forEach((part) => this.explain(part, values, wanted, found));
    return found;
  }

  // --- when -----------------------------------------------------------------------------------------------------------

  /** Hours until she must have been seen (self-care: looked at again), counted from the time already gone. */
  seeBy(level, held, values) {
    const longest = this.model.levels[level].limit;
    const limits = held
      .filter((rule) => rule.level === level && rule.limit !== undefined)
      .map((rule) => [rule.limit, rule.clock === undefined ? 0 : (values[rule.clock] ?? null)])
      .filter(([, gone]) => gone !== null && applies(gone))
      .map(([limit, gone]) => Math.max(0, limit - gone));
    if (level === this.levels.at(-1)) return tidy(limits.length ? Math.min(...limits) : longest);
    return tidy(Math.min(longest, ...limits));
  }

  /** The earliest look that applies, with what to ask then. */
  followUp(level, reading, words, latest) {
    let best = null;
    for (const look of this.looksAt(level, reading, words)) {
      const hours = level === this.levels.at(-1) ? Math.min(look.hours, latest) : look.hours;
      if (!best || hours < best.hours) best = { ...look, hours };
    }
    if (!best) return null;
    const { id, item, hours } = best;
    const text = words.fill(words.text("followup", id, "text"), { within: hoursInWords(hours, words) });
    return { id, within_hours: tidy(hours), ask: item.ask, text, sources: item.source };
  }

  /** Every look that applies at a level, each at its own time: [{id, item, hours, text}]. */
  looksAt(level, reading, words) {
    const applying = Object.entries(this.model.follow_ups).filter(
      ([, item]) => (!item.levels || item.levels.includes(level)) && this.certain(item.when, reading.counted),
    );
    return applying.map(([id, item]) => {
      const gone = item.clock === undefined ? null : (reading.counted[item.clock] ?? null);
      const limited = item.limit !== undefined && gone !== null && applies(gone);
      const hours = limited ? Math.min(item.within, Math.max(0, item.limit - gone)) : item.within;
      const text = words.fill(words.text("followup", id, "text"), { within: hoursInWords(hours, words) });
      return { id, item, hours, text };
    });
  }

  /** Every look that applies to findings, in the words of a country. */
  looks(findings, place) {
    const reading = this.read(findings);
    return this.looksAt(this.triage(reading).level, reading, this.words(place));
  }

  // --- what it may be -------------------------------------------------------------------------------------------------

  /** Every clinical picture with its status and what speaks for it, against it, and is not known. */
  conditions(values, words) {
    const rows = Object.entries(this.model.conditions).map(([id, item], place) => {
      const against = item.against ?? [];
      const unknown = [...new Set([...item.for, ...against])].filter((name) => this.truth(name, values) === null);
      const met = item.for.filter((name) => this.truth(name, values) === true);
      const contrary = against.filter((name) => this.truth(name, values) === true);
      const fitting = this.certain(item.fits_when, values);
      const refuted = item.against_when !== undefined && this.certain(item.against_when, values);
      let status = "possible";
      if (fitting && !refuted) status = "fits";
      else if (refuted && !fitting && !(item.must_not_miss && (unknown.length || met.length))) status = "ruled_out";
      const rank = [STATUSES.indexOf(status), contrary.length - met.length, item.must_not_miss ? 0 : 1, place];
      const name = words.text("conditions", id, "name", id.replaceAll("_", " "));
      return { rank, row: { id, name, status, for: met, against: contrary, unknown, sources: item.source } };
    });
    return rows.sort((one, other) => byRank(one.rank, other.rank)).map(({ row }) => row);
  }

  // --- what to do -----------------------------------------------------------------------------------------------------

  /** The advice shown, in order; of two pieces in conflict the certain one, else the first, is kept. */
  advised(reading, level, words) {
    const shown = Object.entries(this.model.advice).filter(([, item]) => {
      if ((item.levels && !item.levels.includes(level)) || !this.certain(item.when, reading.known)) return false;
      if (item.unless === undefined) return true;
      return item.temper === "gated"
        ? !this.possible(item.unless, reading.known)
        : !this.certain(item.unless, reading.known);
    });
    return withoutConflicts(shown).map(([id, item]) => this.adviceRow(id, item, reading.known, words));
  }

  adviceRow(id, item, values, words) {
    const row = {
      id,
      stance: item.stance,
      topic: item.topic,
      audience: "parent",
      text: words.text("advice", id, "text"),
      sources: item.source,
      differs: (item.differs ?? []).map((source) => ({ source, says: words.other(source) })),
    };
    const more = words.text("advice", id, "more");
    if (more) row.more = more;
    const exception = words.text("advice", id, "except");
    const mayApply = item.temper === "core" && item.unless !== undefined && this.possible(item.unless, values);
    if (exception && mayApply) row.except = exception;
    return row;
  }

  // --- what would make it more urgent -----------------------------------------------------------------------------------

  /** Every value of a changeable finding, or later hour of a clock, at which some rule may change its mind. */
  worthTrying() {
    const clocks = new Set(this.rules.map((rule) => rule.clock).filter(Boolean));
    const compared = this.boundaries();
    return Object.entries(this.findings).flatMap(([id, finding]) => {
      const clock = clocks.has(id) || (finding.unit === "hours" && !finding.changeable && compared.has(id));
      if (!finding.changeable && !clock) return [];
      if (finding.kind === "yes_no") return [true, false].map((value) => ({ id, shown: value, value, clock: false }));
      if (finding.kind === "choice") return finding.options.map((value) => ({ id, shown: value, value, clock: false }));
      return [...(compared.get(id)?.values() ?? [])]
        .sort((one, other) => one.number - other.number || (one.operator < other.operator ? -1 : 1))
        .map(({ operator, number }) => ({ id, clock, ...boundary(operator, number) }));
    });
  }

  /** Finding id → the numbers it is compared with in rules and definitions, each with its operator, once. */
  boundaries() {
    const found = new Map();
    const nodes = [...this.rules.map((rule) => rule.when), ...Object.values(this.model.definitions)];
    for (const [left, operator, right] of nodes.flatMap(comparisons)) {
      const [id, number, turned] =
        typeof left === "string" ? [left, right, operator] : [right, left, TURNED[operator] ?? operator];
      if (!found.has(id)) found.set(id, new Map());
      found.get(id).set(`${turned} ${number}`, { operator: turned, number });
    }
    return found;
  }

  /** The numbers at which some rule changes its mind about a finding, inside the plausible range, in order. */
  edges(id) {
    const [low, high] = this.findings[id].range;
    const compared = [...(this.boundaries().get(id)?.values() ?? [])].map(({ number }) => number);
    return [...new Set(compared)].filter((number) => number > low && number < high).sort((one, other) => one - other);
  }

  /** Whether a rule is met by what is known alone, with nothing counted for "not sure". */
  certainly(rule, findings) {
    const { known, othersKnown } = this.read(findings);
    const when = this.model.rules[rule]?.when;
    return when !== undefined && [known, ...othersKnown].some((values) => this.certain(when, values));
  }

  /** Finding id → the rules its value can reach, through definitions, parents and children. */
  rulesTouched() {
    const uses = this.rules.map((rule) => this.findingsUsed(rule.when));
    const touched = {};
    for (const [id, { parent }] of Object.entries(this.findings)) {
      const related = new Set([id, ...(parent ? [parent] : [])]);
      for (const gate of this.gates) {
        if (names(gate.applies_if).has(id) || (parent && gate.parent === parent)) related.add(gate.id);
      }
      touched[id] = this.rules.filter((_, place) => [...related].some((other) => uses[place].has(other)));
    }
    return touched;
  }

  findingsUsed(node, used = new Set()) {
    for (const name of names(node)) {
      if (name in this.model.definitions) this.findingsUsed(this.model.definitions[name], used);
      else used.add(name);
    }
    return used;
  }

  /** The first boundary, per more urgent level, of every single change that would raise the level. */
  escalations(findings, reading, level, words) {
    const now = this.levels.indexOf(level);
    const given = Object.fromEntries(Object.entries(findings).filter(([, value]) => value !== UNSURE));
    const closed = reading.unsure.filter((id) => (reading.known[id] ?? null) !== null); // "not sure" of what does not apply now
    const open = reading.unsure.filter((id) => !closed.includes(id));
    const base = this.replace(given, reading.known, open)[0];
    const meant = closed.length ? this.replace({}, {}, closed)[0] : {};
    const seen = new Set();
    const rows = [];
    for (const change of this.changes) {
      if (now === 0 || !isAChange(change, reading.counted[change.id] ?? null, this.findings[change.id].kind)) continue;
      if (this.cannotApply(change.id, reading.counted)) continue;
      const rules = this.touched[change.id].filter((rule) => rule.urgency < now);
      if (!rules.length) continue;
      const values = this.changed(reading.counted, base, change, meant);
      const reached = rules.find((rule) => this.certain(rule.when, values))?.urgency ?? now;
      const direction = typeof change.shown === "object" ? Object.keys(change.shown)[0] : "";
      const key = `${change.id} ${direction} ${reached}`;
      if (reached >= now || seen.has(key)) continue;
      seen.add(key);
      rows.push(this.escalationRow(change, reached, words));
    }
    return rows.sort((one, other) => this.levels.indexOf(one.level) - this.levels.indexOf(other.level));
  }

  /** Whether another answer that it could not change rules a finding out (a baby sign, and the baby died). */
  cannotApply(id, values) {
    const { only_if: gate } = this.findings[id];
    return gate !== undefined && !this.possible(gate, values);
  }

  /** Completed values after one finding changes; only its own parents and children are worked out again. */
  changed(completed, given, { id, value }, meant) {
    const values = { ...completed, [id]: value };
    const { parent } = this.findings[id];
    const dirty = [id];
    if (parent && value !== false && values[parent] !== true) {
      values[parent] = true;
      dirty.push(parent);
    }
    for (const gate of dirty.flatMap((name) => this.gatesOf.get(name) ?? [])) {
      if ((given[gate.id] ?? null) !== null || gate.id === id) continue;
      values[gate.id] = this.possible(gate.applies_if, values) ? (meant[gate.id] ?? null) : DOES_NOT_APPLY[gate.kind];
    }
    return values;
  }

  escalationRow({ id, shown, clock }, reached, words) {
    return {
      change: { [id]: shown },
      level: this.levels[reached],
      text: this.changeInWords(id, shown, words),
      noticed_by: this.findings[id].answered_by,
      as_time_passes: clock,
    };
  }

  /** A change as a phrase: "temperature at or above 38.0 °C", "shaking that cannot be stopped". */
  changeInWords(id, shown, words) {
    if (typeof shown === "boolean") return words.label(id, shown);
    const label = words.label(id);
    if (typeof shown === "string") {
      const option = words.raw("findings", id, "options", {})[shown] ?? shown.replaceAll("_", " ");
      return words.interface("change", "to", "{label}: {value}", { label, value: words.fill(option) });
    }
    const [[direction, number]] = Object.entries(shown);
    const { unit } = this.findings[id];
    const value = words.quantity(number, unit);
    return `${label} ${words.interface("change", direction, `${direction.replaceAll("_", " ")} {value}`, { value })}`;
  }

  // --- what is not known, and what is asked next --------------------------------------------------------------------------

  /** Findings whose answer could still raise the level or change the plan shown, most urgent first. */
  unanswered(reading, level) {
    if (level === this.levels[0]) return [];
    const found = new Set(this.undecidedRules(reading, this.openRules(reading, level)));
    for (const { when, unless } of this.adviceFor(level)) {
      const applies = this.truth(when, reading.known);
      if (applies === false) continue;
      this.undecided(unless === undefined || applies === null ? when : unless, reading.known, false, found);
    }
    return [...found].filter((id) => !reading.unsure.includes(id));
  }

  undecidedRules(reading, rules, sparing = false) {
    const found = new Set();
    rules.forEach((rule) => this.undecided(rule.when, reading.counted, sparing, found));
    return [...found].filter((id) => !reading.unsure.includes(id));
  }

  /** The advice a parent may meet at a level. */
  adviceFor(level) {
    return Object.values(this.model.advice).filter((item) => !item.levels || item.levels.includes(level));
  }

  /**
   * Findings still to be asked for the plan at a level: whether a piece applies, and the gates of medicines. `ahead` includes
   * the gates of pieces that may yet apply; `sparing` leaves out single questions while a tick may make them needless.
   */
  planOpen(reading, level, { ahead = false, sparing = false } = {}) {
    const found = new Set();
    for (const item of this.adviceFor(level)) {
      const applies = this.truth(item.when, reading.known);
      if (item.optional || applies === false) continue;
      if (applies === null) this.undecided(item.when, reading.known, sparing, found);
      if ((applies || ahead) && item.temper === "gated") this.undecided(item.unless, reading.known, sparing, found);
    }
    return [...found].filter((id) => !reading.unsure.includes(id));
  }

  /** Unknown findings on which the truth of a condition still depends; a parent stands before its children. */
  undecided(node, values, sparing, found = new Set()) {
    if (this.truth(node, values) !== null) return found;
    if (typeof node === "string" && node in this.model.definitions)
      return this.undecided(this.model.definitions[node], values, sparing, found);
    const inside = children(node);
    if (!inside.length) {
      for (const id of names(node)) if ((values[id] ?? null) === null) this.parentFirst(id, values, found);
    } else if ((node[0] === "and" || node[0] === "or") && sparing) {
      const isTick = (id) => (values[id] ?? null) !== null || this.findings[id].kind === "yes_no";
      const asked = (parts) => parts.flatMap((part) => [...this.undecided(part, values, sparing)]);
      const ticks = asked(inside.filter((part) => [...this.findingsUsed(part)].every(isTick)));
      (ticks.length ? ticks : asked(inside)).forEach((id) => found.add(id));
    } else {
      inside.forEach((part) => this.undecided(part, values, sparing, found));
    }
    return found;
  }

  parentFirst(id, values, found) {
    const gate = this.findings[id].applies_if;
    if (gate && !this.certain(gate, values)) this.undecided(gate, values, false, found);
    else found.add(id);
  }

  /** The next screen {screen, questions, singles, ticks, about}, or null when nothing more needs to be asked. */
  nextScreen(findings) {
    const reading = this.read(findings);
    const { level } = this.triage(reading);
    if (level === this.levels[0]) return null;
    const open = this.openRules(reading, level);
    if (open.length) {
      const mostUrgent = open.filter((rule) => rule.level === open[0].level);
      const first = this.undecidedRules(reading, mostUrgent, true);
      // While the level is calm most will have to be asked, so a screen asks all it can; above that every question counts.
      const eager = this.model.levels[level].calm ? open : open.filter((rule) => !mostUrgent.includes(rule));
      const sparing = !this.model.levels[level].calm;
      const ahead = this.planOpen(reading, level, { ahead: true, sparing }); // asked on the way, so that no screen returns
      const wanted = [...first, ...this.undecidedRules(reading, eager), ...ahead];
      if (first.length) return this.screenOf(wanted, first, "urgency");
    }
    const plan = this.planOpen(reading, level, { sparing: true });
    return plan.length ? this.screenOf(plan, plan, "plan") : null;
  }

  /** The earliest screen holding one of `first`, with all of `wanted` that belongs on it. */
  screenOf(wanted, first, about) {
    const earliest = Math.min(...first.map((id) => this.model.screens.indexOf(this.findings[id].screen)));
    const screen = this.model.screens[earliest];
    const asked = Object.keys(this.findings).filter((id) => wanted.includes(id) && this.findings[id].screen === screen);
    const ticks = asked.filter((id) => this.findings[id].kind === "yes_no");
    const singles = asked.filter((id) => !ticks.includes(id));
    return { screen, questions: [...singles, ...ticks], singles, ticks, about };
  }
}

function byRank(one, other) {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

function withoutConflicts(shown) {
  const items = Object.fromEntries(shown);
  const dropped = new Set();
  for (const [id, item] of shown) {
    for (const other of item.conflicts ?? []) {
      if (!(other in items) || dropped.has(id) || dropped.has(other)) continue;
      dropped.add(items[other].temper === "certain" && item.temper !== "certain" ? id : other);
    }
  }
  return shown.filter(([id]) => !dropped.has(id));
}

function boundary(operator, number) {
  if (operator === ">=" || operator === "==") return { shown: { at_least: number }, value: number };
  if (operator === ">") return { shown: { above: number }, value: number + 1e-6 };
  if (operator === "<=") return { shown: { at_most: number }, value: number };
  return { shown: { below: number }, value: number - 1e-6 };
}

/** Whether a change leads away from the current value, and along its own direction. */
function isAChange(change, current, kind) {
  if (current === null || !applies(current)) return change.value !== false && !change.clock;
  if (kind !== "number") return current !== change.value;
  const rising = "at_least" in change.shown || "above" in change.shown;
  return rising ? change.value > current : change.value < current && !change.clock;
}

/** Hours with at most two decimals; exact halves go to the even digit, as in Python. */
function tidy(hours) {
  const hundredths = hours * 100;
  if (Number.isInteger(hours * 8) && hundredths % 1 === 0.5) return (2 * Math.round(hundredths / 2)) / 100;
  return Number(hours.toFixed(2));
}

function hoursInWords(hours, words) {
  if (hours < 1) return words.interface("time", "now", "the next hour");
  return words.counted(Math.trunc(hours), "hours");
}
