"""Why a due visit is in no tour."""

from __future__ import annotations

UNSERVED = {
    "unserved-no-working-day": (
        "the rep has no working day from its first to its last day",
        "vom ersten bis zum letzten möglichen Tag wird nicht gearbeitet",
    ),
    "unserved-closed": (
        "on every working day of its window the account is closed while the rep works",
        "an jedem möglichen Arbeitstag ist der Kunde geschlossen, während gearbeitet wird",
    ),
    "unserved-too-long-for-hours": (
        "the visit is longer than any opening span that lies in a shift of its window",
        "der Besuch dauert länger als jede Öffnungszeit, die in eine Schicht fällt",
    ),
    "unserved-too-far-for-a-day": (
        "even as the only visit of a day it breaks the rep's day: {rule:rule}",
        "auch als einziger Besuch eines Tages sprengt er den Tag: {rule:rule}",
    ),
    "unserved-no-pattern": (
        "none of its account's patterns has a day for each due visit",
        "kein Muster des Kunden hat einen Tag für jeden fälligen Besuch",
    ),
    "unserved-spacing": (
        "every day of its window lies too near to, or too far from, the account's other visits",
        "jeder mögliche Tag liegt zu nah an den anderen Besuchen des Kunden oder zu weit von ihnen",
    ),
    "unserved-no-room": (
        "it was tried at every place of every allowed day ({days}) and fits into none as they are",
        "er wurde an jeder Stelle jedes erlaubten Tages ({days}) versucht und passt nirgends hinein",
    ),
    "unserved-too-dear": (
        "it fits, but the cheapest place costs {price}, more than leaving it out ({worth})",
        "er passt, doch die günstigste Stelle kostet {price}, mehr als ihn auszulassen ({worth})",
    ),
    "unserved-missed": (
        "it fits for {price}, less than leaving it out: the search was stopped before it found this",
        "er passt für {price}, weniger als ihn auszulassen: die Suche endete, ehe sie das fand",
    ),
    "unserved-unreachable": ("no road leads there and back", "keine Straße führt hin und zurück"),
    "unserved-unreachable-from-home": (
        "no road leads from {rep}'s home to {name} and back",
        "keine Straße führt vom Wohnort von {rep} zu {name} und zurück",
    ),
    "unserved-no-place": (
        "{name} is on no road that is known: check its position",
        "{name} liegt an keiner bekannten Straße: prüfen Sie die Position",
    ),
    "unserved-hours-unreadable": (
        "{text}",
        "die Öffnungszeiten sind nicht lesbar: {text}",
    ),
    "unserved-hand-over": (
        "every day of its owner lies too near to, or too far from, the other owner's visit",
        "jeder Tag liegt zu nah am Besuch von jemand anderem, dem der Kunde gehört, oder zu weit davon",
    ),
    "unserved-draft-leaves-out": (
        "the draft leaves it out of the days of {rep}, which were not put in force",
        "der Entwurf lässt ihn aus den Tagen von {rep} aus, die nicht in Kraft gesetzt wurden",
    ),
    "unserved-draft-elsewhere": (
        "the draft has it on {day} by {rep}, which was not put in force",
        "der Entwurf hat ihn am {day} bei {rep}, was nicht in Kraft gesetzt wurde",
    ),
    "unserved-for-another": (
        "left out for {other}, as a repair says",
        "für {other} ausgelassen, wie eine Reparatur es vorschlug",
    ),
    "as-said": ("{text}", "{text}"),
}
"""`as-said` is a sentence that was kept as one: by the edition before this, or in the words of a person."""
