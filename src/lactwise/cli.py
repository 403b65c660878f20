"""What does a person or a script at a terminal get? The door of every command.

In: arguments, files and keys. Out: text or JSON on standard output, faults on standard error, and
an exit status: 0 done, 1 the answer is "no" or some input was bad, 2 wrong usage. Never a trace.

>>> case_of(b'{"id": 7, "findings": {"redness": true}}', "line 1")[0]
7
"""

import contextlib
import io
import json
import os
import re
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Any, Literal

import typer

from lactwise import interview, patient
from lactwise.engine import triage, words_of
from lactwise.loading import default_folder, load, read
from lactwise.model import Finding, Guideline, Value
from lactwise.note import WIDTH, local, note, urgent_words, value_in_words
from lactwise.patient import InputError
from lactwise.problems import GuidelineError, nearest
from lactwise.reading import UNSURE
from lactwise.wording import Words

LONGEST = 4 * patient.LONGEST  # bytes of one patient: a character takes up to four
LONGEST_REPLY = 200  # characters typed into the interview
FAILED = "If someone is very ill, call your emergency number now. Lactwise has failed and cannot answer."
STYLES = ("bold white on red", "bold red", "bold yellow", "bold cyan", "bold green")  # by level
HOURS_IN = {"minutes": 1 / 60, "hours": 1, "days": 24, "weeks": 168, "months": 730, "years": 8760}
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
Folder = Annotated[
    Path | None,
    typer.Option("--guideline", metavar="DIR", exists=True, file_okay=False, help="Guideline to use."),
]
Place = Annotated[str | None, typer.Option("--place", metavar="CODE", help="Country pack, as gb.")]
Language = Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Language, as en.")]


@dataclass(frozen=True)
class Chosen:
    """What the common options name. They may stand before or after the command."""

    folder: Path = field(default_factory=default_folder)
    place: str = "generic"
    language: str = "en"

    def but(self, folder: Path | None, place: str | None = None, language: str | None = None) -> "Chosen":
        """With the options that were given."""
        return Chosen(folder or self.folder, place or self.place, language or self.language)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language the guideline has a file for."""
        return tuple(sorted(path.stem for path in self.folder.glob("text/*.toml")))

    def load(self) -> tuple[Guideline, Words]:
        """The guideline and its reader's words; a place or language it lacks is wrong usage."""
        _one_of("--lang", self.language, self.languages)
        try:
            guideline = load(self.folder, (self.language,))
        except GuidelineError:
            _complain([FAILED])
            raise
        _one_of("--place", self.place, guideline.places)
        return guideline, words_of(guideline, self.place, self.language)


def _one_of(option: str, given: str, known: Iterable[str]) -> None:
    known = sorted(known)
    if known and given not in known:
        hint = nearest(given, known)
        fault = f"there is no {given!r}{f', {hint}' if hint else '.'} Use one of {', '.join(known)}."
        raise typer.BadParameter(fault, param_hint=option)


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
    _complain(f"{what} was due for review on {day}." for what, day in dates.items() if day < today)


@app.command()
def assess(
    context: typer.Context,
    facts: Annotated[str, typer.Argument(metavar="FACTS.json", help="A file, or - for standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The assessment as JSON.")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="A case a line in, an answer a line out.")] = False,
    audience: Annotated[
        Literal["parent", "clinician"] | None,
        typer.Option(help="Whom the words are for. Default: who answers."),
    ] = None,
    guideline: Folder = None,
    place: Place = None,
    lang: Language = None,
) -> None:
    """Assess one patient, or with --batch one a line."""
    chosen: Chosen = context.obj.but(guideline, place, lang)
    with _opened(facts) as stream:
        loaded, words = chosen.load()
        if batch:
            raise typer.Exit(_batch(stream, loaded, words, audience))
        id_, case = case_of(stream.read(LONGEST + 1), facts if facts != "-" else "the input")
    findings = findings_in(loaded, case)
    result = interview.assess(loaded, findings, words.place.code, words.language, audience)
    if as_json:
        named = {} if id_ is None else {"id": id_}
        print(json.dumps(named | result, indent=2, ensure_ascii=False))
    else:
        _show(findings, result, words, audience)


@app.command()
def ask(context: typer.Context, guideline: Folder = None, place: Place = None, lang: Language = None) -> None:
    """Ask the questions, one screen at a time, then say what to do."""
    _, words = context.obj.but(guideline, place, lang).load()
    Interview(words).run()


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
        _complain([*faults, "Run lactwise publish and commit what it writes."])
        raise typer.Exit(1)
    print(f"Up to date: {folder}")


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


# --- input ---


@contextlib.contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    """A file or standard input, as bytes. What cannot be opened is wrong usage."""
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below, outside this handler
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise typer.BadParameter(f"{path} cannot be read: {why}.", param_hint="FACTS.json") from None
    with stream:
        yield stream


