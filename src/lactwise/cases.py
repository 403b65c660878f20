"""Which worked patients does the guideline carry, and what must come out for each?

In: the folder of a guideline. Out: the patients of its `cases/*.toml`, each with the findings known
and what is expected, or one `GuidelineError` with every fault. Expectations are worked out by hand
from the sources; a test compares every engine with them.

>>> next(case.level for case in load_cases() if case.id == "amina_fever_at_night")
'same_day'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from lactwise.loading import default_folder, load
from lactwise.model import Guideline, Value
from lactwise.patient import check
from lactwise.problems import Problem, Problems, nearest

EVERYONE = "everyone"  # the table of a file that holds what all its patients share
STATUSES = ("fits", "possible", "ruled_out")
_LIST = (list, 'a list of ids, ["a", "b"]')
_TABLE = (dict, "a table, { redness = true }")
_FLAG = (bool, "true or false")
_HOURS = ((int, float), "a number of hours")
_KNOWN: dict[str, tuple[Any, str]] = {"findings": _TABLE, "no": _LIST, "unknown": _LIST}
_SHARED = {"like": (str, "the name of another file of cases"), **_KNOWN}
_KEYS = {
    "who": (str, "one sentence"),
    "level": (str, "a level"),
    **_KNOWN,
    **dict.fromkeys(("rules", "no_rules", "advice", "no_advice", "contradictions"), _LIST),
    **dict.fromkeys(("settled", "provisional"), _FLAG),
    **dict.fromkeys(("see_by", "look_within"), _HOURS),
    "conditions": (dict, 'a table, { abscess = "fits" }'),
}
Findings = dict[str, Value]
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A worked patient: who, what is known, and what must come out. `None` expects nothing."""

    id: str
    file: str
    who: str
    findings: Mapping[str, Value]
    level: str
    rules: tuple[str, ...]  # each must be reached: a reason for the level, or one that also holds
    no_rules: tuple[str, ...]
    settled: bool | None
    provisional: bool | None
    see_by: float | None  # hours from now
    look_within: float | None  # hours from now
    conditions: Mapping[str, str]
    advice: tuple[str, ...]
    no_advice: tuple[str, ...]
    contradictions: tuple[str, ...]  # findings whose parent was answered "no"


def load_cases(folder: Path | None = None) -> list[Case]:
    """The worked patients of the guideline in `folder` (default: the one shipped), file by file.

    Raises `GuidelineError` with all faults.
    """
    folder = (folder or default_folder()).resolve()
    reader = _Reader(load(folder))
    files = {path.stem: reader.read(path) for path in sorted(folder.glob("cases/*.toml"))}
    cases = reader.cases(files)
    reader.problems.raise_if_any()
    return cases


