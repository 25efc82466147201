"""Groups of verbs that are imported as they are called, so that help and the start of every verb stay light."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

Table = Mapping[str, tuple[str, str, str]]
"""Each verb, the module that holds it, its name there, and its line in the overview."""


LONGEST = 10_000
"""Characters of a line of an overview: none is cut."""


class Group(click.Group):
    """A group whose overview says each verb's first sentence whole, over as many lines as it takes."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview."""
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.get_short_help_str(LONGEST)) for name, verb in listed if verb])


class Verbs(Group):
    """A group that knows its verbs by a table, and imports one when it is called.

    Parameters
    ----------
    verbs
        The table; verbs that the group's own module holds are added as in any group and come first.
    """

    def __init__(self, *args: Any, verbs: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs in the order of work."""
        return [*self.commands, *self.verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb that was asked for."""
        if cmd_name not in self.verbs:
            return super().get_command(ctx, cmd_name)
        module, name, _ = self.verbs[cmd_name]
        verb = getattr(importlib.import_module(module), name)
        assert isinstance(verb, click.Command)  # noqa: S101 - a module of ours
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the overview without importing any verb."""
        own = [(name, verb.get_short_help_str(LONGEST)) for name, verb in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl([*own, *((name, line) for name, (_, _, line) in self.verbs.items())])
