"""The base: how good territories are, who the customers are, and where potential lies."""

from __future__ import annotations

from reports.charts import potential_map
from reports.paper import Column, Part, Table, table
from scheduler.review.analysis import Analysis
from territory.value.clusters import clusters, near_by_metres
from territory.value.quality import composition, quality

REACH_M, MOST_CLUSTERS, MOST_CELLS = 500.0, 6, 15


def base_part(analysis: Analysis) -> Part:
    """Return the part about base."""
    stand = analysis.review.standings
    rows = quality({one.territory: one.potential for one in stand}, {one.territory: one.hours for one in stand})
    good = Table(
        (
            Column("territory"),
            Column("potential", "whole"),
            Column("hours", "whole"),
            Column("potential an hour", "decimal"),
            Column("index", "whole"),
        ),
        tuple((one.territory, one.potential, one.hours, one.per_hour, one.index) for one in rows),
    )
    parts = composition(analysis.known.accounts, lambda one: f"{one.kind.value}, {one.segment or '(no segment)'}")
    made = Table(
        (Column("who"), Column("accounts", "whole"), Column("of all", "share"), Column("of the potential", "share")),
        tuple((one.label, one.accounts, one.share, one.potential_share) for one in parts),
    )
    found = clusters(analysis.known.accounts, near_by_metres(analysis.known.accounts, REACH_M))[:MOST_CLUSTERS]
    near = Table(
        (Column("cluster around"), Column("accounts", "whole"), Column("potential", "whole"), Column("mostly")),
        tuple(
            (f"{one.lat:.3f}, {one.lon:.3f}", len(one.accounts), one.potential, one.categories[0][0]) for one in found
        ),
    )
    words = (
        "Quality is potential per workload hour; 100 is the team's. Clusters reach 500 m from account to account.",
    )
    return Part("The base", words, tables=(good, made, *((near,) if found else ())))


def potential_part(analysis: Analysis) -> Part:
    """Return the part about potential."""
    if not analysis.cells:
        return Part("Where potential lies", ("There are no accounts.",))
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
    size = f"squares of {analysis.cell_m / 1000:g} km"
    chart = potential_map(f"map of potential in {size}", analysis.cells, analysis.known.currency)
    words = (f"The richest {len(rows)} of {len(analysis.cells)} {size} that hold accounts.",)
    return Part("Where potential lies", words, (chart,), (table(columns, rows),))
