"""How one patient is read and judged: unknown, not sure, parents and children, contradictions, reasons."""

import random
from typing import Any

import pytest

from lactwise import engine
from lactwise.engine import Triage, machine_of
from lactwise.language import Compare, Name, Node, Not, OneOf, children, names
from lactwise.loading import load, read
from lactwise.model import Finding, Guideline, Value
from tests.backends import plain
from tests.language.broken import Copy
from tests.language.people import answers, interviewed
from tests.patients import random_patients

Findings = dict[str, Value]
NAN = float("nan")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def patients(guideline: Guideline) -> list[Findings]:
    return list(random_patients(guideline, 600, seed=41))


def triage(guideline: Guideline, findings: Findings) -> Triage:
    return engine.triage(guideline, findings)


def urgency(guideline: Guideline, findings: Findings) -> int:
    return guideline.urgency[engine.triage(guideline, findings).level]


def without(findings: Findings, *left_out: str) -> Findings:
    return {name: value for name, value in findings.items() if name not in left_out}


def contradicts(guideline: Guideline, findings: Findings) -> bool:
    return bool(machine_of(guideline).read(findings).contradictions)


# --- unknown ---


def test_of_someone_of_whom_nothing_is_known_nothing_is_ruled_out(guideline: Guideline) -> None:
    levels = list(guideline.levels)
    assert triage(guideline, {}) == Triage(levels[-1], levels[-1], levels[0], settled=False, provisional=True)


def test_null_and_absent_are_the_same(guideline: Guideline, patients: list[Findings]) -> None:
    for patient in patients:
        known: Findings = {name: value for name, value in patient.items() if value is not None}
        assert triage(guideline, patient) == triage(guideline, known)


def test_someone_well_is_settled_and_looked_after_at_home(guideline: Guideline) -> None:
    found = triage(guideline, interviewed(guideline, answers(guideline)))
    assert (found.level, found.settled, found.provisional) == ("self_care", True, False)


def test_the_level_lies_between_floor_and_ceiling(guideline: Guideline, patients: list[Findings]) -> None:
    for patient in patients:
        found = triage(guideline, patient)
        ceiling, level, floor = (guideline.urgency[name] for name in (found.ceiling, found.level, found.floor))
        assert ceiling <= level <= floor


def test_one_more_answer_never_lowers_the_floor_nor_raises_the_ceiling(
    guideline: Guideline, patients: list[Findings]
) -> None:
    chance = random.Random(5)
    for patient in filter(None, patients):
        before = without(patient, chance.choice(list(patient)))
        earlier, later = triage(guideline, before), triage(guideline, patient)
        assert guideline.urgency[later.floor] <= guideline.urgency[earlier.floor]
        if not contradicts(guideline, patient):
            assert guideline.urgency[later.ceiling] >= guideline.urgency[earlier.ceiling]


def test_settled_is_when_no_more_urgent_rule_is_open(guideline: Guideline, patients: list[Findings]) -> None:
    machine = machine_of(guideline)
    for patient in patients:
        reading = machine.read(patient)
        found = machine.triage(reading)
        readings = [reading.counted, *reading.others]
        open_ = [
            rule.id
            for rule in guideline.rules.values()
            if guideline.urgency[rule.level] < guideline.urgency[found.level]
            and any(machine.rule_judges[rule.id][1](values) for values in readings)
        ]
        assert found.settled is (not open_)
        assert found.provisional is (bool(open_) and guideline.levels[found.level].calm)
        assert {rule.id for rule in machine.open_rules(reading, found.level)} == set(open_)


def test_while_it_is_provisional_no_plan_and_no_calming_word_is_shown(
    guideline: Guideline, patients: list[Findings]
) -> None:
    shown = [engine.assess(guideline, patient) for patient in patients[:150]]
    provisional = [result for result in shown if result["provisional"]]
    assert provisional
    assert all(result["advice"] == [] and result["follow_up"] is None for result in provisional)
    assert all(result["unanswered"] for result in provisional)


# --- not sure ---


def test_not_sure_counts_for_triage_as_the_value_its_finding_declares(
    guideline: Guideline, patients: list[Findings]
) -> None:
    for patient, finding in zip(patients, list(guideline.findings.values()) * 9, strict=False):
        if finding.unsure_level is not None:
            continue
        counted = NAN if finding.unsure == "not_measured" else finding.unsure
        told, meant = ({**patient, finding.id: value} for value in ("unsure", counted))
        if contradicts(guideline, meant):
            continue
        assert triage(guideline, told).level == triage(guideline, meant).level, (finding.id, patient)
        assert triage(guideline, told).settled == triage(guideline, meant).settled, (finding.id, patient)


def test_not_sure_about_a_flag_carries_a_level_of_its_own(guideline: Guideline, patients: list[Findings]) -> None:
    flags = [finding for finding in guideline.findings.values() if finding.unsure_level is not None]
    assert {flag.unsure_level for flag in flags} == {"emergency_now", "same_day"}
    for patient, flag in zip(patients, flags * 20, strict=False):
        own = guideline.urgency[flag.unsure_level or ""]
        expected = min(own, urgency(guideline, {**patient, flag.id: False}))
        assert urgency(guideline, {**patient, flag.id: "unsure"}) == expected, (flag.id, patient)


