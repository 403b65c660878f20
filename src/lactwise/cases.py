"""Which worked patients does the guideline carry, and what must come out for each?

In: the folder of a guideline. Out: the patients of its `cases/*.toml`, each with what is known and
what is expected, or one `GuidelineError` with every fault. What is expected was worked out by hand
from the sources; a test compares the engine with it.

>>> next(case.level for case in load_cases() if case.id == "amina_fever_at_night")
'same_day'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from lactwise.loading import default_folder, load
from lactwise.model import Guideline, Value
from lactwise.patient import check
from lactwise.problems import Problem, Problems, nearest

EVERYONE = "everyone"  # the table of a file with what all its patients share
STATUSES = ("fits", "possible", "ruled_out")
Findings = dict[str, Value]
Table = dict[str, Any]
Kind = tuple[type | tuple[type, ...], str]  # of a value, and how it is told

LIST: Kind = (list, 'a list of ids, ["a", "b"]')
FLAG: Kind = (bool, "true or false")
HOURS: Kind = ((int, float), "a number of hours")
KNOWN: dict[str, Kind] = {
    "findings": (dict, "a table, { redness = true }"),
    "no": LIST,
    "unknown": LIST,
}
SHARED: dict[str, Kind] = {"like": (str, "the name of another file of cases"), **KNOWN}
EXPECTED: dict[str, Kind] = {
    "who": (str, "one sentence"),
    "level": (str, "a level"),
    "conditions": (dict, 'a table, { abscess = "fits" }'),
    **dict.fromkeys(("rules", "no_rules", "advice", "no_advice", "contradictions"), LIST),
    **dict.fromkeys(("settled", "provisional"), FLAG),
    **dict.fromkeys(("see_by", "look_within"), HOURS),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A worked patient: who, what is known, and what must come out; `None` expects nothing."""

    id: str
    file: str
    findings: Mapping[str, Value]
    who: str = ""
    level: str = ""
    rules: tuple[str, ...] = ()  # each must be reached: a reason for the level, or one that holds too
    no_rules: tuple[str, ...] = ()
    settled: bool | None = None
    provisional: bool | None = None
    see_by: float | None = None  # hours from now
    look_within: float | None = None  # hours from now
    conditions: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[str, ...] = ()
    no_advice: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()  # findings that another answer rules out


def load_cases(folder: Path | None = None) -> list[Case]:
    """The worked patients of the guideline in `folder` (default: the one shipped), file by file.

    Raises `GuidelineError` with all faults.
    """
    folder = (folder or default_folder()).resolve()
    reader = Reader(load(folder))
    files = {path.stem: reader.read(path) for path in sorted(folder.glob("cases/*.toml"))}
    cases = reader.cases(files)
    reader.problems.raise_if_any()
    return cases


