"""Why a visit is not where the plan before had it."""

from __future__ import annotations

CHANGES = {
    "change-released": ("its day cannot be driven: {off:found}", "der Tag kann nicht gefahren werden: {off:found}"),
    "change-new": ("it was not in the plan before", "er war vorher nicht im Plan"),
    "change-order": (
        "the order or the length of the day's visits changed",
        "Reihenfolge oder Dauer der Besuche des Tages haben sich geändert",
    ),
    "change-closed": ("it was done, skipped or declined", "er wurde erledigt, fiel aus oder wurde abgelehnt"),
    "change-done": ("it was done", "er wurde erledigt"),
    "change-skipped": ("it was skipped or dropped: {reason}", "er fiel aus oder wurde gestrichen: {reason}"),
    "change-declined": ("it was declined: {reason}", "er wurde abgelehnt: {reason}"),
    "change-unserved": ("it found no room: see its own reason", "er fand keinen Platz: siehe den eigenen Grund"),
    "change-not-due": (
        "it is not due in this horizon any more, or its account has another rep",
        "er ist in diesem Zeitraum nicht mehr fällig, oder der Kunde gehört jemand anderem",
    ),
    "change-rep": ("the account passed from {before} to {after}", "der Kunde ging von {before} an {after} über"),
    "change-day-off": (
        "{rep} does not work on {day}: {off:found}",
        "{rep} arbeitet am {day} nicht: {off:found}",
    ),
    "change-window": (
        "{day} is outside the days that are allowed now: {first} to {last}",
        "{day} liegt außerhalb der jetzt erlaubten Tage: {first} bis {last}",
    ),
    "change-no-room": ("the tour of {day} has no room for it now", "die Tour vom {day} hat keinen Platz mehr dafür"),
    "change-cheaper": (
        "it could stay on {day}: that would cost {price:+min} min of driving",
        "er könnte am {day} bleiben: das würde {price:+min} min Fahrzeit kosten",
    ),
}
