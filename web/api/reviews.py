"""The manager's review of today: standings, alarms, proposals, findings, targets; and what is done about it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Request, Response
from pydantic import Field

from office.reviews.fairness import Fairness, RepShare, weigh_fairness
from office.reviews.kept import read_review
from office.reviews.manager_files import accept_intervals, take_baseline
from office.reviews.overrides import LONGEST_DAYS, Override
from office.reviews.reviews import answer_finding, write_note
from office.reviews.rollouts import RolloutAsked, RolloutStage, begin_rollout, list_rollouts, revert_stage
from reports.finding_words import all_words, words
from routing.problems import BadInputError, Problem
from territory.experiment_outcome import Shown
from territory.quality import Finding
from territory.review.alarms import Alarm
from territory.review.proposals import Proposal
from territory.review.standing import Standing
from territory.rollout import StageAsked
from territory.targets import Attainment
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Key, Number, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who
from web.routes.clocks import spans_of

REVIEWS = ApiRoutes("reviews")


class StandingOut(Out):
    """A territory in figures: `load` 1 is its fair part of all hours; null where nothing is known to compare with."""

    territory: str
    rep_id: str
    customers: int
    prospects: int
    hours: float
    potential: str
    load: float | None
    potential_load: float | None
    covered: float | None
    overdue: list[str]

    @staticmethod
    def of(one: Standing) -> StandingOut:
        """Return it as it is sent."""
        return StandingOut(
            territory=one.territory, rep_id=one.rep, customers=one.customers, prospects=one.prospects,
            hours=one.hours, potential=f"{one.potential:.2f}", load=one.load, potential_load=one.potential_load,
            covered=one.covered, overdue=list(one.overdue),
        )  # fmt: skip


class AlarmOut(Out):
    """A figure beyond its limit: level 2 is an alarm, 1 something to watch."""

    level: int
    kind: str
    territory: str
    figure: float
    limit: float
    text: str

    @staticmethod
    def of(one: Alarm) -> AlarmOut:
        """Return it as it is sent."""
        return AlarmOut(
            level=one.level,
            kind=one.kind,
            territory=one.territory,
            figure=one.figure,
            limit=one.limit,
            text=words(one.why),
        )


class ProposalOut(Out):
    """Something to do: `gain` in hours a year or money, as `unit` says."""

    kind: str
    territory: str
    accounts: list[str]
    text: str
    gain: float
    unit: str
    worth: float | None
    how: str

    @staticmethod
    def of(one: Proposal) -> ProposalOut:
        """Return it as it is sent."""
        return ProposalOut(
            kind=one.kind, territory=one.territory, accounts=list(one.accounts), text=words(one.what), gain=one.gain,
            unit=one.unit, worth=one.worth, how=all_words(one.how),
        )  # fmt: skip


class TargetOut(Out):
    """A target beside what was reached; `why` says why a figure is not known."""

    territory: str
    figure: str
    start: date
    end: date
    target: float
    actual: float | None
    ratio: float | None
    reached: bool | None
    why: str

    @staticmethod
    def of(one: Attainment) -> TargetOut:
        """Return it as it is sent."""
        set_ = one.target
        return TargetOut(
            territory=set_.territory, figure=set_.kpi, start=set_.start, end=set_.end, target=set_.value,
            actual=one.actual, ratio=one.ratio, reached=one.reached, why=one.why,
        )  # fmt: skip


class ReviewOut(Out):
    """The review of `today` over a period; `whole` says whether it is about everybody."""

    today: date
    start: date
    end: date
    whole: bool
    standings: list[StandingOut]
    alarms: list[AlarmOut]
    proposals: list[ProposalOut]
    targets: list[TargetOut]


class FindingOut(Out):
    """Something odd in the data: urgency 1 spoils plans, 2 spoils figures, 3 is untidy."""

    key: str
    urgency: int
    kind: str
    accounts: list[str]
    what: str
    action: str

    @staticmethod
    def of(one: Finding) -> FindingOut:
        """Return it as it is sent."""
        return FindingOut(
            key=one.key, urgency=one.urgency, kind=one.kind, accounts=list(one.accounts), what=one.what,
            action=one.action,
        )  # fmt: skip


class ShareOut(Out):
    """What the plan in force asks of a rep."""

    rep_id: str
    name: str
    work_h: float
    driving_h: float
    distance_km: float
    visits: int
    nights: int
    fridays: int
    late_returns: int
    potential: str

    @staticmethod
    def of(one: RepShare) -> ShareOut:
        """Return it as it is sent."""
        return ShareOut(
            rep_id=one.rep_id, name=one.name, work_h=one.work_h, driving_h=one.driving_h,
            distance_km=one.distance_km, visits=one.visits, nights=one.nights, fridays=one.fridays,
            late_returns=one.late_returns, potential=f"{one.potential:.2f}",
        )  # fmt: skip


class FairnessOut(Out):
    """The shares of the reps whom one sees, and how unequal each measure is: 0 is equal, near 1 one has all."""

    plan: int
    first: date
    last: date
    shares: list[ShareOut]
    gini: dict[str, float]

    @staticmethod
    def of(found: Fairness) -> FairnessOut:
        """Return it as it is sent."""
        gini = {name: one.gini for name, one in found.spreads.items() if one is not None}
        return FairnessOut(
            plan=found.plan, first=found.first, last=found.last, shares=[ShareOut.of(one) for one in found.shares],
            gini=gini,
        )  # fmt: skip


class AnswerIn(In):
    """Why a finding is left as it is."""

    key: Key
    why: Words


class TerritoryNoteIn(In):
    """What is written into the notebook of a territory."""

    territory: Key
    text: Annotated[Words, Field(min_length=1)]


class IntervalsIn(In):
    """Accounts or segments whose suggested interval is put in force."""

    chosen: Annotated[list[Key], Field(min_length=1, max_length=20_000)]


class ChangedOut(Out):
    """How many accounts were changed."""

    changed: int


class BaselineIn(In):
    """The name under which today's figures are frozen."""

    name: Key


