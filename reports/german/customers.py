"""Customers: their value, experiments, sales after visits, and what visits are about."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # customers
    "Customers and prospects": "Kunden und Interessenten",
    "Customers by last year's sales: {listed}.": "Kunden nach dem Umsatz des letzten Jahres: {listed}.",
    "{n} accounts have no score: {what} is not known of them.": "{n} Kunden haben keine Wertung: {what} ist unbekannt.",
    "Too few customers with known sales to say what the best share.": (
        "Zu wenige Kunden mit bekanntem Umsatz, um zu sagen, was die besten gemeinsam haben."
    ),
    "How well likeness tells the best apart cannot be judged: there are too few of them.": (
        "Wie gut Ähnlichkeit die besten erkennt, lässt sich nicht beurteilen: es sind zu wenige."
    ),
    "Shown two unseen customers, likeness picks the better one in {share} of cases (50 % is a coin).": (
        "Von zwei ungesehenen Kunden erkennt Ähnlichkeit den besseren in {share} der Fälle (50 % ist eine Münze)."
    ),
    "trait of the best": "Merkmal der besten",
    "of {n} best": "von {n} besten",
    "among all": "unter allen",
    "times as frequent": "mal so häufig",
    "by chance": "zufällig",
    "like the best": "wie die besten",
    "because of": "wegen",
    "most still to win": "am meisten noch zu gewinnen",
    "score": "Wertung",
    "ABC": "ABC",
    "RFM": "RFM",
    "assumed": "angenommen",
    "growth": "Wachstum",
    "satisfaction": "Zufriedenheit",
    "win probability": "Gewinnchance",
    "margin": "Spanne",
    # ways to foretell
    "as in the same month last year": "wie im selben Monat des Vorjahrs",
    "mean of the last year": "Mittel des letzten Jahrs",
    "season and damped growth": "Saison und gedämpftes Wachstum",
    # experiments
    "Experiments": "Versuche",
    "No experiment is stated in the policy.": "In den Vorgaben steht kein Versuch.",
    "telling": "aussagekräftig",
    "not telling": "nicht aussagekräftig",
    "unfair: the sides moved apart before": "ungleich: die Seiten liefen schon vorher auseinander",
    "experiment": "Versuch",
    "change": "Änderung",
    "effect": "Wirkung",
    "low": "mindestens",
    "high": "höchstens",
    "verdict": "Urteil",
    "Sales per potential and month, difference in differences; 19 of 20 redrawn comparisons lie from low to high.": (
        "Umsatz je Potenzial und Monat, Differenz der Differenzen; 19 von 20 neu gezogenen liegen dazwischen."
    ),
    # sales after visits
    "Sales after visits": "Umsatz nach Besuchen",
    "No account has enough months with and without a visit.": (
        "Kein Kunde hat genug Monate mit und ohne Besuch."
    ),
    "visits": "Besuche",
    "a month after a visit": "Monat nach Besuch",
    "another month": "anderer Monat",
    "Mean sales of the month of a visit and the next, beside the other months; at least {n} of each.": (
        "Mittlerer Umsatz des Besuchsmonats und des nächsten, neben den anderen Monaten; mindestens {n} von jedem."
    ),
    "{more} of {all} accounts sell more after visits.": "{more} von {all} Kunden kaufen nach Besuchen mehr.",
    # agenda
    "Review meeting of {day}": "Besprechung der Gebiete am {day}",
    "visits from {start} to {end}": "Besuche vom {start} bis {end}",
    "Nothing to talk about.": "Nichts zu besprechen.",
    "Targets not reached": "Nicht erreichte Ziele",
    "Covers": "Vertretungen",
    "Anything else": "Sonst noch",
    "decided": "entschieden",
    "until": "bis",
    "away": "abwesend",
    "covered by": "vertreten durch",
    "from": "von",
    "to": "bis",
}  # fmt: skip
