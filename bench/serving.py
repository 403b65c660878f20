"""What does a browser ask of the server, and what does it get?

In: nothing but the app as it is. Out: a server started in a process of its own, and every answer it sent, counted in
the server itself, so that nothing is missed that the service worker asks for.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOG = "LACTWISE_BENCH_LOG"  # names the file in which the server notes what it sent
SERVE = "import sys; from bench import serving; serving.serve(int(sys.argv[1]))"
PROBE = "/healthz"  # how we ask whether the server is ready; not counted


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: what was asked for, the bytes of its body as sent and unpacked, and its headers."""

    method: str
    path: str
    status: int
    sent: int
    raw: int
    headers: dict[str, str]

    @property
    def header_bytes(self) -> int:
        """The bytes of its headers as HTTP/1.1 writes them."""
        return sum(len(name) + len(value) + 4 for name, value in self.headers.items()) + len("HTTP/1.1 200 OK\r\n\r\n")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that counts."""

    address: str
    log: Path

    def answers(self) -> list[Sent]:
        """Everything sent since the count began, in order."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [answer for answer in (Sent(**json.loads(line)) for line in lines) if answer.path != PROBE]

    def begin(self) -> None:
        """Begins the count anew."""
        self.log.write_bytes(b"")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a file, as it is sent to one who takes it compressed."""
        asked = {"accept-encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = urllib.request.Request(self.address + path, headers=asked)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read()


@contextmanager
def counting() -> Iterator[Server]:
    """A server of our own on a free port, stopped in the end."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        log = Path(folder) / "sent.jsonl"
        log.touch()
        command = [sys.executable, "-c", SERVE, str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, LOG: str(log)})
        try:
            yield _ready(Server(f"http://127.0.0.1:{port}", log), process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _ready(server: Server, process: "subprocess.Popen[bytes]") -> Server:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server stopped before it was ready")
        try:
            server.get(PROBE)
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError("the server was not ready within 30 seconds")


# --- in the process of the server ---


def serve(port: int) -> None:
    """Serves as `lactwise serve` does, and counts."""
    from granian import Granian  # noqa: PLC0415 - only the server needs it
    from granian.constants import Interfaces  # noqa: PLC0415

    Granian(
        "bench.serving:create_app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        websockets=False,
        log_enabled=False,
    ).serve()


def create_app() -> Any:
    """The web application, noting every answer in the file `LOG` names before its last byte is sent."""
    from lactwise import web  # noqa: PLC0415

    app, log = web.create_app(), Path(os.environ[LOG])

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        start: dict[str, Any] = {}
        body = bytearray()

        async def noted(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    _note(log, scope, start, bytes(body))
            await send(message)

        await app(scope, receive, noted if scope["type"] == "http" else send)

    return counted


def _note(log: Path, scope: Any, start: Any, body: bytes) -> None:
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    line = {
        "method": scope["method"],
        "path": scope["path"],
        "status": start["status"],
        "sent": len(body),
        "raw": _unpacked(body, headers.get("content-encoding", "")),
        "headers": headers,
    }
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


@lru_cache(maxsize=64)
def _unpacked(body: bytes, encoding: str) -> int:
    return len(gzip.decompress(body)) if encoding == "gzip" and body else len(body)
