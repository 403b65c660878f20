"""On what was it measured? In: nothing. Out: words about this machine, and numbers as they are shown."""

import os
import platform
from pathlib import Path
from statistics import quantiles


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def p95(numbers: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return quantiles(numbers, n=20, method="inclusive")[-1] if len(numbers) > 1 else numbers[0]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
