"""Findings in German."""

from __future__ import annotations

GERMAN = {
    "about": "{account}: ",
    "on": " am {date}",
    "unreachable": "keine Straße führt dorthin",
    "hours": "innerhalb der Öffnungszeiten ist kein Platz",
    "return": "die Rückkehr liegt {minutes} Minuten nach Arbeitsende",
    "driving": "der Tag hat {minutes} Minuten mehr Fahrt als erlaubt",
    "work": "der Tag hat {minutes} Minuten mehr Arbeit als erlaubt",
    "visits": "der Tag hat mehr Besuche als erlaubt",
    "load": "der Tag hat mehr Ladung als erlaubt",
    "window-before": "{amount} Tage vor dem ersten erlaubten Tag",
    "window-after": "{amount} Tage nach dem letzten erlaubten Tag",
    "spacing-least": "{amount} Tage zu früh nach dem Besuch davor, mindestens {limit} sind einzuhalten",
    "spacing-most": "{amount} Tage zu spät nach dem Besuch davor, höchstens {limit} sind erlaubt",
    "pattern": "die Tage liegen auf keinem Muster des Kunden",
    "compulsory": "ein festgelegter oder zugesagter Besuch entfällt",
    "two-at-one-time": "{detail}",
    "date-not-worked": "{detail}",
    "outside-working-hours": "{detail}",
    "outside-opening-hours": "{detail}",
    "appointment-impossible": "{detail}",
    "date-past": "{detail}",
    "visit-unknown": "{detail}",
    "visit-over": "{detail}",
}
