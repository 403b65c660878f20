"""How often is the guideline right about patients others published, and how long is its interview?

In: a guideline and the folder `evidence/cases/`. Out: a score a case (as its source states it,
completed, and after the interview) and the report `published/accuracy.md`, the same for the same
input. One file above 400 lines: half of it is the wording of the report, read beside its figures.

>>> [f"{share:.1%}" for share in wilson(45, 50)]
['78.6%', '95.7%']
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist, median
from typing import Any, Literal

import tomli

from lactwise import engine, interview, patient
from lactwise.language import Name
from lactwise.model import Guideline, Value
from lactwise.reading import UNSURE, Findings

Verdict = Literal["acceptable", "too calm", "too urgent", "between"]
Audience = Literal["self", "clinician"]
SHOWN_FIRST = 3  # conditions of an assessment that count as shown first


@dataclass(frozen=True, slots=True)
class Case:
    """A published patient; `left_out` says why the goals do not count it, empty when they do."""

    id: str
    findings: Findings
    gold_level: str
    levels: tuple[str, ...]
    gold_condition: str
    conditions: tuple[str, ...]
    tags: tuple[str, ...]
    left_out: str
    condition_counts: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cases and `labels.toml`: groups in words, goals, figures others published."""

    cases: tuple[Case, ...]
    table: Mapping[str, Any]

    @property
    def counted(self) -> list[Case]:
        """The cases that the goals count."""
        return [case for case in self.cases if not case.left_out]


@dataclass(frozen=True, slots=True)
class Score:
    """What the guideline says for a case, beside what is acceptable."""

    case: Case
    level: str
    verdict: Verdict
    safe: bool  # the level of the label, a more urgent one, or one less urgent
    settled: bool
    provisional: bool
    calm_words: bool  # provisional, and yet advice or a next look is shown
    rules: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the level is acceptable."""
        return self.verdict == "acceptable"

    def names(self, conditions: Iterable[str], first: int = SHOWN_FIRST) -> bool:
        """Whether one of `conditions` is among the `first` that the answer names."""
        return not set(conditions).isdisjoint(self.candidates[:first])


@dataclass(frozen=True, slots=True)
class Walk:
    """An interview to its end; `settled` holds screens and taps until the level was settled."""

    case: Case
    findings: Findings
    level: str
    screens: int
    taps: int
    settled: tuple[int, int] | None


Readings = Mapping[str, list[Score]]


# --- the cases ---


def default_folder() -> Path:
    """`evidence/cases/` of a checkout; a wheel does not carry it."""
    return Path(__file__).parents[2] / "evidence" / "cases"


def read(guideline: Guideline, folder: Path | None = None) -> Evidence:
    """The cases in terms of the guideline. Raises `ValueError` for a label or finding unknown."""
    folder = folder or default_folder()
    table = tomli.loads((folder / "labels.toml").read_text(encoding="utf-8"))
    lines = (folder / "published.jsonl").read_text(encoding="utf-8").splitlines()
    return Evidence(tuple(_case(guideline, json.loads(line), table) for line in lines), table)


def _case(guideline: Guideline, row: Mapping[str, Any], table: Mapping[str, Any]) -> Case:
    where = f"published.jsonl: {row['id']}"
    try:
        findings = patient.findings_of(guideline, row["findings"])
    except patient.InputError as error:
        raise ValueError(f"{where}: {error}") from error
    labels = [row["gold_condition"], *row["acceptable_conditions"]]
    gold, *conditions = (table["conditions"].get(label, label) for label in labels)
    for label in (gold, *conditions):
        if label not in guideline.conditions:
            raise ValueError(f"{where}: there is no condition {label!r}. Map it in labels.toml.")
    left_out = [why for tag, why in table["left_out"]["tags"].items() if tag in row["tags"]]
    if len(findings) < table["left_out"]["fewest_findings"]:
        left_out.append(f"findings stated: {len(findings)}")
    return Case(
        row["id"],
        findings,
        row["gold_disposition"],
        tuple(row["acceptable_dispositions"]),
        gold,
        tuple(conditions),
        tuple(row["tags"]),
        "; ".join(left_out),
        not left_out and not set(row["tags"]) & set(table["no_condition"]["tags"]),
    )


def completed(guideline: Guideline, findings: Findings) -> dict[str, Value]:
    """Findings with every yes/no one not mentioned as "no": how a reader takes a case report.

    A parent that only a given child implies is left to the engine, and its other children stay
    unknown. Numbers and choices stay unknown.
    """
    given = {name: value for name, value in findings.items() if value is not None}
    implied = {
        parent for name, value in given.items() if value is not False for parent in _parents(guideline, name)
    } - given.keys()
    result: dict[str, Value] = dict(given)
    for finding in guideline.findings.values():
        open_ = implied & {finding.id, *_parents(guideline, finding.id)}
        if finding.kind == "yes_no" and finding.id not in given and not open_:
            result[finding.id] = False
    return result


def _parents(guideline: Guideline, name: str) -> list[str]:
    """The yes/no findings that `name` presupposes, nearest first."""
    gate = guideline.findings[name].only_if
    if not isinstance(gate, Name) or gate.name not in guideline.findings:
        return []
    return [gate.name, *_parents(guideline, gate.name)]


# --- scores and walks ---


def wilson(hits: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share; from 0 to 1 when there is nothing to count."""
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / total, z * z / total
    half = math.sqrt(share * (1 - share) * spread + spread * spread / 4)
    middle = share + spread / 2
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def score(guideline: Guideline, case: Case, findings: Findings) -> Score:
    """The guideline's answer to `findings` of a case, beside what is acceptable for the case."""
    found = engine.assess(guideline, findings)
    level, urgency = found["level"], guideline.urgency
    named = [item["id"] for item in found["conditions"] if item["status"] != "ruled_out"]
    return Score(
        case,
        level,
        verdict(guideline, level, case.levels),
        urgency[level] <= urgency[case.gold_level] + 1,
        found["settled"],
        found["provisional"],
        found["provisional"] and bool(found["advice"] or found["follow_up"]),
        tuple(reason["rule"] for reason in found["reasons"]),
        tuple(named[:SHOWN_FIRST]),
    )


