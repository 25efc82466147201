"""Exports: accounts, visits, plans, trips and key figures as CSV or Parquet, as analysts read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Path, Query, Response

from office import frames
from reports.tables import TableFormat, table_bytes
from web.api.model import Day, Number
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

if TYPE_CHECKING:
    import pandas as pd

EXPORTS = ApiRoutes("exports")

MEDIA_TYPES = {TableFormat.CSV: "text/csv; charset=utf-8", TableFormat.PARQUET: "application/vnd.apache.parquet"}
As = Annotated[TableFormat, Query(alias="format")]


@EXPORTS.get("/exports/accounts", ("accounts",), response_class=Response)
def accounts(office: TheOffice, who: Who, kind: As = TableFormat.CSV) -> Response:
    """Send the accounts that one sees, with their owners of today."""
    return _sent("accounts", frames.accounts(office, who).reset_index(), kind)


@EXPORTS.get("/exports/visits", ("visits",), response_class=Response)
def visits(office: TheOffice, who: Who, since: Day, kind: As = TableFormat.CSV) -> Response:
    """Send the visits that are over, from a day on."""
    return _sent("visits", frames.visits(office, who, since), kind)


@EXPORTS.get("/exports/plans/{number}", ("plan",), response_class=Response)
def plan(office: TheOffice, who: Who, number: Annotated[Number, Path()], kind: As = TableFormat.CSV) -> Response:
    """Send the visits of a plan, in the order in which they are driven."""
    return _sent(f"plan-{number}", frames.plan(office, who, number), kind)


@EXPORTS.get("/exports/trips", ("trips",), response_class=Response)
def trips(office: TheOffice, who: Who, first: Day, last: Day, kind: As = TableFormat.CSV) -> Response:
    """Send the attested business trips of some days; private ones are nobody's but the rep's."""
    return _sent("trips", frames.trips(office, who, first, last), kind)


@EXPORTS.get("/exports/key-figures", ("key_figures",), response_class=Response)
def key_figures(office: TheOffice, who: Who, kind: As = TableFormat.CSV) -> Response:
    """Send the key figures of the review of today; an unknown one says why."""
    return _sent("key-figures", frames.key_figures(office, who), kind)


def _sent(name: str, frame: pd.DataFrame, kind: TableFormat) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{kind.value}"',
        "Cache-Control": "private, no-store",
    }
    return Response(table_bytes(frame, kind), media_type=MEDIA_TYPES[kind], headers=headers)
