"""Measures and writes into `published/`: `performance.md`, with `app` as argument `app.md`, with `proofs` `proofs.md`.

In: which of the three. Out: the report, printed and written. A new part of the first is a module with
`report() -> str` and one line of `PARTS`. Figures differ from run to run and machine to machine, and proofs take long,
so `lactwise publish --check` leaves these files alone.
"""

import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import app, many_report, proofs, proofs_report, single
from bench.machine import processor

PARTS = (single.report, many_report.report)
PUBLISHED = Path(__file__).parents[1] / "published"


def performance() -> str:
    """The report on speed without a browser."""
    opening = f"""# Performance

Measured on {datetime.now(UTC).date().isoformat()} with Python {platform.python_version()} on \
{processor()}, by `python -m bench`.
Figures differ from machine to machine; the ratios to the plain evaluator differ less."""
    return "\n\n".join([opening, *(part() for part in PARTS)]) + "\n"


REPORTS = {
    (): ("performance.md", performance),
    ("app",): ("app.md", app.report),
    ("proofs",): ("proofs.md", proofs.report),
}


def main() -> None:
    """Measures, prints and writes."""
    asked = tuple(sys.argv[1:])
    if asked not in REPORTS:
        raise SystemExit("Use: python -m bench, python -m bench app, or: python -m bench proofs")
    name, report = REPORTS[asked]
    text = report()
    print(text)
    PUBLISHED.mkdir(exist_ok=True)
    (PUBLISHED / name).write_text(text, encoding="utf-8")
    if proofs_report.FAULTS in text.splitlines():
        raise SystemExit(f"published/{name} lists faults.")


if __name__ == "__main__":
    main()
