"""What of the guideline stands in the leaflet? A leaflet cannot ask, so it holds for the ordinary reader.

In: a guideline. Out: reasons to phone and advice, chosen by their conditions and never by a list of ids. Ordinary is
whom every lasting choice describes with its first option: she breastfeeds, the baby is with her, she answers for
herself; all else is unknown. Each function says what it leaves out.
"""

from collections.abc import Iterable, Iterator

from lactwise.checking import TOPICS
from lactwise.language import And, Choice, Compare, Name, Node, Not, Or, Scalar, evaluate, names, show
from lactwise.model import Advice, Guideline, Rule
from lactwise.publish.model_json import advice_for_parents
from lactwise.truth import Truth
from lactwise.wording import Words

MOST_LISTED = 9  # a condition with more alternatives is known by its reason alone
FLAGS = ("emergency_flag", "baby_emergency_flag")
LEFT_TO_RIGHT = ("\u2066", "\u2069")  # keeps number and unit in their order amid Arabic
AT_HOME = TOPICS[TOPICS.index("act_now") + 1 : TOPICS.index("call")]
URGENT = 2  # levels at which nobody waits for the surgery to open

Answers = dict[str, Scalar]


def words_of(guideline: Guideline, language: str) -> Words:
    """The words of no country, with °F beside every °C: one leaflet serves every country."""
    words = Words(guideline, "generic", language)
    before, after = LEFT_TO_RIGHT if words.interface("language", "direction") == "rtl" else ("", "")
    for item in guideline.thresholds.values():
        if item.unit == "degC":
            fahrenheit = words.number(item.value * 1.8 + 32, 1)
            words.known[item.id] = f"{before}{words.known[item.id]} ({fahrenheit} °F){after}"
    return words


# --- reasons to phone ---


def reasons(guideline: Guideline) -> dict[str, list[Rule]]:
    """The rules shown at each level but the calmest: those that a parent can answer and that can be true of her.

    Of rules that say the same the first; none that a more urgent one covers while no antibiotic is taken; of the most
    urgent level only what no danger sign says alone. None is cut for length: a reason left out is a call not made.
    """
    shown: dict[str, list[Rule]] = {}
    flags = {item.id for item in guideline.findings.values() if set(FLAGS) & set(item.tags)}
    covered: list[frozenset[str]] = []
    for level in list(guideline.levels)[:-1]:
        rules = [rule for rule in _rules(guideline, level) if not flags.issuperset(_findings(guideline, rule.when))]
        shown[level] = [r for r in rules if not any(more <= _parts_open(guideline, r) for more in covered)]
        covered += [_parts_open(guideline, rule) for rule in shown[level]]
    return {level: _said_once(guideline, rules) for level, rules in shown.items()}


def _rules(guideline: Guideline, level: str) -> list[Rule]:
    who = _who(guideline)
    return [
        rule
        for rule in guideline.rules.values()
        if rule.level == level
        and all(guideline.findings[name].answered_by == "parent" for name in _findings(guideline, rule.when))
        and _truth(guideline, rule.when, who) is not False
    ]


def _parts_open(guideline: Guideline, rule: Rule) -> frozenset[str]:
    """What must hold for a rule beside what every first option says already, "no antibiotic" among them."""
    first = {item.id: item.options[0] for item in guideline.findings.values() if item.options}
    parts = [part for part in _conjuncts(rule.when) if _truth(guideline, part, dict(first)) is not True]
    return frozenset(map(show, parts))


def _said_once(guideline: Guideline, rules: Iterable[Rule]) -> list[Rule]:
    said: dict[str, Rule] = {}
    for rule in rules:
        said.setdefault(guideline.texts["en"]["reasons"].get(rule.id, {}).get("parent", rule.because), rule)
    return list(said.values())


def is_of_baby(guideline: Guideline, rule: Rule) -> bool:
    """Whether a rule rests on something that is asked of the baby, as the baby's danger signs are."""
    asked = {item.only_if for item in guideline.findings.values() if FLAGS[1] in item.tags and item.only_if}
    return any(guideline.findings[name].only_if in asked for name in _findings(guideline, rule.when))


def details(rule: Rule, said: str, words: Words) -> list[tuple[str, ...]]:
    """What makes a reason precise: signs of which one is enough, and measures that its sentence does not give."""
    found: list[tuple[str, ...]] = []
    for part in (_opened(words.guideline, part) for part in _conjuncts(rule.when)):
        if isinstance(part, Or) and len(part.operands) <= MOST_LISTED:
            named = tuple(name for name in (_named(item, words) for item in part.operands) if name)
            found += [named] if len(named) > 1 else []
        elif isinstance(part, Compare) and not isinstance(part.operands[-1], Choice):
            given = any(words.known[name] in said for name in names(part) if name in words.guideline.thresholds)
            found += [(text,) for text in (_named(part, words),) if text and not given]
    return found


