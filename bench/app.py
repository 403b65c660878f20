"""How light and quick is the parent's app?

In: the app as it is, Debian's Chromium, and the published cases. Out: the report `published/app.md`: every goal with
what was measured, then what a first visit fetches, how soon it shows something, how soon a tap shows the next page, and
how many screens and taps an interview takes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from statistics import median

from bench import lengths, machine, taps, visits
from bench.machine import p95, table
from bench.serving import Sent, counting
from bench.taps import Taps
from bench.visits import Visits
from lactwise import web
from tests.browser import chromium

First = Mapping[str, Sequence[Sent]]  # language → what its first visit fetched
INSTALLS = ("/manifest/{}.webmanifest", "/app/icon-192.png")

# Every goal in the words of the report.
LIGHT = f"first visit in one language, until the first answer: at most {visits.BYTES // 1000} KB compressed"
SCRIPTS = f"its JavaScript: at most {visits.SCRIPT_BYTES // 1000} KB compressed"
LATER = f"what only the days after need, kept at the first visit: at most {visits.LATER_BYTES // 1000} KB compressed"
REQUESTS = f"its requests until the first answer, the service worker's included: at most {visits.REQUESTS}"
FIRST = f"largest contentful paint, first visit: at most {visits.FIRST_PAINT:.1f} s"
AGAIN = f"largest contentful paint, from the service worker: at most {visits.NEXT_PAINT:.1f} s"
TAP = f"from a tap to the next page: at most {taps.BUDGET:.0f} ms"


def report() -> str:
    """`published/app.md`."""
    languages = sorted(web.load_guideline().texts)
    busy = machine.load()
    with counting() as server, chromium() as browser:
        version = browser.version
        fetched = {language: visits.first_visit(browser, server, language) for language in languages}
        first = {language: visits.until_answer(answers, server) for language, answers in fetched.items()}
        later = {language: visits.later(answers, server) for language, answers in fetched.items()}
        installs = [server.get(path.format("en")) for path in INSTALLS]
        heaviest = max(languages, key=lambda name: _sent(first[name]))
        shown = [
            found
            for language in dict.fromkeys(("en", heaviest))
            for round_trip in visits.ROUND_TRIPS
            for found in visits.visits(browser, server, language, round_trip)
        ]
        tapped = [found for slowed in (1, visits.SLOWED) for found in taps.measured(browser, server.address, slowed)]
    walks = lengths.walks()
    parts = [
        _opening(version, busy),
        _goals(_weights(first, later), shown, tapped, lengths.goals(walks)),
        _files(fetched, sum(len(body) for _, _, body in installs)),
        _paints(shown),
        _taps(tapped),
        lengths.section(walks),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(version: str, busy: float) -> str:
    return f"""# The parent's app: how light and how quick

Measured on {datetime.now(UTC).date().isoformat()} with Chromium {version} without a window, on \
{machine.processor()}, {machine.cores()} cores, by `python -m bench app`.
When it began, {busy:.1f} processes wanted a core on average: browser, server and this measurement share the cores.

Read this first:

- No phone was measured and no mobile network. The server stands on the same machine (loopback, HTTP/1.1 without TLS),
  and Chromium itself delays and slows the traffic and the processor.
- Lighthouse was not used. Its figures are simulated differently and would not be the same.
- Medians are of all runs, and the worst of them stands beside them; nothing is left out.
- The figures differ from machine to machine and from run to run, except bytes, requests, screens and taps.
- Nobody was watched using it."""


def _goals(
    weights: Sequence[list[str]], shown: Sequence[Visits], tapped: Sequence[Taps], interviews: Sequence[lengths.Goal]
) -> str:
    rows = [
        *weights,
        *([AGAIN if item.again else FIRST, _paint(item), item.verdict] for item in shown),
        *([TAP, _tap(item), item.verdict] for item in tapped if item.kind in (taps.EVERY, taps.RESULT)),
        *([goal.words, f"{goal.kept} of {goal.of} cases alone", goal.verdict] for goal in interviews),
    ]
    missed = dict.fromkeys(goal for goal, _, verdict in rows if verdict.startswith("**"))
    words = "".join(f"\n- {goal}" for goal in missed) or " none."
    head = ["goal", "measured", "met or missed"]
    return f"## Every goal\n\n{table(head, rows)}\n\nMissed in one row or more:\n{words}"


def _weights(first: First, later: First) -> list[list[str]]:
    heaviest = max(first, key=lambda name: _sent(first[name]))
    size = _sent(first[heaviest])
    scripts = max(_sent(visits.scripts(answers)) for answers in first.values())
    more = max(map(_sent, later.values()))
    requests = max(map(len, first.values()))
    return [
        [LIGHT, f"{_kb(size)} in `{heaviest}`, the heaviest", _within(size, visits.BYTES)],
        [SCRIPTS, _kb(scripts), _within(scripts, visits.SCRIPT_BYTES)],
        [LATER, f"{_kb(more)}, with the first visit {_kb(size + more)}", _within(more, visits.LATER_BYTES)],
        [REQUESTS, str(requests), _within(requests, visits.REQUESTS)],
    ]


def _paint(item: Visits) -> str:
    return f"`{item.language}`, round trip {item.round_trip:g} ms: {_seconds([run.largest for run in item.runs])}"


def _tap(item: Taps) -> str:
    times = f"median {median(item.times):.0f}, 95 of 100 within {p95(item.times):.0f}, worst {max(item.times):.0f} ms"
    return f"{item.kind}, {_slowed(item.slowed)}: {times}"


def _files(first: First, installs: int) -> str:
    parts = [_language(name, answers) for name, answers in first.items()]
    return f"""## What a first visit fetches

