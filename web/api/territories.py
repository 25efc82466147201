"""Territories: who looks after what, why, what was decided about it, and deciding."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field

from office.ownership.decisions import DecisionListed, list_ownership_decisions, undo_ownership
from office.ownership.moves import MoveOrder, give_account
from office.ownership.overview import Looked, read_territories
from office.ownership.rules import Ruled, Why, apply_rules, decide_conflict, explain_owner, list_owners, set_rules
from office.ownership.selections import weigh_territories
from office.travel import travel_engine
from territory.manager_files import FileKind, ManagerFile
from territory.ownership.timeline import Owned
from territory.ownership.values import Claim, Conflict
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.designs import SeatOut
from web.api.model import Day, In, Key, Number, Out, Page, ProblemDetail, Text, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

TERRITORIES = ApiRoutes("territories")
Id = Annotated[Number, Path()]


class TerritoryOut(Out):
    """What one rep looks after today; an empty `rep_id` is nobody."""

    rep_id: str
    name: str
    customers: int
    prospects: int
    potential: str
    covering: int

    @staticmethod
    def of(one: Looked) -> TerritoryOut:
        """Return it as it is sent."""
        return TerritoryOut(
            rep_id=one.rep_id, name=one.name, customers=one.customers, prospects=one.prospects,
            potential=f"{one.potential:.2f}", covering=one.covering,
        )  # fmt: skip


class OwnedOut(Out):
    """Who owns an account from a day on; `covers` is the rep who is stood in for, until `until`."""

    account_id: str
    rep_id: str
    territory: str
    valid_from: date
    until: date | None
    covers: str
    rule: str
    reason: str
    decided_by: str

    @staticmethod
    def of(one: Owned) -> OwnedOut:
        """Return it as it is sent."""
        return OwnedOut(
            account_id=one.account_id, rep_id=one.rep_id, territory=one.territory, valid_from=one.valid_from,
            until=one.until, covers=one.covers, rule=one.rule, reason=one.reason,
            decided_by=one.kind.value if one.kind else "",
        )  # fmt: skip


class RuleClaimOut(Out):
    """One rule's claim on an account."""

    level: str
    priority: int
    territory: str
    rule: str

    @staticmethod
    def of(one: Claim) -> RuleClaimOut:
        """Return it as it is sent."""
        return RuleClaimOut(level=one.level.name.lower(), priority=one.priority, territory=one.territory, rule=one.rule)


class WhyOut(Out):
    """Who owns an account in a layer, and which rules claim it."""

    layer: str
    owned: OwnedOut
    claims: list[RuleClaimOut]

    @staticmethod
    def of(one: Why) -> WhyOut:
        """Return it as it is sent."""
        return WhyOut(
            layer=one.layer, owned=OwnedOut.of(one.owned), claims=[RuleClaimOut.of(each) for each in one.claims]
        )


class WhysOut(Out):
    """Every layer of an account on a day."""

    layers: list[WhyOut]


class ConflictOut(Out):
    """Rules of one rank that disagree about an account."""

    account_id: str
    layer: str
    claims: list[RuleClaimOut]

    @staticmethod
    def of(one: Conflict) -> ConflictOut:
        """Return it as it is sent."""
        return ConflictOut(
            account_id=one.account, layer=one.layer, claims=[RuleClaimOut.of(each) for each in one.claims]
        )


class OwnershipDecisionOut(Out):
    """What was decided about owners; `undoes` is the decision that it takes back."""

    number: int
    kind: str
    made_at: str
    by: str
    summary: str
    reason: str
    accounts: int
    first: date | None
    undone: bool
    undoes: int | None

    @staticmethod
    def of(one: DecisionListed) -> OwnershipDecisionOut:
        """Return it as it is sent."""
        made = one.decision
        return OwnershipDecisionOut(
            number=made.number, kind=made.kind.value, made_at=instant(made.made_at), by=made.by, summary=made.summary,
            reason=made.reason, accounts=one.accounts, first=one.first, undone=one.undone, undoes=made.undoes,
        )  # fmt: skip


class OwnerIn(In):
    """Who is to own an account, and from when: its deals and the rep's week may set a later day."""

    rep_id: Key
    on: Day | None = None
    after_days: Annotated[int, Field(ge=0, le=366)] = 30
    reason: Words = ""


class GivenOut(Out):
    """The decision, and the new owner's first day."""

    decision: int
    first: date


class UndoIn(In):
    """From which day on, by default today, and why."""

    on: Day | None = None
    reason: Words = ""


class RulingIn(In):
    """Which of the territories that claim an account in a layer holds it."""

    account_id: Key
    layer: Key
    territory: Key
    on: Day | None = None
    reason: Words = ""


class RulesIn(In):
    """A rule file in force from a day on; `beside` holds the files of areas that it speaks of, by name."""

    name: Key
    valid_from: Day
    text: Text
    beside: Annotated[dict[str, Text], Field(max_length=100)] = Field(default_factory=dict)


class ApplyIn(In):
    """From which day on owners are decided again by the rules in force, by default today."""

    on: Day | None = None


