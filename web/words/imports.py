"""Imports."""

from __future__ import annotations

WORDS = {
    "imports.title": ("Imports", "Importe"),
    "imports.kind": ("What it holds", "Was darin steht"),
    "imports.file": ("File (CSV or spreadsheet)", "Datei (CSV oder Tabelle)"),
    "imports.skip": ("Let good rows go on without the bad ones", "Gute Zeilen ohne die schlechten übernehmen"),
    "imports.how": ("How the file is written", "Wie die Datei geschrieben ist"),
    "imports.how.file": ("as the file shows", "wie die Datei zeigt"),
    "imports.how.own": ("our own columns", "unsere eigenen Spalten"),
    "imports.how.saved": ("Read as was kept (--saved)", "Lesen wie gemerkt (--saved)"),
    "imports.how.encoding": ("Text (--encoding)", "Text (--encoding)"),
    "imports.how.dates": ("First in dates (--dates)", "Zuerst in Daten (--dates)"),
    "imports.how.decimal": ("Sign before decimals (--decimal)", "Dezimalzeichen (--decimal)"),
    "imports.preview": ("Preview", "Vorschau"),
    "imports.commit": ("Import", "Importieren"),
    "imports.nothing": ("Nothing has been written yet.", "Noch wurde nichts geschrieben."),
    "imports.written": ("Imported.", "Importiert."),
    "imports.again": ("Choose the file again to import it.", "Wählen Sie die Datei zum Importieren noch einmal."),
    "imports.figures": (
        "{new} new, {changed} changed, {same} the same, {refused} refused",
        "{new} neu, {changed} geändert, {same} gleich, {refused} abgelehnt",
    ),
    "imports.columns": ("Columns of the file", "Spalten der Datei"),
    "imports.ours": ("Read as", "Gelesen als"),
    "imports.ignored": ("not read", "nicht gelesen"),
    "imports.sample": ("First rows as they were read", "Erste Zeilen, wie sie gelesen wurden"),
    "imports.history": ("What was imported", "Was importiert wurde"),
    "imports.history.none": ("Nothing yet.", "Noch nichts."),
    "imports.problems": ("Problems", "Probleme"),
}
