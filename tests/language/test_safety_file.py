"""safety.toml is read as docs/format.md says, and a fault in it is told with its line, column, cause and remedy."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from lactwise import loading
from lactwise.language import parse
from lactwise.model import SafetyClaim
from lactwise.proofs import prover
from tests.language.broken import Copy, broken
from tests.planted import SMALL, small

CLAIM = """
[made_up]
says = "A made-up claim."
source = ["sea#1"]
level = "now"
"""
FULL = """
[words.lemon]
en = ["lemon"]
fr = ["citron", "limon"]

[everything]
says = "Every key."
source = ["sea#1"]
if = "windy"
if_possible = "hail"
each = "alarm"
nothing_else = true
at_levels = ["now", "today"]
settled = true
provisional = false
audience = "parent"
consistent = true
later = true
later_if = "cloudy"
later_levels = ["now"]
later_answers = ["mood"]
later_same = ["hours"]
later_lapses = true
level = "now"
at_least = "today"
at_most = "now"
is_settled = true
is_provisional = false
shows = ["stay_ashore"]
never_shows = ["take_ginger"]
never_shows_tag = "stop"
never_shows_topic = "comfort"
never_names = "lemon"
everywhere = true
stance = ["do"]
shows_nothing = true
fits = ["squall"]
not_ruled_out = ["gale"]
never_true = ["rough", "hail"]
see_by = "one_day"
clock = "hours"
looks_by = "half_a_day"
never_calmer = true
deadline_stays = true
look_stays = true
"""
SAME = "did you mean "


class SmallCopy(Copy):
    """A copy of the small guideline to break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SMALL, folder)


@pytest.fixture
def copy(tmp_path: Path) -> SmallCopy:
    return SmallCopy(tmp_path / "guideline")


# --- what is read ---


def test_every_key_is_read_into_the_claim(copy: SmallCopy) -> None:
    copy.write("safety.toml", FULL)
    read = loading.read(copy.folder)
    claim = read.safety["everything"]
    assert claim == SafetyClaim(
        id="everything",
        says="Every key.",
        source=("sea#1",),
        if_=parse("windy"),
        if_possible=parse("hail"),
        each="alarm",
        nothing_else=True,
        at_levels=("now", "today"),
        settled=True,
        provisional=False,
        audience="parent",
        consistent=True,
        later=True,
        later_if=parse("cloudy"),
        later_levels=("now",),
        later_answers=("mood",),
        later_same=("hours",),
        later_lapses=True,
        level="now",
        at_least="today",
        at_most="now",
        is_settled=True,
        is_provisional=False,
        shows=("stay_ashore",),
        never_shows=("take_ginger",),
        never_shows_tag="stop",
        never_shows_topic="comfort",
        never_names="lemon",
        everywhere=True,
        stance=("do",),
        shows_nothing=True,
        fits=("squall",),
        not_ruled_out=("gale",),
        never_true=("rough", "hail"),
        see_by="one_day",
        clock="hours",
        looks_by="half_a_day",
        never_calmer=True,
        deadline_stays=True,
        look_stays=True,
    )
    assert read.word_lists == {"lemon": {"en": ("lemon",), "fr": ("citron", "limon")}}
    assert all(f"\n{item.name.rstrip('_')} = " in FULL for item in fields(SafetyClaim) if item.name != "id")


def test_every_key_of_a_claim_stands_in_the_description_of_the_format() -> None:
    described = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
    section = described.split("## safety.toml")[1].split("\n## ")[0]
    assert [item.name for item in fields(SafetyClaim) if f"\n{item.name.rstrip('_')} = " not in section] == ["id"]


def test_what_is_left_out_asks_for_nothing(copy: SmallCopy) -> None:
    copy.write("safety.toml", CLAIM)
    claim = loading.read(copy.folder).safety["made_up"]
    given = {"id", "says", "source", "level"}
    assert {getattr(claim, item.name) for item in fields(claim) if item.name not in given} == {None, False, ()}


