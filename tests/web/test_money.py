"""A rep's money on a phone without a script: two taps for a day, an expense with its photograph, the claim."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from mileage.log import LogEntry
from mileage.periods import Days
from mileage.photos import LARGEST_BYTES, LONGEST_PX
from office.identity import person_named
from office.mileage.own import read_own_money
from office.mileage.reports import list_trips
from office.opening import Office
from office.passphrases import Passphrase
from office.people import Grant, Reach, Role, owner
from office.signatures import set_passphrase
from office.staff import save_person
from store.access import write_digest
from store.database import writing
from store.expenses import read_expenses, read_receipt_content
from tests.office.mileage_house import EVENING, MONDAY, furnished, look, on_the_road, visited
from tests.web.site import DIGEST, PASSWORD, client_of, form_token_of
from web.limits import Limits
from web.routes import account as account_routes

DAY = f"/money/days/{MONDAY}"


@pytest.fixture
def phone(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(account_routes, "GUESSES_OF_ADDRESS", Limits(1000))
    monkeypatch.setattr(account_routes, "GUESSES_OF_PERSON", Limits(1000))
    office = replace(sqlite_workspace, clock=lambda: EVENING)
    furnished(office)
    visited(office, "a1")
    visited(office, "a2", start_s=40000)
    save_person(office, owner(), "boss", "Boss", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
    for name, rep_id in (("rita", "r1"), ("otto", "r2")):
        save_person(office, owner(), name, name.title(), (Grant(Role.REP, Reach.OWN),), rep_id=rep_id)
        with writing(office.database) as connection:
            write_digest(connection, name, DIGEST, "2026-05-01T00:00:00+00:00")
    with on_the_road():
        yield signed(office, "rita")


def signed(office: Office, person: str) -> TestClient:
    client = client_of(office)
    assert client.post("/login", data={"person": person, "password": PASSWORD}).status_code == 303
    client.headers["X-Form-Token"] = form_token_of(client.get("/account").text)
    return client


def office_of(phone: TestClient) -> Office:
    office: Office = phone.app.state.office  # type: ignore[attr-defined]
    return office


def entries(phone: TestClient) -> tuple[LogEntry, ...]:
    office = office_of(phone)
    return list_trips(office, person_named(office, "rita"), "r1", Days(MONDAY, MONDAY))


def seen(phone: TestClient) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', phone.get(DAY).text)
    assert found is not None
    return found[1]


def attest(phone: TestClient, shown: str, **more: str) -> int:
    return phone.post(f"{DAY}/attest", data={"seen": shown, "key": str(uuid4()), **more}).status_code


def photo(width: int = 40, height: int = 20, kind: str = "JPEG") -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x0110] = "Secret Phone 9"
    Image.new("RGB", (width, height), "red").save(made, kind, exif=exif)
    return made.getvalue()


def spend(phone: TestClient, content: bytes | None = None, key: str = "", **more: str) -> tuple[int, str]:
    form = {"on": str(MONDAY), "category": "meal", "gross": "12,50", "currency": "EUR", "merchant": "Inn <b>"}
    files = {"photo": ("ticket.jpg", content)} if content is not None else None
    answer = phone.post("/money/expenses", data=form | {"key": key or str(uuid4())} | more, files=files)
    return answer.status_code, answer.text


def test_a_day_without_deviations_is_attested_in_two_taps(phone: TestClient) -> None:
    assert f'action="{DAY}/draft"' in phone.get("/money").text
    first = phone.post(f"{DAY}/draft")
    assert first.headers["location"] == DAY
    assert attest(phone, seen(phone)) == 303
    assert [one.state for one in entries(phone)] == ["attested"] * 3
    text = phone.get("/money?did=attested").text
    assert f'action="{DAY}/draft"' not in text
    assert "/money/claims/2026-05/submit" in text


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", ["/money", "/money?month=2026-01", DAY, "/money/days/2026-01-05"])
def test_each_page_says_all_in_both_languages(phone: TestClient, path: str, language: str) -> None:
    phone.post("/account/look", data={"language": language, "theme": "dark"})
    phone.post(f"{DAY}/draft")
    spend(phone, photo())
    answer = phone.get(path)
    assert answer.status_code == 200, answer.text
    assert "Inn <b>" not in answer.text
    assert len(answer.content) < 30_000


def test_a_deviation_asks_for_its_reason_and_is_read_in_the_log(phone: TestClient) -> None:
    phone.post(f"{DAY}/draft")
    trip = entries(phone)[0].trip
    form = {"distance": "14,5", "reason": " ", "key": str(uuid4())}
    assert phone.post(f"{DAY}/trips/{trip.id}/deviation", data=form).status_code == 400
    form |= {"reason": "road closed"}
    assert phone.post(f"{DAY}/trips/{trip.id}/deviation", data=form).status_code == 303
    (changed,) = (one.trip for one in entries(phone) if one.trip.id == trip.id)
    assert (changed.distance_m, changed.network_m) == (Decimal(14500), trip.distance_m)
    assert changed.purpose.endswith("; road closed")
    phone.post(f"{DAY}/draft")  # made again, it stays as the rep said
    assert changed.id in {one.trip.id for one in entries(phone) if one.trip.distance_m == 14500}


def test_what_was_not_shown_is_not_attested(phone: TestClient) -> None:
    phone.post(f"{DAY}/draft")
    shown = seen(phone)
    visited(office_of(phone), "a3", start_s=50000)
    phone.post(f"{DAY}/draft")  # another tab
    assert attest(phone, shown) == 400
    assert {one.state for one in entries(phone)} == {"draft"}
    assert attest(phone, seen(phone)) == 303


def test_a_private_errand_is_seen_by_its_rep_alone_and_never_paid(phone: TestClient) -> None:
    form = {"distance": "3", "note": "dentist", "key": str(uuid4())}
    assert phone.post(f"{DAY}/errands", data=form).status_code == 303
    assert phone.post(f"{DAY}/errands", data=form).status_code == 303  # the same form again
    assert attest(phone, seen(phone)) == 303
    (one,) = entries(phone)
    assert (one.trip.distance_m, one.trip.claimed_m) == (Decimal(3000), Decimal(0))
    assert "dentist" in phone.get(DAY).text
    assert "dentist" not in signed(office_of(phone), "otto").get(DAY).text


def test_a_photograph_is_kept_small_upright_and_without_what_the_camera_wrote(phone: TestClient) -> None:
    key = str(uuid4())
    assert spend(phone, photo(4000, 1000), key)[0] == 303
    assert spend(phone, photo(4000, 1000), key)[0] == 303  # sent twice, entered once
    (kept,) = look(office_of(phone), read_expenses, "r1", MONDAY, MONDAY)
    found = look(office_of(phone), read_receipt_content, kept.expense.receipt)
    assert found is not None
    media_type, content = found
    picture = Image.open(io.BytesIO(content))
    assert (media_type, picture.size) == ("image/jpeg", (LONGEST_PX // 4, LONGEST_PX))
    assert dict(picture.getexif()) == {}
    assert b"Secret Phone" not in content
    shown = phone.get(f"/money/receipts/{kept.expense.receipt}")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert signed(office_of(phone), "otto").get(f"/money/receipts/{kept.expense.receipt}").status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), f"larger than {LARGEST_BYTES // 1024**2} MB"),
        (b"<svg onload=alert(1)>", "neither a photograph"),
        (b"GIF89a" + b"0" * 40, "neither a photograph"),
        (photo(400, 400)[:2000], "damaged or ends before its end"),
        (b"%PDF-1.4 cut", "ends before its end"),
    ],
)
def test_what_is_no_photograph_is_refused_with_the_reason(phone: TestClient, content: bytes, says: str) -> None:
    status, text = spend(phone, content)
    assert (status, says in text) == (400, True), text
    assert look(office_of(phone), read_expenses, "r1", MONDAY, MONDAY) == ()


@pytest.mark.parametrize(
    "wrong",
    [{"gross": "much"}, {"gross": "1,234"}, {"currency": "euro"}, {"on": "soon"}, {"vat": "x"}, {"category": "yacht"}],
)
def test_what_cannot_be_read_is_not_entered(phone: TestClient, wrong: dict[str, str]) -> None:
    assert spend(phone, photo(), **wrong)[0] in {400, 404}
    assert look(office_of(phone), read_expenses, "r1", MONDAY, MONDAY) == ()


def test_the_claim_is_submitted_once_and_shows_where_it_is(phone: TestClient) -> None:
    phone.post(f"{DAY}/draft")
    key = str(uuid4())
    assert phone.post("/money/claims/2026-05/submit", data={"key": key}).status_code == 400  # the day waits
    attest(phone, seen(phone))
    assert phone.post("/money/claims/2026-05/submit", data={"key": key}).status_code == 303
    assert phone.post("/money/claims/2026-05/submit", data={"key": key}).status_code == 303
    text = phone.get("/money?month=2026-05").text
    assert "waits for your manager" in text
    assert "/submit" not in text


def test_where_the_office_signs_being_signed_in_is_no_signature(phone: TestClient) -> None:
    office, words = office_of(phone), "a long passphrase of mine"
    boss = person_named(office, "boss")
    set_passphrase(office, boss, "boss", Passphrase("the first passphrase"))
    signing = replace(boss, signed=True)
    set_passphrase(office, signing, "rita", Passphrase(words))
    phone.post(f"{DAY}/draft")
    assert 'name="passphrase"' in phone.get(DAY).text
    assert attest(phone, seen(phone)) == 400
    assert attest(phone, seen(phone), passphrase="another passphrase") == 400
    assert attest(phone, seen(phone), passphrase=words) == 303


def test_a_trip_on_business_by_hand_is_attested_with_the_day(phone: TestClient) -> None:
    form = {"start": "Home", "end": "Post", "purpose": "parcels", "distance": "4.2", "key": str(uuid4())}
    assert phone.post(f"{DAY}/trips", data=form).status_code == 303
    assert [one.trip.distance_m for one in entries(phone)] == [Decimal(4200)]


@pytest.mark.parametrize(
    ("days_later", "waits"),
    [(1, True), (21, False), (5, False)],
    ids=["a working day", "Whit Monday", "a Saturday"],
)
def test_a_day_off_without_trips_asks_for_no_word(phone: TestClient, days_later: int, *, waits: bool) -> None:
    office: Office = phone.app.state.office  # type: ignore[attr-defined]
    there = EVENING + timedelta(days=days_later)
    later = replace(office, clock=lambda: there)
    shown = read_own_money(later, person_named(later, "rita"))
    assert (there.date() in shown.unattested) is waits
