"""Is a loaded guideline sound: every name known, units equal, ids sourced, nothing resting on memory?

In: a `Guideline` as read. Out: faults noted in `Problems`, each with its remedy.
"""

from collections.abc import Callable, Iterable

from lactwise.language import AtLeast, Choice, Compare, Name, Node, OneOf, names, walk
from lactwise.model import Finding, Guideline
from lactwise.problems import Problems, nearest

SEEN = ("full text", "excerpt", "abstract", "secondary", "memory", "decision")
TOPICS = (
    "act_now",
    "feeding",
    "comfort",
    "medicine",
    "causes",
    "avoid",
    "watch",
    "call",
    "know",
    "clinician",
)
NOT_MEASURED = "not_measured"
_Fault = Callable[[str, str], None]


def check(guideline: Guideline, problems: Problems) -> None:
    """Notes every fault that needs more than one table to see."""
    _Checker(guideline, problems).run()


class _Checker:
    def __init__(self, guideline: Guideline, problems: Problems) -> None:
        self.g, self.problems = guideline, problems
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
        g = self.g
        for id_ in (
            set(g.findings) & set(g.thresholds)
            | set(g.findings) & set(g.definitions)
            | set(g.thresholds) & set(g.definitions)
        ):
            self.problems.note(
                "definitions.toml",
                id_,
                "",
                f"{id_} is also the name of a finding, threshold or definition",
                "give it a name of its own",
            )

    def condition(self, file: str, table: str, key: str, node: Node | None, only_findings: bool = False) -> None:
        if node is None or node == Name("condition_that_could_not_be_read"):
            return

        def fault(cause: str, remedy: str) -> None:
            self.problems.note(file, table, key, cause, remedy)

        for part in walk(node):
            match part:
                case Compare():
                    self.comparison(part, fault)
                case OneOf(name, options):
                    self.choice(name, options, fault)
                case Name(name) if not self.inside_comparison(name, node):
                    self.truth_name(name, only_findings, fault)
                case AtLeast(_, operands):
                    if len(set(operands)) < len(operands):
                        fault("at_least counts the same condition twice", "list each condition once")
                case _:
                    pass

    @staticmethod
    def inside_comparison(name: str, node: Node) -> bool:
        bare = any(part == Name(name) for part in walk(node))
        return not bare

    def truth_name(self, name: str, only_findings: bool, fault: _Fault) -> None:
        finding = self.g.findings.get(name)
        if finding is not None:
            if finding.kind != "yes_no":
                fault(
                    f"{name} is a {finding.kind}, not a yes/no finding",
                    "compare it with a threshold or an option",
                )
        elif name in self.g.thresholds:
            fault(f"{name} is a threshold and has no truth of its own", "compare a finding with it")
        elif name not in self.g.definitions:
            fault(
                f"{name} is not known",
                nearest(name, self.names) or "add it to findings.toml or definitions.toml",
            )
        elif only_findings:
            fault(f"{name} is a definition", "only findings may be used here")

    def comparison(self, node: Compare, fault: _Fault) -> None:
        sides = [item.name for item in node.operands if isinstance(item, Name)]
        found = [self.g.findings[name] for name in sides if name in self.g.findings]
        for name in sides:
            if name not in self.g.findings and name not in self.g.thresholds:
                fault(
                    f"{name} is not known",
                    nearest(name, self.names) or "add it to findings.toml or thresholds.toml",
                )
                return
        if len(found) != 1:
            fault(
                "a comparison needs exactly one finding",
                "compare one finding with thresholds or an option",
            )
            return
        finding = found[0]
        options = tuple(item.option for item in node.operands if isinstance(item, Choice))
        if options:
            if (
                len(node.operators) != 1
                or node.operators[0] not in ("==", "!=")
                or not isinstance(node.operands[0], Name)
            ):
                fault(
                    "an option can only be compared with == or !=",
                    f'write {finding.id} == "{options[0]}"',
                )
            self.choice(finding.id, options, fault)
            return
        if finding.kind != "number":
            fault(
                f"{finding.id} is a {finding.kind}, not a number",
                "compare it with an option, or use its name alone",
            )
            return
        for name in sides:
            threshold = self.g.thresholds.get(name)
            if threshold is not None and threshold.unit != finding.unit:
                fault(
                    f"{finding.id} is in {finding.unit}, {name} in {threshold.unit}",
                    "compare like with like",
                )

    def choice(self, name: str, options: Iterable[str], fault: _Fault) -> None:
        finding = self.g.findings.get(name)
        if finding is None or finding.kind != "choice":
            fault(
                f"{name} is not a choice finding",
                nearest(name, [f.id for f in self.g.findings.values() if f.kind == "choice"])
                or "use a finding of kind choice",
            )
            return
        for option in options:
            if option not in finding.options:
                fault(
                    f"{name} has no option {option!r}",
                    nearest(option, finding.options) or f"use one of {', '.join(finding.options)}",
                )

    def sourced(self, file: str, table: str, key: str, ids: Iterable[str], proposal: bool) -> None:
        for id_ in ids:
            claim = self.g.claims.get(id_)
            if claim is None:
                self.problems.note(
                    file,
                    table,
                    key,
                    f"the claim {id_} is not in sources.toml",
                    nearest(id_, self.g.claims) or "cite a claim that exists",
                )
            elif claim.seen == "memory" and key == "source" and not proposal:
                self.problems.note(
                    file,
                    table,
                    key,
                    f"{id_} was only recalled, never read",
                    'cite another claim, or mark status = "proposal"',
                )

    def threshold_named(self, file: str, table: str, key: str, name: str | None, unit: str | None = None) -> None:
        if name is None:
            return
        threshold = self.g.thresholds.get(name)
        if threshold is None:
            self.problems.note(
                file,
                table,
                key,
                f"{name} is not a threshold",
                nearest(name, self.g.thresholds) or "add it to thresholds.toml",
            )
        elif unit and threshold.unit != unit:
            self.problems.note(
                file,
                table,
                key,
                f"{name} is in {threshold.unit}, not {unit}",
                f"name a threshold in {unit}",
            )

    def finding_named(self, file: str, table: str, key: str, name: str | None) -> Finding | None:
        if name is None:
            return None
        if name not in self.g.findings:
            self.problems.note(
                file,
                table,
                key,
                f"{name} is not a finding",
                nearest(name, self.g.findings) or "add it to findings.toml",
            )
        return self.g.findings.get(name)

    def levels_named(self, file: str, table: str, key: str, levels: Iterable[str]) -> None:
        for level in levels:
            if level not in self.g.levels:
                self.problems.note(
                    file,
                    table,
                    key,
                    f"{level!r} is not a level",
                    nearest(level, self.g.levels) or f"use one of {', '.join(self.g.levels)}",
                )

    # --- the parts ---

    def findings(self) -> None:
        file = "findings.toml"
        for finding in self.g.findings.values():
            if finding.screen not in self.g.screens:
                self.problems.note(
                    file,
                    finding.id,
                    "screen",
                    f"{finding.screen!r} is not a screen",
                    nearest(finding.screen or "", self.g.screens) or "add it under [screens]",
                )
            self.condition(file, finding.id, "only_if", finding.only_if, only_findings=True)
            self.unsure(file, finding)
            self.worse(file, finding)

    def unsure(self, file: str, finding: Finding) -> None:
        def fault(cause: str, remedy: str) -> None:
            self.problems.note(file, finding.id, "unsure", cause, remedy)

        value = finding.unsure
        if finding.unsure_level is not None:
            self.levels_named(file, finding.id, "unsure_level", [finding.unsure_level])
            if finding.kind != "yes_no" or value is not None:
                fault("unsure_level is for yes/no findings without unsure", "keep one of the two")
        elif value is None:
            fault(
                '"not sure" has no meaning here',
                "say what it counts as: unsure = a value, or unsure_level",
            )
        elif value == NOT_MEASURED:
            if finding.kind != "number":
                fault("only a number can be not measured", "give a value of the finding's own kind")
        elif finding.kind == "yes_no" and not isinstance(value, bool):
            fault(f"unsure is {value!r}", "write true or false")
        elif finding.kind == "choice" and value not in finding.options:
            fault(f"unsure is {value!r}", f"use one of {', '.join(finding.options)}")
        elif finding.kind == "number" and (
            isinstance(value, bool | str) or finding.range is None or not finding.range[0] <= value <= finding.range[1]
        ):
            fault(f"unsure is {value!r}", "write a number inside the plausible range")

    def worse(self, file: str, finding: Finding) -> None:
        worse = finding.worse
        if worse is None:
            return
        ok = {
            "yes_no": isinstance(worse, bool),
            "number": isinstance(worse, dict),
            "choice": isinstance(worse, list),
        }[finding.kind]
        if not ok:
            self.problems.note(
                file,
                finding.id,
                "worse",
                f"worse is {worse!r:.50}",
                "yes/no: true or false; number: { up_from = threshold }; choice: options from best to worst",
            )
        elif isinstance(worse, dict):
            for key, name in worse.items():
                if key not in ("up_from", "down_from"):
                    self.problems.note(
                        file,
                        finding.id,
                        "worse",
                        f"{key} is not known",
                        "use up_from and down_from",
                    )
                self.threshold_named(file, finding.id, "worse", name, finding.unit)
        elif isinstance(worse, list):
            for option in worse:
                if option not in finding.options:
                    self.problems.note(
                        file,
                        finding.id,
                        "worse",
                        f"there is no option {option!r}",
                        f"use {', '.join(finding.options)}",
                    )

    def thresholds(self) -> None:
        for threshold in self.g.thresholds.values():
            self.sourced("thresholds.toml", threshold.id, "source", threshold.source, threshold.proposal)
            self.sourced("thresholds.toml", threshold.id, "differs", threshold.differs, True)

    def definitions(self) -> None:
        file = "definitions.toml"
        for definition in self.g.definitions.values():
            self.condition(file, definition.id, "when", definition.when)
            self.sourced(file, definition.id, "source", definition.source, definition.proposal)
        done: set[str] = set()

        def visit(id_: str, path: tuple[str, ...]) -> None:
            if id_ in path:
                self.problems.note(
                    file,
                    id_,
                    "when",
                    f"it is defined by itself: {' -> '.join((*path, id_))}",
                    "break the circle",
                )
                return
            if id_ in done:
                return
            for name in names(self.g.definitions[id_].when):
                if name in self.g.definitions:
                    visit(name, (*path, id_))
            done.add(id_)

        for id_ in self.g.definitions:
            visit(id_, ())

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

    def clocked(self, file: str, table: str, limit: str | None, clock: str | None) -> None:
        self.threshold_named(file, table, "limit", limit, "hours")
        finding = self.finding_named(file, table, "clock", clock)
        if finding is not None and finding.unit != "hours":
            self.problems.note(file, table, "clock", f"{clock} is not in hours", "name a finding in hours")

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
                    self.problems.note(
                        file,
                        advice.id,
                        "conflicts",
                        f"there is no advice {other}",
                        nearest(other, self.g.advice) or "name advice that exists",
                    )
            if advice.temper == "gated" and advice.unless is None:
                self.problems.note(
                    file,
                    advice.id,
                    "unless",
                    "gated advice has no gate",
                    "add unless = a condition that hides it",
                )

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
        homes = {
            *self.g.rules,
            *self.g.thresholds,
            *self.g.advice,
            *self.g.conditions,
            *self.g.definitions,
            *self.g.follow_ups,
        }
        for sentence in self.g.seed.values():
            for home in sentence.lives_in:
                if home not in homes:
                    self.problems.note(
                        "seed.toml",
                        sentence.id,
                        "lives_in",
                        f"{home} is not a rule, threshold, advice, condition or definition",
                        nearest(home, homes) or "name what carries the sentence now",
                    )
            self.sourced("seed.toml", sentence.id, "source", sentence.source, True)
