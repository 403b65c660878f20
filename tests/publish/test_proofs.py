"""The published proofs are of the guideline as it stands. `python -m bench proofs` writes them."""

import re
from pathlib import Path

from lactwise.loading import load
from lactwise.proving import logic_digest

TEXT = (Path(__file__).parents[2] / "published" / "proofs.md").read_text(encoding="utf-8")
GUIDELINE = load()


def test_they_are_of_the_logic_as_it_stands() -> None:
    assert f"`{logic_digest(GUIDELINE)}`" in TEXT, "run: python -m bench proofs"


def test_everything_is_proved_and_was_seen_to_fail() -> None:
    assert "**not proved**" not in TEXT
    assert "## Faults" not in TEXT.splitlines()
    assert "**nothing**" not in TEXT
    for claim in GUIDELINE.safety:
        assert f"(`{claim}`) | proved |" in TEXT


def test_every_survivor_has_a_reason() -> None:
    assert "No reason is given" not in TEXT
    total = re.search(r"^\| all \| (\d+) \|", TEXT, re.MULTILINE)
    assert total is not None
    assert int(total[1]) > 400, "the mutants are many"
