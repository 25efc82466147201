"""What accounts sold after their visits, beside the months without one."""

from __future__ import annotations

from reports.paper import Cell, Named, Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from territory.after_visits import LEAST_MONTHS, after_visits

MOST = 8


def after_visits_part(analysis: Analysis, say: Speech) -> Part:
    """Return the accounts that sold the most and the least after visits, of the territories that are shown."""
    known, title = analysis.known, say("Sales after visits")
    if known.sales is None:
        return Part(title, (say("There are no sales on record."),))
    shown = {one.territory for one in analysis.review.standings}
    found = [
        one
        for one in after_visits(known.sales, known.records.visited)
        if known.owners.territory.get(one.account, "") in shown and one.change is not None
    ]
    if not found:
        return Part(title, (say("No account has enough months with and without a visit."),))
    names = {one.id: one.name for one in known.accounts}
    listed = found if len(found) <= 2 * MOST else [*found[:MOST], *found[-MOST:]]
    rows: list[tuple[Cell, ...]] = [
        (names[one.account], one.visits, one.after, one.without, one.change) for one in listed
    ]
    columns: tuple[Named, ...] = (
        *("account", ("visits", "whole"), ("a month after a visit", "whole"), ("another month", "whole")),
        ("change", "share"),
    )
    words = say(
        "Mean sales of the month of a visit and the next, beside the other months; at least {n} of each.",
        n=LEAST_MONTHS,
    )
    more = sum((one.change or 0) > 0 for one in found)
    told = say("{more} of {all} accounts sell more after visits.", more=more, all=len(found))
    return Part(title, (words, told), tables=(say.table(columns, rows),))
