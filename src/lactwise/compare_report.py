"""How is the difference between two guidelines told?

In: a `Comparison`. Out: one document, in the form of the book, that a page, a pull request and a terminal show. What
moves on its own is told at length, advice that only follows the level in a line.

>>> from lactwise.loading import load
>>> shown_patient({"breast_pain": True}, Words(load()))
'breast pain'
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lactwise.compare import Comparison
from lactwise.compare_data import REWORDED, Difference
from lactwise.compare_moves import ADVICE, COUNTED, PROVED, SHOWN, Change
from lactwise.compare_published import READINGS, Moved
from lactwise.model import Value
from lactwise.phrases import in_words
from lactwise.publish.book_document import (
    Block,
    Code,
    Document,
    Facts,
    Inline,
    Item,
    Items,
    Line,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    anchor,
    joined,
    present,
    text,
)
from lactwise.wording import Words

KINDS = {
    "level": "Level",
    "condition": "Clinical pictures",
    ADVICE["parent"]: "Advice shown to a parent",
    ADVICE["clinician"]: "Advice shown to a clinician",
    "settled": "Settled",
    "provisional": "Provisional",
    "see_by": "By when",
    "follow_up": "When to look again",
}
MOST_DENIED = 4  # "no" answers of a patient named one by one
MOST_USERS = 8
MOST_LISTED = 12  # pieces of advice that only follow the level, named one by one
LIMITS = (
    "What is proved holds for every patient there can be: each finding true, false, not sure or not said, each number "
    "within its range. By when she must be seen and when to look again are compared for the published cases only, the "
    "words not at all. Synthetic patients are made up, half of them from each guideline: how many of them move says "
    "nothing about how many people would."
)


def document(found: Comparison) -> Document:
    """All of it as one document."""
    words = Words(found.after.guideline)
    title = f"From {found.before.name}, to {found.after.name}"
    chapters = [_data(found), _summary(found)]
    chapters += [chapter for kind in PROVED for chapter in _chapter(found, kind, words)]
    chapters += [*_cases(found), _how(found)]
    return Document(title, "en", f"{title}: whom the difference affects.", tuple(_opening(found)), tuple(chapters))


def _opening(found: Comparison) -> Iterator[Block]:
    touched = [change for change, witness in found.proved.of.items() if witness is not None]
    if found.proved.why_none:
        line: Line = (Strong("Not proved: "), found.proved.why_none, ".")
    elif not touched and not found.proved.undecided:
        proved = "no patient there can be has another level, clinical picture or advice"
        line = (Strong("Proved: "), f"{proved} in one than in the other.")
    else:
        levels = sum(change.kind == "level" for change in touched)
        count = "1 kind of change" if len(touched) == 1 else f"{len(touched):,} kinds of change"
        line = (Strong(f"{count} can happen"), f", of the level {levels:,}; each has a patient.")
    yield Facts((("In short", Paragraph(line)),))
    if found.unlike:
        yield Items(tuple(Item((said,)) for said in found.unlike), "Findings that are not the same in both")


# --- what changed in the data ---


def _data(found: Comparison) -> Section:
    parts: dict[str, list[Difference]] = {}
    for item in found.data:
        parts.setdefault(item.part, []).append(item)
    blocks: list[Block] = []
    for part, items in parts.items():
        told = tuple(_told(item) for item in items if item.what != REWORDED)
        reworded = sum(item.what == REWORDED for item in items)
        name = part.replace("_", "-").capitalize()
        counts = ", ".join(f"{n} {what}" for what, n in _counts(items).items())
        if told:
            blocks.append(Items(told, f"{name}: {counts}"))
        elif reworded:
            blocks.append(text(f"{name}: {counts}."))
    if found.counted:
        listed = ", ".join(f"{what} {count:,}" for what, count in found.counted.items())
        blocks.append(text(f"Only counted, added, removed or changed: {listed}."))
    return Section("What changed in the data", "data", tuple(blocks) or (text("Nothing."),))


def _counts(items: Sequence[Difference]) -> dict[str, int]:
    words = {REWORDED: "only in words or sources"}
    found: dict[str, int] = {}
    for item in items:
        found[words.get(item.what, item.what)] = found.get(words.get(item.what, item.what), 0) + 1
    return found


def _told(item: Difference) -> Item:
    inside = []
    for key, (was, is_) in item.fields.items():
        value: list[Inline] = [f"{key}: "]
        value += [Code(was)] if was else []
        value += [" → "] if was and is_ else []
        value += [Code(is_)] if is_ else []
        inside.append(Item(tuple(value)))
    if item.used_by:
        shown, more = item.used_by[:MOST_USERS], len(item.used_by) - MOST_USERS
        line = joined(map(Code, shown))
        inside.append(Item(("used by ", *line, f" and {more} more" if more > 0 else "")))
    return Item((Code(item.id), f" {item.what}"), tuple(inside))


# --- whom it moves ---


def _summary(found: Comparison) -> Section:
    rows = []
    for kind, title in KINDS.items():
        cases = _both(len(of_kind(found, kind, reading)) for reading in READINGS)
        moved = f"{found.synthetic.moved[kind]:,}" if kind in COUNTED else "not counted"
        rows.append((title, _anyone(found, kind), moved, cases))
    total = _both(sum(bool(item.changes) for item in found.published.moved(reading)) for reading in READINGS)
    rows.append(("Any of it", "", f"{found.synthetic.moved['any']:,}", total))
    count = f"{found.synthetic.patients:,} synthetic and {found.published.cases} published patients"
    head = ("", "anyone at all", "synthetic", " / ".join(READINGS))
    table = Table(f"Who moves: of {count}", head, tuple(Row(tuple(((cell,),) for cell in row)) for row in rows))
    none = found.published.why_none
    return Section("Whom it moves", "moves", (table, text(f"No published cases: {none}")) if none else (table,))


def _both(counts: Iterable[int]) -> str:
    return " / ".join(map(str, counts))


def of_kind(found: Comparison, kind: str, reading: str) -> list[Moved]:
    """The published cases of whom something of a kind moves, in one reading."""
    return [item for item in found.published.moved(reading) if any(change.kind == kind for change in item.changes)]


def _anyone(found: Comparison, kind: str) -> str:
    if kind not in PROVED or found.proved.why_none:
        return "not proved"
    if any(witness is not None for change, witness in found.proved.of.items() if change.kind == kind):
        return "yes"
    open_ = any(change.kind == kind for change in found.proved.undecided)
    return "undecided" if open_ else "proved: nobody"


def changes(found: Comparison, kind: str) -> list[Change]:
    """Every change of a kind that somebody shows, or that is undecided, in the order in which it was asked about."""
    listed = [change for change, witness in found.proved.of.items() if witness is not None]
    listed += [*found.proved.undecided, *found.synthetic.changes]
    listed += [change for item in found.published.all_moved for change in item.changes]
    return [change for change in dict.fromkeys(listed) if change.kind == kind]


def _chapter(found: Comparison, kind: str, words: Words) -> Iterator[Section]:
    mine = changes(found, kind)
    nobody = len(found.proved.nobody(kind))
    if not mine and not nobody:
        return
    own = [change for change in mine if not follows(found, change)]
    blocks: list[Block] = [_entry(found, change, words) for change in own]
    following = [change for change in mine if follows(found, change)]
    if following:
        blocks.append(_following(found, following))
    if nobody:
        other = "other changes" if mine else "changes"
        blocks.append(text(Strong("Proved: "), f"nobody shows any of the {nobody:,} {other} there could be."))
    yield Section(KINDS[kind], kind.replace("_", "-"), tuple(blocks))


def follows(found: Comparison, change: Change) -> bool:
    """Whether advice changes only where the level does, as far as is known: its patient and everyone counted."""
    witness = found.proved.of.get(change)
    if change.kind not in ADVICE.values() or change in found.proved.undecided:
        return False
    counted = found.synthetic.changes[change] == found.synthetic.along[change]
    stays = (
        item for item in found.published.all_moved if change in item.changes and not any(map(_is_level, item.changes))
    )
    return counted and (witness is None or witness.along) and not any(stays)


def _is_level(change: Change) -> bool:
    return change.kind in ("level", "provisional")


def _following(found: Comparison, following: Sequence[Change]) -> Block:
    items = []
    for shown in dict.fromkeys(change.after for change in following):
        some = [change for change in following if change.after == shown]
        listed = sorted(some, key=lambda change: -found.synthetic.changes[change])[:MOST_LISTED]
        line: list[Inline] = [f"{len(some):,} {'appear' if shown == SHOWN else 'vanish'}: "]
        line += joined((Code(change.id), f" {found.synthetic.changes[change]:,}") for change in listed)
        line.append(f", and {len(some) - len(listed):,} more." if len(some) > len(listed) else ".")
        items.append(Item(tuple(line)))
    note = (
        "Pieces that change only where the level does, or turns provisional or firm; with how many synthetic patients"
    )
    return Items(tuple(items), note)


def _entry(found: Comparison, change: Change, words: Words) -> Section:
    cases = {reading: found.published.with_change(change, reading) for reading in READINGS}
    published = joined((f"{len(ids)} {reading}{_listed(ids)}" for reading, ids in cases.items()), "; ")
    synthetic = found.synthetic.changes[change]
    rows: list[tuple[str, Block | None]] = [
        ("Published", Paragraph(published) if found.published.cases else None),
        ("Synthetic", text(f"{synthetic:,} of {found.synthetic.patients:,}{_along(found, change)}")),
        ("By which rule", _by_rule(found, change)),
        *_witness(found, change, words),
    ]
    return Section(title_of(change, words), anchor("change", "-".join(_parts(change))), (present(rows),), entry=True)


def _listed(ids: Sequence[str]) -> str:
    return f" ({', '.join(ids)})" if ids else ""


def _along(found: Comparison, change: Change) -> str:
    along = found.synthetic.along[change]
    return f", of whom {along:,} together with the level" if along else ""


def _parts(change: Change) -> tuple[str, ...]:
    return tuple(part for part in (change.kind, change.id, change.before, change.after) if part)


def title_of(change: Change, words: Words) -> str:
    """A change in a few words: "Be seen today → Be seen within 24 hours"."""
    if change.kind == "level":
        old, new = (words.text("levels", id_, "title", id_.replace("_", " ")) for id_ in (change.before, change.after))
        return f"{old} → {new}"
    plain = change.id.replace("_", " ")
    name = words.text("conditions", change.id, "name", plain) if change.kind == "condition" else plain
    return f"{name}: {change.before.replace('_', ' ')} → {change.after.replace('_', ' ')}"


def _by_rule(found: Comparison, change: Change) -> Block | None:
    rules: Mapping[tuple[str, str], int] = found.synthetic.rules.get(change, {})
    of_cases = {key: 0 for item in found.published.all_moved if change in item.changes for key in item.rules}
    both = {**of_cases, **rules} if change.kind == "level" else {}
    words = {"now": "now holds: ", "no longer": "no longer holds: "}
    lines = [
        Item((words[what], Code(rule), f" {count:,}" if count else ""))
        for (what, rule), count in sorted(both.items(), key=lambda row: -row[1])
    ]
    return Items(tuple(lines)) if lines else None


def _witness(found: Comparison, change: Change, words: Words) -> Iterator[tuple[str, Block]]:
    witness = found.proved.of.get(change)
    if change in found.proved.undecided:
        yield "Patient", text(f"not found, and not excluded: {found.proved.undecided[change]}")
    if witness is None:
        return
    nobody = not found.synthetic.changes[change] and not any(
        change in item.changes for item in found.published.all_moved
    )
    rare = "A patient exists although none of those counted moves: " if nobody else ""
    kind = "Smallest patient" if witness.smallest else "A patient"
    yield kind, text(f"{rare}{shown_patient(witness.patient, words)}")
    yield "For lactwise assess", text(Code(json.dumps(dict(witness.patient), ensure_ascii=False)))


def shown_patient(findings: Mapping[str, Value], words: Words) -> str:
    """A patient in words; of many denials only the first and how many more."""
    denied = [name for name, value in findings.items() if value is False]
    named = [in_words(findings, name, words) for name in findings if name not in denied]
    named += [
        in_words(findings, name, words) for name in denied[: MOST_DENIED if len(denied) > MOST_DENIED + 1 else None]
    ]
    more = len(findings) - len(named)
    if more:
        named.append(f"and “no” to {more} other questions")
    return "; ".join(named) or "nothing is known"


# --- published cases, and how it was found ---


def _cases(found: Comparison) -> Iterator[Section]:
    rows = []
    for item in found.published.all_moved:
        told = [f"{KINDS[kind].lower()} {count}" for kind, count in _by_kind(item.changes).items() if kind != "level"]
        levels = [f"{change.before} → {change.after}" for change in item.changes if change.kind == "level"]
        rules = [*(f"now {id_}" for id_ in item.begin), *(f"no longer {id_}" for id_ in item.cease)]
        cells: tuple[tuple[Line, ...], ...] = (
            ((item.case,),),
            ((item.reading,),),
            tuple((line,) for line in levels),
            ((", ".join(told),),),
            tuple((line,) for line in rules),
        )
        rows.append(Row(cells))
    if rows:
        head = ("case", "read as", "level", "other changes", "rules")
        caption = "Whose answer changes, or the rules behind it"
        yield Section("Published cases", "cases", (Table(caption, head, tuple(rows)),))


def _by_kind(some: Iterable[Change]) -> dict[str, int]:
    found: dict[str, int] = {}
    for change in some:
        found[change.kind] = found.get(change.kind, 0) + 1
    return found


def _how(found: Comparison) -> Section:
    rows: list[tuple[str, Block | None]] = [
        (what, text(side.name, "; ", Code(side.guideline.digest)))
        for what, side in (("From", found.before), ("To", found.after))
    ]
    asked = len(found.proved.of) + len(found.proved.undecided)
    proved = f"{asked:,} kinds of change asked about, {len(found.proved.undecided):,} undecided, "
    rows += [
        ("Synthetic patients", text(f"{found.synthetic.patients:,}, seed {found.seed}")),
        ("All patients", text(f"{proved}every patient found confirmed by the engine under both guidelines")),
        ("Took", text(f"{found.seconds:.0f} s")),
    ]
    unknown = found.published.unknown
    if unknown:
        listed = ", ".join(f"{id_} {count:,}" for id_, count in unknown.items())
        rows.append(("Answers of published cases that a guideline does not know", text(listed)))
    return Section("How this was found", "how", (Facts(tuple((a, b) for a, b in rows if b is not None)), text(LIMITS)))
