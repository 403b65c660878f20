"""Is what she wrote down over days kept on her phone, whatever the browser, a second tab or a full store does to it?

In: `app/store.js` in Chromium, in one tab and in two, with its store full, broken, emptied or of another version. Out:
what is kept, what is set aside, and what is said; never an entry lost in silence.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.parent import READY, window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT, ASIDE = "lactwise-episodes", "lactwise-episodes-aside"
MODULES = """async names => {
    const base = document.querySelector('script[type=module]').src;
    const { Guideline } = await import(new URL('evaluator.js', base).href);
    const { model, texts } = await (await fetch(document.querySelector('link[rel=preload]').href)).json();
    const guideline = new Guideline(model, texts);
    for (const name of names) window[name] = await import(new URL(`${name}.js`, base).href);
    const words = guideline.words('gb');
    const say = (key, more) => words.interface('app', key, key, more);
    const back = () => { document.body.dataset.back = 'yes'; };
    Object.assign(window, { guideline, app: { guideline, words, say, back, place: 'gb', units: 'degC' } });
    window.entry = (id, more = {}) => {
        const at = new Date(Date.UTC(2026, 2, 1) + Number(id.replace(/[^0-9]/g, '')) * 60_000).toISOString();
        return { id, at, written: at, findings: { redness: true }, ...more };
    };
    window.episode = (ids, more = {}) => ({ id: 'e-1', checkins: ids.map(id => entry(id)), ...more });
}"""
STATE = """async () => {
    const { episodes, faults, ...rest } = await store.load(guideline);
    const ids = Object.fromEntries(episodes.map(({ id, checkins }) => [id, checkins.map(one => one.id).sort()]));
    return { ids, faults: faults.map(({ places }) => places), ...rest };
}"""
EMPTY: dict[str, Any] = {"ids": {}, "faults": [], "broken": None, "refused": False, "lost": False}
FILL = """() => {
    let [text, size] = ['', 1 << 20];
    while (size) {
        try { localStorage.setItem('filler', text + 'x'.repeat(size)); text += 'x'.repeat(size); }
        catch { size >>= 1; }
    }
    return text.length;
}"""
REFUSES = {
    "throws": """for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });""",
    "forgets": "Storage.prototype.setItem = () => {};",
    "has no room at all": "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };",
}
GARBAGE = [
    "garbage", "", "null", "5", "[]", "{}", '{"form":1}', '{"form":1,"episodes":5}', '{"form":1,"episodes":[',
    '{"form":0,"episodes":[]}', '{"form":"1","episodes":[]}', '{"form":1,"episodes":[null]}',
    '{"form":1,"episodes":[{"id":5,"checkins":[]}]}', '{"form":1,"episodes":[{"id":"e","checkins":{}}]}',
    '{"form":1,"episodes":[{"id":"e","checkins":[null]}]}',
    '{"form":1,"episodes":[{"id":"e","checkins":[{"id":"x","hours":3}]}]}',  # hours since nothing: it cannot be joined
]  # fmt: skip


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab with the store, in a browser in which nothing is kept."""
    with window(browser, address) as context:
        page = context.new_page()
        page.goto(address)
        yield with_store(page)


def with_store(page: Page) -> Page:
    page.wait_for_function(READY)
    page.evaluate(MODULES, ["store"])
    return page


def again(page: Page) -> Page:
    page.reload()
    return with_store(page)


def another(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    return with_store(other)


def state(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(STATE))


def kept(page: Page, key: str = KEPT) -> Any:
    return page.evaluate("key => localStorage.getItem(key)", key)


def put(page: Page, text: str, key: str = KEPT) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def save(page: Page, *ids: str) -> dict[str, Any]:
    return dict(page.evaluate("ids => store.save(episode(ids))", list(ids)))


def marks(page: Page) -> list[str]:
    """Every second place in which something is left."""
    names: list[str] = page.evaluate("async () => [...await caches.keys(), ...await indexedDB.databases()]")
    return [name for name in names if not str(name).startswith("lactwise-")]


# --- keeping ---


def test_where_nothing_was_kept_nothing_is_lost_and_nothing_is_left(page: Page) -> None:
    assert state(page) == EMPTY
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('lactwise-e'))") == []
    assert marks(page) == []


def test_what_is_saved_is_there_after_a_reload(page: Page) -> None:
    assert save(page, "c-1", "c-2") == {"saved": True}
    assert page.evaluate("() => store.save(episode(['c-3'], { id: 'e-2', place: 'gb' }))") == {"saved": True}
    assert state(again(page)) == {**EMPTY, "ids": {"e-1": ["c-1", "c-2"], "e-2": ["c-3"]}}


