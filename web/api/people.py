"""People: oneself, and everybody for administrators."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Header, Request, Response

from office.opening import Office
from office.people import Grant, Person, Reach, Role
from office.staff import Member, list_people, remove_person, save_person
from office.versions import Kind, Subject, version_now
from routing.problems import BadInputError, Problem
from web.access import SIGNED_IN
from web.api.conditions import matching, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Key, Out, Page, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

PEOPLE = ApiRoutes("people")


class GrantBody(In):
    """A role and how far it reaches; `region` is named where the reach is a region."""

    role: Role
    reach: Reach = Reach.EVERYTHING
    region: Words = ""


class Me(Out):
    """Who asks."""

    id: str
    name: str
    rep_id: str | None
    roles: list[Role]


class PersonOut(Out):
    """Somebody who uses the workspace."""

    id: str
    name: str
    email: str
    rep_id: str | None
    active: bool
    grants: list[GrantBody]

    @staticmethod
    def of(member: Member) -> PersonOut:
        """Return a person as they are sent."""
        person = member.person
        grants = [GrantBody(role=one.role, reach=one.reach, region=one.region) for one in person.grants]
        return PersonOut(
            id=person.id, name=person.name, email=member.email, rep_id=person.rep_id, active=member.active,
            grants=grants,
        )  # fmt: skip


class PersonIn(In):
    """What somebody may do from now on."""

    name: Words
    grants: list[GrantBody]
    rep_id: Key | None = None
    email: Words = ""


@PEOPLE.get("/me", SIGNED_IN, response_model=Me)
def me(request: Request, who: Who) -> Response:
    """Say who asks, and in which roles."""
    return shown(request, Me(id=who.id, name=who.name, rep_id=who.rep_id, roles=sorted(who.roles)))


@PEOPLE.get("/people", ("list_people",), response_model=Page[PersonOut])
def people(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List everybody, by id."""
    page, after = cut(list_people(office, who), lambda member: member.person.id, asked)
    return listed(request, [PersonOut.of(member) for member in page], after)


@PEOPLE.get("/people/{person_id}", ("list_people",), response_model=PersonOut)
def person(request: Request, office: TheOffice, who: Who, person_id: Key) -> Response:
    """Show one person."""
    version = version_now(office, Subject(Kind.PEOPLE, person_id))
    return shown(request, PersonOut.of(_member(office, who, person_id)), version)


@PEOPLE.put("/people/{person_id}", ("save_person",), response_model=PersonOut)
def save(
    request: Request,
    office: TheOffice,
    who: Who,
    person_id: Key,
    body: PersonIn,
    if_none_match: Annotated[Literal["*"] | None, Header(description="Let in only whom there is not yet.")] = None,
) -> Response:
    """Let somebody in (`If-None-Match: *`), or change what they may do (`If-Match`)."""
    subject = Subject(Kind.PEOPLE, person_id)
    there = office.expecting(subject, 0) if if_none_match else matching(request, office, subject)
    grants = tuple(_grant(one) for one in body.grants)
    saved = save_person(there, who, person_id, body.name, grants, rep_id=body.rep_id, email=body.email)
    return shown(request, PersonOut.of(saved), version_now(office, subject))


@PEOPLE.delete("/people/{person_id}", ("remove_person",), response_model=PersonOut)
def remove(request: Request, office: TheOffice, who: Who, person_id: Key) -> Response:
    """Let somebody do nothing any more."""
    there = matching(request, office, Subject(Kind.PEOPLE, person_id))
    return shown(request, PersonOut.of(remove_person(there, who, person_id)))


def _member(office: Office, who: Person, person_id: str) -> Member:
    found = next((member for member in list_people(office, who) if member.person.id == person_id), None)
    if found is None:
        raise BadInputError([Problem("person-unknown", "person", "there is no such person", "List them.")])
    return found


def _grant(body: GrantBody) -> Grant:
    reach = Reach.OWN if body.role is Role.REP else body.reach
    if (reach is Reach.REGION) != bool(body.region):
        cause = "a grant names a region exactly where it reaches over one"
        raise BadInputError([Problem("grant-impossible", "grants", cause, "Name the region, or reach everything.")])
    return Grant(body.role, reach, body.region)
