"""Where figures come from: seasons, the base, and what they were reckoned of."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # seasons
    "Seasons": "Jahresgänge",
    "No season can be told: there are no two years of sales on record.": (
        "Kein Jahresgang ist erkennbar: es liegen keine zwei Jahre Umsatz vor."
    ),
    "(none)": "(keine)",
    "not checked": "nicht geprüft",
    "better than a flat year": "besser als ein flaches Jahr",
    "no better than flat": "nicht besser als flach",
    "season index of each segment": "Jahresgang jedes Segments",
    "index, 1 is an ordinary month": "Index, 1 ist ein gewöhnlicher Monat",
    "Sales of a month beside the mean month, by segment.": "Umsatz eines Monats neben dem mittleren Monat, je Segment.",
    "segment": "Segment",
    "error": "Fehler",
    "flat": "flach",
    "last year, unseen": "letztes Jahr, ungesehen",
    "Jan": "Jan", "Feb": "Feb", "Mar": "Mär", "Apr": "Apr", "May": "Mai", "Jun": "Jun",
    "Jul": "Jul", "Aug": "Aug", "Sep": "Sep", "Oct": "Okt", "Nov": "Nov", "Dec": "Dez",
    # the base
    "The base": "Die Grundlage",
    "Quality is potential per workload hour; 100 is the team's.": (
        "Güte ist Potenzial je Arbeitsstunde; 100 ist die des Teams."
    ),
    "Clusters reach 500 m from account to account, as the crow flies.": (
        "Gruppen reichen 500 m von Kunde zu Kunde, in der Luftlinie."
    ),
    "Clusters reach 500 m from account to account by road; in a group of more than 500 as the crow flies.": (
        "Gruppen reichen 500 m von Kunde zu Kunde auf der Straße; in einer von mehr als 500 in der Luftlinie."
    ),
    "potential an hour": "Potenzial je Stunde",
    "(no segment)": "(kein Segment)",
    "who": "wer",
    "of all": "von allen",
    "of the potential": "vom Potenzial",
    "attribute of your own": "eigenes Merkmal",
    "cluster around": "Gruppe um",
    "mostly": "meistens",
    "Where potential lies": "Wo Potenzial liegt",
    "squares of {km} km": "Quadrate von {km} km",
    "map of potential in {size}": "Karte des Potenzials, {size}",
    "The richest {n} of {all} {size} that hold accounts.": "Die {n} reichsten von {all} mit Kunden ({size}).",
    "middle of the square": "Mitte des Quadrats",
    "of prospects": "von Interessenten",
    # origin
    "There are no sales on record.": "Es liegt kein Umsatz vor.",
    "{n} customers are in the upper two fifths by recency, frequency and money of the last year at once.": (
        "{n} Kunden liegen nach Aktualität, Häufigkeit und Geld des letzten Jahres zugleich in den oberen 40 %."
    ),
    "Recency says nothing and is not counted: nobody differs in the last month of buying.": (
        "Die Aktualität sagt nichts und zählt nicht: Im letzten Kaufmonat unterscheidet sich niemand."
    ),
    "Frequency says nothing and is not counted: nobody differs in the number of months.": (
        "Die Häufigkeit sagt nichts und zählt nicht: In der Zahl der Monate unterscheidet sich niemand."
    ),
    "Money says nothing and is not counted: nobody differs in the sales of the year.": (
        "Das Geld sagt nichts und zählt nicht: Im Umsatz des Jahres unterscheidet sich niemand."
    ),
    "Nobody began to buy after a quiet year on record.": "Niemand begann nach einem stillen Jahr zu kaufen.",
    "{year} quarter {quarter}": "{year}, {quarter}. Quartal",
    "since": "seit",
    "by source": "nach Quelle",
    "by region": "nach Region",
    "mean first year": "mittleres erstes Jahr",
}  # fmt: skip
