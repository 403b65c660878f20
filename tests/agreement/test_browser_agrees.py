"""Does the app in a browser answer exactly as Python does?

In: random patients, whole interviews and the published cases, in every country and language. Out: equal assessments and
equal next screens, to the last word and in the same order. The app knows no clinicians' advice, so what it would ask a
clinician is compared with a guideline without it.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from lactwise import interview
from lactwise.engine import words_of
from lactwise.loading import default_folder, load
from lactwise.model import Guideline
from lactwise.publish import model_json
from tests.browser import ROOT, chromium
from tests.patients import Findings, random_patients, random_value

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT = 5_000
DEEP = 100_000
SEED = 20_261
CHUNK = 250
HOME = "http://lactwise.test/"
ASK = """texts => JSON.stringify(JSON.parse(texts).map(([findings, place, language]) => {
    const guideline = window.guidelines[language];
    return {assessment: guideline.assess(findings, place), next: guideline.nextScreen(findings)};
}))"""
START = """async ([model, texts]) => {
    const {Guideline} = await import("/evaluator.js");
    const made = Object.entries(JSON.parse(texts)).map(([language, words]) =>
        [language, new Guideline(JSON.parse(model), words)]);
    window.guidelines = Object.fromEntries(made);
}"""
COUNTED = """([place, language, units, numbers]) => {
    const words = window.guidelines[language].words(place);
    return units.map((unit) => numbers.map((number) => [words.counted(number, unit), words.quantity(number, unit)]));
}"""
LANGUAGES = sorted(path.stem for path in Path(default_folder(), "text").glob("*.toml"))
Case = tuple[Findings, str, str]


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load(languages=LANGUAGES)


@pytest.fixture(scope="module")
def page(guideline: Guideline) -> Iterator[Page]:
    """An empty page that holds the evaluator and the model as a parent's phone does, and reaches nothing else."""
    with chromium() as browser:
        page = browser.new_page()
        page.route("**/*", serve_evaluator)
        page.goto(HOME)
        texts = {language: model_json.texts(guideline, language) for language in LANGUAGES}
        page.evaluate(START, [model_json.dump(part).decode() for part in (model_json.build(guideline), texts)])
        yield page


def serve_evaluator(route: Route) -> None:
    if route.request.url == f"{HOME}evaluator.js":
        route.fulfill(body=(ROOT / "app" / "evaluator.js").read_bytes(), content_type="text/javascript")
    elif route.request.url == HOME:
        route.fulfill(body="<!doctype html><title>agreement</title>", content_type="text/html")
    else:
        route.abort()


def test_random_patients_get_the_same_answer(page: Page, guideline: Guideline) -> None:
    assert compare(page, guideline, abroad(guideline, random_patients(guideline, COUNT, SEED))) == COUNT


@pytest.mark.deep
def test_very_many_random_patients_get_the_same_answer(page: Page, guideline: Guideline) -> None:
    count = compare(page, guideline, abroad(guideline, random_patients(guideline, DEEP, SEED + 1)))
    print(f"{count:,} random patients were answered alike by Python and the browser, in {', '.join(LANGUAGES)}")  # noqa: T201
    assert count == DEEP


