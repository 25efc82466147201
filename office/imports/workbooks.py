"""A workbook's first visible sheet as rows of cells, as a CSV of it would have them, but exact."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

from office.imports.exact import Exact
from office.imports.uploads import Upload
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

WORKBOOK = b"PK\x03\x04"
MOST_BYTES = 200_000_000
"""What a workbook may unpack to: above it is no list of customers."""

MOST_COLUMNS = 2_000


def workbook_rows(upload: Upload) -> list[list[str]]:
    """Return the rows of an XLSX file; raises `BadInputError` where it is none."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and most files are CSV

    _require_small(upload)
    try:
        book = load_workbook(io.BytesIO(upload.data), read_only=True, data_only=True)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)]
    except Exception as error:  # whatever openpyxl stumbles over is a broken file
        raise _broken(
            upload, sentence("it cannot be read as a workbook ({name})", name=type(error).__name__)
        ) from error


def _require_small(upload: Upload) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(upload.data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
            names = {one.filename for one in packed.infolist()}
    except zipfile.BadZipFile as error:
        raise _broken(upload, "it begins like a workbook and is none") from error
    if "[Content_Types].xml" not in names:
        raise _broken(upload, "it is an archive, and no workbook")
    if size > MOST_BYTES:
        raise _broken(upload, sentence("it unpacks to {size:.0f} MB", size=size / 1000000.0))


def _broken(upload: Upload, cause: str) -> BadInputError:
    return BadInputError([Problem("file-not-workbook", upload.name, cause, "Save it as XLSX again, or as CSV UTF-8.")])


def _cell(value: object) -> str:
    """Return a cell's text; numbers and dates are told in the one way that cannot be misread."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return Exact("yes" if value else "no")
    if isinstance(value, float):
        return Exact(str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value))
    if isinstance(value, datetime):
        return Exact(value.date() if value.time() == time() else value.isoformat(" ", "minutes"))
    if isinstance(value, time):
        return Exact(f"{value:%H:%M}")
    return Exact(value) if isinstance(value, int | date) else str(value)
