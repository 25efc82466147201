"""What is kept in a column comes back as it was, on either database; what does not belong there is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from office.opening import Office
from routing.sentences import kept, sentence, with_reason
from store.database import reading, writing
from store.tables.fixed_dates import hotels
from store.tables.house import changes
from store.tables.ownership import ownership_decisions
from store.tables.plans import plans
from store.tables.types import SpoiltWordError, Word
from store.tables.whole import METADATA
from store.words import PlanStatus

MONDAY = date(2026, 11, 23)
ROW = {"id": "h", "name": "Inn", "lat": 47.0, "lon": 9.5, "currency": "CHF", "rep_id": ""}


@pytest.mark.parametrize("amount", ["0.10", "80.00", "12345678901234567890.123456789", "-3.5", "0"])
def test_an_amount_keeps_each_of_its_digits(office: Office, amount: str) -> None:
    with writing(office.database) as connection:
        connection.execute(hotels.insert().values(**ROW, price=Decimal(amount)))
    with reading(office.database) as connection:
        found = connection.execute(sa.select(hotels.c.price)).scalar_one()
    assert (type(found), str(found)) == (Decimal, amount)


def test_what_is_no_amount_is_refused(office: Office) -> None:
    with pytest.raises(sa.exc.StatementError), writing(office.database) as connection:
        connection.execute(hotels.insert().values(**ROW, price="eighty"))


PLAN = {"id": 1, "made_at": "2026-11-21T12:00:00+00:00", "evidence": {}, "start": MONDAY, "end": MONDAY}


@pytest.mark.parametrize("said", ["draft", PlanStatus.DRAFT])
def test_a_word_of_the_set_comes_back_as_its_member(office: Office, said: str) -> None:
    with writing(office.database) as connection:
        connection.execute(plans.insert().values(**PLAN, status=said))
    with reading(office.database) as connection:
        found = connection.execute(sa.select(plans.c.status).where(plans.c.status == said)).scalar_one()
        kept = connection.exec_driver_sql("SELECT status FROM plans").scalar_one()
    assert (found, type(found), kept) == (PlanStatus.DRAFT, PlanStatus, "draft")


@pytest.mark.parametrize("told", ["2026-11-21T12:00:00+00:00", "2026-11-21T13:00:00+01:00", "2026-11-21T12:00:00.9Z"])
def test_an_instant_is_one_and_the_same_in_whatever_zone_it_is_told(office: Office, told: str) -> None:
    with writing(office.database) as connection:
        connection.execute(plans.insert().values(**PLAN | {"made_at": told}, status=PlanStatus.DRAFT))
    with reading(office.database) as connection:
        assert connection.execute(sa.select(plans.c.made_at)).scalar_one() == PLAN["made_at"]
        earlier = sa.select(plans.c.id).where(plans.c.made_at < "2026-11-21T12:30:00+01:00")
        assert connection.execute(earlier).first() is None


@pytest.mark.parametrize("told", ["now", "", "2026-11-21T12:00:00"])
def test_what_is_no_instant_or_says_no_zone_is_refused(office: Office, told: str) -> None:
    with pytest.raises(sa.exc.StatementError), writing(office.database) as connection:
        connection.execute(plans.insert().values(**PLAN | {"made_at": told}, status=PlanStatus.DRAFT))


def test_an_instant_that_may_be_unknown_is_empty_text_then(office: Office) -> None:
    row = {"number": 1, "kind": "design", "by": "", "summary": "", "reason": "", "before": {}, "made_at": ""}
    with writing(office.database) as connection:
        connection.execute(ownership_decisions.insert().values(**row))
    with reading(office.database) as connection:
        assert connection.execute(sa.select(ownership_decisions.c.made_at)).scalar_one() == ""


def test_a_word_of_another_set_is_refused(office: Office) -> None:
    with pytest.raises(sa.exc.StatementError), writing(office.database) as connection:
        connection.execute(plans.insert().values(**PLAN, status="sketched"))


def note(number: int, summary: str) -> dict[str, object]:
    return {"revision": number, "made_at": PLAN["made_at"], "actor": "", "verb": "x", "summary": summary}


def test_a_sentence_comes_back_with_its_pattern_and_its_facts(office: Office) -> None:
    said = with_reason(
        sentence("{count} visits of {rep} done", count=3, rep=sentence("the rep {name}", name="R")), "why"
    )
    with writing(office.database) as connection:
        connection.execute(changes.insert().values(**note(900, said)))
    with reading(office.database) as connection:
        found = connection.execute(sa.select(changes.c.summary).where(changes.c.revision == 900)).scalar_one()
    assert (found, kept(found)) == ("3 visits of the rep R done: why", kept(said))


@pytest.mark.parametrize("wrote", ["", "why?", '{"pattern": "x", "facts": {}}', "{", '"so"', "{count} {rep!r}"])
def test_what_somebody_wrote_comes_back_as_it_was(office: Office, wrote: str) -> None:
    with writing(office.database) as connection:
        connection.execute(changes.insert().values(**note(900, wrote)))
    with reading(office.database) as connection:
        found = connection.execute(sa.select(changes.c.summary).where(changes.c.revision == 900)).scalar_one()
    assert (found, type(found)) == (wrote, str)


WORDS = sorted(
    f"{table.name}.{column.name}"
    for table in METADATA.sorted_tables
    for column in table.columns
    if isinstance(column.type, Word)
)


def test_words_of_fixed_sets_are_columns_of_them() -> None:
    assert {
        "change_subjects.kind", "credentials.kind", "grants.role", "jobs.kind", "mail_refusals.kind", "outbox.kind",
        "schedules.kind", "trips.kind", "trips.source",
    } <= set(WORDS)  # fmt: skip


@pytest.mark.parametrize("place", WORDS)
def test_a_row_that_says_a_word_of_no_set_is_named(place: str) -> None:
    table, column = (METADATA.tables[place.split(".", maxsplit=1)[0]], place.split(".")[1])
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql(f'CREATE TABLE {table.name} ("{column}" VARCHAR)')
        connection.execute(sa.insert(sa.table(table.name, sa.column(column))).values(**{column: "sketched"}))
        with pytest.raises(SpoiltWordError, match=f"A row of {place} says 'sketched'"):
            connection.execute(sa.select(table.c[column])).all()
