"""A workspace of the edition before this one, copied table by table into this one's schema.

The old tables are read as they are found: what is called the same goes over, columns that are new get their ordinary
value, and what was kept in another shape then is laid out anew: fixed dates, visits, owners, people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.findings import Finding
from scheduler.demand.due import visit_id
from scheduler.demand.hours import DAY_S
from store.rows import batches
from store.tables.whole import METADATA

Rows = list[dict[str, Any]]
SEARCHED = 2000
"""So many numbers beyond what an account has are tried to find that of a visit: it was in the visit's id alone."""

OTHERWISE: dict[str, dict[str, Any]] = {
    "changes": {"actor": "", "verb": ""},
    "visit_answers": {"by": "", "before": None, "undone_at": None, "said": "", "draft": None, "why": None},
    "calendar_accounts": {"variable": ""},
    "claim_steps": {"evidence": ""},
    "erasures": {"step": 0},
    "expenses": {"refund_of": ""},
}
"""What stands in columns that are new, and that no default of the database fills."""

RENAMED = {
    "changes": {"command": "verb"},
    "visit_answers": {"source": "by"},
    "unserved_visits": {"detail": "why"},
    "plan_notes": {"detail": "why"},
}

SAID = frozenset({"unserved_visits", "plan_notes"})
"""Tables whose sentences are findings now: those of that edition go over as they were said."""


@dataclass(frozen=True, slots=True)
class Converted:
    """How many rows went over by table, and what did not, in words."""

    rows: Mapping[str, int]
    left: tuple[str, ...]


def convert(old: Connection, old_tables: sa.MetaData, new: Connection) -> Converted:
    """Copy everything into empty tables of this edition, in the caller's transactions."""
    read = {
        table.name: [dict(row) for row in old.execute(sa.select(table)).mappings()] for table in _tables(old_tables)
    }
    name = next((row["value"] for row in read.get("settings", []) if row["key"] == "name"), "")
    made = _laid_out(read, name)
    counts: dict[str, int] = {}
    for table in METADATA.sorted_tables:
        rows = made[table.name] if table.name in made else _same(table, read.get(table.name, []))
        for batch in batches(rows):
            new.execute(table.insert(), batch)
        if rows:
            counts[table.name] = len(rows)
    return Converted(counts, tuple(_left(read)))


def _tables(old_tables: sa.MetaData) -> Iterable[sa.Table]:
    return (table for table in old_tables.tables.values() if table.name != "alembic_version")


def _same(table: sa.Table, rows: Rows) -> Rows:
    """Return rows with the columns of a table: theirs by name, and the ordinary value of those that are new."""
    renamed, otherwise = RENAMED.get(table.name, {}), OTHERWISE.get(table.name, {})
    changed = []
    for row in rows:
        given = {**otherwise, **{renamed.get(name, name): value for name, value in row.items()}}
        if table.name in SAID:
            given["why"] = Finding.of("as-said", text=given["why"])
        changed.append({column.name: given[column.name] for column in table.columns if column.name in given})
    return changed


def _laid_out(read: Mapping[str, Rows], name: str) -> dict[str, Rows]:
    return {
        "fixed_dates": _fixed_dates(read),
        "visits": _visits(read, name),
        "visit_answers": _answers(read),
        "ownership_decisions": _ownership_decisions(read),
        "ownership": _ownership(read),
        "people": [_person(row, _reps(read)) for row in read.get("signers", [])],
        "grants": [grant for row in read.get("signers", []) for grant in _grants(row, _reps(read))],
        "credentials": [_credential(row) for row in read.get("signers", [])],
    }


def _fixed_dates(read: Mapping[str, Rows]) -> Rows:
    """Return absences, appointments, ride-alongs and company days as rows of their own, with an id and a source."""
    rows: Rows = []
    for row in read.get("absences", []):
        number = f"absence:{row['rep_id']}:{row['first']}:{row['from_s']}"
        rows.append(_fixed(number, "absence", row["rep_id"], row["first"], row["last"]) | {
            "from_s": row["from_s"], "until_s": row["until_s"], "reason": row["reason"],
        })  # fmt: skip
    for row in read.get("appointments", []):
        rows.append(_fixed(row["id"], "appointment", row["rep_id"], row["date"], row["date"]) | {
            "from_s": row["start_s"], "until_s": row["start_s"] + row["length_s"], "place_id": row["place_id"],
            "name": row["id"], "reason": row["purpose"],
        })  # fmt: skip
    for row in read.get("ride_alongs", []):
        number = f"ride-along:{row['rep_id']}:{row['date']}"
        rows.append(_fixed(number, "ride-along", row["rep_id"], row["date"], row["date"]) | {"name": row["companion"]})
    for row in read.get("company_days", []):
        number = f"company-day:{row['date']}:{row['country']}:{row['region']}"
        place = {key: row[key] for key in ("country", "region", "working", "name")}
        rows.append(_fixed(number, "company-day", "", row["date"], row["date"]) | place)
    return rows


def _fixed(number: str, kind: str, rep_id: str, first: Any, last: Any) -> dict[str, Any]:
    texts = dict.fromkeys(["place_id", "name", "reason", "country", "region", "made_by", "made_at"], "")
    own = {"id": number, "kind": kind, "source": _source(kind, number), "group_id": number, "rep_id": rep_id}
    return {**texts, **own, "first": first, "last": last, "from_s": 0, "until_s": DAY_S, "working": False}


