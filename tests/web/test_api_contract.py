"""Does the server keep what its own description at /openapi.json promises, for input nobody thought of?

Schemathesis makes requests from the description, valid and invalid, and holds each answer to it.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from lactwise import episode_file, web
from lactwise.loading import load
from lactwise.publish import openapi

pytestmark = pytest.mark.slow

schema = schemathesis.openapi.from_asgi("/openapi.json", web.create_app())


COURSES = "^/api/(follow|soap)$"
courses = schemathesis.openapi.from_asgi("/openapi.json", web.create_app()).include(path_regex=COURSES)
courses.config.phases.coverage.enabled = False  # it tries each finding, which /api/assess has been asked about


@schema.exclude(path_regex=COURSES).parametrize()
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Any) -> None:
    case.call_and_validate(additional_checks=[negative_data_rejection, positive_data_acceptance])


@courses.parametrize()
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_course_is_as_described(case: Any) -> None:
    """An episode is read more kindly than it is described: an empty text stands for what is left out."""
    case.call_and_validate(additional_checks=[positive_data_acceptance], excluded_checks=[negative_data_rejection])


def test_the_limits_described_are_those_an_episode_is_read_with() -> None:
    described = (openapi.MOST_HOURS, openapi.MOST_MG, openapi.MOST_MINUTES)
    assert described == (episode_file.LONGEST_COURSE, episode_file.MOST_MG, episode_file.MOST_MINUTES)


def test_the_description_names_every_finding() -> None:
    guideline = load()
    findings = openapi.document(guideline)["components"]["schemas"]["Findings"]["properties"]
    assert list(findings) == list(guideline.findings)
    assert findings["temperature_c"]["anyOf"][0] == {"type": "number", "minimum": 25, "maximum": 45}
