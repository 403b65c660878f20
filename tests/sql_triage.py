"""How is the published SQL asked about patients, in DuckDB and in a real PostgreSQL?

In: a guideline and findings `{id: value}`. Out: an `Answer` a patient, as in tests/triaging.py. Each call makes its own
tables, and none of them stays.

>>> from lactwise.loading import load
>>> by_duckdb_sql(load(), [{"confusion": True}])[0]["level"]
'emergency_now'
"""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Guideline
from lactwise.publish import sql
from lactwise.reading import Findings
from tests.postgresql import connect
from tests.triaging import Answer, row_of

TYPES = {"yes_no": pa.bool_(), "number": pa.float64(), "choice": pa.string()}
ASK = "select * from triage order by cast(id as integer)"


def by_duckdb_sql(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What the view says in DuckDB."""
    return asked_duckdb(guideline, sql.table(guideline, "duckdb"), list(map(row_of, patients)))


def by_postgresql(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What the view says in PostgreSQL."""
    return asked_postgresql(guideline, sql.table(guideline, "postgresql"), list(map(row_of, patients)))


BY = {"duckdb": by_duckdb_sql, "postgresql": by_postgresql}


def asked_duckdb(guideline: Guideline, table: str, rows: Sequence[dict[str, Any]]) -> list[Answer]:
    """The answers for rows of a table made by the statement `table`."""
    columns = {"id": pa.array(map(str, range(len(rows))), pa.string())}
    for name, kind in typed(guideline).items():
        columns[name] = pa.array([row.get(name) for row in rows], kind, from_pandas=False)
    with duckdb.connect() as connection:
        connection.execute(table)
        connection.register("rows_given", pa.table(columns))
        connection.execute("insert into patients by name select * from rows_given")
        connection.execute(sql.text(guideline, "duckdb"))
        found = connection.execute(ASK)
        return answers(guideline, [column[0] for column in found.description or ()], found.fetchall())


def asked_postgresql(guideline: Guideline, table: str, rows: Sequence[dict[str, Any]]) -> list[Answer]:
    """The answers for rows of a table made by the statement `table`."""
    names = list(typed(guideline))
    listed = ", ".join(f'"{name}"' for name in ("id", *names))
    with connect() as connection, connection.transaction(force_rollback=True), connection.cursor() as cursor:
        cursor.execute(table)
        with cursor.copy(f"copy patients ({listed}) from stdin") as copy:
            for place, row in enumerate(rows):
                copy.write_row([str(place), *map(row.get, names)])
        cursor.execute(sql.text(guideline, "postgresql"))
        cursor.execute(ASK)
        return answers(guideline, [column.name for column in cursor.description or ()], cursor.fetchall())


ASKED = {"duckdb": asked_duckdb, "postgresql": asked_postgresql}


def typed(guideline: Guideline) -> dict[str, Any]:
    """The columns of patients and their types."""
    found = {}
    for item in guideline.findings.values():
        found[item.id] = TYPES[item.kind]
        found[item.id + UNSURE_SUFFIX] = pa.bool_()
    return found


def answers(guideline: Guideline, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Answer]:
    """Rows of the view, with nothing more and nothing less than it promises."""
    plain = ["level", "floor", "ceiling", "settled", "provisional"]
    found = []
    for row in rows:
        answer = dict(zip(names, row, strict=True))
        del answer["id"]
        rules = {id_.removeprefix("rule_"): answer.pop(id_) for id_ in names if id_.startswith("rule_")}
        pictures = {id_: answer.pop(f"condition_{id_}") for id_ in guideline.conditions}
        assert list(answer) == plain, "columns that nobody expects"
        found.append({**answer, "rules": rules, "conditions": pictures})
    return found