def test_not_sure_leaves_floor_and_ceiling_as_if_it_had_not_been_asked(
    guideline: Guideline, patients: list[Findings]
) -> None:
    for patient, name in zip(patients, list(guideline.findings) * 9, strict=False):
        told, silent = {**patient, name: "unsure"}, without(patient, name)
        if not contradicts(guideline, told):
            found, plain = triage(guideline, told), triage(guideline, silent)
            assert (found.floor, found.ceiling) == (plain.floor, plain.ceiling)


def test_for_advice_and_conditions_not_sure_stays_unknown(guideline: Guideline, patients: list[Findings]) -> None:
    for patient, name in zip(patients[:120], list(guideline.findings), strict=False):
        told = engine.assess(guideline, {**patient, name: "unsure"})
        silent = engine.assess(guideline, without(patient, name))
        assert told["conditions"] == silent["conditions"]
        if told["level"] == silent["level"] and not told["provisional"] and not silent["provisional"]:
            assert told["advice"] == silent["advice"]


def test_not_sure_about_blisters_never_says_stop_feeding(guideline: Guideline) -> None:
    stops = {advice.id for advice in guideline.advice.values() if "stop_feeding" in advice.tags}
    assert stops
    unsure: Findings = dict.fromkeys(guideline.findings, "unsure")
    unsure |= {"lactation": "breastfeeding", "baby_situation": "with_me"}
    assert not stops & {row["id"] for row in engine.assess(guideline, unsure)["advice"]}


def test_not_sure_never_lowers_the_floor_amid_contradictions(copy: Copy) -> None:
    copy.add(
        "triage.toml",
        '[made_up]\nlevel = "emergency_now"\nwhen = "lump_fluctuant and not lump"\n'
        'because = "It cannot be."\nsource = ["owner#4"]',
    )
    guideline = read(copy.folder)
    contradiction: Findings = {"lump": False, "lump_fluctuant": True}
    earlier = triage(guideline, contradiction)
    later = triage(guideline, {**contradiction, "aches": "unsure"})
    assert guideline.urgency[later.floor] <= guideline.urgency[earlier.floor]


# --- parents and children ---


def families(guideline: Guideline) -> list[tuple[Finding, str]]:
    """Findings that wait for a yes/no parent, with its id."""
    found = guideline.findings.values()
    return [(item, item.only_if.name) for item in found if isinstance(item.only_if, Name)]


def positive(guideline: Guideline, child: Finding) -> Value:
    return {"yes_no": True, "number": child.range[0] if child.range else 0.0}.get(child.kind) or 5.0


def test_a_parent_that_is_false_makes_its_children_false(guideline: Guideline, patients: list[Findings]) -> None:
    for patient, (child, parent) in zip(patients, families(guideline) * 60, strict=False):
        bare = {**without(patient, *(item.id for item, name in families(guideline) if name == parent)), parent: False}
        none = NAN if child.kind == "number" else False
        assert triage(guideline, bare) == triage(guideline, {**bare, child.id: none})
        assert child.id not in engine.assess(guideline, bare)["unanswered"]


def test_a_child_that_is_given_makes_its_parent_true(guideline: Guideline, patients: list[Findings]) -> None:
    for patient, (child, parent) in zip(patients, families(guideline) * 60, strict=False):
        told = {**without(patient, parent), child.id: positive(guideline, child)}
        assert triage(guideline, told) == triage(guideline, {**told, parent: True})


def test_a_child_that_is_false_says_nothing_of_its_parent(guideline: Guideline, patients: list[Findings]) -> None:
    machine = machine_of(guideline)
    for child, parent in families(guideline):
        if child.kind == "yes_no":
            assert machine.read({child.id: False}).known[machine.index[parent]] is None


def test_of_answers_that_contradict_each_other_the_more_urgent_reading_counts(
    guideline: Guideline, patients: list[Findings]
) -> None:
    for patient, (child, parent) in zip(patients, families(guideline) * 60, strict=False):
        told = {**patient, parent: False, child.id: positive(guideline, child)}
        believing_the_child = urgency(guideline, {**told, parent: True})
        believing_the_parent = urgency(guideline, without(told, *(c.id for c, p in families(guideline) if p == parent)))
        assert urgency(guideline, told) <= min(believing_the_child, believing_the_parent)


def test_every_contradiction_is_shown(guideline: Guideline) -> None:
    told: Findings = {parent: False for _, parent in families(guideline)}
    told |= {child.id: positive(guideline, child) for child, _ in families(guideline)}
    shown = engine.assess(guideline, told)["contradictions"]
    expected = [{"finding": child.id, "although": parent} for child, parent in families(guideline)]
    assert sorted(shown, key=str) == sorted(expected, key=str)


