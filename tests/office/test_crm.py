"""A CRM both ways: what comes in goes through the importer, what two sides changed is listed, visits are there once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm.client import CrmAwayError, CrmBusyError
from office.crm.conflicts import decide_crm_conflict, list_crm_conflicts
from office.crm.connections import (
    CrmSettings,
    change_crm_secret,
    connect_crm,
    disconnect_crm,
    list_crms,
    secret_name,
)
from office.crm.sync import CrmReport, CrmRestsError, send_crm, sync_crm
from office.jobs import ask_job, work_once
from office.kinds import load_kinds
from office.opening import Office, open_office
from office.people import Grant, Person, Reach, Role, owner
from office.permissions import NotAllowedError
from office.visits.visits import Report, report_visit, skip_visit
from routing.problems import BadInputError
from scheduler.demand.due import visit_id
from scheduler.plan import VisitStatus
from store.account_rules import read_rules
from store.accounts import read_accounts, write_accounts
from store.crm import OURS, THEIRS, read_visits_written
from store.database import reading, writing
from store.opportunities import read_opportunities
from store.secrets import NoSecretError, kept_secret
from store.settings import read_settings
from store.tables.whole import METADATA
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW, REP
from tests.crm.doubles import KEY, PROPERTY, SECRET, Double, hubspot, salesforce, served
from tests.office.carried_week import at, do, due_week, fill_due, put_in_force
from tests.office.test_verbs_killed import killed, state

NAMES = {
    "salesforce": {"accounts": "Account", "name": "Name", "phone": "Phone", "events": "Event", "key": KEY},
    "hubspot": {"accounts": "companies", "name": "name", "phone": "phone", "events": "meetings", "key": PROPERTY},
}
DEFAULTS = {"interval_days": "28", "currency": "EUR"}


@dataclass
class House:
    """A workspace with a week in force, beside a CRM that knows its three accounts."""

    office: Office
    double: Double
    program: str
    ids: dict[str, str]

    @property
    def words(self) -> dict[str, str]:
        return NAMES[self.program]

    def put(self, identity: str, **fields: Any) -> None:
        """Change an account in the CRM, by the words of `NAMES`."""
        self.double.put(
            self.words["accounts"], identity, **{self.words.get(name, name): text for name, text in fields.items()}
        )

    def sync(self, now: datetime = NOW) -> CrmReport:
        report: CrmReport = do(self.office, sync_crm, "sales", now=now, locate=lambda _, __: (47.16, 9.51))
        return report

    def account(self, identity: str = "a") -> Any:
        with reading(self.office.database) as connection:
            return {one.id: one for one in read_accounts(connection)}.get(identity)

    def change(self, identity: str, **fields: Any) -> None:
        """Change an account here."""
        with writing(self.office.database) as connection:
            write_accounts(connection, [replace(self.account(identity), **fields)])

    def conflicts(self) -> list[tuple[str, str, str, str]]:
        return [(one.record, one.field, one.ours, one.theirs) for one in do(self.office, list_crm_conflicts)]

    def events(self) -> dict[str, dict[str, Any]]:
        """Return our visits there by key; each key is there once."""
        rows = [row for row in self.double.all(self.words["events"]) if row.get(self.words["key"])]
        found = {row[self.words["key"]]: row for row in rows}
        assert len(found) == len(rows)
        return found

    def move(self, visit: str, hour: float) -> None:
        """Put a plan in force that has a visit at another hour."""
        put_in_force(self.office, due_week(self.ids, {visit: (MONDAY, hour)}))

    def begins(self, visit: str) -> str:
        row = self.events()[self.ids[visit]]
        return str(row.get("StartDateTime") or row.get("hs_meeting_start_time"))

    def state(self) -> Any:
        return do(self.office, list_crms)[0]


@contextmanager
def connected(office: Office, program: str, **more: Any) -> Iterator[House]:
    with reading(office.database) as connection:
        filled = bool(read_accounts(connection))
        name = read_settings(connection).name
    ids = {f"v{n}": visit_id(name, account, 0) for n, account in enumerate("abc", 1)} if filled else fill_due(office)
    double = Double(clock=NOW - timedelta(days=9))
    words = NAMES[program]
    for identity in ("1", "2"):  # not of ours yet
        double.put(words["accounts"], f"77{identity}", **{words["name"]: f"New {identity}"})
    with served(double, {"salesforce": salesforce, "hubspot": hubspot}[program]) as url:
        house = House(office, double, program, ids)
        for identity in ("a", "b", "c"):
            house.put(identity, name=f"Account {identity}", phone="+423 000 00 00")
        client = "3MVG9client" if program == "salesforce" else ""
        settings = CrmSettings("sales", program, url, client, defaults=DEFAULTS, **more)
        do(office, connect_crm, settings, secret=SECRET)
        yield house


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDSMAN_PRIVATE_NETWORKS", "127.0.0.0/8")


@pytest.fixture(scope="module")
def filled_folder(migrated_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a week in force, made once."""
    folder = Path(shutil.copytree(migrated_folder, tmp_path_factory.mktemp("filled") / "workspace"))
    office = open_office(folder, lambda: NOW)
    fill_due(office)
    office.database.dispose()
    return folder


