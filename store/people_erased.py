"""Everything that is kept of a person who has left, taken out of the tables; their id stays where they acted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mileage.trips import TripKind
from store.database import Connection
from store.erasures import ERASED as WORDS_ERASED
from store.people_kept import GO_BY_PERSON, GO_BY_REP, Fate, fate_of
from store.tables.accounts import geocodes, reps
from store.tables.house import change_subjects, changes, invitations, outbox, sessions, tokens
from store.tables.mileage import odometer_readings, trips, vehicles
from store.tables.outside import person_subjects
from store.tables.types import Found, Sentences
from store.tables.whole import METADATA
from store.words import FixedKind

ERASED = "(erased)"
_DECIMALS = 1
"""Of a degree, that a home is known by afterwards: some ten kilometres, enough to draw an old plan."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who has left: `rep_id` is empty where they were no rep, or somebody else is that rep now.

    `words` are by what they are named: their name, the rep's, their addresses.
    """

    person_id: str
    name: str
    rep_id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Rows that are somebody's: the column that says so, and what its words become."""

    table: str
    owner: str
    becomes: Mapping[str, Any]
    more: Mapping[str, Any]


_BY_PERSON = (
    _Theirs("account_notes", "person_id", {"text": ERASED}, {}),
    _Theirs("draft_answers", "person_id", {"text": ERASED}, {}),
    _Theirs("acts", "person_id", {"device": "", "body": {}, "answer": []}, {}),
    _Theirs("visit_answers", "by", {"text": ERASED, "said": "", "before": None}, {}),
    _Theirs("fixed_dates", "made_by", {"reason": ""}, {}),
    _Theirs("territory_notes", "by", {"text": ERASED, "by": ERASED}, {}),
    _Theirs("quality_answers", "by", {"why": ERASED}, {}),
    _Theirs("draft_answers", "person_id", {"text": ""}, {}),
    _Theirs("plan_approvals", "by", {"text": ""}, {}),
    _Theirs("people", "id", {"name": ERASED, "email": ""}, {}),
)
_BY_REP = (
    _Theirs("visit_log", "rep_id", {"notes": "", "reason": ""}, {}),
    _Theirs("fixed_dates", "rep_id", {"name": "", "reason": ""}, {"kind": FixedKind.ABSENCE}),
    _Theirs("reps", "id", {"name": ERASED, "email": "", "address": ""}, {}),
)


def end_access(connection: Connection, person_id: str) -> None:
    """End everything by which a person could come in."""
    for table in (sessions, tokens, invitations, person_subjects):
        connection.execute(table.delete().where(table.c.person_id == person_id))


def erase_person_rows(connection: Connection, leaver: Leaver) -> int:
    """Take out what is kept of a person but for the mileage log; return how many rows went or were blanked."""
    count = _go(connection, GO_BY_PERSON, "person_id", leaver.person_id) + _mail_goes(connection, leaver.person_id)
    count += sum(_blank(connection, one, (leaver.person_id, leaver.name)) for one in _BY_PERSON)
    about = sa.select(change_subjects.c.revision).where(
        change_subjects.c.kind == "people", change_subjects.c.key == leaver.person_id
    )
    count += connection.execute(changes.update().where(changes.c.revision.in_(about)).values(summary=ERASED)).rowcount
    if leaver.rep_id:
        count += _go(connection, GO_BY_REP, "rep_id", leaver.rep_id) + _home_goes(connection, leaver.rep_id)
        count += sum(_blank(connection, one, (leaver.rep_id,)) for one in _BY_REP)
    return count + sum(_take_out(connection, column, leaver.words) for column in _swept())


def erase_cars(connection: Connection, rep_id: str) -> int:
    """Take out a rep's number plates and odometers once no trip says a word any more; return how many rows."""
    left = sa.select(trips.c.id).where(
        trips.c.rep_id == rep_id, trips.c.to_address != WORDS_ERASED, trips.c.kind == TripKind.BUSINESS.value
    )
    if connection.execute(left.limit(1)).first() is not None:
        return 0
    theirs = sa.select(vehicles.c.id).where(vehicles.c.rep_id == rep_id)
    read = odometer_readings.delete().where(odometer_readings.c.vehicle_id.in_(theirs))
    plates = vehicles.update().where(vehicles.c.rep_id == rep_id, vehicles.c.plate != "").values(plate="")
    return connection.execute(read).rowcount + connection.execute(plates).rowcount