def test_a_sign_is_kept_although_another_answer_rules_it_out(guideline: Guideline) -> None:
    result = engine.assess(guideline, {"baby_situation": "died", "baby_fever": True})
    assert result["contradictions"] == [{"finding": "baby_fever", "although": "baby_situation"}]
    assert result["level"] == "same_day"
    assert result["reasons"][0]["findings"] == {"baby_fever": True}


def test_a_number_is_kept_and_shown_although_another_answer_rules_it_out(guideline: Guideline) -> None:
    told: Findings = {"antibiotic_status": "none", "antibiotic_hours": 50}
    assert engine.assess(guideline, told)["contradictions"] == [
        {"finding": "antibiotic_hours", "although": "antibiotic_status"}
    ]


# --- what only a clinician can say ---


def examined(guideline: Guideline) -> list[Finding]:
    return [finding for finding in guideline.findings.values() if finding.answered_by == "clinician"]


@pytest.mark.parametrize("who", ["self", "partner"])
def test_an_examination_does_not_apply_when_a_parent_answers(guideline: Guideline, who: str) -> None:
    machine = machine_of(guideline)
    known = machine.read({"answering_for": who}).known
    for finding in examined(guideline):
        value = known[machine.index[finding.id]]
        assert value is False or value == "" or value != value
    unanswered = engine.assess(guideline, {"answering_for": who})["unanswered"]
    assert not {finding.id for finding in examined(guideline)} & set(unanswered)


@pytest.mark.parametrize("who", [{}, {"answering_for": None}, {"answering_for": "clinician"}])
def test_an_examination_is_unknown_while_a_clinician_may_be_answering(guideline: Guideline, who: Findings) -> None:
    machine = machine_of(guideline)
    known = machine.read(who).known
    assert all(known[machine.index[finding.id]] is None for finding in examined(guideline))


def test_a_parent_is_settled_without_an_examination_and_a_clinician_is_not(guideline: Guideline) -> None:
    ama = interviewed(guideline, answers(guideline))
    assert not {finding.id for finding in examined(guideline)} & set(ama)
    assert triage(guideline, ama).settled
    for who in (without(ama, "answering_for"), {**ama, "answering_for": "clinician"}):
        assert not triage(guideline, who).settled


def test_a_measured_sign_counts_whoever_says_it(guideline: Guideline) -> None:
    for who in ("self", "partner", "clinician", None):
        assert triage(guideline, {"answering_for": who, "heart_rate": 150}).level == "emergency_now"


# --- reasons ---


def reasons(guideline: Guideline, patient: Findings) -> list[dict[str, Any]]:
    result = engine.assess(guideline, patient)
    return [reason for reason in (*result["reasons"], *result["also"]) if reason["rule"] in guideline.rules]


def supporting(guideline: Guideline, node: Node, values: Findings, wanted: bool = True) -> set[str]:
    """The findings in those smallest parts of a condition that are as they have to be for it to be as wanted."""
    match node:
        case Name(name) if name in guideline.definitions:
            return supporting(guideline, guideline.definitions[name].when, values, wanted)
        case Not(operand):
            return supporting(guideline, operand, values, not wanted)
        case Name() | Compare() | OneOf():
            return {*names(node)} & {*guideline.findings} if plain(guideline, node, values) is wanted else set()
        case _:
            return set().union(*(supporting(guideline, part, values, wanted) for part in children(node)))


def test_a_reason_tells_findings_that_alone_make_its_rule_true_and_only_such(
    guideline: Guideline, patients: list[Findings]
) -> None:
    machine = machine_of(guideline)
    rules_met = set()
    for patient in patients:
        reading = machine.read(patient)
        values = dict(zip(guideline.findings, reading.counted, strict=True))
        for reason in reasons(guideline, patient):
            when = guideline.rules[reason["rule"]].when
            if plain(guideline, when, values) is True:
                told = {name: values[name] for name in reason["findings"]}
                assert plain(guideline, when, told) is True, (reason["rule"], told)
                assert set(told) <= supporting(guideline, when, values), (reason["rule"], told)
                rules_met.add(reason["rule"])
    assert len(rules_met) > len(guideline.rules) / 2


def test_a_reason_shows_each_finding_as_it_was_told(guideline: Guideline, patients: list[Findings]) -> None:
    for patient in patients:
        for reason in reasons(guideline, patient):
            for name, value in reason["findings"].items():
                given = patient.get(name)
                assert value == given or given is None, (reason["rule"], name)


def test_every_reason_of_the_level_is_told_and_the_others_stand_under_also(
    guideline: Guideline, patients: list[Findings]
) -> None:
    for patient in patients[:200]:
        result = engine.assess(guideline, patient)
        assert all(
            guideline.rules[reason["rule"]].level == result["level"]
            for reason in result["reasons"]
            if reason["rule"] in guideline.rules
        )
        assert all(guideline.rules[reason["rule"]].level != result["level"] for reason in result["also"])
        if result["level"] != guideline.calmest:
            assert result["reasons"]
