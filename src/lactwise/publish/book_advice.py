# --- advice and follow-up ---


def advice(index: Index, audience: str, title: str, opening: str) -> Section:
    """What to do, to avoid and to know, by topic, for one audience."""
    parts: list[Section] = []
    for topic in TOPICS:
        items = [
            item
            for item in index.g.advice.values()
            if item.audience == audience and item.topic == topic
        ]
        if items:
            items.sort(key=lambda item: item.order)
            name = capital(index.words.interface("topics", topic, topic.replace("_", " ")))
            parts.append(
                Section(
                    name,
                    f"advice-{audience}-{topic}",
                    tuple(_advice(index, item) for item in items),
                )
            )
    return Section(title, f"advice-{audience}", (text(opening), *parts))


def _advice(index: Index, item: Advice) -> Section:
    words = [index.said("advice", item.id, key) for key in ("text", "more")]
    exception = index.said("advice", item.id, "except")
    facts = present(
        [
            ("Exception, in words", paragraph(exception)),
            *condition_rows(index, "When", item.when),
            *condition_rows(index, "Unless", item.unless),
            ("Shown", text(TEMPERS.get(item.temper, item.temper))),
            ("At levels", paragraph(joined(index.level_mark(level) for level in item.levels))),
            ("Never with", paragraph(index.links("advice", item.conflicts))),
            *evidence_rows(index, item),
        ]
    )
    quotes = tuple(Quote(line) for line in words if line)
    stop = (Mark("pauses feeding", "danger"),) if "stop_feeding" in item.tags else ()
    stance = Mark(STANCES.get(item.stance, item.stance), f"stance-{item.stance}")
    return Section(
        index.title("advice", item.id),
        anchor("advice", item.id),
        (*quotes, facts),
        entry=True,
        id=item.id,
        marks=(stance, *stop, *proposal(item)),
    )


def follow_up(index: Index) -> Section:
    """When to look again."""
    opening = text(
        "Of all that apply, the earliest look counts. "
        "Where a limit is counted on a clock, the look comes before that limit, however often the questions are asked again."
    )
    return Section(
        "Follow-up",
        "follow-up",
        (opening, *(_follow_up(index, item) for item in index.g.follow_ups.values())),
    )


def _follow_up(index: Index, item: FollowUp) -> Section:
    within = index.link("threshold", item.within, index.g.thresholds[item.within].shown)
    said = index.said("followup", item.id, "text", within=within)
    facts = present(
        [
            *condition_rows(index, "When", item.when),
            ("At levels", paragraph(joined(index.level_mark(level) for level in item.levels))),
            ("Look again within", text(within)),
            ("Not later than", _by_when(index, item)),
            ("Asks", paragraph(index.links("finding", item.ask))),
            *evidence_rows(index, item),
        ]
    )
    opening = (Quote(said),) if said else ()
    return Section(
        index.title("follow-up", item.id),
        anchor("follow-up", item.id),
        (*opening, facts),
        entry=True,
        id=item.id,
        marks=proposal(item),
    )


# --- findings ---


def findings(index: Index) -> Section:
    """What can be known, in the order it is asked."""
    parts = []
    for screen in index.g.screens:
        items = [item for item in index.g.findings.values() if item.screen == screen]
        title = capital(index.words.text("screens", screen, "title", screen.replace("_", " ")))
        if items:
            table = Table(
                f"Questions: {title}", FINDING_HEAD, tuple(_finding(index, item) for item in items)
            )
            parts.append(Section(title, anchor("screen", screen), (table,)))
    opening = text(
        "These are the questions, by the screen on which they are asked. "
        "A question not asked is unknown and is never read as “no”. "
        "The column “Not sure” says what that answer counts as, for urgency only. "
        "For advice and conditions “not sure” stays unknown."
    )
    return Section("Findings", "findings", (opening, *parts))


FINDING_HEAD = ("Finding", "Question", "Answer", "“Not sure” counts as", "More", "Used in")


def _finding(index: Index, item: Finding) -> Row:
    used = index.used_in.get(item.id, ())
    return Row(
        (
            ((Strong(capital(index.title("finding", item.id))),), (Code(item.id),)),
            (index.said("findings", item.id, "ask"), (item.means,)),
            _answers(index, item),
            (index.unsure(item),),
            tuple(_more(index, item)),
            (joined(used),),
        ),
        anchor("finding", item.id),
    )


