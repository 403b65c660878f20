"""How do the TOML files become one checked model?

In: the folder `guideline/`. Out: a `Guideline`, or one `GuidelineError` with every fault of every file. Words are
read only for the languages asked for, since each is a file of its own.

>>> load().levels["self_care"].id
'self_care'
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import tomli

from lactwise import checking, contested, course_reading, safety
from lactwise.entries import Entry, Table, is_number
from lactwise.language import ALWAYS
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
from lactwise.problems import GuidelineError, Problem, Problems

PARTS = (
    *("guideline", "sources", "findings", "thresholds", "definitions"),
    *("conditions", "triage", "advice", "followup", "seed"),
)
OPTIONAL = ("safety", "disagreements", "episode")  # a single patient can be judged without


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
    """As `load`, but always from disk. English is always read: it has what another language lacks."""
    languages = tuple(dict.fromkeys(("en", *languages)))
    problems = Problems()
    if not folder.is_dir():
        remedy = "give the folder that holds triage.toml"
        raise GuidelineError([Problem(str(folder), "", "", "there is no such folder", remedy)])
    present = (part for part in OPTIONAL if (folder / f"{part}.toml").is_file())
    tables = {part: _toml(folder, f"{part}.toml", problems) for part in (*PARTS, *present)}
    places = {
        path.stem: _toml(folder, f"places/{path.name}", problems) for path in sorted(folder.glob("places/*.toml"))
    }
    texts = {language: cast(Texts, _toml(folder, f"text/{language}.toml", problems)) for language in languages}
    problems.raise_if_any()  # without a file, whatever names what stands in it would only be echoes
    guideline = _Builder(tables, problems).build(places, texts, _digest(folder))
    checking.check(guideline, problems)
    safety.check(guideline, problems)
    contested.check(guideline, problems)
    course_reading.check(guideline, checking.Checker(guideline, problems))
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
    except (ValueError, RecursionError) as error:  # also of a number with thousands of digits
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        cause = str(getattr(error, "msg", "too deeply nested or too long a number")).rstrip(".")
        cause = f"not TOML: {cause[0].lower()}{cause[1:]}"
        problems.found.append(Problem(name, "", "", cause, "correct this line", None, line, column))
    return {}


def _digest(folder: Path) -> str:
    """SHA-256 over names and bytes of every file that decides an answer or its words; cases are not among them."""
    total = hashlib.sha256()
    decisive = [path for path in folder.glob("*.toml") if path.stem != "safety"]
    for path in sorted([*decisive, *folder.glob("places/*.toml"), *folder.glob("text/*.toml")]):
        content = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


class _Builder:
    """Reads every part; a part with faults yields what could be read, so that all faults are found at once."""

    def __init__(self, tables: Mapping[str, Table], problems: Problems) -> None:
        self.problems = problems
        self.parts = {part: Entry(f"{part}.toml", "", tables.get(part, {}), problems) for part in (*PARTS, *OPTIONAL)}

    def build(self, places: Mapping[str, Table], texts: Mapping[str, Texts], digest: str) -> Guideline:
        head, part = self.parts["guideline"], self.parts
        works, claims = self.sources()
        return Guideline(
            version=head.text("version"),
            digest=digest,
            review_by=head.get("review_by", "a date, 2027-05-01", ..., date),
            facts=head.content,
            works=works,
            claims=claims,
            screens=self.screens(),
            findings={item.id: item for item in map(self.finding, part["findings"].tables(["screens"]))},
            thresholds={item.id: item for item in map(self.threshold, part["thresholds"].tables())},
            definitions={item.id: item for item in map(self.definition, part["definitions"].tables())},
            levels=self.levels(),
            rules={item.id: item for item in map(self.rule, part["triage"].tables(["levels"]))},
            conditions={item.id: item for item in map(self.picture, part["conditions"].tables())},
            advice={item.id: item for item in map(self.advice, part["advice"].tables())},
            follow_ups={item.id: item for item in map(self.follow_up, part["followup"].tables())},
            seed={item.id: item for item in map(self.seed, part["seed"].tables())},
            places={code: self.place(code, table) for code, table in places.items()},
            texts=texts,
            disagreements={item.id: item for item in map(contested.read, part["disagreements"].tables())},
            course=course_reading.read(part["episode"]),
            safety={item.id: item for item in map(safety.claim_of, part["safety"].tables(["words"]))},
            word_lists={
                entry.id: {language: entry.words(language, required=True) for language in entry.content}
                for entry in part["safety"].inner("words").tables()
            },
        )

    def sources(self) -> tuple[dict[str, Work], dict[str, Claim]]:
        works: dict[str, Work] = {}
        claims: dict[str, Claim] = {}
        for entry in self.parts["sources"].tables():
            optional = (entry.text(key, "") for key in ("year", "issuer", "link", "read", "note"))
            work = works[entry.id] = Work(entry.id, entry.text("title"), *optional)
            for row in entry.inner("claims").tables():
                claims[row.id] = self.claim(entry, work, row)
            entry.close()
        return works, claims

    def claim(self, entry: Entry, work: Work, row: Entry) -> Claim:
        claim = Claim(
            row.id,
            work.id,
            says=row.text("says", ""),
            at=row.text("at", ""),
            seen=row.text("seen", ""),
            link=row.text("link", work.link),
            year=row.text("year", work.year),
            topic=row.text("topic", ""),
            grade=row.text("grade", ""),
        )
        if row.is_table and (not claim.says or claim.seen not in checking.SEEN):
            remedy = f"seen is one of {', '.join(checking.SEEN)}"
            entry.fault(f"claims.{row.id}", "the claim lacks says, or seen is not known", remedy)
        row.close()
        return claim

    def screens(self) -> tuple[str, ...]:
        entries = list(self.parts["findings"].inner("screens").tables())
        order = {entry.id: entry.number("order") or 0 for entry in entries}
        for entry in entries:
            entry.close("note")
        return tuple(sorted(order, key=order.__getitem__))

    def levels(self) -> dict[str, Level]:
        levels = {entry.id: self.level(entry) for entry in self.parts["triage"].inner("levels").tables()}
        if not levels:
            remedy = "add [levels.NAME] tables, the most urgent first"
            self.problems.note("triage.toml", "", "", "there are no levels", remedy)
        return levels

    def level(self, entry: Entry) -> Level:
        level = Level(entry.id, entry.text("limit"), entry.flag("calm"))
        entry.close("note")
        return level

    def finding(self, entry: Entry) -> Finding:
        kind = cast(Kind, entry.text("kind", options=("yes_no", "number", "choice")))
        finding = Finding(
            id=entry.id,
            kind=kind,
            means=entry.text("means"),
            answered_by=entry.text("answered_by", options=("parent", "clinician")),
            screen=entry.text("screen"),
            unit=entry.text("unit") if kind == "number" else "",
            range=entry.bounds("range", required=kind == "number"),
            options=entry.words("options", required=kind == "choice"),
            only_if=entry.optional_condition("only_if"),
            unsure=entry.get("unsure", "a value of the finding", None, bool, int, float, str),
            unsure_level=entry.text("unsure_level", None),
            tags=entry.words("tags"),
            changeable=entry.flag("changeable"),
            valid_hours=entry.number("valid_hours", None),
            worse=entry.get("worse", "the worse value", None, bool, dict, list),
            codes=entry.words("codes"),
        )
        entry.close("unit", "note")
        return finding

    def threshold(self, entry: Entry) -> Threshold:
        differs = entry.get("differs", '{ "claim-01" = 48 }', {}, dict)
        for claim, number in differs.items():
            if not is_number(number):
                remedy = "write the number that source gives"
                entry.fault("differs", f"{claim} gives {number!r:.60}, not a number", remedy)
        threshold = Threshold(
            entry.id,
            entry.number("value"),
            entry.text("unit"),
            entry.text("means"),
            entry.words("source", required=True),
            differs,
            entry.status(),
            entry.text("note", ""),
        )
        entry.close()
        return threshold

    def definition(self, entry: Entry) -> Definition:
        definition = Definition(
            entry.id,
            entry.condition("when"),
            entry.text("means"),
            entry.words("source", required=True),
            entry.status(),
        )
        entry.close("note")
        return definition

    def rule(self, entry: Entry) -> Rule:
        rule = Rule(
            id=entry.id,
            level=entry.text("level"),
            when=entry.condition("when"),
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

    def picture(self, entry: Entry) -> Condition:
        picture = Condition(
            id=entry.id,
            must_not_miss=entry.text("kind", options=("must_not_miss", "usual")) == "must_not_miss",
            fits_when=entry.condition("fits_when"),
            against_when=entry.optional_condition("against_when"),
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

    def advice(self, entry: Entry) -> Advice:
        advice = Advice(
            id=entry.id,
            stance=entry.text("stance", options=("do", "avoid", "know")),
            temper=entry.text("temper", options=("core", "gated", "certain")),
            audience=entry.text("audience", options=("parent", "clinician")),
            topic=entry.text("topic", options=checking.TOPICS),
            when=entry.optional_condition("when") or ALWAYS,
            unless=entry.optional_condition("unless"),
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

    def follow_up(self, entry: Entry) -> FollowUp:
        follow_up = FollowUp(
            id=entry.id,
            when=entry.optional_condition("when") or ALWAYS,
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

    def seed(self, entry: Entry) -> SeedSentence:
        sentence = SeedSentence(
            id=entry.id,
            says=entry.text("says"),
            lives_in=entry.words("lives_in", required=True),
            kept=entry.text("kept", options=("yes", "partly", "replaced")),
            why=entry.text("why", ""),
            source=entry.words("source"),
        )
        entry.close("differs")
        return sentence

    def place(self, code: str, table: Table) -> Place:
        entry = Entry(f"places/{code}.toml", "", table, self.problems)
        given = entry.text("code")
        if given not in (code, None):
            entry.fault("code", f"code is {given!r} in the file {code}.toml", f'write code = "{code}"')
        local = entry.inner("words")
        words = {key: value for key, value in table.items() if isinstance(value, str)}
        return Place(
            code=code,
            name=entry.text("name"),
            review_by=entry.get("review_by", "a date, 2027-05-01", ..., date),
            units=entry.text("units", options=("degC", "degF")),
            words=words | {word: local.text(word) for word in local.content},
            antibiotics=entry.inner("antibiotics").content,
            facts=table,
        )
