"""Trips, the ledger of mileage, expenses, claims, what was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_mileage"
down_revision = "0002_planning"


def upgrade() -> None:
    """Add the tables that money is paid on."""
    _terms()
    _log()
    _spending()
    _claims()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _terms() -> None:
    op.create_table(
        "vehicles",
        *_text("id", "rep_id", "kind"),
        sa.Column("electric", sa.Boolean, nullable=False),
        sa.Column("power", sa.Integer),
        *_text("plate"),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_vehicles"),
    )
    op.create_table(
        "mileage_terms",
        *_text("rep_id", "scheme", "commuting"),
        sa.Column("commute_um", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("rep_id", name="pk_mileage_terms"),
    )
    op.create_table(
        "tariffs",
        *_text("hash"),
        sa.Column("number", sa.Integer, nullable=False),
        *_text("kind", "name", "text", "imported_at"),
        sa.PrimaryKeyConstraint("hash", name="pk_tariffs"),
        sa.UniqueConstraint("number", name="uq_tariffs_number"),
    )
    op.create_table(
        "odometer_readings",
        *_text("vehicle_id"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("metres_um", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("vehicle_id", "day", name="pk_odometer_readings"),
    )


def _log() -> None:
    op.create_table(
        "trips",
        *_text("id"),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("state", "rep_id"),
        sa.Column("date", sa.Date, nullable=False),
        *_text("from_id", "from_address", "to_id", "to_address"),
        sa.Column("distance_um", sa.BigInteger, nullable=False),
        *_text("vehicle_id", "purpose", "account_id", "visit_id"),
        sa.Column("network_um", sa.BigInteger),
        sa.Column("commute_um", sa.BigInteger, nullable=False),
        *_text("kind", "source"),
        sa.Column("leave_s", sa.Integer),
        sa.Column("arrive_s", sa.Integer),
        sa.Column("odometer_start_um", sa.BigInteger),
        sa.Column("odometer_end_um", sa.BigInteger),
        sa.Column("passengers", sa.Integer, nullable=False),
        *_text("region", "captured_at", "created_by"),
        sa.Column("planned_um", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", "version", name="pk_trips"),
    )
    op.create_index("ix_trips_rep", "trips", ["rep_id", "date", "state"])
    op.create_table(
        "postings",
        sa.Column("number", sa.Integer, nullable=False),
        *_text("posted_at", "posted_by", "kind", "rep_id", "subject"),
        sa.Column("day", sa.Date, nullable=False),
        *_text("period", "debit", "credit", "amount", "currency"),
        sa.Column("metres_um", sa.BigInteger, nullable=False),
        *_text("supplements", "pool", "table_hash", "rates", "evidence"),
        sa.Column("refers", sa.Integer),
        *_text("reason", "previous", "hash"),
        sa.PrimaryKeyConstraint("number", name="pk_postings"),
    )
    op.create_index("ix_postings_rep", "postings", ["rep_id", "day"])
    op.create_index("ix_postings_period", "postings", ["period", "rep_id"])


def _spending() -> None:
    op.create_table(
        "expenses",
        *_text("id", "rep_id"),
        sa.Column("date", sa.Date, nullable=False),
        *_text(
            "category",
            "gross",
            "currency",
            "vat_rate",
            "paid_by",
            "merchant",
            "note",
            "visit_id",
            "account_id",
            "territory_id",
            "receipt",
            "flags",
            "state",
            "captured_at",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_expenses"),
    )
    op.create_index("ix_expenses_rep", "expenses", ["rep_id", "date"])
    op.create_table(
        "receipts",
        *_text("hash", "media_type"),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("hash", name="pk_receipts"),
    )
    op.create_table(
        "allowance_lines",
        *_text("id", "rep_id"),
        sa.Column("day", sa.Date, nullable=False),
        *_text("place", "what", "rule", "amount", "currency", "table_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_allowance_lines"),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        *_text("rep_id", "period", "state"),
        sa.PrimaryKeyConstraint("rep_id", "period", name="pk_claims"),
    )
    op.create_table(
        "claim_steps",
        sa.Column("number", sa.Integer, nullable=False),
        *_text("claim_id", "name", "actor", "reason", "at", "head", "previous", "hash"),
        sa.PrimaryKeyConstraint("number", name="pk_claim_steps"),
    )
    op.create_table(
        "closings",
        *_text("month", "closed_at", "closed_by"),
        sa.Column("head_count", sa.Integer, nullable=False),
        *_text("head_hash"),
        sa.PrimaryKeyConstraint("month", name="pk_closings"),
    )
    op.create_table(
        "erasures",
        *_text("subject", "kind", "erased_at", "reason"),
        sa.PrimaryKeyConstraint("subject", name="pk_erasures"),
    )
