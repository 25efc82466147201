"""Reading a CRM: page by page, each kept with how far one has come; then what waits goes through the importer.

A page that is kept is never asked for again, and a row that is refused, or whose day is still to come, waits here: a
sync that ends anywhere goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crm.client import CrmAwayError
from crm.merge import Both, Merged, Ours, merge
from crm.records import Crm, Mark, Noun, Page, Record
from crm.values import written as to_the_millisecond
from office.crm.cells import (
    after_taking,
    blank_texts,
    more_fields,
    options_for,
    our_cells,
    plain,
    report_cells,
    take_in,
    texts_of,
)
from office.crm.visits import both_of_written
from office.door import Act
from office.imports.cells import CLEARED
from office.imports.ids import RecordIds
from office.imports.kinds import Locate
from routing.problems import WorldError
from store.accounts import read_accounts
from store.crm import (
    OURS,
    CrmConflict,
    CrmConnection,
    CrmRecord,
    add_conflicts,
    read_mark,
    read_records,
    read_visits_written,
    records_about,
    records_waiting,
    write_mark,
    write_records,
)
from store.database import Connection, reading, writing
from store.settings import read_settings
from territory.accounts import Account

OVERLAP = timedelta(minutes=5)
"""So far before the last change the next sync begins: a change that took long to be kept there is of one past."""
MOST_PAGES = 20_000
AT_ONCE = 1000
"""Rows that go through the importer together."""
MAIN = "main-contacts"
"""Of each account the contact who was there first: their name and address are the account's."""
GONE = "gone"
"""The field that says two things where a record was deleted there and stays here."""

Tell = Callable[[str, int], None]


class CrmSyncedMeanwhileError(WorldError):
    """Another sync of the same CRM went on at the same time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The CRM {name} is synced by somebody else just now. Nothing was lost.")


@dataclass(frozen=True, slots=True)
class Known:
    """What a page is laid beside: our accounts, by our id and by the CRM's."""

    accounts: Mapping[str, Account]
    ids: RecordIds
    currency: str
    now: datetime

    def account(self, theirs: str) -> Account | None:
        """Return the account that the CRM's id means."""
        return self.accounts.get(self.ids.own(theirs)) if theirs else None


def read_noun(act: Act, made: CrmConnection, crm: Crm, noun: Noun, tell: Tell) -> int:
    """Read what was changed of a noun since the last sync; return how many records came.

    Raises
    ------
    CrmAwayError, CrmBusyError, CrmRefusedError, CrmSyncedMeanwhileError
        What was read until then is kept.
    """
    with reading(act.office.database) as connection:
        kept = read_mark(connection, made.name, noun.value)
        fields = more_fields(connection, made, noun)
    mark, count = Mark(*kept), 0
    for _ in range(MOST_PAGES):
        page = crm.page(noun, mark, fields)
        if page.more and page.mark == mark:
            raise CrmAwayError(made.url, "gives the same page again and again")
        _keep_page(act, made, noun, page, kept)
        kept, mark, count = (page.mark.at, page.mark.id), page.mark, count + len(page.records)
        tell(noun.value, count)
        if not page.more:
            _finish(act, made, noun, page.mark)
            return count
    raise CrmAwayError(made.url, f"has more than {MOST_PAGES} pages")


def _finish(act: Act, made: CrmConnection, noun: Noun, mark: Mark) -> None:
    if not mark.at:
        return
    at = to_the_millisecond(datetime.fromisoformat(mark.at) - OVERLAP)
    with writing(act.office.database) as connection:
        write_mark(connection, made.name, noun.value, at, "")


def _keep_page(act: Act, made: CrmConnection, noun: Noun, page: Page, before: tuple[str, str]) -> None:
    with writing(act.office.database) as connection:
        if read_mark(connection, made.name, noun.value) != before:
            raise CrmSyncedMeanwhileError(made.name)
        if page.records:
            records, conflicts = _KEEP[noun](act, connection, made, page.records)
            write_records(connection, made.name, records)
            add_conflicts(connection, conflicts)
        write_mark(connection, made.name, noun.value, page.mark.at, page.mark.id)


