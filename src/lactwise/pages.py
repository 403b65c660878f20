"""Which files make up the app, in which languages, and how are they sent?

In: a guideline and the folder `app/`. Out: every file as it goes to a browser: compressed, tagged, with its policy. All
files of one release stand under one address, so that they may be kept for ever and never mix with another release.

>>> from lactwise.loading import load
>>> sorted(App(load()).pages)
['/', '/en']
"""

import base64
import gzip
import hashlib
import html
import json
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lactwise.model import Guideline
from lactwise.publish import leaflet, model_json
from lactwise.wording import Words

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".toml": "application/toml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
ASKED_EACH_TIME = "no-cache"  # may be kept, is asked about each time
FOR_EVER = "public, max-age=31536000, immutable"  # its address changes with its content
FALLBACK = "en"
_SLOT = re.compile(r"\{\{([a-z_]+)\}\}")
_COMMENTS = re.compile(r"^[ ]*//[^\n]*$|^[ ]*/\*\*[^\n]*(?:\n[ ]*\*[^\n]*)*\*/[ ]*$", re.MULTILINE)  # whole lines only


class Asset:
    """A file as it is sent: its bytes, the same compressed, its type, its tag and how long it may be kept."""

    def __init__(self, content: bytes, media_type: str, policy: str = POLICY, keep: str = ASKED_EACH_TIME) -> None:
        self.content, self.media_type, self.policy, self.keep = content, media_type, policy, keep
        packed = gzip.compress(content, 9, mtime=0)
        self.packed = packed if len(packed) < len(content) else None
        self.tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    def kept_for_ever(self) -> "Asset":
        """The same file under an address that changes with its content."""
        return Asset(self.content, self.media_type, self.policy, FOR_EVER)


def media_type(name: str) -> str:
    """The content type of a file by its name."""
    suffix = Path(name).suffix.lower()
    return TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def sendable(path: Path, folder: Path) -> bytes:
    """A file as it is sent: our own scripts without the lines that are comments, which weigh a fifth on a phone.

    Empty lines stay in their place, so that a line number in a fault is the one of the source.
    """
    content = path.read_bytes()
    if path.suffix != ".js" or path.parent != folder:
        return content
    return _COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), content.decode()).encode()


def json_asset(content: Mapping[str, Any], keep: str = ASKED_EACH_TIME) -> Asset:
    """JSON as a file."""
    return Asset(model_json.dump(dict(content)), TYPES[".json"], keep=keep)


