"""The accounts of a proposal about owners, as its map draws them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from fastapi import Response

from office.ownership.overview import Territories
from reports.geojson import owners_geojson
from territory.design.reasons import Move


def send_proposed_places(found: Territories, moved: Iterable[Move]) -> Response:
    """Send the accounts with whose they would be; of those that move also whose they were."""
    moves = {one.account_id: one for one in moved}
    now = {account.id: rep for account, rep in found.places}
    owners = {**now, **{account: one.to_id for account, one in moves.items() if account in now}}
    drawn = owners_geojson((account for account, _ in found.places), owners)
    for feature in drawn["features"]:
        if (move := moves.get(feature["properties"]["account"])) is not None:
            feature["properties"]["before"] = move.from_id or ""
    headers = {"Cache-Control": "private, no-store"}
    return Response(json.dumps(drawn, ensure_ascii=False), media_type="application/geo+json", headers=headers)
