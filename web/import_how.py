"""How a file that comes from a page is read: by what was kept under a name, and by what the form says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Form, UploadFile

from office.imports.mappings import ImportMapping, list_mappings, options_of, read_mapping
from office.imports.uploads import ENCODINGS, ImportOptions, Upload
from office.opening import Office
from office.people import Person
from routing.written_dates import DateOrder
from routing.written_numbers import DecimalSign

ORDERS, SIGNS = tuple(one.value for one in DateOrder), tuple(one.value for one in DecimalSign)


def _one_of(values: tuple[str, ...]) -> str:
    return f"^(|{'|'.join(values)})$"


@dataclass(frozen=True, slots=True)
class How:
    """What the form says; empty words leave it to the file."""

    saved: str
    encoding: str
    dates: str
    decimal: str
    skip_bad: bool

    def upload(self, file: UploadFile) -> Upload:
        """Return the file with its encoding."""
        return Upload(file.filename or "file", file.file.read(), self.encoding)

    def options(self, office: Office, who: Person, kind: str) -> ImportOptions:
        """Return how it is read; raises `BadInputError` where nothing of this kind is kept under the name."""
        kept = read_mapping(office, who, self.saved, kind) if self.saved else ImportMapping("", kind)
        said = replace(kept, decimal=self.decimal or kept.decimal, dates=self.dates or kept.dates)
        return options_of(said, skip_bad=self.skip_bad)


def _how(
    *,
    saved: Annotated[str, Form()] = "",
    encoding: Annotated[str, Form(pattern=_one_of(ENCODINGS))] = "",
    dates: Annotated[str, Form(pattern=_one_of(ORDERS))] = "",
    decimal: Annotated[str, Form(pattern=_one_of(SIGNS))] = "",
    skip_bad: Annotated[bool, Form()] = False,
) -> How:
    return How(saved, encoding, dates, decimal, skip_bad)


AsWritten = Annotated[How, Depends(_how)]


def choices(office: Office, who: Person, how: How | None) -> dict[str, Any]:
    """Return what the form offers, and what was said last."""
    names = [(one.name, one.kind) for one in list_mappings(office, who)]
    return {"how": how, "mappings": names, "encodings": ENCODINGS, "orders": ORDERS, "signs": SIGNS}