Kept = tuple[list[CrmRecord], list[CrmConflict]]


def _known(act: Act, connection: Connection) -> Known:
    accounts = {one.id: one for one in read_accounts(connection)}
    ids = RecordIds({one.id: one.name for one in accounts.values()})
    return Known(accounts, ids, read_settings(connection).currency, act.now)


def _accounts(act: Act, connection: Connection, made: CrmConnection, records: Sequence[Record]) -> Kept:
    known = _known(act, connection)
    cells = our_cells([one.fields for one in records], options_for(connection, made, "accounts"))
    before = read_records(connection, made.name, "accounts", {one.id for one in records})
    kept: dict[str, CrmRecord] = {}
    conflicts: list[CrmConflict] = []
    for record, said in zip(records, cells, strict=True):
        own = known.ids.own(record.id)
        was = kept.get(record.id) or before.get(record.id)
        if record.gone:
            if was is not None and not was.gone:
                kept[record.id] = replace(was, gone=True, waits=False, take={}, why="")
                if own in known.accounts:
                    conflicts.append(_gone(act, made, "accounts", record.id, own, known.accounts[own].name))
            continue
        said.pop("id", None)
        row, both = _merged(known, record, own, said, was, "accounts")
        kept[record.id] = row
        conflicts += _conflicts(act, made, "accounts", record.id, own, both)
    return list(kept.values()), conflicts


def _merged(  # noqa: PLR0917
    known: Known, record: Record, own: str, said: Mapping[str, str], was: CrmRecord | None, noun: str
) -> tuple[CrmRecord, tuple[Both, ...]]:
    """Return what is to be kept of a record whose fields are an account's, and which of them say two things."""
    account = known.accounts.get(own)
    seen = None if was is None or was.gone else was.seen
    merged, base = _side_by_side(known, account, seen, said, was.ours if was else None)
    take = {**(was.take if was and was.waits else {}), **merged.take}
    take = {name: text for name, text in take.items() if name not in {one.field for one in merged.both}}
    take = take | {"id": own} if take.keys() - {"id"} else {}
    why = was.why if was and take == was.take else ""
    row = CrmRecord(noun, record.id, own, record.changed_at, dict(said), take, base, bool(take), gone=False, why=why)
    return row, merged.both


def _side_by_side(
    known: Known,
    account: Account | None,
    seen: Mapping[str, str] | None,
    said: Mapping[str, str],
    then: Mapping[str, str] | None,
) -> tuple[Merged, Mapping[str, str] | None]:
    """Return what is taken over, and our side as it was when both sides were last at one.

    Raises nothing for a row that the importer would refuse: all of it is taken then, and waits with the reason.
    """
    if account is None:
        return merge(None, said, None, CLEARED), None
    now, after = texts_of(account), after_taking(account, said, known.currency, known.now)
    if after is None:
        return Merged(dict(said), ()), then
    merged = merge(seen, said, Ours(now, then, after, blank_texts()), CLEARED)
    both = {one.field for one in merged.both}
    told = {name for name in said if (seen or {}).get(name, "") != said[name]}
    base = dict(now) if then is None else {**then, **{name: now[name] for name in told if name in now}}
    return merged, {name: text for name, text in base.items() if name not in both}


