"""What is said of the speed over many patients, and drawn?

In: nothing. Out: a section of `published/performance.md`, and the picture beside it. All of it is measured in one run,
on the same made-up patients, each engine up to the size it can reach in reasonable time.
"""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import altair as alt
from rich.progress import track

from bench.machine import cores, table
from bench.many import Measured, measured
from bench.single import rounded
from lactwise.loading import load
from lactwise.made_up.files import Made, write

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SEED = 1
LONGEST = 60.0  # seconds a measurement may be expected to take; a larger table is then left out
FIRST = {  # the smallest table of each
    "packed": 1_000,
    "polars": 1_000,
    "duckdb": 1_000,
    "spark": 1_000,
    "postgresql": 1_000,
    "javascript": 1_000,
    "python, level": 1_000,
    "python, in full": 1_000,
    "cql on tuples": 1_000,
    "cql on FHIR": 100,
}
LAST = {"postgresql": 100_000, "javascript": 10_000, "python, level": 100_000, "python, in full": 10_000}
LAST |= {"cql on tuples": 1_000, "cql on FHIR": 100, "spark": 100_000, "polars": 1_000_000, "duckdb": 1_000_000}
RULES = (10, 30, 60, 0)  # 0: all of them
GROWN = ("packed", "polars", "duckdb")
GROWN_ROWS = 100_000
PARQUET = ("decoding", "from Parquet", "audit")
GIB = 2**30
PICTURE = "performance.svg"
AXIS = alt.Axis(format="~s", values=[10**power for power in range(1, 10)])


def report() -> str:
    """The section, and the picture written."""
    guideline = load()
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder, f"{size}.parquet") for size in SIZES}
        for size in track(SIZES, "making patients"):
            write(files[size], Made(guideline, size, SEED))
        memory = from_memory(files)
        floor = [measured("reading the bytes", files[size], size) for size in SIZES]
        parquet = {(way, size): measured(way, files[size], size) for way in PARQUET for size in track(SIZES, way)}
        apart = in_two_processes(files[1_000_000], 1_000_000)
        grown = [
            (rules, measured(way, files[GROWN_ROWS], GROWN_ROWS, rules)) for way in GROWN for rules in track(RULES, way)
        ]
    draw(memory, floor, Path(__file__).parents[1] / "published" / PICTURE)
    parts = [
        opening(),
        speeds(memory, floor),
        f"![Rows a second by the size of the table, for each engine]({PICTURE})",
        tables_from_parquet(parquet),
        growth(grown, len(guideline.rules)),
        goals(memory, parquet, apart),
    ]
    return "\n\n".join(parts)


def from_memory(files: dict[int, Path]) -> list[Measured]:
    """Every engine on every size it can be expected to reach."""
    found: list[Measured] = []
    for way in track(FIRST, "engines"):
        last: Measured | None = None
        for size in (size for size in (100, *SIZES) if FIRST[way] <= size <= LAST.get(way, size)):
            if last is None or way == "spark" or last.seconds * size / last.rows <= LONGEST:
                last = measured(way, files[max(size, SIZES[0])], size)
                found.append(last)
    return found


def in_two_processes(file: Path, rows: int) -> list[Measured]:
    """The bitmaps twice at the same time, each on a core of its own; before that once, on one."""
    alone = measured("packed", file, rows, cores=[0])
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(measured, "packed", file, rows, cores=[core]) for core in range(2)]
        return [alone, *(each.result() for each in both)]


def opening() -> str:
    """What was done."""
    return f"""## Many patients

Made-up patients (`lactwise make-patients`, seed {SEED}): all findings, a column beside each for "not sure".
A full triage: level, floor, ceiling, settled, every rule and every picture. {cores()} cores; each measurement in a
process of its own, the median of three rounds (Spark, PostgreSQL and the audit: one). From memory, an engine has its
tables loaded and its plan made before.
The CQL peers give only level, floor, ceiling and settled; JavaScript takes and gives JSON; "python, level" gives level,
floor and ceiling by the single-patient engine, "in full" every rule and picture as well. Memory is that of the Python
process; Java, Node and PostgreSQL have their own."""


