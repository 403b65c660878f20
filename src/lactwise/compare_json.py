"""How is the difference between two guidelines handed to a program?

In: a `Comparison`. Out: all of it as JSON-ready data, as docs/compare.md describes it.
"""

from collections.abc import Mapping
from typing import Any

from lactwise.compare import Comparison, Side
from lactwise.compare_moves import ADVICE, COUNTED, PROVED, Change
from lactwise.compare_published import READINGS
from lactwise.compare_report import KINDS, changes, of_kind
from lactwise.compare_witness import Witness


def as_data(found: Comparison) -> dict[str, Any]:
    """Every change that somebody shows, or that is undecided, with what was counted and who shows it."""
    listed = [change for kind in KINDS for change in changes(found, kind)]
    return {
        "before": _side(found.before),
        "after": _side(found.after),
        "data": [
            {"part": d.part, "id": d.id, "what": d.what, "fields": d.fields, "used_by": d.used_by} for d in found.data
        ],
        "counted": found.counted,
        "unlike": found.unlike,
        "published": {
            "cases": found.published.cases,
            "moved": {
                reading: {kind: len(of_kind(found, kind, reading)) for kind in KINDS if of_kind(found, kind, reading)}
                for reading in READINGS
            },
        },
        "synthetic": {
            "patients": found.synthetic.patients,
            "seed": found.seed,
            "moved": {kind: found.synthetic.moved[kind] for kind in (*COUNTED, "any")},
        },
        "changes": [_change(found, change) for change in listed],
        "proved_nobody": {kind: len(found.proved.nobody(kind)) for kind in PROVED},
        "not_proved": found.proved.why_none,
        "seconds": round(found.seconds, 1),
    }


def _side(side: Side) -> dict[str, str]:
    return {"name": side.name, "version": side.guideline.version, "digest": side.guideline.digest}


def _change(found: Comparison, change: Change) -> dict[str, Any]:
    witness: Witness | None = found.proved.of.get(change)
    rules: Mapping[tuple[str, str], int] = found.synthetic.rules.get(change, {})
    proof = "undecided" if change in found.proved.undecided else "found" if witness is not None else "not asked"
    return {
        "kind": change.kind,
        "id": change.id,
        "from": change.before,
        "to": change.after,
        "published": {reading: found.published.with_change(change, reading) for reading in READINGS},
        "synthetic": found.synthetic.changes[change] if change.kind in COUNTED else None,
        "with_level": found.synthetic.along[change] if change.kind in ADVICE.values() else None,
        "rules": {way: {rule: n for (what, rule), n in rules.items() if what == way} for way in ("now", "no longer")},
        "proof": proof,
        "witness": dict(witness.patient) if witness is not None else None,
        "smallest": witness.smallest if witness is not None else None,
    }
