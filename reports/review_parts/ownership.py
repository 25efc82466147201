"""Gaps, conflicts and vacancies of ownership."""

from __future__ import annotations

from reports.paper import Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from territory.ownership.values import Claim


def gaps_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about gaps."""
    owners = analysis.known.owners
    if not owners.coverage:
        open_ = [one for one in analysis.known.accounts if one.id not in owners.territory]
        words = (
            say("{n} accounts have no owner. Territories are by rep: no ownership rules are in force.", n=len(open_)),
        )
        return Part(say("Gaps and conflicts"), words)
    rows = [
        (
            one.layer,
            one.accounts,
            len(one.unowned),
            len(one.unowned_prospects),
            len(one.conflicts),
            len(one.vacant),
            one.potential_open,
        )
        for one in owners.coverage
    ]
    names = ("accounts", "customers open", "prospects open", "in conflict", "vacant", "potential open")
    tables = [say.table(("layer", *((name, "whole") for name in names)), rows)]
    if owners.conflicts:
        claims = [
            (one.account, one.layer, ", ".join(_claim(claim, say) for claim in one.claims)) for one in owners.conflicts
        ]
        tables.append(say.table(("account", "layer", "claims of equal right"), claims))
    return Part(say("Gaps and conflicts"), tables=tuple(tables))


def _claim(claim: Claim, say: Speech) -> str:
    return say("{territory} by {rule}", territory=say.territory(claim.territory), rule=claim.rule)
