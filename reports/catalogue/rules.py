"""Rules that a change by hand breaks."""

from __future__ import annotations

RULES = {
    "unreachable": ("no road leads to it", "keine Straße führt dorthin"),
    "hours": ("it finds no time within its opening hours", "innerhalb der Öffnungszeiten ist kein Platz"),
    "return": (
        "the rep comes home {amount:minutes} after the end of work",
        "die Rückkehr liegt {amount:minutes} nach Arbeitsende",
    ),
    "driving": (
        "the day has {amount:minutes} more driving than is allowed",
        "der Tag hat {amount:minutes} mehr Fahrt als erlaubt",
    ),
    "work": (
        "the day has {amount:minutes} more work than is allowed",
        "der Tag hat {amount:minutes} mehr Arbeit als erlaubt",
    ),
    "day": (
        "the day is {amount:minutes} longer from door to door than is allowed",
        "der Tag ist von Tür zu Tür {amount:minutes} länger als erlaubt",
    ),
    "visits": ("the day has more visits than are allowed", "der Tag hat mehr Besuche als erlaubt"),
    "load": ("the day carries more than is allowed", "der Tag hat mehr Ladung als erlaubt"),
    "window-before": ("{amount:days} before its first allowed day", "{amount:days} vor dem ersten erlaubten Tag"),
    "window-after": ("{amount:days} after its last allowed day", "{amount:days} nach dem letzten erlaubten Tag"),
    "spacing-least": (
        "{amount:days} too soon after the visit before, {limit} are the least",
        "{amount:days} zu früh nach dem Besuch davor, mindestens {limit} sind einzuhalten",
    ),
    "spacing-most": (
        "{amount:days} too late after the visit before, {limit} are the most",
        "{amount:days} zu spät nach dem Besuch davor, höchstens {limit} sind erlaubt",
    ),
    "pattern": (
        "its days are on none of the account's patterns",
        "die Tage liegen auf keinem Muster des Kunden",
    ),
    "compulsory": ("a pinned or promised visit is left out", "ein festgelegter oder zugesagter Besuch entfällt"),
    "two-at-one-time": ("{detail}", "{detail}"),
    "date-not-worked": ("{detail}", "{detail}"),
    "outside-working-hours": ("{detail}", "{detail}"),
    "outside-opening-hours": ("{detail}", "{detail}"),
    "appointment-impossible": ("{detail}", "{detail}"),
    "deal-open": (
        "a deal is open with it, and its owner would keep it until that is closed: {detail}",
        "mit dem Kunden ist ein Geschäft offen, und bis zum Abschluss bliebe er bei seiner Person: {detail}",
    ),
    "date-past": ("{detail}", "{detail}"),
    "visit-unknown": ("{detail}", "{detail}"),
    "visit-over": ("{detail}", "{detail}"),
}
