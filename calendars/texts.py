"""What an event says, in each language that reps read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; ``{}`` stands for the value."""

    visit: str
    lunch: str
    night: str
    absence: str
    tentative: str
    travel: str
    purpose: str
    agenda: str
    contact: str
    last_notes: str
    next_step: str
    hours: str
    navigate: str
    map: str
    estimate: str
    leave: str
    calendar: str


TEXTS: Mapping[str, Texts] = MappingProxyType(
    {
        "en": Texts(
            visit="Visit",
            lunch="Lunch",
            night="Night in {}",
            absence="Away",
            tentative="Not confirmed yet.",
            travel="Drive there: {} min, {} km",
            purpose="Purpose: {}",
            agenda="On the agenda:",
            contact="Contact: {}",
            last_notes="Last time: {}",
            next_step="Next step: {}",
            hours="Opening hours: {}",
            navigate="Navigate: {}",
            map="Map: {}",
            estimate="{} (estimated from a straight line, no roads)",
            leave="Leave at {}.",
            calendar="Visits of {}",
        ),
        "de": Texts(
            visit="Besuch",
            lunch="Mittagspause",
            night="Übernachtung in {}",
            absence="Abwesend",
            tentative="Noch nicht bestätigt.",
            travel="Anfahrt: {} min, {} km",
            purpose="Anlass: {}",
            agenda="Auf der Agenda:",
            contact="Kontakt: {}",
            last_notes="Letztes Mal: {}",
            next_step="Nächster Schritt: {}",
            hours="Öffnungszeiten: {}",
            navigate="Navigation: {}",
            map="Karte: {}",
            estimate="{} (geschätzt aus der Luftlinie, ohne Straßen)",
            leave="Abfahrt um {}.",
            calendar="Besuche von {}",
        ),
    }
)
"""The languages, by ISO 639-1 code."""


def texts_for(language: str) -> Texts:
    """Return the words of a language.

    Raises
    ------
    ValueError
        If the product does not speak it.
    """
    if language not in TEXTS:
        raise ValueError(f"no texts in {language!r}; there are: {', '.join(TEXTS)}")
    return TEXTS[language]
