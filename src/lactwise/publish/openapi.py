"""How does a program talk to the web server, in the words of OpenAPI?

In: a guideline. Out: the document served at `/openapi.json`. The schema of the findings is made from the guideline,
with each finding's kind, options and plausible range, so that a client learns from it exactly what is accepted.
"""

from typing import Any

from lactwise.model import Finding, Guideline

Json = dict[str, Any]
UNSURE: Json = {"const": "unsure"}
NULL: Json = {"type": "null"}
BAD = {
    "400": "The input is not a patient; every fault is named.",
    "404": "There is nothing at this address.",
    "405": "The address does not take this method.",
    "413": "The input is too large.",
    "415": "The input is not said to be JSON.",
}


def document(guideline: Guideline) -> Json:
    """The OpenAPI 3.1 document of the server's own interface."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lactwise",
            "version": guideline.version,
            "description": f"{guideline.facts.get('title', '')}. It is {guideline.facts.get('what_we_are_not', '')}. "
            "Nothing sent is stored or logged.",
        },
        "paths": {
            "/api/assess": _post(
                "assess", "Findings to assessment", "Request", {"$ref": "#/components/schemas/Assessment"}
            ),
            "/api/next": _post(
                "next", "Findings to the next question", "Request", {"$ref": "#/components/schemas/Next"}
            ),
            "/api/follow": _post(
                "follow", "Episode to its course", "Course_request", {"$ref": "#/components/schemas/Course"}
            ),
            "/api/soap": _post("soap", "Findings or an episode to a text for the record", "Text_request", _text()),
            "/healthz": _get("health", "Whether the server answers, and with which guideline", _health()),
        },
        "components": {"schemas": _schemas(guideline)},
    }


def _post(name: str, summary: str, body: str, answer: Json) -> Json:
    operation = {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": _json({"$ref": f"#/components/schemas/{body}"})},
        "responses": {"200": {"description": summary, "content": _json(answer)}, **_faults("400", "405", "413", "415")},
    }
    return {"post": operation}


def _get(name: str, summary: str, answer: Json) -> Json:
    responses = {"200": {"description": summary, "content": _json(answer)}, **_faults("405")}
    return {"get": {"operationId": name, "summary": summary, "responses": responses}}


def _faults(*codes: str) -> Json:
    content = _json({"$ref": "#/components/schemas/Errors"})
    return {code: {"description": BAD[code], "content": content} for code in codes}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _object(required: list[str], **properties: Json) -> Json:
    return {"type": "object", "required": required, "properties": properties}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


TEXT: Json = {"type": "string"}
IDS: Json = _list(TEXT)
TRUTH: Json = {"type": "boolean"}
HOURS: Json = {"type": "number", "minimum": 0}
TIME: Json = {"type": "string", "format": "date-time"}
MOST_HOURS, MOST_MG, MOST_MINUTES = 26_280, 10_000, 600  # as episode_file.py reads them


def _health() -> Json:
    return _object(["status", "version", "digest"], status={"const": "ok"}, version=TEXT, digest=TEXT)


def _schemas(guideline: Guideline) -> Json:
    findings: Json = {"$ref": "#/components/schemas/Findings"}
    wrapped = _object(
        ["findings"],
        findings=findings,
        place={"enum": list(guideline.places)},
        language={"enum": list(guideline.texts)},
        audience={"enum": ["parent", "clinician"]},
    )
    episode: Json = {"$ref": "#/components/schemas/Episode"}
    reader = {key: wrapped["properties"][key] for key in ("place", "language", "audience")}
    followed = _closed(_object(["episode"], episode=episode, **reader, now={"anyOf": [TIME, NULL]}))
    told = _closed({**wrapped, "properties": {**wrapped["properties"], "now": {"anyOf": [TIME, NULL]}}})
    return {
        "Episode": _episode(guideline, findings),
        "Course_request": {"anyOf": [episode, followed]},
        "Text_request": {"anyOf": [episode, followed, findings, told]},
        "Course": _course(guideline),
        "Findings": {
            "type": "object",
            "description": 'What is known. Absent or null is unknown; "unsure" is asked and not known.',
            "properties": {item.id: _finding(item) for item in guideline.findings.values()},
            "additionalProperties": False,
        },
        "Request": {"anyOf": [findings, {**wrapped, "additionalProperties": False}]},
        "Assessment": _assessment(guideline),
        "Next": _next(),
        "Errors": {**_object(["errors"], errors={**IDS, "minItems": 1}), "additionalProperties": False},
    }


def _closed(schema: Json) -> Json:
    return {**schema, "additionalProperties": False}


def _text() -> Json:
    return _closed(_object(["text"], text=TEXT))


def _episode(guideline: Guideline, findings: Json) -> Json:
    """The file of docs/episode.md. Times are described as they are best written; others of ISO 8601 are read too."""
    at = _object(["at"], at=TIME, **_entry(guideline, findings))
    hours = {"type": "number", "minimum": 0, "maximum": MOST_HOURS, "description": "since started, in place of at"}
    counted = _object(["hours"], hours=hours, **_entry(guideline, findings))
    rest: dict[str, Json] = {
        "id": TEXT,
        "earlier": _list({"$ref": "#/components/schemas/Episode"}),
        "other_child": TRUTH,
        "place": {"enum": list(guideline.places)},
        "unit": {"description": "degC or degF, as she measures; decides nothing"},
        "lactwise": {"description": "the form of the file"},
    }
    dated = _object(["checkins"], started=TIME, checkins=_list(_closed(at)), **rest)
    entries = _list({"anyOf": [_closed(at), _closed(counted)]})
    begun = _object(["started", "checkins"], started=TIME, checkins=entries, **rest)
    return {"anyOf": [_closed(dated), _closed(begun)]}


def _entry(guideline: Guideline, findings: Json) -> dict[str, Json]:
    """What may stand in a check-in beside its time."""
    mg: Json = {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_MG}
    feed: dict[str, Json] = {
        "side": {"enum": ["left", "right", "both"]},
        "how": {"enum": ["breast", "pump", "hand"]},
        "minutes": {"type": "number", "minimum": 0, "maximum": MOST_MINUTES},
    }
    return {
        "findings": findings,
        "medicines": _list(_closed(_object(["id", "mg"], id={"enum": list(guideline.course.medicines)}, mg=mg))),
        "events": _list({"enum": list(guideline.course.events)}),
        "feed": _closed(_object([], **feed)),
        "note": TEXT,
        "breast": {"enum": ["left", "right"]},
        "id": TEXT,
        "written": TIME,
        "deleted": TRUTH,
    }


def _course(guideline: Guideline) -> Json:
    """What comes out of an episode: an assessment a check-in, that of now, what is due, what was taken."""
    deadline = _object(["at", "hours"], at=TEXT, hours=HOURS)
    moment = {
        "at": TEXT,
        "breast": {"enum": ["left", "right", None]},
        "findings": {"type": "object"},
        "lapsed": IDS,
        "derived": {"type": "object", "additionalProperties": IDS},
        "assessment": {"$ref": "#/components/schemas/Assessment"},
        "see_by": deadline,
    }
    level: Json = {"enum": list(guideline.levels)}
    moved = _object(["from", "to"], **{"from": level, "to": level})
    changed = _object(["level", "reasons", "no_longer"], level={"anyOf": [moved, NULL]}, reasons=IDS, no_longer=IDS)
    row = {**moment, "hours": {"anyOf": [{"type": "number"}, NULL]}, "changed": changed}
    due: dict[str, Json] = {
        "kind": {"enum": ["look", "be_seen"]},
        **dict.fromkeys(("id", "since", "at"), TEXT),
        "status": {"enum": ["planned", "due", "overdue", "done", "no_longer"]},
        "done_at": {"anyOf": [TEXT, NULL]},
        "ask": IDS,
    }
    parts: dict[str, Json] = {
        "guideline": _object(["version", "digest"], version=TEXT, digest=TEXT),
        "started": {"anyOf": [TEXT, NULL]},
        "now": TEXT,
        "closed": {"anyOf": [TEXT, NULL]},
        "can_close": TRUTH,
        "checkins": _list(_object(list(row), **row)),
        "current": _object(list(moment), **moment),
        "due": _list(_object(list(due), **due)),
        "medicines": {"type": "object", "additionalProperties": {"type": "object"}},
    }
    return _object(list(parts), **parts)


def _finding(item: Finding) -> Json:
    value: Json = {"type": "boolean"}
    if item.kind == "choice":
        value = {"enum": list(item.options)}
    elif item.kind == "number" and item.range is not None:
        value = {"type": "number", "minimum": item.range[0], "maximum": item.range[1]}
    words = f"{item.means} ({item.unit})" if item.unit else item.means
    return {"description": words, "anyOf": [value, UNSURE, NULL]}


def _assessment(guideline: Guideline) -> Json:
    level: Json = {"enum": list(guideline.levels)}
    reason = _object(
        ["rule", "because", "findings", "sources"], rule=TEXT, because=TEXT, findings={"type": "object"}, sources=IDS
    )
    condition = _object(
        ["id", "status", "for", "against", "unknown"],
        **{
            "id": TEXT,
            "status": {"enum": ["fits", "possible", "ruled_out"]},
            "for": IDS,
            "against": IDS,
            "unknown": IDS,
        },
    )
    differs = _list(_object(["source", "says"], source=TEXT, says=TEXT))
    advice = _object(
        ["id", "stance", "text", "sources", "differs"],
        id=TEXT, stance={"enum": ["do", "avoid", "know"]}, text=TEXT, sources=IDS, differs=differs,
    )  # fmt: skip
    change = _object(["change", "level", "text"], change={"type": "object"}, level=level, text=TEXT)
    look = _object(["within_hours", "ask", "text"], within_hours=HOURS, ask=IDS, text=TEXT)
    parts: dict[str, Json] = {
        "guideline": _object(["version", "digest"], version=TEXT, digest=TEXT),
        **dict.fromkeys(("level", "floor", "ceiling"), level),
        **dict.fromkeys(("settled", "provisional"), TRUTH),
        "see_by": _object(["hours"], hours=HOURS),
        "reasons": _list(reason),
        "conditions": _list(condition),
        "must_not_miss": IDS,
        "advice": _list(advice),
        "escalate_if": _list(change),
        "follow_up": {"anyOf": [look, NULL]},
        "unanswered": IDS,
        "next_question": {"anyOf": [TEXT, NULL]},
    }
    return _object(list(parts), **parts)


def _next() -> Json:
    parts: dict[str, Json] = {
        "screen": {"anyOf": [TEXT, NULL]},
        **dict.fromkeys(("questions", "singles", "ticks"), IDS),
        "about": {"enum": ["urgency", "plan", None]},
        "next_question": {"anyOf": [TEXT, NULL]},
        "done": TRUTH,
    }
    return _object(list(parts), **parts)
