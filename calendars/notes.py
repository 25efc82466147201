"""What a rep wrote into an event, apart from what stood there already."""

from __future__ import annotations

from icalendar import Event as Vevent

from calendars.clean import clean_text
from calendars.links import Link


def words_of(body: bytes) -> str:
    """Return the description of a rendered VEVENT."""
    return str(Vevent.from_ical(body).get("DESCRIPTION", ""))


def own_words(description: str, link: Link) -> str:
    """Return the lines of a description as read that are not ours; none where we do not know what we sent."""
    if not link.content and link.intent is None:
        return ""
    sent = link.words if link.intent is None else f"{link.words}\n{link.intent.words}"
    known = {line.strip() for line in sent.splitlines()}
    lines = [line.strip() for line in clean_text(description).splitlines()]
    return "\n".join(line for line in lines if line and line not in known)
