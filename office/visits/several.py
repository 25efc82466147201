"""Several visits at once, named by id or account: one act, all or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from office.door import Act, writes
from office.visits.meant import visit_meant
from office.visits.visits import Report, accept_visit, decline_visit, report_visit, skip_visit
from routing.sentences import sentence
from store.planned_visits import Placed as Named

__all__ = ["Named", "accept_visits", "decline_visits", "finish_visits", "skip_visits"]


@writes
def accept_visits(act: Act, named: Collection[str]) -> tuple[Named, ...]:
    """Take down that the rep will be at all of them."""
    meant = _meant(act, named)
    for one in meant:
        accept_visit.inside(act, one.visit_id)
    return _noted(act, sentence("accepted"), meant)


@writes
def decline_visits(act: Act, named: Collection[str], reason: str) -> tuple[Named, ...]:
    """Close them as declined, for one reason."""
    meant = _meant(act, named)
    for one in meant:
        decline_visit.inside(act, one.visit_id, reason)
    return _noted(act, sentence("declined"), meant)


@writes
def skip_visits(act: Act, named: Collection[str], reason: str) -> tuple[Named, ...]:
    """Close them as not taken place, for one reason."""
    meant = _meant(act, named)
    for one in meant:
        skip_visit.inside(act, one.visit_id, reason)
    return _noted(act, sentence("skipped"), meant)


@writes
def finish_visits(act: Act, named: Collection[str], report: Report) -> tuple[Named, ...]:
    """Close them as done, all with one report; a visit named by its account is the one nearest to the report's day."""
    meant = _meant(act, named, report.day)
    for one in meant:
        report_visit.inside(act, one.visit_id, report)
    return _noted(act, sentence("visited"), meant)


def _meant(act: Act, named: Collection[str], day: date | None = None) -> tuple[Named, ...]:
    meant = {one.visit_id: one for one in (visit_meant(act, text, day) for text in named)}
    return tuple(meant.values())


def _noted(act: Act, did: str, meant: tuple[Named, ...]) -> tuple[Named, ...]:
    act.note(sentence("{did} {names}", did=did, names=", ".join(one.account_id for one in meant)))
    return meant
