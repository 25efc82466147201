"""Agendas."""

from __future__ import annotations

WORDS = {
    "agenda.title": ("Agendas", "Agenden"),
    "agenda.hint": (
        "What visits are about. An account's own agenda goes before its segment's, that before everybody's.",
        "Worum es bei Besuchen geht. Die eigene Agenda geht vor der des Segments, diese vor der für alle.",
    ),
    "agenda.all": ("All agendas", "Alle Agenden"),
    "agenda.none": ("There is none yet.", "Noch gibt es keine."),
    "agenda.of": ("Agenda:", "Agenda:"),
    "agenda.everybody": ("everybody", "alle"),
    "agenda.account": ("Account (name or id)", "Kunde (Name oder Kennung)"),
    "agenda.tier": ("Tier", "Stufe"),
    "agenda.scope": (
        "Leave all three empty for everybody's. A row without words is left out; without any, the agenda goes.",
        "Alle drei leer: für alle. Eine Zeile ohne Worte entfällt; ohne jede verschwindet die Agenda.",
    ),
    "agenda.own": ("An agenda of its own", "Eine eigene Agenda"),
    "agenda.kind": ("Kind", "Art"),
    "agenda.kind.purpose": ("purpose", "Anlass"),
    "agenda.kind.point": ("point", "Punkt"),
    "agenda.kind.material": ("material", "Unterlage"),
    "agenda.text": ("What", "Was"),
    "agenda.link": ("Link", "Verweis"),
    "agenda.open": ("Open", "Öffnen"),
    "account.tier": ("tier {name}", "Stufe {name}"),
}
