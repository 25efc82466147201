"""Keeping a workspace: a backup of one state while it is in use, and a workspace made anew from it."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from office.door import Act, thinks
from routing.problems import BadInputError, Problem
from store.backup import BadBackupError, Line, Restored, backup_lines, restore_lines
from store.database import open_engine, writing
from store.folder import DEFAULT_DATABASE, FILE, make_folder
from store.seals import Sealing, Unsealing, is_sealed
from store.secrets import FILE as SECRETS

BACKUPS = "backups"
"""The folder of a workspace that holds the backups which its worker made."""
LEFT_OUT = frozenset({"roads", "travel", BACKUPS})
"""Folders of a workspace that no backup holds: what the database lets make again, and other backups."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds; `secrets` says whether the passwords for other servers are in it."""

    rows: int
    files: tuple[str, ...]
    secrets: bool


@thinks
def make_backup(act: Act, out: IO[bytes], passphrase: str = "") -> BackedUp:
    """Write a backup of the workspace as it is now, whoever else is working in it; sealed where a passphrase is given.

    The passwords for other servers are in sealed backups alone.
    """
    files = list(_files(act, with_secrets=bool(passphrase)))
    rows = 0
    target: IO[bytes] = Sealing(out, passphrase) if passphrase else out  # type: ignore[assignment]
    with act.reading() as connection, gzip.GzipFile(fileobj=target, mode="wb", mtime=0, compresslevel=6) as packed:
        for line in backup_lines(connection, files, act.at):
            rows += isinstance(line, list)
            packed.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")
    if passphrase:
        target.close()
    return BackedUp(rows, tuple(name for name, _ in files), SECRETS in {name for name, _ in files})


def restore_office(path: Path, source: IO[bytes], passphrase: str = "", database: str | None = None) -> Restored:
    """Make a workspace in `path` from a backup, checked; it may be kept in another database than it came from.

    Raises
    ------
    BadInputError
        If there is a workspace already, or the backup is sealed and no passphrase was given.
    BadBackupError, SealError
        If the backup is none, was altered or cut off, or the passphrase is another.
    """
    if (path / FILE).exists():
        cause = "there is a workspace already"
        raise BadInputError([Problem("workspace-there", str(path), cause, "Name a new folder.")])
    head = source.read(64)
    whole: IO[bytes] = cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", _Rejoined(head, source))))
    if is_sealed(head) and not passphrase:
        cause = "the backup is sealed"
        raise BadInputError([Problem("passphrase-missing", "restore", cause, "Give its passphrase.")])
    if is_sealed(head):
        whole = cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", Unsealing(whole, passphrase))))
    folder = make_folder(path, database or DEFAULT_DATABASE)
    engine = open_engine(folder)
    try:
        with writing(engine) as connection:
            restored = restore_lines(connection, _lines(whole))
    except BaseException:
        engine.dispose()
        _take_away(path)
        raise
    engine.dispose()
    for name, content in restored.files.items():
        _write(path, name, content)
    return restored


class _Rejoined(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, begin: bytes, rest: IO[bytes]) -> None:
        self._begin, self._rest = begin, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        given = self._begin[: len(buffer)] or self._rest.read(len(buffer))
        self._begin = self._begin[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def _lines(source: IO[bytes]) -> Iterator[Line]:
    try:
        with gzip.GzipFile(fileobj=source, mode="rb") as packed:
            for line in packed:
                yield json.loads(line)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise BadBackupError("it was cut off or altered, or is none of roundsman's") from error


def _files(act: Act, *, with_secrets: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the folder's own files: neither the database's nor what can be made again."""
    folder = act.office.folder
    database = act.office.database.url.database or ""
    ours = {Path(database + end).resolve() for end in ("", "-wal", "-shm", "-journal")}
    for path in sorted(folder.path.rglob("*")):
        name = path.relative_to(folder.path)
        if not path.is_file() or path.is_symlink() or path.resolve() in ours or name.parts[0] in LEFT_OUT:
            continue
        if name.as_posix() != FILE and (name.as_posix() != SECRETS or with_secrets):
            yield name.as_posix(), path.read_bytes()


def _write(folder: Path, name: str, content: bytes) -> None:
    target = (folder / name).resolve()
    if folder.resolve() not in target.parents or target.name == FILE:
        raise BadBackupError(f"it holds a file outside of its folder ({name})")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.write_bytes(content)


def _take_away(folder: Path) -> None:
    """Leave no half of a workspace behind."""
    for name in (FILE, "roundsman.db", "roundsman.db-wal", "roundsman.db-shm"):
        (folder / name).unlink(missing_ok=True)
