"""Finding a rep or an account by id, with one answer where there is none such."""

from __future__ import annotations

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import find_account, find_rep, rep_ids
from store.database import Connection
from territory.accounts import Account, Rep


def require_rep(connection: Connection, rep_id: str) -> Rep:
    """Return a rep; raises `BadInputError` if there is none such."""
    rep = find_rep(connection, rep_id)
    if rep is None:
        cause = sentence(
            "there is no rep {rep_id!r} (reps: {value})",
            rep_id=rep_id,
            value=", ".join(rep_ids(connection)) or "none yet",
        )
        raise BadInputError([Problem("rep-unknown", "rep", cause, "Name one of them.")])
    return rep


def require_account(connection: Connection, account_id: str) -> Account:
    """Return an account; raises `BadInputError` if there is none such."""
    account = find_account(connection, account_id)
    if account is None:
        cause = sentence("there is no account {account_id!r}", account_id=account_id)
        raise BadInputError([Problem("account-unknown", "account", cause, "See: roundsman show accounts.")])
    return account
