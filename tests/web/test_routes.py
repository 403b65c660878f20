"""What does the server answer, and what does it refuse?"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from lactwise import episode, interview, patient, web
from lactwise.loading import load
from lactwise.model import Guideline, Value
from lactwise.publish import model_json
from lactwise.soap import soap
from lactwise.wording import Words
from tests.browser import ROOT
from tests.patients import random_patients

JSON = {"content-type": "application/json"}
AMINA: dict[str, Value] = {"breast_pain": True, "redness": True, "temperature_c": 38.9, "lactation": "breastfeeding"}
Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load(None, ("en", "es", "fr", "ar"))


@pytest.fixture(scope="module")
def data(client: Client) -> dict[str, str]:
    """The guideline as a phone gets it, by language."""
    found = {}
    for language in ("en", "es", "fr", "ar"):
        address = re.search(r'href="(/data/[^"]+)"', client.get(f"/{language}").text)
        assert address
        assert address[1].endswith(f"/{language}.json")
        found[language] = address[1]
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    (folder / "fhir").mkdir()
    (folder / "proofs.md").write_text("# Proofs\n" * 100, encoding="utf-8")
    (folder / "fhir" / "plan.json").write_text("{}", encoding="utf-8")
    (folder / ".secret").write_text("no", encoding="utf-8")
    (folder.parent / "outside.txt").write_text("no", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "outside.txt")
    (folder / "styled.html").write_text("<style>p{color:red}</style><p>x", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(guideline: Guideline, published: Path) -> Iterator[Client]:
    with TestClient(web.create_app(guideline, published)) as client:
        yield client


# --- pages and files ---


def test_the_home_page_holds_the_emergency_words_before_any_script(client: Client, guideline: Guideline) -> None:
    page = client.get("/").text
    assert "{{" not in page
    assert page.index('id="call"') < page.index('id="app"')
    words = Words(guideline)
    for finding in guideline.findings.values():
        if finding.answered_by == "parent" and any(tag.endswith("emergency_flag") for tag in finding.tags):
            label = words.label(finding.id)
            assert label[1:12] in page.replace("&#x27;", "'"), finding.id


def test_no_page_carries_a_script_or_a_style_inside(client: Client) -> None:
    page = client.get("/").text
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page) == []
    assert set(re.findall(r'(?:src|href)="(https?:)?//', page)) == set()


@pytest.mark.parametrize(
    "path",
    sorted(p.name for p in (ROOT / "app").iterdir() if p.suffix in {".js", ".css", ".svg"} and p.name != "sw.js"),
)
def test_every_file_of_the_app_is_served_with_its_type(client: Client, path: str) -> None:
    answer = client.get(f"/app/{path}")
    kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kinds[Path(path).suffix]


@pytest.mark.parametrize("path", ["/en", "/sw.js", "/guideline", "/openapi.json", "/leaflet/ar", "/app/app.js"])
def test_files_are_compressed_and_asked_about_again(client: Client, path: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "accept-encoding"
    again = client.get(path, headers={"if-none-match": f"W/{answer.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(path, headers={"accept-encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_the_page_comes_in_the_language_the_browser_asks_for(client: Client) -> None:
    asked = {
        "ar-MA, fr;q=0.9": "ar",
        "de, fr; q=0.8, es;q=0.9": "es",
        "fr, en": "fr",
        "zh": "en",
        "es;q=0, *": "en",
        "": "en",
    }
    for accepted, language in asked.items():
        answer = client.get("/", headers={"accept-language": accepted})
        assert f'<html lang="{language}"' in answer.text, accepted
        assert "accept-language" in answer.headers["vary"]


def test_a_file_of_another_release_is_not_there(client: Client, data: dict[str, str]) -> None:
    release = data["en"].split("/")[2]
    assert client.get(f"/app/{release}/app.js").headers["cache-control"].endswith("immutable")
    assert client.get(data["en"]).headers["cache-control"].endswith("immutable")
    for name in (
        "/app/000000000000/app.js",
        "/data/000000000000/en.json",
        "/data/en.json",
        "/app/index.html",
        "/app/sw.js",
    ):
        assert client.get(name).status_code == 404, name


def test_comments_are_left_out_of_what_is_sent_and_nothing_else(client: Client) -> None:
    for name in ("app.js", "evaluator.js", "doctor.js"):
        source = (ROOT / "app" / name).read_text(encoding="utf-8").split("\n")
        sent = client.get(f"/app/{name}").text.split("\n")
        assert len(sent) == len(source)
        left_out = [line.strip() for line, other in zip(source, sent, strict=True) if line != other]
        assert left_out
        assert [line for line in left_out if not line.startswith(("//", "/*", "*"))] == []
        assert [line for line in sent if line.strip().startswith("//")] == []


def test_head_is_get_without_the_body(client: Client) -> None:
    head, get = client.head("/"), client.get("/")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", get.headers["etag"])


def test_published_files_are_served_and_nothing_beside_them(client: Client) -> None:
    assert client.get("/published/proofs.md").text.startswith("# Proofs")
    assert client.get("/published/fhir/plan.json").json() == {}
    beside = [".secret", "link.txt", "../outside.txt", "..%2foutside.txt", "%2e%2e/outside.txt", "fhir", "nothing.md"]
    for name in [*beside, "/etc/passwd", "%00", "a" * 5000]:
        assert client.get(f"/published/{name}").status_code == 404, name


def test_a_style_inside_a_page_of_ours_is_allowed_by_its_hash(client: Client) -> None:
    policy = client.get("/published/styled.html").headers["content-security-policy"]
    assert re.search(r"style-src 'self' 'sha256-[\w+/]+=*'", policy)


def test_the_book_is_served(client: Client) -> None:
    answer = client.get("/guideline")
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_the_health_check_names_the_guideline(client: Client, guideline: Guideline) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "version": guideline.version, "digest": guideline.digest}


def test_every_answer_carries_the_protecting_headers(client: Client) -> None:
    answers = [client.get("/"), client.get("/nothing"), client.post("/api/assess", json={}), client.post("/api/assess")]
    for answer in answers:
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers
    assert [answer.headers["cache-control"] for answer in answers] == ["no-cache", "no-store", "no-store", "no-store"]


# --- what a parent's phone may hold ---


def test_a_parents_files_hold_no_antibiotic_and_no_clinicians_advice(
    client: Client, guideline: Guideline, data: dict[str, str]
) -> None:
    content = "".join(client.get(address).text for address in data.values()).lower()
    assert len(content) > 100_000
    doses = "\n".join(str(place.antibiotics) for place in guideline.places.values()).lower()
    drug = re.compile(r"cillin|mycin|cef|ceph|oxazole|clav|zolid|zole")
    names = {word for word in re.findall(r"[a-z-]{6,}", doses) if drug.search(word)}
    names -= {"penicillin"}  # the allergy question asks about it
    assert len(names) > 5
    assert [name for name in sorted(names) if name in content] == []
    ids = [f'"{item.id}"' for item in guideline.advice.values() if item.audience == "clinician"]
    assert [id_ for id_ in ids if id_ in content] == []


def test_every_placeholder_of_a_parents_text_has_a_word_in_every_country(guideline: Guideline) -> None:
    texts = model_json.texts(guideline)
    filled_later = {
        "note",
        "app",
        "time",
        "change",
        "result",
        "quantity",
        "language",
        "doctor",
        "doses",
        "timeline",
        "keep",
        "course",
    }
    shown = json.dumps({key: value for key, value in texts.items() if key != "interface"})
    used = set(re.findall(r"\{([a-z0-9_]+)\}", shown)) - set(guideline.thresholds) - {"within"}
    for code, place in model_json.places(guideline).items():
        assert used <= set(place["words"]), code
    assert set(texts["interface"]) <= filled_later


def test_every_word_the_app_asks_for_is_there(guideline: Guideline) -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").glob("*.js"))
    page = (ROOT / "app" / "index.html").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, Any]] = guideline.texts["en"]["interface"]
    asked = set(re.findall(r'app\.say\("([a-z_]+)"', scripts)) | set(re.findall(r"\{\{([a-z0-9_]+)\}\}", page))
    made = {"language", "direction", "red_flags", "baby_flags", "base", "data", "icon", "numbers", "language_links"}
    assert asked - made - {"unreviewed"} <= set(words["app"])
    assert len(asked) > 100
    assert set(re.findall(r'app\.note\("([a-z_]+)"', scripts)) <= set(words["note"])
    doctor = (ROOT / "app" / "doctor.js").read_text(encoding="utf-8")
    assert set(re.findall(r'(?<![.\w])(?:say|row)\("([a-z_]+)"', doctor)) <= set(words["doctor"])


# --- the interface for programs ---


def test_findings_give_the_assessment_python_gives(client: Client, guideline: Guideline) -> None:
    for findings in random_patients(guideline, 40, seed=3):
        answer = client.post("/api/assess", json=findings)
        assert answer.status_code == 200
        assert answer.json() == json.loads(
            json.dumps(interview.assess(guideline, patient.findings_of(guideline, findings)))
        )


def test_findings_can_come_with_a_place_and_an_audience(client: Client, guideline: Guideline) -> None:
    wrapped = {"id": "amina", "findings": AMINA, "place": "gb", "language": "en", "audience": "clinician"}
    expected = interview.assess(guideline, AMINA, "gb", "en", "clinician")
    assert client.post("/api/assess", json=wrapped).json() == json.loads(json.dumps(expected))


def test_the_interview_can_be_led_over_http(client: Client) -> None:
    findings: dict[str, Any] = {}
    for _ in range(80):
        step = client.post("/api/next", json=findings).json()
        if step["done"]:
            break
        assert step["next_question"] == step["questions"][0] == [*step["singles"], *step["ticks"]][0]
        findings.update(dict.fromkeys(step["questions"], "unsure"))
    assert step == {
        "screen": None, "questions": [], "singles": [], "ticks": [], "about": None, "next_question": None, "done": True,
    }  # fmt: skip


BAD: dict[str, tuple[bytes, str]] = {
    "unknown finding": (b'{"rednes": true}', "rednes: there is no such finding"),
    "two faults at once": (b'{"rednes": true, "temperature_c": 101.3}', "looks like"),
    "wrong type": (b'{"redness": "yes"}', "is not an answer"),
    "no object": (b"[1]", "must be an object"),
    "no JSON": (b"redness", "is not JSON"),
    "empty": (b"", "is empty"),
    "not UTF-8": (b'{"redness": "\xff"}', "is not UTF-8"),
    "given twice": (b'{"redness": true, "redness": false}', "given twice"),
    "not a number": (b'{"temperature_c": NaN}', "not a number in JSON"),
    "infinite": (b'{"temperature_c": 1e999}', "out of range"),
    "endless digits": (b'{"temperature_c": ' + b"9" * 500 + b"}", "If you feel very ill"),
    "very endless digits": (b'{"temperature_c": ' + b"9" * 5000 + b"}", ""),
    "half a character": (b'{"\\ud83d": true}', "there is no such finding"),
    "deep": (b'{"a":' * 2000 + b"1" + b"}" * 2000, "nested"),
    "unknown place": (b'{"findings": {}, "place": "xx"}', "place:"),
    "place of another type": (b'{"findings": {}, "place": ["gb"]}', "place:"),
    "unknown key beside findings": (b'{"findings": {}, "plce": "gb"}', "Did you mean place?"),
    "finding beside findings": (b'{"findings": {}, "redness": true}', "Move it inside"),
    "findings that are none": (b'{"findings": null}', "must be an object"),
}


@pytest.mark.parametrize("route", ["/api/assess", "/api/next"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_words(client: Client, route: str, name: str) -> None:
    body, words = BAD[name]
    answer = client.post(route, content=body, headers=JSON)
    assert answer.status_code == 400
    assert words in " ".join(answer.json()["errors"])
    assert "Traceback" not in answer.text


EPISODE: dict[str, Any] = {
    "started": "2026-03-01T20:00:00Z",
    "place": "gb",
    "checkins": [
        {"at": "2026-03-01T22:30:00Z", "findings": {**AMINA, "rigors": False}},
        {"hours": 12, "findings": {"trend": "same"}, "medicines": [{"id": "paracetamol", "mg": 1000}]},
    ],
}


def test_an_episode_gives_the_course_python_gives(client: Client, guideline: Guideline) -> None:
    found = episode.episode_of(guideline, EPISODE)
    plain = episode.follow(guideline, found, "gb")
    assert client.post("/api/follow", json=EPISODE).json() == json.loads(json.dumps(plain))
    now = "2026-03-02T13:00:00+01:00"
    wrapped = {"episode": EPISODE, "place": "ie", "audience": "clinician", "now": now}
    later = episode.follow(guideline, found, "ie", "en", "clinician", (episode.moment_of(now) or (0,))[0])
    answer = client.post("/api/follow", json=wrapped).json()
    assert answer == json.loads(json.dumps(later))
    assert answer["now"] == "2026-03-02T12:00:00.000Z"


def test_a_text_for_the_record_is_written_of_findings_and_of_episodes(client: Client, guideline: Guideline) -> None:
    now = "2026-03-02T13:00:00+01:00"
    of_findings = {"findings": AMINA, "place": "gb", "audience": "clinician", "now": now}
    text = client.post("/api/soap", json=of_findings).json()["text"]
    expected = interview.assess(guideline, AMINA, "gb", "en", "clinician")
    clock = datetime.fromisoformat(now)
    assert text == soap(guideline, Words(guideline, "gb"), AMINA, expected, now=clock)
    assert "2 March 2026, 13:00" in text
    for body in (EPISODE, {"episode": EPISODE, "now": now}, AMINA):
        assert client.post("/api/soap", json=body).json()["text"].startswith("Painful lactating breast.")
    assert "Course:" in client.post("/api/soap", json=EPISODE).json()["text"]


BAD_EPISODES: dict[str, tuple[Any, str]] = {
    "no object": ([1], "an episode is an object"),
    "no check-ins": ({"started": "2026-03-01T20:00:00Z"}, "checkins is missing"),
    "no time": ({"checkins": [{"findings": {}}]}, "give either at"),
    "two faults at once": ({"checkins": [{"at": "noon", "findings": {"rednes": True}}]}, "there is no such finding"),
    "unknown place beside": ({"episode": EPISODE, "place": "xx"}, "place:"),
    "place of another type within": ({**EPISODE, "place": {}}, "place:"),
    "no time of now": ({"episode": EPISODE, "now": "noon"}, "now:"),
    "unknown key beside": ({"episode": EPISODE, "plce": "gb"}, "Did you mean place?"),
    "faults within and beside": ({"episode": {}, "now": 3}, "checkins is missing"),
}


@pytest.mark.parametrize("route", ["/api/follow", "/api/soap"])
@pytest.mark.parametrize("name", BAD_EPISODES)
def test_a_bad_episode_is_refused_in_words(client: Client, route: str, name: str) -> None:
    body, words = BAD_EPISODES[name]
    answer = client.post(route, json=body)
    assert answer.status_code == 400
    told = " ".join(answer.json()["errors"])
    assert words in told or (route == "/api/soap" and not (isinstance(body, dict) and "episode" in body))
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("route", ["/api/follow", "/api/soap"])
@pytest.mark.parametrize("name", ["no JSON", "empty", "not UTF-8", "given twice", "deep"])
def test_what_is_no_json_is_no_episode(client: Client, route: str, name: str) -> None:
    body, words = BAD[name]
    answer = client.post(route, content=body, headers=JSON)
    assert answer.status_code == 400
    assert words in " ".join(answer.json()["errors"])


def test_bad_findings_are_refused_in_the_words_of_the_command(client: Client, guideline: Guideline) -> None:
    findings = {"rednes": True, "temperature_c": 101.3, "trend": "wors", "lump": 1}
    assert client.post("/api/assess", json=findings).json() == {"errors": patient.check(guideline, findings)}


def test_what_is_too_large_or_not_json_or_nowhere_is_refused(client: Client) -> None:
    refused = {
        413: client.post("/api/assess", content=b" " * (web.LARGEST + 1), headers=JSON),
        415: client.post("/api/assess", content=b"{}", headers={"content-type": "text/plain"}),
        404: client.get("/api/nothing"),
        405: client.get("/api/assess"),
    }
    for status, answer in refused.items():
        assert answer.status_code == status
        assert len(answer.json()["errors"]) == 1
    assert "POST" in refused[405].headers["allow"]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/problem+json"])
def test_json_is_read_by_any_of_its_names(client: Client, kind: str) -> None:
    assert client.post("/api/assess", content=b"\xef\xbb\xbf{}", headers={"content-type": kind}).status_code == 200


def test_a_fault_of_ours_says_to_call_and_shows_no_trace(guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the patient")

    monkeypatch.setattr(interview, "assess", broken)
    with TestClient(web.create_app(guideline), raise_server_exceptions=False) as client:
        answer = client.post("/api/assess", json={"redness": True})
    assert answer.status_code == 500
    assert "call your emergency number" in answer.text
    assert "secret" not in answer.text


def test_nothing_that_was_sent_is_logged(
    client: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/api/assess", json={"redness": True, "temperature_c": 38.7})
    client.post("/api/assess", content=b'{"redness": 38.7', headers=JSON)
    client.post("/api/soap", json={"temperature_c": 38.7})
    client.post("/api/follow", json={"checkins": [{"at": "2026-03-01T22:30:00Z", "findings": {"temperature_c": 38.7}}]})
    written = capfd.readouterr()
    assert "38.7" not in written.out + written.err + caplog.text