@pytest.fixture
def filled(filled_folder: Path, copied: Callable[[Path], Office]) -> Office:
    return copied(filled_folder)


@pytest.fixture(params=["salesforce", "hubspot"])
def house(request: pytest.FixtureRequest, filled: Office) -> Iterator[House]:
    with connected(filled, request.param) as made:
        for identity in ("771", "772"):
            place = {"BillingStreet": "Städtle 1", "address": "Städtle 1"}
            made.put(identity, **place)
        yield made


def test_new_accounts_come_in_and_known_ones_meet(house: House) -> None:
    report = house.sync()
    assert (report.read >= 5, report.taken, report.refused, report.conflicts) == (True, 2, 0, 0)
    assert (house.account("771").name, house.account("771").interval_days) == ("New 1", 28)
    again = house.sync()
    assert (again.taken, again.written, again.removed, again.conflicts) == (0, 0, 0, 0)


def test_a_sync_of_both_databases(office: Office) -> None:
    with connected(office, "hubspot") as house:
        for identity in ("771", "772"):
            house.put(identity, address="Städtle 1")
        assert house.sync().taken == 2
        house.change("a", phone="here")
        house.put("a", phone="there")
        house.sync()
        ((number,),) = [(one.id,) for one in do(office, list_crm_conflicts)]
        do(office, decide_crm_conflict, number, THEIRS)
        assert house.account().phone == "there"
        do(office, disconnect_crm, "sales")
        assert do(office, list_crms) == ()


def test_what_changed_there_alone_is_taken_over(house: House) -> None:
    house.sync()
    house.put("a", phone="+423 1")
    house.put("b", phone=None)
    house.sync()
    assert (house.account("a").phone, house.account("b").phone, house.conflicts()) == ("+423 1", "", [])


def test_what_changed_here_alone_stays(house: House) -> None:
    house.sync()
    house.change("a", phone="+423 2")
    house.put("a", name="Another name")
    house.sync()
    assert (house.account().phone, house.account().name, house.conflicts()) == ("+423 2", "Another name", [])


def test_what_changed_on_both_sides_is_listed_and_ours_is_kept(house: House) -> None:
    house.sync()
    house.change("a", phone="ours")
    house.put("a", phone="theirs", name="Taken all the same")
    assert house.sync().conflicts == 1
    assert house.conflicts() == [("a", "phone", "ours", "theirs")]
    assert (house.account().phone, house.account().name) == ("ours", "Taken all the same")
    house.put("a", phone="theirs again")
    house.sync()
    assert house.conflicts() == [("a", "phone", "ours", "theirs again")]


def test_both_sides_saying_the_same_is_no_conflict(house: House) -> None:
    house.sync()
    house.change("a", phone="the same")
    house.put("a", phone="the same")
    assert (house.sync().conflicts, house.account().phone) == (0, "the same")


