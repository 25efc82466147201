"""Exports of other programs as they are: how they are written, which record is meant, and what a file leaves alone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from commands.problem_lines import grouped
from office.imports.imports import commit_import, preview_import
from office.imports.mappings import ImportMapping, options_of, read_mapping, save_mapping
from office.imports.maps import PROGRAMS, ready_map
from office.imports.report import ImportReport
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.people import owner
from routing.problems import BadInputError, Problem
from routing.written_numbers import DecimalSign
from store.accounts import read_accounts
from store.changes import revision
from store.database import reading
from store.opportunities import read_opportunities
from store.rows import Written
from territory.accounts import Account
from tests.importing import nowhere

HEAD = "id,name,lat,lon,interval_days,potential\n"
ROW = "a1,Bakery,47.14,9.52,28,1000\n"
SHORT, LONG = "001A0000001abCD", "001A0000001abCDIAY"


@pytest.fixture
def office(sqlite_workspace: Office, now: datetime) -> Office:
    return replace(sqlite_workspace, clock=lambda: now)


def take(
    office: Office, data: str | bytes, kind: str = "accounts", options: ImportOptions | None = None
) -> ImportReport:
    raw = data.encode() if isinstance(data, str) else data
    return commit_import(office, owner(), kind, Upload("f.csv", raw), options or ImportOptions(), locate=nowhere)


def account(office: Office) -> Account:
    with reading(office.database) as connection:
        return read_accounts(connection)[0]


def workbook(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "utf-32"])
def test_text_is_read_by_its_mark(office: Office, encoding: str) -> None:
    text = (HEAD + ROW).replace("Bakery", "Bäckerei").replace(",", "\t")
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert take(office, data).written.new == 1
    assert account(office).name == "Bäckerei"


def test_a_workbook_is_read_exactly_and_decides_nothing(office: Office) -> None:
    header: list[object] = ["Report of customers"]
    rows = [header, [], ["id", "name", "lat", "lon", "interval_days", "potential", "last_visit"]]
    rows.append(["a1", "Bakery", 47.14, 9.52, 28, 1250.125, date(2026, 3, 2)])
    take(office, workbook(rows))
    assert (account(office).potential, account(office).last_visit) == (1250.125, date(2026, 3, 2))
    rows.append(["a2", "Café", 47.14, 9.52, 28, "1.250", "2026-03-02"])
    with pytest.raises(BadInputError) as caught:
        take(office, workbook(rows))
    assert [problem.code for problem in caught.value.problems] == ["number-ambiguous"]


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_the_line_that_names_the_separator_is_no_header(office: Office, first: str) -> None:
    assert take(office, first + (HEAD + ROW).replace(",", ";")).written.new == 1


FOOTERS = [
    "\n\nGrand Totals (1 records)\nCopyright (c) 2000-2026 salesforce.com, inc.\n",
    "Total,,,,,1000\n",
    "\nas of 2/14/2027\n",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_closing_words_are_left_out_and_said(office: Office, footer: str) -> None:
    report = take(office, HEAD + ROW + footer)
    assert (report.written.new, report.refused, bool(report.footer)) == (1, 0, True)


def test_a_bad_row_at_the_end_is_no_closing_word(office: Office) -> None:
    with pytest.raises(BadInputError, match="name is empty"):
        take(office, HEAD + ROW + "a2,,47.1,9.5,28,\n")


def test_a_customer_called_total_is_no_total(office: Office) -> None:
    text = "name,id,lat,lon,interval_days\nB,a1,47.1,9.5,28\nTotal Energies,a2,47.1,9.5,28\n"
    assert (report := take(office, text)).written.new == 2
    assert report.footer == ()


def test_columns_that_stand_twice_matter_only_where_they_are_read(office: Office) -> None:
    assert take(office, "Notes,Notes,id,name,name,lat,lon,interval_days\nx,y,a1,B,B,47.1,9.5,28\n").ignored == (
        "Notes",
    )
    with pytest.raises(BadInputError, match="more than once"):
        take(office, "id,name,name,lat,lon,interval_days\na1,B,C,47.1,9.5,28\n")


def test_both_forms_of_an_id_are_one_record_also_for_deals(office: Office) -> None:
    take(office, HEAD + ROW.replace("a1", SHORT))
    assert take(office, HEAD + ROW.replace("a1", LONG)).written == Written(0, 0, 1)
    deals = f'id,account_id,name,amount,currency\nd1,{LONG},Deal,"1,250.50",EUR\nd2,Bakery,Other,,\n'
    assert take(office, deals, "opportunities").written.new == 2
    with reading(office.database) as connection:
        assert {deal.account_id for deal in read_opportunities(connection)} == {SHORT}


def test_a_wrong_check_makes_another_record(office: Office) -> None:
    take(office, HEAD + ROW.replace("a1", SHORT))
    assert take(office, HEAD + ROW.replace("a1", f"{SHORT}AAA")).written.new == 1


def test_what_a_file_does_not_say_stays(office: Office) -> None:
    full = (
        "id,name,lat,lon,interval_days,service_min,skills,phone,last_visit\na1,B,47.1,9.5,14,55,lift,+423,2026-03-02\n"
    )
    take(office, full)
    defaults = ImportOptions(defaults={"interval_days": "28", "service_min": "30"})
    assert take(office, "id,name\na1,B\n", options=defaults).written == Written(0, 0, 1)
    take(office, "id,phone,skills\na1,,-\n")
    kept = account(office)
    assert (kept.interval_days, kept.service_s, kept.phone, kept.skills) == (14, 3300, "+423", frozenset())


def test_a_new_record_needs_its_columns_and_is_told_once(office: Office) -> None:
    take(office, HEAD + ROW)
    with pytest.raises(BadInputError) as caught:
        take(office, "id,name\na1,B\na2,C\na3,D\n")
    assert [problem.code for problem in caught.value.problems] == ["column-missing"]


def test_a_preview_writes_nothing(office: Office) -> None:
    with reading(office.database) as connection:
        before = revision(connection)
    upload = Upload("f.csv", (HEAD + ROW + "a2,Café,,,28,\n").replace("potential", "address").encode())
    found = preview_import(office, owner(), "accounts", upload, ImportOptions())
    assert (found.report.written.new, found.report.refused) == (1, 1)
    with reading(office.database) as connection:
        assert (revision(connection), read_accounts(connection)) == (before, ())


def test_rows_are_judged_before_anybody_is_asked(office: Office) -> None:
    def never(where: str, address: str) -> Problem:
        raise AssertionError(f"{address} was asked for {where}")

    rows = "id,name,lat,lon,interval_days,address\na1,B,,,28,High Street 1\na2,C,47.1,9.5,soon,\n"
    with pytest.raises(BadInputError) as caught:
        commit_import(office, owner(), "accounts", Upload("f.csv", rows.encode()), ImportOptions(), locate=never)
    assert [problem.code for problem in caught.value.problems] == ["interval-days-not-a-number"]


def test_what_was_said_of_a_file_is_kept_by_name(office: Office) -> None:
    words = {"kind": {"Kunde": "customer"}}
    kept = ImportMapping("monday", "accounts", decimal="comma", names={"Nr": "id"}, words=words)
    save_mapping(office, owner(), kept)
    options = options_of(read_mapping(office, owner(), "monday", "accounts"))
    assert (options.decimal, options.columns.values) == (DecimalSign.COMMA, {"kind": {"kunde": "customer"}})
    text = "Nr;name;lat;lon;interval_days;kind;potential\na1;B;47,1;9,5;28;KUNDE;1.250\n"
    take(office, text, options=options)
    assert account(office).potential == 1250.0
    with pytest.raises(BadInputError, match="not for reps"):
        read_mapping(office, owner(), "monday", "reps")


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("what", ["accounts", "opportunities", "activities"])
def test_every_program_has_its_maps(program: str, what: str) -> None:
    assert set(ready_map(program, what).names.values()) >= {"id"} | ({"account_id"} if what != "accounts" else set())


def test_the_state_of_an_address_is_asked_for_and_kept(office: Office) -> None:
    asked: list[str] = []

    def found(_: str, address: str) -> tuple[float, float]:
        asked.append(address)
        return 42.1, -72.59

    text = "Account ID,Account Name,Billing Street,Billing City,Billing State/Province,Billing Country\n"
    text += "001,Shop,12 Main Street,Springfield,Massachusetts,United States\n"
    options = ImportOptions(ready_map("salesforce"), {"interval_days": "28"})
    commit_import(office, owner(), "accounts", Upload("f.csv", text.encode()), options, locate=found)
    assert asked == ["12 Main Street, Springfield, Massachusetts, United States"]
    kept = account(office)
    assert (kept.country, kept.region, kept.timezone) == ("US", "MA", "America/New_York")


PLACED = "id,name,lat,lon,interval_days,region\n"


@pytest.mark.parametrize(
    ("row", "region", "codes"),
    [
        ("m,Münster,51.9607,7.6261,28,\n", "NW", []),
        ("m,Münster,51.9607,7.6261,28,DE-NI\n", "NI", []),  # what is written goes before the place
        ("m,Münster,51.9607,7.6261,28,Westphalia\n", "NW", ["region-unknown"]),
        ("u,Ulm,48.4011,9.9876,28,\n", "", ["region-not-told"]),
        ("u,Ulm,48.4011,9.9876,28,Bayern\n", "BY", []),
        ("v,Vaduz,47.141,9.5215,28,\n", "", []),
        ("n,Nancy,48.6921,6.1844,28,\n", "54", []),
    ],
)
def test_a_place_tells_its_region_or_it_is_said_once(office: Office, row: str, region: str, codes: list[str]) -> None:
    report = take(office, PLACED + row)
    assert account(office).region == region
    assert [one.code for one in report.problems] == codes


def test_accounts_of_which_no_place_tells_the_region_are_one_note(office: Office) -> None:
    rows = "".join(f"u{number},Ulm,48.4011,9.9876,28,\n" for number in range(7))
    (note,) = take(office, PLACED + rows).problems
    assert "7 accounts (u0, u1, u2, u3, u4 ...)" in note.cause


@pytest.mark.parametrize(
    ("amount", "code"),
    [("$85", "currency-ambiguous"), ("USD 85 000,00", ""), ("EUR 85,00", "currency-against-amount")],
)
def test_a_currency_beside_an_amount_is_heeded(office: Office, amount: str, code: str) -> None:
    take(office, HEAD + ROW)
    currency = "USD" if code == "currency-against-amount" else ""
    text = f'account_id,month,amount,currency\na1,2026-01,"{amount}",{currency}\n'
    try:
        take(office, text, "sales")
        found = ""
    except BadInputError as error:
        found = error.problems[0].code
    assert found == code


def test_reports_close_visits_and_correct_them(office: Office, now: datetime) -> None:
    take(office, HEAD + ROW)
    rep = "id,name,lat,lon,working_hours,timezone,country\nr1,Ann,47.1,9.5,Mo-Fr 08:00-17:00,Europe/Vaduz,LI\n"
    take(office, rep, "reps")
    text = "account_id,rep_id,date,outcome\na1,r1,2026-11-20,order\n"
    assert take(office, text, "reports").written == Written(1, 0, 0)
    assert take(office, text, "reports").written == Written(0, 0, 1)
    assert take(office, text.replace("order", "no order"), "reports").written == Written(0, 1, 0)
    with pytest.raises(BadInputError, match="a day to come"):
        take(office, text.replace("2026-11-20", f"{now.date().replace(day=30)}"), "reports")


def test_problems_are_told_by_kind_with_their_rows() -> None:
    found = [Problem("kind-unknown", f"f.csv row {row} (a{row})", "kind is 'x'", "Write it.") for row in (2, 3, 4, 9)]
    assert grouped([*found, Problem("id-empty", "f.csv row 5", "id is empty", "Write its id.")]) == [
        "f.csv rows 2-4, 9 (4 times): kind is 'x'. Write it. [kind-unknown]",
        "f.csv row 5: id is empty. Write its id. [id-empty]",
    ]


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (4, 1), (20, 1)])
def test_what_is_the_same_of_many_things_is_one_line(count: int, lines: int) -> None:
    found = grouped([Problem("x", f"a{n}", "it is late", "Go.") for n in range(count)])
    assert len(found) == lines
    assert lines == 3 or found[0].endswith(f"({count} times): it is late. Go. [x]")


def test_importing_many_accounts_again_with_one_changed_touches_one(office: Office) -> None:
    rows = [f"a{n},Shop {n},47.{100 + n % 90},9.5{n % 10},28,{n}" for n in range(300)]
    take(office, HEAD + "\n".join(rows))
    rows[7] = rows[7].replace("Shop 7", "Shop seven")
    report = take(office, HEAD + "\n".join(rows))
    assert (report.written, report.written.keys) == (Written(0, 1, 299), (("a7",),))
