"""How is the run of proofs and mutants written down?

In: verdicts, what broke each property, and what noticed each mutant. Out: `published/proofs.md`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lactwise.model import Guideline
from lactwise.proofs.questions import Verdict
from lactwise.proving import logic_digest

SCORED = (
    "Every single rule removed, every number moved by one step (0.1 °C, 1 of any other unit) up and down, and every "
    "operator turned, in `triage.toml`, the definitions it rests on, and the gates in front of medicines. A worked "
    "patient is asked first, then the proofs. Equivalent: proved that for no patient a level, a reason, a picture, a "
    "piece of advice or its certainty differs; these do not count."
)
FAULTS = "## Faults"
HOW = "`python -m bench proofs`"


@dataclass(frozen=True)
class Outcome:
    """A scored mutant and what noticed it: a "case", a "proof", or nothing; then `by` says whom it moves, if anyone."""

    kind: str
    about: str
    what: str
    noticed: str
    by: str

    @property
    def name(self) -> str:
        """The mutant in one line; the key of its reason in survivors.toml."""
        return f"{self.kind}: {self.about}{f' ({self.what})' if self.what else ''}"


@dataclass(frozen=True)
class Run:
    """All that the report tells."""

    guideline: Guideline
    verdicts: Sequence[Verdict]
    broken: Mapping[str, str]
    outcomes: Sequence[Outcome]
    reasons: Mapping[str, str]
    seconds: float

    @property
    def survivors(self) -> list[Outcome]:
        """Mutants that nothing noticed."""
        return [item for item in self.outcomes if not item.noticed]

    @property
    def faults(self) -> list[str]:
        """What must not be."""
        found = [f"not proved: {item.id}" for item in self.verdicts if not item.proved]
        found += [f"no mutant breaks it: {item.id}" for item in self.verdicts if not self.broken[item.id]]
        survivors = {item.name: item for item in self.survivors}
        found += [
            f"survives without a reason: {name} ({item.by})"
            for name, item in survivors.items()
            if item.by != "equivalent" and name not in self.reasons
        ]
        return found + [
            f"a reason for a mutant that is noticed: {name}" for name in self.reasons if name not in survivors
        ]


def report_of(run: Run) -> str:
    """The report."""
    faults = "\n".join([FAULTS, "", *(f"- {fault}" for fault in run.faults)]) if run.faults else ""
    properties = (_properties(run, True), _properties(run, False))
    parts = [_opening(run), faults, _score(run), _survivors(run), *properties, _limits()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(run: Run) -> str:
    questions = sum(item.questions for item in run.verdicts)
    proved = sum(item.proved for item in run.verdicts)
    return f"""# Proofs

Guideline {run.guideline.version}. Written by {HOW} in {run.seconds / 60:.0f} minutes; `lactwise prove` repeats the \
proofs in seconds.

**{proved} of {len(run.verdicts)} properties are proved**, in {questions:,} questions, over every patient there is: \
each finding true, false, any number in its range, any option, "not sure", or never asked; contradictory answers \
included, except where a property says otherwise. Numbers are exact. For each property someone meets its premise, and \
{sum(map(bool, run.broken.values()))} of {len(run.verdicts)} were seen to fail on a mutant, named below.

Logic: `{logic_digest(run.guideline)}`"""


def _score(run: Run) -> str:
    kinds = list(dict.fromkeys(item.kind for item in run.outcomes))
    rows = []
    for kind in [*kinds, "all"]:
        found = Counter(
            item.noticed or ("equivalent" if item.by == "equivalent" else "survives")
            for item in run.outcomes
            if kind in (item.kind, "all")
        )
        total, same = sum(found.values()), found["equivalent"]
        noticed = found["case"] + found["proof"]
        share = f"{noticed / (total - same):.1%}" if total > same else "-"
        cells = (kind, total, found["case"], found["proof"], same, found["survives"], share)
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(
        [
            "## Mutation score",
            "",
            SCORED,
            "",
            "| mutants | all | noticed by a worked patient | by a proof | equivalent | survive | score |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def _survivors(run: Run) -> str:
    lines = ["## Survivors", ""]
    if not run.survivors:
        return "\n".join([*lines, "None."])
    for item in run.survivors:
        if item.by == "equivalent":
            why = "Equivalent: proved that nothing differs for any patient."
        else:
            why = f"{run.reasons.get(item.name, 'No reason is given.')} The smallest patient who differs: `{item.by}`."
        lines.append(f"- **{item.name}.** {why}")
    return "\n".join(lines)


def _properties(run: Run, built_in: bool) -> str:
    title = "Built in: what any guideline must hold" if built_in else "Claims of `guideline/safety.toml`"
    lines = [f"## {title}", "", "| property | | questions | seen to fail on | sources |", "|---|---|---|---|---|"]
    for item in run.verdicts:
        if item.built_in == built_in:
            proved = "proved" if item.proved else "**not proved**"
            sources = ", ".join(item.source) or "the design"
            broken = run.broken[item.id] or "**nothing**"
            lines.append(f"| {item.says} (`{item.id}`) | {proved} | {item.questions} | {_cell(broken)} | {sources} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _limits() -> str:
    return """## What this does not show

- That a rule is medically right: that rests on its sources, and on clinicians, none of whom has reviewed it yet.
- That a question is understood as it is meant, or answered truly.
- That the words say what the rules do: only which words never appear is proved (antibiotics to a parent, heat, ...).
- That the claims are all that matter. They are what we thought of; a reviewer who misses one should say so.
- Anything about time beyond two moments of one patient. How check-ins become findings is arithmetic on lists, held by
  tests (`docs/episode.md`).
- That the programs which run on a phone do the same: that is tested, not proved (`docs/semantics.md`)."""