@pytest.mark.parametrize("keep", [OURS, THEIRS])
def test_a_person_decides_and_it_holds(house: House, keep: str) -> None:
    house.sync()
    house.change("a", phone="ours")
    house.put("a", phone="theirs")
    house.sync()
    (found,) = do(house.office, list_crm_conflicts)
    decided = do(house.office, decide_crm_conflict, found.id, keep)
    assert (decided.kept, decided.decided_by, house.account().phone) == (keep, "administrator", keep)
    house.sync()
    assert (house.conflicts(), house.account().phone) == ([], keep)
    with pytest.raises(BadInputError, match="crm-conflict-unknown"):
        do(house.office, decide_crm_conflict, found.id, keep)
    house.put("a", phone="later")
    house.sync()
    # whoever has kept theirs follows them; whoever has kept ours is asked again
    assert house.account().phone == ("later" if keep == THEIRS else "ours")
    assert len(house.conflicts()) == (keep == OURS)


def test_what_differs_at_the_first_meeting_is_not_overwritten(house: House) -> None:
    house.change("a", phone="known here before")
    house.change("b", phone="")
    house.sync()
    assert house.account("a").phone == "known here before"
    assert house.account("b").phone == "+423 000 00 00"  # nothing was known: nothing is lost
    assert house.conflicts() == [("a", "phone", "known here before", "+423 000 00 00")]


def test_an_account_deleted_there_stays_here_and_is_listed(house: House) -> None:
    house.sync()
    house.double.delete(house.words["accounts"], "a")
    house.sync()
    assert house.account() is not None
    (found,) = do(house.office, list_crm_conflicts)
    assert (found.field, found.ours) == ("gone", "Account a")
    do(house.office, decide_crm_conflict, found.id, THEIRS)
    with reading(house.office.database) as connection:
        assert read_rules(connection)["a"].do_not_visit == "deleted in the CRM"
    house.sync()
    assert house.conflicts() == []


def test_a_row_that_is_refused_waits_with_its_reason(house: House) -> None:
    kind = {"salesforce": "Type", "hubspot": "type"}[house.program]
    house.put("771", **{kind: "Competitor"})
    report = house.sync()
    assert (report.taken, report.refused) == (1, 1)
    ((noun, identity, why),) = house.state().refused
    assert (noun, identity) == ("accounts", "771")
    assert "kind-unknown" in why
    assert house.sync().refused == 1  # it is tried again, although nobody has touched it
    house.put("771", **{kind: "Prospect"})
    assert (house.sync().taken, house.state().refused) == (1, ())


def test_a_row_that_is_refused_overwrites_nothing_once_it_is_mended(house: House) -> None:
    kind = {"salesforce": "Type", "hubspot": "type"}[house.program]
    house.sync()
    house.change("a", phone="ours")
    house.put("a", phone="theirs", name="Theirs", **{kind: "Competitor"})
    house.sync()
    assert (house.account().name, house.account().phone) == ("Account a", "ours")  # the row waits whole
    house.put("a", **{kind: "Prospect"})
    house.sync()
    assert (house.account().name, house.account().phone, house.account().kind) == ("Theirs", "ours", "prospect")
    assert house.conflicts() == [("a", "phone", "ours", "theirs")]


def test_a_contact_that_is_deleted_there_is_known_here_no_more(house: House) -> None:
    noun, about = {"salesforce": ("Contact", "AccountId"), "hubspot": ("contacts", "associatedcompanyid")}[
        house.program
    ]
    names = {
        "Name": "Eva Frick",
        "Email": "eva@example.li",
        "firstname": "Eva",
        "lastname": "Frick",
        "email": "eva@example.li",
    }
    house.change("a", contact="", email="")
    for identity, name in (("301", {}), ("302", {"Name": "Second", "firstname": "Second", "lastname": ""})):
        house.double.put(noun, identity, **{about: "a"}, **names | name)
    house.sync()
    assert house.account().contact == "Eva Frick"
    house.double.delete(noun, "301")
    house.sync()
    assert house.account().contact == "Second"
    house.double.delete(noun, "302")
    house.sync()
    assert (house.account().contact, house.account().email, house.conflicts()) == ("", "", [])
    with reading(house.office.database) as connection:
        kept = [str(tuple(row)) for row in connection.execute(METADATA.tables["crm_records"].select())]
    assert not [row for row in kept if "Eva" in row or "Second" in row]


