"""The curves on which a manager chooses, as pictures."""

from __future__ import annotations

from reports.charts import trade
from territory.curves import Curve
from territory.sizing import Sizing


def curve_svg(made: Curve) -> str:
    """Draw the two columns that are traded against each other; each point is labelled by what was varied."""
    points = [(row[made.across], row[made.up], f"{row[0]:g}") for row in made.rows]
    names = made.columns[made.across], made.columns[made.up]
    return trade(f"{made.title}, by {made.columns[0]}", points, across=names[0], up=names[1]).svg


def sizing_svg(made: Sizing) -> str:
    """Draw the profit of each team size."""
    points = [(float(row.reps), row.profit, f"{row.reps}") for row in made.rows]
    return trade("Profit by the number of reps", points, across="reps", up="profit a year").svg
