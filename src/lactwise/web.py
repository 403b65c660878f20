"""How is Lactwise reached with a browser or over HTTP?

In: requests. Out: the app, the guideline book, published files, and assessments as JSON. Nothing sent is stored,
logged or put in an address; bad input is answered by 4xx with every fault in the words of `patient.py`, never by a
trace.

>>> from lactwise.loading import load
>>> requested.answer(load(), opened(b'{"confusion": true}', {}))["level"]
'emergency_now'
"""

import asyncio
import json
import os
import re
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.types import Message, Receive, Scope, Send

from lactwise import desk, disagreements, disagreements_page, loading, patient, publishing, requested
from lactwise.cases import load_cases
from lactwise.model import Guideline
from lactwise.pages import POLICY, App, Asset, html_asset, json_asset, media_type
from lactwise.patient import InputError
from lactwise.publish import book, openapi

LARGEST = 1_000_000  # bytes of a request; a patient has about 3,000
GUIDELINE = "LACTWISE_GUIDELINE"  # names the folder for the process that serves, when it is not our own
ANYONE = Request[Any, Any, Any]
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",  # for whatever does not say otherwise
}


def serve(host: str = "127.0.0.1", port: int = 8000, guideline: Path | None = None) -> None:
    """Serves until it is interrupted. Raises `GuidelineError` before it starts if the guideline is unsound."""
    from granian import Granian  # noqa: PLC0415 - only a server needs it
    from granian.constants import Interfaces  # noqa: PLC0415

    if guideline is not None:
        os.environ[GUIDELINE] = str(guideline.resolve())
    load_guideline()
    _claim(host, port)
    server = Granian(
        "lactwise.web:create_app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        websockets=False,
        log_enabled=False,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: print(f"Lactwise is at http://{shown}:{port}/", flush=True))  # noqa: T201
    server.serve()


