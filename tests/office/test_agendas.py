"""Agendas where people meet them: in the visit's event, on the rep's page, in files, by command and by the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from calendars.feed import KeptEvent
from office.accounts.agendas import list_agendas, set_agenda
from office.imports.agenda_files import agendas_csv
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.shown import read_shown_plan
from office.visits.days import read_own_visit
from routing.problems import BadInputError
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from store.events import read_kept
from territory.agenda import AgendaItem, ItemKind, Scope
from tests.calendars.week import MONDAY, NOW, REP, account
from tests.importing import import_file
from tests.office.carried_week import at, do, fill

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id=REP.id)
SHOW = (AgendaItem(ItemKind.POINT, "Show the grinder", "https://example.com/grinder.pdf"),)
OWN = (AgendaItem(ItemKind.PURPOSE, "Sign the contract"),)


@pytest.fixture
def office(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(
            connection, [replace(account("a"), segment="hotel"), replace(account("b"), segment="hotel", tier="A")]
        )
    return sqlite_workspace


def events(office: Office) -> dict[str, KeptEvent]:
    with reading(office.database) as connection:
        return read_kept(connection, REP.id)


def bodies(office: Office) -> list[str]:
    return [" ".join(one.body.decode().replace("\r\n ", "").split()) for one in events(office).values()]


def test_the_visit_s_event_says_what_it_is_about(office: Office) -> None:
    do(office, set_agenda, Scope(segment="hotel"), SHOW)
    assert sum("Show the grinder https://example.com/grinder.pdf" in body for body in bodies(office)) == 2
    do(office, set_agenda, Scope(account_id="a"), OWN)
    assert sum("Show the grinder" in body for body in bodies(office)) == 1
    assert sum("Sign the contract" in body for body in bodies(office)) == 1
    do(office, set_agenda, Scope(account_id="a"), ())
    assert sum("Show the grinder" in body for body in bodies(office)) == 2


def test_an_event_without_agenda_stays_as_it_was(office: Office) -> None:
    before = events(office)
    do(office, set_agenda, Scope(segment="bar"), SHOW)
    assert events(office) == before


def test_the_rep_sees_it_before_the_door_opens_and_papers_show_it(office: Office) -> None:
    do(office, set_agenda, Scope(tier="A"), SHOW)
    there = at(office, NOW)
    found = {}
    with reading(office.database) as connection:
        names = [one.id for one in read_accounts(connection)]
    shown = read_shown_plan(there, owner(), None, MONDAY)
    for tour in shown.plan.tours:
        for visit in tour.visits:
            found[visit.account_id] = shown.agenda_of(visit, tour.date)
            assert read_own_visit(there, RITA, visit.visit_id).stop.agenda == found[visit.account_id]
    assert set(found) <= set(names)
    assert {name for name, items in found.items() if items == SHOW} == {"b"}


def test_a_file_s_agendas_replace_those_alone_that_it_names(office: Office, now: datetime) -> None:
    do(office, set_agenda, Scope(tier="A"), SHOW)
    do(office, set_agenda, Scope(segment="hotel"), SHOW)
    text = "account,segment,tier,kind,text,link,first,last\n,hotel,,point,Prices,,2026-03-01,2026-04-30\n"
    text += "a,,,material,Catalogue,https://example.com/c,,\na,,,purpose,Order,,,\n"
    path = office.folder.path / "agendas.csv"
    path.write_text(text, encoding="utf-8")
    written = import_file(office, "agendas", path, now, ImportOptions()).written
    assert (written.new, written.changed, written.same) == (1, 1, 0)
    kept = list_agendas(office, owner())
    assert kept == {
        Scope(tier="A"): SHOW,
        Scope(segment="hotel"): (
            AgendaItem(ItemKind.POINT, "Prices", "", date(2026, 3, 1), date(2026, 4, 30)),
        ),
        Scope("a"): (
            AgendaItem(ItemKind.MATERIAL, "Catalogue", "https://example.com/c"),
            AgendaItem(ItemKind.PURPOSE, "Order"),
        ),
    }  # fmt: skip
    path.write_text(agendas_csv(kept), encoding="utf-8")
    again = import_file(office, "agendas", path, now, ImportOptions()).written
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    path.write_text("segment,text\nhotel,-\n", encoding="utf-8")
    import_file(office, "agendas", path, now, ImportOptions())
    assert set(list_agendas(office, owner())) == {Scope(tier="A"), Scope("a")}


@pytest.mark.parametrize(
    "row",
    ["zzz,,,point,x,,,", "a,hotel,,point,x,,,", ",hotel,,wish,x,,,", ",hotel,,point,,,,", ",,,point,x,javascript:x,,",
     ",,,point,x,,2026-03-02,2026-03-01", ",,,point,x,,soon,", f",,,point,{'x' * 301},,,"],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_is_kept(office: Office, now: datetime, row: str) -> None:
    path = office.folder.path / "agendas.csv"
    path.write_text(f"account,segment,tier,kind,text,link,first,last\n,bar,,point,fine,,,\n{row}\n", encoding="utf-8")
    with pytest.raises(BadInputError):
        import_file(office, "agendas", path, now, ImportOptions())
    assert list_agendas(office, owner()) == {}
    import_file(office, "agendas", path, now, ImportOptions(skip_bad=True))
    assert list(list_agendas(office, owner())) == [Scope(segment="bar")]


def test_what_is_not_there_cannot_be_taken_away_and_reps_do_not_write(office: Office) -> None:
    with pytest.raises(BadInputError, match="no such agenda"):
        set_agenda(office, owner(), Scope(segment="bar"), ())
    with pytest.raises(BadInputError, match="may not"):
        set_agenda(office, RITA, Scope(), SHOW)
    with pytest.raises(BadInputError, match="nobody-such"):
        set_agenda(office, owner(), Scope(account_id="nobody-such"), SHOW)
