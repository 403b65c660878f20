"""Is a loaded guideline sound: every name known, units equal, ids sourced, nothing resting on memory?

In: a `Guideline` as read. Out: faults noted in `Problems`, each with its remedy. A value that could not be read stands
as `None` or `UNREAD`; its fault was noted then and is not told again here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from lactwise.entries import UNREAD
from lactwise.language import AtLeast, Choice, Compare, Name, Node, OneOf, names, walk
from lactwise.model import Finding, Guideline
from lactwise.problems import Problems, nearest

SEEN = ("full text", "excerpt", "abstract", "secondary", "memory", "decision")
TOPICS = ("act_now", "feeding", "comfort", "medicine", "causes", "avoid", "watch", "call", "know", "clinician")
NOT_MEASURED = "not_measured"
_Fault = Callable[[str, str], None]


def check(guideline: Guideline, problems: Problems) -> None:
    """Notes every fault that needs more than one table to see."""
    Checker(guideline, problems).run()


class Checker:
    """Checks one guideline part by part."""

    def __init__(self, guideline: Guideline, problems: Problems) -> None:
        self.g, self.note = guideline, problems.note
        self.names = {**guideline.definitions, **guideline.thresholds, **guideline.findings}

    def run(self) -> None:
        self.one_namespace()
        self.findings()
        self.thresholds()
        self.definitions()
        self.triage()
        self.pictures()
        self.advice()
        self.follow_ups()
        self.seed()

    # --- names and conditions ---

    def one_namespace(self) -> None:
        parts = {"finding": self.g.findings, "threshold": self.g.thresholds, "definition": self.g.definitions}
        first: dict[str, str] = {}
        for kind, part in parts.items():
            for id_ in part:
                if id_ in first:
                    cause = f"{id_} is also the name of a {first[id_]}"
                    self.note(f"{kind}s.toml", id_, "", cause, "give it a name of its own")
                first.setdefault(id_, kind)

    def condition(self, file: str, table: str, key: str, node: Node | None, only_findings: bool = False) -> None:
        if node is None or node is UNREAD:
            return

        def fault(cause: str, remedy: str) -> None:
            self.note(file, table, key, cause, remedy)

        for part in walk(node):
            match part:
                case Compare():
                    self.comparison(part, fault)
                case OneOf(name, options):
                    self.choice(name, options, fault)
                case Name(name):
                    self.truth_name(name, only_findings, fault)
                case AtLeast(_, operands):
                    if len(set(operands)) < len(operands):
                        fault("at_least counts the same condition twice", "list each condition once")
                case _:
                    pass

    def truth_name(self, name: str, only_findings: bool, fault: _Fault) -> None:
        finding = self.g.findings.get(name)
        if finding is not None:
            if finding.kind in ("number", "choice"):
                cause = f"{name} is a {finding.kind}, not a yes/no finding"
                fault(cause, "compare it with a threshold or an option")
        elif name in self.g.thresholds:
            fault(f"{name} is a threshold and has no truth of its own", "compare a finding with it")
        elif name not in self.g.definitions:
            remedy = nearest(name, self.names) or "add it to findings.toml or definitions.toml"
            fault(f"{name} is not known", remedy)
        elif only_findings:
            fault(f"{name} is a definition", "only findings may be used here")

    def comparison(self, node: Compare, fault: _Fault) -> None:
        sides = [item.name for item in node.operands if isinstance(item, Name)]
        for name in sides:
            if name not in self.g.findings and name not in self.g.thresholds:
                remedy = nearest(name, self.names) or "add it to findings.toml or thresholds.toml"
                fault(f"{name} is not known", remedy)
                return
        found = [self.g.findings[name] for name in sides if name in self.g.findings]
        options = tuple(item.option for item in node.operands if isinstance(item, Choice))
        if len(found) != 1:
            fault("a comparison needs exactly one finding", "compare one finding with thresholds or an option")
        elif options:
            if node.operators not in (("==",), ("!=",)) or not isinstance(node.operands[0], Name):
                fault("an option can only be compared with == or !=", f'write {found[0].id} == "{options[0]}"')
            self.choice(found[0].id, options, fault)
        else:
            self.numbers(found[0], sides, fault)

    def numbers(self, finding: Finding, sides: list[str], fault: _Fault) -> None:
        if finding.kind in ("yes_no", "choice"):
            remedy = "compare it with an option, or use its name alone"
            fault(f"{finding.id} is a {finding.kind}, not a number", remedy)
            return
        for name in sides:
            threshold = self.g.thresholds.get(name)
            if threshold is not None and _differ(threshold.unit, finding.unit or None):
                fault(f"{finding.id} is in {finding.unit}, {name} in {threshold.unit}", "compare like with like")

    def choice(self, name: str, options: Iterable[str], fault: _Fault) -> None:
        finding = self.g.findings.get(name)
        if finding is None or finding.kind in ("yes_no", "number"):
            choices = [id_ for id_, other in self.g.findings.items() if other.kind == "choice"]
            fault(f"{name} is not a choice finding", nearest(name, choices) or "use a finding of kind choice")
            return
        for option in options:
            if finding.options and option not in finding.options:
                remedy = nearest(option, finding.options) or f"use one of {', '.join(finding.options)}"
                fault(f"{name} has no option {option!r}", remedy)

    # --- names in lists and values ---

    def sourced(self, file: str, table: str, key: str, ids: Iterable[str], proposal: bool) -> None:
        for id_ in ids:
            claim = self.g.claims.get(id_)
            if claim is None:
                cause = f"the claim {id_} is not in sources.toml"
                self.note(file, table, key, cause, nearest(id_, self.g.claims) or "cite a claim that exists")
            elif claim.seen == "memory" and key == "source" and not proposal:
                remedy = 'cite another claim, or mark status = "proposal"'
                self.note(file, table, key, f"{id_} was only recalled, never read", remedy)

    def threshold_named(self, file: str, table: str, key: str, name: str | None, unit: str) -> None:
        if name is None:
            return
        threshold = self.g.thresholds.get(name)
        if threshold is None:
            remedy = nearest(name, self.g.thresholds) or "add it to thresholds.toml"
            self.note(file, table, key, f"{name} is not a threshold", remedy)
        elif _differ(threshold.unit, unit):
            cause = f"{name} is in {threshold.unit}, not {unit}"
            self.note(file, table, key, cause, f"name a threshold in {unit}")

    def finding_named(self, file: str, table: str, key: str, name: str) -> None:
        if name not in self.g.findings:
            remedy = nearest(name, self.g.findings) or "add it to findings.toml"
            self.note(file, table, key, f"{name} is not a finding", remedy)

    def levels_named(self, file: str, table: str, key: str, levels: Iterable[str | None]) -> None:
        for level in levels:
            if level is not None and self.g.levels and level not in self.g.levels:
                remedy = nearest(level, self.g.levels) or f"use one of {', '.join(self.g.levels)}"
                self.note(file, table, key, f"{level!r} is not a level", remedy)

    def clocked(self, file: str, table: str, limit: str | None, clock: str | None) -> None:
        self.threshold_named(file, table, "limit", limit, "hours")
        if clock is None:
            return
        self.finding_named(file, table, "clock", clock)
        finding = self.g.findings.get(clock)
        if finding is not None and _differ(finding.unit, "hours"):
            self.note(file, table, "clock", f"{clock} is not in hours", "name a finding in hours")

    # --- the parts ---

    def findings(self) -> None:
        file = "findings.toml"
        for finding in self.g.findings.values():
            self.screen_named(file, finding.id, finding.screen)
            self.condition(file, finding.id, "only_if", finding.only_if, only_findings=True)
            if finding.kind in ("yes_no", "number", "choice"):
                self.unsure(file, finding)
                self.worse(file, finding)
        awaited = {id_: names(item.only_if) if item.only_if else () for id_, item in self.g.findings.items()}
        for circle in _circles(awaited):
            cause = f"it is asked only if it is answered: {' -> '.join(circle)}"
            self.note(file, circle[0], "only_if", cause, "break the circle")
        places = {id_: place for place, id_ in enumerate(self.g.findings)}
        for id_, parents in awaited.items():
            for later in (name for name in parents if places.get(name, -1) > places[id_]):
                cause = f"{later} stands below it, but is answered before it"
                self.note(file, id_, "only_if", cause, f"move {later} above {id_}")

    def screen_named(self, file: str, table: str, screen: str | None) -> None:
        if screen is not None and self.g.screens and screen not in self.g.screens:
            remedy = nearest(screen, self.g.screens) or "add it under [screens]"
            self.note(file, table, "screen", f"{screen!r} is not a screen", remedy)

    def unsure(self, file: str, finding: Finding) -> None:
        def fault(cause: str, remedy: str) -> None:
            self.note(file, finding.id, "unsure", cause, remedy)

        value, bounds = finding.unsure, finding.range
        if finding.unsure_level is not None:
            self.levels_named(file, finding.id, "unsure_level", [finding.unsure_level])
            if finding.kind != "yes_no" or value is not None:
                fault("unsure_level is for yes/no findings without unsure", "keep one of the two")
        elif value is None:
            fault('"not sure" has no meaning here', "say what it counts as: unsure = a value, or unsure_level")
        elif value == NOT_MEASURED:
            if finding.kind != "number":
                fault("only a number can be not measured", "give a value of the finding's own kind")
        elif finding.kind == "yes_no" and not isinstance(value, bool):
            fault(f"unsure is {value!r}", "write true or false")
        elif finding.kind == "choice" and finding.options and value not in finding.options:
            fault(f"unsure is {value!r}", f"use one of {', '.join(finding.options)}")
        elif finding.kind == "number" and (
            isinstance(value, bool | str) or (bounds and not bounds[0] <= value <= bounds[1])
        ):
            fault(f"unsure is {value!r}", "write a number inside the plausible range")

    def worse(self, file: str, finding: Finding) -> None:
        def fault(cause: str, remedy: str) -> None:
            self.note(file, finding.id, "worse", cause, remedy)

        worse = finding.worse
        if worse is None:
            return
        if type(worse) is not {"yes_no": bool, "number": dict, "choice": list}[finding.kind]:
            right = "yes/no: true or false; number: { up_from = threshold }; choice: options from best to worst"
            fault(f"worse is {worse!r:.50}", right)
        elif isinstance(worse, dict):
            for key, name in worse.items():
                if key not in ("up_from", "down_from"):
                    fault(f"{key} is not known", "use up_from and down_from")
                elif not isinstance(name, str):
                    fault(f"{key} is {name!r:.50}", "write the name of a threshold")
                else:
                    self.threshold_named(file, finding.id, "worse", name, finding.unit)
        elif isinstance(worse, list):
            for option in worse:
                if finding.options and option not in finding.options:
                    fault(f"there is no option {option!r}", f"use {', '.join(finding.options)}")

    def thresholds(self) -> None:
        for threshold in self.g.thresholds.values():
            self.sourced("thresholds.toml", threshold.id, "source", threshold.source, threshold.proposal)
            self.sourced("thresholds.toml", threshold.id, "differs", threshold.differs, True)

    def definitions(self) -> None:
        file = "definitions.toml"
        for definition in self.g.definitions.values():
            self.condition(file, definition.id, "when", definition.when)
            self.sourced(file, definition.id, "source", definition.source, definition.proposal)
        for circle in _circles({id_: names(item.when) for id_, item in self.g.definitions.items()}):
            cause = f"it is defined by itself: {' -> '.join(circle)}"
            self.note(file, circle[0], "when", cause, "break the circle")

    def triage(self) -> None:
        file = "triage.toml"
        for level in self.g.levels.values():
            self.threshold_named(file, f"levels.{level.id}", "limit", level.limit, "hours")
        for rule in self.g.rules.values():
            self.levels_named(file, rule.id, "level", [rule.level])
            self.condition(file, rule.id, "when", rule.when)
            self.sourced(file, rule.id, "source", rule.source, rule.proposal)
            self.sourced(file, rule.id, "differs", rule.differs, True)
            self.clocked(file, rule.id, rule.limit, rule.clock)

    def pictures(self) -> None:
        file = "conditions.toml"
        for picture in self.g.conditions.values():
            self.condition(file, picture.id, "fits_when", picture.fits_when)
            self.condition(file, picture.id, "against_when", picture.against_when)
            for key, list_ in (("for", picture.speaks_for), ("against", picture.speaks_against)):
                for name in list_:
                    self.condition(file, picture.id, key, Name(name))
            self.sourced(file, picture.id, "source", picture.source, picture.proposal)
            self.sourced(file, picture.id, "differs", picture.differs, True)

    def advice(self) -> None:
        file = "advice.toml"
        for advice in self.g.advice.values():
            self.condition(file, advice.id, "when", advice.when)
            self.condition(file, advice.id, "unless", advice.unless)
            self.levels_named(file, advice.id, "levels", advice.levels)
            self.sourced(file, advice.id, "source", advice.source, advice.proposal)
            self.sourced(file, advice.id, "differs", advice.differs, True)
            for other in advice.conflicts:
                if other not in self.g.advice:
                    remedy = nearest(other, self.g.advice) or "name advice that exists"
                    self.note(file, advice.id, "conflicts", f"there is no advice {other}", remedy)
            if advice.temper == "gated" and advice.unless is None:
                remedy = "add unless = a condition that hides it"
                self.note(file, advice.id, "unless", "gated advice has no gate", remedy)
            if advice.temper == "gated" and advice.optional:
                remedy = "leave optional out: the gate must be asked"
                self.note(file, advice.id, "optional", "gated advice cannot be optional", remedy)

    def follow_ups(self) -> None:
        file = "followup.toml"
        for item in self.g.follow_ups.values():
            self.condition(file, item.id, "when", item.when)
            self.levels_named(file, item.id, "levels", item.levels)
            self.threshold_named(file, item.id, "within", item.within, "hours")
            self.clocked(file, item.id, item.limit, item.clock)
            for name in item.ask:
                self.finding_named(file, item.id, "ask", name)
            self.sourced(file, item.id, "source", item.source, item.proposal)

    def seed(self) -> None:
        g = self.g
        homes = {*g.rules, *g.thresholds, *g.advice, *g.conditions, *g.definitions, *g.follow_ups}
        for sentence in g.seed.values():
            for home in sentence.lives_in:
                if home not in homes:
                    cause = f"{home} is not a rule, threshold, advice, condition or definition"
                    remedy = nearest(home, homes) or "name what carries the sentence now"
                    self.note("seed.toml", sentence.id, "lives_in", cause, remedy)
            self.sourced("seed.toml", sentence.id, "source", sentence.source, True)


def _differ(unit: str | None, other: str | None) -> bool:
    """Whether two units are known and not the same."""
    return unit is not None and other is not None and unit != other


def _circles(uses: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Every way that leads from a name back to itself, each told once."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()

    def visit(id_: str, path: tuple[str, ...]) -> None:
        if id_ in path:
            found.append((*path[path.index(id_) :], id_))
        elif id_ not in done:
            for name in uses[id_]:
                if name in uses:
                    visit(name, (*path, id_))
            done.add(id_)

    for id_ in uses:
        visit(id_, ())
    return found
