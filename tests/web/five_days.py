"""Which five days do the tests of the course show? Noor's: a sore patch, a fever, an antibiotic, a drained lump.

In: what a whole first interview found. Out: an episode of twelve check-ins with doses, visits and feeds, and its parts
put onto a page of the app, as `course.js` puts them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page

from lactwise.loading import load

Json = dict[str, Any]

BEGIN = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
NOW = datetime(2026, 3, 6, 2, 40, tzinfo=UTC)
LAPSING = {item.id for item in load(languages=("en",)).findings.values() if item.valid_hours}

TAKING = {"antibiotic_status": "taking", "antibiotic_doses_missed": True}
SUITS = dict.fromkeys(("antibiotic_reaction", "antibiotic_rash", "baby_reaction_to_antibiotic"), False)
# Hours since the first answer, and what she then said.
CHECKINS: dict[float, Json] = {
    4.5: {"trend": "worse", "temperature_c": 38.6, "pain": 7, "feels_unwell": True, "chills": True},
    11: {"trend": "worse", "temperature_c": 38.9, "pain": 8, "sore_area_cm": 6},
    20.5: {"trend": "same", "temperature_c": 38.4, "pain": 7, **SUITS},
    33.5: {"trend": "same", "temperature_c": "unsure", "pain": 6},
    39.5: {"trend": "better", "temperature_c": 37.8, "pain": 5, "chills": False},
    46.5: {"trend": "better", "temperature_c": 37.6, "pain": 4, "feels_unwell": False},
    58.5: {
        "trend": "same", "temperature_c": 37.2, "pain": 4, "lump": True, "lump_size_cm": 3,
        "lump_fluctuant": False, "lump_growing": False, "lump_tender": True, "lump_mobile_smooth": False,
    },
    69.5: {"trend": "better", "temperature_c": 37.0, "pain": 3, "lump_size_cm": 2},
    81.5: {"trend": "better", "temperature_c": 36.9, "pain": 3, "warmth": False},
    92.5: {"trend": "better", "temperature_c": 36.8, "pain": 2, "sore_area_cm": 2, "redness": False},
    99.5: {"trend": "better", "temperature_c": 36.9, "pain": 2},
}  # fmt: skip
DOSES = {0.5: ("paracetamol", 1000), 4.8: ("ibuprofen", 400), 5.5: ("paracetamol", 1000), 12.5: ("paracetamol", 500)}
DOSES |= {18: ("ibuprofen", 200), 88.5: ("paracetamol", 1000), 97: ("paracetamol", 1000)}
EVENTS = {
    5.6: "phoned", 12: "seen", 12.2: "antibiotic_started", 18.1: "antibiotic_dose", 24: "antibiotic_dose",
    31.5: "antibiotic_missed", 61.5: "scanned", 62.2: "drained",
    **dict.fromkeys(range(36, 97, 6), "antibiotic_dose"),
}  # fmt: skip
FEEDS = {80: {"side": "left", "how": "breast", "minutes": 15}, 98.5: {"side": "right", "how": "pump", "minutes": 10}}


def at(hours: float) -> str:
    return (BEGIN + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def five_days(first: Mapping[str, Any], place: str = "gb") -> Json:
    """The episode. What changes from day to day is answered at each check-in; what is not said to have come is no."""
    findings = {**first, "temperature_c": 37.4, "pain": 5, "sore_area_cm": 4}
    entries: list[Json] = [{"at": at(0), "findings": findings}]
    known = {id_: value for id_, value in findings.items() if id_ in LAPSING and isinstance(value, bool | str)}
    for hours, said in CHECKINS.items():
        known |= {id_: value for id_, value in said.items() if isinstance(value, bool)} | (TAKING if hours > 12 else {})
        entries.append({"at": at(hours), "findings": {**known, **said}})
    entries[4]["note"] = "slept a little"
    entries += [{"at": at(hours), "medicines": [{"id": id_, "mg": mg}]} for hours, (id_, mg) in DOSES.items()]
    entries += [{"at": at(hours), "events": [id_]} for hours, id_ in EVENTS.items()]
    entries += [{"at": at(hours), "feed": feed} for hours, feed in FEEDS.items()]
    named = [{"id": f"c{place}", **entry} for place, entry in enumerate(entries)]
    return {"id": "e-five-days", "started": at(-3), "place": place, "checkins": named}


def short(*entries: Json, **findings: Any) -> Json:
    """An episode that began six hours before NOW."""
    first = {
        "at": at(94),
        "findings": {"breast_pain": True, "redness": True, "paracetamol_unsuitable": False, **findings},
    }
    numbered = [{"id": f"s{place}", **entry} for place, entry in enumerate((first, *entries))]
    return {"id": "e-short", "started": at(93), "place": "gb", "checkins": numbered}


def taken(hours: float, id_: str, mg: float) -> Json:
    """A dose so many hours before NOW."""
    when = (NOW - timedelta(hours=hours)).isoformat().replace("+00:00", "Z")
    return {"at": when, "medicines": [{"id": id_, "mg": mg}]}


MOUNT = """async ([episode, place, unit, now, parts]) => {
    const base = document.querySelector('script[type=module]').src;
    const names = ['evaluator.js', 'episode.js', 'page.js', 'timeline.js', 'doses.js'];
    const [{ Guideline }, { course }, page, chart, doses] = await Promise.all(
        names.map(name => import(new URL(name, base).href)));
    const { model, texts } = await (await fetch(document.querySelector('link[rel=preload]').href)).json();
    const guideline = new Guideline(model, texts);
    const words = guideline.words(place);
    const app = {
        guideline, words, place, units: unit ?? model.places[place].units,
        say: (key, more = {}) => words.interface('app', key, key, more),
        listed: phrases => phrases.join(words.interface('language', 'comma')),
    };
    const found = course(guideline, episode, place, Date.parse(now));
    globalThis.recorded = [];
    const record = entry => globalThis.recorded.push(entry);
    const made = {
        timeline: () => chart.timeline(app, found, episode),
        words: () => chart.inWords(app, found, episode),
        doses: () => doses.dosesPart(app, found, episode, record),
        antibiotic: () => doses.antibioticPart(app, found, episode, record),
        feed: () => doses.feedPart(app, episode, record),
    };
    const title = page.h('h1', { tabindex: '-1' }, 'Noor');
    const holder = page.h('div', { class: 'page' }, title, parts.map(part => made[part]()));
    document.getElementById('app').replaceChildren(holder);
    for (const id of ['welcome', 'signs']) document.getElementById(id).hidden = true;
}"""


def show(page: Page, episode: Json, *parts: str, place: str = "gb", unit: str | None = None) -> Page:
    """Puts parts of the course onto the page: timeline, words, doses, antibiotic, feed."""
    page.evaluate(MOUNT, [episode, place, unit, NOW.isoformat(), list(parts)])
    return page


def recorded(page: Page) -> list[Json]:
    """What the parts gave to be kept."""
    return list(page.evaluate("() => globalThis.recorded"))
