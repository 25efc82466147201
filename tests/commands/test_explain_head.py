"""What is told of an account begins with whose it is, when it is visited, and when it was and will be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from commands.explain import account_head
from office.accounts.stories import AccountStory
from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import Season
from territory.ownership.timeline import Owned
from tests.office.small_team import MONDAY, account

BAR = account(3, opening_hours="Tu-Sa 19:00-02:00", interval_days=14, least_days=8, most_days=20)
TOLD = AccountStory(BAR, AccountRules(), Season(""), (), (), (), 1)


def test_a_head_names_owner_rhythm_hours_and_the_visits_before_and_after() -> None:
    owners = ((Owned("A03", MONDAY, "R1", "by hand"), "Laia"), (Owned("A03", MONDAY + timedelta(30), "R2", ""), "Marc"))
    told = replace(
        TOLD,
        account=replace(BAR, last_visit=date(2026, 11, 20)),
        rules=AccountRules(visiting_hours="Mo-Fr 10:00-12:00"),
        owners=owners,
        planned=((MONDAY + timedelta(2), 36_000, "R1"),),
    )
    assert account_head(told, MONDAY) == (
        "Shop 3 (A03): owner Laia; every 14 days (8 to 20); visits Mo-Fr 10:00-12:00; last visit 2026-11-20; "
        "next in force 2026-12-02"
    )


def test_what_is_not_there_is_said() -> None:
    said = account_head(TOLD, MONDAY)
    assert "no owner today" in said
    assert said.endswith("last visit never; none in force to come")
