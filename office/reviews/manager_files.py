"""What a manager says to the workspace: files, traits, seasons and intervals taken over, baselines."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from office.door import Act, reads, thinks, works, writes
from office.ownership.decisions import first_today, refuse
from office.reviews.inputs import territories_on
from office.reviews.overrides import with_interval
from office.reviews.reviews import analysed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, term
from scheduler.review.traits import trait_problems
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject
from store.review import add_baseline, add_file, file_on, read_baselines, write_traits
from store.sales import write_seasons
from territory.baseline import Baseline, Change, changes, freeze
from territory.frequency import FrequencyPlan
from territory.manager_files import FileKind, ManagerFile
from territory.ownership.areas import file_of
from territory.ownership.rulesfile import area_names
from territory.policy import read_policy
from territory.seasons.edit import ahead, edited
from territory.seasons.values import Seasons
from territory.targets import read_targets
from territory.value.visits import visit_values

ByHand = Mapping[str, Mapping[int, float]]
"""Season indices that a manager knows better: by segment and month of the year."""


@dataclass(frozen=True, slots=True)
class TakenSeason:
    """A segment's season: taken over, or left alone because it was no better than a flat year."""

    segment: str
    taken: bool
    why: str


def files_beside(kind: FileKind, text: str, name: str) -> tuple[str, ...]:
    """Return the files that a manager's file speaks of, which are to be handed in with it."""
    names = area_names(text, name) if kind is FileKind.RULES else ()
    return tuple(sorted({file_of(one) for one in names}))


@reads
def list_manager_files(act: Act, on: date | None = None) -> dict[FileKind, ManagerFile]:
    """Return the rules, targets and policy in force on a day, by default today; a kind without any is missing."""
    day = on or first_today(act)
    found = {kind: file_on(act.connection, kind, day) for kind in FileKind}
    return {kind: file for kind, file in found.items() if file is not None}


@reads
def check_manager_file(act: Act, file: ManagerFile) -> int:
    """Return how many lines a policy or targets would say; raises what `keep_manager_file` would."""
    return _lines(act, file)


def _lines(act: Act, file: ManagerFile) -> int:
    if file.kind is FileKind.RULES:
        raise ValueError("rules take effect through office.ownership.rules.set_rules")
    act.require_everything(file.kind.value)
    if file.kind is FileKind.POLICY:
        read_policy(file.text, file.name)
        return len([line for line in file.text.splitlines() if "=" in line.split("#")[0]])
    return len(read_targets(file.text, file.name, set(territories_on(act.connection, file.valid_from)[1])))


@writes
def keep_manager_file(act: Act, file: ManagerFile) -> None:
    """Keep a policy or targets that can be read; raises `BadInputError` otherwise. Rules have `set_rules`."""
    _lines(act, file)
    add_file(act.connection, file, act.now)
    act.touch(Subject(Kind.REVIEW, file.kind.value))
    act.note(sentence("{kind} {name} from {day}", kind=term(file.kind.value), name=file.name, day=file.valid_from))


@writes
def keep_traits(act: Act, text: str, name: str) -> int:
    """Read traits from a CSV with ``account_id`` and a column for each trait, several values joined by ``|``."""
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or "account_id" not in rows[0]:
        cause, action = "it has no rows with a column account_id", "Begin it with: account_id,postcode,need"
        raise BadInputError([Problem("traits-empty", name, cause, action)])
    traits = {
        row["account_id"]: {
            trait: [value.strip() for value in (cell or "").split("|") if value.strip()]
            for trait, cell in row.items()
            if trait is not None and trait != "account_id"
        }
        for row in rows
    }
    act.require_everything("traits")
    known = {account.id for account in read_accounts(act.connection)}
    given = {account: {trait: values for trait, values in named.items() if values} for account, named in traits.items()}
    refuse(trait_problems(given, known, name))
    write_traits(act.connection, traits)
    act.touch(*(Subject(Kind.ACCOUNT, account) for account in traits))
    act.note(sentence("traits of {count} accounts", count=len(traits)))
    return len(traits)


@works
def take_seasons(act: Act, by_hand: ByHand, lead_months: int) -> tuple[TakenSeason, ...]:
    """Plan by the learned seasons, led by some months.

    Taken over are those that foretold the unseen year better than a flat one, and those with months set `by_hand`,
    ``by_hand[segment][month]``: there the rest of the year is scaled so that it stays as long as it was.
    """
    with act.reading():
        act.require_everything("seasons")
    found = analysed(act, None, 13, 20).seasons
    seasons = require_seasons(found)
    refuse(_unknown_segments(by_hand, seasons))
    told: list[TakenSeason] = []
    indices: dict[tuple[str, int], float] = {}
    for name, one in sorted(seasons.segments.items()):
        better = one.checked is not None and one.checked.trusted
        taken = better or name in by_hand
        if taken:
            index = ahead(_with_hand(name, one.index, by_hand), lead_months).tolist()
            indices |= {(name, month): round(value, 4) for month, value in enumerate(index, 1)}
        silent = "not checked: fewer than three years" if one.checked is None else "no better than a flat year"
        told.append(TakenSeason(name, taken, "" if taken else silent))
    with act.writing() as connection:
        write_seasons(connection, indices)
        act.touch(*(Subject(Kind.SETTINGS, f"season {name}") for name, _ in indices))
        counts = {"count": sum(one.taken for one in told), "segments": len(told)}
        act.note(sentence("{count} of {segments} segments, {months} months ahead", **counts, months=lead_months))
        return act.answer(tuple(told))


