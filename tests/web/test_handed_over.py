"""What a phone sends of a visit that went to another rep in a new plan meanwhile."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from office.opening import Office
from office.people import Role
from scheduler.plan import Plan
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, due_week, fill_due, put_in_force
from tests.web.api_site import API, software
from tests.web.site import let_in, signed_in

KINDS = {
    "arrived": {}, "done": {"note": "two boxes"}, "skip": {"reason": "closed"}, "accept": {}, "note": {"note": "ring"},
    "decline": {"reason": "no time"}, "move": {"date": "2026-03-25"},
}  # fmt: skip


def handed_over(plan: Plan, visit_id: str) -> Plan:
    """Return a plan in which the other rep drives the tour of a visit."""
    theirs = [any(stop.visit_id == visit_id for stop in tour.visits) for tour in plan.tours]
    tours = [replace(tour, rep_id="r2") if other else tour for tour, other in zip(plan.tours, theirs, strict=True)]
    return replace(plan, tours=tuple(tours))


def test_acts_on_a_visit_that_another_rep_has_now_are_refused_and_listed_with_the_reason(
    sqlite_workspace: Office,
) -> None:
    ids = fill_due(sqlite_workspace)
    office = at(sqlite_workspace, NOW.replace(day=23, hour=9))
    let_in(office)
    days = {"v2": (MONDAY.replace(day=24), 14.0)}
    with writing(office.database) as connection:
        add_ownership(connection, [Owned("a", MONDAY, "r2", "handed over")])
    put_in_force(office, handed_over(due_week(ids, days), ids["v1"]))
    rep = software(office, Role.REP)
    sent = [
        {"key": str(uuid4()), "seq": number, "kind": kind, "about": ids["v1"], "at": NOW.isoformat(), "body": body}
        for number, (kind, body) in enumerate(KINDS.items(), 1)
    ]
    own = {"key": str(uuid4()), "seq": 8, "kind": "accept", "about": ids["v2"], "at": NOW.isoformat(), "body": {}}
    sending = {"device": str(uuid4()), "acts": [*sent, own]}
    answers = rep.post(f"{API}/acts", json=sending).json()["answers"]
    assert [one["outcome"] for one in answers] == ["refused"] * len(sent) + ["applied"]
    assert rep.post(f"{API}/acts", json=sending).json()["answers"] == answers
    kept = {one["kind"]: one["problems"] for one in rep.get(f"{API}/acts").json()["items"]}
    assert set(kept) == set(KINDS)
    with reading(office.database) as connection:
        assert read_visit_log(connection) == ()
    assert {one[0]["cause"] for one in kept.values()} == {"in the plan in force it is a visit of rep r2"}
    phone = signed_in(office, Role.REP)
    page = phone.get("/outbox").text
    assert page.count("in the plan in force it is a visit of rep r2") == len(KINDS)
    assert "two boxes" in page
    phone.post("/account/look", data={"language": "de", "theme": "dark"})
    assert phone.get("/outbox").text.count("im geltenden Plan ist es ein Besuch von") == len(KINDS)