def _claim(host: str, port: int) -> None:
    """Ends the program if the address cannot be had. The server itself would silently share it with another."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SystemExit(f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another port.") from None


def load_guideline() -> Guideline:
    """The guideline that is served, in every language it is written in."""
    folder = Path(os.environ[GUIDELINE]) if os.environ.get(GUIDELINE) else loading.default_folder()
    languages = sorted(path.stem for path in folder.glob("text/*.toml"))
    return loading.load(folder, languages or ("en",))


def create_app(guideline: Guideline | None = None, published: Path | None = None) -> Litestar:
    """The web application for a guideline (default: the one shipped)."""
    site = Site(guideline or load_guideline(), published or publishing.default_folder())
    return _Application(
        route_handlers=site.handlers(),
        exception_handlers={HTTPException: refused, InputError: misread, Exception: failed},
        before_send=[protect],
        request_max_body_size=LARGEST,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


class _Application(Litestar):
    """Answers HEAD as GET without its body."""

    async def __call__(self, scope: Any, receive: Receive | Any, send: Send | Any) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await super().__call__(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        as_get: Any = {**scope, "method": "GET"}
        await super().__call__(as_get, receive, without_body)


# --- files ---


def sent(asset: Asset, request: ANYONE, vary: str = "accept-encoding") -> Response[bytes]:
    """A file, compressed if the client takes that, or 304 if the client has it already."""
    headers = {
        "etag": asset.tag,
        "cache-control": asset.keep,
        "vary": vary,
        "content-security-policy": asset.policy,
    }
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if asset.tag in known or "*" in known:
        return Response(b"", status_code=304, headers=headers, media_type=asset.media_type)
    if asset.packed is None or not _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(asset.content, headers=headers, media_type=asset.media_type)
    return Response(asset.packed, headers={**headers, "content-encoding": "gzip"}, media_type=asset.media_type)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name in ("gzip", "*"):
            return weight not in ("0", "0.0", "0.00", "0.000")
    return False


class Site:
    """Everything served for one guideline, made ready once."""

    def __init__(self, guideline: Guideline, published: Path) -> None:
        self.guideline, self.published = guideline, published.resolve()
        self.app = App(guideline)
        self.schema = json_asset(openapi.document(guideline))
        self.desk, self.desk_filling = desk.page(self.app), desk.filling(guideline)
        self.book = lru_cache(maxsize=1)(self.write_book)
        self.points = lru_cache(maxsize=1)(self.write_points)
        self.read = lru_cache(maxsize=64)(_published)

    def write_book(self) -> Asset:
        """The book as published, or, if it is not, as it would be."""
        path = self.published / "guideline.html"
        content = path.read_text(encoding="utf-8") if path.is_file() else book.html(self.guideline, load_cases())
        return html_asset(content)

    def write_points(self) -> Asset:
        """The contested points as published, or, if they are not, without the patients, who are not looked for here."""
        path = self.published / "disagreements.html"
        if path.is_file():
            return html_asset(path.read_text(encoding="utf-8"))
        return html_asset(disagreements_page.html(self.guideline, disagreements.points(self.guideline, None)))

    def handlers(self) -> list[Any]:
        """The routes."""
        site = self

        def files(address: str, find: Callable[[], Asset]) -> Any:
            @get(address, sync_to_thread=False)
            def send(request: ANYONE) -> Response[bytes]:
                return sent(find(), request)

            return send

        def spoken(address: str, page: str) -> Any:
            """A page in the language the browser asks for."""

            @get(address, sync_to_thread=False)
            def send(request: ANYONE) -> Response[bytes]:
                language = site.app.language_for(request.headers.get("accept-language", ""))
                return sent(_found(site.app, f"{page}/{language}"), request, "accept-encoding, accept-language")

            return send

        @get(
            ["/app/{path:path}", "/data/{path:path}", "/manifest/{path:path}", "/leaflet/{path:path}"],
            sync_to_thread=False,
        )
        def app(request: ANYONE, path: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 - it is in the scope, whole
            return sent(_found(site.app, request.scope["path"]), request)

        @get("/published/{path:path}", sync_to_thread=True)
        def published_file(request: ANYONE, path: FromPath[str]) -> Response[bytes]:
            return sent(site.published_asset(path.lstrip("/")), request)

        return [
            spoken("/", ""),
            spoken("/leaflet", "/leaflet"),
            *(files(page, partial(_found, site.app, page)) for page in site.app.pages if page != "/"),
            files("/sw.js", lambda: site.app.worker),
            files("/guideline", site.book),
            files("/disagreements", site.points),
            files("/desk", lambda: site.desk),
            files("/desk.json", lambda: site.desk_filling),
            files("/openapi.json", lambda: site.schema),
            *(app, published_file, *self.interface()),
        ]

    def interface(self) -> list[Any]:
        """The routes for programs."""
        site = self

        @get("/healthz", sync_to_thread=False)
        def healthz() -> Response[bytes]:
            return answered({"status": "ok", "version": site.guideline.version, "digest": site.guideline.digest})

        @post("/api/assess", status_code=200)
        async def assess(request: ANYONE) -> Response[bytes]:
            return answered(requested.answer(site.guideline, opened(await request.body(), request.headers)))

        @post("/api/next", status_code=200)
        async def next_(request: ANYONE) -> Response[bytes]:
            return answered(requested.next_screen(site.guideline, opened(await request.body(), request.headers)))

        @post("/api/follow", status_code=200)
        async def follow(request: ANYONE) -> Response[bytes]:
            given = opened(await request.body(), request.headers)
            return answered(await asyncio.to_thread(requested.course, site.guideline, given))  # others need not wait

        @post("/api/soap", status_code=200)
        async def write(request: ANYONE) -> Response[bytes]:
            given = opened(await request.body(), request.headers)
            return answered({"text": await asyncio.to_thread(requested.written, site.guideline, given)})

        return [healthz, assess, next_, follow, write]

    def published_asset(self, name: str) -> Asset:
        """A published file. What lies outside the folder, or is hidden, is not there."""
        hidden = any(part.startswith(".") for part in Path(name).parts)
        try:
            path = (self.published / name).resolve()
            if hidden or not path.is_relative_to(self.published) or not path.is_file():
                raise HTTPException(status_code=404)
            return self.read(path, path.stat().st_mtime_ns)
        except (OSError, ValueError):  # a name no file can have
            raise HTTPException(status_code=404) from None


def _found(app: App, address: str) -> Asset:
    found = app.find(address)
    if found is None:
        raise HTTPException(status_code=404)
    return found


def _published(path: Path, _changed: int) -> Asset:
    content = path.read_bytes()
    if path.suffix == ".html":
        return html_asset(content.decode("utf-8", "replace"))
    return Asset(content, media_type(path.name))


# --- the interface for programs ---


def opened(body: bytes, headers: Mapping[str, str]) -> Any:
    """The JSON in the body of a request. Raises `InputError` if it is none."""
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not re.fullmatch(r"application/[\w.+-]+\+json", kind):
        raise HTTPException(
            status_code=415, detail=f"The input is said to be {kind[:60] or 'nothing'}. Send application/json."
        )
    return _read(body)


def _read(body: bytes) -> Any:
    if not body.strip():
        raise InputError(['the input is empty. Write an object such as {"redness": true}.'])
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([f"the input is not UTF-8 at byte {error.start + 1}. Save it as UTF-8."]) from None
    return patient.from_json(text)


def answered(
    content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """JSON. Escaped to ASCII, since a fault may quote half a character."""
    return Response(
        json.dumps(content).encode(), status_code=status, media_type=MediaType.JSON, headers=dict(headers or {})
    )


# --- what went wrong ---


def misread(_: ANYONE, error: InputError) -> Response[bytes]:
    """Input that is not a patient."""
    return answered({"errors": error.faults}, 400)


def refused(request: ANYONE, error: HTTPException) -> Response[bytes]:
    """A request that cannot be answered: unknown address or method, too large, not JSON."""
    status = error.status_code if 400 <= error.status_code < 500 else 400
    address, method = quote(request.scope["path"][:80]), request.scope["method"][:20]
    allow = (error.headers or {}).get("allow", "")
    told = {
        404: f"There is nothing at {address}. The app is at /, the book at /guideline, the interface at /openapi.json.",
        405: f"{method} is not possible at {address}. Use {allow}.",
        413: f"The input has more than {LARGEST:,} bytes. Send one patient at a time.",
        415: error.detail,
    }
    headers = {"allow": allow} if status == 405 else {}
    return answered({"errors": [told.get(status, "The request cannot be read.")]}, status, headers)


def failed(_: ANYONE, __: Exception) -> Response[bytes]:
    """A fault of ours. It says what to do without us, and nothing of what was sent."""
    return answered({"errors": [f"Lactwise has stopped working. {patient.STILL_ILL}"]}, 500)


async def protect(message: Message, _: Scope) -> None:
    """Adds the headers that keep a browser from doing anything else with an answer."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