Counted in the server, from an empty browser until the service worker has kept everything for when there is no network.
What the service worker keeps it takes from the browser's cache, so it asks only for itself.
Bytes are those of the bodies; a KB is 1,000 bytes. The headers of the answers come on top, see each sum.
A browser that offers to install the app fetches the manifest and an icon as well: 2 requests, {_kb(installs)}; \
Chromium without a window does not, so they are in no figure here, and with them a first visit would be \
{max(map(len, first.values())) + 2} requests.

{(chr(10) * 2).join(parts)}"""


def _language(name: str, answers: Sequence[Sent]) -> str:
    rows = [[f"`{_short(a.path)}`", f"{a.sent:,}", f"{a.raw:,}", a.headers["cache-control"]] for a in answers]
    scripts = visits.scripts(answers)
    for words, some in (("**JavaScript**", scripts), ("**all**", answers)):
        label = f"{words}, {len(some)} requests"
        rows.append([label, f"**{_sent(some):,}**", f"**{sum(a.raw for a in some):,}**", ""])
    headers = sum(answer.header_bytes for answer in answers)
    head = ["file", "bytes as sent", "unpacked", "may be kept"]
    return f"### `{name}`\n\n{table(head, rows)}\n\nHeaders of the answers: about {headers:,} bytes more."


def _short(path: str) -> str:
    """The path without the digest of the release, which changes with every change."""
    parts = path.split("/")
    return "/".join("…" if len(part) == 12 and set(part) <= set("0123456789abcdef") else part for part in parts)


def _paints(shown: Sequence[Visits]) -> str:
    rows = [
        [
            f"`{item.language}`",
            "again, from the service worker" if item.again else "first visit",
            f"{item.round_trip:g} ms",
            *(_seconds([getattr(run, name) for run in item.runs]) for name in ("first", "largest", "usable")),
            f"{item.budget:.1f} s",
            item.verdict,
            f"{median(run.requests for run in item.runs):g}",
        ]
        for item in shown
    ]
    head = ["language", "visit", "round trip", "first paint", "largest paint", "usable", "goal", "met", "requests"]
    return f"""## How soon something is on the screen

{visits.RUNS} visits of each kind; median, and in brackets the worst.
The processor is slowed {visits.SLOWED} times; the network is slow 4G, 1.6 Mbit/s down and 750 kbit/s up.
A round trip of 150 ms is what Lighthouse reckons with; 562.5 ms is what Chromium has to add to every request to come
near it, and is the harsher row.
First and largest paint are the browser's own entries (`first-contentful-paint`, `largest-contentful-paint`).
Usable: the list of danger signs stands on the page and two more frames have gone by.
The later visit is another tab of the same browser, answered by the service worker; its requests are those that
reached the server.
The emulated network slows the page, not the service worker's own fetches after it.
English, and the heaviest language where that is another.
The largest paint is text of the page itself, which needs no script; the list of danger signs needs all of them.

{table(head, rows)}"""


def _taps(tapped: Sequence[Taps]) -> str:
    rows = [
        [
            item.kind,
            _slowed(item.slowed),
            str(len(item.times)),
            f"{median(item.times):.0f}",
            f"{p95(item.times):.0f}",
            f"{max(item.times):.0f}",
            "" if item.kind == taps.SAME else item.verdict,
            f"{median(item.shown):.0f}, {p95(item.shown):.0f}, {max(item.shown):.0f}",
        ]
        for item in tapped
    ]
    head = ["what the tap shows", "processor", "taps", "median ms", "95 of 100", "worst", "50 ms", "by Event Timing"]
    return f"""## How soon a tap shows the next page

Whole interviews of {", ".join(list(taps.PEOPLE)[:-1])} and {list(taps.PEOPLE)[-1]} (`tests/web/parent.py`), \
{taps.ROUNDS} of each, by touch, in English, once the service worker is done.
From the moment the finger is lifted, as the browser stamps it, to the second animation frame after the tap was dealt
with: the first of the two holds the new page, and when the second begins it has been handed over.
Two frames alone are 33 ms. The row "{taps.SAME}" has next to nothing to do and shows the least that can be measured.
The last column has the browser's own figure for the same taps, Event Timing: until the first frame after the tap has
been shown, in steps of 8 ms; median, 95 of 100, worst. The goal is judged by the two frames.

{table(head, rows)}"""


def _slowed(times: int) -> str:
    return f"slowed {times} times" if times > 1 else "not slowed"


def _sent(answers: Sequence[Sent]) -> int:
    return sum(answer.sent for answer in answers)


def _kb(size: float) -> str:
    return f"{size / 1000:.1f} KB"


def _seconds(times: Sequence[float]) -> str:
    return f"{median(times):.2f} ({max(times):.2f}) s"


def _within(number: int, most: int) -> str:
    return "met" if number <= most else "**missed**"
