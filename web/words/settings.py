"""The workspace's settings."""

from __future__ import annotations

WORDS = {
    "settings.title": ("Settings", "Einstellungen"),
    "settings.name": (
        "The name is {name}; it never changes, because the identity of visits comes from it.",
        "Der Name ist {name}; er ändert sich nie, denn die Identität der Besuche stammt von ihm.",
    ),
    "settings.currency": (
        "Currency of potentials and sales (ISO 4217)",
        "Währung von Potenzialen und Umsätzen (ISO 4217)",
    ),
    "settings.currency.hint": ("Amounts are not converted.", "Beträge werden nicht umgerechnet."),
    "settings.approval": ("Who approves a plan before it is put in force", "Wer einen Plan freigibt, bevor er gilt"),
    "settings.approval.nobody": ("nobody: the planner publishes", "niemand: die Planung setzt ihn in Kraft"),
    "settings.approval.manager": ("a manager", "die Leitung"),
    "settings.scheme": ("Rates that trips are paid by", "Sätze, nach denen Fahrten bezahlt werden"),
}
