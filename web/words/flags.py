"""Rules that ask about a leg."""

from __future__ import annotations

WORDS = {
    "flag.over-network": ("longer than the roads", "länger als die Straßen"),
    "flag.impossible-speed": ("faster than one drives", "schneller, als man fährt"),
    "flag.round-number": ("round number", "runde Zahl"),
    "flag.holiday": ("on a holiday", "am Feiertag"),
    "flag.weekend": ("at the weekend", "am Wochenende"),
    "flag.late-entry": ("entered late", "spät erfasst"),
    "flag.no-purpose": ("no purpose", "ohne Zweck"),
    "flag.overlap": ("overlaps another", "überschneidet sich"),
    "flag.odometer-gap": ("gap in the odometer", "Lücke im Kilometerstand"),
    "flag.odometer-backwards": ("odometer runs backwards", "Kilometerstand läuft rückwärts"),
    "flag.repeat": ("the same again and again", "immer dasselbe"),
}
