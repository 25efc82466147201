"""Files of what is known of accounts: sales, seasons, deals, answers about satisfaction, visits of the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from office.door import Act
from office.imports import feedback_rows, history_rows, opportunity_rows, visit_rows
from office.imports.csvfile import Row
from office.imports.kinds import FileKind
from office.imports.reading import Reading
from office.outbox import FORECASTS
from routing.problems import Problem
from store.changes import Kind, Subject
from store.database import Connection
from store.feedback import write_feedback
from store.opportunities import read_opportunities, write_opportunities
from store.rows import Written
from store.sales import read_seasons, write_sales, write_seasons
from store.visits import write_closed_visits
from territory.opportunities import Opportunity


def _judged_by(read_rows: Callable[[Sequence[Row], Reading, list[Problem]], Sequence[Any]]) -> Callable[..., Any]:
    return lambda _, rows, read, problems: read_rows(rows, read, problems)


def _kept_by(write: Callable[[Connection, Any], Written], about: Kind) -> Callable[[Act, Any], Written]:
    """Return what keeps values and says that they touch the accounts they are of."""

    def keep(act: Act, values: Sequence[Any]) -> Written:
        written = write(act.connection, values)
        if written.new or written.changed:
            act.touch(Subject(about))
            act.touch(*(Subject(Kind.ACCOUNT, value.account_id) for value in values))
        return written

    return keep


def _judge_deals(act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[Opportunity]:
    kept = {deal.id: deal for deal in read_opportunities(act.connection)}
    return opportunity_rows.opportunity_rows(rows, read, kept, problems)


def _judge_seasons(
    act: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]
) -> list[tuple[tuple[str, int], float]]:
    return list(history_rows.season_rows(rows, read, read_seasons(act.connection), problems).items())


def _keep_seasons(act: Act, values: Sequence[tuple[tuple[str, int], float]]) -> Written:
    act.touch(Subject(Kind.SETTINGS, "seasons"))
    return write_seasons(act.connection, dict(values))


def _keep_sales(act: Act, values: Sequence[Any]) -> Written:
    written = _kept_by(write_sales, Kind.REVIEW)(act, values)
    if written.new or written.changed:
        act.follow(FORECASTS)
    return written


SALES = FileKind(
    "sales",
    history_rows.SALES_COLUMNS,
    history_rows.SALES_COLUMNS[:3],
    _judged_by(history_rows.sales_rows),
    _keep_sales,
    numbers=history_rows.SALES_NUMBERS,
    accounts=("account_id",),
)
SEASONS = FileKind(
    "seasons",
    history_rows.SEASON_COLUMNS,
    history_rows.SEASON_COLUMNS,
    _judge_seasons,
    _keep_seasons,
    numbers=history_rows.SEASON_NUMBERS,
)
OPPORTUNITIES = FileKind(
    "opportunities",
    opportunity_rows.COLUMNS,
    opportunity_rows.REQUIRED,
    _judge_deals,
    _kept_by(write_opportunities, Kind.REVIEW),
    for_new=opportunity_rows.NEW,
    numbers=opportunity_rows.NUMBERS,
    dates=opportunity_rows.DATES,
    accounts=("account_id",),
    reps=("rep_id",),
    known_ids=lambda act, _: {deal.id for deal in read_opportunities(act.connection)},
    program_map="opportunities",
)
SATISFACTION = FileKind(
    "satisfaction",
    feedback_rows.COLUMNS,
    feedback_rows.REQUIRED,
    _judged_by(feedback_rows.feedback_rows),
    _kept_by(write_feedback, Kind.REVIEW),
    numbers=feedback_rows.NUMBERS,
    dates=feedback_rows.DATES,
    accounts=("account_id",),
)
VISITS = FileKind(
    "visits",
    visit_rows.COLUMNS,
    visit_rows.REQUIRED,
    _judged_by(visit_rows.visit_rows),
    _kept_by(write_closed_visits, Kind.VISIT),
    dates=visit_rows.DATES,
    accounts=("account_id",),
    reps=("rep_id",),
)
