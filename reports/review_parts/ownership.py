"""Gaps, conflicts and vacancies of ownership."""

from __future__ import annotations

from reports.paper import Part, table
from scheduler.review.analysis import Analysis


def gaps_part(analysis: Analysis) -> Part:
    """Return the part about gaps."""
    owners = analysis.known.owners
    if not owners.coverage:
        open_ = [one for one in analysis.known.accounts if one.id not in owners.territory]
        words = (f"{len(open_)} accounts have no owner. Territories are by rep: no ownership rules are in force.",)
        return Part("Gaps and conflicts", words)
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
    tables = [table(("layer", *((name, "whole") for name in names)), rows)]
    if owners.conflicts:
        claims = [
            (one.account, one.layer, ", ".join(f"{claim.territory} by {claim.rule}" for claim in one.claims))
            for one in owners.conflicts
        ]
        tables.append(table(("account", "layer", "claims of equal right"), claims))
    return Part("Gaps and conflicts", tables=tuple(tables))
