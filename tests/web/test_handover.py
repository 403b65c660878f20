"""Does an episode reach her partner's phone whole, and nobody else? Does a file say all that is wrong with it?

In: `app/sealing.js` and `app/handover.js`, by Node and in Chromium; codes as a camera reads them; texts damaged, forged
or of another version; files with faults. Out: the same episode, or a refusal that says why.
"""

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.browser import ROOT
from tests.javascript import model_of
from tests.web.parent import DESKTOP, LOOK, OFFLINE, PHONE, READY, TAP, Answers, listening, window
from tests.web.test_store import MODULES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUIDELINE = load(languages=("en", "ar"))
WORDS = Words(GUIDELINE, "gb")
NUMBER = "1234 5678 9012 3456"
CAMERA: Answers = {**PHONE, "device_scale_factor": 2}
PRELUDE = """
import { createHash, createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { inflateSync } from "node:zlib";
import { passphrase, readable, sealed, unsealed } from "./sealing.js";
const given = JSON.parse(readFileSync("given.json", "utf8"));
const say = value => console.log(JSON.stringify(value));
const why = async action => { try { await action(); return null; } catch (problem) { return problem.why; } };
const bytesOf = text => Buffer.from(text, "base64url");
const summed = bytes => { // the bytes with the right sum at their end, as a text
    const whole = bytes.subarray(0, -4);
    return Buffer.concat([whole, createHash("sha256").update(whole).digest().subarray(0, 4)]).toString("base64url");
};
const flipped = (bytes, place, bit) => { const other = Buffer.from(bytes); other[place] ^= 1 << bit; return other; };
const entry = place => {
    const at = new Date(Date.UTC(2026, 2, 1) + place * 10_007_003);
    const id = `c-${(place * 7_919 + 2 ** 40).toString(16)}`;
    const [temperature_c, redness] = [36 + (place % 30) / 10, place % 2 === 0];
    const findings = { temperature_c, redness, trend: place % 3 ? "same" : "unsure" };
    return { id, at: at.toISOString(), written: new Date(+at + place).toISOString(), findings };
};
const episode = { id: "e-1", started: "2026-03-01T00:00:00.000Z", place: "gb", unit: "degC",
    checkins: Array.from({ length: 100 }, (_, place) => entry(place)), earlier: [] };
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of the app where Node takes them for modules."""
    folder = tmp_path_factory.mktemp("handover")
    for path in (ROOT / "app").glob("*.js"):
        shutil.copy(path, folder)
    shutil.copytree(ROOT / "app" / "vendor", folder / "vendor")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def run(folder: Path, script: str, given: object = None) -> Any:
    """What a script says, with something given to it."""
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    (folder / "script.js").write_text(PRELUDE + script, encoding="utf-8")
    done = subprocess.run(
        ["node", "script.js"], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def said(key: str, **more: str) -> str:
    return WORDS.interface("keep", key, **more)


# --- locking ---


def test_a_hundred_entries_come_out_as_they_went_in(folder: Path) -> None:
    found = run(folder, f"""
        const text = await sealed(episode, "{NUMBER}");
        const back = await unsealed(text, "{NUMBER}");
        say([isDeepStrictEqual(back, episode), text.length, JSON.stringify(episode).length]);
    """)  # fmt: skip
    assert found[0] is True
    assert found[1] < found[2] / 2  # it is packed


NOON, LATER = "2026-03-01T12:00:00.000Z", "2026-03-02T20:00:00.001Z"
ODD: list[Any] = [
    {"id": "e", "checkins": []},
    {"id": "e", "checkins": [{"hours": 12, "findings": {}}], "started": "2026-03-01T20:00:00"},
    {"id": "e", "checkins": [{"id": "a", "at": "2026-03-01T20:00:00+01:00", "note": '日本語 🤱 \u202e\\ " \n'}]},
    {"id": "e", "checkins": [{"id": "a", "at": "2026-03-01T20:00:00Z"}]},
    {"id": "e", "checkins": [{"id": "a", "at": NOON, "written": None}]},
    {"id": "e", "checkins": [{"id": "b", "at": LATER}, {"id": "a", "at": NOON, "written": NOON}]},
    {
        "id": "e",
        "checkins": [{"id": "b c", "at": NOON, "written": LATER, "deleted": True}],
        "earlier": [{"checkins": []}],
    },
    {"id": "e", "checkins": [{"id": "a", "at": NOON}], "rows": 5, "as_is": 6},
    {"id": "e", "checkins": [{"id": "a", "at": NOON, "findings": {}}, {"id": "b", "at": NOON, "findings": {
        "redness": True, "warmth": False, "trend": "unsure", "pain": None, "side": "-", "odd": {"t": ["v"]}, "": 0}},
        {"id": "c", "at": NOON, "findings": {"warmth": "t", "constructor": True}}, {"id": "d", "at": NOON}]},
    {"id": "e", "checkins": [{"id": "a", "at": NOON, "findings": 5}, {"id": "b", "at": NOON, "findings": None}]},
    {"id": "e", "checkins": [{"id": "", "at": "+020000-01-01T00:00:00.000Z"}]},
    {"id": "e"},
]  # fmt: skip


def test_whatever_an_episode_holds_comes_out_the_same(folder: Path) -> None:
    script = """
        const same = async odd => isDeepStrictEqual(await unsealed(await sealed(odd, "1"), "1"), odd);
        say(await Promise.all(given.map(same)));
    """
    assert run(folder, script, ODD) == [True] * len(ODD)


def test_the_text_is_what_the_format_says(folder: Path) -> None:
    """Opened by another implementation: Node's own."""
    found = run(folder, f"""
        const [one, other] = [await sealed(episode, "{NUMBER}"), await sealed(episode, "{NUMBER}")].map(bytesOf);
        const [head, body] = [one.subarray(0, 33), one.subarray(33, -4)];
        const key = pbkdf2Sync("{NUMBER.replace(" ", "")}", head.subarray(5, 21), head.readUInt32BE(1), 32, "sha256");
        const cipher = createDecipheriv("aes-256-gcm", key, head.subarray(21), {{ authTagLength: 16 }});
        cipher.setAAD(head).setAuthTag(body.subarray(-16));
        const packed = Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()]);
        const content = JSON.parse(inflateSync(packed));
        const salts = [one, other].map(bytes => bytes.subarray(5, 21).toString("hex"));
        const ivs = [one, other].map(bytes => bytes.subarray(21, 33).toString("hex"));
        const [rounds, entries] = [head.readUInt32BE(1), content.rows.entries.length];
        say({{ version: head[0], rounds, id: content.id, entries, salts, ivs }});
    """)  # fmt: skip
    assert (found["version"], found["id"], found["entries"]) == (1, "e-1", 100)
    assert found["rounds"] >= 600_000
    assert len({*found["salts"], *found["ivs"]}) == 4  # drawn anew each time


def test_no_flipped_bit_of_the_text_is_believed(folder: Path) -> None:
    found = run(folder, f"""
        const text = await sealed({{ ...episode, checkins: episode.checkins.slice(0, 5) }}, "{NUMBER}");
        const letters = Buffer.from(text, "latin1");
        const told = {{}};
        for (let bit = 0; bit < letters.length * 8; bit += 1) {{
            const reason = await why(() => readable(flipped(letters, bit >> 3, bit & 7).toString("latin1")));
            told[reason] = (told[reason] ?? 0) + 1;
        }}
        for (const cut of [0, 1, 30, 60, text.length - 1]) told[await why(() => readable(text.slice(0, cut)))] += 1;
        say({{ told, tries: letters.length * 8 + 5 }});
    """)  # fmt: skip
    assert found["told"] == {"damaged": found["tries"]}
    assert found["tries"] > 1_000


def test_a_forged_text_with_the_right_sum_is_refused_too(folder: Path) -> None:
    """A bit of every part: rounds, salt, IV, body, tag. What stands before the body is authenticated as well."""
    found = run(folder, f"""
        const bytes = bytesOf(await sealed(episode, "{NUMBER}"));
        const places = [[1, 7], [4, 7], [4, 0], [5, 0], [20, 3], [21, 0], [32, 7], [33, 0], [200, 4]];
        const told = [];
        for (const [place, bit] of [...places, [bytes.length - 5, 1]]) {{
            told.push(await why(() => unsealed(summed(flipped(bytes, place, bit)), "{NUMBER}")));
        }}
        told.push(await why(() => unsealed(summed(bytes), "{NUMBER}")));
        say(told);
    """)  # fmt: skip
    assert found == ["damaged", "damaged", *["passphrase"] * 8, None]  # the first two: too many rounds, and too few


def test_a_text_that_asks_for_too_few_or_too_many_rounds_is_refused_at_once(folder: Path) -> None:
    found = run(folder, f"""
        const bytes = bytesOf(await sealed(episode, "{NUMBER}"));
        const told = [];
        for (const rounds of [0, 1_000, 599_999, 10_000_001, 4_294_967_295]) {{
            bytes.writeUInt32BE(rounds, 1);
            told.push(await why(() => readable(summed(bytes))));
        }}
        say(told);
    """)  # fmt: skip
    assert found == ["damaged"] * 5


def test_another_version_is_told_apart_from_damage(folder: Path) -> None:
    found = run(folder, f"""
        const bytes = bytesOf(await sealed(episode, "{NUMBER}"));
        const told = [];
        for (const version of [0, 2, 255]) {{
            bytes[0] = version;
            told.push(await why(() => unsealed(summed(bytes), "{NUMBER}")));
        }}
        say(told);
    """)  # fmt: skip
    assert found == ["older", "newer", "newer"]


def test_only_the_number_opens_it_however_it_is_typed(folder: Path) -> None:
    digits = NUMBER.replace(" ", "")
    arabic, persian, wide = ("".join(chr(int(one) + zero) for one in digits) for zero in (0x660, 0x6F0, 0xFF10))
    right = [NUMBER, digits, " 1234-5678\u20139012 3456\n", arabic, persian, wide, f"\u200e{NUMBER}\u200f"]
    wrong = ["1234 5678 9012 3457", "2234 5678 9012 3456", "1234 5678 9012 345", "", " ", NUMBER * 2]
    script = f"""
        const text = await sealed(episode, "{NUMBER}");
        const told = [];
        for (const phrase of given) told.push(await why(() => unsealed(text, phrase)));
        say(told);
    """
    assert run(folder, script, [*right, *wrong]) == [None] * len(right) + ["passphrase"] * len(wrong)


def test_the_number_is_sixteen_digits_each_as_likely(folder: Path) -> None:
    found = run(folder, """
        const plain = Array.from({ length: 1000 }, passphrase);
        let next = 0;
        crypto.getRandomValues = place => place.fill(0).map(() => next++ & 255);
        const counts = {};
        let drawn = "";
        while (next < 256 * 1000) drawn += passphrase().replaceAll(" ", "");
        for (const digit of drawn) counts[digit] = (counts[digit] ?? 0) + 1;
        say({ plain, counts });
    """)  # fmt: skip
    assert len(set(found["plain"])) == 1000
    assert all(len(text) == 19 and text.replace(" ", "").isdigit() for text in found["plain"])
    counts = found["counts"].values()
    assert len(counts) == 10
    assert max(counts) - min(counts) <= 0.01 * min(counts)


# --- a file ---


FILE = """
import { exported, faultsInWords, imported, sealedIn } from "./handover.js";
import { Guideline } from "./evaluator.js";
const { model, texts } = JSON.parse(readFileSync("model.json", "utf8"));
const guideline = new Guideline(model, texts);
"""
START = "2026-03-01T20:00:00Z"


@pytest.fixture(scope="module")
def files(folder: Path) -> Path:
    content = json.loads(model_of(GUIDELINE) + "}")
    (folder / "model.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def imported(files: Path, *contents: object) -> list[Any]:
    texts = [content if isinstance(content, str) else json.dumps(content) for content in contents]
    return list(run(files, FILE + "say(given.map(text => imported(guideline, text)));", texts))


def test_every_fault_of_a_file_is_told_at_once_in_words(files: Path) -> None:
    bad = {
        "started": "noon", "place": "atlantis", "unit": "kelvin", "colour": "red", "other_child": 1, "id": 5,
        "checkins": [
            {"at": START, "findings": {"temperature_c": 99, "sore_elbow": True, "constructor": 1, "trend": "sideways"}},
            {"at": "yesterday", "written": 5, "fnidings": {}, "events": ["fell_over"], "breast": "middle"},
            7,
            {"findings": {}, "medicines": [{"id": "magic", "mg": 1}], "note": 3, "deleted": "yes"},
            {"at": START, "feed": {"side": "top", "how": "bottle", "minutes": -1, "who": "dad"}, "id": 3},
            {"at": START, "hours": 3},
        ],
        "earlier": [{"checkins": [{"at": START, "findings": {"redness": "very"}, "x.y": 1}]}, {"checkins": 5}],
    }  # fmt: skip
    [found] = imported(files, {"lactwise": 1, "beside": 1, "episodes": [bad]})
    assert found["episodes"] == []

    def entry(number: int, key: str, **more: str) -> str:
        return said("fault_in_entry", number=str(number), fault=said(key, **more))

    def value(what: str, shown: str) -> dict[str, str]:
        return {"what": what, "value": shown}

    earlier = said("fault_in_entry", number="1", fault=said("fault_value", **value(WORDS.label("redness"), '"very"')))
    strange = said("fault_in_entry", number="1", fault=said("fault_unknown", what="x.y"))
    inside = {
        said("fault_time", what="started"),
        said("fault_unknown", what="colour"),
        said("fault_value", **value("place", '"atlantis"')),
        said("fault_value", **value("unit", '"kelvin"')),
        said("fault_value", **value("other_child", "1")),
        said("fault_value", **value("id", "5")),
        entry(1, "fault_value", **value(WORDS.label("temperature_c"), "99")),
        entry(1, "fault_value", **value(WORDS.label("trend"), '"sideways"')),
        entry(1, "fault_unknown", what="sore_elbow"),
        entry(1, "fault_unknown", what="constructor"),
        entry(2, "fault_time", what="at"),
        entry(2, "fault_time", what="written"),
        entry(2, "fault_unknown", what="fnidings"),
        entry(2, "fault_value", **value("events", '["fell_over"]')),
        entry(2, "fault_value", **value("breast", '"middle"')),
        entry(3, "fault_entry"),
        entry(4, "fault_time", what="at"), entry(4, "fault_value", **value("medicines", '[{"id":"magic","mg":1}]')),
        entry(4, "fault_value", **value("note", "3")), entry(4, "fault_value", **value("deleted", '"yes"')),
        entry(5, "fault_value", **value("side", '"top"')), entry(5, "fault_value", **value("how", '"bottle"')),
        entry(5, "fault_value", **value("minutes", "-1")), entry(5, "fault_unknown", what="feed.who"),
        entry(5, "fault_value", **value("id", "3")),
        entry(6, "fault_value", **value("hours", "3")),
        said("fault_in_earlier", number="1", fault=earlier), said("fault_in_earlier", number="1", fault=strange),
        said("fault_in_earlier", number="2", fault=said("fault_list")),
    }  # fmt: skip
    expected = {said("fault_in_episode", number="1", fault=fault) for fault in inside}
    assert set(found["faults"]) == {said("fault_unknown", what="beside"), *expected}
    assert len(found["faults"]) == len(set(found["faults"]))


def test_each_fault_alone_is_a_fault(files: Path) -> None:
    """So that none of them is told only beside another."""
    first = {"id": "c", "at": START, "findings": {"redness": True}}
    sound = {"id": "e", "checkins": [first]}
    entries: list[dict[str, Any]] = [
        {"findings": {"sore_elbow": True}}, {"fnidings": {}}, {"feed": {"who": "dad"}}, {"feed": {"minutes": "many"}},
        {"feed": {"side": "top"}}, {"deleted": 1}, {"hours": 1}, {"id": 7}, {"at": ""}, {"written": "late"},
    ]  # fmt: skip
    heads: list[dict[str, Any]] = [
        {"place": "toString"},
        {"unit": "K"},
        {"id": 1},
        {"other_child": "no"},
        {"earlier": 3},
    ]
    changed = [{"id": "e", "checkins": [{**first, **change}]} for change in entries]
    told = imported(files, sound, *changed, *({**sound, **change} for change in heads))
    assert [len(one["faults"]) for one in told] == [0, *[1] * (len(entries) + len(heads))]
    assert [len(one["episodes"]) for one in told] == [1, *[0] * (len(entries) + len(heads))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "file_strange") for text in ("not json", "", "null", "[]", "5")),
        ('{"lactwise": 2, "episodes": {}}', "file_newer"), ('{"lactwise": 1, "episodes": []}', "file_empty"),
        ('{"lactwise": 1, "episodes": {}}', "file_empty"), ("A" * 200, "file_locked"),
        ("https://example.org/#h=" + "A" * 200 + "\n", "file_locked"), ("{}", "fault_list"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_told_as_what_it_is(files: Path, text: str, key: str) -> None:
    assert imported(files, text) == [{"episodes": [], "faults": [said(key)]}]


def test_a_file_comes_back_as_it_went_out(files: Path) -> None:
    found = run(files, FILE + """
        const before = [episode, { id: "e-2", checkins: [{ ...entry(3), note: "日本語\\n" }], other_child: true }];
        const back = imported(guideline, "\\ufeff" + exported(before));
        const plain = ({ earlier, ...rest }) => rest; // an empty list of earlier ones is left out
        const same = isDeepStrictEqual(back.episodes.map(plain), before.map(plain));
        say([back.faults, same, JSON.parse(exported(before)).lactwise]);
    """)  # fmt: skip
    assert found == [[], True, 1]


def test_a_file_written_by_hand_gets_names_that_stay_and_its_zone(files: Path) -> None:
    dose = {"at": "2026-03-01T22:00", "medicines": [{"id": "paracetamol", "mg": 500}]}
    one = {"started": "2026-03-01T20:00:00", "checkins": [dose, dose, {"hours": 3, "findings": {"redness": True}}]}
    first, again, other = imported(files, one, one, {**one, "checkins": one["checkins"][:2]})
    assert first == again
    assert first["faults"] == []
    [episode] = first["episodes"]
    assert len({item["id"] for item in episode["checkins"]}) == 3  # two doses stay two
    assert episode["started"] == "2026-03-01T20:00:00Z"
    assert [item.get("at") for item in episode["checkins"]] == ["2026-03-01T22:00Z", "2026-03-01T22:00Z", None]
    assert episode["id"] != other["episodes"][0]["id"]


def test_the_python_machine_reads_an_episode_of_the_file(files: Path) -> None:
    from lactwise.episode_file import episode_of

    text = run(files, FILE + "say(exported([episode]));")
    content = json.loads(text)
    assert len(episode_of(GUIDELINE, content["episodes"][0]).entries) == 100


# --- the pages ---


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with window(browser, address, **CAMERA) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        yield prepared(page, address)
        assert faults == []


def prepared(page: Page, address: str, language: str = "en") -> Page:
    page.goto(f"{address}/{language}")
    page.wait_for_function(READY)
    page.evaluate(MODULES, ["store", "handover", "sealing"])
    return page


def show(page: Page, made: str) -> None:
    page.evaluate(f"""() => {{
        document.getElementById('welcome').hidden = true;
        document.getElementById('signs').open = false;
        document.getElementById('app').replaceChildren({made});
        document.querySelector('#app h1').focus();
    }}""")


def give(page: Page, entries: int = 20, note: str = "") -> str:
    """The page that gives an episode; the address of its code."""
    drawn = f"crypto.getRandomValues(new Uint8Array({note or 0}))"
    more = f"{{ note: Array.from({drawn}, one => one.toString(16)).join('') }}"
    page.evaluate(
        f"() => {{ window.hers = {{ ...episode([]), checkins: Array.from({{ length: {entries} }},"
        f" (_, place) => entry(`c-${{place}}`, place ? {{}} : {more})) }}; }}"
    )
    show(page, "handover.handoverPage(app, hers)")
    page.locator("[data-lock][data-lock^=http]").wait_for()
    return page.locator("[data-lock]").get_attribute("data-lock") or ""


def take(page: Page, text: str) -> None:
    show(page, f"handover.openPage(app, handover.sealedIn({json.dumps(text)}))")


def number_of(page: Page) -> str:
    return page.locator(".digits").inner_text()


def photograph(page: Page, blur: float = 0.0) -> list[str]:
    """What a camera reads in the code on the screen."""
    shot = page.locator("svg.qr").screenshot()
    picture = Image.open(io.BytesIO(shot)).convert("L").filter(ImageFilter.GaussianBlur(blur))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def kept(page: Page) -> list[Any]:
    return list(page.evaluate("() => store.read(guideline).episodes.map(one => [one.id, one.checkins.length])"))


def test_the_code_holds_the_locked_episode_and_not_its_number(page: Page, address: str) -> None:
    page.wait_for_function(OFFLINE)
    asked = listening(page.context)
    found = give(page)
    assert photograph(page) == [found]
    assert found.startswith(f"{address}/#h=")
    number = "".join(number_of(page).split())
    assert len(number) == 16
    assert number not in found
    opened = "([text, number]) => sealing.unsealed(text, number).then(one => one.checkins.length)"
    assert page.evaluate(opened, [found.partition("#h=")[2], number]) == 20
    assert asked == []  # it goes nowhere by itself
    assert kept(page) == []


def test_another_number_makes_another_code(page: Page) -> None:
    first = give(page)
    number = number_of(page)
    page.locator('[data-action="draw"]').tap()
    page.wait_for_function("before => document.querySelector('[data-lock]').dataset.lock !== before", arg=first)
    assert number_of(page) != number
    assert photograph(page) == [page.locator("[data-lock]").get_attribute("data-lock")]


def test_the_largest_code_that_is_shown_is_still_read_from_a_small_screen(page: Page) -> None:
    """Version 33, taken out of focus; a larger one goes as a file."""
    low, high = 0, 2_000
    while high - low > 8:
        middle = (low + high) // 2
        give(page, 1, str(middle))
        low, high = (middle, high) if page.locator("svg.qr").count() else (low, middle)
    found = give(page, 1, str(low - 30))  # what is drawn at random packs a little more or less closely each time
    assert len(found) > 1_950
    assert photograph(page, 1.2) == [found]
    assert page.locator("svg.qr").get_attribute("viewBox") == "-4 -4 157 157"  # 149 modules and its edge
    give(page, 1, str(high + 30))
    expect(page.locator("svg.qr")).to_have_count(0)
    expect(page.locator(".code")).to_have_text(said("code_too_large"))
    with page.expect_download() as coming:
        page.locator('[data-action="save-locked"].primary').tap()
    text = Path(coming.value.path()).read_text(encoding="utf-8")
    assert coming.value.suggested_filename.endswith(".txt")
    assert text == page.locator("[data-lock]").get_attribute("data-lock")


def test_it_is_opened_with_the_number_looked_at_and_kept_by_a_tap(page: Page) -> None:
    code, number = give(page), number_of(page)
    take(page, code)
    field = page.locator("#number")
    field.fill("1234 5678")
    page.locator('[data-action="open"]').tap()
    expect(page.locator(".fault")).to_have_text(said("cannot_passphrase"))
    expect(field).to_be_focused()
    field.fill(number)
    page.keyboard.press("Enter")
    expect(page.locator("[data-entries]")).to_have_attribute("data-entries", "20")
    assert page.evaluate("() => document.activeElement.tagName") == "H2"
    expect(page.locator("[data-sealed]")).to_contain_text("1 March 2026")
    assert kept(page) == []  # not before she says so
    page.locator('[data-action="add"]').tap()
    expect(page.locator("[data-sealed]")).to_contain_text(said("added"))
    assert kept(page) == [["e-1", 20]]
    page.locator('[data-action="go-on"]').tap()
    assert page.evaluate("() => document.body.dataset.back") == "yes"


def test_what_is_here_already_is_joined_and_the_new_is_counted(page: Page) -> None:
    page.evaluate("() => store.save(episode(['c-0', 'c-1', 'c-99']))")
    code, number = give(page, 5), number_of(page)
    take(page, code)
    page.locator("#number").fill(number)
    page.locator('[data-action="open"]').tap()
    expect(page.locator("[data-new]")).to_have_attribute("data-new", "3")
    page.locator('[data-action="add"]').tap()
    expect(page.locator('[data-action="go-on"]')).to_be_visible()
    assert kept(page) == [["e-1", 6]]


def test_what_is_not_wanted_is_not_kept(page: Page) -> None:
    code, number = give(page), number_of(page)
    take(page, code)
    page.locator("#number").fill(number)
    page.locator('[data-action="open"]').tap()
    page.locator('[data-action="leave-it"]').tap()
    assert kept(page) == []
    assert page.evaluate("() => document.body.dataset.back") == "yes"


def test_a_store_that_is_full_says_so_on_the_page(page: Page) -> None:
    code, number = give(page), number_of(page)
    take(page, code)
    page.locator("#number").fill(number)
    page.locator('[data-action="open"]').tap()
    page.locator('[data-action="add"]').wait_for()
    page.evaluate("() => localStorage.setItem('filler', 'x')")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    for _ in range(2):
        page.locator('[data-action="add"]').tap()
        expect(page.locator("[data-fault]")).to_have_text(said("full"))


def test_a_sealed_episode_with_faults_is_told_and_not_kept(page: Page) -> None:
    text = page.evaluate(
        "() => sealing.sealed({ ...episode([]), checkins: [entry('c-1', { findings: { sore_elbow: true } }), 5] }, '1')"
    )
    take(page, text)
    page.locator("#number").fill("1")
    page.locator('[data-action="open"]').tap()
    expect(page.locator("[data-sealed] li")).to_have_text(
        [
            said("fault_in_entry", number="1", fault=said("fault_unknown", what="sore_elbow")),
            said("fault_in_entry", number="2", fault=said("fault_entry")),
        ]
    )
    expect(page.locator('[data-action="add"]')).to_have_count(0)


@pytest.mark.parametrize("how", ["damaged", "newer", "older"])
def test_what_cannot_be_opened_says_why_without_asking_for_a_number(page: Page, how: str) -> None:
    change = {"damaged": "bytes[50] ^= 1", "newer": "bytes[0] = 2", "older": "bytes[0] = 0"}[how]
    text = page.evaluate("""async change => {
        const text = await sealing.sealed(episode(['c-1']), '1');
        const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), one => one.charCodeAt(0));
        if (change.startsWith('bytes[0]')) bytes[0] = Number(change.at(-1)); else bytes[50] ^= 1;
        const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice(0, -4))).slice(0, 4);
        if (change.startsWith('bytes[0]')) bytes.set(sum, bytes.length - 4);
        return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    }""", change)  # fmt: skip
    take(page, text)
    expect(page.locator("[data-sealed] [role=alert]")).to_have_text(said(f"cannot_{how}"))
    expect(page.locator("#number")).to_have_count(0)


def test_without_ciphers_it_says_so_and_offers_the_plain_file(browser: Browser, address: str) -> None:
    """As over plain http from another machine, where browsers lend none."""
    with window(browser, address, **CAMERA) as context:
        context.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });")
        page = prepared(context.new_page(), address)
        page.evaluate("() => { window.hers = episode(['c-1']); }")
        show(page, "handover.handoverPage(app, hers)")
        expect(page.locator("[data-lock] [role=alert]")).to_have_text(said("give_insecure"))
        expect(page.locator("[data-lock]")).to_contain_text(said("plain_text"))
        assert page.locator("svg.qr, .digits").count() == 0
        with page.expect_download() as coming:
            page.locator('[data-action="save-plain"]').tap()
        content = json.loads(Path(coming.value.path()).read_text(encoding="utf-8"))
        assert [one["id"] for one in content["episodes"][0]["checkins"]] == ["c-1"]
        take(page, "A" * 200)
        expect(page.locator("[data-sealed] [role=alert]")).to_have_text(said("cannot_insecure"))


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("shape", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_both_pages_can_be_read_tapped_and_heard(browser: Browser, address: str, language: str, shape: Answers) -> None:
    with window(browser, address, **shape) as context:
        page = prepared(context.new_page(), address, language)
        code = give(page)
        number = number_of(page)
        sound(page)
        take(page, code)
        page.locator("#number").wait_for()
        sound(page)
        page.locator("#number").fill(number)
        page.locator('[data-action="open"]').click()
        page.locator('[data-action="add"]').wait_for()
        sound(page)


def sound(page: Page) -> None:
    """Fits the screen, large enough to tap, nothing that axe finds, and no word missing."""
    seen = page.evaluate(LOOK, TAP)
    assert (seen["wide"], seen["small"]) == (0, [])
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8") + "; 0")
    found = page.evaluate("""async () => (await axe.run('#app')).violations.flatMap(rule =>
        rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 150)}`))""")
    assert found == []
    text = page.locator("#app").inner_text()
    assert not [key for key in GUIDELINE.texts["en"]["interface"]["keep"] if "_" in key and key in text]
    assert "{" not in text


def test_it_can_all_be_done_with_the_keyboard(page: Page) -> None:
    code = give(page)
    number = number_of(page)
    take(page, code)
    page.locator("#number").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("#number")).to_be_focused()
    page.keyboard.type(number.replace("\n", " "))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator('[data-action="add"]').wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator('[data-action="go-on"]').wait_for()
    assert page.evaluate("() => document.activeElement.tagName") == "H2"
    assert kept(page) == [["e-1", 20]]
