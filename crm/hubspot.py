"""HubSpot by its CRM API (v3): searches by the instant of the last change, and meetings written by a unique property.

Names are those of the API reference: ``objects/{noun}/search`` with ``paging.next.after``, ``archived``, batch upsert
by ``idProperty``, associations (v4) in batches, errors with ``category``, ``policyName`` of a limit that was met.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, TypeVar

from crm.client import REST_S, Access, Client, CrmBusyError, CrmRefusedError, Reply, Sleep, code_of, policy_of, text_of
from crm.records import Event, Mark, Noun, Outcome, Page, Record
from crm.values import OddAnswerError, a_cursor, a_dict, a_list, an_id, an_instant, instant_or_none, written

ADDRESS = "https://api.hubapi.com"
KEY = "roundsman_visit_id"
"""The property of meetings that holds a visit's id: one line of text, with unique values."""
PAGE, BATCH = 100, 100
SEARCHED_MOST = 10_000
"""A search gives no more than so many records: it begins anew at the last change then, or goes by ids within one."""

T = TypeVar("T")
OBJECTS = {
    Noun.ACCOUNTS: "companies",
    Noun.CONTACTS: "contacts",
    Noun.OPPORTUNITIES: "deals",
    Noun.ACTIVITIES: "meetings",
    Noun.WRITTEN: "meetings",
}
NAMES: Mapping[Noun, Mapping[str, str]] = {
    Noun.ACCOUNTS: {
        "name": "Company name", "address": "Street Address", "zip": "Postal Code", "city": "City",
        "state": "State/Region", "country": "Country/Region", "phone": "Phone Number", "type": "Type",
        "industry": "Industry", "annualrevenue": "Annual Revenue",
    },
    Noun.CONTACTS: {"firstname": "First Name", "lastname": "Last Name", "email": "Email"},
    Noun.OPPORTUNITIES: {
        "dealname": "Deal Name", "dealstage": "Deal Stage", "hs_deal_stage_probability": "Deal probability",
        "amount": "Amount", "deal_currency_code": "Currency", "createdate": "Create Date", "closedate": "Close Date",
    },
    Noun.ACTIVITIES: {
        "hs_meeting_outcome": "Meeting outcome", "hs_meeting_title": "Meeting name",
        "hs_meeting_body": "Meeting description", "hs_internal_meeting_notes": "Internal meeting notes",
    },
    Noun.WRITTEN: {KEY: KEY},
}  # fmt: skip
"""By noun, the properties that are read and what an export of HubSpot calls them: one map serves both."""
OTHERS = {
    Noun.ACCOUNTS: (),
    Noun.CONTACTS: ("associatedcompanyid",),
    Noun.OPPORTUNITIES: ("hs_is_closed", "hs_is_closed_won"),
    Noun.ACTIVITIES: ("hs_meeting_start_time", "hs_meeting_end_time", "hubspot_owner_id"),
    Noun.WRITTEN: ("hs_meeting_start_time", "hs_meeting_end_time"),
}
REPORTED = {"COMPLETED": "Completed", "NO_SHOW": "No show", "CANCELED": "Canceled"}
"""Outcomes of meetings that are over, as an export says them; others are still to come."""
_PRIMARY = 5
_ID = "hs_object_id"
_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")
_TAG = re.compile(r"<[^<>]*>")