def verdict(guideline: Guideline, level: str, acceptable: Sequence[str]) -> Verdict:
    """Below the least urgent acceptable level, above the most urgent, or in a gap of the list."""
    if level in acceptable:
        return "acceptable"
    places = [guideline.urgency[item] for item in acceptable]
    here = guideline.urgency[level]
    return "too calm" if here > max(places) else "too urgent" if here < min(places) else "between"


def needs_clinician(guideline: Guideline, case: Case) -> bool:
    """Whether the case states a sign that only a clinician is asked for."""
    return any(guideline.findings[name].answered_by == "clinician" for name in case.findings)


def interviewed(guideline: Guideline, case: Case, who: Audience) -> Walk:
    """The interview with one who knows the completed case and is "not sure" of everything else.

    Taps: one a question with a single answer; on a list one a tick, and one for "next" or "none of
    these". Who answers is chosen before the interview and not counted.
    """
    known = completed(guideline, case.findings)
    given: dict[str, Value] = {"answering_for": who}
    screens = taps = 0
    settled: tuple[int, int] | None = None
    while True:
        found = engine.triage(guideline, given)
        if found.settled and settled is None:
            settled = screens, taps
        screen = interview.next_screen(guideline, given)
        if screen is None:
            return Walk(case, given, found.level, screens, taps, settled)
        answers = {name: known.get(name, UNSURE) for name in screen.questions}
        if answers.keys() <= given.keys():
            raise RuntimeError(f"{case.id}: the interview asks {screen.id} again and never ends")
        given |= answers
        ticked = sum(answers[name] is not False for name in screen.ticks)
        screens += 1
        taps += len(screen.singles) + ticked + bool(screen.ticks)


def readings(guideline: Guideline, evidence: Evidence) -> Readings:
    """Every counted case scored as stated, completed, and after the interview."""
    cases = evidence.counted
    return {
        "as stated": [score(guideline, case, case.findings) for case in cases],
        "completed": [score(guideline, c, completed(guideline, c.findings)) for c in cases],
        "after the interview": [score(guideline, case, _best_walk(guideline, case).findings) for case in cases],
    }


def _best_walk(guideline: Guideline, case: Case) -> Walk:
    who: Audience = "clinician" if needs_clinician(guideline, case) else "self"
    return interviewed(guideline, case, who)


# --- the report ---

Test = Callable[[Score], bool | None]  # None: not counted