def require_seasons(found: Seasons | None) -> Seasons:
    """Return the seasons; raises `BadInputError` where there are none to be learned."""
    if found is None or not found.segments:
        cause, action = "there are no two years of sales", "Import sales: roundsman import sales FILE."
        raise BadInputError([Problem("history-too-short", "sales", cause, action)])
    return found


def _unknown_segments(by_hand: ByHand, seasons: Seasons) -> list[Problem]:
    action = sentence(
        "Learned are: {value}. Others: roundsman import seasons FILE.",
        value=", ".join(sorted(seasons.segments)) or "none",
    )
    return [
        Problem("season-unknown", sentence("segment {name}", name=name), "no season of it was learned", action)
        for name in sorted(set(by_hand) - set(seasons.segments))
    ]


def _with_hand(name: str, index: NDArray[np.float64], by_hand: ByHand) -> NDArray[np.float64]:
    try:
        return edited(index, by_hand.get(name, {}))
    except ValueError as error:
        action = "Months are 1 to 12, indices at least 0, and all twelve together are 12."
        raise BadInputError(
            [Problem("season-impossible", sentence("segment {name}", name=name), str(error), action)]
        ) from error


@works
def accept_intervals(act: Act, chosen: Collection[str]) -> int:
    """Set the suggested interval of the accounts that are named or whose segment is; spacing keeps its proportion.

    A suggestion of no visits is not taken over: that is a decision of its own.
    """
    plan = _suggested(act)
    wanted = {one.account: one.interval_days for one in plan.suggestions if one.interval_days is not None}
    with act.writing() as connection:
        changed = []
        for account in read_accounts(connection):
            days = wanted.get(account.id) if _mine(act, account.id) else None
            if days is not None and days != account.interval_days and {account.id, account.segment} & set(chosen):
                changed.append(with_interval(account, days))
        write_accounts(connection, changed)
        act.touch(*(Subject(Kind.ACCOUNT, account.id) for account in changed))
        act.note(sentence("intervals of {count} accounts", count=len(changed)))
        return act.answer(len(changed))


@works
def accept_values(act: Act, chosen: Collection[str]) -> int:
    """Let scores decide what visits are worth to plans: of those named, or whose segment is, else of all."""
    wanted = visit_values(analysed(act, None, 13, 20).scores)
    with act.writing() as connection:
        changed = [
            replace(account, value=wanted[account.id])
            for account in read_accounts(connection)
            if account.id in wanted
            and _mine(act, account.id)
            and wanted[account.id] != account.value
            and (not chosen or {account.id, account.segment} & set(chosen))
        ]
        write_accounts(connection, changed)
        act.touch(*(Subject(Kind.ACCOUNT, account.id) for account in changed))
        act.note(sentence("values of {count} accounts by their scores", count=len(changed)))
        return act.answer(len(changed))


def _mine(act: Act, account_id: str) -> bool:
    return act.accounts is None or account_id in act.accounts


def _suggested(act: Act) -> FrequencyPlan:
    found = analysed(act, None, 13, 20).intervals
    if found.plan is None:
        raise BadInputError(found.problems)
    return found.plan


@works
def take_baseline(act: Act, name: str, on: date | None = None) -> Baseline:
    """Freeze the key figures of a review under a new name."""
    analysis = analysed(act, on, 13, 20)
    with act.writing() as connection:
        if any(one.name == name for one in read_baselines(connection)):
            cause = "a baseline of this name is frozen"
            raise BadInputError([Problem("baseline-taken", name, cause, "Use another name.")])
        baseline = freeze(name, analysis.review.today, analysis.figures)
        add_baseline(connection, baseline)
        act.touch(Subject(Kind.REVIEW, f"baseline {name}"))
        act.note(sentence("{name}: {figures} figures", name=name, figures=len(baseline.figures)))
        return act.answer(baseline)


@thinks
def compare_baseline(act: Act, name: str, on: date | None = None) -> tuple[Change, ...] | None:
    """Return how the key figures have changed since they were frozen; None where no baseline has this name.

    Raises
    ------
    BadInputError
        If the baseline was changed after it was frozen.
    """
    with act.reading() as connection:
        known = {one.name: one for one in read_baselines(connection)}
    if name not in known:
        return None
    if not known[name].intact:
        cause = "it was changed after it was frozen: its seal is broken"
        raise BadInputError([Problem("baseline-broken", name, cause, "Freeze the figures under another name.")])
    return tuple(changes(known[name], analysed(act, on, 13, 20).figures))