class RuledOut(Out):
    """What was changed, 0 being the decision where nothing was, and what is left open."""

    decision: int
    on: date
    changed: int
    handed_over: int
    unowned: list[str]
    conflicts: list[ConflictOut]
    problems: list[ProblemDetail]

    @staticmethod
    def of(one: Ruled) -> RuledOut:
        """Return it as it is sent."""
        return RuledOut(
            decision=one.decision, on=one.on, changed=one.changed, handed_over=one.handed_over,
            unowned=list(one.unowned), conflicts=[ConflictOut.of(each) for each in one.conflicts if not each.ruling],
            problems=[ProblemDetail.of(each) for each in one.problems],
        )  # fmt: skip


@TERRITORIES.get("/territories", ("read_territories",), response_model=Page[TerritoryOut])
def territories(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List who looks after what today, by rep."""
    found = sorted(read_territories(office, who).reps, key=lambda one: one.rep_id)
    page, after = cut(found, lambda one: one.rep_id, asked)
    return listed(request, [TerritoryOut.of(one) for one in page], after)


@TERRITORIES.get("/ownership", ("list_owners",), response_model=Page[OwnedOut])
def owners(
    request: Request, office: TheOffice, who: Who, asked: Paged, on: Day | None = None, layer: Words = ""
) -> Response:
    """List who owns what on a day, by default today, by account; without a layer the one that is visited by."""
    page, after = cut(list_owners(office, who, on, layer), lambda one: one.account_id, asked)
    return listed(request, [OwnedOut.of(one) for one in page], after)


@TERRITORIES.get("/accounts/{account_id}/owners", ("explain_owner",), response_model=WhysOut)
def why(request: Request, office: TheOffice, who: Who, account_id: Key, on: Day | None = None) -> Response:
    """Say who owns an account on a day in each layer, and why."""
    return shown(request, WhysOut(layers=[WhyOut.of(one) for one in explain_owner(office, who, account_id, on)]), 0)


@TERRITORIES.post("/accounts/{account_id}/owner", ("give_account",), response_model=GivenOut, status_code=201)
def give(request: Request, office: Once, who: Who, account_id: Key, body: OwnerIn) -> Response:
    """Give an account to a rep."""
    order = MoveOrder(account_id, body.rep_id, body.on, after_days=body.after_days)
    decision, first = give_account(office, who, order, body.reason.strip())
    return shown(request, GivenOut(decision=decision, first=first), status=201)


@TERRITORIES.get("/ownership/decisions", ("list_ownership_decisions",), response_model=Page[OwnershipDecisionOut])
def decisions(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what was decided about owners, the oldest first."""
    found = list_ownership_decisions(office, who)[::-1]
    page, after = cut(found, lambda one: one.decision.number, asked)
    return listed(request, [OwnershipDecisionOut.of(one) for one in page], after)


@TERRITORIES.post(
    "/ownership/decisions/{number}/undo", ("undo_ownership",), response_model=OwnershipDecisionOut, status_code=201
)
def undo(request: Request, office: Once, who: Who, number: Id, body: UndoIn) -> Response:
    """Take a decision back: who owned what before that day stays as it was."""
    done = undo_ownership(office, who, number, on=body.on, reason=body.reason.strip())
    return shown(request, OwnershipDecisionOut.of(done), status=201)


@TERRITORIES.get("/territories/loads", ("weigh_territories",), response_model=Page[SeatOut])
def territory_loads(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what each rep's territory holds today, by rep: hours of work a year, potential, the way to a visit."""
    held = weigh_territories(office, who, travel_engine(office))
    page, after = cut(sorted(held, key=lambda one: one.seat_id), lambda one: one.seat_id, asked)
    return listed(request, [SeatOut.of(one) for one in page], after)


@TERRITORIES.get("/ownership/conflicts", ("read_territories",), response_model=Page[ConflictOut])
def conflicts(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List accounts on which rules of one rank disagree and nobody has decided."""
    found = sorted(read_territories(office, who).conflicts, key=_conflict_key)
    page, after = cut(found, _conflict_key, asked)
    return listed(request, [ConflictOut.of(one) for one in page], after)


def _conflict_key(one: Conflict) -> str:
    return f"{one.account} {one.layer}"


@TERRITORIES.post("/ownership/rulings", ("decide_conflict",), response_model=RuledOut, status_code=201)
def rule(request: Request, office: Once, who: Who, body: RulingIn) -> Response:
    """Decide which of the territories that claim an account holds it."""
    done = decide_conflict(
        office, who, body.account_id, body.territory, body.layer, on=body.on, reason=body.reason.strip()
    )
    return shown(request, RuledOut.of(done), status=201)


@TERRITORIES.post("/ownership/rules", ("set_rules",), response_model=RuledOut, status_code=201)
def rules(request: Request, office: Once, who: Who, body: RulesIn) -> Response:
    """Put a rule file in force from its day on."""
    file = ManagerFile(FileKind.RULES, body.name, body.valid_from, body.text, body.beside)
    return shown(request, RuledOut.of(set_rules(office, who, file)), status=201)


@TERRITORIES.post("/ownership/rules/apply", ("apply_rules",), response_model=RuledOut)
def again(request: Request, office: Once, who: Who, body: ApplyIn) -> Response:
    """Decide owners again by the rules in force: accounts have come, gone or changed."""
    return shown(request, RuledOut.of(apply_rules(office, who, body.on)))
