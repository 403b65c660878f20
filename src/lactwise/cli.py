"""What does a person or a script at a terminal get? The door of every command.

In: arguments, files and keys. Out: text or JSON on standard output, faults on standard error, and
an exit status: 0 done, 1 the answer is "no" or some input was bad, 2 wrong usage. Never a trace.
"""

import contextlib
import io
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lactwise import interview, patient
from lactwise.batch import LONGEST, answer_all, case_of, findings_in
from lactwise.engine import words_of
from lactwise.episode_file import one_of
from lactwise.loading import default_folder, load, read
from lactwise.model import Guideline
from lactwise.options import Chosen, Folder, Language, Place, new_file, opened, three_files
from lactwise.patient import InputError
from lactwise.problems import GuidelineError
from lactwise.terminal import FAILED, complain, counting, debugging, show

if TYPE_CHECKING:
    from lactwise import auditing

COUNTED = (
    "findings",
    "thresholds",
    "definitions",
    "rules",
    "conditions",
    "advice",
    "places",
    "claims",
)

app = typer.Typer(
    help="The painful, red, swollen or lumpy lactating breast: a guideline, and what it says.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: quick, and read well by a screen reader
    pretty_exceptions_enable=False,
    add_completion=False,
)
Engine = Literal["auto", "packed", "duckdb", "polars", "spark"]
Audience = Annotated[
    Literal["parent", "clinician"] | None,
    typer.Option(help="Whom the words are for. Default: who answers."),
]


@app.callback()
def common(context: typer.Context, guideline: Folder = None, place: Place = None, lang: Language = None) -> None:
    """Options before the command."""
    context.obj = Chosen().but(guideline, place, lang)


# --- the commands ---


@app.command()
def check(context: typer.Context, guideline: Folder = None) -> None:
    """Load the guideline in all its languages and report every fault at once."""
    started = time.perf_counter()
    chosen: Chosen = context.obj.but(guideline)
    found = read(chosen.folder.resolve(), chosen.languages or ("en",))
    counts = ", ".join(f"{len(getattr(found, name))} {name}" for name in COUNTED)
    took = f"{time.perf_counter() - started:.2f} s"
    languages = " ".join(chosen.languages)
    print(f"Guideline {found.version} is sound: {counts}; {languages}; {found.digest}; {took}")
    dates = {"The guideline": found.review_by} | {f"places/{p.code}": p.review_by for p in found.places.values()}
    today = datetime.now().astimezone().date()
    complain(f"{what} was due for review on {day}." for what, day in dates.items() if day < today)


@app.command()
def assess(
    context: typer.Context,
    facts: Annotated[str, typer.Argument(metavar="FACTS.json", help="A file, or - for standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The assessment as JSON.")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="A case a line in, an answer a line out.")] = False,
    audience: Audience = None,
    guideline: Folder = None,
    place: Place = None,
    lang: Language = None,
) -> None:
    """Assess one patient, or with --batch one a line."""
    chosen: Chosen = context.obj.but(guideline, place, lang)
    with opened(facts) as stream:
        loaded, words = chosen.load()
        if batch:
            raise typer.Exit(answer_all(stream, loaded, words, audience))
        id_, case = case_of(stream.read(LONGEST + 1), facts if facts != "-" else "the input")
    findings = findings_in(loaded, case)
    result = interview.assess(loaded, findings, words.place.code, words.language, audience)
    if as_json:
        named = {} if id_ is None else {"id": id_}
        print(json.dumps(named | result, indent=2, ensure_ascii=False))
    else:
        show(findings, result, words, audience)