def _named(node: Node, words: Words) -> str:
    """A sign in a few words, or nothing if it takes more; what must not be is left out, which is the more careful."""
    match node:
        case Name(name):
            return words.label(name)
        case And((single, *rest)) if all(isinstance(item, Not) for item in rest):
            return _named(single, words)
        case Compare((Name(name), Choice(option)), ("==",)):
            return words.fill(str(words.raw("findings", name, "options", {}).get(option, "")))
        case Compare((Name(name), Name(threshold)), (operator,)):
            value = words.known[threshold]
            key, more = ("or_more", {"n": value}) if operator in (">", ">=") else ("time_under", {"to": value})
            said = words.interface("app", key, **more)
            return said if words.guideline.findings[name].unit == "hours" else f"{words.label(name)}: {said}"
        case _:
            return ""


# --- advice ---


def advice(guideline: Guideline) -> list[Advice]:
    """The parents' pieces shown, in order: all that can be true of her below an emergency, named exceptions apart.

    They need no sign that alone is a reason to be seen today, and only signs that speak for a picture that is no
    danger. Of two in conflict the first stands.
    """
    shown: list[Advice] = []
    for item in advice_for_parents(guideline):
        clash = any(item.id in other.conflicts or other.id in item.conflicts for other in shown)
        if item.topic in AT_HOME and not clash and _is_ordinary(guideline, item):
            shown.append(item)
    return shown


def act_now(guideline: Guideline, level: str) -> list[Advice]:
    """What this level alone asks her to do."""
    return [item for item in advice_for_parents(guideline) if item.topic == "act_now" and item.levels == (level,)]


def _is_ordinary(guideline: Guideline, item: Advice) -> bool:
    _, *later = guideline.levels
    if item.temper == "certain" or (item.levels and not set(later) & set(item.levels)):
        return False
    if _truth(guideline, item.when, _who(guideline)) is False:
        return False
    usual = _usual(guideline)
    needed = [_signs(guideline, part) for part in _conjuncts(item.when)]
    for answers in (found for found in needed if found):
        if not usual & {name for name, _ in answers} or all(_is_urgent(guideline, answer) for answer in answers):
            return False
    return True


def signs(item: Advice, words: Words) -> list[str]:
    """The signs a piece is for, in a few words."""
    parts = [part for part in _conjuncts(item.when) if _signs(words.guideline, part)]
    nodes = [node for part in parts for node in (part.operands if isinstance(part, Or) else (part,))]
    return [text for text in (_named(node, words) for node in nodes) if text]


def gates(guideline: Guideline, pieces: Iterable[Advice]) -> list[str]:
    """What a parent must be asked before the gated among `pieces`."""
    asked = [
        name
        for item in pieces
        if item.temper == "gated" and item.unless is not None
        for name in _findings(guideline, item.unless)
        if guideline.findings[name].answered_by == "parent"
    ]
    return list(dict.fromkeys(asked))


def _signs(guideline: Guideline, part: Node) -> list[tuple[str, Scalar]]:
    """The answers any of which makes a condition true, if it is made of nothing but single answers."""
    found: list[tuple[str, Scalar]] = []
    for node in part.operands if isinstance(part, Or) else (part,):
        match node:
            case Name(name) if name in guideline.findings:
                found.append((name, True))
            case Compare((Name(name), Choice(option)), ("==",)) if guideline.findings[name].changeable:
                found.append((name, option))
            case _:
                return []
    return found


def _is_urgent(guideline: Guideline, answer: tuple[str, Scalar]) -> bool:
    """Whether this answer alone is a reason to be seen today."""
    known = {**_who(guideline), answer[0]: answer[1]}
    urgent = list(guideline.levels)[:URGENT]
    return any(_truth(guideline, r.when, known) is True for r in guideline.rules.values() if r.level in urgent)


def _usual(guideline: Guideline) -> set[str]:
    """The findings that speak for the pictures that are no danger."""
    pictures = [item for item in guideline.conditions.values() if not item.must_not_miss]
    spoken = tuple(Name(name) for item in pictures for name in item.speaks_for)
    return set(_findings(guideline, And(spoken)))


# --- conditions ---


def _who(guideline: Guideline) -> Answers:
    """The ordinary reader: of every choice that does not change within an episode the first option."""
    lasting = [item for item in guideline.findings.values() if item.options and not item.changeable]
    return {item.id: item.options[0] for item in lasting}


def _truth(guideline: Guideline, node: Node, known: Answers) -> Truth:
    def value_of(name: str) -> Scalar:
        if name in known:
            return known[name]
        if name in guideline.definitions:
            return evaluate(guideline.definitions[name].when, value_of)
        return guideline.thresholds[name].value if name in guideline.thresholds else None

    return evaluate(node, value_of)


def _conjuncts(node: Node) -> tuple[Node, ...]:
    return node.operands if isinstance(node, And) else (node,)


def _opened(guideline: Guideline, node: Node) -> Node:
    """A definition that is a choice of signs in place of its name."""
    if isinstance(node, Name) and node.name in guideline.definitions:
        return guideline.definitions[node.name].when
    return node


def _findings(guideline: Guideline, node: Node) -> Iterator[str]:
    """Every finding a condition rests on."""
    for name in names(node):
        if name in guideline.definitions:
            yield from _findings(guideline, guideline.definitions[name].when)
        elif name in guideline.findings:
            yield name
