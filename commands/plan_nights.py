"""`roundsman plan nights`: who stays away overnight, how often, on which evenings and for how much."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from commands.context import enter, workspace_option
from commands.plan_fixed_dates import WEEKDAYS_OF
from office.plans.night_policies import change_nights, list_nights
from scheduler.nights.policy import NightPolicy
from scheduler.wording import weekdays_text

USUAL = NightPolicy(2, 3, frozenset(range(4)), "EUR", Decimal(45))
"""What is taken of a policy that is told for the first time."""


class _Money(click.ParamType[Decimal]):
    """An amount such as 95.50."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount; it is judged with the rest of the policy."""
        try:
            amount = value if isinstance(value, Decimal) else Decimal(str(value))
        except InvalidOperation:
            self.fail(f"{value!r} is no amount; write it as 95.50", param, ctx)
        if not amount.is_finite():
            self.fail(f"{value!r} is no amount; write it as 95.50", param, ctx)
        return amount


MONEY = _Money()


@click.command("nights")
@click.argument("rep", required=False)
@click.option("--row", "most_in_row", type=int, help="Most nights in a row.  [first: 2]")
@click.option("--week", "most_a_week", type=int, help="Most nights from a Monday to the Sunday after.  [first: 3]")
@click.option("--weekdays", type=WEEKDAYS_OF, help="Willing evenings, such as Mo,Tu.  [first: Mo to Th]")
@click.option("--currency", help="Of all amounts, three letters.  [first: EUR]")
@click.option("--hour", "hour_price", type=MONEY, help="What an hour on the road costs, wage and car.  [first: 45]")
@click.option("--allowance", type=MONEY, help="What the rep is paid for a night, on top of the hotel.  [first: 0]")
@click.option("--room", "room_price", type=MONEY, help="Price of a room wherever it suits; without it hotels alone.")
@click.option("--hotels-only", is_flag=True, help="No rooms wherever it suits any more.")
@click.option("--never", is_flag=True, help="The rep sleeps at home.")
@workspace_option
def nights(*, rep: str | None, hotels_only: bool, never: bool, folder: Path, **told: Any) -> None:
    """Say how REP stays away overnight, or show who does; what is not said stays as it is."""
    office, who = enter(folder)
    known = list_nights(office, who)
    if rep is None:
        for name, kept in known.items():
            click.echo(f"{name}  {_said(kept)}")
        if not known:
            click.echo("Everybody sleeps at home. Change it: roundsman plan nights REP")
        return
    changes = {name: value for name, value in told.items() if value is not None}
    if "currency" in changes:
        changes["currency"] = _currency(changes["currency"])
    if hotels_only:
        changes["room_price"] = None
    policy = None if never else replace(known.get(rep, USUAL), **changes)
    change_nights(office, who, rep, policy)
    click.echo(f"{rep}  {_said(policy) if policy else 'sleeps at home'}. Plan again: roundsman plan")


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise click.BadParameter(f"{text!r} is no currency; write its three letters", param_hint="--currency")
    return text.upper()


def _said(policy: NightPolicy) -> str:
    days = weekdays_text(policy.weekdays) or "never"
    room = "hotels alone" if policy.room_price is None else f"rooms for {policy.room_price}"
    money = f"an hour {policy.hour_price} {policy.currency}, allowance {policy.allowance}, {room}"
    return f"{policy.most_in_row} in a row, {policy.most_a_week} a week, on {days}; {money}"
