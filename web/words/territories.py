"""Territories."""

from __future__ import annotations

WORDS = {
    "territories.title": ("Territories", "Gebiete"),
    "territories.day": ("Owners of {day}", "Besitzer am {day}"),
    "territories.map": ("Map of the territories", "Karte der Gebiete"),
    "territories.map.wait": ("The areas are being outlined …", "Die Flächen werden berechnet …"),
    "territories.map.none": (
        "There are no areas: owners and a road network are needed.",
        "Es gibt keine Flächen: Es braucht Besitzer und ein Straßennetz.",
    ),
    "territories.rep": ("Rep", "Außendienst"),
    "territories.customers": ("Customers", "Kunden"),
    "territories.prospects": ("Prospects", "Interessenten"),
    "territories.potential": ("Potential", "Potenzial"),
    "territories.covering": ("Covering for others", "In Vertretung"),
    "territories.nobody": ("nobody", "niemand"),
    "territories.list": ("Accounts", "Kunden"),
    "territories.conflicts": ("Conflicts to decide", "Zu entscheidende Konflikte"),
    "territories.claims": ("claimed by {who}", "beansprucht von {who}"),
    "territories.decide": ("Belongs to", "Gehört zu"),
    "territories.decisions": ("What was decided", "Was entschieden wurde"),
    "territories.decisions.none": ("Nothing yet.", "Noch nichts."),
    "territories.accounts": ("{n} accounts", "{n} Kunden"),
    "territories.undone": ("taken back", "zurückgenommen"),
    "territories.undo": ("Take back", "Zurücknehmen"),
    "territories.move": ("Give an account to a rep", "Einen Kunden einem Außendienstler geben"),
    "territories.account": ("Account (its id)", "Kunde (Kennung)"),
    "territories.since": ("From (empty: today)", "Ab (leer: heute)"),
    "territories.reason": ("Reason", "Grund"),
    "territories.move.do": ("Move", "Verschieben"),
    "territories.osm": ("Areas © OpenStreetMap contributors", "Flächen © OpenStreetMap-Mitwirkende"),
}
