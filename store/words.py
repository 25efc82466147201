"""The words by which rows say what they are and where they stand."""

from __future__ import annotations

from enum import StrEnum


class FixedKind(StrEnum):
    """What is fixed."""

    ABSENCE = "absence"
    APPOINTMENT = "appointment"
    RIDE_ALONG = "ride-along"
    COMPANY_DAY = "company-day"


class Source(StrEnum):
    """Where a fixed date comes from: what one source made, another never replaces or takes back."""

    PERSON = "person"
    CALENDAR = "calendar"
    RIDE_ALONG = "ride-along"
    JOINT_VISIT = "joint-visit"
    HANDOVER = "handover"


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    LOST = "lost"


class StageState(StrEnum):
    """Where a stage of a roll-out is."""

    WAITING = "waiting"
    BEGUN = "begun"
    REVERTED = "reverted"


class AnswerKind(StrEnum):
    """What was said or done."""

    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    MOVED = "moved"
    ALLOWED = "allowed"
    DECLINED = "declined"
    SKIPPED = "skipped"
    DONE = "done"
    MISSING = "missing"
    RESTORED = "restored"
    NOTED = "noted"
    NEXT_STEP = "next-step"
    REFUSED = "refused"
    UNPINNED = "unpinned"
    MOVE = "move"
    PIN = "pin"
    JOINT = "joint"
    SWAP = "swap"
    DROP = "drop"
    REPAIR = "repair"
    UNPLANNED = "unplanned"
    HAND = "hand"


class PlanStatus(StrEnum):
    """A plan's life: at most one is published, the others are drafts, withdrawn drafts, or have been replaced."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def was_in_force(self) -> bool:
        """Tell whether the plan is, or was once, in force."""
        return self in EVER_IN_FORCE


EVER_IN_FORCE = frozenset({PlanStatus.PUBLISHED, PlanStatus.REPLACED})


class Verdict(StrEnum):
    """What was said of a draft that a manager is to approve before it is put in force."""

    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"


class TripState(StrEnum):
    """What a stored version is.

    DRAFT waits for the rep's word; LEAVING is an attested trip that no confirmed visit bears any more and waits for the
    same word; ATTESTED holds; REPLACED and WITHDRAWN held once. REFUSED is the rep's word that it was not driven, or is
    not to be paid: it is not drafted again.
    """

    DRAFT = "draft"
    LEAVING = "leaving"
    ATTESTED = "attested"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Kind(StrEnum):
    """What changes touch and long work depends on."""

    ACCOUNT = "account"
    REP = "rep"
    FIXED_DATES = "fixed-dates"
    PLAN_IN_FORCE = "plan-in-force"
    DRAFT = "draft"
    OWNERSHIP = "ownership"
    VISIT = "visit"
    LEDGER = "ledger"
    SETTINGS = "settings"
    ROADS = "roads"
    PEOPLE = "people"
    CALENDAR = "calendar"
    REVIEW = "review"


class Work(StrEnum):
    """What a job is for."""

    PLAN = "plan"
    DESIGN = "design"
    BY_ROUTES = "by-routes"
    REALIGN = "realign"
    SYNC_CRM = "sync-crm"
    BACKUP = "backup"
    TRY_BACKUP = "try-backup"
    REMIND = "remind"
    ROADS = "roads"
    ROLLOUT = "roll-out"


class Following(StrEnum):
    """What is made or sent after a change was committed."""

    EVENTS = "events"
    FORECASTS = "forecasts"
    CRM = "crm"
    MAIL = "mail"
    WEBHOOK = "webhook"


class Mailing(StrEnum):
    """What a person may be told by mail."""

    WEEK = "week"
    CLAIM = "claim"
    ATTEST = "attest"
    REVIEW = "review"


class Role(StrEnum):
    """What somebody does in the company."""

    REP = "rep"
    MANAGER = "manager"
    PLANNER = "planner"
    FINANCE = "finance"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How far a role reaches: the rep that the person is, a region of the territory tree, or everything."""

    OWN = "own"
    REGION = "region"
    EVERYTHING = "everything"


class Proof(StrEnum):
    """By what somebody proves who they are: to sign in, or to sign what they do."""

    PASSWORD = "password"  # noqa: S105 - the word itself
    PASSPHRASE = "passphrase"  # noqa: S105 - the word itself
