"""The use case: a review of the workspace on a day, as figures and as a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from office.opening import Office
from office.reviews.analysis import Analysis, analyse
from office.reviews.inputs import gather
from office.reviews.travel_elsewhere import seconds_elsewhere, travelled
from office.roads import roads_if_any
from reports.html import html_text
from reports.pdf import pdf_bytes
from reports.review import paper
from store.database import reading
from store.folder import FolderNotWritableError


def analysis_of(office: Office, today: date, weeks: int = 13, most: int = 20) -> Analysis:
    """Return all figures of the review of a day over the weeks before it; nothing is written to the workspace."""
    with reading(office.database) as connection:
        known = gather(connection, today, weeks)
    engine = roads_if_any(office)
    return analyse(travelled(known, engine), most, seconds_elsewhere(known, engine))


def write_review(analysis: Analysis, html: Path | None, pdf: Path | None) -> list[Path]:
    """Write the review as HTML and PDF where paths are given; return what was written."""
    if html is None and pdf is None:
        return []
    made = paper(analysis)
    try:
        if html is not None:
            html.write_text(html_text(made), encoding="utf-8")
        if pdf is not None:
            pdf.write_bytes(pdf_bytes(made))
    except OSError as error:
        raise FolderNotWritableError((html or pdf or Path()).parent, error.strerror or str(error)) from error
    return [path for path in (html, pdf) if path is not None]
