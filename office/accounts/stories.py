"""One account whole: its rules, its seasons, who owned it, what became of its visits and what is to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from office.accounts.notebook import notebook_of
from office.door import Act, reads, writes
from office.known import require_account
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, terms
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.account_hours import visited_when
from scheduler.demand.hours import hours_problem
from scheduler.demand.rules import AccountRules, as_ruled
from scheduler.demand.seasons import Season, season_of
from store.account_notes import AccountNote
from store.account_rules import read_season_rules, rules_of_some
from store.accounts import read_reps, write_accounts
from store.agendas import agendas_of
from store.changes import Kind, Subject, version_of
from store.ownership import Owned, timelines_among
from store.planned_visits import planned_at
from store.visits import visits_closed_at
from territory.accounts import Account
from territory.agenda import Agenda, agenda_for

EDITABLE = (
    "name", "address", "contact", "phone", "email", "opening_hours", "visiting_hours", "interval_days", "least_days",
    "most_days", "service_s",
)  # fmt: skip
"""What a planner edits of an account on its page; everything else comes by import."""


@dataclass(frozen=True, slots=True)
class AccountStory:
    """An account with everything that is kept of it.

    `owners` are its spells, the first one first, each with the rep's name; `planned` are its visits to come by the plan
    in force as (day, start, rep); `version` is what an edit must name; `notebook` has each note with its writer's name;
    `agenda` is what a visit today is about; `reps` are the names of all reps.
    """

    account: Account
    rules: AccountRules
    season: Season
    owners: tuple[tuple[Owned, str], ...]
    visits: tuple[ClosedVisit, ...]
    planned: tuple[tuple[date, int, str], ...]
    version: int
    notebook: tuple[tuple[AccountNote, str], ...] = ()
    agenda: Agenda = ()
    reps: Mapping[str, str] = field(default_factory=dict)

    @property
    def hours(self) -> str:
        """Return the hours that plans use: those that its rules give, its visiting hours, else its opening hours."""
        return visited_when(as_ruled(self.account, self.rules))


@reads
def read_account(act: Act, account_id: str) -> AccountStory:
    """Return one account whole; raises `BadInputError` if there is none such, or it is not the person's to see."""
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    reps = {rep.id: rep.name for rep in read_reps(act.connection)}
    line = timelines_among(act.connection, [account_id]).get(account_id, ())
    owners = [(owned, reps.get(owned.rep_id, owned.rep_id)) for owned in line]
    visits = tuple(reversed(visits_closed_at(act.connection, [account_id])))
    seasons = read_season_rules(act.connection)
    return AccountStory(
        account,
        rules_of_some(act.connection, [account_id]).get(account_id, AccountRules()),
        season_of(account, seasons),
        tuple(owners),
        visits,
        planned_at(act.connection, account_id, act.now.date()),
        version_of(act.connection, Subject(Kind.ACCOUNT, account_id)),
        notebook_of(act, account_id),
        agenda_for(agendas_of(act.connection, [account]), account, act.now.date()),
        reps,
    )


@writes
def change_account(act: Act, account_id: str, changes: dict[str, str | int], version: int) -> Account:
    """Change some of an account.

    Raises
    ------
    BadInputError
        For what cannot be edited here, hours that cannot be read, an impossible spacing, or an account that somebody
        changed since `version`.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    now_on = version_of(act.connection, Subject(Kind.ACCOUNT, account_id))
    if now_on != version:
        cause = "somebody changed the account meanwhile"
        raise BadInputError([Problem("account-changed", account_id, cause, "Look at it again.")])
    changed = _changed(account, changes)
    problems = problems_of_account(changed, changes)
    if problems:
        raise BadInputError(problems)
    write_accounts(act.connection, [changed])
    act.touch(Subject(Kind.ACCOUNT, account_id))
    act.note(sentence("{account}: {names}", account=changed.name, names=terms(sorted(changes))))
    return changed


def _changed(account: Account, changes: dict[str, str | int]) -> Account:
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        cause = sentence("{names} cannot be changed here", names=", ".join(sorted(unknown)))
        raise BadInputError([Problem("account-field-unknown", account.id, cause, "Import it.")])
    return replace(account, **changes)  # type: ignore[arg-type]


def problems_of_account(account: Account, changes: Mapping[str, object]) -> list[Problem]:
    """Return what is impossible of an account once some of its fields are changed."""
    problems = []
    if not account.name.strip():
        problems.append(Problem("name-empty", account.id, "the name is empty", "Give one."))
    if not 0 < account.least_days <= account.interval_days <= account.most_days:
        cause = "the least spacing, the interval and the most spacing are not in this order"
        problems.append(Problem("cadence-impossible", account.id, cause, "Give days such as 4, 7 and 10."))
    if account.service_s <= 0:
        problems.append(Problem("service-impossible", account.id, "a visit lasts no time", "Give its minutes."))
    hours = ("opening_hours", "visiting_hours")
    found = [hours_problem(str(changes[name]), account.id) for name in hours if name in changes]
    return problems + [problem for problem in found if problem]
