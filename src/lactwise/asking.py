"""How does someone at a terminal answer the interview?

In: the words of a reader, and lines typed. Out: one question or list at a time, with steps back and reasons on request;
at its end, or when she leaves, what to do.
"""

# ruff: noqa: T201 - the terminal is where its output belongs

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from lactwise import interview, replies
from lactwise.engine import triage
from lactwise.model import Value
from lactwise.phrases import WIDTH, local, urgent_words, value_in_words
from lactwise.reading import UNSURE
from lactwise.replies import UnclearError
from lactwise.terminal import show
from lactwise.wording import Words

LONGEST_REPLY = 200  # characters typed into the interview


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
            show(
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
        return replies.say(self.words, key, **more)

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
            return replies.ticks(self.words, group, reply, self.none())
        if not reply:
            raise UnclearError(self.say("needs_answer"))
        if reply.casefold() in ("n", self.say("not_sure")):
            return {finding.id: UNSURE}
        if finding.kind == "choice":
            return {finding.id: replies.choice(self.words, finding, reply)}
        value = replies.amount(self.words, finding, reply)
        if not replies.is_plain(reply):
            self.tell(self.say("found_unit", value=value_in_words(value, finding.id, self.words)))
        return {finding.id: value}