def test_saving_less_takes_nothing_away_and_what_was_written_last_counts(page: Page) -> None:
    save(page, "c-1", "c-2")
    save(page, "c-3")
    newer = "{ written: '2026-04-01T00:00:00.000Z', findings: { redness: false } }"
    page.evaluate(f"() => store.save({{ ...episode([]), checkins: [entry('c-1', {newer})] }})")
    save(page, "c-1")
    assert state(page)["ids"] == {"e-1": ["c-1", "c-2", "c-3"]}
    found = page.evaluate("() => store.read(guideline).episodes[0].checkins.find(one => one.id === 'c-1').findings")
    assert found == {"redness": False}


def test_what_is_said_of_the_whole_episode_can_be_changed(page: Page) -> None:
    page.evaluate("() => store.save(episode(['c-1'], { place: 'gb' }))")
    page.evaluate("() => store.save(episode(['c-1'], { place: 'us' }))")
    assert page.evaluate("() => store.read(guideline).episodes[0].place") == "us"


def test_removing_takes_one_and_wiping_everything_with_every_mark(page: Page) -> None:
    save(page, "c-1")
    page.evaluate("() => store.save(episode(['c-2'], { id: 'e-2' }))")
    put(page, '["old"]', ASIDE)
    assert page.evaluate("() => store.remove('e-1')") == {"saved": True}
    assert state(page)["ids"] == {"e-2": ["c-2"]}
    assert page.evaluate("() => store.wipe()") is True
    assert (kept(page), kept(page, ASIDE), marks(page)) == (None, None, [])
    assert state(again(page)) == EMPTY


def test_removing_the_last_one_leaves_nothing_and_is_no_loss(page: Page) -> None:
    save(page, "c-1")
    page.evaluate("() => store.remove('e-1')")
    assert state(again(page)) == EMPTY
    assert (kept(page), marks(page)) == (None, [])


# --- two tabs ---


def test_two_tabs_that_write_in_turn_lose_nothing(page: Page) -> None:
    other = another(page)
    for number in range(0, 40, 2):
        save(page, f"c-{number}")
        save(other, f"c-{number + 1}")
    expected = sorted(f"c-{number}" for number in range(40))
    assert state(page)["ids"] == state(other)["ids"] == state(again(page))["ids"] == {"e-1": expected}


def test_two_tabs_that_write_at_the_same_moment_lose_nothing(page: Page) -> None:
    other = another(page)
    write = """([start, first]) => { window.done = new Promise(resolve => setTimeout(async () => {
        for (let number = first; number < 60; number += 2) {
            store.save(episode([`c-${number}`]));
            await new Promise(next => setTimeout(next, Math.random() * 3));
        }
        resolve();
    }, start - Date.now())); }"""
    start = page.evaluate("() => Date.now() + 300")
    page.evaluate(write, [start, 0])
    other.evaluate(write, [start, 1])
    for tab in (page, other):
        tab.evaluate("() => window.done")
    expected = sorted(f"c-{number}" for number in range(60))
    count = "() => store.read(guideline).episodes[0].checkins.length === 60"
    for tab in (page, other):
        tab.wait_for_function(count)
        assert state(tab)["ids"] == {"e-1": expected}


def test_what_a_tab_wrote_over_without_knowing_of_it_is_put_back(page: Page) -> None:
    other = another(page)
    before = '{"form":1,"episodes":[]}'
    put(other, before)
    save(page, "c-1", "c-2")
    stale = page.evaluate("() => JSON.stringify({ form: 1, episodes: [episode(['c-3'])] })")
    put(other, stale)
    page.wait_for_function("() => store.read(guideline).episodes[0].checkins.length === 3")
    assert state(other)["ids"] == {"e-1": ["c-1", "c-2", "c-3"]}


