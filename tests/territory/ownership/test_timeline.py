"""One timeline: what is in force on each day, whoever decided it, and what taking a decision back leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from territory.ownership.timeline import Owned, coming_after, flatten, owned_on, row_on, taken_back

DAY = date(2026, 3, 1)


def row(rep: str, on: int, decision: int = 1, **fields: object) -> Owned:
    return replace(Owned("A", DAY + timedelta(on), rep, "why"), decision=decision, **fields)  # type: ignore[arg-type]


def cover(rep: str, of: str, first: int, last: int | None, decision: int = 1) -> Owned:
    until = None if last is None else DAY + timedelta(last)
    return row(rep, first, decision, covers=of, until=until)


def reps(rows: list[Owned], days: int = 40) -> list[str]:
    line = flatten(rows)
    found = [owned_on(line, DAY + timedelta(day)) for day in range(days)]
    return [one.rep_id if one else "" for one in found]


def test_a_later_decision_replaces_what_was_to_come_and_no_more() -> None:
    assert reps([row("R1", 1), row("R2", 5), row("R3", 3, 2)], 7) == ["", "R1", "R1", "R3", "R3", "R3", "R3"]


def test_a_cover_begins_and_ends_by_itself() -> None:
    assert reps([row("R1", 0), cover("R2", "R1", 2, 3)], 6) == ["R1", "R1", "R2", "R2", "R1", "R1"]
    assert flatten([row("R1", 0), cover("R2", "R1", 2, 3)])[-1].reason == "back from R2; why"


def test_a_cover_holds_only_where_the_account_is_the_covered_reps() -> None:
    assert reps([row("R1", 0), cover("R2", "R1", 1, 4), row("R3", 3, 2)], 6) == ["R1", "R2", "R2", "R3", "R3", "R3"]


def test_whoever_covers_may_be_covered_and_a_circle_ends() -> None:
    rows = [row("R1", 0), cover("R2", "R1", 1, 4), cover("R3", "R2", 2, 3, 2)]
    assert reps(rows, 6) == ["R1", "R2", "R3", "R3", "R2", "R1"]
    assert reps([row("R1", 0), cover("R2", "R1", 1, 2), cover("R1", "R2", 1, 2, 2)], 4) == ["R1", "R2", "R2", "R1"]


def test_a_day_on_which_nobody_owns_it_says_why() -> None:
    line = flatten([row("R1", 0), row("", 2, 2)])
    assert owned_on(line, DAY + timedelta(3)) is None
    assert row_on(line, DAY + timedelta(3)) == line[-1]
    assert coming_after(line, DAY) == line[1:]


def test_what_is_taken_back_is_as_if_it_had_not_been_decided_from_that_day_on() -> None:
    rows = [row("R1", 0), row("R2", 2, 2), row("R3", 8)]
    back = taken_back(rows, 2, DAY + timedelta(4))
    assert reps([*rows[:1], rows[2], rows[1], *(replace(one, decision=3) for one in back)], 10) == [
        *("R1", "R1", "R2", "R2", "R1", "R1", "R1", "R1", "R3", "R3")
    ]


def test_what_nobody_owned_before_is_nobodys_again() -> None:
    rows = [row("R2", 2, 2)]
    assert reps([*rows, *taken_back(rows, 2, DAY)], 5) == [""] * 5


def test_a_cover_taken_back_ends_that_day_and_what_was_decided_meanwhile_stays() -> None:
    rows = [row("R1", 0), cover("R2", "R1", 1, 6, 2), row("R3", 5, 3)]
    assert reps([*rows, *taken_back(rows, 2, DAY + timedelta(3))], 7) == ["R1", "R2", "R2", "R1", "R1", "R3", "R3"]


some_rows = st.lists(
    st.builds(
        lambda rep, on, covers, long: cover(rep, covers, on, on + long) if covers and covers != rep else row(rep, on),
        st.sampled_from(["R1", "R2", "R3", ""]),
        st.integers(0, 30),
        st.sampled_from(["", "R1", "R2"]),
        st.integers(0, 12),
    ).filter(lambda one: bool(one.rep_id or not one.covers)),
    min_size=1,
    max_size=8,
).map(lambda rows: [replace(one, decision=number) for number, one in enumerate(rows, 1)])


@given(some_rows, st.data())
def test_taking_back_changes_no_day_before_and_leaves_what_the_others_say(
    rows: list[Owned], data: st.DataObject
) -> None:
    number, day = data.draw(st.integers(1, len(rows))), data.draw(st.integers(0, 40))
    added = [replace(one, decision=99) for one in taken_back(rows, number, DAY + timedelta(day))]
    before, after = reps(rows), reps([*rows, *added])
    assert after[:day] == before[:day]
    if not any(one.covers for one in rows):
        assert after[day:] == reps([one for one in rows if one.decision != number])[day:]


@given(some_rows)
def test_the_line_is_in_order_and_each_day_has_one_answer(rows: list[Owned]) -> None:
    line = flatten(rows)
    days = [one.valid_from for one in line]
    assert days == sorted(set(days))
