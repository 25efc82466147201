"""Files of accounts and of reps: each row updates what is known by its id, and what it does not say stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from office.door import Act
from office.imports import account_rows, rep_rows
from office.imports.account_rows import AccountRow, account_row
from office.imports.csvfile import Row
from office.imports.kinds import FileKind, Kept, Locate, twice
from office.imports.places import misplaced
from office.imports.reading import Reading
from office.imports.rep_rows import rep_row
from office.imports.surroundings import region_missing, surroundings_problems, with_surroundings
from office.opening import Office
from office.outbox import EVENTS
from office.ownership.new_accounts import give_owners
from office.ownership.overlay_calls import follow_overlays
from routing.problems import Problem
from routing.sentences import sentence
from store.accounts import rep_ids, write_accounts, write_reps
from store.changes import Kind, Subject
from store.planned_visits import reps_touring
from store.rows import Written
from territory.accounts import Rep

MOST_AHEAD = 3
"""So many accounts whose last visit is on a day to come are named one by one."""


def _judge_accounts(_: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[AccountRow]:
    good: list[AccountRow] = []
    first: dict[str, str] = {}
    for row in rows:
        result = account_row(row, read)
        if isinstance(result, list):
            problems += result
        elif result.account.id in first:
            problems.append(twice(row.where, result.account.id, first[result.account.id]))
        else:
            first[result.account.id] = row.where
            good.append(result)
    good = _locked_to(good, read, problems)
    return _placed([row for row in good if row.located], read, problems) + [row for row in good if not row.located]


def _complete_accounts(
    _: Office, rows: Sequence[AccountRow], read: Reading, locate: Locate, problems: list[Problem]
) -> list[AccountRow]:
    """Look up the addresses of rows without a place; only then is it known in which country and zone they lie."""
    found: list[AccountRow] = []
    for row in rows:
        place = (row.account.lat, row.account.lon) if row.located else locate(row.where, row.account.address)
        if isinstance(place, Problem):
            problems.append(place)
        else:
            account = row.account if row.located else replace(row.account, lat=place[0], lon=place[1])
            found.append(AccountRow(row.where, account, located=row.located))
    looked_up = [row for row in found if not row.located]
    asked = _placed(looked_up, read, problems, beside=found) if looked_up else []
    lost = {row.where for row in looked_up} - {row.where for row in asked}
    complete = []
    for row in found:
        if row.where in lost:
            continue
        account, unread = with_surroundings(row.account)
        wrong = list(surroundings_problems(row.where, account))
        problems += wrong
        if not wrong:
            complete.append(AccountRow(row.where, account, located=True, region_unread=unread))
    return complete


def _placed(
    rows: Sequence[AccountRow], read: Reading, problems: list[Problem], beside: Sequence[AccountRow] = ()
) -> list[AccountRow]:
    """Return the rows whose place lies near the others'; those of the file and those that are known."""
    known = [(rep.lat, rep.lon) for rep in read.reps.values()]
    known += [(account.lat, account.lon) for account in read.accounts.values()]
    own = {row.where for row in rows}
    known += [(row.account.lat, row.account.lon) for row in beside if row.where not in own]
    found = misplaced({row.where: (row.account.lat, row.account.lon) for row in rows}, known)
    problems += found.values()
    return [row for row in rows if row.where not in found]


def _locked_to(rows: Sequence[AccountRow], read: Reading, problems: list[Problem]) -> list[AccountRow]:
    kept = []
    for row in rows:
        lock = row.account.owner_lock
        if lock is None or lock in read.reps:
            kept.append(row)
        else:
            cause = sentence("owner_lock names {lock!r}, who is no rep", lock=lock)
            problems.append(Problem("owner-unknown", row.where, cause, "Import the reps first, or correct the id."))
    return kept


def _keep_accounts(act: Act, rows: Sequence[AccountRow]) -> Kept:
    written = write_accounts(act.connection, [row.account for row in rows])
    changed = [str(key[0]) for key in written.keys]
    act.touch(*(Subject(Kind.ACCOUNT, identity) for identity in changed))
    for rep_id in reps_touring(act.connection, changed):
        act.follow(EVENTS, rep_id=rep_id)
    followed = give_owners(act, changed[: written.new])
    follow_overlays(act)
    return Kept(written, followed)


