"""Ways to serve a visit that is left out: what is done, and at what price."""

from __future__ import annotations

REPAIRS = {
    "repair-insert": ("put it on {day}", "am {day} einfügen"),
    "repair-exchange": (
        "put it on {day} and move {other} to another day",
        "am {day} einfügen und {other} auf einen anderen Tag verschieben",
    ),
    "repair-displace": ("put it on {day} and leave {other} out", "am {day} einfügen und {other} auslassen"),
    "repair-overtime": (
        "put it on {day} and come home {over_s:minutes} later than the shift ends",
        "am {day} einfügen und {over_s:minutes} nach Arbeitsende heimkommen",
    ),
    "repair-long-day": (
        "put it on {day} with a day {over_s:minutes} longer than its rules allow",
        "am {day} einfügen, der Tag wird {over_s:minutes} länger, als seine Regeln erlauben",
    ),
    "repair-long-day-leaving": (
        "put it on {day} with a day {over_s:minutes} longer than its rules allow, leaving {gone:visits} out",
        (
            "am {day} einfügen, der Tag wird {over_s:minutes} länger, als seine Regeln erlauben, "
            "und lässt {gone:visits} aus"
        ),
    ),
    "repair-window-before": (
        "put it on {day}, {days:days} before its window",
        "am {day} einfügen, {days:days} vor den erlaubten Tagen",
    ),
    "repair-window-after": (
        "put it on {day}, {days:days} after its window",
        "am {day} einfügen, {days:days} nach den erlaubten Tagen",
    ),
    "repair-window-spacing": (
        "put it on {day}, against the spacing of its account",
        "am {day} einfügen, gegen den Abstand des Kunden",
    ),
    "repair-other-hours": (
        "give it visiting hours while its rep works, and put it on {day}",
        "Besuchszeiten während der Arbeitszeit geben und am {day} einfügen",
    ),
    "repair-other-rep": ("let {rep} serve it on {day}", "am {day} von {rep} besuchen lassen"),
    "price-worth": (
        "it costs {price_s:+min} min of driving; the visit is worth {worth_s:min}",
        "es kostet {price_s:+min} min Fahrzeit; der Besuch ist {worth_s:min} wert",
    ),
    "price-compulsory": (
        "it costs {price_s:+min} min of driving; the visit is compulsory",
        "es kostet {price_s:+min} min Fahrzeit; der Besuch ist Pflicht",
    ),
    "price-given-up": (
        "it costs {price_s:+min} min of driving and gives up {given_up_s:min} min of worth for {worth_s:min}",
        "es kostet {price_s:+min} min Fahrzeit und gibt {given_up_s:min} min an Wert für {worth_s:min} auf",
    ),
    "price-there": (
        "it costs {price_s:+min} min of driving there",
        "es kostet dort {price_s:+min} min Fahrzeit",
    ),
}
