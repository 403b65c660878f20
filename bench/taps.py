"""How long is it from a tap to the next page on the screen?

In: a browser and the address of a server. Out: milliseconds for every tap of whole interviews, by kind of the page
that appears, with the processor as it is or slowed; and beside them what the browser itself says (Event Timing).
"""

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

from bench.machine import p95
from bench.visits import PHONE, slowly
from tests.web import parent

BUDGET = 50.0  # milliseconds
PEOPLE = {"AMINA": parent.AMINA, "BEA": parent.BEA, "DALIA": parent.DALIA}
ROUNDS = 5  # interviews of each
LONGEST = 60  # pages of an interview
SAME = "the same page, a tick or a chip"  # what a tap shows that does not lead on
RESULT = "the answer"
EVERY = "every next page"

# From the lift of the finger, as the browser stamped it, to the second frame after the tap was dealt with: the first
# of these frames holds the new page, the second begins when it has been handed over to be shown.
WATCH = f"""
window.taps = [];
const stamps = new Map();
const stamp = list => {{
    for (const {{ startTime, duration }} of list) stamps.set(startTime, Math.max(duration, stamps.get(startTime) ?? 0));
}};
const events = new PerformanceObserver(list => stamp(list.getEntries()));
events.observe({{ type: 'event', durationThreshold: 16, buffered: true }});
window.timed = () => {{
    stamp(events.takeRecords());
    return window.taps.map(tap => ({{ ...tap, shown: stamps.get(tap.begun) ?? 16 }}));
}};
const kinds = [
    ['.result', '{RESULT}'], ['[data-setup]', 'the first choices'], ['[data-alike]', 'whether both are alike'],
    ['[data-group]', 'where it hurts, a drawing'], ['.page:not([data-question])', 'a list to tick'],
    ['.number, .scale', 'a number'], ['*', 'one choice'],
];
const kind = page => kinds.find(([selector]) => page.matches(selector) || page.querySelector(selector))[1];
let lifted = null;
addEventListener('pointerup', event => {{ lifted = event.timeStamp; }}, true);
addEventListener('click', () => {{
    if (lifted === null) return;
    const begun = lifted, app = document.getElementById('app'), before = app.firstElementChild;
    lifted = null;
    requestAnimationFrame(() => requestAnimationFrame(() => {{
        const ms = performance.now() - begun, now = app.firstElementChild;
        window.taps.push({{ begun, ms, page: now === before ? null : kind(now) }});
    }}));
}}, true);
"""
SETTLED = "() => new Promise(done => requestIdleCallback(() => requestAnimationFrame(() => setTimeout(done))))"
LED_ON = "count => window.taps.filter(tap => tap.page).length > count"


@dataclass(frozen=True, slots=True)
class Tap:
    """What one tap showed, after how many milliseconds, and the same by Event Timing."""

    kind: str
    ms: float
    shown: float


@dataclass(frozen=True, slots=True)
class Taps:
    """Milliseconds of taps that showed pages of one kind, with the processor slowed so many times."""

    kind: str
    slowed: int
    times: list[float]
    shown: list[float]  # the same taps by Event Timing: until the first frame after them, in steps of 8 ms

    @property
    def verdict(self) -> str:
        """Whether the budget is kept, by every tap or by how many."""
        if max(self.times) <= BUDGET:
            return "met by all"
        if p95(self.times) <= BUDGET:
            return "met by 95 of 100"
        return "**met at the median only**" if median(self.times) <= BUDGET else "**missed**"


def interview(browser: Browser, address: str, known: parent.Answers, slowed: int = 1) -> list[Tap]:
    """Every tap of one interview."""
    context = browser.new_context(locale="en-GB", **PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/en")
    page.wait_for_function(parent.READY)
    page.wait_for_function(parent.OFFLINE)  # the service worker's own work is done
    slowly(page, slowed)
    for count in range(LONGEST):
        parent.answer(page, known, parent.by_touch)
        page.wait_for_function(LED_ON, arg=count)
        if parent.finished(page):
            page.evaluate(SETTLED)
            found = page.evaluate("window.timed()")
            context.close()
            return [Tap(tap["page"] or SAME, tap["ms"], tap["shown"]) for tap in found]
    raise RuntimeError("the interview does not end")


def measured(browser: Browser, address: str, slowed: int) -> list[Taps]:
    """Whole interviews of everybody, all taps that lead on together first, then by kind of page."""
    runs = [interview(browser, address, known, slowed) for _ in range(ROUNDS) for known in PEOPLE.values()]
    found: dict[str, list[Tap]] = {}
    for tap in (tap for run in runs for tap in run):
        found.setdefault(tap.kind, []).append(tap)
    order = sorted(found, key=lambda kind: (kind == SAME, kind == RESULT, kind))
    every = [tap for kind in order if kind != SAME for tap in found[kind]]
    groups = {EVERY: every, **{kind: found[kind] for kind in order}}
    return [Taps(kind, slowed, [t.ms for t in taps], [t.shown for t in taps]) for kind, taps in groups.items()]
