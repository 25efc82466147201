"""Editing many accounts at once: previewed, made for those that were seen, taken back as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from office.accounts.search import Asked, filter_of
from office.accounts.stories import problems_of_account
from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence, term
from store.account_edits import AccountEdit, Fields, Value, add_edit, find_edit, mark_edit_undone, read_edits
from store.accounts import read_accounts_of, search_accounts, write_accounts
from store.changes import Kind, Subject, kinds_since, revision
from territory.accounts import Account

__all__ = ["AccountEdit", "BulkPreview", "edit_accounts", "list_account_edits", "preview_edit", "undo_edit"]

EDITABLE: dict[str, type] = {
    "interval_days": int, "least_days": int, "most_days": int, "service_s": int, "value": float, "potential": float,
    "segment": str, "tier": str, "category": str, "opening_hours": str, "visiting_hours": str,
}  # fmt: skip
"""What is edited of many at once, and what kind of value it is."""
MOST = 20_000
SHOWN = 10
DEAREST = 1e12


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What an edit would do; nothing is kept.

    Attributes
    ----------
    matched : int
        Accounts that fit what was asked.
    accounts : tuple of Account
        Those that would change, as they are.
    problems : tuple of Problem
        What keeps accounts from it: while there is any, nothing is changed.
    seen : int
        The revision that this shows.
    """

    changes: Fields
    matched: int
    accounts: tuple[Account, ...]
    problems: tuple[Problem, ...]
    seen: int


@reads
def preview_edit(act: Act, asked: Asked, changes: Fields) -> BulkPreview:
    """Return what setting fields of all accounts that fit would change.

    Raises
    ------
    BadInputError
        For fields that are not edited so, values that are none, or conditions that cannot be read.
    """
    return _preview(act, asked, _checked(changes))


@writes
def edit_accounts(act: Act, asked: Asked, changes: Fields, seen: int) -> AccountEdit:
    """Set fields of all accounts that fit, as they were seen; it is taken back by `undo_edit`.

    Raises
    ------
    BadInputError
        Where the preview has problems or nothing would change, or one of the accounts was changed since `seen`.
    """
    found = _preview(act, asked, _checked(changes))
    if found.problems:
        raise BadInputError(found.problems)
    ids = {account.id for account in found.accounts}
    touched = {subject.key for _, subject in kinds_since(act.connection, seen, [Kind.ACCOUNT])} & ids
    if touched:
        some = ", ".join(sorted(touched)[:SHOWN])
        raise BadInputError([Problem("account-changed", some, "somebody changed it meanwhile", "Look at it again.")])
    if not ids:
        raise BadInputError([Problem("edit-empty", "accounts", "nothing would change", "Ask for others.")])
    before = {one.id: {name: getattr(one, name) for name in found.changes} for one in found.accounts}
    write_accounts(act.connection, [_with(one, found.changes) for one in found.accounts])
    act.touch(*(Subject(Kind.ACCOUNT, account_id) for account_id in sorted(ids)))
    set_to = joined(", ", [joined(" ", [term(name), str(value)]) for name, value in found.changes.items()])
    said = sentence("{count} accounts: {fields}", count=len(ids), fields=set_to)
    act.note(said)
    edit = AccountEdit(0, act.at, act.who.id, said, found.changes, before)
    return replace(edit, number=add_edit(act.connection, edit))


@writes
def undo_edit(act: Act, number: int) -> tuple[int, int]:
    """Take an edit back; return how many accounts are as before, and how many were changed again since and stay.

    Raises
    ------
    BadInputError
        If there is no such edit, or it is taken back already.
    """
    edit = find_edit(act.connection, number)
    if edit is None or edit.undone_at is not None:
        cause = "there is no such edit" if edit is None else "it is taken back already"
        raise BadInputError(
            [Problem("edit-unknown", sentence("edit {number}", number=number), cause, "Look at the list of edits.")]
        )
    if act.accounts is not None and not set(edit.before) <= act.accounts:
        raise BadInputError(
            [
                Problem(
                    "not-yours",
                    sentence("edit {number}", number=number),
                    "it has accounts of others",
                    "Ask its planner.",
                )
            ]
        )
    there = {one.id: one for one in read_accounts_of(act.connection, edit.before)}
    back = [
        _with(there[name], fields)
        for name, fields in edit.before.items()
        if name in there and all(getattr(there[name], field) == value for field, value in edit.changes.items())
    ]
    write_accounts(act.connection, back)
    mark_edit_undone(act.connection, number, act.at)
    act.touch(*(Subject(Kind.ACCOUNT, one.id) for one in back))
    act.note(sentence("took back edit {number}: {said}", number=number, said=edit.said))
    return len(back), len(edit.before) - len(back)


@reads
def list_account_edits(act: Act) -> tuple[AccountEdit, ...]:
    """Return the newest edits of many accounts, newest first; whoever sees a region sees those of it alone."""
    found = read_edits(act.connection, SHOWN)
    return tuple(one for one in found if act.accounts is None or set(one.before) <= act.accounts)


def _preview(act: Act, asked: Asked, changes: dict[str, Value]) -> BulkPreview:
    chosen, _ = filter_of(act, asked)
    matched = search_accounts(act.connection, chosen, "", MOST)
    concerned = tuple(one for one in matched if any(getattr(one, name) != value for name, value in changes.items()))
    problems = [problem for one in concerned for problem in problems_of_account(_with(one, changes), changes)]
    return BulkPreview(changes, len(matched), concerned, tuple(problems), revision(act.connection))


def _with(account: Account, fields: Fields) -> Account:
    return replace(account, **fields)  # type: ignore[arg-type]


def _checked(changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return values of their kind; raises `BadInputError` for fields that are not edited so, or none at all."""
    problems = []
    found: dict[str, Value] = {}
    for name, value in changes.items():
        kind = EDITABLE.get(name)
        if kind is None:
            cause = sentence("{name} is not edited of many accounts at once", name=name)
            problems.append(
                Problem(
                    "account-field-unknown", name, cause, sentence("Name one of: {names}.", names=", ".join(EDITABLE))
                )
            )
            continue
        try:
            made = kind(value)
        except (TypeError, ValueError, OverflowError):
            problems.append(
                Problem("value-unreadable", name, sentence("{value!r} is none", value=value), "Give a number.")
            )
            continue
        if kind is not str and not 0 <= made <= DEAREST:
            problems.append(
                Problem(
                    "value-unreadable", name, sentence("{value!r} is out of range", value=value), "Give another number."
                )
            )
        found[name] = made.strip() if isinstance(made, str) else made
    if not changes:
        problems.append(Problem("edit-empty", "accounts", "no field is named", "Name a field and its value."))
    if problems:
        raise BadInputError(problems)
    return found
