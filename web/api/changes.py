"""The log of changes: what other software asks for to learn what is new."""

from __future__ import annotations

from fastapi import Request, Response

from office.change_log import Logged, list_changes
from office.versions import Kind
from web.api.cursors import Paged, listed
from web.api.model import Out, Page, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

CHANGES = ApiRoutes("changes")


class SubjectOut(Out):
    """A thing that was changed."""

    kind: str
    key: str


class ChangeOut(Out):
    """What one person changed."""

    revision: int
    made_at: str
    actor: str
    verb: str
    summary: str
    subjects: list[SubjectOut]

    @staticmethod
    def of(logged: Logged) -> ChangeOut:
        """Return a change as it is sent."""
        one = logged.change
        return ChangeOut(
            revision=one.revision, made_at=instant(one.made_at), actor=one.actor, verb=one.verb, summary=one.summary,
            subjects=[SubjectOut(kind=each.kind.value, key=each.key) for each in logged.subjects],
        )  # fmt: skip


@CHANGES.get("/changes", ("list_changes",), response_model=Page[ChangeOut])
def changes(
    request: Request, office: TheOffice, who: Who, asked: Paged, actor: Words = "", kind: Kind | None = None,
    key: Words = "",
) -> Response:  # fmt: skip
    """List changes, newest first: of a person, of a kind of thing, of one thing."""
    found = list_changes(office, who, actor, kind.value if kind else "", key, asked.number())
    page = found[: asked.limit]
    after = page[-1].change.revision if len(found) > len(page) else None
    return listed(request, [ChangeOut.of(one) for one in page], after)
