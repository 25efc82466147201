"""What benchmarks of pages share: a copy of a workspace at a moment, and the site served to Debian's Chromium."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn

from office.opening import Office, open_office

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@contextmanager
def copied_office(workspace: Path, at: str) -> Iterator[Office]:
    """Copy a workspace, since measuring changes it; give its office with the clock at an instant (ISO 8601)."""
    with tempfile.TemporaryDirectory() as folder:
        moment = datetime.fromisoformat(at)
        yield replace(open_office(Path(shutil.copytree(workspace, Path(folder) / "workspace"))), clock=lambda: moment)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve the site; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