def speeds(memory: Iterable[Measured], floor: Iterable[Measured]) -> str:
    """Rows a second, a line an engine."""
    lines = []
    by_way: dict[str, dict[int, Measured]] = {}
    for item in (*memory, *floor):
        by_way.setdefault(item.way, {})[item.rows] = item
    sizes = (100, *SIZES)
    for way, found in sorted(by_way.items(), key=lambda pair: -max(item.speed for item in pair[1].values())):
        memory_used = max(item.peak for item in found.values())
        cells = [f"{rounded(found[size].speed)}" if size in found else "" for size in sizes]
        lines.append([way, *cells, f"{memory_used / GIB:.2f}"])
    head = ["rows a second, from memory", *(f"{size:,} rows" for size in sizes), "GiB at most"]
    return table(head, lines)


def tables_from_parquet(found: dict[tuple[str, int], Measured]) -> str:
    """Decoding alone, decoding and triage, and the whole audit with its results written."""
    lines = []
    for size in SIZES:
        decoding, triaged, whole = (found[way, size] for way in PARQUET)
        lines.append(
            [
                f"{size:,}",
                *(f"{item.seconds:.3g}" for item in (decoding, triaged, whole)),
                f"{triaged.seconds / decoding.seconds:.2f}",
                f"{whole.peak / GIB:.2f}",
            ]
        )
    head = ["rows, from Parquet", "decoding, s", "and triage, s", "audit, results written, s"]
    return table([*head, "triage ÷ decoding", "GiB of the audit"], lines)


def growth(grown: list[tuple[int, Measured]], all_rules: int) -> str:
    """Seconds by the number of rules."""
    lines = []
    for way in GROWN:
        of_way = {rules: item for rules, item in grown if item.way == way}
        lines.append([way, *(f"{of_way[rules].seconds:.3g}" for rules in RULES)])
    head = [f"seconds for {GROWN_ROWS:,} rows", *(f"{rules or all_rules} rules" for rules in RULES)]
    return table(head, lines)


def goals(memory: list[Measured], parquet: dict[tuple[str, int], Measured], apart: list[Measured]) -> str:
    """Each goal, what was measured, and whether that meets it."""
    best = {item.way: max(other.speed for other in memory if other.way == item.way) for item in memory}
    packed = {item.rows: item.speed for item in memory if item.way == "packed"}
    million = max(SIZES[-2:])
    ratio = parquet["from Parquet", million].seconds / parquet["decoding", million].seconds
    rows = [
        ("full triages a second from memory, two cores", 20e6, max(packed.values()), True),
        (f"time from Parquet ÷ decoding, {million:,} rows", 1.5, ratio, False),
        ("packed ÷ cql-execution on tuples", 1_000, max(packed.values()) / best["cql on tuples"], True),
        (f"GiB for the audit of {million:,} rows", 2, parquet["audit", million].peak / GIB, False),
        ("one patient at a time in Python, a second", 10_000, best["python, level"], True),
    ]
    lines = []
    for what, goal, value, least in rows:
        met = value >= goal if least else value <= goal
        lines.append(
            [what, f"{'at least' if least else 'at most'} {goal:,.10g}", rounded(value), "yes" if met else "**no**"]
        )
    alone, *both = apart
    together = sum(item.speed for item in both)
    closing = f"""Packed on one core: {rounded(alone.speed)} rows a second. Two processes at the same time, a core
each: {rounded(together)} together ({alone.rows:,} rows each). `lactwise audit` is one process.
One process gains little from a second core: Python's lock is handed over at each of some 4,000 short calls of NumPy."""
    return f"{table(['goal', '', 'measured', 'met'], lines)}\n\n{closing}"


def draw(memory: Iterable[Measured], floor: Iterable[Measured], path: Path) -> None:
    """Rows a second over rows, both by powers of ten, each engine a line with its name at its end."""
    values = [{"engine": item.way, "rows": item.rows, "speed": item.speed} for item in (*memory, *floor)]
    ends = {item["engine"]: item for item in values}
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "rows:Q", scale=alt.Scale(type="log", domain=[100, 2e8], nice=False), title="rows of the table", axis=AXIS
        ),
        y=alt.Y("speed:Q", scale=alt.Scale(type="log"), title="rows a second", axis=AXIS),
        color=alt.Color("engine:N", legend=None, scale=alt.Scale(scheme="dark2")),
        shape=alt.Shape("engine:N", legend=None),
    )
    named = alt.Chart(alt.Data(values=list(ends.values()))).mark_text(align="left", dx=8, fontSize=11, color="#333")
    labels = named.encode(x="rows:Q", y="speed:Q", text="engine:N")
    chart = (base.mark_line() + base.mark_point(filled=True, size=50) + labels).properties(width=640, height=400)
    chart.save(str(path), format="svg")
