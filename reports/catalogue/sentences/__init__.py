"""Sentences that are made where something is found: German words by the English pattern (`routing.sentences`)."""

from __future__ import annotations

from collections.abc import Mapping

from reports.catalogue.sentences.calendars import CALENDARS
from reports.catalogue.sentences.crm import CRM
from reports.catalogue.sentences.mileage import MILEAGE
from reports.catalogue.sentences.office import OFFICE
from reports.catalogue.sentences.office_accounts import OFFICE_ACCOUNTS
from reports.catalogue.sentences.office_changes import OFFICE_CHANGES, OWNERS
from reports.catalogue.sentences.office_imports import OFFICE_IMPORTS
from reports.catalogue.sentences.office_mileage import OFFICE_MILEAGE
from reports.catalogue.sentences.office_ownership import OFFICE_OWNERSHIP
from reports.catalogue.sentences.office_plans import OFFICE_PLANS
from reports.catalogue.sentences.office_visits import OFFICE_VISITS
from reports.catalogue.sentences.ownership_rules import OWNERSHIP_RULES
from reports.catalogue.sentences.roads import ROADS
from reports.catalogue.sentences.scheduler import SCHEDULER
from reports.catalogue.sentences.territory import TERRITORY
from reports.catalogue.sentences.web import WEB

GERMAN: Mapping[str, str] = {
    **OFFICE_CHANGES,
    **OWNERS,
    **CRM,
    **OFFICE_ACCOUNTS,
    **CALENDARS,
    **MILEAGE,
    **OFFICE,
    **OFFICE_IMPORTS,
    **OFFICE_MILEAGE,
    **OFFICE_OWNERSHIP,
    **OFFICE_PLANS,
    **OFFICE_VISITS,
    **OWNERSHIP_RULES,
    **ROADS,
    **SCHEDULER,
    **TERRITORY,
    **WEB,
}