def cases_of_rules(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Rule id → the worked patients that reach it."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        for rule in case.rules:
            found.setdefault(rule, []).append(case)
    return found


def unmet(case: Case, found: Mapping[str, Any]) -> list[str]:
    """What an assessment of a worked patient lacks or has against what is expected, by the key of the case."""
    shown = {row["id"] for row in found["advice"]}
    reached = {row["rule"] for row in (*found["reasons"], *found["also"])}
    status = {row["id"]: row["status"] for row in found["conditions"]}
    look = (found["follow_up"] or {}).get("within_hours")
    met = {
        "level": found["level"] == case.level,
        "rules": set(case.rules) <= reached,
        "no_rules": not set(case.no_rules) & reached,
        "settled": case.settled in (None, found["settled"]),
        "provisional": case.provisional in (None, found["provisional"]),
        "see_by": case.see_by in (None, found["see_by"]["hours"]),
        "look_within": case.look_within in (None, look),
        "conditions": all(status[name] == expected for name, expected in case.conditions.items()),
        "advice": set(case.advice) <= shown,
        "no_advice": not set(case.no_advice) & shown,
        "contradictions": set(case.contradictions) == {row["finding"] for row in found["contradictions"]},
    }
    return [key for key, held in met.items() if not held]


class Reader:
    """Reads every file; faults are noted, so that all are found at once."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline, self.problems = guideline, Problems()
        self.shared: dict[str, Findings] = {}

    def read(self, path: Path, below: str = "") -> Table:
        name = f"cases/{below}{path.name}"
        try:
            return self.parsed(name, path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            self.problems.note(name, "", "", "the file is not UTF-8", "save it as UTF-8")
        return {}

    def parsed(self, name: str, text: str) -> Table:
        """The tables of a text, which faults are placed in."""
        self.problems.texts[name] = text
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            cause = f"not TOML: {error.msg[:1].lower()}{error.msg[1:]}"
            where = (error.lineno, error.colno)
            self.problems.found.append(Problem(name, "", "", cause, "correct this line", 0, *where))
        return {}

    def cases(self, files: Mapping[str, Table]) -> list[Case]:
        """The cases of all files; an id stands in one file only."""
        found: dict[str, Case] = {}
        for file, tables in files.items():
            shared = self.everyone(file, files, ())
            for id_, content in tables.items():
                if id_ == EVERYONE:
                    continue
                if id_ in found:
                    cause = f"{id_} is also in {found[id_].file}.toml"
                    self.fault(file, id_, "", cause, "rename one of the two")
                found[id_] = self.case(file, id_, content, shared)
        return list(found.values())

    def everyone(self, file: str, files: Mapping[str, Table], path: tuple[str, ...]) -> Findings:
        """What all patients of a file share, on top of what the file it is `like` shares."""
        if file not in self.shared:
            table = self.sound(file, EVERYONE, files[file].get(EVERYONE, {}), SHARED)
            like, below = table.get("like"), Findings()
            if like is not None and (like not in files or like in (*path, file)):
                remedy = nearest(like, files) or f"use one of {', '.join(files)}"
                self.fault(file, EVERYONE, "like", f"{like!r} is not another file", remedy)
            elif like is not None:
                below = self.everyone(like, files, (*path, file))
            self.shared[file] = self.known(file, EVERYONE, table, below)
        return self.shared[file]

    def case(self, file: str, id_: str, content: object, shared: Findings) -> Case:
        table = self.sound(file, id_, content, EXPECTED | KNOWN)
        for key in ("who", "level"):
            if isinstance(content, dict) and key not in content:
                remedy = f"add {key} = {EXPECTED[key][1]}"
                self.fault(file, id_, key, f"{key} is missing", remedy)
        self.references(file, id_, table)
        expected: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key in EXPECTED
        }
        return Case(id_, file, self.known(file, id_, table, shared), **expected)

    def known(self, file: str, id_: str, table: Table, shared: Findings) -> Findings:
        """What is shared, with what this table answers "no", what it says and what it takes back."""
        no, said, unknown = (table.get(key, ()) for key in ("no", "findings", "unknown"))
        own = dict.fromkeys(no, False) | dict(said)
        for name in sorted(set(no) & set(said)):
            self.fault(file, id_, "no", f"{name} is also under findings", "keep one of the two")
        for name in sorted(set(unknown) - set(shared)):
            self.fault(file, id_, "unknown", f"{name} is not shared", "leave it out")
        for fault in check(self.guideline, own):
            cause, _, remedy = fault.rstrip(".").partition(". ")
            key = "no" if fault.partition(":")[0] in no else "findings"
            self.fault(file, id_, key, cause, remedy or "correct the value")
        return {key: value for key, value in (shared | own).items() if key not in unknown}

    def references(self, file: str, id_: str, table: Table) -> None:
        """Every id that an expectation names must exist."""
        g = self.guideline
        places: dict[str, Mapping[str, object]] = {
            **dict.fromkeys(("rules", "no_rules"), g.rules),
            **dict.fromkeys(("advice", "no_advice"), g.advice),
            "conditions": g.conditions,
            "contradictions": g.findings,
        }
        named = [(key, name, places[key]) for key in places for name in table.get(key, ())]
        named += [("level", table["level"], g.levels)] if "level" in table else []
        statuses = dict.fromkeys(STATUSES)
        named += [("conditions", str(word), statuses) for word in table.get("conditions", {}).values()]
        for key, name, known in named:
            if name not in known:
                remedy = nearest(name, known) or "name one that exists"
                self.fault(file, id_, key, f"{key} names {name!r}, which is not known", remedy)

    def sound(self, file: str, id_: str, content: object, keys: Mapping[str, Kind]) -> Table:
        """What of a table has a known key and a value of its kind; the rest is a fault."""
        if not isinstance(content, dict):
            self.fault(file, id_, "", "this is a value, not a table", f"write [{id_}]")
            return {}
        for key, value in content.items():
            if key not in keys:
                remedy = nearest(key, keys) or f"use one of {', '.join(keys)}"
                self.fault(file, id_, key, f"the key {key} is not known", remedy)
            elif not _fits(value, keys[key]):
                self.fault(file, id_, key, f"{key} is {value!r:.60}", f"write {keys[key][1]}")
        return {key: value for key, value in content.items() if key in keys and _fits(value, keys[key])}

    def fault(self, file: str, table: str, key: str, cause: str, remedy: str) -> None:
        self.problems.note(f"cases/{file}.toml", table, key, cause, remedy)


def _fits(value: object, kind: Kind) -> bool:
    if isinstance(value, bool) != (kind is FLAG) or not isinstance(value, kind[0]):
        return False
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)