def oddities(act: Act, rows: Sequence[AccountRow]) -> list[Problem]:
    """Say what is odd about accounts that are imported all the same."""
    unread = [_unread(row) for row in rows if row.region_unread]
    return _ahead(act, rows) + unread + _without_region(rows)


def _unread(row: AccountRow) -> Problem:
    whose = row.account.region or "The rep's region"
    cause = sentence(
        "region is {region_unread!r}, no subdivision of {country}",
        region_unread=row.region_unread,
        country=row.account.country,
    )
    action = sentence("{whose} counts there; write its code or its name if that is wrong.", whose=whose)
    return Problem("region-unknown", row.where, cause, action)


def _without_region(rows: Sequence[AccountRow]) -> list[Problem]:
    """Say once of which accounts the region is not known, where regions have public holidays of their own."""
    lost = [row for row in rows if not row.region_unread and region_missing(row.account)]
    if not lost:
        return []
    some = ", ".join(row.account.id for row in lost[:5]) + (" ..." if len(lost) > 5 else "")
    cause = sentence(
        "the place does not tell the region of {count} accounts ({some}): near a border, or off the land",
        count=len(lost),
        some=some,
    )
    action = "The rep's public holidays count there; a column region says more."
    return [Problem("region-not-told", lost[0].where, cause, action)]


def _ahead(act: Act, rows: Iterable[AccountRow]) -> list[Problem]:
    """Say which accounts are told to have been visited on a day to come; they are imported all the same.

    Many of them have one cause, such as the clock or a column of planned visits: they are one problem.
    """
    today = {zone: act.today(zone) for zone in {row.account.timezone or "UTC" for row in rows}}
    ahead = [
        (row, day)
        for row in rows
        for day in [row.account.last_visit]
        if day is not None and day > today[row.account.timezone or "UTC"]
    ]
    if len(ahead) <= MOST_AHEAD:
        said = [(row.where, sentence("last_visit is {day}, a day to come; it is", day=day)) for row, day in ahead]
    else:
        last = max(day for _, day in ahead)
        cause = sentence(
            "last_visit is a day to come for {count} accounts (up to {last}); they are", count=len(ahead), last=last
        )
        said = [(sentence("{row} and on", row=ahead[0][0].where), cause)]
    action = "Write the last visit that took place; one that is planned is a pin."
    return [
        Problem(
            "last-visit-ahead",
            where,
            sentence("{cause} imported, and the interval counts from it", cause=cause),
            action,
        )
        for where, cause in said
    ]


def _judge_reps(_: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[Rep]:
    seen: dict[str, str] = {}
    reps: list[Rep] = []
    for row in rows:
        result = rep_row(row, read)
        if isinstance(result, list):
            problems += result
        elif result.id in seen:
            problems.append(twice(row.where, result.id, seen[result.id]))
        else:
            seen[result.id] = row.where
            reps.append(result)
    return reps


def _keep_reps(act: Act, reps: Sequence[Rep]) -> Written:
    there = set(rep_ids(act.connection))
    written = write_reps(act.connection, reps)
    changed = [str(key[0]) for key in written.keys]
    act.touch(*(Subject(Kind.REP, identity) for identity in changed))
    for rep_id in sorted(there & set(changed)):
        act.follow(EVENTS, rep_id=rep_id)
    return written


ACCOUNTS = FileKind(
    "accounts",
    account_rows.COLUMNS,
    account_rows.REQUIRED,
    _judge_accounts,
    _keep_accounts,
    for_new=account_rows.NEW,
    numbers=account_rows.NUMBERS,
    dates=account_rows.DATES,
    describes="account",
    reps=("owner_lock",),
    complete=_complete_accounts,
    known_ids=lambda _, read: read.accounts,
)
REPS = FileKind(
    "reps",
    rep_rows.COLUMNS,
    rep_rows.REQUIRED,
    _judge_reps,
    _keep_reps,
    for_new=rep_rows.NEW,
    numbers=rep_rows.NUMBERS,
    dates=rep_rows.DATES,
    describes="rep",
    known_ids=lambda _, read: read.reps,
)
