"""Many accounts edited at once: what an edit would change, made for what was seen, listed, taken back as one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field

from office.accounts.bulk import AccountEdit, BulkPreview, edit_accounts, list_account_edits, preview_edit, undo_edit
from office.accounts.search import Asked
from reports.sentence_words import problem_in_words
from territory.accounts import AccountKind
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Number, Out, Page, Words, instant, instant_or_none
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

ACCOUNT_EDITS = ApiRoutes("account edits")
Id = Annotated[Number, Path()]
Value = Words | Annotated[int, Field(ge=0, lt=2**53)] | Annotated[float, Field(ge=0, le=1e12)]


class EditIn(In):
    """Which accounts, as their list is asked, and which of their fields are set; a visit's length is in seconds."""

    text: Words = ""
    segment: Words = ""
    kind: AccountKind | None = None
    rep: Words = ""
    overdue: bool = False
    where: Annotated[Words, Field(description="Conditions such as `potential>=1000; tier=A`.")] = ""
    changes: Annotated[dict[Annotated[str, Field(max_length=50)], Value], Field(max_length=20)]

    def asked(self) -> Asked:
        """Return which accounts are meant."""
        kind = self.kind.value if self.kind else ""
        return Asked(self.text, self.segment, kind, self.rep, self.overdue, where=self.where)


class MakeEditIn(EditIn):
    """An edit of what was seen: `seen` is what its preview told."""

    seen: Annotated[int, Field(ge=0, lt=2**53)]


class EditProblemOut(Out):
    """What keeps an account from the edit: while there is any, nothing is changed."""

    code: str
    account_id: str
    cause: str
    action: str


class EditPreviewOut(Out):
    """What an edit would do: of the accounts that fit, those that would change."""

    matched: int
    accounts: list[str]
    problems: list[EditProblemOut]
    seen: int

    @staticmethod
    def of(found: BulkPreview) -> EditPreviewOut:
        """Return it as it is sent."""
        said = [problem_in_words(one, "en") for one in found.problems]
        problems = [
            EditProblemOut(code=one.code, account_id=one.where, cause=one.cause, action=one.action) for one in said
        ]
        ids = [one.id for one in found.accounts]
        return EditPreviewOut(matched=found.matched, accounts=ids, problems=problems, seen=found.seen)


class AccountEditOut(Out):
    """An edit that was made; `accounts` are those that it changed."""

    id: int
    made_at: str
    by: str
    text: str
    accounts: list[str]
    undone_at: str | None

    @staticmethod
    def of(one: AccountEdit) -> AccountEditOut:
        """Return it as it is sent."""
        return AccountEditOut(
            id=one.number, made_at=instant(one.made_at), by=one.by, text=one.said, accounts=sorted(one.before),
            undone_at=instant_or_none(one.undone_at),
        )  # fmt: skip


class EditUndoneOut(Out):
    """How many accounts are as before, and how many were changed again since and stay."""

    back: int
    stayed: int


@ACCOUNT_EDITS.post("/account-edits/previews", ("preview_edit",), response_model=EditPreviewOut)
def preview(request: Request, office: TheOffice, who: Who, body: EditIn) -> Response:
    """Say what setting fields of all accounts that fit would change; nothing is kept, and no key is needed."""
    return shown(request, EditPreviewOut.of(preview_edit(office, who, body.asked(), body.changes)))


@ACCOUNT_EDITS.post("/account-edits", ("edit_accounts",), response_model=AccountEditOut, status_code=201)
def edit(request: Request, office: Once, who: Who, body: MakeEditIn) -> Response:
    """Set fields of all accounts that fit, unless one of them was changed since they were seen."""
    made = edit_accounts(office, who, body.asked(), body.changes, body.seen)
    return shown(request, AccountEditOut.of(made), status=201)


@ACCOUNT_EDITS.get("/account-edits", ("list_account_edits",), response_model=Page[AccountEditOut])
def edits(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the newest edits of many accounts, the oldest of them first."""
    page, after = cut(list_account_edits(office, who)[::-1], lambda one: one.number, asked)
    return listed(request, [AccountEditOut.of(one) for one in page], after)


@ACCOUNT_EDITS.post("/account-edits/{number}/undo", ("undo_edit",), response_model=EditUndoneOut)
def undo(request: Request, office: Once, who: Who, number: Id) -> Response:
    """Take an edit back; what was changed again since stays."""
    back, stayed = undo_edit(office, who, number)
    return shown(request, EditUndoneOut(back=back, stayed=stayed))
