"""A move with a joint visit of both reps."""

from __future__ import annotations

WORDS = {
    "territories.joint": ("with a joint visit of both", "mit einem gemeinsamen Besuch beider"),
    "jointmove.title": ("Move with a joint visit", "Verschieben mit gemeinsamem Besuch"),
    "jointmove.what": (
        "{account} goes from {before} to {after} on {day}.",
        "{account} geht am {day} von {before} an {after}.",
    ),
    "jointmove.nobody": ("nobody", "niemandem"),
    "jointmove.visit": (
        "On {day} from {start} to {end}, {before} introduces {after} there: an appointment of both.",
        "Am {day} von {start} bis {end} führt {before} dort {after} ein: ein Termin von beiden.",
    ),
    "jointmove.none": (
        "Nobody had the account before, so there is nobody to introduce the new rep.",
        "Bisher war niemand zuständig, also führt niemand ein.",
    ),
    "jointmove.again": (
        "Something changed meanwhile; this is what holds now.",
        "Inzwischen hat sich etwas geändert; das gilt jetzt.",
    ),
    "jointmove.do": ("Move with this joint visit", "Mit diesem Besuch verschieben"),
    "jointmove.without": ("Move without a joint visit", "Ohne gemeinsamen Besuch verschieben"),
    "jointmove.leave": ("Leave it", "Lassen"),
}
