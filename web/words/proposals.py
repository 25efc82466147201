"""What a job proposed about owners: in force, out of date, dropped."""

from __future__ import annotations

WORDS = {
    "proposal.in_force": ("in force", "in Kraft"),
    "proposal.in_force.as": ("In force as decision {n}.", "In Kraft als Entscheidung {n}."),
    "proposal.dropped": ("dropped", "verworfen"),
    "proposal.stale": (
        "Somebody decided about owners since: this can be looked at, but put in force no more.",
        "Inzwischen wurde über Besitzer entschieden: Dies lässt sich ansehen, aber nicht mehr in Kraft setzen.",
    ),
    "proposal.stop": ("Stop, and take the best so far", "Anhalten und das bisher Beste nehmen"),
    "proposal.again": ("Order it again", "Noch einmal bestellen"),
    "proposal.keep": ("Put in force", "In Kraft setzen"),
    "proposal.keep.hint": ("It is taken back under “{title}”.", "Zurücknehmen lässt es sich unter „{title}“."),
    "proposal.drop": ("Drop", "Verwerfen"),
}
