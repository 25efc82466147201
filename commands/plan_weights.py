"""`roundsman plan weights`: the planner's weights, for good; and as they are typed for one draft."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click

from commands.context import enter, workspace_option


def parse_weights(texts: tuple[str, ...]) -> dict[str, float | None]:
    """Read ``NAME=VALUE`` pairs."""
    weights: dict[str, float | None] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            weights[name] = float(value)
        except ValueError as error:
            raise click.BadParameter(f"{text!r} is not written like move_s=600", param_hint="--set") from error
    return weights


@click.command("weights")
@click.argument("weights", nargs=-1, metavar="[NAME=VALUE]...")
@workspace_option
def weights(*, weights: tuple[str, ...], folder: Path) -> None:
    """Change the planner's weights for good, or show them."""
    from office.plans.weights import change_weights, read_weights

    office, who = enter(folder)
    policy = change_weights(office, who, parse_weights(weights)) if weights else read_weights(office, who)
    for name in (field.name for field in fields(policy)):
        click.echo(f"{name:16} {getattr(policy, name)}")
