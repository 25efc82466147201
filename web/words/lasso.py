"""Choosing accounts on the map of territories."""

from __future__ import annotations

WORDS = {
    "lasso.title": ("Choose accounts and see what moves", "Kunden wählen und sehen, was sich verschiebt"),
    "lasso.hint": (
        (
            "Draw around accounts on the map, or tick them in the list. Both territories' figures change at once; nothing is "
            'kept until you move them, and one "Take back" below ends it.'
        ),
        (
            "Umfahren Sie Kunden auf der Karte, oder haken Sie sie in der Liste an. Die Zahlen beider Gebiete ändern sich "
            "sofort; nichts wird festgehalten, bis Sie verschieben, und ein „Zurücknehmen“ unten beendet es."
        ),
    ),
    "lasso.draw": ("Draw around accounts", "Kunden umfahren"),
    "lasso.draw.help": (
        "Drag around the accounts, or click corners and press Enter. Escape ends it.",
        "Umfahren Sie die Kunden mit gedrückter Taste, oder klicken Sie Ecken und drücken Enter. Escape beendet es.",
    ),
    "lasso.clear": ("Choose none", "Keinen wählen"),
    "lasso.search": ("Find an account", "Kunden suchen"),
    "lasso.list": ("Accounts", "Kunden"),
    "lasso.more": ("{n} more: search for them.", "{n} weitere: Suchen Sie nach ihnen."),
    "lasso.to": ("They would be", "Sie gehörten zu"),
    "lasso.figures": ("Both territories before and after", "Beide Gebiete davor und danach"),
    "lasso.territory": ("Territory", "Gebiet"),
    "lasso.work": ("Work", "Arbeit"),
    "lasso.way": ("Way of a visit", "Weg je Besuch"),
    "lasso.hours": ("{n} h a year", "{n} h im Jahr"),
    "lasso.week": ("At most so many a week (empty: all at once)", "Höchstens so viele je Woche (leer: alle sofort)"),
    "lasso.none": ("No account is chosen.", "Kein Kunde ist gewählt."),
    "lasso.chosen": ("{n} accounts are chosen.", "{n} Kunden sind gewählt."),
    "lasso.stay": ("All of them are there already.", "Alle sind schon dort."),
    "lasso.move": ("Move {n} accounts", "{n} Kunden verschieben"),
    "lasso.refused": ("{n} of them stay:", "{n} davon bleiben:"),
    "lasso.crossed": (
        "The line crosses itself: what it encloses an odd number of times is chosen.",
        "Die Linie kreuzt sich: Gewählt ist, was sie ungerade oft umschließt.",
    ),
    "lasso.lost": ("The figures cannot be had now.", "Die Zahlen sind jetzt nicht zu haben."),
}
