"""What does the guideline say to a parent on paper, or in a browser without JavaScript?

In: a guideline and a language. Out: one page with its style inside and no script: the danger signs, the numbers to
call, when to phone, what to do at home, and the source of every sentence. `leaflet_choice` chooses what stands in it;
all words are those of the texts; this file only sets them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from lactwise.model import Advice, Guideline, Rule
from lactwise.publish import leaflet_choice, model_json
from lactwise.wording import Words

SHARED_MARKS = "*†‡§¶"
PHONE = (*map("phone_{}".format, ("now", "when_open")), "book")  # headings of the levels between the emergency and home
STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2730;--soft:#4d5863;--line:#c9c4ba;--link:#1b5a60;--red:#a51219;
--tint:#fdeceb;--wash:#f4f1ea}
*{box-sizing:border-box}
body{margin:0 auto;max-inline-size:54rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Naskh Arabic",sans-serif;
overflow-wrap:break-word}
h1,h2,h3,h4{line-height:1.25;margin-block:1.4em .4em;text-wrap:balance;break-after:avoid}
h1{font-size:1.7rem;margin-block-start:0}
h2{font-size:1.3rem;padding-block-start:.5em;border-block-start:2px solid var(--line)}
h3{font-size:1.1rem}
h4{font-size:1rem}
p{margin-block:.5em}
ul,ol{margin-block:.4em;padding-inline-start:1.3em}
li{margin-block:0 .6em;break-inside:avoid}
a{color:var(--link)}
sup{font-size:.68em;line-height:0;color:var(--soft);white-space:nowrap}
sup a{color:inherit;text-decoration:none}
sup a:hover,sup a:focus{text-decoration:underline}
.open{display:inline-block;padding:.7em 1.2em;border-radius:.6em;background:var(--link);color:var(--paper);
font-weight:600;margin-block-end:.5em}
.note,.but,.gate{padding:.6em .9em;background:var(--wash);border-inline-start:4px solid var(--line)}
.gate{border-color:var(--red)}
.gate h4{margin-block-start:0}
.danger{padding:.2em 1em .6em;border:2px solid var(--red);border-radius:.6em;background:var(--tint)}
.danger h2{border:0;color:var(--red);margin-block-start:.3em}
.danger p,.act{font-weight:600}
.quiet{display:block;font-size:.9em;line-height:1.35;color:var(--soft)}
.lead{font-weight:600}
.lead::after{content:":"}
.scroll{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%}
td a{font-weight:600}
th,td{text-align:start;vertical-align:top;padding:.35em .6em .35em 0;border-block-end:1px solid var(--line)}
[dir=rtl] :is(th,td){padding:.35em 0 .35em .6em}
.sources,footer{font-size:.875rem;color:var(--soft)}
.sources ol{padding-inline-start:2.4em}
.sources li:target{background:var(--wash)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media (min-width:46rem){.two{columns:2;column-gap:2rem}}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e8e3da;--soft:#a9b0b3;--line:#4a535a;
--link:#8ccbc9;--red:#ff938c;--tint:#2c191b;--wash:#1f2529}}
@page{size:A4;margin:9mm 10mm}
@media print{:root{color-scheme:light}body{max-inline-size:none;padding:0;
font:8.2pt/1.27 Arial,"Liberation Sans","Noto Sans","DejaVu Sans Condensed",sans-serif}
h1{font-size:15pt}h2{font-size:11pt;margin-block:.8em .2em;padding-block-start:.35em;border-block-start-width:1px}
h3{font-size:9.5pt;margin-block:.7em .15em}h4{font-size:8.6pt}p,ul,ol{margin-block:.25em}li{margin-block:0 .25em}
.two{columns:2;column-gap:7mm}.screen{display:none}a{color:inherit;text-decoration:none}
.danger,.note,.but,.gate{print-color-adjust:exact;padding-block:.3em}th,td{padding-block:.1em}
.scroll{overflow:visible}:is(.danger,.gate) .two{columns:3}.danger,.gate{break-inside:avoid}
.sources ol{font-size:6.2pt;line-height:1.18;columns:3;column-gap:5mm}footer{font-size:7pt}}
"""


def html(guideline: Guideline, language: str = "en") -> str:
    """The leaflet as a page."""
    return _Leaflet(guideline, language).page()