@app.command()
def follow(
    context: typer.Context,
    episode: Annotated[str, typer.Argument(metavar="EPISODE.json", help="A file, or - for standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The course as JSON.")] = False,
    soap: Annotated[bool, typer.Option("--soap", help="A note for the record, with the course.")] = False,
    now: Annotated[str | None, typer.Option(metavar="TIME", help="As it stands then. Default: the last entry.")] = None,
    which: Annotated[str | None, typer.Option("--episode", metavar="ID", help="Which, of a file with several.")] = None,
    audience: Audience = None,
    guideline: Folder = None,
    place: Place = None,
    lang: Language = None,
) -> None:
    """Follow one illness over days: what changed at each check-in, what is due, and where it stands."""
    from lactwise import follow_show

    if as_json and soap:
        raise typer.BadParameter("JSON and a note cannot both go to standard output.", param_hint="--soap")
    chosen: Chosen = context.obj.but(guideline, place, lang)
    with opened(episode, "EPISODE.json") as stream:
        loaded, words = chosen.load()
        _, given = case_of(stream.read(LONGEST + 1), episode if episode != "-" else "the input")
    given = one_of(given, which)
    form: follow_show.Form = "json" if as_json else "soap" if soap else "words"
    if not chosen.place:
        words = follow_show.words_there(words, given)
    try:
        follow_show.run(loaded, words, given, follow_show.Wanted(form, now, audience))
    except follow_show.WrongTimeError as error:
        raise typer.BadParameter(str(error), param_hint="--now") from None


@app.command()
def ask(context: typer.Context, guideline: Folder = None, place: Place = None, lang: Language = None) -> None:
    """Ask the questions, one screen at a time, then say what to do."""
    from lactwise.asking import Interview

    _, words = context.obj.but(guideline, place, lang).load()
    Interview(words).run()


