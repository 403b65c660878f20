"""What does a visit to the app fetch, and when is something on the screen?

In: a browser and a server that counts. Out: the files of a first visit, and the times of visits over a slow network
with a slowed processor, the first time and again.
"""

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from bench.serving import Sent, Server

# At most, in one language, until the first answer; bodies as sent, a kilobyte is 1,000.
BYTES, SCRIPT_BYTES, REQUESTS = 150_000, 40_000, 12
LATER_BYTES = 55_000  # at most, of what only the days after need and is kept at the same time
FIRST_PAINT, NEXT_PAINT = 2.0, 1.0  # seconds until the largest contentful paint: first visit, later ones
RUNS = 7
SLOWED = 4  # how many times slower the processor is made
DOWN, UP = 1_600_000 / 8, 750_000 / 8  # bytes a second: slow 4G as Lighthouse has it
ROUND_TRIPS = (150.0, 562.5)  # milliseconds added to each request
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
KEPT = "() => document.documentElement.dataset.offline === 'true'"  # the service worker has everything

_RELEASED = re.compile(r"/app/[0-9a-f]{12}/")
_NAMED = re.compile(r'(?:src|href)="(/app/[0-9a-f]{12}/[^"]+)"')

# Notes the largest paint and when the first list can be tapped: it stands in the page and two frames have gone by.
WATCH = """
window.visit = {};
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.visit.largest = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new MutationObserver((_, observer) => {
    if (!document.querySelector('.page[data-screen] [data-action="none"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.visit.usable = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
# The largest paint is final when the page has been idle for two more frames after it could be used.
TIMES = """async () => {
    await new Promise(done => requestIdleCallback(done));
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    return { ...window.visit, first, worker: navigator.serviceWorker.controller !== null };
}"""


@dataclass(frozen=True, slots=True)
class Times:
    """One visit, in seconds since it began, and how many requests reached the server."""

    first: float
    largest: float
    usable: float
    requests: int


@dataclass(frozen=True, slots=True)
class Visits:
    """Some visits of one kind."""

    language: str
    round_trip: float
    again: bool
    runs: Sequence[Times]

    @property
    def budget(self) -> float:
        """Seconds until the largest paint."""
        return NEXT_PAINT if self.again else FIRST_PAINT

    @property
    def verdict(self) -> str:
        """Whether the largest paint comes in time."""
        times = [run.largest for run in self.runs]
        if max(times) <= self.budget:
            return "met"
        return "**met at the median only**" if median(times) <= self.budget else "**missed**"


def first_visit(browser: Browser, server: Server, language: str) -> list[Sent]:
    """Everything the server sends from the first request until the page is kept for when there is no network."""
    server.begin()
    context = browser.new_context(locale=language, **PHONE)
    page = context.new_page()
    page.goto(f"{server.address}/{language}")
    page.wait_for_function(KEPT)
    context.close()
    return server.answers()


def until_answer(answers: Sequence[Sent], server: Server) -> list[Sent]:
    """What is needed until the first answer: all but the scripts that no page names."""
    _, _, page = server.get(answers[0].path)
    named = set(_NAMED.findall(gzip.decompress(page).decode()))
    return [answer for answer in answers if answer.path in named or not _RELEASED.match(answer.path)]


def later(answers: Sequence[Sent], server: Server) -> list[Sent]:
    """What a course of days needs, and the page for the doctor: kept by the service worker, asked for by no page."""
    first = until_answer(answers, server)
    return [answer for answer in answers if answer not in first]


def scripts(answers: Sequence[Sent]) -> list[Sent]:
    """Those that are JavaScript, the service worker among them."""
    return [answer for answer in answers if answer.headers["content-type"].startswith("text/javascript")]


def visits(browser: Browser, server: Server, language: str, round_trip: float) -> list[Visits]:
    """First visits in fresh windows, and after each a second one in another tab of the same window."""
    first, again = [], []
    for _ in range(RUNS):
        context = browser.new_context(locale=language, **PHONE)
        first.append(_visit(context, server, language, round_trip, again=False))
        again.append(_visit(context, server, language, round_trip, again=True))
        context.close()
    return [Visits(language, round_trip, False, first), Visits(language, round_trip, True, again)]


def _visit(context: BrowserContext, server: Server, language: str, round_trip: float, again: bool) -> Times:
    server.begin()
    page = context.new_page()
    page.add_init_script(WATCH)
    slowly(page, SLOWED, round_trip)
    page.goto(f"{server.address}/{language}", wait_until="commit")
    page.wait_for_function("() => window.visit?.usable && window.visit.largest")
    found = page.evaluate(TIMES)
    if found["worker"] is not again:
        raise RuntimeError("a first visit must come from the network and a later one from the service worker")
    page.wait_for_function(KEPT)
    page.close()
    first, largest, usable = (found[name] / 1000 for name in ("first", "largest", "usable"))
    return Times(first, largest, usable, len(server.answers()))


def slowly(page: Page, times: float, round_trip: float | None = None) -> CDPSession:
    """Slows the processor of a page and, where a round trip is given in milliseconds, its network."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    if round_trip is not None:
        session.send("Network.enable")
        slow = {"latency": round_trip, "downloadThroughput": DOWN, "uploadThroughput": UP}
        session.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    return session