def _answers(index: Index, item: Finding) -> tuple[Line, ...]:
    if item.kind == "number" and item.range is not None:
        low, high = item.range
        return (("number",), (f"from {with_unit(low, item.unit)} to {with_unit(high, item.unit)}",))
    if item.kind == "choice":
        return (
            ("one of:",),
            *((index.option(item.id, option), " ", Code(option)) for option in item.options),
        )
    return (("yes or no",),)


def _more(index: Index, item: Finding) -> Iterable[Line]:
    for tag in item.tags:
        yield (Mark(tag.replace("_", " "), "danger"),)
    if item.answered_by == "clinician":
        yield (Mark("asked of clinicians", "quiet"),)
    if item.only_if is not None:
        block = index.reading(item.only_if)
        yield (
            "only if ",
            *(block.line if isinstance(block, Paragraph) else (Code(show(item.only_if)),)),
        )
    if item.changeable:
        yield ("may change within the episode",)
    if item.valid_hours is not None:
        yield (f"an answer holds for {with_unit(item.valid_hours, 'hours')}",)
    if item.worse is not None:
        yield _worse(index, item)
    clinical = index.words.text("findings", item.id, "clinical")
    if clinical:
        yield (f"clinical term: {clinical}",)
    if item.codes:
        yield (f"codes: {', '.join(item.codes)}",)


def _worse(index: Index, item: Finding) -> Line:
    if isinstance(item.worse, bool):
        return ("worse: ", "yes" if item.worse else "no")
    if isinstance(item.worse, Mapping):
        sides = (
            (
                f"{way.split('_')[0]} from ",
                index.link("threshold", name, index.g.thresholds[name].shown),
            )
            for way, name in item.worse.items()
        )
        return ("worse: ", *joined(sides))
    return (
        "from best to worst: ",
        ", ".join(index.option(item.id, option) for option in item.worse),
    )


# --- countries ---


def places(index: Index) -> Section:
    """The country packs."""
    opening = text(
        "A country pack holds telephone numbers, local words, units and, for clinicians, antibiotic options. "
        "The country is never guessed. "
        "Each pack lists what could not be verified, and the day by which it must be read again."
    )
    return Section(
        "Country packs",
        "places",
        (opening, *(_place(index, place) for place in index.g.places.values())),
    )


HIDDEN = ("code", "name", "review_by", "units", "words", "antibiotics", "unverified", "note")


def _place(index: Index, place: Place) -> Section:
    facts = [
        (capital(key.replace("_", " ")), _fact(value))
        for key, value in place.facts.items()
        if key not in HIDDEN
    ]
    words = joined(
        f"{key.replace('_', ' ')} = {value}" for key, value in place.facts.get("words", {}).items()
    )
    unverified = tuple(Item((str(item),)) for item in place.facts.get("unverified", ()))
    rows = present(
        [
            *((term, paragraph((value,))) for term, value in facts if value),
            ("Temperature in", text({"degC": "°C", "degF": "°F"}.get(place.units, place.units))),
            ("Review by", text(place.review_by.isoformat())),
            ("Words", paragraph(words)),
            (
                "Note",
                paragraph((str(place.facts.get("note", "")),) if place.facts.get("note") else ()),
            ),
            ("Not verified", Items(unverified) if unverified else None),
        ]
    )
    blocks: list[Block] = [rows]
    if place.antibiotics:
        blocks.append(_antibiotics(index, place))
    else:
        blocks.append(text("This pack has no antibiotic list: local guidance is followed."))
    return Section(place.name, anchor("place", place.code), tuple(blocks), id=place.code)


def _fact(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _antibiotics(index: Index, place: Place) -> Block:
    rows: list[Row] = []
    for key, entry in place.antibiotics.items():
        name = capital(key.replace("_", " "))
        if isinstance(entry, Mapping):
            differs = tuple(
                _antibiotic_otherwise(index, claim) for claim in entry.get("differs", ())
            )
            cells: tuple[tuple[Line, ...], ...] = (
                ((name,),),
                ((str(entry.get("text", "")),),),
                ((str(entry.get("length", "")),),),
                (index.claim_links(entry.get("source", ())),),
                differs,
                ((str(entry.get("note", "")),),),
            )
        else:
            cells = (((name,),), ((str(entry),),), (), (), (), ())
        rows.append(Row(cells))
    head = ("Situation", "Option", "Length", "Rests on", "Says otherwise", "Note")
    return Table(f"Antibiotic options for clinicians: {place.name}", head, tuple(rows))


def _antibiotic_otherwise(index: Index, claim: str) -> Line:
    cited = index.citation(claim)
    return (cited.claim, " ", cited.work)