def test_a_guideline_can_do_without_the_file_and_is_still_proved_what_any_must_hold(copy: SmallCopy) -> None:
    (copy.folder / "safety.toml").unlink()
    guideline = loading.read(copy.folder)
    assert guideline.safety == {}
    verdicts = list(prover.prove(guideline))
    assert verdicts
    assert all(item.built_in and item.proved for item in verdicts)


def test_claims_do_not_change_the_digest_of_the_guideline(copy: SmallCopy) -> None:
    copy.write("safety.toml", CLAIM)
    assert loading.read(copy.folder).digest == small().digest
    copy.replace("triage.toml", "There is no cloud.", "There is none.")
    assert loading.read(copy.folder).digest != small().digest


# --- one fault ---


NEVER = "never_names, never_shows_tag or never_shows_topic"


@pytest.mark.parametrize(
    ("change", "value", "cause", "remedy"),
    [
        # the key whose line is replaced (+ added, - left out); its value; cause; start of the remedy
        ("-says", "", "says is missing", "add says = a text"),
        ("-source", "", "source is missing", "add source = a list of texts"),
        ("source", "[]", "source is empty", "name at least one claim id"),
        ("source", '["sea#3"]', "the claim sea#3 is not in sources.toml", f"{SAME}sea#"),
        ("source", '["sea#2"]', "sea#2 was only recalled, never read", "cite another claim"),
        ("+levle", '"now"', "the key levle is not known", f"{SAME}level"),
        ("+qqq", "1", "the key qqq is not known", "use one of at_least, "),
        ("-level", "", "nothing follows from it", "say what must hold"),
        ("+clock", '"hours"', "clock says nothing without see_by", "add see_by, or leave clock out"),
        ("+everywhere", "true", "everywhere says nothing without never_names", "add never_names"),
        ("+stance", '["do"]', f"stance says nothing without {NEVER}", f"add {NEVER}, or leave stance out"),
        *(
            (f"+{key}", value, f"{key} says nothing without later", f"add later, or leave {key} out")
            for key, value in {
                "later_if": '"windy"',
                "later_levels": '["now"]',
                "later_answers": '["mood"]',
                "later_same": '["hours"]',
                **dict.fromkeys(("later_lapses", "never_calmer", "deadline_stays", "look_stays"), "true"),
            }.items()
        ),
        # conditions
        ("+if", '"wendy"', "wendy is not known", f"{SAME}windy"),
        ("+if", '"wave"', "wave is a number, not a yes/no finding", "compare it with a threshold"),
        ("+if", '"wave >= ⌖38"', "38 is a bare number", "name it in thresholds.toml"),
        ("+if", '"windy or ⌖hail and cloudy"', "and and or are mixed without brackets", "put brackets"),
        ("+if", '"wave >= one_day"', "wave is in cm, one_day in hours", "compare like with like"),
        ("+if_possible", "\"mood == 'mild'\"", "mood has no option 'mild'", f"{SAME}wild"),
        ("+if_possible", "true", "if_possible is True", "write a condition"),
        ("+later_if", '"wendy"', "wendy is not known", f"{SAME}windy"),
        # names
        ("level", '"noww"', "'noww' is not a level", f"{SAME}now"),
        ("+at_least", '"qqq"', "'qqq' is not a level", "use one of now, today, days, home"),
        ("+at_most", '"hom"', "'hom' is not a level", f"{SAME}home"),
        ("+at_levels", '["now", "tody"]', "'tody' is not a level", f"{SAME}today"),
        ("+shows", '["stay_ashor"]', "stay_ashor is not known", f"{SAME}stay_ashore"),
        ("+never_shows", '["take_gingr"]', "take_gingr is not known", f"{SAME}take_ginger"),
        ("+fits", '["squal"]', "squal is not known", f"{SAME}squall"),
        ("+not_ruled_out", '["gael"]', "gael is not known", f"{SAME}gale"),
        ("+never_true", '["rouhg"]', "rouhg is not known", f"{SAME}rough"),
        ("+never_true", '["wave"]', "wave is not known", "use one that exists"),
        ("+later_levels", '["tody"]', "'tody' is not a level", f"{SAME}today"),
        ("+later_answers", '["moood"]', "moood is not known", f"{SAME}mood"),
        ("+later_same", '["wave"]', "wave is not known", "use one that exists"),
        ("+each", '"alarms"', "alarms is not known", f"{SAME}alarm"),
        ("+never_shows_tag", '"stopp"', "stopp is not known", f"{SAME}stop"),
        ("+never_names", '"lemons"', "lemons is not known", f"{SAME}lemon"),
        ("+stance", '["don"]', "don is not known", f"{SAME}do"),
        ("+audience", '"parents"', "audience is 'parents'", f"{SAME}parent"),
        ("+never_shows_topic", '"comfrt"', "never_shows_topic is 'comfrt'", f"{SAME}comfort"),
        # times
        ("+see_by", '"one_dya"', "one_dya is not a threshold", f"{SAME}one_day"),
        ("+see_by", '"tall"', "tall is in cm, not hours", "name a threshold in hours"),
        ("+looks_by", '"tall"', "tall is in cm, not hours", "name a threshold in hours"),
        ("+clock", '"hour"', "hour is not a finding", f"{SAME}hours"),
        ("+clock", '"wave"', "wave is not in hours", "name a finding in hours"),
        # kinds of values
        ("+nothing_else", '"yes"', "nothing_else is 'yes'", "write true or false"),
        ("+settled", "1", "settled is 1", "write true or false"),
        ("+is_provisional", '"no"', "is_provisional is 'no'", "write true or false"),
        ("+shows_nothing", "[]", "shows_nothing is []", "write true or false"),
        ("+shows", '"stay_ashore"', "shows is 'stay_ashore'", "write a list of texts"),
        ("+fits", "[3]", "fits holds something that is not text", "write a list of texts"),
        ("level", "3", "level is 3", "write a text"),
    ],
)
def test_a_fault_is_told_where_it_stands_with_its_remedy(
    copy: SmallCopy, change: str, value: str, cause: str, remedy: str
) -> None:
    place = copy.add("safety.toml", broken(CLAIM, change, value))
    faults = copy.faults()
    told = [fault for fault in faults if fault.cause == cause]
    assert told, [str(fault) for fault in faults]
    assert told[0].file == "safety.toml"
    assert (told[0].line, told[0].column) == place
    assert told[0].remedy.startswith(remedy)
    assert len(faults) == 1 + (change == "level" and value == "3"), "a level that is none leaves nothing to follow"


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("en = []", "en is empty"),
        ('en = "lemon"', "en is 'lemon'"),
        ("en = [1]", "en holds something that is not text"),
    ],
)
def test_a_fault_in_a_list_of_words_is_told(copy: SmallCopy, words: str, cause: str) -> None:
    line, _ = copy.add("safety.toml", f"[words.lime]\n⌖{words}")
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.cause) == ("safety.toml", line, cause)


# --- all faults at once ---


def test_all_faults_of_the_file_are_told_at_once_and_in_order(copy: SmallCopy) -> None:
    copy.write(
        "safety.toml",
        """
[one]
says = "Unknown names."
source = ["sea#1"]
if = "wendy"
shows = ["stay_ashor", "take_gingr"]

[two]
says = "Nothing follows, and the key is not known."
source = ["sea#9"]
shown = ["stay_ashore"]

three = "no table"
""",
    )
    faults = [(fault.line, fault.table, fault.key) for fault in copy.faults()]
    assert faults == sorted(faults, key=lambda fault: fault[0])
    assert faults == [
        (5, "one", "if"),
        (6, "one", "shows"),
        (6, "one", "shows"),
        (8, "two", ""),
        (10, "two", "source"),
        (11, "two", "shown"),
        (13, "two", "three"),
    ]
