"""What goes out: webhooks judged by another library, mail by another server, once each, never where it may not."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from standardwebhooks import Webhook as Judge

from office.opening import Office
from office.outbox import LEASE, RETRIES_S
from office.outside import addresses, webhooks
from office.outside.addresses import ForbiddenAddressError, post_to
from office.outside.mails import choose_mails, list_mails, save_mail_server, send_mails
from office.outside.reminders import remind_reps
from office.outside.webhooks import add_webhook, list_webhooks, remove_webhook, send_webhooks
from office.people import Grant, Reach, Role, owner
from office.plans.publication import publish_plan
from office.sessions import change_preferences
from office.staff import list_people, save_person
from office.values import MailServer
from office.visits.visits import Report, report_visit
from routing.problems import BadInputError
from store.database import reading, writing
from store.outbox import count_waiting
from store.plans import write_plan
from store.secrets import FILE as SECRETS
from tests.calendars.servers import free_port
from tests.calendars.week import MONDAY, NOW, WEEK, plan, tour, visit
from tests.office.carried_week import at, fill, put_in_force

Got = list[tuple[dict[str, str], bytes]]


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Got, list[int]]]:
    """Another program on the loopback, which is allowed: its address, what it got, and what it answers next."""
    monkeypatch.setenv(addresses.ALLOWED, "127.0.0.0/8")
    got: Got = []
    answers: list[int] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(answers.pop(0) if answers else 204)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", got, answers
    server.shutdown()
    server.server_close()


def change(office: Office, name: str) -> None:
    save_person(office, owner(), name, name.title(), (Grant(Role.PLANNER),))


def administrator(office: Office) -> None:
    save_person(office, owner(), "ada", "Ada", (Grant(Role.ADMINISTRATOR),))


def waiting(office: Office) -> dict[str, int]:
    with reading(office.database) as connection:
        return count_waiting(connection)


def test_a_change_is_told_and_signed_as_the_standard_says(office: Office, receiver: tuple[str, Got, list[int]]) -> None:
    url, got, _ = receiver
    now = replace(office, clock=lambda: datetime.now(UTC))
    administrator(now)
    _, key = add_webhook(now, owner(), url, ("save_person",))
    change(now, "bob")
    remove = list_people(now, owner())
    assert send_webhooks(now) == 1
    ((headers, body),) = got
    message = Judge(key).verify(body, headers)
    assert message["type"] == "save_person"
    assert message["data"]["subjects"] == [{"kind": "people", "key": "bob"}]
    assert "Bob" not in body.decode()
    with pytest.raises(Exception, match="signature"):
        Judge(key).verify(body.replace(b"bob", b"bop"), headers)
    assert len(remove) == 2
    assert send_webhooks(now) == 0


def test_what_is_not_taken_is_tried_again_for_a_day_under_the_same_id(
    sqlite_workspace: Office, receiver: tuple[str, Got, list[int]]
) -> None:
    url, got, answers = receiver
    administrator(sqlite_workspace)
    add_webhook(sqlite_workspace, owner(), url, ("save_person",))
    change(sqlite_workspace, "bob")
    answers += [500, 302, 404] + [503] * 20
    now = sqlite_workspace.clock()
    for wait_s in (0, *RETRIES_S, 86_400):
        now += timedelta(seconds=wait_s)
        send_webhooks(at(sqlite_workspace, now))
    assert len(got) == 1 + len(RETRIES_S)
    assert len({headers["webhook-id"] for headers, _ in got}) == 1
    assert waiting(sqlite_workspace).get("webhook", 0) == 0


def test_a_sender_that_dies_gives_the_message_back(
    sqlite_workspace: Office, receiver: tuple[str, Got, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, got, _ = receiver
    administrator(sqlite_workspace)
    add_webhook(sqlite_workspace, owner(), url, ("save_person",))
    change(sqlite_workspace, "bob")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(webhooks, "post_to", die)
        with pytest.raises(KeyboardInterrupt):
            send_webhooks(sqlite_workspace)
    assert send_webhooks(sqlite_workspace) == 0
    later = at(sqlite_workspace, sqlite_workspace.clock() + LEASE)
    assert send_webhooks(later) == 1
    assert send_webhooks(later) == 0
    assert len(got) == 1


def test_a_receiver_that_is_gone_is_told_no_more(
    sqlite_workspace: Office, receiver: tuple[str, Got, list[int]]
) -> None:
    url, got, answers = receiver
    administrator(sqlite_workspace)
    hook, _ = add_webhook(sqlite_workspace, owner(), url)
    answers.append(410)
    change(sqlite_workspace, "bob")
    send_webhooks(sqlite_workspace)
    assert list_webhooks(sqlite_workspace, owner()) == ()
    other, _ = add_webhook(sqlite_workspace, owner(), url)
    assert other.id == hook.id + 1
    remove_webhook(sqlite_workspace, owner(), other.id)
    change(sqlite_workspace, "carl")
    before = len(got)
    send_webhooks(sqlite_workspace)
    assert len(got) == before


def test_a_key_is_kept_in_the_file_of_secrets_alone(sqlite_workspace: Office) -> None:
    _, key = add_webhook(sqlite_workspace, owner(), "https://example.org/hook")
    assert key in (sqlite_workspace.folder.path / SECRETS).read_text()
    sqlite_workspace.database.dispose()
    assert key.encode() not in (sqlite_workspace.folder.path / "roundsman.db").read_bytes()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.1", "::1", "fe80::1%1", "fd00::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1", "64:ff9b:1::1",
     "64:ff9b::7f00:1"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_not_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(addresses.socket, "create_connection", lambda *_: pytest.fail("it was called"))
    with pytest.raises(ForbiddenAddressError, match="not public"):
        post_to("https://harmless.example/x", b"", {})


def test_the_address_that_was_judged_is_the_one_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    called: list[object] = []

    def connect(where: object, *_: object) -> None:
        called.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (next(answers), 443))])
    monkeypatch.setattr(addresses.socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        post_to("https://changing.example/x", b"", {})
    assert called == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org/", "https://", "https://u:p@example.org/", "https://example.org/#x",
     "file:///etc/passwd", "https://exa mple.org:x/", "gopher://127.0.0.1", "https://example.org:0/"],
)  # fmt: skip
def test_an_address_that_never_may_be_called_is_refused_at_once(sqlite_workspace: Office, url: str) -> None:
    with pytest.raises(BadInputError):
        add_webhook(sqlite_workspace, owner(), url)


class Kept:
    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _: object, __: object, envelope: object) -> str:  # noqa: N802 - its name
        message = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined]
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 taken"


@pytest.fixture
def inbox() -> Iterator[tuple[MailServer, list[EmailMessage]]]:
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    base = "https://visits.example.org/"
    yield MailServer("127.0.0.1", controller.port, "none", "", "", "Rounds <rounds@example.org>", base), kept.messages
    controller.stop()


def with_rep(office: Office, server: MailServer) -> Office:
    fill(office)
    administrator(office)
    save_mail_server(office, owner(), server)
    rep = (Grant(Role.REP, Reach.OWN),)
    save_person(office, owner(), "rita", "Rita <b>Roth", rep, rep_id="r1", email="rita@example.org")
    return at(office, NOW)


def text_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_rep_is_told_the_week_when_it_is_published_and_then_what_changed(
    office: Office, inbox: tuple[MailServer, list[EmailMessage]]
) -> None:
    server, messages = inbox
    there = with_rep(office, server)
    put_in_force(office, WEEK)
    assert send_mails(there) == 1
    (first,) = messages
    assert (first["To"], first["From"]) == ("rita@example.org", server.sender)
    assert "Mon 2026-03-23\n09:00 Account a\n14:00 Account b" in text_of(first, "plain")
    assert "What changed" not in text_of(first, "plain")
    assert "Rita &lt;b&gt;Roth" in text_of(first, "html")
    assert "https://visits.example.org/week" in text_of(first, "plain")
    put_in_force(
        office, plan(tour(MONDAY, visit("v1", "a", 10)), tour(MONDAY + timedelta(days=7), visit("v3", "c", 9)))
    )
    send_mails(there)
    changed = text_of(messages[1], "plain")
    assert "no longer: Mon 2026-03-23 14:00 Account b" in changed
    assert "new: Mon 2026-03-23 10:00 Account a" in changed
    assert messages[0]["Message-ID"] != messages[1]["Message-ID"]
    assert send_mails(there) == 0


def test_the_planners_word_is_mailed_with_the_week_even_where_nothing_else_is_new(
    sqlite_workspace: Office, inbox: tuple[MailServer, list[EmailMessage]]
) -> None:
    server, messages = inbox
    there = with_rep(sqlite_workspace, server)
    put_in_force(sqlite_workspace, WEEK)
    send_mails(there)
    with writing(sqlite_workspace.database) as connection:
        number = write_plan(connection, WEEK, NOW)
    publish_plan(there, owner(), number, message="Fair <b>on</b> Tuesday.\nPark behind.")
    assert send_mails(there) == 1
    assert f"{owner().name} writes:\n\nFair <b>on</b> Tuesday.\n\nPark behind." in text_of(messages[1], "plain")
    assert "<p>Fair &lt;b&gt;on&lt;/b&gt; Tuesday.</p>" in text_of(messages[1], "html")
    assert "What changed" not in text_of(messages[1], "plain")


def test_mail_is_in_the_person_s_language_and_only_of_what_they_want(
    sqlite_workspace: Office, inbox: tuple[MailServer, list[EmailMessage]]
) -> None:
    server, messages = inbox
    there = with_rep(sqlite_workspace, server)
    (rita,) = (one.person for one in list_people(there, owner()) if one.person.id == "rita")
    change_preferences(there, rita, "de", "auto")
    put_in_force(sqlite_workspace, WEEK)
    send_mails(there)
    assert messages[0]["Subject"] == "Ihre Besuche vom Fr 20.03.2026 bis Do 02.04.2026"
    choose_mails(there, rita, ("claim",))
    assert list_mails(there, rita) == {"week": False, "claim": True, "attest": False, "review": False}
    put_in_force(sqlite_workspace, plan(tour(MONDAY, visit("v1", "a", 11))))
    send_mails(there)
    assert len(messages) == 1
    with pytest.raises(BadInputError):
        choose_mails(there, rita, ("spam",))


def test_a_server_that_is_away_is_tried_again_and_what_cannot_be_one_is_refused(
    sqlite_workspace: Office, inbox: tuple[MailServer, list[EmailMessage]]
) -> None:
    server, messages = inbox
    away = replace(server, port=free_port())
    there = with_rep(sqlite_workspace, away)
    put_in_force(sqlite_workspace, WEEK)
    assert send_mails(there) == 0
    save_mail_server(there, owner(), server)
    assert send_mails(at(there, NOW + timedelta(seconds=RETRIES_S[0]))) == 1
    assert len(messages) == 1
    wrong: list[Callable[[], MailServer]] = [
        lambda: replace(server, security="ssl"), lambda: replace(server, sender="x\nBcc: y@example.org"),
        lambda: replace(server, login="x"), lambda: replace(server, variable="PATH"),
    ]  # fmt: skip
    for make in wrong:
        with pytest.raises(BadInputError):
            save_mail_server(there, owner(), make())
    with pytest.raises(BadInputError, match="read by all"):
        save_mail_server(there, owner(), replace(server, login="x"), "hunter2")
    assert "hunter2" not in os.environ.values()
    assert json.dumps(waiting(there)) is not None


def test_a_rep_is_reminded_of_days_that_are_over_and_not_attested(
    sqlite_workspace: Office, inbox: tuple[MailServer, list[EmailMessage]]
) -> None:
    server, messages = inbox
    there = with_rep(sqlite_workspace, server)
    put_in_force(sqlite_workspace, WEEK)
    send_mails(there)
    evening, morning = NOW + timedelta(days=3), NOW + timedelta(days=4)
    report_visit(at(there, evening), owner(), "v1", Report(MONDAY, 32_400, 36_000))
    assert remind_reps(at(there, evening), owner()) == 0
    assert remind_reps(at(there, morning), owner()) == 1
    assert send_mails(at(there, morning)) == 1
    letter = messages[-1]
    assert letter["Subject"] == "Days that you have not attested yet"
    assert "attested them:\nMon 2026-03-23\n" in text_of(letter, "plain")
    (rita,) = (one.person for one in list_people(there, owner()) if one.person.id == "rita")
    choose_mails(there, rita, ("week", "claim"))
    remind_reps(at(there, morning), owner())
    send_mails(at(there, morning))
    assert messages[-1] is letter


def test_nobody_is_reminded_where_no_mail_is_sent(sqlite_workspace: Office) -> None:
    fill(sqlite_workspace)
    assert remind_reps(at(sqlite_workspace, NOW), owner()) == 0