class BaselineOut(Out):
    """Figures that are frozen."""

    name: str
    figures: int


@REVIEWS.get("/review", ("read_review",), response_model=ReviewOut)
def review(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how the territories stand today, and what to do."""
    seen = read_review(office, who, newest=True)
    made = seen.analysis.review
    out = ReviewOut(
        today=made.today, start=made.start, end=made.end, whole=seen.whole,
        standings=[StandingOut.of(one) for one in made.standings], alarms=[AlarmOut.of(one) for one in made.alarms],
        proposals=[ProposalOut.of(one) for one in made.proposals],
        targets=[TargetOut.of(one) for one in seen.analysis.attained],
    )  # fmt: skip
    return shown(request, out, seen.revision)


@REVIEWS.get("/review/findings", ("read_review",), response_model=Page[FindingOut])
def findings(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what is odd in the data, by key; they are about everybody, and for whoever sees everybody."""
    seen = read_review(office, who, newest=True)
    if not seen.whole:
        cause = "findings are about everybody, and you see a region"
        raise BadInputError([Problem("not-yours", "findings", cause, "Ask whoever sees everything.")])
    page, after = cut(sorted(seen.analysis.findings, key=lambda one: one.key), lambda one: one.key, asked)
    return listed(request, [FindingOut.of(one) for one in page], after)


@REVIEWS.post("/review/answers", ("answer_finding",), status_code=204)
def answer(office: Once, who: Who, body: AnswerIn) -> Response:
    """Leave a finding as it is, with the reason."""
    answer_finding(office, who, body.key, body.why.strip())
    return Response(status_code=204)


@REVIEWS.post("/review/notes", ("write_note",), status_code=204)
def note(office: Once, who: Who, body: TerritoryNoteIn) -> Response:
    """Write into the notebook of a territory."""
    text = body.text.strip()
    if not text:
        raise BadInputError([Problem("note-empty", body.territory, "the note says nothing", "Write something.")])
    write_note(office, who, body.territory, text)
    return Response(status_code=204)


@REVIEWS.post("/review/intervals", ("accept_intervals",), response_model=ChangedOut)
def intervals(request: Request, office: Once, who: Who, body: IntervalsIn) -> Response:
    """Put the suggested intervals of some accounts or segments in force."""
    chosen = tuple(sorted(set(body.chosen)))
    return shown(request, ChangedOut(changed=accept_intervals(office, who, chosen)))


@REVIEWS.post("/review/baselines", ("take_baseline",), response_model=BaselineOut, status_code=201)
def baseline(request: Request, office: Once, who: Who, body: BaselineIn) -> Response:
    """Freeze the key figures of today under a new name."""
    made = take_baseline(office, who, body.name)
    return shown(request, BaselineOut(name=made.name, figures=len(made.figures)), status=201)


@REVIEWS.get("/fairness", ("weigh_fairness",), response_model=FairnessOut)
def fairness(
    request: Request, office: TheOffice, who: Who, first: Day | None = None, last: Day | None = None
) -> Response:
    """Show what the plan in force asks of each rep, and how equally."""
    return shown(request, FairnessOut.of(weigh_fairness(office, who, first, last)))


class StageOut(Out):
    """A stage of a roll-out: which territories have it from when, and how many accounts it changed.

    `shown` is what the experiment had shown when the roll-out was begun, `reason` why it was begun all the same.
    """

    rollout: int
    stage: int
    experiment: str
    begins: date
    state: str
    territories: list[str]
    accounts: int
    shown: Shown
    reason: str

    @staticmethod
    def of(one: RolloutStage) -> StageOut:
        """Return it as it is sent."""
        return StageOut(
            rollout=one.rollout, stage=one.stage, experiment=one.experiment, begins=one.begins, state=one.state.value,
            territories=list(one.territories), accounts=len(one.after), shown=one.shown, reason=one.reason,
        )  # fmt: skip


class RolloutOut(Out):
    """The stages of a roll-out that was begun."""

    stages: list[StageOut]


class StageIn(In):
    """When a stage begins, and for whom: named territories, or a share of all that lack it at first."""

    begins: Day
    territories: Annotated[tuple[Key, ...], Field(max_length=1000)] = ()
    share: Annotated[float, Field(gt=0, le=1)] = 1.0


class RolloutIn(In):
    """An experiment of the policy, what is otherwise where it goes, and its stages.

    Weekdays count from Monday 0, hours are written as ``09:00-11:00``, visiting hours as opening hours are; an empty
    list or text lifts them. A `reason` is needed unless the experiment has shown that it helps.
    """

    experiment: Key
    segment: Words = ""
    interval_days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = None
    interval_times: Annotated[float, Field(ge=0.1, le=10)] | None = None
    hours: Words | None = None
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] | None = None
    visiting_hours: Words | None = None
    reason: Words = ""
    stages: Annotated[tuple[StageIn, ...], Field(min_length=1, max_length=12)]