def _source(kind: str, number: str) -> str:
    """Return where a date came from, as its id showed then."""
    if kind == "appointment" and number.startswith("handover:"):
        return "handover"
    return "person"


def _visits(read: Mapping[str, Rows], name: str) -> Rows:
    """Return a row for each visit that anything refers to, with the number that its id was made from."""
    wanted: dict[str, str | None] = {}
    for table in ("planned_visits", "unserved_visits", "visit_log", "visit_answers", "decisions"):
        wanted |= {row["visit_id"]: row["account_id"] for row in read.get(table, [])}
    nowhere = [
        row["visit_id"] for table in ("pins", "calendar_events") for row in read.get(table, []) if row.get("visit_id")
    ]
    wanted |= {identity: wanted.get(identity) for identity in nowhere}
    accounts = {row["id"] for row in read.get("accounts", [])}
    of: dict[str, set[str]] = defaultdict(set)
    for identity, account in wanted.items():
        for one in (account,) if account else accounts:
            of[one].add(identity)
    numbers = {identity: found for account, ids in of.items() for identity, found in _numbers(name, account, ids)}
    rows = []
    for identity, account in wanted.items():
        owner, number = numbers.get(identity, (account, None))
        if owner:
            rows.append({"id": identity, "account_id": owner, "number": number})
    return rows


def _numbers(name: str, account: str, ids: set[str]) -> Iterable[tuple[str, tuple[str, int]]]:
    """Yield the visits of an account whose number can be found."""
    open_ids = set(ids)
    for number in range(len(ids) + SEARCHED):
        identity = visit_id(name, account, number)
        if identity in open_ids:
            open_ids.remove(identity)
            yield identity, (account, number)
        if not open_ids or (number >= SEARCHED and len(open_ids) == len(ids)):
            return


def _answers(read: Mapping[str, Rows]) -> Rows:
    """Return what was said of visits, and what planners had changed by hand: one memory since."""
    rows = _same(METADATA.tables["visit_answers"], read.get("visit_answers", []))
    highest = max((row["number"] for row in rows), default=0)
    reps = {row["visit_id"]: row["rep_id"] for row in read.get("planned_visits", [])}
    for row in read.get("decisions", []):
        was = row["before"]
        before = {**was, "closed": None, "settled": [], "also": [], "appointments": was.get("appointments", [])}
        rows.append({
            "number": highest + row["id"], "visit_id": row["visit_id"], "account_id": row["account_id"],
            "rep_id": was.get("rep") or reps.get(row["visit_id"], ""), "kind": row["kind"], "date": None,
            "start_s": None, "text": row["reason"], "by": "", "made_at": row["made_at"], "open": False,
            "said": row["said"], "draft": was.get("draft"), "before": before, "undone_at": row["undone_at"],
            "why": None,
        })  # fmt: skip
    return rows


def _ownership_decisions(read: Mapping[str, Rows]) -> Rows:
    found = sorted({row["decision"] for row in read.get("ownership", [])})
    blank: dict[str, Any] = {"made_at": "", "by": "", "reason": "", "undoes": None, "before": {}}
    return [blank | {"number": number, "kind": "design", "summary": "as it was before"} for number in found]


def _ownership(read: Mapping[str, Rows]) -> Rows:
    rows = sorted(read.get("ownership", []), key=lambda row: (row["decision"], row["account_id"], row["valid_from"]))
    blank = {"layer": "", "territory": "", "until": None, "covers": "", "rule": "", "level": None}
    return [
        blank | {"number": number, "since": row["valid_from"]}
        | {key: row[key] for key in ("decision", "account_id", "rep_id", "reason")}
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip


def _reps(read: Mapping[str, Rows]) -> set[str]:
    return {row["id"] for row in read.get("reps", [])}


def _person(row: Mapping[str, Any], reps: set[str]) -> dict[str, Any]:
    name = row["person_id"]
    return {"id": name, "name": name, "email": "", "rep_id": name if name in reps else None, "active": True}


def _grants(row: Mapping[str, Any], reps: set[str]) -> Rows:
    """Return what somebody who signed may do: everything for an administrator, else what their signature was for."""
    who = {"person_id": row["person_id"], "region": ""}
    if row["person_id"] in reps:
        own = [who | {"role": "rep", "scope": "own"}]
    else:
        own = [who | {"role": role, "scope": "everything"} for role in ("manager", "planner", "finance")]
    return own + ([who | {"role": "administrator", "scope": "everything"}] if row["administrator"] else [])


def _credential(row: Mapping[str, Any]) -> dict[str, Any]:
    digest = f"$scrypt${row['salt']}${row['digest']}"
    return {"person_id": row["person_id"], "kind": "passphrase", "digest": digest, "made_at": ""}


def _left(read: Mapping[str, Rows]) -> Iterable[str]:
    """Say what has no place any more, and what to do about it."""
    counts = Counter({name: len(rows) for name, rows in read.items()})
    if counts["ownership_spells"] or counts["ownership_decisions"]:
        yield "what rules of ownership had decided: put them in force again with roundsman territory owners apply"
    if any(row.get("secret_command") for row in read.get("calendar_accounts", [])):
        yield "commands that gave calendar passwords: name a variable instead with roundsman calendar connect"
