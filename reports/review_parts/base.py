"""The base: how good territories are, who the customers are, and where potential lies."""

from __future__ import annotations

from reports.charts import potential_map
from reports.paper import Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from scheduler.review.near_accounts import REACH_M
from scheduler.review.traits import own_traits
from territory.accounts import Account
from territory.value.clusters import clusters, near_by_metres
from territory.value.quality import Part as Share
from territory.value.quality import composition, quality

MOST_CLUSTERS, MOST_CELLS, MOST_OWN = 6, 15, 20


def base_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about base."""
    stand = analysis.review.standings
    rows = quality({one.territory: one.potential for one in stand}, {one.territory: one.hours for one in stand})
    good = say.table(
        ("territory", ("potential", "whole"), ("hours", "whole"), ("potential an hour", "decimal"), ("index", "whole")),
        [(say.territory(one.territory), one.potential, one.hours, one.per_hour, one.index) for one in rows],
    )
    parts = composition(
        analysis.known.accounts, lambda one: f"{say(one.kind.value)}, {one.segment or say('(no segment)')}"
    )
    made = say.table(
        ("who", ("accounts", "whole"), ("of all", "share"), ("of the potential", "share")),
        [(one.label, one.accounts, one.share, one.potential_share) for one in parts],
    )
    own = say.table(
        ("attribute of your own", ("accounts", "whole"), ("of all", "share"), ("of the potential", "share")),
        [(one.label, one.accounts, one.share, one.potential_share) for one in own_shares(analysis)[:MOST_OWN]],
    )
    people = analysis.known.accounts
    near_by = near_by_metres(people, REACH_M) if analysis.near is None else analysis.near
    found = clusters(people, near_by)[:MOST_CLUSTERS]
    near = say.table(
        ("cluster around", ("accounts", "whole"), ("potential", "whole"), "mostly"),
        [(f"{one.lat:.3f}, {one.lon:.3f}", len(one.accounts), one.potential, one.categories[0][0]) for one in found],
    )
    words = (
        say("Quality is potential per workload hour; 100 is the team's."),
        say(
            "Clusters reach 500 m from account to account, as the crow flies."
            if analysis.near is None
            else "Clusters reach 500 m from account to account by road; in a group of more than 500 as the crow flies."
        ),
    )
    return Part(say("The base"), words, tables=(good, made, *((own,) if own.rows else ()), *((near,) if found else ())))


def own_shares(analysis: Analysis) -> list[Share]:
    """Return who the base is made of by each attribute of the company's own, those who lack it left out."""
    named = {one.id: own_traits(analysis.known.traits.get(one.id, {})) for one in analysis.known.accounts}
    found = []
    for name in sorted({name for mine in named.values() for name in mine}):

        def label(one: Account, name: str = name) -> str:
            return f"{name}: {', '.join(named[one.id].get(name, ()))}"

        parts = composition(analysis.known.accounts, label)
        found += [one for one in parts if one.label != f"{name}: "]
    return found


def potential_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about potential."""
    if not analysis.cells:
        return Part(say("Where potential lies"), (say("There are no accounts."),))
    rows = [
        (
            f"{(one.south + one.north) / 2:.3f}, {(one.west + one.east) / 2:.3f}",
            one.accounts,
            one.potential,
            one.potential_prospects,
        )
        for one in analysis.cells[:MOST_CELLS]
    ]
    columns = ("middle of the square", ("accounts", "whole"), ("potential", "whole"), ("of prospects", "whole"))
    size = say("squares of {km} km", km=f"{analysis.cell_m / 1000:g}")
    chart = potential_map(say("map of potential in {size}", size=size), analysis.cells, analysis.known.currency)
    words = (
        say("The richest {n} of {all} {size} that hold accounts.", n=len(rows), all=len(analysis.cells), size=size),
    )
    return Part(say("Where potential lies"), words, (chart,), (say.table(columns, rows),))
