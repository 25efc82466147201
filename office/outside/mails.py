"""Mail by SMTP: a rep's visits when a plan is published and what changed in them, and what became of claims."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from office.door import Act, reads, works, writes
from office.identity import find_person
from office.opening import Office
from office.outbox import deliver_outside
from office.outside.letters import Days, Letter, Line, attest_letter, claim_letter, review_letter, week_letter
from office.people import Person
from office.plans.days import read_rep_day
from office.reps import read_rep
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.access import read_preferences
from store.changes import Kind, Subject
from store.database import reading, writing
from store.outbox import Posted
from store.outside import (
    MailServer,
    read_mail_server,
    read_mailed,
    read_refusals,
    write_mail_server,
    write_mailed,
    write_refusals,
)
from store.people import find_person_row
from store.secrets import NoSecretError, is_variable, keep_secret, stated_secret
from store.words import Following, Mailing

MAIL = Following.MAIL
"""A piece of mail; `facts`: ``kind``, ``person``, ``rep`` and the ``verb`` that it follows from."""
KINDS = tuple(Mailing)
SECURITIES = ("tls", "starttls", "none")
SECRET = "smtp"  # noqa: S105 - the name under which it is kept
AHEAD_DAYS = 14
TIMEOUT_S = 20.0


@works
def save_mail_server(act: Act, server: MailServer, password: str = "") -> None:
    """Send mail by a server from now on; its password goes into the file of secrets, or is in a variable.

    Raises
    ------
    BadInputError
        For a security that there is not, an address that is none, or a login without its password.
    """
    problems = list(_wrong(server, password))
    if problems:
        raise BadInputError(problems)
    if password:
        keep_secret(act.office.folder.path, SECRET, password)
    with act.writing() as connection:
        write_mail_server(connection, server)
        act.touch(Subject(Kind.SETTINGS, "mail"))
        act.note(sentence("mail is sent by {host}", host=server.host))


@reads
def show_mail_server(act: Act) -> MailServer | None:
    """Return the server that mail is sent by, never its password; None where none was named."""
    return read_mail_server(act.connection)


def _wrong(server: MailServer, password: str) -> Iterator[Problem]:
    if server.security not in SECURITIES or not server.host or not 0 < server.port < 65_536:
        yield Problem("mail-server-impossible", "mail", "it needs a host, a port and a security", "Give them.")
    if not _is_address(server.sender):
        yield Problem(
            "mail-sender-impossible", "mail", sentence("{sender!r} is no address", sender=server.sender), "Write one."
        )
    if server.variable and not is_variable(server.variable):
        yield Problem(
            "mail-variable-impossible", "mail", "the variable may hold no secret", "Call it ROUNDSMAN_SECRET_…."
        )
    if server.login and not (password or server.variable):
        yield Problem("mail-password-missing", "mail", "the login has no password", "Give it, or its variable.")
    if server.login and server.security == "none":
        yield Problem(
            "mail-password-open", "mail", "a password would be sent to be read by all", "Use starttls or tls."
        )


@reads
def list_mails(act: Act) -> dict[str, bool]:
    """Return each kind of mail and whether one gets it oneself."""
    refused = read_refusals(act.connection, act.who.id)
    return {kind: kind not in refused for kind in KINDS}


@writes
def choose_mails(act: Act, wanted: tuple[str, ...]) -> dict[str, bool]:
    """Choose the kinds of mail that one gets oneself."""
    unknown = set(wanted) - set(KINDS)
    if unknown:
        cause = sentence("there is no mail of the kind {names}", names=", ".join(sorted(unknown)))
        raise BadInputError(
            [Problem("mail-kind-impossible", "mail", cause, sentence("Kinds: {names}.", names=", ".join(KINDS)))]
        )
    write_refusals(act.connection, act.who.id, set(KINDS) - set(wanted))
    act.note("chose the mail")
    return {kind: kind in wanted for kind in KINDS}


def send_mails(office: Office) -> int:
    """Send the mail that waits; return how many pieces were done."""
    return deliver_outside(office, MAIL, lambda posted: _send(office, posted))[0]


def _send(office: Office, posted: Posted) -> None:
    facts = posted.facts
    with reading(office.database) as connection:
        server, row = read_mail_server(connection), find_person_row(connection, facts["person"])
        refused = read_refusals(connection, facts["person"])
        language = read_preferences(connection, facts["person"]).language
        person = find_person(connection, facts["person"]) if row is not None and row.active else None
    if server is None or row is None or person is None or facts["kind"] in refused or not _is_address(row.email):
        return
    days = _days(office, person, facts["rep"]) if facts["kind"] == "week" else {}
    letter = _letter(office, person, (language, server.base.rstrip("/")), facts, days)
    if letter is None:
        return
    message = _message(office, server, row.email, letter, f"{posted.revision}.{posted.id}")
    with _speaking(office, server) as session:
        session.send_message(message)
    if days:
        with writing(office.database) as connection:
            told = {day: [[line.start_s, line.name] for line in lines] for day, lines in days.items()}
            write_mailed(connection, facts["rep"], told)


def _days(office: Office, person: Person, rep_id: str) -> dict[date, tuple[Line, ...]]:
    """Return a rep's visits of the next days, as the person may see them."""
    today = office.today(read_rep(office, person, rep_id).timezone)
    found = {}
    for ahead in range(AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        stops = read_rep_day(office, person, rep_id, day).stops
        found[day] = tuple(Line(stop.visit.start_s, stop.account.name) for stop in stops)
    return found


def _letter(office: Office, person: Person, whose: tuple[str, str], facts: dict[str, str], days: Days) -> Letter | None:
    """Return what is to be said in a language, with links below an address; None where nothing is new."""
    language, base = whose
    if facts["kind"] == "claim":
        return claim_letter(language, person.name, facts["verb"], f"{base}/money")
    if facts["kind"] == "attest":
        missing = [date.fromisoformat(day) for day in facts["days"].split(",")]
        return attest_letter(language, person.name, missing, f"{base}/money")
    if facts["kind"] == "review":
        said = facts["verb"], facts["plan"], facts["text"]
        return review_letter(language, person.name, said, f"{base}/plan/{facts['plan']}/diff")
    with reading(office.database) as connection:
        mailed = read_mailed(connection, facts["rep"])
    before = {day: tuple(Line(*line) for line in lines) for day, lines in mailed.items()}
    message = facts.get("by", ""), facts.get("said", "")
    if not message[1] and all(days[day] == before.get(day) for day in days):
        return None
    return week_letter(language, person.name, days, before, f"{base}/week", message=message)


def _message(office: Office, server: MailServer, to: str, letter: Letter, identity: str) -> EmailMessage:
    message = EmailMessage()
    domain = parseaddr(server.sender)[1].rpartition("@")[2]
    message["From"], message["To"], message["Subject"] = server.sender, to, letter.subject
    message["Date"], message["Message-ID"] = format_datetime(office.clock()), f"<{identity}.roundsman@{domain}>"
    message["Auto-Submitted"], message["Content-Language"] = "auto-generated", letter.language
    message.set_content(letter.plain)
    message.add_alternative(letter.html, subtype="html")
    return message


@contextmanager
def _speaking(office: Office, server: MailServer) -> Iterator[smtplib.SMTP]:
    """Give a session with the server; whatever is wrong is an `OSError`, and the mail is tried again later."""
    context = ssl.create_default_context()
    if server.security == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with session:
        if server.security == "starttls":
            session.starttls(context=context)
        if server.login:
            session.login(server.login, _password(office, server))
        yield session


def _password(office: Office, server: MailServer) -> str:
    try:
        return stated_secret(office.folder.path, SECRET, server.variable)
    except NoSecretError as error:
        raise OSError(str(error)) from error


def _is_address(text: str) -> bool:
    """Return whether a text is one address of mail and nothing that could become a header."""
    address = parseaddr(text)[1]
    return text.isprintable() and text.isascii() and address.count("@") == 1 and "," not in text