class _Reader:
    """Reads every file; faults are noted, so that all are found at once."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline, self.problems = guideline, Problems()

    def read(self, path: Path) -> Table:
        name = f"cases/{path.name}"
        try:
            self.problems.texts[name] = path.read_text(encoding="utf-8")
            return tomli.loads(self.problems.texts[name])
        except UnicodeDecodeError:
            self.problems.note(name, "", "", "the file is not UTF-8", "save it as UTF-8")
        except tomli.TOMLDecodeError as error:
            fault = ("not TOML: " + error.msg, "correct this line", 0, error.lineno, error.colno)
            self.problems.found.append(Problem(name, "", "", *fault))
        return {}

    def cases(self, files: Mapping[str, Table]) -> list[Case]:
        """The cases of all files; an id stands in one file only."""
        found: dict[str, Case] = {}
        for file, tables in files.items():
            shared = self.shared(file, files, ())
            for id_, table in tables.items():
                if id_ == EVERYONE:
                    continue
                if id_ in found:
                    where = found[id_].file
                    self.fault(file, id_, "", f"{id_} is also in {where}.toml", "rename one of them")
                found[id_] = self.case(file, id_, table, shared)
        return list(found.values())

    def shared(self, file: str, files: Mapping[str, Table], path: tuple[str, ...]) -> Findings:
        """What all patients of a file share, on top of what the file it is `like` shares."""
        table = files[file].get(EVERYONE, {})
        if not self.sound(file, EVERYONE, table, _SHARED):
            return {}
        like, below = table.get("like"), Findings()
        if like is not None and (like not in files or like in (*path, file)):
            remedy = nearest(like, files) or f"use one of {', '.join(files)}"
            self.fault(file, EVERYONE, "like", f"{like!r} is not another file of cases", remedy)
        elif like is not None:
            below = self.shared(like, files, (*path, file))
        return self.known(file, EVERYONE, table, below)

    def case(self, file: str, id_: str, table: Any, shared: Findings) -> Case:
        self.sound(file, id_, table, _KEYS)
        told = {key: value for key, value in table.items() if _fits(value, _KEYS.get(key))}
        for key in ("who", "level"):
            if key not in table:
                self.fault(file, id_, key, f"{key} is missing", f"add {key} = {_KEYS[key][1]}")
        self.references(file, id_, told)
        expected: Table = {
            "who": "",
            "level": "",
            **dict.fromkeys(("settled", "provisional", "see_by", "look_within")),
            "conditions": {},
            **dict.fromkeys(("rules", "no_rules", "advice", "no_advice", "contradictions"), ()),
            **{key: tuple(v) if isinstance(v, list) else v for key, v in told.items()},
        }
        expected["findings"] = self.known(file, id_, told, shared)
        return Case(id=id_, file=file, **{k: v for k, v in expected.items() if k in _FIELDS})

    def known(self, file: str, id_: str, table: Table, shared: Findings) -> Findings:
        """What is shared, with what this table answers "no", says, and takes back."""
        said, no = table.get("findings", {}), table.get("no", [])
        own = dict.fromkeys(no, False) | said
        for name in sorted(set(no) & set(said)):
            self.fault(file, id_, "no", f"{name} is also under findings", "keep one of the two")
        for name in table.get("unknown", []):
            if name not in shared:
                self.fault(file, id_, "unknown", f"{name} is not shared", "leave it out here")
        for fault in check(self.guideline, own):
            cause, _, remedy = fault.rstrip(".").partition(". ")
            key = "no" if fault.partition(":")[0] in no else "findings"
            self.fault(file, id_, key, cause, remedy or "correct the value")
        return {k: v for k, v in (shared | own).items() if k not in table.get("unknown", [])}

    def references(self, file: str, id_: str, table: Table) -> None:
        """Every id an expectation names must exist."""
        g = self.guideline
        places: dict[str, Mapping[str, Any]] = {
            **dict.fromkeys(("rules", "no_rules"), g.rules),
            **dict.fromkeys(("advice", "no_advice"), g.advice),
            "conditions": g.conditions,
            "contradictions": g.findings,
        }
        named = [(key, name, places[key]) for key in places for name in table.get(key, ())]
        named += [("level", table["level"], g.levels)] if "level" in table else []
        statuses = dict.fromkeys(STATUSES)
        named += [("conditions", word, statuses) for word in table.get("conditions", {}).values()]
        for key, name, known in named:
            if name not in known:
                remedy = nearest(str(name), known) or "name one that exists"
                self.fault(file, id_, key, f"{name!r} is not known under {key}", remedy)

    def sound(self, file: str, id_: str, table: Any, keys: Mapping[str, tuple[Any, str]]) -> bool:
        """Whether a table has only known keys with values of their kind."""
        if not isinstance(table, dict):
            self.fault(file, id_, "", "this is a value, not a table", f"write [{id_}]")
            return False
        before = len(self.problems.found)
        for key, value in table.items():
            if key not in keys:
                remedy = nearest(key, keys) or f"use one of {', '.join(keys)}"
                self.fault(file, id_, key, f"the key {key} is not known", remedy)
            elif not _fits(value, keys[key]):
                self.fault(file, id_, key, f"{key} is {value!r:.60}", f"write {keys[key][1]}")
        return len(self.problems.found) == before

    def fault(self, file: str, table: str, key: str, cause: str, remedy: str) -> None:
        self.problems.note(f"cases/{file}.toml", table, key, cause, remedy)


def _fits(value: object, wanted: tuple[Any, str] | None) -> bool:
    if wanted is None or not isinstance(value, wanted[0]):
        return False
    return isinstance(value, bool) == (wanted is _FLAG) and (
        not isinstance(value, list) or all(isinstance(item, str) for item in value)
    )


def cases_of_rules(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Rule id → the worked patients that reach it."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        for rule in case.rules:
            found.setdefault(rule, []).append(case)
    return found


_FIELDS = frozenset(Case.__slots__)
