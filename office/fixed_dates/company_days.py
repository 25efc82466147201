"""The company's own days: a day off, half of one, or a public holiday that is worked."""

from __future__ import annotations

from office.door import Act, writes
from office.fixed_dates.absences import touch
from routing.sentences import sentence
from scheduler.demand.workdays import CompanyDay
from store.accounts import read_reps
from store.fixed_dates import FixedDate, company_day_row, write_fixed_dates


@writes
def add_company_day(act: Act, day: CompanyDay) -> FixedDate:
    """Keep a day off of the company, or a public holiday that is worked; one of the same date and place is replaced."""
    row = company_day_row(day, made_by=act.who.id, made_at=act.at)
    write_fixed_dates(act.connection, [row])
    touch(act, *(rep.id for rep in read_reps(act.connection) if day.concerns(rep)))
    told = {"day": day.date, "name": day.name}
    act.note(sentence("{day} worked: {name}", **told) if day.working else sentence("{day} off: {name}", **told))
    return row
