"""Trips, the ledger, expenses, claims: everything that money is paid on.

Distances are whole micrometres here, so that thousandths of a mile are exact and the database can add them; money and
supplements are exact decimals. Rows of `postings`, `claim_steps` and of attested trips are added, never changed.
"""

from __future__ import annotations

import sqlalchemy as sa

from mileage.claims import ClaimState
from mileage.commuting import CommutingRule
from mileage.expenses import PaidBy
from mileage.ledger import EntryKind
from mileage.tariffs import TariffKind
from mileage.trips import TripKind, TripSource
from mileage.vehicles import VehicleKind
from store.tables.metadata import METADATA
from store.tables.types import Amount, Instant, texts, words
from store.words import TripState

vehicles = sa.Table(
    "vehicles",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    *texts("rep_id"),
    sa.Column("kind", words(VehicleKind), nullable=False),
    sa.Column("electric", sa.Boolean, nullable=False),
    sa.Column("power", sa.Integer),
    *texts("plate"),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
)

mileage_terms = sa.Table(
    "mileage_terms",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    *texts("scheme"),
    sa.Column("commuting", words(CommutingRule), nullable=False),
    sa.Column("commute_um", sa.BigInteger, nullable=False),
)
"""By which rates a rep is paid from a day on, and which commute is taken off; before that the workspace's scheme."""

tariffs = sa.Table(
    "tariffs",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("kind", words(TariffKind), nullable=False),
    *texts("name", "text"),
    sa.Column("imported_at", Instant(), nullable=False),
)
"""Every version of a rate table, an allowance table or an expense policy that was in use; the last number holds."""

trips = sa.Table(
    "trips",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", words(TripState), nullable=False),
    *texts("rep_id"),
    sa.Column("date", sa.Date, nullable=False),
    *texts("from_id", "from_address", "to_id", "to_address"),
    sa.Column("distance_um", sa.BigInteger, nullable=False),
    *texts("vehicle_id", "purpose", "account_id", "visit_id"),
    sa.Column("network_um", sa.BigInteger),
    sa.Column("commute_um", sa.BigInteger, nullable=False),
    sa.Column("kind", words(TripKind), nullable=False),
    sa.Column("source", words(TripSource), nullable=False),
    sa.Column("leave_s", sa.Integer),
    sa.Column("arrive_s", sa.Integer),
    sa.Column("odometer_start_um", sa.BigInteger),
    sa.Column("odometer_end_um", sa.BigInteger),
    sa.Column("passengers", sa.Integer, nullable=False),
    *texts("region"),
    sa.Column("captured_at", Instant(blank=True)),
    *texts("created_by"),
    sa.Column("planned_um", sa.BigInteger),
    sa.Index("ix_trips_rep", "rep_id", "date", "state"),
)
"""Every version that was ever attested, and the drafts that wait for their rep's word: see `TripState`."""

postings = sa.Table(
    "postings",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("posted_at", Instant(), nullable=False),
    *texts("posted_by"),
    sa.Column("kind", words(EntryKind), nullable=False),
    *texts("rep_id", "subject"),
    sa.Column("day", sa.Date, nullable=False),
    *texts("period", "debit", "credit"),
    sa.Column("amount", Amount, nullable=False),
    *texts("currency"),
    sa.Column("metres_um", sa.BigInteger, nullable=False),
    sa.Column("supplements", Amount, nullable=False),
    *texts("pool", "table_hash", "rates", "evidence"),
    sa.Column("refers", sa.Integer),
    *texts("reason", "previous", "hash"),
    sa.Index("ix_postings_rep", "rep_id", "day"),
    sa.Index("ix_postings_period", "period", "rep_id"),
)

expenses = sa.Table(
    "expenses",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    *texts("rep_id"),
    sa.Column("date", sa.Date, nullable=False),
    *texts("category"),
    sa.Column("gross", Amount, nullable=False),
    *texts("currency"),
    sa.Column("vat_rate", Amount, nullable=False),
    sa.Column("paid_by", words(PaidBy), nullable=False),
    *texts("merchant", "note", "visit_id", "account_id"),
    *texts("territory_id", "receipt", "refund_of", "flags", "state"),
    sa.Column("captured_at", Instant(blank=True)),
    sa.Index("ix_expenses_rep", "rep_id", "date"),
)

receipts = sa.Table(
    "receipts",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    *texts("media_type"),
    sa.Column("content", sa.LargeBinary),
)
"""`content` is empty once the receipt was erased."""

allowance_lines = sa.Table(
    "allowance_lines",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    *texts("rep_id"),
    sa.Column("day", sa.Date, nullable=False),
    *texts("place", "what", "rule"),
    sa.Column("amount", Amount, nullable=False),
    *texts("currency", "table_hash"),
)

claims = sa.Table(
    "claims",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("period", sa.String, primary_key=True),
    sa.Column("state", words(ClaimState), nullable=False),
)

claim_steps = sa.Table(
    "claim_steps",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *texts("claim_id", "name", "actor", "reason"),
    sa.Column("at", Instant(), nullable=False),
    *texts("head", "previous", "hash"),
    *texts("proof", "evidence"),
)
"""`proof` is ``signed`` where the actor gave a passphrase, empty where the name was only stated; `evidence` is the
hash of what the step is about, where that is kept elsewhere: the subjects of an erasure, a passphrase's digest."""

closings = sa.Table(
    "closings",
    METADATA,
    sa.Column("month", sa.String, primary_key=True),
    sa.Column("closed_at", Instant(), nullable=False),
    *texts("closed_by"),
    sa.Column("head_count", sa.Integer, nullable=False),
    *texts("head_hash"),
)
"""Months closed for everybody, each with the ledger's head at that moment."""

odometer_readings = sa.Table(
    "odometer_readings",
    METADATA,
    sa.Column("vehicle_id", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("metres_um", sa.BigInteger, nullable=False),
    sa.Column("replaced_at_um", sa.BigInteger),
    sa.Column("began_at_um", sa.BigInteger),
)
"""`replaced_at_um` is what the instrument before this one showed last, `began_at_um` what this one showed first."""

erasures = sa.Table(
    "erasures",
    METADATA,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("erased_at", Instant(), nullable=False),
    *texts("reason"),
    sa.Column("step", sa.Integer, nullable=False),
)
"""What was lawfully erased, in which step of the audit log: its words are gone, and verify does not look for them."""
