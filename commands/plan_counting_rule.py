"""`roundsman plan counting`: which visits count towards an account's interval."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from commands.context import enter, say, workspace_option
from scheduler.counting_rule import Colleagues, CountingRule
from scheduler.wording import counted


@click.command("counting")
@click.option("--colleagues", type=click.Choice([one.value for one in Colleagues]), help="Whose visits count.")
@click.option("--joint/--no-joint", default=None, help="Whether joint visits count where colleagues' do not.")
@click.option("--also", multiple=True, metavar="ID", help="A rep or person whose visits always count; repeatable.")
@click.option("--for-owner", multiple=True, metavar="OVERLAY", help="Its calls count for the account; repeatable.")
@click.option("--for-layer", multiple=True, metavar="OVERLAY", help="The account's visits count for its calls.")
@click.option("--usual", is_flag=True, help="Everybody's visits count where they are made; then what else is given.")
@click.option("--try", "only_try", is_flag=True, help="Say what it would change, and change nothing.")
@workspace_option
def counting(*, folder: Path, usual: bool, only_try: bool, **asked: Any) -> None:
    """Say which visits count towards an account's interval; without anything to say, show it.

    What is not named stays. Visits of whoever has the account that day always count.
    """
    from office.counting_rule import read_counting_rule, set_counting_rule, try_counting_rule

    office, who = enter(folder)
    held = CountingRule() if usual else read_counting_rule(office, who).rule
    named = {name: value for name, value in asked.items() if value not in {None, ()}}
    if "colleagues" in named:
        named["colleagues"] = Colleagues(named["colleagues"])
    rule = replace(held, **named)
    if only_try:
        tried = try_counting_rule(office, who, rule)
        say(
            f"The interval of {counted(tried.moved, 'account')} would run from another day; "
            f"overdue: {tried.overdue_before} now, {tried.overdue_after} then."
        )
    elif named or usual:
        set_counting_rule(office, who, rule)
    _show(rule)


def _show(rule: CountingRule) -> None:
    click.echo(f"colleagues  {rule.colleagues.value}")
    click.echo(f"joint       {'yes' if rule.joint else 'no'}")
    for name, value in (("also", rule.also), ("for-owner", rule.for_owner), ("for-layer", rule.for_layer)):
        click.echo(f"{name:<11} {', '.join(value) or '-'}")
