"""What a person hands in to be imported: a file's name and bytes, and how it is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from office.imports.maps import ColumnMap
from routing.written_dates import DateOrder
from routing.written_numbers import DecimalSign

ENCODINGS = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "iso-8859-1", "iso-8859-2",
    "iso-8859-15", "mac-roman",
)  # fmt: skip
"""How spreadsheets write text where it is not Unicode; which of them cannot be seen in a file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in; the name is for messages only.

    `encoding` is one of `ENCODINGS` where somebody says how the text is written; else its first bytes tell, or UTF-8.
    """

    name: str
    data: bytes
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be read: other programs' names, values for empty cells of new records, the writer's style.

    `decimal` and `dates` are None where the file's own rows shall decide; `skip_bad` lets good rows go on alone.
    """

    columns: ColumnMap = field(default_factory=ColumnMap)
    defaults: Mapping[str, str] = field(default_factory=dict)
    skip_bad: bool = False
    decimal: DecimalSign | None = None
    dates: DateOrder | None = None
