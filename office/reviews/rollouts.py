"""What an experiment showed goes to other territories in stages by dates; each stage is taken back by one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from office.door import Act, reads, works, writes
from office.jobs import Watch, job_kind, save_schedule
from office.opening import Office
from office.ownership.decisions import first_today
from office.people import Person
from office.remembered import remembered
from office.reviews.experiments import experiments_on, what_showed
from office.reviews.inputs import territories_on
from office.reviews.overrides import Override, change_accounts, override_words
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.hours import hours_problem
from scheduler.demand.rules import AccountRules
from store.account_rules import read_rules, write_rules
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject
from store.database import Connection
from store.review import add_note
from store.rollouts import RolloutStage, StageState, next_rollout, read_stages, write_stages
from store.words import Work
from territory.accounts import Account
from territory.experiment import Experiment
from territory.experiment_outcome import Shown
from territory.rollout import StageAsked, staged

__all__ = ["RolloutStage", "StageState"]

DAILY, AT_S = "roll-outs", 4 * 3600
FIELDS = ("interval_days", "least_days", "most_days", "cadence")
RESTS_ON = (Kind.ACCOUNT, Kind.OWNERSHIP, Kind.REP, Kind.REVIEW)
"""What may change which territories there are."""
RULED = ("weekdays", "hours", "visiting_hours")
UNPROVEN = {
    Shown.WORSE: "the experiment showed that it is for the worse",
    Shown.NOTHING: "the experiment has not shown that it helps",
    Shown.UNFAIR: "the experiment shows nothing: its sides moved apart before it began",
    Shown.UNKNOWN: "nothing can be told of the experiment yet",
}
"""What is missing where a roll-out is asked for without a reason."""


@dataclass(frozen=True, slots=True)
class Rollouts:
    """The experiments that the policy states, and the stages by which some of them go on."""

    experiments: tuple[Experiment, ...]
    territories: tuple[str, ...]
    stages: tuple[RolloutStage, ...]


@dataclass(frozen=True, slots=True)
class RolloutAsked:
    """An experiment that is to go on: what is otherwise, by which stages, and why, where it has not shown its use."""

    experiment: str
    override: Override
    stages: Sequence[StageAsked]
    reason: str = ""


@reads
def list_rollouts(act: Act) -> Rollouts:
    """Return the experiments, and every stage, the newest roll-out first."""
    day = first_today(act)
    names = remembered(act, "rollout territories", RESTS_ON, lambda: territories_on(act.connection, day)[1], about=day)
    return Rollouts(experiments_on(act.connection, day), tuple(sorted(names)), read_stages(act.connection))


@works
def begin_rollout(act: Act, asked: RolloutAsked) -> tuple[RolloutStage, ...]:
    """Let what an experiment tried go to other territories, stage by stage; a stage whose day has come begins at once.

    The others begin by a job that is asked for every morning from now on. What is otherwise
    stands in the notebooks. Each stage keeps what the experiment showed by now; a reason is needed unless it helped.

    Raises
    ------
    BadInputError
        For an experiment that the policy does not state, nothing that would be otherwise, impossible stages, or no
        reason where one is needed.
    """
    with act.reading() as connection:
        today = first_today(act)
        one = next((each for each in experiments_on(connection, today) if each.name == asked.experiment), None)
        if one is None:
            cause = sentence("the policy states no experiment {name!r}", name=asked.experiment)
            raise BadInputError([Problem("experiment-unknown", "roll-out", cause, "See the review.")])
        _require_otherwise(asked.override)
        shown = what_showed(connection, today, one)
    if shown is not Shown.BETTER and not asked.reason.strip():
        action = "Say why it goes on all the same."
        raise BadInputError([Problem("rollout-unproven", "roll-out", UNPROVEN[shown], action)])
    with act.writing():
        return act.answer(_begin(act, one, asked, shown))


def _require_otherwise(override: Override) -> None:
    if override == Override(override.segment):
        raise BadInputError([Problem("rollout-impossible", "roll-out", "nothing would be otherwise", "Say what.")])
    if override.visiting_hours and (unread := hours_problem(override.visiting_hours, "roll-out")):
        raise BadInputError([unread])


def _begin(act: Act, one: Experiment, asked: RolloutAsked, shown: Shown) -> tuple[RolloutStage, ...]:
    """Keep the stages with what they stand on, and begin those whose day has come."""
    _, names = territories_on(act.connection, first_today(act))
    number, kept = next_rollout(act.connection), _kept_override(asked.override)
    what = override_words(asked.override)
    made = [
        RolloutStage(
            number, place, one.name, what, kept, territories, begins, StageState.WAITING, act.who.id,
            shown=shown, reason=asked.reason.strip(),
        )
        for place, (begins, territories) in enumerate(staged(asked.stages, names, one.trying), start=1)
    ]  # fmt: skip
    write_stages(act.connection, made)
    act.touch(Subject(Kind.REVIEW, f"rollout {number}"))
    act.note(sentence("roll-out of {experiment} in {count} stages", experiment=one.name, count=len(made)))
    _carry_out(act)
    if any(stage.begins > first_today(act) for stage in made):
        save_schedule.inside(act, DAILY, Work.ROLLOUT.value, {}, weekdays=tuple(range(7)), at_s=AT_S, zone="UTC")
    return tuple(stage for stage in read_stages(act.connection) if stage.rollout == number)


@writes
def carry_out_stages(act: Act) -> int:
    """Begin every stage whose day has come; return how many began."""
    count = _carry_out(act)
    act.note(sentence("began {count} stages of roll-outs", count=count))
    if not count:
        act.changed_nothing()
    return count


@writes
def revert_stage(act: Act, rollout: int, stage: int) -> tuple[int, int]:
    """Take a stage back, or let one that waits never begin.

    Returns how many accounts are as before, and how many were changed since and stay.

    Raises
    ------
    BadInputError
        If there is no such stage, or it is taken back already.
    """
    found = next((one for one in read_stages(act.connection) if (one.rollout, one.stage) == (rollout, stage)), None)
    if found is None or found.state is StageState.REVERTED:
        cause = "there is no such stage" if found is None else "it is taken back already"
        where = sentence("stage {stage} of roll-out {rollout}", stage=stage, rollout=rollout)
        raise BadInputError([Problem("stage-unknown", where, cause, "Look at the list of roll-outs.")])
    known = {one.id: one for one in read_accounts(act.connection) if one.id in found.before}
    rules = read_rules(act.connection)
    back = [name for name in sorted(known) if _snapshot(known[name], rules.get(name)) == found.after[name]]
    for name in back:
        act.require_account(name)
    write_accounts(act.connection, [replace(known[x], **{f: found.before[x][f] for f in FIELDS}) for x in back])
    write_rules(act.connection, {name: _ruled(rules.get(name), found.before[name]) for name in back})
    write_stages(act.connection, [replace(found, state=StageState.REVERTED)])
    for territory in found.territories:
        said = sentence("Stage {stage} of {experiment} taken back.", stage=stage, experiment=found.experiment)
        add_note(act.connection, territory, act.who.name, said, act.now)
    act.touch(Subject(Kind.REVIEW, f"rollout {rollout}"), *(Subject(Kind.ACCOUNT, name) for name in back))
    act.note(
        sentence(
            "took back stage {stage} of {experiment}: {count} accounts",
            stage=stage, experiment=found.experiment, count=len(back),
        )
    )  # fmt: skip
    return len(back), len(found.before) - len(back)


def _carry_out(act: Act) -> int:
    today = first_today(act)
    due = [one for one in read_stages(act.connection) if one.state is StageState.WAITING and one.begins <= today]
    for one in sorted(due, key=lambda each: (each.begins, each.rollout, each.stage)):
        write_stages(act.connection, [_begun(act, one)])
    return len(due)


def _begun(act: Act, one: RolloutStage) -> RolloutStage:
    """Carry a stage out on the accounts that its territories have today."""
    owned, _ = territories_on(act.connection, first_today(act))
    override = _override_of(one.override)
    mine = [
        each
        for each in read_accounts(act.connection)
        if owned.get(each.id) in one.territories and override.segment in {"", each.segment}
    ]
    before = _snapshots(act.connection, mine)
    changed = change_accounts(act.connection, mine, override)
    after = _snapshots(act.connection, [each for each in read_accounts(act.connection) if each.id in changed])
    for territory in one.territories:
        count = sum(owned.get(name) == territory for name in changed)
        said = sentence(
            "Stage {stage} of {experiment}: {what}, {count} accounts.",
            stage=one.stage, experiment=one.experiment, what=one.what, count=count,
        )  # fmt: skip
        add_note(act.connection, territory, act.who.name, said, act.now)
    act.touch(
        Subject(Kind.REVIEW, f"rollout {one.rollout}"), *(Subject(Kind.ACCOUNT, name) for name in sorted(changed))
    )
    return replace(one, state=StageState.BEGUN, before={name: before[name] for name in after}, after=after)


def _snapshots(connection: Connection, known: Sequence[Account]) -> dict[str, dict[str, Any]]:
    rules = read_rules(connection)
    return {one.id: _snapshot(one, rules.get(one.id)) for one in known}


def _snapshot(account: Account, rules: AccountRules | None) -> dict[str, Any]:
    """Return what a stage can change of an account, as JSON."""
    held = rules or AccountRules()
    return {name: getattr(account, name) for name in FIELDS} | {
        "weekdays": sorted(held.weekdays),
        "hours": [[window.opens_s, window.closes_s] for window in held.hours],
        "visiting_hours": held.visiting_hours,
    }


def _ruled(rules: AccountRules | None, kept: Mapping[str, Any]) -> AccountRules:
    hours = tuple(Window(*pair) for pair in kept["hours"])
    weekdays = frozenset(kept["weekdays"])
    return replace(rules or AccountRules(), weekdays=weekdays, hours=hours, visiting_hours=kept["visiting_hours"])


def _kept_override(override: Override) -> dict[str, Any]:
    kept = asdict(override)
    kept["hours"] = None if override.hours is None else [[one.opens_s, one.closes_s] for one in override.hours]
    kept["weekdays"] = None if override.weekdays is None else sorted(override.weekdays)
    return kept


def _override_of(kept: Mapping[str, Any]) -> Override:
    hours = None if kept["hours"] is None else tuple(Window(*pair) for pair in kept["hours"])
    weekdays = None if kept["weekdays"] is None else frozenset(kept["weekdays"])
    return Override(**{**kept, "hours": hours, "weekdays": weekdays})


@job_kind(Work.ROLLOUT, "carry_out_stages")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:  # noqa: ARG001 - no order
    watch.tell(1, 1, "")
    return _result(carry_out_stages(watch.ending(office, _result), who))


def _result(count: int) -> dict[str, Any]:
    return {"stages": count}
