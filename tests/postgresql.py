"""How do the tests ask a real PostgreSQL?

In: nothing. Out: `connect`, a connection to a server that is started when it is first asked for, listens on nothing but
a socket in a temporary folder, and is stopped and removed when the tests end.

>>> with connect() as connection:
...     connection.execute("select null and false").fetchone()
(False,)
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg

MISSING = """These tests need a PostgreSQL server, and no folder with both `initdb` and `postgres` was found.
Install the package "postgresql" as root (make setup-test does), then run this again."""
SECONDS = 30  # until it must have started
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


def connect() -> psycopg.Connection[Any]:
    """A new connection."""
    return psycopg.connect(host=str(server()), user="tests", dbname="postgres", autocommit=True)


@lru_cache(maxsize=1)
def server() -> Path:
    """Starts the server, once, and returns the folder of its socket."""
    programs = installed()
    home = Path(tempfile.mkdtemp(prefix="lactwise-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    who = unprivileged(home)
    data = home / "data"
    made = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "tests",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(made, check=False, capture_output=True, text=True, cwd=home, **who)
    if done.returncode:
        raise RuntimeError(f"PostgreSQL has made no database:\n{done.stderr}")
    settings = [f"--{key}={value}" for key, value in QUICK.items()]
    with (home / "log").open("w") as log:
        running = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", home, "--listen_addresses=", *settings],
            **{"cwd": home, "stdout": log, "stderr": log, "start_new_session": True, **who},
        )
    atexit.register(stop, running)
    wait_for(home, running)
    return home


def installed() -> Path:
    """The folder of the server's programs, the newest if there are several."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError(MISSING)


def unprivileged(home: Path) -> dict[str, Any]:
    """As whom to start programs: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def wait_for(home: Path, running: subprocess.Popen[bytes]) -> None:
    """Waits until the server answers."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(host=str(home), user="tests", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL has not started:\n{(home / 'log').read_text()}") from error
            time.sleep(0.05)
        else:
            return


def stop(running: subprocess.Popen[bytes]) -> None:
    """Ends the server at once; nothing in it is worth keeping."""
    running.terminate()
    try:
        running.wait(5)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
