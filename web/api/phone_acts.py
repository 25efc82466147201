"""What a rep did, as a phone or any software without a signal sends it later: each act is carried out once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field, StringConstraints

from office.visits.acts import MOST, ActAnswer, PhoneAct, carry_acts, list_acts
from routing.problems import Problem
from web.api.conditions import shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Key, Out, Page, ProblemDetail, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

ACTS = ApiRoutes("acts")
Word = Annotated[Words, StringConstraints(max_length=64)]
Filled = Annotated[Words, StringConstraints(max_length=4000)]


class PhoneActIn(In):
    """One act; `key` is made as the button is pressed, `seq` rises on each device, `at` is the phone's clock."""

    key: UUID
    seq: Annotated[int, Field(ge=1, lt=2**31)]
    kind: Word
    about: Key
    at: Word
    body: Annotated[dict[Word, Filled], Field(max_length=50)] = Field(default_factory=dict)


class SendingIn(In):
    """Some acts of one device, at most fifty."""

    device: UUID
    acts: Annotated[list[PhoneActIn], Field(min_length=1, max_length=MOST)]


class ActAnswerOut(Out):
    """What became of an act; `clock_ahead_s` is not 0 where the phone's clock was not believed."""

    key: str
    outcome: str
    problems: list[ProblemDetail]
    clock_ahead_s: int

    @staticmethod
    def of(one: ActAnswer) -> ActAnswerOut:
        """Return it as it is sent."""
        return ActAnswerOut(
            key=one.key, outcome=one.outcome.value, problems=[ProblemDetail.of(each) for each in one.problems],
            clock_ahead_s=one.clock_ahead_s,
        )  # fmt: skip


class SentOut(Out):
    """The answers, and the numbers of acts of this device that never came."""

    answers: list[ActAnswerOut]
    missing: list[int]


class KeptActOut(Out):
    """An act that was refused or became a question."""

    key: str
    kind: str
    about: str
    at: str
    outcome: str
    problems: list[ProblemDetail]


@ACTS.post("/acts", ("carry_acts",), response_model=SentOut)
def send(request: Request, office: TheOffice, who: Who, body: SendingIn) -> Response:
    """Carry out what was done; each act has a key of its own, so that sending it again changes nothing."""
    sent = tuple(PhoneAct(str(one.key), one.seq, one.kind, one.about, one.at, one.body) for one in body.acts)
    carried = carry_acts(office, who, str(body.device), sent)
    answers = [ActAnswerOut.of(one) for one in carried.answers]
    return shown(request, SentOut(answers=answers, missing=list(carried.missing)))


@ACTS.get("/acts", ("list_acts",), response_model=Page[KeptActOut])
def acts(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List one's own acts that were refused or became questions, by key."""
    page, after = cut(sorted(list_acts(office, who), key=lambda one: one.key), lambda one: one.key, asked)
    items = [
        KeptActOut(
            key=one.key, kind=one.kind, about=one.about, at=instant(one.at), outcome=one.outcome,
            problems=[ProblemDetail.of(Problem.of_kept(each)) for each in one.answer],
        )
        for one in page
    ]  # fmt: skip
    return listed(request, items, after)
