"""To whom goes next what an experiment showed."""

from __future__ import annotations

from datetime import date

import pytest

from routing.problems import BadInputError
from territory.rollout import StageAsked, staged

NAMES = ("north", "south", "east", "west", "middle", "far")
JANUARY, MARCH = date(2027, 1, 1), date(2027, 3, 1)


def test_a_share_of_those_who_lack_it_begins_and_the_others_follow() -> None:
    found = staged([StageAsked(JANUARY, share=0.3), StageAsked(MARCH)], NAMES, ("north", "south"))
    assert found == ((JANUARY, ("east", "far")), (MARCH, ("middle", "west")))


def test_named_territories_begin_and_a_share_is_of_all_that_lacked_it() -> None:
    found = staged([StageAsked(JANUARY, ("west",)), StageAsked(MARCH, share=0.5)], NAMES, ("north", "south"))
    assert found == ((JANUARY, ("west",)), (MARCH, ("east", "far")))


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [StageAsked(MARCH, share=0.3), StageAsked(JANUARY)],
        [StageAsked(JANUARY, ("north",))],
        [StageAsked(JANUARY, ("nowhere",))],
        [StageAsked(JANUARY, ("east",)), StageAsked(MARCH, ("east",))],
        [StageAsked(JANUARY), StageAsked(MARCH)],
    ],
)
def test_stages_that_cannot_be_are_refused(asked: list[StageAsked]) -> None:
    with pytest.raises(BadInputError, match="rollout-impossible"):
        staged(asked, NAMES, ("north", "south"))
