"""What does a person see when a table has been triaged?

In: the `Summary` of an audit. Out: on standard output the rows at each level as bars, what was met most and what was
bad; or all of it as JSON.

>>> bar_of(0.5, width=4), bar_of(0.03, width=4)
('██', '▏')
"""

import json
import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from lactwise.auditing import Summary, stamp
from lactwise.model import Guideline
from lactwise.terminal import STYLES

PARTS = " ▏▎▍▌▋▊▉"  # of a letter


def show(summary: Summary, guideline: Guideline, target: str, rejects: str, as_json: bool) -> None:
    """What came of a table: how many rows at each level, drawn as bars; then what was met most, and what was bad."""
    if as_json:
        whole = {**vars(summary), "results": target, "rejects": rejects, **stamp(guideline)}
        sys.stdout.write(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
        return
    table = Table("level", box=None, pad_edge=False)
    for heading in ("rows", "share"):
        table.add_column(heading, justify="right")
    table.add_column()
    bars = {level: summary.levels[level] for level in guideline.levels} | {"no level: bad values": summary.spoiled}
    for place, (level, count) in enumerate(bars.items()):
        share = count / summary.rows if summary.rows else 0.0
        style = STYLES[min(place, len(STYLES) - 1)] if level in guideline.levels else "dim"
        table.add_row(level.replace("_", " "), f"{count:,}", f"{share:.1%}", bar_of(share), style=style)
    console = Console(highlight=False)
    console.print(table)
    lines = [
        "",
        f"{summary.settled:,} of {summary.rows:,} rows are settled, {summary.provisional:,} calm only provisionally.",
        _most("Rules met most", summary.rules),
        _most("Pictures that fit most", summary.fits),
        f"{summary.rows:,} rows in {summary.seconds:.1f} s, engine {summary.engine}, guideline {guideline.version}:",
        target,
    ]
    if summary.faults:
        lines.append(f"{summary.faults:,} bad values in {summary.spoiled:,} rows, which have no level: {rejects}")
    console.print("\n".join(lines), soft_wrap=True)


def bar_of(share: float, width: int = 40) -> str:
    """A share as a bar of whole letters and a part of one."""
    whole, part = divmod(round(share * width * len(PARTS)), len(PARTS))
    return "█" * whole + PARTS[part].strip()


def _most(what: str, counted: Counter[str]) -> str:
    return (
        f"{what}: " + (", ".join(f"{id_} {count:,}" for id_, count in counted.most_common(5) if count) or "none") + "."
    )
