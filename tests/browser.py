"""How do tests drive a real browser, and make sure that it talks to nobody else?

In: nothing but Debian's Chromium. Out: a browser, pages that reach only the addresses allowed, and a server of our own.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SERVE = "import sys; from lactwise import web; web.serve('127.0.0.1', int(sys.argv[1]))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system. A machine without one cannot run these tests, and says so."""
    found = shutil.which("chromium")
    assert found, "Chromium is missing: run make setup-test, or install the package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def server(port: int | None = None, **environment: str) -> Iterator[str]:
    """The address of a server started for the test and stopped after it: on a free port, or on the one given."""
    port = port or free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], cwd=ROOT, env={**os.environ, **environment})
    try:
        yield _ready(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(address: str, process: "subprocess.Popen[bytes]") -> str:
    for _ in range(300):
        assert process.poll() is None, "the server stopped before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                return address
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server was not ready within 30 seconds")
