"""Plans with their tours and visits, and what became of the visits."""

from __future__ import annotations

import sqlalchemy as sa

from scheduler.plan import VisitStatus
from store.tables.metadata import METADATA
from store.tables.types import Amount, Found, Instant, words
from store.words import PlanStatus, Verdict

visits = sa.Table(
    "visits",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("account_id", sa.String, nullable=False),
    sa.Column("number", sa.Integer),
    sa.UniqueConstraint("account_id", "number", name="uq_visits_number"),
)
"""Visits for life: whatever is planned, fixed, said or known of one refers to its row.

`number` counts an account's visits from 0; NULL where no plan of ours numbered it, such as one of the past.
"""


def visit_key(*, primary: bool = False) -> sa.Column[str]:
    """Return the column by which a row refers to its visit."""
    return sa.Column("visit_id", sa.String, sa.ForeignKey("visits.id"), primary_key=primary, nullable=False)


plans = sa.Table(
    "plans",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("status", words(PlanStatus), nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("in_force", sa.Integer),
    sa.Column("made_by", sa.String, nullable=False, server_default=""),
)
"""`revision` and `in_force` are the state that a plan was made from: the last change, and the plan in force then."""

plan_approvals = sa.Table(
    "plan_approvals",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("verdict", words(Verdict), nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", Instant(), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("reps", sa.JSON(none_as_null=True)),
)
"""What was said of a draft before it was put in force, in order; never changed. `revision` is the draft that was looked
at, `reps` those whose tours an approval is for (NULL: everybody's).
"""

tours = sa.Table(
    "tours",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("leave_s", sa.Integer, nullable=False),
    sa.Column("return_s", sa.Integer, nullable=False),
    sa.Column("lunch_start_s", sa.Integer),
    sa.Column("lunch_s", sa.Integer, nullable=False),
    sa.Column("return_travel_s", sa.Integer, nullable=False),
    sa.Column("return_distance_m", sa.Integer, nullable=False),
    sa.Column("start_place", sa.String, nullable=False, server_default=""),
    sa.Column("end_place", sa.String, nullable=False, server_default=""),
)
"""`start_place` and `end_place` are hotels; empty is home."""

weeks_published = sa.Table(
    "weeks_published",
    METADATA,
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("monday", sa.Date, primary_key=True),
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), nullable=False),
    sa.Column("visits", sa.Integer, nullable=False),
    sa.Column("driving_s", sa.Integer, nullable=False),
    sa.Column("distance_m", sa.Integer, nullable=False),
    sa.Column("hand_driving_s", sa.Integer),
    sa.Column("hand_visits", sa.Integer),
    sa.Column("carried_driving_s", sa.Integer),
    sa.Column("carried_visits", sa.Integer),
)
"""Each rep's week as it was put in force before it began, and what it would have meant with other plans."""

plan_nights = sa.Table(
    "plan_nights",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("rep_id", sa.String, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("place_id", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("price", Amount, nullable=False),
    sa.Column("currency", sa.String, nullable=False),
)
"""Nights away as they were planned: a hotel that moves or changes its price later leaves them as they are."""

planned_visits = sa.Table(
    "planned_visits",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    visit_key(primary=True),
    sa.Column("account_id", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("arrival_s", sa.Integer, nullable=False),
    sa.Column("start_s", sa.Integer, nullable=False),
    sa.Column("end_s", sa.Integer, nullable=False),
    sa.Column("travel_s", sa.Integer, nullable=False),
    sa.Column("distance_m", sa.Integer, nullable=False),
    sa.Index("ix_planned_visits_visit", "visit_id"),
    sa.Index("ix_planned_visits_day", "plan_id", "rep_id", "date", "sequence"),
    sa.Index("ix_planned_visits_account", "account_id", "plan_id"),
)

unserved_visits = sa.Table(
    "unserved_visits",
    METADATA,
    sa.Column("plan_id", sa.Integer, sa.ForeignKey("plans.id"), primary_key=True),
    visit_key(primary=True),
    sa.Column("account_id", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("first_date", sa.Date, nullable=False),
    sa.Column("last_date", sa.Date, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("why", Found, nullable=False),
)

visit_log = sa.Table(
    "visit_log",
    METADATA,
    visit_key(primary=True),
    sa.Column("account_id", sa.String, nullable=False),
    sa.Column("rep_id", sa.String, nullable=False),
    sa.Column("status", words(VisitStatus), nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("start_s", sa.Integer),
    sa.Column("end_s", sa.Integer),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("notes", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("recorded_at", Instant(), nullable=False),
    sa.Index("ix_visit_log_account", "account_id", "date"),
    sa.Index("ix_visit_log_date", "date"),
)
"""Visits that are closed: done, skipped or declined, with what was said about them."""
