"""What the tests of the language share."""

from pathlib import Path

import pytest

from tests.language.broken import Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "guideline")
