"""Which visits count towards an account's interval."""

from __future__ import annotations

WORDS = {
    "territories.counting": ("What counts", "Was zählt"),
    "counting.title": ("Which visits count", "Welche Besuche zählen"),
    "counting.hint": (
        (
            "An account's interval runs from the last visit that counts: due dates, plans, coverage and reviews all go by "
            "this rule, for past visits, too. Its own rep's visits always count, and so do imported last visits."
        ),
        (
            "Das Intervall eines Kunden läuft ab dem letzten Besuch, der zählt: Fälligkeiten, Pläne, Abdeckung und Rückblicke "
            "gehen nach dieser Regel, auch für vergangene Besuche. Besuche der Zuständigen zählen immer, ebenso importierte."
        ),
    ),
    "counting.colleagues": ("Visits by others at an account", "Besuche anderer bei einem Kunden"),
    "counting.colleagues.everybody": ("count, whoever it was", "zählen, wer es auch war"),
    "counting.colleagues.reps": (
        "count if a rep made them, not if a manager did",
        "zählen, wenn jemand vom Außendienst da war, nicht die Leitung",
    ),
    "counting.colleagues.owner": (
        "do not count: only whoever has the account, or stands in, that day",
        "zählen nicht: nur wer an dem Tag zuständig ist oder vertritt",
    ),
    "counting.joint": (
        "Joint visits count: the account's own rep had an appointment there that day",
        "Gemeinsame Besuche zählen: Die Zuständigen hatten an dem Tag dort einen Termin",
    ),
    "counting.also": (
        "Visits of these people always count",
        "Besuche dieser Personen zählen immer",
    ),
    "counting.add": ("Somebody else, too", "Noch jemand"),
    "counting.add.hint": (
        "Type a part of the name and choose; look at the change to add the next one.",
        "Einen Teil des Namens eingeben und wählen; die Änderung ansehen, um die Nächsten hinzuzufügen.",
    ),
    "counting.layers": ("Calls of overlays", "Besuche in weiteren Ebenen"),
    "counting.layers.none": (
        "No overlay makes calls; rules of owners can state one.",
        "Keine weitere Ebene macht Besuche; die Zuständigkeitsregeln können eine nennen.",
    ),
    "counting.layer": ("Overlay", "Ebene"),
    "counting.for_owner": ("Its calls count for the account", "Ihre Besuche zählen für den Kunden"),
    "counting.for_layer": ("The account's visits count for its calls", "Besuche beim Kunden zählen für ihre"),
    "counting.would": ("What it would change today", "Was das heute ändern würde"),
    "counting.moved": (
        "Accounts whose interval runs from another day: {n}.",
        "Kunden mit anderem Intervallbeginn: {n}.",
    ),
    "counting.overdue": ("Overdue: {before} now, {after} then.", "Überfällig: jetzt {before}, dann {after}."),
    "counting.more": ("and {n} more", "und {n} weitere"),
    "counting.account": ("Account", "Kunde"),
    "counting.before": ("Last visit that counts now", "Letzter zählender Besuch jetzt"),
    "counting.after": ("And then", "Und dann"),
    "counting.never": ("none", "keiner"),
    "counting.kept": ("This rule holds from now on.", "Diese Regel gilt ab jetzt."),
}