def test_deals_and_contacts_come_in(house: House) -> None:
    put = house.double.put
    if house.program == "salesforce":
        put("Contact", "003A", AccountId="a", Name="Eva Frick", Email="eva@example.li")
        put("Contact", "003B", AccountId="a", Name="Second", Email="second@example.li")
        put("Contact", "003C", AccountId="nobodys", Name="Of an account unknown to us")
        put("Opportunity", "006A", AccountId="a", Name="Big", Amount=1250.5, StageName="Closed Won", Probability=100,
            CreatedDate="2026-01-05T08:00:00.000+0000", CloseDate="2026-03-02")  # fmt: skip
        put("Opportunity", "006B", AccountId="nobodys", Name="Of an account unknown to us", Amount=1)
    else:
        put("contacts", "301", associatedcompanyid="a", firstname="Eva", lastname="Frick", email="eva@example.li")
        put("contacts", "302", associatedcompanyid="a", firstname="Second", email="second@example.li")
        put("contacts", "303", associatedcompanyid="404", firstname="Of an account unknown to us")
        for row in house.double.objects["companies"].values():
            row["_about"] = None
        put("companies", "5", name="Five", address="Städtle 1")
        told = {"dealname": "Big", "amount": "1250.5", "dealstage": "7", "deal_currency_code": "EUR"}
        won = {"hs_is_closed": "true", "hs_is_closed_won": "true", "closedate": "2026-03-02T12:00:00Z"}
        put("deals", "601", createdate="2026-01-05T08:00:00Z", _about="5", **told, **won)
        put("deals", "602", dealname="Of an account unknown to us", amount="1", _about="404")
    house.change("a", contact="", email="")
    report = house.sync()
    assert (house.account().contact, house.account().email) == ("Eva Frick", "eva@example.li")
    with reading(house.office.database) as connection:
        (deal,) = read_opportunities(connection)
    assert (deal.name, str(deal.amount), deal.currency) == ("Big", "1250.5", "EUR")
    assert (deal.won, deal.closed) == (True, date(2026, 3, 2))
    assert report.refused == 1
    noun = {"salesforce": "Opportunity", "hubspot": "deals"}[house.program]
    house.double.delete(noun, deal.id)
    house.sync()
    (gone,) = do(house.office, list_crm_conflicts)
    assert (gone.noun, gone.field, gone.ours) == ("opportunities", "gone", "Big")
    do(house.office, decide_crm_conflict, gone.id, THEIRS)
    with reading(house.office.database) as connection:
        assert read_opportunities(connection) == ()


def visited(house: House, identity: str, account: str, start: datetime, **more: Any) -> None:
    end = start + timedelta(hours=1)
    if house.program == "salesforce":
        told = {
            "StartDateTime": f"{start:%Y-%m-%dT%H:%M:%S.000+0000}",
            "EndDateTime": f"{end:%Y-%m-%dT%H:%M:%S.000+0000}",
        }
        house.double.put("Event", identity, AccountId=account, Subject="Good talk", **told, **more)
    else:
        told = {
            "hs_meeting_start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
            "hs_meeting_end_time": f"{end:%Y-%m-%dT%H:%M:%SZ}",
        }
        words = {"hs_meeting_title": "Good talk", "hs_meeting_outcome": "COMPLETED", "_about": account}
        house.double.put("meetings", identity, **words, **told, **more)


