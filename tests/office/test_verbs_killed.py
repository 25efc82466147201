"""Every writing use case is whole or not there: killed before any of its writes or at its commit, asked twice.

Each has a recipe, here or in the tests of its room; one that has none fails here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from mileage.expenses import Expense, PaidBy
from mileage.money import Money
from mileage.periods import Days
from office.access import revoke_access
from office.accounts.agendas import set_agenda
from office.accounts.bulk import edit_accounts, undo_edit
from office.accounts.notebook import write_account_note
from office.accounts.prospects import add_prospect
from office.accounts.rules import add_contact, change_rules
from office.accounts.search import Asked
from office.accounts.seasons import change_season
from office.accounts.stories import change_account, read_account
from office.counting_rule import set_counting_rule
from office.crm.conflicts import decide_crm_conflict
from office.crm.connections import change_crm_secret, disconnect_crm
from office.designs.alignment import keep_design, propose_design
from office.erasure import erase_person
from office.first_run import order_roads
from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.appointments import add_appointment, cancel_appointment
from office.fixed_dates.company_days import add_company_day
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from office.imports.imports import commit_import
from office.imports.mappings import remove_mapping, save_mapping
from office.imports.uploads import ImportOptions, Upload
from office.jobs import ask_job, drop_schedule, save_schedule, stop_job
from office.kinds import load_kinds
from office.mileage.expenses import NewExpense, add_expenses
from office.mileage.own import add_errand, add_own_expense, attest_own_day, read_own_trips, report_deviation, shown_as
from office.mileage.reports import mileage_report
from office.opening import Office
from office.outside.mails import choose_mails, save_mail_server
from office.outside.provider import remove_provider, save_provider
from office.outside.reminders import remind_reps
from office.outside.webhooks import add_webhook, remove_webhook
from office.ownership.leads import LeadAsked, find_account_owners, find_lead_owner
from office.ownership.moves import MoveOrder, exchange_accounts, give_account
from office.ownership.rules import apply_rules, decide_conflict, set_rules
from office.ownership.selections import SelectionOrder, move_selection
from office.passwords import digest_of
from office.people import Grant, Person, Reach, Role, owner
from office.reviews.manager_files import take_baseline
from office.reviews.notebook import comment_note
from office.reviews.reviews import write_note
from office.sessions import (
    change_password,
    change_preferences,
    end_session,
    invite_person,
    list_tokens,
    make_token,
    revoke_token,
)
from office.settings import change_settings
from office.staff import remove_person, save_person
from office.travel import choose_travel
from office.visits.visits import Report, report_visit
from reports.sentence_words import has_words, in_words
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.counting_rule import Colleagues, CountingRule
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence, CompanyDay
from store.access import Session, write_digest, write_session
from store.changes import changes_since, revision
from store.crm import OURS, CrmConflict, CrmConnection, write_conflict, write_connection
from store.database import reading, writing
from store.import_mappings import ImportMapping
from store.outside import MailServer
from store.ownership import read_ownership_decisions, rows_of_decision
from store.providers import Provider
from store.tables.whole import METADATA
from territory.agenda import AgendaItem, ItemKind, Scope
from tests.calendars.week import HOUR, NOW, REP
from tests.calendars.week import MONDAY as WEEK_BEGINS
from tests.office import acts_to_kill, mileage_house, small_team
from tests.office.carried_week import at, do, fill
from tests.office.divided import align
from tests.office.plans import test_plans_once
from tests.office.small_team import ENGINE, MONDAY, furnish
from tests.office.test_door import every_use_case
from tests.office.test_mileage_killed import SCENES
from tests.office.test_owner_decisions import LOOSE, ME, rules
from tests.office.test_visits_once import SAFE
from tests.office.test_visits_once import WRITING as OF_VISITS

Act = Callable[[Office], object]
Recipe = Callable[[Office], Act]
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
FRIDAY = WEEK_BEGINS + timedelta(days=4)
FURTHER = WEEK_BEGINS + timedelta(days=60)
COURSE = Appointment("course", REP.id, FURTHER, 9 * HOUR, HOUR)
CSV = Upload("new.csv", b"id,name,lat,lon,interval_days\nN1,New,47.1,9.5,14\nN2,Newer,47.12,9.52,14\n")
MAIL = MailServer("127.0.0.1", 25, "none", "", "", "Rounds <rounds@example.org>", "https://example.org")
PROVIDER = Provider("https://id.example.org", "us", "", "Ours")
EVERY_FRIDAY = {"weekdays": (4,), "at_s": 6 * HOUR, "zone": "Europe/Vaduz"}


def week(case: Callable[..., object], *arguments: object, who: Person | None = None, **more: object) -> Recipe:
    """Return the recipe of a use case that needs no more than the week in force."""

    def scene(office: Office) -> Act:
        fill(office)
        return lambda there: case(at(there, NOW), who or owner(), *arguments, **more)

    return scene


def after(before: Callable[[Office], object], act: Recipe) -> Recipe:
    """Return a recipe before whose act something else is done."""

    def scene(office: Office) -> Act:
        made = act(office)
        before(at(office, NOW))
        return made

    return scene


def team(act: Callable[[Office], Act]) -> Recipe:
    """Return the recipe of a use case about the owners of a team that is divided."""

    def scene(office: Office) -> Act:
        house = furnish(office)
        align(house, ENGINE, MONDAY, Steps(10), seed=1, wishes=LOOSE)
        made = act(house)
        return lambda there: made(small_team.at(there, small_team.TODAY))

    return scene


def _story(office: Office) -> Act:
    fill(office)
    seen = read_account(at(office, NOW), owner(), "a").version
    return lambda there: change_account(at(there, NOW), owner(), "a", {"name": "Another"}, seen)


def _edit(office: Office) -> Act:
    fill(office)
    with reading(office.database) as connection:
        seen = revision(connection)
    return lambda there: edit_accounts(at(there, NOW), owner(), Asked(), {"segment": "x"}, seen)


def _edited(office: Office) -> Act:
    _edit(office)(office)
    return lambda there: undo_edit(at(there, NOW), owner(), 1)


def _signed_in(office: Office) -> None:
    with writing(office.database) as connection:
        stamps = (NOW.isoformat(), NOW.isoformat(), FURTHER.isoformat() + "T00:00:00+00:00", NOW.isoformat())
        write_session(connection, Session("s1", owner().id, *stamps, "a phone", phone=True))


def _known(office: Office) -> None:
    save_person(office, owner(), owner().id, "Me", (Grant(Role.ADMINISTRATOR),))
    save_person(office, owner(), "rita", "Rita", RITA.grants, rep_id=REP.id, email="rita@example.org")


def _password(office: Office) -> None:
    _known(office)
    with writing(office.database) as connection:
        write_digest(connection, owner().id, digest_of("the old password", "password"), NOW.isoformat())


def _token(office: Office) -> Act:
    fill(office)
    _known(office)
    make_token(at(office, NOW), owner(), "crm", frozenset({"read"}), 30)
    (token,) = list_tokens(at(office, NOW), owner())
    return lambda there: revoke_token(at(there, NOW), owner(), token.id)


def _gone(office: Office) -> None:
    _known(office)
    remove_person(office, owner(), "rita")


def _mailing(office: Office) -> Act:
    fill(office)
    _known(office)
    save_mail_server(at(office, NOW), owner(), MAIL)
    do(office, report_visit, "v1", Report(WEEK_BEGINS, 9 * HOUR, 10 * HOUR), now=NOW + timedelta(days=3))
    return lambda there: remind_reps(at(there, NOW + timedelta(days=4)), owner())


def _crm(office: Office) -> None:
    with writing(office.database) as connection:
        write_connection(connection, CrmConnection("sales", "hubspot", "", "", "", False, NOW.isoformat(), "me"))
        seen = CrmConflict(1, "sales", "accounts", "a", "a", "phone", "ours", "theirs", "", "", NOW.isoformat())
        write_conflict(connection, seen)


def _alignment(office: Office) -> Act:
    house = furnish(office)
    made = propose_design(house, owner(), ENGINE, MONDAY, Steps(10), seed=1, wishes=LOOSE)
    return lambda there: keep_design(small_team.at(there, small_team.TODAY), owner(), made)


def _claimed(house: Office) -> Act:
    twice = small_team.RULES.replace('segments = ["far"]', "everything = true")
    set_rules(house, ME, rules(twice, MONDAY))
    return lambda there: decide_conflict(there, ME, "A00", "east", "field", on=MONDAY)


def _commented(house: Office) -> Act:
    write_note(house, ME, "R1", "The fair is in May.", MONDAY)
    return lambda there: comment_note(there, ME, 1, "And in June.")


def _ruled(house: Office) -> Act:
    set_rules(house, ME, rules(on=MONDAY))
    with writing(house.database) as connection:
        small_team.write_accounts(connection, [small_team.account(40)])
    return lambda there: apply_rules(there, ME, MONDAY)


ORDERS = tuple(MoveOrder(name, "R3", MONDAY + timedelta(7)) for name in ("A00", "A01"))


def _driven(act: Callable[[Office], Act], scene: Callable[[Office], object] | None = None) -> Recipe:
    def made(office: Office) -> Act:
        mileage_house.furnished(office)
        if scene is not None:
            scene(office)
        return act(office)

    return made


def _visited(office: Office) -> None:
    mileage_house.visited(office, "a1")
    mileage_house.draft(office)


def _shown(office: Office) -> Act:
    seen = shown_as(read_own_trips(*mileage_house.by(office), mileage_house.MONDAY))
    return lambda there: attest_own_day(*mileage_house.by(there), mileage_house.MONDAY, seen)


def _deviating(office: Office) -> Act:
    trip = read_own_trips(*mileage_house.by(office), mileage_house.MONDAY).entries[0].trip.id
    return lambda there: report_deviation(*mileage_house.by(there), trip, Decimal(12_000), "detour")


COFFEE = NewExpense(mileage_house.MONDAY, "meal", Money(Decimal("3.00"), "EUR"), "Inn")
LUNCH = Expense("e1", "r1", mileage_house.MONDAY, "meal", Money(Decimal("9.00"), "EUR"), Decimal(0), PaidBy.REP, "Inn")

RECIPES: dict[str, Recipe] = {
    "set_agenda": week(set_agenda, Scope("a"), [AgendaItem(ItemKind.POINT, "Prices")]),
    "edit_accounts": _edit,
    "undo_edit": _edited,
    "write_account_note": week(write_account_note, "a", "ring twice"),
    "add_prospect": week(add_prospect, "p1", REP.id, {"name": "New one", "lat": "47.1", "lon": "9.6"}),
    "add_contact": week(add_contact, "a", WEEK_BEGINS - timedelta(days=9), REP.id),
    "change_rules": week(change_rules, "a", {"do_not_visit": "closed"}),
    "change_season": week(change_season, "", {"lead_days": 7}),
    "change_account": _story,
    "keep_design": _alignment,
    "add_absence": week(add_absence, Absence(REP.id, FURTHER, FURTHER, "ill")),
    "cancel_absence": after(
        lambda there: add_absence(there, owner(), Absence(REP.id, FURTHER, FURTHER, "ill")),
        week(cancel_absence, REP.id, FURTHER),
    ),
    "add_appointment": week(add_appointment, (REP.id,), COURSE),
    "cancel_appointment": after(
        lambda there: add_appointment(there, owner(), (REP.id,), COURSE), week(cancel_appointment, "course")
    ),
    "add_company_day": week(add_company_day, CompanyDay(FURTHER, working=False, name="works")),
    "add_ride_along": week(add_ride_along, Wish(REP.id, "mara", date=WEEK_BEGINS)),
    "cancel_ride_along": after(
        lambda there: add_ride_along(there, owner(), Wish(REP.id, "mara", date=WEEK_BEGINS)),
        week(cancel_ride_along, REP.id, WEEK_BEGINS),
    ),
    "commit_import": week(commit_import, "accounts", CSV, ImportOptions()),
    "save_mapping": week(save_mapping, ImportMapping("ours", "accounts", names={"No": "id"})),
    "remove_mapping": after(
        lambda there: save_mapping(there, owner(), ImportMapping("ours", "accounts", names={"No": "id"})),
        week(remove_mapping, "ours"),
    ),
    "ask_job": week(ask_job, "remind", {}),
    "order_roads": week(order_roads, "region.osm.pbf", b"made up"),
    "stop_job": after(lambda there: ask_job(there, owner(), "remind", {}), week(stop_job, 1)),
    "save_schedule": week(save_schedule, "letters", "remind", {}, **EVERY_FRIDAY),
    "drop_schedule": after(
        lambda there: save_schedule(there, owner(), "letters", "remind", {}, **EVERY_FRIDAY),  # type: ignore[arg-type]
        week(drop_schedule, 1),
    ),
    "add_expenses": _driven(lambda _: lambda there: add_expenses(*mileage_house.by(there), "r1", (LUNCH,))),
    "add_own_expense": _driven(lambda _: lambda there: add_own_expense(*mileage_house.by(there), COFFEE)),
    "add_errand": _driven(
        lambda _: lambda there: add_errand(*mileage_house.by(there), mileage_house.MONDAY, Decimal(900), "post")
    ),
    "attest_own_day": _driven(_shown, _visited),
    "report_deviation": _driven(_deviating, _visited),
    "choose_mails": after(_known, week(choose_mails, ("week",), who=RITA)),
    "save_mail_server": week(save_mail_server, MAIL),
    "save_provider": week(save_provider, PROVIDER),
    "remove_provider": after(lambda there: save_provider(there, owner(), PROVIDER), week(remove_provider)),
    "add_webhook": week(add_webhook, "https://example.org/hook"),
    "remove_webhook": after(
        lambda there: add_webhook(there, owner(), "https://example.org/hook"), week(remove_webhook, 1)
    ),
    "remind_reps": _mailing,
    "exchange_accounts": team(lambda _: lambda there: exchange_accounts(there, ME, ORDERS)),
    "give_account": team(lambda _: lambda there: give_account(there, ME, ORDERS[0])),
    "apply_rules": team(_ruled),
    "decide_conflict": team(_claimed),
    "move_selection": team(lambda _: lambda there: move_selection(there, ME, SelectionOrder(("A00", "A01"), "R3"))),
    "take_baseline": team(lambda _: lambda there: take_baseline(there, ME, "start", MONDAY)),
    "comment_note": team(_commented),
    "change_password": after(_password, week(change_password, "the old password", "the new password")),
    "change_preferences": after(_known, week(change_preferences, "de", "dark")),
    "end_session": after(lambda there: (_known(there), _signed_in(there)), week(end_session, "s1")),
    "invite_person": after(_known, week(invite_person, "rita")),
    "revoke_access": after(lambda there: (_known(there), _signed_in(there)), week(revoke_access, owner().id, "s1")),
    "make_token": after(_known, week(make_token, "crm", frozenset({"read"}), 30)),
    "revoke_token": _token,
    "change_settings": week(change_settings, currency="CHF"),
    "set_counting_rule": week(set_counting_rule, CountingRule(Colleagues.OWNER)),
    "save_person": week(save_person, "ann", "Ann", (Grant(Role.ADMINISTRATOR),)),
    "remove_person": after(_known, week(remove_person, "rita")),
    "erase_person": after(_gone, week(erase_person, "rita")),
    "choose_travel": week(choose_travel, "straight"),
    "change_crm_secret": after(_crm, week(change_crm_secret, "sales", "another secret")),
    "disconnect_crm": after(_crm, week(disconnect_crm, "sales")),
    "decide_crm_conflict": after(_crm, week(decide_crm_conflict, 1, OURS)),
    **{verb: team(scene) for verb, scene in acts_to_kill.ACTS.items()},
}
OF_OWNERS = frozenset({
    "move_account", "keep_cover", "retire_rep", "keep_leads", "undo_ownership", "set_rules", "keep_manager_file",
    "write_note", "set_local", "keep_traits",
})  # fmt: skip
"""Tried in `tests/office/test_owners_killed.py`."""

ELSEWHERE = {
    "find_lead_owner": "it changes nothing (an engine may keep ways by their content): the test below",
    "find_account_owners": "as find_lead_owner",
    "mileage_report": "it changes nothing: the test below",
    "connect_crm": "one transaction after another program has let us in: killed in tests/office/test_crm.py",
    "sync_crm": "many transactions: cut, and killed before its import and after it, in tests/office/test_crm.py",
    "invite_cast": "save_person, several in one transaction; no request asks for it: its answer is a password",
}
"""Use cases without a recipe of their own, and why that is enough."""


class KilledError(BaseException):
    """The process dies here."""


def state(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with reading(office.database) as connection:
        return {
            table.name: sorted((tuple(map(str, row)) for row in connection.execute(sa.select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


def test_every_writing_use_case_is_tried() -> None:
    writing_ones = {verb for verb, case in every_use_case().items() if case.kind in {"writes", "works"}}
    of_plans = {verb.split()[0] for verb in test_plans_once.WRITING}
    tried = RECIPES.keys() | ELSEWHERE.keys() | OF_OWNERS | OF_VISITS.keys() | SAFE.keys() | SCENES.keys() | of_plans
    assert writing_ones == tried
    assert not RECIPES.keys() & ELSEWHERE.keys()


@pytest.mark.parametrize("verb", RECIPES)
def test_killed_anywhere_nothing_is_half_done_and_again_it_is_done_once(sqlite_workspace: Office, verb: str) -> None:
    load_kinds()
    office = sqlite_workspace
    act = RECIPES[verb](office)
    before = state(office)
    for number in range(200):
        if not killed(office, number, act):
            break
        assert state(office) == before, f"half done when killed at write {number}"
    assert number > 0
    done = state(office)
    assert done != before
    act(office.once("request"))
    assert state(office) == done
    _told_in_german(office)


def test_three_that_might_write_change_nothing(sqlite_workspace: Office) -> None:
    house = furnish(sqlite_workspace)
    align(house, ENGINE, MONDAY, Steps(10), seed=1, wishes=LOOSE)
    with writing(house.database) as connection:
        small_team.write_accounts(connection, [small_team.account(40)])
    engine = RoadEngine(acts_to_kill.town(house))
    before = state(house)
    assert find_lead_owner(house, ME, engine, LeadAsked(47.002, 9.0), MONDAY).answers
    assert find_account_owners(house, ME, engine, MONDAY).answers
    assert mileage_report(house, ME, Days(small_team.TODAY, MONDAY)).content
    assert state(house) == before


def killed(office: Office, number: int, act: Act) -> bool:
    """Carry an act out, and die before its write of a number, or at its commit after the last; tell whether it died."""
    left = [number]

    def dies(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            if not left[0]:
                raise KilledError
            left[0] -= 1

    def at_commit(_: object) -> None:
        if not left[0]:
            raise KilledError
        left[0] = -1

    sa.event.listen(office.database, "before_cursor_execute", dies)
    sa.event.listen(office.database, "commit", at_commit)
    try:
        act(office.once("request"))
    except KilledError:
        return True
    finally:
        sa.event.remove(office.database, "before_cursor_execute", dies)
        sa.event.remove(office.database, "commit", at_commit)
    return False


def _told_in_german(office: Office) -> None:
    """Hold every sentence that was kept of what was done against the catalogue."""
    with reading(office.database) as connection:
        told = [one.summary for one in changes_since(connection, 0)]
        for decision in read_ownership_decisions(connection):
            told += [decision.summary, *(row.reason for row in rows_of_decision(connection, decision.number))]
    assert [text for text in told if text and text != "made" and not _known_in_german(text)] == []


def _known_in_german(text: str) -> bool:
    facts = getattr(text, "facts", {})
    return (
        has_words(text)
        and all(_known_in_german(fact) for fact in facts.values() if hasattr(fact, "facts"))
        and in_words(text, "de") != ""
    )
