"""Scenarios."""

from __future__ import annotations

WORDS = {
    "scenarios.title": ("Scenarios side by side", "Szenarien im Vergleich"),
    "scenarios.hint": (
        "Drafts with other weights. The first column is what the others are compared with.",
        "Entwürfe mit anderen Gewichten. Die erste Spalte ist der Maßstab für die anderen.",
    ),
    "scenarios.waiting": ("Still being made: {n}.", "Noch in Arbeit: {n}."),
    "scenarios.which": ("Plans to compare", "Welche Pläne"),
    "scenarios.compare": ("Compare", "Vergleichen"),
    "scenarios.figure": ("Figure", "Zahl"),
    "scenarios.visits": ("Visits", "Besuche"),
    "scenarios.accounts": ("Accounts visited at all", "Kunden mit mindestens einem Besuch"),
    "scenarios.value": ("Value served", "Bedienter Wert"),
    "scenarios.value.how": (
        "potential of the visits' accounts, planned by due",
        "Potenzial der Kunden je Besuch, geplante durch fällige",
    ),
    "scenarios.potential": ("Potential of these accounts", "Potenzial dieser Kunden"),
    "scenarios.nights": ("Nights away", "Übernachtungen"),
    "scenarios.longest": ("Longest day", "Längster Tag"),
    "scenarios.gap": ("A better plan could save at most", "Ein besserer Plan könnte höchstens sparen"),
    "scenarios.alike": ("Visits on the same day as in plan {n}", "Besuche am selben Tag wie in Plan {n}"),
    "scenarios.of_rep": (
        "visits · driving · longest day · value served",
        "Besuche · Fahrzeit · längster Tag · bedienter Wert",
    ),
    "scenarios.choose": ("Choose one", "Einen wählen"),
    "scenarios.choose.hint": (
        "The other drafts of this table are withdrawn; nothing is published yet.",
        "Die anderen Entwürfe dieser Tabelle werden zurückgezogen; veröffentlicht wird noch nichts.",
    ),
    "scenarios.take": ("Take this one", "Diesen nehmen"),
    "scenarios.take.of": ("Take plan {n}", "Plan {n} nehmen"),
    "scenarios.order": ("Scenarios to compare, made one after the other", "Szenarien zum Vergleich, nacheinander"),
    "scenarios.order.hint": (
        "Each is a plan of its own with this one weight changed; they wait for each other in the queue.",
        "Jedes ist ein eigener Plan mit diesem einen anderen Gewicht; sie warten in der Schlange aufeinander.",
    ),
    "scenarios.order.volume": ("volume: every visit counts the same", "Menge: jeder Besuch zählt gleich"),
    "scenarios.order.between": ("halfway between volume and value", "in der Mitte zwischen Menge und Wert"),
    "scenarios.order.value": ("value: by what accounts are worth", "Wert: nach dem, was Kunden wert sind"),
    "scenarios.order.steady": (
        "steady: visits move three times as reluctantly",
        "ruhig: Verschieben ist dreimal so teuer",
    ),
    "scenarios.order.even": (
        "even days: unevenness costs four times as much",
        "gleichmäßig: Unterschiede kosten viermal so viel",
    ),
}