def test_activities_are_reports_on_the_account_s_own_day(house: House) -> None:
    house.put("5", name="Five", BillingStreet="Städtle 1", address="Städtle 1")
    house.sync()
    rep = {"OwnerId": "005R", "hubspot_owner_id": "5"}
    visited(house, "901", "5", datetime.fromisoformat("2026-03-10T23:30:00+00:00"), **rep)
    visited(house, "902", "5", NOW + timedelta(days=5), **rep)  # still to come
    owners = {REP.id: "005R" if house.program == "salesforce" else "5"}
    known = CrmSettings("sales", house.program, house.state().connection.url, "3MVG9client", defaults=DEFAULTS)
    do(house.office, connect_crm, replace(known, owners=owners), secret=SECRET)
    report = house.sync()
    assert (report.taken, report.refused) == (1, 0)
    with reading(house.office.database) as connection:
        (done,) = [one for one in read_visit_log(connection) if one.account_id == "5"]
    assert (done.date, done.rep_id, done.outcome) == (date(2026, 3, 11), REP.id, "Good talk")
    assert done.status is VisitStatus.DONE
    assert house.sync(NOW + timedelta(days=6)).taken == 1  # its day has come, and nobody has touched it
    assert not [row for row in house.events().values() if "Five" in str(row)]  # what came from there is not sent back


def test_planned_visits_stand_there_moved_done_and_withdrawn(house: House) -> None:
    house.sync()
    assert set(house.events()) == set(house.ids.values())
    assert house.begins("v1") == "2026-03-23T08:00:00.000Z"
    house.move("v1", 10.0)
    house.sync()
    assert house.begins("v1") == "2026-03-23T09:00:00.000Z"
    do(house.office, skip_visit, house.ids["v2"], "closed")
    house.sync()
    assert set(house.events()) == {house.ids["v1"], house.ids["v3"]}
    monday = datetime.fromisoformat("2026-03-23T18:00:00+00:00")
    do(house.office, report_visit, house.ids["v1"], Report(MONDAY, outcome="order"), now=monday)
    house.sync(monday)
    row = house.events()[house.ids["v1"]]
    assert (row.get("Subject") or row.get("hs_meeting_title")) == "Visited: Account a"
    assert "order" in (row.get("Description") or row.get("hs_meeting_body"))
    assert house.sync(monday).written == 0


def test_changes_of_the_plan_follow_by_themselves(house: House) -> None:
    house.sync()
    house.move("v1", 10.0)
    do(house.office, skip_visit, house.ids["v2"], "closed")
    there = at(house.office, NOW)
    assert send_crm(there) == 1  # one thing, however many changes
    assert house.begins("v1") == "2026-03-23T09:00:00.000Z"
    assert house.ids["v2"] not in house.events()
    assert send_crm(there) == 0


@pytest.mark.parametrize("fault", ["cut", "after"])
def test_killed_between_commit_and_answer_doubles_and_loses_nothing(house: House, fault: str) -> None:
    word = "composite/sobjects/Event" if house.program == "salesforce" else "batch/upsert"
    house.sync()
    house.move("v1", 10.0)
    house.double.faults = [(word, fault)]
    assert send_crm(at(house.office, NOW)) == 0
    assert "cut off" in house.state().connection.error
    assert send_crm(at(house.office, NOW + timedelta(minutes=1))) == 1
    assert house.begins("v1") == "2026-03-23T09:00:00.000Z"


def test_a_visit_withdrawn_before_its_first_answer_was_heard_leaves_no_event(house: House) -> None:
    word = "composite/sobjects/Event" if house.program == "salesforce" else "batch/upsert"
    house.double.faults = [(word, "after")]
    with pytest.raises(CrmAwayError):
        house.sync()
    assert len(house.events()) == 3  # they are there, and we do not know their ids
    do(house.office, skip_visit, house.ids["v2"], "closed")
    house.sync()
    assert set(house.events()) == {house.ids["v1"], house.ids["v3"]}


