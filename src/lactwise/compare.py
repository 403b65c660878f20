"""Which two guidelines are compared, and whom does the difference between them affect?

In: folders, revisions that git knows, or a source whose numbers to take. Out: two `Side`s, or every reason why not; and
of two sides a `Comparison`: the data that differ, the published and synthetic patients who move, and for each kind of
change the smallest patient, or a proof that there is nobody.

>>> second = sides(None, None, "cks", loading.default_folder())[1]
>>> second.name
'the same with the numbers of cks'
"""

import io
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from lactwise import loading
from lactwise.changed import as_source, sources_that_differ
from lactwise.compare_data import Difference, counted, differences, unlike
from lactwise.compare_moves import Step, Tally, synthetic
from lactwise.compare_published import Published, published
from lactwise.compare_witness import Restarting, Witnesses, check, witnesses
from lactwise.model import Guideline
from lactwise.problems import GuidelineError, nearest

FIRST, SECOND, SOURCE = "A", "B", "--as"
Counting = Callable[[str], AbstractContextManager[Step]]


class WrongUsageError(Exception):
    """What was named is not there; `argument` is the one that names it."""

    def __init__(self, argument: str, fault: str) -> None:
        self.argument = argument
        super().__init__(fault)


class UnloadableError(Exception):
    """A guideline does not load; `faults` holds all faults of both."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Side:
    """A guideline, and what it is called here."""

    name: str
    guideline: Guideline


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is known of the difference between two guidelines."""

    before: Side
    after: Side
    data: list[Difference]
    counted: dict[str, int]
    unlike: list[str]
    published: Published
    synthetic: Tally
    seed: int
    proved: Witnesses
    seconds: float


# --- whom it affects ---


def compare(
    before: Side, after: Side, count: int, seed: int, counting: Counting = lambda _: nullcontext(lambda *_: None)
) -> Comparison:
    """Everything about two sides. `counting` shows the progress of what takes long."""
    started = time.perf_counter()
    old, new = before.guideline, after.guideline
    cases = published(old, new)
    with counting("synthetic patients") as step:
        tally = synthetic(old, new, count, seed, step)
    with counting("questions about all patients") as step:
        proved = _proved(old, new, step)
    check(proved, tally.changes)
    for moved in cases.all_moved:
        check(proved, moved.changes)
    seconds = time.perf_counter() - started
    differing = differences(old, new), counted(old, new), unlike(old, new)
    return Comparison(before, after, *differing, cases, tally, seed, proved, seconds)


def _proved(before: Guideline, after: Guideline, step: Step) -> Witnesses:
    from lactwise.proofs.smallest import UndecidedError  # noqa: PLC0415 - z3 is heavy
    from lactwise.proofs.witness import Differences  # noqa: PLC0415

    def make(patience: int) -> Differences:
        asked = Differences(before, after)
        asked.search.solver.set("timeout", patience)
        return asked

    try:
        asked = Restarting(make, UndecidedError)
    except ValueError as error:
        return Witnesses({}, {}, str(error))
    return witnesses(before, after, asked, UndecidedError, step)


# --- which two ---


def sides(first: str | None, second: str | None, source: str | None, home: Path) -> tuple[Side, Side]:
    """The two sides that a person names; `home` is the folder of the guideline in use.

    Raises `WrongUsageError` for what is not there, `UnloadableError` with every fault of what does not load.
    """
    if source is not None and second is not None:
        raise WrongUsageError(
            SECOND, "with --as only one guideline is named: the other is it with the source's numbers."
        )
    if first is None and source is None:
        raise WrongUsageError(FIRST, "name a folder or a revision to compare with, or a source with --as.")
    faults: list[str] = []
    before = _side(FIRST, first, home, faults)
    after = _side(SECOND, second, home, faults) if source is None else None
    if faults or before is None:
        raise UnloadableError(faults)
    if source is not None:
        after = _as_source(before.guideline, source)
    if after is None:
        raise UnloadableError(faults)
    return before, after


def _side(argument: str, name: str | None, home: Path, faults: list[str]) -> Side | None:
    """A side, or `None` and its faults."""
    with _folder(argument, name, home) as (folder, called):
        languages = tuple(sorted(path.stem for path in folder.glob("text/*.toml")))
        try:
            guideline = loading.read(folder.resolve(), languages)
        except GuidelineError as error:
            faults.append(f"{called}: {error}")
            return None
    return Side(f"{called}, version {guideline.version}", guideline)


def _as_source(guideline: Guideline, source: str) -> Side:
    known = sources_that_differ(guideline)
    if source not in known:
        hint = nearest(source, known)
        fault = "a work that gives no other number" if source in guideline.works else "no such source"
        hint = f", {hint}" if hint else "."
        raise WrongUsageError(SOURCE, f"{source!r}: {fault}{hint} Sources are {', '.join(sorted(known))}.")
    changed = replace(as_source(guideline, source), digest=f"{guideline.digest} with the numbers of {source}")
    return Side(f"the same with the numbers of {source}", changed)


@contextmanager
def _folder(argument: str, name: str | None, home: Path) -> Iterator[tuple[Path, str]]:
    """The folder that a name stands for, and what to call it. A revision is unpacked into one that does not last."""
    if name is None:
        yield home, "the guideline in use"
        return
    if Path(name).is_dir():
        yield Path(name), name
        return
    commit, top, inside = _commit(argument, name, home)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packed = _git(top, "archive", "--format=tar", f"{commit}:{inside}")
        if packed is None:
            raise WrongUsageError(argument, f"at the revision {name} there is no folder {inside or '.'}.")
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        yield folder, f"{name} ({commit[:9]})"


def _commit(argument: str, name: str, home: Path) -> tuple[str, Path, str]:
    """The commit that a revision names, the folder of the repository, and where in it the guideline stands."""
    places = _git(home, "rev-parse", "--show-toplevel", "--show-prefix")
    if places is None:
        raise WrongUsageError(argument, f"there is no folder {name}, and {home} is in no repository of git.")
    commit = _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        refs = _git(home, "for-each-ref", "--format=%(refname:short)") or b""
        hint = nearest(name, [*refs.decode().split(), *_folders_near(name), "HEAD"])
        hint = f", {hint}" if hint else ". Numbers of a source are named with --as."
        raise WrongUsageError(argument, f"{name!r} is neither a folder nor a revision{hint}")
    top, inside = places.decode().splitlines()
    return commit.decode().strip(), Path(top), inside.rstrip("/")


def _folders_near(name: str) -> Iterable[str]:
    above = Path(name).parent
    return [str(above / path.name) for path in above.iterdir() if path.is_dir()] if above.is_dir() else []


def _git(home: Path, *arguments: str) -> bytes | None:
    """What git says in the repository of a folder; `None` if it says no, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(home), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
