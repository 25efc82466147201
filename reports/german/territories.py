"""Territories: alarms and proposals, where they stand, who owns what, and what stands out."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # alarms and proposals
    "Alarms": "Warnungen",
    "{alarms} alarms, {watch} to watch.": "{alarms} Warnungen, {watch} zu beobachten.",
    "Nothing has left its limits.": "Nichts hat seine Grenzen verlassen.",
    "What to do next": "Was als Nächstes zu tun ist",
    "Ranked by worth in money a year; an hour more of a rep is reckoned at {worth}.": (
        "Geordnet nach dem Wert im Jahr; eine weitere Stunde Außendienst bringt angenommen {worth}."
    ),
    "No proposal brings anything by the figures at hand.": "Kein Vorschlag bringt nach den vorliegenden Zahlen etwas.",
    "coverage": "Abdeckung",
    "workload": "Arbeit",
    # standing
    "How territories stand": "Wie die Gebiete stehen",
    "with the travel of {source}": "mit den Fahrten aus: {source}",
    "the newest plan": "neuester Plan",
    "without travel: there is no plan and no road network yet": (
        "ohne Fahrten: es gibt noch keinen Plan und kein Straßennetz"
    ),
    "Hours a year are visits by interval times their length, {travel}. A load of 100 % is the fair part.": (
        "Stunden im Jahr sind Besuche nach Abstand mal ihrer Dauer, {travel}. 100 % Auslastung ist der gerechte Anteil."
    ),
    "workload of each territory beside its fair part": "Arbeit jedes Gebiets neben seinem gerechten Anteil",
    "workload, % of the fair part (band: agreed tolerance)": (
        "Arbeit, % des gerechten Anteils (Band: vereinbarte Toleranz)"
    ),
    "Planned and done": "Geplant und erledigt",
    "No visit was planned or recorded in this period.": "In dieser Zeit wurde kein Besuch geplant oder erfasst.",
    "Open visits are past their day without a word.": "Offene Besuche: ihr Tag ist vorbei, und niemand hat berichtet.",
    "visits of each week by what became of them": "Besuche jeder Woche nach dem, was aus ihnen wurde",
    # ownership
    "Gaps and conflicts": "Lücken und Streitfälle",
    "{n} accounts have no owner. Territories are by rep: no ownership rules are in force.": (
        "{n} Kunden haben keine Zuständigen. Gebiete sind die der Personen: es gelten keine Regeln der Zuständigkeit."
    ),
    "layer": "Ebene",
    "customers open": "offene Kunden",
    "prospects open": "offene Interessenten",
    "in conflict": "strittig",
    "potential open": "offenes Potenzial",
    "claims of equal right": "gleichrangige Ansprüche",
    "{territory} by {rule}": "{territory} durch {rule}",
    # remarks
    "Data to mend": "Zu berichtigende Daten",
    "Nothing odd was found.": "Nichts Auffälliges gefunden.",
    "{n} findings: {kinds}. The {shown} most urgent:": "{n} Befunde: {kinds}. Die {shown} dringendsten:",
    "Notebook": "Notizbuch",
    "Nobody has written into a territory's notebook.": "Niemand hat in das Notizbuch eines Gebiets geschrieben.",
    "What could not be computed": "Was sich nicht rechnen ließ",
    "Everything that was asked could be computed.": "Alles ließ sich rechnen.",
    "{n} remarks on the figures above; the first {shown}:": "{n} Bemerkungen zu den Zahlen oben; die ersten {shown}:",
}  # fmt: skip
