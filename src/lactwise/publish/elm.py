"""How is the triage told to an engine that reads no CQL, only its machine form, the Expression Logical Model?

In: a guideline. Out: `LactwiseTriage.elm.json`, with the definitions of `LactwiseTriage.cql`, made from the same parts
and not from that text, so that a translator's reading of the text can be compared with it.

>>> from lactwise.parts import Certain, Yes
>>> expression(Certain(Yes("redness")), {})["operand"]["path"]
'redness'
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Guideline
from lactwise.parts import (
    Amount,
    And,
    AtLeast,
    Certain,
    Constant,
    Given,
    Line,
    Not,
    Option,
    Or,
    Part,
    Refuted,
    Unsure,
    Yes,
)
from lactwise.publish.cql_library import FINDINGS, NAME, Define, Library, Number, Record, Word, alternatives, library

Json = dict[str, Any]
_SYSTEM = "urn:hl7-org:elm-types:r1"
_CONTEXT = "Unfiltered"
_COMPARED = {"<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual", "==": "Equal", "!=": "Equal"}


def write(guideline: Guideline) -> str:
    """The library as JSON, a definition a line."""
    whole = library(guideline)
    defines = ",\n".join(_json(_define(define, whole.numbers)) for define in whole.defines)
    head = _json(_head(whole)).removesuffix("}")
    return f'{{"library":{head},"statements":{{"def":[\n{defines}\n]}}}}}}\n'


def _json(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _head(whole: Library) -> Json:
    guideline = whole.program.guideline
    facts = {
        "title": str(guideline.facts.get("title", "")),
        "description": str(guideline.facts.get("what_we_are_not", "")),
        "digest": guideline.digest,
        "review_by": guideline.review_by.isoformat(),
    }
    tags = [{"name": name, "value": value} for name, value in facts.items() if value]
    columns = [{"name": column.name, "elementType": _named_type(column.type)} for column in whole.columns]
    findings = {"type": "TupleTypeSpecifier", "element": columns}
    return {
        "annotation": [{"type": "Annotation", "t": tags}],
        "identifier": {"id": NAME, "version": guideline.version},
        "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
        "usings": {"def": [{"localIdentifier": "System", "uri": _SYSTEM}]},
        "parameters": {
            "def": [{"name": FINDINGS, "accessLevel": "Public", "parameterTypeSpecifier": findings}],
        },
        "contexts": {"def": [{"name": _CONTEXT}]},
    }


def _define(define: Define, numbers: Mapping[str, str]) -> Json:
    worth: Json
    match define.value:
        case Number(value):
            worth = _literal("Decimal", repr(value))
        case Record(elements):
            worth = {"type": "Tuple", "element": [{"name": key, "value": _reference(name)} for key, name in elements]}
        case Word(cases):
            worth = _case("String", [(expression(when, numbers), _literal("String", then)) for when, then in cases])
        case part:
            worth = expression(part, numbers)
    return {"name": define.name, "context": _CONTEXT, "accessLevel": "Public", "expression": worth}


def expression(part: Part, numbers: Mapping[str, str]) -> Json:
    """A part as ELM. `numbers` says under which name a threshold is defined."""
    match part:
        case Constant(value):
            return _null("Boolean") if value is None else _literal("Boolean", str(value).lower())
        case Yes(finding):
            return _element(finding)
        case Unsure(finding):
            return {"type": "IsTrue", "operand": _element(finding + UNSURE_SUFFIX)}
        case Given(finding):
            return _opposite({"type": "IsNull", "operand": _element(finding)})
        case Amount(finding, operator, value, threshold):
            number = _reference(numbers[threshold]) if threshold else _literal("Decimal", repr(value))
            compared = {"type": _COMPARED[operator], "operand": [_element(finding), number]}
            return _opposite(compared) if operator == "!=" else compared
        case Option(finding, options):
            if len(options) == 1:
                return {"type": "Equal", "operand": [_element(finding), _literal("String", options[0])]}
            return expression(alternatives(part), numbers)
        case Line(name):
            return _reference(name)
        case Not(operand):
            return _opposite(expression(operand, numbers))
        case And(operands) | Or(operands):
            return _joined(type(part).__name__, [expression(item, numbers) for item in operands])
        case AtLeast(count, operands):
            return _at_least(count, [expression(item, numbers) for item in operands])
        case Certain(operand):
            return {"type": "IsTrue", "operand": expression(operand, numbers)}
        case Refuted(operand):
            return {"type": "IsFalse", "operand": expression(operand, numbers)}
        case _:
            assert_never(part)


def _joined(kind: str, operands: Sequence[Json]) -> Json:
    """Two by two, because ELM has no longer ones: halved, so that no engine has to go deep."""
    if len(operands) == 1:
        return operands[0]
    middle = len(operands) // 2
    return {"type": kind, "operand": [_joined(kind, operands[:middle]), _joined(kind, operands[middle:])]}


def _at_least(count: int, operands: Sequence[Json]) -> Json:
    """Null if it is neither certain nor ruled out. No query: engines take equal items of one for the same."""
    needed = _literal("Integer", str(count))
    certain = [{"type": "IsTrue", "operand": item} for item in operands]
    possible = [_opposite({"type": "IsFalse", "operand": item}) for item in operands]
    enough = {"type": "GreaterOrEqual", "operand": [_count(certain), needed]}
    too_few = {"type": "Less", "operand": [_count(possible), needed]}
    return _case("Boolean", [(enough, _literal("Boolean", "true")), (too_few, _literal("Boolean", "false"))])


def _count(operands: Sequence[Json]) -> Json:
    """How many of `operands`, none of which is null, are true: what is null is not counted."""
    one, none = _literal("Integer", "1"), _null("Integer")
    listed = [{"type": "If", "condition": item, "then": one, "else": none} for item in operands]
    return {"type": "Count", "source": {"type": "List", "element": listed}}


def _case(type_: str, cases: Sequence[tuple[Json, Json]]) -> Json:
    items = [{"when": when, "then": then} for when, then in cases]
    return {"type": "Case", "caseItem": items, "else": _null(type_)}


def _opposite(operand: Json) -> Json:
    return {"type": "Not", "operand": operand}


def _element(column: str) -> Json:
    return {"type": "Property", "path": column, "source": {"type": "ParameterRef", "name": FINDINGS}}


def _reference(name: str) -> Json:
    return {"type": "ExpressionRef", "name": name}


def _literal(type_: str, value: str) -> Json:
    return {"type": "Literal", "valueType": f"{{{_SYSTEM}}}{type_}", "value": value}


def _null(type_: str) -> Json:
    return {"type": "As", "asType": f"{{{_SYSTEM}}}{type_}", "operand": {"type": "Null"}}


def _named_type(name: str) -> Json:
    return {"type": "NamedTypeSpecifier", "name": f"{{{_SYSTEM}}}{name}"}