def test_a_sync_that_is_cut_goes_on_where_it_was(house: House) -> None:
    word = "query/01g" if house.program == "salesforce" else "search"
    house.sync()
    for number in range(7):
        house.put(f"88{number}", name=f"Shop {number}", BillingStreet="Städtle 1", address="Städtle 1")
    house.double.log.clear()
    house.double.faults = [(word, None), (word, None), (word, "cut")]
    with pytest.raises(CrmAwayError):
        house.sync()
    asked = len(house.double.log)
    report = house.sync()
    assert report.taken == 7
    assert asked > 2
    assert [house.account(f"88{number}").name for number in range(7)] == [f"Shop {number}" for number in range(7)]


@pytest.mark.parametrize("where", ["office.crm.sync.import_waiting", "office.crm.intake._note_taken"])
def test_killed_before_or_after_the_import_takes_each_row_over_once(
    house: House, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    house.sync()
    house.change("b", phone="ours")
    for identity, name in (("a", "Another"), ("b", "Bakery"), ("773", "New 3")):
        house.put(identity, name=name, phone="theirs", BillingStreet="Städtle 1")
    house.put("773", address="Städtle 1")
    with monkeypatch.context() as patch:
        patch.setattr(where, killed)
        with pytest.raises(KeyboardInterrupt):
            house.sync()
    house.sync()
    assert [house.account(one).name for one in ("a", "b", "773")] == ["Another", "Bakery", "New 3"]
    assert [house.account(one).phone for one in ("a", "b", "773")] == ["theirs", "ours", "theirs"]
    assert [one[:2] for one in house.conflicts() if one[1] == "phone"] == [("b", "phone")]
    assert house.sync().taken == 0


def test_killed_while_theirs_is_taken_over_the_conflict_waits_until_it_is_decided_once(house: House) -> None:
    house.sync()
    house.change("a", phone="ours")
    house.put("a", phone="theirs")
    house.sync()
    (found,) = do(house.office, list_crm_conflicts)

    def decide(office: Office) -> None:
        decide_crm_conflict(at(office, NOW), owner(), found.id, THEIRS)

    for number in range(200):
        if not killed(house.office, number, decide):
            break
        assert house.conflicts() == [("a", "phone", "ours", "theirs")]
    assert number > 0
    assert (house.conflicts(), house.account().phone) == ([], "theirs")
    done = state(house.office)
    decide(house.office.once("request"))
    assert state(house.office) == done


def test_killed_while_a_crm_is_connected_it_is_not_and_again_it_is_once(house: House) -> None:
    made = house.state().connection
    do(house.office, disconnect_crm, "sales")
    settings = CrmSettings("sales", house.program, made.url, made.client_id, defaults=DEFAULTS)

    def connect(office: Office) -> None:
        connect_crm(at(office, NOW), owner(), settings, secret=SECRET)

    before = state(house.office)
    for number in range(200):
        if not killed(house.office, number, connect):
            break
        assert state(house.office) == before
    assert number > 0
    done = state(house.office)
    assert done != before
    connect(house.office.once("request"))
    assert state(house.office) == done


def test_a_crm_that_asks_for_rest_is_left_alone(house: House) -> None:
    word = "queryAll" if house.program == "salesforce" else "search"
    busy = (429, {"Retry-After": "900"}, {"policyName": "X"})
    house.double.faults = [(word, busy)]
    with pytest.raises(CrmBusyError):
        house.sync()
    asked = len(house.double.log)
    with pytest.raises(CrmRestsError):
        house.sync(NOW + timedelta(minutes=10))
    assert len(house.double.log) == asked
    assert house.sync(NOW + timedelta(minutes=16)).taken == 2
    assert (house.state().connection.error, house.state().connection.rest_until) == ("", None)


def test_what_people_do_to_our_events_there_is_listed(house: House) -> None:
    house.sync()
    house.sync()
    by_key = {
        row[house.words["key"]]: identity for identity, row in house.double.objects[house.words["events"]].items()
    }
    start = "StartDateTime" if house.program == "salesforce" else "hs_meeting_start_time"
    house.double.clock = NOW + timedelta(hours=1)
    house.double.put(house.words["events"], by_key[house.ids["v1"]], **{start: "2026-03-24T08:00:00.000+0000"})
    house.double.delete(house.words["events"], by_key[house.ids["v2"]])
    house.sync()
    found = {one.record: one for one in do(house.office, list_crm_conflicts)}
    assert {found[house.ids["v1"]].field, found[house.ids["v2"]].field} == {"start", "gone"}
    do(house.office, decide_crm_conflict, found[house.ids["v1"]].id, THEIRS)
    do(house.office, decide_crm_conflict, found[house.ids["v2"]].id, OURS)
    house.sync()
    assert house.begins("v1").startswith("2026-03-24")
    assert set(house.events()) == set(house.ids.values())
    house.sync()
    assert house.conflicts() == []


def test_two_events_of_one_key_are_named_and_keep_no_other_out(filled: Office) -> None:
    with connected(filled, "salesforce") as house:
        for identity in ("00UX", "00UY"):
            house.double.put("Event", identity, **{KEY: house.ids["v1"]})
        report = house.sync()
        assert (report.written, report.not_written) == (2, 1)
        assert any("DUPLICATE_EXTERNAL_ID" in why for _, _, why in house.state().refused)
        house.double.delete("Event", "00UY")
        assert house.sync().written == 1
        assert not house.state().refused or house.state().refused[0][0] == "accounts"


def test_a_visit_of_an_account_that_is_not_there_is_not_written(house: House) -> None:
    del house.double.objects[house.words["accounts"]]["b"]
    house.sync()
    assert set(house.events()) == {house.ids["v1"], house.ids["v3"]}


def test_a_long_list_is_written_in_turns(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.salesforce.BATCH", 1)
    monkeypatch.setattr("crm.hubspot.BATCH", 1)
    monkeypatch.setattr("office.crm.sync.AT_ONCE", 2)
    house.double.faults = [("composite" if house.program == "salesforce" else "batch/upsert", 500)]
    with pytest.raises(CrmAwayError):
        house.sync()
    do(house.office, skip_visit, house.ids["v2"], "closed")
    house.move("v1", 10.0)
    assert send_crm(at(house.office, NOW)) == 1
    assert len(house.events()) < 3
    send_crm(at(house.office, NOW))
    assert set(house.events()) == {house.ids["v1"], house.ids["v3"]}


def test_the_database_holds_no_secret_and_disconnecting_forgets_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.sync()
    office = house.office
    with reading(office.database) as connection:
        kept = [repr(tuple(row)) for table in METADATA.tables.values() for row in connection.execute(table.select())]
    assert not [row for row in kept if SECRET in row or "00Dtoken" in row]
    do(office, change_crm_secret, "sales", "wrong")
    with pytest.raises(CrmAwayError) as caught:
        house.sync()
    assert "wrong" not in str(caught.value)
    monkeypatch.setenv("ROUNDSMAN_SECRET_CRM", SECRET)
    settings = CrmSettings("sales", house.program, house.state().connection.url, "3MVG9client", defaults=DEFAULTS)
    do(office, connect_crm, settings, variable="ROUNDSMAN_SECRET_CRM")
    house.sync()
    do(office, disconnect_crm, "sales")
    with pytest.raises(NoSecretError):
        kept_secret(office.folder.path, secret_name("sales"))
    assert do(office, list_crms) == ()
    with reading(office.database) as connection:
        assert read_visits_written(connection, "sales") == {}
    assert house.account("771") is not None
    assert len(house.events()) == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "ftp://example.org"}, "address-impossible"),
        ({"url": "https://user:x@example.org"}, "address-impossible"),
        ({"url": "https://example.org/path"}, "address-impossible"),
        ({"url": "http://10.1.2.3"}, "address-unsafe"),
        ({"url": "https://[::ffff:10.0.0.1]"}, "address-unsafe"),
        ({"program": "pipedrive"}, "crm-program-unknown"),
        ({"name": "../x"}, "crm-name"),
        ({"client_id": ""}, "crm-client-missing"),
        ({"owners": {"nobody": "005"}}, "rep-unknown"),
        ({"owners": {"r1": "005' OR"}}, "crm-owner"),
        ({"mappings": {"accounts": "none"}}, "mapping-unknown"),
        ({"mappings": {"sales": "none"}}, "crm-noun-unknown"),
        ({"defaults": {"colour": "red"}}, "option-unreadable"),
    ],
)
def test_a_connection_that_cannot_be_is_refused(filled: Office, changes: dict[str, Any], code: str) -> None:
    settings = CrmSettings("sales", "salesforce", "http://127.0.0.1:9", "client")
    with pytest.raises(BadInputError) as caught:
        do(filled, connect_crm, replace(settings, **changes), secret="x")
    assert code in {one.code for one in caught.value.problems}


