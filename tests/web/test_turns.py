"""Short pages take turns, whatever becomes of the one before; others go on beside them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from web.turns import in_turn


def test_no_two_of_them_are_made_at_once() -> None:
    inside, met = Lock(), []

    @in_turn
    def page(number: int) -> int:
        met.append(inside.acquire(blocking=False))
        inside.release()
        return number

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(page, range(200))) == list(range(200))
    assert all(met)


def test_one_that_fails_gives_its_turn_back() -> None:
    @in_turn
    def page(fails: bool) -> str:
        if fails:
            raise ValueError("no such day")
        return "a day"

    with pytest.raises(ValueError, match="no such day"):
        page(True)
    assert page(False) == "a day"


def test_a_page_that_takes_no_turn_waits_for_none() -> None:
    begun, over = Event(), Event()

    @in_turn
    def long() -> bool:
        begun.set()
        return over.wait(30)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(long)
        assert begun.wait(30)
        assert threads.submit(lambda: "other").result(30) == "other"
        over.set()
        assert first.result(30)
