"""Why a rep does not work on a day, or cannot be planned, and why an account is not visited."""

from __future__ import annotations

DAYS_OFF = {
    "off-absence": ("absence: {what}", "Abwesenheit: {what}"),
    "off-public-holiday": ("public holiday: {what:holiday}", "Feiertag: {what:holiday}"),
    "off-company-day": ("company day off: {what}", "Betriebsfrei: {what}"),
    "off-no-hours": ("no working hours", "keine Arbeitszeit"),
    "off-not-yet": ("starts on {what}", "beginnt am {what}"),
    "off-left": ("left on {what}", "ausgeschieden am {what}"),
    "off-do-not-visit": ("do not visit: {what}", "nicht besuchen: {what}"),
    "off-on-day": ("{day}: {off:found}", "{day}: {off:found}"),
    "off-of-rep": ("{rep}: {off:found}", "{rep}: {off:found}"),
    "owner-none": (
        "it has no owner, so nobody visits it: roundsman territory realign gives it one",
        "niemand ist zuständig, also besucht ihn niemand: roundsman territory realign teilt ihn zu",
    ),
    "owner-lacks-skills": (
        "planned for nobody: its owner {rep} lacks the skill {names}. Give it away: roundsman territory move",
        "für niemanden geplant: {rep} ist zuständig, ohne Fähigkeit {names}. Abgeben: roundsman territory move",
    ),
    "owner-lacks-languages": (
        "planned for nobody: its owner {rep} lacks the language {names}. Give it away: roundsman territory move",
        "für niemanden geplant: {rep} ist zuständig, ohne Sprache {names}. Abgeben: roundsman territory move",
    ),
    "owner-lacks-experience": (
        "planned for nobody: its owner {rep} has tier {tier}, under {least}. Give it away: roundsman territory move",
        "für niemanden geplant: {rep} ist zuständig, Stufe {tier} statt {least}. Abgeben: roundsman territory move",
    ),
    "owner-unplanned": ("its owner {rep} cannot be planned", "für {rep} kann nicht geplant werden"),
}