def test_a_secret_is_told_in_one_way(sqlite_workspace: Office) -> None:
    settings = CrmSettings("sales", "hubspot", "http://127.0.0.1:9")
    for told in ({}, {"secret": "x", "variable": "ROUNDSMAN_SECRET_X"}, {"variable": "PATH"}):
        with pytest.raises(BadInputError, match="secret-"):
            do(sqlite_workspace, connect_crm, settings, **told)


def test_administrators_connect_and_planners_sync(house: House) -> None:
    planner = Person("p", "Pia", (Grant(Role.PLANNER),))
    rep = Person("r", "Rita", (Grant(Role.REP, Reach.OWN),), "r1")
    with pytest.raises(NotAllowedError):
        disconnect_crm(house.office, planner, "sales")
    assert sync_crm(at(house.office, NOW), planner, "sales", locate=lambda _, __: (47.16, 9.51)).taken == 2
    north = Person("n", "Nora", (Grant(Role.PLANNER, Reach.REGION, "north"),))
    with pytest.raises(BadInputError, match="not-yours"):
        sync_crm(at(house.office, NOW), north, "sales")
    house.change("a", phone="ours")
    house.put("a", phone="theirs")
    house.sync()
    (waits,) = list_crm_conflicts(house.office, planner)
    assert list_crm_conflicts(house.office, north) == ()
    with pytest.raises(BadInputError, match="not-yours"):
        decide_crm_conflict(house.office, north, waits.id, OURS)
    for case in (list_crms, list_crm_conflicts):
        with pytest.raises(NotAllowedError):
            case(house.office, rep)


