"""What a manager says to the workspace: files, traits, seasons and intervals taken over, baselines."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from office.reviews.analysis import Analysis
from office.reviews.inputs import gather
from office.reviews.overrides import with_interval
from office.reviews.traits import refuse, trait_problems
from routing.named_files import read_named_text
from routing.problems import BadInputError, Problem
from store.accounts import read_accounts, write_accounts
from store.changes import record_change
from store.database import Connection
from store.review import (
    FileKind,
    ManagerFile,
    add_baseline,
    add_file,
    read_baselines,
    write_traits,
)
from store.sales import write_seasons
from territory.baseline import Baseline, freeze
from territory.frequency import Suggestion
from territory.ownership.areas import file_of
from territory.ownership.rulesfile import area_names
from territory.policy import read_policy
from territory.seasons.edit import ahead, edited
from territory.seasons.values import Seasons
from territory.targets import read_targets

ByHand = Mapping[str, Mapping[int, float]]
"""Season indices that a manager knows better: by segment and month of the year."""


@dataclass(frozen=True, slots=True)
class TakenSeason:
    """A segment's season: taken over, or left alone because it was no better than a flat year."""

    segment: str
    taken: bool
    why: str


def manager_file(kind: FileKind, path: Path, valid_from: date) -> ManagerFile:
    """Read a file and, for rules, the polygons that stand beside it; raises `BadInputError` if one cannot be read."""
    text = read_named_text(path)
    names = area_names(text, path.name) if kind is FileKind.RULES else ()
    beside = {file: read_named_text(path.parent / file) for file in sorted({file_of(name) for name in names})}
    return ManagerFile(kind, path.name, valid_from, text, beside)


def keep_file(connection: Connection, file: ManagerFile, now: datetime) -> None:
    """Keep a policy or targets that can be read; raises `BadInputError` otherwise. Rules have `set_rules`."""
    if file.kind is FileKind.RULES:
        raise ValueError("rules take effect through office.ownership.rules.set_rules")
    if file.kind is FileKind.POLICY:
        read_policy(file.text, file.name)
    else:
        read_targets(file.text, file.name, set(gather(connection, file.valid_from, 1).owners.reps))
    add_file(connection, file, now)
    record_change(connection, "territory keep", f"{file.kind.value} {file.name} from {file.valid_from}", now)


def keep_traits(connection: Connection, path: Path, now: datetime) -> int:
    """Read traits from a CSV with ``account_id`` and a column for each trait, several values joined by ``|``."""
    rows = list(csv.DictReader(read_named_text(path).splitlines()))
    if not rows or "account_id" not in rows[0]:
        cause, action = "it has no rows with a column account_id", "Begin it with: account_id,postcode,need"
        raise BadInputError([Problem("traits-empty", path.name, cause, action)])
    traits = {
        row["account_id"]: {
            name: [value.strip() for value in (cell or "").split("|") if value.strip()]
            for name, cell in row.items()
            if name is not None and name != "account_id"
        }
        for row in rows
    }
    known = {account.id for account in read_accounts(connection)}
    given = {account: {name: values for name, values in named.items() if values} for account, named in traits.items()}
    refuse(trait_problems(given, known, path.name))
    write_traits(connection, traits)
    record_change(connection, "territory traits", f"traits of {len(traits)} accounts", now)
    return len(traits)


def take_seasons(
    connection: Connection, seasons: Seasons, by_hand: ByHand, lead_months: int, now: datetime
) -> tuple[TakenSeason, ...]:
    """Plan by the learned seasons, led by some months.

    Taken over are those that foretold the unseen year better than a flat one, and those with months set `by_hand`,
    ``by_hand[segment][month]``: there the rest of the year is scaled so that it stays as long as it was.
    """
    refuse(_unknown_segments(by_hand, seasons))
    told = []
    for name, found in sorted(seasons.segments.items()):
        better = found.checked is not None and found.checked.trusted
        taken = better or name in by_hand
        if taken:
            index = ahead(_with_hand(name, found.index, by_hand), lead_months).tolist()
            write_seasons(connection, {(name, month): round(value, 4) for month, value in enumerate(index, 1)})
        silent = "not checked: fewer than three years" if found.checked is None else "no better than a flat year"
        told.append(TakenSeason(name, taken, "" if taken else silent))
    count = sum(one.taken for one in told)
    record_change(connection, "territory seasons", f"{count} of {len(told)} segments, {lead_months} months ahead", now)
    return tuple(told)


def _unknown_segments(by_hand: ByHand, seasons: Seasons) -> list[Problem]:
    action = f"Learned are: {', '.join(sorted(seasons.segments)) or 'none'}. Others: roundsman import seasons FILE."
    return [
        Problem("season-unknown", f"segment {name}", "no season of it was learned", action)
        for name in sorted(set(by_hand) - set(seasons.segments))
    ]


def _with_hand(name: str, index: NDArray[np.float64], by_hand: ByHand) -> NDArray[np.float64]:
    try:
        return edited(index, by_hand.get(name, {}))
    except ValueError as error:
        action = "Months are 1 to 12, indices at least 0, and all twelve together are 12."
        raise BadInputError([Problem("season-impossible", f"segment {name}", str(error), action)]) from error


def accept_intervals(
    connection: Connection, suggestions: Collection[Suggestion], chosen: Collection[str], now: datetime
) -> int:
    """Set the suggested interval of the accounts that are named or whose segment is; spacing keeps its proportion.

    A suggestion of no visits is not taken over: that is a decision of its own.
    """
    wanted = {one.account: one.interval_days for one in suggestions if one.interval_days is not None}
    changed = []
    for account in read_accounts(connection):
        days = wanted.get(account.id)
        if days is not None and days != account.interval_days and {account.id, account.segment} & set(chosen):
            changed.append(with_interval(account, days))
    write_accounts(connection, changed)
    record_change(connection, "territory intervals", f"intervals of {len(changed)} accounts", now)
    return len(changed)


def take_baseline(connection: Connection, analysis: Analysis, name: str, now: datetime) -> Baseline:
    """Freeze the key figures of a review under a new name."""
    if any(one.name == name for one in read_baselines(connection)):
        raise BadInputError([Problem("baseline-taken", name, "a baseline of this name is frozen", "Use another name.")])
    baseline = freeze(name, analysis.review.today, analysis.figures)
    add_baseline(connection, baseline)
    record_change(connection, "territory baseline", f"{name}: {len(baseline.figures)} figures", now)
    return baseline