@pytest.mark.parametrize("how", ["store.remove('e-1')", "store.wipe()", "localStorage.clear()"])
def test_what_another_tab_took_out_does_not_come_back(page: Page, how: str) -> None:
    other = another(page)
    save(page, "c-1")
    page.evaluate("() => store.save(episode(['c-2'], { id: 'e-2' }))")
    page.evaluate("() => { window.heard = 0; store.subscribe(() => { window.heard += 1; }); }")
    other.wait_for_function(f"() => (localStorage.getItem('{KEPT}') ?? '').includes('e-2')")
    other.evaluate(f"() => {how}")
    page.wait_for_function("() => window.heard > 0")
    left = {"e-2": ["c-2"]} if "remove" in how else {}
    assert state(other)["ids"] == state(page)["ids"] == left
    other.evaluate("() => store.save(episode(['c-9'], { id: 'e-9' }))")  # a later write, to which the first tab listens
    page.wait_for_function("() => window.heard > 1")
    assert state(page)["ids"] == {**left, "e-9": ["c-9"]}


def test_a_tab_hears_of_another_until_it_no_longer_listens(page: Page) -> None:
    other = another(page)
    page.evaluate("() => { window.heard = 0; window.end = store.subscribe(() => { window.heard += 1; }); }")
    save(other, "c-1")
    page.wait_for_function("() => window.heard === 1")
    put(other, "x", "something-else")
    page.evaluate("() => { window.end(); addEventListener('storage', () => { window.later = true; }); }")
    save(other, "c-2")
    page.wait_for_function("() => window.later")
    assert page.evaluate("() => window.heard") == 1


# --- a browser that does not keep it ---


def test_a_full_store_is_said_and_nothing_is_lost(page: Page) -> None:
    save(page, "c-1")
    before = kept(page)
    assert page.evaluate(FILL) > 1_000_000
    assert save(page, "c-2") == {"saved": False, "why": "full"}
    assert kept(page) == before
    assert state(page)["ids"] == {"e-1": ["c-1"]}
    page.evaluate("() => localStorage.removeItem('filler')")
    assert save(page, "c-2") == {"saved": True}
    assert state(again(page))["ids"] == {"e-1": ["c-1", "c-2"]}


@pytest.mark.parametrize("how", REFUSES)
def test_a_browser_that_keeps_nothing_is_said_to_refuse(browser: Browser, address: str, how: str) -> None:
    with window(browser, address) as context:
        context.add_init_script(REFUSES[how])
        page = context.new_page()
        page.goto(address)
        with_store(page)
        assert save(page, "c-1") == {"saved": False, "why": "refused"}
        assert page.evaluate("() => store.remove('e-1')")["saved"] is (how != "throws")
        found = state(page)
        assert (found["ids"], found["refused"], found["lost"]) == ({}, how == "throws", False)
        assert page.evaluate("() => store.wipe()") is (how != "throws")
        expect(page.locator("#broken")).to_be_hidden()


def test_what_the_browser_emptied_is_said_to_be_lost(page: Page, address: str) -> None:
    save(page, "c-1")
    emptying = page.context.new_cdp_session(page)
    emptying.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "local_storage"})
    assert state(again(page)) == {**EMPTY, "lost": True}
    assert state(again(page))["lost"] is True  # until she has seen it
    save(page, "c-2")
    assert state(again(page)) == {**EMPTY, "ids": {"e-1": ["c-2"]}}


def test_a_loss_that_was_seen_is_not_told_again(page: Page) -> None:
    save(page, "c-1")
    page.evaluate("() => localStorage.clear()")
    assert state(page)["lost"] is True
    page.evaluate("() => store.wipe()")
    assert state(again(page)) == EMPTY


def test_without_the_second_place_a_loss_is_not_made_up(page: Page) -> None:
    save(page, "c-1")
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    assert state(page)["ids"] == {"e-1": ["c-1"]}  # and the mark is made anew
    page.evaluate("() => localStorage.clear()")
    assert state(page)["lost"] is True
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    assert state(page) == EMPTY


def test_a_newer_release_does_not_take_the_mark_for_a_release_of_old(page: Page) -> None:
    """The service worker clears what begins with lactwise-."""
    save(page, "c-1")
    page.evaluate("() => store.load(guideline)")
    [mark] = marks(page)
    assert not mark.startswith("lactwise-")


@pytest.mark.parametrize("answers", ["true", "false", "reject", "nothing"])
def test_it_asks_the_browser_to_keep_it_and_says_what_it_answered(page: Page, answers: str) -> None:
    reply = "async () => { throw new Error(); }" if answers == "reject" else f"async () => {answers}"
    storage = "undefined" if answers == "nothing" else f"{{ persisted: async () => false, persist: {reply} }}"
    page.evaluate(f"() => Object.defineProperty(navigator, 'storage', {{ value: {storage} }})")
    told = answers in ("true", "false")
    assert page.evaluate("() => store.lasting()") == {"promised": answers == "true", "told": told}


