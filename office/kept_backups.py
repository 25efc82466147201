"""Backups that the worker makes beside the workspace, and restores to try: asked for by hand or again and again."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from office.backups import BACKUPS, make_backup, restore_office
from office.door import Act, reads, thinks
from office.jobs import Watch, job_kind
from office.opening import Office
from office.people import Person
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.jobs import JobState, read_jobs_of
from store.words import Work

BACKUP, TRY = Work.BACKUP, Work.TRY_BACKUP
PASSPHRASE = "ROUNDSMAN_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z\.backup")


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup beside the workspace; `tried_at` is when it was restored to try last, empty where it never was."""

    name: str
    octets: int
    tried_at: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a backup held when it was restored to try."""

    name: str
    rows: int
    made_at: str


@thinks
def keep_backup(act: Act) -> KeptBackup:
    """Back the workspace up into its own folder, whoever works in it; sealed where the worker has a passphrase."""
    folder = act.office.folder.path / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob("*.part"):  # of a worker that died under it
        left.unlink()
    name = f"{act.now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.backup"
    part = folder / f"{name}.part"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123 - 0600 at once
        make_backup.inside(act, out, os.environ.get(PASSPHRASE, ""))
        out.flush()
        os.fsync(out.fileno())
    part.replace(folder / name)
    return KeptBackup(name, (folder / name).stat().st_size, "")


@thinks
def try_backup(act: Act, name: str) -> Tried:
    """Restore a backup into a folder that is thrown away: every row is read again and held against the sums.

    Raises
    ------
    BadInputError
        If there is no such backup, or it is sealed and the worker has no passphrase.
    BadBackupError, SealError
        If it was altered or cut off, or the passphrase is another.
    """
    path = _path(act.office, name)
    with TemporaryDirectory(prefix="roundsman-tried-") as there, path.open("rb") as source:
        restored = restore_office(Path(there) / "office", source, os.environ.get(PASSPHRASE, ""))
    return Tried(name, sum(restored.rows.values()), restored.made_at)


@reads
def list_backups(act: Act) -> tuple[KeptBackup, ...]:
    """Return the backups beside the workspace, the newest first, with when each was restored to try."""
    tried: dict[str, str] = {}
    for job in read_jobs_of(act.connection, TRY, JobState.DONE):
        tried.setdefault(str(job.result["name"]), job.ended_at or "")
    folder = act.office.folder.path / BACKUPS
    files = sorted((one for one in folder.glob("*.backup") if _NAME.fullmatch(one.name)), reverse=True)
    return tuple(KeptBackup(one.name, one.stat().st_size, tried.get(one.name, "")) for one in files)


@job_kind(BACKUP, "keep_backup")
def _keep(office: Office, who: Person, order: dict[str, Any], watch: Watch) -> dict[str, Any]:  # noqa: ARG001 - no order
    made = keep_backup(office, who)
    watch.tell(1, 1, made.name)
    return {"name": made.name, "octets": made.octets}


@job_kind(TRY, "try_backup")
def _try(office: Office, who: Person, order: dict[str, Any], watch: Watch) -> dict[str, Any]:
    tried = try_backup(office, who, str(order.get("name", "")))
    watch.tell(1, 1, tried.name)
    return {"name": tried.name, "rows": tried.rows, "made_at": tried.made_at}


def _path(office: Office, name: str) -> Path:
    path = office.folder.path / BACKUPS / name
    if not _NAME.fullmatch(name) or not path.is_file():
        cause = sentence("there is no backup {name!r}", name=name)
        raise BadInputError([Problem("backup-unknown", "backup", cause, "List them.")])
    return path