def abroad(guideline: Guideline, patients: Iterable[Findings]) -> Iterator[Case]:
    """Each patient in a country and a language: every pair of them comes up, each language for a quarter."""
    settings = cycle(product(guideline.places, LANGUAGES))
    return ((findings, place, language) for findings, (place, language) in zip(patients, settings, strict=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_said_alike_with_their_units(page: Page, guideline: Guideline, language: str) -> None:
    numbers = [*range(131), 0.5, 1.5, 2.25, 36.6, 1000, 12345]
    items = (*guideline.thresholds.values(), *guideline.findings.values())
    units = sorted({item.unit for item in items if item.unit} | {"weeks", "no such unit"})
    words = words_of(guideline, "generic", language)
    said = [[[words.counted(number, unit), words.quantity(number, unit)] for number in numbers] for unit in units]
    assert difference(said, page.evaluate(COUNTED, ["generic", language, units, numbers])) == ""


def test_published_cases_get_the_same_answer(page: Page, guideline: Guideline) -> None:
    cases = [(case["findings"], "generic", language) for case in published_cases() for language in LANGUAGES]
    assert compare(page, guideline, cases) == len(cases) > 200


def test_whole_interviews_take_the_same_way(page: Page, guideline: Guideline) -> None:
    """Step by step from nothing known, answering what is asked, until nothing more is asked."""
    chance = random.Random(SEED)
    open_: list[Findings] = [{"answering_for": "self"} if number % 2 else {} for number in range(60)]
    steps = 0
    while open_:
        steps += compare(page, guideline, abroad(guideline, open_))
        open_ = [answered for findings in open_ if (answered := one_screen_on(guideline, findings, chance))]
    assert steps > 400


def one_screen_on(guideline: Guideline, findings: Findings, chance: random.Random) -> Findings | None:
    """The findings with the next screen answered at random; `None` at the end of the interview."""
    screen = interview.next_screen(guideline, findings)
    if screen is None:
        return None
    asked = [screen.singles[0]] if screen.singles else screen.ticks
    values = {name: random_value(guideline, guideline.findings[name], chance, 0.02, True) for name in asked}
    return findings | {name: "unsure" if value is None else value for name, value in values.items()}


def published_cases() -> list[dict[str, Any]]:
    path = Path(ROOT / "evidence" / "cases" / "published.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def compare(page: Page, guideline: Guideline, cases: Iterable[Case]) -> int:
    """How many of `cases` were compared and equal. The first difference fails the test, in words."""
    parents = without_clinicians_advice(guideline)
    count = 0
    for chunk in batched(cases, CHUNK):
        count += len(chunk)
        answers = json.loads(page.evaluate(ASK, json.dumps(chunk)))
        for (findings, place, language), shown in zip(chunk, answers, strict=True):
            knows_all = parents if findings.get("answering_for") == "clinician" else guideline
            screen = interview.next_question(knows_all, findings)
            assessment = interview.assess(guideline, findings, place, language, audience="parent")
            assessment["next_question"] = screen["questions"][0] if screen else None
            fault = difference({"assessment": plain(assessment), "next": plain(screen)}, shown)
            assert not fault, f"{fault}\nplace {place}, language {language}, patient {json.dumps(findings)}"
    return count


def batched(cases: Iterable[Case], size: int) -> Iterator[list[Case]]:
    rest = iter(cases)
    while chunk := list(islice(rest, size)):
        yield chunk


def without_clinicians_advice(guideline: Guideline) -> Guideline:
    found = _PARENTS.get(id(guideline))
    if found is None:
        advice = {item.id: item for item in guideline.advice.values() if item.audience == "parent"}
        found = _PARENTS[id(guideline)] = replace(guideline, advice=advice)
    return found


_PARENTS: dict[int, Guideline] = {}


def plain(content: Any) -> Any:
    """As it is after a journey through JSON."""
    return json.loads(json.dumps(content))


def difference(python: Any, browser: Any, path: str = "") -> str:
    """Where two JSON values first differ, or nothing. True is not 1, and the order of findings counts."""
    if isinstance(python, dict) and isinstance(browser, dict):
        if python.keys() != browser.keys():
            return f"{path}: Python has the keys {sorted(python)}, the browser {sorted(browser)}"
        if path.endswith("findings") and list(python) != list(browser):
            return f"{path}: Python has the order {list(python)}, the browser {list(browser)}"
        return next((found for key in python if (found := difference(python[key], browser[key], f"{path}/{key}"))), "")
    if isinstance(python, list) and isinstance(browser, list):
        pairs = enumerate(zip(python, browser, strict=False))
        inside = next((found for place, pair in pairs if (found := difference(*pair, f"{path}/{place}"))), "")
        if inside or len(python) == len(browser):
            return inside
        return f"{path}: Python lists {len(python)}, the browser {len(browser)}: {python!r:.300} and {browser!r:.300}"
    same = python == browser and isinstance(python, bool) == isinstance(browser, bool)
    return "" if same else f"{path}: Python says {python!r:.300}, the browser {browser!r:.300}"
