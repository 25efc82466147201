"""A rep's calendar on a CalDAV server: connected, and its password kept where the database is not."""

from __future__ import annotations

from calendars.dav import Access
from calendars.discovery import RemoteCalendar, find_calendars, make_calendar
from calendars.server import CalendarServer
from office.door import Act, works
from office.known import require_rep
from office.opening import Office
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.calendar_links import CalendarAccount, read_account, write_account
from store.changes import Kind, Subject
from store.database import Connection
from store.secrets import keep_secret, stated_secret, told_secret


@works
def list_calendars(
    act: Act, url: str, login: str, *, secret: str = "", variable: str = "", make: str = ""
) -> tuple[RemoteCalendar, ...]:
    """Return the calendars behind an address; `make` makes a new one of that name there first.

    Raises
    ------
    BadInputError
        For an address that a password may not be sent to, or without exactly one of `secret` and `variable`.
    ServerAwayError, NoAnswerError, NoSecretError
    """
    access = _told_access(url, login, secret, variable)
    found = find_calendars(make_calendar(access, make) if make else access)
    with act.writing():  # nothing of ours changes, but the request is kept: a replay makes no second calendar
        act.changed_nothing()
        return act.answer(found)


@works
def connect_calendar(act: Act, rep_id: str, url: str, login: str, *, secret: str = "", variable: str = "") -> None:
    """Keep where a rep's calendar is, after looking whether it is there.

    Parameters
    ----------
    login : str
        The user; without one, the secret is a bearer token.
    secret : str
        The password or token, to be kept in the workspace's file of secrets; or
    variable : str
        the environment's variable that holds it wherever calendars are synced.

    Raises
    ------
    BadInputError
        As `list_calendars` does.
    ServerAwayError, NoAnswerError, NoSecretError
        If it cannot be read; nothing is kept then.
    """
    with act.reading() as connection:
        act.require_rep(rep_id)
        rep = require_rep(connection, rep_id)
    CalendarServer(_told_access(url, login, secret, variable)).listing()
    if secret:
        keep_secret(act.office.folder.path, secret_name(rep_id), secret)
    with act.writing() as connection:
        write_account(connection, CalendarAccount(rep_id, url, login, variable))
        act.touch(Subject(Kind.CALENDAR, rep_id))
        act.note(sentence("connected the calendar of {rep}", rep=rep.name))


@works
def change_secret(act: Act, rep_id: str, secret: str) -> None:
    """Keep another password or token for a rep's connected calendar, in the workspace's file of secrets."""
    with act.reading() as connection:
        act.require_rep(rep_id)
        account = require_account(connection, rep_id)
        rep = require_rep(connection, rep_id)
    told_secret(secret, "")
    keep_secret(act.office.folder.path, secret_name(rep_id), secret)
    with act.writing() as connection:
        write_account(connection, CalendarAccount(rep_id, account.url, account.login, ""))
        act.touch(Subject(Kind.CALENDAR, rep_id))
        act.note(sentence("another secret for the calendar of {rep}", rep=rep.name))


def require_account(connection: Connection, rep_id: str) -> CalendarAccount:
    """Return where a rep's calendar is; raises `BadInputError` if none is connected."""
    account = read_account(connection, rep_id)
    if account is None:
        action = "Connect one: roundsman calendar connect --help."
        raise BadInputError(
            [Problem("calendar-unknown", sentence("rep {rep_id}", rep_id=rep_id), "has no calendar connected", action)]
        )
    return account


def access_of(office: Office, account: CalendarAccount, url: str = "") -> Access:
    """Return the access to a rep's calendar (or to another `url` there), with the secret fresh from where it is kept.

    Raises
    ------
    NoSecretError
    """
    secret = stated_secret(office.folder.path, secret_name(account.rep_id), account.variable)
    return _access(url or account.url, account.login, secret)


def secret_name(rep_id: str) -> str:
    """Return the name under which the secret of a rep's calendar is kept: nobody chooses another's."""
    return f"calendar:{rep_id}"


def _told_access(url: str, login: str, secret: str, variable: str) -> Access:
    _access(url, "", "")  # an address that no password may be sent to is named first
    return _access(url, login, told_secret(secret, variable))


def _access(url: str, login: str, secret: str) -> Access:
    try:
        return Access(url, login, secret) if login else Access(url, token=secret)
    except ValueError as error:
        raise BadInputError([Problem("address-unsafe", "url", str(error), "Give its https address.")]) from error
