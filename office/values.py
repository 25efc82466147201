"""Values that use cases return and that `store` makes, for whoever shows them."""

from __future__ import annotations

from store.answers import VisitAnswer
from store.crm import CrmConflict
from store.jobs import Job, Schedule
from store.outside import MailServer, Webhook
from store.plans import PlanHead
from store.settings import Settings

__all__ = ["CrmConflict", "Job", "MailServer", "PlanHead", "Schedule", "Settings", "VisitAnswer", "Webhook"]
