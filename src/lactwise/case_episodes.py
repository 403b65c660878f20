r"""Which worked episodes does the guideline carry, and what must come out at each check-in?

In: the folder of a guideline, or one text. Out: the episodes of its `cases/episodes/*.toml`, each as a file of
`lactwise follow` would have it, with what is expected, or one `GuidelineError` with every fault. What is expected was
worked out by hand from the sources; a test compares the course with it.

>>> load_episodes(text="[ada]\nwho = 'Ada.'\n[[ada.checkins]]\nat = 2026-03-01T20:00:00Z\n")[0].given["checkins"]
[{'at': '2026-03-01T20:00:00+00:00'}]
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import lactwise.cases as worked
from lactwise.cases import EXPECTED, FLAG, LIST, Case, Findings, Kind, Reader, Table
from lactwise.episode import HOUR, episode_of, follow, iso, moment_of
from lactwise.loading import default_folder, load
from lactwise.model import Guideline, Value
from lactwise.patient import InputError, check
from lactwise.problems import Problem, locate, nearest

FOLDER = "episodes/"
Json = dict[str, Any]
_TIME: Kind = (datetime, "a time, 2026-03-01T20:00:00Z")
_SAID: dict[str, Kind] = {**worked.KNOWN, "again": FLAG}
_AS_GIVEN = ("at", "hours", "breast", "medicines", "events", "feed", "note", "id", "written", "deleted")
_STEP: dict[str, Kind] = {
    **{key: kind for key, kind in EXPECTED.items() if key not in ("who", "contradictions")},
    "look": (str, "the id of a look of followup.toml"),
    **dict.fromkeys(("lapsed", "not_lapsed"), LIST),
    "found": (dict, "a table, { redness = true }"),
}
_WHOLE: dict[str, Kind] = {
    "who": (str, "one sentence"),
    "like": (str, "the name of a file of cases"),
    "started": _TIME,
    **dict.fromkeys(("closed", "can_close"), FLAG),
}
_EARLIER: dict[str, Kind] = {"like": _WHOLE["like"], "started": _TIME, "other_child": FLAG}


@dataclass(frozen=True, slots=True)
class Step:
    """What must come out at one check-in; `None` expects nothing. Hours count from this check-in."""

    at: int  # milliseconds of UTC
    findings: Mapping[str, Value]  # given at this check-in
    level: str = ""
    rules: tuple[str, ...] = ()
    no_rules: tuple[str, ...] = ()
    settled: bool | None = None
    provisional: bool | None = None
    see_by: float | None = None  # as held since an earlier check-in
    look_within: float | None = None
    look: str | None = None
    conditions: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[str, ...] = ()
    no_advice: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    not_lapsed: tuple[str, ...] = ()
    found: Mapping[str, Value] = field(default_factory=dict)  # what the check-ins so far are reduced to


@dataclass(frozen=True, slots=True)
class WorkedEpisode:
    """A worked episode: who, what is written in its file, and what must come out at each step and in the end."""

    id: str
    file: str
    who: str
    given: Mapping[str, Any]
    steps: tuple[Step, ...]  # in the order of time
    closed: bool | None = None
    can_close: bool | None = None


def load_episodes(folder: Path | None = None, text: str | None = None) -> list[WorkedEpisode]:
    """The worked episodes of the guideline in `folder` (default: the one shipped), or of `text` instead.

    Raises `GuidelineError` with all faults.
    """
    folder = (folder or default_folder()).resolve()
    reader = _Reader(load(folder))
    reader.files = {path.stem: reader.read(path) for path in sorted(folder.glob("cases/*.toml"))}
    if text is None:
        paths = sorted(folder.glob(f"cases/{FOLDER}*.toml"))
        files = {f"{FOLDER}{path.stem}": reader.read(path, FOLDER) for path in paths}
    else:
        files = {f"{FOLDER}text": reader.parsed(f"cases/{FOLDER}text.toml", text)}
    found = reader.episodes(files)
    reader.problems.raise_if_any()
    return found


def rows_of(guideline: Guideline, episode: WorkedEpisode) -> list[tuple[Step, Json]]:
    """Each step with its check-in of the course; one that asks nothing with how it stood at that moment."""
    read = episode_of(guideline, episode.given)
    rows = {row["at"]: row for row in follow(guideline, read)["checkins"]}
    found = []
    for step in episode.steps:
        until = replace(read, entries=tuple(entry for entry in read.entries if entry.at <= step.at))
        row = rows.get(iso(step.at)) if step.findings else follow(guideline, until)["current"]
        if row is not None:
            found.append((step, row))
    return found


def unmet(step: Step, row: Mapping[str, Any]) -> list[str]:
    """What a check-in of the course lacks or has against what is expected, by the key of the step."""
    assessment = row["assessment"]
    keys = ("level", "rules", "no_rules", "settled", "provisional", "look_within", "conditions", "advice", "no_advice")
    found = []
    if step.level:
        contradictions = tuple(pair["finding"] for pair in assessment["contradictions"])
        expected = {key: getattr(step, key) for key in keys}
        found = worked.unmet(Case("", "", step.findings, contradictions=contradictions, **expected), assessment)
    look = ((assessment or {}).get("follow_up") or {}).get("id")
    met = {
        "see_by": step.see_by in (None, (row["see_by"] or {}).get("hours")),
        "look": step.look in (None, look),
        "lapsed": set(step.lapsed) <= set(row["lapsed"]),
        "not_lapsed": not set(step.not_lapsed) & set(row["lapsed"]),
        "found": all(row["findings"].get(name) == value for name, value in step.found.items()),
    }
    return [*found, *(key for key, held in met.items() if not held)]


class _Reader(Reader):
    """Reads episodes as `Reader` reads cases, with what the files of cases share."""

    files: Mapping[str, Table]

    def __init__(self, guideline: Guideline) -> None:
        super().__init__(guideline)
        self.files = {}

    def episodes(self, files: Mapping[str, Table]) -> list[WorkedEpisode]:
        """The episodes of all files; an id stands in one file only."""
        found: dict[str, WorkedEpisode] = {}
        for file, tables in files.items():
            for id_, content in tables.items():
                if id_ in found:
                    self.fault(file, id_, "", f"{id_} is also in {found[id_].file}.toml", "rename one of the two")
                before = len(self.problems.found)
                read = self.episode(file, id_, content)
                if len(self.problems.found) == before:
                    found[id_] = read
        return list(found.values())

    def episode(self, file: str, id_: str, content: object) -> WorkedEpisode:
        whole, rows, expected = self.written(file, id_, content, _WHOLE, _STEP)
        if isinstance(content, dict):
            missing = [] if "who" in content else [("who", _WHOLE["who"][1])]
            missing += [] if rows else [("checkins", f"[[{id_}.checkins]] and keys below it")]
            for key, remedy in missing:
                self.fault(file, id_, key, f"{key} is missing", f"add {key} = {remedy}" if rows else f"add {remedy}")
        earlier = content.get("earlier", []) if isinstance(content, dict) else []
        given: dict[str, Any] = {"id": id_, **_given(whole), "checkins": rows}
        if earlier:
            given["earlier"] = [self.earlier(file, f"{id_}.earlier[{n}]", one) for n, one in enumerate(earlier, 1)]
        for number, (row, step) in enumerate(zip(rows, expected, strict=True), 1):
            if row.get("findings") and "level" not in step:
                where = f"{id_}.checkins[{number}]"
                self.fault(file, where, "level", "level is missing", "add level = a level")
        ends = {key: whole.get(key) for key in ("closed", "can_close")}
        return WorkedEpisode(id_, file, whole.get("who", ""), given, self.steps(file, id_, given, expected), **ends)

    def earlier(self, file: str, where: str, content: object) -> dict[str, Any]:
        whole, rows, _ = self.written(file, where, content, _EARLIER, {})
        return {**_given(whole), "checkins": rows}

    def written(
        self, file: str, where: str, content: object, keys: Mapping[str, Kind], expected: Mapping[str, Kind]
    ) -> tuple[Table, list[dict[str, Any]], list[Table]]:
        """The table itself, its check-ins as given, and what is expected of each."""
        lists = ("checkins", "earlier") if expected else ("checkins",)
        own = {k: v for k, v in content.items() if k not in lists} if isinstance(content, dict) else content
        whole, findings = self.sound(file, where, own, keys), self.like(file, where, own)
        rows, steps = [], []
        listed = content.get("checkins", []) if isinstance(content, dict) else []
        for number, entry in enumerate(listed, 1):
            row, step, findings = self.checkin(file, f"{where}.checkins[{number}]", entry, findings, number, expected)
            rows.append(row)
            steps.append(step)
        return whole, rows, steps

    def like(self, file: str, where: str, content: object) -> Findings:
        """What the file of cases that an episode is `like` shares for everyone."""
        like = content.get("like") if isinstance(content, dict) else None
        if not isinstance(like, str):
            return {}
        if like not in self.files:
            remedy = nearest(like, self.files) or f"use one of {', '.join(self.files)}"
            self.fault(file, where, "like", f"{like!r} is not a file of cases", remedy)
            return {}
        return self.everyone(like, self.files, ())

    def checkin(
        self, file: str, where: str, entry: object, before: Findings, number: int, expected: Mapping[str, Kind]
    ) -> tuple[dict[str, Any], Table, Findings]:
        """A check-in as given, what is expected of it, and what an entry that asks again starts from."""
        raw = {key: _plain(entry[key]) for key in _AS_GIVEN if key in entry} if isinstance(entry, dict) else {}
        rest = {k: v for k, v in entry.items() if k not in _AS_GIVEN} if isinstance(entry, dict) else entry
        table = self.sound(file, where, rest, {**_SAID, **expected})
        self.references(file, where, table)
        said = {key: table[key] for key in worked.KNOWN if key in table}
        shared = before if number == 1 or table.get("again") else {}
        findings = self.known(file, where, said, shared)
        if findings:
            raw["findings"] = findings
        return raw, {key: value for key, value in table.items() if key in expected}, findings or before

    def references(self, file: str, id_: str, table: Table) -> None:
        super().references(file, id_, table)
        g = self.guideline
        places: dict[str, Mapping[str, object]] = {"lapsed": g.findings, "not_lapsed": g.findings, "look": g.follow_ups}
        listed = {key: table[key] if isinstance(table[key], list) else [table[key]] for key in places if key in table}
        named = [(key, name, places[key]) for key, ids in listed.items() for name in ids]
        for key, name, known in named:
            if name not in known:
                remedy = nearest(name, known) or "name one that exists"
                self.fault(file, id_, key, f"{key} names {name!r}, which is not known", remedy)
        for fault in check(g, table.get("found", {})):
            cause, _, remedy = fault.rstrip(".").partition(". ")
            self.fault(file, id_, "found", cause, remedy or "correct the value")

    def steps(self, file: str, id_: str, given: dict[str, Any], expected: Iterable[Table]) -> tuple[Step, ...]:
        """What is expected, in the order of time; first of all the episode must be one."""
        if any(problem.table.split(".")[0] == id_ for problem in self.problems.found):
            return ()
        try:
            episode_of(self.guideline, given)
        except InputError as error:
            for fault in error.faults:
                self.fault(file, id_, "", fault.rstrip("."), "correct the episode")
            return ()
        found = []
        for row, table in zip(given["checkins"], expected, strict=True):
            told: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
            found.append(Step(_moment(row, given.get("started")), row.get("findings", {}), **told))
        return tuple(sorted(found, key=lambda step: step.at))

    def fault(self, file: str, table: str, key: str, cause: str, remedy: str) -> None:
        name = f"cases/{file}.toml"
        line, column = _line(self.problems.texts.get(name, ""), table, key)
        self.problems.found.append(Problem(name, table, key, cause, remedy, None, line, column))


def _given(whole: Table) -> dict[str, Any]:
    return {key: _plain(whole[key]) for key in ("started", "other_child") if key in whole}


def _plain(value: Any) -> Any:
    """As JSON has it: a time as text."""
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(row: Mapping[str, Any], started: str | None) -> int:
    """The moment of a check-in that `episode_of` has read."""
    found = moment_of(row.get("at", started))
    gone: float = row.get("hours", 0)
    return (found[0] if found else 0) + math.floor(gone * HOUR + 0.5)


def _line(text: str, table: str, key: str) -> tuple[int, int]:
    r"""Line and column of a key below the header of a table, `a.checkins[2]` being the second [[a.checkins]].

    >>> _line("[a]\n[[a.checkins]]\nx = 1\n[[a.checkins]]\nx = 2", "a.checkins[2]", "x")
    (5, 1)
    """
    numbered = re.fullmatch(r"([^\[\]]+)\[(\d+)\]", table)
    headers = re.finditer(rf"^\s*\[\[\s*{re.escape(numbered[1])}\s*\]\]", text, re.MULTILINE) if numbered else ()
    header = next((found for n, found in enumerate(headers, 1) if numbered and n == int(numbered[2])), None)
    if header is None:
        return locate(text, re.sub(r"\[.*", "", table), key)
    below = re.split(r"^\s*\[", text[header.end() :], maxsplit=1, flags=re.MULTILINE)[0]
    at = re.search(rf"^\s*{re.escape(key)}\s*=", below, re.MULTILINE) if key else None
    return text.count("\n", 0, header.end() + (at.end() if at else 0)) + 1, 1
