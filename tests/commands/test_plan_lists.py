"""Lists that people read start with what matters, name things, and say what helps."""

from __future__ import annotations

from datetime import date, timedelta

from commands.plan_lists import between, difference_csv, difference_lines, note_lines, unserved_lines
from office.names import Names
from office.plans.differences import Comparison
from office.plans.notes import PlanNote
from reports.differences import differences_paper
from reports.html import html_text
from routing.findings import Finding
from scheduler.explain.diff import At, Change
from scheduler.plan import UnservedVisit

MONDAY = date(2027, 1, 11)
NAMES = Names({"a": "Bar Aldosa", "b": "Bakery"}, {"R1": "Laia"})


def as_said(text: str) -> Finding:
    return Finding.of("as-said", text=text)


def unserved(account: str, week: int, reason: str = "closed") -> UnservedVisit:
    first = MONDAY + timedelta(days=7 * week)
    return UnservedVisit(
        f"{account}{week}",
        account,
        "R1",
        first,
        first + timedelta(days=4),
        reason,
        as_said("it is closed"),
        1,
    )


def test_visits_left_out_are_one_line_an_account_with_the_remedy() -> None:
    left = [unserved("b", 0, "no-room"), *(unserved("a", week) for week in (2, 0, 1))]
    head, first, second = unserved_lines(left, NAMES)
    assert head == "Laia (R1): 4 visits left out, of 2 accounts"
    said = "  Bar Aldosa (a): 3 visits, due 2027-01-11 to 2027-01-29: it is closed [closed] 3 times "
    assert first.startswith(said + "(give it visiting hours")
    assert second.endswith("(roundsman explain b)")
    assert "visits" not in second


def test_notes_come_by_kind_with_what_is_assumed_last_and_summed_up() -> None:
    assumed = [PlanNote("R1", f"a{n}", "", "hours-assumed", 0, as_said("hours of its category")) for n in range(3)]
    late = PlanNote("R1", "a", "", "stretched", 3, as_said("later than asked"))
    lines = list(note_lines([*assumed, late], NAMES, every=False))
    assert lines[:2] == ["stretched: 1 note", "  Laia (R1)  Bar Aldosa (a): later than asked (+3 days)"]
    assert lines[2:4] == ["hours-assumed: 3 notes", "  3 times: hours of its category"]
    assert sum("hours of its category" in line for line in note_lines(assumed, NAMES, every=True)) == 3


def test_notes_that_say_the_same_of_several_accounts_are_one_line_without_their_names() -> None:
    overdue = [
        PlanNote("R1", f"a{n}", "", "overdue", 0, Finding.of("note-overdue", name=f"Bar {n}")) for n in range(13)
    ]
    said = "the most spacing had run out before the horizon; caught up as soon as it fits"
    assert list(note_lines(overdue, NAMES, every=False))[1] == f"  13 times: {said}"
    assert list(note_lines(overdue[:1], NAMES, every=False))[1] == f"  Laia (R1)  a0: {said}"


def test_a_difference_is_summed_up_first_by_rep_and_by_week() -> None:
    def at(day: int, hour: int = 9) -> At:
        return At("R1", MONDAY + timedelta(days=day), hour * 3600)

    moved = Change("v1", "a", "moved", at(0), at(8), "cheaper", as_said("it could have stayed"), 61.04)
    retimed = Change("v2", "b", "retimed", at(0), at(0, 10), "order", as_said("another order"))
    found = Comparison(1, 2, (moved, retimed), {}, (3600, 0), (1000, 0), (2, 2), (0, 0))
    lines = list(difference_lines(found, NAMES, every=False))
    assert lines[0] == "Plan 2 beside plan 1: 1 moved, 1 retimed; 2 visits (+0), -1.0 h and -1 km of driving."
    assert lines[1:4] == [
        "  Laia (R1): 1 moved, 1 retimed",
        "  week of 2027-01-11: 1 retimed",
        "  week of 2027-01-18: 1 moved",
    ]
    assert "Bar Aldosa (a)  Laia (R1) Mon 2027-01-11 09:00 -> Laia (R1) Tue 2027-01-19 09:00" in lines[4]
    assert lines[5] == "1 visit of the same day at another time: --all"
    assert between(found, MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)) == (moved,)
    assert between(found, MONDAY, MONDAY, "R2") == ()
    page = html_text(differences_paper(found, NAMES, MONDAY))
    assert page.index("2 changes; 2 visits in all (+0), -1.0 h") < page.index("Bar Aldosa"), "summed up first"
    assert "Tue 2027-01-19 09:00, Laia (R1)" in page
    head, row = difference_csv(found, NAMES).splitlines()[:2]
    assert row == "moved,R1,a,Bar Aldosa,v1,2027-01-11,09:00,R1,2027-01-19,09:00,cheaper,it could have stayed,61.0"
    assert head.count(",") == row.count(",")
