"""What does the app's own JavaScript say of a list of patients, run by Node without a browser?

In: a guideline and patients. Out: the `Answer`s of tests/triaging.py. One Node runs for the whole session.
"""

import atexit
import json
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lactwise.model import Guideline
from lactwise.publish import model_json
from lactwise.reading import Findings
from tests.triaging import Answer

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def node() -> subprocess.Popen[str]:
    """Node with the evaluator, reading lines until the session ends."""
    folder = tempfile.TemporaryDirectory()
    evaluator = Path(folder.name, "evaluator.mjs")  # the app's file has no package.json to call it a module
    evaluator.write_bytes((HERE.parent / "app" / "evaluator.js").read_bytes())
    command = ["node", str(HERE / "evaluate.mjs"), evaluator.as_uri()]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def stop() -> None:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()
        folder.cleanup()

    atexit.register(stop)
    return process


@lru_cache(maxsize=4)
def model_of(guideline: Guideline) -> str:
    """The model and the words as JSON, without the closing brace."""
    parts = {"model": model_json.build(guideline), "texts": model_json.texts(guideline)}
    return json.dumps(parts)[:-1]


def by_javascript(guideline: Guideline, patients: Sequence[Findings]) -> list[Answer]:
    """What the evaluator of the app says of each patient."""
    process = node()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f'{model_of(guideline)}, "patients": {json.dumps(list(patients))}}}\n')
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, "Node has stopped; what it said stands above"
    answers: list[Answer] = json.loads(line)
    return answers