class HubSpot:
    """One account, known by the token of a private app."""

    def __init__(self, access: Access, sleep: Sleep = time.sleep) -> None:
        self._client = Client(access, sleep=sleep)

    @property
    def most(self) -> int:
        """Return how many events are written at once."""
        return BATCH

    def check(self) -> None:
        """See that we are let in and that our own property is there, with unique values."""
        try:
            found = self._post_or_get("GET", f"/crm/v3/properties/meetings/{KEY}")
        except CrmRefusedError as error:
            if error.status != 404:
                raise
            found = {}
        if self._odd(lambda: a_dict(found).get("hasUniqueValue")) is not True:
            cause = f"meetings have no property {KEY} with unique values"
            raise CrmRefusedError(self._client.access.url, 200, "FIELD_MISSING", cause)

    def page(self, noun: Noun, mark: Mark, more_fields: Sequence[str]) -> Page:
        """Return the records that were changed after a mark, oldest change first, and then the archived ones."""
        step, _, place = mark.cursor.partition(" ")
        if step == "archived":
            return self._archived(noun, mark, place, more_fields)
        if step == "instant":
            return self._of_one_instant(noun, mark, place, more_fields)
        after, _, since = place.partition(" ")  # a place is one among what was changed since the search began
        since = since if after else mark.at
        body = search(noun, since, after, more_fields)
        found = self._post_or_get("POST", f"/crm/v3/objects/{OBJECTS[noun]}/search", body)
        records, following = self._odd(lambda: _records(noun, found, more_fields, archived=False))
        records = self._with_accounts(noun, records)
        read = (int(after) if after.isdigit() else 0) + len(records)
        if not following:
            last = records[-1].changed_at if records else mark.at
            return Page(records, Mark(last, "", "archived"), more=True)
        last = records[-1].changed_at
        if read < SEARCHED_MOST - PAGE:
            return Page(records, Mark(last, "", f"search {following} {since}"), more=True)
        return Page(records, Mark(last, "", "instant 0" if last == since else ""), more=True)

    def _of_one_instant(self, noun: Noun, mark: Mark, identity: str, more_fields: Sequence[str]) -> Page:
        """Return records of the very instant of a mark by their ids, and then go on with what was changed after it.

        A bulk edit in HubSpot may give more records one instant than a search gives at all.
        """
        body = search_within(noun, mark.at, identity, more_fields)
        found = self._post_or_get("POST", f"/crm/v3/objects/{OBJECTS[noun]}/search", body)
        records, following = self._odd(lambda: _records(noun, found, more_fields, archived=False))
        records = self._with_accounts(noun, records)
        if following:
            return Page(records, Mark(mark.at, "", f"instant {records[-1].id}"), more=True)
        after = written(an_instant(mark.at) + timedelta(milliseconds=1))
        return Page(records, Mark(after), more=True)

    def _archived(self, noun: Noun, mark: Mark, after: str, more_fields: Sequence[str]) -> Page:
        """Return records that were archived; HubSpot keeps them for 90 days, and in no order of changes."""
        asked = {"archived": "true", "limit": str(PAGE)} | ({"after": after} if after else {})
        asked["properties"] = ",".join(NAMES[noun])
        found = self._checked(self._client.ask("GET", f"/crm/v3/objects/{OBJECTS[noun]}", asked)).value
        records, following = self._odd(lambda: _records(noun, found, more_fields, archived=True))
        ours = tuple(one for one in records if noun is not Noun.WRITTEN or KEY in one.fields)
        return Page(ours, Mark(mark.at, "", f"archived {following}"), more=bool(following))

    def _with_accounts(self, noun: Noun, records: tuple[Record, ...]) -> tuple[Record, ...]:
        """Return deals and meetings with the company that they are about: HubSpot tells it by associations alone."""
        if noun not in {Noun.OPPORTUNITIES, Noun.ACTIVITIES} or not records:
            return records
        path = f"/crm/v4/associations/{OBJECTS[noun]}/companies/batch/read"
        found = self._post_or_get("POST", path, {"inputs": [{"id": one.id} for one in records]})
        about = self._odd(lambda: _companies(found))
        return tuple(_about(one, about.get(one.id, "")) for one in records)

    def write(self, events: Sequence[Event]) -> tuple[Outcome, ...]:
        """Make or change meetings by their keys, and tie them to their companies."""
        body = {"inputs": [{"id": one.key, "idProperty": KEY, "properties": _properties(one)} for one in events]}
        try:
            found = self._post_or_get("POST", "/crm/v3/objects/meetings/batch/upsert", body)
        except CrmRefusedError as error:
            return self._one_by_one(events, error)
        ids = self._odd(lambda: _ids(found))
        pairs = [{"from": {"id": ids[one.key]}, "to": {"id": one.account}} for one in events if one.key in ids]
        try:
            if pairs:
                path = "/crm/v4/associations/meetings/companies/batch/associate/default"
                self._post_or_get("POST", path, {"inputs": pairs})
        except CrmRefusedError as error:
            return self._one_by_one(events, error)
        return tuple(Outcome(one.key, ids.get(one.key, ""), "" if one.key in ids else "NOT_WRITTEN") for one in events)

    def _one_by_one(self, events: Sequence[Event], error: CrmRefusedError) -> tuple[Outcome, ...]:
        """Write halves where HubSpot refuses a whole batch because of one: that one alone is refused in the end."""
        if error.status in {401, 403}:
            raise error
        if len(events) == 1:
            return (Outcome(events[0].key, "", error.code, error.cause),)
        half = len(events) // 2
        return (*self.write(events[:half]), *self.write(events[half:]))

    def remove(self, keys: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Archive meetings by key and HubSpot's id."""
        lost = [key for key, identity in keys.items() if not identity]
        known = {key: identity for key, identity in keys.items() if identity}
        if lost:
            body = {"idProperty": KEY, "properties": [KEY], "inputs": [{"id": key} for key in lost]}
            found = self._post_or_get("POST", "/crm/v3/objects/meetings/batch/read", body)
            known |= self._odd(lambda: _ids(found))
        if known:
            body = {"inputs": [{"id": identity} for identity in known.values()]}
            self._post_or_get("POST", "/crm/v3/objects/meetings/batch/archive", body)
        return tuple(Outcome(key) for key in keys)

    def _post_or_get(self, method: str, path: str, body: Any = None) -> Any:
        return self._checked(self._client.ask(method, path, None, body)).value

    def _checked(self, reply: Reply) -> Reply:
        """Return an answer that is none of the errors of the reference."""
        if reply.status < 300:
            return reply
        value = reply.value if isinstance(reply.value, dict) else {}
        if policy_of(reply) == "DAILY":
            raise CrmBusyError(self._client.access.url, "has no requests left for today", REST_S)
        raise self._client.refusal(reply, code_of(value.get("category")), str(value.get("message", "")))

    def _odd(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (OddAnswerError, ValueError):
            self._client.away("sent an answer that is not as its reference says")


def search(noun: Noun, since: str, after: str, more_fields: Sequence[str]) -> dict[str, Any]:
    """Return the search for the records of a noun that were changed at an instant or later.

    One search has one order: records of the very instant are read again, which changes nothing.
    """
    changed = _changed(noun)
    filters = [{"propertyName": changed, "operator": "GTE", "value": _passed_ms(since)}] if since else []
    body = _asked(noun, filters, changed, more_fields)
    return body | ({"after": after} if after else {})


def search_within(noun: Noun, at: str, identity: str, more_fields: Sequence[str]) -> dict[str, Any]:
    """Return the search for the records of a noun that were changed at one instant, by id from the one after."""
    filters = [
        {"propertyName": _changed(noun), "operator": "EQ", "value": _passed_ms(at)},
        {"propertyName": _ID, "operator": "GT", "value": identity},
    ]
    return _asked(noun, filters, _ID, more_fields)


def _passed_ms(instant: str) -> str:
    return str((an_instant(instant) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))


def _asked(noun: Noun, filters: list[dict[str, Any]], by: str, more_fields: Sequence[str]) -> dict[str, Any]:
    if noun is Noun.ACTIVITIES:
        filters.append({"propertyName": KEY, "operator": "NOT_HAS_PROPERTY"})
    if noun is Noun.WRITTEN:
        filters.append({"propertyName": KEY, "operator": "HAS_PROPERTY"})
    extra = [name for name in sorted(set(more_fields)) if _PROPERTY.fullmatch(name)]
    return {
        "filterGroups": [{"filters": filters}] if filters else [],
        "sorts": [{"propertyName": by, "direction": "ASCENDING"}],
        "properties": list(dict.fromkeys([*NAMES[noun], *OTHERS[noun], _changed(noun), *extra])),
        "limit": PAGE,
    }


def _changed(noun: Noun) -> str:
    return "lastmodifieddate" if noun is Noun.CONTACTS else "hs_lastmodifieddate"


def _records(
    noun: Noun, found: object, more_fields: Sequence[str], *, archived: bool
) -> tuple[tuple[Record, ...], str]:
    answer = a_dict(found)
    records = tuple(_record(noun, a_dict(one), more_fields, archived) for one in a_list(answer.get("results")))
    following = a_dict(answer.get("paging") or {}).get("next")
    after = "" if following is None else a_cursor(a_dict(following).get("after"))
    if after and not records:
        raise OddAnswerError("a next page after nothing")
    return records, after


def _record(noun: Noun, row: Mapping[str, Any], more_fields: Sequence[str], archived: bool) -> Record:  # noqa: FBT001
    identity, told = an_id(row.get("id")), a_dict(row.get("properties"))
    names = {**{name: name for name in more_fields if _PROPERTY.fullmatch(name)}, **NAMES[noun]}
    fields = {"Record ID": identity}
    fields |= {label: text for name, label in names.items() if (text := text_of(told.get(name)))}
    changed = row.get("archivedAt") if archived else told.get(_changed(noun)) or row.get("updatedAt")
    if noun is Noun.OPPORTUNITIES:
        fields |= _stage(told)
    if noun is Noun.ACTIVITIES:
        fields = _meeting(fields)
    if noun is Noun.CONTACTS:
        fields["Name"] = " ".join(filter(None, (fields.get("First Name"), fields.get("Last Name"))))
    return Record(
        identity,
        written(an_instant(changed)),
        {name: text for name, text in fields.items() if text},
        about=text_of(told.get("associatedcompanyid")) if noun is Noun.CONTACTS else "",
        gone=archived or row.get("archived") is True,
        start=instant_or_none(told.get("hs_meeting_start_time")),
        end=instant_or_none(told.get("hs_meeting_end_time")),
        owner=text_of(told.get("hubspot_owner_id")),
    )


def _stage(told: Mapping[str, Any]) -> dict[str, str]:
    """Return a deal's stage in the words of an export where it is over: the API tells ids of the user's own."""
    if text_of(told.get("hs_is_closed_won")) == "true":
        return {"Deal Stage": "Closed won"}
    return {"Deal Stage": "Closed lost"} if text_of(told.get("hs_is_closed")) == "true" else {}


def _meeting(fields: Mapping[str, str]) -> dict[str, str]:
    plain = {name: unescape(_TAG.sub(" ", text)) for name, text in fields.items()}
    return plain | {"Meeting outcome": REPORTED.get(plain.get("Meeting outcome", "").upper(), "")}


def _companies(found: object) -> dict[str, str]:
    """Return the company of each record: its primary one, else the one of the lowest id."""
    about: dict[str, str] = {}
    for one in a_list(a_dict(found).get("results")):
        row = a_dict(one)
        ties = [a_dict(tie) for tie in a_list(row.get("to"))]
        ids = [(not _is_primary(tie), an_id(tie.get("toObjectId"))) for tie in ties]
        if ids:
            first = min(ids, key=lambda one: (one[0], len(one[1]), one[1]))
            about[an_id(a_dict(row.get("from")).get("id"))] = first[1]
    return about


def _is_primary(tie: Mapping[str, Any]) -> bool:
    return any(a_dict(kind).get("typeId") == _PRIMARY for kind in a_list(tie.get("associationTypes")))


def _about(record: Record, company: str) -> Record:
    fields = {**record.fields, **({"Associated Company IDs (Primary)": company} if company else {})}
    return Record(
        record.id, record.changed_at, fields, company, record.gone, record.start, record.end, record.day, record.owner
    )


def _ids(found: object) -> dict[str, str]:
    """Return HubSpot's id of each meeting that an answer tells of, by our key."""
    rows = [a_dict(one) for one in a_list(a_dict(found).get("results"))]
    return {text_of(a_dict(row.get("properties")).get(KEY)): an_id(row.get("id")) for row in rows}


def _properties(event: Event) -> dict[str, str]:
    start = event.start or datetime(event.day.year, event.day.month, event.day.day, tzinfo=UTC)
    end = event.end or start + timedelta(days=1)
    told = {
        "hs_timestamp": written(start),
        "hs_meeting_start_time": written(start),
        "hs_meeting_end_time": written(end),
    }
    told |= {KEY: event.key, "hs_meeting_title": event.subject[:255], "hs_meeting_body": event.text[:32_000]}
    told["hs_meeting_outcome"] = "COMPLETED" if event.done else "SCHEDULED"
    return told | ({"hubspot_owner_id": event.owner} if event.owner else {})
