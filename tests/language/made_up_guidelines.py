"""Which guidelines and patients try every corner of how a row is read? Made up, without any medicine.

Hypothesis strategies: guidelines of random rules, pictures, parents and meanings of "not sure" over the findings of
`made_up`; and patients with unknown and unsure answers, contradictory ones, and numbers at, below and above each edge.
"""

from dataclasses import replace

from hypothesis import strategies as st

from lactwise.language import And, Name, Node, OneOf
from lactwise.loading import load
from lactwise.model import Condition, Definition, Finding, Guideline, Level, Rule, Value
from lactwise.reading import Findings
from tests.language.made_up import SMALL, STEP, by_id, conditions

LEVELS = ("storm", "rain", "fog", "sun")  # most urgent first; the last two are calm
UNSURE: dict[str, list[Value]] = {
    "yes_no": [None, True, False],
    "number": [None, "not_measured", 0.0, 25.0, 38.0],
    "choice": [None],
}


@st.composite
def gates(draw: st.DrawFn, earlier: list[Finding]) -> Node | None:
    """What a finding depends on: nothing, a yes/no finding, options of a choice, or both."""
    parents = [item.id for item in earlier if item.kind == "yes_no"]
    choices = [item for item in earlier if item.kind == "choice"]
    kinds = ["", *(["yes"] if parents else []), *(["choice", "both"] if choices and parents else [])]
    kind = draw(st.sampled_from(kinds))
    yes: Node = Name(draw(st.sampled_from(parents))) if kind in ("yes", "both") else And(())
    if kind in ("", "yes"):
        return yes if kind else None
    choice = draw(st.sampled_from(choices))
    options = draw(st.lists(st.sampled_from(choice.options), min_size=1, max_size=2, unique=True))
    among = OneOf(choice.id, tuple(options))
    return among if kind == "choice" else And((among, yes))


@st.composite
def findings(draw: st.DrawFn) -> dict[str, Finding]:
    """The findings of `made_up` in some order, each after what it depends on."""
    found: list[Finding] = []
    for item in draw(st.permutations(list(SMALL.findings.values()))):
        unsure = draw(st.sampled_from([*UNSURE[item.kind], *item.options]))
        level = draw(st.sampled_from([None, None, *LEVELS[:2]])) if item.kind == "yes_no" else None
        gate = draw(gates(found))
        asked = draw(st.sampled_from(["parent", "parent", "parent", "clinician"]))
        found.append(
            replace(
                item, only_if=gate, unsure=None if level else unsure, unsure_level=level, answered_by=asked, screen=""
            )
        )
    who = load().findings["answering_for"]
    return by_id(replace(who, only_if=None, screen=""), *found)


@st.composite
def guidelines(draw: st.DrawFn, rules: int = 6) -> Guideline:
    """A guideline of up to so many rules."""
    known = draw(findings())
    made = draw(st.lists(conditions(), min_size=1, max_size=rules))
    triage = [
        Rule(f"rule{n}", draw(st.sampled_from(LEVELS)), when, "", (), (), None, None, False, "")
        for n, when in enumerate(made)
    ]
    names = st.lists(
        st.sampled_from([*(i.id for i in known.values() if i.kind == "yes_no"), *SMALL.definitions]), max_size=2
    )
    pictures = [
        Condition(
            f"picture{n}",
            draw(st.booleans()),
            draw(conditions()),
            draw(st.none() | conditions()),
            tuple(draw(names)),
            tuple(draw(names)),
            *((), (), (), False, ""),
        )
        for n in range(2)
    ]
    real = load()
    return replace(
        SMALL,
        findings=known,
        definitions=SMALL.definitions | by_id(Definition("more", draw(conditions()), "", (), False)),
        levels=by_id(*(Level(id_, "low", place >= 2) for place, id_ in enumerate(LEVELS))),
        rules=by_id(*triage),
        conditions=by_id(*pictures),
        places={"generic": real.places["generic"]},
        texts={"en": real.texts["en"]},
    )


def values_of(item: Finding) -> list[Value]:
    """Every answer worth trying: unknown, unsure, each option, each side of each edge."""
    if item.kind == "yes_no":
        return [None, "unsure", True, False]
    if item.kind == "choice":
        return [None, "unsure", *item.options]
    edges = [edge.value for edge in SMALL.thresholds.values()]
    return [None, "unsure", 0.0, *(edge + step for edge in edges for step in (-STEP, 0, STEP))]


def patients_of(guideline: Guideline) -> st.SearchStrategy[Findings]:
    """Answers to all findings of a made-up guideline."""
    return st.fixed_dictionaries({id_: st.sampled_from(values_of(item)) for id_, item in guideline.findings.items()})
