"""A workspace is a folder with a small file that names its database; everything else is in the database."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from routing.problems import WorldError

FILE = "roundsman.toml"
DEFAULT_DATABASE = "sqlite:///roundsman.db"

_TEXT = """\
# This folder is a roundsman workspace. All its state is in the database named here: by default a file beside this one,
# or PostgreSQL, such as  database = "postgresql+psycopg://user@host/name"
database = {database}
"""


class NoWorkspaceError(WorldError):
    """The folder holds no workspace."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not a roundsman workspace (it has no {FILE}). "
            "Make one with `roundsman init`, or name another folder with --workspace."
        )


class FolderNotWritableError(WorldError):
    """The folder or a file in it cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"Cannot write to {folder}: {reason}. Choose another folder or change its permissions.")


class UnreadableFolderFileError(WorldError):
    """The workspace's file is no valid TOML, or names no database."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be read: {reason}. It needs one line such as: database = {DEFAULT_DATABASE!r}")


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace's folder and the URL of its database."""

    path: Path
    database_url: str


def make_folder(path: Path, database: str = DEFAULT_DATABASE) -> Folder:
    """Make the folder and its file, if they are not there yet, and return them; an existing file is left as it is."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if _is_half_made(path / FILE):
            _write_whole(path / FILE, _TEXT.format(database=json.dumps(database, ensure_ascii=False)))
    except OSError as error:
        raise FolderNotWritableError(path, error.strerror or str(error)) from error
    return read_folder(path)


OWNER_ALONE = 0o600
"""The mode of a file that holds a password."""
_LOGIN = re.compile(r"(://[^:/@\s]*):\S*(?=@)")
_PARAMETER = re.compile(r"(?i)\b(\w*(?:password|passwd|pwd|passfile|sslkey)\w*\s*=\s*)[^&\s]+")


def masked(text: str) -> str:
    """Return a text in which no database address shows its password, whether it is a sound address or not."""
    return _PARAMETER.sub(r"\1***", _LOGIN.sub(r"\1:***", text))


def forget_folder(path: Path) -> None:
    """Take away the file of a workspace that could not be made."""
    (path / FILE).unlink(missing_ok=True)


def is_made(path: Path) -> bool:
    """Return whether the folder names a database."""
    return not _is_half_made(path / FILE)


def _is_half_made(file: Path) -> bool:
    """Return whether the file is not there, or holds nothing: the disk was full as it was made, or the end came."""
    return not file.exists() or not file.read_bytes().strip(b"\x00 \t\r\n")


def _write_whole(file: Path, text: str) -> None:
    """Write a file that is there wholly or not at all."""
    draft = file.with_name(f"{file.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        if masked(text) != text:
            draft.chmod(OWNER_ALONE)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def read_folder(path: Path) -> Folder:
    """Return the workspace in `path`; raises `NoWorkspaceError` or `UnreadableFolderFileError`."""
    file = path / FILE
    if not file.is_file():
        raise NoWorkspaceError(path)
    try:
        url = tomllib.loads(file.read_text(encoding="utf-8"))["database"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFolderFileError(file, str(error)) from error
    except KeyError as error:
        raise UnreadableFolderFileError(file, "it names no database") from error
    return Folder(path, _beside(path, str(url)))


def _beside(path: Path, url: str) -> str:
    """Resolve a relative SQLite file against the workspace's folder, not against where the command happens to run."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url.startswith(prefix + "/"):
        return url
    return f"{prefix}{path.resolve() / url.removeprefix(prefix)}"
