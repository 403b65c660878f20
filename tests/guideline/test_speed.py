"""Is the real guideline about as fast as it should be?

Five times the goals are allowed, so that a busy machine does not fail; `python -m bench` measures.
"""

import pytest

from bench import single
from lactwise.loading import load

pytestmark = pytest.mark.slow
ALLOWANCE = 5
GUIDELINE = load()


@pytest.fixture(scope="module")
def answers():
    with single.one_core():
        return single.answers(GUIDELINE, single.patients(GUIDELINE, random=60))


@pytest.fixture(scope="module")
def start():
    with single.one_core():
        return single.start(GUIDELINE)


def test_answers_come_in_good_time(answers):
    timed = [figure for figure in answers if figure.goal is not None]
    assert len(timed) == 2
    for figure in timed:
        assert figure.p95 <= ALLOWANCE * figure.goal, figure.what


def test_the_guideline_is_read_in_good_time(start):
    timed = [figure for figure in start if figure.goal is not None]
    assert len(timed) == 1
    for figure in timed:
        assert figure.median <= ALLOWANCE * figure.goal, figure.what


def test_triage_is_faster_than_the_plain_evaluator(answers):
    yardstick, triage = answers[:2]
    assert triage.median < yardstick.median
