"""What every paper has: its head, columns and drawings."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # the whole
    "Territory review of {day}": "Durchsicht der Gebiete am {day}",
    (
        "{territories} territories, {accounts} accounts with an owner; visits from {start} to {end}; "
        "money in {currency} a year"
    ): (
        "{territories} Gebiete, {accounts} Kunden mit Zuständigen; Besuche vom {start} bis {end}; "
        "Geld in {currency} im Jahr"
    ),
    "all together": "alle zusammen",
    "vacant": "unbesetzt",
    "none": "keine",
    "not known": "nicht bekannt",
    "There are no territories.": "Es gibt keine Gebiete.",
    "There are no accounts.": "Es gibt keine Kunden.",
    "{start} to {end}": "{start} bis {end}",
    "From {start} to {end}.": "Vom {start} bis {end}.",
    # columns
    "territory": "Gebiet",
    "rep": "Außendienst",
    "customers": "Kunden",
    "prospects": "Interessenten",
    "customer": "Kunde",
    "prospect": "Interessent",
    "hours": "Stunden",
    "load": "Auslastung",
    "potential": "Potenzial",
    "of fair potential": "vom gerechten Potenzial",
    "in time": "rechtzeitig",
    "overdue": "überfällig",
    "accounts": "Kunden",
    "region": "Region",
    "part of": "Teil von",
    "planned": "geplant",
    "done": "erledigt",
    "skipped": "ausgefallen",
    "declined": "abgelehnt",
    "open": "offen",
    "week of": "Woche vom",
    "reason given": "genannter Grund",
    "times": "Anzahl",
    "share": "Anteil",
    "most in": "am meisten in",
    "level": "Stufe",
    "watch": "beobachten",
    "alarm": "Warnung",
    "what": "was",
    "in words": "in Worten",
    "rank": "Rang",
    "what to do": "was zu tun ist",
    "worth a year": "Wert im Jahr",
    "how it was computed": "wie es gerechnet wurde",
    "where": "wo",
    "kind": "Art",
    "why": "warum",
    "why not": "warum nicht",
    "on": "am",
    "by": "von",
    "note": "Notiz",
    "account": "Kunde",
    # drawings
    "Workload of each territory in per cent of its fair part; the band is what was agreed": (
        "Arbeit jedes Gebiets in Prozent seines gerechten Anteils; das Band ist vereinbart"
    ),
    "Customers visited in time, in per cent": "Rechtzeitig besuchte Kunden, in Prozent",
    "Visits of each week by what became of them": "Besuche jeder Woche nach dem, was aus ihnen wurde",
    "Targets reached, in per cent": "Erreichte Ziele, in Prozent",
    "Sales foretold, by territory": "Vorhergesagter Umsatz je Gebiet",
    "Season index of each segment: the darker, the more is sold": "Jahresgang jedes Segments: je dunkler, desto mehr",
}  # fmt: skip