def report(guideline: Guideline, folder: Path | None = None) -> str:
    """`published/accuracy.md`."""
    evidence = read(guideline, folder)
    scores = readings(guideline, evidence)
    parts = [
        _opening(guideline, evidence),
        _summary(guideline, evidence, scores),
        *(_wrong_levels(guideline, title, found) for title, found in scores.items()),
        _not_settled(guideline, scores),
        _conditions(scores),
        _groups(evidence, scores["completed"]),
        _beside_others(evidence, scores),
        _interviews(guideline, evidence),
        _agreement(guideline, evidence),
        _left_out(guideline, evidence),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(guideline: Guideline, evidence: Evidence) -> str:
    return f"""# Accuracy on published cases

Guideline {guideline.version}, {len(evidence.cases)} published cases, of which \
{len(evidence.counted)} count towards the goals.
This file is generated; `evidence/cases/README.md` describes the cases and their labels.

Read this first:

- These cases are not a held-out test: the authors had them at hand while building the guideline.
- The labels come from one reader. No second clinician has checked them.
- Rare and severe illness is far commoner here than in life, and several examination items repeat
  one picture.
- The intervals are wide. Nothing here shows that the guideline is better than a clinician or than
  another program.
- Nobody was treated by these answers; whether they help is not measured.

Each case is read three ways.
"As stated" uses only what the source says.
"Completed" takes every yes/no finding not mentioned as "no", while numbers and choices stay
unknown and raise nothing: this is what the goals are for.
"After the interview" asks someone who knows the completed case and is "not sure" of numbers and
choices it does not state; "not sure" counts the cautious way.
An answer that is not settled says that more must be known.
At a calm level it is then provisional: the level is counted below, but the reader is shown no
level to rely on and no advice.
Shares carry Wilson's 95 % interval."""


def _summary(guideline: Guideline, evidence: Evidence, scores: Readings) -> str:
    goals = evidence.table["goals"]
    rows = [_row("acceptable level", lambda s: s.right, scores, least=goals["acceptable_level"])]
    most = goals["under_triage"]
    rows += [
        _row(f"too calm, `{level}` cases", _too_calm(level), scores, most=most) for level in list(guideline.levels)[:2]
    ]
    rows += [
        _row("too calm, all cases", lambda s: s.verdict == "too calm", scores),
        _row("too calm and settled", lambda s: s.verdict == "too calm" and s.settled, scores),
        _row("too urgent", lambda s: s.verdict == "too urgent", scores),
        _row("settled", lambda s: s.settled, scores),
        _row("acceptable and not provisional", lambda s: s.right and not s.provisional, scores),
        _row("acceptable condition first", lambda s: _names(s, first=1), scores),
        _row("… in the first three", _names, scores, least=goals["condition_in_three"]),
    ]
    note = "Conditions are not scored where very little was stated."
    return f"## In one table\n\n{_table(['', *scores, 'goal, completed', 'met'], rows)}\n\n{note}"


def _too_calm(gold_level: str) -> Test:
    return lambda s: s.verdict == "too calm" if s.case.gold_level == gold_level else None


def _names(found: Score, first: int = SHOWN_FIRST) -> bool | None:
    return found.names(found.case.conditions, first) if found.case.condition_counts else None


def _row(what: str, test: Test, scores: Readings, least: float | None = None, most: int | None = None) -> list[str]:
    shown = [_share(test(item) for item in found) for found in scores.values()]
    hits = [hit for hit in map(test, scores["completed"]) if hit is not None]
    if least is not None:
        met = sum(hits) >= least * len(hits)
        return [what, *shown, f"{100 * least:g} %", "yes" if met else "**no**"]
    if most is not None:
        return [what, *shown, str(most), "yes" if sum(hits) <= most else "**no**"]
    return [what, *shown, "", ""]


def _wrong_levels(guideline: Guideline, title: str, scores: list[Score]) -> str:
    lines = []
    for level in list(guideline.levels)[:2]:
        chosen = [item for item in scores if item.case.gold_level == level]
        calm = [f"`{item.case.id}`" for item in chosen if item.verdict == "too calm"]
        names = ", ".join(calm) or "none"
        lines.append(f"- Of {len(chosen)} `{level}` cases, too calm: {names}.")
    wrong = [item for item in scores if not item.right]
    wrong.sort(key=lambda s: (s.verdict != "too calm", guideline.urgency[s.case.gold_level]))
    head = ("case", "verdict", "our level", "acceptable", "settled", "because")
    rows = [
        (
            f"`{item.case.id}`",
            f"**{item.verdict}**" if item.verdict == "too calm" else item.verdict,
            item.level,
            ", ".join(item.case.levels),
            "yes" if item.settled else "no, provisional" if item.provisional else "no",
            ", ".join(item.rules) or "no rule",
        )
        for item in wrong
    ]
    return f"## Wrong levels, {title}\n\n" + "\n".join(lines) + "\n\n" + _table(head, rows)


def _not_settled(guideline: Guideline, scores: Readings) -> str:
    rows = []
    for title, found in scores.items():
        calm = [item for item in found if guideline.levels[item.level].calm]
        counts = (
            len(found),
            sum(item.settled for item in found),
            len(calm),
            sum(item.provisional for item in calm),
            sum(not item.settled and not item.provisional for item in calm),
            sum(item.calm_words for item in found),
        )
        rows.append([title, *map(str, counts)])
    head = ("", "cases", "settled", "at a calm level", "of these provisional")
    wrong = ("open but not provisional", "provisional, yet advice or a next look shown")
    note = "The last two columns must be 0."
    return f"## What is not settled\n\n{_table((*head, *wrong), rows)}\n\n{note}"


def _conditions(scores: Readings) -> str:
    rows = []
    for title, found in scores.items():
        strict = [item for item in found if item.case.condition_counts]
        for words, chosen in (("", strict), (", with the thin cases", found)):
            columns: list[list[bool | None]] = [
                [item.names(item.case.conditions, 1) for item in chosen],
                [item.names(item.case.conditions) for item in chosen],
                [item.names([item.case.gold_condition], 1) for item in chosen],
                [item.names([item.case.gold_condition]) for item in chosen],
            ]
            rows.append([title + words, *map(_share, columns)])
    head = ("", "acceptable, first", "acceptable, first three")
    gold = ("final diagnosis, first", "final diagnosis, first three")
    missed = [item for item in scores["completed"] if not item.names(item.case.conditions)]
    names = [(f"`{item.case.id}`", ", ".join(item.candidates), ", ".join(item.case.conditions)) for item in missed]
    return (
        f"## Conditions\n\n{_table((*head, *gold), rows)}\n\n"
        "### Completed, thin cases included: no acceptable condition in the first three\n\n"
        f"{_table(('case', 'our first three', 'acceptable'), names)}"
    )


def _groups(evidence: Evidence, scores: list[Score]) -> str:
    rows = []
    for tag, words in evidence.table["groups"].items():
        chosen = [item for item in scores if tag in item.case.tags]
        named = [item for item in chosen if item.case.condition_counts]
        kinds = ("acceptable", "too calm", "too urgent")
        counts = [sum(item.verdict == kind for item in chosen) for kind in kinds]
        hits = [sum(item.names(item.case.conditions, n) for item in named) for n in (1, SHOWN_FIRST)]
        shown = [f"{count} of {len(named)}" if named else "-" for count in hits]
        rows.append([words, str(len(chosen)), *map(str, counts), *shown])
    head = ("group", "cases", "level acceptable", "too calm", "too urgent")
    last = ("condition first", "in the first three")
    note = "A case may stand in several groups; those left out of the goals are not counted."
    return f"## By group, completed\n\n{note}\n\n{_table((*head, *last), rows)}"


def _beside_others(evidence: Evidence, scores: Readings) -> str:
    tests: dict[str, Test] = {
        "level": lambda s: s.right,
        "safe": lambda s: s.safe,
        "condition": _names,
    }
    chosen = (scores["completed"], scores["after the interview"])
    rows = []
    for entry in evidence.table["published"]:
        test = tests[entry["ours"]]
        ours = [_share(map(test, found)) for found in chosen]
        theirs = f"{100 * entry['figure']:.3g} %"
        rows.append([entry["what"], theirs, *ours, entry["differs"], entry["source"]])
    head = ("published figure", "theirs", "ours, completed", "ours, after the interview")
    exact = _share(item.level == item.case.gold_level for item in scores["completed"])
    return f"""## Beside published figures

{_table((*head, "what differs", "source"), rows)}

The cases differ and the levels differ.
Ours accept every level a careful clinician could choose, which is kinder than one right answer:
exactly the level of the label was given in {exact} of the completed cases.
All of ours concern the one complaint the guideline was made for, by authors who knew the cases.
So the rows are no contest, and no superiority is claimed."""


def _interviews(guideline: Guideline, evidence: Evidence) -> str:
    walks = [interviewed(guideline, case, "self") for case in evidence.cases]
    checked = [case for case in evidence.cases if needs_clinician(guideline, case)]
    goals = (evidence.table["goals"]["interview"], evidence.table["goals"]["emergency"])
    words = evidence.table["groups"]
    tagged = {goal["group"]: [w for w in walks if goal["group"] in w.case.tags] for goal in goals}
    rows = [
        _lengths("all", walks),
        *(_lengths(f"ends at `{x}`", [w for w in walks if w.level == x]) for x in guideline.levels),
        *(_lengths(f"tagged {words[tag]}", chosen) for tag, chosen in tagged.items()),
        _lengths("a clinician answers", [interviewed(guideline, c, "clinician") for c in checked]),
    ]
    head = ("", "interviews", "screens", "taps", "screens until settled", "taps until settled")
    lines = [_goal(words[goal["group"]], goal, tagged[goal["group"]]) for goal in goals]
    return f"""## The interview

All cases, those left out of the goals included; the mother answers for herself, and in the last
row a clinician answers the cases that state a sign only a clinician measures.
A question with a single answer is one tap; on a list each tick is one tap, and "next" or "none of
these" one more.
Who answers is chosen before the interview: one more tap in every interview, counted nowhere below.
Figures are median (maximum).

{_table(head, rows)}

{chr(10).join(lines)}"""


def _lengths(title: str, walks: list[Walk]) -> list[str]:
    def shown(numbers: list[int]) -> str:
        return f"{median(numbers):g} ({max(numbers)})" if numbers else "-"

    settled = [walk.settled for walk in walks if walk.settled is not None]
    never = f", {len(walks) - len(settled)} never" if len(settled) < len(walks) else ""
    return [
        title,
        str(len(walks)),
        shown([walk.screens for walk in walks]),
        shown([walk.taps for walk in walks]),
        shown([screens for screens, _ in settled]) + never,
        shown([taps for _, taps in settled]) + never,
    ]


def _goal(words: str, goal: Mapping[str, Any], walks: list[Walk]) -> str:
    most = [f"{goal[key]} {key}" for key in ("screens", "taps") if key in goal]
    over = [
        f"`{walk.case.id}` (screens {walk.screens}, taps {walk.taps})"
        for walk in walks
        if walk.screens > goal["screens"] or walk.taps > goal.get("taps", walk.taps)
    ]
    met = f"{len(walks) - len(over)} of {len(walks)}"
    names = f"; not by {', '.join(over)}" if over else ""
    limit = " and ".join(most).replace("1 screens", "1 screen")
    return f"- Goal for {words}: at most {limit}. Met by {met}{names}."


def _agreement(guideline: Guideline, evidence: Evidence) -> str:
    rows = []
    for case in evidence.cases:
        walk = _best_walk(guideline, case)
        plain = engine.triage(guideline, completed(guideline, case.findings))
        if walk.level != plain.level:
            settled = "" if plain.settled else ", not settled"
            deciding = ", ".join(_deciding(guideline, walk)) or "none alone"
            found = verdict(guideline, walk.level, case.levels)
            rows.append((f"`{case.id}`", plain.level + settled, walk.level, deciding, found))
    head = ("case", "completed", "after the interview", '"not sure" that decides', "verdict")
    total = len(evidence.cases)
    return f"""### Does the interview reach the level of the completed case?

In {total - len(rows)} of {total} it does.
Elsewhere a number or choice that is merely unknown in the completed case was answered "not sure",
which counts the cautious way.
Most people can answer some of these (whether they take an antibiotic, say), so this is near the
most urgent end of what the case could give, as the completed case is near the calmest.

{_table(head, rows)}"""


def _deciding(guideline: Guideline, walk: Walk) -> list[str]:
    """The "not sure" answers without any one of which the level would be another."""
    unsure = [name for name, value in walk.findings.items() if value == UNSURE]
    without = {n: {k: v for k, v in walk.findings.items() if k != n} for n in unsure}
    return [n for n in unsure if engine.triage(guideline, without[n]).level != walk.level]


def _left_out(guideline: Guideline, evidence: Evidence) -> str:
    rows = []
    for case in evidence.cases:
        if case.left_out:
            found = score(guideline, case, completed(guideline, case.findings))
            settled = "yes" if found.settled else "no, provisional" if found.provisional else "no"
            acceptable = ", ".join(case.levels)
            rows.append((f"`{case.id}`", case.left_out, found.level, settled, acceptable))
    head = ("case", "why", "our level, completed", "settled", "acceptable")
    thin = [f"`{case.id}`" for case in evidence.counted if not case.condition_counts]
    return f"""## Left out

Of all goals:

{_table(head, rows)}

Of the goal for conditions, because very little was stated: {", ".join(thin) or "none"}."""


def _share(hits: Iterable[bool | None]) -> str:
    counted = [hit for hit in hits if hit is not None]
    if not counted:
        return "-"
    low, high = (100 * bound for bound in wilson(sum(counted), len(counted)))
    share = 100 * sum(counted) / len(counted)
    return f"{sum(counted)} of {len(counted)}, {share:.0f} % ({low:.0f} to {high:.0f})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "None."
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
