"""How do the TOML files become one checked model?

In: the folder `guideline/`. Out: a `Guideline`, or one `GuidelineError` with every fault of every file. Words are
read only
for the languages asked for, since each is a file of its own.

>>> load().levels["self_care"].id
'self_care'
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import tomli

from lactwise import checking
from lactwise.language import ALWAYS, ConditionError, Node, parse
from lactwise.model import (
    Advice,
    Claim,
    Condition,
    Definition,
    Finding,
    FollowUp,
    Guideline,
    Kind,
    Level,
    Place,
    Rule,
    SeedSentence,
    Texts,
    Threshold,
    Work,
)
from lactwise.problems import GuidelineError, Problem, Problems, nearest

PARTS = (
    "guideline",
    "sources",
    "findings",
    "thresholds",
    "definitions",
    "conditions",
    "triage",
    "advice",
    "followup",
    "seed",
)
Table = dict[str, Any]


def default_folder() -> Path:
    """The guideline shipped inside the package, or, in a checkout, the folder at its root."""
    packaged = Path(__file__).parent / "guideline"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "guideline"


def load(folder: Path | None = None, languages: Iterable[str] = ("en",)) -> Guideline:
    """The guideline in `folder` (default: the one shipped). Raises `GuidelineError` with all faults."""
    return _load((folder or default_folder()).resolve(), tuple(languages))


@lru_cache(maxsize=8)
def _load(folder: Path, languages: tuple[str, ...]) -> Guideline:
    return read(folder, languages)


def read(folder: Path, languages: tuple[str, ...] = ("en",)) -> Guideline:
    """As `load`, but always from disk."""
    problems = Problems()
    if not folder.is_dir():
        raise GuidelineError(
            [
                Problem(
                    str(folder),
                    "",
                    "",
                    "there is no such folder",
                    "give the folder that holds triage.toml",
                )
            ]
        )
    tables = {part: _toml(folder, f"{part}.toml", problems) for part in PARTS}
    places = {
        path.stem: _toml(folder, f"places/{path.name}", problems) for path in sorted(folder.glob("places/*.toml"))
    }
    texts = {language: cast(Texts, _toml(folder, f"text/{language}.toml", problems)) for language in languages}
    if any(not problem.table and problem.line for problem in problems.found):
        problems.raise_if_any()  # a file that is not TOML would only cause echoes elsewhere
    guideline = _Builder(tables, problems).build(places, texts, _digest(folder))
    checking.check(guideline, problems)
    problems.raise_if_any()
    return guideline


def _toml(folder: Path, name: str, problems: Problems) -> Table:
    try:
        text = (folder / name).read_text(encoding="utf-8")
        problems.texts[name] = text
        return tomli.loads(text)
    except FileNotFoundError:
        problems.note(name, "", "", "the file is missing", f"create {name}")
    except UnicodeDecodeError:
        problems.note(name, "", "", "the file is not UTF-8", "save it as UTF-8")
    except (tomli.TOMLDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        cause = str(getattr(error, "msg", "too deeply nested")).rstrip(".")
        problems.found.append(
            Problem(
                name,
                "",
                "",
                f"not TOML: {cause[0].lower()}{cause[1:]}",
                "correct this line",
                0,
                line,
                column,
            )
        )
    return {}


def _digest(folder: Path) -> str:
    """SHA-256 over names and bytes of every file that decides an answer or its words; cases are not among them."""
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.toml"), *folder.glob("places/*.toml"), *folder.glob("text/*.toml")]):
        content = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


class _Entry:
    """One table of a file, with readers that note a fault instead of raising."""

    def __init__(self, file: str, table: str, content: object, problems: Problems) -> None:
        self.file, self.table, self.problems = file, table, problems
        self.content: Table = content if isinstance(content, dict) else {}
        self.used: set[str] = set()
        if not isinstance(content, dict):
            self.fault("", "this is a value, not a table", f"write [{table}] and keys below it")

    def fault(self, key: str, cause: str, remedy: str, offset: int = 0) -> None:
        self.problems.note(self.file, self.table, key, cause, remedy, offset)

    def get(self, key: str, kinds: type | tuple[type, ...], default: Any, words: str) -> Any:
        self.used.add(key)
        if key not in self.content:
            if default is ...:
                self.fault(key, f"{key} is missing", f"add {key} = {words}")
                return None
            return default
        value = self.content[key]
        if not isinstance(value, kinds) or (
            isinstance(value, bool) and kinds is not bool and bool not in _tuple(kinds)
        ):
            self.fault(key, f"{key} is {value!r:.60}", f"write {words}")
            return None if default is ... else default
        return value

    def text(self, key: str, default: Any = ..., options: Iterable[str] = ()) -> str:
        value = self.get(key, str, default, "a text")
        options = tuple(options)
        if options and value is not None and value not in options:
            self.fault(
                key,
                f"{key} is {value!r}",
                nearest(str(value), options) or f"use one of {', '.join(options)}",
            )
        return cast(str, value)

    def number(self, key: str, default: Any = ...) -> float:
        return cast(float, self.get(key, (int, float), default, "a number"))

    def flag(self, key: str) -> bool:
        return bool(self.get(key, bool, False, "true or false"))

    def words(self, key: str, default: Any = (), required: bool = False) -> tuple[str, ...]:
        value = self.get(key, list, ... if required else default, 'a list of texts, ["a", "b"]')
        if value is None or isinstance(value, tuple):
            return ()
        if not all(isinstance(item, str) for item in value):
            self.fault(key, f"{key} holds something that is not text", 'write a list of texts, ["a", "b"]')
            return ()
        if required and not value:
            self.fault(key, f"{key} is empty", "name at least one claim id")
        return tuple(value)

    def condition(self, key: str, default: Any = ...) -> Node | None:
        value = self.get(key, str, default, "a condition")
        if value is None:
            return None
        try:
            return parse(value)
        except ConditionError as error:
            self.fault(key, error.cause, error.remedy, error.column)
            return None

    def always_or_condition(self) -> Node:
        return (self.condition("when") or _BROKEN) if "when" in self.content else ALWAYS

    def status(self) -> bool:
        return self.text("status", "", ("", "proposal")) == "proposal"

    def close(self, *allowed: str) -> None:
        for key in self.content:
            if key not in self.used and key not in allowed:
                self.fault(
                    key,
                    f"the key {key} is not known",
                    nearest(key, self.used) or f"use one of {', '.join(sorted(self.used))}",
                )


def _tuple(kinds: type | tuple[type, ...]) -> tuple[type, ...]:
    return kinds if isinstance(kinds, tuple) else (kinds,)


class _Builder:
    """Reads every part; a part with faults yields what could be read, so that all faults are found at once."""

    def __init__(self, tables: Mapping[str, Table], problems: Problems) -> None:
        self.tables, self.problems = tables, problems

    def entries(self, part: str, reserved: Iterable[str] = ()) -> Iterable[_Entry]:
        for id_, content in self.tables[part].items():
            if id_ not in reserved:
                yield _Entry(f"{part}.toml", id_, content, self.problems)

    def build(self, places: Mapping[str, Table], texts: Mapping[str, Texts], digest: str) -> Guideline:
        head = _Entry("guideline.toml", "", self.tables["guideline"], self.problems)
        works, claims = self.sources()
        return Guideline(
            version=head.text("version"),
            digest=digest,
            review_by=head.get("review_by", date, ..., "a date, 2027-05-01") or date.min,
            facts=head.content,
            works=works,
            claims=claims,
            screens=self.screens(),
            findings={item.id: item for item in map(self.finding, self.entries("findings", ("screens",)))},
            thresholds={item.id: item for item in map(self.threshold, self.entries("thresholds"))},
            definitions={item.id: item for item in map(self.definition, self.entries("definitions"))},
            levels=self.levels(),
            rules={item.id: item for item in map(self.rule, self.entries("triage", ("levels",)))},
            conditions={item.id: item for item in map(self.picture, self.entries("conditions"))},
            advice={item.id: item for item in map(self.advice, self.entries("advice"))},
            follow_ups={item.id: item for item in map(self.follow_up, self.entries("followup"))},
            seed={item.id: item for item in map(self.seed, self.entries("seed"))},
            places={code: self.place(code, table) for code, table in places.items()},
            texts=texts,
        )

    def sources(self) -> tuple[dict[str, Work], dict[str, Claim]]:
        works: dict[str, Work] = {}
        claims: dict[str, Claim] = {}
        for id_, table in self.tables["sources"].items():
            take = table.get
            works[id_] = Work(
                id_,
                take("title", ""),
                take("year", ""),
                take("issuer", ""),
                take("link", ""),
                take("read", ""),
                take("note", ""),
            )
            if not works[id_].title:
                self.problems.note("sources.toml", id_, "title", "title is missing", "say which work this is")
            for claim, row in take("claims", {}).items():
                says, seen = row.get("says", ""), row.get("seen", "")
                if not says or seen not in checking.SEEN:
                    self.problems.note(
                        "sources.toml",
                        id_,
                        f"claims.{claim}",
                        "the claim lacks says, or seen is not known",
                        f"seen is one of {', '.join(checking.SEEN)}",
                    )
                claims[claim] = Claim(
                    claim,
                    id_,
                    says,
                    row.get("at", ""),
                    seen,
                    row.get("link", works[id_].link),
                    row.get("year", works[id_].year),
                    row.get("topic", ""),
                    row.get("grade", ""),
                )
        return works, claims

    def screens(self) -> tuple[str, ...]:
        table = self.tables["findings"].get("screens", {})
        entries = [_Entry("findings.toml", f"screens.{id_}", content, self.problems) for id_, content in table.items()]
        return tuple(
            entry.table.removeprefix("screens.")
            for entry in sorted(entries, key=lambda entry: entry.number("order") or 0)
        )

    def levels(self) -> dict[str, Level]:
        table = self.tables["triage"].get("levels", {})
        if not table:
            self.problems.note(
                "triage.toml",
                "",
                "",
                "there are no levels",
                "add [levels.NAME] tables, the most urgent first",
            )
        entries = (_Entry("triage.toml", f"levels.{id_}", content, self.problems) for id_, content in table.items())
        return {
            entry.table.removeprefix("levels."): Level(
                entry.table.removeprefix("levels."), entry.text("limit"), entry.flag("calm")
            )
            for entry in entries
        }

    def finding(self, entry: _Entry) -> Finding:
        kind = cast(Kind, entry.text("kind", options=("yes_no", "number", "choice")))
        bounds = entry.get("range", list, None, "[lowest, highest]")
        if kind == "number" and (not bounds or len(bounds) != 2 or not bounds[0] < bounds[1]):
            entry.fault("range", "a number needs a plausible range", "write range = [lowest, highest]")
            bounds = None
        finding = Finding(
            id=entry.table,
            kind=kind,
            means=entry.text("means"),
            answered_by=entry.text("answered_by", options=("parent", "clinician")),
            screen=entry.text("screen"),
            unit=entry.text("unit") if kind == "number" else "",
            range=(float(bounds[0]), float(bounds[1])) if bounds else None,
            options=entry.words("options", required=kind == "choice"),
            only_if=entry.condition("only_if", None),
            unsure=entry.get("unsure", (bool, int, float, str), None, "a value of the finding"),
            unsure_level=entry.text("unsure_level", None),
            tags=entry.words("tags"),
            changeable=entry.flag("changeable"),
            valid_hours=entry.number("valid_hours", None),
            worse=entry.get("worse", (bool, dict, list), None, "the worse value"),
            codes=entry.words("codes"),
        )
        entry.close("unit", "note")
        return finding

    def threshold(self, entry: _Entry) -> Threshold:
        differs = entry.get("differs", dict, {}, '{ "claim-01" = 48 }')
        for claim, number in differs.items():
            if isinstance(number, bool) or not isinstance(number, int | float):
                entry.fault(
                    "differs",
                    f"{claim} gives {number!r}, not a number",
                    "write the number that source gives",
                )
        value = cast(float | None, entry.number("value"))
        threshold = Threshold(
            entry.table,
            value if value is not None else 0,
            entry.text("unit"),
            entry.text("means"),
            entry.words("source", required=True),
            differs,
            entry.status(),
            entry.text("note", ""),
        )
        entry.close()
        return threshold

    def definition(self, entry: _Entry) -> Definition:
        definition = Definition(
            entry.table,
            entry.condition("when") or _BROKEN,
            entry.text("means"),
            entry.words("source", required=True),
            entry.status(),
        )
        entry.close("note")
        return definition

    def rule(self, entry: _Entry) -> Rule:
        rule = Rule(
            id=entry.table,
            level=entry.text("level"),
            when=entry.condition("when") or _BROKEN,
            because=entry.text("because"),
            source=entry.words("source", required=True),
            differs=entry.words("differs"),
            limit=entry.text("limit", None),
            clock=entry.text("clock", None),
            proposal=entry.status(),
            note=entry.text("note", ""),
        )
        entry.close()
        return rule

    def picture(self, entry: _Entry) -> Condition:
        picture = Condition(
            id=entry.table,
            must_not_miss=entry.text("kind", options=("must_not_miss", "usual")) == "must_not_miss",
            fits_when=entry.condition("fits_when") or _BROKEN,
            against_when=entry.condition("against_when", None),
            speaks_for=entry.words("for", required=True),
            speaks_against=entry.words("against"),
            source=entry.words("source", required=True),
            differs=entry.words("differs"),
            codes=entry.words("codes"),
            proposal=entry.status(),
            note=entry.text("note", ""),
        )
        entry.close()
        return picture

    def advice(self, entry: _Entry) -> Advice:
        advice = Advice(
            id=entry.table,
            stance=entry.text("stance", options=("do", "avoid", "know")),
            temper=entry.text("temper", options=("core", "gated", "certain")),
            audience=entry.text("audience", options=("parent", "clinician")),
            topic=entry.text("topic", options=checking.TOPICS),
            when=entry.always_or_condition(),
            unless=entry.condition("unless", None),
            levels=entry.words("levels"),
            order=entry.number("order", 100),
            source=entry.words("source", required=True),
            differs=entry.words("differs"),
            conflicts=entry.words("conflicts"),
            tags=entry.words("tags"),
            optional=entry.flag("optional"),
            proposal=entry.status(),
            note=entry.text("note", ""),
        )
        entry.close()
        return advice

    def follow_up(self, entry: _Entry) -> FollowUp:
        follow_up = FollowUp(
            id=entry.table,
            when=entry.always_or_condition(),
            levels=entry.words("levels"),
            within=entry.text("within"),
            limit=entry.text("limit", None),
            clock=entry.text("clock", None),
            ask=entry.words("ask", required=True),
            source=entry.words("source", required=True),
            proposal=entry.status(),
        )
        entry.close("note")
        return follow_up

    def seed(self, entry: _Entry) -> SeedSentence:
        sentence = SeedSentence(
            id=entry.table,
            says=entry.text("says"),
            lives_in=entry.words("lives_in", required=True),
            kept=entry.text("kept", options=("yes", "partly", "replaced")),
            why=entry.text("why", ""),
            source=entry.words("source"),
        )
        entry.close("differs")
        return sentence

    def place(self, code: str, table: Table) -> Place:
        entry = _Entry(f"places/{code}.toml", "", table, self.problems)
        if entry.text("code") != code:
            entry.fault(
                "code",
                f"code is {table.get('code')!r} in the file {code}.toml",
                f'write code = "{code}"',
            )
        words = {key: value for key, value in table.items() if isinstance(value, str)} | table.get("words", {})
        return Place(
            code=code,
            name=entry.text("name"),
            review_by=entry.get("review_by", date, ..., "a date, 2027-05-01") or date.min,
            units=entry.text("units", options=("degC", "degF")),
            words=words,
            antibiotics=entry.get("antibiotics", dict, {}, "a table"),
            facts=table,
        )


_BROKEN = parse("condition_that_could_not_be_read")  # stands in so that the other faults are still found
