"""The evidence of a plan: what it was made from, judged by a checker of its own, and as a bundle to be handed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request, Response

from office.plans.horizons import list_rep_names, read_plan_line
from office.plans.reproduction import gather_evidence
from reports.evidence_bundle import bundle_bytes, is_by_time, judged_parts
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()
EVERYBODY = "*"
Value = str | int | float


@dataclass(frozen=True, slots=True)
class RepFigures:
    """What was kept of one rep's part as it was made; None where it was not counted."""

    rep_id: str
    due: Value | None
    unserved: Value | None
    violations: Value | None
    gap: float | None


@ROUTES.get("/plan/{number:int}/evidence", ("gather_evidence",))
def evidence_page(request: Request, office: TheOffice, who: Who, number: int, rep: str = "") -> Response:
    """Say in plain words how good a plan is known to be; judge the part of a rep, or everybody's, anew."""
    kept = gather_evidence(office, who, number, ())
    names = list_rep_names(office, who)
    parts = figures_of(kept.evidence)
    chosen = [one.rep_id for one in parts] if rep == EVERYBODY else [rep] if rep else []
    judged: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    if chosen:
        try:
            judged = judged_parts(gather_evidence(office, who, number, chosen))
        except BadInputError as error:
            problems = list(error.problems)
    return page(
        request, "plan_evidence.html", line=read_plan_line(office, who, number), kept=kept.evidence, parts=parts,
        names=names, judged=judged, asked=[one for one in chosen if one not in judged], problems=problems, rep=rep,
        by_time=is_by_time(kept.evidence),
    )  # fmt: skip


def figures_of(kept: Mapping[str, Value]) -> list[RepFigures]:
    """Return what was kept of each rep's part."""
    reps = sorted(name.removesuffix(".due") for name in kept if name.endswith(".due"))

    def figure(rep: str, name: str) -> Value | None:
        return kept.get(f"{rep}.{name}")

    def gap(rep: str) -> float | None:
        value = figure(rep, "gap")
        return float(value) if isinstance(value, int | float) else None

    return [
        RepFigures(rep, figure(rep, "due"), figure(rep, "unserved"), figure(rep, "violations"), gap(rep))
        for rep in reps
    ]


@ROUTES.get("/reports/plans/{number}/evidence.zip", ("gather_evidence",))
def evidence(office: TheOffice, who: Who, number: int) -> Response:
    """Send the bundle."""
    found = gather_evidence(office, who, number)
    headers = {
        "Content-Disposition": f'attachment; filename="plan-{found.number}.zip"',
        "Cache-Control": "private, no-store",
    }
    return Response(bundle_bytes(found), media_type="application/zip", headers=headers)