def count_words(connection: Connection, rep_id: str) -> int:
    """Return how many of a rep's trips and expenses still have their words."""
    total = 0
    for name, column in (("trips", "to_address"), ("expenses", "merchant")):
        table = METADATA.tables[name]
        query = sa.select(sa.func.count()).where(table.c.rep_id == rep_id, table.c[column] != WORDS_ERASED)
        total += connection.execute(query).scalar_one()
    return total


def _go(connection: Connection, names: tuple[str, ...], owner: str, key: str) -> int:
    tables = (METADATA.tables[name] for name in names)
    return sum(connection.execute(table.delete().where(table.c[owner] == key)).rowcount for table in tables)


def _mail_goes(connection: Connection, person_id: str) -> int:
    letters = sa.select(outbox.c.id, outbox.c.facts).where(outbox.c.kind == "mail")
    theirs = [row.id for row in connection.execute(letters) if row.facts.get("person") == person_id]
    return connection.execute(outbox.delete().where(outbox.c.id.in_(theirs))).rowcount


def _blank(connection: Connection, theirs: _Theirs, keys: tuple[str, ...]) -> int:
    table = METADATA.tables[theirs.table]
    where = [table.c[theirs.owner].in_(keys), *(table.c[name] == value for name, value in theirs.more.items())]
    return connection.execute(table.update().where(*where).values(**theirs.becomes)).rowcount


def _home_goes(connection: Connection, rep_id: str) -> int:
    """Forget where a rep lives: the address, what a geocoder said of it, the place but for its neighbourhood."""
    home = connection.execute(sa.select(reps.c.address, reps.c.lat, reps.c.lon).where(reps.c.id == rep_id)).first()
    if home is None:
        return 0
    near = {"lat": round(home.lat, _DECIMALS), "lon": round(home.lon, _DECIMALS)}
    count = connection.execute(reps.update().where(reps.c.id == rep_id).values(**near)).rowcount
    if home.address:
        count += connection.execute(geocodes.delete().where(geocodes.c.query.contains(home.address))).rowcount
    return count


def _swept() -> list[sa.Column[Any]]:
    """Return the columns out of which a name is taken wherever it stands."""
    fates = {Fate.BLANKED, Fate.NAMED}
    columns = (column for table in METADATA.sorted_tables for column in table.columns if not column.primary_key)
    return [column for column in columns if fate_of(column) in fates]


def _take_out(connection: Connection, column: sa.Column[Any], words: tuple[str, ...]) -> int:
    """Take words out of a column; return how many rows had one."""
    if not words:
        return 0
    table, text = column.table, sa.type_coerce(sa.cast(column, sa.Text), sa.Text)
    whole = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))
    keys = list(table.primary_key.columns)
    found = connection.execute(sa.select(*keys, text.label("found_text")).where(_any_of(text, words))).all()
    count = 0
    for *key, said in found:
        said_now = whole.sub(ERASED, _readable(column, said))
        if said_now == _readable(column, said):
            continue
        where = [one == value for one, value in zip(keys, key, strict=True)]
        value: Any = json.loads(said_now) if isinstance(column.type, sa.JSON) else said_now
        row = sa.type_coerce(value, sa.String) if isinstance(column.type, (Found, Sentences)) else value
        count += connection.execute(table.update().where(*where).values({column.name: row})).rowcount
    return count


def _any_of(text: sa.ColumnElement[str], words: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Return whether a text may hold one of the words; JSON may hold its letters as escapes."""
    spellings = {spelled for word in words for spelled in (word, json.dumps(word)[1:-1])}
    return sa.or_(*(text.contains(spelled, autoescape=True) for spelled in sorted(spellings)))


def _readable(column: sa.Column[Any], said: str) -> str:
    """Return JSON with its letters as themselves, other text as it is."""
    return json.dumps(json.loads(said), ensure_ascii=False) if isinstance(column.type, sa.JSON) else said
