"""Visits that no plan has, and prospects found on the way."""

from __future__ import annotations

WORDS = {
    "unplanned.title": ("Not planned", "Nicht geplant"),
    "unplanned.link": ("A visit that was not planned", "Ein Besuch, der nicht geplant war"),
    "unplanned.hint": (
        "Tap I am here at the door and Done as you leave: the visit has those times, and counts like a planned one.",
        "Tippen Sie an der Tür auf „Bin da“ und beim Gehen auf „Erledigt“: Der Besuch hat diese Zeiten und zählt.",
    ),
    "unplanned.account": ("Account", "Kunde"),
    "unplanned.over": ("It is over already", "Er ist schon vorbei"),
    "unplanned.badge": ("not planned", "nicht geplant"),
    "act.begin": ("I am here", "Bin da"),
    "act.visited": ("Visited, not planned", "Besucht, nicht geplant"),
    "act.prospect": ("New prospect", "Neuer Interessent"),
    "prospect.hint": (
        "It is yours from today on, and the next plan visits it. It is kept here until there is a signal.",
        "Er gehört ab heute Ihnen, und der nächste Plan besucht ihn. Ohne Netz wird er hier gesichert.",
    ),
    "prospect.place": ("Where it is", "Wo er ist"),
    "prospect.here": ("Here, where I am", "Hier, wo ich bin"),
    "prospect.asking": ("The phone is asked …", "Das Telefon wird gefragt …"),
    "prospect.failed": (
        "The phone does not say where it is. Write the position, or choose an account beside it.",
        "Das Telefon sagt nicht, wo es ist. Schreiben Sie die Position oder wählen Sie einen Kunden daneben.",
    ),
    "prospect.found": (
        "Within {m} m. Nothing is sent before you save.",
        "Auf {m} m genau. Erst beim Speichern gesendet.",
    ),
    "prospect.map": ("On the map", "Auf der Karte"),
    "prospect.map.hint": (
        "Tap where it is. With keys: arrows, + and - move the map, Enter takes its middle.",
        "Tippen Sie dorthin, wo er ist. Mit Tasten: Pfeile, + und - bewegen die Karte, Eingabe nimmt ihre Mitte.",
    ),
    "prospect.map.region": (
        "Map to choose the place; the fields below say the same",
        "Karte zum Wählen des Ortes; die Felder darunter sagen dasselbe",
    ),
    "prospect.middle": ("Take the middle of the map", "Die Mitte der Karte nehmen"),
    "prospect.set": ("It is at {at}. Tap again to correct it.", "Er ist bei {at}. Zum Berichtigen noch einmal tippen."),
    "prospect.lat": ("Latitude", "Breite"),
    "prospect.lon": ("Longitude", "Länge"),
    "prospect.beside": ("or beside", "oder neben"),
}
