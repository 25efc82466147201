"""May a visit lie there? One rule book for reps, planners and calendars: the evaluation on the rep's open plan."""

from __future__ import annotations

from datetime import date

from office.door import Act
from office.plans.open_parts import open_part
from office.plans.placements import Placing, clash, read_facts
from office.travel import EVIDENCE, travel_engine
from routing.findings import Finding
from routing.problems import BadInputError
from scheduler.explain.judgement import Decision, judged
from store.plans import find_in_force, plan_in_force, read_evidence


def may_lie(act: Act, visit_id: str, day: date, start_s: int | None) -> tuple[Finding, ...]:
    """Return what keeps a visit of the plan in force from a day, and from a time of it if one is given: what it breaks.

    The rep's part of the plan is opened for it where it is not open: ask inside ``act.reading()``, not while writing.

    Raises
    ------
    BadInputError
        If no plan is in force.
    """
    connection = act.connection
    head = plan_in_force(connection)
    placed = find_in_force(connection, visit_id)
    if placed is None:
        return (Finding.of("visit-unknown", detail=f"plan {head.id}, in force, has no such visit"),)
    engine = travel_engine(act.office, str(read_evidence(connection, head).get(EVIDENCE, "")))
    part = open_part(act.office, connection, engine, head, placed.rep_id)
    today = act.today(part.part.assembled.request.rep.timezone)
    try:
        found, _, judgement = judged(Decision("move", visit_id, day, start_s), [part.part], (), today)
    except BadInputError as error:
        return tuple(Finding.of(one.code, detail=one.cause) for one in error.problems)
    if start_s is None:
        return judgement.broken
    length_s = found.due.service_s
    other = clash(Placing(visit_id, placed.rep_id, placed.account_id, day, start_s, length_s), read_facts(connection))
    return (*judgement.broken, *([Finding.of("two-at-one-time", detail=other)] if other else []))
