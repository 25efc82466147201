"""What is decided of every column that can hold words about people who use a workspace: it goes, is blanked, or stays.

A column that is decided nowhere fails a test, so that nobody adds a table and forgets the people in it.
"""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from store.tables.types import Found, Sentences
from store.tables.whole import METADATA


class Fate(StrEnum):
    """What becomes of a column's words when somebody who has left is erased."""

    BLANKED = "blanked"
    """Of the rows that are theirs; wherever else it names them, name and address are taken out."""
    NAMED = "named"
    """Stays but for their name and address, which are taken out."""
    LEDGER = "ledger"
    """By the mileage log's own erasure, with a step in its chain, once no law asks for them."""
    BOOKS = "books"
    """Never: an amount, a reason or a rule of the books, held by the ledger's hashes."""
    OTHER = "other"
    """Nothing: it is about accounts, roads or rules, not about who uses the workspace."""


GO_BY_PERSON = (
    "credentials", "grants", "invitations", "mail_refusals", "person_subjects", "preferences", "requests", "sessions",
    "tokens",
)  # fmt: skip
"""Tables whose rows of a person go whole."""

GO_BY_REP = (
    "calendar_accounts", "calendar_choices", "calendar_events", "calendar_feeds", "calendar_links", "calendar_others",
    "calendar_versions", "mailed_weeks", "week_notices",
)  # fmt: skip
"""Tables whose rows of a rep go whole, where nobody else is that rep now."""

PLAIN = frozenset({
    "id", "rep_id", "account_id", "visit_id", "person_id", "made_by", "actor", "posted_by", "closed_by",
    "created_by", "from_id", "to_id", "vehicle_id", "territory", "territory_id", "place_id", "group_id", "covers",
    "uid", "subject", "about", "key", "kind", "verb", "code", "rule", "state", "layer", "segment", "region",
    "country", "timezone", "zone", "language", "languages", "skills", "currency", "month", "period", "scheme",
    "category", "stage", "table_hash", "hash", "previous", "evidence", "head", "head_hash", "digest", "token",
    "etag", "claim_id", "asked", "variable", "theme", "url", "host", "security", "sender", "base",
    "login", "issuer", "client_id", "label", "media_type", "weekdays", "hours", "working_hours", "lunch",
    "opening_hours", "visiting_hours", "cadence", "call_of", "owner_lock", "start", "end", "at", "posted_at",
    "closed_at", "captured_at", "erased_at", "imported_at", "last_modified", "debit", "credit", "pool", "proof",
    "refund_of", "flags", "source", "duration", "priority", "closed", "applies_to", "trait", "scopes", "verbs",
    "program", "decimal", "dates", "start_place", "end_place",
})  # fmt: skip
"""Names of columns that hold ids, codes, hours, hashes and the like in whatever table: their words name nobody."""

DECIDED: dict[str, dict[Fate, str]] = {
    "accounts": {Fate.OTHER: "tier name address contact phone email"},
    "account_edits": {Fate.NAMED: "by", Fate.OTHER: "said changes before"},
    "account_notes": {Fate.BLANKED: "text"},
    "account_rules": {Fate.NAMED: "do_not_visit"},
    "account_traits": {Fate.OTHER: "value"},
    "acts": {Fate.BLANKED: "device body answer", Fate.OTHER: "outcome"},
    "agenda_items": {Fate.OTHER: "tier text link"},
    "allowance_lines": {Fate.BOOKS: "place what"},
    "baselines": {Fate.OTHER: "name figures seal"},
    "changes": {Fate.NAMED: "summary"},
    "claim_steps": {Fate.BOOKS: "name reason"},
    "crm_conflicts": {Fate.NAMED: "ours theirs kept decided_by", Fate.OTHER: "connection noun record field"},
    "crm_connections": {Fate.NAMED: "error", Fate.OTHER: "name mappings defaults owners"},
    "crm_progress": {Fate.OTHER: "connection noun record"},
    "crm_records": {Fate.NAMED: "why", Fate.OTHER: "connection noun changed_at seen take ours"},
    "crm_visits": {Fate.NAMED: "sent error", Fate.OTHER: "connection record"},
    "draft_answers": {Fate.BLANKED: "text"},
    "draft_asks": {Fate.NAMED: "asked_by text"},
    "erasures": {Fate.BOOKS: "reason"},
    "expenses": {Fate.LEDGER: "merchant note receipt", Fate.BOOKS: "paid_by"},
    "file_imports": {Fate.NAMED: "file_name problems"},
    "fixed_dates": {Fate.BLANKED: "name reason"},
    "geocodes": {Fate.BLANKED: "query", Fate.OTHER: "answer"},
    "hotels": {Fate.OTHER: "name"},
    "import_mappings": {Fate.OTHER: "name names words defaults encoding"},
    "jobs": {Fate.NAMED: "error order progress result"},
    "manager_files": {Fate.OTHER: "name text beside"},
    "outbox": {Fate.NAMED: "facts error"},
    "opportunities": {Fate.OTHER: "name"},
    "ownership": {Fate.NAMED: "reason"},
    "ownership_decisions": {Fate.NAMED: "by summary reason before"},
    "people": {Fate.BLANKED: "name email"},
    "pins": {Fate.NAMED: "reason"},
    "plan_approvals": {Fate.BLANKED: "text", Fate.NAMED: "by", Fate.OTHER: "reps"},
    "plan_inputs": {Fate.OTHER: "asked"},
    "plan_nights": {Fate.OTHER: "name"},
    "plan_notes": {Fate.NAMED: "why"},
    "plans": {Fate.OTHER: "evidence"},
    "postings": {Fate.BOOKS: "rates reason"},
    "quality_answers": {Fate.BLANKED: "why", Fate.NAMED: "by"},
    "receipts": {Fate.LEDGER: "content"},
    "reps": {Fate.BLANKED: "name email address"},
    "roads": {Fate.OTHER: "network ground"},
    "rollout_stages": {Fate.NAMED: "by what reason", Fate.OTHER: "experiment override territories before after"},
    "sales_forecasts": {Fate.OTHER: "territory method currency"},
    "schedules": {Fate.NAMED: "name order"},
    "settings": {Fate.OTHER: "value"},
    "tariffs": {Fate.BOOKS: "name text"},
    "territory_notes": {Fate.BLANKED: "by text"},
    "trips": {Fate.LEDGER: "from_address to_address purpose"},
    "unserved_visits": {Fate.NAMED: "reason why"},
    "vehicles": {Fate.LEDGER: "plate"},
    "visit_answers": {Fate.BLANKED: "text said before why", Fate.NAMED: "by"},
    "visit_log": {Fate.BLANKED: "notes reason", Fate.NAMED: "outcome"},
    "waiting_handovers": {Fate.NAMED: "reason"},
}
"""Every other column with words, by its table."""


def fate_of(column: sa.Column[object]) -> Fate | None:
    """Return what is decided of a column, None where nothing is."""
    for fate, names in DECIDED.get(column.table.name, {}).items():
        if column.name in names.split():
            return fate
    return None


def holds_words(column: sa.Column[object]) -> bool:
    """Return whether a column could hold words about somebody: text, JSON, a finding, content of a file."""
    return isinstance(column.type, (sa.String, sa.JSON, sa.LargeBinary, Found, Sentences))


def undecided() -> list[str]:
    """Return the columns with words of which nobody has decided, as ``table.column``."""
    goes = {*GO_BY_PERSON, *GO_BY_REP}
    return [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        if table.name not in goes
        for column in table.columns
        if holds_words(column) and column.name not in PLAIN and fate_of(column) is None
    ]
