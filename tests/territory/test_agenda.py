"""What a visit is about: whose agenda goes before whose, and on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.accounts import Account
from territory.agenda import AgendaItem, ItemKind, Scope, agenda_for, agenda_problems, is_link

DAY = date(2026, 3, 2)
SHOP = Account("a1", "Shop", 47.0, 9.5, 14, 8, 20, 1800, segment="hotel", tier="A")
PLACES = {
    "own": Scope(account_id="a1"),
    "both": Scope(segment="hotel", tier="A"),
    "segment": Scope(segment="hotel"),
    "tier": Scope(tier="A"),
    "everybody": Scope(),
}


def point(text: str, first: date | None = None, last: date | None = None) -> tuple[AgendaItem, ...]:
    return (AgendaItem(ItemKind.POINT, text, "", first, last),)


def meant(names: list[str], account: Account = SHOP) -> str:
    agendas = {PLACES[name]: point(name) for name in names}
    return next((item.text for item in agenda_for(agendas, account, DAY)), "")


@pytest.mark.parametrize("number", range(len(PLACES)))
def test_an_account_s_own_goes_before_its_segment_s_before_everybody_s(number: int) -> None:
    names = list(PLACES)[number:]
    assert meant(names) == meant(names[::-1]) == names[0]


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (replace(SHOP, id="a2"), "both"),
        (replace(SHOP, id="a2", tier="B"), "segment"),
        (replace(SHOP, id="a2", segment="bar"), "tier"),
        (replace(SHOP, id="a2", segment="bar", tier=""), "everybody"),
        (replace(SHOP, id="a1+coffee", call_of="a1", segment="", tier=""), "own"),
    ],
)
def test_an_agenda_reaches_those_alone_whom_it_names(account: Account, expected: str) -> None:
    assert meant(list(PLACES), account) == expected


def test_nobody_s_agenda_is_none() -> None:
    assert meant([]) == ""
    assert meant(["own", "segment", "tier"], replace(SHOP, id="a2", segment="bar", tier="")) == ""


@given(st.dates(date(2026, 2, 1), date(2026, 4, 1)))
def test_what_is_over_or_still_to_come_leaves_the_floor_to_the_next(day: date) -> None:
    own = point("spring", date(2026, 3, 1), date(2026, 3, 10))
    found = agenda_for({PLACES["own"]: own, PLACES["everybody"]: point("always")}, SHOP, day)
    assert found[0].text == ("spring" if date(2026, 3, 1) <= day <= date(2026, 3, 10) else "always")


@pytest.mark.parametrize("link", ["https://example.com/a.pdf", "http://[2001:db8::1]/x", "https://a.example/ä?b=c#d"])
def test_addresses_of_the_web_are_links(link: str) -> None:
    assert is_link(link)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "//example.com", "https://", "https://a b", "ftp://a.example/", "x",
     'https://a"onclick', "https://[bad", "https://a.example/\n", "https://" + "a" * 1000],
)  # fmt: skip
def test_nothing_else_is_a_link(link: str) -> None:
    assert not is_link(link)


@pytest.mark.parametrize(
    ("scope", "items"),
    [
        (Scope("a1", "hotel"), point("x")),
        (Scope(), point(" ")),
        (Scope(), point("x" * 301)),
        (Scope(), point("x", DAY, date(2026, 3, 1))),
        (Scope(), point("x") * 2),
        (Scope(), tuple(one for n in range(31) for one in point(f"x{n}"))),
        (Scope(), (AgendaItem(ItemKind.MATERIAL, "x", "javascript:alert(1)"),)),
    ],
)
def test_an_impossible_agenda_is_named(scope: Scope, items: tuple[AgendaItem, ...]) -> None:
    assert {one.code for one in agenda_problems(scope, items, "here")} == {"agenda-impossible"}
    assert agenda_problems(Scope(), point("x", DAY, DAY), "here") == []
