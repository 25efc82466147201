"""Accounts choose their rep by the rounds."""

from __future__ import annotations

WORDS = {
    "territories.by_routes": ("By the rounds", "Nach den Touren"),
    "by_routes.title": ("Accounts choose their rep by the rounds", "Kunden wählen ihren Außendienst nach den Touren"),
    "by_routes.hint": (
        "An account near another rep's goes where the rounds of both grow shorter. You put it in force, or not.",
        "Ein Kunde nahe bei denen eines anderen geht dorthin, wo beider Touren kürzer werden. Sie entscheiden.",
    ),
    "by_routes.ask": ("What may change", "Was sich ändern darf"),
    "by_routes.day": ("From the Monday on or after", "Ab dem Montag an oder nach"),
    "by_routes.weeks": ("Sample weeks", "Musterwochen"),
    "by_routes.most": ("Accounts that change hands at most", "Höchstens so viele Kunden wechseln"),
    "by_routes.least": (
        "Minutes a week that each has to gain at least",
        "Minuten in der Woche, die jeder mindestens bringen muss",
    ),
    "by_routes.tolerance": (
        "Per cent above an even share that a rep may come by taking",
        "Prozent über dem gleichen Anteil, bis zu denen jemand nehmen darf",
    ),
    "by_routes.accounts": ("Only these accounts (ids; empty: all)", "Nur diese Kunden (Kennungen; leer: alle)"),
    "by_routes.reps": ("Only these reps (none: all)", "Nur diese Außendienstler (keiner: alle)"),
    "by_routes.effort": ("Search steps for each rep's weeks", "Suchschritte für jedermanns Wochen"),
    "by_routes.order": ("Find out", "Herausfinden"),
    "by_routes.asked": ("Asked for", "Bestellt"),
    "by_routes.none": ("Nothing yet.", "Noch nichts."),
    "by_routes.job": ("Order {n}", "Auftrag {n}"),
    "by_routes.saves": (
        "{n} accounts change their rep; {time} and {km} km of driving a week saved",
        "{n} Kunden wechseln; {time} und {km} km Fahrt in der Woche gespart",
    ),
    "by_routes.visits": (
        "{n} visits more or fewer in {weeks} weeks",
        "{n} Besuche mehr oder weniger in {weeks} Wochen",
    ),
    "by_routes.nothing": (
        "No account within these limits fits another rep's rounds better.",
        "Kein Kunde passt in diesen Grenzen besser in die Touren von jemand anderem.",
    ),
    "by_routes.rep": ("Rep", "Außendienst"),
    "by_routes.driving": ("Driving", "Fahrt"),
    "by_routes.left": ("Left out", "Nicht geplant"),
    "by_routes.from_to": ("{before} → {after}", "{before} → {after}"),
    "by_routes.figures": ("The sample weeks, before and after", "Die Musterwochen, vorher und nachher"),
    "by_routes.moves": ("Who would change hands", "Wer wechseln würde"),
    "by_routes.move": ("{day}: from {before} to {after}", "{day}: von {before} zu {after}"),
    "by_routes.joint": ("with a joint visit", "mit gemeinsamem Besuch"),
    "by_routes.problems": ("What was left out, and why", "Was außen vor blieb, und warum"),
    "by_routes.keep": ("Put in force", "In Kraft setzen"),
    "by_routes.keep.hint": (
        "It is refused if somebody decided about owners meanwhile. What was decided is taken back under {title}.",
        "Es wird abgelehnt, wenn inzwischen über Besitzer entschieden wurde. Zurücknehmen lässt es sich unter {title}.",
    ),
    "by_routes.stop": ("Stop", "Anhalten"),
    "by_routes.all": ("All orders", "Alle Aufträge"),
}
