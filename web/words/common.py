"""What every page says."""

from __future__ import annotations

WORDS = {
    "app.name": ("roundsman", "roundsman"),
    "app.skip": ("Skip to content", "Zum Inhalt springen"),
    "app.menu": ("Menu", "Menü"),
    "nav.day": ("Today", "Heute"),
    "nav.week": ("Week", "Woche"),
    "nav.around": ("Around", "Umgebung"),
    "nav.money": ("Mileage", "Fahrten"),
    "nav.plan": ("Plan", "Planung"),
    "nav.territories": ("Territories", "Gebiete"),
    "nav.notebook": ("Notebook", "Notizbuch"),
    "nav.accounts": ("Accounts", "Kunden"),
    "nav.today": ("Exceptions", "Auffälliges"),
    "nav.reports": ("Reports", "Berichte"),
    "nav.claims": ("Claims", "Abrechnungen"),
    "nav.admin": ("Administration", "Verwaltung"),
    "nav.account": ("My account", "Mein Konto"),
    "action.save": ("Save", "Speichern"),
    "action.cancel": ("Cancel", "Abbrechen"),
    "action.back": ("Back", "Zurück"),
    "error.title": ("That did not work", "Das hat nicht geklappt"),
    "error.401": ("Sign in first.", "Melden Sie sich zuerst an."),
    "error.403": (
        "You may not do this. Ask an administrator for the role.",
        "Das dürfen Sie nicht. Bitten Sie die Verwaltung um die Rolle.",
    ),
    "error.404": ("There is no such page.", "Diese Seite gibt es nicht."),
    "error.500": (
        "This is a fault of roundsman; it has been noted.",
        "Das ist ein Fehler von roundsman; er wurde notiert.",
    ),
    "error.503": (
        "The workspace is busy or away. Nothing was changed; try again.",
        "Der Arbeitsbereich ist beschäftigt oder nicht erreichbar. Nichts wurde geändert; versuchen Sie es noch einmal.",
    ),
    "error.foreign": (
        "This did not come from our own page, so nothing was changed. Open the page again.",
        "Das kam nicht von unserer eigenen Seite; nichts wurde geändert. Öffnen Sie die Seite noch einmal.",
    ),
    "day.mon": ("Mon", "Mo"),
    "day.tue": ("Tue", "Di"),
    "day.wed": ("Wed", "Mi"),
    "day.thu": ("Thu", "Do"),
    "day.fri": ("Fri", "Fr"),
    "day.sat": ("Sat", "Sa"),
    "day.sun": ("Sun", "So"),
    "unit.min": ("{n} min", "{n} min"),
    "unit.h_min": ("{h} h {m:02d} min", "{h} h {m:02d} min"),
    "unit.km": ("{n} km", "{n} km"),
}
