"""A week of the small team in which three visits find no room on their days, and one is too far for a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from office.opening import Office
from office.ownership.rules import set_rules
from office.people import owner
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from routing.stopping import Steps
from store.accounts import read_reps, write_accounts, write_reps
from store.database import writing
from territory.manager_files import FileKind, ManagerFile
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, account, furnish

HOUR = 3600
TIGHT = [
    replace(
        account(n), service_s=2 * HOUR, least_days=27, most_days=29, value=1 + n / 10,
        last_visit=MONDAY + timedelta(1) - timedelta(28),
    )
    for n in range(9)
]  # fmt: skip
"""Nine on Monday to Wednesday, where six have room."""
LOOSE = [
    replace(
        account(n), service_s=2 * HOUR, least_days=14, most_days=42, value=2.0,
        last_visit=MONDAY + timedelta(3) - timedelta(28),
    )
    for n in (9, 10)
]  # fmt: skip
FAR = replace(
    account(91, lon=11.0, service_s=3 * HOUR, interval_days=7, least_days=5, most_days=9, value=9.0),
    last_visit=MONDAY - timedelta(30), hours_assumed=True,
)  # fmt: skip


def crowded_week(office: Office) -> tuple[Office, MadePlan]:
    """Return the office with its team, and the plan of the week."""
    team = furnish(office, accounts=(*TIGHT, *LOOSE, account(11, least_days=27, last_visit=TODAY)))
    with writing(team.database) as connection:
        write_reps(connection, [replace(r, working_hours="Mo-Fr 08:00-13:00") for r in read_reps(connection)])
        write_accounts(connection, [FAR])
    set_rules(team, owner(), ManagerFile(FileKind.RULES, "rules.toml", TODAY, RULES, {}))
    return team, make_plan(
        team, owner(), ENGINE, PlanOrder(MONDAY, weeks=1, stop=Steps(200), workers=1, travel="straight")
    )