def lines_of(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends, in constant memory; `None` for one longer than any patient."""
    while line := stream.readline(LONGEST + 1):
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST)
            yield None
        else:
            yield line.rstrip(b"\r\n")


def case_of(raw: bytes | None, what: str) -> tuple[Any, object]:
    """The id of a case (or `None`) and the whole case, unchecked. `what` names it in faults."""
    if raw is None or len(raw) > LONGEST:
        raise InputError([f"{what} has more than {LONGEST:,} bytes. Send one patient at a time."])
    if not raw.strip():
        raise InputError([f'{what} is empty. Write an object such as {{"redness": true}}.'])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        raise InputError([f"{what} is not UTF-8 at {where}. Save it as UTF-8."]) from None
    case = patient.from_json(text, what)
    return case.get("id") if isinstance(case, dict) else None, case


def findings_in(guideline: Guideline, case: object) -> dict[str, Value]:
    """Checked findings of `{"id": …, "findings": {…}}`, or of bare findings. Nothing is dropped."""
    if not isinstance(case, dict) or "findings" not in case:
        return patient.findings_of(guideline, case)
    strays = [key for key in case if key in guideline.findings]
    faults = [f"{key}: stands beside findings, not in it. Move it inside." for key in strays]
    faults += patient.check(guideline, case["findings"])
    if faults:
        raise InputError(faults)
    return patient.findings_of(guideline, case["findings"])


# --- many patients ---


def _batch(stream: IO[bytes], guideline: Guideline, words: Words, audience: str | None) -> int:
    """Answers each line in its place, in constant memory. Gives the exit status."""
    bad = count = 0
    with _progress(stream) as step:
        for count, raw in enumerate(lines_of(stream), 1):
            answer = _answer(raw, f"line {count}", guideline, words, audience)
            bad += "errors" in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            step()
    if bad:
        _complain([f"{bad:,} of {count:,} lines were bad. Each is answered in its place by its errors."])
    return 1 if bad else 0


def _answer(raw: bytes | None, what: str, guideline: Guideline, words: Words, audience: str | None) -> dict[str, Any]:
    id_ = None
    try:
        id_, case = case_of(raw, what)
        findings = findings_in(guideline, case)
        result = interview.assess(guideline, findings, words.place.code, words.language, audience)
    except InputError as error:
        return {"id": id_, "errors": error.faults}
    except Exception:  # the lines that follow are other patients, who must still be answered
        if _debugging():
            raise
        return {"id": id_, "errors": [FAILED]}
    return {"id": id_} | result


@contextlib.contextmanager
def _progress(stream: IO[bytes]) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if a person watches it while the answers go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    whole = None if stream is sys.stdin.buffer else os.fstat(stream.fileno()).st_size
    bar = Progress(
        *(BarColumn(), TextColumn("{task.fields[count]:,} patients"), TimeRemainingColumn()),
        console=Console(stderr=True),
        redirect_stdout=False,  # the answers belong on standard output, not above the bar
        redirect_stderr=False,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=whole, count=0)

        def step() -> None:
            seen = bar.tasks[0].fields["count"] + 1
            bar.update(task, count=seen, completed=stream.tell() if whole else 0)

        yield step


# --- output ---


def _show(
    findings: Mapping[str, Value],
    result: Mapping[str, Any],
    words: Words,
    audience: str | None = None,
) -> None:
    """The note. In a terminal it has colour, and its first words once more where the eye is."""
    now = datetime.now().astimezone()
    text = note(words.guideline, findings, result, words, audience=audience, now=now)
    if not sys.stdout.isatty():
        print(text, end="")
        return
    from rich.console import Console
    from rich.text import Text

    urgency = min(words.guideline.urgency[result["level"]], len(STYLES) - 1)
    style = "bold" if result["provisional"] else STYLES[urgency]
    shown, top = Text(text), text.split("\n\n", 1)[0]
    shown.stylize(style, 0, len(top))
    for heading in re.finditer(r"(?<=\n\n)\S.*(?=\n  )", text):
        shown.stylize("bold", *heading.span())
    console = Console(highlight=False)
    console.print(shown, soft_wrap=True)
    console.print(Text(top, style), soft_wrap=True)


def _complain(faults: Iterable[str]) -> None:
    """Faults on standard error, a line each, without characters that could steer the terminal."""
    for line in (line for fault in faults for line in fault.splitlines()):
        print("".join(sign if sign.isprintable() else "\ufffd" for sign in line), file=sys.stderr)


# --- the interview ---


class UnclearError(Exception):
    """An answer that could not be understood; its text says why, kindly."""


@dataclass
class Interview:
    """One conversation. `answers` count; `kept` remembers what was said before going back."""

    words: Words
    answers: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, Value] = field(default_factory=dict)
    trail: list[tuple[str, ...]] = field(default_factory=list)
    screen: str = ""

    def __post_init__(self) -> None:
        self.guideline = self.words.guideline

    def run(self) -> None:
        """Asks until nothing more matters, help is needed or she leaves; then says what to do."""
        for key in ("welcome", "emergency", "privacy", "commands"):
            self.tell(self.say(key))
        try:
            while group := self.next_group():
                self.ask(group)
            end = "done"
        except EOFError:
            end = "ended"
        except KeyboardInterrupt:
            end = "bye"
        level = triage(self.guideline, self.answers).level
        if end == "done" and self.guideline.urgency[level] == 0:
            end = "urgent_now"
        print()
        self.tell(self.say(end))
        if end != "bye":
            print()
            place, language = self.words.place.code, self.words.language
            _show(
                self.answers,
                interview.assess(self.guideline, self.answers, place, language),
                self.words,
            )
        elif not self.guideline.levels[level].calm:
            self.tell(urgent_words(level, self.words))

    def next_group(self) -> tuple[str, ...]:
        """What is asked together: one single question, or the list to tick of one screen."""
        screen = interview.next_screen(self.guideline, self.answers)
        if screen is None:
            return ()
        if screen.id != self.screen:
            self.screen = screen.id
            print()
            self.tell(self.words.text("screens", screen.id, "title", screen.id))
            self.tell(self.words.text("screens", screen.id, "help"))
        return screen.singles[:1] or screen.ticks

    def ask(self, group: tuple[str, ...]) -> None:
        """Asks until an answer can be used. A step back keeps the answer but does not count it."""
        self.show(group)
        while True:
            reply = input("> ").strip()[:LONGEST_REPLY]
            match reply.casefold():
                case "q" | "quit":
                    raise KeyboardInterrupt
                case "b" | "back" if not self.trail:
                    self.tell(self.say("no_back"))
                case "b" | "back":
                    for name in self.trail.pop():
                        self.answers.pop(name, None)
                    self.screen = ""
                    return
                case command if command.startswith("?"):
                    self.explain(group, command[1:].strip())
                case _:
                    try:
                        found = self.read(group, reply)
                    except UnclearError as unclear:
                        self.tell(str(unclear))
                        continue
                    self.answers |= found
                    self.kept |= found
                    self.trail.append(group)
                    return

    # --- showing a question ---

    def say(self, key: str, **more: str) -> str:
        """A word of the interview."""
        return self.words.interface("ask", key, key.replace("_", " "), **more)

    def tell(self, text: str, first: str = "") -> None:
        """One paragraph, hanging from `first`."""
        print(textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first)))

    def listed(self, texts: Iterable[str]) -> None:
        """A numbered list."""
        for number, text in enumerate(texts, 1):
            self.tell(text, f"{number:3}  ")

    def show(self, group: tuple[str, ...]) -> None:
        """The question, how to answer it, and what was answered before."""
        print()
        finding = self.guideline.findings[group[0]]
        again = all(name in self.kept for name in group)
        if finding.kind == "yes_no":
            self.listed(map(self.question, group))
            how = "tick_again" if again else "tick"
        else:
            self.tell(self.question(finding.id))
            self.listed(value_in_words(each, finding.id, self.words) for each in finding.options)
            how = "choose" if finding.kind == "choice" else f"number_{finding.unit}"
            how = how if self.words.raw("interface", "ask", how) else "number"
        self.tell(self.say(how, none=self.none()))
        if again:
            self.tell(self.say("kept", answer=self.before(group)))

    def question(self, name: str) -> str:
        """A question in full."""
        means = self.guideline.findings[name].means
        return local(self.words.text("findings", name, "ask", means), self.words)

    def none(self) -> str:
        """The words for "none of these" on this screen."""
        return self.words.text("screens", self.screen, "none", self.say("none")).rstrip(".")

    def before(self, group: tuple[str, ...]) -> str:
        """The answer given before."""
        if self.guideline.findings[group[0]].kind == "yes_no":
            marks = {True: "", UNSURE: "n"}
            given = [(self.kept[name], number) for number, name in enumerate(group, 1)]
            return " ".join(f"{marks[v]}{i}" for v, i in given if v in marks) or self.none()
        value = self.kept[group[0]]
        if value == UNSURE:
            return self.say("not_sure")
        return value_in_words(value, group[0], self.words)

    def explain(self, group: tuple[str, ...], wanted: str) -> None:
        """Why a question is asked: "?" for all that are shown, "?3" for one."""
        for number, name in enumerate(group, 1):
            if wanted in ("", str(number)):
                why = self.words.text("findings", name, "why", self.say("no_why"))
                self.tell(self.say("why", why=why), f"{number:3}  " if len(group) > 1 else "")

    # --- reading an answer ---

    def read(self, group: tuple[str, ...], reply: str) -> dict[str, Value]:
        """The findings in a reply. Raises `UnclearError`."""
        finding = self.guideline.findings[group[0]]
        if not reply and all(name in self.kept for name in group):
            return {name: self.kept[name] for name in group}
        if finding.kind == "yes_no":
            return self.ticks(group, reply)
        if not reply:
            raise UnclearError(self.say("needs_answer"))
        if reply.casefold() in ("n", self.say("not_sure")):
            return {finding.id: UNSURE}
        if finding.kind == "choice":
            return {finding.id: self.choice(finding, reply)}
        return {finding.id: self.amount(finding, reply)}

    def ticks(self, group: tuple[str, ...], reply: str) -> dict[str, Value]:
        """From "1 4 n3": two are so, one is not sure; what is not named is not so."""
        found: dict[str, Value] = dict.fromkeys(group, False)
        text = re.sub(r"n\s+(?=\d)", "n", reply.casefold().replace(self.say("not_sure"), "n"))
        if text in ("", "0", self.none().casefold()):
            return found
        for token in re.split(r"[\s,;]+", text.strip(" ,;")):
            mark, number = token[:1] == "n", token.removeprefix("n")
            if not re.fullmatch(r"[0-9]{1,3}", number):
                how = self.say("tick", none=self.none())
                raise UnclearError(f"{self.say('not_understood', answer=reply[:60])} {how}")
            if not 1 <= int(number) <= len(group):
                raise UnclearError(self.say("off_the_list", number=number, last=str(len(group))))
            name, value = group[int(number) - 1], UNSURE if mark else True
            if found[name] not in (False, value):
                raise UnclearError(self.say("both_ways", number=number))
            found[name] = value
        return found

    def choice(self, finding: Finding, reply: str) -> str:
        """One option, by its number or its words."""
        options = finding.options
        if re.fullmatch(r"[0-9]{1,9}", reply) and not 1 <= int(reply) <= len(options):
            raise UnclearError(self.say("off_the_list", number=reply, last=str(len(options))))
        for number, option in enumerate(options, 1):
            shown = value_in_words(option, finding.id, self.words)
            if reply.casefold() in (str(number), option, shown.casefold()):
                return option
        how = self.say("one_number")
        raise UnclearError(f"{self.say('not_understood', answer=reply[:60])} {how}")

    def amount(self, finding: Finding, reply: str) -> float:
        """A number in the unit of its finding, from "38.9", "102 F" or "2 days 4 hours"."""
        value = self.converted(finding, reply)
        plain = re.fullmatch(r"[\d.,]+", reply) is not None
        fault = next(iter(patient.check(self.guideline, {finding.id: value})), "")
        if fault and plain and "°F" in fault:
            raise UnclearError(self.say("looks_like_f", number=reply))
        if fault:
            raise UnclearError(fault.removeprefix(f"{finding.id}: "))
        if not plain:
            self.tell(self.say("found_unit", value=value_in_words(value, finding.id, self.words)))
        return value

    def converted(self, finding: Finding, reply: str) -> float:
        """The number in a reply, in the finding's unit; only times may have several parts."""
        part = r"(\d+(?:[.,]\d{1,2})?)(?![\d.,])\s*([^\d\s,;]*)[\s,;]*"
        timed = finding.unit in HOURS_IN
        known = [finding.unit, *(HOURS_IN if timed else _OTHER_UNITS.get(finding.unit, ()))]
        parts = re.findall(part, reply.casefold())
        if not re.fullmatch(f"(?:{part})+", reply.casefold()) or (len(parts) > 1 and not timed):
            parts = []
        units = [next((unit for unit in known if not said or said in self.spelt(unit)), None) for _, said in parts]
        if not parts or None in units:
            how = self.say("number")
            raise UnclearError(f"{self.say('not_understood', answer=reply[:60])} {how}")
        numbers = [float(number.replace(",", ".")) for number, _ in parts]
        pairs = zip(numbers, units, strict=True)
        return round(sum(_in_unit(number, str(unit), finding.unit) for number, unit in pairs), 2)

    def spelt(self, unit: str) -> list[str]:
        """Every way to write a unit."""
        return [unit.casefold(), *str(self.words.raw("interface", "units", unit)).split()]


_OTHER_UNITS = {"degC": ("degF",), "cm": ("mm",)}


def _in_unit(value: float, given: str, wanted: str) -> float:
    if given == wanted:
        return value
    if given == "degF":
        return (value - 32) / 1.8
    return value / 10 if given == "mm" else value * HOURS_IN[given] / HOURS_IN[wanted]


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
        if _debugging():
            raise
        _complain(_explained(error))
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


def _debugging() -> bool:
    return os.environ.get("LACTWISE_DEBUG") == "1"


if __name__ == "__main__":
    main()