class _Leaflet:
    """One leaflet being set; `works` grows with every source that is cited, in the order of their numbers."""

    def __init__(self, guideline: Guideline, language: str) -> None:
        self.guideline, self.words = guideline, leaflet_choice.words_of(guideline, language)
        self.model = model_json.build(guideline)  # its titles of works name no antibiotic
        self.reasons = leaflet_choice.reasons(guideline)
        self.works: dict[str, dict[str, None]] = {}  # work → how its claims were read

    def say(self, group: str, key: str, **more: str) -> str:
        return escape(self.words.interface(group, key, **more))

    def page(self) -> str:
        words = self.words
        language, direction = escape(words.language), self.say("language", "direction")
        unreviewed, title = self.say("language", "unreviewed"), self.say("leaflet", "title")
        main = [*self.danger(), *self.numbers(), *self.phone(), *self.home(), *self.sources()]
        lines = [
            f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>",
            f"<p>{self.say('leaflet', 'intro')}</p>",
            f'<p class="screen"><a class="open" href="/{language}">{self.say("leaflet", "open")}</a></p>',
            f'<p class="note">{unreviewed}</p>' if unreviewed else "",
            "</header>\n<main>",
            *main,
            "</main>\n<footer>",
            f"<p>{self.say('app', 'what_we_are_not', what=words.interface('language', 'not'))}</p>",
            f"<p>{self.about()}</p>\n</footer>\n</body>\n</html>\n",
        ]
        return "\n".join(line for line in lines if line)

    def about(self) -> str:
        guideline = self.guideline
        date = self.words.day(guideline.review_by)
        return self.say("app", "guide_version", version=guideline.version, date=date)

    # --- before anything else ---

    def danger(self) -> Iterable[str]:
        first = next(iter(self.reasons))
        yield '<section class="danger">'
        yield f"<h2>{self.say('app', 'signs_title')}</h2>\n<p>{self.say('app', 'signs_call')}</p>"
        for heading, tag in zip(("signs_mother", "signs_baby"), leaflet_choice.FLAGS, strict=True):
            flags = [item for item in self.guideline.findings.values() if tag in item.tags]
            labels = [_capital(self.words.label(item.id)) for item in flags if item.answered_by == "parent"]
            baby = tag == leaflet_choice.FLAGS[1]
            rules = [r for r in self.reasons[first] if leaflet_choice.is_of_baby(self.guideline, r) == baby]
            yield f"<h3>{self.say('app', heading)}</h3>"
            yield _list([*map(escape, labels), *self.spoken(rules)])
        yield "</section>"

    def numbers(self) -> Iterable[str]:
        heads = "".join(
            f'<th scope="col">{self.say("leaflet", key)}</th>' for key in ("country", "emergency", "urgent")
        )
        rows = [self.row(code) for code in self.guideline.places]
        yield f'<section>\n<h2 id="numbers">{self.say("leaflet", "numbers")}</h2>'
        yield '<div class="scroll" role="region" tabindex="0" aria-labelledby="numbers">'
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        yield "\n".join(sorted(rows, key=lambda row: "tel:" not in row))  # where nothing can be dialled comes last
        yield "</tbody>\n</table>\n</div>\n</section>"

    def row(self, code: str) -> str:
        known = Words(self.guideline, code, self.words.language).known
        called, urgent = (_call(known[key], known[f"{key}_tel"]) for key in ("emergency", "urgent"))
        name = escape(known["name"]) if known["emergency_tel"] else self.say("app", "country_other")
        return f'<tr><th scope="row">{name}</th><td>{called}</td><td>{urgent}</td></tr>'

    # --- when to phone ---

    def phone(self) -> Iterable[str]:
        for level, heading in zip(list(self.reasons)[1:], PHONE, strict=False):
            yield f"<section>\n<h2>{self.say('leaflet', heading)}</h2>"
            yield _list(self.spoken(self.reasons[level]))
            span = self.words.known[self.guideline.levels[level].limit]
            yield f'<p class="act">{_capital(self.say("time", "within", span=span))}.'
            yield from map(self.line, leaflet_choice.act_now(self.guideline, level))
            yield "</p>\n</section>"

    def spoken(self, rules: Iterable[Rule]) -> Iterable[str]:
        """Reasons as lines; signs of which one is enough (·) are listed once, what must come with them follows a +."""
        listed: set[tuple[str, ...]] = set()
        for rule in rules:
            text = self.words.text("reasons", rule.id, "parent", rule.because)
            groups = [group for group in leaflet_choice.details(rule, text, self.words) if group not in listed]
            listed.update(group for group in groups if len(group) > 1)
            details = escape(" + ".join(map(" · ".join, groups)))
            yield escape(text) + self.cite(rule.source) + (f' <span class="quiet">{details}</span>' if details else "")

    # --- what to do ---

    def home(self) -> Iterable[str]:
        chosen = leaflet_choice.advice(self.guideline)
        yield f"<section>\n<h2>{self.say('leaflet', 'home')}</h2>"
        for topic in leaflet_choice.AT_HOME:
            pieces = [item for item in chosen if item.topic == topic]
            if pieces:
                yield f'<section class="topic">\n<h3>{self.say("note", f"heading_{topic}")}</h3>'
                yield from self.topic(pieces)
                yield "</section>"
        yield "</section>"

    def topic(self, pieces: list[Advice]) -> Iterable[str]:
        """The advice of a topic; an exception that several pieces share stands once, before them, with a mark."""
        exceptions = Counter(self.exception(item) for item in pieces)
        shared = [text for text, times in exceptions.items() if text and times > 1]
        marks = dict(zip(shared, SHARED_MARKS, strict=False))
        yield from (f'<p class="but"><strong>{mark}</strong> {escape(text)}</p>' for text, mark in marks.items())
        gate = [escape(_capital(self.words.label(name))) for name in leaflet_choice.gates(self.guideline, pieces)]
        if gate:
            yield f'<div class="gate">\n<h4>{self.say("leaflet", "before_painkillers")}</h4>'
            yield f"{_list(gate)}\n</div>"
        yield _list(self.line(item, marks) for item in pieces)

    def exception(self, item: Advice) -> str:
        return self.words.text("advice", item.id, "except")

    def line(self, item: Advice, marks: Mapping[str, str] = MappingProxyType({})) -> str:
        lead = self.words.interface("language", "comma").join(leaflet_choice.signs(item, self.words))
        text, more = (self.words.text("advice", item.id, key) for key in ("text", "more"))
        exception = self.exception(item)
        mark = marks.get(exception, "")
        parts = [
            f'<span class="lead">{escape(_capital(lead))}</span>' if lead else "",
            escape(text) + (f"<strong>{mark}</strong>" if mark else ""),
            escape(more),
            "" if mark else escape(exception),
        ]
        return " ".join(part for part in parts if part) + self.cite(item.source)

    # --- where it comes from ---

    def cite(self, claims: Iterable[str]) -> str:
        numbers: dict[int, None] = {}
        for id_ in claims:
            claim = self.model["claims"][id_]
            self.works.setdefault(claim["work"], {})[claim["seen"]] = None
            numbers[list(self.works).index(claim["work"]) + 1] = None
        return "<sup> " + ", ".join(f'<a href="#s{number}">{number}</a>' for number in sorted(numbers)) + "</sup>"

    def sources(self) -> Iterable[str]:
        yield f'<section class="sources">\n<h2>{self.say("leaflet", "sources")}</h2>\n<ol class="two">'
        yield from (self.work(number, work, seen) for number, (work, seen) in enumerate(self.works.items(), 1))
        yield "</ol>\n</section>"

    def work(self, number: int, id_: str, seen: Iterable[str]) -> str:
        work = self.model["works"][id_]
        how = [self.words.interface("app", f"seen_{way.replace(' ', '_')}") for way in seen]
        read = self.say("app", "source_read", seen=self.words.interface("language", "comma").join(how))
        title, link, year = escape(work["title"]), work.get("link"), str(work.get("year", ""))
        shown = f'<a href="{escape(link)}" rel="noreferrer">{title}</a>' if link else title
        dated = f" ({escape(year)})" if any(map(str.isdigit, year)) else ""
        return f'<li id="s{number}"><cite dir="auto">{shown}</cite>{dated}. {read}.</li>'


def _list(lines: Iterable[str]) -> str:
    return '<ul class="two">\n' + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"


def _call(shown: str, number: str) -> str:
    text = f"<bdi>{escape(shown)}</bdi>"
    return f'<a href="tel:{escape(number)}">{text}</a>' if number else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