def test_addresses_are_looked_up_for_a_while_and_the_rest_waits(house: House) -> None:
    asked: list[str] = []

    def slow(_: str, address: str) -> tuple[float, float]:
        asked.append(address)
        return 47.16, 9.51

    there = at(house.office, NOW)
    report = sync_crm(there, owner(), "sales", locate=slow, locate_s=0.0)
    assert (asked, report.taken, report.refused) == ([], 0, 2)
    assert sync_crm(there, owner(), "sales", locate=slow).taken == 2
    assert len(asked) == 2


def test_a_crm_that_is_disconnected_in_the_middle_ends_the_sync(house: House) -> None:
    def gone(noun: str, _: int) -> None:
        if noun == "contacts":
            disconnect_crm(house.office, owner(), "sales")

    with pytest.raises(BadInputError, match="crm-unknown"):
        sync_crm(at(house.office, NOW), owner(), "sales", tell=gone, locate=lambda _, __: (47.16, 9.51))
    assert do(house.office, list_crms) == ()


def test_a_schedule_can_run_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    load_kinds()
    monkeypatch.setattr("office.crm.sync.locator", lambda *_: lambda _, __: (47.16, 9.51))
    ask_job(at(house.office, NOW), owner(), "sync-crm", {})
    job = work_once(at(house.office, NOW))
    assert job is not None
    assert (job.state.value, job.result["connections"][0]["taken"]) == ("done", 2)
    assert len(house.events()) == 3
