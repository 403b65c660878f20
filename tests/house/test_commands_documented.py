"""Every command of `lactwise` is in the README, and every command the README names exists."""

import re
from pathlib import Path

import pytest
import typer

README = Path(__file__).parents[2] / "README.md"


def commands() -> dict[str, str]:
    """Every command and what its help says."""
    from lactwise.cli import app

    group = typer.main.get_group(app)
    return {name: command.help or "" for name, command in group.commands.items()}


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_is_in_the_readme_and_says_what_it_does(name: str) -> None:
    assert re.search(rf"\blactwise {re.escape(name)}\b", README.read_text(encoding="utf-8"))
    assert commands()[name].strip()


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"`(?:\.venv/bin/)?lactwise ([a-z-]+)\b", README.read_text(encoding="utf-8")))
    assert named
    assert named <= set(commands())