def _contacts(act: Act, connection: Connection, made: CrmConnection, records: Sequence[Record]) -> Kept:
    known = _known(act, connection)
    before = read_records(connection, made.name, "contacts", {one.id for one in records})
    rows = {one.id: _contact(one, known.ids.own(one.about) if one.about else "") for one in records}
    meant = {one.about for one in (*rows.values(), *before.values()) if one.about}
    there = {one.id: one for one in records_about(connection, made.name, "contacts", meant)} | rows
    mains = read_records(connection, made.name, MAIN, meant)
    conflicts: list[CrmConflict] = []
    kept = list(rows.values())
    for own in sorted(meant):
        standing = [one for one in there.values() if one.about == own and not one.gone]
        first = min(standing, key=lambda one: (len(one.id), one.id), default=None)
        if first is None:
            continue
        as_record = Record(own, first.changed_at, {})
        row, both = _merged(known, as_record, own, first.seen, mains.get(own), MAIN)
        kept.append(row)
        conflicts += _conflicts(act, made, MAIN, own, own, both)
    return kept, conflicts


def _contact(one: Record, own: str) -> CrmRecord:
    told = {"contact": one.fields.get("Name", ""), "email": one.fields.get("Email", "")}
    seen = {name: text for name, text in told.items() if text}
    return CrmRecord("contacts", one.id, own, one.changed_at, seen, {}, None, waits=False, gone=one.gone)


def _deals(act: Act, connection: Connection, made: CrmConnection, records: Sequence[Record]) -> Kept:
    before = read_records(connection, made.name, "opportunities", {one.id for one in records})
    kept: dict[str, CrmRecord] = {}
    conflicts: list[CrmConflict] = []
    for one in records:
        was = kept.get(one.id) or before.get(one.id)
        if one.gone:
            if was is not None and not was.gone:
                kept[one.id] = replace(was, gone=True, waits=False, take={}, why="")
                name = next((text for ours, text in was.seen.items() if "Name" in ours), "")
                conflicts.append(_gone(act, made, "opportunities", one.id, was.about, name))
            continue
        kept[one.id] = _whole(one, was, "opportunities", dict(one.fields))
    return list(kept.values()), conflicts


def _activities(act: Act, connection: Connection, made: CrmConnection, records: Sequence[Record]) -> Kept:
    known = _known(act, connection)
    reps = {user: rep_id for rep_id, user in made.owners.items()}
    before = read_records(connection, made.name, "activities", {one.id for one in records})
    kept: dict[str, CrmRecord] = {}
    conflicts: list[CrmConflict] = []
    for one in records:
        was = kept.get(one.id) or before.get(one.id)
        account = known.account(one.about)
        if one.gone:
            if was is not None and not was.gone:
                kept[one.id] = replace(was, gone=True, waits=False, take={}, why="")
                if not was.waits and was.seen:
                    conflicts.append(_gone(act, made, "activities", one.id, was.about, was.seen.get("date", "")))
            continue
        zone = (account.timezone if account else "") or "UTC"
        cells = report_cells(one, zone)
        cells |= {"rep_id": reps[one.owner]} if one.owner in reps else {}
        reported = made.program != "hubspot" or "Meeting outcome" in cells
        row = _whole(one, was, "activities", cells if reported else {})
        kept[one.id] = replace(row, about=account.id if account else one.about)
    return list(kept.values()), conflicts


def _whole(record: Record, was: CrmRecord | None, noun: str, cells: dict[str, str]) -> CrmRecord:
    """Return what is to be kept of a record that nobody changes here: all that it says is taken, where it is new."""
    same = was is not None and not was.gone and was.seen == cells
    waits = was.waits if was is not None and same else bool(cells)
    why = was.why if was is not None and same else ""
    take = cells if waits else {}
    return CrmRecord(noun, record.id, record.about, record.changed_at, cells, take, None, waits, gone=False, why=why)


def _written(act: Act, connection: Connection, made: CrmConnection, records: Sequence[Record]) -> Kept:
    sent = read_visits_written(connection, made.name)
    conflicts: list[CrmConflict] = []
    for one in records:
        for visit_id, both in both_of_written(one, sent):
            conflicts += _conflicts(
                act, made, Noun.WRITTEN.value, visit_id, str(sent[visit_id].sent["account"]), (both,)
            )
    return [], conflicts


