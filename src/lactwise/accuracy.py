"""How often is the guideline right about patients others published, and how long is its interview?

In: a guideline and the folder `evidence/cases/`. Out: the report `published/accuracy.md`, the same for the same input.
Each figure is written beside the words that explain it; `scoring.py` and `walking.py` work the figures out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from lactwise import engine
from lactwise.model import Guideline
from lactwise.scoring import SHOWN_FIRST, Evidence, Score, completed, read, score, verdict, wilson
from lactwise.walking import Walk, best_walk, deciding, interviewed, needs_clinician

Readings = Mapping[str, list[Score]]  # how the cases were read, and the scores
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


def readings(guideline: Guideline, evidence: Evidence) -> Readings:
    """Every counted case scored as stated, completed, and after the interview."""
    cases = evidence.counted
    return {
        "as stated": [score(guideline, case, case.findings) for case in cases],
        "completed": [score(guideline, c, completed(guideline, c.findings)) for c in cases],
        "after the interview": [score(guideline, case, best_walk(guideline, case).findings) for case in cases],
    }


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
Screens and taps are those of the parent's app; the terminal has no page of first choices.
The danger signs come first, then, unless they are an emergency, one page of first choices: country,
who answers and where the baby is, three taps; the unit is left to the button that commits the temperature.
Where a case does not say where the baby is, the third is "next", and it is asked later if it matters.
A question with a single answer is one tap; on a list each tick is one tap, and "next" or "none of
these" one more.
Which breast and how much of it are two taps on one page; where both are sore, one more page asks
whether they are alike.
Questions of one screen in a row count as one screen, although each single one is a page of its own.
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
    def within(screens: int, taps: int) -> bool:
        return bool(screens <= goal["screens"] and taps <= goal.get("taps", taps))

    most = [f"{goal[key]} {key}" for key in ("screens", "taps") if key in goal]
    limit = " and ".join(most).replace("1 screens", "1 screen")
    over = [walk for walk in walks if not (walk.settled and within(*walk.settled))]
    shown = [(walk.case.id, walk.settled or (walk.screens, walk.taps)) for walk in over]
    names = ", ".join(f"`{case}` (screens {screens}, taps {taps})" for case, (screens, taps) in shown)
    ended = sum(within(walk.screens, walk.taps) for walk in walks)
    return (
        f"- Goal for {words}: at most {limit} to the level, that is until it is settled. "
        f"Met by {len(walks) - len(over)} of {len(walks)}{names and f'; not by {names}'}. "
        f"The whole interview, plan included, is as short in {ended} of {len(walks)}."
    )


def _agreement(guideline: Guideline, evidence: Evidence) -> str:
    rows = []
    for case in evidence.cases:
        walk = best_walk(guideline, case)
        plain = engine.triage(guideline, completed(guideline, case.findings))
        if walk.level != plain.level:
            settled = "" if plain.settled else ", not settled"
            decisive = ", ".join(deciding(guideline, walk)) or "none alone"
            found = verdict(guideline, walk.level, case.levels)
            rows.append((f"`{case.id}`", plain.level + settled, walk.level, decisive, found))
    head = ("case", "completed", "after the interview", '"not sure" that decides', "verdict")
    total = len(evidence.cases)
    return f"""### Does the interview reach the level of the completed case?

In {total - len(rows)} of {total} it does.
Elsewhere a number or choice that is merely unknown in the completed case was answered "not sure",
which counts the cautious way.
Most people can answer some of these (whether they take an antibiotic, say), so this is near the
most urgent end of what the case could give, as the completed case is near the calmest.

{_table(head, rows)}"""


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
