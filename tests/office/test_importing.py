"""Importing files: good rows arrive as they are, bad ones are all named, and nothing is half imported."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from office.imports.imports import preview_import
from office.imports.maps import ColumnMap, pairs, ready_map
from office.imports.report import ImportReport
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.people import owner
from routing.problems import BadInputError
from store.accounts import read_accounts, read_reps
from store.changes import revision
from store.database import reading
from store.rows import Written
from store.sales import read_sales, read_seasons
from territory.accounts import AccountKind
from tests.importing import import_accounts, import_reps, import_sales, import_seasons, nowhere

GOOD = {"id": "a1", "name": "Bakery", "lat": "47.14", "lon": "9.52", "interval_days": "28"}
REP = {
    "id": "north",
    "name": "Rep North",
    "lat": "47.2",
    "lon": "9.5",
    "working_hours": "Mo-Fr 08:00-17:00",
    "lunch": "11:30-13:30/45",
    "timezone": "Europe/Vaduz",
    "country": "LI",
}


def csv_file(path: Path, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def accounts_from(office: Office, path: Path, now: datetime, options: ImportOptions | None = None) -> ImportReport:
    return import_accounts(office, path, options or ImportOptions(), nowhere, now)


def codes(office: Office, path: Path, now: datetime) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        accounts_from(office, path, now)
    return [problem.code for problem in caught.value.problems]


def test_a_row_becomes_an_account_with_the_defaults_that_are_written_down(
    office: Office, tmp_path: Path, now: datetime
) -> None:
    accounts_from(office, csv_file(tmp_path / "a.csv", [GOOD]), now)
    with reading(office.database) as connection:
        (account,) = read_accounts(connection)
    assert (account.least_days, account.most_days, account.service_s) == (17, 39, 1800)
    assert account.hours_assumed
    assert account.kind is AccountKind.CUSTOMER
    assert account.last_visit is None


def test_every_column_is_read(office: Office, tmp_path: Path, now: datetime) -> None:
    import_reps(office, csv_file(tmp_path / "r.csv", [REP]), ImportOptions(), now)
    row = GOOD | {
        "kind": "prospect",
        "segment": "A",
        "least_days": "20",
        "most_days": "30",
        "service_min": "45",
        "opening_hours": "Mo-Fr 09:00-12:00",
        "visiting_hours": "Mo-Fr 14:00-16:00",
        "potential": "12000,50",
        "skills": "technical|training",
        "last_visit": "2026-12-01",
        "owner_lock": "north",
    }
    accounts_from(office, csv_file(tmp_path / "a.csv", [row]), now)
    with reading(office.database) as connection:
        (account,) = read_accounts(connection)
    assert account.skills == {"technical", "training"}
    assert account.last_visit == date(2026, 12, 1)
    assert (account.potential, account.service_s, account.hours_assumed) == (12000.5, 2700, False)
    assert account.owner_lock == "north"
    assert account.visiting_hours == "Mo-Fr 14:00-16:00"


def test_importing_again_updates_by_id_and_says_what_changed(office: Office, tmp_path: Path, now: datetime) -> None:
    second = GOOD | {"id": "a2"}
    accounts_from(office, csv_file(tmp_path / "a.csv", [GOOD, second]), now)
    changed = csv_file(tmp_path / "b.csv", [GOOD | {"name": "Bakery & Café"}, second, GOOD | {"id": "a3"}])
    assert accounts_from(office, changed, now).written == Written(new=1, changed=1, same=1)
    with reading(office.database) as connection:
        assert [account.name for account in read_accounts(connection)] == ["Bakery & Café", "Bakery", "Bakery"]


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"interval_days": "first Tuesday"}, ("first Tuesday", 30, 18, 42)),
        ({"interval_days": "30", "cadence": "monthly"}, ("monthly", 30, 18, 42)),
        ({"interval_days": "3 a week"}, ("3 a week", 2, 1, 3)),
        ({"interval_days": "weekly"}, ("", 7, 4, 10)),
        ({"interval_days": "28"}, ("", 28, 17, 39)),
    ],
)
def test_an_interval_may_be_said_by_the_calendar(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, cells: dict[str, str], kept: tuple[str, int, int, int]
) -> None:
    accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", [GOOD | cells]), now)
    with reading(sqlite_workspace.database) as connection:
        (one,) = read_accounts(connection)
    assert (one.cadence, one.interval_days, one.least_days, one.most_days) == kept


def test_importing_the_same_file_again_changes_nothing(office: Office, tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "a.csv", [GOOD])
    accounts_from(office, path, now)
    with reading(office.database) as connection:
        before = revision(connection)
    assert accounts_from(office, path, now).written == Written(0, 0, 1)
    with reading(office.database) as connection:
        assert revision(connection) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_every_spreadsheet_are_read(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, delimiter: str, encoding: str
) -> None:
    path = csv_file(tmp_path / "a.csv", [GOOD | {"name": 'Käse, Brot; "Wein"'}], delimiter, encoding)
    accounts_from(sqlite_workspace, path, now)
    with reading(sqlite_workspace.database) as connection:
        assert read_accounts(connection)[0].name == 'Käse, Brot; "Wein"'


@pytest.mark.parametrize(
    ("written", "kept"),
    [("🥐 Bäckerei",) * 2, ("two\nlines", "two lines"), ("=CMD()",) * 2, ('say "hi", all',) * 2],
)
def test_names_are_kept_on_one_line(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, written: str, kept: str
) -> None:
    accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", [GOOD | {"name": written}]), now)
    with reading(sqlite_workspace.database) as connection:
        assert read_accounts(connection)[0].name == kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"interval_days": "0"}, "interval-days-out-of-range"),
        ({"interval_days": "-7"}, "interval-days-out-of-range"),
        ({"interval_days": "2.5"}, "interval-days-not-whole"),
        ({"interval_days": "sometimes"}, "interval-days-not-a-number"),
        ({"cadence": "first Tuesdays or so"}, "interval-days-not-a-number"),
        ({"interval_days": ""}, "interval-days-empty"),
        ({"least_days": "40"}, "least-days-out-of-range"),
        ({"most_days": "20"}, "most-days-out-of-range"),
        ({"id": ""}, "id-empty"),
        ({"name": " "}, "name-empty"),
        ({"lat": "147.1"}, "lat-out-of-range"),
        ({"lat": "", "lon": ""}, "place-missing"),
        ({"lat": "", "address": "Main Street 1"}, "address-not-found"),
        ({"lat": "0", "lon": "0"}, "place-at-zero"),
        ({"opening_hours": "sometimes"}, "hours-unreadable"),
        ({"visiting_hours": "mornings"}, "hours-unreadable"),
        ({"kind": "friend"}, "kind-unknown"),
        ({"service_min": "0"}, "service-min-out-of-range"),
        ({"potential": "-1"}, "potential-out-of-range"),
        ({"last_visit": "1. Dezember"}, "last-visit-not-a-date"),
        ({"last_visit": "1/12/2026"}, "date-ambiguous"),
        ({"potential": "85,000"}, "number-ambiguous"),
        ({"owner_lock": "nobody"}, "owner-unknown"),
    ],
)
def test_a_bad_cell_is_named_with_its_row(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, change: dict[str, str], code: str
) -> None:
    path = csv_file(tmp_path / "accounts.csv", [GOOD | {"id": "a0"}, GOOD | change])
    with pytest.raises(BadInputError) as caught:
        accounts_from(sqlite_workspace, path, now)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where.startswith("accounts.csv row 3")


@pytest.mark.parametrize(("interval", "said"), [("0", True), ("-7", False)])
def test_whom_nobody_is_to_visit_is_told_the_rule_for_it(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, interval: str, *, said: bool
) -> None:
    path = csv_file(tmp_path / "accounts.csv", [GOOD | {"interval_days": interval}])
    with pytest.raises(BadInputError) as caught:
        accounts_from(sqlite_workspace, path, now)
    assert ("do_not_visit" in caught.value.problems[0].action) == said


def test_swapped_coordinates_are_recognised(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    rows = [GOOD | {"id": f"a{n}"} for n in range(3)] + [GOOD | {"id": "swapped", "lat": "9.52", "lon": "47.14"}]
    assert codes(sqlite_workspace, csv_file(tmp_path / "a.csv", rows), now) == ["place-swapped"]


def test_a_place_at_sea_is_recognised(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    rows = [GOOD | {"id": f"a{n}"} for n in range(3)] + [GOOD | {"id": "sea", "lat": "44.0", "lon": "-20.0"}]
    assert codes(sqlite_workspace, csv_file(tmp_path / "a.csv", rows), now) == ["place-far-away"]


def test_a_far_account_is_taken_once_a_rep_lives_there(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    rows = [GOOD | {"id": f"a{n}"} for n in range(3)] + [GOOD | {"id": "island", "lat": "-7.95", "lon": "-14.35"}]
    path = csv_file(tmp_path / "a.csv", rows)
    with pytest.raises(BadInputError, match="first import a rep who lives near"):
        accounts_from(sqlite_workspace, path, now)
    rep = csv_file(tmp_path / "r.csv", [REP | {"lat": "-7.9", "lon": "-14.4"}])
    import_reps(sqlite_workspace, rep, ImportOptions(), now)
    accounts_from(sqlite_workspace, path, now)
    with reading(sqlite_workspace.database) as connection:
        assert "island" in {account.id for account in read_accounts(connection)}


def test_the_second_row_with_an_id_is_refused(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    assert codes(sqlite_workspace, csv_file(tmp_path / "a.csv", [GOOD, GOOD]), now) == ["id-twice"]


def test_all_problems_come_at_once_and_nothing_is_written(office: Office, tmp_path: Path, now: datetime) -> None:
    rows = [GOOD, GOOD | {"id": "a2", "interval_days": "0", "kind": "x"}, GOOD | {"id": "a3", "lat": "north"}]
    assert len(codes(office, csv_file(tmp_path / "a.csv", rows), now)) == 3
    with reading(office.database) as connection:
        assert read_accounts(connection) == ()


def test_good_rows_go_on_alone_when_asked(office: Office, tmp_path: Path, now: datetime) -> None:
    rows = [GOOD, GOOD | {"id": "a2", "interval_days": "0"}]
    report = accounts_from(office, csv_file(tmp_path / "a.csv", rows), now, ImportOptions(skip_bad=True))
    assert (report.written.new, report.refused, len(report.problems)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"id,name,interval_days\n", "file-without-rows"),
        (b"id,name\na,b\n", "column-missing"),
        (b"id,id,name,interval_days\na,b,c,7\n", "column-twice"),
        ("id,name,interval_days\na,Bäcker,7\n".encode("latin-1"), "file-not-utf8"),
        (b"PK\x03\x04\0\0", "file-not-workbook"),
        (b'id,name,interval_days\na,"open,7\n', "file-not-csv"),
        (b"id,name,interval_days,lat,lon\na,b,7,1,2,3\n", "row-too-long"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, content: bytes, code: str
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert codes(sqlite_workspace, tmp_path / "a.csv", now) == [code]


def test_a_spreadsheet_of_one_byte_a_letter_is_read_as_is_said(sqlite_workspace: Office) -> None:
    text = "id;name;lat;lon;interval_days;potential\na;Bäckerei Groß;47,1;9,5;7;1.250,50 €\n"
    data = text.encode("windows-1252")
    made = preview_import(sqlite_workspace, owner(), "accounts", Upload("a.csv", data, "windows-1252"), ImportOptions())
    assert made.report.written.new == 1
    assert made.sample[0]["name"] == "Bäckerei Groß"
    for encoding, code in (("", "file-not-utf8"), ("windows-1253", "file-not-text"), ("rot13", "file-not-text")):
        odd = Upload("a.csv", data + b"\xd2", encoding)  # a letter that the Greek page lacks
        with pytest.raises(BadInputError) as refused:
            preview_import(sqlite_workspace, owner(), "accounts", odd, ImportOptions())
        assert [problem.code for problem in refused.value.problems] == [code], encoding


def test_a_last_visit_on_a_day_to_come_is_imported_and_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime
) -> None:
    today, tomorrow = (str(now.date() + timedelta(days=days)) for days in (0, 1))
    rows = [GOOD | {"last_visit": today}, GOOD | {"id": "a2", "last_visit": tomorrow}]
    report = accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", rows), now)
    assert (report.written.new, report.refused) == (2, 0)
    (problem,) = report.problems
    assert (problem.code, problem.where) == ("last-visit-ahead", "a.csv row 3 (a2)")
    assert tomorrow in problem.cause


def test_many_last_visits_on_days_to_come_are_one_problem(
    sqlite_workspace: Office, tmp_path: Path, now: datetime
) -> None:
    days = [str(now.date() + timedelta(days=number)) for number in range(6)]
    rows = [GOOD | {"id": f"a{number}", "last_visit": day} for number, day in enumerate(days)]
    report = accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", rows), now)
    assert report.written.new == 6
    (problem,) = report.problems
    assert (problem.code, problem.where) == ("last-visit-ahead", "a.csv row 3 (a1) and on")
    assert "5 accounts" in problem.cause
    assert days[5] in problem.cause


@pytest.mark.parametrize("program", ["salesforce", "hubspot"])
def test_exports_of_crms_are_read_with_their_map(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, program: str
) -> None:
    theirs = {
        "salesforce": {"Account ID": "001", "Account Name": "Shop", "Type": "Customer - Direct", "Industry": "Retail",
                       "Billing Street": "High St 1", "Billing City": "Vaduz", "Owner": "someone"},
        "hubspot": {"Record ID": "001", "Company name": "Shop", "Type": "PROSPECT", "Industry": "Retail",
                    "Street Address": "High St 1", "City": "Vaduz", "Owner": "someone"},
    }[program]  # fmt: skip
    asked: list[str] = []

    def locate(_where: str, address: str) -> tuple[float, float]:
        asked.append(address)
        return 47.14, 9.52

    options = ImportOptions(ready_map(program), {"interval_days": "28"})
    report = import_accounts(sqlite_workspace, csv_file(tmp_path / "a.csv", [theirs]), options, locate, now)
    with reading(sqlite_workspace.database) as connection:
        (account,) = read_accounts(connection)
    assert (account.id, account.name, account.interval_days) == ("001", "Shop", 28)
    assert account.kind.value == ("customer" if program == "salesforce" else "prospect")
    assert asked == ["High St 1, Vaduz"]
    assert report.ignored == ("Owner",)


def test_a_column_s_other_name_can_be_given(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    theirs = {"Kundennummer" if name == "id" else name: value for name, value in GOOD.items()}
    options = ImportOptions(ColumnMap(pairs("--map", ["Kundennummer=id"], ("id",), ours_first=False)))
    assert accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", [theirs]), now, options).written.new == 1


@pytest.mark.parametrize("text", ["Kundennummer", "Kundennummer=number"])
def test_a_map_to_a_column_that_we_do_not_have_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="none of our columns"):
        pairs("--map", [text], ("id",), ours_first=False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"country": "XX"}, "country-unknown"),
        ({"working_hours": "always busy"}, "hours-unreadable"),
        ({"working_hours": "off"}, "hours-none"),
        ({"timezone": "Vaduz"}, "timezone-unknown"),
        ({"lunch": "noon"}, "lunch-unreadable"),
        ({"lat": ""}, "home-missing"),
    ],
)
def test_a_rep_who_cannot_be_planned_is_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, change: dict[str, str], code: str
) -> None:
    path = csv_file(tmp_path / "reps.csv", [REP | change])
    with pytest.raises(BadInputError) as caught:
        import_reps(sqlite_workspace, path, ImportOptions(), now)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_reps_come_back_as_they_were_written(office: Office, tmp_path: Path, now: datetime) -> None:
    row = REP | {"max_driving_min": "240", "max_day_min": "600", "languages": "de|en", "starts": "2027-01-11"}
    import_reps(office, csv_file(tmp_path / "r.csv", [row]), ImportOptions(), now)
    with reading(office.database) as connection:
        (rep,) = read_reps(connection)
    assert (rep.max_driving_s, rep.max_day_s) == (14_400, 36_000)
    assert (rep.languages, rep.starts) == ({"de", "en"}, date(2027, 1, 11))


def test_sales_and_seasons_come_back_as_they_were_written(office: Office, tmp_path: Path, now: datetime) -> None:
    accounts_from(office, csv_file(tmp_path / "a.csv", [GOOD]), now)
    sale = {"account_id": "a1", "month": "2026-11", "amount": "1250.10", "currency": "CHF"}
    import_sales(office, csv_file(tmp_path / "s.csv", [sale]), ImportOptions(), now)
    season = {"segment": "food", "month": "12", "index": "1.5"}
    import_seasons(office, csv_file(tmp_path / "t.csv", [season]), ImportOptions(), now)
    with reading(office.database) as connection:
        assert [str(amount) for _, _, amount, _ in read_sales(connection)] == ["1250.10"]
        assert read_seasons(connection) == {("food", 12): 1.5}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"account_id": "a9"}, "account-unknown"),
        ({"month": "11/2026"}, "month-unreadable"),
        ({"amount": "much"}, "amount-not-a-number"),
        ({"currency": "€"}, "currency-unreadable"),
    ],
)
def test_a_bad_row_of_sales_is_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, change: dict[str, str], code: str
) -> None:
    accounts_from(sqlite_workspace, csv_file(tmp_path / "a.csv", [GOOD]), now)
    sale = {"account_id": "a1", "month": "2026-11", "amount": "1250.10", "currency": "CHF"} | change
    with pytest.raises(BadInputError) as caught:
        import_sales(sqlite_workspace, csv_file(tmp_path / "s.csv", [sale]), ImportOptions(), now)
    assert [problem.code for problem in caught.value.problems] == [code]