_KEEP: Mapping[Noun, Callable[[Act, Connection, CrmConnection, Sequence[Record]], Kept]] = {
    Noun.ACCOUNTS: _accounts,
    Noun.CONTACTS: _contacts,
    Noun.OPPORTUNITIES: _deals,
    Noun.ACTIVITIES: _activities,
    Noun.WRITTEN: _written,
}


def _conflicts(  # noqa: PLR0917
    act: Act, made: CrmConnection, noun: str, record: str, about: str, both: Sequence[Both]
) -> list[CrmConflict]:
    return [
        CrmConflict(0, made.name, noun, record, about, one.field, one.ours, one.theirs, OURS, "", act.at)
        for one in both
    ]


def _gone(act: Act, made: CrmConnection, noun: str, record: str, about: str, name: str) -> CrmConflict:  # noqa: PLR0917
    return CrmConflict(0, made.name, noun, record, about, GONE, name, "", OURS, "", act.at)


def import_waiting(act: Act, made: CrmConnection, noun: str, locate: Locate | None) -> tuple[int, int]:
    """Put what waits of a noun through the importer; return how many rows were taken over and how many refused."""
    taken, refused, after = 0, 0, ""
    while True:
        with reading(act.office.database) as connection:
            waiting = records_waiting(connection, made.name, noun, after, AT_ONCE)
            options = options_for(connection, made, "accounts" if noun == MAIN else noun)
            known = _known(act, connection)
        if not waiting:
            return taken, refused
        after = waiting[-1].id
        for part in _parts(noun, waiting, known, act.now):
            whys = _import_part(act, noun, part, options, locate)
            _note_taken(act, made, part, whys)
            taken, refused = taken + len(part) - len(whys), refused + len(whys)


def _parts(noun: str, waiting: Sequence[CrmRecord], known: Known, now: datetime) -> list[list[CrmRecord]]:
    """Return the rows that can be imported now, those of known records apart from new ones."""
    if noun in {"accounts", MAIN}:
        there = [one for one in waiting if one.about in known.accounts]
        new = [one for one in waiting if one.about not in known.accounts]
        return [part for part in (there, [] if noun == MAIN else new) if part]
    if noun == "activities":
        ready = [one for one in waiting if not _is_ahead(one, known, now)]
        return [ready] if ready else []
    return [list(waiting)]


def _is_ahead(one: CrmRecord, known: Known, now: datetime) -> bool:
    account = known.accounts.get(one.about)
    zone = ZoneInfo((account.timezone if account else "") or "UTC")
    day = one.take.get("date", "")
    return bool(day) and date.fromisoformat(day) > now.astimezone(UTC).astimezone(zone).date()


def _import_part(
    act: Act, noun: str, part: Sequence[CrmRecord], options: object, locate: Locate | None
) -> dict[int, str]:
    rows = [one.take for one in part]
    if noun in {"accounts", MAIN}:
        return take_in(act, "accounts", rows, plain(options), locate)  # type: ignore[arg-type]
    return take_in(act, noun, rows, options, locate)  # type: ignore[arg-type]


def _note_taken(act: Act, made: CrmConnection, part: Sequence[CrmRecord], whys: Mapping[int, str]) -> None:
    """Keep that rows were taken over, and how our side is after it; or why they were not."""
    with writing(act.office.database) as connection:
        accounts = {one.id: one for one in read_accounts(connection)}
        kept = [
            replace(one, why=whys[place]) if place in whys else _taken(one, accounts.get(one.about))
            for place, one in enumerate(part)
        ]
        write_records(connection, made.name, kept)


def _taken(one: CrmRecord, account: Account | None) -> CrmRecord:
    done = replace(one, take={}, waits=False, why="")
    if one.noun not in {"accounts", MAIN} or account is None:
        return done
    now = texts_of(account)
    base = now if one.ours is None else {**one.ours, **{name: now[name] for name in one.take if name in now}}
    return replace(done, ours=base)
