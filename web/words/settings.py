"""The workspace's settings."""

from __future__ import annotations

WORDS = {
    "settings.title": ("Settings", "Einstellungen"),
    "settings.name": (
        "The name is {name}; it never changes, because the identity of visits comes from it.",
        "Der Name ist {name}; er ändert sich nie, denn die Identität der Besuche stammt von ihm.",
    ),
    "settings.currency": (
        "Currency of potentials and sales (ISO 4217)",
        "Währung von Potenzialen und Umsätzen (ISO 4217)",
    ),
    "settings.currency.hint": ("Amounts are not converted.", "Beträge werden nicht umgerechnet."),
    "settings.exchange": ("What other currencies are worth", "Was andere Währungen wert sind"),
    "settings.exchange.hint": (
        (
            "A line each: currency, the value of one unit in the company's currency, from which day on, and who says so. "
            "Sales and deals in that currency then count by the rate of their day; without a rate they are left out, and "
            "the review says so."
        ),
        (
            "Je Zeile: Währung, Wert einer Einheit in der Währung der Firma, ab welchem Tag, und wer das sagt. Umsätze und "
            "Geschäfte in dieser Währung zählen dann nach dem Kurs ihres Tages; ohne Kurs bleiben sie weg, und der Rückblick "
            "sagt es."
        ),
    ),
    "settings.approval": ("Who approves a plan before it is put in force", "Wer einen Plan freigibt, bevor er gilt"),
    "settings.approval.nobody": ("nobody: the planner publishes", "niemand: die Planung setzt ihn in Kraft"),
    "settings.approval.manager": ("a manager", "die Leitung"),
    "settings.scheme": ("Rates that trips are paid by", "Sätze, nach denen Fahrten bezahlt werden"),
    "settings.maps": ("What maps are drawn on", "Worauf Karten gezeichnet werden"),
    "settings.maps.own": (
        "Our own tiles, made of the workspace's roads",
        "Eigene Kacheln, aus den Straßen dieses Arbeitsbereichs",
    ),
    "settings.maps.osm": ("OpenStreetMap's tiles (tile.openstreetmap.org)", "Kacheln von tile.openstreetmap.org"),
    "settings.maps.hint": (
        (
            "Our own ask nobody outside. With OpenStreetMap's, every browser that shows a map asks its server, which sees "
            "the address and where people look; each map says so, and its rules of use hold."
        ),
        (
            "Die eigenen fragen niemanden draußen. Mit denen von OpenStreetMap fragt jeder Browser, der eine Karte zeigt, "
            "dessen Server, der die Adresse sieht und wohin geschaut wird; jede Karte sagt es, und seine Regeln gelten."
        ),
    ),
}
