"""Maps: what stands beside them."""

from __future__ import annotations

WORDS = {
    "map.title": ("Map", "Karte"),
    "map.list": ("To the list", "Zur Liste"),
    "map.start": ("Start of the day", "Beginn des Tages"),
    "map.lunch": ("Lunch", "Mittag"),
    "map.show": ("Show stop {n} on the map", "Halt {n} auf der Karte zeigen"),
    "map.days": ("Days on the map", "Tage auf der Karte"),
    "map.ways": (
        "The ways cannot be had now; the stops are where they lie.",
        "Die Wege sind jetzt nicht zu haben; die Halte sind, wo sie liegen.",
    ),
    "board.js.map.left": (
        "{n} more tours are not drawn: choose fewer reps.",
        "{n} weitere Touren sind nicht gezeichnet: Wählen Sie weniger Außendienstler.",
    ),
    "map.noscript": (
        "Without a script there is no map; the list says the same.",
        "Ohne Skript keine Karte; die Liste sagt dasselbe.",
    ),
    "map.region": ("Map; the list says the same in words", "Karte; die Liste sagt dasselbe in Worten"),
    "map.away": ("Parts of the ground cannot be had now.", "Teile des Grundes sind jetzt nicht zu haben."),
    "map.none": ("There are no roads yet: the map is blank.", "Noch keine Straßen: Die Karte bleibt leer."),
    "map.osm": (
        "The ground comes from tile.openstreetmap.org, by the administrator's choice: that server sees where you look.",
        (
            "Der Grund kommt von tile.openstreetmap.org, so hat es die Verwaltung gewählt: Dieser Server sieht, wohin "
            "geschaut wird."
        ),
    ),
}
