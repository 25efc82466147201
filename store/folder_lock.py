"""One run at a time in a folder that has no database yet: a lock that the system takes back when its holder dies."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import gettempdir

from store.database import WorkspaceBusyError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder while the block runs; raises `WorkspaceBusyError` if another run holds it."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    lock = Path(gettempdir()) / f"roundsman-{name}.lock"
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise WorkspaceBusyError from error
        yield
