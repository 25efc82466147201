"""Realignment."""

from __future__ import annotations

WORDS = {
    "territories.realign": ("Realign", "Neu ordnen"),
    "realign.title": ("Realign territories", "Gebiete neu ordnen"),
    "realign.hint": (
        "Few moves bring territories back into tolerance. You see who has to move, who could stay, and when.",
        "Wenige Wechsel bringen Gebiete zurück in die Toleranz. Sie sehen, wer wechseln muss, wer bleiben könnte, wann.",
    ),
    "realign.ask": ("What may change", "Was sich ändern darf"),
    "realign.day": ("First hand-overs on the Monday on or after", "Erste Übergaben am Montag an oder nach"),
    "realign.tolerance": (
        "Per cent that each one's work may lie from its fair part",
        "Prozent, um die jedermanns Arbeit vom gerechten Teil abweichen darf",
    ),
    "realign.potential": (
        "The same of potential (empty: any)",
        "Dasselbe für das Potenzial (leer: beliebig)",
    ),
    "realign.goal": ("How much moves", "Wie viel wechselt"),
    "realign.goal.needed": ("only what the tolerance asks for", "nur was die Toleranz verlangt"),
    "realign.goal.improve": ("more, where it saves ways, at most:", "mehr, wo es Wege spart, höchstens:"),
    "realign.most_accounts": ("accounts (empty: any number)", "Kunden (leer: beliebig viele)"),
    "realign.most_workload": ("per cent of all work (empty: any)", "Prozent aller Arbeit (leer: beliebig)"),
    "realign.handover": ("Hand-overs", "Übergaben"),
    "realign.a_week": (
        "Accounts that a rep gives and takes in a week at most",
        "Kunden, die jemand in einer Woche höchstens gibt und nimmt",
    ),
    "realign.when": ("An account changes hands", "Ein Kunde wechselt"),
    "realign.when.now": (
        "in its turn; an open deal stays with who has it",
        "wenn er dran ist; ein offener Abschluss bleibt, bei wem er ist",
    ),
    "realign.when.close": (
        "in its turn, but not before its open deal is closed",
        "wenn er dran ist, aber nicht vor Ende seines offenen Abschlusses",
    ),
    "realign.when.days": (
        "in its turn, after the days below; an open deal stays",
        "wenn er dran ist, nach den Tagen unten; ein offener Abschluss bleibt",
    ),
    "realign.after_days": (
        "Days to wait, where “after the days below” is chosen",
        "Tage, die gewartet wird, wo „nach den Tagen unten“ gewählt ist",
    ),
    "realign.retain_days": (
        "Days for which a deal holds its account back, or stays behind, at most",
        "Tage, die ein Abschluss seinen Kunden höchstens zurückhält oder zurückbleibt",
    ),
    "realign.more": ("More", "Mehr"),
    "realign.contiguous": (
        "Each territory in one piece on the roads",
        "Jedes Gebiet in einem Stück auf den Straßen",
    ),
    "realign.home_share": (
        "Per cent of a way that is counted from home, the rest from the territory's middle",
        "Prozent eines Weges, die von zu Hause zählen, der Rest von der Mitte des Gebiets",
    ),
    "realign.success": (
        "Minutes of way that past success in the sector is worth at each visit",
        "Minuten Weg, die früherer Erfolg in der Branche je Besuch wert ist",
    ),
    "realign.seconds": ("Seconds of search", "Sekunden Suche"),
    "realign.order": ("Look for the moves", "Wechsel suchen"),
    "realign.asked": ("Asked for", "Bestellt"),
    "realign.none": ("Nothing yet.", "Noch nichts."),
    "realign.job": ("Order {n}", "Auftrag {n}"),
    "realign.found": ("{n} accounts, {hours} hours a year", "{n} Kunden, {hours} Stunden im Jahr"),
    "realign.moves": (
        "{n} accounts would change hands, {hours} hours a year, {share} of all work.",
        "{n} Kunden würden wechseln, {hours} Stunden im Jahr, {share} aller Arbeit.",
    ),
    "realign.least": (
        "Whatever anybody decides, the tolerance asks for at least {n} accounts and {hours} hours a year.",
        "Was immer entschieden wird: Die Toleranz verlangt mindestens {n} Kunden und {hours} Stunden im Jahr.",
    ),
    "realign.nothing": (
        "Every territory lies within the tolerance: nothing has to move.",
        "Jedes Gebiet liegt in der Toleranz: Nichts muss wechseln.",
    ),
    "realign.nothing.better": (
        "Every territory lies within the tolerance, and no move within these limits saves ways.",
        "Jedes Gebiet liegt in der Toleranz, und kein Wechsel in diesen Grenzen spart Wege.",
    ),
    "realign.territories": ("Territories before and after", "Gebiete vorher und nachher"),
    "realign.rep": ("Rep", "Außendienst"),
    "realign.customers": ("Accounts", "Kunden"),
    "realign.work": ("Work a year", "Arbeit im Jahr"),
    "realign.off": ("From fair part", "Vom gerechten Teil"),
    "realign.potential.held": ("Potential", "Potenzial"),
    "realign.way": ("Way to a visit", "Weg zu einem Besuch"),
    "realign.from_to": ("{before} → {after}", "{before} → {after}"),
    "realign.hours": ("{n} h", "{n} Std."),
    "realign.map": ("Map", "Karte"),
    "realign.map.hint": (
        "Each account has the colour of whose it would be; whoever moves is larger and ringed with whose it was.",
        "Jeder Kunde hat die Farbe dessen, dem er gehören würde; wer wechselt, ist größer und hat den Ring des Vorigen.",
    ),
    "realign.needed": ("Has to move ({n})", "Muss wechseln ({n})"),
    "realign.needed.hint": (
        "Left where it is, while all others move, a rule or the tolerance would break.",
        "Bliebe er, während alle anderen wechseln, bräche eine Regel oder die Toleranz.",
    ),
    "realign.chosen": ("Could stay ({n})", "Könnte bleiben ({n})"),
    "realign.chosen.hint": (
        "Chosen for what it brings; what saves most comes first.",
        "Gewählt für das, was es bringt; was am meisten spart, steht vorn.",
    ),
    "realign.move": ("from {before} to {after} on {day}", "von {before} zu {after} am {day}"),
    "realign.nobody": ("nobody", "niemand"),
    "realign.nearer": (
        "{time} nearer at each of {n} visits a year",
        "{time} näher bei jedem von {n} Besuchen im Jahr",
    ),
    "realign.farther": (
        "{time} farther at each of {n} visits a year",
        "{time} weiter bei jedem von {n} Besuchen im Jahr",
    ),
    "realign.calendar": ("Calendar of the hand-overs", "Kalender der Übergaben"),
    "realign.week": ("Week of {day}", "Woche vom {day}"),
    "realign.deal": (
        "the open deal stays with {rep} until {day}",
        "der offene Abschluss bleibt bis {day} bei {rep}",
    ),
    "realign.first": ("{rep} visits by {day} first", "{rep} besucht vorher, spätestens {day}"),
    "realign.owed": ("its visit is late: {rep} owes it first", "der Besuch ist verspätet: {rep} schuldet ihn zuerst"),
    "realign.joint": ("joint visit on {day}", "gemeinsamer Besuch am {day}"),
    "realign.joint.none": ("a joint visit, without a day for both", "gemeinsamer Besuch, ohne einen Tag für beide"),
    "realign.problems": ("What was left out, and why", "Was außen vor blieb, und warum"),
    "realign.all": ("All orders", "Alle Aufträge"),
    "kind.realign": ("realigned territories", "neu geordnete Gebiete"),
}
