"""Files that a person names: one that cannot be read is bad input, told in the same words whatever it is for."""

from __future__ import annotations

import io
from pathlib import Path

from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence


def read_named(path: Path, most: int = -1) -> bytes:
    """Return what is in a file, or no more than its first `most` bytes.

    Raises
    ------
    BadInputError
        If it is not there, is a folder, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        cause = sentence("it cannot be read: {value}", value=error.strerror or error)
        action = "Check its name, and that you may read it."
        raise BadInputError([Problem("file-unreadable", str(path), cause, action)]) from error


def read_named_text(path: Path, how: str = "UTF-8") -> str:
    """Return the text of a file, without a byte-order mark and with plain line ends; `how` is how it is to be saved.

    Raises
    ------
    BadInputError
        As `read_named` does, and if it is not UTF-8.
    """
    data = read_named(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        cause = sentence("line {line} is not UTF-8 (byte 0x{data:02x})", line=line, data=data[error.start])
        raise BadInputError(
            [Problem("file-not-utf8", str(path), cause, sentence("Save it as {how}.", how=how))]
        ) from error
    return io.StringIO(text, newline=None).read()


class FileUnwritableError(WorldError):
    """A file that a person named cannot be written: a full disk, a folder that is not there, no right to."""


def write_named(path: Path, content: bytes) -> None:
    """Write a file; raises `FileUnwritableError` where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        cause = sentence("{path} cannot be written: {value}.", path=path, value=error.strerror or error)
        raise FileUnwritableError(f"{cause} Check the folder, the room on the disk and your rights.") from error
