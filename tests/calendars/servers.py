"""CalDAV servers for the contract: Radicale and Xandikos as they ship, and doubles that speak other dialects."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import requests

USER, PASSWORD = "rita", "geheim-ü"


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def started(command: list[str], url: str, log: Path) -> Iterator[str]:
    """Run a server until the end of the block; give its address once it answers."""
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ}) as server:
        try:
            _wait(server, url, log)
            yield url
        finally:
            server.terminate()
            server.wait(10)


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            requests.get(url, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server at {url} did not start:\n{log.read_text()}")


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": str(folder / "storage"),
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(folder / "users"),
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
    }
    command = [sys.executable, "-m", "radicale", "--config", ""]
    command += [f"--{name}={value}" for name, value in options.items()]
    with started(command, f"http://127.0.0.1:{port}/", folder / "radicale.log") as url:
        yield url


@contextmanager
def xandikos(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "xandikos",
        "serve",
        "-d",
        str(folder / "storage"),
        "--defaults",
        "--port",
        str(port),
    ]
    command += ["--listen-address", "127.0.0.1", "--current-user-principal", f"/{USER}/"]
    with started(command, f"http://127.0.0.1:{port}/", folder / "xandikos.log") as url:
        yield url
