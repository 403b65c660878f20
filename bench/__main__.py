"""Measures every part and writes `published/performance.md`.

In: nothing. Out: the report, printed and written. A new part is a module with `report() -> str`
and one line of `PARTS`. The figures differ from run to run and machine to machine, so
`lactwise publish --check` leaves the file alone.
"""

import platform
from datetime import UTC, datetime
from pathlib import Path

from bench import single

PARTS = (single.report,)
WRITTEN_TO = Path(__file__).parents[1] / "published" / "performance.md"


def main() -> None:
    """Measures, prints and writes."""
    opening = f"""# Performance

Measured on {datetime.now(UTC).date().isoformat()} with Python {platform.python_version()} on \
{processor()}, by `python -m bench`.
Figures differ from machine to machine; the ratios to the plain evaluator differ less."""
    text = "\n\n".join([opening, *(part() for part in PARTS)]) + "\n"
    print(text)
    WRITTEN_TO.parent.mkdir(exist_ok=True)
    WRITTEN_TO.write_text(text, encoding="utf-8")


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