def html_asset(content: str) -> Asset:
    """A page of our own that carries its style inside: each style is allowed by its hash, no script at all."""
    styles = re.findall(r"<style[^>]*>(.*?)</style>", content, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    allowed = "".join(f" 'sha256-{digest}'" for digest in hashes)
    return Asset(content.encode(), TYPES[".html"], POLICY.replace("style-src 'self'", f"style-src 'self'{allowed}"))


def app_folder() -> Path:
    """The files of the app inside the package, or, in a checkout, those at its root."""
    packaged = Path(__file__).parent / "app"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "app"


class App:
    """The app for one guideline, all of one `release`: `files` by name; pages, data and the rest by address."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        folder = app_folder()
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        self.sources = {path.relative_to(folder).as_posix(): sendable(path, folder) for path in paths}
        template, worker = (self.sources.pop(name).decode() for name in ("index.html", "sw.js"))
        desk = {name: self.sources.pop(name) for name in list(self.sources) if name.startswith("desk")}  # online only
        model = model_json.build(guideline)
        data = {name: {"model": model, "texts": model_json.texts(guideline, name)} for name in guideline.texts}
        self.release = self.digest([template, worker, *map(repr, self.sources.items()), json.dumps(data)])
        self.files = {name: Asset(content, media_type(name)) for name, content in self.sources.items()}
        self.lasting = {f"/app/{self.release}/{name}": item.kept_for_ever() for name, item in self.files.items()}
        self.files |= {name: Asset(desk[name], media_type(name)) for name in desk if not name.endswith(".html")}
        self.data = {self.data_of(name): json_asset(content, FOR_EVER) for name, content in data.items()}
        self.pages = {f"/{name}": Asset(self.page(template, name).encode(), TYPES[".html"]) for name in guideline.texts}
        self.pages["/"] = self.pages[f"/{FALLBACK}"]
        self.manifests = {f"/manifest/{name}.webmanifest": self.manifest(name) for name in guideline.texts}
        self.leaflets = {f"/leaflet/{name}": html_asset(leaflet.html(guideline, name)) for name in guideline.texts}
        self.worker = Asset(self.service_worker(worker).encode(), TYPES[".js"])

    def digest(self, parts: list[str]) -> str:
        """Twelve hexadecimal digits that change with anything of the release."""
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]

    def data_of(self, language: str) -> str:
        """The address of the guideline in one language."""
        return f"/data/{self.release}/{language}.json"

    def find(self, address: str) -> Asset | None:
        """The file at an address, if there is one. Of another release there is none: pages and files never mix."""
        if address in self.pages:
            return self.pages[address]
        for table in (self.lasting, self.data, self.manifests, self.leaflets):
            if address in table:
                return table[address]
        return self.worker if address == "/sw.js" else self.files.get(address.removeprefix("/app/"))

    def language_for(self, accepted: str) -> str:
        """The language a browser asks for, among those there are; the country is never guessed from it."""
        wanted: list[tuple[float, str]] = []
        for part in accepted.lower().replace(" ", "").split(","):
            name, _, weight = part.partition(";q=")
            share = float(weight) if re.fullmatch(r"[01](\.\d{1,3})?", weight) else 1.0
            wanted.append((-share, name.partition("-")[0]))
        ranked = sorted(wanted, key=lambda pair: pair[0])  # of equal weight the first named
        return next((name for share, name in ranked if name in self.guideline.texts and share < 0), FALLBACK)

    # --- what is filled in ---

    def page(self, template: str, language: str) -> str:
        """`index.html` with its `{{words}}`: the emergency words must be there before any script has run."""
        words = Words(self.guideline, "generic", language)
        icon = self.sources["icon.svg"].decode()
        slots = {
            "language": html.escape(language),
            "direction": words.interface("language", "direction"),
            "base": f"/app/{self.release}",
            "data": self.data_of(language),
            "icon": html.escape(f"data:image/svg+xml,{quote(icon)}"),
            "red_flags": self.signs(words, "emergency_flag"),
            "baby_flags": self.signs(words, "baby_emergency_flag"),
            "numbers": self.numbers(language),
            "language_links": self.language_links(language),
            "unreviewed": _note(words.raw("interface", "language", "unreviewed")),
        }

        def fill(found: re.Match[str]) -> str:
            if found[1] in slots:
                return slots[found[1]]
            facts = {
                "what": words.interface("language", "not"),
                "version": self.guideline.version,
                "date": words.day(self.guideline.review_by),
            }
            return html.escape(words.interface("app", found[1], **facts))

        return _SLOT.sub(fill, template)

    def signs(self, words: Words, tag: str) -> str:
        """The signs of a kind that a parent can notice, as items of a list."""
        found = self.guideline.findings.values()
        lines = [words.label(item.id) for item in found if tag in item.tags and item.answered_by == "parent"]
        return "".join(f"<li>{html.escape(line[:1].upper() + line[1:])}</li>" for line in lines)

    def numbers(self, language: str) -> str:
        """The emergency number of every country, as links that dial."""
        known = [Words(self.guideline, code, language).known for code in self.guideline.places]
        links = [
            f'<a href="tel:{html.escape(words["emergency_tel"])}"><span>{html.escape(words["name"])}: '
            f"<bdi>{html.escape(words['emergency'])}</bdi></span></a>"
            for words in known
            if words["emergency_tel"]
        ]
        return "".join(f"<li>{link}</li>" for link in links)

    def language_links(self, here: str) -> str:
        """A link to the page in every language, each in its own words."""
        links = []
        for code in self.guideline.texts:
            name = html.escape(Words(self.guideline, "generic", code).interface("language", "name"))
            current = ' aria-current="page"' if code == here else ""
            links.append(f'<li><a href="/{code}" lang="{code}" hreflang="{code}"{current}>{name}</a></li>')
        return "".join(links)

    def manifest(self, language: str) -> Asset:
        """What makes the app one that can be installed."""
        words = Words(self.guideline, "generic", language)
        drawn = f"data:image/svg+xml,{quote(self.sources['icon.svg'].decode())}"  # no request of its own
        icons = [{"src": drawn, "sizes": "any", "type": "image/svg+xml"}]
        icons += [
            {"src": f"/app/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for size in (192, 512)
        ]
        content = {
            "id": "/",
            "name": words.interface("app", "page_title"),
            "short_name": words.interface("app", "name"),
            "lang": language,
            "dir": words.interface("language", "direction"),
            "start_url": f"/{language}",
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf7f2",
            "theme_color": "#8c1d24",
            "icons": icons,
        }
        return Asset(model_json.dump(content), TYPES[".webmanifest"])

    def service_worker(self, template: str) -> str:
        """`sw.js` with the files of this release."""
        kept = [f"/app/{self.release}/{name}" for name in self.sources if Path(name).suffix in (".js", ".mjs", ".css")]
        about = {"version": self.guideline.version, "review_by": self.guideline.review_by.isoformat()}
        slots = {
            "release": self.release,
            "files": json.dumps([name for name in kept if "book" not in name]),
            "pages": json.dumps(sorted(self.pages)),
            "about": json.dumps(about),
        }
        return _SLOT.sub(lambda found: slots.get(found[1], found[0]), template)


def _note(text: str) -> str:
    return f'<p class="notice">{html.escape(text)}</p>' if text else ""
