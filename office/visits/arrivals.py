"""That a rep stands at the door: when the visit began."""

from __future__ import annotations

from datetime import date

from office.door import Act, writes
from office.visits.memory import find_open_visit, remember
from routing.sentences import sentence
from store.answers import AnswerKind, VisitAnswer


@writes
def arrive_visit(act: Act, visit_id: str, day: date, start_s: int) -> VisitAnswer:
    """Take down when the rep arrived; a report without a time of its own begins then."""
    found = find_open_visit(act, visit_id)
    answer = remember(act, found, AnswerKind.ARRIVED, "", date=day, start_s=start_s)
    act.note(sentence("arrived at {account}", account=answer.account_id))
    return answer
