"""The contract of both CRMs' interfaces: pages, tokens, limits, odd answers, and secrets that stay where they are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crm.client import Access, Client, CrmAwayError, CrmBusyError, CrmRefusedError
from crm.hubspot import HubSpot
from crm.records import Event, Mark, Noun, Record
from crm.salesforce import Salesforce
from routing.problems import WorldError
from tests.crm.doubles import DATA, KEY, PROPERTY, SECRET, Double, hubspot, salesforce, served

DAY = date(2026, 3, 23)
START = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)


def event(key: str = "v1", **changes: Any) -> Event:
    plain = {"account": "001A", "owner": "", "subject": "Visit: A", "text": "", "day": DAY, "start": START}
    return Event(**{"key": key, **plain, "end": START + timedelta(hours=1), "done": False, **changes})


class Slept:
    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@contextmanager
def opened(program: str, double: Double, secret: str = SECRET, **more: Any) -> Iterator[tuple[Any, Slept]]:
    slept = Slept()
    with served(double, {"salesforce": salesforce, "hubspot": hubspot}[program]) as url:
        access = Access(url, "3MVG9client" if program == "salesforce" else "", secret, **{"timeout_s": 1.0, **more})
        yield {"salesforce": Salesforce, "hubspot": HubSpot}[program](access, slept), slept


ACCOUNTS = {"salesforce": ("Account", "Name"), "hubspot": ("companies", "name")}
EVENTS = {"salesforce": ("Event", KEY), "hubspot": ("meetings", PROPERTY)}


@pytest.fixture(params=["salesforce", "hubspot"])
def program(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def double(program: str) -> Double:
    made = Double()
    noun, name = ACCOUNTS[program]
    for number in range(5):
        made.put(noun, f"{1000 + number}", **{name: f"Shop {number}"})
    return made


def read_all(crm: Any, noun: Noun = Noun.ACCOUNTS, mark: Mark = Mark()) -> list[Record]:  # noqa: B008
    found: list[Record] = []
    while True:
        page = crm.page(noun, mark, ())
        found += page.records
        if not page.more:
            return found
        mark = page.mark


def test_pages_follow_each_other_in_the_order_of_changes(program: str, double: Double) -> None:
    double.put(*ACCOUNTS[program][:1], "1000", **{ACCOUNTS[program][1]: "Shop new"})
    with opened(program, double) as (crm, _):
        assert [one.id for one in read_all(crm)] == ["1001", "1002", "1003", "1004", "1000"]


def test_whoever_stopped_goes_on_from_the_mark(program: str, double: Double) -> None:
    with opened(program, double) as (crm, _):
        first = crm.page(Noun.ACCOUNTS, Mark(), ())
        rest = read_all(crm, mark=Mark(first.mark.at, first.mark.id))
    assert [one.id for one in first.records] == ["1000", "1001"]
    # HubSpot has one order alone: what is of the mark's own instant comes twice
    assert [one.id for one in rest] == (["1001"] if program == "hubspot" else []) + ["1002", "1003", "1004"]


def test_what_was_deleted_is_told(program: str, double: Double) -> None:
    double.delete(ACCOUNTS[program][0], "1003")
    with opened(program, double) as (crm, _):
        assert [one.id for one in read_all(crm) if one.gone] == ["1003"]


def test_a_visit_written_twice_is_there_once(program: str, double: Double) -> None:
    with opened(program, double) as (crm, _):
        first = crm.write([event()])
        again = crm.write([event(start=START + timedelta(hours=2), end=START + timedelta(hours=3))])
        assert (first[0].id, first[0].code) == (again[0].id, "")
        (there,) = [row for row in double.all(EVENTS[program][0]) if row.get(EVENTS[program][1]) == "v1"]
        assert "2026-03-23T10:00:00.000Z" in {there.get("StartDateTime"), there.get("hs_meeting_start_time")}


@pytest.mark.parametrize("known", [True, False])
def test_a_visit_is_removed_by_its_id_or_by_its_key(program: str, double: Double, *, known: bool) -> None:
    with opened(program, double) as (crm, _):
        (made,) = crm.write([event()])
        assert [one.code for one in crm.remove({"v1": made.id if known else ""})] == [""]
        assert double.all(EVENTS[program][0]) == []
        assert [one.code for one in crm.remove({"v1": made.id, "v2": ""})] == ["", ""]  # it is gone: no error


def test_one_that_is_refused_keeps_no_other_out(program: str, double: Double) -> None:
    bad = "005gone" if program == "salesforce" else "0"
    with opened(program, double) as (crm, _):
        outcomes = crm.write([event("v1"), event("v2", owner=bad), event("v3")])
    assert [bool(one.id) for one in outcomes] == [True, False, True]
    assert outcomes[1].code == ("INACTIVE_OWNER_OR_USER" if program == "salesforce" else "VALIDATION_ERROR")


def test_a_visit_whose_hours_nobody_told_lasts_the_day(program: str, double: Double) -> None:
    with opened(program, double) as (crm, _):
        crm.write([event(start=None, end=None, done=True)])
    (there,) = double.all(EVENTS[program][0])
    assert there.get("ActivityDate", "2026-03-23") == "2026-03-23"
    assert there.get("hs_meeting_outcome", "COMPLETED") == "COMPLETED"


def test_two_records_of_one_external_id_are_named() -> None:
    double = Double()
    for identity in ("00U1", "00U2"):
        double.put("Event", identity, **{KEY: "v1"})
    with opened("salesforce", double) as (crm, _):
        assert [one.code for one in crm.write([event("v1"), event("v2")])] == ["DUPLICATE_EXTERNAL_ID", ""]


def test_a_token_that_ends_in_the_middle_is_renewed_once() -> None:
    double = Double()
    for number in range(5):
        double.put("Account", f"{1000 + number}", Name="S")
    with opened("salesforce", double) as (crm, _):
        first = crm.page(Noun.ACCOUNTS, Mark(), ())
        double.tokens += 1  # ended by the other side
        assert len(read_all(crm, mark=first.mark)) == 3
        double.faults = [("query", 401), ("query", 401)]
        with pytest.raises(CrmAwayError, match="does not accept the token"):
            crm.page(Noun.ACCOUNTS, Mark(), ())


def test_a_refresh_token_gets_a_token() -> None:
    double = Double()
    with opened("salesforce", double, refreshes=True) as (crm, _):
        crm.check()
    assert double.bodies[0]["grant_type"] == "refresh_token"


def test_a_query_whose_place_is_forgotten_begins_again_at_the_mark() -> None:
    double = Double()
    for number in range(5):
        double.put("Account", f"{1000 + number}", Name="S")
    gone = (400, {}, [{"errorCode": "INVALID_QUERY_LOCATOR", "message": "invalid query locator"}])
    with opened("salesforce", double) as (crm, _):
        double.faults = [("query/01g", gone)]
        assert [one.id for one in read_all(crm)] == ["1000", "1001", "1002", "1003", "1004"]


def test_patience_is_kept_as_long_as_it_is_asked_for(program: str, double: Double) -> None:
    with opened(program, double) as (crm, slept):
        double.faults = [
            ("1000" if False else "/", (429, {"Retry-After": "7"}, {"policyName": "TEN_SECONDLY_ROLLING"}))
        ]
        if program == "salesforce":
            double.faults = [("queryAll", double.faults[0][1])]
        assert crm.page(Noun.ACCOUNTS, Mark(), ()).records
        assert slept.seconds == [7.0]


@pytest.mark.parametrize("wait", ["600", "Fri, 20 Mar 2026 17:00:00 GMT"])
def test_long_patience_ends_the_sync(program: str, double: Double, wait: str) -> None:
    with opened(program, double) as (crm, _):
        word = "queryAll" if program == "salesforce" else "search"
        double.faults = [(word, (429, {"Retry-After": wait}, {"policyName": "SECONDLY"}))] * 5
        with pytest.raises(CrmBusyError) as caught:
            crm.page(Noun.ACCOUNTS, Mark(), ())
        assert caught.value.rest_s == (600 if wait == "600" else 60)


def test_the_day_s_limit_ends_the_sync_for_an_hour(program: str, double: Double) -> None:
    if program == "salesforce":
        limit = (403, {}, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}])
        double.faults = [("queryAll", limit)]
    else:
        double.faults = [("search", (429, {}, {"category": "RATE_LIMITS", "policyName": "DAILY"}))]
    with opened(program, double) as (crm, slept), pytest.raises(CrmBusyError) as caught:
        crm.page(Noun.ACCOUNTS, Mark(), ())
    assert (caught.value.rest_s, slept.seconds) == (3600, [])


def test_the_last_requests_of_the_day_are_left_to_others() -> None:
    double = Double(headers={"Sforce-Limit-Info": "api-usage=4600/5000"})
    double.put("Account", "1000", Name="S")
    with opened("salesforce", double) as (crm, _):
        assert crm.page(Noun.ACCOUNTS, Mark(), ()).records  # what has come is not thrown away
        with pytest.raises(CrmBusyError, match="few requests left"):
            crm.page(Noun.ACCOUNTS, Mark(), ())
        double.headers = {"Sforce-Limit-Info": "api-usage=10/5000"}
    with opened("salesforce", double) as (crm, _):
        assert crm.page(Noun.ACCOUNTS, Mark(), ()).records
        assert crm.page(Noun.ACCOUNTS, Mark(), ()).records


ODD = ["", "[", "null", "7", '"x"', "[]", "{}", '{"records": {}, "results": 1}', "NaN",
       '{"records":[7],"results":[7],"done":true}',
       '{"done":true,"records":[{"Id":"1"}],"results":[{"id":"1","properties":{}}]}',
       '{"done":false,"records":[],"results":[],"paging":{"next":{"after":"7"}}}',
       '{"done":true,"records":[{"Id":"1","SystemModstamp":"then"}],"results":[{"id":"a\'b","properties":{},"updatedAt":"2026-01-01T00:00:00Z"}]}',
       '{"done":true,"records":[{"Id":"1","SystemModstamp":"2026-01-01T00:00:00.000+0000","Name":["x"]}],"results":[{"id":"1","properties":{"name":{}},"updatedAt":"2026-01-01T00:00:00Z"}]}',
       "[" * 100_000]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_an_odd_answer_is_named_and_believed_in_nothing(program: str, double: Double, text: str) -> None:
    word = "queryAll" if program == "salesforce" else "search"
    double.faults = [(word, (200, {}, text))]
    with opened(program, double) as (crm, _), pytest.raises(CrmAwayError):
        crm.page(Noun.ACCOUNTS, Mark(), ())


@pytest.mark.parametrize("text", ["null", "[]", "{}", '[{"success":true}]', '{"results":[{"id":"9"}]}'])
def test_an_odd_answer_to_what_was_written_is_no_success(program: str, double: Double, text: str) -> None:
    word = "composite" if program == "salesforce" else "upsert"
    with opened(program, double) as (crm, _):
        double.faults = [(word, (200, {}, text))]
        try:
            (outcome,) = crm.write([event()])
        except CrmAwayError:
            return
        assert (outcome.id, bool(outcome.code)) == ("", True)


@pytest.mark.parametrize("fault", ["cut", "silence", "html", 500, 503])
def test_a_server_that_is_away_is_named_without_the_secret(program: str, double: Double, fault: Any) -> None:
    word = "queryAll" if program == "salesforce" else "search"
    double.faults = [(word, fault)]
    with opened(program, double) as (crm, _):
        begun = time.monotonic()
        with pytest.raises(CrmAwayError) as caught:
            crm.page(Noun.ACCOUNTS, Mark(), ())
        assert time.monotonic() - begun < 3
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.__cause__)


def test_nothing_goes_to_another_origin(program: str, double: Double) -> None:
    word = "queryAll" if program == "salesforce" else "search"
    other = Double()
    with served(other, hubspot) as elsewhere, opened(program, double) as (crm, _):
        double.elsewhere = elsewhere
        double.faults = [(word, "redirect")]
        if program == "salesforce":
            double.elsewhere = ""
            crm.check()
            double.elsewhere = elsewhere
        with pytest.raises(CrmAwayError, match="another address"):
            crm.page(Noun.ACCOUNTS, Mark(), ())
        assert other.log == []


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "https://evil.example/x", "/\\evil.example", "x", "@evil.example/"]
)
def test_a_next_page_elsewhere_is_not_asked_for(path: str) -> None:
    double = Double()
    row = {"Id": "1", "SystemModstamp": "2026-01-01T00:00:00.000+0000"}
    double.faults = [("queryAll", (200, {}, {"done": False, "records": [row], "nextRecordsUrl": path}))]
    with opened("salesforce", double) as (crm, _), pytest.raises(CrmAwayError):
        read_all(crm)


def test_a_token_for_another_organisation_is_not_used() -> None:
    double = Double(elsewhere="https://other.my.salesforce.com")
    with opened("salesforce", double) as (crm, _), pytest.raises(CrmAwayError, match="own address"):
        crm.check()


@pytest.mark.parametrize("secret", ["wrong", SECRET])
def test_a_wrong_secret_is_named_without_it(program: str, double: Double, secret: str) -> None:
    if secret == SECRET:
        double.faults = [("", (401, {}, {"message": f"bad token {SECRET}"}))] * 3
    with opened(program, double, secret) as (crm, _), pytest.raises(WorldError) as caught:
        crm.check()
    assert secret not in str(caught.value)


def test_words_of_the_other_side_are_cleaned_of_secrets(program: str, double: Double) -> None:
    words = f"no field for {SECRET} and Bearer 00Dtoken!1 {'x' * 999}\n"
    body: Any = {"category": "VALIDATION_ERROR", "message": words}
    double.faults = [("search", (400, {}, body))]
    if program == "salesforce":
        double.faults = [("queryAll", (400, {}, [{"errorCode": "INVALID_FIELD", "message": words}]))]
    with opened(program, double) as (crm, _), pytest.raises(CrmRefusedError) as caught:
        crm.page(Noun.ACCOUNTS, Mark(), ())
    assert SECRET not in str(caught.value)
    assert "00Dtoken!1" not in str(caught.value) or program == "hubspot"
    assert len(str(caught.value)) < 500


def test_a_crm_without_our_field_is_refused(program: str, double: Double) -> None:
    double.has_field = False
    with opened(program, double) as (crm, _), pytest.raises(CrmRefusedError, match="FIELD_MISSING"):
        crm.check()


def test_an_answer_is_no_longer_than_a_page(program: str, double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.client.MOST_OCTETS", 100)
    with opened(program, double) as (crm, _), pytest.raises(CrmAwayError, match="sends more than"):
        crm.page(Noun.ACCOUNTS, Mark(), ())


def test_a_secret_stands_in_no_repr() -> None:
    access = Access("https://example.org", "c", SECRET)
    assert SECRET not in repr(access) + repr(Client(access))


def test_a_search_that_gives_no_more_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.hubspot.PAGE", 2)
    monkeypatch.setattr("crm.hubspot.SEARCHED_MOST", 6)
    double = Double()
    for number in range(9):
        double.put("companies", f"{1000 + number}", name="S")
    with opened("hubspot", double) as (crm, _):
        found = [one.id for one in read_all(crm)]
        assert sorted(set(found)) == [f"{1000 + number}" for number in range(9)]


def test_more_records_of_one_instant_than_a_search_gives_are_read_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.hubspot.PAGE", 2)
    monkeypatch.setattr("crm.hubspot.SEARCHED_MOST", 6)
    double = Double(most_searched=6)
    double.put("companies", "7", name="before")
    for number in range(17):
        double.put("companies", f"{1000 - 57 * number}", name="S")
        double.objects["companies"][f"{1000 - 57 * number}"]["_at"] = double.clock
    at = double.clock
    double.put("companies", "5", name="after")
    for row in double.objects["companies"].values():
        row["_at"] = at if row["name"] == "S" else row["_at"]
    with opened("hubspot", double) as (crm, _):
        found = [one.id for one in read_all(crm)]
    assert set(found) == {"7", "5", *(f"{1000 - 57 * number}" for number in range(17))}
    assert found[-1] == "5"


def test_a_query_names_fields_alone() -> None:
    from crm.salesforce import query  # noqa: PLC0415

    asked = query(
        Noun.ACCOUNTS,
        Mark("2026-01-01T00:00:00Z", "001A"),
        ("Visit_Days__c", "Owner.Email", "a; DROP", "Billing Street"),
    )
    assert "Visit_Days__c" in asked
    assert "Owner.Email" in asked
    assert "DROP" not in asked
    assert "Street," in asked
    assert "Billing Street" not in asked
    assert asked.endswith("ORDER BY SystemModstamp, Id")
    assert DATA.startswith("/services/data/v")
