"""Seasons of segments and accounts: how calls, lengths and prices go through the year, and when nothing is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from office.door import Act, writes
from routing.problems import BadInputError
from routing.sentences import sentence
from scheduler.demand.seasons import Season, season_problems
from store.account_rules import read_season_rules, write_season
from store.changes import Kind, Subject


@writes
def change_season(act: Act, applies_to: str, changes: Mapping[str, Any]) -> Season:
    """Change some of a season and return it; raises `BadInputError` for an impossible one."""
    season = replace(read_season_rules(act.connection).get(applies_to, Season(applies_to)), **changes)
    problems = season_problems(season, f"season {applies_to or '(everybody)'}")
    if problems:
        raise BadInputError(problems)
    write_season(act.connection, season)
    act.touch(Subject(Kind.SETTINGS, f"season {applies_to}".strip()))
    act.note(sentence("season of {name}", name=applies_to) if applies_to else sentence("season of everybody"))
    return season
