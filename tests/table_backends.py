"""Which backends triage a table, and how is each asked? A new one is one line of `TRIAGING`.

In: a guideline and findings `{id: value}`. Out: the `Answer`s of tests/triaging.py. `by_engine` is the judge.
"""

from collections.abc import Sequence
from functools import lru_cache, partial

from lactwise.auditing import Engine, engine_for
from lactwise.lowered import lower
from lactwise.model import Guideline
from lactwise.reading import Findings
from tests.cql_triage import by_elm, by_translated_cql
from tests.javascript import by_javascript
from tests.proof_triage import by_proofs
from tests.sql_triage import by_duckdb_sql, by_postgresql
from tests.tables import answers, canonical
from tests.triaging import Answer, Triaging, by_engine, by_program


@lru_cache(maxsize=12)
def engine_of(name: str, guideline: Guideline) -> Engine:
    return engine_for(name, lower(guideline))


def by_table(name: str, guideline: Guideline, patients: Sequence[Findings]) -> list[Answer]:
    """What an engine of `lactwise audit` says of each patient."""
    return answers(guideline, engine_of(name, guideline).answer(canonical(guideline, patients)))


TRIAGING: dict[str, Triaging] = {
    "engine": by_engine,
    "program": by_program,
    "proofs": by_proofs,
    "packed": partial(by_table, "packed"),
    "duckdb": partial(by_table, "duckdb"),
    "polars": partial(by_table, "polars"),
    "spark": partial(by_table, "spark"),
    "SQL on DuckDB": by_duckdb_sql,
    "PostgreSQL": by_postgresql,
    "javascript": by_javascript,
    "CQL": by_elm,
    "CQL translated": by_translated_cql,
}
