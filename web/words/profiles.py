"""Profiles of reps."""

from __future__ import annotations

WORDS = {
    "profiles.title": ("Reps and what they closed", "Außendienst und Abschlüsse"),
    "profiles.hint": ("Deals closed until {day}.", "Abschlüsse bis {day}."),
    "profiles.of": ("Sectors of {name}", "Branchen von {name}"),
    "profiles.tier": ("tier {n}", "Stufe {n}"),
    "profiles.sector": ("Sector", "Branche"),
    "profiles.won": ("Won", "Gewonnen"),
    "profiles.lost": ("Lost", "Verloren"),
    "profiles.others": ("Others win", "Andere gewinnen"),
    "profiles.amount": ("Brought", "Erlös"),
    "profiles.strong": ("strong", "stark"),
    "profiles.none": ("No deal closed yet.", "Noch kein Abschluss."),
    "profiles.nobody": ("There is no rep.", "Es gibt niemanden im Außendienst."),
    "profiles.nobodys": (
        "{n} closed deals are nobody's: no rep in the file, no owner on the day, or no sector.",
        "{n} Abschlüsse gehören niemandem: kein Name in der Datei, kein Besitzer an dem Tag oder keine Branche.",
    ),
}
