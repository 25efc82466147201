"""A file's bytes as rows of cells: CSV in Unicode, or a workbook, told apart by their first bytes."""

from __future__ import annotations

import codecs
import csv
import io
import re

from office.imports.uploads import ENCODINGS, Upload
from office.imports.workbooks import WORKBOOK, workbook_rows
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

CELL_LIMIT = 1_000_000
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks: that of UTF-32 begins like that of UTF-16, so it is asked for first."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t ]*(?:\n|$)', re.IGNORECASE)
"""The line that Excel writes and understands; no spreadsheet shows it, so rows are counted without it."""


def rows_of(upload: Upload) -> list[list[str]]:
    """Return a file's rows, the first one included; a workbook's numbers and dates are told exactly.

    Raises
    ------
    BadInputError
        If it is no such file, or broken.
    """
    if upload.data.startswith(WORKBOOK):
        return workbook_rows(upload)
    if upload.data.startswith(_OLD_WORKBOOK):
        raise unusable(upload, "file-not-csv", "this is a workbook of before 2007", "Save it as XLSX or CSV UTF-8.")
    text = _text(upload)
    if "\0" in text:
        raise unusable(upload, "file-not-text", "this is not a text file", "Export it as CSV UTF-8.")
    said = _SEPARATOR_LINE.match(text)
    delimiter = said[1] if said else _delimiter(text)
    csv.field_size_limit(CELL_LIMIT)
    try:
        lines = io.StringIO(text[said.end() :] if said else text, newline="")
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        cause = sentence("the quoting is broken ({error})", error=error)
        remedy = "Look for a quote that is not closed, and export it again as CSV."
        raise unusable(upload, "file-not-csv", cause, remedy) from error


def unusable(upload: Upload, code: str, cause: str, action: str) -> BadInputError:
    """Return what to raise where nothing of a file can be used."""
    return BadInputError([Problem(code, upload.name, cause, action)])


def _text(upload: Upload) -> str:
    if upload.encoding and upload.encoding not in ENCODINGS:
        cause = sentence("no text is written as {name!r}", name=upload.encoding)
        raise unusable(upload, "file-not-text", cause, sentence("Name one of {names}.", names=", ".join(ENCODINGS)))
    encoding = upload.encoding or next((name for mark, name in _MARKS if upload.data.startswith(mark)), "utf-8")
    try:
        text = upload.data.decode(encoding)
    except UnicodeDecodeError as error:
        if upload.encoding:
            cause = sentence("it is not written as {name} ({reason})", name=encoding, reason=error.reason)
            raise unusable(upload, "file-not-text", cause, 'Save it as "CSV UTF-8".') from error
        if encoding != "utf-8":
            cause = sentence(
                "its first bytes say {upper}, and it is not ({reason})", upper=encoding.upper(), reason=error.reason
            )
            raise unusable(upload, "file-not-text", cause, 'Save it as "CSV UTF-8".') from error
        line = upload.data[: error.start].count(b"\n") + 1
        cause = sentence("line {line} is not UTF-8 (byte 0x{data:02x})", line=line, data=upload.data[error.start])
        action = 'Save it as "CSV UTF-8", or say how it is written, such as --encoding windows-1252.'
        raise unusable(upload, "file-not-utf8", cause, action) from error
    return io.StringIO(text, newline=None).read()


def _delimiter(text: str) -> str:
    """Return the separator of the first line that has one: the likeliest of three, outside quotes."""
    for line in text.split("\n", 20)[:20]:
        outside = "".join(part for index, part in enumerate(line.split('"')) if index % 2 == 0)
        found = max(",;\t", key=outside.count)
        if found in outside:
            return found
    return ","
