"""The evidence bundle of a plan, to be handed to whoever wants to judge it without us."""

from __future__ import annotations

from fastapi import Response

from office.plans.reproduction import gather_evidence
from reports.evidence_bundle import bundle_bytes
from web.guard import TheOffice, Who
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/reports/plans/{number}/evidence.zip", ("gather_evidence",))
def evidence(office: TheOffice, who: Who, number: int) -> Response:
    """Send the bundle."""
    found = gather_evidence(office, who, number)
    headers = {
        "Content-Disposition": f'attachment; filename="plan-{found.number}.zip"',
        "Cache-Control": "private, no-store",
    }
    return Response(bundle_bytes(found), media_type="application/zip", headers=headers)
