"""Is the app as light as promised, is it sent so that a phone may keep it, and does a tap answer at once?

What does not depend on the machine is held to the goals of `published/app.md`; a tap has five times its goal, so that a
busy machine does not fail. `python -m bench app` measures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

import pytest
from playwright.sync_api import Browser

from bench import app, lengths, taps, visits
from bench.serving import ROOT, Sent, Server, counting
from lactwise import web
from tests.web import parent

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = sorted(web.load_guideline().texts)
ALLOWANCE = 5
FINGERPRINTED = re.compile(r"/(app|data)/[0-9a-f]{12}/")
Visits = Mapping[str, Sequence[Sent]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with counting() as server:
        yield server


@pytest.fixture(scope="module")
def first(browser: Browser, server: Server) -> Visits:
    """What a first visit in each language fetches."""
    return {language: visits.first_visit(browser, server, language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light_until_the_first_answer(first: Visits, server: Server, language: str) -> None:
    needed = visits.until_answer(first[language], server)
    sent = {answer.path: answer.sent for answer in needed}
    assert sum(sent.values()) <= visits.BYTES, sent
    assert sum(answer.sent for answer in visits.scripts(needed)) <= visits.SCRIPT_BYTES, sent
    assert len(needed) <= visits.REQUESTS, list(sent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_days_after_need_is_light_too_and_kept_at_the_first_visit(
    first: Visits, server: Server, language: str
) -> None:
    kept = {answer.path.rpartition("/")[2]: answer.sent for answer in visits.later(first[language], server)}
    assert {"course.js", "episode.js", "store.js", "doctor.js"} <= set(kept)
    assert sum(kept.values()) <= visits.LATER_BYTES, kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_fetches_everything_once_and_the_service_worker(first: Visits, language: str) -> None:
    paths = [answer.path for answer in first[language]]
    assert len(paths) == len(set(paths)), paths
    assert {f"/{language}", "/sw.js"} < set(paths)
    assert [path for path in paths if path.endswith(f"/{language}.json")]
    assert {answer.status for answer in first[language]} == {200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_sent_compressed(first: Visits, language: str) -> None:
    for answer in first[language]:
        assert answer.headers.get("content-encoding") == "gzip", answer.path
        assert answer.sent < answer.raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changes_its_address_is_kept_for_ever_and_the_rest_is_asked_about(
    first: Visits, server: Server, language: str
) -> None:
    lasting = [answer for answer in first[language] if FINGERPRINTED.match(answer.path)]
    assert len(lasting) == len(first[language]) - 2  # the page and the service worker
    for answer in first[language]:
        kept = answer.headers["cache-control"]
        assert ("immutable" in kept and "max-age=31536000" in kept) if answer in lasting else kept == "no-cache"
        status, headers, body = server.get(answer.path, if_none_match=answer.headers["etag"])
        assert (status, body) == (304, b""), answer.path
        assert headers["etag"] == answer.headers["etag"]
        assert server.get(answer.path, if_none_match='"another"')[0] == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cookie_is_set(first: Visits, language: str) -> None:
    assert not [answer.path for answer in first[language] if "set-cookie" in answer.headers]


def test_the_next_visit_asks_the_server_for_no_file_of_the_app(browser: Browser, server: Server) -> None:
    context = browser.new_context(locale="en", **visits.PHONE)
    page = context.new_page()
    for _ in range(2):
        server.begin()
        page.goto(f"{server.address}/en")
        page.wait_for_function(visits.KEPT)
    assert {answer.path for answer in server.answers()} <= {"/sw.js"}
    assert context.cookies() == []
    context.close()


def test_a_tap_shows_the_next_page_at_once(browser: Browser, server: Server) -> None:
    found = taps.interview(browser, server.address, parent.AMINA)
    led_on = [tap.ms for tap in found if tap.kind != taps.SAME]
    assert found[-1].kind == taps.RESULT
    assert len(led_on) > 8
    assert median(led_on) <= ALLOWANCE * taps.BUDGET


def test_the_published_figures_name_every_goal() -> None:
    published = (ROOT / "published" / "app.md").read_text(encoding="utf-8")
    interviews = [goal.words for goal in lengths.goals(lengths.walks())]
    for goal in (app.LIGHT, app.SCRIPTS, app.LATER, app.REQUESTS, app.FIRST, app.AGAIN, app.TAP, *interviews):
        rows = [line for line in published.splitlines() if line.startswith(f"| {goal} |")]
        assert rows, f"{goal}: run python -m bench app"
        assert all(re.search(r"\| (met|\*\*missed\*\*|\*\*met at the median only\*\*|met by)", row) for row in rows)
