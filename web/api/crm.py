"""CRMs that are connected, and the fields that were changed on both sides. A sync is a job: kind `sync-crm`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import Field

from office.crm.conflicts import decide_crm_conflict, list_crm_conflicts
from office.crm.connections import CrmSettings, CrmState, change_crm_secret, connect_crm, disconnect_crm, list_crms
from office.values import CrmConflict
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Key, Number, Out, Page, Words, instant, instant_or_none
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

CRM = ApiRoutes("crm")
Name = Annotated[Key, Path()]
Id = Annotated[Number, Path()]
Pairs = Annotated[dict[Key, Words], Field(max_length=1000)]


class CrmIn(In):
    """A CRM, and its secret or the variable that holds it."""

    name: Key
    program: Key
    url: Annotated[Words, Field(max_length=2000)] = ""
    client_id: Words = ""
    refreshes: bool = False
    secret: Words = ""
    variable: Words = ""
    mappings: Pairs = Field(default_factory=dict)
    defaults: Pairs = Field(default_factory=dict)
    owners: Pairs = Field(default_factory=dict)


class SecretIn(In):
    """Another secret."""

    secret: Annotated[Words, Field(min_length=1)]


class RefusedOut(Out):
    """A record or a visit that was not taken over, and why."""

    noun: str
    id: str
    why: str


class CrmOut(Out):
    """A connected CRM: how much of it there is, and how its last sync went."""

    name: str
    program: str
    url: str
    client_id: str
    made_at: str
    made_by: str
    mappings: dict[str, str]
    defaults: dict[str, str]
    owners: dict[str, str]
    synced_at: str | None
    rest_until: str | None
    error: str
    records: dict[str, int]
    written: int
    conflicts: int
    refused: list[RefusedOut]

    @staticmethod
    def of(state: CrmState) -> CrmOut:
        """Return it as it is sent: a secret is no part of it."""
        made, figures = state.connection, state.figures
        return CrmOut(
            name=made.name, program=made.program, url=made.url, client_id=made.client_id,
            made_at=instant(made.made_at), made_by=made.made_by, mappings=dict(made.mappings),
            defaults=dict(made.defaults), owners=dict(made.owners), synced_at=instant_or_none(made.synced_at),
            rest_until=instant_or_none(made.rest_until), error=made.error, records=dict(figures.records),
            written=figures.written, conflicts=figures.conflicts,
            refused=[RefusedOut(noun=noun, id=identity, why=why) for noun, identity, why in state.refused],
        )  # fmt: skip


class CrmConflictOut(Out):
    """A field that says two things; `kept` is whose word holds."""

    id: int
    connection: str
    noun: str
    record: str
    about: str
    field: str
    ours: str
    theirs: str
    kept: str
    seen_at: str
    decided_by: str
    decided_at: str | None

    @staticmethod
    def of(one: CrmConflict) -> CrmConflictOut:
        """Return it as it is sent."""
        return CrmConflictOut(
            id=one.id, connection=one.connection, noun=one.noun, record=one.record, about=one.about, field=one.field,
            ours=one.ours, theirs=one.theirs, kept=one.kept, seen_at=instant(one.seen_at), decided_by=one.decided_by,
            decided_at=instant_or_none(one.decided_at),
        )  # fmt: skip


class DecisionIn(In):
    """Whose word holds."""

    keep: Literal["ours", "theirs"]


@CRM.get("/crms", ("list_crms",), response_model=Page[CrmOut])
def crms(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the connected CRMs."""
    page, after = cut(list_crms(office, who), lambda one: one.connection.name, asked)
    return listed(request, [CrmOut.of(one) for one in page], after)


@CRM.post("/crms", ("connect_crm",), status_code=204)
def connect(office: Once, who: Who, body: CrmIn) -> Response:
    """Connect a CRM, after looking whether it lets us in; one of the same name and address is connected anew."""
    settings = CrmSettings(
        body.name, body.program, body.url, body.client_id, body.refreshes, body.mappings, body.defaults, body.owners
    )
    connect_crm(office, who, settings, secret=body.secret, variable=body.variable)
    return Response(status_code=204)


@CRM.put("/crms/{name}/secret", ("change_crm_secret",), status_code=204)
def secret(office: Once, who: Who, name: Name, body: SecretIn) -> Response:
    """Keep another secret."""
    change_crm_secret(office, who, name, body.secret)
    return Response(status_code=204)


@CRM.delete("/crms/{name}", ("disconnect_crm",), status_code=204)
def disconnect(office: Once, who: Who, name: Name) -> Response:
    """Forget a CRM; what was imported stays, and so do the visits written there."""
    disconnect_crm(office, who, name)
    return Response(status_code=204)


@CRM.get("/crm-conflicts", ("list_crm_conflicts",), response_model=Page[CrmConflictOut])
def conflicts(request: Request, office: TheOffice, who: Who, asked: Paged, decided: bool = False) -> Response:
    """List the fields that were changed on both sides and wait for a person; `decided` adds the others."""
    found = list_crm_conflicts(office, who, undecided=not decided)
    page, after = cut(found, lambda one: one.id, asked)
    return listed(request, [CrmConflictOut.of(one) for one in page], after)


@CRM.post("/crm-conflicts/{number}/decision", ("decide_crm_conflict",), response_model=CrmConflictOut)
def decide(request: Request, office: Once, who: Who, number: Id, body: DecisionIn) -> Response:
    """Say whose word holds."""
    return shown(request, CrmConflictOut.of(decide_crm_conflict(office, who, number, body.keep)))