@app.command()
def audit(
    context: typer.Context,
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Parquet, CSV or NDJSON: a column a finding.")],
    *,
    to: Annotated[str | None, typer.Option(help="Results, as Parquet. Default: TABLE.triage.parquet.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Bad values, as CSV. Default: TABLE.rejects.csv.")] = None,
    keep: Annotated[list[str] | None, typer.Option(help="A column to carry along. May be repeated.")] = None,
    engine: Annotated[Engine, typer.Option(help="What triages. Default: the fastest here.")] = "auto",
    master: Annotated[str | None, typer.Option(help="A cluster of Spark, which reads and writes by itself.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    guideline: Folder = None,
) -> None:
    """Triage every row of a table."""
    from lactwise import audit_report

    if master is not None and engine != "spark":
        raise typer.BadParameter("only --engine spark has one.", param_hint="--master")
    chosen: Chosen = context.obj.but(guideline)
    target, bad = to or f"{table}.triage.parquet", str(rejects or f"{table}.rejects.csv")
    started = time.perf_counter()
    if master is not None:
        from lactwise import audit_on_spark

        loaded, bad = load(chosen.folder), "the column error"
        summary = audit_on_spark.audit(table, target, loaded, keep or (), master)
    else:
        three_files(Path(table), Path(target), Path(bad))
        loaded = load(chosen.folder)
        summary = _audited(loaded, Path(table), keep or [], engine, Path(target), Path(bad))
    summary.seconds = time.perf_counter() - started
    audit_report.show(summary, loaded, target, bad, as_json)
    if summary.faults:
        raise typer.Exit(1)


def _audited(
    loaded: Guideline, table: Path, keep: list[str], engine: Engine, target: Path, bad: Path
) -> "auditing.Summary":
    from lactwise import auditing
    from lactwise.lowered import lower
    from lactwise.tables import Table

    rows = Table(table, loaded, keep)
    name = auditing.FASTEST if engine == "auto" else engine
    machine = auditing.engine_for(name, lower(loaded, rows.columns))
    with counting("rows") as step:
        summary = auditing.audit(rows, machine, target, bad, step)
    summary.engine = name
    return summary


@app.command()
def prove(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The verdicts as JSON.")] = False,
    guideline: Folder = None,
) -> None:
    """Prove every claim of safety.toml and what any guideline must hold, over all patients."""
    from lactwise import proving
    from lactwise.proofs import prover

    chosen: Chosen = context.obj.but(guideline)
    loaded = load(chosen.folder, chosen.languages)
    count = len(prover.properties(loaded))
    verdicts = []
    with counting("properties") as step:
        for verdict in prover.prove(loaded):
            verdicts.append(verdict)
            step(len(verdicts), len(verdicts), count)
    folder = None if chosen.folder == default_folder() else str(chosen.folder)
    if as_json:
        print(json.dumps(proving.as_json(loaded, verdicts, folder), indent=2, ensure_ascii=False))
    else:
        print("\n".join(proving.lines(verdicts, words_of(loaded, "generic", "en"), folder)))
    if not all(verdict.proved for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def compare(
    context: typer.Context,
    first: Annotated[str | None, typer.Argument(metavar="A", help="A folder, or a revision of git.")] = None,
    second: Annotated[str | None, typer.Argument(metavar="B", help="Default: the guideline in use.")] = None,
    source: Annotated[str | None, typer.Option("--as", metavar="SOURCE", help="B is A with its numbers.")] = None,
    count: Annotated[int, typer.Option(min=0, help="How many synthetic patients.")] = 1_000_000,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other patients.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="The comparison as JSON.")] = False,
    page: Annotated[Path | None, typer.Option(help="Also as a page, in one file.")] = None,
    markdown: Annotated[str | None, typer.Option(help="Also as Markdown; - only so, here.")] = None,
    guideline: Folder = None,
) -> None:
    """Show whom the difference between two guidelines affects. That they differ is no failure."""
    from lactwise import compare_show as report
    from lactwise.compare import WrongUsageError

    forms, folder = report.Forms(as_json, page, markdown), context.obj.but(guideline).folder
    try:
        raise typer.Exit(report.run((first, second, source), folder, count, seed, forms))
    except WrongUsageError as error:
        raise typer.BadParameter(str(error), param_hint=error.argument) from None


@app.command()
def publish(
    context: typer.Context,
    stale: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if stale.")] = False,
    guideline: Folder = None,
) -> None:
    """Write published/ anew from the guideline."""
    from lactwise import publishing

    chosen: Chosen = context.obj.but(guideline)
    folder = chosen.folder.resolve().parent / "published"
    loaded = load(chosen.folder, chosen.languages)
    if not stale:
        written = publishing.write(loaded, folder)
        print("\n".join([f"{folder}: {len(written)} files written", *written]))
        return
    faults = publishing.check(loaded, folder)
    if faults:
        complain([*faults, "Run lactwise publish and commit what it writes."])
        raise typer.Exit(1)
    print(f"Up to date: {folder}")


@app.command()
def make_patients(
    context: typer.Context,
    out: Annotated[str, typer.Argument(metavar="OUT", help="A .parquet, .csv or .ndjson file; - prints the last.")],
    count: Annotated[int, typer.Option(min=1, help="How many.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other patients.")] = 1,
    no_unsure: Annotated[bool, typer.Option("--no-unsure", help="Nobody is asked and not sure.")] = False,
    guideline: Folder = None,
) -> None:
    """Make up plausible patients, none of them real, for audits, benchmarks and trying things out."""
    from lactwise.made_up import files

    chosen: Chosen = context.obj.but(guideline)
    path = None if out == "-" else new_file(out, files.FORMATS)
    loaded, _ = chosen.load()
    bar = contextlib.nullcontext(lambda *_: None) if path is None else counting("patients")
    with bar as step:
        made = files.Made(loaded, count, seed, not no_unsure, lambda done: step(done, done, count))
        if path is None:
            files.write_to(sys.stdout.buffer, ".ndjson", made)
        else:
            files.write(path, made)
    said = f"{count:,} made-up patients in {out} (seed {seed}, guideline {loaded.version})."
    print(f"{said} No real person is among them.", file=sys.stderr if path is None else sys.stdout)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    guideline: Folder = None,
) -> None:
    """Serve the app, the guideline book and the APIs."""
    from lactwise import web

    web.serve(host, port, context.obj.but(guideline).folder)


# --- the entry point ---


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and leaves with its exit status; every fault becomes a message."""
    for stream, errors in (
        (sys.stdin, "replace"),
        *((s, "backslashreplace") for s in (sys.stdout, sys.stderr)),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        app(arguments, prog_name="lactwise")
    except Exception as error:  # whatever happened, she is told what to do
        if debugging():
            raise
        complain(_explained(error))
        sys.exit(1)


def _explained(error: Exception) -> list[str]:
    """A message for any failure."""
    if isinstance(error, InputError):
        said = any(patient.STILL_ILL in fault for fault in error.faults)
        return [*error.faults, *([] if said else [patient.STILL_ILL])]
    if isinstance(error, GuidelineError):
        return [str(error)]
    if isinstance(error, OSError | UnicodeError):
        return [f"lactwise: {error}"]
    return [FAILED, f"The fault was {type(error).__name__}; LACTWISE_DEBUG=1 shows where."]


if __name__ == "__main__":
    main()