def test_it_says_how_much_room_is_taken(page: Page) -> None:
    before = page.evaluate("() => store.room()")
    save(page, "c-1")
    after = page.evaluate("() => store.room()")
    assert after["taken"] - before["taken"] == len(KEPT) + len(kept(page))
    assert after["quota"] > after["used"] >= 0


# --- nonsense ---


def test_nonsense_is_set_aside_and_said_and_never_written_over(page: Page) -> None:
    for text in GARBAGE:
        page.evaluate("() => localStorage.clear()")
        put(page, text)
        assert state(page) == {**EMPTY, "broken": text}
        assert json.loads(kept(page, ASIDE)) == [text]
        save(page, "c-1")
        assert state(page) == {**EMPTY, "ids": {"e-1": ["c-1"]}, "broken": text}
        assert page.evaluate("() => store.discard()") is True
        assert state(page) == {**EMPTY, "ids": {"e-1": ["c-1"]}}


def test_saving_before_anything_was_read_sets_nonsense_aside_too(page: Page) -> None:
    for text in GARBAGE:
        page.evaluate("() => localStorage.clear()")
        put(page, text)
        assert save(page, "c-1") == {"saved": True}
        assert state(again(page) if text == GARBAGE[0] else page) == {**EMPTY, "ids": {"e-1": ["c-1"]}, "broken": text}


def test_nonsense_that_comes_twice_is_set_aside_beside_the_first(page: Page) -> None:
    for text in ("first", "second", "first"):
        put(page, text)
        save(page, "c-1")
    assert json.loads(kept(page, ASIDE)) == ["first", "second"]
    assert state(page)["broken"] == "first\nsecond"
    put(page, "not even a list", ASIDE)
    put(page, "third")
    save(page, "c-1")
    assert json.loads(kept(page, ASIDE)) == ["not even a list", "third"]


def test_nonsense_for_which_there_is_no_room_elsewhere_stays_where_it_is(page: Page) -> None:
    put(page, "garbage")
    page.evaluate(FILL)
    assert state(page)["broken"] == "garbage"
    assert save(page, "c-1") == {"saved": False, "why": "full"}
    assert kept(page) == "garbage"
    assert page.evaluate("() => store.discard()") is True
    assert (kept(page), state(page)) == (None, EMPTY)


def test_one_bad_episode_does_not_hide_the_others(page: Page) -> None:
    save(page, "c-1")
    text = kept(page).replace('"episodes":[', '"episodes":[{"id":7},')
    put(page, text)
    assert state(page) == {**EMPTY, "ids": {"e-1": ["c-1"]}, "broken": text}
    assert state(again(page))["ids"] == {"e-1": ["c-1"]}


def test_what_a_newer_version_wrote_is_left_untouched(page: Page) -> None:
    text = '{"form":2,"episodes":{"e-1":{}}}'
    put(page, text)
    assert state(page) == {**EMPTY, "broken": text}
    assert save(page, "c-1") == {"saved": False, "why": "refused"}
    assert page.evaluate("() => store.remove('e-1')") == {"saved": False, "why": "refused"}
    page.evaluate("() => store.discard()")
    assert (kept(page), kept(page, ASIDE)) == (text, None)
    page.evaluate("() => store.wipe()")  # but everything goes when she says so
    assert kept(page) is None


def test_entries_that_this_version_cannot_read_are_told_and_stay_in_the_store(page: Page) -> None:
    strange = "entry('c-2', { findings: { from_the_future: 7 } }), entry('c-3', { events: ['fell_over'] })"
    page.evaluate(f"() => store.save({{ ...episode(['c-1']), checkins: [entry('c-1'), {strange}] }})")
    found = state(again(page))
    assert found["ids"] == {"e-1": ["c-1"]}
    assert found["faults"] == [["checkins[1].findings.from_the_future", "checkins[2].events"]]
    save(page, "c-4")
    assert [name for name in ("c-1", "c-2", "c-3", "c-4") if f'"{name}"' not in kept(page)] == []
    assert state(page)["ids"] == {"e-1": ["c-1", "c-4"]}


def test_an_episode_of_which_nothing_can_be_read_is_told_and_is_no_loss(page: Page) -> None:
    page.evaluate("() => store.save(episode(['c-1'], { started: 'noon' }))")
    found = state(again(page))
    assert (found["ids"], found["faults"], found["broken"], found["lost"]) == ({}, [["started"]], None, False)
    assert '"c-1"' in kept(page)