class RevertedOut(Out):
    """How many accounts are as before a stage, and how many were changed since and stay."""

    back: int
    stay: int


@REVIEWS.get("/rollouts", ("list_rollouts",), response_model=Page[StageOut])
def rollouts(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List every stage of every roll-out."""
    page, after = cut(sorted(list_rollouts(office, who).stages, key=_stage_key), _stage_key, asked)
    return listed(request, [StageOut.of(one) for one in page], after)


def _stage_key(one: RolloutStage) -> str:
    return f"{one.rollout:08d} {one.stage:04d}"


@REVIEWS.post("/rollouts", ("begin_rollout",), response_model=RolloutOut)
def roll_out(request: Request, office: Once, who: Who, body: RolloutIn) -> Response:
    """Let what an experiment tried go to other territories; a stage whose day has come begins at once."""
    override = Override(
        body.segment, body.interval_days, body.interval_times,
        None if body.hours is None else spans_of(body.hours),
        None if body.weekdays is None else frozenset(body.weekdays), body.visiting_hours,
    )  # fmt: skip
    stages = [StageAsked(one.begins, one.territories, one.share) for one in body.stages]
    made = begin_rollout(office, who, RolloutAsked(body.experiment, override, stages, body.reason))
    return shown(request, RolloutOut(stages=[StageOut.of(one) for one in made]))


@REVIEWS.post("/rollouts/{rollout}/stages/{stage}/revert", ("revert_stage",), response_model=RevertedOut)
def revert(request: Request, office: Once, who: Who, rollout: Number, stage: Number) -> Response:
    """Take a stage back, or let one that waits never begin."""
    back, stay = revert_stage(office, who, rollout, stage)
    return shown(request, RevertedOut(back=back, stay=stay))
